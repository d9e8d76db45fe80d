"""The numbers that the notice itself prints, each with the indicator that watches it: met or not, and by when."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from councils.lateness import count, long_date
from councils.models import User
from notices.models import Deadline, Notice, Target
from notices.periods import every_in_words, is_period

from .indicator_periods import Period, known, stale_since
from .indicator_trend import Wanted, figure, gap, gap_in_words, wanted_in_words
from .models import Direction, Indicator, IndicatorTarget, Observation, Unit

_COMPARATORS = {">=", "<=", "=", "between"}


@dataclass(frozen=True, slots=True)
class Breach:
    """A period in which a number that must hold at any time, or each time, did not."""

    period: Period
    figure: str


@dataclass(frozen=True, slots=True)
class TargetStanding:
    target: Target
    indicator: Indicator | None
    latest: Observation | None
    period: Period | None  # of the latest value
    outcome: str  # a status of the kind "target"
    due_on: datetime.date | None  # its own date, else the end of the notice's period
    holds: str  # it must hold again and again: "At any time", "Every month"; empty for one that is wanted by a date
    breaches: list[Breach]  # newest first
    stale_since: datetime.date | None = None

    @property
    def asks(self) -> str:
        return bounds(self.target)

    @property
    def figure(self) -> str:
        return figure(self.latest.value, self.indicator.unit) if self.latest and self.indicator else ""

    @property
    def gap(self) -> str:
        """ "12.4 points below target" """
        if self.latest is None or self.latest.value is None or self.indicator is None:
            return ""
        return gap_in_words(self.latest.value, wanted_by(self.target), self.indicator.unit)

    @property
    def by(self) -> str:
        if self.holds:
            return self.holds
        if self.due_on is None:
            return "No date"
        end = "" if self.target.due_on else ", the end of the notice's period"
        return f"{long_date(self.due_on)}{end}"


@dataclass(frozen=True, slots=True)
class TargetSet:
    """All numbers of one instrument, and how many of them are met."""

    notice: Notice
    targets: list[TargetStanding]
    on: datetime.date

    @property
    def met(self) -> int:
        return sum(one.outcome in ("met", "met_late") for one in self.targets)

    @property
    def ends_on(self) -> datetime.date | None:
        """The day by which all of them are wanted: the end of the notice's period, else the last of their dates."""
        dates = [one.due_on for one in self.targets if one.due_on]
        return self.notice.period_ends_on or max(dates, default=None)

    @property
    def share(self) -> str:
        """ "3 of 7 targets are met. All are wanted by 30 June 2027." """
        total = len(self.targets)
        if not total:
            return "The notice sets no targets in numbers."
        words = f"{self.met} of {count(total, 'target')} {'is' if self.met == 1 else 'are'} met."
        if self.ends_on is None:
            return words
        past = self.ends_on < self.on
        all_of = (
            "It was" if total == 1 and past else "It is" if total == 1 else "All were" if past else "All are"
        )
        return f"{words} {all_of} wanted by {long_date(self.ends_on)}."

    @property
    def unwatched(self) -> list[TargetStanding]:
        return [one for one in self.targets if one.indicator is None]


def wanted_by(target: Target) -> Wanted:
    """The values that meet it."""
    if target.comparator == ">=":
        return Wanted(target.target, None)
    if target.comparator == "<=":
        return Wanted(None, target.target)
    high = target.target_high if target.comparator == "between" and target.target_high is not None else None
    return Wanted(target.target, target.target if high is None else high)


def meets(target: Target, value: Decimal) -> bool:
    """To the letter: a tolerance is the council's own, the notice knows none."""
    return target.comparator in _COMPARATORS and gap(value, wanted_by(target)) == 0


def targets_of(notice: Notice, user: User, *, on: datetime.date) -> TargetSet:
    """In the order of the notice, in four statements."""
    rows = Target.objects.visible_to(user).filter(council_id=notice.council_id, requirement__notice=notice)
    targets = list(rows.select_related("requirement").order_by("requirement__seq", "id"))
    for target in targets:
        target.requirement.notice = notice
        target.requirement.council = notice.council
    watching: dict[int, Indicator] = {}
    links = IndicatorTarget.objects.filter(council_id=notice.council_id, target__in=targets)
    for link in links.select_related("indicator"):
        link.indicator.council = notice.council
        watching[link.target_id] = link.indicator
    values = _values(watching.values(), user)
    holding = _holding(targets, notice)
    return TargetSet(
        notice,
        [
            _standing(
                target,
                notice,
                watching.get(target.pk),
                values,
                holds=holding.get(target.requirement_id, ""),
                on=on,
            )
            for target in targets
        ],
        on,
    )


def _holding(targets: Sequence[Target], notice: Notice) -> dict[int, str]:
    """Clauses that ask something at any time, or again and again, in words."""
    rows = Deadline.objects.filter(
        council_id=notice.council_id,
        requirement__in=[target.requirement_id for target in targets if target.due_on is None],
        kind__in=[Deadline.Kind.STANDING, Deadline.Kind.RECURRING],
    )
    found: dict[int, str] = {}
    for requirement_id, kind, every in rows.values_list("requirement_id", "kind", "every"):
        words = every_in_words(every) if is_period(every) else "each time"
        again = words[:1].upper() + words[1:]
        found[requirement_id] = "At any time" if kind == Deadline.Kind.STANDING else again
    return found


def _values(indicators: Iterable[Indicator], user: User) -> dict[int, list[Observation]]:
    """Approved values by indicator, oldest first."""
    by_pk = {row.pk: row for row in indicators}
    found: dict[int, list[Observation]] = defaultdict(list)
    if by_pk:
        of = {"council_id": next(iter(by_pk.values())).council_id, "indicator__in": list(by_pk)}
        for row in Observation.objects.visible_to(user).approved().filter(**of).order_by("period_on"):
            found[row.indicator_id].append(row)
    return found


def _standing(
    target: Target,
    notice: Notice,
    indicator: Indicator | None,
    values: dict[int, list[Observation]],
    *,
    holds: str,
    on: datetime.date,
) -> TargetStanding:
    due_on = None if holds else target.due_on or notice.period_ends_on
    if indicator is None:
        return TargetStanding(target, None, None, None, "unwatched", due_on, holds, [])
    rows = [
        (known(indicator, row.period_on), row, meets(target, row.value))
        for row in values.get(indicator.pk, [])
        if row.value is not None
    ]
    if not rows:
        since = stale_since(indicator, None, on=on)
        return TargetStanding(target, indicator, None, None, "no_value", due_on, holds, [], since)
    period, latest, met = rows[-1]
    breaches: list[Breach] = []
    if holds:
        since = notice.in_force_on or notice.issued_on
        breaches = [
            Breach(span, figure(row.value, indicator.unit))
            for span, row, fine in reversed(rows)
            if not fine and (since is None or span.ends_on >= since)
        ]
        outcome = "met" if met else "breached"
    else:
        outcome = _dated(rows, due_on, met=met, on=on)
    stale = stale_since(indicator, latest.period_on, on=on)
    return TargetStanding(target, indicator, latest, period, outcome, due_on, holds, breaches, stale)


def _dated(
    rows: Sequence[tuple[Period, Observation, bool]],
    due_on: datetime.date | None,
    *,
    met: bool,
    on: datetime.date,
) -> str:
    """Met by its date means: by the latest value of a period that had ended by then."""
    if due_on is None or on <= due_on:
        return "met" if met else "not_met"
    in_time = [fine for period, _, fine in rows if period.ends_on <= due_on]
    if in_time and in_time[-1]:
        return "met"
    return "met_late" if met else "missed"


# -- in words, and as the beginning of an indicator


def bounds(target: Target) -> str:
    """ "at least 85%", "at most 10%", "14 to 17 cases", "4"."""
    if target.unit.strip() in ("%", "per cent", "percent"):
        return wanted_in_words(wanted_by(target), Unit.PERCENT)
    return f"{wanted_in_words(wanted_by(target), Unit.NUMBER)} {target.unit}".strip()


def target_in_words(target: Target) -> str:
    """ "Paragraph 12: assessments within 45 working days – at least 85%"."""
    return cut(f"{target.requirement.citation.capitalize()}: {target.metric} – {bounds(target)}")


def start_from(target: Target) -> dict[str, Any]:
    """A new indicator for a number of the notice, filled in as far as the notice tells."""
    direction = {">=": Direction.HIGHER, "<=": Direction.LOWER}.get(target.comparator, Direction.WITHIN)
    unit = Unit.PERCENT if target.unit == "%" else Unit.DAYS if "day" in target.unit else Unit.NUMBER
    title = " ".join(target.metric.split())
    return {
        "title": (title[:1].upper() + title[1:])[:300],
        "definition": " ".join(target.requirement.text.split()),
        "unit": unit,
        "direction": direction,
        "baseline": target.baseline,
        "baseline_period": target.baseline_period,
        "target": target.target,
        "target_high": wanted_by(target).high if direction == Direction.WITHIN else None,
        "target_by": target.due_on or target.requirement.notice.period_ends_on,
        "requirements": [str(target.requirement_id)],
        "watches": [str(target.pk)],
    }


def cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 170 else f"{words[:167].rsplit(' ', 1)[0]} …"
