"""Where the table begins: under title rows, with headings over one line or two."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .fields import is_heading
from .grids import Grid, as_text, squeezed

_LOOKED_AT = 60  # rows from the top
_QUARTER = re.compile(
    r"^(q[1-4]|quarter [1-4]|[a-z]{3,9}[ /-]*\d{2,4}|\d{4}([/-]\d{2,4})?|start|end|lead|by|yes/no)$"
)


@dataclass(frozen=True)
class Table:
    """A grid with its headings: `names` by column, rows of data from `first` on. `row` and `lines` as PlanImport
    keeps them: counted from 1."""

    grid: Grid
    row: int
    lines: int
    names: Sequence[str]

    @property
    def first(self) -> int:
        return self.row - 1 + self.lines

    @property
    def fingerprint(self) -> str:
        """The same for tables with the same headings in the same order."""
        said = "|".join(squeezed(name) for name in self.names).rstrip("|")
        return hashlib.sha256(said.encode()).hexdigest()


def find_table(grid: Grid, like: Callable[[str], bool] = is_heading) -> Table | None:
    """The row with the most cells that read like headings; None when no row has two."""
    scored = [
        (sum(like(text) for text in grid.texts(row)), -row) for row in range(min(len(grid.rows), _LOOKED_AT))
    ]
    best, place = max(scored, default=(0, 0))
    if best < 2:
        return None
    row = -place
    if _is_first_line(grid, row - 1, row, like):
        return table_at(grid, row, 2)
    return table_at(grid, row + 1, 2 if _is_second_line(grid, row, row + 1, like) else 1)


def table_at(grid: Grid, row: int, lines: int) -> Table:
    """The table whose headings begin in this row, counted from 1."""
    return Table(grid, row, lines, _names(grid, row - 1, lines))


def _is_second_line(grid: Grid, above: int, row: int, like: Callable[[str], bool]) -> bool:
    """Under a heading over several columns, or a word of the same heading; never a line of data."""
    if row >= len(grid.rows):
        return False
    values, texts = grid.rows[row], grid.texts(row)
    filled = [column for column, text in enumerate(texts) if text]
    if not filled or any(isinstance(values[c], float | datetime.date) or len(texts[c]) > 30 for c in filled):
        return False
    under_gaps = [c for c in filled if not grid.text(above, c)]
    like_headings = sum(like(texts[c]) or bool(_QUARTER.match(squeezed(texts[c]))) for c in filled)
    return like_headings == len(filled) and bool(under_gaps)


def _is_first_line(grid: Grid, row: int, below: int, like: Callable[[str], bool]) -> bool:
    """Words over some of the headings, such as "Progress" over four quarters; not the title of the sheet."""
    if row < 0:
        return False
    texts = grid.texts(row)
    filled = [column for column, text in enumerate(texts) if text]
    if len(filled) < 2 or any(len(texts[c]) > 40 for c in filled):
        return False
    return any(like(texts[c]) for c in filled) and any(not grid.text(below, c) for c in filled)


def _names(grid: Grid, row: int, lines: int) -> list[str]:
    """The heading of each column; of two lines "Progress: Q1", where a heading over several columns counts for each."""
    if row >= len(grid.rows):
        return []
    first = _spread(grid, row) if lines == 2 else [_one_line(text) for text in grid.texts(row)]
    if lines == 1 or row + 1 >= len(grid.rows):
        return first
    second = [_one_line(text) for text in grid.texts(row + 1)]
    return [
        f"{a}: {b}" if a and b and squeezed(a) != squeezed(b) else a or b
        for a, b in zip(first, second, strict=True)
    ]


def _spread(grid: Grid, row: int) -> list[str]:
    """A heading holds for the blank cells that it is merged with or, over a second line, for those beside it."""
    texts = [_one_line(as_text(value)) for value in grid.rows[row]]
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left < len(texts):
            texts[left : right + 1] = [texts[left]] * (right + 1 - left)
    under = grid.rows[row + 1] if row + 1 < len(grid.rows) else []
    for column in range(1, len(texts)):
        below = squeezed(as_text(under[column])) if column < len(under) else ""
        if not texts[column] and _QUARTER.match(below):
            texts[column] = texts[column - 1]
    return texts


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
