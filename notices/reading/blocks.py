"""Stage 3: lines become blocks: headings, lead-ins, labelled or bulleted items, paragraphs, rows of tables.

The hard question is whether a line carries on the block before it, across a line's end, a page's end or a footnote.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from .cells import is_figure
from .columns import column_roles
from .hyphens import join
from .labels import Label, Start, read_start
from .mending import Line
from .wording import ends_closed, ends_open, runs_on, starts_as_order, starts_lower

WRAPPED_AT_MOST = 160  # a longer line is a whole paragraph, not a line of one
FIELD = re.compile(
    r"^(?:to|from|of|name|address|date|dated|signed|signature|re|ref|subject|issued(?: on| by)?|date of issue|issue date|"
    r"for the attention of|cc)\s*:|^(?:to|address):?\s+name\b|^address\b(?=\s+[A-Z0-9])|^dated\b|^signed\b|"
    r"^date\b\s*(?=\d|[._]{2,}|$)",
    re.I,
)
# Phrases that always start something of their own, even in small letters.
FRESH = re.compile(
    r"^(?:on the basis of (?:the )?evidence|the following measure|in respect of the above|failure to comply|now,? therefore|(?-i:The|Accordingly,? the) secretary of state\b[^.;]{0,120}\bdirects?\b|"
    r"whereas\b|(?-i:NOW|AND|WHEREFORE|THEREFORE|ACCORDINGLY)\b,?(?=\s[a-z])|(?-i:NOW|AND|WHEREFORE|THEREFORE|ACCORDINGLY),? (?:the secretary of state|it is\b)|improvement against the above|this (?:improvement )?notice is|taking account of the measures|"
    r"(?-i:(?:For and on|Signed on|On|Signed by|By) (?:behalf|authority) of the (?:Secretary|Department|Minister)))",
    re.I,
)
LABELLED_FIELD = re.compile(r"[A-Z][\w'’ ]{1,30}:\s\S")  # "On account of: poor performance in …"
DATE_ALONE = re.compile(r"^\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? (?:19|20)\d\d$")
DAY_LAST = re.compile(r"(?<![\d.])(?:[12]?\d|3[01])(?:st|nd|rd|th)?$")
MONTH_FIRST = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


class BlockKind(StrEnum):
    TEXT = "text"
    ROW = "row"


@dataclass
class Block:
    """A piece of text that stands on its own, with the lines that it came from."""

    start: Start
    lines: list[Line]
    text: str
    kind: BlockKind = BlockKind.TEXT
    gap: bool = True
    cut: bool = False  # something stood between it and the block before
    heading: bool = False
    mends: list[int] = field(default_factory=list)  # lines where text was joined across a cut
    places: list[int] = field(default_factory=lambda: [0])  # where in the text each line starts

    @property
    def label(self) -> Label | None:
        return self.start.label

    @property
    def bullet(self) -> bool:
        return self.start.bullet

    @property
    def numbers(self) -> tuple[int, int]:
        return self.lines[0].number, self.lines[-1].last or self.lines[-1].number

    @property
    def indent(self) -> float:
        return self.lines[0].indent

    @property
    def cells(self) -> tuple[str, ...] | None:
        return self.lines[0].cells

    @property
    def marked(self) -> bool:
        return self.label is not None or self.bullet


def make_blocks(lines: list[Line]) -> list[Block]:
    tables = _table_rows(lines)
    widths = _run_widths(lines)
    words = Counter(
        word.casefold() for line in lines for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", line.text)
    )
    weak = _weak_labels(lines)
    lower_style = _lower_case_items(lines)
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        if index in tables:
            blocks.append(Block(Start(None, False, ""), [line], line.text, BlockKind.ROW, line.gap, line.cut))
            continue
        start = read_start(line.text)
        if start.label is not None and start.label.weak and index not in weak:
            start = Start(
                None, start.bullet, f"{start.label.text} {start.rest}" if start.bullet else line.text
            )
        before = blocks[-1] if blocks else None
        if (
            before is not None
            and before.kind is BlockKind.TEXT
            and _carries_on(before, line, start, width=widths[index - 1], lower_style=lower_style)
        ):
            if line.cut and not (ends_open(before.text) or starts_lower(line.text) or runs_on(line.text)):
                before.mends.append(line.number)
            before.places.append(len(before.text))
            before.text = join(before.text, line.text, words)
            before.lines.append(line)
            continue
        text = start.rest if (start.label or start.bullet) else line.text
        blocks.append(Block(start, [line], text, gap=line.gap, cut=line.cut, heading=line.heading))
    return [block for block in blocks if block.text]


def _carries_on(before: Block, line: Line, start: Start, *, width: int, lower_style: bool) -> bool:
    last, text = before.lines[-1].text, line.text
    if not before.text or (len(before.lines) == 1 and before.marked and not before.start.rest):
        return start.label is None and not start.bullet  # its label stood on a line of its own
    if start.label is not None and not _false_label(before, line, start):
        return False
    if start.bullet and not (
        not line.gap and ends_open(last) and starts_lower(start.rest) and len(last) > 0.7 * width
    ):
        return False
    if (
        FRESH.match(text)
        or (FIELD.match(text) and not text[0].islower())
        or (FIELD.match(last) and not line.gap and len(before.lines) == 1 and len(last) < 60)
    ):
        return False
    if line.heading and not before.heading:
        return False
    if before.heading and not line.heading:
        return not line.gap and ends_open(last) and starts_lower(text)
    if not line.gap:
        return _same_paragraph(last, text, width=width, heading=before.heading and line.heading)
    return _across_gap(before, line, lower_style=lower_style)


def _false_label(before: Block, line: Line, start: Start) -> bool:
    """A line that only looks labelled: the number or letter ends the sentence before it ("under section / 17. The")."""
    if line.gap or start.bullet or ends_closed(before.lines[-1].text):
        return False
    return bool(
        re.search(
            r"\b(?:section|sections|regulation|chapter|paragraph|page|part|s|no)\.?$", before.text, re.I
        )
    )


def _same_paragraph(last: str, text: str, *, width: int, heading: bool) -> bool:
    """Two lines with no space between them. A full line runs on; a short one that has come to a stop does not."""
    if heading:
        return True
    first_word = text.split(maxsplit=1)[0]
    full = len(last) <= WRAPPED_AT_MOST and len(last) + 1 + len(first_word) > width
    if DATE_ALONE.match(text) and not ends_open(last):
        return False
    if DAY_LAST.search(last) and MONTH_FIRST.match(text):
        return True  # "… by 31 / December 2020”."
    if ends_closed(last):
        return full and not last.rstrip().endswith(":")
    if starts_lower(text) or ends_open(last) or runs_on(text):
        return True
    return full or (len(last) > 0.75 * width and len(last) <= WRAPPED_AT_MOST)


# "What the Council must do": a heading, though it ends in a little word.
ASKING = re.compile(
    r"(?:what|how|why|when|who|where)\b(?=.{0,50}\b(?:must|will|shall|should|can|have|is|are|do|does)\b)[^,.;:]{5,64}$",
    re.I,
)


def _across_gap(before: Block, line: Line, *, lower_style: bool) -> bool:
    """Space, or a page's end or a footnote, between: only a sentence that plainly has not finished runs on."""
    last, text = before.text, line.text
    if ends_closed(last) or (len(before.lines) == 1 and ASKING.match(last)):
        return False
    if ends_open(last):
        return not _looks_like_heading(text)
    if runs_on(text):
        return True
    if starts_lower(text):
        return not lower_style and (line.cut or len(last) > 40)
    if LABELLED_FIELD.match(last) and len(before.lines) == 1:
        return False
    if (
        line.cut and len(last) > 60
    ):  # a sentence cut at a page's end, carried on with a name: "… the / Board should"
        return (
            not starts_as_order(text)
            and not _looks_like_heading(text)
            and (len(text) > 80 or ends_closed(text))
        )
    return False


def _looks_like_heading(text: str) -> bool:
    return len(text) < 70 and text[:1].isupper() and not ends_closed(text) and not ends_open(text)


def _run_widths(lines: list[Line]) -> list[int]:
    """For each line, the width at which its paragraph wraps: that of the run of lines that it stands in, or the document's."""
    widths = [0] * len(lines)
    usual = _usual_width(lines)
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap:
            lengths = [len(line.text) for line in lines[first:index] if len(line.text) <= WRAPPED_AT_MOST]
            longest = max(lengths, default=0)
            width = longest if _wraps(lengths) else max(longest, usual)
            widths[first:index] = [width] * (index - first)
            first = index
    return widths


def _wraps(lengths: list[int]) -> bool:
    """Lines of one wrapped paragraph are nearly as long as one another, but for the last."""
    inner = lengths[:-1]
    return len(inner) >= 2 and sum(length >= 0.85 * max(lengths) for length in inner) >= 0.6 * len(inner)


def _usual_width(lines: list[Line]) -> int:
    """The width at which the document wraps; 0 if its lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines)
    if not lengths or lengths[-1] > 1.6 * WRAPPED_AT_MOST:
        return 0
    return lengths[int(len(lengths) * 0.9)]


def _weak_labels(lines: list[Line]) -> set[int]:
    """Bare numbers and letters that count up from one another ("1 Ensure …", "2 Review …"); others are no labels."""
    found = [(i, read_start(line.text).label) for i, line in enumerate(lines)]
    keep: set[int] = set()
    for shape in ("weak", "weak-letter"):
        counted = [(i, label.readings) for i, label in found if label is not None and label.shape == shape]
        for (a, first), (b, second) in itertools.pairwise(counted):
            if any((family, ordinal + 1) in second for family, ordinal in first):
                keep |= {a, b}
    labelled = [(i, label) for i, label in found if label is not None]
    for (i, label), (_, following) in itertools.pairwise(labelled):
        if label.weak and following.path[:1] == (label.text,):  # "1 Practice", then "1.1"
            keep.add(i)
    return keep


def _lower_case_items(lines: list[Line]) -> bool:
    """Whether the document's items start with small letters, so that a small letter does not mean "carried on"."""
    starts = [
        start
        for line in lines
        if (start := read_start(line.text)).bullet or (start.label is not None and not start.label.weak)
    ]
    lower = sum(starts_lower(start.rest) for start in starts)
    return len(starts) > 2 and lower > 0.6 * len(starts)


def _table_rows(lines: list[Line]) -> set[int]:
    """Rows of tables: at least two rows in a run, of at least two cells, with the same number of cells or nearly."""
    rows: set[int] = set()
    first = 0
    while first < len(lines):
        last = first
        while (
            last < len(lines)
            and (lines[last].cells is not None or (last > first and _stands_between_rows(lines, last)))
            and (last == first or not _starts_item(lines[last]))
        ):
            last += 1
        run = lines[first:last]
        if len(run) >= 2 and _is_table(run):
            rows |= set(range(first, last))
        first = max(last, first + 1)
    return rows


def _stands_between_rows(lines: list[Line], index: int) -> bool:
    """A title in the middle of a table: rows of figures stand above and below it, and no other table begins."""
    above, below = lines[index - 1].cells, lines[index + 1].cells if index + 1 < len(lines) else None
    title = lines[index].text
    return (
        above is not None
        and below is not None
        and len(above) == len(below) > 2
        and not column_roles(below, [line.cells or () for line in lines[index + 2 : index + 6]])
        and any(map(is_figure, below))
        and len(title) < 70
        and not ends_closed(title)
        and read_start(title).label is None
    )


def _starts_item(line: Line) -> bool:
    return FIELD.match(line.text) is not None


def _is_table(run: list[Line]) -> bool:
    counts = Counter(len(line.cells or ()) for line in run)
    width, times = counts.most_common(1)[0]
    labels_only = all(
        read_start((line.cells or ("",))[0]).rest == "" and (line.cells or ("",))[0] for line in run
    )
    return width >= 2 and times >= 0.6 * len(run) and not (width == 2 and labels_only)
