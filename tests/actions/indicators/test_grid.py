"""The grid: many values at once, all or none, and nothing that was typed is lost."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from actions.indicator_grid import tables
from actions.models import Indicator, Observation
from councils.models import Council, User
from tests import factories

from .conftest import text

GRID = "/councils/ambridge/indicators/grid/"
date = datetime.date


def box(indicator: Indicator, month: int, part: str = "value") -> str:
    return f"{part}-{indicator.pk}-2026-{month:02d}-01"


def seen(indicator: Indicator, month: int) -> str:
    return box(indicator, month, "seen")


@pytest.fixture
def parts(ambridge: Council, officer: User) -> Indicator:
    row: Indicator = factories.IndicatorFactory(council=ambridge, ref="I2", from_parts=True, owner=officer)
    return row


def kept() -> list[tuple[Any, ...]]:
    return list(Observation.objects.order_by("indicator_id", "period_on").values_list("value", "state"))


def test_indicators_of_one_rhythm_stand_in_one_table_newest_period_first(
    ambridge: Council, indicator: Indicator, officer: User
) -> None:
    yearly = factories.IndicatorFactory(
        council=ambridge, frequency="yearly", first_period_on=date(2024, 4, 1)
    )
    young = factories.IndicatorFactory(council=ambridge, ref="I3", first_period_on=date(2026, 9, 1))
    found = tables([indicator, young, yearly], officer, on=factories.TODAY)
    assert [table.name for table in found] == ["Every month", "Every year"]
    assert [period.name for period in found[0].periods] == [
        "October 2026", "September 2026", "August 2026", "July 2026",
    ]  # fmt: skip
    assert [bool(cell.period) for cell in found[0].rows[1][1]] == [True, True, False, False]
    assert [period.name for period in found[1].periods] == [
        "April 2025 to March 2026",
        "April 2024 to March 2025",
    ]
    back = tables([indicator], officer, on=factories.TODAY, back=4)
    assert [period.short for period in back[0].periods] == ["Jun 2026", "May 2026", "Apr 2026", "Mar 2026"]


def test_indicators_with_nothing_to_enter_are_left_out_until_all_are_asked_for(
    client: Client, officer: User, indicator: Indicator
) -> None:
    for month in range(7, 11):
        factories.ObservationFactory(
            council=indicator.council, indicator=indicator, period_on=date(2026, month, 1), state="approved"
        )
    client.force_login(officer)
    assert "Every value of these periods is handed in." in text(client.get(GRID))
    assert "82% Approved" in text(client.get(f"{GRID}?show=all"))
    assert box(indicator, 6) in client.get(f"{GRID}?back=4").content.decode()


def test_drafts_are_saved_and_good_ones_submitted_in_one_go(
    client: Client, officer: User, indicator: Indicator, parts: Indicator
) -> None:
    client.force_login(officer)
    typed = {
        box(indicator, 9): "86%", box(indicator, 10): "12", box(parts, 10, "numerator"): "54",
        box(parts, 10, "denominator"): "60",
    }  # fmt: skip
    response = client.post(GRID, typed, follow=True)
    assert "3 values saved." in text(response)
    assert kept() == [(86, "draft"), (12, "draft"), (90, "draft")]
    response = client.post(GRID, {"submit": "1"}, follow=True)
    page = text(response)
    assert "2 values submitted for approval." in page
    assert "I1 for October 2026 is off target: saved as a draft. Open it, say why" in page
    assert kept() == [(86, "submitted"), (12, "draft"), (90, "submitted")]


def test_one_wrong_box_saves_nothing_and_keeps_everything_typed(
    client: Client, officer: User, indicator: Indicator, parts: Indicator
) -> None:
    client.force_login(officer)
    typed = {
        box(indicator, 9): "86", box(indicator, 10): "=A1", box(parts, 9, "numerator"): "5",
        box(parts, 10, "numerator"): "9", box(parts, 10, "denominator"): "3",
    }  # fmt: skip
    response = client.post(GRID, typed)
    assert response.status_code == 200
    page = text(response)
    assert "I1, October 2026 in %: “=A1” is a formula." in page
    assert "I2, September 2026, denominator: enter the denominator, or leave both empty" in page
    assert Observation.objects.count() == 0
    for value in typed.values():
        assert f'value="{value}"' in response.content.decode()
    typed = {**typed, box(indicator, 10): "", box(parts, 9, "numerator"): ""}
    page = text(client.post(GRID, typed))
    assert "I2, October 2026: The numerator must be between 0 and the denominator, 3" in page
    assert Observation.objects.count() == 0


def test_a_box_that_another_person_changed_meanwhile_is_told_and_an_untouched_one_is_left_alone(
    client: Client, officer: User, indicator: Indicator
) -> None:
    for month in (9, 10):
        factories.ObservationFactory(
            council=indicator.council, indicator=indicator, period_on=date(2026, month, 1), value=80
        )
    client.force_login(officer)
    opened = {seen(indicator, 9): "1|80", seen(indicator, 10): "1|80"}
    Observation.objects.update(value=81, version=2)
    response = client.post(GRID, {**opened, box(indicator, 9): "90", box(indicator, 10): "80"})
    page = text(response)
    assert (
        "I1, September 2026: Somebody else entered 81% meanwhile. What you typed is kept here: look, then save again"
        in page
    )
    assert kept() == [(81, "draft"), (81, "draft")]
    assert (
        'value="90"' in response.content.decode()
        and f'name="{seen(indicator, 9)}" value="2|81"' in response.content.decode()
    )
    client.post(
        GRID,
        {
            seen(indicator, 9): "2|81",
            seen(indicator, 10): "1|80",
            box(indicator, 9): "90",
            box(indicator, 10): "80",
        },
    )
    assert kept() == [(90, "draft"), (81, "draft")]


def test_what_was_typed_for_a_value_that_was_handed_in_meanwhile_is_said(
    client: Client, officer: User, indicator: Indicator
) -> None:
    factories.ObservationFactory(council=indicator.council, indicator=indicator, state="submitted")
    client.force_login(officer)
    response = client.post(GRID, {box(indicator, 9): "90", seen(indicator, 9): "1|82"})
    assert "I1, September 2026 in %: you typed 90, but the value is awaiting approval by now" in text(
        response
    )
    stranger = f"value-{indicator.pk + 999}-2026-09-01"
    assert "“7” was typed for an indicator or a period that is not here any more" in text(
        client.post(GRID, {stranger: "7"})
    )


def test_an_emptied_box_takes_its_draft_away_but_not_with_words(
    client: Client, officer: User, indicator: Indicator
) -> None:
    for month, words in ((9, ""), (10, "Two left.")):
        factories.ObservationFactory(
            council=indicator.council,
            indicator=indicator,
            period_on=date(2026, month, 1),
            value=80,
            commentary=words,
        )
    client.force_login(officer)
    both = {seen(indicator, 9): "1|80", seen(indicator, 10): "1|80"}
    response = client.post(GRID, {**both, box(indicator, 9): "", box(indicator, 10): ""})
    assert "I1, October 2026: There is commentary with this value." in text(response)
    assert Observation.objects.count() == 2
    response = client.post(GRID, {**both, box(indicator, 9): "", box(indicator, 10): "80"}, follow=True)
    assert "1 draft taken away." in text(response)
    assert Observation.objects.get().period_on == date(2026, 10, 1)


def test_a_value_keeps_its_words_when_its_number_changes_in_the_grid(
    client: Client, officer: User, indicator: Indicator
) -> None:
    factories.ObservationFactory(
        council=indicator.council, indicator=indicator, value=70, commentary="Two left.", england=81
    )
    client.force_login(officer)
    client.post(GRID, {seen(indicator, 9): "1|70", box(indicator, 9): "71"})
    row = Observation.objects.get()
    assert (row.value, row.commentary, row.england) == (Decimal(71), "Two left.", Decimal(81))
