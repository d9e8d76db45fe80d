"""Dates are counted once, by anchors that people can see; what recurs has times that do not drift."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import counting, duties, obligations, terms
from notices.life import verbs as life
from notices.models import AnchorDate, Deadline, Notice, Occurrence, Requirement
from notices.services import put_in_force
from tests import factories
from tests.reviews.instruments import NOTICE, draft

DATE = datetime.date
ISSUED = DATE(2026, 1, 31)
WAITS = NOTICE.replace(
    "3. Within one month of the issue of this Notice, audit all cases that are open.",
    "3. Within 6 weeks of the date on which this Notice takes effect, audit all cases that are open. This Notice takes "
    "effect when its commissioner is appointed. Report to the Department every month.",
)


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    """A draft that was just put in force, whose commencement the document leaves open."""
    found = draft(ambridge, WAITS)
    put_in_force(found, by=None, on=ISSUED, issued_on=ISSUED)
    return found


def deadline(notice: Notice, **lookup: Any) -> Deadline:
    return Deadline.objects.get(requirement__notice=notice, **lookup)


def recurring(
    council: Council, *, start: datetime.date = ISSUED, every: str = "P1M", **fields: Any
) -> Deadline:
    notice = factories.NoticeFactory(council=council, issued_on=start, in_force_on=start)
    clause = factories.RequirementFactory(council=council, notice=notice)
    made: Deadline = factories.DeadlineFactory(
        council=council, requirement=clause, kind="recurring", due_on=None, every=every, counts_from=start,
        span="every month", **fields,
    )  # fmt: skip
    return made


def days(of: Deadline) -> list[datetime.date]:
    return list(Occurrence.objects.filter(deadline=of).order_by("number").values_list("due_on", flat=True))


def test_a_relative_deadline_says_what_it_waits_for_until_its_anchor_is_known(notice: Notice) -> None:
    found = deadline(notice, anchor="commencement", offset="P6W")
    assert found.due_on is None and found.waits
    assert duties.waits_for(found, counting.anchors_of(notice)) == (
        "6 weeks after commencement; commencement is not known"
    )


def test_recording_the_anchor_dates_what_hangs_on_it_with_who_and_why(notice: Notice, lead: User) -> None:
    counting.record_anchor(
        notice,
        by=lead,
        on=DATE(2026, 3, 2),
        anchor="commencement",
        falls_on=DATE(2026, 2, 20),
        why="Letter of 2 March.",
    )
    found = deadline(notice, offset="P6W")
    assert (found.due_on, found.counts_from) == (DATE(2026, 4, 3), DATE(2026, 2, 20))
    row = AnchorDate.objects.get()
    assert (row.falls_on, row.instead_of, row.recorded_by, row.why) == (
        DATE(2026, 2, 20), None, lead, "Letter of 2 March.",
    )  # fmt: skip
    event = AuditEvent.objects.get(verb="recorded the date that deadlines count from")
    assert event.by == lead and event.detail["date"] == "2026-02-20"


def test_a_wrong_anchor_is_changed_on_purpose_and_the_old_date_stays_in_history(
    notice: Notice, lead: User
) -> None:
    for falls_on, why in (
        (DATE(2026, 2, 20), "Letter."),
        (DATE(2026, 2, 27), "The letter gave the wrong week."),
    ):
        counting.record_anchor(
            notice, by=lead, on=DATE(2026, 3, 2), anchor="commencement", falls_on=falls_on, why=why
        )
    found = deadline(notice, offset="P6W")
    assert found.due_on == DATE(2026, 4, 10)
    newest, first = AnchorDate.objects.order_by("-id")
    assert (newest.instead_of, first.instead_of) == (DATE(2026, 2, 20), None)
    history = Deadline.pgh_event_model.objects.filter(pgh_obj_id=found.pk)  # type: ignore[attr-defined]
    assert list(history.order_by("pgh_id").values_list("due_on", flat=True))[-2:] == [
        DATE(2026, 4, 3),
        DATE(2026, 4, 10),
    ]


def test_nothing_is_counted_anew_by_itself(notice: Notice) -> None:
    before = list(Deadline.objects.order_by("pk").values("pk", "due_on", "counts_from"))
    counting.roll_forward(on=DATE(2027, 5, 1))
    counting.roll_forward(on=DATE(2027, 5, 2), notice=notice)
    assert list(Deadline.objects.order_by("pk").values("pk", "due_on", "counts_from")) == before


def test_a_date_that_an_amendment_has_set_stays_when_the_anchor_moves(notice: Notice, lead: User) -> None:
    counting.record_anchor(
        notice, by=lead, on=DATE(2026, 3, 2), anchor="commencement", falls_on=DATE(2026, 2, 20), why="Letter."
    )
    Deadline.objects.filter(offset="P6W").update(due_on=DATE(2026, 6, 30))
    counting.record_anchor(
        notice,
        by=lead,
        on=DATE(2026, 3, 3),
        anchor="commencement",
        falls_on=DATE(2026, 2, 27),
        why="Wrong week.",
    )
    assert deadline(notice, offset="P6W").due_on == DATE(2026, 6, 30)


def test_the_end_dates_what_must_be_done_before_it(notice: Notice, lead: User) -> None:
    found = deadline(notice, anchor="end")
    assert found.due_on == notice.period_ends_on
    counting.record_anchor(
        notice,
        by=lead,
        on=DATE(2026, 3, 2),
        anchor="end",
        falls_on=DATE(2027, 9, 30),
        why="The minister's letter.",
    )
    found.refresh_from_db()
    assert (found.due_on, notice.period_ends_on) == (DATE(2027, 9, 30), DATE(2027, 9, 30))


@pytest.mark.parametrize(
    ("anchor", "falls_on", "why", "says"),
    [
        ("commencement", DATE(2026, 2, 20), "  ", "Say where the date comes from"),
        ("issue", DATE(2026, 1, 31), "Same.", "recorded as 31 January 2026 already"),
        ("issue", DATE(2027, 1, 31), "Later.", "today or in the past"),
        ("end", DATE(2025, 1, 31), "Earlier.", "after the notice was issued"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(
    notice: Notice, lead: User, anchor: str, falls_on: datetime.date, why: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        counting.record_anchor(
            notice, by=lead, on=DATE(2026, 3, 2), anchor=anchor, falls_on=falls_on, why=why
        )
    assert not AnchorDate.objects.exists()


def test_a_period_in_working_days_is_counted_in_working_days() -> None:
    within = Deadline(kind="relative", offset="P10D", anchor="issue", span="within ten working days of issue")
    assert counting.due_on(within, DATE(2026, 12, 18)) == DATE(2027, 1, 6)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("The Council must plan.", ISSUED),
        ("This Notice takes effect on 1 April 2026.", DATE(2026, 4, 1)),
        ("This direction comes into force on the date of its issue.", ISSUED),
        ("This direction comes into force when the Commissioner is appointed.", None),
        ("The plan must be agreed within 6 weeks of the date on which this Direction takes effect.", ISSUED),
    ],
)
def test_an_instrument_starts_with_its_issue_unless_it_says_otherwise(
    text: str, starts: datetime.date | None
) -> None:
    assert terms.takes_effect_on({"requirements": [{"text": text}]}, issued_on=ISSUED) == starts


# -- what recurs


def test_times_are_counted_from_the_anchor_and_keep_the_end_of_the_month(ambridge: Council) -> None:
    every_month = recurring(ambridge)
    counting.roll_forward(on=ISSUED)
    assert days(every_month) == [DATE(2026, 2, 28), DATE(2026, 3, 31), DATE(2026, 4, 30)]


def test_the_horizon_rolls_and_a_second_tick_adds_nothing(ambridge: Council) -> None:
    every_month = recurring(ambridge)
    assert counting.roll_forward(on=ISSUED) == 3
    assert counting.roll_forward(on=ISSUED) == 0
    assert counting.roll_forward(on=DATE(2026, 3, 1)) == 1
    assert days(every_month)[-1] == DATE(2026, 5, 31)
    assert list(every_month.occurrences.values_list("number", flat=True)) == [1, 2, 3, 4]  # type: ignore[attr-defined]


def test_a_scheduler_that_was_off_for_half_a_year_makes_what_it_missed(ambridge: Council) -> None:
    every_month = recurring(ambridge)
    counting.roll_forward(on=DATE(2026, 8, 15))
    assert len(days(every_month)) == 9 and days(every_month)[0] == DATE(2026, 2, 28)


def test_a_rare_duty_always_has_its_next_time(ambridge: Council) -> None:
    yearly = recurring(ambridge, every="P1Y")
    counting.roll_forward(on=ISSUED)
    assert days(yearly) == [DATE(2027, 1, 31)]


def test_what_fell_due_before_the_instrument_was_in_noticeboard_is_not_made(ambridge: Council) -> None:
    old = recurring(ambridge, start=DATE(2013, 1, 31))
    Notice.objects.update(in_force_on=DATE(2026, 1, 5))
    counting.roll_forward(on=DATE(2026, 1, 5))
    first = Occurrence.objects.filter(deadline=old).order_by("number")[0]
    assert (first.number, first.due_on) == (156, DATE(2026, 1, 31))


def test_times_end_with_the_instrument(ambridge: Council, case_lead: User) -> None:
    every_month = recurring(ambridge)
    counting.roll_forward(on=ISSUED)
    notice = every_month.requirement.notice
    life.take_step(
        notice, "lift", by=case_lead, on=DATE(2026, 3, 16), taken_on=DATE(2026, 3, 15), decided_by="The minister",
        reason="Services are adequate.",
    )  # fmt: skip
    assert counting.roll_forward(on=DATE(2026, 3, 16)) == 0
    assert days(every_month) == [DATE(2026, 2, 28)]


def test_what_was_met_stays_when_the_anchor_moves(ambridge: Council, lead: User) -> None:
    every_month = recurring(ambridge)
    counting.roll_forward(on=DATE(2026, 3, 1))
    first = Occurrence.objects.get(number=1)
    obligations.meet(first, by=lead, on=DATE(2026, 3, 1), met_on=DATE(2026, 2, 27), note="Sent.")
    counting.record_anchor(
        every_month.requirement.notice, by=lead, on=DATE(2026, 3, 1), anchor="start", falls_on=DATE(2026, 1, 10),
        why="The notice says so.",
    )  # fmt: skip
    assert days(every_month) == [DATE(2026, 2, 28), DATE(2026, 3, 10), DATE(2026, 4, 10), DATE(2026, 5, 10)]


def test_a_period_of_nothing_makes_no_times(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    clause = factories.RequirementFactory(council=ambridge, notice=notice)
    never = Deadline(kind="recurring", every="P0D", requirement=clause, span="always")
    assert not counting.is_counted(never, notice)


def test_the_boards_meetings_and_the_chairs_reports_are_not_followed_twice(notice: Notice) -> None:
    board = deadline(notice, every="P4W")
    report = deadline(notice, every="P6M")
    monthly = deadline(notice, every="P1M")
    followed = [counting.followed_as(found, notice) for found in (board, report, monthly)]
    assert followed == ["meetings", "reports", ""]


def test_recitals_recur_for_nobody(notice: Notice) -> None:
    monthly = deadline(notice, every="P1M")
    monthly.requirement.kind = Requirement.Kind.RECITAL
    assert not counting.is_counted(monthly, notice)
