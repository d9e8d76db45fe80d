"""Where the front of an instrument ends and what it orders begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import FIELD, Block, BlockKind
from .columns import column_roles
from .headings import asks
from .openers import ANNEX, OPERATIVE, announces, could_head, kind_of_opener
from .wording import DUTY, ends_closed, starts_as_order, words

WHY = re.compile(
    r"\b(?:why|evidence|background|introduction|basis|reasons?|grounds|address|context|summary|sources?)\b",
    re.I,
)
HEADED_DUTY = re.compile(
    r"(?:the |each |both |your )?(?:councils?|authority|authorities|local authority|boroughs?|you)\b[^.;]{0,60}?\b(?:must|shall|is required to|are required to|is to|are to)\b|"
    r"(?:in|for|after|before|at the end of) (?:paragraph|clause|section|item|measure)\b|(?:the|this) (?:original |principal |\d{4} )?notice (?:continues|remains|is (?:extended|amended|varied))\b",
    re.I,
)
# "1. Paragraph 5 now reads: …", "4. Insert after paragraph 10: …": the clauses of an instrument that amends another.
AMENDS = re.compile(
    r"(?:(?:in|for|after|before|at the end of|insert|omit|delete|substitute|leave out|add|replace|vary)\b[^.;“\"]{0,60}?)?\b(?:paragraph|clause|section|item|measure)s? \d{1,3}[A-Z]?\b"
    r"(?=.{0,160}\b(?:now reads?|reads?|omitted|deleted|replaced|substitut\w+|inserted?|varied|amended|added?|removed|ceases?|has effect|becomes?|left out|put)\b|:)",
    re.I,
)
AMENDED = re.compile(r"\b(?:notice|direction)\b.{0,120}\bis (?:hereby )?(?:amended|varied|extended)\b", re.I)
# "The basis of this notice is evidence contained in:": the list below it is no list of measures.
EVIDENCE_LIST = re.compile(
    r"^(?!.*\b(?:must|shall|demonstrate)\b)[^.]*\b(?:basis|evidence|sources|grounds)\b[^.]*:\s*$", re.I
)


def operative_start(blocks: Sequence[Block]) -> int:
    """The first block that is not the front."""
    start = _opens(blocks)
    return min(start, _headed_duty(blocks[:start]))


def _opens(blocks: Sequence[Block]) -> int:
    """Where the orders begin: a lead-in to the measures, WHEREAS, or else the first labelled duty."""
    ordered = _first_order(blocks)
    for index, block in enumerate(blocks):
        if ordered is not None and index >= ordered:
            break
        if EVIDENCE_LIST.search(block.text):
            continue
        orders = OPERATIVE.search(block.text) or announces(block.text)
        if block.kind is BlockKind.TEXT and orders and not _title(block.text):
            below = _clauses_below(blocks, index)
            if below is not None:
                return below
            return _with_headings_before(blocks, _with_numbered_before(blocks, index))
        if block.label is not None and re.match(
            r"(?:citation|interpretation|definitions?)\b[\w ,-]*$", block.text, re.I
        ):
            return index
        heads = kind_of_opener(block.text) not in (None, "measure") and (
            could_head(block.text)
            or (
                (block.label is None or asks(block.text))
                and len(words(block.text)) <= 12
                and not ends_closed(block.text)
            )
        )
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if kind_of_opener(block.text) == "recital" and not (
            following is not None and following.label is not None
        ):
            heads = False  # "Why you are getting this notice", in prose: the front goes on
        listed = following is not None and (
            following.bullet or (following.label is not None and following.label.readings[0][1] == 1)
        )
        if (
            listed
            and kind_of_opener(block.text) == "measure"
            and block.label is None
            and not _title(block.text)
        ):
            heads = index > 1 and (
                asks(block.text) or (could_head(block.text) and len(words(block.text)) <= 4)
            )
        if index > 0 and heads and not block.bullet and not ANNEX.match(block.text):
            earlier = _with_numbered_before(blocks, index)
            clause = earlier < index and ends_closed(blocks[earlier].text)  # and no "1. Background"
            return _with_headings_before(blocks, earlier) if clause else index
    if ordered is not None:
        return _with_headings_before(blocks, _with_numbered_before(blocks, ordered))
    for index, block in enumerate(blocks):
        if (
            index > 0
            and DUTY.search(block.text)
            and (block.marked or re.search(r"\bcouncil\b", block.text, re.I))
        ):
            return _with_headings_before(blocks, _with_numbered_before(blocks, index))
    return len(blocks)


def _clauses_below(blocks: Sequence[Block], index: int) -> int | None:
    """Prose that says which notice is amended, and why, belongs to the front where numbered clauses under a heading follow it."""
    text = blocks[index].text
    if (
        blocks[index].marked
        or not AMENDED.search(text)
        or not text.rstrip().endswith(".")
        or DUTY.search(text)
    ):
        return None
    for place in range(index + 2, min(index + 5, len(blocks))):
        label = blocks[place].label
        if label is not None:
            heading = blocks[place - 1]
            first = label.readings[0] == ("number", 1) and not heading.marked
            return place - 1 if first and (heading.heading or could_head(heading.text)) else None
    return None


def _headed_duty(front: Sequence[Block]) -> int:
    """A heading in what was taken for the front, with a duty, an amendment or a table of duties below it: the clauses begin there."""
    for index in range(2, len(front) - 1):
        block, following = front[index], front[index + 1]
        if (
            block.label is not None and kind_of_opener(block.text) is None and not could_head(block.text)
        ) or not (block.heading or could_head(block.text) or asks(block.text)):
            continue
        if (
            FIELD.match(block.text)
            or FIELD.match(following.text)
            or WHY.search(block.text)
            or _title(block.text)
        ):
            continue
        before = any(ends_closed(other.text) and len(words(other.text)) > 8 for other in front[:index])
        table = following.cells is not None and column_roles(list(following.cells), [])
        if before and (table or HEADED_DUTY.match(following.text)):
            return index
    return len(front) + 1


def _first_order(blocks: Sequence[Block]) -> int | None:
    """The first numbered clause that orders something ("R1. The Authority shall …")."""
    for index, block in enumerate(blocks):
        if index == 0 or block.label is None or FIELD.match(block.text):
            continue
        ordered = re.match(
            r"(?:the |each |both )?(?:councils?|authority|authorities|local authority|boroughs?|you)\b[^.;]{0,60}\b(?:must|shall|will|is to)\b",
            block.text,
            re.I,
        )
        if (
            ordered
            or AMENDS.match(block.text)
            or (starts_as_order(block.text) and len(words(block.text)) > 4)
        ):
            return index
    return None


def _with_headings_before(blocks: Sequence[Block], index: int) -> int:
    """The headings that stand just before the first clause, if a paragraph of the front stands before them."""
    first = index
    listed = max((n + 1 for n in range(index) if EVIDENCE_LIST.search(blocks[n].text)), default=0)
    while (
        first > max(1, listed)
        and not (
            (listed or blocks[first - 1].bullet)
            and blocks[first - 1].marked
            and re.search(r"\d{4}", blocks[first - 1].text)
        )
        and (
            blocks[first - 1].heading
            or could_head(blocks[first - 1].text)
            or (asks(blocks[first - 1].text) and blocks[first - 1].label is None)
            or announces(blocks[first - 1].text)
        )
        and not FIELD.match(blocks[first - 1].text)
    ):
        first -= 1
    return first if first < index and ends_closed(blocks[first - 1].text) else index


def _title(text: str) -> bool:
    return (
        bool(re.match(r"(?:statutory )?direction (?:to|issued)|improvement notice", text, re.I))
        and len(words(text)) < 40
    )


def _with_numbered_before(blocks: Sequence[Block], index: int) -> int:
    """Numbered paragraphs before the lead-in belong to the same numbering: they are recitals, not front."""
    label = next((block.label for block in blocks[index:] if block.label is not None), None)
    evidence = any(
        re.search(r"on the basis of", block.text, re.I) or EVIDENCE_LIST.search(block.text)
        for block in blocks[:index]
    )
    if label is None or label.readings[0][1] < 2 or evidence:
        return index
    for earlier in range(index - 1, -1, -1):
        found = blocks[earlier].label
        if (
            found is not None
            and found.shape == label.shape
            and found.readings[0] == (label.readings[0][0], 1)
        ):
            return earlier
    return index
