"""One table of a workbook, and what a cell of it may hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

LONGEST_CELL = 32_767  # what Excel keeps of one cell
# Control characters and what Unicode reserves: XML cannot hold the one, odfpy replaces the other. Tabs become a blank,
# because readers of ODS lose them.
_NOT_IN_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)


@dataclass(frozen=True)
class Sheet:
    """`title` stands in cell A1 and names the sheet, `notes` say what the words mean and what was left out."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[str] = ()


def cell_text(value: str) -> str:
    """The text as every kind of spreadsheet gives it back: what an import compares with."""
    plain = _NOT_IN_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return plain[:LONGEST_CELL]


def cell_value(value: Any) -> str | int | float | datetime.date | None:
    """A value of one of the types that a cell can have: text, number, date (or a moment, in London's time)."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    if isinstance(value, int | float | datetime.date):
        return value
    return cell_text(str(value)) or None


def names_of(sheets: Sequence[Sheet]) -> list[str]:
    """A name for each sheet's tab: at most 31 characters, none of []:*?/\\, no two the same."""
    names: list[str] = []
    for sheet in sheets:
        plain = (
            " ".join(re.sub(r"[\[\]:*?/\\']", " ", cell_text(sheet.title)).split())[:31].strip() or "Sheet"
        )
        name, number = plain, 2
        while name.lower() in {n.lower() for n in names}:
            name, number = f"{plain[:27]} {number}", number + 1
        names.append(name)
    return names


def with_notes(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with their rows counted out, and behind them one that gathers their notes, if there are any."""
    counted = [Sheet(s.title, s.columns, [list(row) for row in s.rows], s.notes) for s in sheets]
    names = names_of(counted)
    rows = [(name, note) for name, sheet in zip(names, counted, strict=True) for note in sheet.notes]
    return [*counted, Sheet("Notes", ("Worksheet", "Note"), rows)] if rows else counted


def opening_line(sheet: Sheet, *, has_notes: bool) -> str:
    """What stands under the title, for people who hear the sheet rather than see it."""
    rows = list(sheet.rows)
    size = f"{len(rows)} row{'' if len(rows) == 1 else 's'}" if rows else "no rows"
    notes = " Notes are on the last worksheet." if has_notes else ""
    return f"This worksheet contains one table with {size}.{notes}"


def width_of(name: str, values: Iterable[Any]) -> int:
    """Columns as wide as their longest line, within reason: longer texts wrap."""
    longest = max((len(line) for value in values for line in str(value).split("\n")), default=0)
    return min(max(longest, len(name) + 4, 8) + 2, 60)
