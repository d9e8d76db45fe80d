"""Bounces that come back to a mail server as messages (delivery status notifications, RFC 3464): what a message says, and
what becomes of the e-mail that it is about.

It is taken only for an e-mail that we sent, known by the random reference in its returned headers, and only for the address
that it went to. A message that anybody makes up changes nothing; so does the same one a second time.
"""

from __future__ import annotations

import datetime
import email
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from typing import Any

from django.db import transaction

from councils import addresses, scope
from councils.models import EmailAtOnce, Invitation
from councils.models.mail import Delivery
from councils.outbox import OutboxState

from ..letters import one_line
from ..models import Digest
from .mail_server import NO_SUCH_ADDRESS

LARGEST = 10 * 1024 * 1024  # bytes; what is longer is no notification
_REFERENCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_STATUS = re.compile(r"[45]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Bounce:
    """An e-mail was given up by the mail servers on its way: to an address that does not exist, or for another reason."""

    reference: uuid.UUID
    to: str
    status: str  # RFC 3463, such as 5.1.1
    said: str  # in another's words
    at: datetime.datetime

    @property
    def no_such_address(self) -> bool:
        return bool(NO_SUCH_ADDRESS.search(self.status))

    @property
    def delivery(self) -> Delivery:
        """A 4 after days of trying is a mailbox that took nothing; another 5 may be a filter of the receiver's."""
        if self.no_such_address:
            return Delivery.PERMANENT_FAILURE
        return Delivery.TEMPORARY_FAILURE if self.status[0] == "4" else Delivery.TECHNICAL_FAILURE

    @property
    def words(self) -> str:
        return one_line(f"It came back: {self.status} {self.said}")[:200]


def read(content: bytes, *, now: datetime.datetime) -> list[Bounce]:
    """What was given up. Empty for what is no notification, for one of a delay, and for what is not about an e-mail of
    ours. A mail server that speaks of next year is not believed."""
    if len(content) > LARGEST:
        return []
    try:
        message = email.message_from_bytes(content, policy=policy.default)
        reference = _reference(message)
        if reference is None or not _is_notification(message):
            return []
        at = _moment(message, now=now)
        return [
            Bounce(reference, to, status, said, at)
            for to, status, said in (_said(fields) for fields in _recipients(message))
            if to
        ]
    except (
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        RecursionError,
    ):  # what a hostile message makes of the parser
        return []


def take(bounce: Bounce) -> bool:
    """Note it with the e-mail, and flag the address where there is no such mailbox. False when nothing changed."""
    with scope.entered(scope.all_councils()):
        return any(_take(rows, bounce) for rows in _sent(bounce))


def _sent(bounce: Bounce) -> Iterator[Any]:
    """The e-mails of this reference that were handed over to that address, and of which nothing is known yet."""
    for model in (Digest, Invitation):
        yield model._default_manager.filter(
            **{f"{model.address}__iexact": bounce.to},
            reference=bounce.reference,
            provider="smtp",
            state=OutboxState.DONE,
            delivery="",
        )
    yield EmailAtOnce.objects.filter(
        reference=bounce.reference, recipient__email__iexact=bounce.to, state=OutboxState.DONE, delivery=""
    )


@transaction.atomic
def _take(rows: Any, bounce: Bounce) -> bool:
    """One statement decides, so that two of the same at once count once."""
    ids = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    noted = {"why" if rows.model is EmailAtOnce else "error": bounce.words}
    if not rows.model._default_manager.filter(pk__in=ids).update(
        delivery=bounce.delivery, delivery_at=bounce.at, **noted
    ):
        return False
    if bounce.no_such_address:
        addresses.flag(bounce.to, why=bounce.words, at=bounce.at)
    return True


def _is_notification(message: Message) -> bool:
    return (
        message.get_content_type() == "multipart/report"
        and str(message.get_param("report-type")).lower() == "delivery-status"
    )


def _recipients(message: Message) -> Iterator[Message]:
    """The fields of each recipient: the blocks after the first, which is about the message."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            yield from (block for block in blocks[1:] if isinstance(block, Message))  # type: ignore[union-attr, index]


def _said(fields: Message) -> tuple[str, str, str]:
    """Address, status and words of one recipient for whom it was given up; an empty address for any other."""
    status = _STATUS.search(str(fields.get("Status", "")))
    if str(fields.get("Action", "")).strip().lower() != "failed" or status is None:
        return "", "", ""
    recipient = str(fields.get("Original-Recipient") or fields.get("Final-Recipient") or "")
    address = recipient.rpartition(";")[2].strip().strip("<>")
    return address, status[0], str(fields.get("Diagnostic-Code", "")).partition(";")[2].strip()


def _reference(message: EmailMessage) -> uuid.UUID | None:
    """Of the e-mail that is returned, whole or its headers alone."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            returned: Any = part.get_payload(0)
        elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
            returned = email.message_from_string(str(part.get_payload()), policy=policy.default)
        else:
            continue
        found = _REFERENCE.search(f"{returned.get('X-Reference', '')} {returned.get('Message-ID', '')}")
        if found:
            return uuid.UUID(found[0])
    return None


def _moment(message: Message, *, now: datetime.datetime) -> datetime.datetime:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return now
    return min(at, now) if at.tzinfo else now
