"""14, 7 and 1 days before, on the day, weekly when overdue."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules import LEADS, rule_at, rule_in_words, rule_sql

DAY = datetime.timedelta(days=1)
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
    assert rule_at(on + days * DAY, on=on) == rule


@given(due=dates, after=st.integers(0, 400))
def test_day_by_day_each_rule_comes_once_and_on_its_day(due: datetime.date, after: int) -> None:
    days = [due + n * DAY for n in range(-30, after)]
    new = {}
    for day in days:
        rule = rule_at(due, on=day)
        if rule and rule not in new:
            new[rule] = (day - due).days
    expected = {f"before_{lead}": -lead for lead in LEADS}
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


@pytest.mark.django_db
def test_the_database_and_python_agree_on_every_day() -> None:
    on = datetime.date(2026, 11, 22)
    sql = f"""SELECT due_on, {rule_sql("due_on", "%(on)s::date")}
        FROM (SELECT %(on)s::date + n AS due_on FROM generate_series(-800, 14) n) d"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"on": on})
        rows = cursor.fetchall()
    assert len(rows) == 815
    assert [(due, rule) for due, rule in rows if rule_at(due, on=on) != rule] == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("before_14", "14 days before"),
        ("before_1", "1 day before"),
        ("on_day", "on the day"),
        ("overdue_7", "1 week overdue"),
        ("overdue_21", "3 weeks overdue"),
    ],
)
def test_a_rule_in_words(rule: str, words: str) -> None:
    assert rule_in_words(rule) == words
