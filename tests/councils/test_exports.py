import csv
import datetime
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from councils.exports import (
    Sheet,
    csv_text,
    list_notes,
    table_bytes,
    table_response,
    word_notes,
)
from councils.exports.sheet import cell_text, names_of
from councils.forms import FilterForm

DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")",
    "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "=IMPORTXML(\"http://x\",\"//a\")",
    "=WEBSERVICE(\"http://x\")", "=DDE(\"cmd\";\"/C calc\";\"x\")", "\n=1+1", "=1+1\n", "'=1+1", "==1+1", "=\u00a01+1",
    "\u00a0=1+1", "\ufeff=1+1", "=\"a\"&\"b\"", "of:=1+1", "{=1+1}", "=A1", "=$A$1:$B$2", "+1-1", "-A1", "=TODAY()",
    "=1;=2", "=INFO(\"osversion\")",
]  # fmt: skip
HEADER = ["Ref", "Action", "Due", "Number", "Ready"]
ROW = ["A1", "Zoë, “quoted”\nsecond line", datetime.date(2026, 3, 31), 7, True]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def read(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """As our own import reads it, from the first row of the table down."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)[3:]


@pytest.mark.parametrize("dangerous", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_is_only_text(dangerous: str) -> None:
    [_, [cell]] = cells(csv_text(["Title"], [[dangerous]]))
    assert cell.startswith("'") or not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


def test_harmless_values_are_left_as_they_are() -> None:
    row = ["Re-check every case", 7, -3, datetime.date(2026, 3, 31), None, "Zoë, “quoted”\nsecond line", True]
    [_, read] = cells(csv_text(["a", "b", "c", "d", "e", "f", "g"], [row]))
    assert read == ["Re-check every case", "7", "-3", "2026-03-31", "", "Zoë, “quoted”\nsecond line", "yes"]


def test_the_download_opens_as_utf8_in_excel_and_is_not_a_stream() -> None:
    response = table_response("csv", "plan", [Sheet("Plan", ["Title"], [["Zoë"]])])
    assert response.content == b"\xef\xbb\xbfTitle\r\nZo\xc3\xab\r\n"
    assert not response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="plan.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_no_text_becomes_a_formula_in_a_workbook(kind: str) -> None:
    """Every payload in every place: title, name of a column, cell, note. It reads back as it was, and as text."""
    sheets = [Sheet(d, [f"{d} column", "Other"], [[d, d]], notes=[d]) for d in DANGEROUS]
    content = table_bytes(kind, sheets)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert "<f>" not in inside
    assert "formula" not in re.sub(r"xmlns:\w+=\"[^\"]*\"", "", inside)
    for number, dangerous in enumerate(DANGEROUS):
        assert read(content, number) == [[cell_text(dangerous)] * 2]
    if kind == "xlsx":
        for page in openpyxl.load_workbook(io.BytesIO(content)):
            assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}


def test_a_workbook_follows_the_guidance_on_accessible_spreadsheets() -> None:
    """Government Analysis Function, "Releasing statistics in spreadsheets"."""
    sheets = [Sheet("Plan of Ambridge", HEADER, [ROW, ROW], notes=["A note."]), Sheet("Empty", HEADER, [])]
    book = openpyxl.load_workbook(io.BytesIO(table_bytes("xlsx", sheets)))
    assert book.properties.title == "Plan of Ambridge"
    assert book.sheetnames == ["Plan of Ambridge", "Empty", "Notes"]
    for page in book:
        assert page["A1"].value in ("Plan of Ambridge", "Empty", "Notes")
        assert page["A2"].value.startswith("This worksheet contains one table with ")
        [table] = page.tables.values()
        assert table.ref.startswith("A3:")
        assert [column.name for column in table.tableColumns] == [c.value for c in page[3]][
            : len(table.tableColumns)
        ]
        assert page.freeze_panes == "A4"
        assert not page.merged_cells.ranges
        assert page.sheet_state == "visible"
    plan = book["Plan of Ambridge"]
    assert plan.tables["Table1"].ref == "A3:E5"
    assert (plan["C4"].value, plan["C4"].number_format) == (datetime.datetime(2026, 3, 31), "d mmmm yyyy")
    assert plan["B4"].alignment.wrap_text
    assert len({table for page in book for table in page.tables}) == 3


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_values_keep_their_types(kind: str) -> None:
    assert read(table_bytes(kind, [Sheet("Plan", HEADER, [ROW])])) == [[*ROW[:3], 7.0, "yes"]]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_a_download_says_what_it_is(kind: str) -> None:
    response = table_response(kind, "ambridge-plan", [Sheet("Plan", HEADER, iter([ROW]))])
    assert response["Content-Disposition"] == f'attachment; filename="ambridge-plan.{kind}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert b"Zo\xc3\xab" in response.content or kind != "csv"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_comes_back_as_it_went_in(kind: str, texts: list[str]) -> None:
    wanted = [[cell_text(text), "end"] for text in texts]
    assert read(table_bytes(kind, [Sheet("Plan", ["Text", "End"], [[t, "end"] for t in texts])])) == wanted


def test_names_of_sheets_are_what_excel_takes() -> None:
    long = "Requirements of the notice of 12/03/2026: all [of them]"
    assert names_of([Sheet(t, [], []) for t in (long, long, "", "plan", "Plan")]) == [
        "Requirements of the notice of 1",
        "Requirements of the notice  2",
        "Sheet",
        "plan",
        "Plan 2",
    ]


def test_the_notes_say_when_which_filters_and_what_the_words_mean() -> None:
    from django import forms

    class Which(FilterForm):
        delivery = forms.ChoiceField(choices=[("", "Any"), ("done", "Done")])

    request = RequestFactory().get("/?delivery=done")
    on = datetime.date(2026, 11, 22)
    first, filtered = list_notes(on=on, form=Which(request.GET), query=request.GET)
    assert first.startswith("Made by Noticeboard, as at 22 November 2026.")
    assert filtered == "Filtered by: Delivery: Done."
    assert list_notes(on=on, form=Which({}), query=RequestFactory().get("/").GET)[1].startswith(
        "The whole list"
    )
    assert word_notes("confidence")[0] == "Confidence, “On track”: Expected to be done by its date."
