"""What a person is to do, in the words of the e-mail and of the page of tasks: in groups, each thing with its link."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from councils.lateness import lateness, long_date
from councils.models import Council, User

from .models.due import Kind, path_of
from .rules import STEPS
from .telling import Told

TO_DO = {
    Kind.ACTION: "Report progress",
    Kind.NO_UPDATE: "Report progress",
    Kind.DEADLINE: "See the requirement and its actions",
    Kind.DUTY: "Say whether it was done",
    Kind.CHAIR_DUTY: "Say whether it was done",
    Kind.DEPARTMENT_DUTY: "Say whether it was done",
    Kind.PLAN: "See the plan",
    Kind.MEETING: "See the board’s meetings",
    Kind.CADENCE: "Plan the board’s meetings",
    Kind.CUT_OFF: "Report progress on your actions",
    Kind.REVIEW: "See the reviews",
    Kind.CHAIR_REPORT: "See the reports that are due",
    Kind.LEADER_REPORT: "See the reports that are due",
    Kind.REPORT: "See the reports that are due",
    Kind.EVIDENCE: "Add a newer version",
    Kind.VALUE: "Enter the value",
    Kind.RECHECK: "Say whether the change has lasted",
    Kind.COMPLETION: "Confirm it or return it",
    Kind.DATE_CHANGE: "Decide on the new date",
    Kind.CONSENT: "Record the decision",
    Kind.ANSWER: "Say that it arrived, or ask for changes",
    Kind.VALIDATION: "Say that it was done, or give it another date",
    Kind.INCIDENT: "Read the notice; the Department acknowledges it",
    Kind.FOLLOW_UP: "Say that it was followed up",
    Kind.DEPARTMENT_FOLLOW_UP: "Say that it was followed up",
    Kind.OWN: "Say that it is done, or choose another day",
    Kind.GIVEN: "See the action",
    Kind.TAKEN: "See the action",
}
ESCALATED = "Overdue and brought to you"
GROUPS: dict[str, Collection[Kind]] = {
    ESCALATED: (),
    "Report progress": (Kind.ACTION, Kind.NO_UPDATE, Kind.CUT_OFF),
    "Enter values and renew evidence": (Kind.VALUE, Kind.EVIDENCE),
    "Do what the notice asks": (
        Kind.DEADLINE,
        Kind.DUTY,
        Kind.CHAIR_DUTY,
        Kind.DEPARTMENT_DUTY,
        Kind.PLAN,
    ),
    "Write reports": (Kind.CHAIR_REPORT, Kind.LEADER_REPORT, Kind.REPORT),
    "Decide for the board": (Kind.DATE_CHANGE, Kind.COMPLETION, Kind.RECHECK),
    "Prepare the board": (Kind.MEETING, Kind.CADENCE),
    "Review and answer": (
        Kind.REVIEW,
        Kind.CONSENT,
        Kind.ANSWER,
        Kind.INCIDENT,
        Kind.VALIDATION,
        Kind.FOLLOW_UP,
        Kind.DEPARTMENT_FOLLOW_UP,
    ),
    "Reminders of your own": (Kind.OWN,),
    "What changed hands": (Kind.GIVEN, Kind.TAKEN),
}
_GROUP = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


@dataclass(frozen=True)
class Line:
    """One thing to do: what it is, what there is to say of it, and where it is done."""

    told: Told
    group: str
    text: str
    note: str
    path: str


def lines(told: Sequence[Told], councils: dict[int, Council], *, on: datetime.date) -> list[Line]:
    """In the order of the groups, then soonest first. Reads the names of the people in them, if there are any."""
    names = _names(told)
    found = [_line(item, councils[item.council_id], names, on=on) for item in told]
    places = {group: place for place, group in enumerate(GROUPS)}
    return sorted(
        found, key=lambda line: (places[line.group], line.told.due_on, line.told.kind, line.told.object_id)
    )


def _names(told: Iterable[Told]) -> dict[int, str]:
    owners = [item.owner_id for item in told if item.rung]
    ids = {pk for pk in (*owners, *(item.instead_of_id for item in told)) if pk is not None}
    return {user.pk: str(user) for user in User.objects.filter(id__in=ids)} if ids else {}


def _line(item: Told, council: Council, names: dict[int, str], *, on: datetime.date) -> Line:
    kind = Kind(item.kind)
    due = f"{long_date(item.due_on)}: {lateness(item.due_on, on=on)}."
    if item.rung:
        owner = names.get(item.owner_id or 0, "")
        whose = f" It is {owner}’s." if owner else ""
        note = f"{due} Escalated to the {STEPS[item.rung - 1]}.{whose} See the action."
    elif kind == Kind.GIVEN:
        note = f"It is yours since {long_date(item.due_on)}."
    elif kind == Kind.TAKEN:
        note = f"It is no longer yours since {long_date(item.due_on)}."
    elif kind == Kind.NO_UPDATE:  # its date is not the action's: say whose it is
        note = f"An update was wanted by {due} {TO_DO[kind]}, even if nothing has changed."
    else:
        note = f"{due} {TO_DO[kind]}."
    if item.instead_of_id:
        note = f"For {names.get(item.instead_of_id, 'somebody who is away')}. {note}"
    return Line(
        told=item,
        group=ESCALATED if item.rung else _GROUP[kind],
        text=item.title,
        note=note,
        path=path_of(kind, council.slug, ref=item.ref, number=item.number, seq=item.seq, to_do=not item.rung),
    )
