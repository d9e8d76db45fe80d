"""What each column of a table holds: guessed from its heading, then from what stands under it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .fields import FIELDS, likeness
from .grids import Value, as_text
from .headings import Table
from .words import Unknown, read_priority, read_status

_LOOKED_AT = 60  # rows
_REF = re.compile(r"^[A-Za-z]{0,6}[ .-]?\d+([.\-]?[A-Za-z0-9]+)*\.?$")


def guess(table: Table, *, known_names: Sequence[str] = ()) -> dict[int, str]:
    """Number of the column, from 0, to the name of a field. The best fit of all is given first; a field that takes one
    column is given once. `known_names`: people and agencies of the council, by which a column of owners is known."""
    values = {column: _values(table, column) for column in range(len(table.names))}
    wishes = sorted(
        (
            (score - place / 10, -column, name)
            for column, heading in enumerate(table.names)
            for place, (name, score) in enumerate(_likely(heading))
        ),
        reverse=True,
    )
    found: dict[int, str] = {}
    for _, minus, name in wishes:
        column = -minus
        if column not in found and (FIELDS[name].many or name not in found.values()):
            found[column] = name
    _look_at_values(found, values, {n.casefold() for n in known_names})
    return dict(sorted(found.items()))


def _likely(heading: str) -> Sequence[tuple[str, float]]:
    """Of a heading over two lines, the whole counts most, then the upper part, which says what it is about."""
    fits = likeness(heading)
    if fits or ":" not in heading:
        return fits
    upper, lower = heading.split(":", 1)
    return [(name, score - 5) for name, score in (*likeness(upper), *likeness(lower))]


def _look_at_values(found: dict[int, str], values: Mapping[int, list[Value]], names: set[str]) -> None:
    """A heading such as "Status" may stand over letters or over sentences: what stands there decides."""
    for column, name in list(found.items()):
        texts = [as_text(v) for v in values[column]]
        if name in ("status", "delivery") and texts and _share(texts, _is_status) < 0.5:
            found[column] = "progress"
        elif name == "priority" and texts and _share(texts, _is_priority) < 0.5:
            _give(found, column, "theme")
    if {"delivery", "confidence"} <= set(
        found.values()
    ):  # our own export says both, and BRAG says them again
        for column in [c for c, name in found.items() if name == "status"]:
            del found[column]
    for column, inside in values.items():
        if column in found or not inside:
            continue
        texts = [as_text(v) for v in inside]
        if _share(inside, lambda v: isinstance(v, datetime.date)) > 0.6:
            _give(found, column, "due")
        elif _share(texts, _is_status) > 0.7:
            _give(found, column, "status")
        elif _share(texts, lambda t: "@" in t or t.casefold() in names) > 0.6:
            _give(found, column, "owner")
        elif len(set(texts)) == len(texts) and _share(texts, lambda t: bool(_REF.match(t))) > 0.8:
            _give(found, column, "ref")
    if "title" not in found.values():
        free = {c: sum(len(as_text(v)) for v in inside) for c, inside in values.items() if c not in found}
        if free and max(free.values()):
            found[max(free, key=lambda c: free[c])] = "title"


def _give(found: dict[int, str], column: int, name: str) -> None:
    if name not in found.values():
        found[column] = name
    else:
        found.pop(column, None)


def _share(values: Sequence[Any], is_so: Callable[[Any], bool]) -> float:
    return sum(bool(is_so(value)) for value in values) / len(values) if values else 0


def _is_priority(text: str) -> bool:
    return read_priority(text) is not None


def _is_status(text: str) -> bool:
    return not isinstance(read_status(text), Unknown)


def _values(table: Table, column: int) -> list[Value]:
    rows = table.grid.rows[table.first : table.first + _LOOKED_AT]
    cells = [row[column] for row in rows if column < len(row)]
    return [value for value in cells if as_text(value)]


def in_order(mapping: Mapping[int, str], name: str) -> list[int]:
    return [column for column, held in sorted(mapping.items()) if held == name]


def why_not(mapping: Mapping[int, str]) -> str:
    """Why nothing can be imported with these columns, as a sentence; empty when it can."""
    held = [name for name in mapping.values() if name]
    twice = {FIELDS[name].label for name in held if held.count(name) > 1 and not FIELDS[name].many}
    if twice:
        return f"Choose one column only for {' and '.join(sorted(twice))}"
    if "title" not in held and "ref" not in held:
        return "Choose which column holds the action, or its reference"
    return ""
