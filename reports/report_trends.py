"""Charts of a report: each with a finding in words, which is also its alternative text, and its numbers as a table."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncMonth

from actions.as_at import ActionAsAt, actions_as_at
from actions.models import ActionUpdate, Plan
from councils.charts import DARK_BLUE, DARK_PINK, ORANGE, Bar, Series, bars, columns, data_uri
from councils.lateness import count, long_date
from councils.status import STATUSES

MONTHS = 6
CONFIDENCE_COLOURS = {"off_track": DARK_PINK, "at_risk": ORANGE, "on_track": DARK_BLUE}


@dataclass(frozen=True)
class Chart:
    id: str
    title: str
    finding: str
    heads: list[str]
    rows: list[list[str | int]]
    svg: str

    @property
    def src(self) -> str:
        return data_uri(self.svg)


def charts(
    plan: Plan, now: Sequence[ActionAsAt], *, as_at: datetime.date, first: datetime.date
) -> list[Chart]:
    drawn = [_delivery(now), _confidence(now)]
    days = [day for day in ends_of_months(as_at) if day >= first]
    if len(days) > 1:
        drawn.append(_confidence_over_time(plan, now, days))
        drawn.append(_updates(plan, days))
    return drawn


def _delivery(actions: Sequence[ActionAsAt]) -> Chart:
    counted = Counter(action.delivery for action in actions)
    kinds = [
        s for s in STATUSES["delivery"].values() if counted[s.value] or s.value not in ("paused", "cancelled")
    ]
    complete = counted["confirmed"] + counted["embedded"]
    said = [
        f"{complete} {_is(complete)} confirmed by the board or embedded",
        f"{counted['done']} {_is(counted['done'])} done and {_awaits(counted['done'])} the board",
        f"{counted['in_progress']} {_is(counted['in_progress'])} in progress",
        f"{counted['not_started']} {_has(counted['not_started'])} not started",
        *(
            f"{counted[value]} {_is(counted[value])} {value}"
            for value in ("paused", "cancelled")
            if counted[value]
        ),
    ]
    finding = f"Of {count(len(actions), 'action')}, {', '.join(said[:-1])} and {said[-1]}."
    return Chart(
        id="delivery",
        title="Delivery of all actions",
        finding=finding if actions else "There are no actions yet.",
        heads=["Delivery", "Actions"],
        rows=[[s.word, counted[s.value]] for s in kinds],
        svg=bars([Bar(s.word, counted[s.value]) for s in kinds]),
    )


def _confidence(actions: Sequence[ActionAsAt]) -> Chart:
    counted = _worries(actions)
    total = sum(counted.values())
    kinds = STATUSES["confidence"].values()
    if not total:
        finding = "There are no open actions."
    elif counted["on_track"] == total:
        finding = (
            f"All {total} open actions are on track." if total > 1 else "The one open action is on track."
        )
    else:
        finding = (
            f"Of {count(total, 'open action')}, {counted['off_track']} {_is(counted['off_track'])} off track, "
            f"{counted['at_risk']} at risk and {counted['on_track']} on track."
        )
    return Chart(
        id="confidence",
        title="Confidence in open actions",
        finding=finding,
        heads=["Confidence", "Open actions"],
        rows=[[s.word, counted[s.value]] for s in kinds],
        svg=bars([Bar(s.word, counted[s.value], CONFIDENCE_COLOURS[s.value]) for s in kinds]),
    )


def _confidence_over_time(plan: Plan, now: Sequence[ActionAsAt], days: Sequence[datetime.date]) -> Chart:
    counted = [*(_worries(actions_as_at(plan, as_at=day)) for day in days[:-1]), _worries(now)]
    while len(counted) > 1 and not counted[0].total():  # before there was anything to be confident about
        days, counted = days[1:], counted[1:]
    names = {value: STATUSES["confidence"][value].word for value in CONFIDENCE_COLOURS}
    series = [
        Series(names[value], colour, [one[value] for one in counted])
        for value, colour in CONFIDENCE_COLOURS.items()
    ]
    changes = [
        change_in_words(names[value], counted[0][value], counted[-1][value])
        for value in ("off_track", "at_risk")
    ]
    return Chart(
        id="confidence-over-time",
        title="Confidence in open actions, month by month",
        finding=f"From {long_date(days[0])} to {long_date(days[-1])}, {changes[0]} and {changes[1]}.",
        heads=["As at", *names.values()],
        rows=[
            [long_date(day), *(one[value] for value in names)] for day, one in zip(days, counted, strict=True)
        ],
        svg=columns([short_day(day, days[-1]) for day in days], series),
    )


def _updates(plan: Plan, days: Sequence[datetime.date]) -> Chart:
    """`days` are ends of months, the last one the day of the report."""
    updates = ActionUpdate.objects.filter(
        council_id=plan.council_id, action__plan=plan, reported_on__range=(days[0].replace(day=1), days[-1])
    )
    months = (
        updates.order_by()
        .annotate(month=TruncMonth("reported_on"))
        .values_list("month")
        .annotate(Count("id"))
    )
    made = dict(months)
    counts = [made.get(day.replace(day=1), 0) for day in days]
    most = max(range(len(days)), key=lambda place: counts[place])
    finding = (
        f"{count(sum(counts), 'update')} {'was' if sum(counts) == 1 else 'were'} made since {days[0]:%B %Y}"
    )
    finding += f", most in {days[most]:%B %Y} ({counts[most]})." if sum(counts) else "."
    return Chart(
        id="updates",
        title="Updates made, month by month",
        finding=finding,
        heads=["Month", "Updates"],
        rows=[[f"{day:%B %Y}" + _until(day), made_then] for day, made_then in zip(days, counts, strict=True)],
        svg=columns([f"{day:%b}" for day in days], [Series("Updates", DARK_BLUE, counts)]),
    )


def ends_of_months(as_at: datetime.date) -> list[datetime.date]:
    """The last days of the months before, and the day itself; oldest first."""
    days = [as_at]
    while len(days) < MONTHS:
        days.append(days[-1].replace(day=1) - datetime.timedelta(days=1))
    return days[::-1]


def _until(day: datetime.date) -> str:
    return "" if (day + datetime.timedelta(days=1)).day == 1 else f" (to the {day.day}{_ordinal(day.day)})"


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def short_day(day: datetime.date, last: datetime.date) -> str:
    return f"{day.day} {day:%b}" if day == last else f"{day:%b}"


def _worries(actions: Sequence[ActionAsAt]) -> Counter[str]:
    return Counter(action.confidence for action in actions if action.is_open)


def change_in_words(name: str, before: int, now: int) -> str:
    verb = "rose" if now > before else "fell"
    what = f"actions {name.lower()}"
    return f"{what} {verb} from {before} to {now}" if now != before else f"{what} stayed at {now}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _awaits(number: int) -> str:
    return "awaits" if number == 1 else "await"
