"""A review is moved, held, decided; the instrument follows what was decided."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from councils.models import Council, User
from councils.refusal import Refused
from notices.life.verbs import end_periods
from notices.models import Notice, NoticeVersion
from notices.services import judge_compliance
from reviews import letter, outcomes
from reviews.checklist import checklist, clauses_of
from reviews.models import Outcome, Review, WrittenReport
from reviews.services import hold_review
from tests import factories

from .conftest import ON, Story, take, write_all

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
DECIDED: dict[str, Any] = {
    "decided_by": "Helena Marchbanks MP",
    "decided_on": ON,
    "reason": "Progress was steady.",
}


@pytest.fixture
def review(story: Story, ambridge: Council) -> Review:
    Notice.objects.filter(pk=story.notice.pk).update(period_ends_on=ON + 30 * DAY)
    return factories.ReviewFactory(council=ambridge, notice=story.notice, due_on=ON + 10 * DAY)


@pytest.fixture
def held(review: Review, case_lead: User) -> Review:
    hold_review(review, by=case_lead, on=ON, held_on=ON, held_by="Owen Fletcher", summary="Steady.")
    return review


def test_extend_is_the_next_version_of_the_instrument_and_nothing_else_of_it_changes(
    held: Review, case_lead: User
) -> None:
    outcome = outcomes.decide(held, by=case_lead, on=ON, kind="extend", until=ON + 200 * DAY, **DECIDED)
    notice = Notice.objects.get(pk=held.notice_id)
    assert (notice.period_ends_on, notice.state) == (ON + 200 * DAY, "in_force")
    version = NoticeVersion.objects.get(notice=notice)
    assert (version.number, version.is_confirmed, outcome.version) == (2, True, version)
    assert [change.kind for change in version.changes.all()] == ["period_extended"]
    assert version.decided_by == "Helena Marchbanks MP"


def test_extending_past_its_period_puts_it_in_force_again(held: Review, case_lead: User) -> None:
    Notice.objects.filter(pk=held.notice_id).update(period_ends_on=ON - DAY)
    assert end_periods(on=ON) == 1
    outcomes.decide(held, by=case_lead, on=ON, kind="extend", until=ON + 200 * DAY, **DECIDED)
    assert Notice.objects.get(pk=held.notice_id).state == "in_force"


def test_lift_ends_a_notice_and_revokes_a_direction(held: Review, case_lead: User, ambridge: Council) -> None:
    outcome = outcomes.decide(held, by=case_lead, on=ON, kind="lift", **DECIDED)
    notice = Notice.objects.get(pk=held.notice_id)
    assert (notice.state, notice.ended_on) == ("lifted", ON)
    assert outcome.step is not None
    assert outcome.step.decided_by == "Helena Marchbanks MP"
    direction = factories.NoticeFactory(council=ambridge, kind="statutory_direction")
    other = factories.ReviewFactory(council=ambridge, notice=direction, due_on=ON, held_on=ON)
    outcomes.decide(other, by=case_lead, on=ON, kind="lift", **DECIDED)
    assert Notice.objects.get(pk=direction.pk).state == "revoked"


def test_step_up_names_the_direction_that_takes_its_place_when_it_is_in_force(
    held: Review, case_lead: User, ambridge: Council
) -> None:
    draft = factories.NoticeFactory(
        council=ambridge, kind="statutory_direction", state="draft", issued_on=None, in_force_on=None
    )
    assert outcomes.followers(held.notice) == [draft]
    outcome = outcomes.decide(held, by=case_lead, on=ON, kind="step_up", other=draft, **DECIDED)
    draft.refresh_from_db()
    assert (outcome.step, draft.revises) == (None, held.notice)
    assert Notice.objects.get(pk=held.notice_id).state == "in_force"


def test_continue_ends_a_review_for_lifting(held: Review, case_lead: User) -> None:
    factories.lead_to(held.notice, "under_review")
    outcome = outcomes.decide(held, by=case_lead, on=ON, kind="continue", **DECIDED)
    assert Notice.objects.get(pk=held.notice_id).state == "in_force"
    assert outcome.step is not None
    assert outcome.step.to_state == "in_force"


def test_what_cannot_be_done_to_the_instrument_is_recorded_as_nothing(held: Review, case_lead: User) -> None:
    with pytest.raises(Refused, match="Enter a later day"):
        outcomes.decide(held, by=case_lead, on=ON, kind="extend", until=ON + DAY, **DECIDED)
    with pytest.raises(Refused, match="of another kind"):
        outcomes.decide(held, by=case_lead, on=ON, kind="step_down", **DECIDED)
    with pytest.raises(Refused, match="must be today or in the past"):
        outcomes.decide(held, by=case_lead, on=ON, kind="lift", **{**DECIDED, "decided_on": ON + DAY})
    with pytest.raises(Refused, match="Say until when"):
        outcomes.decide(held, by=case_lead, on=ON, kind="extend", **DECIDED)
    assert not Outcome.objects.exists()
    assert not NoticeVersion.objects.exists()


def test_an_outcome_comes_once_after_the_review_was_held_and_stays(review: Review, case_lead: User) -> None:
    with pytest.raises(Refused, match="Record the review as held first"):
        outcomes.decide(review, by=case_lead, on=ON, kind="continue", **DECIDED)
    hold_review(review, by=case_lead, on=ON, held_on=ON)
    outcomes.decide(review, by=case_lead, on=ON, kind="continue", **DECIDED)
    with pytest.raises(Refused, match="recorded already"):
        outcomes.decide(review, by=case_lead, on=ON, kind="lift", **DECIDED)
    for statement in ("UPDATE reviews_outcome SET reason = 'Other'", "DELETE FROM reviews_outcome"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_review_that_is_moved_keeps_the_day_before_and_the_reason(review: Review, case_lead: User) -> None:
    moved: dict[str, Any] = {
        "why": "The inspection comes first.",
        "decided_by": "Owen Fletcher",
        "decided_on": ON,
    }
    move = outcomes.move_review(review, by=case_lead, on=ON, to_due_on=ON + 40 * DAY, **moved)
    assert (move.from_due_on, review.due_on, move.is_postponed) == (ON + 10 * DAY, ON + 40 * DAY, True)
    forward = outcomes.move_review(review, by=case_lead, on=ON, to_due_on=ON + 5 * DAY, **moved)
    assert not forward.is_postponed
    hold_review(review, by=case_lead, on=ON, held_on=ON)
    with pytest.raises(Refused, match="It cannot be moved"):
        outcomes.move_review(review, by=case_lead, on=ON, to_due_on=ON + 6 * DAY, **moved)


def test_a_further_review_is_asked_for_on_a_free_day(review: Review, case_lead: User) -> None:
    asked = outcomes.ask_for_review(
        review.notice, by=case_lead, on=ON, due_on=ON + 20 * DAY, words="The last visit"
    )
    assert (asked.kind, asked.source, asked.due_on) == ("on_request", "request", ON + 20 * DAY)
    with pytest.raises(Refused, match="Another review"):
        outcomes.ask_for_review(review.notice, by=case_lead, on=ON, due_on=review.due_on, words="Again")


def test_the_checklist_tells_how_far_each_report_is_and_which_belong_to_this_review(
    review: Review, story: Story, report: object, lead: User, observer: User, ambridge: Council
) -> None:
    later = factories.ReportDueFactory(council=ambridge, notice=story.notice, due_on=ON + 90 * DAY)
    second = factories.ReviewFactory(
        council=ambridge, notice=story.notice, kind="further", due_on=ON + 100 * DAY
    )
    found = {item.what: item for item in checklist(review, lead, on=ON)}
    assert list(found) == ["Chair’s report", "Leader’s report", "Outside validation", "Evidence"]
    assert found["Chair’s report"].words == "Due on 30 November 2026: due in 8 days. Being written"
    assert found["Leader’s report"].words == "The notice asks for none before this review"
    seen = {item.what: item.words for item in checklist(review, observer, on=ON)}
    assert seen["Chair’s report"] == "Due on 30 November 2026: due in 8 days"
    of_second = checklist(second, lead, on=ON)
    assert [item.words for item in of_second if item.what == "Chair’s report"] == [
        f"Due on 20 February 2027: due in {(later.due_on - ON).days} days"
    ]


def test_the_views_of_board_and_department_stand_as_they_were_on_the_day_of_the_review(
    review: Review, story: Story, chair: User, case_lead: User
) -> None:
    judge_compliance(story.clause, by=chair, on=ON - DAY, body="board", value="met", why="Seen.")
    judge_compliance(story.clause, by=case_lead, on=ON, body="department", value="partly_met", why="Not all.")
    hold_review(review, by=case_lead, on=ON, held_on=ON)
    judge_compliance(story.clause, by=chair, on=ON + DAY, body="board", value="not_met", why="Fell back.")
    first = clauses_of(review, on=ON + 2 * DAY)[0]
    assert (first.board, first.department, first.differ) == ("met", "partly_met", True)


def test_the_letter_says_what_was_decided_and_opens_in_word(held: Review, case_lead: User) -> None:
    outcome = outcomes.decide(held, by=case_lead, on=ON, kind="extend", until=ON + 200 * DAY, **DECIDED)
    said = letter.paragraphs(outcome)
    assert "It was decided that the period of the improvement notice is extended to 10 June 2027." in said
    assert "Steady." in said
    with zipfile.ZipFile(io.BytesIO(letter.as_word(letter.paragraphs(outcome)))) as parts:
        text = parts.read("word/document.xml").decode()
    assert all(paragraph.replace("&", "&amp;") in text for paragraph in said)


def test_a_report_that_came_with_the_review_is_signed_before_it_counts(
    review: Review, report: object, lead: User, director: User, chair: User
) -> None:
    written = WrittenReport.objects.get()
    write_all(written, lead)
    take(written, ("put-to-check", lead), ("check", director), ("sign", chair))
    assert not checklist(review, lead, on=ON)[0].done
    take(written, ("send", chair))
    assert checklist(review, lead, on=ON)[0].done
