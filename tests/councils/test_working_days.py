from __future__ import annotations

import datetime

import pytest

from councils import working_days

DATE = datetime.date
# Announced for one year only, so no standing rule can know them: added, and moved away from.
ONE_OFF = {
    DATE(2012, 6, 4), DATE(2012, 6, 5), DATE(2012, 5, 28),  # Diamond Jubilee
    DATE(2020, 5, 8), DATE(2020, 5, 4),  # Victory in Europe
    DATE(2022, 6, 2), DATE(2022, 6, 3), DATE(2022, 5, 30), DATE(2022, 9, 19),  # Platinum Jubilee, state funeral
    DATE(2023, 5, 8),  # coronation
}  # fmt: skip


def test_the_standing_rules_give_the_published_bank_holidays() -> None:
    for year in range(2012, 2029):
        published, standing = working_days.bank_holidays(year), working_days.standing_bank_holidays(year)
        assert (published ^ standing) - ONE_OFF == set(), year


def test_years_beyond_the_published_list_have_their_eight_holidays() -> None:
    assert [len(working_days.bank_holidays(year)) for year in range(2029, 2060)] == [8] * 31
    assert DATE(2033, 12, 27) in working_days.bank_holidays(2033)  # Christmas Day is a Sunday


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (DATE(2026, 4, 3), DATE(2026, 4, 7)),  # Good Friday: over the weekend and Easter Monday
        (DATE(2026, 12, 25), DATE(2026, 12, 29)),  # Friday; Boxing Day's substitute is the Monday
        (DATE(2026, 6, 13), DATE(2026, 6, 15)),
        (DATE(2026, 6, 16), DATE(2026, 6, 16)),
    ],
)
def test_the_next_working_day(date: datetime.date, expected: datetime.date) -> None:
    assert working_days.next_working_day(date) == expected


@pytest.mark.parametrize(
    ("date", "days", "expected"),
    [
        (DATE(2026, 6, 16), 5, DATE(2026, 6, 9)),
        (DATE(2026, 4, 8), 5, DATE(2026, 3, 30)),  # Easter in between: two days more
        (DATE(2026, 6, 16), 0, DATE(2026, 6, 16)),
    ],
)
def test_working_days_before(date: datetime.date, days: int, expected: datetime.date) -> None:
    assert working_days.working_days_before(date, days) == expected
