"""Notice of a serious incident: given by the council, mailed to the Department's case leads at once, acknowledged."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from councils import audit
from councils.child_data import clues_in_all, in_words
from councils.models import Council, User
from councils.outbox import wake_on_commit
from councils.refusal import Refused

from .models import Incident, IncidentMail
from .numbering import next_of


@transaction.atomic
def give_notice(
    council: Council, *, by: User, now: datetime.datetime, happened_on: datetime.date, what: str, contact: str
) -> Incident:
    """The Department is told in the same moment: the e-mail is a row of the outbox in this transaction. The same twice
    (a double click) is one, returned again."""
    _refuse_children(what, contact)
    if happened_on > timezone.localdate(now):
        raise Refused("The day of the incident must be today or in the past.")
    facts = {"happened_on": happened_on, "what": what.strip(), "contact": contact.strip(), "given_by": by}
    number = next_of(Incident, council.pk)
    again = Incident.objects.unacknowledged().filter(council=council, **facts).first()
    if again is not None:
        return again  # type: ignore[no-any-return]
    incident = Incident.objects.create(council=council, number=number, given_at=now, **facts)
    IncidentMail.objects.create(council=council, incident=incident, next_try_at=now)
    wake_on_commit("reviews.tasks.send_incident_mails")
    _sign("gave notice of a serious incident", incident, by)
    return incident


@transaction.atomic
def acknowledge(incident: Incident, *, by: User, now: datetime.datetime, answer: str = "") -> None:
    """The Department knows. What it says goes to the council, so it tells nothing of a child either."""
    _refuse_children(answer)
    incident.refresh_from_db(from_queryset=Incident.objects.select_for_update())
    if incident.acknowledged_at is not None:
        raise Refused("This notice is acknowledged already.")
    incident.acknowledged_at, incident.acknowledged_by, incident.answer = now, by, answer.strip()
    incident.save(update_fields=["acknowledged_at", "acknowledged_by", "answer"])
    _sign("acknowledged a serious incident", incident, by)


def _refuse_children(*texts: str) -> None:
    """No box to tick here: what looks like a child has to be taken out."""
    clues = clues_in_all(texts)
    if clues:
        raise Refused(
            f"This looks as if it holds {in_words(clues)}. Take it out: the notice says only what kind of incident it"
            " was, and whom to ask."
        )


def _sign(verb: str, incident: Incident, by: User) -> None:
    audit.record(
        verb, council_id=incident.council_id, about=incident, by=by, link=incident.get_absolute_url()
    )
