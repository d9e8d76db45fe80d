"""The unit of a bare count: the noun beside the number, or the one of which the number is given."""

from __future__ import annotations

import re
from dataclasses import replace

from .target_amounts import amount_of, unit_name
from .target_forms import FoundTarget
from .target_words import AMOUNT, FRACTION, UNITS

# "the number of annual reviews outstanding", "the backlog of assessments", "the stock of supported lodgings"
_NUMBER_OF = re.compile(
    r"(?:the )?(?:[a-z]+ ){0,2}?(?:number|backlog|total|count|stock|pool|list|gain|volume)s? (?:of|in) (?P<what>.+)",
    re.I,
)
_SHARE_OF = re.compile(r"(?:the )?(?:percentage|proportion|share)\b", re.I)
# What is measured and not counted, whatever things stand in its name.
_MEASURED = re.compile(
    r"\b(?:rate|ratio|(?<!on )average|mean|median|case ?loads?|workloads?|score|index|per|every|each|times?|length|span|(?<!who )waits?|period of|interval|cost|budget|spending|turnover|gap|stability|absence|timeliness)\b",
    re.I,
)
_BESIDE = re.compile(
    r"(?:\s+or\s+(?:more|fewer|less|under|over))?\s+(?P<what>(?:[a-z-]+\s+){0,2}?(?:[a-z-]{3,}s|children|people))(?=\s*(?:[,.;)]|$)|\s+(?:by|in|at|on|from|before|during|until|a|per)\b)"
)
_NEAR = 150
_AMOUNTS = re.compile(rf"(?<![\w.,£])(?:(?:{FRACTION})|{AMOUNT})(?![\w%])", re.I)
_NO_NOUN = re.compile(
    r"(?:points|times|others|(?:working )?days|weeks|months|years|hours|percentages)$", re.I
)
_STOP = re.compile(
    r"(?:of|in|on|at|by|for|from|to|with|without|who|which|that|whose|and|or|is|are|was|were|has|have|had|being|be|than|as|per|not|must|shall|should)$",
    re.I,
)
_PLURALS = frozenset({"children", "people", "staff"})
_SINGULARS = frozenset(
    {"its", "less", "plus", "this", "has", "was", "overseas", "sometimes", "always", "news"}
)


def with_unit(text: str, target: FoundTarget) -> FoundTarget:
    if target.unit is not None or target.target_high is not None:
        return target
    metric = target.metric
    if _SHARE_OF.match(metric):
        return replace(target, unit="%")
    number_of = _NUMBER_OF.match(metric)
    place = place_of_amount(text, target)
    beside = _BESIDE.match(text, place[1]) if place else None
    if beside and not _NO_NOUN.search(beside["what"]):
        return replace(target, unit=_head(beside["what"]))
    if number_of:
        return replace(target, unit=_head(number_of["what"]))
    return target if _MEASURED.search(metric) else replace(target, unit=_head(metric))


def place_of_amount(text: str, target: FoundTarget) -> tuple[int, int] | None:
    """Where the number itself stands: a target's place begins with its verb and ends with its date."""
    for first, last in ((target.start, target.end + _NEAR), (max(0, target.start - _NEAR), target.start)):
        for match in _AMOUNTS.finditer(text, first, min(last, len(text))):
            if amount_of(match[0].replace("-", " "))[0] == target.target:
                return match.span()
    return None


def _head(phrase: str) -> str | None:
    """The last plural before what is said of it: "reviews" of "annual reviews outstanding for a year"."""
    words: list[str] = []
    head: int | None = None
    for word in re.findall(r"[A-Za-z][\w’'-]*|[,;:.]", phrase.replace(" in need", " in-need")):
        if _STOP.match(word) or (not word[0].isalpha()):
            break
        words.append(word.lower())
        if _is_plural(words[-1]):
            head = len(words)
        elif head is not None:
            break
    if head is None:
        return None
    named = " ".join(words[:head])
    known = re.search(rf"\b(?:{UNITS})$", named)
    return unit_name(known[0] if known else words[head - 1])


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (
        len(word) > 3
        and word.endswith("s")
        and not re.search(r"(?:ss|us|['’]s|s['’])$", word)
        and word not in _SINGULARS
    )
