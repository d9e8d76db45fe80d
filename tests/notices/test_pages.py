from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from councils.models import AuditEvent, Council, User
from notices.models import ComplianceJudgement, Notice, Requirement
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ("notice", "document", "register", "register_spreadsheet")


def address(name: str, notice: Notice, **kwargs: Any) -> str:
    if name.endswith("_spreadsheet"):
        kwargs["kind"] = "csv"
    return reverse(
        f"notices:{name}", kwargs={"council_slug": notice.council.slug, "number": notice.number, **kwargs}
    )


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    """With one clause that an action serves, one that none does, and a recital that needs none."""
    notice: Notice = factories.NoticeFactory(
        council=ambridge,
        source_text="First line\nSecond line",
        reading={"revises": "the notice of 2024", "warnings": []},
    )
    served = factories.RequirementFactory(council=ambridge, notice=notice, text="Hold a weekly panel.")
    factories.RequirementFactory(council=ambridge, notice=notice, text="Train every partner.", label="2")
    factories.RequirementFactory(
        council=ambridge, notice=notice, text="Ofsted found failings.", kind="recital", binds="other"
    )
    action = factories.ActionFactory(
        council=ambridge,
        objective=factories.ObjectiveFactory(council=ambridge),
        ref="A1",
        title="Set up the panel",
    )
    factories.ActionRequirementFactory(council=ambridge, action=action, requirement=served)
    factories.DeadlineFactory(council=ambridge, requirement=served)
    factories.TargetFactory(council=ambridge, requirement=served)
    factories.InspectionFactory(council=ambridge, notice=notice)
    return notice


def test_the_list_shows_every_instrument_current_first(
    client: Client, officer: User, ambridge: Council
) -> None:
    factories.NoticeFactory(council=ambridge, state="lifted", title="The old notice")
    factories.NoticeFactory(council=ambridge, title="The notice in force")
    factories.NoticeFactory(
        council=ambridge, state="draft", title="The draft", issued_on=None, in_force_on=None
    )
    client.force_login(officer)
    text = body(client.get(reverse("notices:list", kwargs={"council_slug": "ambridge"})))
    places = [text.index(title) for title in ("The notice in force", "The old notice", "The draft")]
    assert places == sorted(places)
    assert all(
        word in text for word in ("In force", "Lifted", "Draft", "The issue date is not recorded yet.")
    )


def test_the_list_as_csv(client: Client, officer: User, notice: Notice) -> None:
    client.force_login(officer)
    page = reverse("notices:list_spreadsheet", kwargs={"council_slug": "ambridge", "kind": "csv"})
    (row,) = [r for r in csv.reader(io.StringIO(body(client.get(page)))) if r[0] == "1"]
    assert (row[0], row[3], row[5], row[8]) == ("1", "In force", "2026-06-25", "2")


def test_the_notice_says_what_it_is_and_counts_its_clauses(
    client: Client, officer: User, notice: Notice
) -> None:
    client.force_login(officer)
    text = body(client.get(address("notice", notice)))
    assert "the notice of 2024" in text
    assert '<span class="nb-figures__number">2</span>' in text  # requirements: the recital is none
    assert text.count('<span class="nb-figures__number">1</span>') == 2  # without action; deadlines
    assert "by 31 December 2026" in text


def test_the_register_puts_what_has_no_action_first(client: Client, officer: User, notice: Notice) -> None:
    client.force_login(officer)
    text = body(client.get(address("register", notice)))
    assert "Requirements with no action (1)" in text
    assert text.index("Train every partner.") < text.index("Hold a weekly panel.")
    assert "A1 Set up the panel" in text
    assert "at most 10%" in text
    assert "Add an action" not in text  # officers do not edit the plan


def test_the_register_offers_the_lead_an_action_for_the_clause(
    client: Client, lead: User, notice: Notice
) -> None:
    client.force_login(lead)
    clause = Requirement.objects.get(notice=notice, seq=2)
    assert f"/councils/ambridge/actions/add/?requirement={clause.pk}" in body(
        client.get(address("register", notice))
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?kind=recital", 1),
        ("?kind=measure&binds=council", 2),
        ("?binds=leader", 0),
        ("?kind=nonsense", 3),
    ],
)
def test_the_register_filters_by_kind_and_by_whom_it_binds(
    client: Client, officer: User, notice: Notice, query: str, found: int
) -> None:
    client.force_login(officer)
    assert f"<strong>{found} clause" in body(client.get(address("register", notice) + query))
    rows = list(csv.reader(io.StringIO(body(client.get(address("register_spreadsheet", notice) + query)))))
    assert len(rows) == found + 1


def test_the_csv_carries_deadline_target_and_actions(client: Client, officer: User, notice: Notice) -> None:
    client.force_login(officer)
    header, first, *_ = csv.reader(
        io.StringIO(body(client.get(address("register_spreadsheet", notice))).lstrip("\ufeff"))
    )
    row = dict(zip(header, first, strict=True))
    assert row["Deadlines"].startswith("31 December 2026, due in")
    assert row["Targets"] == "vacancy rate of qualified social workers: at most 10%"
    assert row["Actions"] == "A1 Set up the panel (Not started)"
    assert row["Compliance"] == "Not assessed"


def test_the_requirement_shows_its_text_lines_actions_and_judgements(
    client: Client, officer: User, notice: Notice, chair: User
) -> None:
    clause = Requirement.objects.get(notice=notice, seq=1)
    for value in ("not_met", "partly_met"):
        ComplianceJudgement.objects.create(
            council=notice.council, requirement=clause, body="board", value=value, why=f"Seen: {value}.",
            judged_on=factories.TODAY, judged_by=chair,
        )  # fmt: skip
    client.force_login(officer)
    text = body(client.get(address("requirement", notice, seq=1)))
    assert "Hold a weekly panel." in text
    assert "Line 1 of the document" in text
    assert "A1 Set up the panel" in text
    assert text.index("Seen: partly_met.") < text.index("Seen: not_met.")
    assert "by Clara Chair" in text  # to people of her council; the Department reads “Chair of the board”


def test_what_the_chair_owes_is_no_overdue_deadline_of_the_council(
    client: Client, officer: User, notice: Notice
) -> None:
    clause = factories.RequirementFactory(
        council=notice.council, notice=notice, binds="board_chair", kind="reporting"
    )
    factories.DeadlineFactory(
        council=notice.council, requirement=clause, due_on="2020-01-31", span="the January report"
    )
    client.force_login(officer)
    assert "the January report" not in body(client.get(address("notice", notice)))
    text = body(client.get(address("register", notice)))
    assert "31 January 2020" in text
    assert "overdue" not in text


def test_the_document_numbers_its_lines(client: Client, officer: User, notice: Notice) -> None:
    client.force_login(officer)
    assert '<li id="line-2">Second line</li>' in body(client.get(address("document", notice)))


@pytest.mark.parametrize(("person", "body_"), [("chair", "board"), ("case_lead", "department")])
def test_chair_and_case_lead_judge_each_for_their_own_body(
    client: Client, request: pytest.FixtureRequest, notice: Notice, person: str, body_: str
) -> None:
    user = request.getfixturevalue(person)
    client.force_login(user)
    page = address("judge", notice, seq=1)
    assert "Judge paragraph 1" in body(client.get(page))
    answer = client.post(page, {"value": "partly_met", "why": "Half the panels were held.", "body": "both"})
    assert (answer.status_code, answer["Location"]) == (302, address("requirement", notice, seq=1))
    judgement = ComplianceJudgement.objects.get()
    assert (judgement.body, judgement.value, judgement.judged_by) == (body_, "partly_met", user)
    assert AuditEvent.objects.get().by == user


def test_a_judgement_without_a_reason_keeps_what_was_typed(
    client: Client, chair: User, notice: Notice
) -> None:
    client.force_login(chair)
    text = body(client.post(address("judge", notice, seq=1), {"value": "met", "why": ""}))
    assert "<title>Error: Judge paragraph 1" in text.replace("\n", "")
    assert "Enter why do you judge it so" in text or "Enter an answer" in text
    assert 'value="met" checked' in text
    assert not ComplianceJudgement.objects.exists()


@pytest.mark.parametrize("person", ["officer", "lead", "administrator", "observer"])
def test_others_may_not_judge(
    client: Client, request: pytest.FixtureRequest, notice: Notice, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.post(address("judge", notice, seq=1), {"value": "met", "why": "x"}).status_code == 403
    assert not ComplianceJudgement.objects.exists()


@pytest.mark.parametrize("page", [*PAGES, "requirement", "judge"])
def test_another_council_finds_nothing(client: Client, outsider: User, notice: Notice, page: str) -> None:
    client.force_login(outsider)
    seq = {"seq": 1} if page in ("requirement", "judge") else {}
    missing = client.get(address(page, notice, **seq).replace("ambridge", "nowhere"))
    foreign = client.get(address(page, notice, **seq))
    assert (foreign.status_code, foreign.content) == (404, missing.content)


@pytest.mark.parametrize("page", PAGES)
def test_an_observer_reads_every_page(client: Client, observer: User, notice: Notice, page: str) -> None:
    client.force_login(observer)
    assert client.get(address(page, notice)).status_code == 200


@pytest.mark.parametrize("page", ["register", "notice", "register_spreadsheet"])
def test_the_pages_cost_the_same_for_one_clause_and_for_more(
    client: Client, officer: User, notice: Notice, page: str
) -> None:
    client.force_login(officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client.get(address(page, notice)))
        return len(queries)

    cost()
    before = cost()
    for _ in range(3):
        clause = factories.RequirementFactory(council=notice.council, notice=notice)
        factories.DeadlineFactory(council=notice.council, requirement=clause)
        factories.InspectionFactory(council=notice.council, notice=notice)
        action = factories.ActionFactory(
            council=notice.council, objective=factories.ObjectiveFactory(council=notice.council)
        )
        factories.ActionRequirementFactory(council=notice.council, action=action, requirement=clause)
    assert cost() == before
