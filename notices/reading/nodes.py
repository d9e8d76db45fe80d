"""The clauses of the tree, the levels of a running numbering, and how a label is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .blocks import Block
from .labels import alphabetic, roman
from .openers import is_pure_lead_in
from .result import ItemKind
from .wording import ANAPHORA, DUTY, words

ORDERS = re.compile(
    r"\bdirects? (?:the|each|both|that the) [^.;]{2,60}? (?:to|must|shall) (?:take|carry out|comply with|undertake|do|act|meet|observe|perform)\s+(?:what\b|(?:the |each of the |all )?(?:following|below)?\s*(?:steps?|actions?|measures?|requirements?|things?|paragraphs?|provisions?|terms|directions?)\b|the following\b|as follows\b|(?:all )?that which\b|everything\b)|"
    r"\bdirects?\b[^.;]{0,120}\b(?:set out|listed|described|specified|contained) in (?:paragraphs?|the (?:schedule|annex)|schedule|annex|part)\b",
    re.I,
)
COMPLY = re.compile(
    r"\bto comply with th(?:is|e) (?:improvement )?(?:notice|direction)|\bfollowing (?:measures|requirements|actions|steps)",
    re.I,
)


@dataclass
class Node:
    """A clause. `label` is its whole citation ("5.a"); `own` the label as the document prints it."""

    kind: ItemKind
    section: str | None
    lead_in: str | None
    text: str
    numbers: tuple[int, int]
    label: str | None = None
    parent: Node | None = None
    bullet: bool = False
    columns: dict[str, str] = field(default_factory=dict)  # of a table's row: role of the column -> cell
    headers: dict[str, str] = field(default_factory=dict)
    # rows of a table of targets that this clause announces: columns, headers, text
    target_rows: list[tuple[dict[str, str], dict[str, str], str]] = field(default_factory=list)
    indent: float = 0.0
    places: list[tuple[int, int]] = field(default_factory=list)  # where in the text each source line starts
    loose: bool = False  # neither labelled nor bulleted

    def line_at(self, place: int) -> int:
        """The source line (or page) of a place in the text."""
        before = [number for start, number in self.places if start <= place]
        return before[-1] if before else self.numbers[0]

    @property
    def open(self) -> bool:
        """Ends in a way that says its parts follow."""
        return self.text.rstrip().endswith((":", ":-", "—", "–")) or self.text.rstrip().lower().endswith(
            "following"
        )


@dataclass
class Frame:
    """One level of a running numbering."""

    family: str
    shape: str
    ordinal: int
    label: str
    node: Node | None
    parent: Node | None


def bullet_above(node: Node) -> Node | None:
    """The nearest bulleted clause that this one stands under."""
    above = node.parent
    while above is not None and not above.bullet:
        above = above.parent
    return above


def only_orders(node: Node, has_parts: bool) -> bool:
    """A clause that only leads to the orders: "the Secretary of State directs the Council as follows:"."""
    text = node.text
    if ORDERS.search(text) or re.search(r"\bdirects?\b.{1,160}\bas follows[.:]?$", text, re.I):
        return True
    lead = node.open or bool(re.search(r"\b(?:following|as follows)\.$", text))
    if not lead:
        return False
    orders = re.search(r"\bdirect(?:s|ed|ing)\b", text, re.I) or re.match(
        r"(?!the (?:council|authority)\b).*\bdirect", text, re.I
    )  # "for as long as this Direction stands" does not direct
    directs = has_parts and orders and re.search(r"\b(?:council|authority)", text, re.I)
    addressed = re.search(r"\b(?:councils?|authority|authorities|you)\b", text, re.I)
    return bool(directs) or (is_pure_lead_in(text) and bool(COMPLY.search(text) and addressed))


def starts_with_somebody(text: str) -> bool:
    first = words(text)[:4]
    return any(
        word.lower() in ("council", "authority", "board", "chair", "department", "leader") for word in first
    )


def cited(parent: Node | None, outer: str | None, own: str) -> str:
    above = parent.label if parent is not None and parent.label else outer
    if above and above.isalpha() and re.match(rf"{above}\d", own):
        return own  # under "B. Practice", "B1" says its whole place
    return f"{above}.{own}" if above else own


def written(family: str, ordinal: int) -> str:
    if family.startswith("roman"):
        text = roman(ordinal)
    elif family.startswith("letter"):
        text = alphabetic(ordinal)
    else:
        return str(ordinal)
    return text.upper() if family.endswith("A") else text


def closes_list(text: str, indent: float, last: Node) -> bool:
    """A whole sentence that stands out from a nested list which has ended: it closes the list, and is no item of it."""
    return (
        last.parent is not None
        and (last.label is not None or last.bullet)
        and last.text.rstrip().endswith(".")
        and text[:1].isupper()
        and not ANAPHORA.match(text)
        and bool(DUTY.search(text))
        and indent <= last.indent
    )


def places_of(block: Block, offset: int = 0) -> list[tuple[int, int]]:
    return [(offset + at, line.number) for at, line in zip(block.places, block.lines, strict=False)]
