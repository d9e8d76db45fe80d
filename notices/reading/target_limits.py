"""Ceilings that a sentence sets in its own words: "cap caseloads at 14", "must not take longer than 45 days", "nobody is to have more than 21"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .figures import NUMBER, value
from .target_amounts import amount_of, comparator_in, direction, unit_name
from .target_forms import FoundTarget, Notes, is_year, past_fact
from .target_metrics import clause_before, clean_metric, or_named
from .target_words import AT_LEAST, AT_MOST, PERCENT, SHARE, TIME, UNITS
from .wording import DUTY, starts_as_order

_MUST = r"(?:must|shall|should|may|will|can|(?:is|are)\s+to|has\s+to|have\s+to)"
_NOUN = rf"(?:{UNITS}|(?:(?!(?:at|by|in|of|from|to|and|or|a|an|the|for|on|per|than|with|who|that|any)\b)[a-z-]+\s+){{0,2}}[a-z-]{{3,}}s\b(?!['’]))"
# "cap the workload of newly qualified workers at 12 children"
CAPPED = re.compile(
    rf"\b(?:cap(?:s|ped|ping)?|limit(?:s|ed|ing)?|restrict(?:s|ed|ing)?|confin(?:e|es|ed|ing)|peg(?:s|ged|ging)?)\b(?P<what>[^.;:%\d]{{0,140}}?)\s+(?:at|to)\s+(?:an?\s+(?:average|mean)\s+of\s+)?"
    rf"(?:(?:an?\s+)?(?:maximum|ceiling|limit|total)\s+of\s+|(?:{AT_MOST})\s+)?(?P<amount>{SHARE}|{NUMBER}(?!\s*(?:{PERCENT}))(?:\s+(?P<unit>{_NOUN}))?)(?![\w%])",
    re.I,
)
# "Assessments shall not take longer than 45 days", "no plan may at any time take longer than 40 weeks"
LASTS = re.compile(
    rf"\b(?P<modal>{_MUST}(?:\s+(?:not|never)\b)?|is|are)\s+(?P<between>(?:(?!not\b)[a-z]+\s+|,\s*[a-z ]{{3,30}},\s*){{0,3}}?)(?P<verb>takes?|lasts?|runs?(?!\s+to\b)|goes?\s+on|drag\s+on|waits?|spend|stay|remain|be\s+open|stand\s+open|exceed|ever)\b"
    rf"(?P<mid>[^.;:,\d]{{0,60}}?)\s*(?P<comp>(?:for\s+)?(?:no\s+)?(?:more|longer)\s+than\s+|(?<=exceed)\s+)(?P<amount>{NUMBER})\s+(?P<unit>(?:working\s+|calendar\s+|school\s+)?(?:days|weeks|months|hours|minutes))\b(?!\s+(?:after|before|from|old|in\s+advance))(?P<late>\s+(?:late|overdue))?",
    re.I,
)
# "nobody is to have more than 21", "none may hold more than three sets of proceedings", "nor a new one more than 11"
NOBODY = re.compile(
    rf"\b(?P<who>none|nobody|no\s+one|no-one|in\s+no\s+case|at\s+no\s+time(?:\s+(?:after|from)\s+[^,;.]{{4,30}}?)?|never)\s+(?:(?:(?:is|are|may|must|shall|should|will|can|there|to|any|at\s+any\s+time|ever|a|an|one|the|social|team|worker|manager|it|they|officer|person)\s+){{1,8}}?)"
    rf"(?P<what>be\s+responsible\s+for|be|have|hold|carry|oversee|manage|supervise|look\s+after)\s+(?P<comp>above|over|(?:more|fewer|less)\s+than)\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}))(?:\s+(?P<unit>{_NOUN}))?",
    re.I,
)
# "nor a newly qualified one more than 11"
NOR = re.compile(
    rf"\bnor\s+(?:an?|any|the)\s+(?P<who>[a-z][a-z -]{{2,50}}?)\s+(?:(?:to|may|is|hold|have|carry)\s+){{0,3}}(?P<comp>more\s+than|over|above)\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}))(?:\s+(?P<unit>{_NOUN}))?",
    re.I,
)
# "allow no social worker to hold more than 20 cases", "have at no time a manager responsible for more than seven workers"
TO_HOLD = re.compile(
    rf"\b(?:allow|permit|let|leave|have\s+at\s+no\s+time(?:\s+thereafter)?|at\s+no\s+time\b[^.;,]{{0,30}}?\bhave)\s+(?:no|any|a|an)\s+(?P<who>[a-z][a-z -]{{2,40}}?)\s+(?:to\s+)?(?:(?:hold|carry|have|manage|oversee|supervise|with|responsible\s+for|holding|carrying))\s+"
    rf"more\s+than\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}))(?:\s+(?P<unit>{_NOUN}))",
    re.I,
)
# "Each personal adviser may work with a maximum of 22 care leavers"
EACH_MAY = re.compile(
    rf"\b(?:each|every|an?)\s+(?P<who>[a-z][a-z -]{{2,50}}?)\s+{_MUST}(?P<not>\s+(?:not|never))?\s+(?:be\s+responsible\s+for|work\s+with|support|supervise|carry|hold|have|manage|oversee|look\s+after|chair|be\s+(?:given|allocated|assigned))\s+"
    rf"(?:(?P<least>{AT_LEAST})|(?P<comp>(?:an?\s+)?maximum\s+of|{AT_MOST}))\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}))\s+(?P<unit>{_NOUN})",
    re.I,
)
# "unallocated cases do not exceed 5", "exclusions must not exceed 10 in the year to July"
EXCEED = re.compile(
    rf"\b(?:do|does|must|shall|should|may|will|is\s+to|are\s+to)\s+(?:not|never|at\s+no\s+time)\s+(?:to\s+)?(?:exceed|go\s+above|go\s+over|rise\s+above|number\s+more\s+than)\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT})|[\d.,]*\d)(?:\s+(?P<unit>{UNITS}))?"
    r"(?=\s*[,;.]|\s*$|\s+(?:at|in|by|on|during|for|from|after)\b)",
    re.I,
)
# "incidents must fall below 8 per 100 nights of care"
RATED = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST}|to)\s+(?P<amount>{NUMBER})\s+(?P<unit>(?:per|for\s+every|in\s+every|in\s+each)\s+(?:hundred|100|ten|10|thousand|1,?000)\s+(?:nights|days|weeks|beds?|hours|sessions|shifts|staff|workers|posts|visits|calls)\b(?:\s+(?:weeks|nights|days)|\s+of\s+[a-z]+)?)",
    re.I,
)
SO_FOR_A_SHARE = re.compile(
    rf"\b(?:do(?:es|ne)?\s+so|so|this|kept|met)\s+(?:in|for)\s+(?:[a-z]+\s+){{0,3}}?{SHARE}", re.I
)
_LASTING = r"(?:days|weeks|months|hours|minutes|seconds)"
AVERAGE_IS = re.compile(
    rf"\b(?:average|mean|median)\b(?:(?!\b(?:was|were|had|from)\b)[^.;\d]){{3,160}}?\b(?:is|be|are)\s+(?P<amount>{NUMBER}\s+{_LASTING})\b(?!\s+or\b)",
    re.I,
)
ON_AVERAGE = re.compile(
    rf"\b(?:in|within|takes?|to)\s+(?P<amount>{NUMBER}\s+{_LASTING})(?=\s+(?:or\s+(?:less|fewer)\s+)?on\s+average\b)",
    re.I,
)
AVERAGE_TO_BE = re.compile(r"\bto\s+(?:be|conclude|last|take)\b", re.I)
DENIED = re.compile(r"\b(?:no|not|never|none|nor|neither|nobody)\b", re.I)
# What a ceiling on people and meetings counts is part of a duty, and no level.
OF_THE_DUTY = re.compile(
    r"(?:members?|persons?|people|times|hours?|minutes|meetings?|days|weeks|months|years|terms?)$", re.I
)


def limits(words: str, notes: Notes) -> Iterator[FoundTarget]:
    yield from _capped(words)
    yield from _lasting(words)
    for match in (*NOBODY.finditer(words), *TO_HOLD.finditer(words), *NOR.finditer(words)):
        amount, unit = value(match["amount"]), match["unit"]
        if amount is None or amount < 2 or is_year(amount) or (unit and OF_THE_DUTY.search(unit)):
            continue
        who = "" if match.re is NOBODY else match["who"]
        metric = f"{unit or 'number'} for each {who}" if who else unit or ""
        lower = re.search(r"fewer|less", match["comp"], re.I) if match.re is NOBODY else None
        yield FoundTarget(
            *match.span(), or_named(clean_metric(metric), words), amount, ">=" if lower else "<=", unit=unit_name(unit)
        )  # fmt: skip
    for match in EXCEED.finditer(words):
        amount, unit, metric = value(match["amount"]), match["unit"], clause_before(words[: match.start()])
        if amount is not None and amount > 1 and not is_year(amount) and not (unit and TIME.fullmatch(unit)):
            yield FoundTarget(*match.span(), or_named(metric, words), amount, "<=", unit=unit_name(unit))
    for match in RATED.finditer(words):
        amount, before = value(match["amount"]), words[: match.start()]
        if amount is not None and not past_fact(before):
            said = comparator_in(match["comp"]) or direction(before, None)
            metric = or_named(clause_before(before), words)
            yield FoundTarget(
                *match.span(),
                metric,
                amount,
                said,
                unit=unit_name(match["unit"]),
                guessed=match["comp"] == "to",
            )
    for match in EACH_MAY.finditer(words):
        amount, unit = value(match["amount"]), match["unit"]
        if amount is None or amount < 2 or OF_THE_DUTY.search(unit):
            continue
        floor = bool(match["least"]) != bool(match["not"])  # "should not hold more than"
        yield FoundTarget(
            *match.span(), f"{unit} for each {match['who']}", amount, ">=" if floor else "<=", unit=unit_name(unit)
        )  # fmt: skip


def average_is(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """An average that must be so much: "See that the average wait for a first appointment is 8 weeks by December"."""
    if not (DUTY.search(words) or starts_as_order(words) or AVERAGE_TO_BE.search(words)):
        return
    for match in (*AVERAGE_IS.finditer(words), *ON_AVERAGE.finditer(words)):
        amount, unit = amount_of(match["amount"].rsplit(None, 1)[0]), match["amount"].rsplit(None, 1)[1]
        before = words[: match.start("amount")]
        if amount[0] is None or past_fact(before[-80:]):
            continue
        yield FoundTarget(
            *match.span("amount"), or_named(clause_before(before), words), amount[0], "<=" if TIME.fullmatch(unit) else direction(before, None),
            unit=unit, guessed=True,
        )  # fmt: skip


def _capped(words: str) -> Iterator[FoundTarget]:
    for match in CAPPED.finditer(words):
        unit = match["unit"]
        amount, share = (
            amount_of(match["amount"]) if unit is None else (value(match["amount"].removesuffix(unit)), None)
        )
        if amount is None or is_year(amount) or past_fact(words[: match.start()]):
            continue
        if (unit and (TIME.search(unit) or OF_THE_DUTY.search(unit))) or (
            unit is None and share is None and amount < 5
        ):
            continue
        metric = clean_metric(match["what"]) or clause_before(words[: match.start()])
        yield FoundTarget(*match.span(), or_named(metric, words), amount, "<=", unit=unit_name(unit or share))


def _lasting(words: str) -> Iterator[FoundTarget]:
    if SO_FOR_A_SHARE.search(words):
        return  # "… no longer than two months, and must do so in nineteen cases of twenty": the share is the level
    for match in LASTS.finditer(words):
        amount = value(match["amount"])
        before = words[: match.start()]
        denied = DENIED.search(f"{match['modal']} {match['between']} {match['comp']}") or re.search(
            r"\b(?:no|none|not one|nor|never|neither)\b[^.;,]{0,80}$", before, re.I
        )
        ever = match["verb"].lower() == "ever" or match["modal"].lower() in ("is", "are")
        if amount is None or not denied or (ever and not match["late"]):
            continue
        what = clause_before(re.sub(r"\b(?:no|none|not one|nor)\s+", "", before, flags=re.I))
        metric = f"{match['unit']} that {what} {match['verb']} {match['mid']}{match['late'] or ''}"
        yield FoundTarget(*match.span(), clean_metric(metric), amount, "<=", unit=unit_name(match["unit"]))
