from __future__ import annotations

import datetime

import pytest

from actions.models import Plan
from boards.models import Board, BoardMember
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import services as notices
from notices.models import Notice
from reviews import services
from reviews.models import ReportDue, Review
from reviews.skeleton import author_of
from tests import factories
from tests.reviews import instruments

pytestmark = pytest.mark.django_db
DATE = datetime.date
ISSUED = DATE(2026, 1, 31)


def in_force(council: Council, text: str = instruments.NOTICE, issued_on: datetime.date = ISSUED) -> Notice:
    notice = instruments.draft(council, text)
    notices.put_in_force(notice, by=None, on=max(issued_on, DATE(2026, 2, 3)), issued_on=issued_on)
    return notice


def taken_up(council: Council, **kwargs: object) -> Notice:
    notice = in_force(council, **kwargs)  # type: ignore[arg-type]
    services.take_up(notice, by=None, on=DATE(2026, 2, 3))
    return notice


def reviews_of(notice: Notice) -> list[tuple[str, datetime.date]]:
    return list(Review.objects.filter(notice=notice).order_by("due_on").values_list("kind", "due_on"))


def reports_of(notice: Notice, author: str) -> list[datetime.date]:
    rows = ReportDue.objects.filter(notice=notice, author=author).order_by("due_on")
    return list(rows.values_list("due_on", flat=True))


def test_taking_up_begins_plan_board_reviews_and_reports(ambridge: Council) -> None:
    notice = taken_up(ambridge)
    plan = Plan.objects.get(notice=notice)
    assert (plan.state, plan.title, plan.due_on) == ("drafting", "Improvement plan", DATE(2026, 2, 28))
    board = Board.objects.get(notice=notice)
    assert (board.meets_every, board.independent_chair, board.department_attends_as) == (
        "P4W",
        True,
        "participant observer",
    )
    assert board.terms_of_reference.startswith("Put in place an Improvement Board")
    assert reviews_of(notice) == [
        ("initial", DATE(2026, 7, 31)),
        ("further", DATE(2027, 1, 31)),
        ("final", DATE(2027, 7, 31)),
    ]
    assert reports_of(notice, "board_chair") == [
        DATE(2026, 3, 31), DATE(2026, 7, 31), DATE(2027, 1, 31), DATE(2027, 7, 31),
    ]  # fmt: skip
    assert reports_of(notice, "leader") == [DATE(2026, 7, 31), DATE(2027, 1, 31), DATE(2027, 7, 31)]


def test_taking_up_twice_changes_nothing_and_puts_no_changed_date_back(ambridge: Council) -> None:
    notice = taken_up(ambridge)
    Review.objects.filter(notice=notice, kind="initial").update(due_on=DATE(2026, 8, 15))
    services.take_up(notice, by=None, on=DATE(2026, 2, 4))
    assert [n.objects.filter(notice=notice).count() for n in (Plan, Board, Review, ReportDue)] == [1, 1, 3, 7]
    assert reviews_of(notice)[0] == ("initial", DATE(2026, 8, 15))
    assert AuditEvent.objects.filter(verb="took up a notice").count() == 1


def test_a_draft_cannot_be_taken_up(ambridge: Council) -> None:
    with pytest.raises(Refused, match="in force"):
        services.take_up(instruments.draft(ambridge), by=None, on=ISSUED)
    assert not Plan.objects.exists()


def test_where_the_document_gives_no_dates_reviews_come_at_6_12_and_18_months(ambridge: Council) -> None:
    text = (
        instruments.NOTICE[: instruments.NOTICE.index("Improvement against")]
        + "Signed:\nDate: 31 January 2026\n"
    )
    notice = taken_up(ambridge, text=text)
    assert [day for _, day in reviews_of(notice)] == [DATE(2026, 7, 31), DATE(2027, 1, 31), DATE(2027, 7, 31)]
    assert {r.words for r in Review.objects.filter(notice=notice)} == {
        "The notice gives no date: the usual 6, 12 and 18 months"
    }
    assert ReportDue.objects.filter(notice=notice).count() == 0


def test_a_board_whose_cadence_the_document_does_not_give_says_so(ambridge: Council) -> None:
    notice = instruments.draft(ambridge)
    notice.reading["board"] |= {"meets_every": None, "chair_name": "Clara Burgess"}
    notice.save()
    notices.put_in_force(notice, by=None, on=DATE(2026, 2, 3), issued_on=ISSUED)
    services.take_up(notice, by=None, on=DATE(2026, 2, 3))
    board = Board.objects.get(notice=notice)
    assert board.meets_every == "P1M"
    assert board.terms_of_reference.startswith(
        "The notice does not say how often the board meets; every month is assumed."
    )
    assert [(m.name, m.role) for m in BoardMember.objects.filter(board=board)] == [("Clara Burgess", "chair")]


@pytest.mark.parametrize(
    ("words", "author"),
    [
        ("board chair", "board_chair"),
        ("Leader of the Council", "leader"),
        ("Chair of the Local Safeguarding Children Board", "partner"),
        ("council", "other"),
    ],
)
def test_who_reports(words: str, author: str) -> None:
    assert author_of(words) == author


def test_a_review_is_held_once_and_not_in_the_future(case_lead: User) -> None:
    review = factories.ReviewFactory()
    with pytest.raises(Refused, match="today or in the past"):
        services.hold_review(review, by=case_lead, on=DATE(2026, 7, 1), held_on=DATE(2026, 7, 2))
    services.hold_review(review, by=case_lead, on=DATE(2026, 7, 1), held_on=DATE(2026, 6, 30))
    with pytest.raises(Refused, match="held on 30 June 2026"):
        services.hold_review(review, by=case_lead, on=DATE(2026, 7, 2), held_on=DATE(2026, 7, 2))
    assert Review.objects.get().held_on == DATE(2026, 6, 30)
    assert [(e.by, e.detail) for e in AuditEvent.objects.all()] == [(case_lead, {"held_on": "2026-06-30"})]


def test_a_report_is_sent_once_and_not_in_the_future(chair: User) -> None:
    report = factories.ReportDueFactory()
    with pytest.raises(Refused, match="today or in the past"):
        services.report_sent(report, by=chair, on=DATE(2026, 7, 1), sent_on=DATE(2026, 7, 2))
    services.report_sent(report, by=chair, on=DATE(2026, 7, 1), sent_on=DATE(2026, 7, 1))
    with pytest.raises(Refused, match="sent on 1 July 2026"):
        services.report_sent(report, by=chair, on=DATE(2026, 7, 2), sent_on=DATE(2026, 7, 2))
    assert AuditEvent.objects.filter(verb="sent a report", by=chair).count() == 1
