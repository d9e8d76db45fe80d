"""Where in the source text each value of a reading stands: ranges of characters, for the page that shows both side by side.

The reader mends what it reads (hyphens at line ends, labels, footnote marks, page furniture in the middle of a clause),
so a value is seldom one piece of the source. It is found again by aligning its words with the source's words, inside
the lines (pages, of a PDF) that the clause came from; what stands between two pieces is left out of the ranges.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .result import Item, Reading

Range = tuple[int, int]
WORD = re.compile(r"[^\W_\u2070-\u209c\u00b9\u00b2\u00b3]+")  # raised figures are footnote marks, not words
OPENING, CLOSING = "([“‘\"'£", ".,;:!?)]”’\"'%"
FURTHEST = 600  # words of furniture (a page's footnotes) between two pieces of one clause
ENOUGH = 0.8  # of a value's words must be found, else it has no place


def words_of(text: str) -> list[str]:
    return [_plain(match[0]) for match in WORD.finditer(text)]


def find_places(reading: Reading, *, pages: bool) -> dict[str, Any]:
    """Ranges of every value: requirements by their seq, the rest in the order of the reading. `pages`: of a PDF, whose
    items are numbered by page. An empty list: the value has no place of its own."""
    source = SourceWords(reading.source_text, pages=pages)
    items: dict[int, list[Piece]] = {}
    after = 0
    for item in reading.requirements:
        pieces = source.find(item.text, *item.lines, after=after) or source.find(item.text, *item.lines)
        items[item.seq] = pieces
        after = next((piece.index for piece in pieces), after)
    by_seq = {item.seq: item for item in reading.requirements}
    deadlines = _spans(source, by_seq, items, [(d.requirement, d.span) for d in reading.deadlines])
    targets = _spans(source, by_seq, items, [(t.requirement, t.span) for t in reading.targets])

    def term(requirement: int | None, what: tuple[Any, ...]) -> list[Range]:
        """A review or report: the words of its date, else the clause that asks for it."""
        for place, deadline in zip(deadlines, reading.deadlines, strict=True):
            if deadline.requirement == requirement and (deadline.date, deadline.offset) == what:
                return place
        return ranges(items.get(requirement or 0, []))

    signatory = reading.signatory
    return {
        "pages": pages,
        "requirements": {str(seq): ranges(pieces) for seq, pieces in items.items()},
        "deadlines": deadlines,
        "targets": targets,
        "reviews": [term(review.requirement, (review.date, review.offset)) for review in reading.reviews],
        "reports": [term(report.requirement, (report.date, report.offset)) for report in reading.reports],
        "evidence": [ranges(source.find(evidence.title)) for evidence in reading.evidence],
        "footnotes": [ranges(source.find(footnote.text)) for footnote in reading.footnotes],
        "councils": [ranges(source.find(council.as_written)) for council in reading.councils],
        "service_area": ranges(source.find(reading.service_area or "")),
        "issue_date": ranges(source.find(reading.issue_date.raw or "", last_one=True)),
        "signatory": [
            *ranges(source.find(signatory.name or "", last_one=True)),
            *ranges(source.find(signatory.role or "", last_one=True)),
        ],
        "legal_basis": [source.section(basis.section) for basis in reading.legal_basis],
        "revises": ranges(source.find(reading.revises or "")),
        "board": ranges(source.find(reading.board.name or "")) if reading.board else [],
    }


def divide(text: str, place: Iterable[Sequence[int]], parts: Sequence[str]) -> list[list[Range]]:
    """The place of a value that was cut into parts, as the place of each part."""
    source = SourceWords(text, pages=False, only=place)
    found, after = [], 0
    for part in parts:
        pieces = source.find(part, after=after)
        after = pieces[-1].index + 1 if pieces else after
        found.append(ranges(pieces))
    return found


def numbers_of(text: str, place: Sequence[Sequence[int]], *, pages: bool) -> tuple[int, int] | None:
    """First and last line (page, of a PDF) of a place, from 1."""
    if not place:
        return None
    mark = "\f" if pages else "\n"
    return text.count(mark, 0, place[0][0]) + 1, text.count(mark, 0, place[-1][1]) + 1


@dataclass(frozen=True)
class Piece:
    """Words of a value found as the source's word number `index`; `at` is their number in the value."""

    at: int
    index: int
    start: int
    end: int


def ranges(pieces: Iterable[Piece]) -> list[Range]:
    """Pieces that follow each other in the source, as one range each."""
    found: list[Range] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None and piece.index <= before.index + 1 and piece.start >= found[-1][0]:
            found[-1] = (found[-1][0], max(piece.end, found[-1][1]))
        else:
            found.append((piece.start, piece.end))
        before = piece
    return found


class SourceWords:
    """The words of a source text with their positions; `only` keeps those inside some ranges."""

    def __init__(self, text: str, *, pages: bool, only: Iterable[Sequence[int]] | None = None) -> None:
        self.text = text
        kept = sorted((start, end) for start, end in only) if only is not None else [(0, len(text))]
        matches = [match for start, end in kept for match in WORD.finditer(text, start, end)]
        self.words = [_plain(match[0]) for match in matches]
        self.spans = [match.span() for match in matches]
        breaks = [match.start() for match in re.finditer("\f" if pages else "\n", text)]
        self.numbers = [bisect.bisect_right(breaks, start) + 1 for start, _ in self.spans]
        self.where: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            self.where[word].append(index)

    def find(
        self,
        value: str,
        first: int | None = None,
        last: int | None = None,
        *,
        after: int = 0,
        last_one: bool = False,
    ) -> list[Piece]:
        """The words of a value in the source, in lines or pages `first` to `last`: the first place that holds all of
        them, else the one that holds most; nothing when that is too little."""
        wanted = words_of(value)
        low, high = self._bounds(first, last)
        low = max(low, after)
        best: list[Piece] = []
        for skipped, whole in ((0, True), (0, False), (1, True), (2, True)):
            if len(best) >= max(1, ENOUGH * len(wanted)) or skipped >= len(wanted):
                break
            starts = self._starts(wanted, skipped, low, high, whole=whole)
            for start in reversed(starts) if last_one else starts:
                pieces = self._follow(wanted, skipped, start, high)
                if len(pieces) == len(wanted) and _is_tight(pieces):
                    return self.with_marks(pieces)
                if _better(pieces, best):
                    best = pieces
        return self.with_marks(best) if wanted and len(best) >= ENOUGH * len(wanted) else []

    def section(self, section: str) -> list[Range]:
        """The first mention of a section of an Act: "497A", "s497A"."""
        plain = _plain(section)
        found = [index for form in (plain, f"s{plain}") for index in self.where.get(form, [])]
        return [self.spans[min(found)]] if found else []

    def _bounds(self, first: int | None, last: int | None) -> tuple[int, int]:
        low = bisect.bisect_left(self.numbers, first) if first is not None else 0
        high = bisect.bisect_right(self.numbers, last) if last is not None else len(self.words)
        return low, high

    def _starts(self, wanted: list[str], skipped: int, low: int, high: int, *, whole: bool) -> list[int]:
        """Source words that the value's first word may be (`whole`: as it is, not broken or run together); those after
        which the next word fits too, when there are any."""
        if whole:
            starts = [index for index in self.where.get(wanted[skipped], []) if low <= index < high]
        else:
            starts = [index for index in range(low, high) if self._match(wanted, skipped, index, high)]
        good = [index for index in starts if len(self._run(wanted, skipped, index, high, most=3)) >= 2]
        return good or starts

    def _match(self, wanted: list[str], at: int, index: int, high: int) -> tuple[int, int, int] | None:
        """How many words of the value and of the source are the same here, and the end of the last one."""
        word, here = wanted[at], self.words[index]
        if here == word:
            return 1, 1, self.spans[index][1]
        if word.startswith(here):  # broken at a line's end, or spaced out
            built = here
            for more in range(1, 4):
                if index + more >= high:
                    break
                built += self.words[index + more]
                if built == word:
                    return 1, more + 1, self.spans[index + more][1]
        if here.startswith(word):
            rest = here[len(word) :]
            if at + 1 < len(wanted) and rest == wanted[at + 1]:  # run together
                return 2, 1, self.spans[index][1]
            if rest.isdigit() and not word.isdigit():  # a footnote's mark on the line
                return 1, 1, self.spans[index][0] + len(word)
        return None

    def _run(self, wanted: list[str], at: int, index: int, high: int, *, most: int) -> list[int]:
        """Words of the value that stand here one after the other."""
        found: list[int] = []
        while at < len(wanted) and index < high and len(found) < most:
            step = self._match(wanted, at, index, high)
            if step is None:
                break
            found += range(at, at + step[0])
            at, index = at + step[0], index + step[1]
        return found

    def _follow(self, wanted: list[str], at: int, index: int, high: int) -> list[Piece]:
        pieces: list[Piece] = []
        while at < len(wanted) and index < high:
            step = self._match(wanted, at, index, high)
            if step is not None:
                for more in range(step[0]):
                    pieces.append(Piece(at + more, index + step[1] - 1, self.spans[index][0], step[2]))
                at, index = at + step[0], index + step[1]
                continue
            halves = self._halves(wanted[at], index, high)
            if halves is not None:  # a word that furniture cuts in two
                pieces.append(Piece(at, index, *self.spans[index]))
                pieces.append(Piece(at, halves, *self.spans[halves]))
                at, index = at + 1, halves + 1
                continue
            resumed = self._resume(wanted, at, index, high)
            if resumed is None:
                break
            at, index = resumed
        return pieces

    def _halves(self, word: str, index: int, high: int) -> int | None:
        here = self.words[index]
        if len(here) < 2 or len(here) >= len(word) or not word.startswith(here):
            return None
        if self.text[self.spans[index][1] : self.spans[index][1] + 1] not in ("-", "\u00ad", "\u2010"):
            return None
        later = self.where.get(word[len(here) :], [])
        place = bisect.bisect_right(later, index)
        return later[place] if place < len(later) and later[place] < min(high, index + FURTHEST) else None

    def _resume(self, wanted: list[str], at: int, index: int, high: int) -> tuple[int, int] | None:
        """Past page furniture in the source, or past a word of the value that the source writes differently."""
        for skipped in range(3):
            if at + skipped >= len(wanted):
                break
            need = min(3, len(wanted) - at - skipped)
            for there in range(index + (skipped == 0), min(high, index + FURTHEST)):
                if len(self._run(wanted, at + skipped, there, high, most=3)) >= need:
                    return at + skipped, there
        return None

    def with_marks(self, pieces: list[Piece]) -> list[Piece]:
        """Punctuation that hangs on the first and the last word belongs to the value."""
        if not pieces:
            return pieces
        first, last = pieces[0], pieces[-1]
        start, end = first.start, last.end
        while start and self.text[start - 1] in OPENING:
            start -= 1
        while end < len(self.text) and self.text[end] in CLOSING:
            end += 1
        if len(pieces) == 1:
            return [Piece(first.at, first.index, start, end)]
        return [
            Piece(first.at, first.index, start, first.end),
            *pieces[1:-1],
            Piece(last.at, last.index, last.start, end),
        ]


def _spans(
    source: SourceWords,
    by_seq: dict[int, Item],
    items: dict[int, list[Piece]],
    spans: list[tuple[int, str]],
) -> list[list[Range]]:
    """Words of clauses, found inside the clause that they come from; the same words twice are two places."""
    seen: dict[tuple[int, str], int] = defaultdict(int)
    found = []
    for seq, span in spans:
        item, pieces = by_seq.get(seq), items.get(seq, [])
        starts = occurrences(words_of(span), words_of(item.text)) if item else []
        if item is None or not pieces or not starts:
            lines = item.lines if item else (None, None)
            found.append(ranges(source.find(span, *lines)))
            continue
        nth = seen[seq, span]
        seen[seq, span] += 1
        start = starts[min(nth, len(starts) - 1)]
        wanted = range(start, start + len(words_of(span)))
        found.append(ranges(source.with_marks([piece for piece in pieces if piece.at in wanted])))
    return found


def occurrences(part: list[str], whole: list[str]) -> list[int]:
    """Where some words stand inside others."""
    size = len(part)
    return [n for n in range(len(whole) - size + 1) if size and whole[n : n + size] == part]


def _is_tight(pieces: list[Piece]) -> bool:
    return pieces[-1].index - pieces[0].index <= 2 * len(pieces) + 2


def _better(pieces: list[Piece], best: list[Piece]) -> bool:
    """More of the words, or as many closer together."""

    def merit(found: list[Piece]) -> tuple[int, int]:
        return len({piece.at for piece in found}), found[0].index - found[-1].index if found else 0

    return merit(pieces) > merit(best)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
