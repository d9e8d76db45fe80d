"""The trace matrix of an instrument with a plan made for it, as page, print and workbook (must-show 6 of the instruments).

The counts of the workbook are compared with counts by raw SQL that know nothing of trace.py; the workbook is opened with
openpyxl and with python-calamine.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from python_calamine import CalamineWorkbook

from actions.models import EvidenceRequirement, IndicatorAction, IndicatorRequirement, IndicatorTarget
from councils.models import Council, User
from notices.addressees import council_records
from notices.models import Notice, Requirement, Target
from notices.reading import read_document
from notices.services import import_reading, put_in_force
from tests import factories
from tests.conftest import member
from tests.reviews.instruments import DOCUMENTS, NOTICE, read

HEREFORDSHIRE = DOCUMENTS / "herefordshire-improvement-notice-2013.txt"
TODAY = factories.TODAY
COUNTS = {
    "Clauses that ask for something": """
        SELECT count(*) FROM notices_requirement r
        WHERE r.notice_id = %(n)s AND r.kind NOT IN ('recital', 'consequence') AND r.removed_in IS NULL""",
    "Clauses with an action": """
        SELECT count(DISTINCT r.id) FROM notices_requirement r
        JOIN actions_actionrequirement t ON t.requirement_id = r.id WHERE r.notice_id = %(n)s""",
    "Clauses with an indicator": """
        SELECT count(DISTINCT r.id) FROM notices_requirement r
        LEFT JOIN actions_indicatorrequirement i ON i.requirement_id = r.id
        LEFT JOIN notices_target g ON g.requirement_id = r.id
        LEFT JOIN actions_indicatortarget w ON w.target_id = g.id
        LEFT JOIN actions_actionrequirement t ON t.requirement_id = r.id
        LEFT JOIN actions_indicatoraction a ON a.action_id = t.action_id
        WHERE r.notice_id = %(n)s AND COALESCE(i.id, w.id, a.id) IS NOT NULL""",
    "Clauses with evidence": """
        SELECT count(DISTINCT r.id) FROM notices_requirement r
        LEFT JOIN actions_actionrequirement t ON t.requirement_id = r.id
        LEFT JOIN actions_evidence e ON e.action_id = t.action_id
        LEFT JOIN actions_evidencerequirement l ON l.requirement_id = r.id
        WHERE r.notice_id = %(n)s AND COALESCE(e.id, l.id) IS NOT NULL""",
    "Objectives": """
        SELECT count(DISTINCT a.objective_id) FROM actions_action a JOIN actions_plan p ON p.id = a.plan_id
        WHERE p.notice_id = %(n)s""",
    "Actions of the plan": """
        SELECT count(*) FROM actions_action a JOIN actions_plan p ON p.id = a.plan_id WHERE p.notice_id = %(n)s""",
    "Actions that serve a clause": """
        SELECT count(DISTINCT t.action_id) FROM actions_actionrequirement t
        JOIN notices_requirement r ON r.id = t.requirement_id WHERE r.notice_id = %(n)s""",
    "Actions with an indicator": """
        SELECT count(DISTINCT a.id) FROM actions_action a JOIN actions_plan p ON p.id = a.plan_id
        LEFT JOIN actions_actionrequirement t ON t.action_id = a.id
        LEFT JOIN actions_indicatoraction i ON i.action_id = a.id
        LEFT JOIN actions_indicatorrequirement j ON j.requirement_id = t.requirement_id
        LEFT JOIN notices_target g ON g.requirement_id = t.requirement_id
        LEFT JOIN actions_indicatortarget w ON w.target_id = g.id
        WHERE p.notice_id = %(n)s AND COALESCE(i.id, j.id, w.id) IS NOT NULL""",
    "Actions with evidence": """
        SELECT count(DISTINCT a.id) FROM actions_action a JOIN actions_plan p ON p.id = a.plan_id
        LEFT JOIN actions_evidence e ON e.action_id = a.id
        LEFT JOIN actions_actionrequirement t ON t.action_id = a.id
        LEFT JOIN actions_evidencerequirement l ON l.requirement_id = t.requirement_id
            AND (SELECT action_id IS NULL FROM actions_evidence x WHERE x.id = l.evidence_id)
        WHERE p.notice_id = %(n)s AND COALESCE(e.id, l.id) IS NOT NULL""",
    "Indicators": "SELECT count(*) FROM actions_indicator",
    "Evidence": "SELECT count(*) FROM actions_evidence",
    "Evidence that was accepted": "SELECT count(*) FROM actions_evidence WHERE state = 'accepted'",
    "Ties of a clause and an action": """
        SELECT count(*) FROM actions_actionrequirement t
        JOIN notices_requirement r ON r.id = t.requirement_id WHERE r.notice_id = %(n)s""",
}


def made_up(council: Council) -> Notice:
    return _recorded(council, read(NOTICE), NOTICE)


def herefordshire(council: Council) -> Notice:
    if not HEREFORDSHIRE.exists():
        pytest.skip("The real documents are not here.")
    reading = read_document(HEREFORDSHIRE, councils=council_records())
    return _recorded(council, reading, reading.source_text)


def _recorded(council: Council, reading: Any, text: str) -> Notice:
    notice = import_reading(
        reading, council=council, by=None, source_name="notice.txt", source_text=text, source_sha256="0" * 64
    )
    issued = notice.issued_on or TODAY
    put_in_force(notice, by=None, on=TODAY, issued_on=issued)
    return notice


@pytest.fixture(params=[made_up, herefordshire], ids=["made-up", "herefordshire"])
def notice(request: pytest.FixtureRequest, ambridge: Council) -> Notice:
    """An instrument with a plan: every second clause is served, some twice; indicators and evidence on some."""
    found: Notice = request.param(ambridge)
    plan = factories.PlanFactory(council=ambridge, notice=found)
    objectives = [factories.ObjectiveFactory(council=ambridge, plan=plan) for _ in range(3)]
    clauses = list(Requirement.objects.filter(notice=found).demanding().order_by("seq"))
    own = {"council": ambridge}
    actions = []
    for place, clause in enumerate(clauses[::2]):
        action = factories.ActionFactory(**own, objective=objectives[place % 3], ref=f"A{place}")
        factories.ActionRequirementFactory(**own, action=action, requirement=clause)
        actions.append(action)
    factories.ActionRequirementFactory(**own, action=actions[0], requirement=clauses[2])
    factories.ActionFactory(**own, objective=objectives[0], ref="LOOSE")
    indicators = [factories.IndicatorFactory(**own, ref=f"I{n}") for n in range(3)]
    IndicatorAction.objects.create(**own, indicator=indicators[0], action=actions[1])
    IndicatorRequirement.objects.create(**own, indicator=indicators[1], requirement=clauses[1])
    target = Target.objects.filter(requirement__notice=found).first()
    target = target or factories.TargetFactory(
        **own, requirement=clauses[5]
    )  # Herefordshire's prints no number
    IndicatorTarget.objects.create(**own, indicator=indicators[2], target=target)
    judge = member(ambridge, "director")
    factories.EvidenceFactory(**own, action=actions[0])
    factories.EvidenceFactory(
        **own, action=actions[0], state="accepted", judged_by=judge, judged_on=TODAY, accepted_version=1
    )
    loose = factories.EvidenceFactory(**own, action=None)
    EvidenceRequirement.objects.create(**own, evidence=loose, requirement=clauses[3])
    return found


def counted(notice: Notice) -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for what, sql in COUNTS.items():
            cursor.execute(sql, {"n": notice.pk})
            found[what] = cursor.fetchone()[0]
    found["Clauses without an action"] = (
        found["Clauses that ask for something"] - found["Clauses with an action"]
    )
    found["Actions that serve no clause"] = (
        found["Actions of the plan"] - found["Actions that serve a clause"]
    )
    return found


def workbook(client: Client, kind: str) -> bytes:
    answer = client.get(f"/councils/ambridge/trace.{kind}")
    assert answer.status_code == 200
    return bytes(answer.content)


def by_openpyxl(content: bytes) -> Iterator[list[list[Any]]]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        yield [list(row) for row in sheet.iter_rows(values_only=True)]


def by_calamine(content: bytes) -> Iterator[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        yield book.get_sheet_by_name(name).to_python()


def under(rows: list[list[Any]], first: str) -> list[list[Any]]:
    """The rows under the one whose first cell is that heading."""
    start = next(n for n, row in enumerate(rows) if row[0] == first)
    return [row for row in rows[start + 1 :] if any(cell not in (None, "") for cell in row)]


@pytest.mark.parametrize(
    ("kind", "opened"), [("xlsx", by_openpyxl), ("xlsx", by_calamine), ("ods", by_calamine)]
)
def test_the_workbook_opens_with_the_right_counts(
    client: Client, officer: User, notice: Notice, kind: str, opened: Any
) -> None:
    client.force_login(officer)
    matrix, counts, *_ = opened(workbook(client, kind))
    wanted = counted(notice)
    assert {row[0]: int(row[1]) for row in under(counts, "What")} == wanted
    assert wanted["Clauses with an action"] > 2 and wanted["Clauses without an action"] > 2
    rows = under(matrix, "Paragraph")
    ties = wanted["Ties of a clause and an action"]
    assert len(rows) == ties + wanted["Clauses without an action"] + wanted["Actions that serve no clause"]
    texts = {row[4] for row in rows if row[4]}
    assert texts == set(Requirement.objects.filter(notice=notice).demanding().values_list("text", flat=True))


def test_the_page_shows_every_clause_with_row_and_column_headings(
    client: Client, officer: User, notice: Notice
) -> None:
    client.force_login(officer)
    html = client.get("/councils/ambridge/trace/").content.decode()
    wanted = counted(notice)
    assert html.count('<th scope="rowgroup"') == wanted["Clauses that ask for something"] + 1
    assert html.count('scope="col"') == 5 + 2
    assert "LOOSE" in html and "No clause" in html
    assert html.count("<strong>No action</strong>") == wanted["Clauses without an action"]


def test_the_api_gives_the_same_counts(client: Client, officer: User, notice: Notice) -> None:
    client.force_login(officer)
    assert client.get(f"/api/v1/councils/ambridge/notices/{notice.number}/trace/").json()[
        "counts"
    ] == counted(notice)


def test_restricted_evidence_is_counted_only_for_those_who_may_see_it(
    client: Client, officer: User, chair: User, ambridge: Council
) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    clause = factories.RequirementFactory(council=ambridge, notice=notice)
    hidden = factories.EvidenceFactory(
        council=ambridge, action=None, restricted=True, title="A child's own words"
    )
    EvidenceRequirement.objects.create(council=ambridge, evidence=hidden, requirement=clause)
    seen = {}
    for reader in (officer, chair):
        client.force_login(reader)
        page = client.get("/councils/ambridge/trace/").content.decode()
        seen[reader.name] = "A child&#39;s own words" in page
    assert seen == {officer.name: False, chair.name: True}


def test_the_matrix_prints_on_landscape_paper() -> None:
    """Where it is read by a browser is a test of its own (tests/browser); here, that the rule and its class are tied."""
    styles = Path(__file__).resolve().parents[2].joinpath("static/scss/_paper.scss").read_text()
    assert "@page nb-wide {\n  size: A4 landscape;" in styles and ".nb-matrix {\n    page: nb-wide;" in styles


def test_the_trace_costs_the_same_for_a_few_clauses_and_for_many(
    client: Client, officer: User, ambridge: Council, django_assert_max_num_queries: Any
) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    plan = factories.PlanFactory(council=ambridge, notice=notice)

    def add(number: int) -> None:
        for _ in range(number):
            clause = factories.RequirementFactory(council=ambridge, notice=notice)
            action = factories.ActionFactory(council=ambridge, objective__plan=plan)
            factories.ActionRequirementFactory(council=ambridge, action=action, requirement=clause)

    client.force_login(officer)
    add(1)
    client.get("/councils/ambridge/trace/")
    with django_assert_max_num_queries(26) as few:
        client.get("/councils/ambridge/trace/")
    add(3)
    with django_assert_max_num_queries(26) as many:
        client.get("/councils/ambridge/trace/")
    assert len(few) == len(many)
