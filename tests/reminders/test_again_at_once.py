"""An e-mail that went at once and was given up is sent again when the lead asks; the log says what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone

from config.celery import app
from councils import at_once, outbox
from councils.models import AuditEvent, Council, EmailAtOnce, User
from councils.models.mail import OutgoingMail
from councils.permissions import Role
from councils.refusal import Refused
from reminders.delivery import again
from reports import ready_mail
from reviews import incident_mail
from reviews.models import IncidentMail
from tests import factories
from tests.conftest import member

pytestmark = pytest.mark.django_db
LOG = "/councils/ambridge/reminders/at-once/"
API = "/api/v1/councils/ambridge/emails-at-once/"


@pytest.fixture
def email(ambridge: Council, lead: User) -> EmailAtOnce:
    """Nobody was case lead; after ten tries it was given up."""
    incident = factories.IncidentFactory(council=ambridge, given_by=lead)
    row = factories.IncidentMailFactory(council=ambridge, incident=incident, attempts=outbox.MAX_ATTEMPTS - 1)
    incident_mail.send_waiting()
    row.refresh_from_db()
    assert row.state == "parked"
    return EmailAtOnce.objects.get()


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_lead_has_one_that_was_given_up_sent_again(
    client: Client, email: EmailAtOnce, lead: User, request: Any
) -> None:
    client.force_login(lead)
    address = f"{LOG}{email.pk}/send-again/"
    assert address in text(client.get(LOG))
    page = text(client.get(address))
    assert ("Send this email again?" in page, "Nobody is the Department’s case lead today" in page) == (
        True,
        True,
    )
    assert client.post(address)["Location"] == LOG
    assert address not in text(client.get(LOG))
    event = AuditEvent.objects.get(verb="asked for an email to be sent again")
    # read by more people than notices of incidents are
    assert (event.by, event.council, event.about) == (lead, email.council, "An email sent at once")
    case_lead = request.getfixturevalue("case_lead")
    assert incident_mail.send_waiting() == 1
    assert mail.outbox[0].to == [case_lead.email]
    (row,) = EmailAtOnce.objects.with_ours()
    assert (row.log_state, row.recipient, row.why) == ("sent", case_lead, "")
    assert row.reference == IncidentMail.objects.get().reference != email.reference


def test_one_that_nobody_needs_any_more_goes_to_nobody_and_the_log_says_why(
    ambridge: Council, lead: User
) -> None:
    """Who had asked for a report has left since."""
    run = factories.ReportRunFactory(council=ambridge)
    row = factories.ReadyMailFactory(
        council=ambridge, run=run, recipient=factories.UserFactory(), state="parked"
    )
    email = factories.EmailAtOnceFactory(
        council=ambridge, reference=row.reference, recipient=row.recipient, state="parked"
    )
    again.send_at_once_again(email, by=lead, now=timezone.now())
    assert ready_mail.send_waiting() == 0
    email.refresh_from_db()
    assert (email.log_state, email.why, mail.outbox) == ("dropped", ready_mail.NOBODY, [])


def test_what_has_arrived_or_is_on_its_way_is_not_sent_again(
    client: Client, email: EmailAtOnce, lead: User
) -> None:
    again.send_at_once_again(email, by=lead, now=timezone.now())
    with pytest.raises(Refused, match="has not failed"):  # a second person who pressed the same button
        again.send_at_once_again(email, by=lead, now=timezone.now())
    client.force_login(lead)
    address = f"{LOG}{email.pk}/send-again/"
    assert "This email cannot be sent again" in text(client.get(address))
    assert "This email has not failed" in text(client.post(address, follow=True))


def test_nobody_gets_it_twice_because_it_came_back_from_another(
    email: EmailAtOnce, lead: User, case_lead: User
) -> None:
    EmailAtOnce.objects.filter(pk=email.pk).update(state="done", delivery="temporary-failure")
    factories.EmailAtOnceFactory(council=email.council, reference=email.reference, recipient=case_lead)
    email.refresh_from_db()
    with pytest.raises(Refused, match="Others have this email already"):
        again.send_at_once_again(email, by=lead, now=timezone.now())


def test_to_an_address_that_bounces_or_of_a_cause_that_is_gone_nothing_goes(
    email: EmailAtOnce, lead: User, case_lead: User
) -> None:
    EmailAtOnce.objects.filter(pk=email.pk).update(
        state="done", delivery="permanent-failure", recipient=case_lead
    )
    bounced = factories.BouncedAddressFactory(email=case_lead.email.lower())
    email.refresh_from_db()
    assert again.why_not_at_once(email) == again.HELD_AT_ONCE
    bounced.delete()
    assert again.why_not_at_once(email) == ""
    IncidentMail.objects.all().delete()
    assert again.why_not_at_once(email) == again.NO_CAUSE


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR, Role.BOARD_MEMBER, Role.LEAD_MEMBER])
def test_others_send_nothing_again(client: Client, ambridge: Council, email: EmailAtOnce, role: Role) -> None:
    client.force_login(member(ambridge, role))
    assert client.post(f"{LOG}{email.pk}/send-again/").status_code == 403
    assert client.post(f"{API}{email.pk}/send-again/").status_code == 403


def test_who_may_not_read_what_it_is_about_and_another_council_find_none(
    client: Client, email: EmailAtOnce, administrator: User, outsider: User
) -> None:
    for person in (administrator, outsider):
        client.force_login(person)
        assert client.post(f"{LOG}{email.pk}/send-again/").status_code == 404
    other = LOG.replace("ambridge", "borchester")
    assert client.post(f"{other}{email.pk}/send-again/").status_code == 404
    assert EmailAtOnce.objects.get().state == "parked"


def test_the_api_sends_it_again(client: Client, email: EmailAtOnce, lead: User) -> None:
    client.force_login(lead)
    (row,) = client.get(API).json()["results"]
    assert (row["id"], row["state"]) == (email.pk, "failed")
    answer = client.post(f"{API}{email.pk}/send-again/")
    assert (answer.status_code, answer.json()["state"]) == (200, "retry")
    assert client.post(f"{API}{email.pk}/send-again/").status_code == 409


def test_every_outbox_of_such_emails_is_known() -> None:
    """One that was forgotten could not be sent again."""
    wanted = {
        model
        for model in apps.get_models()
        if issubclass(model, outbox.OutboxRow)
        and hasattr(model, "reference")
        and not issubclass(model, OutgoingMail)
    }
    assert set(at_once._QUEUES) == wanted
    app.loader.import_default_modules()
    assert {task for task in at_once._QUEUES.values() if task not in app.tasks} == set()
