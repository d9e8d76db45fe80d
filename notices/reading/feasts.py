"""The days of feasts by which English officials date things, those that move with Easter among them."""

from __future__ import annotations

import datetime

from dateutil.easter import easter

FEASTS = {
    "christmas eve": (12, 24), "christmas": (12, 25), "eve": (12, 31), "new year": (1, 1), "michaelmas": (9, 29), "lady": (3, 25),
    "midsummer": (6, 24), "may day": (5, 1),
}  # fmt: skip
BY_EASTER = {"good friday": -2, "easter monday": 1, "easter": 0}


def feast_day(name: str, year: int) -> datetime.date:
    """The day on which a feast falls in a year: "Good Friday", "Christmas Eve", "Michaelmas"."""
    name = " ".join(name.lower().split())
    moved = next((days for feast, days in BY_EASTER.items() if feast in name), None)
    if moved is not None:
        sunday: datetime.date = easter(year)
        return sunday + datetime.timedelta(days=moved)
    return datetime.date(year, *next(day for feast, day in FEASTS.items() if feast in name))
