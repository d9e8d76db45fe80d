"""The three pages, and who opens them."""

from __future__ import annotations

from dataclasses import dataclass

OBSERVER = "observer@scale.example"


@dataclass(frozen=True)
class Pages:
    """Of one council, and of one action that `officer` owns."""

    slug: str
    ref: str
    officer: str
    observer: str = OBSERVER

    @property
    def list(self) -> str:
        """The officer's list: 50 of the actions in progress, those due first at the top, with their total."""
        return f"/councils/{self.slug}/plan/?delivery=in_progress&sort=due"

    @property
    def dashboard(self) -> str:
        return "/councils/"

    @property
    def update(self) -> str:
        return f"/councils/{self.slug}/actions/{self.ref}/update/"


def progress(based_on: object) -> dict[str, object]:
    """The form of an update, filled in."""
    return {
        "based_on": based_on,
        "delivery": "in_progress",
        "confidence": "on_track",
        "narrative": "Training was held for both teams. Managers will repeat the check in six weeks.",
    }
