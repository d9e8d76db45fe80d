"""Counts of things that no other form knows: "no more than 30 overdue assessments", "it must have 190 households by 1 April"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .figures import NUMBER, value
from .target_amounts import comparator_in, kept_under, unit_name
from .target_forms import FoundTarget, Notes, is_year, past_fact
from .target_metrics import clause_after
from .target_words import ACTIVITY, AT_LEAST, AT_MOST, BACKWARD, PERCENT, TIME, UNITS
from .wording import DUTY, starts_as_order

_NOUN = rf"(?P<noun>(?:(?!(?:of|or|and|in|to|by|at|per|for|from|on|with|out|than|if|times?|are|must|more|further|new|additional|percentage)\b)[a-z][a-z-]*(?:['’]s?)?\s+){{0,3}}?(?:{UNITS}|(?!more\b|further\b|new\b|additional\b)[a-z-]{{3,}}s)\b(?!['’]))"
_HAS = r"\b(?:must|shall|should|is\s+to|are\s+to|has\s+to|have\s+to)\s+(?:have|hold|employ|number|be|run|provide|offer)\s+"
COMPARED_THINGS = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST})\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}|out of|in every|in ten))\s+{_NOUN}",
    re.I,
)
MUST_HAVE = re.compile(rf"{_HAS}(?P<amount>{NUMBER})(?:\s+or\s+(?:more|fewer|less))?\s+{_NOUN}", re.I)
ORDERED = re.compile(rf"^\W*(?:have|hold|employ|keep)\s+(?P<amount>{NUMBER})\s+{_NOUN}", re.I)
# "approve 35 new fostering households", "fill 42 of its 60 vacant posts": so many as are worth counting
GAINED = re.compile(
    r"(?:\b(?:must|shall|should|will|is\s+to|are\s+to|has\s+to|have\s+to)\s+(?:also\s+|[a-z]+ly\s+|not\s+)?|^\W*(?:(?:and|to)\s+)?)(?P<verb>approve|appoint|recruit|offer|open|fill|fund|create|provide|train|licen[cs]e|register|secure|find|place|hire|engage|commission|"
    r"establish|set\s+up|add|deliver|build|make\s+available|arrange|buy|lease|assess|match|settle|close)\b(?:\s+with\s+[a-z]+)?\s+"
    rf"(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+|(?:a\s+(?:further|total\s+of)|another)\s+)?(?P<amount>{NUMBER})(?:\s+of\s+(?:its|the|their)\s+(?:{NUMBER}))?(?!\s*(?:{PERCENT}|out of|in every|in ten))\s+{_NOUN.replace('|more|further|new|additional', '')}",
    re.I,
)
# "a permanent manager in at least 18 of its 20 teams", "not more than 15 of the 152 posts"
PART_OF = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST})\s+(?P<amount>{NUMBER})\s+of\s+(?:its|the|their|these|those)\s+(?:{NUMBER})\s+{_NOUN}",
    re.I,
)
# "at least six days of training a year", "a missing persons team of not less than eight officers"
OF_TIME = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST})\s+(?P<amount>{NUMBER})\s+(?P<noun>(?:full\s+|working\s+)?(?:days|hours)(?:['’]|\s+of)\s+(?:[a-z-]+\s+){{0,2}}?(?:training|teaching|tuition|education|learning|respite|short\s+breaks?|development|shadowing|study))\b",
    re.I,
)
TEAM_OF = re.compile(
    rf"\b(?P<what>(?:[a-z-]+\s+){{0,2}}(?:team|pool|bank|panel|service|unit|workforce|establishment|complement|register))\s+of\s+(?P<comp>{AT_LEAST}|{AT_MOST})\s+(?P<amount>{NUMBER})\s+(?P<noun>(?:[a-z-]+\s+){{0,2}}?[a-z-]{{3,}}s)\b",
    re.I,
)
TO_DO = re.compile(
    r"\W*to\s+(?!the\b|an?\b|all\b|any\b)[a-z]+\b", re.I
)  # "to recruit at least 25 households"
FEW = 5
MANY = 8  # fewer are appointed as a duty: "appoint two managers by June"
# What is counted of a meeting, of a duty or of who does it is a part of the duty, and no level.
OF_THE_DUTY = re.compile(
    r"(?:points|members?|officers?|persons?|people|times|hours?|minutes|meetings?|occasions|miles|copies|pages|sentences|references|representatives|partners|agencies|managers?|directors?|"
    r"days|weeks|months|years|nights|notice|grades?|teams?|schools|headteachers|sessions|parts|others|areas|steps|stages|recommendations|papers|services|judges|levels|parents|councillors|judgements)$",
    re.I,
)

PERSONS = re.compile(r"(?:officers?|managers?|directors?|headteachers|judges|councillors)$", re.I)
OF_PEOPLE = re.compile(
    r"(?:members?|meetings?|people|persons|partners|occasions|times|days|weeks|months)$", re.I
)
HELD = re.compile(r"\b(?:have|hold|held)\W*$", re.I)
DATED = re.compile(
    r"\b(?i:by|before|from|in|at|until|during|after|to|on)\s+(?:the\s+)?(?:(?:end|start|first|close|last\s+day)\s+of\s+)?(?:the\s+)?(?:(?:financial|calendar|school)\s+)?(?:year\s+)?(?:\d|[A-Z]|year\b|quarter\b|spring\b|summer\b|autumn\b|financial\b)"
)
WHEN = re.compile(
    r"\s+(?:in|during|at|by|on|over|before|after)\s+(?:the\s+)?(?:end\s+of\s+)?(?:(?:any|each|every)\s+month\s+after\s+)?(?:financial\s+year\s+|calendar\s+year\s+|year\s+to\s+|year\s+ending\s+)?(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d.*$"
)


def _unit(noun: str) -> str | None:
    """The noun that is counted: "foster carers" whole, else its last word."""
    known = re.search(rf"\b(?:{UNITS})$", noun, re.I)
    return unit_name(known[0] if known else noun.split()[-1])


def things(words: str, notes: Notes) -> Iterator[FoundTarget]:
    if not (DUTY.search(words) or starts_as_order(words) or TO_DO.match(words) or PART_OF.search(words)):
        return
    dated = DATED.search(words)
    counts = (COMPARED_THINGS, MUST_HAVE, ORDERED, GAINED, PART_OF)
    for match in (found for pattern in counts for found in pattern.finditer(words)):
        amount, noun = value(match["amount"]), match["noun"].strip()
        before = words[: match.start()]
        part = match.re is PART_OF
        if (
            amount is None
            or amount < 2
            or is_year(amount)
            or not (dated or part or (amount >= MANY and match.groupdict().get("comp")))
            or (
                OF_PEOPLE if part or (dated and amount >= MANY and PERSONS.search(noun)) else OF_THE_DUTY
            ).search(noun)
            or (TIME.search(noun) and not re.search(r"\b(?:average|mean)\b", before, re.I))
            or BACKWARD.search(before)
            or past_fact(before)
            or (match.re is GAINED and amount < MANY and not match["comp"])
            or (match.re in (MUST_HAVE, ORDERED) and amount < FEW)
            or (part and amount < 5)
            or (ACTIVITY.search(before[-40:]) and not HELD.search(before))
        ):
            continue
        said = kept_under(before, match.groupdict().get("comp") or "") or comparator_in(
            match.groupdict().get("comp") or ""
        )
        after = re.match(
            r"\s+(?:of|in|who|for|on|with|that|waiting|open|without|held|a\s+(?:year|month))\b",
            words[match.end() :],
        )
        metric = f"{noun} {clause_after(words[match.end() :])}" if after else noun
        yield FoundTarget(
            *match.span(),
            WHEN.sub("", metric),
            amount,
            said or ">=",
            unit=_unit(noun),
            guessed=said is None,
        )
    for match in (*OF_TIME.finditer(words), *TEAM_OF.finditer(words)):
        amount = value(match["amount"])
        if amount is None or amount < 2 or past_fact(words[: match.start()]):
            continue
        team = match.groupdict().get("what")
        if team and amount < MANY:
            continue
        metric = (
            f"{match['noun']} in the {team}"
            if team
            else f"{match['noun']} {clause_after(words[match.end() :])}"
        )
        unit = match["noun"].split()[-1] if team else re.match(r"(?:full |working )?(\w+)", match["noun"])[1]  # type: ignore[index]
        yield FoundTarget(
            *match.span(), WHEN.sub("", metric), amount, comparator_in(match["comp"]) or ">=", unit=unit
        )
