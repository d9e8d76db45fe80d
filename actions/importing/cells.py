"""`python -m actions.importing.cells`: the cells of a spreadsheet, read in a process of its own (councils/child.py).

A workbook can declare a cell in the last column of the last row, and its readers then fill memory with the blanks
before it. Imports no Django: the child has neither settings nor database.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import sys
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from councils.child import main

from .formulas import formulas_without_value, letters
from .percentages import percentages

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 6_000, 100, 30
MOST_CELLS = 250_000  # of one worksheet
MOST_LONG = 100_000  # characters of one cell; what may be kept of it is less
DAMAGED = "The selected file could not be read: it is damaged, protected by a password, or not a spreadsheet."
TOO_LARGE = (
    "The selected file has too many cells: at most 5,000 rows and 100 columns can be imported at a time. "
    "Split it into several files, or delete worksheets and columns that do not belong to the plan."
)
NO_TABLE = "The selected file has no cells with anything in them."


class Unreadable(Exception):
    """The message is one sentence for the person who chose the file."""


def work(content: bytes, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        if told["ending"] == "csv":
            sheets = csv_sheets(content)
        else:
            sheets = workbook_sheets(content, told["ending"], percent=told["percent"])
    except Unreadable as refusal:
        return {"refused": str(refusal)}, b""
    return {"refused": ""}, json.dumps(sheets).encode()


def workbook_sheets(content: bytes, ending: str, *, percent: bool = False) -> list[dict[str, Any]]:
    """Visible worksheets with their cells, merged ranges, and formulas that have no value. `percent`: a share that is
    shown as a percentage comes as one."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            s.name for s in book.sheets_metadata if str(s.visible).endswith("Visible") and _is_table(s)
        ]
        if len(visible) > MOST_SHEETS:
            raise Unreadable(TOO_LARGE)
        empty = formulas_without_value(content, ending)
        sheets = [_sheet(book, name, empty.get(name, {})) for name in visible]
        if percent:
            shown = percentages(content, ending)
            for sheet in sheets:
                _as_shown(sheet["rows"], shown.get(sheet["name"], set()))
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise Unreadable(DAMAGED) from error
    found = [sheet for sheet in sheets if sheet["rows"]]
    if not found:
        raise Unreadable(NO_TABLE)
    return found


def _is_table(sheet: Any) -> bool:
    return str(sheet.typ).endswith("WorkSheet")


def _sheet(book: CalamineWorkbook, name: str, empty: dict[str, str]) -> dict[str, Any]:
    page = book.get_sheet_by_name(name)
    end = page.end
    if end is None:
        return {"name": name, "rows": [], "merged": [], "empty": {}}
    height, width = end[0] + 1, end[1] + 1
    if height > MOST_ROWS or width > MOST_COLUMNS or height * width > MOST_CELLS:
        raise Unreadable(TOO_LARGE)
    rows = [[_plain(value) for value in row] for row in page.to_python(skip_empty_area=False)]
    merged = [[*first, *last] for first, last in page.merged_cell_ranges or []]
    return {"name": name, "rows": rows, "merged": merged, "empty": empty}


def _as_shown(rows: list[list[Any]], percent: set[str]) -> None:
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int | float) and f"{letters(column)}{number + 1}" in percent:
                row[column] = f"{value * 100:.10g}%"


def _plain(value: Any) -> Any:
    """What JSON can carry: a date goes as {"date": …}."""
    if isinstance(value, datetime.datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return value[:MOST_LONG] if isinstance(value, str) else value


def csv_sheets(content: bytes) -> list[dict[str, Any]]:
    """UTF-8, UTF-16 with its mark, or what Windows writes in England; comma, semicolon or tab between the cells."""
    text = _decoded(content)
    csv.field_size_limit(MOST_LONG * 10)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise Unreadable(DAMAGED) from error
    width = max((len(row) for row in rows), default=0)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS or len(rows) * width > MOST_CELLS:
        raise Unreadable(TOO_LARGE)
    if not any(cell.strip() for row in rows for cell in row):
        raise Unreadable(NO_TABLE)
    cells = [[cell[:MOST_LONG] for cell in row] + [""] * (width - len(row)) for row in rows]
    return [{"name": "", "rows": cells, "merged": [], "empty": {}}]


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(DAMAGED)


def _separator(text: str) -> str:
    """The one that gives the most columns that most rows agree on; a comma inside a sentence gives ragged rows."""

    def agreement(separator: str) -> tuple[float, int]:
        try:
            rows = list(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator))[:200]
        except csv.Error:
            return 0, 0
        widths = [len(row) for row in rows if len(row) > 1]
        if not widths:
            return 0, 0
        usual = max(set(widths), key=widths.count)
        return widths.count(usual) / len(rows), usual

    return max(",;\t", key=agreement)


if __name__ == "__main__":
    sys.exit(main(work))
