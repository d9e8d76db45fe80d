"""Sends what waits: claims a batch, writes each e-mail, hands it over, marks it. No transaction is open meanwhile.

Between handing over and marking a worker may die. The e-mail is then tried again with the same reference: GOV.UK Notify is
asked first whether it has it; plain SMTP cannot be asked and may deliver twice, once for each such death, and the log says so.
"""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from councils import addresses, invitations, outbox, scope
from councils.models import Invitation
from councils.models.mail import OutgoingMail
from councils.outbox import OutboxState

from . import alerts, delivery, letters
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


def send_waiting(
    *, on: datetime.date, batches: int | None = None, until: datetime.datetime | None = None
) -> Sent:
    """Send the day's e-mails that wait, batch after batch, until nothing is left (or `batches` are done, or it is `until`, or
    the provider is down)."""
    total = Sent()
    while not total.trouble and (batches is None or batches > 0):
        now = timezone.now()
        if until and now >= until:
            break
        waiting = Digest.objects.filter(for_on=on).sendable().select_related("recipient")
        rows = outbox.claim(waiting, limit=BATCH, lease=LEASE, now=now)
        if not rows:
            break
        total += send_batch(rows, on=on, until=until)
        batches = None if batches is None else batches - 1
    return total


def send_invitations(*, on: datetime.date) -> Sent:
    """Send every invitation that waits, at any hour: somebody sits beside the telephone."""
    total = Sent()
    while not total.trouble:
        with scope.entered(scope.all_councils()):
            waiting = Invitation.objects.sendable().select_related("membership__user", "membership__council")
            rows = outbox.claim(waiting, limit=BATCH, lease=LEASE, now=timezone.now())
        if not rows:
            break
        total += send_batch(rows, on=on)
    return total


def send_batch(rows: list[Any], *, on: datetime.date, until: datetime.datetime | None = None) -> Sent:
    """Send claimed e-mails over one connection. The rest of the batch is given back when the provider is in trouble, or
    when it is `until`."""
    batch = _Batch(on)
    try:
        for place, mail in enumerate(rows):
            batch.send(mail)
            if batch.done.trouble or (until and timezone.now() >= until):
                with scope.entered(batch.everywhere):
                    outbox.release(rows[place + 1 :])
                break
    finally:
        batch.provider.close()
    return batch.done


class _Batch:
    """One connection, and what came of it. What is noted of an e-mail is noted in a scope of all councils: an invitation
    is a row of one, and a day's e-mail may have left out reminders of a council that its reader may no longer see."""

    def __init__(self, on: datetime.date) -> None:
        self.on, self.done = on, Sent()
        self.provider = delivery.provider()
        self.everywhere = scope.all_councils()

    def send(self, mail: OutgoingMail) -> None:
        with scope.entered(self.everywhere):
            if not outbox.begin(mail, lease=LEASE, now=timezone.now()):
                return
        try:
            if self._hand_over(mail):
                self.done.sent += 1
            else:
                self.done.dropped += 1
            return
        except delivery.Refused as refused:
            problem, note = str(refused), outbox.park
            if refused.bounced:
                self._flag(mail, problem)
                note = outbox.put_off  # it waits until somebody says that the address works
        except delivery.PutOff as reason:
            problem, note = str(reason), outbox.fail
        except delivery.ProviderTrouble as trouble:
            problem, note = str(trouble), outbox.put_off
            self.done.trouble = True
            log.warning("E-mail %s not sent: %s", mail.reference, trouble)
        except Exception as mistake:  # one e-mail that cannot be written must not hold up the others
            problem, note = f"It could not be written ({type(mistake).__name__}).", outbox.fail
            log.exception("E-mail %s could not be written", mail.reference)
        self.done.failed += 1
        with scope.entered(self.everywhere):
            note(mail, problem, now=timezone.now())

    def _hand_over(self, mail: OutgoingMail) -> bool:
        """False when nothing was left to say."""
        if mail.attempts > 1:
            if not mail.error:
                log.warning("E-mail %s: its last try ended without an answer; trying again", mail.reference)
            found = self.provider.find(mail.reference)
            if found:
                self._finish(mail, found)
                return True
        letter = self._write(mail)
        if letter.subject:
            message = delivery.Message(mail.reference, mail.to, letter.subject, letter.text, letter.html)
            provider_id = self.provider.send(message)
        with scope.entered(self.everywhere):
            if isinstance(letter, letters.Letter) and isinstance(mail, Digest):
                _note_what_was_left_out(mail, letter)
                alerts.looked(mail.recipient_id, letter.looked_at, on=self.on)
            if letter.subject:
                self._finish(mail, provider_id)
            elif isinstance(mail, Digest) and not Reminder.objects.filter(digest=mail).exists():
                mail.delete()  # made to look for changes, of which there are none: the day's e-mail is still to come
            else:
                now = timezone.now()
                outbox.finish(mail, now=now, state=OutboxState.DROPPED, error="Nothing was left to say.")
        return bool(letter.subject)

    def _write(self, mail: OutgoingMail) -> letters.Letter | invitations.Letter:
        if isinstance(mail, Digest):
            return letters.write(mail, on=self.on)
        assert isinstance(mail, Invitation)
        with scope.entered(self.everywhere):
            return invitations.write(mail, on=self.on)

    def _finish(self, mail: OutgoingMail, provider_id: str) -> None:
        with scope.entered(self.everywhere):
            outbox.finish(mail, now=timezone.now(), provider=self.provider.name, provider_id=provider_id)

    def _flag(self, mail: OutgoingMail, why: str) -> None:
        with scope.entered(self.everywhere):
            addresses.flag(mail.to, why=why, at=timezone.now())


def _note_what_was_left_out(digest: Digest, letter: letters.Letter) -> None:
    for why in sorted(set(letter.left_out.values())):
        ids = [pk for pk, reason in letter.left_out.items() if reason == why]
        Reminder.objects.filter(id__in=ids).update(dropped_why=why)
    seen = letter.carried | letter.left_out.keys()
    unseen = Reminder.objects.filter(digest=digest, dropped_why="").exclude(id__in=seen)
    unseen.update(dropped_why="No longer has a role in this council")
