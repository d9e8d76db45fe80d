"""Where each indicator stands: its latest approved value against what is wanted, in words. Read once for a whole list."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from councils.models import User
from councils.status import word

from . import indicator_trend as trend
from .indicator_periods import Period, known, stale_since
from .models import Indicator, Observation, TrajectoryPoint


@dataclass(frozen=True, slots=True)
class Reading:
    """One value, and what it means."""

    observation: Observation
    period: Period
    to: trend.Wanted | None
    outcome: str
    travel: str
    figure: str
    gap: str  # "12.4 points below target"; empty without a number or a target


@dataclass(frozen=True, slots=True)
class Standing:
    indicator: Indicator
    latest: Reading | None
    before: Reading | None
    stale_since: datetime.date | None
    waiting: int  # values that await approval
    returned: int  # values to be corrected

    @property
    def outcome(self) -> str:
        return self.latest.outcome if self.latest else "no_value"

    @property
    def travel(self) -> str:
        return self.latest.travel if self.latest else "unknown"

    @property
    def wanted(self) -> str:
        """What is wanted in the end: "at least 85%", or what good looks like."""
        words = trend.wanted_in_words(trend.wanted_at_the_end(self.indicator), self.indicator.unit)
        return words or self.indicator.target_words

    @property
    def baseline(self) -> str:
        return trend.figure(self.indicator.baseline, self.indicator.unit)

    @property
    def stale(self) -> str:
        if self.stale_since is None:
            return ""
        return f"No approved value since {self.latest.period.name}" if self.latest else "No approved value"


def standings(indicators: Sequence[Indicator], user: User, *, on: datetime.date) -> list[Standing]:
    """In the order given, in four statements at most. The indicators are of one council, and visible to the person."""
    if not indicators:
        return []
    of = {"council_id": indicators[0].council_id, "indicator__in": [row.pk for row in indicators]}
    rows = Observation.objects.visible_to(user).filter(**of)
    place = Window(
        RowNumber(), partition_by=[F("indicator_id")], order_by=F("period_on").desc()
    )  # the newest two of each
    newest: dict[int, list[Observation]] = defaultdict(list)
    for row in rows.approved().annotate(place=place).filter(place__lte=2).order_by("-period_on"):
        newest[row.indicator_id].append(row)
    points = points_of(indicators)
    open_counts = {
        row["indicator_id"]: row
        for row in rows.order_by()
        .values("indicator_id")
        .annotate(
            waiting=Count("id", filter=Q(state=Observation.State.SUBMITTED)),
            returned=Count("id", filter=Q(state=Observation.State.RETURNED)),
        )
    }
    found = []
    for indicator in indicators:
        read = readings(indicator, reversed(newest[indicator.pk]), points[indicator.pk])
        latest, before = (*reversed(read), None, None)[:2]
        counts = open_counts.get(indicator.pk, {"waiting": 0, "returned": 0})
        newest_on = latest.observation.period_on if latest else None
        found.append(
            Standing(
                indicator,
                latest,
                before,
                stale_since(indicator, newest_on, on=on),
                counts["waiting"],
                counts["returned"],
            )
        )
    return found


def readings(
    indicator: Indicator, observations: Iterable[Observation], points: Sequence[TrajectoryPoint]
) -> list[Reading]:
    """What each value means, oldest first as given; better or worse is said against the one before it."""
    found: list[Reading] = []
    last: Decimal | None = None
    for row in observations:
        period = known(indicator, row.period_on)
        to = trend.wanted_in(indicator, points, period) if indicator.is_numeric else None
        value = row.value
        found.append(
            Reading(
                observation=row,
                period=period,
                to=to,
                outcome=trend.outcome(value, to, indicator.tolerance)
                if indicator.is_numeric
                else row.judgement,
                travel=trend.travel(last, value, indicator.direction, to),
                figure=trend.figure(value, indicator.unit),
                gap=trend.gap_in_words(value, to, indicator.unit) if value is not None and to else "",
            )
        )
        last = value
    return found


def points_of(indicators: Sequence[Indicator]) -> dict[int, list[TrajectoryPoint]]:
    """The steps on the way to the target, by indicator: one statement."""
    found: dict[int, list[TrajectoryPoint]] = defaultdict(list)
    if indicators:
        rows = TrajectoryPoint.objects.filter(
            council_id=indicators[0].council_id, indicator__in=[row.pk for row in indicators]
        )
        for point in rows:
            found[point.indicator_id].append(point)
    return found


def finding(standing: Standing) -> str:
    """What the figures say, in a sentence or two: the alternative text of the chart, and the first line of its page."""
    indicator, latest, before = standing.indicator, standing.latest, standing.before
    if latest is None:
        return "No value has been approved yet."
    if not indicator.is_numeric:
        return f"{latest.period.name}: {_lower(latest.outcome, 'outcome')}."
    parts = [f"{latest.figure} in {_in(latest.period)}"]
    if latest.gap:
        parts.append(
            latest.gap
            if latest.outcome == "on_target"
            else f"{latest.gap}, {_lower(latest.outcome, 'outcome')}"
        )
    sentence = ": ".join([parts[0], parts[1]]) if len(parts) == 2 else parts[0]
    if before is not None and before.observation.value is not None and latest.travel != "unknown":
        words = _lower(latest.travel, "travel")
        link = f"{words} from {before.figure} in {_in(before.period)}"
        sentence += f". {link[:1].upper()}{link[1:]}" if words != "unchanged" else f". {words.capitalize()}"
    return f"{sentence}."


def _lower(value: str, kind: str) -> str:
    return word(kind, value).lower()


def _in(period: Period) -> str:
    return period.name[:1].lower() + period.name[1:] if period.name.startswith("Week") else period.name
