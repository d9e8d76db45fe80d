"""Milestones of an action: added and changed with the plan, met by who reports, their lateness computed."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action, Milestone, Plan
from actions.services import milestones as services
from councils.clock import today
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from tests import factories

DAY = datetime.timedelta(days=1)
PAGE = "/councils/ambridge/actions/A1/"
API = "/api/v1/councils/ambridge/actions/A1/milestones/"


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    action: Action = factories.ActionFactory(
        council=ambridge, owner=officer, ref="A1", title="Train both teams"
    )
    return action


@pytest.fixture
def milestone(action: Action) -> Milestone:
    found: Milestone = factories.MilestoneFactory(
        council=action.council, action=action, title="First team trained"
    )
    return found


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def date(name: str, day: datetime.date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.mark.parametrize(
    ("due", "met", "words"),
    [
        (0, 0, "met on time"),
        (3, 0, "met on time"),
        (-3, 0, "met 3 days late"),
        (-4, -3, "met 1 day late"),
        (-5, None, "5 days overdue"),
        (0, None, "due today"),
        (4, None, "due in 4 days"),
    ],
)
def test_lateness_is_computed_in_words(due: int, met: int | None, words: str) -> None:
    met_on = None if met is None else today() + met * DAY
    assert Milestone(due_on=today() + due * DAY, met_on=met_on).in_words(on=today()) == words


def test_added_changed_met_and_kept(client: Client, action: Action, lead: User, officer: User) -> None:
    client.force_login(lead)
    due = today() - 3 * DAY
    sent = {"title": "First team trained", **date("due_on", due)}
    for _ in range(2):  # a double click is one
        assert client.post(f"{PAGE}milestones/add/", sent).url == PAGE
    milestone = Milestone.objects.get()
    assert "First team trained" in body(client.get(PAGE)) and "3 days overdue" in body(client.get(PAGE))
    sent = {"title": "Both teams trained", **date("due_on", due), "based_on": 1}
    assert client.post(f"{PAGE}milestones/1/edit/", sent).url == PAGE
    client.force_login(officer)
    assert client.post(f"{PAGE}milestones/1/met/", date("met_on", today() + DAY)).status_code == 200
    assert client.post(f"{PAGE}milestones/1/met/", date("met_on", today() - DAY)).url == PAGE
    page = body(client.get(PAGE))
    assert "Both teams trained" in page and "met 2 days late" in page and "said by Olive Officer" in page
    assert "Mark as met" not in page
    milestone.refresh_from_db()
    assert (milestone.met_on, milestone.met_by, milestone.version) == (today() - DAY, officer, 2)
    assert [e.verb for e in AuditEvent.objects.order_by("id")] == [
        "added a milestone", "edited a milestone", "met a milestone",
    ]  # fmt: skip


def test_who_may_do_what(
    client: Client, milestone: Milestone, officer: User, chair: User, case_lead: User, ambridge: Council
) -> None:
    other = factories.ActionFactory(council=ambridge, objective=milestone.action.objective, ref="A2")
    factories.MilestoneFactory(council=ambridge, action=other)
    met = date("met_on", today())
    client.force_login(officer)
    for path in ("add/", "1/edit/", "1/remove/"):
        assert client.post(f"{PAGE}milestones/{path}", {}).status_code == 403
    assert client.post("/councils/ambridge/actions/A2/milestones/1/met/", met).status_code == 403
    for person in (chair, case_lead):
        client.force_login(person)
        assert client.post(f"{PAGE}milestones/1/met/", met).status_code == 403
        page = body(client.get(PAGE))
        assert "First team trained" in page and "Mark as met" not in page and "Add a milestone" not in page
    assert not Milestone.objects.exclude(met_on=None).exists()


def test_only_one_that_was_not_met_is_removed(client: Client, milestone: Milestone, lead: User) -> None:
    client.force_login(lead)
    kept = factories.MilestoneFactory(council=milestone.council, action=milestone.action, met_on=today())
    for number in (1, 2):
        client.post(f"{PAGE}milestones/{number}/remove/")
    assert Milestone.objects.get() == kept
    assert client.get(f"{PAGE}milestones/1/edit/").status_code == 404
    with pytest.raises(Refused, match="was met"):
        services.remove_milestone(kept, by=lead, on=today())


def test_the_database_keeps_what_was_met(milestone: Milestone) -> None:
    Milestone.objects.update(met_on=today())
    with pytest.raises(InternalError), transaction.atomic():
        Milestone.objects.update(due_on=today() + 99 * DAY)
    with pytest.raises(InternalError), transaction.atomic():
        Milestone.objects.all().delete()


def test_the_second_of_two_edits_is_told(milestone: Milestone, lead: User) -> None:
    words = {"by": lead, "on": today(), "based_on": 1, "due_on": milestone.due_on}
    services.edit_milestone(milestone, title="One", **words)
    with pytest.raises(Refused, match="it is now “One”"):
        services.edit_milestone(milestone, title="Two", **words)
    assert Milestone.objects.get().title == "One"


def test_nothing_changes_in_a_closed_plan(milestone: Milestone, lead: User) -> None:
    Plan.objects.update(state="closed")
    milestone.action.plan.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        services.meet_milestone(milestone, by=lead, on=today(), met_on=today())
    with pytest.raises(Refused, match="closed"):
        services.add_milestone(milestone.action, by=lead, on=today(), title="x", due_on=today())
    with pytest.raises(ValidationError):
        services.meet_milestone(milestone, by=lead, on=today(), met_on=today() + DAY)


def test_by_the_api(client: Client, action: Action, lead: User, observer: User) -> None:
    client.force_login(lead)
    kind = {"content_type": "application/json"}
    due = today().isoformat()
    made = client.post(API, {"title": "First", "due_on": due}, **kind)
    assert (made.status_code, made.json()["number"], made.json()["in_words"]) == (201, 1, "due today")
    put = {"title": "Other", "due_on": due}
    assert client.put(f"{API}1/", put, **kind).status_code == 409
    assert client.put(f"{API}1/", {**put, "version": 1}, **kind).json()["version"] == 2
    answer = client.post(f"{API}1/met/", {"met_on": due}, **kind).json()
    assert (answer["title"], answer["in_words"], answer["met_by"]) == ("Other", "met on time", "Leo Lead")
    assert client.delete(f"{API}1/").status_code == 409
    client.force_login(observer)
    assert client.get(API).json()["results"][0]["met_by"] == "Council officer"


def test_the_page_asks_as_often_for_3_milestones_as_for_30(
    client: Client, action: Action, lead: User
) -> None:
    client.force_login(lead)
    counts = []
    for more in (3, 27):
        for _ in range(more):
            factories.MilestoneFactory(council=action.council, action=action, met_on=today(), met_by=lead)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
