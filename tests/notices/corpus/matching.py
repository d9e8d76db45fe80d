"""How two values, two lists and two texts are held against each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

Row = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """One comparison of one field."""

    field: str
    verdict: str  # right | missed | invented | wrong (missed and invented at once)
    expected: Any = None
    got: Any = None


def single(field: str, ours: Any, theirs: Any, same: Callable[[Any, Any], bool] | None = None) -> Point:
    if ours is None and theirs is None:
        return Point(field, "nothing")
    if theirs is None:
        return Point(field, "missed", ours)
    if ours is None:
        return Point(field, "invented", None, theirs)
    right = same(ours, theirs) if same else ours == theirs
    return Point(field, "right" if right else "wrong", ours, theirs)


def sets(field: str, ours: Iterable[Any], theirs: Iterable[Any]) -> Iterator[Point]:
    wanted, read = set(ours), set(theirs)
    yield from (Point(field, "right", value) for value in wanted & read)
    yield from (Point(field, "missed", value) for value in wanted - read)
    yield from (Point(field, "invented", None, value) for value in read - wanted)


def lists(
    field: str,
    expected: Row,
    got: Row,
    name: str,
    key: Callable[[Row], Any],
    same: Callable[[Row, Row], bool] | None = None,
    back: dict[int, int] | None = None,
) -> Iterator[Point]:
    paired, missed, invented = pair(expected[name], moved(got[name], back), key)
    for ours, theirs in paired:
        if not ours.get("optional"):
            right = same is None or same(ours, theirs)
            yield Point(field, "right" if right else "wrong", key(ours), theirs)
    yield from (Point(field, "missed", _told(row, key)) for row in missed if not row.get("optional"))
    yield from (Point(field, "invented", None, _told(row, key)) for row in invented)


def _told(row: Row, key: Callable[[Row], Any]) -> Any:
    return (key(row), row["span"]) if "span" in row else key(row)


def moved(rows: list[Row], back: dict[int, int] | None) -> list[Row]:
    """Rows that name a clause name it by its expected number."""
    if back is None:
        return rows
    return [{**row, "requirement": back.get(row["requirement"], -row["requirement"])} for row in rows]


def pair(
    ours: list[Row], theirs: list[Row], key: Callable[[Row], Any]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs of equal key, the required ones first; what is left on either side."""
    left, paired, missed = list(theirs), [], []
    for row in sorted(ours, key=lambda row: bool(row.get("optional"))):
        match = next((other for other in left if key(other) == key(row)), None)
        if match is None:
            missed.append(row)
        else:
            left.remove(match)
            paired.append((row, match))
    return paired, missed, left


def like(least: float) -> Callable[[Any, Any], bool]:
    def same(ours: Any, theirs: Any) -> bool:
        if ours is None or theirs is None:
            return ours is theirs
        return fuzz.ratio(plain(ours), plain(theirs)) >= least

    return same


def typed(text: str) -> str:
    """Quotation marks, dashes and spaces are the typist's: they are no difference."""
    text = re.sub(r"[‘’‚`´]", "'", text)
    text = re.sub(r"[“”„]", '"', text)
    text = re.sub(r"[‐‑‒–—]", "-", text)
    return re.sub(r"\s+", " ", text).strip()


def plain(text: Any) -> str:
    return re.sub(r"[^a-z0-9% ]+", "", typed(str(text or "")).lower().replace("-", " ")).strip()


def period(period: str | None) -> str | None:
    """Twelve months are a year, fourteen days two weeks."""
    found = re.fullmatch(r"P(\d+)([DM])", period or "")
    if found and found[2] == "M" and int(found[1]) % 12 == 0:
        return f"P{int(found[1]) // 12}Y"
    if found and found[2] == "D" and int(found[1]) % 7 == 0:
        return f"P{int(found[1]) // 7}W"
    return period
