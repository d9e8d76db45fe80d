"""Items that only say a level ("45% by 31 December; and"): what is measured stands in the words above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .figures import NUMBER
from .result import Item
from .target_forms import FoundTarget
from .target_words import AT_LEAST, AT_MOST, SHARE, UNITS

LEVEL_ALONE = re.compile(
    rf"(?:(?:to|for|in)\s+)?(?:(?:{AT_LEAST}|{AT_MOST})\s+)?(?:{SHARE}|{NUMBER}\s+{UNITS}|{NUMBER})(?:\s+or\s+\w+)?(?:\s+of\s+(?:the\s+|all\s+)?[a-z]+)?,?\s+(?:by|at|in|from|before|on|no later than)\b[^.;(]{{0,60}}(?:\([^()]{{3,60}}\))?[.;]?(?:\s*(?:and|then))?\W*$|(?:{NUMBER}\s+(?:weeks|days|months|hours)|{SHARE})\s+(?:for|of)\s+[^.;()]{{5,90}}\((?:currently|now|at present)\b[^()]{{2,60}}\)[.;]?(?:\s*and)?\W*$",
    re.I,
)


def leading_measure(item: Item, above: str | None) -> str:
    """The lead-in of an item that is only a level and a date, as the beginning of its sentence; else nothing."""
    if not above or len(above) > 600 or not LEVEL_ALONE.match(item.text):
        return ""
    lead = re.sub(r"\s*[:–—-]\s*$", " ", above)
    return lead if lead.endswith(" ") else f"{lead} "


def moved_back(found: Sequence[FoundTarget], by: int) -> list[FoundTarget]:
    """The targets behind the lead-in, at their places in the item itself."""
    if not by:
        return list(found)
    return [replace(t, start=max(t.start - by, 0), end=t.end - by) for t in found if t.end > by]
