"""What people record of an instrument's duties: met, missed for good, an event that happened, who it is that is bound.

None of it says that a clause is complied with: that is a judgement (services.judge_compliance), and a finished action is a
third thing again (design §3).
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.db import transaction
from django.db.models import Max

from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused
from councils.working_days import working_days_after, working_days_before

from . import periods
from .models import Deadline, Notice, Occurrence, Requirement

_AT_ONCE = re.compile(
    r"\b(?:immediate(?:ly)?|at once|forthwith|without delay|straight away|same day)\b", re.I
)
_AHEAD = re.compile(r"\b(?:in advance of|before|prior to|ahead of)\b", re.I)
_HOURS = re.compile(r"PT(\d+)H")
HOURS_OF_A_DAY = 24


@transaction.atomic
def meet(
    duty: Deadline | Occurrence, *, by: User, on: datetime.date, met_on: datetime.date, note: str
) -> None:
    """Record that what was to be done by the date was done on `met_on`. A later day than the date stays visible as late."""
    _lock(duty)
    _require_open(duty)
    if met_on > on:
        raise Refused("The day on which it was met must be today or in the past.")
    if not note.strip():
        raise Refused("Say what was done.")
    duty.met_on, duty.met_by = met_on, by
    if isinstance(duty, Deadline):
        duty.met_note, fields = note.strip(), ["met_on", "met_by", "met_note"]
    else:
        duty.note, fields = note.strip(), ["met_on", "met_by", "note"]
    duty.save(update_fields=fields)
    _sign("recorded a duty as met", duty, by, met_on=met_on.isoformat(), due_on=_iso(duty.due_on))


@transaction.atomic
def miss(occurrence: Occurrence, *, by: User, on: datetime.date, reason: str) -> None:
    """Record that this time was missed and will not be made good. The next time is due as before."""
    _lock(occurrence)
    _require_open(occurrence)
    if occurrence.due_on >= on:
        raise Refused(
            f"It is due on {long_date(occurrence.due_on)}: it cannot be missed before that day is over."
        )
    if not reason.strip():
        raise Refused("Say why it was missed.")
    occurrence.missed_on, occurrence.missed_by, occurrence.missed_reason = on, by, reason.strip()
    occurrence.save(update_fields=["missed_on", "missed_by", "missed_reason"])
    _sign(
        "recorded a duty as missed",
        occurrence,
        by,
        due_on=_iso(occurrence.due_on),
        why=occurrence.missed_reason,
    )


@transaction.atomic
def take_back(duty: Deadline | Occurrence, *, by: User, why: str) -> None:
    """What was recorded was wrong: it is open again. The history of the row keeps what it said."""
    _lock(duty)
    if not is_settled(duty):
        raise Refused("Nothing is recorded that could be taken back.")
    if not why.strip():
        raise Refused("Say what was wrong.")
    said = {"met_on": _iso(duty.met_on)}
    duty.met_on = duty.met_by = None
    if isinstance(duty, Deadline):
        duty.met_note, fields = "", ["met_on", "met_by", "met_note"]
    else:
        said["missed_on"] = _iso(duty.missed_on)
        duty.note, duty.missed_on, duty.missed_by, duty.missed_reason = "", None, None, ""
        fields = ["met_on", "met_by", "note", "missed_on", "missed_by", "missed_reason"]
    duty.save(update_fields=fields)
    _sign("took back what was recorded of a duty", duty, by, why=why.strip(), **said)


@transaction.atomic
def happened(
    deadline: Deadline,
    *,
    by: User,
    on: datetime.date,
    happened_on: datetime.date,
    what: str,
    due_on: datetime.date | None = None,
) -> Occurrence:
    """Record that the event of a clause happened; its duty falls due by the words of the clause, or on `due_on`."""
    Deadline.objects.select_for_update().get(
        pk=deadline.pk, council_id=deadline.council_id
    )  # numbers in order
    notice = deadline.requirement.notice
    if deadline.kind != Deadline.Kind.EVENT:
        raise ValueError("Only the event of a clause happens.")
    if not notice.is_standing:
        raise Refused("The notice is not in force.")
    if happened_on > on and not _AHEAD.search(deadline.span):
        raise Refused("The day on which it happened must be today or in the past.")
    if not what.strip():
        raise Refused("Say what happened.")
    due_on = due_on or event_due_on(deadline.span, happened_on)
    if due_on is None:
        raise Refused("Enter the day by which it must be done: the words of the clause give no time.")
    last: int | None = deadline.occurrences.aggregate(last=Max("number"))["last"]  # type: ignore[attr-defined]
    occurrence = Occurrence.objects.create(
        council_id=deadline.council_id,
        deadline=deadline,
        number=(last or 0) + 1,
        happened_on=happened_on,
        due_on=due_on,
        what=what.strip(),
    )
    _sign("recorded an event", occurrence, by, happened_on=happened_on.isoformat(), due_on=due_on.isoformat())
    return occurrence


def event_due_on(words: str, happened_on: datetime.date) -> datetime.date | None:
    """When a duty falls due that the words tie to an event: "within ten working days of the offer", "not less than 48
    hours in advance of a conference", "immediately if …". None where they give no time."""
    from .reading.periods import find_periods  # with the reader come its libraries, which no page needs

    found = find_periods(words)
    if not found:
        return happened_on if _AT_ONCE.search(words) else None
    period, ahead = found[0], bool(_AHEAD.search(words))
    if hours := _HOURS.fullmatch(period.iso):
        days = -(-int(hours[1]) // HOURS_OF_A_DAY)
        return happened_on + datetime.timedelta(days=-days if ahead else days)
    if period.working and period.iso.endswith("D"):
        days = int(period.iso[1:-1])
        return working_days_before(happened_on, days) if ahead else working_days_after(happened_on, days)
    return happened_on - periods.parse(period.iso) if ahead else periods.after(happened_on, period.iso)


@transaction.atomic
def name_bound(requirement: Requirement, *, by: User, name: str) -> None:
    """Who it is that a clause binds, where it says "partner" or somebody else; an empty name takes the name away."""
    if requirement.binds not in NAMED:
        raise Refused(
            f"This clause binds {requirement.get_binds_display().lower()}: nobody needs to be named."
        )
    name = name.strip()
    if name == requirement.bound_name:
        return
    before, requirement.bound_name = requirement.bound_name, name
    requirement.save(update_fields=["bound_name"])
    audit.record(
        "named whom a clause binds",
        council_id=requirement.council_id,
        about=f"{requirement.notice}, {requirement.citation}",
        by=by,
        link=requirement.get_absolute_url(),
        name=name,
        before=before,
    )


NAMED = (Requirement.Binds.PARTNER, Requirement.Binds.OTHER)


def is_settled(duty: Deadline | Occurrence) -> bool:
    return duty.met_on is not None or (isinstance(duty, Occurrence) and duty.missed_on is not None)


def _lock(duty: Deadline | Occurrence) -> None:
    rows: Any = type(duty)._default_manager.select_for_update(of=("self",))
    duty.refresh_from_db(from_queryset=rows)


def _require_open(duty: Deadline | Occurrence) -> None:
    if _requirement(duty).notice.state in (Notice.State.DRAFT, Notice.State.WITHDRAWN):
        raise Refused("This can be recorded once the notice is in force.")
    if duty.met_on is not None:
        raise Refused(f"It is recorded as met on {long_date(duty.met_on)} already.")
    if isinstance(duty, Occurrence) and duty.missed_on is not None:
        raise Refused("It is recorded as missed already.")
    if duty.due_on is None:
        raise Refused("It has no date yet, so it cannot be met.")


def _requirement(duty: Deadline | Occurrence) -> Requirement:
    return duty.requirement if isinstance(duty, Deadline) else duty.deadline.requirement


def _sign(verb: str, duty: Deadline | Occurrence, by: User, **detail: str | None) -> None:
    requirement = _requirement(duty)
    words = duty.span if isinstance(duty, Deadline) else duty.deadline.span
    audit.record(
        verb,
        council_id=duty.council_id,
        about=f"{requirement.notice}, {requirement.citation}: {words}",
        by=by,
        link=requirement.get_absolute_url(),
        **detail,
    )


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
