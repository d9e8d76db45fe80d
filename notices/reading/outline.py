"""Stage 4a: which part of the instrument each block belongs to: front, headings, clauses, signature."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .aims import LEVEL, is_aim
from .blocks import FIELD, Block, BlockKind
from .dates import parse_date
from .headings import ends_its_clauses, is_heading, is_numbered_heading, letters_over_numbers
from .openers import (
    ANNEX,
    GENERAL,
    OPERATIVE,
    ROLE,
    SIGNATURE,
    could_head,
    is_pure_lead_in,
    kind_of_opener,
)
from .operative import operative_start
from .people import is_name
from .result import ItemKind
from .signature import BEHIND
from .tables import group_rows
from .wording import DUTY, starts_as_order, words

# The last lines of a letter: to whom else it goes.
COPIED = re.compile(
    r"(?:I am|we are|I will be|we will be) (?:also )?(?:copying this|sending (?:a copy|copies) of this)\b|(?:a copy|copies) of this (?:letter|notice|direction) (?:is|are|has|have|will|goes?)\b|cc:?\s",
    re.I,
)
BARE_THEME = re.compile(r"(?:\W*(?:\d+|[A-Z])[.)]\s+)?(?:assessments?|reviews?|monitoring)\W*$", re.I)


class Role(StrEnum):
    HEADING = "heading"
    LEAD_IN = "lead_in"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass
class Entry:
    """A block of the operative part, with the kind and the section that it stands in."""

    block: Block
    role: Role
    kind: ItemKind
    section: str | None
    lead_in: str | None = None
    opens: bool = False  # a heading or lead-in that starts a new part
    said: bool = False  # a heading says the kind: the clause's own words do not change it


@dataclass
class Outline:
    front: list[Block] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    signature: list[Block] = field(default_factory=list)


def outline(blocks: Sequence[Block]) -> Outline:
    start = operative_start(blocks)
    body, signature = _split_signature(blocks[start:])
    return Outline(front=list(blocks[:start]), entries=_entries(body), signature=signature)


def _split_signature(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    body: list[Block] = []
    signature: list[Block] = []
    signing = False
    for index, block in enumerate(blocks):
        if COPIED.match(block.text):
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if signing and (_resumes(block) or _table_resumes(blocks, index)):
            signing = False
            if block.kind is BlockKind.ROW:
                body += _names_of_table(signature)
        elif (
            not signing and not block.marked and _signs(block, following, first=bool(body) and not signature)
        ):
            signing = True
        (signature if signing else body).append(block)
    return body, signature


def _signs(block: Block, following: Block | None, *, first: bool) -> bool:
    """The start of a signature; a name or an office alone starts only the first."""
    if block.kind is BlockKind.ROW:
        return bool(SIGNATURE.search(block.text))
    if SIGNATURE.search(block.text) and len(words(block.text)) < 25:
        return True
    short = len(words(BEHIND.sub("", block.text))) <= 16 and not DUTY.search(block.text)
    named = re.search(r"\b(?:MP|CBE|OBE|MBE|KC|QC)\b", block.text) or re.match(
        r"(?:Rt\.? Hon|The Rt)", block.text
    )
    if not named and is_name(block.text) and following is not None:
        named = (
            re.match("", block.text) if _signs(following, None, first=True) and not following.marked else None
        )
    office = BEHIND.sub("", block.text) or block.text  # "…, for and on behalf of the Secretary of State"
    role = ROLE.search(office) and not block.text.rstrip().endswith((":", ".")) and could_head(office)
    return first and short and bool(named or role) and kind_of_opener(block.text) is None


def _resumes(block: Block) -> bool:
    """After a signature, only an annex, a labelled clause or a plain duty starts the text again."""
    if ANNEX.match(block.text) or (block.marked and len(words(block.text)) > 5):
        return True
    return len(block.text) > 60 and bool(DUTY.search(block.text)) and "signature" not in block.text.lower()


def _table_resumes(blocks: Sequence[Block], index: int) -> bool:
    """Whether a table of measures, with their figures or their dates, begins here."""
    if blocks[index].kind is not BlockKind.ROW or (index and blocks[index - 1].kind is BlockKind.ROW):
        return False
    run = list(itertools.takewhile(lambda block: block.kind is BlockKind.ROW, blocks[index:]))
    return any({"target", "by"} & set(table.headers) for table in group_rows(run))


def _names_of_table(signature: list[Block]) -> list[Block]:
    """The last lines of what was taken for the signature, taken back: the headings of the table that follows."""
    names: list[Block] = []
    while (
        len(signature) > 1
        and not FIELD.match(signature[-1].text)
        and not SIGNATURE.search(signature[-1].text)
        and not ROLE.search(signature[-1].text)
        and not is_name(signature[-1].text)
        and not parse_date(signature[-1].text)
        and could_head(signature[-1].text)
    ):
        names.insert(0, signature.pop())
    return names


def _entries(blocks: Sequence[Block]) -> list[Entry]:
    entries: list[Entry] = []
    stops = ends_its_clauses(blocks)
    heads = letters_over_numbers(blocks)
    kind: ItemKind = "measure"
    section: str | None = None
    lead_in: str | None = None
    section_is_heading, fresh, said = False, False, False
    general: str | None = (
        None  # a lead-in to several themes: "… must demonstrate improvement by:", then headings
    )
    opened_at = next((i for i, block in enumerate(blocks) if _operates(block)), 0)
    if blocks and blocks[0].label is not None and opened_at > 0:
        kind = "recital"  # numbered paragraphs that only lead to the operative words
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        role = Role.HEADING if index in heads else _role(block, following, blocks[:index], stops=stops)
        if kind == "recital" and index == opened_at and role is Role.ITEM:
            kind, said = "measure", False
        if role in (Role.HEADING, Role.LEAD_IN):
            opened = kind_of_opener(block.text)
            if (
                opened in (None, "measure")
                and GENERAL.match(block.text.strip())
                and not _has_clauses(entries)
            ):
                opened = "overarching"
            if (
                opened == "assessment"
                and BARE_THEME.match(block.text)
                and (
                    not any(
                        e.kind == "measure" and e.role not in (Role.HEADING, Role.LEAD_IN) for e in entries
                    )
                    or any(_opens_support(later) for later in blocks[index + 1 :])
                )
            ):
                opened = None  # "Assessment" before any measure, or before the support: of children, and not of progress
            themed = role is Role.HEADING or not fresh
            if opened is None and themed and (kind in ("overarching", "recital") or ANNEX.match(block.text)):
                opened = "measure"
            if opened is not None:
                said = opened not in ("measure", "overarching")
            kind = opened or kind
            keeps = role is Role.LEAD_IN and section_is_heading and fresh and opened in (None, kind)
            if keeps and not _headlike(block.text):
                lead_in = block.text
            else:
                section, section_is_heading = _named(block.text), role is Role.HEADING
                if opened is not None:
                    general = block.text if role is Role.LEAD_IN else None
                lead_in = block.text if role is Role.LEAD_IN else general
            fresh = True
            entries.append(Entry(block, role, kind, section, lead_in, opens=opened is not None, said=said))
            continue
        fresh = False
        entries.append(Entry(block, role, kind, section, lead_in, said=said))
    _overarching_or_measures(entries)
    return entries


def _opens_support(block: Block) -> bool:
    return len(block.text) < 80 and kind_of_opener(block.text) == "support"


def _operates(block: Block) -> bool:
    """Whether a block says that the orders begin here; a numbered one only if it leads to them."""
    if not OPERATIVE.search(block.text):
        return False
    return (
        block.label is None
        or is_pure_lead_in(block.text)
        or bool(re.search(r"\bdirects? the\b|\bhereby directs?\b", block.text, re.I))
    )


def _has_clauses(entries: Sequence[Entry]) -> bool:
    return any(
        entry.kind != "recital" and entry.role in (Role.ITEM, Role.PARAGRAPH, Role.ROW) for entry in entries
    )


def _named(text: str) -> str:
    """What a section is called: "NOW THEREFORE" of the paragraph that starts so."""
    found = re.match(r"(?-i:NOW,? THEREFORE|WHEREAS)\b(?=,?\s+[a-zA-Z])", text)
    return found[0] if found else text


def _headlike(text: str) -> bool:
    return could_head(text.rstrip(":")) and len(words(text)) <= 8


def _role(block: Block, following: Block | None, before: Sequence[Block], *, stops: bool) -> Role:
    if block.kind is BlockKind.ROW:
        return Role.ROW
    if block.label is not None:
        return Role.HEADING if is_numbered_heading(block, following, stops=stops) else Role.ITEM
    if block.bullet:
        return Role.ITEM
    if following is not None and is_pure_lead_in(block.text) and not _order_with_parts(block, following):
        return Role.LEAD_IN
    if is_heading(block, following, before, stops=stops):
        return Role.HEADING
    return Role.PARAGRAPH


def _order_with_parts(block: Block, following: Block) -> bool:
    """ "Ensuring that:" with its parts below, in a document that lost its bullets, is a clause and no lead-in."""
    return (
        following.marked
        and starts_as_order(block.text)
        and not DUTY.search(block.text)
        and kind_of_opener(block.text) is None
    )


def _overarching_or_measures(entries: list[Entry]) -> None:
    """ "The Council must take action to:" heads the overarching clauses only where more specific measures follow."""
    has_measures = any(
        entry.kind == "measure" and entry.role in (Role.ITEM, Role.PARAGRAPH, Role.ROW) for entry in entries
    )
    if not has_measures:
        for entry in entries:
            if entry.kind == "overarching":
                entry.kind = "measure"
        return
    asking = [
        entry for entry in entries if entry.kind != "recital" and entry.role in (Role.ITEM, Role.PARAGRAPH)
    ]
    for entry in itertools.takewhile(lambda entry: is_aim(entry.block.text), asking):
        entry.kind = "overarching" if entry.kind == "measure" else entry.kind
    for entry in asking:
        if entry.kind == "overarching" and LEVEL.search(entry.block.text):
            entry.kind = "measure"
