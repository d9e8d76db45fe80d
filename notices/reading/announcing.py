"""Which clause a table of targets belongs to: the one before it, or the one that refers to its annex, its number or its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import find_dates
from .nodes import Node
from .openers import ANNEX, could_head
from .outline import Entry, Role
from .target_dates import DUE_BY
from .wording import DUTY, starts_as_order

TABLE_NAME = re.compile(r"table\s+(?:[A-Z]|\d{1,2}|one|two|three)\b", re.I)
ANNOUNCES = re.compile(
    r"\b(?:targets?|tables?|indicators?|trajector\w+|levels?|following|below)\b|:\s*$", re.I
)
# "Standards for caseloads (paragraph 5)", "Targets referred to in clause 3(b)"
PARAGRAPH = re.compile(
    r"\b(?:paragraph|para|clause|item|measure|requirement|section|condition)s?\.?\s+\(?([A-Z]{0,2}\d{1,2}(?:\.\d{1,2})*[A-Z]?|[a-z]\b)\)?((?:\s?\([a-z\d]{1,4}\))*)",
    re.I,
)
# What such a table holds, and where a clause says that it stands.
HOLDS = re.compile(
    r"\b(?:targets?|standards?|levels?|figures?|trajector\w+|indicators?|milestones?|measures?|performance|results?|outcomes?|thresholds?|score\s?card|dashboard)\b",
    re.I,
)
ELSEWHERE = re.compile(
    r"\b(?:tables?|attached|attachment|annex\w*|append\w*|schedule|overleaf|over the page|below|following|(?:at the )?(?:end|back|foot) of this|that follows?|enclosed|score\s?card)\b",
    re.I,
)


def is_caption(entries: Sequence[Entry], index: int, titles: Sequence[str]) -> bool:
    """What stands over a table and names it; in an annex also what is only said of it, above or below."""
    entry, text = entries[index], entries[index].block.text
    rows = [
        place
        for place in (index - 1, index + 1)
        if 0 <= place < len(entries) and entries[place].role is Role.ROW
    ]
    if not rows or entry.block.marked or ANNEX.match(text):
        return False
    if rows[-1] > index and TABLE_NAME.match(text):
        return True
    if entry.role is not Role.PARAGRAPH:
        return False
    said = any(map(ANNEX.match, titles)) and not DUTY.search(text) and not starts_as_order(text)
    return said or (rows[-1] > index and could_head(text))


def announcing(last: Node | None, nodes: Sequence[Node], titles: Sequence[str]) -> Node | None:
    """The clause of a table of targets; `titles` are what stands over it, from the outermost to its own header."""
    annexed = any(ANNEX.match(title) for title in titles)
    before = last if last is not None and (last.label is not None or ANNOUNCES.search(last.text)) else None
    if before is not None and (before.label is not None or not annexed):
        return before
    clauses = [node for node in nodes if node.kind != "recital" and node is not last]
    over = [*titles, last.text] if last is not None else list(titles)
    for find in (_numbered, _referring, _named):
        for title in reversed(over):
            found = find(title, clauses)
            if found is not None:
                return found
    if before is not None:
        return before
    return _best([n for n in clauses if HOLDS.search(n.text) and ELSEWHERE.search(n.text)])


def with_day_of_clause(columns: dict[str, str], clause: str) -> dict[str, str]:
    """A row without a day of its own, dated by the clause: "… meet the targets in this table by 30 September 2015"."""
    days = [date.raw for date in find_dates(clause) if date.date and DUE_BY.search(clause[: date.start])]
    return {**columns, "by": days[0]} if len(days) == 1 and not columns.get("by") else columns


def _numbered(title: str, clauses: Sequence[Node]) -> Node | None:
    """The clause whose number the title gives."""
    for found in PARAGRAPH.finditer(title):
        label = ".".join([found[1], *re.findall(r"\w+", found[2])]).casefold()
        for node in clauses:
            if node.label and node.label.casefold() == label:
                return node
    return None


def _referring(title: str, clauses: Sequence[Node]) -> Node | None:
    """The clause that speaks of "Annex B", "Table 2" or, of the only one, "the Schedule"."""
    table = TABLE_NAME.match(title)
    if table is None and ANNEX.match(title) is None:
        return None
    name = re.match(r"\w+(?:\s+(?:\d{1,2}|[A-Z]|one|two|three)\b)?", title, re.I)
    words = r"\s+".join(name[0].split()) if name else ""
    return _best([node for node in clauses if words and re.search(rf"\b{words}\b", node.text, re.I)])


def _named(title: str, clauses: Sequence[Node]) -> Node | None:
    """The clause that calls the table or its annex by its title."""
    name = re.sub(
        r"^(?:annex|schedule|appendix|attachment|table)\b(?:\s+(?:\d{1,2}|[A-Z])\b)?", "", title, flags=re.I
    )
    name = " ".join(re.findall(r"[\w'’]+", re.sub(r"\([^()]*\)", "", name))).casefold()
    if len(name.split()) < 2:
        return None
    return _best([n for n in clauses if name in " ".join(re.findall(r"[\w'’]+", n.text)).casefold()])


def _best(naming: Sequence[Node]) -> Node | None:
    """Of several, the one that orders what the table holds."""
    orders = [node for node in naming if HOLDS.search(node.text) and node.kind in ("measure", "overarching")]
    return next(iter([*orders, *naming]), None)
