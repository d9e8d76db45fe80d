"""Steps as the verbs take them: what is refused says so in a sentence, what is taken is signed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from councils import scope
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import services, tasks
from notices.life import table, verbs
from notices.models import Notice, NoticeStep
from reminders.models import DueItem
from tests import factories

pytestmark = pytest.mark.django_db
ON, DAY = factories.TODAY, datetime.timedelta(days=1)


def take(notice: Notice, name: str, by: User | None = None, **fields: Any) -> NoticeStep | None:
    values = {"taken_on": ON, "decided_by": "Helena Marchbanks MP", "reason": "As decided."} | fields
    return verbs.take_step(notice, name, by=by, on=ON, **values)


def names(notice: Notice, on: datetime.date = ON) -> list[str]:
    return [transition.name for transition in verbs.possible(notice, on=on)]


def test_only_the_steps_that_are_possible_are_offered(ambridge: Council) -> None:
    offered = {
        state: names(factories.NoticeFactory(council=ambridge, state=state))
        for state in ("draft", "in_force", "period_ended", "under_review", "lifted", "support", "closed")
    }
    assert offered == {
        "draft": ["withdraw"],
        "in_force": ["begin-review", "lift", "supersede", "escalate"],
        "period_ended": ["begin-review", "lift", "supersede", "escalate"],
        "under_review": ["end-review", "lift", "supersede", "escalate"],
        "lifted": ["support", "close"],
        "support": ["close"],
        "closed": [],
    }
    direction = factories.NoticeFactory(council=ambridge, kind=table.DIRECTION)
    assert names(direction) == ["begin-review", "lift", "revoke", "supersede", "step-down"]


def test_a_step_moves_the_instrument_and_is_signed(ambridge: Council, case_lead: User) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    step = take(notice, "lift", by=case_lead, taken_on=ON - DAY)
    assert step is not None
    assert (notice.state, notice.ended_on, notice.is_standing) == ("lifted", ON - DAY, False)
    assert (step.number, step.from_state, step.to_state, step.recorded_by) == (
        2,
        "in_force",
        "lifted",
        case_lead,
    )
    event = AuditEvent.objects.get(verb="recorded a step of an instrument")
    assert (event.by, event.detail["step"], event.detail["decided_by"]) == (
        case_lead,
        "lift",
        "Helena Marchbanks MP",
    )


@pytest.mark.parametrize(
    ("state", "name", "fields", "says"),
    [
        ("lifted", "lift", {}, "is lifted: this step is not possible from there"),
        ("in_force", "revoke", {}, "is of another kind"),
        ("in_force", "lift", {"taken_on": ON + DAY}, "must be today or in the past"),
        ("in_force", "lift", {"decided_by": " "}, "Say who decided it"),
        ("in_force", "lift", {"reason": ""}, "Say why"),
        ("in_force", "lift", {"taken_on": datetime.date(2020, 1, 1)}, "The step before this one was on"),
        ("in_force", "escalate", {}, "Say which later instrument"),
        ("lifted", "support", {}, "Say who the adviser is"),
        ("lifted", "support", {"adviser": "Ada", "support_until": ON - DAY}, "must end on or after"),
        ("in_force", "end-period", {}, "Nobody takes this step"),
        ("draft", "put-in-force", {}, "Nobody takes this step"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    ambridge: Council, state: str, name: str, fields: dict[str, Any], says: str
) -> None:
    notice = factories.NoticeFactory(council=ambridge, state=state)
    steps = notice.steps.count()
    with pytest.raises(Refused, match=says):
        take(notice, name, **fields)
    notice.refresh_from_db()
    assert (notice.state, notice.steps.count()) == (state, steps)
    assert not AuditEvent.objects.exists()


def test_a_support_period_keeps_its_adviser_and_until_when(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge, state="lifted")
    step = take(notice, "support", adviser="Ada Adviser", support_until=ON + 300 * DAY)
    assert step is not None
    assert (notice.state, step.adviser, step.support_until) == ("support", "Ada Adviser", ON + 300 * DAY)
    take(notice, "close")
    assert notice.state == "closed"


def test_a_notice_is_escalated_to_a_direction_that_is_in_force_and_both_know(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    direction = factories.NoticeFactory(council=ambridge, kind=table.DIRECTION)
    step = take(notice, "escalate", other=direction)
    assert step is not None
    direction.refresh_from_db()
    assert (notice.state, step.other, direction.revises) == ("escalated", direction, notice)


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        (table.NOTICE, table.NOTICE, "superseded"),
        (table.NOTICE, table.DIRECTION, "escalated"),
        (table.DIRECTION, table.NOTICE, "stepped_down"),
        (table.DIRECTION, table.DIRECTION, "superseded"),
    ],
)
def test_with_a_draft_in_its_place_the_instrument_ends_when_that_is_put_in_force(
    ambridge: Council, case_lead: User, old: str, new: str, after: str
) -> None:
    notice = factories.NoticeFactory(council=ambridge, kind=old, issued_on=ON - 300 * DAY)
    draft = factories.NoticeFactory(
        council=ambridge, kind=new, state="draft", issued_on=None, signatory_name="Edward Timpson"
    )
    draft.reading = {"requirements": [], "deadlines": [], "reviews": []}
    draft.save()
    assert take(notice, table.replacing(old, new).name, other=draft) is None
    notice.refresh_from_db()
    assert notice.state == "in_force"
    services.put_in_force(draft, by=case_lead, on=ON, issued_on=ON - 10 * DAY)
    notice.refresh_from_db()
    step = notice.steps.last()
    assert step is not None
    assert (notice.state, notice.ended_on, draft.state) == (after, ON - 10 * DAY, "in_force")
    assert (step.other, step.decided_by, step.recorded_by) == (draft, "Edward Timpson", case_lead)


def test_a_draft_takes_the_place_of_one_instrument_only(ambridge: Council) -> None:
    first, second = (factories.NoticeFactory(council=ambridge) for _ in range(2))
    draft = factories.NoticeFactory(council=ambridge, state="draft")
    take(first, "supersede", other=draft)
    with pytest.raises(Refused, match="takes the place of another instrument already"):
        take(second, "supersede", other=draft)


def test_an_older_instrument_cannot_take_the_place_of_a_later_one(ambridge: Council) -> None:
    old = factories.NoticeFactory(council=ambridge, issued_on=ON - 900 * DAY)
    notice = factories.NoticeFactory(council=ambridge)
    assert verbs.followers(notice, table.BY_NAME["supersede"]) == []
    with pytest.raises(Refused, match="is older than"):
        take(notice, "supersede", other=old)


def test_a_planned_period_ends_by_the_clock_and_the_instrument_stands(
    ambridge: Council, borchester: Council
) -> None:
    over = factories.NoticeFactory(council=ambridge, period_ends_on=ON - DAY)
    last_day = factories.NoticeFactory(council=ambridge, period_ends_on=ON)
    without = factories.NoticeFactory(council=borchester)
    theirs = factories.NoticeFactory(council=borchester, period_ends_on=ON - 20 * DAY)
    assert verbs.end_periods(on=ON) == 2
    assert verbs.end_periods(on=ON) == 0
    for notice in (over, last_day, without, theirs):
        notice.refresh_from_db()
    assert [n.state for n in (over, last_day, without, theirs)] == [
        "period_ended",
        "in_force",
        "in_force",
        "period_ended",
    ]
    assert over.is_standing
    steps = [notice.steps.last() for notice in (over, theirs)]
    assert [(step.taken_on, step.recorded_by) for step in steps if step] == [
        (ON, None),
        (ON - 19 * DAY, None),
    ]
    assert verbs.end_periods(on=ON + DAY) == 1


def test_the_tick_ends_periods_of_every_council(ambridge: Council, borchester: Council) -> None:
    long_ago = datetime.date(2021, 5, 1)
    for council in (ambridge, borchester):
        factories.NoticeFactory(council=council, period_ends_on=long_ago, issued_on=datetime.date(2020, 1, 1))
    ids = {ambridge.pk, borchester.pk}
    tasks.end_periods()
    with scope.entered(scope.crossing_councils(ids)):
        assert set(Notice.objects.values_list("council_id", "state")) == {(pk, "period_ended") for pk in ids}


def test_a_review_ends_in_the_period_or_past_it(ambridge: Council) -> None:
    inside = factories.NoticeFactory(council=ambridge, state="under_review", period_ends_on=ON + DAY)
    past = factories.NoticeFactory(council=ambridge, state="under_review", period_ends_on=ON - DAY)
    assert (names(inside)[0], names(past)[0]) == ("end-review", "end-review-after-period")
    take(inside, "end-review")
    take(past, "end-review-after-period")
    assert (inside.state, past.state) == ("in_force", "period_ended")


def test_a_lifting_recorded_late_may_be_of_a_day_before_the_clock_ended_the_period(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge, period_ends_on=ON - DAY)
    verbs.end_periods(on=ON)
    notice.refresh_from_db()
    take(notice, "lift", taken_on=ON - 9 * DAY)
    assert (notice.state, notice.ended_on) == ("lifted", ON - 9 * DAY)


def test_what_falls_due_stops_when_an_instrument_ends(ambridge: Council) -> None:
    clause = factories.RequirementFactory(council=ambridge)
    factories.DeadlineFactory(council=ambridge, requirement=clause, due_on=ON)
    assert DueItem.objects.count() == 1
    take(clause.notice, "begin-review")
    assert DueItem.objects.count() == 1
    take(clause.notice, "lift")
    assert DueItem.objects.count() == 0
