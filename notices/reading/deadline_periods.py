"""Deadlines that count from a moment: "within one month of the issue of this Notice", "at 3 and 6 months"."""

from __future__ import annotations

import re
from dataclasses import replace

from .cadences import find_cadences
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
from .figures import NUMBER, ordinal_value, value
from .finding import Finder
from .openers import FORCE, OF_ITS_TERM
from .periods import NTH, FoundPeriod, find_anchor, find_counted, find_periods, iso_period
from .result import Anchor
from .wording import DUTY

MOMENT = re.compile(
    r"\b(?:before|by|prior to|no later than|at|up to|on|upon|immediately (?:on|upon))\s+(?=the\b|th|its\b|issue\b|receipt\b)",
    re.I,
)
AFTERWARDS = re.compile(
    r"\s+(?:after|before|prior to|in advance of|ahead of|following)\s+(?!that\b|this\b|issue)", re.I
)
AFTER_UNIT = re.compile(
    r"\b(?:in|within|during|over)\s+the\s+(?:first\s+)?(?P<unit>day|week|fortnight|month|quarter|year)\s+(?=(?:after|following|from)\b)",
    re.I,
)
# "at the six-month point", "the twelve month mark"
AT_THE_POINT = re.compile(
    rf"\b(?:(?:at|by|on)\s+)?the\s+(?P<number>{NUMBER})[\s-](?P<unit>month|week|year)[\s-](?:point|mark|stage)\b",
    re.I,
)
THE_ANNIVERSARY = re.compile(
    r"\b(?:on|by|before|at|around|about)\s+the\s+anniversary\s+of\s+(?:(?:the\s+)?(?:issue|date|making|giving)\s+of\s+)?(?:(?:this|the)\s+(?:improvement\s+)?(?:notice|direction)|its\s+(?:issue|date|making))\b",
    re.I,
)
AGAIN_AFTER = re.compile(
    rf"\b(?:after|at)\s+(?P<number>{NUMBER})(?=\s*[.,;]|\s*$|\s+and\s+(?:again\s+)?(?:after|at|finally)\b)",
    re.I,
)
# "the proportion of plans that are issued within 20 weeks": how long each may take
OF_PRACTICE = re.compile(r"\b(?:proportion|percentage|share|number|rate|per ?cent|%)\b[^.;:]{0,80}\b(?:that|which|who)\s+(?:is|are|was|were|ha(?:ve|s) been)\s+\w+\s+(?:with)?in\s+$", re.I)  # fmt: skip
BESIDE = re.compile(r"\s+(?:beforehand|in advance(?!\s+of)|ahead(?!\s+of)|afterwards?)\b", re.I)
LATER = re.compile(r"\s+(?:later|earlier|before(?=\s*[.,;]|\s*$))\b", re.I)
FROM_IT = re.compile(r"\s+(?:from|after)\s+(?:it|then|that\s+(?:date|day)|the\s+same\s+date)\b", re.I)
LEVEL_OF = re.compile(r"\b(?:average|mean|median|norm|level|target|figure)\b", re.I)
MOVES = re.compile(
    r"\b(?:from\b.{1,80}\bto|reduc\w*|cut|bring|rais\w*|lower|mov\w+|halv\w+|doubl\w+|increas\w*|clear\w*|fill\w*)\b",
    re.I,
)
MUST_BE = re.compile(r"\b(?:must|shall|should|is to|are to|will)\s+(?:then\s+)?(?:be|have)\b[^.;]*$", re.I)
ITS_ANNIVERSARY = re.compile(rf"\b(?:on|by|before)\s+its\s+(?P<nth>{NTH})?\s*anniversary\b", re.I)
NOT_AN_ANCHOR = re.compile(r"\s*(?:,|$)")
# "the average time from order to match shall be not more than 121 days": a length, and no time by which to act
OF_A_LEVEL = re.compile(
    r"\b(?:average|mean|median|typical)\b[^.;]{0,80}\b(?:is|are|be|to|at|exceed|takes?|below|under|within|than|of)\s+[^.;,]{0,30}$",
    re.I,
)
OF_IT = re.compile(r"\s*of\s+(?:this|the)\s+(?:improvement\s+|statutory\s+)?(?:notice|direction)", re.I)
UNDER_CONDITION = re.compile(
    r"(?:^|[,;:]\s*(?:and\s+)?)\W*(?:where|when|whenever|if|once|should)\b[^;.]*$", re.I
)
NOWHERE = "The clause does not say from when this period runs; it was taken from the issue of the notice."


def find_relative(finder: Finder, words: str, base: int) -> None:
    cadences = find_cadences(words)
    _counted(finder, words, base)
    periods = [
        p for p in find_periods(words) if not any(c.start < p.end and p.start < c.end for c in cadences)
    ]
    for group in _lists_of_periods(words, periods):
        start, end = group[0].start, group[-1].end
        before = words[:start]
        anchored = find_anchor(words, end)
        if anchored is None or re.search(
            r"\b(?:for|last|past|previous|over)\s*$|\bfor\s+the\s+first\s*$", before, re.I
        ):
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
    for match in AFTER_UNIT.finditer(words):
        anchored = find_anchor(words, match.end())
        if anchored is not None:
            iso = iso_period(1, match["unit"])
            finder.add(base + match.start(), base + anchored[1], "relative", offset=iso, anchor=anchored[0])
    for match in AT_THE_POINT.finditer(words):
        number = value(match["number"])
        iso = iso_period(number, match["unit"]) if number else None
        finder.add(base + match.start(), base + match.end(), "relative", offset=iso, anchor="issue")
    for match in THE_ANNIVERSARY.finditer(words):
        finder.add(base + match.start(), base + match.end(), "relative", offset="P1Y", anchor="issue")
    _with_unit_of_the_last(finder, words, base)
    for match in () if OF_ITS_TERM.match(words) and FORCE.search(words) else MOMENT.finditer(words):
        moment = find_anchor(words, match.end())
        instrument = re.match(
            r"(?:(?:the|this) (?:improvement )?(?:notice|direction|instrument|extension|variation|amendment)|that date)\b",
            words[match.end() :],
            re.I,
        )
        if moment is not None and (moment[0] == "end" or not instrument):
            offset = None if moment[0] == "end" else "P0D"
            finder.add(base + match.start(), base + moment[1], "relative", offset=offset, anchor=moment[0])


def _with_unit_of_the_last(finder: Finder, words: str, base: int) -> None:
    """ "after six months and, finally, after twelve": the unit is said once."""
    for match in AGAIN_AFTER.finditer(words):
        last = next(
            (
                d
                for d in reversed(finder.found)
                if d.kind == "relative" and base <= d.start < base + match.start()
            ),
            None,
        )
        number, unit = value(match["number"]), re.fullmatch(r"P\d+([DWMY])", (last and last.offset) or "")
        if last is not None and number and unit:
            finder.add(
                base + match.start(),
                base + match.end(),
                "relative",
                offset=f"P{int(number)}{unit[1]}",
                anchor=last.anchor,
            )


def _counted(finder: Finder, words: str, base: int) -> None:
    """ "at month 6 and month 12 of this Notice": each counts from the moment that is named last."""
    for match in ITS_ANNIVERSARY.finditer(words):
        number = ordinal_value(match["nth"]) if match["nth"] else 1
        if number and re.search(r"\b(?:notice|direction)\b", words[: match.start()], re.I):
            finder.add(
                base + match.start(), base + match.end(), "relative", offset=f"P{number}Y", anchor="issue"
            )
    counted = find_counted(words)
    if not counted:
        return
    last = max(period.end for period in counted)
    anchored = find_anchor(words, last)
    if anchored is None or (anchored[0] == "issue" and NOT_AN_ANCHOR.match(words[last:])):
        return
    anchor: Anchor = (
        "start"
        if OF_IT.match(words[last : anchored[1]]) and "month" in words[: anchored[1]].lower()
        else anchored[0]
    )
    anniversary = "anniversary" in words[max(0, last - 14) : last].lower()
    for index, period in enumerate(sorted(counted, key=lambda one: one.start)):
        following = sorted(counted, key=lambda one: one.start)[index + 1 :]
        stop = following[0].start if following else anchored[1]
        stop -= len(words[:stop]) - len(re.sub(r"[\s,]*(?:\b(?:and|or))?\s*$", "", words[:stop]))
        finder.add(
            base + period.start,
            base + stop,
            "relative",
            offset=period.iso,
            anchor="issue" if anniversary and anchor == "start" else anchor,
        )


def _unsure(words: str, period: FoundPeriod) -> str | None:
    if period.working:
        return f"This period is in working days, which {period.iso} does not say: check the date."
    if period.ranged:
        return f"“{words[period.start : period.end]}” was taken as its longer end."
    return None


def _without_anchor(finder: Finder, words: str, base: int, period: FoundPeriod) -> None:
    before, after = words[: period.start], words[period.end :]
    if (
        NEARLY_ALWAYS_PAST.search(before)
        or OF_PRACTICE.search(before)
        or re.match(r"\s+(?:to|up to|until|ending)\s+(?=\d|the (?:end|\d)|[A-Z])", after)
    ):
        return
    ahead, within, soon = LEAD_AHEAD.search(before), LEAD_WITHIN.search(before), LEAD_NEXT.search(before)
    to_event = TO_EVENT.match(after)
    lead = ahead or within
    bounded = lead is not None and not re.match(r"in|by|at\b|after|before", lead[0], re.I)
    if BESIDE.match(after) or (LATER.match(after) and bounded):
        beside = BESIDE.match(after) or LATER.match(after)
        finder.add(
            base + (lead.start() if lead else period.start),
            base + period.end + (beside.end() if beside else 0),
            "event",
        )
        return  # "papers reach its members seven days beforehand"
    share = SHARE.search(_part_of_sentence(words, period)) or OF_A_LEVEL.search(before)
    last = next(
        (d for d in reversed(finder.found) if d.kind == "relative" and base <= d.start < base + period.start),
        None,
    )
    from_it = FROM_IT.match(after)
    if last is not None and last.anchor is not None and from_it:
        finder.add(
            base + period.start,
            base + period.end + from_it.end(),
            "relative",
            offset=period.iso,
            anchor=last.anchor,
        )
        return  # "nine months from the date of this Notice and again eighteen months from it"
    if last is not None and last.anchor is not None and LEAD_AFTER.search(before) and not to_event:
        after_it = LEAD_AFTER.search(before)
        finder.add(
            base + (after_it.start() if after_it else period.start),
            base + period.end,
            "relative",
            offset=period.iso,
            anchor=last.anchor,
        )
        return  # "6 and 12 months from the start of this Notice, with a final review at 18 months"
    if soon and (period.iso.startswith("PT") or UNDER_CONDITION.search(before[: soon.start()])):
        finder.add(base + soon.start(), base + period.end, "event")  # "in the following 48 hours"
    elif soon:
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
    elif to_event and (ahead or within) and not share:
        lead_at = (ahead or within).start()  # type: ignore[union-attr]
        stop = CLAUSE_END.search(after, to_event.end())
        if LEVEL_OF.search(after[: stop.start()] if stop else after):
            return  # "to within two days of the Council's average of 10"
        finder.add(base + lead_at, base + period.end + (stop.start() if stop else len(after)), "event")
    elif (
        within
        and re.match(r"in\b", within[0], re.I)
        and period.working
        and not share
        and MUST_BE.search(before)
    ):
        finder.add(base + within.start(), base + period.end, "event")
    elif (
        within
        and re.match(r"in\b", within[0], re.I)
        and re.fullmatch(r"P\d+[MY]", period.iso)
        and not re.match(r"an?\b", words[period.start : period.end], re.I)
        and re.match(r"\s*(?:[.;]|$)", after)
        and DUTY.search(before)
        and MOVES.search(before)
    ):
        _from_issue(finder, base + within.start(), base + period.end, period)
    elif within and re.match(r"within|inside|no later|not later", within[0], re.I) and not share:
        hours = period.iso.startswith("PT")
        days = int(re.sub(r"\D", "", period.iso)) if period.iso.endswith("D") else 0
        short = hours or (days and (PRACTICE.search(words) or days <= 10))
        if UNDER_CONDITION.search(before[: within.start()]) and not hours:
            finder.add(base + within.start(), base + period.end, "event")
            return
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
            and not re.search(
                r"\bmore than\s*$|\bup to\s*$|\b(?:was|were|is|are|stood|stands|now)\s+at\s+$", before
            )
            and not re.match(r"\s+(?:old|of age|intervals?)\b", after)
        ):
            _from_issue(finder, base + lead_after.start(), base + period.end, period)


OTHER_MATTER = re.compile(
    r"[;:]|,\s+(?:and|but)\s+|,\s+as\s+(?=(?:it|they|was|were|is|are|had|did|has|have)\b)", re.I
)


def _part_of_sentence(words: str, period: FoundPeriod) -> str:
    """The words around a period, between the stops on both sides: a share beyond them is another matter's."""
    before = OTHER_MATTER.split(words[: period.start])[-1]
    after = OTHER_MATTER.split(words[period.end :])[0]
    level = re.match(
        r"[^.;:]{0,60}:\s+(?:no more than |at least |below |above )?\d[^.;]*", words[period.end :]
    )
    return f"{before}…{level[0] if level else after}"


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
