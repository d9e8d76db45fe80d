"""The trend of an indicator as a picture, wide and narrow; its words and its table belong to the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from councils.charts import data_uri
from councils.trend_chart import Point, Trend, trend

from .indicator_periods import Period
from .indicator_standing import Reading
from .indicator_trend import figure, wanted_in
from .models import Indicator, TrajectoryPoint, Unit


@dataclass(frozen=True)
class Picture:
    wide: str
    narrow: str  # for screens on which the wide one would be unreadably small


def chart_of(
    indicator: Indicator,
    periods: Sequence[Period],
    read: Mapping[date, Reading],
    points: Sequence[TrajectoryPoint],
) -> Picture | None:
    """Approved values only; None where there is nothing to draw. `read` is by the first day of the period."""
    if not indicator.is_numeric or not any(period.starts_on in read for period in periods):
        return None
    shown = []
    for period in periods:
        reading = read.get(period.starts_on)
        to = wanted_in(indicator, points, period)
        shown.append(
            Point(
                period.short,
                _float(reading.observation.value) if reading else None,
                _float(to.low) if to else None,
                _float(to.high) if to else None,
            )
        )
    latest = next(read[period.starts_on] for period in reversed(periods) if period.starts_on in read)
    percent = indicator.unit == Unit.PERCENT
    chart = Trend(
        shown,
        tolerance=float(indicator.tolerance),
        baseline=_float(indicator.baseline),
        unit="%" if percent else "",
        floor=0 if percent or indicator.unit in (Unit.RATE, Unit.DAYS) else None,
        ceiling=100 if percent else None,
        names={
            "value": figure(latest.observation.value, indicator.unit).removesuffix(" per 10,000"),
            "target": "Target",
            "baseline": "Baseline",
        },
    )
    return Picture(data_uri(trend(chart)), data_uri(trend(chart, width=300)))


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
