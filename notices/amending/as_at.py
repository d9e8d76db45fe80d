"""The clauses of an instrument as they stood on a day: today's words, with every later change taken back."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from ..models import ClauseChange, Notice, NoticeVersion, Requirement
from .verbs import deadline_words

Kind = ClauseChange.Kind


@dataclass
class ClauseAsAt:
    """One clause. `was_there`: it had been made and not yet removed."""

    requirement: Requirement
    text: str
    was_there: bool
    deadlines: list[str] = field(default_factory=list)


def version_at(notice: Notice, date: datetime.date) -> int:
    """Number of the version that held on a day; 1 is the instrument as issued."""
    rows = NoticeVersion.objects.filter(council_id=notice.council_id, notice=notice, effective_on__lte=date)
    newest = rows.confirmed().order_by("-number").values_list("number", flat=True).first()
    return newest or 1


def clauses_as_at(notice: Notice, date: datetime.date) -> list[ClauseAsAt]:
    """In reading order, removed clauses too. Three statements, however many clauses and versions there are."""
    later: defaultdict[int, list[ClauseChange]] = defaultdict(list)
    of_notice = ClauseChange.objects.filter(council_id=notice.council_id, version__notice=notice)
    for change in of_notice.after(date):
        if change.requirement_id is not None:
            later[change.requirement_id].append(change)
    clauses = Requirement.objects.filter(council_id=notice.council_id, notice=notice)
    return [
        _taken_back(clause, later[clause.pk])
        for clause in clauses.order_by("seq").prefetch_related("deadlines")
    ]


def _taken_back(clause: Requirement, later: list[ClauseChange]) -> ClauseAsAt:
    found = ClauseAsAt(clause, text=clause.text, was_there=not clause.is_removed)
    deadlines: dict[int, str | None] = {
        deadline.pk: deadline_words(deadline.span, deadline.due_on) for deadline in clause.deadlines.all()
    }
    for change in later:
        if change.kind == Kind.REWORDED:
            found.text = change.before
        elif change.kind == Kind.REMOVED:
            found.was_there = True
        elif change.kind == Kind.ADDED:
            found.was_there = False
        elif change.deadline_id is not None:
            deadlines[change.deadline_id] = change.before if change.kind == Kind.DEADLINE_CHANGED else None
    found.deadlines = [words for words in deadlines.values() if words]
    return found
