"""The numbers that the notice sets: met or not to the letter, by when, and how many of them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.indicator_targets import TargetSet, bounds, meets, start_from, targets_of
from actions.models import Indicator
from councils.models import Council, User
from notices.models import Notice, Target
from tests import factories

from .conftest import text

TARGETS = "/councils/ambridge/targets/"
ON = factories.TODAY
date = datetime.date


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    row: Notice = factories.NoticeFactory(council=ambridge, in_force_on=date(2026, 6, 25))
    return row


def target(notice: Notice, watched: bool = True, **fields: Any) -> tuple[Target, Indicator | None]:
    clause = factories.RequirementFactory(council=notice.council, notice=notice)
    row = factories.TargetFactory(council=notice.council, requirement=clause, **fields)
    if not watched:
        return row, None
    indicator = factories.IndicatorFactory(council=notice.council, ref=f"T{clause.seq}", tolerance=50)
    factories.IndicatorTargetFactory(council=notice.council, indicator=indicator, target=row)
    return row, indicator


def value(indicator: Indicator | None, month: int, number: Any, state: str = "approved") -> None:
    assert indicator is not None
    factories.ObservationFactory(
        council=indicator.council,
        indicator=indicator,
        period_on=date(2026, month, 1),
        value=number,
        state=state,
    )


def outcomes(found: TargetSet) -> list[str]:
    return [one.outcome for one in found.targets]


@pytest.mark.parametrize(
    ("comparator", "low", "high", "meeting", "missing"),
    [
        (">=", 85, None, ("85", "90"), ("84.9999",)),
        ("<=", 10, None, ("10", "0"), ("10.0001",)),
        ("=", 4, None, ("4",), ("3.9999", "4.0001")),
        ("between", 14, 17, ("14", "15.5", "17"), ("13.9", "17.1")),
    ],
)
def test_a_target_is_met_to_the_letter(
    comparator: str, low: int, high: int | None, meeting: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    row = Target(comparator=comparator, target=Decimal(low), target_high=high and Decimal(high))
    assert [meets(row, Decimal(number)) for number in meeting] == [True] * len(meeting)
    assert [meets(row, Decimal(number)) for number in missing] == [False] * len(missing)


def test_each_target_says_where_it_stands_and_all_are_counted(notice: Notice, lead: User) -> None:
    past, soon = date(2026, 9, 30), date(2027, 3, 31)
    made = {
        "met": target(notice, target=10, comparator="<=", due_on=soon),
        "not_met": target(notice, target=85, comparator=">=", due_on=soon),
        "missed": target(notice, target=85, comparator=">=", due_on=past),
        "met_late": target(notice, target=85, comparator=">=", due_on=past),
        "met in time": target(notice, target=85, comparator=">=", due_on=past),
        "no_value": target(notice, due_on=soon),
        "unwatched": target(notice, watched=False, due_on=soon),
    }
    for name, months in {
        "met": {10: 9}, "not_met": {10: 84}, "missed": {9: 80, 10: 84}, "met_late": {9: 80, 10: 86}, "met in time": {9: 86, 10: 80},
    }.items():  # fmt: skip
        for month, number in months.items():
            value(made[name][1], month, number)
    value(made["no_value"][1], 10, 5, state="submitted")
    found = targets_of(notice, lead, on=ON)
    assert outcomes(found) == ["met", "not_met", "missed", "met_late", "met", "no_value", "unwatched"]
    assert found.share == "3 of 7 targets are met. All are wanted by 31 March 2027."
    assert [one.gap for one in found.targets[1:3]] == ["1 point below target", "1 point below target"]


def test_the_end_of_the_notices_period_counts_where_a_target_has_no_date(notice: Notice, lead: User) -> None:
    _, indicator = target(notice)
    value(indicator, 8, 9)
    Notice.objects.filter(pk=notice.pk).update(period_ends_on=date(2026, 9, 15))
    notice.refresh_from_db()
    found = targets_of(notice, lead, on=ON)
    assert (found.targets[0].by, found.share) == (
        "15 September 2026, the end of the notice's period",
        "1 of 1 target is met. It was wanted by 15 September 2026.",
    )


@pytest.mark.parametrize(
    ("kind", "every", "by"), [("standing", "", "At any time"), ("recurring", "P1M", "Every month"), ("recurring", "", "Each time")]
)  # fmt: skip
def test_what_must_hold_again_and_again_shows_its_breaches_since_the_notice_came_into_force(
    notice: Notice, lead: User, kind: str, every: str, by: str
) -> None:
    row, indicator = target(notice, target=10, comparator="<=")
    factories.DeadlineFactory(
        council=notice.council,
        requirement=row.requirement,
        kind=kind,
        every=every,
        due_on=None,
        span="at any given time",
    )
    for month, number in ((5, 20), (6, 12), (7, 9), (8, 11), (9, 10)):
        value(indicator, month, number)
    one = targets_of(notice, lead, on=ON).targets[0]
    assert (one.outcome, one.by) == ("met", by)
    assert [(breach.period.name, breach.figure) for breach in one.breaches] == [
        ("August 2026", "11%"),
        ("June 2026", "12%"),
    ]
    value(indicator, 10, "10.5")
    one = targets_of(notice, lead, on=ON).targets[0]
    assert (one.outcome, one.gap, len(one.breaches)) == ("breached", "0.5 points above target", 3)


def test_a_target_met_by_old_figures_says_that_they_are_old(notice: Notice, lead: User) -> None:
    _, indicator = target(notice, due_on=date(2027, 3, 31))
    value(indicator, 6, 9)
    one = targets_of(notice, lead, on=ON).targets[0]
    assert (one.outcome, one.stale_since) == ("met", date(2026, 9, 30))


def test_the_page_costs_the_same_with_1_and_with_12_targets(
    client: Client, lead: User, notice: Notice
) -> None:
    _, first = target(notice)
    value(first, 9, 9)
    client.force_login(lead)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(TARGETS).status_code == 200
        return len(caught)

    client.get(TARGETS)
    one = cost()
    for _ in range(11):
        value(target(notice)[1], 9, 9)
    assert "12 of 12 targets are met." in text(client.get(TARGETS))
    assert cost() == one


def test_a_target_becomes_an_indicator_in_one_click_with_its_boxes_filled_in(
    client: Client, lead: User, notice: Notice
) -> None:
    row, _ = target(
        notice, watched=False, metric="share of referrals that come back within twelve months", baseline=31, target=22,
        comparator="<=", due_on=date(2027, 10, 18),
    )  # fmt: skip
    client.force_login(lead)
    link = f"/councils/ambridge/indicators/add/?target={row.pk}"
    assert link in client.get(TARGETS).content.decode()
    page = client.get(link).content.decode()
    for filled in (
        'value="Share of referrals that come back within twelve months"',
        'value="22"',
        'value="31"',
        'value="2027"',
    ):
        assert filled in page, filled
    assert f'name="watches" type="checkbox" value="{row.pk}" checked' in page
    assert start_from(row)["direction"] == "lower"


def test_each_target_is_watched_by_one_indicator_at_most(client: Client, lead: User, notice: Notice) -> None:
    row, indicator = target(notice)
    client.force_login(lead)
    assert 'name="watches"' not in client.get("/councils/ambridge/indicators/add/").content.decode()
    assert indicator is not None
    assert (
        f'name="watches" type="checkbox" value="{row.pk}" checked'
        in client.get(f"{indicator.get_absolute_url()}edit/").content.decode()
    )


def test_what_the_notice_asks_is_said_in_its_unit() -> None:
    said = [
        bounds(Target(comparator=comparator, target=Decimal(low), target_high=high and Decimal(high), unit=unit))
        for comparator, low, high, unit in (
            (">=", 85, None, "%"), ("<=", 12, None, "%"), ("between", 14, 17, "cases"), (">=", 40, None, "case file audits"),
        )
    ]  # fmt: skip
    assert said == ["at least 85%", "at most 12%", "14 to 17 cases", "at least 40 case file audits"]


def test_a_council_without_a_notice_in_force_has_a_page_that_says_so(
    client: Client, lead: User, ambridge: Council
) -> None:
    client.force_login(lead)
    assert "No instrument is in force, so there are no targets." in text(client.get(TARGETS))
    assert client.get("/councils/ambridge/targets.csv").status_code == 200
