"""Who answers for an action, who helps, what it waits for: in form, page, history, comparison and API; no circles."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from actions import plan_compare, services
from actions.history import edits
from actions.models import Action, ActionDependency, Plan
from councils import scope
from councils.clock import today
from councils.lateness import long_date
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import member

DAY = datetime.timedelta(days=1)
PAGE = "/councils/ambridge/actions/A1/"


@pytest.fixture
def plan(ambridge: Council, officer: User) -> Plan:
    plan: Plan = factories.PlanFactory(council=ambridge)
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan, number=1)
    for n in (1, 2, 3):
        factories.ActionFactory(
            council=ambridge, objective=objective, owner=officer, ref=f"A{n}", title=f"Do A{n}"
        )
    return plan


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def edit(action: Action, by: User, **changes: Any) -> Action:
    """The verb, with everything else as it is."""
    action = Action.objects.select_related("plan", "objective").get(pk=action.pk)
    names = (
        "objective",
        "title",
        "owner",
        "owner_organisation",
        "due_on",
        "priority",
        "detail",
        "success_measure",
    )
    same = {name: getattr(action, name) for name in names}
    given = {**same, "requirements": action.requirements.all(), "based_on": action.version, **changes}
    return services.edit_action(action, by=by, on=today(), **given)


def of(ref: str) -> Action:
    return Action.objects.get(ref=ref)


def as_sent(action: Action) -> dict[str, Any]:
    """The edit form as it opens. Its date is agreed, so there is no field for it."""
    return {
        "based_on": action.version, "objective": action.objective_id, "title": action.title, "detail": "",
        "success_measure": "", "owner": f"u{action.owner_id}", "priority": action.priority,
    }  # fmt: skip


def test_from_the_form_to_page_history_audit_and_api(
    client: Client, plan: Plan, lead: User, officer: User, observer: User, ambridge: Council
) -> None:
    police = factories.OrganisationFactory(council=ambridge, name="Police")
    client.force_login(lead)
    assert "Who answers for it?" in body(client.get(f"{PAGE}edit/"))
    sent = as_sent(of("A1"))
    sent |= {"accountable_lead": lead.pk, "partner_agencies": [police.pk], "waits_for": "a3, A2"}
    assert client.post(f"{PAGE}edit/", sent).status_code == 302
    page = body(client.get(PAGE))
    due = long_date(of("A2").due_on)
    assert (
        f"Waits for A2, which is not done (due {due}). Waits for A3, which is not done (due {due})." in page
    )
    assert "Accountable lead Leo Lead" in page and "Partner agencies Police" in page
    assert "Accountable lead set to “Leo Lead”." in page
    assert "Other actions wait for it A1 Do A1" in body(client.get("/councils/ambridge/actions/A2/"))
    assert AuditEvent.objects.get().detail["fields"] == [
        "accountable_lead_id",
        "partner_agencies",
        "waits_for",
    ]
    answer = client.get("/api/v1/councils/ambridge/actions/A1/").json()
    assert (answer["accountable_lead"], answer["partner_agencies"]) == ("Leo Lead", ["Police"])
    assert sorted(answer["waits_for"]) == ["A2", "A3"]
    client.force_login(observer)
    assert "Leo Lead" not in body(client.get(PAGE)) and "Accountable lead Council officer" in body(
        client.get(PAGE)
    )
    assert client.get("/api/v1/councils/ambridge/actions/A1/").json()["accountable_lead"] == "Council officer"
    client.force_login(lead)
    sent |= {"based_on": of("A1").version, "accountable_lead": "", "partner_agencies": [], "waits_for": ""}
    assert client.post(f"{PAGE}edit/", sent).status_code == 302
    page = body(client.get(PAGE))
    assert "Accountable lead “Leo Lead” taken away." in page
    assert "which is not done" not in page and "Partner agencies" not in page


def test_a_reference_that_is_no_action_is_named_and_what_was_typed_is_kept(
    client: Client, plan: Plan, lead: User, borchester: Council
) -> None:
    factories.ActionFactory(council=borchester, ref="B1")
    client.force_login(lead)
    sent = as_sent(of("A1"))
    page = client.post(f"{PAGE}edit/", {**sent, "waits_for": "A2, B1, A9"})
    assert page.status_code == 200
    assert (
        "B1, A9 are not actions of this plan" in body(page) and 'value="A2, B1, A9"' in page.content.decode()
    )
    page = client.post(f"{PAGE}edit/", {**sent, "waits_for": "A1"})
    assert "An action cannot wait for itself" in body(page)
    assert not ActionDependency.objects.exists()


def test_a_new_action_can_have_all_of_it(plan: Plan, lead: User, ambridge: Council) -> None:
    police = factories.OrganisationFactory(council=ambridge)
    action = services.add_action(
        of("A1").objective, by=lead, on=today(), ref="A4", title="New", accountable_lead=lead, partner_agencies=[police],
        waits_for=[of("A1")],
    )  # fmt: skip
    stored = of("A4")
    assert stored == action and stored.accountable_lead == lead
    assert [*stored.partner_agencies.all(), *stored.waits_for.all()] == [police, of("A1")]


def test_a_circle_is_refused_in_words_and_nothing_is_written(plan: Plan, lead: User) -> None:
    edit(of("A1"), lead, waits_for=[of("A2")])
    edit(of("A2"), lead, waits_for=[of("A3")])
    with pytest.raises(ValidationError) as refused:
        edit(of("A3"), lead, title="Another title", waits_for=[of("A1")])
    assert refused.value.message_dict == {
        "waits_for": ["A3 cannot wait for A1: A1 waits for A2, which waits for A3"]
    }
    stored = of("A3")
    assert (stored.title, stored.version, stored.waits_for.count()) == ("Do A3", 1, 0)


def test_the_database_refuses_an_action_that_waits_for_itself(plan: Plan, ambridge: Council) -> None:
    with pytest.raises(IntegrityError, match="actions_actiondependency_not_itself"), transaction.atomic():
        ActionDependency.objects.create(council=ambridge, action=of("A1"), waits_for=of("A1"))


def test_another_councils_action_cannot_be_waited_for(
    plan: Plan, ambridge: Council, borchester: Council
) -> None:
    theirs = factories.ActionFactory(council=borchester)
    with pytest.raises(ValueError, match="another plan"):
        services.add_action(of("A1").objective, by=None, on=today(), ref="A5", title="x", waits_for=[theirs])
    with pytest.raises(IntegrityError, match="same_council"), transaction.atomic():
        ActionDependency.objects.create(council=ambridge, action=of("A1"), waits_for=theirs)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"delivery": "done", "done_on": today()}, None),
        ({}, "Waits for A2, which is not done (due "),
        ({"due_on": today() + 90 * DAY}, ", after this action)."),
        ({"due_on": None, "original_due_on": None}, "Waits for A2, which is not done (without a due date)."),
        ({"delivery": "paused"}, "Waits for A2, which the board has paused (due "),
    ],
)
def test_blocked_is_said_in_words_while_a_waited_for_action_is_not_finished(
    client: Client, ambridge: Council, officer: User, other: dict[str, Any], said: str | None
) -> None:
    objective = factories.ObjectiveFactory(council=ambridge)
    action = factories.ActionFactory(council=ambridge, objective=objective, ref="A1")
    second = factories.ActionFactory(council=ambridge, objective=objective, ref="A2", **other)
    ActionDependency.objects.create(council=ambridge, action=action, waits_for=second)
    client.force_login(officer)
    page = body(client.get(PAGE))
    assert (said in page) if said else ("Waits for A2, which" not in page)


def test_versions_are_compared_by_it_and_an_older_version_without_it_is_equal(
    plan: Plan, lead: User, ambridge: Council
) -> None:
    before = plan_compare.content(plan)
    assert all("waits_for" not in row and "accountable_lead" not in row for row in before["actions"])
    police = factories.OrganisationFactory(council=ambridge, name="Police")
    edit(of("A1"), lead, accountable_lead=lead, partner_agencies=[police], waits_for=[of("A2")])
    after = plan_compare.content(plan)
    people = {pk: User.objects.get(pk=pk).name for pk in plan_compare.people_in(after)}
    lines = {
        (line.field, line.before, line.after) for line in plan_compare.compare(before, after, people=people)
    }
    assert lines == {
        ("Accountable lead", "Nobody yet", "Leo Lead"),
        ("Partner agencies", "None", "Police"),
        ("Waits for", "None", "A2"),
    }


def test_what_an_edit_does_not_give_stays(plan: Plan, lead: User, ambridge: Council) -> None:
    police = factories.OrganisationFactory(council=ambridge)
    edit(of("A1"), lead, accountable_lead=lead, partner_agencies=[police], waits_for=[of("A2")])
    edit(of("A1"), lead, title="Other words")
    stored = of("A1")
    assert (stored.accountable_lead, stored.waits_for.get().ref, stored.partner_agencies.get()) == (
        lead,
        "A2",
        police,
    )


def test_each_tie_that_an_edit_changed_is_one_line_of_its_history(own_database: str) -> None:
    council = factories.CouncilFactory(name="Ambridge", slug="ambridge")
    action = factories.ActionFactory(council=council, ref="A1")
    others = [
        factories.ActionFactory(council=council, objective=action.objective, ref=r) for r in ("A2", "A3")
    ]
    police = factories.OrganisationFactory(council=council, name="Police")
    lead = member(council, Role.LEAD)
    for waits_for, agencies in ((others, [police]), (others[:1], [])):
        with scope.entered(scope.for_council(council.pk, user_id=lead.pk)):
            edit(action, lead, accountable_lead=lead, waits_for=waits_for, partner_agencies=agencies)
    with scope.entered(scope.for_council(council.pk, user_id=lead.pk)):
        newest, first = edits(Action.objects.get(ref="A1"))
    assert {c.label: (c.before, c.after) for c in first.changes} == {
        "Accountable lead": (None, lead),
        "Partner agencies": ("", "Police"),
        "Waits for": ("", "A2, A3"),
    }
    assert {c.label: (c.before, c.after) for c in newest.changes} == {
        "Partner agencies": ("Police", ""),
        "Waits for": ("A3", ""),
    }
