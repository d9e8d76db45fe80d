"""What the action's page says of its past, and that two saves at once cannot both win."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions import services
from actions.history import edits, edits_since
from actions.models import Action, ActionUpdate
from councils import scope
from councils.clock import today
from councils.models import Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import member


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def edit(action: Action, by: User, **changes: Any) -> Action:
    now: dict[str, Any] = {
        name: getattr(action, name)
        for name in (
            "objective", "title", "owner", "owner_organisation", "due_on", "priority", "detail", "success_measure",
        )
    }  # fmt: skip
    now["requirements"] = list(action.requirements.all())
    return services.edit_action(action, by=by, on=today(), based_on=action.version, **(now | changes))


@pytest.fixture
def mine(own_database: str) -> tuple[Action, User]:
    """An action and a lead, in a database that this test may commit to."""
    council = factories.CouncilFactory(name="Ambridge", slug="ambridge")
    return factories.ActionFactory(council=council, ref="A1", title="Train both teams"), member(
        council, Role.LEAD
    )


def test_each_edit_is_one_entry_with_all_that_it_changed(mine: tuple[Action, User]) -> None:
    action, lead = mine
    council, notice = action.council, action.plan.notice
    old, new = (factories.RequirementFactory(council=council, notice=notice, label=x) for x in ("4", "5"))
    with scope.entered(scope.for_council(council.pk, user_id=lead.pk)):
        edit(action, lead, title="Train all teams", requirements=[old])
    with scope.entered(scope.for_council(council.pk, user_id=lead.pk)):
        services.report_progress(
            action,
            by=lead,
            on=today(),
            based_on=2,
            delivery="in_progress",
            confidence="on_track",
            narrative="",
        )
    with scope.entered(scope.for_council(council.pk, user_id=lead.pk)):
        edit(action, lead, requirements=[new], owner=lead)
    found = [
        (entry.version, entry.by, [(c.label, c.before, c.after) for c in entry.changes])
        for entry in edits(action)
    ]
    assert found == [
        (4, lead, [("Owner", None, lead), ("Requirements served", "paragraph 4", "paragraph 5")]),
        (
            2,
            lead,
            [("Title", "Train both teams", "Train all teams"), ("Requirements served", "", "paragraph 4")],
        ),
    ]
    assert [entry.version for entry in edits_since(action, 2)] == [4]


def test_findings_that_an_edit_adds_and_takes_away_are_in_its_entry(mine: tuple[Action, User]) -> None:
    action, lead = mine
    old, new = (factories.FindingFactory(council=action.council, label=label) for label in "48")
    for findings in ([old], [new]):
        with scope.entered(scope.for_council(action.council_id, user_id=lead.pk)):
            edit(action, lead, findings=findings)
    assert [[(c.label, c.before, c.after) for c in entry.changes] for entry in edits(action)] == [
        [("Findings answered", "Recommendation 4", "Recommendation 8")],
        [("Findings answered", "", "Recommendation 4")],
    ]


def test_of_eight_who_save_at_once_from_one_version_one_wins_and_seven_are_told(
    mine: tuple[Action, User],
) -> None:
    action, lead = mine

    def save(number: int) -> str:
        try:
            with scope.entered(scope.for_council(action.council_id, user_id=lead.pk)):
                own = Action.objects.select_related("plan", "council").get(pk=action.pk)
                services.report_progress(
                    own, by=lead, on=today(), based_on=1, delivery="in_progress", confidence="on_track",
                    narrative=f"Report {number}",
                )  # fmt: skip
            return "saved"
        except services.Stale as stale:
            return f"told {stale.updates[0].narrative}"
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(save, range(8)))
    update = ActionUpdate.objects.get()
    assert answers == ["saved", *[f"told {update.narrative}"] * 7]
    assert Action.objects.get().version == 2


def test_the_same_request_eight_times_at_once_is_one_update(mine: tuple[Action, User]) -> None:
    action, lead = mine

    def save(_: int) -> int:
        try:
            with scope.entered(scope.for_council(action.council_id, user_id=lead.pk)):
                own = Action.objects.select_related("plan", "council").get(pk=action.pk)
                return services.report_progress(
                    own,
                    by=lead,
                    on=today(),
                    based_on=1,
                    delivery="done",
                    confidence="on_track",
                    narrative="Done.",
                ).pk
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(save, range(8))) == {ActionUpdate.objects.get().pk}


def test_the_page_tells_who_said_what_and_what_turned(
    client: Client, ambridge: Council, officer: User, observer: User
) -> None:
    action = factories.ActionFactory(council=ambridge, owner=officer, ref="A1")
    said = {"by": officer, "on": today(), "delivery": "in_progress"}
    services.report_progress(
        action, based_on=1, confidence="on_track", narrative="Two teams.\nBoth trained.", **said
    )
    services.report_progress(
        action, based_on=2, confidence="at_risk", narrative="One left.", recovery="Hire.", evidence_of_impact="Audit.",
        **said,
    )  # fmt: skip
    services.report_progress(action, based_on=3, confidence="", narrative="", no_change=True, **said)
    for person, name in ((officer, "Olive Officer"), (observer, "Council officer")):
        client.force_login(person)
        page = text(client.get("/councils/ambridge/actions/A1/"))
        assert page.count(f"by {name}") == 3
        assert "No change since last time" in page
        assert "Confidence was “On track”." in page
        assert "What will bring it back Hire." in page
        assert "What it changed for children Audit." in page
        assert "Two teams. Both trained." in page
    assert "Update this action" not in page  # the observer reads


def test_the_cost_of_the_page_does_not_grow_with_its_history(
    client: Client, ambridge: Council, officer: User
) -> None:
    action = factories.ActionFactory(council=ambridge, owner=officer, ref="A1")
    client.force_login(officer)
    costs = []
    for number in range(3):
        by = factories.UserFactory()
        services.report_progress(
            action, by=by, on=today(), based_on=action.version, delivery="in_progress", confidence="on_track",
            narrative=str(number),
        )  # fmt: skip
        edit(action, by, title=f"Title {number}")
        requirement = factories.RequirementFactory(council=ambridge, notice=action.plan.notice)
        factories.ActionRequirementFactory(council=ambridge, action=action, requirement=requirement)
        with CaptureQueriesContext(connection) as queries:
            client.get("/councils/ambridge/actions/A1/")
        costs.append(len(queries))
    assert costs[0] == costs[2]
