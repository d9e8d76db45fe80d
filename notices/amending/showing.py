"""A change as pages and the API show it: of what, before and after, and which words are new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import ClauseChange, Requirement
from .words import Compared, compare

Kind = ClauseChange.Kind


@dataclass(frozen=True)
class Shown:
    change: ClauseChange
    compared: Compared

    @property
    def title(self) -> str:
        kind, clause = self.change.get_kind_display(), self.change.requirement
        if clause is not None:
            return f"{clause.citation.capitalize()}: {kind.lower()}"
        label = self.change.clause.get("label")
        return f"Paragraph {label}: {kind.lower()}" if label else kind

    @property
    def about(self) -> list[str]:
        """Of an added clause: where it stands, what it is, whom it binds."""
        if self.change.kind != Kind.ADDED:
            return []
        clause = self.change.clause
        section = f"Section: {clause['section']}" if clause["section"] else ""
        words = (
            section,
            Requirement.Kind(clause["kind"]).label,
            f"Binds: {Requirement.Binds(clause['binds']).label}",
        )
        return [word for word in words if word]

    @property
    def taken_out(self) -> list[str]:
        return self.compared.taken_out if self.change.kind == Kind.REWORDED else []

    @property
    def put_in(self) -> list[str]:
        return self.compared.put_in if self.change.kind == Kind.REWORDED else []


def shown(changes: Iterable[ClauseChange]) -> list[Shown]:
    return [Shown(change, compare(change.before, change.after)) for change in changes]
