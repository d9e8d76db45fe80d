"""Made-up notices to councils that do not exist, in the layouts of real ones; dates are set around the day of loading.

A document holds marks such as {date:-150} (150 days before that day, "3 June 2026"), {formal:-150} ("3rd day of June 2026"),
{month:+60} ("October 2026") and {financial:-365} (the financial year, "2024-25").
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from notices.reading import CouncilRecord

FOLDER = Path(__file__).resolve().parent
MARK = re.compile(r"\{(date|formal|month|financial):([+-]\d{1,4})\}")


@dataclass(frozen=True)
class Sample:
    name: str
    council: CouncilRecord


# Codes that begin with X are no ONS codes; nobody is called so.
SAMPLES = (
    Sample(
        "borchester-improvement-notice",
        CouncilRecord("Borchester", "X10000001", "Borchester County Council", "Borchester"),
    ),
    Sample(
        "felpersham-improvement-notice",
        CouncilRecord("Felpersham", "X06000002", "Felpersham City Council", "Felpersham"),
    ),
    Sample(
        "ambridge-and-loxley-improvement-notice",
        CouncilRecord(
            "Ambridge and Loxley", "X06000003", "Ambridge and Loxley Council", "Ambridge and Loxley"
        ),
    ),
    Sample(
        "penny-hassett-statutory-direction",
        CouncilRecord("Penny Hassett", "X08000004", "Penny Hassett Borough Council", "Penny Hassett"),
    ),
)

# A later notice of the first council, with two points that a person must settle: it waits to be reviewed.
FOR_REVIEW = Sample("borchester-revised-improvement-notice", SAMPLES[0].council)


def render_sample(name: str, on: datetime.date) -> str:
    """The document's text with its dates set around `on`."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return MARK.sub(lambda mark: _written(mark[1], on + datetime.timedelta(days=int(mark[2]))), text)


def _written(form: str, day: datetime.date) -> str:
    if form == "date":
        return f"{day.day} {day:%B %Y}"
    if form == "month":
        return f"{day:%B %Y}"
    if form == "financial":
        first = day.year if day.month >= 4 else day.year - 1
        return f"{first}-{(first + 1) % 100:02d}"
    suffix = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day.day}{suffix} day of {day:%B %Y}"
