"""What the board may decide of an action, and the steps that follow: one table for verbs, pages and the database."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Decision(models.TextChoices):
    CONFIRM = "confirm", "Confirmed by the board"
    RETURN = "return", "Returned by the board"
    EMBED = "embed", "Found to be embedded"
    PAUSE = "pause", "Paused by the board"
    RESUME = "resume", "Taken up again"
    CANCEL = "cancel", "Cancelled by the board"
    REOPEN = "reopen", "Reopened by the board"
    UNDO = (
        "undo",
        "Taken back by the board",
    )  # no step of its own: puts back what was before one (services.undo)


@dataclass(frozen=True, slots=True)
class Step:
    """From which delivery a decision leads to which; `ask` is the page's question, `button` its answer."""

    decision: Decision
    from_: tuple[str, ...]
    to: str
    ask: str
    button: str
    hint: str
    needs_why: bool = True


STEPS: dict[str, Step] = {
    step.decision.value: step
    for step in (
        Step(
            Decision.CONFIRM, ("done",), "confirmed", "Confirm that this action is done", "Confirm",
            "The board has seen evidence and agrees. Say what it saw.", needs_why=False,
        ),
        Step(
            Decision.RETURN, ("done",), "in_progress", "Return this action to its owner", "Return it",
            "Say what is missing, so that the owner knows what to do.",
        ),
        Step(
            Decision.EMBED, ("confirmed",), "embedded", "Record that the change has lasted", "It has lasted",
            "Say what was checked again, and what it showed.",
        ),
        Step(
            Decision.PAUSE, ("not_started", "in_progress"), "paused", "Pause this action", "Pause it",
            "While it is paused it is not late, and nobody is reminded of it.",
        ),
        Step(
            Decision.RESUME, ("paused",), "in_progress", "Take this action up again", "Take it up again",
            "Its due date counts again. Ask for a date change if the date cannot be kept.",
        ),
        Step(
            Decision.CANCEL, ("not_started", "in_progress", "done", "paused"), "cancelled", "Cancel this action",
            "Cancel it", "It stays in the plan, with the reason. The requirements that it serves may need another action.",
        ),
        Step(
            Decision.REOPEN, ("confirmed", "embedded", "cancelled"), "in_progress", "Reopen this action", "Reopen it",
            "Say what has shown that it is not done after all, or is needed after all.",
        ),
    )
}  # fmt: skip

_OWNERS = (
    "not_started",
    "in_progress",
    "done",
)  # between these the owner moves freely (services.report_progress)
TRANSITIONS: list[tuple[str, str]] = sorted(
    {(a, b) for a in _OWNERS for b in _OWNERS if a != b}
    | {(a, step.to) for step in STEPS.values() for a in step.from_ if a != step.to}
    | {
        ("confirmed", "done")
    }  # a confirmation taken back in the same meeting; a return is, as its owner could
)
UNDOABLE = (Decision.CONFIRM, Decision.RETURN)
DECIDABLE = [(step.decision.value, step.decision.label) for step in STEPS.values()]


def possible(delivery: str) -> list[Step]:
    return [step for step in STEPS.values() if delivery in step.from_]
