"""The log of correspondence: entered and corrected by the side whose entry it is, followed up."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from councils import audit
from councils.files import OFFICE, keep
from councils.models import Council, User
from councils.permissions import Permission
from councils.refusal import Refused

from .models import Correspondence
from .numbering import next_of


class Stale(Refused):
    """Somebody else saved the entry meanwhile."""


def may_change(entry: Correspondence, user: User) -> bool:
    """The council corrects what it entered, the Department what it entered."""
    access = user.access
    mine = entry.of_department == access.is_department
    return mine and access.may(Permission.KEEP_CORRESPONDENCE, entry.council_id)


@transaction.atomic
def enter(
    council: Council,
    *,
    by: User,
    on: datetime.date,
    upload: UploadedFile | None = None,
    checked: Sequence[str] = (),
    **facts: Any,
) -> Correspondence:
    """`facts` are direction, means, on_date, with_whom, subject, text, link, follow_up_on. The same twice (a double
    click) is one, returned again. `checked`: clues to a child that the person was warned of and confirmed."""
    values = _values(facts, on=on)
    number = next_of(Correspondence, council.pk)
    again = Correspondence.objects.filter(council=council, entered_by=by, entered_on=on, **values).first()
    if again is not None:
        return again  # type: ignore[no-any-return]
    entry = Correspondence.objects.create(
        council=council,
        number=number,
        file=keep(upload, council=council, by=by, kinds=OFFICE) if upload else None,
        of_department=by.access.is_department,
        entered_by=by,
        entered_on=on,
        **values,
    )
    _sign("entered correspondence", entry, by, checked)
    return entry


@transaction.atomic
def edit(
    entry: Correspondence,
    *,
    by: User,
    on: datetime.date,
    based_on: int,
    upload: UploadedFile | None = None,
    checked: Sequence[str] = (),
    **facts: Any,
) -> None:
    """Over the version that was read. A file takes the place of the one before, which stays in the history."""
    values = _values(facts, on=on)
    entry.refresh_from_db(from_queryset=Correspondence.objects.select_for_update())
    if entry.version != based_on:
        raise Stale("Somebody else saved this entry meanwhile. Open it again, and add what you changed.")
    if (
        entry.followed_up_on is not None
        and values["follow_up_on"] is not None
        and values["on"] > entry.followed_up_on
    ):
        raise Refused("The date cannot be after the day on which it was followed up.")
    if upload is not None:
        values["file"] = keep(upload, council=entry.council, by=by, kinds=OFFICE)
    changed = sorted(name for name, value in values.items() if getattr(entry, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(entry, name, values[name])
    entry.version += 1
    if entry.follow_up_on is None:
        entry.followed_up_on = None
    entry.save(update_fields=[*changed, "version", "followed_up_on"])
    _sign("edited correspondence", entry, by, checked, fields=changed)


@transaction.atomic
def follow_up(entry: Correspondence, *, by: User, on: datetime.date, done_on: datetime.date) -> None:
    entry.refresh_from_db(from_queryset=Correspondence.objects.select_for_update())
    if entry.follow_up_on is None or entry.followed_up_on is not None:
        raise Refused("There is nothing to follow up.")
    if not entry.on <= done_on <= on:
        raise Refused("The day must be from the date of the entry to today.")
    entry.followed_up_on = done_on
    entry.version += 1
    entry.save(update_fields=["followed_up_on", "version"])
    _sign("followed up correspondence", entry, by, ())


def _values(facts: dict[str, Any], *, on: datetime.date) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in facts.items()
    }
    values["on"] = values.pop("on_date")
    if values["on"] > on:
        raise Refused("The date must be today or in the past.")
    follow_up_on = values.get("follow_up_on")
    if follow_up_on is not None and follow_up_on < values["on"]:
        raise Refused("It cannot be followed up before its own date.")
    return values


def _sign(verb: str, entry: Correspondence, by: User, checked: Sequence[str], **detail: Any) -> None:
    more = {"confirmed_that_nobody_can_be_identified": list(checked)} if checked else {}
    audit.record(
        verb,
        council_id=entry.council_id,
        about=f"Correspondence {entry.number}",
        by=by,
        link=entry.get_absolute_url(),
        **more,
        **detail,
    )
