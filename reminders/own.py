"""What a person wants to be reminded of themselves: an action, a day, a few words. It comes in their e-mail and among their
tasks on that day, and again (as often as the council has overdue things asked for) until they say that it is done."""

from __future__ import annotations

import datetime

from django.db import transaction

from actions.models import Action
from councils import audit
from councils.child_data import clues_in, in_words
from councils.models import User
from councils.refusal import Refused

from .models import OwnReminder

LONGEST = 200


@transaction.atomic
def set_reminder(
    action: Action, *, by: User, today: datetime.date, on: datetime.date, note: str
) -> OwnReminder:
    """The same twice (a double click) is one, returned again."""
    words = _checked(on, note, today=today)
    User.objects.select_for_update().get(pk=by.pk)
    facts = {"council_id": action.council_id, "action": action, "user": by, "on": on, "note": words}
    known = OwnReminder.objects.open().filter(**facts).first()
    if known is not None:
        return known  # type: ignore[no-any-return]
    reminder = OwnReminder.objects.create(**facts)
    _sign("set a reminder of their own", reminder, by)
    return reminder


@transaction.atomic
def change(
    reminder: OwnReminder, *, by: User, today: datetime.date, based_on: int, on: datetime.date, note: str
) -> None:
    """Over the version that was read: the same person may have two windows open."""
    words = _checked(on, note, today=today)
    _hold_open(reminder)
    if reminder.version != based_on:
        raise Refused("You changed this reminder meanwhile. Open it again, and change what it says now.")
    if (reminder.on, reminder.note) == (on, words):
        return
    reminder.on, reminder.note, reminder.version = on, words, reminder.version + 1
    reminder.save(update_fields=["on", "note", "version"])
    _sign("changed a reminder of their own", reminder, by)


@transaction.atomic
def finish(reminder: OwnReminder, *, by: User, today: datetime.date) -> None:
    _hold_open(reminder)
    reminder.done_on = today
    reminder.save(update_fields=["done_on"])
    _sign("was done with a reminder of their own", reminder, by)


def _checked(on: datetime.date, note: str, *, today: datetime.date) -> str:
    """The words go into an e-mail, so no box can be ticked here: what looks like a child has to be taken out."""
    words = " ".join(note.split())
    if not words:
        raise Refused("Enter what you want to be reminded of")
    if len(words) > LONGEST:
        raise Refused(f"Your words must be {LONGEST} characters or fewer")
    if on < today:
        raise Refused("The day must be today or in the future")
    if clues := clues_in(words):
        raise Refused(f"This looks as if it holds {in_words(clues)}. Take it out: the words come by email.")
    return words


def _hold_open(reminder: OwnReminder) -> None:
    reminder.refresh_from_db(from_queryset=OwnReminder.objects.select_for_update())
    if reminder.done_on is not None:
        raise Refused("You are done with this reminder already.")


def _sign(verb: str, reminder: OwnReminder, by: User) -> None:
    """Without a word of it, nor of which action: others read the audit log."""
    audit.record(verb, council_id=reminder.council_id, about=reminder, by=by)
