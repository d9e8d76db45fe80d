"""Whether a board keeps to its cadence, in words: the notice asks for it, and a board that stops meeting is the first sign
that a plan is adrift."""

from __future__ import annotations

import datetime

from councils.lateness import count, long_date
from notices import periods

from . import cadence
from .models import Board, CadenceChange, Meeting

Rule = cadence.Rule


def rules_of(board: Board) -> list[Rule]:
    """How often the board meets, from when: the notice's own rule, then each change that stands."""
    changes = CadenceChange.objects.standing().filter(council_id=board.council_id, board=board)
    return [
        Rule(datetime.date.min, board.meets_every),
        *sorted(Rule(change.effective_on, change.to_every) for change in changes),
    ]


def in_words(every: str) -> str:
    """ "every 4 weeks"."""
    return periods.every_in_words(every)


def gap_in_words(board: Board, *, on: datetime.date) -> str:
    """One sentence where the time between meetings is, or is going to be, longer than the cadence allows; else empty.
    A cancelled meeting closes no gap."""
    standing = Meeting.objects.filter(council_id=board.council_id, board=board).not_cancelled()
    days = list(standing.order_by("held_on").values_list("held_on", flat=True))
    last = max((day for day in days if day <= on), default=None)
    following = min((day for day in days if day > on), default=None)
    return gap_between(last, following, rules_of(board), on=on)


def gap_between(
    last: datetime.date | None, following: datetime.date | None, rules: list[Rule], *, on: datetime.date
) -> str:
    """The same for a board of which the last meeting, the next one and the rules are known."""
    if last is None:
        return ""
    needed_by, every = cadence.next_due_by(last, rules), in_words(cadence.every_on(rules, last))
    if on > needed_by:
        planned = f" The next meeting is planned for {long_date(following)}." if following else ""
        return f"The board last met on {long_date(last)}, {count((on - last).days, 'day')} ago: longer than {every}.{planned}"
    if following is None:
        return f"No meeting is planned. To keep to {every}, the next one is needed by {long_date(needed_by)}."
    if following > needed_by:
        return (
            f"The next meeting, on {long_date(following)}, is {count((following - last).days, 'day')} after the last one: "
            f"longer than {every}."
        )
    return ""
