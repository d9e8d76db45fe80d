"""PDF: text and positions from a child process, then gaps, headings and indents from the positions."""

from __future__ import annotations

import itertools
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

from .labels import read_start
from .result import Unreadable
from .sources import Source, SourceLine

FOLDER = Path(__file__).parent
CHILD = "import sys; sys.path.append(sys.argv[2]); from pdflines.pages import main; main(sys.argv[1])"
TIMEOUT = 55

REFUSALS = {
    "password": "{name} is protected by a password.",
    "damaged": "{name} is damaged: it cannot be opened as a PDF.",
    "long": "{name} has more than 400 pages, far more than a notice.",
    "slow": "{name} takes too long to read.",
    "large": "{name} needs too much memory to read.",
}

# [[text, left], ...], bottom, height, bold, region: from pdflines/pages.py
Piece = tuple[str, float]
Placed = tuple[list[Piece], float, float, bool, int]


def read_pdf(path: Path) -> Source:
    extracted = _extract(path)
    printed = _pitch(extracted)
    pages = [_with_empty_cells(_rows_joined(page, printed)) for page in extracted]
    pitch = _pitch(pages)
    lines = [
        line for number, placed in enumerate(pages, start=1) for line in _page_lines(placed, number, pitch)
    ]
    text = "\n\f".join("\n".join(_text(line) for line in placed) for placed in pages)
    return Source(lines=lines, text=text, paged=True)


def _text(line: Placed) -> str:
    return "\t".join(text for text, _ in line[0])


def _extract(path: Path) -> list[list[Placed]]:
    try:
        done = subprocess.run(  # the folder comes last: it must not shadow the standard library
            [sys.executable, "-P", "-c", CHILD, str(path), str(FOLDER)],
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(REFUSALS["slow"].format(name=path.name)) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:  # it was killed, or pdfium fell over
        raise Unreadable(REFUSALS["damaged"].format(name=path.name)) from error
    if "error" in answer:
        raise Unreadable(REFUSALS[answer["error"]].format(name=path.name))
    pages: list[list[Placed]] = answer["pages"]
    return pages


def _pitch(pages: list[list[Placed]]) -> float:
    """The usual distance from one line of a paragraph to the next, over the whole document.

    The line above has to be a full one: below a short one a paragraph may have ended, and paragraph gaps must not count.
    """
    widest = max((len(_text(line)) for page in pages for line in page if len(line[0]) == 1), default=0)
    steps: list[float] = []
    inside: list[float] = []
    for page in pages:
        for above, below in itertools.pairwise(page):
            step = above[1] - below[1]
            if above[4] == below[4] and 4 < step < 60:
                steps.append(step)
                if len(_text(above)) > 0.8 * widest:
                    inside.append(step)
    best = sorted(inside if len(inside) > 4 else steps)
    return best[len(best) // 3] if best else 14.0  # low third: what gaps are left must not pull it up


def _rows_joined(page: list[Placed], pitch: float) -> list[Placed]:
    """The lines of a table's cells, put together into rows.

    Cells are often centred, so that lines stand half a line apart: what is closer than a line is one row. A whole line
    below, a piece belongs to the row only if it starts where a cell starts; where rows stand further apart than the
    lines of a paragraph, a whole line may be as far below as in a paragraph.
    """
    joined: list[Placed] = []
    step = min([pitch, *_steps_below_rows(page)])
    wrapped = 1.03 * step if _rows_apart(page) > 1.15 * step else 0.0
    for line in page:
        row = joined[-1] if joined else None
        distance = row[1] - line[1] if row is not None else 0.0
        if (
            row is not None
            and row[4] == line[4]
            and (
                distance < 0.75 * min(row[2], line[2])
                or (
                    _is_row(row)
                    and distance < max((1.6 if _numbered(row) else 1.05) * row[2], wrapped)
                    and _continues(row, line)
                )
            )
        ):
            joined[-1] = (_joined(row[0], line[0]), line[1], row[2], row[3], row[4])
        else:
            joined.append(line)
    return joined


def _rows_apart(page: list[Placed]) -> float:
    """The least distance from a row to the next one of as many cells, whatever wrapped lines stand between."""
    bases: dict[int, list[float]] = {}
    for line in page:
        if _is_row(line):
            bases.setdefault(len(line[0]), []).append(line[1])
    widest = bases.get(max(bases, default=0), [])
    return min((a - b for a, b in itertools.pairwise(widest) if a - b > 4), default=0.0)


def _steps_below_rows(page: list[Placed]) -> list[float]:
    """How far below a row the lines stand that may go on with its cells."""
    return [
        row[1] - line[1]
        for row, line in itertools.pairwise(page)
        if row[4] == line[4]
        and row[1] - line[1] > 0.75 * min(row[2], line[2])
        and _is_row(row)
        and _continues(row, line)
    ]


def _is_row(line: Placed) -> bool:
    return len(line[0]) > 2 or (len(line[0]) == 2 and bool(read_start(line[0][0][0]).rest))


def _numbered(row: Placed) -> bool:
    """A row whose first cell is only its number: what stands below its other cells, however far, goes on with them."""
    return re.fullmatch(r"[A-Z]{0,2}\d{1,2}[.)]?", row[0][0][0].strip()) is not None


def _continues(row: Placed, line: Placed) -> bool:
    """Whether each piece of a line starts where a cell of the row does, and none starts a clause."""
    starts = [left for _, left in row[0]]
    placed = all(any(abs(left - start) < 3 for start in starts) for _, left in line[0])
    return placed and len(line[0]) < len(row[0]) and not read_start(line[0][0][0]).label


def _joined(cells: list[Piece], more: list[Piece]) -> list[Piece]:
    joined = [(text, left) for text, left in cells]
    for text, left in more:
        place = next((n for n, (_, start) in enumerate(joined) if abs(start - left) < 3), None)
        if place is None:
            joined.append((text, left))
        else:
            joined[place] = (f"{joined[place][0]} {text}", joined[place][1])
    return sorted(joined, key=lambda cell: cell[1])


def _with_empty_cells(page: list[Placed]) -> list[Placed]:
    """Print leaves nothing where a cell is empty: a row that has fewer cells than others of its table says by their places which."""
    filled: list[Placed] = []
    for is_row, run in itertools.groupby(page, key=_is_row):
        rows = list(run)
        widest = max(rows, key=lambda row: len(row[0]))[0]
        starts = [left for _, left in widest]
        filled += [_spread(row, starts) if is_row else row for row in rows]
    return filled


def _spread(row: Placed, starts: list[float]) -> Placed:
    places = [
        next((n for n, start in enumerate(starts) if abs(start - left) < 3), None) for _, left in row[0]
    ]
    if len(row[0]) == len(starts) or None in places or len(set(places)) < len(places):
        return row
    cells = dict(zip(places, row[0], strict=True))
    return ([cells.get(n, ("", start)) for n, start in enumerate(starts)], *row[1:])


def _page_lines(placed: list[Placed], page: int, pitch: float) -> list[SourceLine]:
    usual = statistics.median(line[2] for line in placed) if placed else 0.0
    lines: list[SourceLine] = []
    above: float | None = None
    region = placed[0][4] if placed else 0
    for line in placed:
        text, (_, bottom, height, bold, part) = _text(line), line
        cut, region = part != region, part
        gap = cut or above is None or above - bottom > 1.35 * pitch
        heading = (bold or height > 1.2 * usual) and len(text) < 120
        cells = tuple(piece for piece, _ in line[0]) if _is_row(line) else None
        indent = line[0][0][1]
        lines.append(
            SourceLine(text, page, page=page, gap=gap, heading=heading, indent=indent, cells=cells, cut=cut)
        )
        above = bottom
    return lines
