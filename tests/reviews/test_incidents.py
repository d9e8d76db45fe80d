"""Notice of a serious incident: given at once, with nothing of a child, mailed to the case lead, acknowledged."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import InternalError, transaction
from django.test import Client
from django.utils import timezone

from councils import scope
from councils.models import AuditEvent, Council, User
from councils.outbox import OutboxState
from councils.permissions import Role
from councils.refusal import Refused
from reviews import incident_mail
from reviews import incidents as verbs
from reviews.models import Incident, IncidentMail
from tests.conftest import member

NOW = datetime.datetime(2026, 11, 22, 2, 15, tzinfo=datetime.UTC)
FACTS: dict[str, Any] = {
    "happened_on": datetime.date(2026, 11, 21),
    "what": "A death that a safeguarding practice review will look at. Children's social care and health.",
    "contact": "Dan Director, 01632 960 001",
}


def give(council: Council, by: User, **facts: Any) -> Incident:
    """As a council's own people do: their transaction sees nobody of the Department."""
    with scope.entered(scope.for_council(council.pk, user_id=by.pk)):
        return verbs.give_notice(council, by=by, now=NOW, **{**FACTS, **facts})


def test_the_case_lead_gets_an_email_with_the_council_and_a_link_and_nothing_else(
    ambridge: Council, lead: User, case_lead: User, observer: User
) -> None:
    incident = give(ambridge, lead)
    assert incident_mail.send_waiting() == 1
    (sent,) = mail.outbox
    assert sent.to == [case_lead.email]
    assert sent.subject == "Notice of a serious incident: Ambridge Council"
    assert incident.get_absolute_url() in sent.body
    both = f"{sent.body}{sent.alternatives[0][0]}"  # type: ignore[attr-defined]
    assert [word for word in ("death", "Director", "01632", "November") if word in both] == []
    assert incident_mail.send_waiting() == 0


def test_a_refusing_mail_server_loses_nothing(
    ambridge: Council, lead: User, case_lead: User, settings: Any
) -> None:
    give(ambridge, lead)
    settings.EMAIL_BACKEND = "no.such.Backend"
    assert incident_mail.send_waiting() == 0
    row = IncidentMail.objects.get()
    assert (row.state, row.attempts) == (OutboxState.WAITING, 1)
    assert row.error.startswith("The mail server did not take it")
    IncidentMail.objects.update(next_try_at=timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert incident_mail.send_waiting() == 1
    assert [sent.extra_headers["X-Reference"] for sent in mail.outbox] == [str(row.reference)]


def test_without_a_case_lead_the_page_says_that_nobody_was_told(
    client: Client, ambridge: Council, lead: User, case_lead: User
) -> None:
    incident = give(ambridge, lead)
    User.objects.filter(pk=case_lead.pk).update(is_active=False)
    assert incident_mail.send_waiting() == 0
    client.force_login(lead)
    page = client.get(incident.get_absolute_url()).content.decode()
    assert "Ring the Department." in page


def test_it_is_tried_at_any_hour_by_the_scheduler_too(settings: Any) -> None:
    assert "reviews.tasks.send_incident_mails" in {
        entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()
    }


@pytest.mark.parametrize(
    ("what", "clue"),
    [
        ("Child AB was hurt.", "the initials of a child"),
        ("Born on 3 May 2019.", "a date of birth"),
        ("NHS 943 476 5919.", "an NHS number"),
    ],
)
def test_a_childs_details_are_refused_and_no_box_lets_them_pass(
    client: Client, ambridge: Council, lead: User, what: str, clue: str
) -> None:
    client.force_login(lead)
    given = {**FACTS, "happened_on": "2026-11-21", "what": what, "nobody_identified": "on"}
    page = client.post("/councils/ambridge/incidents/add/", given)
    assert page.status_code == 200
    assert f"This looks as if it holds {clue}. Take it out" in page.content.decode()
    answer = client.post("/api/v1/councils/ambridge/incidents/", given)
    assert answer.status_code == 409
    assert clue in answer.json()["detail"]
    assert (Incident.objects.count(), IncidentMail.objects.count()) == (0, 0)


def test_what_was_given_cannot_be_changed_or_deleted_by_sql(ambridge: Council, lead: User) -> None:
    give(ambridge, lead)
    IncidentMail.objects.all().delete()
    for change in (lambda rows: rows.update(what="Nothing"), lambda rows: rows.delete()):
        with pytest.raises(InternalError, match=r"[Cc]annot"), transaction.atomic():
            change(Incident.objects.all())
    assert Incident.objects.get().what == FACTS["what"]


def test_it_is_acknowledged_once_with_who_and_when(
    client: Client, ambridge: Council, lead: User, case_lead: User
) -> None:
    incident = give(ambridge, lead)
    client.force_login(case_lead)
    page = client.post(f"{incident.get_absolute_url()}acknowledge/", {"answer": "Thank you."}, follow=True)
    assert "Acknowledged" in page.content.decode() and "Council officer" in page.content.decode()
    incident.refresh_from_db()
    assert (incident.acknowledged_by, incident.answer) == (case_lead, "Thank you.")
    with pytest.raises(Refused, match="acknowledged already"):
        verbs.acknowledge(incident, by=case_lead, now=timezone.now())
    signed = AuditEvent.objects.filter(about=str(incident)).order_by("id").values_list("verb", "by")
    assert list(signed) == [
        ("gave notice of a serious incident", lead.pk),
        ("acknowledged a serious incident", case_lead.pk),
    ]


def test_a_double_click_gives_one_notice(ambridge: Council, lead: User) -> None:
    assert give(ambridge, lead) == give(ambridge, lead)
    assert IncidentMail.objects.count() == 1


def test_the_day_cannot_be_to_come(ambridge: Council, lead: User) -> None:
    with pytest.raises(Refused, match="today or in the past"):
        give(ambridge, lead, happened_on=datetime.date(2026, 11, 23))


def test_officers_and_members_do_not_read_it_nor_find_it_in_a_download(
    client: Client, ambridge: Council, lead: User, officer: User, administrator: User
) -> None:
    incident = give(ambridge, lead)
    for person in (officer, administrator, member(ambridge, Role.BOARD_MEMBER)):
        client.force_login(person)
        assert client.get(incident.get_absolute_url()).status_code == 403
        assert list(Incident.objects.visible_to(person)) == []
    assert list(Incident.objects.visible_to(lead)) == [incident]


def test_the_api_gives_and_acknowledges(
    client: Client, ambridge: Council, lead: User, case_lead: User
) -> None:
    base = "/api/v1/councils/ambridge/incidents/"
    client.force_login(lead)
    made = client.post(base, {**FACTS, "happened_on": "2026-11-21"})
    assert (made.status_code, made.json()["state"]) == (201, "given")
    assert client.post(f"{base}1/acknowledgement/").status_code == 403
    client.force_login(case_lead)
    assert client.post(f"{base}1/acknowledgement/", {"answer": "Seen."}).json()["state"] == "acknowledged"
    assert client.post(base, {**FACTS, "happened_on": "2026-11-21"}).status_code == 403
