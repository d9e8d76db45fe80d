"""GOV.UK Notify: handing over, asking before a second try, and what its callbacks may and may not change."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from councils import addresses, outbox
from councils.models import BouncedAddress, Council, User
from councils.permissions import Role
from drill import notify as fake
from reminders import delivery, sending, services
from reminders.delivery.notify import Notify
from reminders.models import Digest
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
TOKEN = "a-long-and-random-text-that-only-notify-has"
CALLBACK = "/email/notify/callback/"
NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[fake.FakeNotify]:
    with fake.FakeNotify() as server:
        yield server


@pytest.fixture
def notify(server: fake.FakeNotify, settings: Any) -> fake.FakeNotify:
    server.taken.clear()
    server.bad_addresses.clear()
    server.health, server.asked = fake.WELL, 0
    for name, value in server.settings.items():
        setattr(settings, name, value)
    settings.NOTIFY_CALLBACK_TOKEN, settings.EMAIL_TIMEOUT = TOKEN, 0.3
    return server


@pytest.fixture
def three(ambridge: Council, time_machine: Any) -> list[User]:
    time_machine.move_to(NOON, tick=False)
    plan = factories.PlanFactory(council=ambridge)
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan)
    people = [member(ambridge, Role.OFFICER, email=f"p{n}@example.test") for n in range(3)]
    for n, person in enumerate(people):
        factories.ActionFactory(
            council=ambridge, objective=objective, owner=person, ref=f"A{n}", original_due_on=TODAY
        )
    services.make_reminders(on=TODAY, now=timezone.now())
    return people


@pytest.fixture
def sent(notify: fake.FakeNotify, three: list[User]) -> Digest:
    """The first person's e-mail, handed over at noon."""
    assert sending.send_waiting(on=TODAY).sent == 3
    return Digest.objects.get(recipient=three[0])


# -- handing over


def test_an_email_goes_to_notify_with_our_reference_and_its_words(
    notify: fake.FakeNotify, sent: Digest
) -> None:
    (taken,) = [one for one in notify.taken if one["email_address"] == "p0@example.test"]
    assert (taken["reference"], taken["template_id"]) == (str(sent.reference), fake.TEMPLATE)
    assert taken["personalisation"]["subject"] == "1 action due today – Ambridge, 22 November 2026"
    assert "/actions/A0/update/" in taken["personalisation"]["body"]
    assert (sent.state, sent.provider, sent.provider_id) == ("done", "notify", taken["id"])
    assert notify.asked == 0  # a first try needs no question


def test_after_a_crash_notify_is_asked_before_anything_is_sent_again(
    notify: fake.FakeNotify, three: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker dies after Notify has said yes and before that is noted."""

    def die(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(outbox, "finish", die)
        sending.send_waiting(on=TODAY)
    assert notify.count == 1
    Digest.objects.filter(state="claimed").update(lease_until=timezone.now())
    assert sending.send_waiting(on=TODAY).sent == 3
    assert (notify.count, notify.asked) == (3, 1)
    assert {d.provider_id for d in Digest.objects.all()} == {one["id"] for one in notify.taken}


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (fake.TOO_MANY, "GOV.UK Notify takes no more for now: Not now (429)"),
        (fake.BROKEN, "GOV.UK Notify is not available (500)."),
        (fake.SILENT, "GOV.UK Notify could not be reached, or did not answer in time."),
        (fake.HANGS_UP, "GOV.UK Notify could not be reached, or did not answer in time."),
        (fake.NO_KEY, "GOV.UK Notify does not know our key or our template: Not now (403)"),
    ],
)
def test_trouble_with_notify_stops_the_run_and_costs_no_email_a_try(
    notify: fake.FakeNotify, three: list[User], health: str, words: str
) -> None:
    notify.health = health
    done = sending.send_waiting(on=TODAY)
    assert (done.sent, done.failed, done.trouble) == (0, 1, True)
    assert sorted(Digest.objects.values_list("state", "error")) == [
        ("waiting", ""),
        ("waiting", ""),
        ("waiting", words),
    ]
    for _ in range(outbox.MAX_ATTEMPTS + 2):
        Digest.objects.update(next_try_at=timezone.now())
        sending.send_waiting(on=TODAY)
        if health == fake.SILENT:
            break  # once is slow enough
    assert max(Digest.objects.values_list("attempts", flat=True)) == 1
    notify.health = fake.WELL
    Digest.objects.update(next_try_at=timezone.now())
    assert sending.send_waiting(on=TODAY).sent == notify.count == 3


def test_an_address_that_notify_calls_wrong_is_flagged(notify: fake.FakeNotify, three: list[User]) -> None:
    notify.bad_addresses.add("p1@example.test")
    done = sending.send_waiting(on=TODAY)
    assert (done.sent, done.failed, done.trouble) == (2, 1, False)
    assert [a.email for a in BouncedAddress.objects.flagged()] == ["p1@example.test"]


def test_links_to_set_a_password_go_by_notify_too(notify: fake.FakeNotify, settings: Any) -> None:
    settings.EMAIL_BACKEND = "reminders.delivery.notify.Backend"
    mail.send_mail("Set your password", "https://noticeboard.example/x", None, ["p@example.test"])
    assert [one["personalisation"]["subject"] for one in notify.taken] == ["Set your password"]


def test_an_email_that_goes_at_once_reaches_each_reader_once(notify: fake.FakeNotify, settings: Any) -> None:
    settings.EMAIL_BACKEND = "reminders.delivery.notify.Backend"
    headers = {"X-Reference": str(uuid.uuid4())}
    for _ in range(2):  # the worker died after the first
        mail.EmailMessage("Now", "Text", to=["p@example.test", "q@example.test"], headers=headers).send()
    assert [one["email_address"] for one in notify.taken] == ["p@example.test", "q@example.test"]


def test_the_provider_is_chosen_by_a_setting(notify: fake.FakeNotify, settings: Any) -> None:
    assert isinstance(delivery.provider(), Notify)
    settings.MAIL_PROVIDER = "smtp"
    assert delivery.provider().name == "smtp"


# -- callbacks


def told(digest: Digest, state: str, *, minute: int = 1, **changes: Any) -> dict[str, Any]:
    """As Notify's documentation describes it."""
    moment = (NOON + datetime.timedelta(minutes=minute)).isoformat().replace("+00:00", ".000000Z")
    return {
        "id": digest.provider_id, "reference": str(digest.reference), "to": "p0@example.test", "status": state,
        "created_at": moment, "completed_at": moment, "sent_at": moment, "notification_type": "email",
        "template_id": fake.TEMPLATE, "template_version": 1, **changes,
    }  # fmt: skip


def call(body: Any, *, token: str | None = TOKEN, scheme: str = "Bearer") -> int:
    headers = {"Authorization": f"{scheme} {token}"} if token is not None else {}
    content = body if isinstance(body, str) else json.dumps(body)
    return Client().post(CALLBACK, content, content_type="application/json", headers=headers).status_code


def state_of(digest: Digest) -> tuple[str, str, datetime.datetime | None]:
    digest.refresh_from_db()
    return digest.state, digest.delivery, digest.delivery_at


def minute(number: int) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=number)


@pytest.fixture
def later(sent: Digest, time_machine: Any) -> Digest:
    time_machine.move_to(NOON + datetime.timedelta(hours=1), tick=False)
    return sent


def test_a_callback_says_that_an_email_arrived(later: Digest) -> None:
    assert call(told(later, "delivered")) == 204
    assert state_of(later) == ("done", "delivered", minute(1))


@pytest.mark.parametrize(
    ("token", "scheme"),
    [
        (None, ""),
        ("", "Bearer"),
        (TOKEN[:-1], "Bearer"),
        (TOKEN + "x", "Bearer"),
        (TOKEN, "Basic"),
        ("ü", "Bearer"),
    ],
)
def test_a_forged_callback_changes_nothing(later: Digest, token: str | None, scheme: str) -> None:
    assert call(told(later, "permanent-failure"), token=token, scheme=scheme) == 403
    assert state_of(later) == ("done", "", None)
    assert not BouncedAddress.objects.exists()


def test_without_a_token_in_the_settings_nobody_may_call(later: Digest, settings: Any) -> None:
    settings.NOTIFY_CALLBACK_TOKEN = ""
    assert [call(told(later, "delivered"), token=token) for token in ("", TOKEN, None)] == [403, 403, 403]
    assert state_of(later) == ("done", "", None)


def test_a_signed_in_person_is_no_program(later: Digest, three: list[User]) -> None:
    client = Client()
    client.force_login(three[0])
    answer = client.post(CALLBACK, json.dumps(told(later, "delivered")), content_type="application/json")
    assert (answer.status_code, state_of(later)) == (403, ("done", "", None))


@pytest.mark.parametrize(
    "changes",
    [
        {"reference": str(uuid.uuid4())},
        {"reference": None},
        {"id": str(uuid.uuid4())},  # another message with our reference
        {"status": "sending"},
        {"status": "spam"},
        {"notification_type": "sms"},
    ],
)
def test_a_callback_of_something_else_changes_nothing(later: Digest, changes: dict[str, Any]) -> None:
    assert call(told(later, "permanent-failure", **changes) | changes) == 204
    assert state_of(later) == ("done", "", None)
    assert not BouncedAddress.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        {"status": "delivered", "notification_type": "email", "reference": str(uuid.uuid4())},
    ],
)
def test_a_callback_that_makes_no_sense_is_told_so(later: Digest, body: Any) -> None:
    assert call(body) == 400


@pytest.mark.parametrize("moment", ["2026-11-22T14:00:00.000000Z", "2026-11-22T12:01:00", "soon"])
def test_a_callback_from_the_future_or_without_a_zone_changes_nothing(later: Digest, moment: str) -> None:
    assert call(told(later, "delivered", completed_at=moment)) == 400
    assert state_of(later) == ("done", "", None)


def test_a_repeated_callback_changes_nothing_the_second_time(later: Digest, ambridge: Council) -> None:
    gone = told(later, "permanent-failure")
    assert [call(gone) for _ in range(3)] == [204, 204, 204]
    assert state_of(later) == ("done", "permanent-failure", minute(1))
    administrator = member(ambridge, Role.ADMINISTRATOR)
    addresses.clear(later.recipient.memberships.get(), by=administrator, now=timezone.now())
    assert call(gone) == 204  # Notify repeats itself after the address was cleared
    assert not BouncedAddress.objects.flagged().exists()


def test_callbacks_out_of_order_end_at_what_happened_last(later: Digest) -> None:
    assert call(told(later, "delivered", minute=5)) == 204
    assert call(told(later, "temporary-failure", minute=2)) == 204  # held up on its way to us
    assert call(told(later, "permanent-failure", minute=3)) == 204
    assert state_of(later) == ("done", "delivered", minute(5))
    assert not BouncedAddress.objects.exists()


def test_a_bounce_from_before_the_address_was_cleared_does_not_flag_it_again(
    notify: fake.FakeNotify, later: Digest, three: list[User], ambridge: Council
) -> None:
    addresses.flag("p0@example.test", why="Said yesterday.", at=NOON - datetime.timedelta(days=1))
    membership = three[0].memberships.get()
    addresses.clear(membership, by=member(ambridge, Role.ADMINISTRATOR), now=timezone.now())
    assert call(told(later, "permanent-failure", minute=1)) == 204
    assert state_of(later)[1] == "permanent-failure"  # true of that e-mail
    assert not BouncedAddress.objects.flagged().exists()


def test_an_address_that_does_not_exist_gets_nothing_more_until_it_is_cleared(
    notify: fake.FakeNotify, later: Digest, three: list[User], ambridge: Council
) -> None:
    call(told(later, "permanent-failure"))
    tomorrow = TODAY + datetime.timedelta(days=1)
    factories.ActionFactory(
        council=ambridge, owner=three[0], ref="B1", original_due_on=tomorrow,
        objective=factories.ObjectiveFactory(council=ambridge),
    )  # fmt: skip
    services.make_reminders(on=tomorrow, now=timezone.now())
    sending.send_waiting(on=tomorrow)
    assert [one["email_address"] for one in notify.taken].count("p0@example.test") == 1
    addresses.clear(three[0].memberships.get(), by=member(ambridge, Role.ADMINISTRATOR), now=timezone.now())
    sending.send_waiting(on=tomorrow)
    assert [one["email_address"] for one in notify.taken].count("p0@example.test") == 2


def test_what_notify_could_not_send_is_sent_again_with_a_reference_of_its_own(
    notify: fake.FakeNotify, later: Digest, time_machine: Any
) -> None:
    first = told(later, "technical-failure")
    assert call(first) == 204
    assert state_of(later) == ("waiting", "", None)
    assert sending.send_waiting(on=TODAY) == sending.Sent()  # not at once
    time_machine.shift(61)
    assert call(first) == 204  # repeated: the old reference is nobody's
    assert sending.send_waiting(on=TODAY).sent == 1
    mine = [one["reference"] for one in notify.taken if one["email_address"] == "p0@example.test"]
    assert (len(mine), len(set(mine)), state_of(later)[0]) == (2, 2, "done")


def test_a_callback_that_comes_before_we_have_noted_the_handing_over_is_kept(
    notify: fake.FakeNotify, three: list[User]
) -> None:
    """The worker died; Notify knows more than we do. The next try finds the e-mail there and sends nothing."""
    digest = Digest.objects.get(recipient=three[0])
    (row,) = outbox.claim(
        Digest.objects.filter(pk=digest.pk), limit=1, lease=sending.LEASE, now=timezone.now()
    )
    assert outbox.begin(row, lease=sending.LEASE, now=timezone.now())
    number = notify.take({"reference": str(digest.reference), "email_address": "p0@example.test"})
    digest.provider_id = number
    assert call(told(digest, "delivered", minute=0)) == 204
    Digest.objects.filter(pk=digest.pk).update(lease_until=timezone.now())
    sending.send_waiting(on=TODAY)
    assert state_of(digest) == ("done", "delivered", NOON)
    assert [one["reference"] for one in notify.taken].count(str(digest.reference)) == 1


def test_an_email_that_was_never_tried_cannot_have_arrived(
    three: list[User], notify: fake.FakeNotify
) -> None:
    digest = Digest.objects.get(recipient=three[0])
    digest.provider_id = str(uuid.uuid4())
    assert call(told(digest, "delivered", minute=0)) == 204
    assert state_of(digest) == ("waiting", "", None)
