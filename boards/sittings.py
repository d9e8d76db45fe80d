"""The meetings of a board in order, with what the cadence says about the time between them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from . import cadence
from .keeping import in_words, rules_of
from .models import Board, Meeting


@dataclass(frozen=True)
class Sitting:
    """One meeting; `gap` is the days since the one before it, where they are more than the cadence allows."""

    meeting: Meeting
    gap: int | None
    allowed: str  # "every 4 weeks": the rule of the meeting before
    is_past: bool

    @property
    def state(self) -> str:
        """A planned meeting whose day is over counts as held."""
        if self.is_past and self.meeting.state == Meeting.State.PLANNED:
            return Meeting.State.HELD
        return self.meeting.state


def sittings(board: Board, *, on: datetime.date) -> list[Sitting]:
    """All meetings by date. A cancelled one closes no gap."""
    found: list[Sitting] = []
    last: datetime.date | None = None
    rules = rules_of(board)
    for meeting in Meeting.objects.filter(council_id=board.council_id, board=board).order_by("held_on"):
        gap, allowed = None, in_words(cadence.every_on(rules, last or meeting.held_on))
        if meeting.state != Meeting.State.CANCELLED:
            if last and cadence.is_gap(last, meeting.held_on, rules):
                gap = (meeting.held_on - last).days
            last = meeting.held_on
        found.append(Sitting(meeting=meeting, gap=gap, allowed=allowed, is_past=meeting.held_on < on))
    return found


def next_needed_by(board: Board, found: list[Sitting]) -> datetime.date | None:
    """The last day on which the meeting after the last planned one keeps the cadence; None before the first meeting."""
    standing = [s.meeting.held_on for s in found if s.meeting.state != Meeting.State.CANCELLED]
    return cadence.next_due_by(max(standing), rules_of(board)) if standing else None
