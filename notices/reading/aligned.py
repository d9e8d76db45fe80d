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
HIGHEST_ROW = 15  # lines of one row
Span = tuple[int, int]


@dataclass
class _Cut:
    """A line cut at the columns."""

    cells: list[str]
    starts: list[int]


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
    filled, stop, rows = _filled("", lines[first].text), first + 1, 1
    between = _rivers(filled)
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.page != lines[first].page or not _plain(line) or index - stop > 2:
            break
        if _full(line):
            over = _filled(filled, line.text)
            rivers = _rivers(over)
            if len(rivers) < max(2, len(between) - 1):
                break
            filled, between, stop, rows = over, rivers, index + 1, rows + 1
        elif not line.gap and stop == index and _narrowed(between, line.text):
            stop = index + 1
        elif not RULE.fullmatch(line.text) and len(line.text.strip()) > 60:
            break
    if rows < 2:
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


def _filled(so_far: str, text: str) -> str:
    """Where lines have anything, one upon the other."""
    marked = list(so_far.ljust(len(text)))
    for start, end in _pieces(text):
        marked[start:end] = "x" * (end - start)
    return "".join(marked)


def _rivers(filled: str) -> list[Span]:
    """The places, two wide or wider, where no line has anything: they run between columns."""
    return [(m.start(), m.end()) for m in re.finditer(r"(?<=x) {2,}(?=x)", filled)]


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
    lines_cut = [_cut(line, between) for line in lines]
    layout = _Layout(lines_cut)
    for line, cut in zip(lines, lines_cut, strict=True):
        if RULE.fullmatch(line.text):
            ruled = True
            continue
        near = bool(rows) and line.number - rows[-1].first.number < HIGHEST_ROW
        if near and not ruled and not line.gap and layout.goes_on(rows[-1], cut, header=len(rows) == 1):
            rows[-1].last = line
            for column, cell in enumerate(cut.cells):
                if cell:
                    rows[-1].cells[column] = f"{rows[-1].cells[column]} {cell}".strip()
                    rows[-1].latest[column] = cell
        else:
            rows.append(_Row(line, line, list(cut.cells), list(cut.cells)))
        ruled = False
    return rows


def _cut(line: SourceLine, between: Sequence[Span]) -> _Cut:
    """The cells of a line and where each starts; a line that runs over the columns is a title, whole in its first cell."""
    if _narrowed(between, line.text) is None:
        between = [(len(line.text), len(line.text))] * len(between)
    cells, starts, start = [], [], 0
    for stop, following in [*between, (len(line.text), 0)]:
        cell = line.text[start:stop]
        cells.append(" ".join(cell.split()))
        starts.append(start + len(cell) - len(cell.lstrip()))
        start = following
    return _Cut(cells, starts)


class _Layout:
    """How a table's author wrapped its cells, seen over all its lines."""

    def __init__(self, lines: Sequence[_Cut]) -> None:
        columns = range(len(lines[0].cells))
        self.widths = [max(len(line.cells[c]) for line in lines) for c in columns]
        figures = [sum(is_figure(line.cells[c]) for line in lines if line.cells[c]) for c in columns]
        names = [c for c in columns if 3 * figures[c] < sum(bool(line.cells[c]) for line in lines)] or columns
        lengths = [sum(len(line.cells[c]) for line in lines) for c in columns]
        self.name = next(c for c in names if lengths[c] >= 0.7 * max(lengths[n] for n in names))
        self.left = min((line.starts[self.name] for line in lines if line.cells[self.name]), default=0)
        # whether names wrap at all, and whether the figures then stand beside their last line
        self.below = any(
            not self._beside(above.cells) and any(map(_whole, line.cells)) and self._small(line)
            for above, line in itertools.pairwise(lines)
        )
        self.wraps = self.below or any(self._small(line) for line in lines if not self._beside(line.cells))

    def _beside(self, cells: Sequence[str]) -> bool:
        """Whether a line holds more than a name, and what another column wraps."""
        return any(_whole(cell) for column, cell in enumerate(cells) if column != self.name)

    def _small(self, line: _Cut) -> bool:
        cell = line.cells[self.name]
        return bool(SMALL.match(cell)) or (bool(cell) and line.starts[self.name] > self.left)

    def goes_on(self, row: _Row, line: _Cut, *, header: bool) -> bool:
        """Whether a line belongs to the row above it."""
        cells = line.cells
        both = [c for c, cell in enumerate(cells) if cell and row.latest[c]]
        if any(_whole(row.cells[c]) and (_whole(cells[c]) or re.search(r"\d", cells[c])) for c in both):
            return False
        if header and self._begins(cells) and not any(map(is_figure, row.cells)):
            return any(cell and not row.cells[c] for c, cell in enumerate(cells))
        if self._small(line) or any(self._unfinished(row, c, cells[c]) for c in both):
            return True
        if not header and self.name in both and not self._shares_name(row, cells):
            return False
        if not both:
            return not any(cell for column, cell in enumerate(row.cells) if column != self.name)
        if header and self.below and all(row.cells) and not self._beside(cells):
            return False  # the first name of the rows, whose figures stand below it
        return not any(len(row.latest[c]) + 1 + len(cells[c].split()[0]) <= self.widths[c] for c in both)

    def _begins(self, cells: Sequence[str]) -> bool:
        """The first line of the rows, below the header."""
        return any(map(is_figure, cells)) or (bool(cells[self.name]) and any(map(_whole, cells)))

    def _unfinished(self, row: _Row, column: int, cell: str) -> bool:
        together = f"{row.cells[column]} {cell}"
        return (
            bool(SMALL.match(cell))
            or ends_open(row.latest[column])
            or (_whole(together) and not _whole(cell))
        )

    def _shares_name(self, row: _Row, cells: Sequence[str]) -> bool:
        """Whether a name may run over the two lines: neither is a title over rows, nor the next row's name."""
        if not self._beside(cells):
            return self.wraps and not (self.below and self._beside(row.cells))
        return self.below or self._beside(row.cells)


def _whole(cell: str) -> bool:
    """A figure or a date that is complete: no other one can go on with it."""
    date = parse_date(cell)
    return not ends_open(cell) and (is_figure(cell) if date is None else date.date is not None)
