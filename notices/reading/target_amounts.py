"""Amounts and the way in which they bind."""

from __future__ import annotations

import re

from .figures import NUMBER, share, value
from .result import Comparator
from .target_words import AT_LEAST, AT_MOST, BAD, FALL, OF_STAFF, PERCENT, RISE, UNITS
from .wording import one_line


def amount_of(text: str) -> tuple[float | None, str | None]:
    """ "65%" → 65, "%"; "two thirds" → 66.7, "%"; "18 cases" → 18, "cases"."""
    text = one_line(text)
    percent = re.fullmatch(rf"({NUMBER})\s*{PERCENT}", text, re.I)
    if percent:
        return value(percent[1]), "%"
    part = share(text)
    if part is not None:
        return part, "%"
    count = re.fullmatch(rf"({NUMBER})(?:\s+({UNITS}))?", text, re.I)
    return (value(count[1]), count[2]) if count else (None, None)


def unit_name(unit: str | None) -> str | None:
    if unit and re.fullmatch(PERCENT, unit, re.I):
        return "%"
    unit = re.sub(rf"^{OF_STAFF}", "", unit, flags=re.I) if unit else unit
    of_many = re.match(r"(?:per|for\s+every|in\s+every|for\s+each)\s+(.+)", unit or "", re.I)
    return f"per {of_many[1]}" if of_many else unit


def comparator_in(words: str) -> Comparator | None:
    """What a phrase says: "no more than" holds "more than", so the longest phrase at the first place counts."""
    found = [
        (match.start(), -len(match[0]), comparator)
        for comparator, pattern in ((">=", AT_LEAST), ("<=", AT_MOST))
        for match in re.finditer(rf"(?<![\w]){pattern}(?![\w])|[≥≤<>]=?", words, re.I)
        if re.fullmatch(pattern, match[0], re.I)
    ]
    if found:
        return ">=" if min(found)[2] == ">=" else "<="
    if re.search(r"\bor\s+(?:more|above|higher|over|better|greater)\b", words, re.I):
        return ">="
    if re.search(r"\bas\s+an?\s+(?:absolute\s+)?minimum\b", words, re.I):
        return ">="
    if re.search(r"\bas\s+an?\s+(?:absolute\s+)?maximum\b", words, re.I):
        return "<="
    if re.search(r"\bor\s+(?:less|fewer|below|lower|under)\b", words, re.I):
        return "<="
    return None


def direction(words: str, verb: str | None) -> Comparator:
    """Which way is kept: said by a verb, else by whether more of the thing is worse."""
    if verb and re.fullmatch(FALL, verb, re.I):
        return "<="
    if verb and re.fullmatch(RISE, verb, re.I):
        return ">="
    return "<=" if BAD.search(words) else ">="


def kept_under(before: str, comparator: str) -> Comparator | None:
    """ "must not allow the number of unallocated cases to exceed five"."""
    denied = re.search(r"\b(?:not|never|no|nor|without|avoid\w*|prevent\w*)\b[^.;]{0,400}$", before, re.I)
    return (
        "<="
        if denied
        and re.match(r"exceed|above|over|more than|greater than|higher than|longer|wider", comparator, re.I)
        else None
    )
