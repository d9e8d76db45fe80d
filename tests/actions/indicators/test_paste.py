"""Cells pasted from a spreadsheet: what would change is shown first, mistakes are named by row and column, nothing is lost."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.indicator_paste import Pasted, address, read_pasted, read_table
from actions.models import Indicator, Observation
from councils.models import Council, User
from tests import factories

from .conftest import text

PASTE = "/councils/ambridge/indicators/paste/"
ON = datetime.date(2026, 11, 22)
cells = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"), max_size=12
)


@given(st.lists(st.lists(cells, min_size=2, max_size=5), min_size=1, max_size=6))
def test_a_table_copied_from_a_spreadsheet_comes_back_cell_by_cell(grid: list[list[str]]) -> None:
    """Spreadsheets part cells by tabs, and quote those that hold a tab, a line end or a quotation mark."""
    grid = [[f"x{cell.strip()}" for cell in row] for row in grid]
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(grid)
    assert read_table(out.getvalue()) == grid


@pytest.mark.parametrize(("row", "column", "words"), [(0, 0, "Row 1, column A"), (2, 27, "Row 3, column AB")])
def test_a_cell_is_named_as_the_spreadsheet_names_it(row: int, column: int, words: str) -> None:
    assert address(row, column) == words


def read(table: str, indicators: list[Indicator], viewer: User) -> Pasted:
    return read_pasted(read_table(table), indicators, viewer, on=ON)


def said(pasted: Pasted) -> list[tuple[str, str, str]]:
    return [(line.cell, line.kind, line.now) for line in pasted.lines]


@pytest.fixture
def two(indicator: Indicator, ambridge: Council, officer: User) -> list[Indicator]:
    second = factories.IndicatorFactory(
        council=ambridge, ref="I2", title="Re-referrals", direction="lower", from_parts=True, owner=officer
    )
    return [indicator, second]


def test_new_changed_unchanged_and_empty_cells_are_told_apart(two: list[Indicator], officer: User) -> None:
    first = two[0]
    factories.ObservationFactory(
        council=first.council, indicator=first, period_on=datetime.date(2026, 8, 1), value=81
    )
    factories.ObservationFactory(
        council=first.council, indicator=first, period_on=datetime.date(2026, 9, 1), value=82
    )
    pasted = read(
        "\tAug 2026\tSep-26\t2026-10\nI1\t81%\t83.5\tn/a\nre-referrals\t\t12/60\t1,000/4,000", two, officer
    )
    assert pasted.errors == []
    assert said(pasted) == [
        ("Row 2, column B", "unchanged", "81%"),
        ("Row 2, column C", "changed", "83.5%"),
        ("Row 3, column C", "new", "20% (12 of 60)"),
        ("Row 3, column D", "new", "25% (1,000 of 4,000)"),
    ]
    assert pasted.empty == 2
    assert [(change.based_on, change.entry and change.entry.value) for change in pasted.changes] == [
        (1, Decimal("83.5")), (0, Decimal("20")), (0, Decimal("25")),
    ]  # fmt: skip


def test_periods_may_stand_in_the_first_column(two: list[Indicator], officer: User) -> None:
    down = read("Ref\tSeptember 2026\tOctober 2026\nI1\t80\t81\nI2\t1/4\t2/4", two, officer)
    across = read("Period\tI1\tI2\nSeptember 2026\t80\t1/4\nOctober 2026\t81\t2/4", two, officer)
    changes = [{(c.key, c.entry) for c in pasted.changes} for pasted in (down, across)]
    assert len(changes[0]) == 4
    assert changes[0] == changes[1]


@pytest.mark.parametrize(
    ("cell", "where", "why"),
    [
        ("I1\t=B2*2", "Row 2, column B", "“=B2*2” is a formula. Copy the values, not the formulas"),
        ("I1\t#REF!", "Row 2, column B", "“#REF!” is an error of the spreadsheet"),
        ("I1\thigh", "Row 2, column B", "“high” is not a number"),
        ("I1\t850", "Row 2, column B", "A percentage must be between 0 and 100"),
        ("I1\t1,5", "Row 2, column B", "“1,5” has a comma that does not part thousands"),
        ("I2\t75", "Row 2, column B", "“75” has no denominator"),
        ("I2\t5/0", "Row 2, column B", "The denominator must be more than 0"),
        ("I2\t70/60", "Row 2, column B", "The numerator must be between 0 and the denominator, 60"),
        ("I9\t75", "Row 2, column A", "“I9” is no indicator whose values you may enter"),
        ("\t75", "Row 2, column A", "there is no indicator whose values you may enter"),
        ("I1\t75\t80", "Row 2, column C", "has no period above it"),
        ("I1\t75\nI1\t76", "Row 3, column B", "Row 2, column B has a value for the same period"),
    ],
)
def test_a_bad_cell_is_named_with_the_reason(
    two: list[Indicator], officer: User, cell: str, where: str, why: str
) -> None:
    pasted = read(f"\tSep 2026\n{cell}", two, officer)
    found = [line for line in pasted.errors if line.cell == where]
    assert len(found) == 1
    assert found[0].why.startswith(why)
    assert found[0].change is None


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Nov 2026", "November 2026 is not over"),
        ("Dec 2025", "Dec 2025 is before I1 was measured, from 1 January 2026 on"),
        ("Q1 2026/27", "“Q1 2026/27” is not one period of I1, which is measured every month"),
    ],
)
def test_a_period_that_cannot_be_is_named_with_the_reason(
    two: list[Indicator], officer: User, heading: str, why: str
) -> None:
    pasted = read(f"\t{heading}\nI1\t75", two, officer)
    assert [line.why[: len(why)] for line in pasted.errors] == [why]


@pytest.mark.parametrize("table", ["", "just words", "a\tb\nc\td", "I1\nI2"])
def test_what_is_no_table_is_said_so(two: list[Indicator], officer: User, table: str) -> None:
    pasted = read(table, two, officer)
    assert pasted.changes == []
    assert len(pasted.errors) >= 1


def test_a_table_of_too_many_cells_is_refused(two: list[Indicator], officer: User) -> None:
    pasted = read_pasted([["x"] * 5001], two, officer, on=ON)
    assert [line.why for line in pasted.errors] == ["At most 5,000 cells can be taken at a time"]


def test_columns_that_are_no_period_are_left_out_and_said_so(two: list[Indicator], officer: User) -> None:
    pasted = read("Ref\tOwner\tSep 2026\nI1\tOlive\t75", two, officer)
    assert [line.kind for line in pasted.lines] == ["new"]
    assert pasted.notes == ["Row 1, column B: “Owner” is not a period, so it was left out."]


def test_a_value_that_was_handed_in_is_not_overwritten(two: list[Indicator], officer: User) -> None:
    first = two[0]
    for month, state in ((7, "submitted"), (8, "approved"), (9, "locked")):
        factories.ObservationFactory(
            council=first.council,
            indicator=first,
            period_on=datetime.date(2026, month, 1),
            value=80,
            state=state,
        )
    pasted = read("\tJul 2026\tAug 2026\tSep 2026\nI1\t80\t81\t81", two, officer)
    assert [line.kind for line in pasted.lines] == ["unchanged", "error", "error"]
    assert [line.why.split(".")[0] for line in pasted.errors] == [
        "The value is approved",
        "The value is locked",
    ]


def test_a_share_is_read_as_it_stands_and_pointed_out(two: list[Indicator], officer: User) -> None:
    pasted = read("\tSep 2026\nI1\t0.75", two, officer)
    assert [line.now for line in pasted.lines] == ["0.8%"]
    assert pasted.notes[0].startswith("Row 2, column B: 0.8% was read as it stands.")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(cells | st.sampled_from(["I1", "Sep 2026", "75", "=1", "n/a"]), max_size=4), max_size=5)
)
def test_whatever_is_pasted_is_answered(two: list[Indicator], officer: User, grid: list[list[str]]) -> None:
    """No cell disappears: each one that says something is a change, unchanged or has a reason; or the table has one."""
    pasted = read_pasted(grid, two, officer, on=ON)
    assert len(pasted.lines) == len(pasted.changes) + len(pasted.errors) + len(pasted.of("unchanged"))
    assert all(line.why for line in pasted.errors)


# -- the page


def post(client: Client, table: str, **more: Any) -> Any:
    return client.post(PASTE, {"table": table, **more})


def seen(response: Any) -> str:
    found = re.search(r'name="seen" value="(\w+)"', response.content.decode())
    assert found is not None
    return found[1]


def in_the_box(response: Any) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", response.content.decode(), re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


TABLE = "\tAug 2026\tSep 2026\nI1\t81\t82"


def test_nothing_is_saved_before_it_was_looked_at(
    client: Client, officer: User, indicator: Indicator
) -> None:
    client.force_login(officer)
    response = post(client, TABLE)
    assert response.status_code == 200
    assert "2 values to save, 0 unchanged, 0 empty, 0 cells with a problem." in text(response)
    assert Observation.objects.count() == 0
    assert in_the_box(response) == TABLE


def test_what_was_looked_at_is_saved_as_drafts(client: Client, officer: User, indicator: Indicator) -> None:
    client.force_login(officer)
    response = post(client, TABLE, save="1", seen=seen(post(client, TABLE)))
    assert (response.status_code, response["Location"]) == (302, "/councils/ambridge/indicators/grid/")
    rows = list(Observation.objects.order_by("period_on").values_list("value", "state", "entered_by"))
    assert rows == [(Decimal(81), "draft", officer.pk), (Decimal(82), "draft", officer.pk)]
    again = post(client, TABLE)
    assert "0 values to save, 2 unchanged" in text(again)


def test_the_good_cells_are_saved_and_the_bad_ones_stay_in_the_box(
    client: Client, officer: User, indicator: Indicator
) -> None:
    table = "\tAug 2026\tSep 2026\nI1\t81\tmany"
    client.force_login(officer)
    response = post(client, table, save="1", seen=seen(post(client, table)))
    assert response.status_code == 200
    page = text(response)
    assert "1 value saved." in page
    assert (
        "Row 2, column C (I1 Assessments completed within 45 working days, September 2026): “many” is not a number."
        in page
    )
    assert in_the_box(response) == table
    assert Observation.objects.get().value == 81


def test_what_changed_between_look_and_confirmation_is_shown_anew(
    client: Client, officer: User, indicator: Indicator
) -> None:
    client.force_login(officer)
    looked_at = seen(post(client, TABLE))
    factories.ObservationFactory(
        council=indicator.council, indicator=indicator, period_on=datetime.date(2026, 9, 1), value=70
    )
    response = post(client, TABLE, save="1", seen=looked_at)
    assert "Something was changed between your look and your confirmation. Nothing was saved." in text(
        response
    )
    assert list(Observation.objects.values_list("value", flat=True)) == [70]


def test_another_officers_indicator_is_none_of_mine(
    client: Client, ambridge: Council, officer: User, indicator: Indicator, lead: User
) -> None:
    factories.IndicatorFactory(council=ambridge, ref="I2", title="Secret measure", owner=lead)
    client.force_login(officer)
    page = text(post(client, "\tSep 2026\nI2\t75"))
    assert "“I2” is no indicator whose values you may enter" in page
    assert "Secret measure" not in page
