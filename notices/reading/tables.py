"""Tables: which column holds what, and each row as a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .blocks import Block
from .dates import parse_date
from .deadlines import FoundDeadline, find_deadlines
from .labels import read_start

COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        re.compile(
            r"^(?:no\.?|number|ref(?:erence)?(?: no\.?)?\.?|#|item(?: no\.?)?|para(?:graph)?\.?|(?:PI|KPI|NI)(?: (?:no\.?|ref))?)$",
            re.I,
        ),
    ),
    (
        "baseline",
        re.compile(
            r"\b(?:baseline|current|actual|outturn|latest|position|starting point|performance (?:at|in)|as at|now|at (?:the time of )?inspection)\b",
            re.I,
        ),
    ),
    (
        "target",
        re.compile(r"\b(?:target|goal|ambition|required (?:level|performance)|to reach|trajectory)\b", re.I),
    ),
    (
        "by",
        re.compile(
            r"\b(?:by when|deadline|due|date|timescales?|completion|when|milestone|to be (?:met|achieved|completed|done)(?: by)?|end date)\b|^by$",
            re.I,
        ),
    ),
    ("who", re.compile(r"\b(?:lead|owner|responsible|who|by whom)\b", re.I)),
    (
        "text",
        re.compile(
            r"\b(?:measures?|indicators?|metric|requirements?|(?:required )?actions?|descriptions?|areas?|what|performance|definition|outcomes?|task|step|improvement)\b",
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

    @property
    def of_targets(self) -> bool:
        """Whether its rows say numbers to reach, rather than things to do."""
        return any(role.startswith("target") for role in self.headers)


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
    if not all(len(cell) < 60 for cell in cells) or any(
        re.search(r"\d\s*%|[.;]\s*$", cell) for cell in cells
    ):
        return []
    named = [next((name for name, pattern in COLUMNS if pattern.search(cell)), None) for cell in cells]
    periods = [
        role is None and bool(PERIOD_HEADER.match(cell.strip()))
        for role, cell in zip(named, cells, strict=True)
    ]
    if named[0] != "label" and read_start(cells[0]).label is not None and not read_start(cells[0]).rest:
        return []  # "M1 | Appoint …": a row
    first_target = named.index("target") if "target" in named else None
    roles: list[str] = []
    for index, (role, period) in enumerate(zip(named, periods, strict=True)):
        if period:
            before = first_target is not None and index < first_target and "baseline" not in named
            role = "baseline" if before else "target"
        if role in (None, "text") and "text" in roles:
            role = "other"
        same = sum(other.partition(" ")[0] == role for other in roles) if role else 0
        roles.append(f"{role} {same + 1}" if same and role else role or "")
    known = [role for role in roles if role and not role.startswith("other")]
    return roles if "text" in roles and len(known) >= 2 else []


def dates_of_row(columns: dict[str, str], headers: dict[str, str], text: str) -> list[FoundDeadline]:
    """When a row falls due: by its "by when" column, or by each date at the head of a target's column."""
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
    place = max(text.rfind(cell), 0)
    found = parse_date(cell)
    if found is not None:
        start = place + found.start
        problem = found.problem
        return [
            FoundDeadline(
                "absolute", start, start + len(found.raw), found.date, found.precision, problem=problem
            )
        ]
    return [
        replace(deadline, start=place + deadline.start, end=place + deadline.end)
        for deadline in find_deadlines(cell).deadlines
    ]
