"""The worksheets of a file as the rest of the import sees them: rows of values, each with its address."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from councils import child
from councils.refusal import Refused

from .cells import DAMAGED, TOO_LARGE
from .formulas import letters

Value = str | float | bool | datetime.date | None
ENDINGS: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
}
SECONDS, MEMORY = 20, 480 * 1024**2


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, in words. A "row" cannot be imported; of a "cell" only this one is left out; a "note"
    says how something was understood."""

    cell: str  # "B7", or with the worksheet: "Leadership!B7"
    message: str
    kind: Literal["row", "cell", "note"] = "row"


@dataclass(frozen=True)
class Grid:
    """One worksheet. Rows and columns count from 0; addresses from A1, as people see them."""

    name: str
    rows: Sequence[Sequence[Value]]
    merged: Sequence[tuple[int, int, int, int]] = ()  # first row, first column, last row, last column
    empty: Mapping[str, str] = field(default_factory=dict)  # formulas without a value, by address

    def text(self, row: int, column: int) -> str:
        return as_text(self.rows[row][column]) if column < len(self.rows[row]) else ""

    def texts(self, row: int) -> list[str]:
        return [as_text(value) for value in self.rows[row]]


def read_grids(content: bytes, ending: str, *, percent: bool = False) -> list[Grid]:
    """Raises Refused with one sentence when the file cannot be read or has more cells than an import takes. `percent`:
    cells that are shown as percentages come as people see them, 0.45 as "45%"."""
    tell = {"ending": ending, "percent": percent}
    try:
        reply = child.run("actions.importing.cells", content, seconds=SECONDS, memory=MEMORY, tell=tell)
    except child.Stopped as stopped:
        raise Refused(DAMAGED if stopped.why == "failed" else TOO_LARGE) from stopped
    if reply.head["refused"]:
        raise Refused(reply.head["refused"])
    return [
        Grid(
            name=sheet["name"],
            rows=[[_value(cell) for cell in row] for row in sheet["rows"]],
            merged=[tuple(r) for r in sheet["merged"]],
            empty=sheet["empty"],
        )
        for sheet in json.loads(reply.content)
    ]


def _value(cell: object) -> Value:
    if isinstance(cell, dict):
        return datetime.date.fromisoformat(cell["date"])
    if isinstance(cell, str | float | bool):
        return cell
    return float(cell) if isinstance(cell, int) else None


def as_text(value: Value) -> str:
    """As the person sees it: 1.0 is "1", a date is 2026-03-31, blanks around do not count."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.strip()


@lru_cache(maxsize=20_000)
def squeezed(text: str) -> str:
    """For comparing headings, names and titles: lower case, one blank between words, no dots and brackets."""
    return " ".join(re.sub(r"[^\w&%#+/]+", " ", text.casefold()).split())


def address(grid: Grid, row: int, column: int, *, with_name: bool = False) -> str:
    cell = f"{letters(column)}{row + 1}"
    return f"{grid.name}!{cell}" if with_name and grid.name else cell


def is_blank(row: Iterable[Value]) -> bool:
    return not any(as_text(value) for value in row)
