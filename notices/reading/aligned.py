"""Stage 2, for text: columns that are only spaces become the cells of rows, also where cells wrap over several lines.

Which lines are one row is asked of each line in turn: does it go on with the row above it? A figure or a date below one that is
whole starts another row; a small letter, or a deeper indent, goes on; a word that would have fitted above was not wrapped.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .cells import is_figure
from .dates import parse_date
from .sources import SourceLine
from .wording import ends_open

RULE = re.compile(r"[\s=_+-]*[=_-]{3}[\s=_+-]*")
SMALL = re.compile(r"[(\[]?[a-z]")
Span = tuple[int, int]


@dataclass
class _Row:
    first: SourceLine
    last: SourceLine
    cells: list[str]
    latest: list[str]  # the last line of each cell


def with_rows(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, with those of each table of aligned columns put together to its rows."""
    out: list[SourceLine] = []
    done = index = 0
    while index < len(lines):
        top, stop, between = _table_at(lines, index, done)
        if not between:
            index += 1
            continue
        out += lines[done:top]
        out += [
            replace(
                row.first,
                text="   ".join(cell for cell in row.cells if cell),
                cells=tuple(row.cells),
                last=row.last.number,
            )
            for row in _rows(lines[top:stop], between)
        ]
        done = index = stop
    return [*out, *lines[done:]]


def _pieces(text: str) -> list[Span]:
    return [(m.start(), m.end()) for m in re.finditer(r"\S+(?:\s\S+)*", text)]


def _plain(line: SourceLine) -> bool:
    return line.cells is None or ("|" not in line.text and "\t" not in line.text)


def _full(line: SourceLine) -> bool:
    return _plain(line) and len(_pieces(line.text)) >= 3 and not RULE.fullmatch(line.text)


def _table_at(lines: Sequence[SourceLine], first: int, done: int) -> tuple[int, int, list[Span]]:
    """The table whose first full line is this one: where it begins and ends, and the spaces between its columns; none without a second."""
    nothing: tuple[int, int, list[Span]] = (first, first, [])
    if not _full(lines[first]):
        return nothing
    full, stop = [lines[first]], first + 1
    between = _rivers(full)
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.page != lines[first].page or not _plain(line) or index - stop > 2:
            break
        if _full(line):
            rivers = _rivers([*full, line])
            if len(rivers) < max(2, len(between) - 1):
                break
            full.append(line)
            between, stop = rivers, index + 1
        elif not line.gap and stop == index and _narrowed(between, line.text):
            stop = index + 1
        elif not RULE.fullmatch(line.text) and len(line.text.strip()) > 60:
            break
    if len(full) < 2:
        return nothing
    top = first
    while top > done and not lines[top].gap and _heads(lines[top - 1], between):
        top -= 1
    for line in lines[top:stop]:
        between = _narrowed(between, line.text) or between
    return top, stop, between


def _heads(line: SourceLine, between: Sequence[Span]) -> bool:
    """The first line of a header whose names take several: above other columns than the first, at least."""
    return (
        _plain(line)
        and not RULE.fullmatch(line.text)
        and _narrowed(between, line.text) is not None
        and bool(line.text[between[0][0] :].strip())
    )


def _rivers(full: Sequence[SourceLine]) -> list[Span]:
    """The places, two wide or wider, where no line has anything: they run between columns."""
    filled = [" "] * max(len(line.text) for line in full)
    for line in full:
        for start, end in _pieces(line.text):
            filled[start:end] = "x" * (end - start)
    return [(m.start(), m.end()) for m in re.finditer(r"(?<=x) {2,}(?=x)", "".join(filled))]


def _narrowed(between: Sequence[Span], text: str) -> list[Span] | None:
    """What is left of the spaces between columns beside a line whose cells are longer; nothing if it runs over one."""
    left: list[Span] = []
    for start, end in between:
        blank = [(m.start(), m.end()) for m in re.finditer(r" +", text[start:end].ljust(end - start))]
        first, last = max(blank, key=lambda run: run[1] - run[0], default=(0, 0))
        apart = 2 if text[start + last : start + last + 1].strip() else 1
        if last - first < min(apart, end - start):
            return None
        left.append((start + first, start + last))
    return left


def _rows(lines: Sequence[SourceLine], between: Sequence[Span]) -> list[_Row]:
    rows: list[_Row] = []
    ruled = False
    parts = [_cut(line, between) for line in lines]
    widths = [max(len(cells[c]) for cells, _ in parts) for c in range(len(between) + 1)]
    lefts = [
        min((starts[c] for cells, starts in parts if cells[c]), default=0) for c in range(len(between) + 1)
    ]
    below = _names_stand_above(parts)
    for line, (cells, starts) in zip(lines, parts, strict=True):
        if RULE.fullmatch(line.text):
            ruled = True
            continue
        indented = [
            bool(cell) and start > left for cell, start, left in zip(cells, starts, lefts, strict=True)
        ]
        if (
            rows
            and not ruled
            and not line.gap
            and _goes_on(rows[-1], cells, indented[0], widths, below=below, header=len(rows) == 1)
        ):
            row = rows[-1]
            row.last = line
            for column, cell in enumerate(cells):
                if cell:
                    row.cells[column] = f"{row.cells[column]} {cell}".strip()
                    row.latest[column] = cell
        else:
            rows.append(_Row(line, line, list(cells), list(cells)))
        ruled = False
    return rows


def _cut(line: SourceLine, between: Sequence[Span]) -> tuple[list[str], list[int]]:
    """The cells of a line and where each starts; a line that runs over the columns is a title, whole in its first cell."""
    if _narrowed(between, line.text) is None:
        between = [(len(line.text), len(line.text))] * len(between)
    cells, starts, start = [], [], 0
    for stop, following in [*between, (len(line.text), 0)]:
        cell = line.text[start:stop]
        cells.append(" ".join(cell.split()))
        starts.append(start + len(cell) - len(cell.lstrip()))
        start = following
    return cells, starts


def _names_stand_above(parts: Sequence[tuple[list[str], list[int]]]) -> bool:
    """Whether the figures stand beside the last line of a name, and not beside its first."""
    return any(
        not any(above[1:]) and any(map(_whole, below)) and (SMALL.match(below[0]) or starts[0] > left[0])
        for (above, left), (below, starts) in itertools.pairwise(parts)
    )


def _goes_on(
    row: _Row, cells: Sequence[str], indented: bool, widths: Sequence[int], *, below: bool, header: bool
) -> bool:
    both = [c for c, cell in enumerate(cells) if cell and row.latest[c]]
    if any(_whole(row.cells[c]) and (_whole(cells[c]) or re.search(r"\d", cells[c])) for c in both):
        return False
    begins = any(map(is_figure, cells)) or (cells[0] and any(map(_whole, cells)))
    if header and begins and not any(map(is_figure, row.cells)):
        return any(cell and not row.cells[c] for c, cell in enumerate(cells))
    if indented or any(
        SMALL.match(cells[c])
        or ends_open(row.latest[c])
        or (_whole(f"{row.cells[c]} {cells[c]}") and not _whole(cells[c]))
        for c in both
    ):
        return True
    named = not below and not header and not any(row.cells[1:]) and any(map(_whole, cells))
    if named and row.cells[0] and cells[0]:
        return False  # a title over the rows
    if not both:
        return not any(map(_whole, row.cells))
    if header and below and all(row.cells) and not any(cells[1:]):
        return False  # the first name of the rows, whose figures stand below it
    if any(len(row.latest[c]) + 1 + len(cells[c].split()[0]) <= widths[c] for c in both):
        return False
    if not any(cell for cell in cells[1:]) and any(map(_whole, row.cells)):
        return not below
    return True


def _whole(cell: str) -> bool:
    """A figure or a date that is complete: no other one can go on with it."""
    date = parse_date(cell)
    return not ends_open(cell) and (is_figure(cell) or (date is not None and date.date is not None))
