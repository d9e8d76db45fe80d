"""What GOV.UK Notify says later of an e-mail that it took. Told twice, late or out of order, it changes nothing it should not:
what happened later by Notify's clock wins, and each fact counts once."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from councils import addresses, outbox, scope
from councils.models import Invitation
from councils.models.mail import Delivery, OutgoingMail

from ..models import Digest

LATER = datetime.timedelta(minutes=5)  # how far Notify's clock may be ahead of ours


class NotUnderstood(Exception):
    """The callback is not what Notify's documentation describes."""


@dataclass(frozen=True)
class Said:
    reference: uuid.UUID
    provider_id: str
    state: str
    at: datetime.datetime


def read(body: object, *, now: datetime.datetime) -> Said | None:
    """None for what does not matter here: a state on the way, a text message, another's reference."""
    if not isinstance(body, dict):
        raise NotUnderstood("A JSON object is wanted.")
    if body.get("status") not in Delivery or body.get("notification_type") != "email":
        return None
    try:
        reference = uuid.UUID(str(body.get("reference")))
    except ValueError:
        return None
    try:
        at = datetime.datetime.fromisoformat(str(body["completed_at"]))
        provider_id = str(uuid.UUID(str(body["id"])))
    except (KeyError, ValueError):
        raise NotUnderstood("id and completed_at are wanted.") from None
    if at.tzinfo is None or at > now + LATER:
        raise NotUnderstood("completed_at is not a moment that has been.")
    return Said(reference, provider_id, str(body["status"]), at)


def take(said: Said, *, now: datetime.datetime) -> bool:
    """Note it with the e-mail. An address that does not exist is flagged; what Notify could not send is sent again. False
    when nothing changed."""
    with scope.entered(scope.all_councils()):
        return any(_take(model, said, now=now) for model in (Digest, Invitation))


@transaction.atomic
def _take(model: type[OutgoingMail], said: Said, *, now: datetime.datetime) -> bool:
    """One statement decides, so that two of the same at once count once."""
    rows = model._default_manager.filter(
        Q(provider="", provider_id="") | Q(provider="notify", provider_id=said.provider_id),
        Q(delivery_at=None) | Q(delivery_at__lt=said.at),
        reference=said.reference,
        attempts__gte=1,  # what was never tried cannot have arrived
    )
    if not rows.update(
        delivery=said.state, delivery_at=said.at, provider="notify", provider_id=said.provider_id
    ):
        return False
    mail = model._default_manager.get(reference=said.reference)
    if said.state == Delivery.PERMANENT_FAILURE:
        addresses.flag(mail.to, why="GOV.UK Notify says that it does not exist.", at=said.at)
    elif said.state == Delivery.TECHNICAL_FAILURE:
        send_again(mail, now=now + outbox.wait_after(mail.attempts), attempts=mail.attempts)
    return True


def send_again(mail: OutgoingMail, *, now: datetime.datetime, attempts: int = 0) -> bool:
    """A new e-mail in place of one that did not arrive: with a reference of its own, because the provider has the old one.
    One of an earlier day moves to the next e-mail of its reader. False when it is on its way already."""
    return outbox.reopen(
        mail, now=now, attempts=attempts, reference=uuid.uuid4(), provider="", provider_id="",
        delivery="", delivery_at=None, error="It did not arrive; sent again." if mail.delivery else "",
    )  # fmt: skip
