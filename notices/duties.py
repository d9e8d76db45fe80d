"""What a deadline asks for, read with its times and with what it waits for. Pages, spreadsheets and the API read it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from councils.models import User

from . import counting, periods
from .models import AnchorDate, Deadline, Notice, Occurrence

ANCHOR_WORDS = {
    "issue": "the issue of the notice",
    "start": "the start of the notice",
    "commencement": "commencement",
    "end": "the end of the notice",
}
PREFETCH = (
    "occurrences",
    "requirement__indicators",
    "requirement__targets__indicators",
    "requirement__judgements",
)


@dataclass(frozen=True)
class Duty:
    """`waits_for` is set while a relative deadline has no date; `followed` names what follows a recurring one instead of
    occurrences ("meetings", "reports"); `indicators` watch the clause or its targets (standing clauses)."""

    deadline: Deadline
    occurrences: list[Occurrence]
    waits_for: str
    followed: str
    indicators: list[Any]
    on: datetime.date

    @property
    def is_kept(self) -> bool:
        """Met, or its clause judged met: no longer late."""
        judged = list(self.deadline.requirement.judgements.all())  # type: ignore[attr-defined]
        return self.deadline.met_on is not None or bool(judged and judged[0].value in ("met", "sustained"))

    @property
    def met(self) -> list[Occurrence]:
        return [o for o in self.occurrences if o.met_on]

    @property
    def missed(self) -> list[Occurrence]:
        return [o for o in self.occurrences if o.missed_on]

    @property
    def overdue(self) -> list[Occurrence]:
        return [o for o in self.occurrences if o.is_overdue(on=self.on) and o.is_open]

    @property
    def coming(self) -> Occurrence | None:
        """The next one that is open, overdue ones aside."""
        return next((o for o in self.occurrences if o.is_open and o.due_on >= self.on), None)

    @property
    def newest_first(self) -> list[Occurrence]:
        """What a person may still have to do something about, and what was: without those far ahead."""
        until = self.coming.due_on if self.coming else None
        return [o for o in reversed(self.occurrences) if until is None or o.due_on <= until or not o.is_open]

    @property
    def state(self) -> str:
        """One sentence's worth, in words: "2 overdue", "met", "waits", …; the spreadsheet's column."""
        kind, deadline = self.deadline.kind, self.deadline
        if self.waits_for:
            return f"waits: {self.waits_for}"
        if kind == Deadline.Kind.STANDING:
            return "watched" if self.indicators else "nothing watches this clause yet"
        if kind in (Deadline.Kind.RECURRING, Deadline.Kind.EVENT):
            if self.followed:
                return f"followed as {self.followed}"
            return f"{len(self.met)} met, {len(self.missed)} missed, {len(self.overdue)} overdue"
        if deadline.met_on:
            return "met late" if deadline.due_on and deadline.met_on > deadline.due_on else "met"
        if self.is_kept:
            return "its clause is judged met"
        return "overdue" if deadline.is_past(on=self.on) else "open"


def duties_of(notice: Notice, *, user: User, on: datetime.date, kinds: Collection[str] = ()) -> list[Duty]:
    """Every deadline of the clauses that stand, in reading order; the same number of queries for any number of them."""
    rows = (
        Deadline.objects.visible_to(user)
        .filter(council_id=notice.council_id, requirement__notice=notice, requirement__removed_in=None)
        .select_related("requirement", "met_by")
        .prefetch_related(*PREFETCH)
        .order_by("requirement__seq", "id")
    )
    if kinds:
        rows = rows.filter(kind__in=kinds)
    anchors = counting.anchors_of(notice)
    return [duty_of(row, notice, anchors=anchors, on=on) for row in rows]


def duty_of(deadline: Deadline, notice: Notice, *, anchors: counting.Anchors, on: datetime.date) -> Duty:
    recurring = deadline.kind == Deadline.Kind.RECURRING
    return Duty(
        deadline=deadline,
        occurrences=list(deadline.occurrences.all()),  # type: ignore[attr-defined]
        waits_for=waits_for(deadline, anchors),
        followed=counting.followed_as(deadline, notice) if recurring else "",
        indicators=watching(deadline) if deadline.kind == Deadline.Kind.STANDING else [],
        on=on,
    )


def waits_for(deadline: Deadline, anchors: counting.Anchors) -> str:
    """ "6 weeks after commencement; commencement is not known"; empty where nothing is waited for."""
    name = deadline.anchor or AnchorDate.Anchor.START.value
    if deadline.kind == Deadline.Kind.RECURRING:
        if deadline.counts_from or anchors.get(name) or not periods.is_period(deadline.every):
            return ""
        return f"{periods.every_in_words(deadline.every)} from {ANCHOR_WORDS[name]}, which is not known"
    if not deadline.waits:
        return ""
    anchor = ANCHOR_WORDS.get(name, name)
    if periods.is_period(deadline.offset):
        return f"{periods.in_words(deadline.offset)} after {anchor}; {anchor} is not known"
    return f"by {anchor}, which is not known"


def watching(deadline: Deadline) -> list[Any]:
    """Indicators in use that measure the clause or one of its targets. (`actions` is the floor above, by name only.)"""
    clause: Any = deadline.requirement
    found = {i.pk: i for i in clause.indicators.all()}
    found |= {i.pk: i for target in clause.targets.all() for i in target.indicators.all()}
    return [indicator for indicator in found.values() if indicator.is_active]
