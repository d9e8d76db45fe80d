"""The rows that cannot be imported, in the council's own columns, each with what is wrong: to correct and import later."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from councils.exports import Sheet, list_notes

from .grids import Value
from .headings import Table
from .preview import Preview

WRONG = "What is wrong"


def bad_rows(tables: Sequence[Table], preview: Preview, *, on: datetime.date) -> Sheet:
    by_name = {table.grid.name: table for table in tables}
    first = tables[0]
    rows: list[list[Value]] = []
    for row in preview.of("error"):
        table = by_name.get(row.sheet, first)
        cells = list(table.grid.rows[row.number - 1])[: len(first.names)]
        cells += [None] * (len(first.names) - len(cells))
        rows.append([*cells, "; ".join(f"{problem.cell}: {problem.message}" for problem in row.errors)])
    names = [name or f"Column {column + 1}" for column, name in enumerate(first.names)]
    return Sheet("Rows to correct", [*_distinct(names), WRONG], rows, list_notes(on=on))


def _distinct(names: Sequence[str]) -> list[str]:
    """The headings of a table must differ from each other."""
    found: list[str] = []
    for name in names:
        number, made = 2, name
        while made.casefold() in {f.casefold() for f in found} or made.casefold() == WRONG.casefold():
            made, number = f"{name} ({number})", number + 1
        found.append(made)
    return found
