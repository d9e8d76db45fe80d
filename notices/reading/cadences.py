"""How often a thing recurs: "once every 4 weeks", "quarterly", "in each half-term", as an ISO 8601 period where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .figures import NUMBER, ordinal_value, value
from .periods import NTH, UNIT, iso_period

_FREQUENCY = {
    "daily": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "quarterly": "P3M", "annually": "P1Y",
    "annual": "P1Y", "yearly": "P1Y", "biannually": "P6M", "biannual": "P6M", "bi-annually": "P6M", "bi-annual": "P6M",
    "half-yearly": "P6M", "half yearly": "P6M", "termly": None, "half-termly": None, "half termly": None, "biennially": "P2Y", "per annum": "P1Y", "per month": "P1M", "bi-monthly": "P2M", "bimonthly": "P2M",
    "bi-weekly": "P2W", "biweekly": "P2W",
}  # fmt: skip
_OF_ADVERB = {
    "yearly": "year",
    "annually": "year",
    "monthly": "month",
    "weekly": "week",
    "quarterly": "quarter",
    "daily": "day",
}
UNSURE = frozenset(
    (
        "termly",
        "half-termly",
        "half termly",
        "bi-monthly",
        "bimonthly",
        "bi-weekly",
        "biweekly",
        "biannually",
        "biannual",
    )
)
_ADVERBS = "|".join(sorted((re.escape(word) for word in _FREQUENCY), key=len, reverse=True))
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_EACH = r"(?:an?|each|every|any|per)"
_WHOLE = r"(?:(?:calendar|financial|school|academic|municipal|full|single)\s+)?"
_TERM = r"(?:(?:school|academic)\s+)?(?:half[-\s]?term|term|half\s+of\s+(?:the|an?|each|every)\s+(?:(?:school|academic)\s+)?term)\b(?!\s+of\b)"
_TIMES = rf"(?:once|twice|thrice|(?:on\s+)?{NUMBER}\s+(?:times|meetings|sittings|occasions))"
_AT_LEAST = r"(?:at\s+least\s+|(?:no|not)\s+(?:fewer|less)\s+(?:often\s+)?than\s+|a\s+minimum\s+of\s+)?"
# "the interval is never to be longer than ten weeks"
_NO_LONGER = (
    r"(?:must|should|shall|will|may|can|is|are)\s+(?:to\s+)?(?:not|never|be\s+no|at\s+no\s+time)\s+(?:to\s+)?(?:be\s+)?"
    r"(?:exceed|more\s+than|longer\s+than|greater\s+than|over|above)"
)
# "no more than six weeks may pass between one meeting and the next"
_BETWEEN = (
    r"between\s+(?:one|its|the|their|each|any\s+two|two|successive|consecutive|board)?\s*(?:successive\s+|consecutive\s+|board\s+)?"
    r"(?:meetings?|visits?|sessions?|sittings?)\b"
)
CADENCES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("every", rf"\b(?:by|(?:up)?on|before|at|in|(?:no|not) later than)\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?|{NTH}|last|end|start|beginning|close)"
                  rf"(?:\s+(?:working\s+)?(?:day|week|{_DAY}))?\s+(?:of|in)\s+(?:each|every)\s+{_WHOLE}(?P<unit>week|month|quarter|year|half[-\s]?term|term)\b"),
        ("term", rf"\b{_AT_LEAST}{_TIMES}\s+(?:(?:in|during|within)\s+)?{_EACH}\s+{_TERM}"),
        ("term", rf"\b(?:(?:in|during|within)\s+)?(?:each|every|per)\s+{_TERM}"),
        ("dose", rf"\b{_AT_LEAST}{NUMBER}\s+(?:hours?|days?|sessions?|half[-\s]days?)\s+of\s+(?:(?!the\b|its\b|an?\b|each\b|any\b|that\b)[a-z-]+\s+){{1,4}}?(?:in\s+)?(?:an?|each|every|per)\s+{_WHOLE}(?P<unit>day|week|fortnight|month|quarter|year)\b"),
        ("times", rf"\b{_AT_LEAST}(?P<times>{_TIMES})\s+in\s+(?:each|every|any)\s+period\s+of\s+(?P<of>{NUMBER})\s+(?P<unit>month|year)s?\b"),
        ("every", rf"\bon\s+the\s+(?:first|second|third|fourth|last)\s+(?:{_DAY}|(?:working\s+)?day)\s+(?:of|in)\s+the\s+(?P<unit>month|week|quarter)\b"),
        ("months", rf"\bin\s+(?P<months>{_MONTH}(?:,?\s+(?:and\s+)?{_MONTH}|,\s*{_MONTH})*,?\s+and\s+{_MONTH})\s+(?:(?:of|in)\s+)?(?:each|every)\s+year\b"),
        ("months", rf"\b(?:in\s+|by\s+|at\s+the\s+end\s+of\s+)?(?:each|every)\s+(?P<months>{_MONTH}(?:,\s*{_MONTH})*,?\s+and\s+{_MONTH})\b(?!,?\s+\d)"),
        ("times", rf"\b(?:on\s+)?the\s+(?P<times>(?:first|second|third)\s+and\s+(?:second|third|fourth|last))\s+{_DAY}\s+(?:of|in)\s+(?:each|every|the)\s+(?P<unit>month)\b"),
        ("every", rf"\b(?:at|by)\s+the\s+end\s+of\s+(?:each|every)\s+(?:period\s+of\s+)?(?P<number>{NUMBER})[\s-]+(?P<unit>{UNIT})(?!\w)"),
        ("times", rf"\b{_AT_LEAST}(?P<times>(?!once){_TIMES})\s+(?:(?:in|during|within)\s+)?{_EACH}\s+{_WHOLE}(?P<unit>week|fortnight|month|quarter|year|day)\b"),
        ("times", rf"\b(?P<times>twice|thrice|{NUMBER}\s+times)[\s-]+(?P<adverb_unit>yearly|annually|monthly|weekly|quarterly|daily)\b"),
        ("weekly", rf"\b(?:on\s+|by\s+)?(?:every|each)\s+(?:other\s+|second\s+|alternate\s+)?{_DAY}\b|\b(?:on\s+)?alternate\s+{_DAY}s\b|\bon\s+{_DAY}s\b"),
        ("yearly", r"\b(?:in\s+|by\s+|at\s+the\s+end\s+of\s+)?(?:every|each)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter)\b"),
        ("weekday", r"\b(?:by\s+[^,;.]{3,30}?\s+)?(?:each|every)\s+(?:week|working|school)[\s-]?day\b"),
        ("every", rf"\b(?:at\s+least\s+)?once\s+(?:in|within)\s+(?:(?:any|each|every)\s+(?:period\s+of\s+)?)?(?P<number>{NUMBER})\s+(?P<unit>{UNIT})(?!\w)"),
        ("every", rf"(?:\b(?:at\s+least\s+|not\s+less\s+(?:often\s+)?than\s+|no\s+less\s+(?:often\s+)?than\s+)?once\s+(?:in\s+)?)?\b(?:at\s+least\s+)?(?:every|each)\s+(?:(?P<number>{NUMBER})(?:\s*(?:to|[-–])\s*(?P<last>{NUMBER}))?[\s-]+)?(?P<unit>{UNIT})(?!\w)(?!\s+groups?\b)"),
        ("nth", rf"\b(?:at\s+least\s+)?(?:once\s+)?every\s+(?P<nth>{NTH})\s+(?P<unit>day|week|month|year)\b"),
        ("other", r"\b(?:at\s+least\s+)?(?:once\s+)?every\s+(?:other|second|alternate)\s+(?P<unit>day|week|month|quarter|year)\b"),
        ("times", rf"\b{_AT_LEAST}(?P<times>once)\s+(?:(?:in|during|within)\s+)?{_EACH}\s+{_WHOLE}(?P<unit>week|fortnight|month|quarter|year|day)\b"),
        ("other", r"\b(?:(?:on|in)\s+)?alternate\s+(?P<unit>day|week|month|quarter|year)s\b"),
        ("interval", rf"\bat\s+(?:(?:regular|equal)\s+)?intervals?\s+(?:of\s+(?:(?:not|no)\s+(?:more|longer|greater)\s+than\s+|at\s+most\s+|up\s+to\s+|not\s+exceeding\s+)?|(?:not\s+exceeding|no\s+(?:more|longer|greater)\s+than)\s+)(?P<number>{NUMBER}|an?|one)[\s-]+(?P<unit>{UNIT})(?!\w)"),
        ("interval", rf"\bat\s+(?:(?:no|not)\s+more\s+than\s+)?(?P<number>{NUMBER})[\s-]+(?P<unit>week|month|day|year|quarter)(?:ly)?\s+intervals?\b"),
        ("interval", rf"\b(?:no|not)\s+more\s+than\s+(?P<number>{NUMBER}|an?)\s+(?P<unit>{UNIT})\s+(?:(?:may|must|shall|should|is\s+to|are\s+to|can|will)\s+(?:be\s+allowed\s+to\s+)?(?:pass|elapse|go\s+by)\s+)?{_BETWEEN}"),
        ("interval", rf"\bintervals?\b[^.;,]{{0,80}}?\s{_NO_LONGER}\s+(?P<number>{NUMBER}|an?)\s+(?P<unit>{UNIT})(?!\w)"),
        ("interval", rf"\b(?:no|not|never)\b[^.;,]{{0,50}}?\bmore\s+than\s+(?P<number>{NUMBER}|an?)\s+(?P<unit>{UNIT})\s+after\s+(?:the|its)\s+(?:one\s+before|(?:last|previous|preceding)(?:\s+(?:one|meeting|sitting))?)\b"),
        ("interval", rf"\b(?:no|not)\s+more\s+than\s+(?P<number>{NUMBER}|an?)\s+(?P<unit>{UNIT})\s+apart\b"),
        ("interval", rf"\b(?:no|not|never)\s+(?:let|allow)\s+more\s+than\s+(?P<number>{NUMBER}|an?)\s+(?P<unit>{UNIT})\s+(?:to\s+)?(?:pass|elapse|go\s+by)\s+(?:without|between)\b"),
        ("interval", rf"\bwithin\s+(?P<number>{NUMBER}|an?)\s+(?P<unit>{UNIT})\s+of\s+(?:each|the|its)\s+(?:previous|last|preceding)\s+(?:meeting|one|visit|session)\b"),
        ("interval", rf"\b(?P<number>{NUMBER})[\s-]+(?P<unit>day|week|month)s?\s+(?:cycle|rotation|rhythm|basis)\b"),
        ("per", rf"(?<!\bto )\b(?:{NUMBER}|an?)\s+(?!working\b|days\b|hours?\b|weeks?\b|half)(?:[a-z-]+\s+){{1,2}}(?:a|per)\s+(?P<unit>day|week|fortnight|month|quarter|year|term)\b(?!\s+(?:old|of))"),
        ("adverb", rf"\bat\s+(?:least\s+)?(?P<adverb>{_ADVERBS})\s+intervals?\b"),
        ("number_adverb", rf"(?:\bat\s+least\s+)?\b(?P<number>{NUMBER})[\s-]*(?P<adverb>monthly|weekly|yearly)\b"),
        ("adverb", rf"(?:\bat\s+least\s+)?(?:\bon\s+an?\s+(?:at\s+least\s+)?)?\b(?P<adverb>{_ADVERBS})\b(?:\s+basis\b)?"),
        ("each", r"\b(?P<unit>week|month|quarter|year)\s+by\s+(?P=unit)\b"),
    )
)  # fmt: skip


# Without one of these words nothing recurs.
MAY_RECUR = re.compile(
    r"each|every|ly\b|annual|per\b|once|twice|times|interval|between|apart\b|one before|without|previous|cycle|rotation|rhythm|basis|of the (?:month|week|quarter)|alternate|\ba (?:day|week|fortnight|month|quarter|year|term)\b|days\b|(?:week|month|quarter|year) by\b",
    re.I,
)


# "no child who has moved three times in a year": this is counted, and asked of nobody
COUNTED = re.compile(
    rf"\b(?:(?:has|had|having|(?:who|which|that|they)\s+have)\s+(?:been\s+)?|(?:who|which|that)\s+)\w+(?:ed|en|t|d)\s+(?:\w+\s+)?{_TIMES}\s+(?:in|during|within)\s+{_EACH}\s+\w+",
    re.I,
)


@dataclass(frozen=True)
class FoundCadence:
    start: int
    end: int
    every: str | None
    unsure: bool = False


def find_cadences(text: str) -> list[FoundCadence]:
    return list(_cadences_in(text)) if MAY_RECUR.search(text) else []


@lru_cache(maxsize=2048)
def _cadences_in(text: str) -> tuple[FoundCadence, ...]:
    found: list[FoundCadence] = []
    counted = [m.span() for m in COUNTED.finditer(text)]
    for name, pattern in CADENCES:
        for match in pattern.finditer(text):
            if any(cadence.start < match.end() and match.start() < cadence.end for cadence in found):
                continue
            if re.search(r"\bmore\s+(?:often\s+)?than\s+$", text[: match.start()], re.I):
                continue  # "not more than once in any period of six months": a limit
            if any(start < match.end() and match.start() < end for start, end in counted):
                continue
            every, unsure = _every(name, match)
            if every is not None or unsure:
                found.append(FoundCadence(match.start(), match.end(), every, unsure))
    return tuple(sorted(found, key=lambda cadence: cadence.start))


def _every(name: str, match: re.Match[str]) -> tuple[str | None, bool]:
    groups = match.groupdict()
    if name == "adverb":
        adverb = groups["adverb"].lower()
        return _FREQUENCY[adverb], adverb in UNSURE
    if name == "number_adverb":
        number = value(groups["number"])
        return (iso_period(number, groups["adverb"][:-2]) if number else None), False
    if name == "other":
        return iso_period(2, groups["unit"]), False
    if name == "times":
        if groups.get("of"):  # "six times in every period of twelve months"
            period = value(groups["of"]) or 1.0
            months = period * (12 if groups["unit"].lower() == "year" else 1)
            return _times(groups["times"], "month", months)
        unit = groups.get("unit") or _OF_ADVERB[(groups.get("adverb_unit") or "yearly").lower()]
        return _times(groups["times"], unit)
    if name == "months":
        return _times(f"{len(re.findall(_MONTH, groups['months'], re.I))} times", "year")
    if name == "yearly":
        return "P1Y", False
    if name == "weekday":
        return "P1D", False
    if name == "weekly":
        return ("P2W" if re.search(r"\b(?:other|second|alternate)\b", match[0], re.I) else "P1W"), False
    if name == "term" or groups["unit"].lower().endswith("term"):
        return None, True
    if name == "nth":
        nth = ordinal_value(groups["nth"])
        return (iso_period(nth, groups["unit"]) if nth and nth > 1 else None), False
    said = groups.get("last") or groups.get("number")  # "every four to six weeks" is kept by the sixth
    number = value(said) if said else 1.0
    return (iso_period(number, groups["unit"]) if number else None), False


def _times(times: str, unit: str, months: float | None = None) -> tuple[str | None, bool]:
    """ "twice a year" → P6M. What does not divide into whole units is left unsaid."""
    word = re.sub(r"^on\s+", "", times.lower()).split()[0]
    if " and " in times.lower():
        word = "twice"  # "the second and fourth Wednesday of each month"
    count = {"once": 1.0, "twice": 2.0, "thrice": 3.0}.get(word) or value(word) or 1.0
    if count == 1 and months is None:
        return iso_period(1, unit), unit.lower() == "term"
    months = months or {"year": 12, "quarter": 3}.get(unit.lower())
    if months and months % count == 0:
        return f"P{int(months / count)}M", False
    if unit.lower() == "month" and count == 2:
        return "P2W", True
    return None, True
