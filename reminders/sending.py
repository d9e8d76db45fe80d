"""Sends what waits: claims a batch, writes each e-mail, hands it over, marks it. No transaction is open meanwhile.

Between handing over and marking a worker may die. The e-mail is then sent again with the same reference: a provider
that honours it delivers once; plain SMTP may deliver twice, once for each such death, and the log says so.
"""

from __future__ import annotations

import datetime
import logging
import smtplib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from councils import outbox, scope
from councils.outbox import OutboxState

from . import letters
from .models import Digest, Reminder

log = logging.getLogger(__name__)

BATCH = 50
LEASE = datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


@dataclass
class Sent:
    """What a run did: handed over, failed (tried again later, or parked), and with nothing left to say."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0
    trouble: bool = False  # the provider takes no mail now

    def __iadd__(self, other: Sent) -> Sent:
        self.sent += other.sent
        self.failed += other.failed
        self.dropped += other.dropped
        self.trouble |= other.trouble
        return self


class ProviderTrouble(Exception):
    """The provider does not take mail now: no use in trying the rest of the batch."""


class PutOff(Exception):
    """The provider does not take this e-mail now; it may take others."""


class Refused(Exception):
    """The provider will never take this e-mail."""


def send_waiting(*, on: datetime.date, batches: int | None = None) -> Sent:
    """Send what waits, batch after batch, until nothing is left (or `batches` are done, or the provider is down)."""
    total = Sent()
    while not total.trouble and (batches is None or batches > 0):
        now = timezone.now()
        rows = outbox.claim(
            Digest.objects.filter(for_on=on).select_related("recipient"), limit=BATCH, lease=LEASE, now=now
        )
        if not rows:
            break
        total += send_batch(rows, on=on)
        batches = None if batches is None else batches - 1
    return total


def send_batch(rows: list[Digest], *, on: datetime.date) -> Sent:
    """Send claimed e-mails over one connection. Trouble with the provider gives the rest of the batch back."""
    done = Sent()
    provider = Provider()
    everywhere = scope.all_councils()
    try:
        for place, digest in enumerate(rows):
            if not outbox.begin(digest, lease=LEASE, now=timezone.now()):
                continue
            try:
                if _send(digest, provider, on=on, everywhere=everywhere):
                    done.sent += 1
                else:
                    done.dropped += 1
            except Refused as refused:
                done.failed += 1
                outbox.park(digest, str(refused), now=timezone.now())
            except PutOff as reason:
                done.failed += 1
                outbox.fail(digest, str(reason), now=timezone.now())
            except ProviderTrouble as trouble:
                done.failed += 1
                done.trouble = True
                log.warning("E-mail %s not sent: %s", digest.reference, trouble)
                outbox.fail(digest, str(trouble), now=timezone.now())
                outbox.release(rows[place + 1 :])
                break
            except Exception as problem:  # one e-mail that cannot be written must not hold up the others
                done.failed += 1
                log.exception("E-mail %s could not be written", digest.reference)
                outbox.fail(
                    digest, f"It could not be written ({type(problem).__name__}).", now=timezone.now()
                )
    finally:
        provider.close()
    return done


def _send(digest: Digest, provider: Provider, *, on: datetime.date, everywhere: scope.Scope) -> bool:
    if digest.attempts > 1 and not digest.error:
        log.warning("E-mail %s: its last try ended without an answer; trying again", digest.reference)
    letter = letters.write(digest, on=on)
    if letter.subject:
        provider.send(message(digest, letter))
    _mark(digest, letter, everywhere=everywhere)
    return bool(letter.subject)


def _mark(digest: Digest, letter: letters.Letter, *, everywhere: scope.Scope) -> None:
    """Mark the e-mail as done, and each reminder that it left out with the reason, in one transaction.

    It may have left out reminders of a council that the recipient may no longer see: hence the wider scope.
    """
    with scope.entered(everywhere):
        for why in sorted(set(letter.left_out.values())):
            ids = [pk for pk, reason in letter.left_out.items() if reason == why]
            Reminder.objects.filter(id__in=ids).update(dropped_why=why)
        seen = letter.carried | letter.left_out.keys()
        unseen = Reminder.objects.filter(digest=digest, dropped_why="").exclude(id__in=seen)
        unseen.update(dropped_why="No longer has a role in this council")
        if letter.subject:
            outbox.finish(digest, now=timezone.now())
        else:
            outbox.finish(
                digest, now=timezone.now(), state=OutboxState.DROPPED, error="Nothing was left to say."
            )


def message(digest: Digest, letter: letters.Letter) -> EmailMultiAlternatives:
    """Both parts, and the reference by which a provider knows a repeated try."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[digest.recipient.email],
        headers={
            "Message-ID": f"<{digest.reference}@{host}>",
            "X-Reference": str(digest.reference),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


class Provider:
    """The mail server, over one connection that is opened when first needed."""

    def __init__(self) -> None:
        self.connection: Any = None

    def send(self, mail: EmailMultiAlternatives) -> None:
        """Hand one e-mail over, or raise Refused or ProviderTrouble with the reason in words."""
        try:
            if self.connection is None:
                self.connection = get_connection()
                self.connection.open()
            self.connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()), (0, b""))
            raise _by_code(code, words) from None
        except smtplib.SMTPDataError as refused:
            raise _by_code(refused.smtp_code, refused.smtp_error) from None
        except smtplib.SMTPException as trouble:
            self.close()
            raise ProviderTrouble(f"The mail server did not take it ({type(trouble).__name__}).") from None
        except TimeoutError:
            self.close()
            raise ProviderTrouble("The mail server did not answer in time.") from None
        except OSError as trouble:
            self.close()
            raise ProviderTrouble(
                f"The mail server could not be reached ({trouble.strerror or trouble})."
            ) from None

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                log.info("The mail server had hung up already")


def _by_code(code: int, words: bytes | str) -> Exception:
    """RFC 5321: 5xx is for good, 4xx for now; 421 says that the server is closing down."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    said = letters.one_line(f"{code} {text}")  # another's words: they go into our log
    if code == 421:
        return ProviderTrouble(f"The mail server is not available: {said}")
    if 500 <= code < 600:
        return Refused(f"The mail server refused it: {said}")
    return PutOff(f"The mail server put it off: {said}")
