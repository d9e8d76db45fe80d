"""Claims, leases, retries, parking: the engine that reports use as well."""

from __future__ import annotations

import datetime
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from councils import addresses, outbox
from councils.models import AuditEvent, BouncedAddress, Council, User
from councils.permissions import Role
from reminders import letters, sending, services
from reminders.delivery import mail_server
from reminders.models import Digest
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LEASE = datetime.timedelta(minutes=5)


def minutes(number: float) -> datetime.datetime:
    return NOW + datetime.timedelta(minutes=number)


@pytest.fixture
def digests(db: None) -> list[Digest]:
    return [
        Digest.objects.create(recipient=factories.UserFactory(), for_on=TODAY, next_try_at=minutes(-n))
        for n in range(3)
    ]


def claim(limit: int = 10, *, at: float = 0) -> list[Digest]:
    return outbox.claim(Digest.objects.all(), limit=limit, lease=LEASE, now=minutes(at))


def test_rows_are_claimed_once_oldest_first(digests: list[Digest]) -> None:
    assert claim(2) == [digests[2], digests[1]]
    assert claim(2) == [digests[0]]
    assert claim(2) == []


def test_a_row_whose_time_has_not_come_is_not_claimed(digests: list[Digest]) -> None:
    Digest.objects.update(next_try_at=minutes(1))
    assert claim() == []
    assert len(claim(at=1)) == 3


def test_a_dead_workers_rows_come_back_when_its_lease_ends(digests: list[Digest]) -> None:
    assert len(claim()) == 3
    assert claim(at=4.9) == []
    assert len(claim(at=5)) == 3
    assert {d.attempts for d in Digest.objects.all()} == {0}  # a batch that was only claimed was not tried


def test_a_worker_that_lost_its_lease_does_not_begin(digests: list[Digest]) -> None:
    mine = claim()
    theirs = claim(at=6)
    assert outbox.begin(mine[0], lease=LEASE, now=minutes(6)) is False
    assert outbox.begin(theirs[0], lease=LEASE, now=minutes(6)) is True


def test_what_was_done_is_done_even_after_the_lease(digests: list[Digest]) -> None:
    (mine,) = claim(1)
    assert outbox.begin(mine, lease=LEASE, now=NOW)
    (theirs,) = claim(1, at=6)[:1]
    assert outbox.finish(mine, now=minutes(6)) is True
    assert outbox.finish(theirs, now=minutes(7)) is (theirs != mine)


def test_waits_grow_and_then_the_row_is_parked_with_the_reason(digests: list[Digest]) -> None:
    Digest.objects.exclude(pk=digests[0].pk).delete()
    at, waits = 0.0, []
    while Digest.objects.get().state != "parked":
        (row,) = claim(at=at)
        assert outbox.begin(row, lease=LEASE, now=minutes(at))
        outbox.fail(row, "No\r\nanswer\x07", now=minutes(at))
        row.refresh_from_db()
        if row.state == "waiting":
            waits.append((row.next_try_at - minutes(at)).total_seconds() / 60)
            at += waits[-1]
    assert waits == [1, 5, 15, 60, 60, 60, 60, 60, 60]
    assert (row.attempts, row.error) == (outbox.MAX_ATTEMPTS, "No answer")
    assert claim(at=at + 1000) == []


def test_a_row_that_kills_its_worker_each_time_is_parked_in_the_end(digests: list[Digest]) -> None:
    Digest.objects.exclude(pk=digests[0].pk).delete()
    for n in range(outbox.MAX_ATTEMPTS):
        (row,) = claim(at=n * 6)
        assert outbox.begin(row, lease=LEASE, now=minutes(n * 6))
    (row,) = claim(at=100)
    assert outbox.begin(row, lease=LEASE, now=minutes(100)) is False
    row.refresh_from_db()
    assert (row.state, row.error) == ("parked", "Given up: 10 tries ended without an answer.")


def test_rows_given_back_can_be_claimed_at_once(digests: list[Digest]) -> None:
    outbox.release(claim())
    assert len(claim()) == 3


# -- sending: what each kind of trouble does


class Trouble:
    """Stands where Django's e-mail backend does, and fails as told: by recipient, or for all."""

    def __init__(self, problems: dict[str, Exception]) -> None:
        self.problems, self.calls, self.opened, self.closed = problems, 0, 0, 0

    def open(self) -> None:
        self.opened += 1

    def close(self) -> None:
        self.closed += 1

    def send_messages(self, messages: list[Any]) -> int:
        self.calls += 1
        problem = self.problems.get(messages[0].to[0]) or self.problems.get("*")
        if problem:
            raise problem
        mail.outbox.extend(messages)
        return 1


@pytest.fixture
def three(ambridge: Council) -> list[User]:
    plan = factories.PlanFactory(council=ambridge)
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan)
    people = [member(ambridge, Role.OFFICER, email=f"p{n}@example.test") for n in range(3)]
    for person in people:
        factories.ActionFactory(council=ambridge, objective=objective, owner=person, original_due_on=TODAY)
    services.make_reminders(on=TODAY, now=timezone.now())
    return people


def run(monkeypatch: pytest.MonkeyPatch, **problems: Exception) -> tuple[sending.Sent, Trouble]:
    trouble = Trouble(
        {key.replace("_", "@") if "_" in key else "*": value for key, value in problems.items()}
    )
    monkeypatch.setattr(mail_server, "get_connection", lambda: trouble)
    return sending.send_waiting(on=TODAY), trouble


def states() -> dict[str, tuple[str, str]]:
    return {d.recipient.email: (d.state, d.error) for d in Digest.objects.select_related("recipient")}


def test_one_connection_serves_a_batch(monkeypatch: pytest.MonkeyPatch, three: list[User]) -> None:
    done, trouble = run(monkeypatch)
    assert (done.sent, trouble.opened, trouble.calls, trouble.closed) == (3, 1, 3, 1)


def test_a_refused_email_is_parked_at_once_with_the_servers_words(
    monkeypatch: pytest.MonkeyPatch, three: list[User]
) -> None:
    refused = smtplib.SMTPDataError(554, b"5.7.1 Looks like\r\nspam")
    done, _ = run(monkeypatch, **{"p1_example.test": refused})
    assert (done.sent, done.failed, done.trouble) == (2, 1, False)
    assert states()["p1@example.test"] == ("parked", "The mail server refused it: 554 5.7.1 Looks like spam")
    assert not BouncedAddress.objects.exists()


def test_an_address_that_does_not_exist_is_flagged_and_nothing_more_is_sent_to_it(
    monkeypatch: pytest.MonkeyPatch, three: list[User], ambridge: Council
) -> None:
    refused = smtplib.SMTPRecipientsRefused({"p1@example.test": (550, b"5.1.1 No such user")})
    done, _ = run(monkeypatch, **{"p1_example.test": refused})
    assert (done.sent, done.failed, done.trouble) == (2, 1, False)
    assert states()["p1@example.test"] == ("waiting", "The mail server refused it: 550 5.1.1 No such user")
    assert list(BouncedAddress.objects.flagged().values_list("email", flat=True)) == ["p1@example.test"]
    Digest.objects.update(next_try_at=NOW)
    assert run(monkeypatch)[0] == sending.Sent()
    assert services.waiting_since(now=timezone.now()) is None  # nothing waits for us

    admin = member(ambridge, Role.ADMINISTRATOR)
    addresses.clear(three[1].memberships.get(), by=admin, now=timezone.now())
    assert run(monkeypatch)[0].sent == 1
    verbs = AuditEvent.objects.filter(verb__contains="bounce").values_list("verb", "by").order_by("id")
    assert list(verbs) == [
        ("flagged an address that bounces", None),
        ("cleared an address that bounced", admin.pk),
    ]


def test_a_full_mailbox_is_tried_again_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch, three: list[User]
) -> None:
    full = smtplib.SMTPRecipientsRefused({"p0@example.test": (452, b"mailbox full")})
    done, _ = run(monkeypatch, **{"p0_example.test": full})
    assert (done.sent, done.failed, done.trouble) == (2, 1, False)
    assert states()["p0@example.test"] == ("waiting", "The mail server put it off: 452 mailbox full")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "The mail server could not be reached (Connection refused)."),
        (ConnectionResetError(104, "Connection reset by peer"), "The mail server could not be reached (Connection reset by peer)."),
        (TimeoutError("timed out"), "The mail server did not answer in time."),
        (smtplib.SMTPServerDisconnected("gone"), "The mail server did not take it (SMTPServerDisconnected)."),
        (smtplib.SMTPDataError(421, b"closing"), "The mail server is not available: 421 closing"),
    ],
)  # fmt: skip
def test_trouble_with_the_server_stops_the_run_and_costs_the_others_no_try(
    monkeypatch: pytest.MonkeyPatch, three: list[User], problem: Exception, words: str
) -> None:
    done, trouble = run(monkeypatch, all=problem)
    assert (done.sent, done.failed, done.trouble, trouble.calls) == (0, 1, True, 1)
    assert sorted(states().values()) == [("waiting", ""), ("waiting", ""), ("waiting", words)]
    assert sorted(Digest.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    done, _ = run(monkeypatch)  # the server is back
    assert done.sent == 2
    Digest.objects.update(next_try_at=NOW)
    assert run(monkeypatch)[0].sent == 1
    assert {state for state, _ in states().values()} == {"done"}


def test_an_email_that_cannot_be_written_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch, three: list[User]
) -> None:
    write = letters.write

    def broken(digest: Digest, **when: Any) -> letters.Letter:
        if digest.recipient == three[1]:
            raise ValueError("secret words of a council")
        return write(digest, **when)

    monkeypatch.setattr(letters, "write", broken)
    done, _ = run(monkeypatch)
    assert (done.sent, done.failed) == (2, 1)
    assert states()[three[1].email] == ("waiting", "It could not be written (ValueError).")
