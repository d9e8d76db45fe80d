"""Files into cells: what can be read is read as it is, and what cannot is refused in one sentence."""

from __future__ import annotations

import io
import time
from typing import Any

import openpyxl
import pytest

from actions.importing.cells import DAMAGED, NO_TABLE, TOO_LARGE
from actions.importing.grids import read_grids
from actions.importing.headings import find_table
from councils.refusal import Refused

from .workbooks import csv_file, ods, xlsx

ROWS = [
    ["Ref", "What", "When"],
    ["A1", "Zoë’s panel – weekly", "31/03/2027"],
    ["A2", "Two\nlines", "ongoing"],
]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_a_csv_is_read_whatever_separates_and_encodes_it(separator: str, encoding: str) -> None:
    [grid] = read_grids(csv_file(ROWS, separator=separator, encoding=encoding), "csv")
    assert [list(row) for row in grid.rows] == ROWS


@pytest.mark.parametrize(("make", "ending"), [(xlsx, "xlsx"), (ods, "ods")])
def test_a_workbook_is_read_as_it_is(make, ending) -> None:
    grid = read_grids(make(ROWS), ending)[0]
    table = find_table(grid)
    assert [name for name in table.names if name] == ROWS[0]
    assert [list(row)[:3] for row in grid.rows[table.first : table.first + 2]] == ROWS[1:]


def test_worksheets_that_nobody_sees_are_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(ROWS, lists=[["Ref", "What"], ["Z9", "Hidden"]])))
    book["lists"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [grid.name for grid in read_grids(out.getvalue(), "xlsx")] == ["Plan"]


def test_formulas_without_a_value_are_known_by_their_cell() -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page["B2"] = "=A1&A2"
    page["C3"] = "#REF!"
    page["C3"].data_type = "e"
    page["D4"] = "text"
    out = io.BytesIO()
    book.save(out)
    assert read_grids(out.getvalue(), "xlsx")[0].empty == {"B2": "", "C3": "#REF!"}


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 not a workbook", b"<html>", xlsx(ROWS)[:400]],
    ids=["nothing", "no-workbook", "a-page", "cut-off"],  # a workbook's own bytes hold the time
)
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes, ending: str) -> None:
    with pytest.raises(Refused, match="could not be read"):
        read_grids(content, ending)
    assert DAMAGED.endswith("not a spreadsheet.")


def test_an_empty_file_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match="no cells with anything in them"):
        read_grids(b"\r\n,,\r\n", "csv")
    with pytest.raises(Refused) as refusal:
        read_grids(xlsx([[]]), "xlsx")
    assert str(refusal.value) == NO_TABLE


def test_more_cells_than_an_import_takes_are_refused_at_once() -> None:
    """One value in the last cell of a sheet stands for seventeen thousand million blanks."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page["XFD1048576"] = "far away"
    page["A1"] = "Ref"
    out = io.BytesIO()
    book.save(out)
    began = time.monotonic()
    for content, ending in ((out.getvalue(), "xlsx"), (csv_file([["Ref", "What"]] * 6_001), "csv")):
        with pytest.raises(Refused) as refusal:
            read_grids(content, ending)
        assert str(refusal.value) == TOO_LARGE
    assert time.monotonic() - began < 20
