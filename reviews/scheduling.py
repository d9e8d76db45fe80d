"""Everything of one council that has a date ahead: meetings, cut-offs, reviews, reports due."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import chain
from typing import Any

from boards.models import Meeting
from councils.models import Council
from notices.models import Notice

from .models import ReportDue, Review


@dataclass(frozen=True, order=True)
class Event:
    date: datetime.date
    kind: str  # meeting, cut_off, review, report
    title: str

    def to_json(self) -> dict[str, str]:
        return {"kind": self.kind, "date": self.date.isoformat(), "title": self.title}


def events(council: Council, *, first: datetime.date, last: datetime.date) -> list[Event]:
    """By date, both days included. What is done (a review held, a report sent) a cancelled meeting, and what a notice asked for that has
    ended since, are left out."""
    meetings = Meeting.objects.filter(council=council).not_cancelled().select_related("board")
    due: dict[str, Any] = {
        "council": council,
        "notice__state__in": Notice.STANDING,
        "due_on__range": (first, last),
    }
    reviews = Review.objects.filter(**due).waiting()
    reports = ReportDue.objects.filter(**due).waiting()
    found = chain(
        (Event(m.held_on, "meeting", str(m.board)) for m in meetings.filter(held_on__range=(first, last))),
        (
            Event(m.cut_off_on, "cut_off", f"Updates close for the {m.board}")
            for m in meetings.filter(cut_off_on__range=(first, last))
        ),
        (Event(r.due_on, "review", r.get_kind_display()) for r in reviews),
        (Event(r.due_on, "report", str(r)) for r in reports),
    )
    return sorted(found)
