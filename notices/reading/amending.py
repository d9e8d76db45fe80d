"""Clauses that amend an earlier instrument: the words that they take out say nothing of when or how much any more."""

from __future__ import annotations

import re

_QUOTED = r"[“\"‘']([^”\"’']{2,400})[”\"’']"
REPLACED = (
    re.compile(rf"\bfor\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s*,?\s*(?:there\s+(?:is|are|were|shall\s+be)\s+)?substitut(?:e|ed)\b", re.I),
    re.compile(rf"\b(?:omit|delete|leave\s+out|remove|strike\s+out|take\s+out|cut\s+out)\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}", re.I),
    re.compile(rf"\b(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s+(?:is|are|were|be|shall\s+be)\s+(?:left\s+out|omitted|deleted|removed|taken\s+out|struck\s+out|cut(?:\s+out)?)\b", re.I),
    re.compile(rf"\b(?:for|instead\s+of|in\s+place\s+of)\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s*,?\s*(?:(?:there\s+(?:is|are|shall\s+be)|it|they)\s+)?(?:reads?|put|insert(?:ed)?|substitut\w+)\b", re.I),
    re.compile(rf"\b(?:the\s+)?(?:words?|date|figure)?s?\s*{_QUOTED}\s*,?\s*(?:is|are|were|shall\s+be)\s+(?:replaced|substituted|superseded)\s+(?:by|with)\b", re.I),
    re.compile(rf"\breplace\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s+(?:with|by)\b", re.I),
    re.compile(rf"\bomission\s+of\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}", re.I),
    re.compile(rf"{_QUOTED}\s+(?:shall\s+|is\s+to\s+|are\s+to\s+)?(?:becomes?|changes?\s+(?:in)?to|(?:is|are)\s+(?:changed|altered|amended)\s+to)\b", re.I),
    re.compile(rf"\bfor\s+{_QUOTED}\s+in\s+(?:paragraph|measure|clause|item|section)\b[^“\"‘';]{{1,120}}?\bthere\s+(?:is|are|shall)\b[^“\"‘';]{{0,24}}\b(?:substituted|read|put|stand)\b", re.I),
    re.compile(rf"\b(?:substituted|put|inserted|reads?|stands?)\s+(?:for|in\s+place\s+of|instead\s+of)\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}", re.I),
    re.compile(r"\bparagraphs?\s+\w+\s+(\([^()]{3,200}\))[^.;]{0,60}?\b(?:is|are)\s+(?:omitted|deleted|removed|revoked|struck\s+out|taken\s+out|discharged|spent)\b", re.I),
    re.compile(rf"{_QUOTED}\s+(?:gives?|is\s+to\s+give)\s+place\s+to\b", re.I),
    re.compile(r"\b((?:in\s+place\s+of|instead\s+of|rather\s+than)\s+(?:once\s+)?(?:every|each|monthly|weekly|quarterly|fortnightly)\b[^.,;]{0,20})", re.I),
    re.compile(r"\b(?:which|that)\s+((?:was|were)\s+to\s+(?:have\s+been|be|have)\b[^.,;]{3,60}?(?=\s+(?:will|shall|must|is|are|now)\b|[.,;])|the\s+(?:principal|first|\d{4}|original|earlier)\s+notice\s+(?:appointed|fixed|set)\b[^.,;]{3,40}?\d{4})", re.I),
)  # fmt: skip
_DATE = r"(?=(?:\d{1,2}\s+)?[A-Z][a-z]+\s+\d{4})"
# "after “April 2015” there is added “, October 2015”": the dates that are put in stand without a word before them.
PUT_IN = re.compile(
    rf"\b(?P<verb>added|add|inserted|insert|reads?|substituted|substitute|becomes?|stand|put|replaced\s+(?:by|with))\s*[“\"‘'][\s,]*(?:and\s+)?(?:also\s+)?(?:(?:in|by|on)\s+)?{_DATE}|"
    rf"\bthere\s+(?:is|are|shall\s+be)\s+substituted\s+{_DATE}",
    re.I,
)
# "The final review is put back to April 2016"
MOVED_TO = re.compile(
    rf"\b(?:is|are|shall\s+be|will\s+be)\s+(?:put\s+(?:back|off)|moved|postponed|deferred|brought\s+forward|advanced)\s+(?:to|until)\s+{_DATE}",
    re.I,
)
AMENDS = re.compile(
    "[“\"‘']|\\bin place of\\b|\\binstead of\\b|\\b(?:which|that) (?:was|were) to\\b|\\bomitted\\b|\\bsubstituted\\b|\\bput (?:back|off)\\b|\\b(?:moved|postponed|deferred|brought forward)\\b",
    re.I,
)


def without_replaced(text: str) -> str:
    """The text with the replaced words blanked, at the same length: places in the text stay the same."""
    if not AMENDS.search(text):
        return text
    for pattern in REPLACED:
        for found in pattern.finditer(text):
            start, end = found.span(1)
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    text = MOVED_TO.sub(lambda found: "is due in".ljust(len(found[0])), text)
    return PUT_IN.sub(lambda found: "by".ljust(len(found[0])), text)
