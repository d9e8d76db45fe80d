"""Stage 2: source lines become clean lines. Page numbers, repeated heads and footnotes go; where one stood is remembered
as a cut, for the sentence may run on across it.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from . import footnotes
from .aligned import with_rows
from .result import Footnote
from .scanning import closed_up
from .sources import Source, SourceLine

PAGE_NUMBER = re.compile(
    r"^[\s\-–—|\[(]*(?:p\s?a\s?g\s?e|p\.?)?\s*\d{1,3}\s*(?:(?:of|/)\s*\d{1,3})?\s*(?:[|\s]*p\s?a\s?g\s?e)?[\s\-–—|\])]*$",
    re.I,
)
# "- 3 -", "Page 3 of 7", "Hartlepool        page 1 of 3": these are page numbers wherever they stand.
PAGE_MARK = re.compile(
    r"^\s*(?:[-–—|\[]\s*\d{1,3}\s*[-–—|\]]|\(?page\s+\d{1,3}(?:\s+of\s+\d{1,3})?\)?|\d{1,3}\s*\|\s*p\s?a\s?g\s?e|"
    r"\S.{0,70}?(?:\s{3,}|\t|\s[|–-]\s)page\s+\d{1,3}(?:\s+of\s+\d{1,3})?)\s*$",
    re.I,
)
LABEL_ALONE = re.compile(r"^\s*(?:\(\d{1,3}\)|\d{1,3}\))\s*$")
MARKING = re.compile(
    r"^\W*(?:official(?:[\s:–—-]+sensitive)?|restricted|protect|unclassified|not protectively marked|in confidence|"
    r"p\.?\s?t\.?\s?o\.?|/?\s*\(?cont(?:inued|'d|d)?\.{0,3}\)?(?: overleaf)?)\W*$",
    re.I,
)
STAMP = re.compile(
    r"^\W*(?:D\s?R\s?A\s?F\s?T|COPY|WITHDRAWN|SUPERSEDED|CANCELLED|SPECIMEN|CONFIDENTIAL|OFFICIAL COPY|FINAL DRAFT|DRAFT COPY)\W*$"
)
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
TAG = re.compile(r"</?(?:i|b|u|em|strong|span|p|div|br|font|small|center)\b[^>]{0,200}>", re.I)
RAISED_TAG = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.I)
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{1,400}?)(?<=[^\s*])\*(?![\w*])")
UNDERSCORES = re.compile(r"(?<![\w/_])_(?=[^\s_])([^_]{1,400}?)(?<=[^\s_])_(?![\w/_])")
RAISED = str.maketrans("0123456789", footnotes.SUPERSCRIPT[:10])
REPAIRS = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "", "\u200b": "", "\ufeff": "",
     "\u200e": "", "\u200f": "", "\u2010": "-", "\u2011": "-", "\u2028": " ", "\u0085": " ",
     "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A clean line. `cut`: something (a page's end, a footnote) stood between it and the line before."""

    text: str
    number: int
    page: int
    gap: bool
    cut: bool
    heading: bool
    indent: float
    cells: tuple[str, ...] | None = None
    last: int | None = None  # the last line of a row that takes several


@dataclass
class Mended:
    lines: list[Line]
    footnotes: list[Footnote] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # what is stamped over the pages ("DRAFT")


def mend(source: Source) -> Mended:
    cleaned = with_rows([clean(line) for line in source.lines])
    vocabulary = {word for line in cleaned for word in re.findall(r"[A-Za-z]{3,}", line.text)}
    cleaned = [_together(line, vocabulary) for line in cleaned]
    furniture = _furniture(cleaned, paged=source.paged)
    texts = [line.text for line in cleaned]
    marks, letters = footnotes.square_marks(texts), footnotes.letter_marks(texts)
    signs = footnotes.signs_with_a_body(texts)
    last = footnotes.the_end(texts)
    foot = _feet(cleaned, furniture) if source.paged else set()
    lines: list[Line] = []
    notes: list[tuple[str | None, list[str]]] = []
    in_note, cut, gap, after_rule, under_head = False, False, False, False, False
    page = cleaned[0].page if cleaned else 1
    for index, line in enumerate(cleaned):
        new_page = line.page != page
        page = line.page
        if new_page or line.cut:
            cut, in_note, after_rule = True, False, False
        if index in furniture:
            is_rule = bool(footnotes.RULE.match(line.text))
            cut = cut or furniture[index]
            gap, in_note = True, in_note and not is_rule
            after_rule = (is_rule and not _underlines(cleaned, index)) or after_rule
            continue
        if index > last and footnotes.NOTES_HEAD.match(line.text):
            cut = gap = under_head = True
            continue
        start = footnotes.note_start(line.text, after_rule=after_rule, marks=marks, signs=signs)
        if start is None and (index > last or index in foot):
            start = footnotes.note_at_the_end(line.text, letters=letters, under_head=under_head)
        if start is not None:
            notes.append((start.label, [start.rest]))
            cut, gap, in_note = True, True, True
            continue
        if footnotes.URL.match(line.text) and " " not in line.text.strip():
            notes[-1][1].append(line.text) if in_note else notes.append((None, [line.text]))
            cut, gap = True, True
            continue
        if in_note and not line.gap:
            notes[-1][1].append(line.text)
            continue
        in_note = after_rule = False
        lines.append(
            Line(
                text=line.text.strip(),
                number=line.number,
                page=line.page,
                gap=line.gap or gap or not lines,
                cut=cut,
                heading=line.heading,
                indent=line.indent,
                cells=line.cells,
                last=line.last,
            )
        )
        cut = gap = False
    mended = _without_marks(
        lines, [*source.footnotes, *(footnotes.note(label, parts) for label, parts in notes)]
    )
    mended.marks = [line.text.strip() for line in cleaned if STAMP.match(line.text)]
    return mended


def _feet(lines: Sequence[SourceLine], furniture: Mapping[int, bool]) -> set[int]:
    """The notes that stand at the foot of a page without a sign of their own."""
    feet: set[int] = set()
    for page in {line.page for line in lines}:
        here = [n for n, line in enumerate(lines) if line.page == page and n not in furniture]
        feet |= {here[n] for n in footnotes.at_the_foot([lines[n].text for n in here])}
    return feet


def _together(line: SourceLine, vocabulary: set[str]) -> SourceLine:
    closed = closed_up(line.text, vocabulary)
    return line if closed == line.text else replace(line, text=closed, cells=None, heading=True)


def _without_marks(lines: list[Line], notes: list[Footnote]) -> Mended:
    labels = {note.label for note in notes if note.label}

    def unmarked(text: str) -> str:
        return _spaces(footnotes.without_marks(text, labels))

    clean = [
        replace(line, text=unmarked(line.text), cells=line.cells and tuple(map(unmarked, line.cells)))
        for line in lines
    ]
    return Mended([line for line in clean if line.text], notes)


def clean(line: SourceLine) -> SourceLine:
    """The characters of one line repaired, and the marks of Markdown and HTML taken off."""
    text = unicodedata.normalize("NFC", line.text).translate(REPAIRS)
    heading, cells = line.heading, line.cells
    if "<" in text:
        text = RAISED_TAG.sub(lambda found: found[1].translate(RAISED), text)
        text = TAG.sub("", text)
        text = re.sub(r"<((?:https?://|www\.)[^>\s]*)>", r"\1", text)
    if "&" in text:
        text = html.unescape(text).replace("\u00a0", " ")
    found = re.match(r"^\s{0,3}(#{1,6})\s+(?=\S)", text)
    if found:
        text, heading = text[found.end() :].rstrip("# "), True
    text = re.sub(r"^\s{0,3}>\s?", "", text)
    if re.search(r"[*_~\\]", text):
        if re.fullmatch(r"\s*\*\*[^*]+\*\*\s*", text) and len(text) < 120:
            heading = True
        text = text.replace("**", "").replace("~~", "")
        text = EMPHASIS.sub(r"\1", text)
        text = UNDERSCORES.sub(r"\1", text)
        text = re.sub(r"\\([-.*_()#\[\]>!])|\\$", r"\1", text)
    return replace(line, text=text, heading=heading, cells=cells or split_cells(text))


def _underlines(lines: list[SourceLine], index: int) -> bool:
    """Whether a rule only underlines the heading above it, as Markdown and typewriters do: no footnotes stand below it."""
    rule, above = lines[index], lines[index - 1].text.strip() if index else ""
    return (
        bool(re.fullmatch(r"\s*(?:-+|=+)\s*", rule.text))
        and not rule.gap
        and abs(len(rule.text.strip()) - len(above)) <= 3
    )


# The second line of a table's header, where only two columns have one: "(Sept 2013)   (March 2014)".
OF_A_HEAD = re.compile(r"\([^()]{3,30}\)|(?:by )?[\w ]{0,14}\b(?:19|20)\d\d(?:\s?[-/–]\s?\d\d)?")


def split_cells(text: str) -> tuple[str, ...] | None:
    """The cells of a table's row: between upright bars, tabs, or at least three columns of wide spaces."""
    stripped = text.strip()
    if stripped.count("|") >= 2 or (
        stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 2
    ):
        cells = [_spaces(cell) for cell in stripped.removeprefix("|").removesuffix("|").split("|")]
        if stripped.startswith("|") and len(cells) > 2 and any(cells):
            return tuple(cells)  # a title over rows of the table
    elif "\t" in stripped:
        cells = [_spaces(cell) for cell in re.split(r"\t+", stripped)]
    else:
        cells = [_spaces(cell) for cell in re.split(r"\s{3,}", stripped)]
        under_a_head = len(cells) == 2 and re.match(r"\s{12}", text) and all(map(OF_A_HEAD.fullmatch, cells))
        if len(cells) < 3 and not under_a_head:
            return None
    return tuple(cells) if sum(bool(cell) for cell in cells) >= 2 else None


def _furniture(lines: list[SourceLine], *, paged: bool) -> dict[int, bool]:
    """Lines that belong to the page and not to the text; True where the text may run on across them."""
    found: dict[int, bool] = {}
    edges = _page_edges(lines) if paged else set()
    for index, line in enumerate(lines):
        below_gap = index + 1 >= len(lines) or lines[index + 1].gap or lines[index + 1].page != line.page
        alone = (line.gap or index in edges) and (below_gap or index in edges)
        if TABLE_RULE.match(line.text) and "|" in line.text:
            found[index] = False
        elif (
            footnotes.RULE.match(line.text)
            or MARKING.match(line.text)
            or PAGE_MARK.match(line.text)
            or (STAMP.match(line.text) and index > 0)
            or (alone and PAGE_NUMBER.match(line.text) and not LABEL_ALONE.match(line.text))
        ):
            found[index] = True
    if not paged:
        found |= _counted_pages(lines, found)
    _repeated(lines, edges, found, paged=paged)
    return found


def _counted_pages(lines: list[SourceLine], found: dict[int, bool]) -> dict[int, bool]:
    """Bare numbers in the middle or at the right of the sheet that count up: page numbers with no space below them."""
    bare = [
        (index, int(re.sub(r"\D", "", line.text)))
        for index, line in enumerate(lines)
        if index not in found
        and line.indent >= 12
        and PAGE_NUMBER.match(line.text)
        and not LABEL_ALONE.match(line.text)
        and re.fullmatch(r"\D*\d{1,3}\D*", line.text)
    ]
    return {
        place: True
        for (first, low), (second, high) in itertools.pairwise(bare)
        if high == low + 1
        for place in (first, second)
    }


def _page_edges(lines: list[SourceLine]) -> set[int]:
    """The first and last two lines of each page."""
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    return {index for indexes in by_page.values() for index in (*indexes[:2], *indexes[-2:])}


def _repeated(lines: list[SourceLine], edges: set[int], found: dict[int, bool], *, paged: bool) -> None:
    """Running heads and feet: the same short line at the edge of several pages, or beside several page numbers."""

    def key(index: int) -> str:
        return re.sub(r"\d+", "#", _spaces(lines[index].text).casefold())

    if paged:
        beside = edges
    else:
        beside = {
            i for number in found for i in (number - 1, number + 1) if 0 <= i < len(lines) and found[number]
        }
    candidates = [i for i in sorted(beside) if i not in found and len(lines[i].text) < 100]
    counts = Counter(key(i) for i in candidates)
    seen: set[str] = set()
    for index in candidates:
        if counts[key(index)] < 2 or not re.search(r"[A-Za-z]{3}", lines[index].text):
            continue
        first = key(index) not in seen
        seen.add(key(index))
        if not (first and index <= 2):  # on its first page the running head is the title
            found[index] = True


def _spaces(text: str) -> str:
    return " ".join(text.split())
