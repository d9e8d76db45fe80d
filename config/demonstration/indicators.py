"""Indicators of two councils with fifteen months of values: on target, off target with its reasons, stale, in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from actions.indicator_definition import Definition
from actions.indicator_entry import Entry
from actions.indicator_periods import ended
from actions.indicator_targets import start_from
from actions.models import Action, Indicator, Objective, Observation
from actions.services import indicators as definitions
from actions.services import observations as values
from actions.services.indicators import Serves
from councils.models import Council, User
from notices.models import Notice, Target

MONTHS = 15
Day = datetime.timedelta


@dataclass(frozen=True)
class DemoIndicator:
    ref: str
    watches: str  # words of the metric of the notice's target; none: an indicator of the council's own
    title: str
    numbers: Sequence[float] = ()  # one a period, the newest last
    of: int = 0  # a denominator: the numbers are percentages of about so many
    tolerance: str = "0"
    baseline: str = ""
    steps: dict[int, str] = field(default_factory=dict)  # targets on the way, by months from the first period
    neighbours: str = ""
    england: str = ""
    why: str = ""
    recovery: str = ""
    ends: Sequence[str] = ()  # the states of the newest values, the newest last; all others are approved
    missing: int = 0  # so many of the newest periods have no value
    source: str = "Case management system"
    objective: int = 1


WORDS = (
    ("off_target", "Twelve families were asked in person. Most had had three social workers in a year and told their story anew each time. Children said that visits were short."),
    ("off_target", "Fifteen families were asked. Plans were easier to read, but meetings were still called at short notice."),
    ("within_tolerance", "Eighteen families were asked. Two in three knew what had to change and by when. Young people said that they were asked alone."),
    ("within_tolerance", "Twenty families were asked. Parents praised the new plan on one page; foster carers had not seen it."),
)  # fmt: skip

BORCHESTER = (
    DemoIndicator(
        "I1", "completed within 45", "Assessments completed within 45 working days",
        (54.2, 55.0, 53.1, 56.4, 57.9, 57.0, 59.3, 61.8, 61.2, 63.5, 64.9, 66.0, 64.1, 62.4, 63.2), of=180, tolerance="4",
        baseline="55", steps={0: "55", 6: "62", 10: "68", 14: "72"}, neighbours="79.5", england="82.6",
        why="Two teams lost five social workers since the summer. Assessments that waited longest were finished first, which lowers the figure for now.",
        recovery="Six agency workers start on the first of next month; the service manager looks at every assessment over 35 days each Monday.",
        ends=("draft",),
    ),
    DemoIndicator(
        "I2", "come back within twelve months", "Referrals that come back within twelve months",
        (31.0, 30.6, 31.4, 30.2, 29.8, 29.9, 28.7, 28.0, 27.2, 26.9, 26.0, 25.6, 25.1, 24.4, 23.7), of=210, tolerance="2",
        baseline="31", neighbours="22.8", england="22.4", steps={0: "31", 6: "28", 12: "25"}, ends=("submitted",),
    ),
    DemoIndicator(
        "I3", "cases held by each", "Cases held by each social worker, on average",
        (20.4, 20.1, 19.8, 19.2, 19.0, 18.6, 18.1, 17.9, 17.5, 17.2, 17.0, 16.8, 16.9, 16.6, 16.4), tolerance="1",
        baseline="20.4", england="16.0", why="Caseloads are above what the notice expects while posts are filled.",
        recovery="New starters take over cases in their third month.", source="Workforce return",
    ),
    DemoIndicator(
        "I4", "case file audits", "Case file audits completed each month",
        (12, 15, 18, 22, 25, 31, 34, 38, 41, 43, 44), tolerance="4", baseline="12",
        why="Not enough auditors were trained.", recovery="Eight managers are trained by the end of the quarter.", missing=4,
        source="Quality assurance team", objective=2,
    ),
    DemoIndicator(
        "I5", "vacancy rate", "Vacancy rate of qualified social workers",
        (19.5, 19.0, 18.2, 17.6, 17.9, 16.4, 15.8, 15.0, 14.1, 13.2, 12.6, 11.8, 11.4, 12.9, 13.4), tolerance="1",
        baseline="19.5", neighbours="13.9", england="17.3", why="Three practitioners left for a neighbouring council.",
        recovery="Exit interviews are read at the workforce board; four offers are out.", ends=("approved", "returned"),
        source="Workforce return", objective=3,
    ),
)  # fmt: skip

AMBRIDGE = (
    DemoIndicator(
        "K1", "vacancy rate", "Vacancy rate of qualified social workers",
        (14.0, 13.1, 12.4, 11.2, 10.4, 9.8, 9.6, 9.1, 8.8, 8.9, 8.4, 8.1, 7.9, 8.0, 7.6), tolerance="1", baseline="14",
        neighbours="11.2", england="17.3", why="Recruitment took longer than planned.", recovery="Two starters have signed.",
        source="Workforce return",
    ),
    DemoIndicator(
        "K2", "agency staff", "Posts filled by agency staff",
        (34.0, 33.1, 31.8, 30.0, 28.8, 27.2, 25.9, 24.0, 22.8, 21.7, 20.4, 19.3, 18.1, 17.2, 16.4), of=140, tolerance="3",
        baseline="34", steps={0: "34", 5: "28", 9: "22", 13: "17"}, source="Workforce return",
    ),
    DemoIndicator(
        "K3", "conferences held within 15", "Conferences held within 15 working days",
        (57.0, 60.2, 62.0, 61.4, 65.0, 68.3, 70.2, 72.9, 75.0, 74.1, 77.8, 79.0, 81.2, 82.6, 83.0), of=60, tolerance="5",
        baseline="57", steps={0: "57", 4: "65", 8: "74", 12: "80"}, neighbours="78.1", england="79.0",
    ),
    DemoIndicator(
        "K4", "cases held per social worker", "Cases held per social worker, on average",
        (18.9, 18.7, 18.4, 18.0, 17.8, 17.5, 17.2, 17.0, 16.9, 16.8, 16.5, 16.6, 16.4, 16.3, 16.2), tolerance="1",
        baseline="18.9", source="Workforce return",
    ),
    DemoIndicator(
        "K5", "referrals which lead", "Referrals which lead to an assessment",
        (48.5, 49.1, 50.7, 52.0, 53.8, 54.1, 56.6, 57.2, 59.9, 60.4, 61.0, 62.3, 62.9, 63.8, 64.2), of=190, tolerance="4",
        baseline="48.5", steps={0: "48", 6: "56", 10: "61", 14: "65"}, ends=("submitted",),
    ),
)  # fmt: skip

OF_COUNCIL = {"borchester": BORCHESTER, "ambridge-and-loxley": AMBRIDGE}


def load_indicators(
    council: Council,
    notice: Notice,
    *,
    officers: Sequence[User],
    lead: User,
    director: User,
    on: datetime.date,
) -> None:
    """Defined by the lead, entered by officers, approved by the director; the notice's targets are watched."""
    found = OF_COUNCIL.get(council.slug, ())
    first = on.replace(day=1) - relativedelta(months=MONTHS)
    targets = list(
        Target.objects.filter(council=council, requirement__notice=notice).select_related(
            "requirement__notice"
        )
    )
    objectives = {o.number: o for o in Objective.objects.filter(council=council, plan__notice=notice)}
    for place, demo in enumerate(found):
        owner = officers[place % len(officers)]
        target = next((t for t in targets if demo.watches in t.metric), None)
        indicator = _define(council, demo, target, objectives.get(demo.objective), owner, lead, first, on)
        _measure(indicator, demo, by=owner, director=director, on=on)
    if found is BORCHESTER:
        _in_words(council, objectives.get(1), officers[0], lead, director, first, on)
        values.lock_periods(council, by=director, on=on, until=on.replace(day=1) - relativedelta(months=9))


def _define(
    council: Council,
    demo: DemoIndicator,
    target: Target | None,
    objective: Objective | None,
    owner: User,
    lead: User,
    first: datetime.date,
    on: datetime.date,
) -> Indicator:
    start: dict[str, Any] = start_from(target) if target else {"unit": "number", "direction": "higher"}
    wanted: dict[str, Any] = {
        name: start.get(name) for name in ("unit", "direction", "target", "target_high", "target_by")
    }
    serves = Serves(
        actions=list(Action.objects.filter(council=council, objective=objective).order_by("id")[:2]),
        requirements=[target.requirement] if target else [],
        watches=[target] if target else [],
    )
    indicator = definitions.add_indicator(
        council,
        by=lead,
        on=on,
        ref=demo.ref,
        definition=Definition(
            title=demo.title,
            definition=start.get("definition", ""),
            from_parts=bool(demo.of),
            numerator="Those of which this is true, in the month" if demo.of else "",
            denominator="All that ended in the month" if demo.of else "",
            baseline=Decimal(demo.baseline) if demo.baseline else None,
            baseline_period=f"{first:%B %Y}" if demo.baseline else "",
            tolerance=Decimal(demo.tolerance),
            frequency="monthly",
            first_period_on=first,
            objective=objective,
            owner=owner,
            source=demo.source,
            **wanted,
        ),
        serves=serves,
    )
    points = {first + relativedelta(months=month): (Decimal(low), None) for month, low in demo.steps.items()}
    if points:
        definitions.set_trajectory(indicator, by=lead, on=on, points=points)
    return indicator


def _measure(
    indicator: Indicator, demo: DemoIndicator, *, by: User, director: User, on: datetime.date
) -> None:
    periods = ended(indicator, on=on)
    periods = periods[: len(periods) - demo.missing]
    numbers = list(demo.numbers)[-len(periods) :]
    states = ["approved"] * (len(periods) - len(demo.ends)) + list(demo.ends)
    for place, (period, number, state) in enumerate(zip(periods, numbers, states, strict=True)):
        day = min(period.ends_on + Day(days=9), on)
        entry = _entry(demo, number, place)
        row = values.enter_value(
            indicator, period_on=period.starts_on, by=by, on=day, based_on=0, entry=entry
        )
        row.indicator = indicator
        if values.missing_words(row):
            words = Entry(**{**Entry.of(row).columns(), "commentary": demo.why, "recovery": demo.recovery})
            row = values.enter_value(
                indicator, period_on=period.starts_on, by=by, on=day, based_on=row.version, entry=words
            )
        _bring(row, indicator, state, by=by, director=director, day=day)


def _entry(demo: DemoIndicator, number: float, place: int) -> Entry:
    compare: dict[str, Any] = {
        "neighbours": Decimal(demo.neighbours) if demo.neighbours else None,
        "england": Decimal(demo.england) if demo.england else None,
    }
    if not demo.of:
        return Entry(value=Decimal(str(number)), **compare)
    whole = demo.of + (place * 7) % 23
    return Entry(numerator=Decimal(round(whole * number / 100)), denominator=Decimal(whole), **compare)


def _bring(
    row: Observation, indicator: Indicator, state: str, *, by: User, director: User, day: datetime.date
) -> None:
    row.indicator = indicator
    if state == "draft":
        return
    values.submit_value(row, by=by, on=day)
    if state == "returned":
        values.return_value(
            row, by=director, why="The workforce return says 12.8%. Please check the number of posts."
        )
    elif state == "approved":
        values.approve_value(row, by=director, on=day)


def _in_words(
    council: Council,
    objective: Objective | None,
    owner: User,
    lead: User,
    director: User,
    first: datetime.date,
    on: datetime.date,
) -> None:
    indicator = definitions.add_indicator(
        council,
        by=lead,
        on=on,
        ref="I6",
        definition=Definition(
            title="What children and families say has changed",
            definition="Families whose plan was reviewed in the quarter are asked in person by somebody who is not their worker.",
            unit="text",
            target_words="Four in five families know what has to change, who helps and by when, and have one worker throughout.",
            target_by=on + relativedelta(months=9),
            frequency="quarterly",
            first_period_on=first,
            objective=objective,
            owner=owner,
            source="Conversations by the participation team",
        ),
    )
    for period, (judgement, text) in zip(ended(indicator, on=on), WORDS, strict=False):
        day = min(period.ends_on + Day(days=12), on)
        off = judgement == "off_target"
        entry = Entry(
            narrative=text,
            judgement=judgement,
            recovery="A single worker for each family from the first visit on." if off else "",
        )
        row = values.enter_value(
            indicator, period_on=period.starts_on, by=owner, on=day, based_on=0, entry=entry
        )
        _bring(row, indicator, "approved", by=owner, director=director, day=day)
