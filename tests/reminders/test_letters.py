"""What an e-mail says, to whom, and what it never says."""

from __future__ import annotations

import email
import html
import re
from email import policy
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from actions.models import Action
from councils.models import Council, Membership, User
from councils.permissions import Role
from notices.models import Notice
from reminders import letters, sending, services
from reminders.letters import one_line
from reminders.models import Digest, Kind, Reminder
from reminders.telling import Told
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

from .conftest import days, tick

pytestmark = pytest.mark.django_db


def action(council: Council, owner: User | None, due: int, **fields: Any) -> Action:
    """In the council's one plan."""
    notice = Notice.objects.filter(council=council).first() or factories.NoticeFactory(council=council)
    plan = notice.plans.first() or factories.PlanFactory(council=council, notice=notice)
    objective = plan.objectives.first() or factories.ObjectiveFactory(council=council, plan=plan)
    return factories.ActionFactory(
        council=council, objective=objective, owner=owner, original_due_on=days(due), **fields
    )


def make() -> None:
    services.make_reminders(on=TODAY, now=timezone.now())


def send() -> sending.Sent:
    return sending.send_waiting(on=TODAY)


def test_the_email_says_what_and_when_and_each_line_lands_on_the_form(
    ambridge: Council, officer: User
) -> None:
    action(ambridge, officer, -8, ref="A7", title="Train the duty team")
    action(ambridge, officer, 0, ref="A8", title="Audit 40 cases")
    action(ambridge, officer, 7, ref="A9", title="Agree the practice model")
    tick()
    (message,) = mail.outbox
    assert message.subject == "3 actions due: 1 overdue, 1 due today – Ambridge, 22 November 2026"
    assert message.to == [officer.email]
    assert (
        message.body.splitlines()
        == """\
Each link opens the page where you do it.

Report progress
---------------

* A7 Train the duty team
  14 November 2026: 8 days overdue. Report progress.
  https://noticeboard.example/councils/ambridge/actions/A7/update/

* A8 Audit 40 cases
  22 November 2026: due today. Report progress.
  https://noticeboard.example/councils/ambridge/actions/A8/update/

* A9 Agree the practice model
  29 November 2026: due in 7 days. Report progress.
  https://noticeboard.example/councils/ambridge/actions/A9/update/

Open my actions:
https://noticeboard.example/councils/ambridge/my-actions/

--
You get this email because of your role in Noticeboard. You get at most one a day.""".splitlines()
    )


def _words(text: str) -> list[str]:
    """Words without marks and addresses: what a reader reads."""
    return re.findall(r"\w+", re.sub(r"https?://\S+", " ", text))


def _body_of_html(markup: str) -> str:
    inside = re.sub(r"(?s)<head>.*?</head>", " ", markup)
    return html.unescape(re.sub(r"<[^>]+>", " ", inside))


def test_text_and_html_say_the_same_words_and_have_the_same_links(
    ambridge: Council, borchester: Council, officer: User
) -> None:
    factories.MembershipFactory(user=officer, council=borchester, role=Role.LEAD)
    action(ambridge, officer, 0, title="Ask <b>families</b> & “partners”")
    action(borchester, officer, -7, title="Check the rota, twice")
    tick()
    (message,) = mail.outbox
    markup = message.alternatives[0].content  # type: ignore[attr-defined]
    assert message.alternatives[0].mimetype == "text/html"  # type: ignore[attr-defined]
    assert _words(_body_of_html(markup)) == ["Noticeboard", *_words(message.body)]
    assert re.findall(r'href="([^"]+)"', markup) == re.findall(r"https?://\S+", message.body)


def _of_every_kind() -> letters.Letter:
    told = [
        Told(1, kind, n, f"Thing {n}", days(n % 3 - 1), ref="A1", number=n + 1, seq=1, rung=n % 2)
        for n, kind in enumerate(Kind)
    ]
    letter = letters.Letter()
    council = Council(pk=1, name="Ambridge", slug="ambridge")
    letters._put_into_words(letter, told, {1: council}, urgent=False, on=TODAY)
    return letter


def test_of_every_kind_text_and_html_have_the_same_words_one_link_a_line_and_no_tracking() -> None:
    letter = _of_every_kind()
    assert _words(_body_of_html(letter.html)) == ["Noticeboard", *_words(letter.text)]
    links = re.findall(r"https?://\S+", letter.text)
    assert re.findall(r'href="([^"]+)"', letter.html) == links
    assert len(links) == len(Kind) + 1  # a line each, and the main link
    assert [line for line in letter.text.splitlines() if len(re.findall("https?://", line)) > 1] == []
    assert all(re.fullmatch(r"https://noticeboard\.example/[\w./-]*", link) for link in links)
    assert (
        re.findall(r"<(?:img|script|iframe|link|object|embed|video)\b|url\(|@import|utm_", letter.html) == []
    )


@pytest.mark.parametrize("title", ["A1 Visit child AB", "A1 Case no. 1234567", "A1 NHS 943 476 5919"])
def test_a_title_that_looks_as_if_it_told_of_a_child_is_not_in_the_email(
    ambridge: Council, officer: User, title: str
) -> None:
    action(ambridge, officer, 0, ref="A1", title=title.removeprefix("A1 "))
    tick()
    (message,) = mail.outbox
    everything = f"{message.subject} {message.body} {message.alternatives[0].content}"  # type: ignore[attr-defined]
    assert title not in everything and title.removeprefix("A1 ") not in everything
    assert "A1 (its title is on the page)" in message.body


def test_of_a_restricted_action_the_email_says_its_reference_alone(ambridge: Council, officer: User) -> None:
    action(ambridge, officer, 0, ref="A1", title="Look into one team", restricted=True)
    tick()
    (message,) = mail.outbox
    everything = f"{message.subject} {message.body} {message.alternatives[0].content}"  # type: ignore[attr-defined]
    assert "one team" not in everything and "A1 (restricted)" in message.body


def test_there_is_no_tracking(ambridge: Council, officer: User) -> None:
    action(ambridge, officer, 0)
    tick()
    markup = mail.outbox[0].alternatives[0].content  # type: ignore[attr-defined]
    assert re.findall(r"<(?:img|script|iframe|link|object|embed|video)\b|url\(|@import|utm_", markup) == []
    links = re.findall(r'(?:href|src)="([^"]+)"', markup)
    assert [
        link for link in links if not link.startswith("https://noticeboard.example/councils/ambridge/")
    ] == []


def test_a_person_of_two_councils_gets_one_email_and_their_own_things_only(
    ambridge: Council, borchester: Council, officer: User, lead: User, outsider: User
) -> None:
    factories.MembershipFactory(user=officer, council=borchester, role=Role.OFFICER)
    own = [action(ambridge, officer, 0, title="Mine one"), action(borchester, officer, 1, title="Mine two")]
    others = [
        action(ambridge, lead, 0, title="Theirs one"),
        action(borchester, outsider, 0, title="Theirs two"),
    ]
    tick()
    assert sorted(m.to[0] for m in mail.outbox) == sorted(p.email for p in (officer, lead, outsider))
    (message,) = [m for m in mail.outbox if m.to == [officer.email]]
    everything = message.message().as_string() + message.subject + message.body
    assert message.subject == "2 actions due: 1 due today – 2 councils, 22 November 2026"
    assert "Ambridge: report progress" in message.body and "Borchester: report progress" in message.body
    assert all(item.title in message.body for item in own)
    assert all(item.title not in everything and f"/{item.ref}/" not in everything for item in others)
    assert message.body.rstrip().splitlines()[-5:-2] == [
        "Open your tasks:",
        "https://noticeboard.example/tasks/",
        "",
    ]


def test_a_case_leads_email_holds_reviews_of_all_councils_and_no_persons_name(
    ambridge: Council, borchester: Council, case_lead: User, officer: User
) -> None:
    for council in (ambridge, borchester):
        action(council, officer, 0)
        factories.ReviewFactory(council=council, notice=Notice.objects.get(council=council), due_on=days(1))
    tick()
    (message,) = [m for m in mail.outbox if m.to == [case_lead.email]]
    assert message.subject == "2 things due soon – 2 councils, 22 November 2026"
    assert message.body.count("Initial review by the Department") == 2
    assert officer.name not in message.body


def test_a_revoked_role_gets_nothing(ambridge: Council, officer: User, lead: User) -> None:
    action(ambridge, officer, 0)
    make()
    Membership.objects.filter(user=officer).update(valid_to=days(-1))
    assert (send().sent, len(mail.outbox)) == (0, 0)
    digest = Digest.objects.get()
    assert (digest.state, digest.error) == ("dropped", "Nothing was left to say.")
    assert Reminder.objects.get().dropped_why == "No longer has a role in this council"


def test_a_person_who_may_not_sign_in_gets_nothing(ambridge: Council, officer: User) -> None:
    action(ambridge, officer, 0)
    make()
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert (send().sent, len(mail.outbox)) == (0, 0)


def test_of_two_councils_the_one_that_was_left_is_left_out(
    ambridge: Council, borchester: Council, officer: User
) -> None:
    membership = factories.MembershipFactory(user=officer, council=borchester, role=Role.OFFICER)
    action(ambridge, officer, 0, title="Still mine")
    action(borchester, officer, 0, title="No longer mine")
    make()
    membership.delete()
    assert send().sent == 1
    (message,) = mail.outbox
    assert "Still mine" in message.body and "No longer mine" not in message.body
    assert "Borchester" not in message.message().as_string()
    why = dict(Reminder.objects.values_list("council__slug", "dropped_why"))
    assert why == {"ambridge": "", "borchester": "No longer has a role in this council"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"delivery": "done", "done_on": TODAY}, "No longer due"),
        ({"due_on": days(9)}, "Its date is now 1 December 2026"),
        ({"owner": None}, "No longer this person’s to do"),
    ],
)
def test_what_has_changed_since_is_left_out_with_the_reason(
    ambridge: Council, officer: User, lead: User, change: dict[str, Any], why: str
) -> None:
    changed, same = action(ambridge, officer, 0), action(ambridge, officer, 0)
    make()
    Action.objects.filter(pk=changed.pk).update(**change)
    send()
    assert dict(Reminder.objects.values_list("object_id", "dropped_why")) == {changed.pk: why, same.pk: ""}
    assert same.ref in mail.outbox[0].body
    assert f"/{changed.ref}/" not in mail.outbox[0].body


def test_a_lifted_notice_silences_its_reminders(ambridge: Council, officer: User) -> None:
    action(ambridge, officer, 0)
    make()
    factories.lead_to(Notice.objects.get(), "lifted")
    assert (send().dropped, len(mail.outbox)) == (1, 0)


def test_a_name_cannot_write_headers_or_lines(ambridge: Council, officer: User) -> None:
    evil = "x\r\nBcc: everybody@example.test\r\n\r\nhttps://evil.example\x00\u2028* Click\u202e here\x0b"
    Council.objects.filter(pk=ambridge.pk).update(short_name=evil.replace("\x00", "")[:110])
    action(ambridge, officer, 0, ref="A1", title=evil.replace("\x00", ""))
    tick()
    (message,) = mail.outbox
    parsed = email.message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert [name for name in parsed.keys() if name.lower() in ("bcc", "cc")] == []  # noqa: SIM118
    assert parsed["To"] == officer.email
    assert "\n" not in message.subject and "\u202e" not in message.subject
    (line,) = [line for line in message.body.splitlines() if "evil.example" in line]
    assert line == "* A1 x Bcc: everybody@example.test https://evil.example * Click here"


def test_one_line() -> None:
    assert one_line(" a\u200b\tb\r\nc\u2029d\x7fe ") == "a b c d e"
    assert one_line("Naïve – “café” ŵ") == "Naïve – “café” ŵ"


@pytest.mark.parametrize(
    ("dues", "subject"),
    [
        ([-1], "1 action overdue"),
        ([0, 0], "2 actions due today"),
        ([7], "1 action due soon"),
        ([-9, -1, 0, 5], "4 actions due: 2 overdue, 1 due today"),
    ],
)
def test_the_subject_counts_what_is_late(
    ambridge: Council, officer: User, dues: list[int], subject: str
) -> None:
    for due in dues:
        action(ambridge, officer, due)
    tick()
    assert mail.outbox[0].subject == f"{subject} – Ambridge, 22 November 2026"


def test_the_reference_is_in_the_headers_and_stays_the_same(ambridge: Council, officer: User) -> None:
    action(ambridge, officer, 0)
    tick()
    digest = Digest.objects.get()
    headers = mail.outbox[0].message()
    assert headers["Message-ID"] == f"<{digest.reference}@noticeboard.example>"
    assert headers["X-Reference"] == str(digest.reference)


def test_the_number_of_queries_does_not_grow_with_the_lines(
    ambridge: Council, officer: User, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    other = member(ambridge, Role.OFFICER)
    action(ambridge, officer, 0)
    for _ in range(5):
        action(ambridge, other, 0)
    make()
    counts = []
    for digest in Digest.objects.order_by("recipient_id"):
        Digest.objects.exclude(pk=digest.pk).update(state="done")
        Digest.objects.filter(pk=digest.pk).update(state="waiting")
        with CaptureQueriesContext(connection) as captured:
            assert send().sent == 1
        counts.append(len(captured))
    assert counts[0] == counts[1]
