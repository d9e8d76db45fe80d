from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import services, terms
from notices.models import ComplianceJudgement, Deadline, Inspection, Notice, Requirement, Target
from tests import factories
from tests.reviews import instruments

pytestmark = pytest.mark.django_db
DATE = datetime.date
ISSUED = DATE(2026, 1, 31)
ON = DATE(2026, 2, 3)


@pytest.fixture
def draft(ambridge: Council) -> Notice:
    return instruments.draft(ambridge)


def due(notice: Notice) -> dict[str, datetime.date | None]:
    rows = Deadline.objects.filter(requirement__notice=notice).order_by("requirement__seq", "id")
    return {deadline.span: deadline.due_on for deadline in rows}


def test_a_reading_becomes_a_draft_with_its_clauses(draft: Notice, ambridge: Council) -> None:
    assert (draft.number, draft.state, draft.kind, str(draft)) == (
        1,
        "draft",
        "improvement_notice",
        "Improvement notice to Ambridge Council",
    )
    assert (draft.issued_on, draft.service_area, draft.in_force_on) == (ISSUED, "Children's Services", None)
    clauses = list(Requirement.objects.filter(notice=draft))
    assert [c.seq for c in clauses] == list(range(1, len(clauses) + 1))
    assert [c.label for c in clauses] == ["i", "ii", "1", "2", "3", "4", "5", "6", "7", "8"]
    assert Target.objects.get().comparator == "<="
    inspection = Inspection.objects.get()
    assert (inspection.notice, inspection.publisher, inspection.published_on) == (
        draft,
        "Ofsted",
        DATE(2025, 5, 12),
    )
    assert [j.grade for j in inspection.judgements.all()] == ["inadequate"]
    assert draft.reading["document_kind"] == "improvement_notice"
    event = AuditEvent.objects.get(verb="recorded a draft notice")
    assert (event.council, event.detail["sha256"]) == (ambridge, "0" * 64)


def test_the_tree_of_clauses_is_kept(ambridge: Council) -> None:
    reading = instruments.read(instruments.NOTICE)
    reading.requirements[3].parent = 3
    notice = services.import_reading(
        reading, council=ambridge, by=None, source_name="n", source_text="", source_sha256=""
    )
    child = Requirement.objects.get(notice=notice, seq=4)
    assert child.parent == Requirement.objects.get(notice=notice, seq=3)


def test_numbers_count_the_instruments_of_each_council(ambridge: Council, borchester: Council) -> None:
    assert [instruments.draft(c).number for c in (ambridge, ambridge, borchester)] == [1, 2, 1]


def test_what_is_too_long_for_a_column_is_cut_and_kept_in_the_reading(ambridge: Council) -> None:
    reading = instruments.read(instruments.NOTICE)
    reading.requirements[0].section = "Long " * 200
    notice = services.import_reading(
        reading, council=ambridge, by=None, source_name="x" * 300, source_text="a\x00b", source_sha256=""
    )
    section = Requirement.objects.get(notice=notice, seq=1).section
    assert (len(section), section[-1], len(notice.source_name), notice.source_text) == (400, "…", 200, "ab")
    assert notice.reading["requirements"][0]["section"] == "Long " * 200


def test_a_date_that_is_not_certain_is_left_for_a_person(ambridge: Council) -> None:
    notice = instruments.draft(ambridge, instruments.NOTICE.replace("31 January 2026", "7/3/1"))
    assert (notice.issued_on, notice.reading["issue_date"]["raw"]) == (None, "7/3/1")


def test_a_document_that_is_no_instrument_is_refused(ambridge: Council) -> None:
    reading = instruments.read("Minutes of the meeting of the committee")
    with pytest.raises(Refused, match="not an improvement notice"):
        services.import_reading(
            reading, council=ambridge, by=None, source_name="", source_text="", source_sha256=""
        )


def test_put_in_force_freezes_what_counts_from_issue(draft: Notice, case_lead: User) -> None:
    services.put_in_force(draft, by=case_lead, on=ON, issued_on=ISSUED)
    assert (draft.state, draft.issued_on, draft.in_force_on, draft.in_force_by) == (
        "in_force",
        ISSUED,
        ON,
        case_lead,
    )
    assert draft.period_ends_on == DATE(2027, 7, 31)
    dates = due(draft)
    assert dates["by the end of February 2026"] == DATE(2026, 2, 28)
    assert {span: day for span, day in dates.items() if "one month" in span.replace("\n", " ").lower()} != {}
    assert {day for span, day in dates.items() if "one month" in span.lower()} == {DATE(2026, 2, 28)}
    assert dates["2 months after the commencement of this Notice"] == DATE(2026, 3, 31)
    assert dates["by 18 months from the start of this Notice"] == DATE(2027, 7, 31)
    assert dates["before the end of this Notice"] == DATE(2027, 7, 31)
    assert dates["every 4 weeks"] is None
    event = AuditEvent.objects.get(verb="put a notice in force")
    assert (event.by, event.detail["period_ends_on"]) == (case_lead, "2027-07-31")


def test_a_notice_is_put_in_force_once(draft: Notice) -> None:
    services.put_in_force(draft, by=None, on=ON, issued_on=ISSUED)
    with pytest.raises(Refused, match="is not a draft: it is already in force"):
        services.put_in_force(draft, by=None, on=ON, issued_on=ON)
    draft.refresh_from_db()
    assert draft.issued_on == ISSUED


def test_an_issue_date_in_the_future_is_refused_and_nothing_is_saved(draft: Notice) -> None:
    with pytest.raises(Refused, match="31 January 2026, is in the future"):
        services.put_in_force(draft, by=None, on=DATE(2026, 1, 30), issued_on=ISSUED)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_database_itself_refuses_a_step_that_the_life_of_a_notice_does_not_have(draft: Notice) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.filter(pk=draft.pk).update(state="lifted")


def reading(**parts: Any) -> dict[str, Any]:
    return {"requirements": [], "deadlines": [], "reviews": []} | parts


def clause(text: str) -> list[dict[str, Any]]:
    return [{"seq": 1, "text": text}]


def deadline(span: str, **facts: Any) -> list[dict[str, Any]]:
    return [{"requirement": 1, "span": span, "date": None, "anchor": None, "offset": None, **facts}]


@pytest.mark.parametrize(
    ("said", "ends_on"),
    [
        (reading(requirements=clause("This Notice will remain in force for 12 months.")), DATE(2027, 1, 31)),
        (
            reading(requirements=clause("This Notice shall last for a period of eighteen months.")),
            DATE(2027, 7, 31),
        ),
        (
            reading(
                requirements=clause("The Council must meet all performance indicators by January 2027."),
                deadlines=deadline("by January 2027", date="2027-01-31"),
            ),
            DATE(2027, 1, 31),
        ),
        (
            reading(
                requirements=clause("Ensure the panel meets all statutory requirements by May 2026."),
                deadlines=deadline("by May 2026", date="2026-05-31"),
            ),
            None,
        ),
        (reading(reviews=[{"kind": "final", "date": "2027-04-30", "offset": None}]), DATE(2027, 4, 30)),
        (reading(reviews=[{"kind": None, "date": "2027-04-30", "offset": None}]), None),
        (reading(requirements=clause("This direction will remain in force until it is revoked.")), None),
        (reading(), None),
    ],
)
def test_the_period_ends_only_where_the_document_says_when(
    said: dict[str, Any], ends_on: DATE | None
) -> None:
    assert terms.period_ends_on(said, issued_on=ISSUED) == ends_on


def test_judgements_are_added_and_never_replaced(chair: User, case_lead: User, ambridge: Council) -> None:
    requirement = factories.RequirementFactory(council=ambridge)
    for by, body, value in ((chair, "board", "partly_met"), (case_lead, "department", "met")):
        services.judge_compliance(requirement, by=by, on=ON, body=body, value=value, why=" Audits show it. ")
    rows = ComplianceJudgement.objects.filter(requirement=requirement)
    assert [(j.body, j.value, j.why, j.judged_by) for j in rows] == [
        ("department", "met", "Audits show it.", case_lead),
        ("board", "partly_met", "Audits show it.", chair),
    ]
    assert AuditEvent.objects.filter(verb="judged a requirement").count() == 2


def test_a_judgement_needs_a_reason_and_a_notice_in_force(draft: Notice, chair: User) -> None:
    requirement = Requirement.objects.filter(notice=draft).first()
    assert requirement is not None
    with pytest.raises(Refused, match="once the notice is in force"):
        services.judge_compliance(requirement, by=chair, on=ON, body="board", value="met", why="Seen.")
    with pytest.raises(Refused, match="Say why"):
        services.judge_compliance(
            factories.RequirementFactory(), by=chair, on=ON, body="board", value="met", why=" "
        )
