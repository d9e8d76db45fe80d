"""XLSX as the Government Analysis Function asks for it ("Releasing statistics in spreadsheets"): one table a sheet,
its title in A1, no blank rows, no merged cells, marked as a table, words and never colours alone, a document title."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from .sheet import Sheet, cell_value, names_of, opening_line, width_of, with_notes

HEADER_ROW = 3
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TITLE, _BOLD = Font(name="Arial", size=16, bold=True), Font(name="Arial", size=12, bold=True)
_PLAIN = Font(name="Arial", size=12)
_LOOKS_ESCAPED = re.compile(
    r"_(?=x[0-9A-Fa-f]{4}_)"
)  # XLSX writes a character as _x0041_, so this must be escaped


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator, book.properties.language = title, "Noticeboard", "en-GB"
    everything = with_notes(sheets)
    for number, (name, sheet) in enumerate(zip(names_of(everything), everything, strict=True), start=1):
        _write(
            book.create_sheet(name), sheet, table=f"Table{number}", has_notes=len(everything) > len(sheets)
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(page: Worksheet, sheet: Sheet, *, table: str, has_notes: bool) -> None:
    _put(page, 1, 1, sheet.title, _TITLE)
    _put(page, 2, 1, opening_line(sheet, has_notes=has_notes), _PLAIN)
    rows = [[cell_value(value) for value in row] for row in sheet.rows]
    for column, name in enumerate(sheet.columns, start=1):
        _put(page, HEADER_ROW, column, name, _BOLD).alignment = _WRAPPED
        width = width_of(name, (row[column - 1] for row in rows if row[column - 1] is not None))
        page.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                _put(page, number, column, value, _PLAIN).alignment = _WRAPPED
    corner = f"{get_column_letter(len(sheet.columns))}{HEADER_ROW + max(len(rows), 1)}"
    marked = Table(displayName=table, ref=f"A{HEADER_ROW}:{corner}")
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(marked)
    page.freeze_panes = f"A{HEADER_ROW + 1}"
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put(page: Worksheet, row: int, column: int, value: Any, font: Font) -> Cell:
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", value)
        cell.data_type = "s"  # text stays text, whatever it begins with
    else:
        cell.value = value
        if isinstance(value, datetime.datetime):
            cell.number_format = "d mmmm yyyy hh:mm"
        elif isinstance(value, datetime.date):
            cell.number_format = "d mmmm yyyy"
    cell.font = font
    return cell
