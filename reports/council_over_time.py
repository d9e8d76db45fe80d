"""How a plan has moved: delivery and confidence at the ends of months, and what was finished against what was planned."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from actions.as_at import ActionAsAt, actions_as_at
from actions.models import Plan
from actions.models.action import FINISHED
from councils.charts import DARK_BLUE, DARK_PINK, ORANGE, TURQUOISE, Series, areas
from councils.lateness import count, long_date
from councils.trend_chart import Point, Trend, trend

from .report_trends import CONFIDENCE_COLOURS, Chart, change_in_words, ends_of_months, short_day

MOST_MONTHS = 24  # of the plan's own dates
# What is drawn, from the bottom: words, colour, deliveries. Paused and cancelled actions stand in the table alone.
DELIVERY = {
    "complete": ("Confirmed or embedded", DARK_BLUE, ("confirmed", "embedded")),
    "done": ("Done, awaiting board", TURQUOISE, ("done",)),
    "in_progress": ("In progress", DARK_PINK, ("in_progress",)),
    "not_started": ("Not started", ORANGE, ("not_started",)),
}
CONFIDENCE = {"off_track": "Off track", "at_risk": "At risk", "on_track": "On track"}


def over_time(plan: Plan, *, as_at: datetime.date, first: datetime.date | None) -> list[Chart]:
    """`first`: the issue of the notice; nothing is shown of the time before. Three statements a month."""
    days = [day for day in ends_of_months(as_at) if first is None or day >= first]
    states = [actions_as_at(plan, as_at=day) for day in days]
    while len(states) > 1 and not states[0]:  # before the plan had any action
        days, states = days[1:], states[1:]
    charts = [_delivery(days, states), _confidence(days, states)] if len(days) > 1 else []
    return [*charts, *_planned(states[-1], as_at=as_at)] if states else []


def _delivery(days: Sequence[datetime.date], states: Sequence[Sequence[ActionAsAt]]) -> Chart:
    counted = [Counter(action.delivery for action in state) for state in states]
    series = {
        name: Series(words, colour, [sum(one[value] for value in values) for one in counted])
        for name, (words, colour, values) in DELIVERY.items()
    }
    others = [one["paused"] + one["cancelled"] for one in counted]
    finding = _moved(days, series, ("complete", "not_started"))
    if any(others):
        finding += f" {count(others[-1], 'action')} paused or cancelled {'is' if others[-1] == 1 else 'are'} not drawn."
    return _areas(
        "delivery-over-time", "Delivery over time", finding, days, series, ("Paused or cancelled", others)
    )


def _confidence(days: Sequence[datetime.date], states: Sequence[Sequence[ActionAsAt]]) -> Chart:
    counted = [Counter(action.confidence for action in state if action.is_open) for state in states]
    series = {
        name: Series(words, CONFIDENCE_COLOURS[name], [one[name] for one in counted])
        for name, words in CONFIDENCE.items()
    }
    finding = _moved(days, series, ("off_track", "at_risk"))
    return _areas("confidence-over-time", "Confidence in open actions over time", finding, days, series)


def _moved(days: Sequence[datetime.date], series: dict[str, Series], told: Sequence[str]) -> str:
    changes = [change_in_words(series[n].label, series[n].values[0], series[n].values[-1]) for n in told]
    return f"From {long_date(days[0])} to {long_date(days[-1])}, {' and '.join(changes)}."


def _areas(
    name: str,
    title: str,
    finding: str,
    days: Sequence[datetime.date],
    series: dict[str, Series],
    *others: tuple[str, Sequence[int]],
) -> Chart:
    columns = [*((one.label, one.values) for one in series.values()), *others]
    return Chart(
        id=name,
        title=title,
        finding=finding,
        heads=["As at", *(words for words, _ in columns)],
        rows=[[long_date(day), *(values[n] for _, values in columns)] for n, day in enumerate(days)],
        svg=areas([short_day(day, days[-1]) for day in days], list(series.values())),
    )


def _planned(actions: Sequence[ActionAsAt], *, as_at: datetime.date) -> list[Chart]:
    """By the dates that were first agreed: a date that was moved does not make a plan that was kept."""
    counted = [action for action in actions if action.delivery != "cancelled" and action.original_due_on]
    if not counted:
        return []
    planned = [action.original_due_on for action in counted if action.original_due_on]
    finished = [action.done_on for action in counted if action.delivery in FINISHED and action.done_on]
    days = _months([*planned, *finished, as_at], as_at)
    rows = [
        (day, _by(planned, day), _by(finished, min(day, as_at)) if day.replace(day=1) <= as_at else None)
        for day in days
    ]
    due, done = _by(planned, as_at), len(finished)
    behind = f"{count(due - done, 'action')} behind the plan" if due > done else "as many as planned, or more"
    return [
        Chart(
            id="planned-and-actual",
            title="Planned against actual completions",
            finding=f"By {long_date(as_at)}, {count(due, 'action')} should have been finished by the dates first agreed, "
            f"and {done} {'was' if done == 1 else 'were'}: {behind}.",
            heads=["By the end of", "Planned", "Finished"],
            rows=[[f"{day:%B %Y}", plan, "" if fact is None else fact] for day, plan, fact in rows],
            svg=trend(
                Trend(
                    [Point(f"{day:%b %Y}", fact, low=plan) for day, plan, fact in rows],
                    names={"value": "Finished", "target": "Planned", "baseline": ""},
                    floor=0,
                )
            ),
        )
    ]


def _by(days: Sequence[datetime.date], until: datetime.date) -> int:
    return sum(day <= until for day in days)


def _months(days: Sequence[datetime.date], as_at: datetime.date) -> list[datetime.date]:
    """Ends of the months from the first to the last of these days; of a long plan those nearest to `as_at`."""
    found, day, last = [], min(days).replace(day=1), max(days)
    while day <= last:
        day = (day + datetime.timedelta(days=32)).replace(day=1)
        found.append(day - datetime.timedelta(days=1))
    now = next(place for place, end in enumerate(found) if end >= as_at)
    start = max(0, min(now - MOST_MONTHS // 2, len(found) - MOST_MONTHS))
    return found[start : start + MOST_MONTHS]
