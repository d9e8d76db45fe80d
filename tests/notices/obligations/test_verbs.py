"""What people record of duties: met, missed, taken back, an event, who is bound. None of it is a judgement."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import counting, obligations
from notices.models import ComplianceJudgement, Deadline, Notice, Occurrence, Requirement
from reminders.models import DueItem
from tests import factories

DATE = datetime.date
TODAY = factories.TODAY
Day = datetime.timedelta


@pytest.fixture
def clause(ambridge: Council) -> Requirement:
    notice = factories.NoticeFactory(council=ambridge)
    made: Requirement = factories.RequirementFactory(council=ambridge, notice=notice, label="7")
    return made


@pytest.fixture
def dated(clause: Requirement) -> Deadline:
    made: Deadline = factories.DeadlineFactory(
        council=clause.council, requirement=clause, due_on=TODAY - Day(days=6), span="by 16 November 2026"
    )
    return made


@pytest.fixture
def times(clause: Requirement) -> list[Occurrence]:
    """A monthly duty with two times behind and three ahead."""
    factories.DeadlineFactory(
        council=clause.council, requirement=clause, kind="recurring", due_on=None, every="P1M", span="each month",
        counts_from=DATE(2026, 8, 31),
    )  # fmt: skip
    Notice.objects.filter(pk=clause.notice_id).update(in_force_on=DATE(2026, 9, 1))
    counting.roll_forward(on=TODAY)
    return list(Occurrence.objects.order_by("number"))


def event(clause: Requirement, span: str) -> Deadline:
    made: Deadline = factories.DeadlineFactory(
        council=clause.council, requirement=clause, kind="event", due_on=None, span=span
    )
    return made


def due_kinds(clause: Requirement) -> list[tuple[str, datetime.date]]:
    rows = DueItem.objects.filter(council=clause.council, kind__in=["deadline", "duty", "chair_duty"])
    return list(rows.order_by("due_on").values_list("kind", "due_on"))


def test_a_deadline_is_met_on_a_day_by_a_person_with_a_note(dated: Deadline, lead: User) -> None:
    obligations.meet(
        dated, by=lead, on=TODAY, met_on=TODAY - Day(days=2), note="The audit went to the board."
    )
    dated.refresh_from_db()
    assert (dated.met_on, dated.met_by, dated.met_note) == (
        TODAY - Day(days=2), lead, "The audit went to the board.",
    )  # fmt: skip
    signed = AuditEvent.objects.get(verb="recorded a duty as met")
    assert signed.by == lead and signed.detail == {"met_on": "2026-11-20", "due_on": "2026-11-16"}


def test_met_is_no_judgement_and_touches_no_action(dated: Deadline, lead: User) -> None:
    action = factories.ActionFactory(council=dated.council)
    factories.ActionRequirementFactory(council=dated.council, action=action, requirement=dated.requirement)
    obligations.meet(dated, by=lead, on=TODAY, met_on=TODAY, note="Done.")
    action.refresh_from_db()
    assert (action.delivery, action.version) == ("not_started", 1)
    assert not ComplianceJudgement.objects.exists()


def test_what_is_met_does_not_fall_due_any_more_and_does_again_when_taken_back(
    dated: Deadline, lead: User
) -> None:
    assert due_kinds(dated.requirement) == [("deadline", dated.due_on)]
    obligations.meet(dated, by=lead, on=TODAY, met_on=TODAY, note="Done.")
    assert due_kinds(dated.requirement) == []
    obligations.take_back(dated, by=lead, why="That was another paragraph.")
    assert due_kinds(dated.requirement) == [("deadline", dated.due_on)]
    dated.refresh_from_db()
    assert (dated.met_on, dated.met_by, dated.met_note) == (None, None, "")


def test_each_time_of_a_recurring_duty_falls_due_by_itself(times: list[Occurrence], lead: User) -> None:
    clause = times[0].deadline.requirement
    assert [day for _, day in due_kinds(clause)] == [time.due_on for time in times]
    obligations.meet(times[0], by=lead, on=TODAY, met_on=DATE(2026, 10, 5), note="Sent late.")
    assert times[0].lateness(on=TODAY) == "done 5 days late"
    assert [day for _, day in due_kinds(clause)] == [time.due_on for time in times[1:]]


def test_a_judgement_that_the_clause_is_met_does_not_end_what_recurs(
    times: list[Occurrence], chair: User
) -> None:
    clause = times[0].deadline.requirement
    ComplianceJudgement.objects.create(
        council=clause.council,
        requirement=clause,
        body="board",
        value="met",
        why="Seen.",
        judged_on=TODAY,
        judged_by=chair,
    )
    assert len(due_kinds(clause)) == len(times)


def test_duties_are_told_to_whom_the_clause_binds(times: list[Occurrence]) -> None:
    clause = times[0].deadline.requirement
    assert {kind for kind, _ in due_kinds(clause)} == {"duty"}
    Requirement.objects.filter(pk=clause.pk).update(binds="board_chair")
    assert {kind for kind, _ in due_kinds(clause)} == {"chair_duty"}


def test_a_time_is_missed_for_good_only_when_its_day_is_over(times: list[Occurrence], lead: User) -> None:
    with pytest.raises(Refused, match="cannot be missed before that day is over"):
        obligations.miss(times[-1], by=lead, on=TODAY, reason="No figures.")
    obligations.miss(times[0], by=lead, on=TODAY, reason="No figures.")
    times[0].refresh_from_db()
    assert (times[0].missed_on, times[0].missed_by, times[0].missed_reason) == (TODAY, lead, "No figures.")
    assert times[0].lateness(on=TODAY) == "missed"
    with pytest.raises(Refused, match="recorded as missed already"):
        obligations.meet(times[0], by=lead, on=TODAY, met_on=TODAY, note="After all.")


@pytest.mark.parametrize(
    ("met_on", "note", "says"),
    [(TODAY + Day(days=1), "Done.", "today or in the past"), (TODAY, "  ", "Say what was done")],
)
def test_what_cannot_be_met_so_is_refused(
    dated: Deadline, lead: User, met_on: datetime.date, note: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        obligations.meet(dated, by=lead, on=TODAY, met_on=met_on, note=note)


def test_a_deadline_without_a_date_cannot_be_met(clause: Requirement, lead: User) -> None:
    waiting = factories.DeadlineFactory(
        council=clause.council,
        requirement=clause,
        kind="relative",
        due_on=None,
        offset="P6W",
        anchor="commencement",
    )
    with pytest.raises(Refused, match="no date yet"):
        obligations.meet(waiting, by=lead, on=TODAY, met_on=TODAY, note="Done.")


def test_the_second_of_two_people_is_told(dated: Deadline, lead: User) -> None:
    stale = Deadline.objects.get(pk=dated.pk)
    obligations.meet(dated, by=lead, on=TODAY, met_on=TODAY, note="First.")
    with pytest.raises(Refused, match="recorded as met on 22 November 2026 already"):
        obligations.meet(stale, by=lead, on=TODAY, met_on=TODAY, note="Second.")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("immediately if a child dies", DATE(2026, 11, 20)),
        ("within one working day of its receipt", DATE(2026, 11, 23)),
        ("within ten working days of the offer", DATE(2026, 12, 4)),
        ("within two months of a request", DATE(2027, 1, 20)),
        ("not less than 48 hours in advance of a child protection conference", DATE(2026, 11, 18)),
        ("not less than five days in advance of a review", DATE(2026, 11, 15)),
        ("at the specific request of the Department", None),
    ],
)
def test_an_event_falls_due_by_the_words_of_its_clause(words: str, due: datetime.date | None) -> None:
    assert obligations.event_due_on(words, DATE(2026, 11, 20)) == due


def test_an_event_is_recorded_and_asks_for_its_duty(clause: Requirement, lead: User) -> None:
    offer = event(clause, "within ten working days of the offer")
    made = [
        obligations.happened(offer, by=lead, on=TODAY, happened_on=TODAY - Day(days=days), what="An offer.")
        for days in (40, 2)
    ]
    assert [(one.number, one.happened_on) for one in made] == [
        (1, TODAY - Day(days=40)),
        (2, TODAY - Day(days=2)),
    ]
    assert len(due_kinds(clause)) == 2
    title = DueItem.objects.get(kind="duty", object_id=made[1].pk).title
    assert title.startswith("Paragraph 7, event of 20 November 2026: ")


def test_an_event_whose_words_give_no_time_asks_for_a_date(clause: Requirement, lead: User) -> None:
    asked = event(clause, "at the specific request of the Department")
    with pytest.raises(Refused, match="Enter the day by which it must be done"):
        obligations.happened(asked, by=lead, on=TODAY, happened_on=TODAY, what="They asked.")
    made = obligations.happened(
        asked, by=lead, on=TODAY, happened_on=TODAY, what="They asked.", due_on=TODAY + Day(days=9)
    )
    assert made.due_on == TODAY + Day(days=9)


def test_a_partner_is_named_and_the_council_needs_no_name(clause: Requirement, lead: User) -> None:
    with pytest.raises(Refused, match="nobody needs to be named"):
        obligations.name_bound(clause, by=lead, name="Ambridge")
    Requirement.objects.filter(pk=clause.pk).update(binds="partner")
    clause.refresh_from_db()
    obligations.name_bound(clause, by=lead, name=" Borsetshire Constabulary ")
    clause.refresh_from_db()
    assert clause.bound_name == "Borsetshire Constabulary"
    assert AuditEvent.objects.get(verb="named whom a clause binds").detail["before"] == ""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE notices_deadline SET met_on = '2026-11-22' WHERE id = %s",
        "UPDATE notices_occurrence SET missed_on = '2026-11-22' WHERE deadline_id = %s",
        "UPDATE notices_occurrence SET met_on = '2026-11-22' WHERE deadline_id = %s",
    ],
)
def test_the_database_refuses_a_when_without_a_who(
    times: list[Occurrence], dated: Deadline, sql: str
) -> None:
    row = dated.pk if "notices_deadline" in sql else times[0].deadline_id
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [row])


def test_an_anchor_that_was_recorded_cannot_be_edited(clause: Requirement) -> None:
    row = factories.AnchorDateFactory(council=clause.council, notice=clause.notice)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(why="Rewritten")
