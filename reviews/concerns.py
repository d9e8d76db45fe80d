"""The Department's concerns about how a council engages: raised, checked off before a formal step, closed.

The audit log belongs to the council, which can download it: these verbs leave no line in it. Who did what and when stands
in the rows themselves and in their history, which the database shows to the Department alone.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from councils.models import Council, User
from councils.refusal import Refused

from .models import Check, Concern, ConcernCheck
from .numbering import next_of


@transaction.atomic
def raise_concern(council: Council, *, by: User, on: datetime.date, kind: str, what: str) -> Concern:
    """The same twice (a double click) is one, returned again."""
    facts = {"kind": kind, "what": what.strip(), "raised_on": on, "raised_by": by}
    number = next_of(Concern, council.pk)
    again = Concern.objects.open().filter(council=council, **facts).first()
    return again or Concern.objects.create(council=council, number=number, **facts)


@transaction.atomic
def edit(concern: Concern, *, kind: str, what: str) -> None:
    _hold_open(concern)
    if concern.step_on is not None:
        raise Refused("A formal step rests on these words. Raise a further concern instead.")
    concern.kind, concern.what = kind, what.strip()
    concern.save(update_fields=["kind", "what"])


@transaction.atomic
def check(
    concern: Concern, *, by: User, on: datetime.date, item: str, note: str, done_on: datetime.date
) -> ConcernCheck:
    """One line of the checklist was done; what was noted of it stays."""
    _hold_open(concern)
    if done_on > on:
        raise Refused("The day must be today or in the past.")
    if ConcernCheck.objects.filter(council_id=concern.council_id, concern=concern, item=item).exists():
        raise Refused("This is checked off already.")
    return ConcernCheck.objects.create(
        council_id=concern.council_id, concern=concern, item=item, note=note.strip(), done_on=done_on, done_by=by
    )  # fmt: skip


@transaction.atomic
def take_step(concern: Concern, *, by: User, on: datetime.date, step: str, step_on: datetime.date) -> None:
    """The formal step that followed. None before every check is made; the database says so too."""
    _hold_open(concern)
    if concern.step_on is not None:
        raise Refused("The formal step is recorded already.")
    missing = missing_checks(concern)
    if missing:
        words = "; ".join(str(check.label) for check in missing)
        raise Refused(f"Before a formal step, check off: {words}.")
    if step_on > on:
        raise Refused("The day must be today or in the past.")
    concern.step, concern.step_on, concern.step_by = step.strip(), step_on, by
    concern.save(update_fields=["step", "step_on", "step_by"])


@transaction.atomic
def close(concern: Concern, *, by: User, on: datetime.date, note: str) -> None:
    _hold_open(concern)
    concern.closed_on, concern.closed_by, concern.closing_note = on, by, note.strip()
    concern.save(update_fields=["closed_on", "closed_by", "closing_note"])


def missing_checks(concern: Concern) -> list[Check]:
    """In the order of the list."""
    rows = ConcernCheck.objects.filter(council_id=concern.council_id, concern=concern)
    made = set(rows.values_list("item", flat=True))
    return [item for item in Check if item.value not in made]


def _hold_open(concern: Concern) -> None:
    concern.refresh_from_db(from_queryset=Concern.objects.select_for_update())
    if concern.closed_on is not None:
        raise Refused("This concern is closed.")
