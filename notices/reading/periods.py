"""Periods ("within one month of the issue of this Notice") and what they count from, as ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .figures import NUMBER, ORDINALS, ordinal_value, value
from .result import Anchor

UNIT = r"(?:working\s+|calendar\s+|business\s+|school\s+|clear\s+)?(?:hours?|days?|weeks?|fortnights?|months?|quarters?|half[- ]years?|years?)"
# "six to eight weeks" ends after eight.
PERIOD = re.compile(
    rf"(?P<low>{NUMBER}\s+to\s+|\d+\s*[-–]\s*)?(?<![\d.,])(?P<number>{NUMBER}|an?)[\s-]+(?P<unit>{UNIT})(?:['’]s?)?(?![\w-])",
    re.I,
)
# "half a year", "a year and a half", "two and a half years"
AND_A_HALF = re.compile(
    rf"\b(?:half\s+a\s+year|(?P<whole>{NUMBER}|a)\s+(?:years?\s+and\s+a\s+half|and\s+a\s+half\s+years))\b",
    re.I,
)
# "6, 12 and 18 months": the unit is said once.
PERIOD_LIST = re.compile(
    rf"(?P<list>{NUMBER}(?:\s*,\s*{NUMBER})*\s*,?\s*(?:and|or|&)\s*{NUMBER})[\s-]+(?P<unit>{UNIT})(?:['’]s?)?(?![\w-])",
    re.I,
)
# "the end of the sixth, twelfth and eighteenth month after …", "month 6 and month 12 of this Notice", "the first anniversary of …"
NTH = rf"(?:{'|'.join(ORDINALS[1:])}|\d{{1,2}}(?:st|nd|rd|th))"
NTH_PERIOD = re.compile(
    rf"(?:(?:by|at|in|on|before|within)\s+)?(?:the\s+)?(?:(?:end|close)\s+of\s+(?:the\s+)?)?(?P<list>{NTH}(?:\s*,\s*(?:the\s+)?{NTH})*(?:\s*,?\s*(?:and|or)\s+(?:the\s+)?{NTH})?)\s+(?P<unit>day|week|month|year|anniversary)s?(?=\s)",
    re.I,
)
MONTH_NUMBER = re.compile(
    rf"(?:(?:by|at|in)\s+)?(?:the\s+)?(?:end\s+of\s+)?\b(?P<unit>month|week|year|day)s?\s+(?P<list>{NUMBER}(?:\s*(?:,|and|or|,\s*and)\s+(?:(?P=unit)\s+)?{NUMBER})*)(?=\s+(?:of|after|from|following)\b|\s*[,.;]|\s*$|\s+and\b)",
    re.I,
)
WORKING = re.compile(r"\b(?:working|business|school|clear)\b", re.I)

_INSTRUMENT = (
    r"(?:amendment\s+no\.?\s*\d+\s+to\s+)?(?:th(?:is|e)|said|present)\s+(?:improvement\s+|statutory\s+|amending\s+)?"
    r"(?:notice|direction|instrument|extension|variation|amendment)|(?:this|the\s+present)\s+letter"
)
_INSTRUMENT = rf"(?:{_INSTRUMENT})"
_GIVEN = r"(?:is|was|has\s+been|being)\s+(?:issued|given|made|served|signed|received|dated|published|delivered|sent)"
_ISSUE = r"(?:issu(?:e|ing|ance)|giving|making|service|signing|signature|receipt|publication|date)"
_ANCHORS: tuple[tuple[Anchor, str], ...] = (
    ("issue", rf"(?:the\s+)?(?:date\s+(?:of\s+)?)?(?:the\s+)?(?:issu(?:e|ing|ance)|date|receipt|receiving|service|publication|giving|signing|making)\s*(?:of)?\s*(?:date\s+of\s+)?{_INSTRUMENT}"),
    ("issue", rf"(?:the\s+)?date\s+(?:on|at\s+the\s+(?:head|top|foot|end|bottom)\s+of|borne\s+by|shown\s+(?:on|in)|given\s+(?:on|in|at\s+the\s+(?:head|top|foot|end)\s+of))\s+{_INSTRUMENT}"),
    ("issue", r"(?:today['’]s\s+date|today|the\s+present\s+date)\b"),
    ("issue", r"(?:the\s+)?(?:date\s+of\s+(?:its\s+)?issue|issue\s+date|its\s+(?:date\s+of\s+)?issue)\b"),
    ("issue", rf"(?:the\s+)?date\s+(?:on\s+which|that|when)\s+{_INSTRUMENT}\s+(?:is|was)\s+(?:issued|given|made|served|signed|received)"),
    ("issue", rf"{_INSTRUMENT}\s+(?:being\s+|is\s+|was\s+|having\s+been\s+)(?:issued|given|made|served|signed|received)"),
    ("issue", rf"(?:the\s+)?(?:date|day|time|moment)\s+(?:(?:on|at)\s+which|that|when)\s+(?:it|{_INSTRUMENT})\s+{_GIVEN}"),
    ("issue", rf"it\s+{_GIVEN}"),
    ("issue", rf"its\s+(?:being\s+)?(?:{_ISSUE}|given|made|issued|dated)\b"),
    ("issue", r"(?:its|that)\s+date\b"),
    ("start", rf"(?:the\s+)?(?:start|beginning|start\s+date)\s+of\s+{_INSTRUMENT}"),
    ("start", rf"{_INSTRUMENT}\s+(?:starts|starting|begins|beginning)"),
    ("commencement", rf"(?:the\s+)?(?:date\s+of\s+(?:the\s+)?)?(?:commencement|coming\s+into\s+(?:force|effect)|entry\s+into\s+force)(?:\s+date)?\s+of\s+{_INSTRUMENT}"),
    ("commencement", rf"(?:the\s+)?date\s+(?:on\s+which|that|when)\s+{_INSTRUMENT}\s+(?:takes?\s+effect|comes?\s+into\s+(?:force|effect)|commences?)"),
    ("commencement", rf"{_INSTRUMENT}\s+(?:commencing|commences|coming\s+into\s+(?:force|effect)|comes\s+into\s+(?:force|effect)|taking\s+effect|takes\s+effect)"),
    ("end", rf"(?:the\s+)?(?:end|expiry|expiration|conclusion|close|lifting)\s+(?:date\s+)?of\s+(?:the\s+(?:period|term|life)\s+of\s+)?{_INSTRUMENT}"),
    ("end", rf"{_INSTRUMENT}\s+(?:ends|expires|is\s+lifted|coming\s+to\s+an\s+end)"),
    ("issue", rf"{_INSTRUMENT}(?!\s+(?:of|to)\b)\b"),
    ("issue", r"(?:the\s+)?(?:date\s+of\s+)?(?:issue|signature|signing)\b(?!\s+of\b)"),
    ("issue", r"(?:the\s+)?(?:date\s+)?(?:hereof|above\s+date|date\s+(?:above|below|given\s+(?:above|below)))\b"),
    ("commencement", r"(?:the\s+)?(?:date\s+of\s+)?(?:commencement|coming\s+into\s+force)\b(?!\s+of\b)"),
)  # fmt: skip
# "the six months which follow the issue of this Notice", "when six months have passed since the issue"
_GONE_BY = r"(?:(?:which|that)\s+(?:follows?|comes?\s+after)\s+|(?:(?:will|shall)\s+)?(?:have|has)\s+(?:passed|elapsed|gone(?:\s+by)?)\s+(?=since|from|after))?"
ANCHORS = tuple(
    (
        anchor,
        re.compile(
            rf"^\s*,?\s*{_GONE_BY}(?:(?:as\s+)?(?:counted|counting|measured|running|starting|beginning|calculated|reckoned)\s+)?(?:of|from|after|following|since|to|before|with|on|in)?\s*(?:{pattern})",
            re.I,
        ),
    )
    for anchor, pattern in _ANCHORS
)

# Without one of these words there is no period.
MAY_LAST = re.compile(r"hour|day|week|fortnight|month|quarter|year|anniversary", re.I)


@dataclass(frozen=True)
class FoundPeriod:
    start: int
    end: int
    iso: str
    working: bool = False
    ranged: bool = False  # "six to eight weeks"


def iso_period(number: float, unit: str) -> str | None:
    """ "4", "weeks" → P4W. Months stay months: 12 months are P12M. Half units are not written in ISO."""
    if not float(number).is_integer():
        return None
    count, name = (
        int(number),
        re.sub(r"^(?:working|calendar|business|school|clear)\s+", "", unit.strip().lower()).rstrip("s"),
    )
    return {
        "hour": f"PT{count}H",
        "day": f"P{count}D",
        "week": f"P{count}W",
        "fortnight": f"P{2 * count}W",
        "month": f"P{count}M",
        "quarter": f"P{3 * count}M",
        "half-year": f"P{6 * count}M",
        "half year": f"P{6 * count}M",
        "year": f"P{count}Y",
    }.get(name)


def find_periods(text: str) -> list[FoundPeriod]:
    """Every period, lists with one unit taken apart ("6, 12 and 18 months" gives three, each with the whole span)."""
    return list(_periods_in(text)) if MAY_LAST.search(text) else []


@lru_cache(maxsize=2048)
def _periods_in(text: str) -> tuple[FoundPeriod, ...]:
    found: list[FoundPeriod] = []
    for match in PERIOD_LIST.finditer(text):
        for part in re.split(r"\s*,\s*|\s+(?:and|or|&)\s+|\s*,?\s*(?:and|or)\s+", match["list"]):
            number = value(part)
            iso = iso_period(number, match["unit"]) if number is not None else None
            if iso:
                found.append(
                    FoundPeriod(match.start(), match.end(), iso, bool(WORKING.search(match["unit"])))
                )
    for match in AND_A_HALF.finditer(text):
        said = value(match["whole"]) if match["whole"] else 0
        if said is not None:
            found.append(FoundPeriod(*match.span(), f"P{round(12 * said) + 6}M"))
    for match in PERIOD.finditer(text):
        if any(period.start < match.end() and match.start() < period.end for period in found):
            continue
        number = value(match["number"])
        iso = iso_period(number, match["unit"]) if number is not None else None
        if iso:
            working = bool(WORKING.search(match["unit"]))
            found.append(FoundPeriod(match.start(), match.end(), iso, working, bool(match["low"])))
    return tuple(sorted(found, key=lambda period: (period.start, period.end)))


def find_counted(text: str) -> list[FoundPeriod]:
    """Periods that are counted off by their number: "month 6", "the twelfth month", "the first anniversary"."""
    found: list[FoundPeriod] = []
    if not MAY_LAST.search(text):
        return found
    for pattern in (NTH_PERIOD, MONTH_NUMBER):
        for match in pattern.finditer(text):
            unit = match["unit"].lower()
            place = match.start("list")
            for part in re.finditer(rf"{NTH}|{NUMBER}", match["list"], re.I):
                number = ordinal_value(part[0]) if pattern is NTH_PERIOD else value(part[0])
                iso = iso_period(number, "year" if unit == "anniversary" else unit) if number else None
                if iso:
                    first = not any(p.end == match.end() for p in found)
                    found.append(
                        FoundPeriod(match.start() if first else place + part.start(), match.end(), iso)
                    )
    return found


ITS_DATE = re.compile(
    r"\bits\s+(?:date|issue)\b", re.I
)  # "In a year from its date we will review this direction"


def find_anchor(text: str, start: int) -> tuple[Anchor, int] | None:
    """The moment that a period at `start` of the text counts from, and where its words end."""
    rest = text[start:]
    for anchor, pattern in ANCHORS:
        match = pattern.match(rest)
        if (
            match
            and re.search(r"\bits?\b", match[0], re.I)
            and not re.search(_INSTRUMENT, text if ITS_DATE.search(match[0]) else text[:start], re.I)
        ):
            continue  # "within a week of its receipt": of something else
        if match:
            return anchor, start + match.end()
    return None
