"""Accountable lead, partner agencies, what an action waits for: read back, changed by a cell, taken back again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.exports import plan_sheets
from actions.importing import services
from actions.importing.preview import Preview
from actions.models import Action, Plan, PlanImport
from councils.exports import table_bytes
from councils.models import User
from tests import factories

from .conftest import ON

HEAD = ["Ref", "Action", "Owner", "Accountable lead", "Partner agencies", "Waits for"]


@pytest.fixture
def actions(plan: Plan, officer: User, lead: User) -> dict[str, Action]:
    """A1 to A3; A1 has everything."""
    council = plan.council
    objective = factories.ObjectiveFactory(council=council, plan=plan, number=1, title="Children are heard")
    made: dict[str, Action] = {
        ref: factories.ActionFactory(council=council, objective=objective, ref=ref, title=f"Do {ref}", accountable_lead=lead)
        for ref in ("A1", "A2", "A3")
    }  # fmt: skip
    for name in ("Health", "Schools; colleges"):
        factories.OrganisationFactory(council=council, name=name)
    police = council_agency(plan, "Police")
    factories.ActionPartnerFactory(council=council, action=made["A1"], organisation=police)
    factories.ActionPartnerFactory(
        council=council, action=made["A1"], organisation=council_agency(plan, "Health")
    )
    factories.ActionDependencyFactory(council=council, action=made["A1"], waits_for=made["A2"])
    factories.ActionDependencyFactory(council=council, action=made["A1"], waits_for=made["A3"])
    return made


def council_agency(plan: Plan, name: str) -> Any:
    from councils.models import Organisation

    return Organisation.objects.get(council=plan.council, name=name)


def around(ref: str) -> tuple[str, list[str], list[str]]:
    action = Action.objects.get(ref=ref)
    return (
        str(action.accountable_lead or ""),
        sorted(action.partner_agencies.values_list("name", flat=True)),
        sorted(action.waits_for.values_list("ref", flat=True)),
    )


def exported(plan: Plan, kind: str) -> bytes:
    return table_bytes(kind, plan_sheets(plan, Action.objects.filter(plan=plan), on=ON, names=True))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_our_own_file_changes_nothing(
    kind: str, plan: Plan, actions: dict[str, Action], look: Callable[..., Preview]
) -> None:
    found = look(exported(plan, kind), f"plan.{kind}")
    assert found.counts == {"added": 0, "changed": 0, "unchanged": 3, "error": 0}
    assert [row.problems for row in found.rows] == [[], [], []]


def test_the_three_columns_of_our_file_are_found(
    plan: Plan, actions: dict[str, Action], begin: Callable[..., PlanImport]
) -> None:
    held = begin(exported(plan, "xlsx"), "plan.xlsx").mapping.values()
    assert {"owner", "accountable_lead", "partner_agencies", "waits_for"} <= set(held)


def test_a_file_with_one_column_of_people_has_owners(begin: Callable[..., PlanImport]) -> None:
    planned = begin([["Ref", "Action", "Accountable lead"], ["B1", "Train staff", "Olive Officer"]])
    assert planned.mapping == {"0": "ref", "1": "title", "2": "owner"}


def test_changed_cells_take_effect_and_are_taken_back(
    plan: Plan, actions: dict[str, Action], begin: Callable[..., PlanImport], officer: User, lead: User
) -> None:
    before = {ref: around(ref) for ref in actions}
    rows = [
        HEAD,
        ["A1", "Do A1", "", officer.name, "Health; Schools", "A3, B1"],
        ["A2", "Do A2", "", "", "Police", ""],
        ["B1", "A new one", "", lead.name, "Police", "A2"],
    ]
    factories.OrganisationFactory(council=plan.council, name="Schools")
    planned = begin(rows)
    services.choose_columns(planned, by=lead, on=ON, mapping=dict(enumerate(
        ["ref", "title", "owner", "accountable_lead", "partner_agencies", "waits_for"])))  # fmt: skip
    found = services.preview(planned, by=lead, on=ON)
    assert [(row.ref, row.outcome) for row in found.rows] == [
        ("A1", "changed"),
        ("A2", "changed"),
        ("B1", "added"),
    ]
    shown = {change.label: (change.old, change.new) for change in found.rows[0].changes}
    assert shown == {
        "Accountable lead": (lead.name, officer.name),
        "Partner agencies": ("Health, Police", "Health, Schools"),
        "Waits for": ("A2, A3", "A3, B1"),
    }
    services.apply(planned, by=lead, on=ON, agreed=found.digest)
    assert around("A1") == (officer.name, ["Health", "Schools"], ["A3", "B1"])
    assert around("A2") == (lead.name, ["Police"], [])
    assert around("B1") == (lead.name, ["Police"], ["A2"])
    services.undo(planned, by=lead, on=ON)
    assert {ref: around(ref) for ref in actions} == before
    assert not Action.objects.filter(ref="B1").exists()


@pytest.mark.parametrize(
    ("cells", "where", "says"),
    [
        (["Police", "", ""], "D2", "“Police” is an organisation. A person answers for an action"),
        (["Nobody Known", "", ""], "D2", "Nobody called “Nobody Known” has an account in this council. Who answers for it stays as it is"),
        (["", "Fire brigade", ""], "E2", "The council has no partner agency called “Fire brigade”. The agencies stay as they are"),
        (["", "", "A9"], "F2", "“A9” is no action of this plan or of this file. What it waits for stays as it is"),
        (["", "", "A2"], "F2", "An action cannot wait for itself. What it waits for stays as it is"),
        (["", "", "A1"], "F2", "A2 cannot wait for A1: A1 waits for A2. What it waits for stays as it is"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_done_says_why_and_leaves_the_row(
    cells: list[str],
    where: str,
    says: str,
    plan: Plan,
    actions: dict[str, Action],
    begin: Callable[..., PlanImport],
    lead: User,
) -> None:
    planned = begin([HEAD, ["A2", "Do A2 better", "", *cells]])
    services.choose_columns(planned, by=lead, on=ON, mapping=dict(enumerate(
        ["ref", "title", "owner", "accountable_lead", "partner_agencies", "waits_for"])))  # fmt: skip
    [row] = services.preview(planned, by=lead, on=ON).rows
    assert [(problem.cell, problem.message, problem.kind) for problem in row.problems] == [
        (where, says, "cell")
    ]
    assert [change.label for change in row.changes] == ["Action"]


def test_two_rows_cannot_close_a_circle(plan: Plan, begin: Callable[..., PlanImport], lead: User) -> None:
    planned = begin([["Ref", "Action", "Waits for"], ["B1", "First", "B2"], ["B2", "Second", "B1"]])
    first, second = services.preview(planned, by=lead, on=ON).rows
    assert (first.waits[0], second.waits[0]) == ({"B2"}, set())
    assert [problem.message for problem in second.problems] == [
        "B2 cannot wait for B1: B1 waits for B2. What it waits for stays as it is"
    ]


def test_a_row_that_waits_for_one_that_cannot_be_imported_says_so(
    begin: Callable[..., PlanImport], lead: User
) -> None:
    planned = begin(
        [["Ref", "Action", "Waits for"], ["B1", "First", "B2"], ["B2", "Twice", ""], ["B2", "Twice", ""]]
    )
    found = services.preview(planned, by=lead, on=ON)
    assert [row.outcome for row in found.rows] == ["added", "added", "error"]
    planned = begin(
        [["Ref", "Action", "Waits for"], ["B1", "First", "B3"], ["B3", "", ""], ["", "Third", ""]]
    )
    found = services.preview(planned, by=lead, on=ON)
    assert [row.outcome for row in found.rows] == ["added", "error", "added"]
    assert [problem.message for problem in found.rows[0].problems] == [
        "B3 cannot be imported, so nothing waits for it yet."
    ]


def test_an_import_that_somebody_waits_for_meanwhile_is_not_undone(
    plan: Plan, actions: dict[str, Action], begin: Callable[..., PlanImport], lead: User
) -> None:
    from councils.refusal import Refused

    planned = begin([["Ref", "Action"], ["B1", "A new one"]])
    services.choose_columns(planned, by=lead, on=ON, mapping={0: "ref", 1: "title"})
    services.apply(planned, by=lead, on=ON, agreed=services.preview(planned, by=lead, on=ON).digest)
    factories.ActionDependencyFactory(
        council=plan.council, action=actions["A1"], waits_for=Action.objects.get(ref="B1")
    )
    with pytest.raises(Refused, match="B1"):
        services.undo(planned, by=lead, on=ON)
