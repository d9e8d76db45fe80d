"""The board pack and the minutes of a meeting on paper: printed from what was frozen when the papers were issued, and
from the minutes as the chair agreed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string

from boards.figures import Figures
from boards.minutes import KIND_WORDS, Minutes
from boards.models import Meeting, MeetingFigures, MeetingMinutes
from boards.pack import Pack
from councils.lateness import long_date

from .models import ReportRun
from .printing import print_css

OF_MEETINGS = (ReportRun.Kind.BOARD_PACK, ReportRun.Kind.MINUTES)
_SOURCES: dict[str, Any] = {
    ReportRun.Kind.BOARD_PACK: MeetingFigures.objects,
    ReportRun.Kind.MINUTES: MeetingMinutes.objects,
}
PACK_SECTIONS = [
    {"id": "agenda", "title": "Agenda"},
    {"id": "figures", "title": "Progress of the plan"},
    {"id": "exceptions", "title": "Off plan: why, and what will bring it back"},
    {"id": "indicators", "title": "Indicators"},
    {"id": "papers", "title": "Papers"},
]


@dataclass(frozen=True)
class Copy:
    """One copy of a report: for the council (`names`) or the Department, as HTML and as data."""

    names: bool
    html: str
    data: dict[str, Any]


def source_of(meeting: Meeting, kind: str) -> MeetingFigures | MeetingMinutes | None:
    """What the paper is printed from; None while it is not there."""
    found: MeetingFigures | MeetingMinutes | None = (
        _SOURCES[kind].filter(council_id=meeting.council_id, meeting=meeting).first()
    )
    return found


def not_asked_for(kind: str) -> QuerySet[Any]:
    """Frozen figures, or agreed minutes, of meetings in scope that have no paper yet."""
    asked = ReportRun.objects.filter(
        council_id=OuterRef("council_id"), meeting_id=OuterRef("meeting_id"), kind=kind
    )
    rows: QuerySet[Any] = _SOURCES[kind].exclude(Exists(asked))
    return rows.select_related("meeting__board", "council").order_by("id")


def copies(run: ReportRun) -> list[Copy]:
    """Both copies of a run of a meeting."""
    meeting = Meeting.objects.select_related("board", "council").get(
        pk=run.meeting_id,
        council_id=run.council_id,  # type: ignore[misc]
    )
    source = source_of(meeting, run.kind)
    assert source is not None
    if isinstance(source, MeetingFigures):
        html = _pack(run, meeting, source)
        return [Copy(names, html, source.data) for names in (True, False)]
    minutes = Minutes.from_data(source.data)
    return [
        Copy(names, _minutes(run, meeting, source, said), said.as_data())
        for names, said in ((True, minutes), (False, minutes.for_department()))
    ]


def _pack(run: ReportRun, meeting: Meeting, source: MeetingFigures) -> str:
    figures = Figures.from_data(source.data)
    return render_to_string(
        "reports/board_pack_print.html",
        {
            **_paper(run, meeting, "Board pack", as_at=source.as_at),
            "sections": PACK_SECTIONS,
            "figures": figures,
            "pack": Pack.from_data(source.data["pack"]),
            "kind_words": KIND_WORDS,
        },
    )


def _minutes(run: ReportRun, meeting: Meeting, source: MeetingMinutes, minutes: Minutes) -> str:
    return render_to_string(
        "reports/minutes_print.html",
        {
            **_paper(run, meeting, "Minutes", as_at=None),
            "minutes": minutes,
            "agreed_on": source.agreed_on,
            "fingerprint": source.sha256,
            "kind_words": KIND_WORDS,
        },
    )


def _paper(run: ReportRun, meeting: Meeting, what: str, *, as_at: Any) -> dict[str, Any]:
    return {
        "css": print_css(),
        "title": f"{what} of the meeting on {long_date(meeting.held_on)}: {meeting.council}",
        "heading": what,
        "council": str(meeting.council),
        "meeting": meeting,
        "as_at": as_at,
        "number": f"Report {run.number}",
        "address": f"{settings.BASE_URL}{meeting.get_absolute_url()}",
    }
