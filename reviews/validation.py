"""Looks from outside: commissioned, done, shared with the Department, or called off.

When one is done it gets its entry in the register of inspections (notices/findings.py); its findings are recorded there,
and actions answer them like any others.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from councils import audit
from councils.files import OFFICE, keep
from councils.lateness import long_date
from councils.models import Council, User
from councils.refusal import Refused
from notices import findings
from notices.models import Inspection

from .models import Validation
from .numbering import next_of


@transaction.atomic
def commission(
    council: Council,
    *,
    by: User,
    on: datetime.date,
    kind: str,
    commissioned_by: str,
    provider: str,
    scope: str,
    commissioned_on: datetime.date,
    due_on: datetime.date,
) -> Validation:
    """The same twice (a double click) is one, returned again."""
    facts: dict[str, Any] = {
        "kind": kind, "commissioned_by": commissioned_by.strip(), "provider": provider.strip(),
        "scope": scope.strip(), "commissioned_on": commissioned_on, "due_on": due_on,
    }  # fmt: skip
    _check_dates(commissioned_on, due_on, on=on)
    number = next_of(Validation, council.pk)
    again = Validation.objects.waiting().filter(council=council, **facts).first()
    if again is not None:
        return again  # type: ignore[no-any-return]
    made = Validation.objects.create(council=council, number=number, **facts)
    _sign("commissioned a look from outside", made, by)
    return made


@transaction.atomic
def edit(validation: Validation, *, by: User, on: datetime.date, **facts: Any) -> None:
    """What was commissioned, until it is done or called off. `facts` as for `commission`."""
    _hold_waiting(validation)
    _check_dates(facts["commissioned_on"], facts["due_on"], on=on)
    cleaned = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    changed = sorted(name for name, value in cleaned.items() if getattr(validation, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(validation, name, cleaned[name])
    validation.save(update_fields=changed)
    _sign("edited a look from outside", validation, by, fields=changed)


@transaction.atomic
def record_done(
    validation: Validation,
    *,
    by: User,
    on: datetime.date,
    done_on: datetime.date,
    upload: UploadedFile | None = None,
    link: str = "",
) -> None:
    """It took place: its entry in the register is made, and the report is kept if there is one already."""
    _hold_waiting(validation)
    if not validation.commissioned_on <= done_on <= on:
        first = long_date(validation.commissioned_on)
        raise Refused(f"The day must be from {first}, when it was commissioned, to today.")
    council = validation.council
    validation.done_on = done_on
    validation.report = keep(upload, council=council, by=by, kinds=OFFICE) if upload else None
    validation.report_link = link
    validation.inspection = findings.record_inspection(
        council, by=by, on=on, kind=Inspection.Kind.PEER_REVIEW, publisher=validation.provider,
        title=validation.get_kind_display(), ended_on=done_on,
    )  # fmt: skip
    validation.save(update_fields=["done_on", "report", "report_link", "inspection"])
    _sign("recorded a look from outside as done", validation, by, done_on=done_on.isoformat())


@transaction.atomic
def share(validation: Validation, *, by: User, on: datetime.date, shared_on: datetime.date) -> None:
    """The Department was given the report."""
    validation.refresh_from_db(from_queryset=Validation.objects.select_for_update())
    if validation.done_on is None:
        raise Refused("It can be shared with the Department once it is done.")
    if validation.shared_on is not None:
        raise Refused(f"It was shared with the Department on {long_date(validation.shared_on)}.")
    if not validation.done_on <= shared_on <= on:
        raise Refused(f"The day must be from {long_date(validation.done_on)}, when it was done, to today.")
    validation.shared_on = shared_on
    validation.save(update_fields=["shared_on"])
    _sign("shared a look from outside with the Department", validation, by, shared_on=shared_on.isoformat())


@transaction.atomic
def call_off(validation: Validation, *, by: User, on: datetime.date, why: str) -> None:
    _hold_waiting(validation)
    if not why.strip():
        raise Refused("Enter why it is called off")
    validation.called_off_on, validation.called_off_why = on, why.strip()
    validation.save(update_fields=["called_off_on", "called_off_why"])
    _sign("called off a look from outside", validation, by)


def _hold_waiting(validation: Validation) -> None:
    validation.refresh_from_db(from_queryset=Validation.objects.select_for_update())
    if validation.done_on is not None:
        raise Refused(f"It was done on {long_date(validation.done_on)}.")
    if validation.called_off_on is not None:
        raise Refused(f"It was called off on {long_date(validation.called_off_on)}.")


def _check_dates(commissioned_on: datetime.date, due_on: datetime.date, *, on: datetime.date) -> None:
    if commissioned_on > on:
        raise Refused("The day on which it was commissioned must be today or in the past.")
    if due_on < commissioned_on:
        raise Refused("It cannot be due before it was commissioned.")


def _sign(verb: str, validation: Validation, by: User, **detail: Any) -> None:
    audit.record(
        verb,
        council_id=validation.council_id,
        about=validation,
        by=by,
        link=validation.get_absolute_url(),
        **detail,
    )
