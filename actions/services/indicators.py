"""Defining indicators: what is measured, what is wanted, and what it serves."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from councils import audit
from councils.models import Council, User
from councils.refusal import Refused
from notices.models import Requirement, Target

from ..indicator_definition import Definition, check
from ..indicator_periods import nth, period_from
from ..indicator_permissions import why_closed
from ..models import (
    Action,
    Direction,
    Indicator,
    IndicatorAction,
    IndicatorRequirement,
    IndicatorTarget,
    Observation,
    TrajectoryPoint,
)


class Overtaken(Exception):
    """Somebody else saved this row after the person started. Holds it as it is now; nothing was written."""

    def __init__(self, now: Indicator | Observation) -> None:
        super().__init__(f"{now} is at version {now.version} by now.")
        self.now = now


@dataclass(frozen=True, kw_only=True)
class Serves:
    """What an indicator is read for."""

    actions: Iterable[Action] = ()
    requirements: Iterable[Requirement] = ()
    watches: Iterable[Target] = ()


LINKS: tuple[tuple[str, Any, str], ...] = (
    ("actions", IndicatorAction, "action"),
    ("requirements", IndicatorRequirement, "requirement"),
    ("watches", IndicatorTarget, "target"),
)


@transaction.atomic
def add_indicator(
    council: Council,
    *,
    by: User | None,
    on: datetime.date,
    ref: str,
    definition: Definition,
    serves: Serves | None = None,
) -> Indicator:
    _require_open(council, on=on)
    check(definition, council_id=council.pk)
    indicator = Indicator(council=council, ref=ref, **definition.columns())
    indicator.clean_fields(exclude=["council", "objective", "owner", "owner_organisation"])  # its reference
    try:
        with transaction.atomic():
            indicator.save(force_insert=True)
    except IntegrityError as error:
        if "actions_indicator_ref" not in str(error):
            raise
        raise ValidationError({"ref": f"Another indicator has the reference {ref}"}) from error
    _link(indicator, serves or Serves())
    _sign("added an indicator", indicator, by)
    return indicator


@transaction.atomic
def edit_indicator(
    indicator: Indicator,
    *,
    by: User,
    on: datetime.date,
    based_on: int,
    definition: Definition,
    serves: Serves,
) -> Indicator:
    """Raises Overtaken when somebody else saved since version `based_on`.

    Once values exist, the unit stays and their periods stay periods: a value must not come to mean something else.
    """
    _require_open(indicator.council, on=on)
    check(definition, council_id=indicator.council_id)
    now = _locked(indicator)
    changed = [name for name, value in definition.columns().items() if getattr(now, name) != value]
    moved = _moved_links(indicator, serves)
    if not changed and not moved:  # nothing to do, or the same edit was saved already
        return now
    if now.version != based_on:
        raise Overtaken(now)
    _keep_the_meaning_of_values(now, definition)
    for name in changed:
        setattr(now, name, getattr(definition, name))
    now.version += 1
    now.save(update_fields=[*changed, "version"])
    _link(now, serves)
    _sign("edited an indicator", now, by, fields=sorted([*changed, *moved]))
    return now


@transaction.atomic
def set_trajectory(
    indicator: Indicator,
    *,
    by: User | None,
    on: datetime.date,
    points: Mapping[datetime.date, tuple[Decimal, Decimal | None]],
) -> None:
    """Every step on the way to the target, by the first day of its period; what is not in `points` goes."""
    _require_open(indicator.council, on=on)
    if not indicator.is_numeric:
        raise Refused("An indicator in words has no targets on the way.")
    within = indicator.direction == Direction.WITHIN
    for day, (low, high) in points.items():
        if period_from(indicator, day) is None:
            raise ValueError(f"{day} is not the beginning of a period of {indicator}.")
        if within != (high is not None) or (high is not None and high < low):
            raise ValidationError(
                "Enter the lowest and the highest value" if within else "Enter one value for each period"
            )
    before = {
        point.period_on: point for point in indicator.trajectory.filter(council_id=indicator.council_id)
    }
    now = {day: (point.target, point.target_high) for day, point in before.items()}
    if now == dict(points):
        return
    for day, point in before.items():
        if day not in points:
            point.delete()
        elif now[day] != points[day]:
            point.target, point.target_high = points[day]
            point.save(update_fields=["target", "target_high"])
    TrajectoryPoint.objects.bulk_create(
        [
            TrajectoryPoint(
                council_id=indicator.council_id,
                indicator=indicator,
                period_on=day,
                target=low,
                target_high=high,
            )
            for day, (low, high) in sorted(points.items())
            if day not in before
        ]
    )
    _sign("set the targets on the way", indicator, by, points=len(points))


@transaction.atomic
def retire_indicator(indicator: Indicator, *, by: User, on: datetime.date, why: str) -> None:
    """It is measured no longer. Its values stay."""
    _require_open(indicator.council, on=on)
    now = _locked(indicator)
    if not now.is_active:
        raise Refused(f"{now.ref} is no longer measured already.")
    if not why.strip():
        raise ValidationError({"why": "Enter why it is no longer measured"})
    now.state, now.retired_on, now.retired_why = Indicator.State.RETIRED, on, why.strip()
    now.version += 1
    now.save(update_fields=["state", "retired_on", "retired_why", "version"])
    _sign("retired an indicator", now, by)


@transaction.atomic
def reuse_indicator(indicator: Indicator, *, by: User, on: datetime.date) -> None:
    """A retired indicator is measured again."""
    _require_open(indicator.council, on=on)
    now = _locked(indicator)
    if now.is_active:
        raise Refused(f"{now.ref} is in use already.")
    now.state, now.retired_on, now.retired_why = Indicator.State.ACTIVE, None, ""
    now.version += 1
    now.save(update_fields=["state", "retired_on", "retired_why", "version"])
    _sign("took an indicator back into use", now, by)


def next_indicator_ref(council: Council) -> str:
    """A free reference to suggest: the newest one counted up, such as I4 after I3."""
    refs = list(Indicator.objects.filter(council=council).order_by("-id").values_list("ref", flat=True))
    match = re.match(r"(.*?)(\d{1,9})$", refs[0] if refs else "I0")
    head, number = (match[1], int(match[2])) if match else (f"{refs[0]}.", 0)
    while f"{head}{number + 1}" in refs:
        number += 1
    return f"{head}{number + 1}"


def _keep_the_meaning_of_values(indicator: Indicator, wanted: Definition) -> None:
    days = set(
        Observation.objects.filter(council_id=indicator.council_id, indicator=indicator).values_list(
            "period_on", flat=True
        )
    )
    if not days:
        return
    if wanted.unit != indicator.unit:
        raise ValidationError(
            {
                "unit": "Values have been entered in this unit. Retire this indicator and add another one instead"
            }
        )
    days |= set(indicator.trajectory.values_list("period_on", flat=True))
    starts, number = set(), 0
    while (start := nth(wanted.first_period_on, wanted.frequency, number).starts_on) <= max(days):
        starts.add(start)
        number += 1
    if not days <= starts:
        message = (
            "Values have been entered for periods that would no longer be there. Retire this indicator and add "
            "another one instead"
        )
        name = "frequency" if wanted.frequency != indicator.frequency else "first_period_on"
        raise ValidationError({name: message})


def _moved_links(indicator: Indicator, serves: Serves) -> list[str]:
    return [
        name
        for name, through, field in LINKS
        if {row.pk for row in getattr(serves, name)}
        != set(
            through.objects.filter(council_id=indicator.council_id, indicator=indicator).values_list(
                f"{field}_id", flat=True
            )
        )
    ]


def _link(indicator: Indicator, serves: Serves) -> None:
    """Bring the links up to `serves`. A number of the notice that another indicator watches is refused."""
    for name, through, field in LINKS:
        rows = {row.pk: row for row in getattr(serves, name)}
        if any(row.council_id != indicator.council_id for row in rows.values()):
            raise ValueError("A row that it serves is of another council.")
        links = through.objects.filter(council_id=indicator.council_id, indicator=indicator)
        there = set(links.values_list(f"{field}_id", flat=True))
        links.filter(**{f"{field}_id__in": there - set(rows)}).delete()
        try:
            with transaction.atomic():
                through.objects.bulk_create(
                    through(council_id=indicator.council_id, indicator=indicator, **{f"{field}_id": pk})
                    for pk in rows
                    if pk not in there
                )
        except IntegrityError as error:
            if "actions_indicatortarget_once" not in str(error):
                raise
            raise ValidationError({"watches": "Another indicator watches one of these targets"}) from error


def _locked(indicator: Indicator) -> Indicator:
    now: Indicator = Indicator.objects.select_for_update().get(
        pk=indicator.pk, council_id=indicator.council_id
    )
    now.council = indicator.council
    return now


def _require_open(council: Council, *, on: datetime.date) -> None:
    if reason := why_closed(council, on=on):
        raise Refused(reason)


def _sign(verb: str, indicator: Indicator, by: User | None, **detail: object) -> None:
    audit.record(
        verb,
        council_id=indicator.council_id,
        about=indicator,
        by=by,
        link=indicator.get_absolute_url(),
        **detail,
    )
