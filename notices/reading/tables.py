"""Tables: which column holds what, and each row as a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .blocks import Block
from .cells import as_above, is_figure
from .columns import column_roles, roles_without_header, upright
from .dates import FoundDate, parse_date
from .deadlines import FoundDeadline, find_deadlines
from .wording import DUTY, ends_closed, starts_as_order, starts_lower

# What heads the columns of evidence, and of people to turn to.
FACTS = re.compile(
    r"^(?:sources?|publisher|published(?: by)?|documents?|reports?|reviews?|inspect(?:ion|orate|ed by)s?|findings?|(?:overall )?(?:judge?ments?|grades?|ratings?|effectiveness)|"
    r"evidence|bod(?:y|ies)|organisation|names?|roles?|posts?|telephone|phone(?: number)?|e-?mail(?: address)?|contacts?(?: details)?|address)$",
    re.I,
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
    titles: tuple[str, ...] = ()  # cells of the header: "Table A"

    @property
    def of_facts(self) -> bool:
        """Whether it lists reports, judgements or people, and orders nothing."""
        orders = sum(any(map(_orders, row.block.cells or ())) for row in self.rows)
        heads = self.titles or self.rows[0].block.cells or ()
        said = sum(FACTS.search(head.strip()) is not None for head in heads)
        return not self.of_targets and said >= (1 if self.titles else 2) and 2 * orders < len(self.rows)

    @property
    def of_targets(self) -> bool:
        """Whether its rows say numbers to reach, rather than things to do."""
        return any(role.startswith("target") for role in self.headers)


def group_rows(blocks: Sequence[Block]) -> list[Table]:
    """Rows in a run become one table; a row that reads as a header starts another."""
    tables: list[Table] = []
    roles: list[str] = []
    titles: list[str] = []
    dated = False
    printed = [list(block.cells or (block.text,)) for block in blocks]
    turned = upright(printed)
    if turned:  # each measure has a column, not a row: all of them stand where the table begins
        blocks, printed = [blocks[0]] * len(turned), turned
    headed = _header_below(printed)
    for index, (block, cells) in enumerate(zip(blocks, printed, strict=True)):
        header = column_roles(cells, printed[index + 1 :])
        if not header and not tables and _first_cell_is_lost(printed):
            cells = ["", *cells]
            header = column_roles(cells, printed[index + 1 :])
        if header:
            roles = header
            dated = _dates_stand_once(roles, printed[index + 1 :])
            tables.append(
                Table(
                    {role: cell for role, cell in zip(roles, cells, strict=False) if role and cell},
                    [],
                    (*titles, *cells),
                )
            )
            titles = []
            continue
        if tables and not tables[-1].rows and _under_the_head(cells, len(roles)):
            shift = len(roles) - len(cells)  # in print the empty first cell is often lost
            for role, cell in zip(roles[shift:], cells, strict=True):
                if role and cell:
                    tables[-1].headers[role] = f"{tables[-1].headers.get(role, '')} {cell}".strip()
            continue
        if tables and tables[-1].rows and _goes_on(cells):
            held = tables[-1].rows[-1].columns
            held |= {
                r: f"{held.get(r, '')} {c}".strip() for r, c in zip(roles, cells, strict=False) if r and c
            }
            continue
        if index < headed or (tables and roles and _is_title(cells)):
            titles += [cell for cell in cells if cell]
            continue
        if not tables:
            roles = roles_without_header(printed)
            tables.append(Table(dict.fromkeys(roles, ""), []))
        columns = {role: cell for role, cell in zip(roles, cells, strict=False) if role and cell}
        if tables[-1].of_targets:
            columns = _as_above(columns, tables[-1].rows[-1].columns if tables[-1].rows else {}, dated=dated)
        shown = cells[1:] if columns.get("label") else cells
        tables[-1].rows.append(Row(block, " | ".join(cell for cell in shown if cell), columns))
    return tables


def _orders(cell: str) -> bool:
    return bool(DUTY.search(cell)) or (starts_as_order(cell) and len(cell.split()) > 2)


def _header_below(printed: Sequence[Sequence[str]]) -> int:
    """How many rows stand over the header: the table's name, or heads over several columns."""
    for index in range(min(3, len(printed))):
        if column_roles(list(printed[index]), printed[index + 1 :]):
            return index
    return 0


def _goes_on(cells: Sequence[str]) -> bool:
    """A row that only ends a name which wraps: one cell, in small letters."""
    filled = [cell for cell in cells if cell.strip()]
    return len(cells) > 2 and len(filled) == 1 and starts_lower(filled[0]) and not is_figure(filled[0])


def _is_title(cells: Sequence[str]) -> bool:
    """A row with one cell filled, or all alike where cells were merged, that names the rows below it."""
    filled = {cell.strip() for cell in cells if cell.strip()}
    if len(cells) == 2 or len(filled) != 1:
        return False
    title = filled.pop()
    return len(title.split()) <= 12 and not ends_closed(title) and not is_figure(title)


def _dates_stand_once(roles: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether each day is printed once for several rows: one empty cell may be a day that was not set, several are none."""
    column = roles.index("by") if "by" in roles else None
    below = [row[column].strip() for row in rows if column is not None and len(row) == len(roles)]
    return below.count("") > 1 and bool(below[0])


def _as_above(columns: dict[str, str], above: dict[str, str], *, dated: bool) -> dict[str, str]:
    """What stands in the row above and holds for this one too: "Ditto", or a merged cell left empty."""
    held = {"unit"} | ({"by"} if dated else set())
    if not columns.get("text"):
        held |= {"text", "label", "baseline"}
    said = {role: cell for role, cell in columns.items() if not as_above(cell)}
    same = {role for role, cell in columns.items() if as_above(cell)}
    return said | {role: above[role] for role in held | same if role in above and role not in said}


def _first_cell_is_lost(printed: Sequence[Sequence[str]]) -> bool:
    """In print an empty cell leaves nothing: the header is one short of every row below it."""
    return len(printed) > 2 and all(len(row) == len(printed[0]) + 1 for row in printed[1:])


def _under_the_head(cells: Sequence[str], width: int) -> bool:
    """The second line of a header: dates, years and what stands in brackets, or the last word of a name."""
    filled = [cell for cell in cells if cell.strip()]
    return (
        1 < len(cells) <= width
        and (len(cells) < width or not cells[0].strip())
        and any(_dates_or_brackets(cell) for cell in filled)
        and all(
            _dates_or_brackets(cell) or re.fullmatch(r"[a-z]+(?: [a-z]+)?", cell.strip()) for cell in filled
        )
    )


def _dates_or_brackets(cell: str) -> bool:
    return bool(re.fullmatch(r"\(.*\)|(?:19|20)\d\d", cell.strip())) or date_of_head(cell) is not None


SHORT = re.compile(
    r"(?:by |end (?:of )?)*([A-Z][a-z]{2,8})\.?[\s-]?['’]?(\d\d)", re.I
)  # "Mar 14", "June '14"


def date_of_head(words: str) -> FoundDate | None:
    """The date at the head of a column: "By 31 March 2016", "March 2014"; "2017/18" ends on 31 March 2018, its first half on 30 September."""
    short = SHORT.fullmatch(words.strip())
    found = parse_date(f"{short[1]} 20{short[2]}" if short else words)
    if found is not None:
        return found
    span = re.search(r"\b((?:19|20)\d\d)\s?[-/–]\s?(\d{2,4})\b", words)
    if span and re.search(r"\b(?:first|1st) half\b", words, re.I):
        return parse_date(f"30 September {span[1]}")
    return parse_date(f"the end of the financial year {span[1]}-{span[2][-2:]}") if span else None


def dates_of_row(columns: dict[str, str], headers: dict[str, str], text: str) -> list[FoundDeadline]:
    """When a row falls due: by its "by when" column, or by each date at the head of a target's column."""
    heads = [
        headers.get(role, "")
        for role, cell in columns.items()
        if role.startswith("target") and re.search(r"\d", cell)
    ]
    dated = [(head, date) for head in heads if (date := date_of_head(head)) and date.date]
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
