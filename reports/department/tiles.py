"""Councils as tiles, region by region, in the places that the regions have on a map of England."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..councils_dashboard import CouncilRow
from ..numbers import Number

if TYPE_CHECKING:
    from .asked import Asked

# The nine regions, north to south, each with its place in the grid of static/scss/app.scss.
PLACES = {
    "North East": "ne", "North West": "nw", "Yorkshire and The Humber": "yh", "West Midlands": "wm",
    "East Midlands": "em", "East of England": "ee", "South West": "sw", "South East": "se", "London": "lo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tile:
    """`standing` is the word that goes with the colour; `off_track` and `overdue` lead to their actions."""

    row: CouncilRow
    kind: str
    value: str
    standing: str
    off_track: Number
    overdue: Number
    at_risk: Number


@dataclass(frozen=True, slots=True)
class Region:
    name: str
    place: str
    councils: Number
    tiles: Sequence[Tile]


_TAGS = {
    "Off track": ("confidence", "off_track"),
    "Overdue": ("confidence", "off_track"),
    "At risk": ("confidence", "at_risk"),
    "On track": ("confidence", "on_track"),
}


def tiles_of(found: Asked, *, councils_at: str, actions_at: str) -> list[Region]:
    """Every region of England, those without a council too, so that a council's place does not move."""
    names = [*PLACES, *sorted({row.region for row in found.councils} - set(PLACES))]
    return [_region(name, found, councils_at, actions_at) for name in names]


def _region(name: str, found: Asked, councils_at: str, actions_at: str) -> Region:
    here = sorted((row for row in found.councils if row.region == name), key=lambda row: row.name)
    day = {"as_at": str(found.past_day)} if found.past_day else {}
    query = urlencode({**found.keeping, **day, "region": name}, doseq=True)
    return Region(
        name=name,
        place=PLACES.get(name, ""),
        councils=Number(len(here), f"in {name}", f"{councils_at}?{query}"),
        tiles=[_tile(row, found, actions_at) for row in here],
    )


def _tile(row: CouncilRow, found: Asked, actions_at: str) -> Tile:
    def number(value: int, words: str, show: str) -> Number:
        query = {
            "council": row.slug,
            **({"as_at": str(found.past_day)} if found.past_day else {}),
            "show": show,
        }
        return Number(value, f"{words} in {row.name}", f"{actions_at}?{urlencode(query)}")

    kind, value = _TAGS.get(row.standing, ("", ""))
    return Tile(
        row,
        kind,
        value,
        row.standing,
        number(row.off_track, "off track", "off_track"),
        number(row.overdue, "overdue", "overdue"),
        number(row.at_risk, "at risk", "at_risk"),
    )
