"""Characters become lines: runs that stand side by side are one line, in pieces where it has wide gaps."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .characters import Character, Found

SUPERSCRIPTS = str.maketrans("0123456789abcde", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ")
NARROW = 0.75  # of a letter's height: where three rows of a table leave so much at one place, a column starts
Run = list[Character]
Piece = tuple[str, float]  # text, left


@dataclass
class Row:
    base: float
    height: float
    characters: Run = field(default_factory=list)


def runs_of(found: Found) -> Iterator[Run]:
    """Runs of characters on one line: pdfium's own lines, taken apart where the next word stands higher or lower."""
    run: Run = []
    last: Character | None = None
    for character in found:
        inked = character is not None and not character.text.isspace()
        if character is None or (inked and last is not None and _steps(last, character)):
            if run:
                yield run
            run = []
            last = None
        if character is not None:
            run.append(character)
            last = character if inked else last
    if run:
        yield run


def _steps(last: Character, character: Character) -> bool:
    """A raised footnote mark stands close to its word; another cell's text stands apart."""
    height = last.top - last.bottom
    apart = character.left - last.right > 0.4 * height or character.left < last.left
    return height > 0 and apart and abs(character.bottom - last.bottom) > 0.3 * height


def bounds(run: Iterable[Character]) -> tuple[float, float] | None:
    """Baseline and height."""
    inked = [c for c in run if not c.text.isspace() and c.top > c.bottom]
    if not inked:
        return None
    return statistics.median(c.bottom for c in inked), statistics.median(c.top - c.bottom for c in inked)


def split_wide(run: Run) -> list[Run]:
    """A run taken apart at gaps as wide as between columns."""
    inked = [c for c in run if not c.text.isspace() and c.right > c.left]
    if not inked:
        return []
    height = statistics.median(c.top - c.bottom for c in inked)
    parts: list[Run] = [[]]
    last: Character | None = None
    for character in run:
        if character.text.isspace():
            parts[-1].append(character)
            continue
        if last is not None and character.left - last.right > 1.2 * height:
            parts.append([])
        parts[-1].append(character)
        last = character
    return [part for part in parts if any(not c.text.isspace() for c in part)]


def merged(runs: Iterable[Run]) -> list[Row]:
    """Runs that stand side by side become one line, wherever the file keeps them; lines come in order from the top.

    Runs that lie over one another (two lines of one cell, beside a cell of one line) stay apart.
    """
    rows: list[Row] = []
    for run in runs:
        box = bounds(run)
        if box is None:
            continue
        base, height = box
        for row in reversed(rows[-80:]):
            near = (
                0.55 if _mark(row.characters, row.height, height) or _mark(run, height, row.height) else 0.4
            )
            if abs(row.base - base) < near * max(row.height, height) and _beside(row.characters, run):
                row.characters.extend(run)
                if height > row.height:
                    row.base, row.height = base, height
                break
        else:
            rows.append(Row(base, height, list(run)))
    rows.sort(key=lambda row: -row.base)
    return rows


def _mark(run: Run, height: float, other: float) -> bool:
    """A raised footnote mark, in letters smaller than the line's."""
    return height < 0.9 * other and sum(not c.text.isspace() for c in run) <= 2


def _beside(characters: Run, run: Run) -> bool:
    left, right = min(c.left for c in run), max(c.right for c in run)
    return not any(c.left < right - 1 and left + 1 < c.right for c in characters if not c.text.isspace())


def written(row: Row, columns: Sequence[float] = (), gap: float = 1.6) -> tuple[list[Piece], bool]:
    """The pieces of a line between wide gaps, as (text, left), and whether it is bold.

    Small raised digits become superscripts. A piece starts at a wide gap (in heights of a letter), or at a smaller one
    where a column starts.
    """
    placed = [c for c in row.characters if c.right > c.left]
    placed = sorted(placed, key=lambda c: c.left) if _out_of_order(placed) else placed
    letters = [c for c in placed if c.text.isalnum()]
    tall = statistics.median(c.top - c.bottom for c in letters) if letters else row.height
    floor = statistics.median(c.bottom for c in letters) if letters else row.base
    texts: list[str] = []
    lefts: list[float] = []
    last: float | None = None
    spaced = in_word = False
    for c in placed:
        raised = (c.bottom - floor) / tall if tall else 0
        text = c.text
        lifted = text.isalpha() and raised > 0.15 and c.top - c.bottom < 0.9 * tall
        if text in "abcde" and lifted and not in_word and not (texts and texts[-1][-1:].isdigit()):
            text = text.translate(SUPERSCRIPTS)
        in_word = lifted  # the "d" of a raised "2nd" is no mark
        if text.isdigit() and (raised > 0.25 or (raised > 0.1 and c.top - c.bottom < 0.9 * tall)):
            text = text.translate(SUPERSCRIPTS)
        if text.isspace():
            spaced = True
            continue
        space = c.left - last if last is not None else 0
        column = space > 0.3 * tall and any(abs(c.left - start) < 1.2 for start in columns)
        if not texts or space > gap * tall or column:
            texts.append("")
            lefts.append(c.left)
        elif spaced or space > 0.15 * tall:
            texts[-1] += " "
        texts[-1] += text
        last, spaced = c.right, False
    bold = bool(letters) and sum(c.bold for c in letters) > 0.8 * len(letters)
    return [(" ".join(text.split()), round(left, 1)) for text, left in zip(texts, lefts, strict=True)], bold


def columns_by_row(rows: Sequence[Row]) -> list[list[float]]:
    """For each line, where the cells of its table start; nothing for lines of prose.

    A line with a wide gap may be a row. Its columns start where pieces of its neighbours start, however small its own gap.
    """
    lefts = [[left for _, left in written(row)[0]] for row in rows]
    wide = [len(own) > 1 for own in lefts]
    narrow = [[left for _, left in written(row, gap=NARROW)[0]][1:] for row in rows] if any(wide) else lefts
    columns: list[list[float]] = []
    for index, own in enumerate(lefts):
        around = slice(max(0, index - 7), index + 8)
        tabular = wide[index] or wide[max(0, index - 1) : index + 2] == [True, False, True]
        margin = min((left for other in lefts[around] for left in other[:1]), default=0.0) + 2
        near = [left for other in lefts[around] for left in other if left > margin]
        rowed = [left for other in lefts[around] if len(other) > 2 for left in other[1:]]
        shared = [left for left in near if sum(abs(left - other) < 2 for other in near) > 1]
        near = [left for other in narrow[around] for left in other] if any(wide[around]) else []
        close = [left for left in near if sum(abs(left - other) < 1.2 for other in near) > 2]
        tabular = tabular or sum(left in close for left in narrow[index]) > 1
        columns.append(shared + rowed + close if tabular and own else [])
    return columns


def _out_of_order(placed: Sequence[Character]) -> bool:
    return any(b.left < a.left - 1 for a, b in itertools.pairwise(placed))
