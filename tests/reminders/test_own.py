"""Reminders of one's own: they come on their day, can be changed and done, and nobody else learns of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from actions.models import Action
from councils import scope
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from reminders import own, services
from reminders.choices import go_away
from reminders.models import OwnReminder, Reminder
from tests import factories
from tests.factories import TODAY

from .conftest import days, tick

pytestmark = pytest.mark.django_db
SECRET = "Ask for the pangolin"


@pytest.fixture
def action(ambridge: Council) -> Action:
    plan = factories.PlanFactory(council=ambridge, notice=factories.NoticeFactory(council=ambridge))
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan)
    return factories.ActionFactory(council=ambridge, objective=objective, ref="A1", title="Train all")


def remind(action: Action, user: User, on: int = 0, note: str = SECRET) -> OwnReminder:
    return own.set_reminder(action, by=user, today=TODAY, on=days(on), note=note)


def test_it_comes_by_email_on_its_day_and_each_week_until_it_is_done(action: Action, officer: User) -> None:
    reminder = remind(action, officer, on=3)
    sent = []
    for day in range(20):
        mail.outbox = []
        tick(days(day))
        sent += [day for message in mail.outbox if SECRET in message.body]
        if day == 17:
            own.finish(reminder, by=officer, today=days(day))
    assert sent == [3, 10, 17]  # a Wednesday each
    assert {r.rule for r in Reminder.objects.filter(kind="own")} == {"on_day", "overdue_7", "overdue_14"}


def test_its_line_leads_to_the_page_where_it_is_done_or_changed(
    client: Any, action: Action, officer: User
) -> None:
    reminder = remind(action, officer)
    tick()
    page = "/councils/ambridge/actions/A1/reminders/"
    assert f"https://noticeboard.example{page}" in mail.outbox[0].body
    client.force_login(officer)
    assert page in client.get("/tasks/").content.decode()
    change = f"/councils/ambridge/own-reminders/{reminder.pk}/change/"
    assert change in client.get(page).content.decode()
    day = days(9)
    form = {"note": "Ring again", "on": day.isoformat(), "based_on": 1}
    assert client.post(change, form).status_code == 302
    reminder.refresh_from_db()
    assert (reminder.note, reminder.on, reminder.version) == ("Ring again", day, 2)
    assert "Ring again" in client.get("/tasks/").content.decode()  # still to come
    assert client.post(page, {"done": str(reminder.pk)}).status_code == 302
    assert "Ring again" not in client.get(page).content.decode()
    assert client.post(page, {"done": "x"}).status_code == 404


def test_nobody_else_reads_it_by_page_log_download_or_plain_sql(
    client: Any, action: Action, officer: User, lead: User, administrator: User, case_lead: User
) -> None:
    reminder = remind(action, officer)
    tick()
    for other in (lead, administrator, case_lead):
        client.force_login(other)
        for page in (
            "actions/A1/",
            "actions/A1/reminders/",
            "reminders/",
            "reminders.csv",
            "due/",
            "export/",
        ):
            assert SECRET not in client.get(f"/councils/ambridge/{page}").content.decode(), page
        change = f"/councils/ambridge/own-reminders/{reminder.pk}/change/"
        assert client.get(change).status_code in (403, 404)
        with (
            scope.entered(scope.for_council(action.council_id, user_id=other.pk)),
            connection.cursor() as cursor,
        ):
            for table in ("reminders_ownreminder", "reminders_ownreminderevent"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table
            cursor.execute("SELECT count(*) FROM reminders_dueitem WHERE kind = 'own'")
            assert cursor.fetchone() == (0,)
            cursor.execute("SELECT count(*) FROM reminders_reminder WHERE kind = 'own'")
            assert cursor.fetchone() == (0,)
            cursor.execute("UPDATE reminders_ownreminder SET note = 'x'")
            assert cursor.rowcount == 0
    with scope.entered(scope.Scope(department=True, user_id=case_lead.pk)):
        assert OwnReminder.objects.count() == 0
    assert {event.about for event in AuditEvent.objects.all()} == {"A reminder of their own"}
    assert not Reminder.objects.filter(
        title__contains=SECRET
    ).exists()  # the log keeps titles: not these words


def test_a_deputy_does_not_get_it(action: Action, ambridge: Council, officer: User, lead: User) -> None:
    Action.objects.filter(pk=action.pk).update(owner=officer, due_on=TODAY)
    remind(action, officer)
    membership = officer.memberships.get(council=ambridge)
    go_away(membership, by=officer, deputy=lead, from_on=TODAY, until_on=days(3), on=TODAY)
    services.make_reminders(on=TODAY, now=timezone.now())
    found = set(Reminder.objects.values_list("kind", "recipient__name"))
    assert found == {("action", lead.name), ("given", lead.name), ("own", officer.name)}


def test_who_may_no_longer_see_the_action_is_not_told_of_it(action: Action, officer: User) -> None:
    remind(action, officer)
    services.make_reminders(on=TODAY, now=timezone.now())
    Action.objects.filter(pk=action.pk).update(restricted=True)
    tick()
    assert mail.outbox == []


def test_of_a_restricted_action_the_email_says_its_reference_alone(action: Action, officer: User) -> None:
    Action.objects.filter(pk=action.pk).update(restricted=True, owner=officer, due_on=TODAY)
    remind(action, officer)
    tick()
    (message,) = mail.outbox
    everything = f"{message.subject} {message.body} {message.alternatives[0].content}"  # type: ignore[attr-defined]
    assert "A1 (restricted)" in everything
    assert SECRET not in everything and "Train all" not in everything


@pytest.mark.parametrize(
    ("on", "note", "why"),
    [
        (-1, "Ring", "today or in the future"),
        (0, "  ", "Enter what"),
        (0, "Ring about child AB", "the initials of a child"),
        (0, "x" * 201, "200 characters"),
    ],
)
def test_what_is_refused(action: Action, officer: User, on: int, note: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        remind(action, officer, on=on, note=note)


def test_twice_is_one_and_an_old_version_changes_nothing(action: Action, officer: User) -> None:
    reminder = remind(action, officer)
    assert remind(action, officer) == reminder
    own.change(reminder, by=officer, today=TODAY, based_on=1, on=days(1), note="One")
    with pytest.raises(Refused, match="meanwhile"):
        own.change(reminder, by=officer, today=TODAY, based_on=1, on=days(2), note="Two")
    own.finish(reminder, by=officer, today=TODAY)
    with pytest.raises(Refused, match="done with"):
        own.finish(reminder, by=officer, today=TODAY)


@pytest.mark.usefixtures("on_the_day")
def test_the_api_does_the_same(client: Any, action: Action, officer: User, lead: User) -> None:
    client.force_login(officer)
    address = "/api/v1/councils/ambridge/own-reminders/"
    said = {"action": "A1", "on": str(days(2)), "note": SECRET}
    made = client.post(address, said, content_type="application/json").json()
    assert (made["action"], made["note"], made["done_on"]) == ("A1", SECRET, None)
    said = {"on": str(days(4)), "note": "Later", "version": 1}
    changed = client.put(f"{address}{made['id']}/", said, content_type="application/json").json()
    assert (changed["note"], changed["version"]) == ("Later", 2)
    assert client.post(f"{address}{made['id']}/done/").json()["done_on"] == str(TODAY)
    assert client.post(f"{address}{made['id']}/done/").status_code == 409
    client.force_login(lead)
    assert client.get(address).json()["results"] == []
    assert client.get(f"{address}{made['id']}/").status_code == 404
