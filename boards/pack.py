"""What a board pack holds beside the figures: the agenda, the indicators and the list of papers, as they were when the
papers were issued. Frozen with the figures, so that the pack is the same whenever it is printed."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any, Self

from actions.indicator_standing import points_of, readings
from actions.models import Indicator, Observation

from .models import AgendaItem, Meeting, MeetingPaper


@dataclass(frozen=True)
class AgendaLine:
    kind: str
    title: str
    papers: list[str]


@dataclass(frozen=True)
class IndicatorLine:
    ref: str
    title: str
    period: str
    figure: str
    outcome: str
    travel: str
    gap: str


@dataclass(frozen=True)
class PaperLine:
    """`sha256`: of a file, so that a copy can be told from another."""

    number: int
    title: str
    about: str
    where: str
    sha256: str


@dataclass(frozen=True)
class Pack:
    agenda: list[AgendaLine]
    indicators: list[IndicatorLine]
    papers: list[PaperLine]

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(
            agenda=[AgendaLine(**row) for row in data["agenda"]],
            indicators=[IndicatorLine(**row) for row in data["indicators"]],
            papers=[PaperLine(**row) for row in data["papers"]],
        )


def pack_of(meeting: Meeting, *, as_at: datetime.date) -> Pack:
    of_meeting = {"council_id": meeting.council_id, "meeting": meeting}
    papers = list(
        MeetingPaper.objects.current()
        .filter(**of_meeting)
        .select_related("item", "file")
        .defer("file__content")
        .order_by("number")
    )
    items = AgendaItem.objects.standing().filter(**of_meeting).order_by("position", "id")
    return Pack(
        agenda=[
            AgendaLine(
                kind=item.kind, title=item.title, papers=[p.title for p in papers if p.item_id == item.pk]
            )
            for item in items
        ],
        indicators=_indicators(meeting.council_id, as_at=as_at),
        papers=[
            PaperLine(
                number=paper.number,
                title=paper.title,
                about=paper.item.title if paper.item else "",
                where=paper.link or (paper.file.name if paper.file else ""),
                sha256=paper.file.sha256 if paper.file else "",
            )
            for paper in papers
        ],
    )


def _indicators(council_id: int, *, as_at: datetime.date) -> list[IndicatorLine]:
    """Of each indicator the newest value that was approved by the day."""
    rows = list(Indicator.objects.active().filter(council_id=council_id).order_by("id"))
    values: dict[int, list[Observation]] = defaultdict(list)
    approved = Observation.objects.approved().filter(council_id=council_id, approved_on__lte=as_at)
    for value in approved.order_by("period_on"):
        values[value.indicator_id].append(value)
    points = points_of(rows)
    lines = []
    for indicator in rows:
        read = readings(indicator, values[indicator.pk][-2:], points[indicator.pk])
        latest = read[-1] if read else None
        lines.append(
            IndicatorLine(
                ref=indicator.ref,
                title=indicator.title,
                period=latest.period.name if latest else "",
                figure=latest.figure if latest else "",
                outcome=latest.outcome if latest else "no_value",
                travel=latest.travel if latest else "unknown",
                gap=latest.gap if latest else "",
            )
        )
    return lines
