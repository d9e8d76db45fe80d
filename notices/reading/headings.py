"""Which blocks are headings: by what they say, and by how they stand among blocks that come to a stop."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .blocks import FIELD, Block, BlockKind
from .openers import (
    OPERATIVE,
    could_head,
    could_head_with_stop,
    has_verb,
    is_pure_lead_in,
    kind_by_content,
    kind_of_opener,
)
from .wording import ends_closed, starts_as_order, starts_gerund, words

ASKS = re.compile(r"(?:what|how|who|when|why|where|which)\b", re.I)
# "2. For paragraph 7 substitute:", with the new words on lines of their own.
PUTS_IN = re.compile(
    r"\b(?:substitut\w+|insert\w*|add\w*|put(?: in)?|replace\w*(?: (?:by|with))?|reads?|becomes?|following(?: \w+){0,3})\W*:\s*$",
    re.I,
)
LONG, AT_MOST = 9, 12  # words


def ends_its_clauses(blocks: Sequence[Block]) -> bool:
    """Whether the drafter ends each clause with a stop, so that a short line without one is a heading."""
    long = [block.text for block in blocks if block.kind is BlockKind.TEXT and len(words(block.text)) > LONG]
    return len(long) >= 4 and sum(ends_closed(text) for text in long) >= 0.85 * len(long)


def asks(text: str) -> bool:
    """ "What both Councils must do", "How will progress be checked?": a heading, though it has a verb."""
    return (
        ASKS.match(text) is not None
        and len(words(text)) <= AT_MOST
        and not text.rstrip().endswith((".", ";", ":", ","))
    )


def _stands_alone(block: Block, following: Block) -> bool:
    """One short line with a capital and without a stop, and space on both sides of it."""
    text = block.text
    return (
        block.gap
        and following.gap
        and len(block.lines) == 1
        and not block.bullet
        and block.kind is BlockKind.TEXT
        and text[:1].isupper()
        and 0 < len(words(text)) <= AT_MOST
        and (not text.rstrip().endswith((".", ";", ":", ",", "-", "–", "—", "!")) and not FIELD.match(text))
        and (not text.endswith("?") or ASKS.match(text) is not None)
    )


def is_heading(block: Block, following: Block | None, before: Sequence[Block], *, stops: bool) -> bool:
    text = block.text
    if following is None:
        return False
    if stops and _stands_alone(block, following) and (following.marked or not starts_as_order(text)):
        return True
    if block.heading and len(words(text)) <= 16 and not text.endswith((".", ";", ",")) and text[:1].isupper():
        return True
    if kind_of_opener(text) is not None and could_head(text) and kind_by_content(text) is None:
        return True
    if asks(text) and kind_of_opener(text) is not None:
        return True
    says = kind_of_opener(text) in ("assessment", "consequence", "reporting", "support", "overarching")
    if says and not text.endswith((".", ";")) and len(words(text)) <= 10 and kind_by_content(text) is None:
        return True
    if kind_of_opener(text) == "consequence" and not text.endswith(".") and len(words(text)) < 30:
        return True
    if could_head_with_stop(text):
        return following.marked and not _gerund_items(before)
    if not could_head(text):
        return False
    if block.heading or not starts_gerund(text):
        return True
    neighbours = [other for other in (before[-1] if before else None, following) if other is not None]
    return not any(not other.marked and starts_gerund(other.text) for other in neighbours)


def _gerund_items(before: Sequence[Block]) -> bool:
    marked = [block for block in before if block.marked]
    return bool(marked) and sum(starts_gerund(block.text) for block in marked) > 0.5 * len(marked)


def is_numbered_heading(block: Block, following: Block | None, *, stops: bool) -> bool:
    """A heading that has a number of its own: "3. Leadership" with 3.1, (a) or a plain paragraph under it."""
    if following is None or block.label is None or PUTS_IN.search(block.text):
        return False
    text = block.text.rstrip(": ")
    says = kind_of_opener(text) in ("assessment", "consequence", "reporting", "support")
    asks = bool(re.match(r"(?:what|how|who|when|why)\b", text, re.I)) and not block.text.rstrip().endswith(
        (".", ":")
    )
    says = (says or asks) and len(words(text)) <= 16 and not ends_closed(text)
    if not (says or could_head(block.text)):
        return False
    if (
        stops
        and says
        and _stands_alone(block, following)
        and (following.label is None or following.label.shape != block.label.shape)
    ):
        return True
    if (
        stops
        and following.label is not None
        and following.label.shape != block.label.shape
        and following.label.readings[0][0] != block.label.readings[0][0]
        and _stands_alone(block, following)
        and not has_verb(text)
    ):
        return True  # "B. Governance and support", with "5." below it
    if block.text.rstrip().endswith(":") and not says and (has_verb(text) or len(words(text)) > 7):
        return False  # "2. The Secretary of State has considered:" announces its own parts
    if following.label is None:
        short = len(words(text)) <= 6 and following.gap and len(following.text) > 40 and not has_verb(text)
        return (
            not following.bullet
            and (block.heading or block.text.isupper() or short)
            and not starts_as_order(block.text)
        )
    if following.label.path[:1] == (block.label.text,) or following.label.path[:-1] == block.label.path != ():
        return not block.text.rstrip().endswith(":") or says or not starts_as_order(block.text)
    if following.label.shape == f"code-{block.label.text}":
        return True
    other = following.label.shape != block.label.shape
    starts = following.label.readings[0][1] == 1 or block.text.isupper() or block.heading
    return other and starts and (block.text.isupper() or not starts_as_order(block.text))


def letters_over_numbers(blocks: Sequence[Block]) -> set[int]:
    """ "A. The Council must take the following measures", 1 to 7, "B. Support", 8 to 10: letters that head one running numbering."""
    heads: set[int] = set()
    open_at: tuple[int, set[tuple[str, int]]] | None = None  # the last letter that leads to numbers
    number, counted = 0, ""
    for index, (block, following) in enumerate(itertools.pairwise(blocks)):
        label = block.label
        if label is None:
            continue
        if label.readings[0][0] == "number" and not label.path:
            number, counted = label.readings[0][1], label.shape
        letter = {reading for reading in label.readings if reading[0] in ("letter-A", "roman-A")}
        below = following.label
        if not letter or below is None or below.readings[0][0] != "number" or not _leads(block.text):
            continue
        runs_on = below.shape == counted and below.readings[0][1] == number + 1
        counts_up = open_at is not None and any((family, n + 1) in letter for family, n in open_at[1])
        if open_at is not None and counts_up and runs_on:
            heads |= {open_at[0], index}
        open_at = index, letter
    return heads


def _leads(text: str) -> bool:
    if could_head(text) or is_pure_lead_in(text) or asks(text):
        return True
    return bool(kind_of_opener(text) or OPERATIVE.search(text)) and not ends_closed(text)
