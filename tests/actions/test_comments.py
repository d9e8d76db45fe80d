"""Comments on an action: whom they name, who reads them, and that nothing said is rewritten."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action, Comment, Mention, Plan
from actions.services import comments as services
from councils import scope
from councils.clock import today
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from councils.refusal import Refused
from tests import factories
from tests.conftest import member

PAGE = "/councils/ambridge/actions/A1/"
URL = f"{PAGE}comments/"
MENTIONS = "/councils/ambridge/my-actions/mentions/"
API = "/api/v1/councils/ambridge/actions/A1/comments/"


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    found: Action = factories.ActionFactory(
        council=ambridge, owner=officer, ref="A1", title="Train both teams"
    )
    return found


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_said_by_one_and_found_by_those_whom_it_names(
    client: Client, action: Action, officer: User, lead: User, chair: User
) -> None:
    client.force_login(officer)
    sent = {"text": "Can @clara chair look at <b>this</b>?", "mention": lead.pk}
    for _ in range(2):  # a double click is one
        assert client.post(URL, sent).url == URL
    comment = Comment.objects.get()
    assert {m.person for m in Mention.objects.all()} == {lead, chair}
    assert "Comments that mention you (0)" in body(client.get("/councils/ambridge/my-actions/"))
    for person in (lead, chair):
        client.force_login(person)
        page = client.get(MENTIONS)
        assert "Olive Officer wrote" in body(page) and "A1 Train both teams" in body(page)
        assert "&lt;b&gt;this&lt;/b&gt;" in page.content.decode()
    client.force_login(lead)
    assert "Comments that mention you (1)" in body(client.get("/councils/ambridge/my-actions/"))
    assert "Mentions Clara Chair, Leo Lead." in body(client.get(PAGE))
    event = AuditEvent.objects.get()
    assert event.verb == "commented on an action" and "look at" not in f"{event.about}{event.detail}"
    assert comment.author == officer


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ann Lee please", ["Ann Lee"]),
        ("@ann  lee\nplease", ["Ann Lee"]),
        ("@Ann Lee-Jones please", ["Ann Lee-Jones"]),
        ("(@Ann Lee, @Ann Lee-Jones)", ["Ann Lee", "Ann Lee-Jones"]),
        ("mail ann@Ann Lee", []),
        ("@Ann Leeds and @Nobody Here", []),
        ("Ann Lee without a sign", []),
        ("@", []),
    ],
)
def test_names_are_recognised_in_the_text(text: str, named: list[str]) -> None:
    people = [User(pk=n, name=name) for n, name in enumerate(["Ann Lee", "Ann Lee-Jones", ""], start=1)]
    assert [person.name for person in services.named_in(text, people)] == named


def test_two_people_of_one_name_are_both_meant() -> None:
    people = [User(pk=1, name="Ann Lee"), User(pk=2, name="Ann Lee")]
    assert services.named_in("@Ann Lee", people) == people


def test_people_of_another_council_are_never_named(
    client: Client, action: Action, officer: User, outsider: User, observer: User, ambridge: Council
) -> None:
    left = member(ambridge, Role.LEAD, name="Lea Left")
    left.memberships.update(valid_to=today() - datetime.timedelta(days=1))
    client.force_login(officer)
    page = body(client.get(URL))
    assert "Olive Officer" in page and not any(n in page for n in ("Otto", "Dora", "Lea Left"))
    client.post(URL, {"text": "@Otto Outsider @Dora Department @Lea Left look", "mention": ""})
    assert Comment.objects.count() == 1 and not Mention.objects.exists()
    page = client.post(URL, {"text": "Look", "mention": outsider.pk})
    assert page.status_code == 200 and Comment.objects.count() == 1
    with pytest.raises(ValueError, match="not of this council"):
        services.write(action, by=officer, on=today(), text="Look", mention=[outsider])


def test_the_department_reads_no_comment(
    client: Client, action: Action, officer: User, observer: User, case_lead: User
) -> None:
    services.write(action, by=officer, on=today(), text="Zyzzyva is said among ourselves.")
    for person in (observer, case_lead):
        client.force_login(person)
        for path in (PAGE, URL, API, "/api/v1/councils/ambridge/actions/"):
            page = client.get(path)
            assert page.status_code == 200 and "Zyzzyva" not in page.content.decode()
        assert client.get(API).json()["results"] == []
        assert "They are not shown to the Department." in body(client.get(URL))
        assert client.post(URL, {"text": "May I?"}).status_code == 403
        assert client.get(MENTIONS).status_code == 403
        assert not Comment.objects.visible_to(person).exists()
    with scope.entered(
        scope.Scope(department=True)
    ):  # and its own role finds no row, whatever the code forgets
        assert Action.objects.exists()
        assert not Comment.objects.exists() and not Mention.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM actions_commentevent")
            assert cursor.fetchone() == (0,)
    client.force_login(officer)
    assert "Zyzzyva is said among ourselves." in body(client.get(PAGE))


def test_an_administrator_reads_and_does_not_write(
    client: Client, action: Action, officer: User, administrator: User
) -> None:
    services.write(action, by=officer, on=today(), text="The room is booked.")
    client.force_login(administrator)
    page = body(client.get(URL))
    assert "The room is booked." in page and "Your comment" not in page
    assert client.post(URL, {"text": "Me too"}).status_code == 403


def test_its_author_takes_it_back_and_that_it_was_said_stays(
    client: Client, action: Action, officer: User, lead: User
) -> None:
    services.write(action, by=officer, on=today(), text="Wrong @Leo Lead words.")
    take_back = f"{URL}1/take-back/"
    client.force_login(lead)
    assert client.get(take_back).status_code == client.post(take_back).status_code == 302
    assert Comment.objects.get().taken_back_at is None
    client.force_login(officer)
    assert "Wrong @Leo Lead words." in body(client.get(take_back))
    for _ in range(2):
        assert client.post(take_back).url == URL
    page = body(client.get(URL))
    assert "Taken back by its author." in page and "Wrong" not in page and "Olive Officer wrote" in page
    assert "Wrong" not in body(client.get(take_back))
    assert client.get(API).json()["results"][0]["text"] == ""
    assert Comment.objects.get().text == "Wrong @Leo Lead words."
    assert [e.verb for e in AuditEvent.objects.order_by("id")] == [
        "commented on an action",
        "took a comment back",
    ]
    client.force_login(lead)
    assert "Nobody has mentioned you" in body(client.get(MENTIONS))


@pytest.mark.parametrize("change", [{"text": "Other"}, {"author": None}, {"number": 7}])
def test_the_database_lets_nobody_rewrite_what_was_said(
    action: Action, officer: User, change: dict[str, Any]
) -> None:
    services.write(action, by=officer, on=today(), text="Said.")
    with pytest.raises(InternalError), transaction.atomic():
        Comment.objects.update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        Comment.objects.all()._raw_delete("default")
    assert Comment.objects.get().text == "Said."


def test_nothing_is_said_in_a_closed_plan_and_what_was_typed_is_kept(
    client: Client, action: Action, officer: User
) -> None:
    Plan.objects.update(state="closed")
    client.force_login(officer)
    assert "Your comment" not in body(client.get(URL))
    page = client.post(URL, {"text": "One more word"})
    assert page.status_code == 200 and "This plan is closed." in body(page)
    assert "One more word" in page.content.decode() and not Comment.objects.exists()
    action.plan.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        services.write(action, by=officer, on=today(), text="One more word")


def test_by_the_api(client: Client, action: Action, officer: User, lead: User) -> None:
    client.force_login(officer)
    kind = {"content_type": "application/json"}
    made = client.post(API, {"text": "See @Leo Lead"}, **kind)
    assert made.status_code == 201
    assert (made.json()["author"], made.json()["mentions"]) == ("Olive Officer", ["Leo Lead"])
    client.force_login(lead)
    assert client.post(f"{API}1/take-back/", **kind).status_code == 409
    client.force_login(officer)
    assert client.post(f"{API}1/take-back/", **kind).json()["text"] == ""


def test_lists_ask_as_often_for_3_rows_as_for_30(
    client: Client, action: Action, officer: User, lead: User
) -> None:
    client.force_login(officer)
    counts: list[list[int]] = []
    for more in (3, 27):
        for _ in range(more):
            comment = factories.CommentFactory(council=action.council, action=action, author=lead)
            factories.MentionFactory(council=action.council, comment=comment, person=officer)
        asked = []
        for url in (URL, MENTIONS, PAGE, API):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
