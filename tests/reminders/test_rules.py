"""14, 7 and 1 days before, on the day, weekly when overdue; on working days."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from councils.working_days import is_working_day
from reminders.rules import DEFAULTS, Rules, ahead, behind, rule_at, rule_in_words, rule_sql

DAY = datetime.timedelta(days=1)
EVERY_DAY = Rules(working_days=False)
dates = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (15, None),
        (14, "before_14"),
        (8, "before_14"),
        (7, "before_7"),
        (2, "before_7"),
        (1, "before_1"),
        (0, "on_day"),
        (-1, "on_day"),
        (-6, "on_day"),
        (-7, "overdue_7"),
        (-13, "overdue_7"),
        (-14, "overdue_14"),
        (-21, "overdue_21"),
    ],
)
def test_the_current_rule_is_the_last_one_reached(days: int, rule: str | None) -> None:
    on = datetime.date(2026, 11, 22)
    assert rule_at(on + days * DAY, on=on, rules=EVERY_DAY) == rule


@given(due=dates, after=st.integers(0, 400))
def test_day_by_day_each_rule_comes_once_and_on_its_day(due: datetime.date, after: int) -> None:
    days = [due + n * DAY for n in range(-30, after)]
    new = {}
    for day in days:
        rule = rule_at(due, on=day, rules=EVERY_DAY)
        if rule and rule not in new:
            new[rule] = (day - due).days
    expected = {f"before_{lead}": -lead for lead in DEFAULTS.leads}
    expected |= {"on_day": 0} if after else {}
    expected |= {f"overdue_{n}": n for n in range(7, after, 7)}
    assert new == expected


@given(due=dates, off=st.tuples(st.integers(-40, 60), st.integers(1, 30)))
def test_after_an_outage_a_thing_gets_one_reminder_and_it_is_the_latest_missed(
    due: datetime.date, off: tuple[int, int]
) -> None:
    start, length = off
    before, back = due + start * DAY, due + (start + length) * DAY
    missed = {rule_at(due, on=before + n * DAY) for n in range(1, length + 1)} - {
        None,
        rule_at(due, on=before),
    }
    caught_up = {rule_at(due, on=back)} - {None, rule_at(due, on=before)}
    assert len(caught_up) == min(len(missed), 1)
    assert caught_up <= missed


@given(due=dates, start=st.integers(-30, 20))
def test_with_working_days_nothing_new_comes_on_a_weekend_or_a_bank_holiday(
    due: datetime.date, start: int
) -> None:
    day = due + start * DAY
    if not is_working_day(day):
        assert rule_at(due, on=day) == rule_at(due, on=day - DAY)


@pytest.mark.parametrize(
    ("due", "on", "rule"),
    [
        ("2026-11-23", "2026-11-20", "before_1"),  # a Monday's "tomorrow" comes on the Friday
        ("2026-11-22", "2026-11-20", "on_day"),  # so does a Sunday's own day
        ("2026-11-22", "2026-11-19", "before_7"),
        ("2026-04-06", "2026-04-02", "on_day"),  # Easter Monday, on the Thursday before Good Friday
        ("2026-11-15", "2026-11-22", "on_day"),  # a week overdue on a Sunday is asked for on the Monday
        ("2026-11-15", "2026-11-23", "overdue_7"),
        (
            "2026-12-27",
            "2026-12-24",
            "on_day",
        ),  # Christmas and Boxing Day, the latter moved to Monday the 28th
    ],
)
def test_a_day_off_is_told_of_on_the_working_day_before(due: str, on: str, rule: str) -> None:
    assert rule_at(datetime.date.fromisoformat(due), on=datetime.date.fromisoformat(on)) == rule


@pytest.mark.django_db
@pytest.mark.parametrize(
    "on", [datetime.date(2026, 11, 22), datetime.date(2026, 11, 20), datetime.date(2026, 12, 24)]
)
@pytest.mark.parametrize(
    "rules",
    [DEFAULTS, EVERY_DAY, Rules(leads=(30, 3), overdue_every=5), Rules(leads=(2,), working_days=False)],
)
@pytest.mark.parametrize("leads", [True, False])
def test_the_database_and_python_agree_on_every_day(on: datetime.date, rules: Rules, leads: bool) -> None:
    sql = f"""SELECT due_on, {rule_sql("due_on", "r", leads="%(leads)s")}
        FROM (SELECT %(on)s::date + n AS due_on FROM generate_series(-400, 40) n) d,
             (SELECT %(before)s::smallint[] AS leads, %(every)s AS overdue_every, %(ahead)s::date AS ahead,
                     %(behind)s::date AS behind) r"""
    moved = {"ahead": ahead(on), "behind": behind(on)} if rules.working_days else {"ahead": on, "behind": on}
    values = {"on": on, "before": list(rules.leads), "every": rules.overdue_every, "leads": leads, **moved}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    assert len(rows) == 441
    assert [(due, rule) for due, rule in rows if rule_at(due, on=on, rules=rules, leads=leads) != rule] == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("before_14", "14 days before"),
        ("before_1", "1 day before"),
        ("on_day", "on the day"),
        ("overdue_7", "1 week overdue"),
        ("overdue_21", "3 weeks overdue"),
        ("overdue_10", "10 days overdue"),
        ("escalated_2", "escalated to the director"),
        ("news", "when it changed hands"),
    ],
)
def test_a_rule_in_words(rule: str, words: str) -> None:
    assert rule_in_words(rule) == words
