"""Several actions changed at once: chosen from the filtered list, seen first, told row by row; and the priority cut."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions import services
from actions.models import Action, ActionRequirement, Plan
from councils.clock import today
from councils.models import AuditEvent, Council, User
from tests import factories

PLAN = "/councils/ambridge/plan/"
URL = f"{PLAN}change-several/"
NOTHING = {"owner": "", "accountable_lead": "", "objective": "", "priority": ""}


@pytest.fixture
def plan(ambridge: Council, officer: User) -> Plan:
    plan: Plan = factories.PlanFactory(council=ambridge)
    for number in (1, 2):
        factories.ObjectiveFactory(council=ambridge, plan=plan, number=number, title=f"Aim {number}")
    objective = plan.objectives.get(number=1)
    for n in range(1, 5):
        priority = "high" if n == 1 else "normal"
        factories.ActionFactory(
            council=ambridge,
            objective=objective,
            owner=officer,
            ref=f"A{n}",
            title=f"Do A{n}",
            priority=priority,
        )
    return plan


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def rows(*refs: str) -> list[str]:
    return [f"{a.pk}-{a.version}" for a in Action.objects.filter(ref__in=refs).order_by("id")]


def send(client: Client, step: str, chosen: list[str], **changes: Any) -> Any:
    return client.post(URL, {**NOTHING, "step": step, "rows": chosen, **changes})


def test_chosen_seen_confirmed_and_told(client: Client, plan: Plan, lead: User, officer: User) -> None:
    client.force_login(lead)
    assert "Change several actions" in body(client.get(PLAN))
    second = plan.objectives.get(number=2)
    changes = {
        "owner": f"u{lead.pk}",
        "objective": second.pk,
        "accountable_lead": f"u{lead.pk}",
        "priority": "high",
    }
    chosen = rows("A1", "A2")
    page = body(send(client, "preview", chosen, **changes))
    assert "2 actions of 2 will change. Nothing is changed yet." in page
    assert "Owner: Olive Officer becomes Leo Lead." in page and "Priority: Normal becomes High." in page
    assert Action.objects.filter(owner=officer).count() == 4
    page = body(send(client, "confirm", chosen, **changes))
    assert "2 changed, 0 unchanged, 0 refused." in page
    for ref in ("A1", "A2"):
        action = Action.objects.get(ref=ref)
        assert (action.owner, action.accountable_lead, action.objective) == (lead, lead, second)
        assert (action.priority, action.version, action.title) == ("high", 2, f"Do {ref}")
    assert Action.objects.filter(owner=officer).count() == 2
    assert [e.verb for e in AuditEvent.objects.all()] == ["edited an action"] * 2
    again = body(send(client, "confirm", chosen, **changes))  # a reloaded result
    assert "0 changed, 2 unchanged, 0 refused." in again and AuditEvent.objects.count() == 2


def test_one_that_somebody_changed_meanwhile_is_refused_and_the_others_are_changed(
    client: Client, plan: Plan, lead: User, officer: User
) -> None:
    chosen = rows("A1", "A2", "A3")
    Action.objects.filter(ref="A3").update(owner=lead)
    services.report_progress(
        Action.objects.get(ref="A2"), by=officer, on=today(), based_on=1, delivery="in_progress", confidence="on_track",
        narrative="Begun.",
    )  # fmt: skip
    client.force_login(lead)
    owner = f"u{lead.pk}"
    page = body(send(client, "preview", chosen, owner=owner))
    assert "1 action of 3 will change." in page and "Somebody has saved it since you opened the list" in page
    page = body(send(client, "confirm", chosen, owner=owner))
    assert "1 changed, 1 unchanged, 1 refused." in page
    assert (
        "A2 Do A2 Refused Progress was reported on it" in page
        and "A3 Do A3 Unchanged It was so already." in page
    )
    assert Action.objects.get(ref="A2").owner == officer


def test_a_plan_closed_meanwhile_refuses_each_with_the_reason(client: Client, plan: Plan, lead: User) -> None:
    client.force_login(lead)
    Plan.objects.update(state="closed")
    page = body(send(client, "confirm", rows("A1", "A2"), priority="high"))
    assert "0 changed, 0 unchanged, 2 refused." in page and page.count("This plan is closed.") == 2
    assert client.get(URL).status_code == 403


def test_nobody_and_an_agency_can_be_the_owner(
    client: Client, plan: Plan, lead: User, ambridge: Council
) -> None:
    police = factories.OrganisationFactory(council=ambridge, name="Police")
    client.force_login(lead)
    send(client, "confirm", rows("A1"), owner=f"o{police.pk}")
    assert (Action.objects.get(ref="A1").owner, Action.objects.get(ref="A1").owner_organisation) == (
        None,
        police,
    )
    send(client, "confirm", rows("A1"), owner="nobody")
    assert Action.objects.get(ref="A1").owner_name() == "Nobody yet"


def test_only_actions_people_and_objectives_of_this_council(
    client: Client, plan: Plan, lead: User, outsider: User, borchester: Council
) -> None:
    theirs = factories.ActionFactory(council=borchester, ref="B1", title="Theirs")
    client.force_login(lead)
    for chosen, changes in (
        ([f"{theirs.pk}-1"], {"priority": "high"}),
        (rows("A1"), {"owner": f"u{outsider.pk}"}),
        (rows("A1"), {"objective": theirs.objective_id}),
        (["1; DROP TABLE"], {"priority": "high"}),
    ):
        page = send(client, "confirm", chosen, **changes)
        assert page.status_code == 200 and "There is a problem" in body(page) and "Theirs" not in body(page)
    assert not Action.objects.exclude(version=1).exists()


def test_what_is_missing_is_said_and_what_was_chosen_is_kept(client: Client, plan: Plan, lead: User) -> None:
    client.force_login(lead)
    page = send(client, "preview", rows("A2"))
    assert "Choose at least one thing that will change" in body(page)
    assert re.search(rf'value="{rows("A2")[0]}"[^>]* checked', page.content.decode())
    assert "Select at least one action" in body(send(client, "preview", [], priority="high"))
    page = send(client, "choose", rows("A2"), priority="high")
    assert re.search(rf'value="{rows("A2")[0]}"[^>]* checked', page.content.decode())


def test_the_list_to_choose_from_honours_the_filters_of_the_plan(
    client: Client, plan: Plan, lead: User
) -> None:
    client.force_login(lead)
    page = client.get(f"{URL}?priority=high&all=1")
    assert "1 action" in body(page) and "A1 Do A1" in body(page) and "A2 Do A2" not in body(page)
    assert len(re.findall(r'name="rows"[^>]* checked', page.content.decode())) == 1


def test_ties_that_wait_for_an_edit_go_on_waiting(
    client: Client, plan: Plan, lead: User, ambridge: Council
) -> None:
    requirement = factories.RequirementFactory(council=ambridge, notice=plan.notice)
    tie = factories.ActionRequirementFactory(
        council=ambridge, action=Action.objects.get(ref="A1"), requirement=requirement, must_change=True
    )
    client.force_login(lead)
    send(client, "confirm", rows("A1"), owner="nobody")
    assert ActionRequirement.objects.get(pk=tie.pk).must_change


def test_officers_and_the_department_cannot(
    client: Client, plan: Plan, officer: User, chair: User, case_lead: User
) -> None:
    for person in (officer, chair, case_lead):
        client.force_login(person)
        assert client.get(URL).status_code == 403
        assert send(client, "confirm", rows("A1"), priority="high").status_code == 403
        assert "Change several actions" not in body(client.get(PLAN))


def test_the_list_asks_as_often_for_3_actions_as_for_300_and_300_are_changed_in_one_go(
    client: Client, plan: Plan, lead: User, ambridge: Council
) -> None:
    client.force_login(lead)
    objective = plan.objectives.get(number=1)
    counts = []
    for more in (0, 296):
        for n in range(more):
            factories.ActionFactory(council=ambridge, objective=objective, ref=f"B{n}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{URL}?all=1").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    every = [f"{pk}-1" for pk in Action.objects.values_list("pk", flat=True)]
    assert "300 changed, 0 unchanged, 0 refused." in body(send(client, "confirm", every, owner=f"u{lead.pk}"))


def test_focus_areas_are_the_actions_of_high_priority_and_the_rest_is_not_lost(
    client: Client, plan: Plan, officer: User
) -> None:
    client.force_login(officer)
    page = client.get(PLAN)
    assert "Focus areas (1)" in body(page) and 'href="?priority=high"' in page.content.decode()
    cut = body(client.get(f"{PLAN}?priority=high"))
    assert "A1 Do A1" in cut and "A2 Do A2" not in cut and "4 actions in all" in cut
    sheet = client.get("/councils/ambridge/plan.csv?priority=high").content.decode()
    assert "Do A1" in sheet and "Do A2" not in sheet
    Action.objects.update(priority="normal")
    assert "Focus areas" not in body(client.get(PLAN))
