"""Targets in tables: a row's baseline, and one target for each target column with a number in it."""

from __future__ import annotations

import re

from .dates import FoundDate, find_dates, parse_date
from .figures import NUMBER, value
from .result import Comparator
from .tables import date_of_head
from .target_amounts import comparator_in, unit_name
from .target_forms import FoundTarget
from .target_words import BAD, OF_MANY, PERCENT, PERIOD_BEFORE, UNITS

NOTHING = re.compile(r"\(?(?:none|nil|zero|nought)(?: at all)?[.)]?", re.I)


def targets_of_row(columns: dict[str, str], headers: dict[str, str]) -> list[FoundTarget]:
    """The targets of a table's row: one for each target column with a number in it."""
    metric = columns.get("text") or ""
    baseline, base_unit = _cell(columns.get("baseline", ""), headers.get("baseline", ""))
    period = PERIOD_BEFORE.search(headers.get("baseline", "")) or PERIOD_BEFORE.search(
        columns.get("baseline", "")
    )
    row_by = parse_date(columns.get("by", "")) or _said_over_all(headers.get("text", ""))
    found = []
    for role, cell in columns.items():
        if role.partition(" ")[0] != "target":
            continue
        header = headers.get(role, "")
        ranged = re.search(r"(\d+(?:\.\d+)?)\s*%?\s*(?:[-–—]|to|and)\s*(\d+(?:\.\d+)?)\s*(%?)", cell)
        amount, unit = _cell(cell, header)
        if amount is None:
            continue
        by = parse_date(cell) or date_of_head(header) or row_by
        unit = (
            unit
            or base_unit
            or ("%" if re.search(r"%|per ?cent|percentage|proportion", metric, re.I) else None)
        )
        unit = unit or _unit_of(metric)
        falls = amount < baseline if baseline is not None else bool(BAD.search(metric))
        comparator: Comparator = comparator_in(cell) or ("<=" if falls else ">=")
        high = None
        if ranged and value(ranged[1]) is not None and value(ranged[2]) is not None:
            amount, high, comparator = float(ranged[1]), float(ranged[2]), "between"
            unit = unit or ("%" if ranged[3] else None)
        found.append(
            FoundTarget(
                0,
                0,
                metric,
                amount,
                comparator,
                high,
                baseline,
                period[1] if period else None,
                unit,
                by.date if by else None,
            )
        )
    return found


def _said_over_all(header: str) -> FoundDate | None:
    """ "By 31 December 2013" at the head of the measures themselves: the day for every row."""
    return date_of_head(header) if re.match(r"\W*(?:to be (?:met|reached) )?by\b", header, re.I) else None


def _unit_of(metric: str) -> str | None:
    """The unit that the measure's own name says: "Days from referral to decision", "Average time (weeks)", "per 10,000"."""
    time = re.match(
        r"(?:(?:average|mean|median)\s+)?(?:number of\s+)?(working days|days|weeks|months)\b", metric, re.I
    ) or re.search(r"(?:\(|\bin )(working days|days|weeks|months)\)?$", metric, re.I)
    return time[1].lower() if time else unit_name(of_many[0]) if (of_many := OF_MANY.search(metric)) else None


def _cell(cell: str, header: str) -> tuple[float | None, str | None]:
    without_dates = cell
    for date in reversed(find_dates(cell)):
        without_dates = without_dates[: date.start] + without_dates[date.end :]
    if NOTHING.fullmatch(cell.strip()):
        return 0.0, "%" if "%" in header else None
    found = re.search(rf"(?<![a-z])({NUMBER})(?![a-z])\s*({PERCENT}|{UNITS})?", without_dates, re.I)
    if not found or value(found[1]) is None:
        return None, None
    unit = unit_name(found[2]) or ("%" if "%" in header else None)
    return value(found[1]), unit
