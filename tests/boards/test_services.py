from __future__ import annotations

import datetime
from typing import Any

import pytest

from actions.models import CouncilSummary
from boards import services
from boards.models import Board, Meeting
from boards.tasks import roll_forward
from councils import scope
from councils.clock import today
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from tests import factories

pytestmark = pytest.mark.django_db
DATE = datetime.date
FIRST = DATE(2026, 6, 2)


@pytest.fixture
def board(ambridge: Council) -> Board:
    board: Board = factories.BoardFactory(council=ambridge)
    return board


def held(board: Board) -> list[datetime.date]:
    return [m.held_on for m in Meeting.objects.filter(board=board).not_cancelled().order_by("held_on")]


def test_meetings_are_planned_with_cut_offs_five_working_days_before(board: Board, lead: User) -> None:
    new = services.plan_meetings(
        board,
        by=lead,
        first_on=FIRST,
        until=DATE(2026, 9, 30),
        starts_at=datetime.time(14),
        place="Town Hall",
    )
    assert [(m.number, m.held_on, m.cut_off_on) for m in new] == [
        (1, DATE(2026, 6, 2), DATE(2026, 5, 26)),
        (2, DATE(2026, 6, 30), DATE(2026, 6, 23)),
        (3, DATE(2026, 7, 28), DATE(2026, 7, 21)),
        (4, DATE(2026, 8, 25), DATE(2026, 8, 18)),
        (5, DATE(2026, 9, 22), DATE(2026, 9, 15)),
    ]
    assert {(m.starts_at, m.place, m.state) for m in new} == {(datetime.time(14), "Town Hall", "planned")}
    event = AuditEvent.objects.get(verb="planned meetings")
    assert (event.by, event.detail["days"][0], len(event.detail["days"])) == (lead, "2026-06-02", 5)


def test_planning_again_adds_only_what_is_missing(board: Board) -> None:
    plan: dict[str, Any] = {"by": None, "first_on": FIRST}
    services.plan_meetings(board, until=DATE(2026, 8, 1), **plan)
    assert services.plan_meetings(board, until=DATE(2026, 8, 1), **plan) == []
    assert [m.held_on for m in services.plan_meetings(board, until=DATE(2026, 9, 1), **plan)] == [
        DATE(2026, 8, 25)
    ]
    assert AuditEvent.objects.filter(verb="planned meetings").count() == 2


def test_no_second_meeting_is_planned_within_the_cadence_of_one_that_stands(board: Board) -> None:
    services.plan_meetings(board, by=None, first_on=FIRST, until=DATE(2026, 8, 1))
    shifted = services.plan_meetings(
        board, by=None, first_on=FIRST + datetime.timedelta(days=14), until=DATE(2026, 9, 15)
    )
    assert [m.held_on for m in shifted] == [DATE(2026, 9, 8)]


def test_a_cancelled_day_is_not_planned_again_but_a_replacement_is(board: Board, lead: User) -> None:
    _first, second, _third = services.plan_meetings(board, by=lead, first_on=FIRST, until=DATE(2026, 8, 1))
    services.cancel_meeting(second, by=lead, why="The chair is ill.")
    assert services.plan_meetings(board, by=lead, first_on=FIRST, until=DATE(2026, 8, 1)) == []
    replacement = DATE(2026, 7, 2)
    services.plan_meetings(board, by=lead, first_on=replacement, until=replacement)
    assert held(board) == [DATE(2026, 6, 2), replacement, DATE(2026, 7, 28)]
    assert AuditEvent.objects.filter(verb="cancelled a meeting", by=lead).count() == 1


def test_a_meeting_is_cancelled_once_and_with_a_reason(board: Board) -> None:
    (meeting,) = services.plan_meetings(board, by=None, first_on=FIRST, until=FIRST)
    with pytest.raises(Refused, match="Say why"):
        services.cancel_meeting(meeting, by=None, why=" ")
    services.cancel_meeting(meeting, by=None, why="Snow.")
    with pytest.raises(Refused, match="already"):
        services.cancel_meeting(meeting, by=None, why="Snow.")


@pytest.mark.parametrize(
    ("until", "cut_off_days", "says"),
    [
        (DATE(2026, 6, 1), 5, "before the first"),
        (DATE(2040, 1, 1), 5, "earlier last day"),
        (FIRST, 0, "close before"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    board: Board, until: DATE, cut_off_days: int, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        services.plan_meetings(board, by=None, first_on=FIRST, until=until, cut_off_days=cut_off_days)
    assert held(board) == []


def test_rolling_forward_counts_every_council_from_its_own_last_meeting(
    ambridge: Council, borchester: Council
) -> None:
    day = DATE(2026, 7, 1)
    for council, last in ((ambridge, DATE(2026, 6, 10)), (borchester, DATE(2026, 7, 1))):
        board = factories.BoardFactory(council=council)
        factories.MeetingFactory(board=board, council=council, held_on=DATE(2026, 5, 1))
        factories.MeetingFactory(board=board, council=council, held_on=last)
        factories.MeetingFactory(board=board, council=council, held_on=DATE(2026, 8, 1))
        factories.MeetingFactory(
            board=board, council=council, held_on=DATE(2026, 6, 25), state="cancelled", cancelled_why="Snow."
        )
        plan = factories.ObjectiveFactory(council=council)
        factories.ActionFactory(
            objective=plan, council=council, original_due_on=DATE(2026, 6, 30), reported_on=DATE(2026, 6, 15)
        )
    services.roll_forward(day)
    found = {
        s.council_id: (s.counted_on, s.since_on, s.overdue, s.updated) for s in CouncilSummary.objects.all()
    }
    assert found == {
        ambridge.pk: (day, DATE(2026, 6, 10), 1, 1),
        borchester.pk: (day, DATE(2026, 5, 1), 1, 1),  # today's meeting is not over
    }


def test_rolling_forward_costs_the_same_for_one_council_and_for_three(django_assert_num_queries) -> None:
    def roll() -> None:
        services.roll_forward(DATE(2026, 7, 1))

    factories.ActionFactory()
    # Savepoint, meetings, lock, day, councils counted, a row for each objective, objectives counted, release.
    with django_assert_num_queries(8):
        roll()
    factories.ActionFactory(), factories.ActionFactory()
    with django_assert_num_queries(8):
        roll()


def test_the_task_serves_every_council(ambridge: Council) -> None:
    factories.ActionFactory(objective=factories.ObjectiveFactory(council=ambridge), council=ambridge)
    factories.ActionFactory()
    CouncilSummary.objects.update(counted_on=DATE(2020, 1, 1))
    with scope.entered(scope.NOTHING):
        roll_forward()
    assert [s.counted_on for s in CouncilSummary.objects.all()] == [today(), today()]
