"""Whether e-mail arrives: the send log, sending again, addresses that bounce, schedules, promptness, fair turns."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from councils import addresses, outbox
from councils.models import AuditEvent, BouncedAddress, Council, User
from councils.permissions import Role
from councils.refusal import Refused
from reminders import schedules, sending, services
from reminders.delivery import again
from reminders.models import Digest, Heartbeat, Reminder
from reminders.promptness import in_words, promptness
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

from .conftest import days, tick

pytestmark = pytest.mark.django_db
NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)
LOG = "/councils/ambridge/reminders/"
DELIVERY = "/councils/ambridge/reminders/delivery/"
API = "/api/v1/councils/ambridge"


@pytest.fixture(autouse=True)
def _at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def plan(ambridge: Council) -> Any:
    return factories.PlanFactory(council=ambridge)


def due_today(plan: Any, owner: User, **fields: Any) -> Any:
    objective = factories.ObjectiveFactory(council=plan.council, plan=plan)
    return factories.ActionFactory(
        council=plan.council, objective=objective, owner=owner, **{"original_due_on": TODAY, **fields}
    )


@pytest.fixture
def reminder(plan: Any, officer: User) -> Reminder:
    """Sent."""
    due_today(plan, officer, ref="A1", title="Hold a panel")
    assert tick().sent == 1
    return one()


def one() -> Reminder:
    return Reminder.objects.with_state().with_ours().get()


def fail(**fields: Any) -> Reminder:
    Digest.objects.update(**fields)
    return one()


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# -- what became of it


@pytest.mark.parametrize(
    ("fields", "state", "why"),
    [
        ({}, "sent", ""),
        ({"delivery": "delivered"}, "delivered", ""),
        ({"delivery": "permanent-failure"}, "undelivered", "The address does not exist"),
        ({"delivery": "temporary-failure"}, "undelivered", "The mailbox took nothing for three days"),
        ({"state": "parked", "error": "Refused"}, "failed", "Refused"),
        ({"state": "waiting"}, "waiting", ""),
        ({"state": "waiting", "error": "Busy"}, "retry", "Busy"),
        ({"state": "claimed"}, "sending", ""),
    ],
)
def test_the_log_says_what_became_of_each_reminder(
    reminder: Reminder, fields: dict[str, Any], state: str, why: str
) -> None:
    now = fail(**fields)
    assert (now.state, now.why) == (state, why)


def test_a_reminder_to_an_address_that_bounces_is_held_back(reminder: Reminder) -> None:
    factories.BouncedAddressFactory(email=reminder.recipient.email.lower())
    assert one().state == "sent"  # that one went out before
    assert fail(state="waiting").state == "held"


# -- again


@pytest.mark.parametrize(
    "fields", [{"state": "parked"}, {"delivery": "temporary-failure", "provider": "notify"}]
)
def test_the_lead_has_a_failed_email_sent_again(
    client: Client, lead: User, reminder: Reminder, fields: dict[str, Any]
) -> None:
    first = fail(**fields).digest
    client.force_login(lead)
    address = f"{LOG}{reminder.pk}/send-again/"
    assert address in text(client.get(LOG))
    page = text(client.get(address))
    assert ("Send this email again?" in page, "Hold a panel" in page) == (True, True)
    assert client.post(address)["Location"] == LOG
    event = AuditEvent.objects.get(verb="asked for an email to be sent again")
    assert (event.by, event.council) == (lead, reminder.council)
    mail.outbox.clear()
    assert sending.send_waiting(on=TODAY).sent == 1
    assert first is not None
    assert mail.outbox[0].extra_headers["X-Reference"] != str(first.reference)  # the provider has the old one
    assert one().state == "sent"
    assert address not in text(client.get(LOG))


def test_an_email_that_did_not_arrive_on_an_earlier_day_goes_with_the_next_one(
    reminder: Reminder, lead: User, time_machine: Any
) -> None:
    again.send_again(fail(delivery="temporary-failure"), by=lead, now=timezone.now())
    mail.outbox.clear()
    time_machine.shift(datetime.timedelta(days=1))
    assert tick(days(1)).sent == 1
    assert "Hold a panel" in mail.outbox[0].body
    assert one().digest.for_on == days(1)


def test_what_has_not_failed_is_not_sent_again(client: Client, lead: User, reminder: Reminder) -> None:
    client.force_login(lead)
    address = f"{LOG}{reminder.pk}/send-again/"
    assert "This email cannot be sent again" in text(client.get(address))
    assert "This email has not failed" in text(client.post(address, follow=True))
    assert (one().state, AuditEvent.objects.filter(verb__startswith="asked for an email").count()) == (
        "sent",
        0,
    )


def test_two_who_ask_at_once_send_it_once(reminder: Reminder, lead: User) -> None:
    both = [fail(state="parked"), one()]
    again.send_again(both[0], by=lead, now=timezone.now())
    with pytest.raises(Refused, match="has not failed"):
        again.send_again(both[1], by=lead, now=timezone.now())


def test_to_an_address_that_bounces_nothing_is_sent_again(reminder: Reminder, lead: User) -> None:
    factories.BouncedAddressFactory(email=reminder.recipient.email.lower())
    with pytest.raises(Refused, match="address does not work"):
        again.send_again(fail(delivery="permanent-failure"), by=lead, now=timezone.now())


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR, Role.BOARD_MEMBER, Role.LEAD_MEMBER])
def test_others_send_nothing_again(client: Client, ambridge: Council, reminder: Reminder, role: Role) -> None:
    fail(state="parked")
    client.force_login(member(ambridge, role))
    assert client.post(f"{LOG}{reminder.pk}/send-again/").status_code == 403
    assert client.get(DELIVERY).status_code == 403
    assert one().state == "failed"


def test_the_api_tells_the_log_and_sends_again(client: Client, lead: User, reminder: Reminder) -> None:
    client.force_login(lead)
    (row,) = client.get(f"{API}/reminders/").json()["results"]
    assert (row["person"], row["title"], row["state"]) == ("Olive Officer", "A1 Hold a panel", "sent")
    address = f"{API}/reminders/{reminder.pk}/send-again/"
    assert client.post(address).status_code == 409
    fail(state="parked", error="Refused")
    answer = client.post(address)
    assert (answer.status_code, answer.json()["state_words"]) == (200, "Waiting")
    shown = client.get(f"{API}/delivery/").json()
    assert (shown["counts"], shown["emails"]) == ({"waiting": 1}, 0)


# -- addresses


def test_the_administrator_sees_an_address_that_bounces_and_says_when_it_works(
    client: Client, administrator: User, officer: User, plan: Any
) -> None:
    due_today(plan, officer)
    addresses.flag(officer.email.upper(), why="It does not exist.", at=timezone.now())
    assert tick() == sending.Sent()
    client.force_login(administrator)
    address = f"/councils/ambridge/people/{officer.memberships.get().pk}/address/"
    assert address in text(client.get("/councils/ambridge/people/"))
    assert address in text(client.get(DELIVERY))
    page = text(client.get(address))
    assert (
        f"Nothing is sent to <strong>{officer.email}</strong> since 22 November 2026 at 12:00pm. It does not exist."
        in page
    )
    assert f"Email is sent to {officer.email} again" in text(client.post(address, follow=True))
    assert tick().sent == 1
    assert "is sent to this address already" in text(client.post(address, follow=True))
    assert address not in text(client.get("/councils/ambridge/people/"))


def test_a_corrected_address_is_free_at_once(officer: User, plan: Any) -> None:
    due_today(plan, officer)
    addresses.flag(officer.email, why="It does not exist.", at=timezone.now())
    User.objects.filter(pk=officer.pk).update(email="right@example.test")
    assert tick().sent == 1


def test_an_address_flagged_twice_is_flagged_once(officer: User) -> None:
    told = [
        addresses.flag(officer.email, why="No.", at=NOON + datetime.timedelta(minutes=n))
        for n in (0, 0, -1, 1)
    ]
    assert told == [True, False, False, True]
    assert BouncedAddress.objects.get().bounced_at == NOON + datetime.timedelta(minutes=1)


def test_an_administrator_of_another_council_clears_nothing(
    client: Client, officer: User, outsider: User
) -> None:
    addresses.flag(officer.email, why="No.", at=timezone.now())
    theirs = member(outsider.memberships.get().council, Role.ADMINISTRATOR)
    client.force_login(theirs)
    membership = officer.memberships.get()
    for council in ("ambridge", outsider.memberships.get().council.slug):
        assert client.post(f"/councils/{council}/people/{membership.pk}/address/").status_code == 404
    assert BouncedAddress.objects.flagged().count() == 1


# -- schedules


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a process that has run for days."""
    monkeypatch.setattr(schedules, "WATCHED_SINCE", NOON - datetime.timedelta(days=2))


@pytest.mark.usefixtures("watched")
def test_each_schedule_is_missed_when_it_has_not_run_well_for_three_times_its_period() -> None:
    (first, *_), now = schedules.schedules(now=NOON), NOON
    services.beat(first.name, now=now)
    allowed = max(3 * first.every, schedules.AT_LEAST)
    assert first.name not in {s.name for s in schedules.missed(now=now + allowed)}
    assert first.name in {s.name for s in schedules.missed(now=now + allowed + datetime.timedelta(seconds=1))}


@pytest.mark.usefixtures("watched")
def test_a_schedule_that_never_ran_is_missed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(schedules.missed(now=NOON)) == len(schedules.schedules(now=NOON)) >= 6
    monkeypatch.setattr(schedules, "WATCHED_SINCE", NOON)  # a process that has just started gives them time
    assert schedules.missed(now=NOON) == []


@pytest.mark.usefixtures("watched")
def test_readiness_and_metrics_tell_of_a_schedule_that_is_missed(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "only-for-the-watcher"
    watcher = {"Authorization": "Bearer only-for-the-watcher"}

    def told() -> tuple[bool, bool]:
        lines = client.get("/metrics", headers=watcher).content.decode().splitlines()
        return client.get("/readyz").json()["checks"][
            "schedules"
        ], 'noticeboard_schedule_missed{schedule="roll-forward"} 0' in lines

    assert told() == (False, False)
    for schedule in schedules.schedules(now=NOON):
        services.beat(schedule.name, now=NOON)
    assert told() == (True, True)


def test_metrics_are_for_a_program_with_the_token(client: Client, lead: User, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    client.force_login(lead)
    assert [
        client.get("/metrics", headers={"Authorization": given}).status_code for given in ("", "Bearer ")
    ] == [403, 403]


def test_metrics_count_what_waits_what_was_given_up_and_how_soon(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "t"
    ten_ago = NOON - datetime.timedelta(minutes=10)
    factories.DigestFactory(state="waiting", next_try_at=ten_ago)
    factories.DigestFactory(state="parked")
    factories.DigestFactory(due_at=ten_ago, finished_at=ten_ago + datetime.timedelta(seconds=7))
    lines = client.get("/metrics", headers={"Authorization": "Bearer t"}).content.decode().splitlines()
    wanted = [
        'noticeboard_outbox_rows{queue="reminders.digest",state="waiting"} 1',
        'noticeboard_outbox_rows{queue="reminders.digest",state="parked"} 1',
        'noticeboard_outbox_due{queue="reminders.digest"} 1',
        "noticeboard_email_oldest_seconds 600.0",
        'noticeboard_email_handed_over_seconds{quantile="0.95"} 7.0',
        "noticeboard_email_handed_over_count 1",
    ]
    assert [line for line in wanted if line not in lines] == []


def test_a_task_that_ends_well_beats_for_its_schedule_and_no_other(settings: Any) -> None:
    from boards.tasks import roll_forward
    from config.celery import beat
    from reminders.tasks import send_waiting

    for task in (roll_forward, send_waiting):
        beat(sender=task)
    assert list(Heartbeat.objects.values_list("name", "at")) == [("roll-forward", NOON)]


# -- how soon


def test_promptness_counts_from_the_last_tick_that_found_nothing(
    plan: Any, officer: User, time_machine: Any
) -> None:
    services.beat(services.TICK, now=NOON - datetime.timedelta(minutes=2))
    due_today(plan, officer)
    services.make_reminders(on=TODAY, now=timezone.now())
    time_machine.shift(10)
    sending.send_waiting(on=TODAY)
    found = promptness(since=days_ago(1), council_id=plan.council_id)
    assert (found.emails, found.p95, found.longest, found.is_good) == (1, 130, 130, False)
    assert promptness(since=days_ago(1)).emails == 1
    assert promptness(since=NOON + datetime.timedelta(hours=1)).emails == 0


def test_the_night_does_not_count(plan: Any, officer: User, time_machine: Any) -> None:
    seven = NOON.replace(hour=7)
    services.beat(services.TICK, now=seven - datetime.timedelta(hours=6))
    due_today(plan, officer)
    services.make_reminders(on=TODAY, now=seven + datetime.timedelta(seconds=20))
    assert Digest.objects.get().due_at == seven


def test_of_a_hundred_the_slowest_five_do_not_count_against_the_95(ambridge: Council) -> None:
    for seconds in range(1, 101):
        at = NOON - datetime.timedelta(hours=1)
        factories.DigestFactory(due_at=at, finished_at=at + datetime.timedelta(seconds=seconds))
    found = promptness(since=days_ago(1))
    assert (found.emails, found.p95, found.p99, found.longest) == (100, 95, 99, 100)
    assert [in_words(s) for s in (None, 1, 95, 130, 3 * 3600)] == [
        "–",
        "1 second",
        "95 seconds",
        "2 minutes",
        "3 hours",
    ]


def days_ago(number: int) -> datetime.datetime:
    return NOON - datetime.timedelta(days=number)


def test_the_page_says_how_soon_and_what_became_of_them(
    client: Client, lead: User, reminder: Reminder
) -> None:
    client.force_login(lead)
    shown = text(client.get(DELIVERY))
    assert "95 of 100 took at most" in shown
    assert f'<a class="govuk-link" href="{LOG}?state=sent">1 reminder</a>' in shown
    assert "Reminders are made and sent" in shown


# -- fair turns


def test_each_councils_first_email_goes_before_any_councils_second(ambridge: Council) -> None:
    """10,000 of one council do not delay another's digest: `make drill` sends them; this is the order of claiming."""
    sizes, borchester = dict[int, int](), factories.CouncilFactory(name="Borchester")
    for council, people in (
        (ambridge, 60),
        (borchester, 2),
        (factories.CouncilFactory(name="Felpersham"), 5),
    ):
        plan, sizes[council.pk] = factories.PlanFactory(council=council), people
        for _ in range(people):
            due_today(plan, member(council, Role.OFFICER))
    services.make_reminders(on=TODAY, now=timezone.now())
    order = []
    while rows := outbox.claim(Digest.objects.all(), limit=7, lease=sending.LEASE, now=timezone.now()):
        order += [row.recipient.memberships.get().council_id for row in rows]
    assert len(order) == sum(sizes.values())
    seen = dict.fromkeys(sizes, 0)
    for council in order:
        seen[council] += 1
        others = [min(count, sizes[other]) for other, count in seen.items() if seen[other] < sizes[other]]
        assert seen[council] - min(others, default=seen[council]) <= 1


def test_what_comes_later_waits_for_nobodys_thousands(ambridge: Council, outsider: User) -> None:
    plan = factories.PlanFactory(council=ambridge)
    for _ in range(30):
        due_today(plan, member(ambridge, Role.OFFICER))
    services.make_reminders(on=TODAY, now=timezone.now())
    due_today(factories.PlanFactory(council=outsider.memberships.get().council), outsider)
    services.make_reminders(on=TODAY, now=timezone.now())
    first = outbox.claim(Digest.objects.all(), limit=2, lease=sending.LEASE, now=timezone.now())
    assert outsider in [row.recipient for row in first]
