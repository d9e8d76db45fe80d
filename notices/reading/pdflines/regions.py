"""The parts of a page in reading order: what stands across it, then the left column, then the right one.

Two columns of prose are told from a table by their rows: in a table the cells of a row start at one height.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from .rows import Run, bounds, split_wide

SIGNATURE = re.compile(r"(signed|dated?)\b", re.IGNORECASE)
LEAST_LINES = 4  # fewer lines beside one another are no columns


@dataclass(frozen=True)
class Segment:
    run: Run
    left: float
    right: float
    base: float
    height: float

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.run).strip()


def regions(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs in groups, each to be read on its own from the top. One group, if the page has one column."""
    parts = [s for run in runs for part in split_wide(run) if (s := _segment(part))]
    segments = _with_marks(without_margin_numbers(parts))
    gutter = _gutter(segments)
    if gutter is None:
        return [[s.run for s in segments]]
    ordered = sorted(segments, key=lambda s: -s.base)
    groups: list[list[Run]] = [[]]
    for band, columns in _bands(ordered, gutter):
        if not columns:
            groups[-1] += [s.run for s in band]
            continue
        head, body, foot = _trimmed(band, gutter)
        groups[-1] += [s.run for s in head]
        groups.append([s.run for s in body if s.right <= gutter])
        groups.append([s.run for s in body if s.right > gutter])
        groups.append([s.run for s in foot])
    return [group for group in groups if group]


def _segment(run: Run) -> Segment | None:
    box = bounds(run)
    if box is None:
        return None
    inked = [c for c in run if not c.text.isspace()]
    return Segment(run, min(c.left for c in inked), max(c.right for c in inked), *box)


def _with_marks(segments: list[Segment]) -> list[Segment]:
    """Raised marks of footnotes, which the file keeps apart, go with the words that they stand at."""
    joined: list[Segment] = []
    marks = [s for s in segments if len(s.text) <= 2 and s.text.isdigit()]
    others = [s for s in segments if s not in marks]
    for mark in marks:
        beside = [
            (min(abs(s.right - mark.left), abs(mark.right - s.left)), index)
            for index, s in enumerate(others)
            if abs(s.base - mark.base) < 0.6 * s.height and mark.height < 0.95 * s.height
        ]
        if not beside or min(beside)[0] > 0.8 * mark.height:
            joined.append(mark)
            continue
        index = min(beside)[1]
        host = others[index]
        others[index] = Segment(
            host.run + mark.run,
            min(host.left, mark.left),
            max(host.right, mark.right),
            host.base,
            host.height,
        )
    return others + joined


def _gutter(segments: Sequence[Segment]) -> float | None:
    """The place near the middle that the most lines in columns leave free."""
    if len(segments) < 2 * LEAST_LINES:
        return None
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    width = right - left
    starts = {
        round(s.left - 3) for s in segments if left + 0.35 * width < s.left < left + 0.68 * width
    }  # a column starts somewhere
    best: tuple[int, float] | None = None
    ordered = sorted(segments, key=lambda s: -s.base)
    for place in sorted(starts):
        lines = sum(len(band) for band, columns in _bands(ordered, place) if columns)
        if lines and (best is None or lines > best[0]):
            best = (lines, place)
    return best[1] if best else None


def _bands(ordered: Sequence[Segment], gutter: float) -> list[tuple[list[Segment], bool]]:
    """The page from the top, cut where something stands across the gutter; True for a band of two columns."""
    bands: list[tuple[list[Segment], bool]] = []
    band: list[Segment] = []
    for segment in ordered:
        if segment.left < gutter < segment.right:
            if band:
                bands.append((band, _two_columns(band, gutter)))
            bands.append(([segment], False))
            band = []
        else:
            band.append(segment)
    if band:
        bands.append((band, _two_columns(band, gutter)))
    return bands


def _two_columns(band: Sequence[Segment], gutter: float) -> bool:
    left = [s for s in band if s.right <= gutter]
    right = [s for s in band if s.left >= gutter]
    if len(left) < LEAST_LINES or len(right) < LEAST_LINES:
        return False
    top, bottom = min(left[0].base, right[0].base), max(left[-1].base, right[-1].base)
    shared = [[s for s in side if bottom - 1 <= s.base <= top + 1] for side in (left, right)]
    if min(len(side) for side in shared) < LEAST_LINES:
        return False
    return all(_is_prose(side) for side in shared) and not _is_table(*shared)


def _is_prose(side: Sequence[Segment]) -> bool:
    """Most lines fill the column, and hold words rather than figures."""
    width = max(s.right for s in side) - min(s.left for s in side)
    full = sum(s.right - s.left > 0.6 * width for s in side)
    words = statistics.mean(len(s.text.split()) for s in side)
    return full >= 0.5 * len(side) and words >= 3


def _is_table(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether paragraphs on the two sides start at the same heights: then they are the cells of rows."""
    numbers = [_numbers(side) for side in (left, right)]
    if all(numbers) and numbers[0] == sorted(numbers[0]) and numbers[0][-1] < numbers[1][0]:
        return False  # the numbering runs down the left column and on down the right one
    heights = [_starts(side) for side in (left, right)]
    fewer, more = sorted(heights, key=len)
    if len(fewer) < 2:
        return False
    together = sum(any(abs(a - b) < 3 for b in more) for a in fewer)
    return together > 0.75 * len(fewer)


def _numbers(side: Sequence[Segment]) -> list[int]:
    """The numbers of the clauses that start on this side."""
    return [int(found[1]) for s in side if (found := re.match(r"\(?(\d{1,3})[.)]\s", s.text))]


def _starts(side: Sequence[Segment]) -> list[float]:
    """Where paragraphs start: at the top, and below a gap."""
    steps = [a.base - b.base for a, b in itertools.pairwise(side) if a.base - b.base > 2]
    pitch = statistics.median_low(steps) if steps else 0.0
    starts = [side[0].base]
    for above, below in itertools.pairwise(side):
        if above.base - below.base > 1.25 * pitch:
            starts.append(below.base)
    return starts


def _trimmed(band: Sequence[Segment], gutter: float) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """A band without the page's head and foot, which stand apart from it."""
    body = list(band)
    pitch = statistics.median(s.height for s in body) * 1.3
    head: list[Segment] = []
    foot: list[Segment] = []
    for count in (1, 2):
        if len(body) > count + 2 * LEAST_LINES:
            if not foot and body[-count - 1].base - body[-count].base > 1.9 * pitch:
                foot, body = body[-count:], body[:-count]
            if not head and body[count - 1].base - body[count].base > 1.9 * pitch:
                head, body = body[:count], body[count:]
    signed = next((n for n, s in enumerate(body) if SIGNATURE.match(s.text)), len(body))
    if 2 * LEAST_LINES <= signed < len(body) and not any(s.right > gutter for s in body[signed:]):
        foot, body = body[signed:] + foot, body[:signed]  # it stands below both columns, however close
    return head, body, foot


def without_margin_numbers(segments: Sequence[Segment]) -> list[Segment]:
    """Numbers that count the lines in the margin are no text: 5, 10, 15 …, or one beside nearly every line."""
    words = [s for s in segments if len(s.text.split()) > 2]
    numbers = [s for s in segments if s.text.isdigit() and len(s.text) <= 4]
    if len(numbers) < 3 or not words:
        return list(segments)
    edge, far = (
        statistics.quantiles([s.left for s in words], n=10)[0] if len(words) > 1 else words[0].left,
        max(s.right for s in words),
    )
    for outside in ([s for s in numbers if s.right < edge - 3], [s for s in numbers if s.left > far + 3]):
        ordered = sorted(outside, key=lambda s: -s.base)
        values = [int(s.text) for s in ordered]
        steps = {b - a for a, b in itertools.pairwise(values)}
        if len(values) < 3 or len(steps) != 1:
            continue
        step = steps.pop()
        lines = len({round(s.base) for s in segments if s not in outside})
        if step in (2, 5, 10) or (step == 1 and len(values) > 0.7 * lines):
            dropped = set(map(id, ordered))
            return [s for s in segments if id(s) not in dropped]
    return list(segments)
