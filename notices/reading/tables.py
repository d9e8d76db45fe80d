"""Tables: which column holds what, and each row as a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import Block
from .dates import parse_date
from .deadlines import FoundDeadline
from .periods import find_anchor, find_periods

COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("label", re.compile(r"^(?:no\.?|number|ref(?:erence)?\.?|#|item|para(?:graph)?\.?)$", re.I)),
    (
        "baseline",
        re.compile(
            r"\b(?:baseline|current|actual|outturn|latest|position|starting point|performance (?:at|in))\b",
            re.I,
        ),
    ),
    (
        "target",
        re.compile(r"\b(?:target|goal|ambition|required (?:level|performance)|to reach|trajectory)\b", re.I),
    ),
    ("by", re.compile(r"\b(?:by when|deadline|due|date|timescale|completion|when|milestone)\b", re.I)),
    ("who", re.compile(r"\b(?:lead|owner|responsible|who|by whom)\b", re.I)),
    (
        "text",
        re.compile(
            r"\b(?:measures?|indicators?|metric|requirements?|actions?|descriptions?|area|what|performance|definition|outcome)\b",
            re.I,
        ),
    ),
)
PERIOD_HEADER = re.compile(
    r"^(?:(?:by|end(?: of)?|at)\s+)*(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:19|20)\d\d$|^(?:19|20)\d\d(?:[-/–]\d{2,4})?$|^Q[1-4]\b"
)


@dataclass
class Row:
    block: Block
    text: str
    columns: dict[str, str] = field(default_factory=dict)


@dataclass
class Table:
    headers: dict[str, str]
    rows: list[Row]


def group_rows(blocks: Sequence[Block]) -> list[Table]:
    """Rows in a run become one table; a row that reads as a header starts another."""
    tables: list[Table] = []
    roles: list[str] = []
    for block in blocks:
        cells = list(block.cells or (block.text,))
        header = column_roles(cells)
        if header:
            roles = header
            tables.append(
                Table({role: cell for role, cell in zip(roles, cells, strict=False) if role and cell}, [])
            )
            continue
        if not tables:
            tables.append(Table({}, []))
        columns = {role: cell for role, cell in zip(roles, cells, strict=False) if role and cell}
        shown = cells[1:] if columns.get("label") else cells
        tables[-1].rows.append(Row(block, " | ".join(cell for cell in shown if cell), columns))
    return tables


def column_roles(cells: Sequence[str]) -> list[str]:
    """What each column holds, if these cells are a header; else nothing. Several targets are target, target 2 …"""
    roles: list[str] = []
    for cell in cells:
        role = next((name for name, pattern in COLUMNS if pattern.search(cell)), None)
        if role is None and PERIOD_HEADER.match(cell.strip()):
            role = "target"
        if role in (None, "text") and "text" in roles:
            role = "other"
        same = sum(other.partition(" ")[0] == role for other in roles) if role else 0
        roles.append(f"{role} {same + 1}" if same and role else role or "")
    known = [role for role in roles if role]
    short = all(len(cell) < 60 for cell in cells)
    has_text = any(role.startswith("text") for role in roles)
    return (
        roles
        if short and has_text and len(known) >= 2 and not any(re.search(r"\d\s*%", c) for c in cells)
        else []
    )


def dates_of_row(columns: dict[str, str], headers: dict[str, str], text: str) -> list[FoundDeadline]:
    """The date in a row's "by when" column is its deadline; so is each date at the head of a target's column."""
    heads = [
        headers.get(role, "")
        for role, cell in columns.items()
        if role.startswith("target") and re.search(r"\d", cell)
    ]
    dated = [(head, date) for head in heads if (date := parse_date(head)) and date.date]
    if dated and not columns.get("by"):
        return [
            FoundDeadline("absolute", 0, 0, date=date.date, precision=date.precision, said=head)
            for head, date in dated
        ]
    cell = columns.get("by", "")
    found = parse_date(cell)
    if found is not None:
        start = text.find(found.raw)
        return [
            FoundDeadline(
                "absolute",
                max(start, 0),
                max(start, 0) + len(found.raw),
                date=found.date,
                precision=found.precision,
                problem=found.problem,
            )
        ]
    period = next(iter(find_periods(cell)), None)
    anchor = find_anchor(cell, period.end) if period else None
    if period and anchor:
        start = max(text.find(cell), 0)
        return [FoundDeadline("relative", start, start + len(cell), offset=period.iso, anchor=anchor[0])]
    return []
