"""The rows of a table, as they stand: which are actions, which are headings between them, which say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from councils.refusal import Refused

from .columns import in_order
from .fields import FIELDS
from .formulas import letters
from .grids import Problem, Value, address, as_text, is_blank, squeezed
from .headings import Table

MOST_LINES = 5_000
_LONGEST_SECTION = 250  # characters; longer is a remark
_OWN_TO_A_ROW = ("ref", "title")
_OBJECTIVE = re.compile(
    r"^(objective|priority|theme|work ?stream|strand|aim|outcome|area|pillar|section|part)\b", re.IGNORECASE
)
_REF = re.compile(r"^[A-Za-z0-9][\w.\-/()]{0,19}$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass
class Line:
    """A row that describes an action. `section`: the heading between the rows that it stands under."""

    sheet: str
    number: int  # of the row, as people see it
    section: str
    values: dict[str, Value]
    cells: dict[str, str]  # address by field
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        return as_text(self.values.get(name))

    def cell(self, *names: str) -> str:
        """Where the first of these fields stands; the row itself when none is mapped."""
        return next((self.cells[name] for name in names if name in self.cells), f"row {self.number}")

    def say(self, message: str, *names: str, kind: str = "row") -> None:
        self.problems.append(Problem(self.cell(*names), message, kind))  # type: ignore[arg-type]


@dataclass
class Lines:
    lines: list[Line]
    left_out: list[Problem]  # notes on rows that are no actions


def read_lines(tables: Sequence[Table], mapping: Mapping[int, str]) -> Lines:
    """Of one worksheet, or of several with the same headings. Raises Refused when there are more than an import takes."""
    found, left_out = list[Line](), list[Problem]()
    for table in tables:
        reader = _Reader(table, mapping, with_name=len(tables) > 1)
        reader.read()
        found += reader.lines
        left_out += reader.left_out
    if len(found) > MOST_LINES:
        raise Refused(
            f"The selected file has {len(found):,} rows of actions; at most {MOST_LINES:,} can be imported at a time. "
            "Split it into several files."
        )
    return Lines(found, left_out)


class _Reader:
    def __init__(self, table: Table, mapping: Mapping[int, str], *, with_name: bool) -> None:
        self.grid, self.table, self.mapping, self.with_name = table.grid, table, mapping, with_name
        self.columns = {name: in_order(mapping, name) for name in FIELDS if in_order(mapping, name)}
        self.headings = [squeezed(name) for name in table.names if name]
        self.lines: list[Line] = []
        self.left_out: list[Problem] = []
        self.section = ""
        self.waiting: list[tuple[int, str]] = []  # headings that no action has followed yet
        self.over: dict[tuple[int, int], Value] = {}  # what a merged cell says in the rows below its first
        self.belongs_above: set[int] = set()
        self.merged_rows: dict[int, str] = {}

    def read(self) -> None:
        self._spread_merged()
        for row in range(self.table.first, len(self.grid.rows)):
            texts = self.grid.texts(row)
            if is_blank(self.grid.rows[row]) or row in self.belongs_above or self._repeats_headings(texts):
                continue
            if heading := self._heading(row, texts):
                self.waiting.append((row, heading))
                continue
            if self.waiting:
                self.section = self.waiting[-1][1]
                for place, text in self.waiting[:-1]:
                    self._leave_out(place, text)
                self.waiting = []
            self.lines.append(self._line(row))
        for row, text in self.waiting:
            self._leave_out(row, text)

    def _leave_out(self, row: int, text: str) -> None:
        short = text if len(text) <= 60 else f"{text[:57]}…"
        column = next((c for c, cell in enumerate(self.grid.texts(row)) if cell), 0)
        self.left_out.append(
            Problem(
                self._address(row, column), f"“{short}” has no action under it, so it was left out.", "note"
            )
        )

    def _spread_merged(self) -> None:
        """A merged cell holds for all its rows; over references or actions it makes one action of several rows."""
        for top, left, bottom, right in self.grid.merged:
            if bottom == top or top < self.table.first:
                continue
            held = self.mapping.get(left, "")
            if held in _OWN_TO_A_ROW:
                self.belongs_above.update(range(top + 1, bottom + 1))
                self.merged_rows[top] = (
                    f"{letters(left)}{top + 1} to {letters(right)}{bottom + 1} are merged into one cell. "
                    "Give each action one row, with everything about it in that row"
                )
            else:
                value = self.grid.rows[top][left] if left < len(self.grid.rows[top]) else None
                for row in range(top + 1, bottom + 1):
                    self.over[row, left] = value

    def _repeats_headings(self, texts: Sequence[str]) -> bool:
        said = [squeezed(text) for text in texts if text]
        return len(said) > 1 and said == self.headings[: len(said)]

    def _heading(self, row: int, texts: Sequence[str]) -> str:
        """The text of a row that is a heading over the rows below; empty for the row of an action."""
        filled = [column for column, text in enumerate(texts) if text]
        if len(filled) != 1 or any((row, column) in self.over for column in self.mapping):
            return ""
        [column] = filled
        text = texts[column]
        held = self.mapping.get(column, "")
        if held == "ref" and _REF.match(text):
            return ""
        if self._is_wide(row) or held != "title" or _OBJECTIVE.match(text):
            return " ".join(text.split())
        return ""

    def _is_wide(self, row: int) -> bool:
        half = max(2, len(self.table.names) // 2)
        return any(
            top == row == bottom and right - left + 1 >= half for top, left, bottom, right in self.grid.merged
        )

    def _line(self, row: int) -> Line:
        line = Line(
            sheet=self.grid.name if self.with_name else "",
            number=row + 1,
            section=self.section if len(self.section) <= _LONGEST_SECTION else "",
            values={},
            cells={name: self._address(row, columns[0]) for name, columns in self.columns.items()},
        )
        for name, columns in self.columns.items():
            line.values[name] = (
                self._value(row, columns[0]) if len(columns) == 1 else self._joined(row, columns) or None
            )
            self._check(line, row, columns)
        if row in self.merged_rows:
            line.say(self.merged_rows[row], *_OWN_TO_A_ROW)
        return line

    def _value(self, row: int, column: int) -> Value:
        cells = self.grid.rows[row]
        value = cells[column] if column < len(cells) else None
        return self.over.get((row, column)) if not as_text(value) and (row, column) in self.over else value

    def _joined(self, row: int, columns: Iterable[int]) -> str:
        """Several columns as one text: "Outcome: Q1: two panels were held"."""
        texts = [(self.table.names[column], as_text(self._value(row, column))) for column in columns]
        return "\n".join(f"{name}: {text}" if name else text for name, text in texts if text)

    def _check(self, line: Line, row: int, columns: Sequence[int]) -> None:
        for column in columns:
            plain = f"{letters(column)}{row + 1}"
            cell = self._address(row, column)
            if plain in self.grid.empty:
                said = self.grid.empty[plain]
                line.problems.append(Problem(cell, _FORMULA_FAILS.format(said) if said else _FORMULA_EMPTY))
            value = self._value(row, column)
            if isinstance(value, str) and _CONTROL.search(value):
                line.problems.append(Problem(cell, _INVISIBLE, "note"))

    def _address(self, row: int, column: int) -> str:
        return address(self.grid, row, column, with_name=self.with_name)


_FORMULA_EMPTY = (
    "This cell holds a formula that was never worked out. Open the file, save it again, or type the value"
)
_FORMULA_FAILS = "This cell holds a formula that ends in an error ({}). Type the value"
_INVISIBLE = "This cell held characters that cannot be shown. They were left out."
