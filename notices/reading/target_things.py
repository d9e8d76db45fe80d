"""Counts of things that no other form knows: "no more than 30 overdue assessments", "it must have 190 households by 1 April"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .figures import NUMBER, value
from .target_amounts import comparator_in, unit_name
from .target_forms import FoundTarget, Notes, is_year, past_fact
from .target_metrics import clause_after
from .target_words import ACTIVITY, AT_LEAST, AT_MOST, BACKWARD, PERCENT, TIME, UNITS
from .wording import DUTY, starts_as_order

_NOUN = rf"(?P<noun>(?:(?!(?:of|or|and|in|to|by|at|per|for|from|on|with|out|than|if|times?|are|must|more|further|new|additional|percentage)\b)[a-z][a-z-]*\s+){{0,3}}?(?:{UNITS}|(?!more\b|further\b|new\b|additional\b)[a-z-]{{3,}}s)\b(?!['’]))"
_HAS = r"\b(?:must|shall|should|is\s+to|are\s+to|has\s+to|have\s+to)\s+(?:have|hold|employ|number|be|run|provide|offer)\s+"
COMPARED_THINGS = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST})\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}|out of|in every|in ten))\s+{_NOUN}",
    re.I,
)
MUST_HAVE = re.compile(rf"{_HAS}(?P<amount>{NUMBER})\s+{_NOUN}", re.I)
ORDERED = re.compile(rf"^\W*(?:have|hold|employ|keep)\s+(?P<amount>{NUMBER})\s+{_NOUN}", re.I)
# What is counted of a meeting, of a duty or of who does it is a part of the duty, and no level.
OF_THE_DUTY = re.compile(
    r"(?:points|members?|officers?|persons?|people|times|hours?|minutes|meetings?|occasions|miles|copies|pages|sentences|references|representatives|partners|agencies|managers?|directors?|"
    r"days|weeks|months|years|nights|notice|grades?|teams?|schools|headteachers|sessions|parts|others|areas|steps|stages|recommendations|papers|services|judges|levels|parents|councillors|judgements)$",
    re.I,
)


def things(words: str, notes: Notes) -> Iterator[FoundTarget]:
    if not (DUTY.search(words) or starts_as_order(words)):
        return
    dated = re.search(r"\b(?:by|before|from|in|at|until)\s+(?:the\s+end\s+of\s+)?(?:\d|[A-Z])", words)
    for match in (*COMPARED_THINGS.finditer(words), *MUST_HAVE.finditer(words), *ORDERED.finditer(words)):
        amount, noun = value(match["amount"]), match["noun"].strip()
        before = words[: match.start()]
        if (
            amount is None
            or amount < 2
            or is_year(amount)
            or not dated
            or OF_THE_DUTY.search(noun)
            or (TIME.search(noun) and not re.search(r"\b(?:average|mean)\b", before, re.I))
            or BACKWARD.search(before)
            or past_fact(before)
            or (ACTIVITY.search(before[-40:]) and not re.search(r"\b(?:have|hold|held)\W*$", before, re.I))
        ):
            continue
        said = comparator_in(match.groupdict().get("comp") or "")
        metric = (
            f"{noun} {clause_after(words[match.end() :])}"
            if re.match(r"\s+(?:of|in|who|for|on|with|that|waiting)\b", words[match.end() :])
            else noun
        )
        yield FoundTarget(
            *match.span(),
            metric,
            amount,
            said or ">=",
            unit=unit_name(noun.split()[-1]),
            guessed=said is None,
        )
