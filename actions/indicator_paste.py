"""Values pasted from a spreadsheet: what each cell would change, and what is wrong with it, by row and column.

One line or column names the indicators, the other the periods; which is which is seen from the names. Empty cells and
"n/a" change nothing, so a pasted table never takes a value away.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from django.core.exceptions import ValidationError

from councils.lateness import long_date
from councils.models import User
from councils.status import word

from .indicator_entry import Entry, cleaned
from .indicator_numbers import Unreadable, is_nothing, read_number, read_parts, squeezed
from .indicator_period_names import Span, period_named, read_span, why_no_period
from .indicator_periods import Period
from .indicator_trend import figure
from .models import Indicator, Observation, Unit
from .services.many_values import Change

MOST_CELLS = 5_000
Grid = list[list[str]]


@dataclass(frozen=True)
class Line:
    """One cell that says something. `kind`: new, changed, unchanged or error (with `why`)."""

    cell: str
    kind: str
    indicator: str = ""
    period: str = ""
    was: str = ""
    now: str = ""
    why: str = ""
    change: Change | None = None


@dataclass
class Pasted:
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    empty: int = 0

    def of(self, *kinds: str) -> list[Line]:
        return [line for line in self.lines if line.kind in kinds]

    @property
    def errors(self) -> list[Line]:
        return self.of("error")

    @property
    def changes(self) -> list[Change]:
        return [line.change for line in self.lines if line.change is not None]

    @property
    def digest(self) -> str:
        """Of what would be saved over what: a confirmation is good for the preview that the person saw."""
        seen = [
            (change.key, change.based_on, change.entry and change.entry.columns()) for change in self.changes
        ]
        return hashlib.sha256(repr(seen).encode()).hexdigest()


def read_table(text: str) -> Grid:
    """Cells of a copied table: parted by tabs, as spreadsheets do it; by commas where there is no tab."""
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter="\t" if "\t" in plain else ",")
    return [[cell.strip() for cell in row] for row in reader]


def address(row: int, column: int) -> str:
    """ "row 3, column B": counted from the first pasted cell."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return f"Row {row + 1}, column {letters}"


def read_pasted(
    grid: Grid, indicators: Sequence[Indicator], user: User, *, on: datetime.date, most: int = MOST_CELLS
) -> Pasted:
    """`indicators`: those whose values the person may enter. One statement for the values that are there."""
    found = Pasted()
    if sum(len(row) for row in grid) > most:
        found.lines.append(Line("", "error", why=f"At most {most:,} cells can be taken at a time"))
        return found
    rows = [(number, row) for number, row in enumerate(grid) if any(row)]
    names = _by_name(indicators)
    if len(rows) < 2 or max(len(row) for _, row in rows) < 2:
        why = "Copy a table with the names of the periods in its first line and the indicators in its first column"
        found.lines.append(Line("", "error", why=why))
        return found
    headings, body = rows[0], rows[1:]
    across = _names_indicators(headings[1], [row[0] for _, row in body], names)
    cells = _Cells(found, names, _values(indicators, user), on=on)
    if across:
        cells.read_across(headings, body)
    else:
        cells.read_down(headings, body)
    return found


def _by_name(indicators: Sequence[Indicator]) -> dict[str, Indicator]:
    """By reference, by title, and by both; a title that two share names neither."""
    found: dict[str, Indicator] = {}
    shared: set[str] = set()
    for row in indicators:
        title = squeezed(row.title).casefold()
        shared |= {title} & set(found)
        found[title] = row
    for title in shared:
        del found[title]
    for row in indicators:
        found[row.ref.casefold()] = row
        found[squeezed(f"{row.ref} {row.title}").casefold()] = row
    return found


def _names_indicators(headings: Sequence[str], firsts: Sequence[str], names: Mapping[str, Indicator]) -> bool:
    """Whether the first line, and not the first column, names the indicators."""
    in_line = sum(squeezed(text).casefold() in names for text in headings[1:])
    in_column = sum(squeezed(text).casefold() in names for text in firsts)
    return in_line > in_column or (
        in_line == in_column == 0
        and not any(read_span(text) for text in headings[1:])
        and any(read_span(text) for text in firsts)
    )


def _values(indicators: Sequence[Indicator], user: User) -> dict[tuple[int, datetime.date], Observation]:
    if not indicators:
        return {}
    by_pk = {row.pk: row for row in indicators}
    rows = Observation.objects.visible_to(user).filter(
        council_id=indicators[0].council_id, indicator__in=list(by_pk)
    )
    found = {}
    for row in rows:
        row.indicator = by_pk[row.indicator_id]
        row.council = row.indicator.council
        found[row.indicator_id, row.period_on] = row
    return found


class _Cells:
    """Walks the table and notes what each cell means."""

    def __init__(
        self,
        found: Pasted,
        names: Mapping[str, Indicator],
        values: Mapping[tuple[int, datetime.date], Observation],
        *,
        on: datetime.date,
    ) -> None:
        self.found, self.names, self.values, self.on = found, names, values, on
        self.seen: dict[tuple[int, datetime.date], str] = {}

    def read_down(self, headings: tuple[int, list[str]], body: Sequence[tuple[int, list[str]]]) -> None:
        spans = self._spans([(address(headings[0], column), text) for column, text in enumerate(headings[1])])
        for number, row in body:
            cells = {column: text for column, text in enumerate(row) if column and not is_nothing(text)}
            indicator = self._indicator(address(number, 0), row[0], bool(cells))
            if indicator is None:
                continue
            for column, text in enumerate(row[1:], start=1):
                span = spans.get(column)
                if span is not None:
                    self._cell(address(number, column), indicator, headings[1][column], span, text)
                elif column in cells and column >= len(headings[1]):
                    self._wrong(address(number, column), "has no period above it")

    def read_across(self, headings: tuple[int, list[str]], body: Sequence[tuple[int, list[str]]]) -> None:
        spans = self._spans([("", ""), *((address(number, 0), row[0]) for number, row in body)])
        columns = {
            column: self._indicator(address(headings[0], column), text, bool(text))
            for column, text in enumerate(headings[1])
            if column
        }
        for place, (number, row) in enumerate(body, start=1):
            span = spans.get(place)
            for column, text in enumerate(row[1:], start=1):
                indicator = columns.get(column)
                if span is not None and indicator is not None:
                    self._cell(address(number, column), indicator, row[0], span, text)
                elif column >= len(headings[1]) and not is_nothing(text):
                    self._wrong(address(number, column), "has no indicator above it")

    def _spans(self, names: Sequence[tuple[str, str]]) -> dict[int, Span]:
        """The periods by their place; a heading that is none is left out, and said so."""
        spans = {}
        for place, (where, text) in enumerate(names):
            if place == 0:
                continue
            span = read_span(text)
            if span is not None:
                spans[place] = span
            elif text:
                self.found.notes.append(f"{where}: “{text}” is not a period, so it was left out.")
        if not spans:
            self.found.lines.append(
                Line("", "error", why="No period was found. Name each one like April 2026 or Q1 2026/27")
            )
        return spans

    def _indicator(self, where: str, text: str, has_values: bool) -> Indicator | None:
        indicator = self.names.get(squeezed(text).casefold())
        if indicator is None and has_values:
            said = f"“{text}” is" if text else "there is"
            self.found.lines.append(
                Line(where, "error", why=f"{said} no indicator whose values you may enter. Use its reference")
            )
        return indicator

    def _wrong(self, where: str, why: str, indicator: str = "", period: str = "", now: str = "") -> None:
        self.found.lines.append(Line(where, "error", indicator, period, now=now, why=why))

    def _cell(self, where: str, indicator: Indicator, heading: str, span: Span, text: str) -> None:
        if is_nothing(text):
            self.found.empty += 1
            return
        shown = squeezed(text)
        period = period_named(indicator, span)
        named = {"indicator": str(indicator), "period": period.name if period else heading, "now": shown}
        if period is None:
            self._wrong(where, why_no_period(indicator, heading, span), **named)
            return
        if period.ends_on >= self.on:
            why = f"{period.name} is not over. Enter its value after {long_date(period.ends_on)}"
            self._wrong(where, why, **named)
            return
        key = (indicator.pk, period.starts_on)
        if key in self.seen:
            self._wrong(where, f"{self.seen[key]} has a value for the same period", **named)
            return
        self.seen[key] = where
        before = self.values.get(key)
        try:
            entry = cleaned(indicator, self._entry(indicator, before, text))
        except Unreadable as error:
            self._wrong(where, f"“{shown}” {error}", **named)
        except ValidationError as error:
            self._wrong(where, error.messages[0], **named)
        else:
            self._line(where, indicator, period, before, entry)

    def _entry(self, indicator: Indicator, before: Observation | None, text: str) -> Entry:
        if indicator.unit == Unit.TEXT:
            raise ValidationError(f"{indicator.ref} is told in words. Open its page to write it")
        kept = Entry.of(before).columns() if before else {}
        if indicator.from_parts:
            parts = read_parts(text)
            assert parts is not None
            return Entry(**{**kept, "numerator": parts[0], "denominator": parts[1]})
        return Entry(**{**kept, "value": read_number(text, indicator.unit)})

    def _line(
        self, where: str, indicator: Indicator, period: Period, before: Observation | None, entry: Entry
    ) -> None:
        said: dict[str, Any] = {
            "indicator": str(indicator),
            "period": period.name,
            "was": _said(indicator, Entry.of(before)) if before else "",
            "now": _said(indicator, entry),
        }
        if before is not None and Entry.of(before) == entry:
            self.found.lines.append(Line(where, "unchanged", **said))
            return
        if before is not None and not before.is_open:
            state = word("value", before.state).lower()
            self._wrong(
                where,
                f"The value is {state}. It has to be {_handed_back(before)} before it can change",
                said["indicator"],
                said["period"],
                said["now"],
            )
            return
        if indicator.unit == Unit.PERCENT and not indicator.from_parts and _looks_like_a_share(entry.value):
            self.found.notes.append(
                f"{where}: {said['now']} was read as it stands. If the spreadsheet holds shares, format them as "
                "percentages before you copy."
            )
        change = Change(
            key=f"{indicator.pk}-{period.starts_on.isoformat()}",
            indicator=indicator,
            period=period,
            before=before,
            based_on=before.version if before else 0,
            entry=entry,
        )
        self.found.lines.append(Line(where, "changed" if before else "new", change=change, **said))


def _looks_like_a_share(value: Decimal | None) -> bool:
    return value is not None and 0 < value <= 1


def _handed_back(before: Observation) -> str:
    if before.state == Observation.State.SUBMITTED:
        return "taken back"
    return "returned by a lead or the director"


def _said(indicator: Indicator, entry: Entry) -> str:
    words = figure(entry.value, indicator.unit)
    if entry.numerator is not None and entry.denominator is not None:
        return f"{words} ({figure(entry.numerator, 'number')} of {figure(entry.denominator, 'number')})"
    return words
