"""A meeting takes the steps of its table and no other, by page and in plain SQL; what is agreed or frozen stays."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.db import DatabaseError, InternalError, connection, transaction

from actions.counted import COUNTS
from actions.models import CouncilSummary
from actions.models.summary import recount
from boards.figures import Figures, figures_of, late_updates, not_updated
from boards.life import LIFE, TRANSITIONS
from boards.minutes import minutes_for
from boards.models import AgendaItem, Meeting, MeetingFigures, MeetingMinutes
from boards.services import (
    build_agenda,
    cancel_meeting,
    change_cut_off,
    keep_notes,
    record_attendance,
    take_step,
)
from boards.services.attendance import Came
from councils.models import AuditEvent, User
from councils.refusal import Refused
from tests import factories as make

from .conftest import TODAY, WEEK, Sitting, bring_to, report

pytestmark = pytest.mark.django_db


def test_a_meeting_goes_through_its_life_and_each_step_is_signed(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "closed", chair=chair)
    assert sitting.meeting.state == "closed"
    signed = AuditEvent.objects.filter(by=chair, verb__in=[s.signed for s in LIFE]).order_by("id")
    assert [event.verb for event in signed] == [step.signed for step in LIFE if step.name != "cancel"]


@pytest.mark.parametrize("step", LIFE, ids=lambda step: step.name)
def test_a_step_is_refused_from_every_state_but_its_own(step, sitting: Sitting, chair: User) -> None:
    for state in Meeting.State.values:
        if state in step.froms:
            continue
        meeting = make.MeetingFactory(
            council=sitting.board.council, board=sitting.board, state=state, held_on=TODAY - datetime.timedelta(
                days=300 + Meeting.State.values.index(state)
            ), cancelled_why="Snow." if state == "cancelled" else "",
        )  # fmt: skip
        with pytest.raises(Refused):
            take_step(meeting, step.name, by=chair, on=TODAY, why="Snow.")


def test_plain_sql_takes_no_other_step(sitting: Sitting) -> None:
    states = [state for state in Meeting.State.values if state not in ("held",)]
    for number, (before, after) in enumerate(itertools.permutations(states, 2)):
        meeting = make.MeetingFactory(
            council=sitting.board.council, board=sitting.board, state=before, cancelled_why="Snow.",
            held_on=TODAY - datetime.timedelta(days=400 + number),
        )  # fmt: skip
        moved = True
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("UPDATE boards_meeting SET state = %s WHERE id = %s", [after, meeting.pk])
        except DatabaseError:
            moved = False
        assert moved == ((before, after) in TRANSITIONS), (before, after)


def test_papers_go_out_after_the_cut_off_and_the_meeting_starts_on_its_day(
    sitting: Sitting, chair: User
) -> None:
    take_step(sitting.following, "open", by=chair, on=TODAY)
    with pytest.raises(Refused, match="Updates close on"):
        take_step(sitting.following, "issue", by=chair, on=sitting.following.cut_off_on)
    change_cut_off(sitting.following, by=chair, cut_off_on=TODAY)
    take_step(sitting.following, "issue", by=chair, on=TODAY + datetime.timedelta(days=1))
    with pytest.raises(Refused, match="can be started on that day"):
        take_step(sitting.following, "start", by=chair, on=TODAY + datetime.timedelta(days=1))
    with pytest.raises(Refused):
        change_cut_off(sitting.following, by=chair, cut_off_on=TODAY)
    with pytest.raises(Refused, match="Say why"):
        cancel_meeting(sitting.following, by=chair, why=" ")
    cancel_meeting(sitting.following, by=chair, why="Snow.")
    assert Meeting.objects.get(pk=sitting.following.pk).cancelled_why == "Snow."


def test_the_cut_off_stays_before_the_meeting(sitting: Sitting, chair: User) -> None:
    with pytest.raises(Refused, match="before the meeting"):
        change_cut_off(sitting.meeting, by=chair, cut_off_on=sitting.meeting.held_on)


def test_the_figures_are_those_at_the_cut_off_even_after_later_updates(
    sitting: Sitting, chair: User, officer: User
) -> None:
    at_cut_off = figures_of(sitting.plan, as_at=TODAY - WEEK, since=TODAY - 4 * WEEK)
    for title in ("Calm", "Late"):
        report(sitting.actions[title], officer, on=TODAY - datetime.timedelta(days=2), delivery="done")
    bring_to(sitting, "issued", chair=chair)
    report(sitting.actions["Slow"], officer, on=TODAY, delivery="done")
    sitting.actions["Slow"].refresh_from_db()
    frozen = Figures.from_data(MeetingFigures.objects.get(meeting=sitting.meeting).data)
    assert frozen == at_cut_off
    assert frozen.before is not None
    assert (frozen.counts["done"], frozen.counts["off_track"], frozen.before["done"]) == (3, 2, 0)
    assert [line.ref for line in frozen.exceptions] == ["1.4", "1.5"]
    assert figures_of(sitting.plan, as_at=TODAY, since=None).counts["done"] == 6


def test_the_figures_of_today_are_the_dashboards(sitting: Sitting) -> None:
    since = TODAY - 2 * WEEK
    CouncilSummary.objects.update(since_on=since)
    recount(on=TODAY)
    summary = CouncilSummary.objects.get(council=sitting.board.council)
    counts = figures_of(sitting.plan, as_at=TODAY, since=since).counts
    assert counts == {name: getattr(summary, name) for name in COUNTS}
    assert counts["updated"] == 2


def test_a_restricted_action_is_left_out_of_the_figures_and_the_agenda(sitting: Sitting, lead: User) -> None:
    sitting.actions["Late"].restricted = True
    sitting.actions["Late"].save(update_fields=["restricted"])
    figures = figures_of(sitting.plan, as_at=TODAY, since=None)
    assert figures.counts["off_track"] == 1
    assert [line.ref for line in figures.exceptions] == ["1.5"]
    take_step(sitting.meeting, "open", by=lead, on=TODAY)
    titles = AgendaItem.objects.filter(meeting=sitting.meeting).values_list("title", flat=True)
    assert not [title for title in titles if "Late" in title]


def test_late_updates_are_listed_and_those_who_sent_none(
    sitting: Sitting, chair: User, officer: User
) -> None:
    report(sitting.actions["Calm"], officer, on=sitting.meeting.cut_off_on)
    assert late_updates(sitting.meeting, sitting.plan, chair) == []
    report(sitting.actions["Late"], officer, on=TODAY - datetime.timedelta(days=1), confidence="at_risk")
    assert [row.action.ref for row in late_updates(sitting.meeting, sitting.plan, chair)] == ["1.4"]
    assert not_updated(sitting.meeting, sitting.plan, chair) == []
    assert [a.ref for a in not_updated(sitting.following, sitting.plan, chair)] == ["1.4", "1.5", "1.6"]


def test_agreed_minutes_cannot_be_changed_by_anything(sitting: Sitting, chair: User, lead: User) -> None:
    bring_to(sitting, "drafted", chair=chair)
    item = sitting.item("evidence")
    record_attendance(
        sitting.meeting,
        by=lead,
        came={sitting.police.pk: Came("apologies"), sitting.chair_seat.pk: Came("present")},
    )
    keep_notes(item, by=lead, notes="To be seen next time.", carry=True)
    take_step(sitting.meeting, "agree", by=chair, on=TODAY)
    before = minutes_for(sitting.meeting, chair)
    for verb in (
        lambda: keep_notes(item, by=lead, notes="Other words.", carry=False),
        lambda: record_attendance(sitting.meeting, by=lead, came={sitting.police.pk: Came("present")}),
        lambda: build_agenda(sitting.meeting, by=lead, on=TODAY),
    ):
        with pytest.raises(Refused):
            verb()
    for sql in (
        "UPDATE boards_agendaitem SET notes = 'x' WHERE meeting_id = %s",
        "DELETE FROM boards_agendaitem WHERE meeting_id = %s",
        "UPDATE boards_attendance SET state = 'present' WHERE meeting_id = %s",
        "UPDATE boards_meetingminutes SET sha256 = 'x' WHERE meeting_id = %s",
        "UPDATE boards_meetingfigures SET data = '{}' WHERE meeting_id = %s",
        "UPDATE boards_meeting SET place = 'x' WHERE id = %s",
    ):
        with (
            pytest.raises((DatabaseError, InternalError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [sitting.meeting.pk])
    sitting.police.name = "Somebody Else"
    sitting.police.save()
    assert minutes_for(sitting.meeting, chair) == before
    assert before.sha256() == MeetingMinutes.objects.get().sha256


def test_what_is_carried_stands_on_the_next_agenda(sitting: Sitting, chair: User, lead: User) -> None:
    bring_to(sitting, "drafted", chair=chair)
    keep_notes(sitting.item("evidence"), by=lead, notes="", carry=True)
    take_step(sitting.meeting, "agree", by=chair, on=TODAY)
    carried = AgendaItem.objects.filter(meeting=sitting.following)
    assert [(i.kind, i.carried_from.meeting_id) for i in carried] == [("evidence", sitting.meeting.pk)]
    take_step(sitting.following, "open", by=lead, on=TODAY)
    assert AgendaItem.objects.filter(meeting=sitting.following, kind="evidence").count() == 1


def test_what_is_carried_waits_for_a_meeting_that_is_planned_later(
    sitting: Sitting, chair: User, lead: User
) -> None:
    cancel_meeting(sitting.following, by=lead, why="Snow.")
    bring_to(sitting, "drafted", chair=chair)
    keep_notes(sitting.item("evidence"), by=lead, notes="", carry=True)
    take_step(sitting.meeting, "agree", by=chair, on=TODAY)
    later = make.MeetingFactory(council=sitting.board.council, board=sitting.board, held_on=TODAY + 5 * WEEK)
    take_step(later, "open", by=lead, on=TODAY)
    assert AgendaItem.objects.filter(meeting=later, carried_from__meeting=sitting.meeting).count() == 1
