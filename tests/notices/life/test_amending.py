"""An amendment changes nothing until it is confirmed; then it is a version, and the words before it are not lost."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import register
from notices.amending import verbs
from notices.amending.as_at import clauses_as_at, version_at
from notices.amending.words import compare
from notices.models import ClauseChange, Notice, NoticeVersion, Requirement
from reminders.models import DueItem
from tests import factories

ON, DAY = factories.TODAY, datetime.timedelta(days=1)


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    notice: Notice = factories.NoticeFactory(council=ambridge, period_ends_on=ON + 90 * DAY)
    for text in ("Ensure timely assessments.", "Review the board.", "Train all staff."):
        factories.RequirementFactory(council=ambridge, notice=notice, text=text)
    return notice


def clause(notice: Notice, seq: int) -> Requirement:
    return Requirement.objects.select_related("notice").get(notice=notice, seq=seq)


def decide(notice: Notice, **fields: Any) -> NoticeVersion:
    version = verbs.draft_of(notice)
    assert version is not None
    values = {"decided_on": ON - 3 * DAY, "decided_by": "Helena Marchbanks MP", "effective_on": ON - 2 * DAY, "reason": "As the review found."} | fields  # fmt: skip
    verbs.decide(version, by=None, **values)
    return version


def confirm(notice: Notice, by: User | None = None, **fields: Any) -> NoticeVersion:
    version = decide(notice, **fields)
    verbs.confirm(version, by=by, on=ON)
    return version


pytestmark = pytest.mark.django_db


def test_a_draft_amendment_changes_nothing_and_is_there_when_one_comes_back(notice: Notice) -> None:
    verbs.reword(clause(notice, 1), by=None, text="Ensure good assessments.")
    verbs.remove(clause(notice, 2), by=None)
    verbs.extend_period(notice, by=None, until=ON + 200 * DAY)
    draft = verbs.draft_of(notice)
    assert draft is not None
    assert [change.kind for change in draft.changes.order_by("id")] == [
        "reworded",
        "removed",
        "period_extended",
    ]
    assert clause(notice, 1).text == "Ensure timely assessments."
    assert Requirement.objects.filter(notice=notice).demanding().count() == 3
    notice.refresh_from_db()
    assert notice.period_ends_on == ON + 90 * DAY


def test_a_confirmed_amendment_is_the_next_version(notice: Notice, case_lead: User) -> None:
    deadline = factories.DeadlineFactory(
        council=notice.council, requirement=clause(notice, 3), due_on=ON + DAY
    )
    verbs.reword(clause(notice, 1), by=case_lead, text="Ensure good assessments.")
    verbs.remove(clause(notice, 2), by=case_lead)
    verbs.add_clause(
        notice, by=case_lead, text="Publish the plan.", label="12", section="Reporting", binds="leader"
    )
    verbs.set_deadline(
        clause(notice, 3), by=case_lead, words="by the end of 2027", due_on=ON + 300 * DAY, deadline=deadline
    )
    verbs.set_deadline(clause(notice, 1), by=case_lead, words="by May", due_on=ON + 100 * DAY)
    version = confirm(notice, by=case_lead)
    first, second, third, added = (clause(notice, seq) for seq in (1, 2, 3, 4))
    assert (version.number, version.confirmed_by) == (2, case_lead)
    assert (first.text, first.version) == ("Ensure good assessments.", 2)
    assert (second.text, second.version, second.removed_in) == ("Review the board.", 2, 2)
    assert (third.text, third.version) == ("Train all staff.", 2)
    assert (added.text, added.label, added.section, added.binds, added.version) == ("Publish the plan.", "12", "Reporting", "leader", 2)  # fmt: skip
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.span) == (ON + 300 * DAY, "by the end of 2027")
    assert [str(d.due_on) for d in first.deadlines.all()] == [str(ON + 100 * DAY)]
    assert verbs.draft_of(notice) is None
    event = AuditEvent.objects.get(verb="amended an instrument")
    assert event.detail["changes"] == [["reworded", 1], ["removed", 2], ["added", 4], ["deadline_changed", 3], ["deadline_added", 1]]  # fmt: skip


def test_a_removed_clause_stays_and_asks_for_nothing(notice: Notice, observer: User) -> None:
    factories.DeadlineFactory(council=notice.council, requirement=clause(notice, 2), due_on=ON)
    assert DueItem.objects.count() == 1
    verbs.remove(clause(notice, 2), by=None)
    confirm(notice)
    assert Requirement.objects.filter(notice=notice).count() == 3
    assert [r.seq for r in Requirement.objects.filter(notice=notice).demanding().order_by("seq")] == [1, 3]
    assert [r.seq for r in Requirement.objects.filter(notice=notice).unanswered().order_by("seq")] == [1, 3]
    assert [e.requirement.seq for e in register.entries(notice, user=observer)] == [1, 3]
    assert DueItem.objects.count() == 0


def test_the_clauses_as_at_a_day_are_as_they_stood(notice: Notice) -> None:
    deadline = factories.DeadlineFactory(council=notice.council, requirement=clause(notice, 3), span="by 2 January 2027", due_on=datetime.date(2027, 1, 2))  # fmt: skip
    verbs.reword(clause(notice, 1), by=None, text="Ensure good assessments.")
    verbs.set_deadline(clause(notice, 3), by=None, words="by 3 March 2027", due_on=datetime.date(2027, 3, 3), deadline=deadline)  # fmt: skip
    confirm(notice, decided_on=ON - 60 * DAY, effective_on=ON - 50 * DAY)
    verbs.reword(clause(notice, 1), by=None, text="Ensure excellent assessments.")
    verbs.remove(clause(notice, 2), by=None)
    verbs.add_clause(notice, by=None, text="Publish the plan.")
    confirm(notice, decided_on=ON - 30 * DAY, effective_on=ON - 20 * DAY)

    def stood(days: int) -> tuple[int, list[str], list[str]]:
        date = ON - days * DAY
        there = [c for c in clauses_as_at(notice, date) if c.was_there]
        return version_at(notice, date), [c.text for c in there], [d for c in there for d in c.deadlines]

    before, after = "by 2 January 2027 (2 January 2027)", "by 3 March 2027 (3 March 2027)"
    first = ["Ensure timely assessments.", "Review the board.", "Train all staff."]
    assert stood(51) == (1, first, [before])
    assert stood(50) == (2, ["Ensure good assessments.", *first[1:]], [after])
    assert stood(21) == stood(50)
    assert stood(20) == (
        3,
        ["Ensure excellent assessments.", "Train all staff.", "Publish the plan."],
        [after],
    )
    assert stood(0) == stood(20)


def test_an_extended_period_brings_an_instrument_back_into_it(ambridge: Council, case_lead: User) -> None:
    notice = factories.NoticeFactory(council=ambridge, state="period_ended", period_ends_on=ON - DAY)
    verbs.extend_period(notice, by=case_lead, until=ON + 100 * DAY)
    confirm(notice, by=case_lead)
    notice.refresh_from_db()
    step = notice.steps.last()
    assert step is not None
    assert (notice.state, notice.period_ends_on) == ("in_force", ON + 100 * DAY)
    assert (step.transition and step.transition.name, step.decided_by) == (
        "extend-period",
        "Helena Marchbanks MP",
    )


def test_an_extension_that_is_over_already_leaves_it_past_its_period(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge, state="period_ended", period_ends_on=ON - 60 * DAY)
    verbs.extend_period(notice, by=None, until=ON - DAY)
    confirm(notice)
    notice.refresh_from_db()
    assert (notice.state, notice.period_ends_on) == ("period_ended", ON - DAY)


@pytest.mark.parametrize("state", ["draft", "lifted", "closed"])
def test_only_an_instrument_in_force_is_amended(ambridge: Council, state: str) -> None:
    notice = factories.NoticeFactory(council=ambridge, state=state)
    row = factories.RequirementFactory(council=ambridge, notice=notice)
    with pytest.raises(Refused, match="only an instrument in force is amended"):
        verbs.reword(clause(notice, row.seq), by=None, text="Other")
    assert not NoticeVersion.objects.exists()


def test_a_draft_is_not_confirmed_once_the_instrument_has_ended(notice: Notice) -> None:
    verbs.remove(clause(notice, 1), by=None)
    version = decide(notice)
    factories.lead_to(notice, "lifted")
    with pytest.raises(Refused, match="only an instrument in force is amended"):
        verbs.confirm(version, by=None, on=ON)
    assert not clause(notice, 1).is_removed


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"effective_on": ON + DAY}, "Come back on that day"),
        ({"decided_on": ON + DAY, "effective_on": ON + DAY}, "in the future"),
    ],
)
def test_what_is_not_ready_is_said_and_kept(notice: Notice, fields: dict[str, Any], says: str) -> None:
    verbs.remove(clause(notice, 1), by=None)
    version = decide(notice, **fields)
    assert says in str(verbs.not_ready(version, on=ON))
    with pytest.raises(Refused, match=says):
        verbs.confirm(version, by=None, on=ON)
    assert (verbs.draft_of(notice), version.changes.count()) == (version, 1)


def test_versions_take_effect_in_their_order(notice: Notice) -> None:
    verbs.reword(clause(notice, 1), by=None, text="Ensure good assessments.")
    confirm(notice)
    verbs.reword(clause(notice, 1), by=None, text="Ensure excellent assessments.")
    version = decide(notice, decided_on=ON - 9 * DAY, effective_on=ON - 8 * DAY)
    assert "takes effect on that day or later" in str(verbs.not_ready(version, on=ON))


def test_saying_it_again_replaces_what_was_said(notice: Notice) -> None:
    for text in ("Ensure good assessments.", "Ensure excellent assessments."):
        verbs.reword(clause(notice, 1), by=None, text=text)
    assert [c.after for c in ClauseChange.objects.all()] == ["Ensure excellent assessments."]


def test_a_clause_cannot_be_reworded_and_removed_at_once(notice: Notice) -> None:
    verbs.reword(clause(notice, 1), by=None, text="Ensure good assessments.")
    with pytest.raises(Refused, match="Take that back first"):
        verbs.remove(clause(notice, 1), by=None)
    verbs.take_back(ClauseChange.objects.get(), by=None)
    verbs.remove(clause(notice, 1), by=None)
    assert [c.kind for c in ClauseChange.objects.all()] == ["removed"]


def test_a_draft_can_be_given_up(notice: Notice) -> None:
    verbs.remove(clause(notice, 1), by=None)
    version = verbs.draft_of(notice)
    assert version is not None
    verbs.abandon(version, by=None)
    assert (NoticeVersion.objects.count(), ClauseChange.objects.count()) == (0, 0)


def test_a_deadline_that_moved_meanwhile_is_not_overwritten(notice: Notice) -> None:
    deadline = factories.DeadlineFactory(council=notice.council, requirement=clause(notice, 1))
    verbs.set_deadline(clause(notice, 1), by=None, words="by May", due_on=ON + 100 * DAY, deadline=deadline)
    version = decide(notice)
    deadline.due_on = ON + DAY
    deadline.save()
    with pytest.raises(Refused, match="has got another date since you began"):
        verbs.confirm(version, by=None, on=ON)


WORDS = st.text(alphabet="ab \n.", max_size=40)


@given(before=WORDS, after=WORDS)
def test_the_pieces_of_a_comparison_put_together_are_the_texts_and_what_is_not_marked_is_the_same(
    before: str, after: str
) -> None:
    found = compare(before, after)
    assert "".join(piece.text for piece in found.before) == before
    assert "".join(piece.text for piece in found.after) == after
    if before == after:
        assert not any(piece.changed for piece in (*found.before, *found.after))


def test_a_comparison_marks_the_words_that_are_new() -> None:
    found = compare("Train all staff by May.", "Train all managers by June.")
    assert (found.taken_out, found.put_in) == (["staff", "May."], ["managers", "June."])
