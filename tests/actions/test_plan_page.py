"""The plan and my actions: the right rows, in order, at a cost that does not grow with them."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action, CouncilSummary, Objective
from councils.clock import today
from councils.models import Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import member

PLAN = "/councils/ambridge/plan/"
MINE = "/councils/ambridge/my-actions/"
DAY = datetime.timedelta(days=1)


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def refs(response: Any) -> list[str]:
    """References of the rows, in the order of the page."""
    assert response.status_code == 200
    table = (
        response.content.decode().split("<tbody")[1].split("</tbody>")[0]
        if b"<tbody" in response.content
        else ""
    )
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>(\S+) ', table)


def of_csv(response: Any) -> list[list[str]]:
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def plan(ambridge: Council) -> Any:
    return factories.PlanFactory(council=ambridge)


@pytest.fixture
def objective(plan: Any) -> Objective:
    return factories.ObjectiveFactory(council=plan.council, plan=plan, number=1, title="Children are seen")


@pytest.fixture
def actions(objective: Objective, officer: User, lead: User) -> dict[str, Action]:
    """One of each kind that a filter tells apart."""
    council, on = objective.council, today()
    second = factories.ObjectiveFactory(
        council=council, plan=objective.plan, number=2, title="Work is steady"
    )
    police = factories.OrganisationFactory(council=council, name="Borsetshire Police")
    CouncilSummary.objects.filter(council=council).delete()

    def action(ref: str, **fields: Any) -> Action:
        due_on = fields.pop("due_on", on + 30 * DAY)
        fields = {"objective": objective, "owner": officer, **fields}
        row: Action = factories.ActionFactory(council=council, ref=ref, original_due_on=due_on, **fields)
        return row

    made = {
        "A1": action("A1", due_on=on - 6 * DAY, delivery="in_progress", confidence="off_track", reported_on=on - 40 * DAY),
        "A2": action("A2", due_on=on, confidence="at_risk", reported_on=on - 2 * DAY),
        "A3": action("A3", delivery="done", done_on=on - DAY, due_on=on - 3 * DAY, reported_on=on - DAY, owner=lead),
        "A4": action("A4", objective=second, owner=None, owner_organisation=police),
        "A5": action("A5", objective=second, owner=None, due_on=None),
        "A10": action("A10", delivery="cancelled", due_on=on - 90 * DAY, reported_on=on - 60 * DAY),
    }  # fmt: skip
    CouncilSummary.objects.filter(council=council).update(since_on=on - 21 * DAY)
    return made


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", ["A1", "A2", "A3", "A10", "A4", "A5"]),  # as the plan is written: by objective
        ("objective=2", ["A4", "A5"]),
        ("overdue=on", ["A1"]),
        ("delivery=done", ["A3"]),
        ("delivery=cancelled", ["A10"]),
        ("confidence=off_track", ["A1"]),
        ("confidence=on_track", ["A4", "A5"]),  # asked of open actions only
        ("not_updated=on", ["A1", "A4", "A5"]),
        ("owner=nobody", ["A5"]),
        ("owner=me", ["A3"]),
        ("objective=1&confidence=at_risk", ["A2"]),
        ("objective=99", ["A1", "A2", "A3", "A10", "A4", "A5"]),  # no such objective: no filter
        ("delivery=nonsense&sort=nonsense", ["A1", "A2", "A3", "A10", "A4", "A5"]),
        ("owner=u999999999&page=nonsense", ["A1", "A2", "A3", "A10", "A4", "A5"]),
        ("sort=ref", ["A1", "A2", "A3", "A4", "A5", "A10"]),
        ("sort=due", ["A10", "A1", "A3", "A2", "A4", "A5"]),
        ("sort=-due", ["A4", "A2", "A3", "A1", "A10", "A5"]),
        (
            "sort=confidence",
            ["A4", "A5", "A2", "A1", "A10", "A3"],
        ),  # on track, at risk, off track, then not asked
        ("sort=-confidence", ["A1", "A2", "A4", "A5", "A10", "A3"]),
        ("sort=updated", ["A4", "A5", "A10", "A1", "A2", "A3"]),  # never comes before long ago
        ("sort=-updated", ["A3", "A2", "A1", "A10", "A5", "A4"]),
    ],
)
def test_filters_and_orders_and_the_csv_is_the_same_list(
    client: Client, lead: User, actions: dict[str, Action], query: str, expected: list[str]
) -> None:
    client.force_login(lead)
    page = client.get(f"{PLAN}?{query}")
    assert refs(page) == expected
    assert f"{len(expected)} action" in text(page)
    rows = of_csv(client.get(f"/councils/ambridge/plan.csv?{query}"))
    assert [row[0] for row in rows[1:]] == expected


def test_an_agency_can_be_chosen_as_owner(client: Client, lead: User, actions: dict[str, Action]) -> None:
    client.force_login(lead)
    police = actions["A4"].owner_organisation_id
    assert refs(client.get(f"{PLAN}?owner=o{police}")) == ["A4"]
    assert refs(client.get(f"{PLAN}?owner=u{actions['A1'].owner_id}")) == ["A1", "A2", "A10"]


def test_the_figures_are_of_the_whole_plan_and_lead_to_their_actions(
    client: Client, lead: User, actions: dict[str, Action]
) -> None:
    client.force_login(lead)
    page = text(client.get(f"{PLAN}?objective=2"))
    for figure in ("6 actions in all", "1 overdue", "1 off track", "1 at risk", "1 done, awaiting board"):
        assert figure in page
    assert 'href="?overdue=on"' in client.get(PLAN).content.decode()


def test_lateness_is_said_in_words(client: Client, lead: User, actions: dict[str, Action]) -> None:
    client.force_login(lead)
    page = text(client.get(PLAN))
    for words in ("6 days overdue", "due today", "done 2 days late", "No due date"):
        assert words in page
    assert "90 days overdue" not in page  # it was cancelled


def test_the_csv_has_the_words_of_the_newest_report(
    client: Client, lead: User, actions: dict[str, Action]
) -> None:
    a1 = actions["A1"]
    requirement = factories.RequirementFactory(council=a1.council, notice=a1.plan.notice, label="4(a)")
    factories.ActionRequirementFactory(council=a1.council, action=a1, requirement=requirement)
    words = {"confidence": "off_track", "narrative": "=Nobody came", "recovery": "More trainers"}
    factories.ActionUpdateFactory(council=a1.council, action=a1, version=2, **words)
    factories.ActionUpdateFactory(
        council=a1.council, action=a1, version=3, no_change=True, narrative="", confidence="off_track"
    )
    client.force_login(lead)
    header, row = of_csv(client.get("/councils/ambridge/plan.csv?overdue=on"))
    found = dict(zip(header, row, strict=True))
    assert found["Latest progress"] == "'=Nobody came"
    assert found["Recovery"] == "More trainers"
    assert found["Requirements"] == "paragraph 4(a)"
    assert (found["BRAG"], found["Lateness"], found["Owner"]) == ("R", "6 days overdue", "Olive Officer")


def test_officers_are_named_to_their_own_council_only(
    client: Client, lead: User, observer: User, actions: dict[str, Action]
) -> None:
    for person, named in ((lead, True), (observer, False)):
        client.force_login(person)
        for path in (PLAN, "/councils/ambridge/plan.csv", "/councils/ambridge/actions/A1/"):
            page = client.get(path).content.decode()
            assert ("Olive Officer" in page) is named, (person, path)
            assert ("Council officer" in page) is not named
    assert refs(client.get(f"{PLAN}?owner=u{actions['A1'].owner_id}")) == [
        "A1",
        "A2",
        "A3",
        "A10",
        "A4",
        "A5",
    ]


def test_another_councils_actions_are_not_in_the_list(
    client: Client, observer: User, actions: dict[str, Action], borchester: Council
) -> None:
    factories.ActionFactory(council=borchester, ref="B1", title="Secret of Borchester")
    client.force_login(observer)  # who may see both councils
    for path in (PLAN, "/councils/ambridge/plan.csv"):
        assert "Secret" not in client.get(path).content.decode()


def test_outsiders_get_the_same_404_as_for_no_council(
    client: Client, outsider: User, actions: dict[str, Action]
) -> None:
    client.force_login(outsider)
    for path in ("plan/", "plan.csv", "my-actions/", "actions/A1/", "actions/A1/edit/", "actions/add/"):
        theirs, nobodys = (client.get(f"/councils/{slug}/{path}") for slug in ("ambridge", "nowhere"))
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)


@pytest.mark.parametrize("ref", ["A999", "a%00", "..", "A1%0a"])
def test_a_missing_or_impossible_reference_is_the_same_404(
    client: Client, lead: User, actions: dict[str, Action], ref: str
) -> None:
    client.force_login(lead)
    assert client.get(f"/councils/ambridge/actions/{ref}/").status_code == 404


@pytest.mark.parametrize(
    "path", [PLAN, MINE, "/councils/ambridge/plan.csv", f"{PLAN}?sort=due&confidence=on_track"]
)
@pytest.mark.parametrize("role", [Role.LEAD, Role.OBSERVER])
def test_three_rows_cost_as_many_statements_as_one(
    client: Client, objective: Objective, path: str, role: Role
) -> None:
    if role == Role.OBSERVER and path == MINE:
        return
    person = member(objective.council if role == Role.LEAD else None, role)
    client.force_login(person)
    costs = []
    for _ in range(3):
        owner = factories.UserFactory() if path != MINE else person
        factories.MembershipFactory(user=owner, council=objective.council) if owner != person else None
        action = factories.ActionFactory(council=objective.council, objective=objective, owner=owner)
        requirement = factories.RequirementFactory(council=objective.council, notice=objective.plan.notice)
        factories.ActionRequirementFactory(council=objective.council, action=action, requirement=requirement)
        factories.ActionUpdateFactory(council=objective.council, action=action)
        with CaptureQueriesContext(connection, ) as queries:  # fmt: skip
            assert client.get(path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[2]


def test_the_plan_page_costs_three_statements_beyond_the_request_itself(
    client: Client, lead: User, actions: dict[str, Action]
) -> None:
    client.force_login(lead)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PLAN}?sort=due")
    own = [q["sql"] for q in queries if "actions_" in q["sql"]]
    assert len(own) == 3, own  # plans, what stands around the list, rows with their total


def test_the_list_is_paged_by_fifty_with_the_total(client: Client, lead: User, objective: Objective) -> None:
    for _ in range(51):
        factories.ActionFactory(council=objective.council, objective=objective)
    client.force_login(lead)
    first, second = client.get(f"{PLAN}?sort=due"), client.get(f"{PLAN}?sort=due&page=2")
    assert (len(refs(first)), len(refs(second))) == (50, 1)
    assert "51 actions" in text(first) and "51 actions" in text(second)
    assert not set(refs(first)) & set(refs(second))
    for no_such_page in ("99", "0", "-1"):
        page = client.get(f"{PLAN}?page={no_such_page}")
        assert len(refs(page)) == 1 and "51 actions" in text(page)  # the last page
    assert refs(client.get(f"{PLAN}?page=nonsense")) == refs(client.get(PLAN))


def test_a_council_without_a_plan_says_so(client: Client, lead: User) -> None:
    client.force_login(lead)
    assert "There is no plan yet." in text(client.get(PLAN))
    assert client.get("/councils/ambridge/plan.csv").status_code == 404
    assert client.get("/councils/ambridge/actions/add/").status_code == 404


def test_an_objective_without_actions_is_not_forgotten(
    client: Client, lead: User, objective: Objective
) -> None:
    client.force_login(lead)
    page = text(client.get(PLAN))
    assert "The plan has no actions yet." in page
    assert "Objectives without actions 1. Children are seen" in page


def test_each_plan_of_a_council_can_be_opened(client: Client, lead: User, actions: dict[str, Action]) -> None:
    council = actions["A1"].council
    newer = factories.PlanFactory(council=council, title="Plan for the direction")
    factories.ActionFactory(council=council, objective__plan=newer, objective__council=council, ref="D1")
    client.force_login(lead)
    assert refs(client.get(PLAN)) == ["D1"]
    older = f"?notice={actions['A1'].plan.notice.number}"
    assert refs(client.get(f"{PLAN}{older}&overdue=on")) == ["A1"]
    assert 'name="notice"' in client.get(f"{PLAN}{older}").content.decode()
    assert [row[0] for row in of_csv(client.get(f"/councils/ambridge/plan.csv{older}&sort=ref"))[1:]] == [
        "A1", "A2", "A3", "A4", "A5", "A10",
    ]  # fmt: skip


# -- my actions


def test_my_actions_come_overdue_first_and_open_the_update_form(
    client: Client, officer: User, actions: dict[str, Action]
) -> None:
    client.force_login(officer)
    page = client.get(MINE)
    assert refs(page) == ["A1", "A2"]
    assert "1 overdue, 1 due in the next 14 days." in text(page)
    assert 'href="/councils/ambridge/actions/A1/update/"' in page.content.decode()


@pytest.mark.parametrize(
    "show, expected", [("overdue", ["A1"]), ("due", ["A2"]), ("all", ["A1", "A2", "A10"])]
)
def test_my_actions_can_be_narrowed(
    client: Client, officer: User, actions: dict[str, Action], show: str, expected: list[str]
) -> None:
    client.force_login(officer)
    assert refs(client.get(f"{MINE}?show={show}")) == expected


def test_an_agencys_actions_are_those_of_its_board_member(
    client: Client, actions: dict[str, Action], ambridge: Council
) -> None:
    constable = factories.UserFactory()
    police = actions["A4"].owner_organisation
    factories.MembershipFactory(user=constable, council=ambridge, role=Role.BOARD_MEMBER, organisation=police)
    client.force_login(constable)
    assert refs(client.get(MINE)) == ["A4"]
    assert client.get("/councils/ambridge/actions/A4/update/").status_code == 200
    assert client.get("/councils/ambridge/actions/A1/update/").status_code == 403


def test_those_who_own_no_actions_have_no_such_page(
    client: Client, chair: User, administrator: User, observer: User, actions: dict[str, Action]
) -> None:
    for person in (chair, administrator, observer):
        client.force_login(person)
        assert client.get(MINE).status_code == 403


def test_nobodys_list_says_so(client: Client, officer: User, objective: Objective) -> None:
    client.force_login(officer)
    assert "No action here is yours." in text(client.get(MINE))
