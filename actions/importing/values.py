"""Values of indicators from a council's own table: what its columns hold, and what it would change.

Three shapes are read: an indicator a row with a column for each period; a period a row with a column for each indicator;
and a row for each value. Each becomes the table that indicator_paste.py reads, so that a file and a pasted table mean the
same; what is said of a cell there gets the address that it has in the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from councils.models import User
from councils.refusal import Refused

from ..indicator_paste import Line, Pasted, address, read_pasted
from ..indicator_period_names import read_span
from ..indicator_permissions import may_enter
from ..models import Indicator, PlanImport
from ..services.many_values import Change as ValueChange
from .columns import in_order
from .fields import Field, closeness
from .grids import Problem, Value, as_text, is_blank, squeezed
from .grids import address as address_in_file
from .headings import Table
from .preview import Change, Outcome, Preview, Row

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("indicator", "Indicator, by reference or title", (
            "indicator", "indicators", "measure", "performance indicator", "kpi", "metric", "ref", "reference",
            "indicator ref", "indicator reference", "pi", "performance measure",
        )),
        Field("period", "Period", ("period", "month", "quarter", "week", "year", "date", "reporting period", "month ending")),
        Field("value", "Value", ("value", "actual", "result", "outturn", "performance", "figure", "latest", "score")),
        Field("numerator", "Numerator", ("numerator", "num")),
        Field("denominator", "Denominator", ("denominator", "denom", "den", "cohort")),
        Field("of_period", "Values of the period in its heading", (), many=True),
        Field("of_indicator", "Values of the indicator in its heading", (), many=True),
    )
}  # fmt: skip
MOST_CELLS = 100_000
_PLACE = re.compile(r"Row \d+, column [A-Z]+")


@dataclass
class ValuesPreview(Preview):
    values: list[ValueChange] = field(default_factory=list)

    @property
    def digest(self) -> str:
        based_on = [(change.key, change.based_on) for change in self.values]
        return hashlib.sha256(f"{super().digest}{based_on}".encode()).hexdigest()


def indicators_for(planned: PlanImport, by: User | None) -> list[Indicator]:
    """Those in use whose values the person may enter (None: all)."""
    rows = Indicator.objects.filter(council_id=planned.council_id).active().prefetch_related("trajectory")
    found = [row for row in rows.order_by("id") if by is None or may_enter(by, row)]
    for indicator in found:
        indicator.council = planned.plan.council
    return found


def names_of(indicators: Sequence[Indicator]) -> frozenset[str]:
    """Under which an indicator may stand in a table, in small letters."""
    return frozenset(
        squeezed(words) for one in indicators for words in (one.ref, one.title, f"{one.ref} {one.title}")
    )


def reads_like_heading(names: Collection[str]) -> Callable[[str], bool]:
    return lambda text: (
        bool(text)
        and (read_span(text) is not None or squeezed(text) in names or bool(closeness(text, FIELDS)))
    )


def guess(table: Table, names: Collection[str]) -> dict[int, str]:
    """From the headings, then from what stands under them."""
    found: dict[int, str] = {}
    for column, heading in enumerate(table.names):
        if read_span(heading):
            found[column] = "of_period"
        elif squeezed(heading) in names:
            found[column] = "of_indicator"
        else:
            fits = [name for name, _ in closeness(heading, FIELDS) if name not in found.values()]
            found |= {column: fits[0]} if fits else {}
    by_name = _fullest(table, lambda text: squeezed(text) in names)
    if by_name is not None and "of_indicator" not in found.values():
        found = {column: name for column, name in found.items() if name != "indicator"} | {
            by_name: "indicator"
        }
    by_period = _fullest(table, lambda text: read_span(text) is not None)
    if by_period is not None and "period" not in found.values() and "of_period" not in found.values():
        found[by_period] = "period"
    if "of_period" in found.values():  # then a column "Latest" says again what a period says
        found = {column: name for column, name in found.items() if name in ("indicator", "of_period")}
    return dict(sorted(found.items()))


def _fullest(table: Table, is_so: Callable[[str], bool]) -> int | None:
    """The first of the columns in which the most cells are of a kind; None where no column has half of them."""
    counts = {
        column: sum(is_so(as_text(row[column])) for row in _body(table) if column < len(row))
        for column in range(len(table.names))
    }
    best = max(counts, key=lambda column: (counts[column], -column), default=None)
    filled = sum(not is_blank(row) for row in _body(table))
    return best if best is not None and counts[best] * 2 >= filled > 0 else None


def why_not(mapping: Mapping[int, str]) -> str:
    """Why nothing can be imported with these columns, as a sentence; empty when it can."""
    held = [name for name in mapping.values() if name]
    twice = {FIELDS[name].label for name in held if held.count(name) > 1 and not FIELDS[name].many}
    if twice:
        return f"Choose one column only for {' and '.join(sorted(twice))}"
    if "of_period" in held and "of_indicator" in held:
        return "Headings name either periods or indicators, not both. Leave the columns of one kind out"
    if "period" not in held and "of_period" not in held:
        return "Choose which column holds the period, or which columns have a period as their heading"
    if "indicator" not in held and "of_indicator" not in held:
        return "Choose which column holds the indicator, or which columns have an indicator as their heading"
    if (
        {"of_period", "of_indicator"} & set(held)
        or "value" in held
        or {"numerator", "denominator"} <= set(held)
    ):
        return ""
    return "Choose which column holds the value, or both numerator and denominator"


def work_out(
    tables: Sequence[Table],
    mapping: Mapping[int, str],
    indicators: Sequence[Indicator],
    *,
    by: User,
    on: date,
) -> ValuesPreview:
    """Raises Refused when the columns do not make a table, or hold too much."""
    shaped = _Shaped(tables, mapping)
    pasted = read_pasted(shaped.grid, indicators, by, on=on, most=MOST_CELLS)
    if wrong := [line for line in pasted.errors if not line.cell]:
        raise Refused(wrong[0].why)
    rows = shaped.rows(pasted)
    notes = [Problem("Headings", shaped.in_file(note), "note") for note in pasted.notes]
    return ValuesPreview(rows, notes, [], values=pasted.changes)


class _Shaped:
    """The table as indicator_paste reads it, and where each of its cells stands in the file."""

    def __init__(self, tables: Sequence[Table], mapping: Mapping[int, str]) -> None:
        self.tables, self.with_name = tables, len(tables) > 1
        self.at = {name: in_order(mapping, name) for name in FIELDS}
        self.places: dict[str, tuple[Table, int, str]] = {}  # of each cell: its table, its row, its address
        self.grid: list[list[str]] = []
        names = tables[0].names
        across = self.at["of_period"] or self.at["of_indicator"]
        first = self.at["indicator"] if self.at["of_period"] else self.at["period"]
        if across:
            self._add(
                [("", None), *((names[column], column) for column in across)], tables[0], tables[0].row - 1
            )
            for table, number, row in _lines(tables):
                self._add([(_text(row, column), column) for column in (*first, *across)], table, number)
        else:
            self._one_value_a_row()

    def _one_value_a_row(self) -> None:
        [indicator], [period] = self.at["indicator"], self.at["period"]
        lines = list(_lines(self.tables))
        periods = list(dict.fromkeys(_text(row, period) for _, _, row in lines if _text(row, period)))
        if len(periods) * len(lines) > MOST_CELLS:
            raise Refused("The file has too many values for one import. Split it into several files")
        self._add([("", None), *((name, period) for name in periods)], self.tables[0], self.tables[0].row - 1)
        for table, number, row in lines:
            text, column = self._value(row)
            cells = [(text if name == _text(row, period) else "", column) for name in periods]
            self._add([(_text(row, indicator), indicator), *cells], table, number)

    def _value(self, row: Sequence[Value]) -> tuple[str, int]:
        above, below = self.at["numerator"], self.at["denominator"]
        if above and below and _text(row, above[0]) and _text(row, below[0]):
            return f"{_text(row, above[0])}/{_text(row, below[0])}", above[0]
        column = (self.at["value"] or above)[0]
        return _text(row, column), column

    def _add(self, cells: Sequence[tuple[str, int | None]], table: Table, number: int) -> None:
        for place, (_, column) in enumerate(cells):
            if column is not None:
                where = address_in_file(table.grid, number, column, with_name=self.with_name)
                self.places[address(len(self.grid), place)] = (table, number, where)
        self.grid.append([text for text, _ in cells])

    def in_file(self, words: str) -> str:
        """Words about the table with the addresses that people see in their file."""
        return _PLACE.sub(
            lambda match: self.places[match[0]][2] if match[0] in self.places else match[0], words
        )

    def rows(self, pasted: Pasted) -> list[Row]:
        by_row: dict[tuple[str, int], list[Line]] = {}
        for line in pasted.lines:
            table, number, _ = self.places[line.cell]
            by_row.setdefault((table.grid.name if self.with_name else "", number), []).append(line)
        return [self._row(sheet, number, lines) for (sheet, number), lines in by_row.items()]

    def _row(self, sheet: str, number: int, lines: Sequence[Line]) -> Row:
        changes = [line for line in lines if line.change is not None]
        named = {line.indicator for line in lines if line.indicator}
        of_one = len(named) == 1
        return Row(
            where=f"{sheet}, row {number + 1}" if sheet else f"row {number + 1}",
            sheet=sheet,
            number=number + 1,
            ref="",
            title=named.pop() if of_one else next((line.period for line in lines if line.period), ""),
            outcome=_outcome(lines),
            problems=[
                Problem(self.places[line.cell][2], self.in_file(line.why), "cell" if changes else "row")
                for line in lines
                if line.kind == "error"
            ],
            changes=[
                Change(line.period if of_one else f"{line.indicator}, {line.period}", line.was, line.now)
                for line in changes
            ],
        )


def _outcome(lines: Sequence[Line]) -> Outcome:
    kinds = {line.kind for line in lines}
    if "changed" in kinds:
        return "changed"
    return "added" if "new" in kinds else "error" if "error" in kinds else "unchanged"


def _body(table: Table) -> Sequence[Sequence[Value]]:
    return table.grid.rows[table.first :]


def _lines(tables: Sequence[Table]) -> list[tuple[Table, int, Sequence[Value]]]:
    return [
        (table, table.first + place, row)
        for table in tables
        for place, row in enumerate(_body(table))
        if not is_blank(row)
    ]


def _text(row: Sequence[Value], column: int) -> str:
    return as_text(row[column]) if column < len(row) else ""
