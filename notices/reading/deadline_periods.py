"""Deadlines that count from a moment: "within one month of the issue of this Notice", "at 3 and 6 months"."""

from __future__ import annotations

import re
from dataclasses import replace

from .dates import find_dates
from .deadline_words import (
    CLAUSE_END,
    LEAD_AFTER,
    LEAD_AHEAD,
    LEAD_NEXT,
    LEAD_WITHIN,
    NEARLY_ALWAYS_PAST,
    PRACTICE,
    SHARE,
    TO_EVENT,
)
from .finding import Finder
from .periods import FoundPeriod, find_anchor, find_cadences, find_periods

MOMENT = re.compile(
    r"\b(?:before|by|prior to|no later than|at|up to|on|upon|immediately (?:on|upon))\s+(?=the\b|th|its\b|issue\b|receipt\b)",
    re.I,
)
AFTERWARDS = re.compile(
    r"\s+(?:after|before|prior to|in advance of|ahead of|following)\s+(?!that\b|this\b|issue)", re.I
)
NOWHERE = "The clause does not say from when this period runs; it was taken from the issue of the notice."


def find_relative(finder: Finder, words: str, base: int) -> None:
    cadences = find_cadences(words)
    periods = [
        p for p in find_periods(words) if not any(c.start < p.end and p.start < c.end for c in cadences)
    ]
    for group in _lists_of_periods(words, periods):
        start, end = group[0].start, group[-1].end
        before = words[:start]
        anchored = find_anchor(words, end)
        if anchored is None or re.search(r"\b(?:for|last|past|previous|over)\s*$", before, re.I):
            for period in group:
                _without_anchor(finder, words, base, replace(period, start=start, end=end))
            continue
        lead = LEAD_WITHIN.search(before)
        for period in group:
            finder.add(
                base + (lead.start() if lead else start),
                base + anchored[1],
                "relative",
                offset=period.iso,
                anchor=anchored[0],
                problem=_unsure(words, period),
            )
    for match in MOMENT.finditer(words):
        moment = find_anchor(words, match.end())
        instrument = re.match(
            r"(?:the|this) (?:improvement )?(?:notice|direction)", words[match.end() :], re.I
        )
        if moment is not None and (moment[0] == "end" or not instrument):
            offset = None if moment[0] == "end" else "P0D"
            finder.add(base + match.start(), base + moment[1], "relative", offset=offset, anchor=moment[0])


def _unsure(words: str, period: FoundPeriod) -> str | None:
    if period.working:
        return f"This period is in working days, which {period.iso} does not say: check the date."
    if period.ranged:
        return f"“{words[period.start : period.end]}” was taken as its longer end."
    return None


def _without_anchor(finder: Finder, words: str, base: int, period: FoundPeriod) -> None:
    before, after = words[: period.start], words[period.end :]
    if NEARLY_ALWAYS_PAST.search(before) or re.match(r"\s+(?:to|up to|until|ending)\s+", after):
        return
    ahead, within, soon = LEAD_AHEAD.search(before), LEAD_WITHIN.search(before), LEAD_NEXT.search(before)
    to_event = TO_EVENT.match(after)
    if soon:
        _from_issue(finder, base + soon.start(), base + period.end, period)
    elif (
        to_event
        and within
        and re.match(r"in\b", within[0], re.I)
        and re.match(r"\s*(?:before|prior|preceding|ahead)", after)
    ):
        return  # "placed in the six months before the inspection" is past
    elif (
        to_event
        and not (ahead or within)
        and AFTERWARDS.match(after)
        and not re.search(r"\b(?:for|from|least|more than)\s*$", before)
    ):
        stop = CLAUSE_END.search(after, to_event.end())
        finder.add(base + period.start, base + period.end + (stop.start() if stop else len(after)), "event")
    elif to_event and (ahead or within) and not SHARE.search(words):
        lead = (ahead or within).start()  # type: ignore[union-attr]
        stop = CLAUSE_END.search(after, to_event.end())
        finder.add(base + lead, base + period.end + (stop.start() if stop else len(after)), "event")
    elif within and re.match(r"within|no later|not later", within[0], re.I) and not SHARE.search(words):
        hours = period.iso.startswith("PT")
        days = int(re.sub(r"\D", "", period.iso)) if period.iso.endswith("D") else 0
        short = hours or (days and (PRACTICE.search(words) or days <= 10))
        opens = not before[: within.start()].strip(" ,(")
        if hours or (short and not opens):
            problem = "The clause does not say from when this period runs."
            finder.add(base + within.start(), base + period.end, "event", problem=problem)
            return
        _from_issue(finder, base + within.start(), base + period.end, period)
    else:
        lead_after = LEAD_AFTER.search(before)
        if (
            lead_after
            and re.search(r"\b(?:review|report|progress|assess|evaluat)", words, re.I)
            and not re.search(r"\bmore than\s*$|\bup to\s*$", before)
            and not re.match(r"\s+(?:old|of age|intervals?)\b", after)
        ):
            _from_issue(finder, base + lead_after.start(), base + period.end, period)


def _from_issue(finder: Finder, start: int, end: int, period: FoundPeriod) -> None:
    finder.add(start, end, "relative", offset=period.iso, anchor="issue", problem=NOWHERE)


def _lists_of_periods(words: str, periods: list[FoundPeriod]) -> list[list[FoundPeriod]]:
    """Periods that are said in one breath ("six months and twelve months after …") count from the same moment."""
    groups: list[list[FoundPeriod]] = []
    for period in periods:
        last = groups[-1][-1] if groups else None
        joined = last is not None and (
            period.start < last.end
            or re.fullmatch(
                r"\s*,?\s*(?:(?:and|or)\s+)?(?:again\s+)?(?:at\s+|after\s+)?", words[last.end : period.start]
            )
        )
        if joined:
            groups[-1].append(period)
        else:
            groups.append([period])
    return groups


def term_of_instrument(words: str) -> tuple[str, str] | None:
    """How long an instrument lasts, where its term is a period: ("P18M", "issue")."""
    period = next(iter(find_periods(words)), None)
    if period is None or find_dates(words):
        return None
    anchored = find_anchor(words, period.end)
    return period.iso, anchored[0] if anchored else "issue"
