"""One indicator of several councils beside each other, with what speaks against comparing them.

Councils define their indicators themselves. Those of one name and one unit are compared; whether they count the same
thing, in the same months, of enough children, is said before the figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from actions.indicator_standing import readings
from actions.indicator_trend import figure, plain, wanted_at_the_end, wanted_in_words
from actions.models import Indicator, Observation, TrajectoryPoint, Unit
from councils.charts import Bar, bars, data_uri
from councils.lateness import count
from councils.models import User

from ..councils_dashboard import CouncilRow

FEW = 30  # below it one child moves a percentage by more than three points


@dataclass(frozen=True, slots=True)
class Compared:
    """The latest approved value of one council."""

    slug: str
    council: str
    ref: str
    definition: str
    wanted: str
    value: Decimal | None
    figure: str
    period: str
    of: str  # "12 of 40", where the value is worked out from two numbers
    outcome: str
    few: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    title: str
    unit: str
    rows: list[Compared]
    cautions: list[str]
    chart: str
    finding: str  # what the chart shows, in words


def choices(councils: Sequence[CouncilRow], user: User) -> list[tuple[str, str]]:
    """Indicators in numbers, those of most councils first: (key, words)."""
    rows = _numeric(councils, user).values_list("unit", "title").annotate(Count("council_id", distinct=True))
    found: dict[str, tuple[str, int]] = {}
    for unit, title, councils_of_it in rows.order_by("title", "unit"):
        key = _key(unit, title)
        words, number = found.get(key, (f"{title} ({Unit(unit).label.lower()})", 0))
        found[key] = (words, number + councils_of_it)
    most_first = sorted(found.items(), key=lambda item: (-item[1][1], item[1][0]))
    return [(key, f"{words}: {count(number, 'council')}") for key, (words, number) in most_first]


def compare_councils(key: str, councils: Sequence[CouncilRow], user: User) -> Comparison | None:
    """None where no council has such an indicator. Three statements, however many councils."""
    unit, _, title = key.partition(":")
    if unit not in Unit.values:
        return None
    names = {row.council_id: row for row in councils}
    same = list(_numeric(councils, user).filter(unit=unit, title__iexact=title).order_by("council_id", "id"))
    if not same:
        return None
    ids = [indicator.pk for indicator in same]
    newest = {
        row.indicator_id: row
        for row in Observation.objects.visible_to(user)
        .approved()
        .filter(indicator_id__in=ids, value__isnull=False)
        .order_by("indicator_id", "-period_on")
        .distinct("indicator_id")
    }
    points: dict[int, list[TrajectoryPoint]] = defaultdict(list)
    for point in TrajectoryPoint.objects.visible_to(user).filter(indicator_id__in=ids).order_by("period_on"):
        points[point.indicator_id].append(point)
    rows = [
        _compared(names[one.council_id], one, newest.get(one.pk), points[one.pk])
        for one in same
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.value is None, -(row.value or 0), row.council, row.ref))
    valued = [row for row in rows if row.value is not None]
    return Comparison(
        title=same[0].title,
        unit=Unit(unit).label,
        rows=rows,
        cautions=_cautions(rows),
        chart=_chart(valued),
        finding=_finding(valued),
    )


def _numeric(councils: Sequence[CouncilRow], user: User) -> QuerySet[Indicator]:
    ids = [row.council_id for row in councils]
    active = Indicator.objects.visible_to(user).filter(council_id__in=ids, state=Indicator.State.ACTIVE)
    return active.exclude(unit=Unit.TEXT).order_by()


def _key(unit: str, title: str) -> str:
    return f"{unit}:{title.strip().lower()}"


def _compared(
    row: CouncilRow, indicator: Indicator, newest: Observation | None, points: Sequence[TrajectoryPoint]
) -> Compared:
    wanted = wanted_in_words(wanted_at_the_end(indicator), indicator.unit)
    if newest is None:
        return Compared(row.slug, row.name, indicator.ref, indicator.definition, wanted, None, "", "", "", "no_value", False)  # fmt: skip
    (reading,) = readings(indicator, [newest], points)
    parts = newest.denominator is not None and newest.numerator is not None
    return Compared(
        slug=row.slug,
        council=row.name,
        ref=indicator.ref,
        definition=indicator.definition,
        wanted=wanted,
        value=newest.value,
        figure=figure(newest.value, indicator.unit),
        period=reading.period.name,
        of=f"{plain(newest.numerator)} of {plain(newest.denominator)}" if parts else "",  # type: ignore[arg-type]
        outcome=reading.outcome,
        few=bool(parts and newest.denominator < FEW),  # type: ignore[operator]
    )


def _cautions(rows: Sequence[Compared]) -> list[str]:
    """Why the figures may not be comparable, in words: always that councils define them, then what is known to differ."""
    valued = [row for row in rows if row.value is not None]
    said = ["Each council defines its own indicators: read the definitions before you compare."]
    if len({row.definition.strip().lower() for row in rows}) > 1:
        said.append("The definitions differ.")
    if len({row.period for row in valued}) > 1:
        said.append("The figures are of different periods.")
    if few := sorted({row.council for row in valued if row.few}):
        said.append(
            f"Fewer than {FEW} are counted in {_listed(few)}: one child moves such a figure by several points."
        )
    if unknown := [row.council for row in valued if not row.of]:
        said.append(f"How many are counted is not recorded for {_listed(sorted(set(unknown)))}.")
    if len({row.wanted for row in rows}) > 1:
        said.append("The councils aim for different targets.")
    return said


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _chart(rows: Sequence[Compared]) -> str:
    drawn = [Bar(row.council, max(float(row.value or 0), 0.0), shown=row.figure) for row in rows]
    return data_uri(bars(drawn)) if drawn else ""


def _finding(rows: Sequence[Compared]) -> str:
    if not rows:
        return ""
    if len(rows) == 1:
        return f"{rows[0].council}: {rows[0].figure}. No other council has an approved value."
    first, last = rows[0], rows[-1]
    return (
        f"Highest in {first.council} ({first.figure}), lowest in {last.council} ({last.figure}), "
        f"of {count(len(rows), 'council')}."
    )
