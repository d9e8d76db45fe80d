"""What an e-mail says: written when it is sent, from what is due then and what its reader may see then.

The words are put together once, as blocks; templates/email/ prints them as text and as HTML, so both say the same.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from councils import scope
from councils.access import Access
from councils.child_data import clues_in
from councils.forms import lower_first
from councils.lateness import count, long_date
from councils.models import Council, Membership

from . import alerts
from .models import Digest, DueItem, Kind, Reminder
from .models.due import NEWS
from .telling import Told, still_told
from .todo import Line, lines

WHY = "You get this email because of your role in Noticeboard. You get at most one a day."
WHY_NOW = "You get this email at once, beside the one of the day, because the notice says “immediately”."
ASKED = "You asked to be told when these change. You can end it where you choose your emails."


@dataclass
class Letter:
    """One e-mail, and what became of each reminder that it was to carry (by the reminder's id)."""

    subject: str = ""
    text: str = ""
    html: str = ""
    carried: set[int] = field(default_factory=set)
    left_out: dict[int, str] = field(default_factory=dict)
    looked_at: list[alerts.Found] = field(default_factory=list)

    @property
    def changed(self) -> list[alerts.Found]:
        return [found for found in self.looked_at if found.changed]


def write(digest: Digest, *, on: datetime.date) -> Letter:
    """The letter of a digest. Without a subject there is nothing to say: nothing is due any more, or not theirs.

    Read in the recipient's own scope, so that it cannot hold a word that they could not open in the browser.
    """
    letter = Letter()
    with scope.entered(scope.Scope(user_id=digest.recipient_id)):
        access = _access(digest, on=on)
        scope.switch(_scope(access, digest.recipient_id))
        reminders = list(Reminder.objects.filter(digest=digest, dropped_why=""))
        councils = {c.pk: c for c in Council.objects.filter(id__in={r.council_id for r in reminders})}
        told = still_told(
            digest.recipient_id,
            things={(r.kind, r.object_id) for r in reminders if access.may_see(r.council_id)},
            on=on,
        )
        said: dict[tuple[int, str, int], Told] = {}
        for reminder in reminders:
            key = (reminder.council_id, reminder.kind, reminder.object_id)
            if key in told and told[key].due_on == reminder.due_on:
                said[key] = told[key]
                letter.carried.add(reminder.pk)
            else:
                letter.left_out[reminder.pk] = _why_not(reminder)
        if not digest.urgent:
            digest.recipient.access = access
            letter.looked_at = alerts.look(digest.recipient, on=on)
    if said or letter.changed:
        _put_into_words(letter, list(said.values()), councils, urgent=digest.urgent, on=on)
    return letter


def _access(digest: Digest, *, on: datetime.date) -> Access:
    if not digest.recipient.is_active:
        return Access([])
    own = Membership.objects.filter(user_id=digest.recipient_id).current(on=on)
    return Access(list(own))


def _scope(access: Access, user_id: int) -> scope.Scope:
    if access.is_department:
        return scope.Scope(user_id=user_id, department=True)
    return scope.Scope(reads=access.council_ids, user_id=user_id)


def _why_not(reminder: Reminder) -> str:
    now = DueItem.objects.filter(
        council_id=reminder.council_id, kind=reminder.kind, object_id=reminder.object_id
    ).first()
    if now is None:
        return "No longer due"
    if now.due_on != reminder.due_on:
        return f"Its date is now {long_date(now.due_on)}"
    return "No longer this person’s to do"


def _put_into_words(
    letter: Letter, told: Sequence[Told], councils: dict[int, Council], *, urgent: bool, on: datetime.date
) -> None:
    places = {pk: one_line(council.short_name or council.name) for pk, council in councils.items()}
    changed = letter.changed
    if told:
        letter.subject = subject(told, [places[pk] for pk in _council_ids(told)], on=on)
    else:
        what = ", ".join(count(len(found.changed), found.kind.name) for found in changed)
        letter.subject = f"{what} changed – {long_date(on)}"
    if urgent:
        letter.subject = f"Immediately: {letter.subject}"
    context = {
        "subject": letter.subject,
        "blocks": blocks(told, councils, places, changed, on=on),
        "product": "Noticeboard",
        "why": WHY_NOW if urgent else WHY,
    }
    letter.text = render_to_string("email/digest.txt", context)
    letter.html = render_to_string("email/digest.html", context)


def subject(told: Sequence[Told], places: Sequence[str], *, on: datetime.date) -> str:
    """What and when first: "3 actions due: 1 overdue – Borchester, 22 November 2026"."""
    kinds = {item.kind for item in told}
    what = count(len(told), "action" if kinds == {Kind.ACTION} else "thing")
    numbers = Counter((item.due_on < on) - (item.due_on > on) for item in told if item.kind not in NEWS)
    parts = [(numbers[1], "overdue"), (numbers[0], "due today")]
    whole = next((word for number, word in parts if number == len(told)), "")
    detail = ", ".join(f"{number} {word}" for number, word in parts if number)
    soon = " due soon" if numbers else " changed hands"
    when = f" {whole}" if whole else f" due: {detail}" if detail else soon
    where = places[0] if len(places) == 1 else count(len(places), "council")
    return f"{what}{when} – {where}, {long_date(on)}"


def blocks(
    told: Sequence[Told],
    councils: dict[int, Council],
    places: dict[int, str],
    changed: Sequence[alerts.Found],
    *,
    on: datetime.date,
) -> list[dict[str, Any]]:
    """By council (named when there are several), then by what there is to do, soonest first; alerts after all that."""
    ids = _council_ids(told)
    out: list[dict[str, Any]] = [{"text": "Each link opens the page where you do it."}] if told else []
    for council_id in ids:
        here = lines([item for item in told if item.council_id == council_id], councils, on=on)
        for group in dict.fromkeys(line.group for line in here):
            out.append({"heading": group if len(ids) == 1 else f"{places[council_id]}: {lower_first(group)}"})
            out.append({"list": [_item(line) for line in here if line.group == group]})
    for found in changed:
        out.append({"heading": found.kind.heading})
        out.append({"text": ASKED})
        out.append({"list": [_alert(found.kind, alert) for alert in found.changed]})
    out.append({"action": _main_link(told, [councils[pk] for pk in ids])})
    return out


def _item(line: Line) -> dict[str, str]:
    """A title that looks as if it told of a child stays behind the sign-in: e-mail is read on telephones and forwarded."""
    told = line.told
    text = line.text
    if clues_in(text):
        text = f"{told.ref or Kind(told.kind).label} (its title is on the page)"
    return {"text": one_line(text), "note": one_line(line.note), "href": absolute(line.path)}


def _alert(kind: alerts.Alerts, alert: alerts.Alert) -> dict[str, str]:
    text = f"A {kind.name} (its name is on the page)" if clues_in(alert.text) else alert.text
    return {"text": one_line(text), "note": alert.note, "href": absolute(alert.path)}


def _main_link(told: Sequence[Told], councils: Sequence[Council]) -> dict[str, str]:
    if not told:
        return {"text": "Choose what you are told of", "href": absolute(reverse("reminders:preferences"))}
    if len(councils) == 1 and {item.kind for item in told} <= {Kind.ACTION, Kind.CUT_OFF}:
        page = reverse("actions:mine", kwargs={"council_slug": councils[0].slug})
        return {"text": "Open my actions", "href": absolute(page)}
    return {"text": "Open your tasks", "href": absolute(reverse("reminders:tasks"))}


def _council_ids(told: Iterable[Told]) -> list[int]:
    return list(dict.fromkeys(item.council_id for item in sorted(told, key=lambda item: item.due_on)))


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def one_line(text: str) -> str:
    """A name or title as it may stand in a header or on a line of its own: no line ends, no control characters, none of
    the invisible ones that turn text round."""
    shown = "".join(
        " " if unicodedata.category(c) in _BREAKS else c for c in text if unicodedata.category(c) != "Cf"
    )
    return " ".join(shown.split())


_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})
