"""Values of indicators, period by period: entered, submitted, returned or approved by another person, locked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from councils import audit
from councils.lateness import long_date
from councils.models import Council, User
from councils.refusal import Refused
from councils.status import word

from ..indicator_entry import Entry, cleaned
from ..indicator_periods import Period, known, period_from
from ..indicator_permissions import why_closed, why_no_values
from ..indicator_trend import needs_words, wanted_in
from ..models import Indicator, Judgement, Observation, Unit
from .indicators import Overtaken

State = Observation.State
SAY_WHY = "Enter why the value is off target"
SAY_WHAT = "Enter what will bring it back, who does it and by when"


@transaction.atomic
def enter_value(
    indicator: Indicator,
    *,
    period_on: datetime.date,
    by: User | None,
    on: datetime.date,
    based_on: int,
    entry: Entry,
) -> Observation:
    """Keep a draft for the period that begins on `period_on`; `based_on` is the version seen (0: there was none).

    Raises Overtaken when somebody else entered meanwhile, ValidationError keyed by field, Refused when it is not open.
    Entering the same again is no change.
    """
    if reason := why_no_values(indicator, indicator.council, on=on):
        raise Refused(reason)
    period = period_from(indicator, period_on)
    if period is None:
        raise ValueError(f"{period_on} is not the beginning of a period of {indicator}.")
    if period.ends_on >= on:
        raise Refused(f"{period.name} is not over. Enter its value after {long_date(period.ends_on)}.")
    columns = cleaned(indicator, entry).columns()
    now = _locked(indicator, period_on)
    if now is None:
        if based_on:
            raise Refused("Somebody has deleted this draft meanwhile. Load the page again.")
        made = Observation.objects.create(
            council_id=indicator.council_id,
            indicator=indicator,
            period_on=period_on,
            entered_by=by,
            **columns,
        )
        _sign("entered a value", made, indicator, by)
        return made
    changed = [name for name, value in columns.items() if getattr(now, name) != value]
    if not changed:
        return now
    if not now.is_open:
        raise Refused(_not_open(now, period))
    if now.version != based_on:
        raise Overtaken(now)
    for name in changed:
        setattr(now, name, columns[name])
    now.entered_by, now.version = by, now.version + 1
    now.save(update_fields=[*changed, "entered_by", "version"])
    _sign("changed a value", now, indicator, by, fields=sorted(changed))
    return now


@transaction.atomic
def drop_draft(observation: Observation, *, by: User, on: datetime.date, based_on: int) -> None:
    """Take away a draft that was never handed in. Words that were written with it are not thrown away unseen."""
    indicator = observation.indicator
    if reason := why_no_values(indicator, indicator.council, on=on):
        raise Refused(reason)
    now = _locked(indicator, observation.period_on)
    if now is None:
        return
    if now.state != State.DRAFT:
        raise Refused(_not_open(now, known(indicator, now.period_on), emptied=True))
    if now.version != based_on:
        raise Overtaken(now)
    if now.commentary or now.recovery or now.narrative:
        raise Refused("There is commentary with this value. Open the value to take both away.")
    _sign("took away a draft value", now, indicator, by)
    now.delete()


def submit_value(observation: Observation, *, by: User | None, on: datetime.date) -> None:
    """Hand it in for approval. Off target beyond tolerance it needs why, and what will bring it back."""
    indicator = observation.indicator
    if reason := why_no_values(indicator, indicator.council, on=on):
        raise Refused(reason)
    if missing := missing_words(observation):
        raise ValidationError(missing)
    _move(
        observation,
        "submitted a value",
        since=Observation.OPEN,
        to=State.SUBMITTED,
        by=by,
        submitted_by=by,
        submitted_on=on,
    )


def missing_words(observation: Observation) -> dict[str, str]:
    """What has to be written before the value can be handed in, by field; empty when nothing is missing."""
    indicator = observation.indicator
    wanted = {"commentary": SAY_WHY, "recovery": SAY_WHAT}
    if indicator.unit == Unit.TEXT:  # its report is the commentary
        off = observation.judgement == Judgement.OFF_TARGET
        del wanted["commentary"]
    else:
        period = known(indicator, observation.period_on)
        expected = wanted_in(indicator, indicator.trajectory.all(), period)
        off = needs_words(observation.value, expected, indicator.tolerance)
    if not off:
        return {}
    return {name: words for name, words in wanted.items() if not getattr(observation, name).strip()}


def take_back(observation: Observation, *, by: User) -> None:
    """A submitted value becomes a draft again, to be changed; while nobody has approved it."""
    _move(
        observation,
        "took back a value",
        since=[State.SUBMITTED],
        to=State.DRAFT,
        by=by,
        submitted_by=None,
        submitted_on=None,
    )


def approve_value(observation: Observation, *, by: User | None, on: datetime.date) -> None:
    if by is not None and observation.submitted_by_id == by.pk:
        raise Refused("You submitted this value, so another person has to approve it.")
    _move(
        observation,
        "approved a value",
        since=[State.SUBMITTED],
        to=State.APPROVED,
        by=by,
        approved_by=by,
        approved_on=on,
        returned_why="",
    )


def return_value(observation: Observation, *, by: User, why: str) -> None:
    """Hand it back, to be corrected and submitted again: before approval, or after it when it proves wrong."""
    if not why.strip():
        raise ValidationError({"why": "Enter what has to be corrected"})
    _move(
        observation,
        "returned a value",
        since=[State.SUBMITTED, State.APPROVED],
        to=State.RETURNED,
        by=by,
        returned_why=why.strip(),
        approved_by=None,
        approved_on=None,
    )


def lock_value(observation: Observation, *, by: User | None) -> None:
    _move(observation, "locked a value", since=[State.APPROVED], to=State.LOCKED, by=by, unlocked_why="")


def unlock_value(observation: Observation, *, by: User, why: str) -> None:
    """From here it can be returned for correction. The reason stays in its history."""
    if not why.strip():
        raise ValidationError({"why": "Enter why it has to be unlocked"})
    _move(
        observation,
        "unlocked a value",
        since=[State.LOCKED],
        to=State.APPROVED,
        by=by,
        unlocked_why=why.strip(),
    )


@transaction.atomic
def lock_periods(council: Council, *, by: User, on: datetime.date, until: datetime.date) -> int:
    """Lock every approved value whose period ended on `until` or before. Returns how many."""
    if reason := why_closed(council, on=on):
        raise Refused(reason)
    rows = list(lockable(council, until=until))
    ids = [row.pk for row in rows]
    locked = Observation.objects.filter(council=council, pk__in=ids, state=State.APPROVED).update(
        state=State.LOCKED, unlocked_why="", version=F("version") + 1
    )
    if locked:
        audit.record(
            "locked values",
            council_id=council.pk,
            about=f"{locked} values of periods up to {long_date(until)}",
            by=by,
            count=locked,
        )
    return locked


def lockable(council: Council, *, until: datetime.date) -> Sequence[Observation]:
    rows = Observation.objects.filter(council=council, state=State.APPROVED, period_on__lte=until)
    return [
        row
        for row in rows.select_related("indicator")
        if known(row.indicator, row.period_on).ends_on <= until
    ]


def _locked(indicator: Indicator, period_on: datetime.date) -> Observation | None:
    now = (
        Observation.objects.select_for_update()
        .filter(council_id=indicator.council_id, indicator=indicator, period_on=period_on)
        .first()
    )
    if now is not None:
        now.council, now.indicator = indicator.council, indicator
    return now


def _first(
    indicator: Indicator, period_on: datetime.date, by: User | None, columns: dict[str, Any]
) -> Observation | None:
    try:
        with transaction.atomic():
            return Observation.objects.create(
                council_id=indicator.council_id,
                indicator=indicator,
                period_on=period_on,
                entered_by=by,
                **columns,
            )
    except IntegrityError as error:
        if "actions_observation_once" not in str(error):
            raise
        return None


def _not_open(now: Observation, period: Period, *, emptied: bool = False) -> str:
    if now.state == State.SUBMITTED:
        return f"The value for {period.name} awaits approval. Take it back before you change it."
    if now.state == State.RETURNED and emptied:
        return f"The value for {period.name} was returned to be corrected, so it cannot be left empty."
    stands = f"The value for {period.name} is {word('value', now.state).lower()}."
    if now.state == State.LOCKED:
        return f"{stands} A lead or the director can unlock it and return it to be corrected."
    return f"{stands} A lead or the director can return it to be corrected."


def _move(
    observation: Observation, verb: str, *, since: Sequence[str], to: str, by: User | None, **columns: Any
) -> None:
    """One step of its life, if it still stands where the person saw it. Doing the same twice is done once."""
    indicator = observation.indicator
    before = observation.state
    with transaction.atomic():
        moved = Observation.objects.filter(
            pk=observation.pk,
            council_id=observation.council_id,
            state__in=since,
            version=observation.version,
        ).update(state=to, version=F("version") + 1, **columns)
        if moved:
            observation.refresh_from_db()
            observation.council, observation.indicator = indicator.council, indicator
            _sign(verb, observation, indicator, by, before=str(before), after=str(to))
    if not moved:
        observation.refresh_from_db()
        observation.council, observation.indicator = indicator.council, indicator
        done_already = observation.state == to and all(
            getattr(observation, name) == value for name, value in columns.items()
        )
        if not done_already:
            period = known(indicator, observation.period_on)
            raise Refused(
                f"This could not be done: the value for {period.name} is "
                f"{word('value', observation.state).lower()} now, or was changed meanwhile. "
                "Read it again before you decide."
            )


def _sign(
    verb: str, observation: Observation, indicator: Indicator, by: User | None, **detail: object
) -> None:
    period = known(indicator, observation.period_on)
    audit.record(
        verb,
        council_id=observation.council_id,
        about=f"{indicator.ref} for {period.name}",
        by=by,
        link=observation.get_absolute_url(),
        **detail,
    )
