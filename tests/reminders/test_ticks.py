"""Days on which a scheduler goes wrong, tick by tick (B17 in small; `make drill` plays 24 months)."""

from __future__ import annotations

import datetime

import pytest

from drill.ticks import days_between, quarters_of, tick_through

pytestmark = pytest.mark.django_db

AROUND_MIDNIGHT_AND_MORNING = (0, 1, 6, 7, 8, 9, 23)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2027-03-27", "2027-03-29"),  # the clocks go forward at Easter: two bank holidays around it
        ("2026-10-24", "2026-10-26"),  # and back
        ("2028-02-28", "2028-03-01"),
        ("2026-12-31", "2027-01-01"),
    ],
)
def test_nothing_is_skipped_or_doubled_on_the_days_on_which_calendars_go_wrong(first: str, last: str) -> None:
    days = days_between(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    done = tick_through(days, each_days=3, hours=AROUND_MIDNIGHT_AND_MORNING)
    assert done.wanted > 5 and done.emails > 2
    assert (done.skipped, done.doubled, done.not_wanted, done.at_wrong_hours) == ([], [], [], [])


@pytest.mark.parametrize(("day", "quarters"), [("2027-03-28", 92), ("2026-10-25", 100), ("2028-02-29", 96)])
def test_a_day_has_as_many_quarters_as_london_gives_it(day: str, quarters: int) -> None:
    assert len(list(quarters_of(datetime.date.fromisoformat(day), range(24)))) == quarters
