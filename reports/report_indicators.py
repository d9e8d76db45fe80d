"""Indicators of a report: the newest values that were approved by the day, and which way they go."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from actions import indicator_trend as trend
from actions.indicator_standing import points_of, readings
from actions.models import Indicator, Observation, TrajectoryPoint

from .as_at_rows import dated_as_at

SHOWN = 6  # values


@dataclass(frozen=True)
class IndicatorLine:
    ref: str
    title: str
    wanted: str
    period: str
    figure: str
    outcome: str  # values of status.py's "outcome" and "travel"
    travel: str
    gap: str
    values: list[str]  # the newest, oldest first, as "31% in April 2026"


def indicators_as_at(council_id: int, *, as_at: datetime.date) -> list[IndicatorLine]:
    """In order of reference. A value that was corrected since is shown as it was approved then."""
    rows = list(Indicator.objects.active().filter(council_id=council_id).order_by("id"))
    approved: dict[int, list[Observation]] = defaultdict(list)
    states = dated_as_at(Observation, as_at=as_at, dated="approved_on", council_id=council_id)
    for state in sorted(states, key=lambda state: state.period_on):
        if state.state in Observation.APPROVED:
            approved[state.indicator_id].append(state)
    points = points_of(rows)
    return [_line(indicator, approved[indicator.pk][-SHOWN:], points[indicator.pk]) for indicator in rows]


def _line(
    indicator: Indicator, values: list[Observation], points: Sequence[TrajectoryPoint]
) -> IndicatorLine:
    read = readings(indicator, values, points)
    latest = read[-1] if read else None
    wanted = trend.wanted_in_words(trend.wanted_at_the_end(indicator), indicator.unit)
    return IndicatorLine(
        ref=indicator.ref,
        title=indicator.title,
        wanted=wanted or indicator.target_words,
        period=latest.period.name if latest else "",
        figure=latest.figure if latest else "",
        outcome=latest.outcome if latest else "no_value",
        travel=latest.travel if latest else "unknown",
        gap=latest.gap if latest else "",
        values=[f"{reading.figure} in {reading.period.name}" for reading in read if reading.figure],
    )
