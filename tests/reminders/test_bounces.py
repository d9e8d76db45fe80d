"""What comes back to a mail server, and what went at once: noted where people look, and only what is true."""

from __future__ import annotations

import io
import json
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from councils.models import BouncedAddress, Council, EmailAtOnce, User
from councils.models.mail import Delivery
from reminders.models import Digest
from reviews import incident_mail
from reviews.models import IncidentMail
from tests import factories

pytestmark = pytest.mark.django_db


def notification(
    reference: object, to: str, *, status: str = "5.1.1", action: str = "failed", returned: str = "headers"
) -> bytes:
    """As Postfix writes it (RFC 3464)."""
    headers = f"From: noticeboard@example.test\nTo: {to}\nMessage-ID: <{reference}@example.test>\nX-Reference: {reference}\n"
    kind = "text/rfc822-headers" if returned == "headers" else "message/rfc822"
    return (
        "From: MAILER-DAEMON@mx.example.test\nDate: Sun, 22 Nov 2026 09:00:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nI am sorry to say that it could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.test\n\n"
        f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 No such user\n\n"
        f"--b\nContent-Type: {kind}\n\n{headers}\n--b--\n"
    ).encode()


def take(content: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    out = io.StringIO()
    call_command("take_bounce", stdout=out)
    return int(json.loads(out.getvalue())["noted"])


@pytest.fixture
def digest(ambridge: Council, officer: User) -> Digest:
    digest = factories.DigestFactory(recipient=officer, provider="smtp")
    factories.ReminderFactory(council=ambridge, digest=digest)
    return digest


@pytest.mark.parametrize("returned", ["headers", "whole"])
def test_a_hard_failure_flags_the_address_and_shows_the_lead_the_failed_email(
    client: Any, digest: Digest, officer: User, lead: User, monkeypatch: pytest.MonkeyPatch, returned: str
) -> None:
    bounce = notification(digest.reference, officer.email.upper(), returned=returned)
    assert take(bounce, monkeypatch) == 1
    assert BouncedAddress.objects.flagged().get().email == officer.email.lower()
    client.force_login(lead)
    page = client.get("/councils/ambridge/reminders/").content.decode()
    assert "Did not arrive" in page and "It came back: 5.1.1 550 No such user" in page
    assert take(bounce, monkeypatch) == 0  # the same again


@pytest.mark.parametrize(
    ("status", "delivery"),
    [("5.7.1", Delivery.TECHNICAL_FAILURE), ("4.4.7", Delivery.TEMPORARY_FAILURE)],
)
def test_a_filter_or_a_full_mailbox_fails_the_email_and_flags_nobody(
    digest: Digest, officer: User, monkeypatch: pytest.MonkeyPatch, status: str, delivery: str
) -> None:
    assert take(notification(digest.reference, officer.email, status=status), monkeypatch) == 1
    digest.refresh_from_db()
    assert (digest.delivery, BouncedAddress.objects.count()) == (delivery, 0)


def test_what_is_delayed_forged_or_no_notification_changes_nothing(
    digest: Digest, officer: User, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = notification(digest.reference, officer.email)
    for content in (
        notification(digest.reference, officer.email, action="delayed", status="4.4.1"),
        notification(digest.reference, officer.email, action="delivered", status="2.0.0"),
        notification(uuid.uuid4(), officer.email),  # no e-mail of ours
        notification(digest.reference, lead.email),  # not to whom it went
        good.replace(b"multipart/report", b"multipart/mixed"),
        good.replace(b"delivery-status", b"disposition-notification"),
        good[: len(good) // 2],
        b"",
        b"\xff\x00" * 500,
        b"Content-Type: multipart/report; report-type=delivery-status\n\nnothing",
    ):
        assert take(content, monkeypatch) == 0
    Digest.objects.update(provider="notify")  # who took it says itself what became of it
    assert take(good, monkeypatch) == 0
    Digest.objects.update(provider="smtp", state="waiting")  # not handed over yet
    assert take(good, monkeypatch) == 0
    assert BouncedAddress.objects.count() == 0


def test_the_email_goes_out_with_the_address_for_bounces(officer: User, settings: Any) -> None:
    settings.BOUNCE_ADDRESS = "bounces@example.test"
    from reminders.delivery import Message
    from reminders.delivery.mail_server import MailServer

    MailServer().send(Message(uuid.uuid4(), officer.email, "Subject", "Text", "<p>Text</p>"))
    (message,) = mail.outbox
    assert message.from_email == "bounces@example.test"  # the envelope
    assert message.message()["From"] == settings.DEFAULT_FROM_EMAIL


# -- e-mails that go at once


@pytest.fixture
def incident(ambridge: Council, lead: User) -> IncidentMail:
    incident = factories.IncidentFactory(council=ambridge, given_by=lead)
    return factories.IncidentMailFactory(council=ambridge, incident=incident)


LOG = "/councils/ambridge/reminders/at-once/"
API = "/api/v1/councils/ambridge/emails-at-once/"


def test_an_email_that_went_at_once_is_in_the_send_log_of_those_who_may_read_what_it_is_about(
    client: Any, incident: IncidentMail, lead: User, administrator: User, outsider: User, case_lead: User
) -> None:
    assert incident_mail.send_waiting() == 1
    client.force_login(lead)
    page = client.get(LOG).content.decode()
    assert "Notice of a serious incident: Ambridge" in page and "Department for Education" in page
    assert case_lead.name not in page and case_lead.email not in page
    (row,) = client.get(API).json()["results"]
    assert (row["person"], row["state"], row["state_words"]) == ("Department for Education", "sent", "Sent")
    client.force_login(administrator)
    assert "serious incident: Ambridge" not in client.get(LOG).content.decode()
    assert client.get(API).json()["results"] == []
    client.force_login(outsider)
    assert client.get(LOG).status_code == 404


def test_one_that_failed_says_so_until_it_is_sent(
    client: Any, incident: IncidentMail, lead: User, request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident_mail.send_waiting()
    client.force_login(lead)
    page = client.get(LOG).content.decode()
    assert "To be tried again" in page and "Nobody is the Department’s case lead today" in page
    case_lead = request.getfixturevalue("case_lead")
    monkeypatch.setattr("django.core.mail.EmailMessage.send", _broken)
    _again(incident)
    assert "The mail server did not take it (OSError)" in client.get(LOG).content.decode()
    monkeypatch.undo()
    _again(incident)
    found = list(EmailAtOnce.objects.values_list("recipient__name", "state", "why"))
    assert found == [(case_lead.name, "done", "")]


def _broken(*args: Any, **kwargs: Any) -> None:
    raise OSError("gone")


def _again(row: IncidentMail) -> None:
    IncidentMail.objects.filter(pk=row.pk).update(next_try_at=timezone.now())
    incident_mail.send_waiting()


def test_a_bounce_of_one_that_went_at_once_is_noted_there(
    incident: IncidentMail, case_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident_mail.send_waiting()
    assert take(notification(incident.reference, case_lead.email), monkeypatch) == 1
    row = EmailAtOnce.objects.get()
    assert (row.log_state, row.why) == ("undelivered", "It came back: 5.1.1 550 No such user")
    assert BouncedAddress.objects.flagged().filter(email=case_lead.email.lower()).exists()
