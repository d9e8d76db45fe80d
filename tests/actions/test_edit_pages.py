"""Writing the plan: by those who may, from this council's own people, agencies and requirements."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from actions import services
from actions.models import Action, Objective
from councils.clock import today
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import member

ADD = "/councils/ambridge/actions/add/"
EDIT = "/councils/ambridge/actions/A1/edit/"


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def objective(ambridge: Council) -> Objective:
    plan = factories.PlanFactory(council=ambridge)
    return factories.ObjectiveFactory(council=ambridge, plan=plan, number=1, title="Children are seen")


@pytest.fixture
def action(objective: Objective, officer: User) -> Action:
    return factories.ActionFactory(
        council=objective.council, objective=objective, ref="A1", title="Train both teams", owner=officer
    )


def filled(objective: Objective, /, **changes: Any) -> dict[str, Any]:
    return {
        "objective": objective.pk,
        "ref": "A7",
        "title": "Audit ten cases a month",
        "detail": "",
        "success_measure": "Fewer cases are returned.",
        "owner": "",
        "due_on-day": "31",
        "due_on-month": "March",
        "due_on-year": "2027",
        "priority": "high",
        **changes,
    }


def edited(action: Action, /, **changes: Any) -> dict[str, Any]:
    now = {
        "based_on": action.version,
        "objective": action.objective_id,
        "title": action.title,
        "detail": action.detail,
        "success_measure": action.success_measure,
        "owner": f"u{action.owner_id}" if action.owner_id else "",
        "priority": action.priority,
    }
    return {**now, **changes}


def test_the_lead_adds_an_action_that_serves_requirements(
    client: Client, lead: User, officer: User, objective: Objective
) -> None:
    first, second = (
        factories.RequirementFactory(council=objective.council, notice=objective.plan.notice)
        for _ in range(2)
    )
    client.force_login(lead)
    assert client.get(ADD).status_code == 200
    data = filled(objective, owner=f"u{officer.pk}", requirements=[first.pk, second.pk])
    response = client.post(ADD, data)
    assert (response.status_code, response["Location"]) == (302, "/councils/ambridge/actions/A7/")
    action = Action.objects.get()
    assert (action.owner, action.priority, action.delivery) == (officer, "high", "not_started")
    assert str(action.due_on) == str(action.original_due_on) == "2027-03-31"
    assert list(action.requirements.order_by("seq")) == [first, second]
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.detail) == ("added an action", lead, {"requirements": [1, 2]})
    page = text(client.get(response["Location"]))
    assert "A7 is now in the plan." in page
    assert "Paragraph 1 :" in page and "Paragraph 2 :" in page


def test_a_partner_agency_can_own_an_action(client: Client, lead: User, objective: Objective) -> None:
    police = factories.OrganisationFactory(council=objective.council, name="Borsetshire Police")
    client.force_login(lead)
    client.post(ADD, filled(objective, owner=f"o{police.pk}"))
    action = Action.objects.get()
    assert (action.owner, action.owner_organisation) == (None, police)


def test_ids_of_another_council_are_no_choice(client: Client, lead: User, objective: Objective) -> None:
    theirs = factories.CouncilFactory(name="Borchester", slug="borchester")
    factories.RequirementFactory(council=objective.council, notice=objective.plan.notice)
    their_requirement = factories.RequirementFactory(council=theirs)
    their_objective = factories.ObjectiveFactory(council=theirs)
    their_officer = member(theirs, Role.OFFICER)
    their_police = factories.OrganisationFactory(council=theirs)
    other_notice = factories.RequirementFactory(council=objective.council)  # of this council, another notice
    client.force_login(lead)
    for foreign in (
        {"objective": their_objective.pk},
        {"owner": f"u{their_officer.pk}"},
        {"owner": f"o{their_police.pk}"},
        {"requirements": [their_requirement.pk]},
        {"requirements": [other_notice.pk]},
        {"owner": "u'; --"},
        {"objective": "999999999999999999999"},
    ):
        response = client.post(ADD, filled(objective, **foreign))
        assert response.status_code == 200, foreign
        assert "There is a problem" in text(response)
    assert not Action.objects.exists()


def test_people_who_cannot_report_are_not_offered_as_owners(
    client: Client, lead: User, chair: User, officer: User, objective: Objective
) -> None:
    gone = factories.UserFactory(name="Gone Away")
    factories.MembershipFactory(user=gone, council=objective.council, valid_to="2020-01-01")
    client.force_login(lead)
    options = re.findall(r'<option value="u\d+"[^>]*>([^<]+)<', client.get(ADD).content.decode())
    assert options == ["Leo Lead", "Olive Officer"]


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"ref": "A/7"}, "Reference must have only letters, numbers, dots and hyphens, like A12 or 1.2"),
        ({"ref": "add"}, "Reference must have only letters"),
        ({"ref": ""}, "Enter the reference"),
        ({"ref": "A1"}, "Another action has the reference A1"),
        ({"title": ""}, "Enter the action"),
        ({"title": "x" * 301}, "Action must be 300 characters or less"),
        ({"due_on-day": "31", "due_on-month": "2"}, "Due date must be a real date"),
        ({"due_on-year": ""}, "Due date must include a year"),
        ({"objective": ""}, "Select the objective"),
        ({"priority": ""}, "Select the priority"),
    ],
)
def test_mistakes_keep_what_was_typed_and_say_what_to_do(
    client: Client, lead: User, objective: Objective, action: Action, wrong: dict[str, str], message: str
) -> None:
    client.force_login(lead)
    response = client.post(ADD, filled(objective, **wrong))
    assert response.status_code == 200
    assert message in text(response)
    assert "Fewer cases are returned." in text(response)
    assert Action.objects.count() == 1


def test_the_next_reference_is_suggested(client: Client, lead: User, objective: Objective) -> None:
    for ref in ("A9", "A11"):
        factories.ActionFactory(council=objective.council, objective=objective, ref=ref)
    client.force_login(lead)
    assert re.search(r'name="ref"[^>]* value="A12"', client.get(ADD).content.decode())


def test_an_edit_changes_the_plan_and_shows_in_its_history(
    client: Client, lead: User, officer: User, action: Action
) -> None:
    second = factories.ObjectiveFactory(
        council=action.council, plan=action.plan, number=2, title="Work is steady"
    )
    client.force_login(lead)
    assert client.get(EDIT).status_code == 200
    data = edited(action, title="Train all four teams", objective=second.pk, owner="", priority="high")
    assert client.post(EDIT, data).status_code == 302
    stored = Action.objects.get()
    assert (stored.title, stored.objective, stored.owner, stored.version) == (
        "Train all four teams",
        second,
        None,
        2,
    )
    page = text(client.get("/councils/ambridge/actions/A1/"))
    assert "The changes to A1 are saved." in page
    assert "Title changed from “Train both teams” to “Train all four teams”." in page
    assert "Objective changed from “1. Children are seen” to “2. Work is steady”." in page
    assert "Owner “Olive Officer” taken away." in page
    assert "Priority changed from “Normal” to “High”." in page
    assert "by Leo Lead" in page
    event = AuditEvent.objects.get()
    assert event.detail == {"fields": ["objective_id", "owner_id", "priority", "title"]}


def test_an_edit_that_changes_nothing_leaves_no_trace(client: Client, lead: User, action: Action) -> None:
    client.force_login(lead)
    assert client.post(EDIT, edited(action)).status_code == 302
    assert Action.objects.get().version == 1
    assert not AuditEvent.objects.exists()


def test_requirements_can_be_exchanged(client: Client, lead: User, action: Action) -> None:
    old, new = (
        factories.RequirementFactory(council=action.council, notice=action.plan.notice) for _ in range(2)
    )
    factories.ActionRequirementFactory(council=action.council, action=action, requirement=old)
    client.force_login(lead)
    assert re.search(rf'value="{old.pk}"[^>]* checked', client.get(EDIT).content.decode())
    client.post(EDIT, edited(action, requirements=[new.pk]))
    assert list(action.requirements.all()) == [new]


def test_the_date_of_an_agreed_plan_is_the_boards_to_move(client: Client, lead: User, action: Action) -> None:
    client.force_login(lead)
    page = client.get(EDIT)
    assert "It changes only by a decision of the board" in text(page)
    assert "due_on-day" not in page.content.decode()
    moved = {"due_on-day": "1", "due_on-month": "1", "due_on-year": "2030"}
    client.post(EDIT, edited(action, title="Train all", **moved))
    assert Action.objects.get().due_on == action.due_on


def test_the_date_of_a_plan_in_drafting_can_move_and_the_first_one_stays(
    client: Client, lead: User, action: Action
) -> None:
    plan = factories.PlanFactory(council=action.council, state="drafting", agreed_on=None)
    objective = factories.ObjectiveFactory(council=action.council, plan=plan)
    action = factories.ActionFactory(council=action.council, objective=objective, ref="D1")
    page_url, first = action.get_absolute_url(), action.due_on
    client.force_login(lead)
    moved = {"due_on-day": "1", "due_on-month": "1", "due_on-year": "2030"}
    assert client.post(f"{page_url}edit/", edited(action, **moved)).status_code == 302
    stored = Action.objects.get(ref="D1")
    assert (str(stored.due_on), stored.original_due_on) == ("2030-01-01", first)
    page = text(client.get(page_url))
    assert "First agreed as" in page
    assert "History of the due date" in page
    response = client.post(f"{page_url}edit/", edited(stored))  # the date taken away
    assert "Enter the due date" in text(response)


def test_a_missing_date_can_be_given_once(client: Client, lead: User, objective: Objective) -> None:
    action = factories.ActionFactory(
        council=objective.council, objective=objective, ref="A1", original_due_on=None
    )
    client.force_login(lead)
    given = {"due_on-day": "1", "due_on-month": "1", "due_on-year": "2030"}
    assert client.post(EDIT, edited(action, **given)).status_code == 302
    stored = Action.objects.get()
    assert str(stored.original_due_on) == str(stored.due_on) == "2030-01-01"


def test_the_second_of_two_editors_is_told_and_keeps_the_typed_text(
    client: Client, lead: User, officer: User, action: Action
) -> None:
    other = member(action.council, Role.DIRECTOR, name="Dee Director")
    services.edit_action(
        Action.objects.get(), by=other, on=today(), based_on=1, objective=action.objective, title="Train three teams",
        owner=officer, owner_organisation=None, due_on=action.due_on, priority="normal", detail="",
        success_measure="", requirements=[],
    )  # fmt: skip
    client.force_login(lead)
    response = client.post(EDIT, edited(action, title="Train all four teams"))
    assert response.status_code == 409
    assert "Your changes are not saved yet" in text(response)
    assert "Title changed from “Train both teams” to “Train three teams”." in text(response)
    html = response.content.decode()
    assert 'value="Train all four teams"' in html
    assert 'name="based_on" id="id_based_on" value="2"' in html
    assert Action.objects.get().title == "Train three teams"
    assert client.post(EDIT, edited(action, based_on=2, title="Train all four teams")).status_code == 302


def test_objectives_can_be_added_and_changed(client: Client, lead: User, objective: Objective) -> None:
    client.force_login(lead)
    page = client.get("/councils/ambridge/plan/objectives/add/")
    assert re.search(r'name="number"[^>]* value="2"', page.content.decode())
    data = {"number": "2", "title": "Work is steady", "theme": "Workforce", "lead": str(lead.pk)}
    assert client.post("/councils/ambridge/plan/objectives/add/", data).status_code == 302
    assert (
        client.post("/councils/ambridge/plan/objectives/add/", data).status_code == 200
    )  # the number is taken
    second = Objective.objects.get(number=2)
    assert (second.theme, second.lead) == ("Workforce", lead)
    url = "/councils/ambridge/plan/objectives/2/edit/"
    assert client.get(url).status_code == 200
    assert client.post(url, {**data, "title": "Work is calm", "lead": ""}).status_code == 302
    assert client.post(url, {**data, "number": "1"}).status_code == 200
    second.refresh_from_db()
    assert (second.title, second.lead, second.number) == ("Work is calm", None, 2)
    assert [e.verb for e in AuditEvent.objects.order_by("id")] == [
        "added an objective",
        "edited an objective",
    ]
    assert client.get("/councils/ambridge/plan/objectives/9/edit/").status_code == 404


@pytest.mark.parametrize(
    "path", ["actions/add/", "actions/A1/edit/", "plan/objectives/add/", "plan/objectives/1/edit/"]
)
def test_only_those_who_may_write_the_plan_can(
    client: Client, action: Action, path: str, outsider: User, observer: User, case_lead: User, chair: User,
    administrator: User, officer: User,
) -> None:  # fmt: skip
    expected = {outsider: 404, observer: 403, case_lead: 403, chair: 403, administrator: 403, officer: 403}
    for person, status in expected.items():
        client.force_login(person)
        answers = [client.get(f"/councils/ambridge/{path}"), client.post(f"/councils/ambridge/{path}", {})]
        assert [answer.status_code for answer in answers] == [status, status], person
    assert "Add an action" not in client.get("/councils/ambridge/plan/").content.decode()


def test_verbs_refuse_what_a_form_never_sends(action: Action, lead: User, objective: Objective) -> None:
    foreign = factories.RequirementFactory(council=objective.council)  # of another notice
    with pytest.raises(ValueError, match="another notice"):
        services.add_action(objective, by=lead, on=today(), ref="A7", title="x", requirements=[foreign])
    other = factories.ObjectiveFactory(council=objective.council)
    with pytest.raises(ValueError, match="another plan"):
        services.edit_action(
            action, by=lead, on=today(), based_on=1, objective=other, title="x", owner=None, owner_organisation=None,
            due_on=action.due_on, priority="high", detail="", success_measure="", requirements=[],
        )  # fmt: skip
