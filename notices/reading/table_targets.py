"""Targets in tables: a row's baseline, and one target for each target column with a number in it."""

from __future__ import annotations

import re

from .columns import SHARES
from .dates import FoundDate, find_dates, parse_date
from .figures import NUMBER, share, value
from .result import Comparator
from .tables import date_of_head
from .target_amounts import comparator_in, unit_name
from .target_forms import FoundTarget
from .target_words import BAD, FRACTION, OF_MANY, PERCENT, PERIOD_BEFORE, SHARE, UNITS
from .wording import one_line

Stood = tuple[float | None, str | None, str | None]  # the baseline, its unit and its period
# "From 61% to 85%", "61% → 85%": the baseline stands in the target's cell.
FROM_TO = re.compile(
    r"^\W*(?:[a-z]+\s+)?from\s+(.{1,20}?\d.{0,20}?)\s+to\s+(?=.*\d)|^(.{1,20}?\d.{0,20}?)\s*(?:→|->|=>)\s*",
    re.I,
)
STEPS = re.compile(
    r"\s*(?:;|,?\s+(?:and|then|rising|falling|increasing|reducing))\s+(?:then\s+)?(?:(?:rising|falling|increasing|reducing)\s+)?(?:to\s+)?(?=[^;]*\d)"
)
IN_BRACKETS = re.compile(r"\([^()]*\b(?:19|20)\d\d[^()]*\)")
RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*%?\s*(?:[-–—]|to|and)\s*(\d+(?:\.\d+)?)\s*(%?)")
NOTHING = re.compile(r"\(?(?:none|nil|zero|nought)(?: at all)?[.)]?", re.I)


def targets_of_row(columns: dict[str, str], headers: dict[str, str]) -> list[FoundTarget]:
    """The targets of a table's row: one for each target column with a number in it, and for each day in such a cell."""
    return [
        target
        for role, cell in columns.items()
        if role.partition(" ")[0] == "target"
        for step in _steps(cell)
        if (target := _target(step, headers.get(role, ""), columns, headers)) is not None
    ]


def _target(cell: str, header: str, columns: dict[str, str], headers: dict[str, str]) -> FoundTarget | None:
    metric, over = columns.get("text") or "", headers.get("text", "")
    cell, stood = _without_outturn(cell)
    if stood is None:
        cell, stood = _from_where(cell)
    base, base_unit, period = stood or _baseline(columns.get("baseline", ""), headers.get("baseline", ""))
    ranged = RANGE.search(cell)
    amount, unit = _cell(cell, header)
    if amount is None:
        return None
    by = (
        parse_date(cell)
        or date_of_head(header)
        or date_of_head(columns.get("by", ""))
        or _said_over_all(over)
    )
    shares = SHARES.search(over) or re.search(r"%|per ?cent|percentage|proportion", metric, re.I)
    unit = unit or base_unit or _unit_said(columns.get("unit", "")) or ("%" if shares else _unit_of(metric))
    falls = amount < base if base is not None else amount == 0 or bool(BAD.search(metric))
    kept: Comparator = "<=" if falls else ">="
    comparator = _bound(cell) or (base is None and _bound(header)) or kept
    high = None
    if ranged and value(ranged[1]) is not None and value(ranged[2]) is not None:
        amount, high, comparator = float(ranged[1]), float(ranged[2]), "between"
        unit = unit or ("%" if ranged[3] else None)
    day = by.date if by else None
    return FoundTarget(0, 0, metric, amount, comparator, high, base, period, unit, day)


def _baseline(cell: str, header: str) -> Stood:
    """Where it stood, in which unit, and when. A range is no one figure."""
    period = PERIOD_BEFORE.search(header) or PERIOD_BEFORE.search(cell)
    plain = IN_BRACKETS.sub("", cell)
    amount, unit = (None, None) if RANGE.search(plain) else _cell(plain, header)
    return amount, unit, period[1] if period else None


def _from_where(cell: str) -> tuple[str, Stood | None]:
    """The cell without the baseline that stands in it: "From 61% to 85%", "61% → 85%"."""
    moves = FROM_TO.match(cell)
    if moves is None:
        return cell, None
    amount, unit = _cell(moves[1] or moves[2], "")
    return cell[moves.end() :], (amount, unit, None)


# "85% (outturn 2011-12: 63%)", "90% (was 71% in 2013)": what stands in brackets is where it stood.
OUTTURN = re.compile(
    r"\s*\((?=[^()]*\b(?:outturn|actual|baseline|was|were|now|current\w*|from|at present|(?:19|20)\d\d)\b)([^()]*\d[^()]*)\)",
    re.I,
)


def _without_outturn(cell: str) -> tuple[str, Stood | None]:
    """The cell without its brackets, and the baseline and its period that they hold."""
    aside = OUTTURN.search(cell)
    if aside is None or not re.search(r"\d", cell[: aside.start()]):
        return cell, None
    period = re.search(r"\b(?:[A-Z][a-z]+ )?(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?\b", aside[1])
    amount, unit = _cell(aside[1].replace(period[0], " ") if period else aside[1], "")
    if amount is None:
        return cell, None
    return cell[: aside.start()] + cell[aside.end() :], (amount, unit, period[0] if period else None)


def _steps(cell: str) -> list[str]:
    """The levels of one cell, where each has its day: "75% by May 2013; 90% by May 2014"."""
    steps = STEPS.split(cell)
    return (
        steps
        if len(steps) > 1 and all(find_dates(step) and re.search(r"\d", step) for step in steps)
        else [cell]
    )


FALLS = re.compile(r"\W*(?:reduc\w+|cut|lower\w*|decreas\w+|fall\w*|down) (?:further )?to\b", re.I)
LEAST = re.compile(r"\b(?:min(?:imum)?|floor)\b", re.I)
MOST = re.compile(r"\b(?:max(?:imum)?|ceiling|cap|limit)\b", re.I)


def _bound(words: str) -> Comparator | None:
    """How a cell, or the head of its column, says that the figure binds: "no higher than", "max.", "Floor"."""
    if FALLS.match(words):
        return "<="
    return comparator_in(words) or (">=" if LEAST.search(words) else "<=" if MOST.search(words) else None)


def _unit_said(cell: str) -> str | None:
    """What the column of units says: "%", "days"; a mere number has none."""
    unit = cell.strip().strip("()")
    if re.fullmatch(r"percentages?|proportion|share|pc", unit, re.I):
        return "%"
    if not unit or re.fullmatch(
        r"(?:numbers?|no\.?|counts?|totals?|figure|ratio|rate|[-–—]|n/?a)", unit, re.I
    ):
        return None
    return unit_name(unit) if unit == "%" else unit.lower() if not unit.isupper() else unit


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
    part = re.search(rf"\b(?:{SHARE}|{FRACTION})(?![\w-])", without_dates, re.I)
    if part and share(one_line(part[0])) is not None:  # "one in ten", "a quarter"
        return share(one_line(part[0])), "%"
    found = re.search(rf"(?<![a-z])({NUMBER})(?![a-z])\s*({PERCENT}|{UNITS})?", without_dates, re.I)
    if not found or value(found[1]) is None:
        return None, None
    unit = unit_name(found[2]) or ("%" if "%" in header else None)
    return value(found[1]), unit
