"""Adding and editing actions by the API, one or several: the verbs of the pages, in words of the council."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from actions.models import Action, ActionUpdate, Comment, Plan
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from tests import factories as make
from tests.conftest import member

OF = "/api/v1/councils/ambridge"
BORN = "Born on 3 March 2015, she was seen on Monday."


@pytest.fixture
def plan(ambridge: Council) -> Plan:
    return make.PlanFactory(council=ambridge, state="active", agreed_on=make.TODAY)


@pytest.fixture
def action(plan: Plan, officer: User) -> Action:
    objective = make.ObjectiveFactory(council=plan.council, plan=plan, number=1)
    make.ObjectiveFactory(council=plan.council, plan=plan, number=2)
    make.ActionFactory(council=plan.council, objective=objective, ref="A2")
    make.OrganisationFactory(council=plan.council, name="Police")
    make.RequirementFactory(council=plan.council, notice=plan.notice, seq=7)
    return make.ActionFactory(
        council=plan.council, objective=objective, ref="A1", title="Panel", owner=officer
    )


@pytest.fixture
def send(client: Client, lead: User, action: Action) -> Any:
    client.force_login(lead)

    def post(path: str, data: dict[str, Any], method: str = "post", by: User | None = None) -> Any:
        if by:
            client.force_login(by)
        return getattr(client, method)(f"{OF}/{path}", data, content_type="application/json")

    return post


def test_what_is_sent_changes_and_the_rest_stays(send: Any, action: Action, lead: User) -> None:
    answer = send(
        "actions/A1/",
        {"version": 1, "title": "Weekly panel", "objective": 2, "accountable_lead": lead.email.upper(),
         "partner_agencies": ["Police"], "waits_for": ["A2"], "requirements": [7]},
        "patch",
    )  # fmt: skip
    assert answer.status_code == 200
    said = answer.json()
    names = (
        "title",
        "objective",
        "owner",
        "accountable_lead",
        "partner_agencies",
        "waits_for",
        "requirements",
        "version",
    )
    assert {name: said[name] for name in names} == {
        "title": "Weekly panel", "objective": 2, "owner": "Olive Officer", "accountable_lead": lead.name,
        "partner_agencies": ["Police"], "waits_for": ["A2"], "requirements": [7], "version": 2,
    }  # fmt: skip
    event = AuditEvent.objects.get(verb="edited an action")
    assert (event.by, event.detail["fields"]) == (
        lead, ["accountable_lead_id", "objective_id", "partner_agencies", "requirements", "title", "waits_for"],
    )  # fmt: skip
    again = send("actions/A1/", {"version": 2, "owner_organisation": "Police"}, "patch").json()
    assert (again["owner"], again["owner_organisation"], again["title"], again["waits_for"]) == (
        None,
        "Police",
        "Weekly panel",
        ["A2"],
    )


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": "No version"}, "version"),
        ({"version": 1, "owner": "nobody@example.test"}, "owner"),
        ({"version": 1, "objective": 9}, "objective"),
        ({"version": 1, "owner_organisation": "Fire"}, "owner_organisation"),
        ({"version": 1, "partner_agencies": ["Fire"]}, "partner_agencies"),
        ({"version": 1, "waits_for": ["A9"]}, "waits_for"),
        ({"version": 1, "waits_for": ["A1"]}, "waits_for"),
        ({"version": 1, "requirements": [99]}, "requirements"),
    ],
)
def test_what_is_not_the_councils_is_refused_by_field(
    sent: dict[str, Any], field: str, send: Any, action: Action
) -> None:
    answer = send("actions/A1/", sent, "patch")
    assert (answer.status_code, list(answer.json())) == (400, [field])
    action.refresh_from_db()
    assert action.version == 1


def test_an_old_version_is_a_conflict_and_an_officer_may_not_edit(
    send: Any, action: Action, officer: User
) -> None:
    Action.objects.filter(pk=action.pk).update(version=4)
    assert send("actions/A1/", {"version": 1, "title": "Late"}, "patch").status_code == 409
    assert send("actions/A1/", {"version": 4, "title": "Mine"}, "patch", by=officer).status_code == 403
    assert (
        send("bulk-changes/", {"actions": [{"ref": "A1", "version": 4}], "priority": "high"}).status_code
        == 403
    )
    action.refresh_from_db()
    assert action.title == "Panel"


def test_an_agreed_date_and_a_closed_plan_are_refused_in_words(send: Any, action: Action, plan: Plan) -> None:
    answer = send("actions/A1/", {"version": 1, "due_on": "2030-01-01"}, "patch")
    assert (answer.status_code, list(answer.json())) == (400, ["due_on"])
    Plan.objects.filter(pk=plan.pk).update(state="closed")
    answer = send("actions/A1/", {"version": 1, "title": "Too late"}, "patch")
    assert (answer.status_code, "closed" in str(answer.json())) == (400, True)


def test_an_action_is_added(send: Any, plan: Plan, officer: User) -> None:
    sent = {
        "ref": "A3",
        "title": "Train",
        "objective": 1,
        "owner": officer.email,
        "due_on": "2030-05-01",
        "priority": "high",
    }
    answer = send("actions/", sent)
    assert answer.status_code == 201
    said = answer.json()
    assert (said["ref"], said["owner"], said["due_on"], said["original_due_on"], said["priority"]) == (
        "A3", officer.name, "2030-05-01", "2030-05-01", "high",
    )  # fmt: skip
    twice = send("actions/", sent)
    assert (twice.status_code, twice.json()) == (400, {"ref": ["Another action has the reference A3"]})


def test_several_are_changed_and_each_says_what_became_of_it(
    send: Any, action: Action, lead: User, plan: Plan
) -> None:
    Action.objects.filter(ref="A2").update(version=5)
    rows = [{"ref": "A1", "version": 1}, {"ref": "A2", "version": 1}]
    answer = send("bulk-changes/", {"actions": rows, "owner": lead.email, "priority": "high"})
    assert answer.status_code == 200
    assert [(row["ref"], row["result"], row["version"]) for row in answer.json()] == [
        ("A1", "changed", 2),
        ("A2", "refused", 5),
    ]
    action.refresh_from_db()
    assert (action.owner, action.priority) == (lead, "high")
    nobody = send("bulk-changes/", {"actions": [{"ref": "A1", "version": 2}], "owner": ""})
    assert nobody.json()[0]["result"] == "changed"
    action.refresh_from_db()
    assert (action.owner, action.priority) == (None, "high")


@pytest.mark.parametrize(
    "sent",
    [
        {"actions": [{"ref": "A1", "version": 1}]},
        {"actions": [], "priority": "high"},
        {"actions": [{"ref": "Z9", "version": 1}], "priority": "high"},
        {"actions": [{"ref": "A1", "version": 1}], "owner": "x@example.test", "owner_organisation": "Police"},
    ],
)
def test_a_bulk_change_that_says_nothing_or_of_nothing_is_refused(
    sent: dict[str, Any], send: Any, action: Action
) -> None:
    assert send("bulk-changes/", sent).status_code == 400


# -- children's data in comments and updates


def test_a_comment_that_may_name_a_child_waits_for_a_second_look_on_the_page(
    client: Client, action: Action, officer: User
) -> None:
    client.force_login(officer)
    url = "/councils/ambridge/actions/A1/comments/"
    page = client.post(url, {"text": BORN})
    assert (page.status_code, Comment.objects.count()) == (200, 0)
    words = page.content.decode()
    assert "This looks as if it holds a date of birth" in words
    assert BORN in words
    assert 'name="nobody_identified"' in words
    assert client.post(url, {"text": BORN, "nobody_identified": "on"}).status_code == 302
    event = AuditEvent.objects.get(verb="commented on an action")
    assert event.detail["confirmed_that_nobody_can_be_identified"] == ["date_of_birth"]
    assert "March" not in str(event.detail)
    assert 'name="nobody_identified"' not in client.post(url, {"text": ""}).content.decode()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("actions/A1/comments/", {"text": BORN}),
        (
            "actions/A1/updates/",
            {"version": 1, "delivery": "in_progress", "confidence": "on_track", "narrative": BORN},
        ),
    ],
)
def test_the_api_asks_for_the_same_second_look(
    path: str, sent: dict[str, Any], send: Any, officer: User
) -> None:
    refused = send(path, sent, by=officer)
    assert (refused.status_code, list(refused.json())) == (400, ["nobody_identified"])
    assert (Comment.objects.count(), ActionUpdate.objects.count()) == (0, 0)
    assert send(path, {**sent, "nobody_identified": True}).status_code == 201
    details = [
        event.detail.get("confirmed_that_nobody_can_be_identified") for event in AuditEvent.objects.all()
    ]
    assert ["date_of_birth"] in details


def test_a_director_edits_by_the_api_too(send: Any, ambridge: Council, action: Action) -> None:
    director = member(ambridge, Role.DIRECTOR)
    assert (
        send("actions/A1/", {"version": 1, "title": "By the director"}, "patch", by=director).status_code
        == 200
    )
