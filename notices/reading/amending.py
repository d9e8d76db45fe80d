"""Clauses that amend an earlier instrument: the words that they take out say nothing of when or how much any more."""

from __future__ import annotations

import re

_QUOTED = r"[“\"‘']([^”\"’']{2,400})[”\"’']"
REPLACED = (
    re.compile(rf"\bfor\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s*,?\s*(?:there\s+(?:is|are|were|shall\s+be)\s+)?substitut(?:e|ed)\b", re.I),
    re.compile(rf"\b(?:omit|delete|leave\s+out|remove)\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}", re.I),
    re.compile(rf"\b(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s+(?:is|are|were|be|shall\s+be)\s+(?:left\s+out|omitted|deleted|removed)\b", re.I),
    re.compile(rf"\b(?:for|instead\s+of|in\s+place\s+of)\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s*,?\s*(?:(?:there\s+(?:is|are|shall\s+be)|it|they)\s+)?(?:reads?|put|insert(?:ed)?|substitut\w+)\b", re.I),
    re.compile(rf"\b(?:the\s+)?(?:words?|date|figure)?s?\s*{_QUOTED}\s*,?\s*(?:is|are|were|shall\s+be)\s+(?:replaced|substituted|superseded)\s+(?:by|with)\b", re.I),
    re.compile(rf"\breplace\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}\s+(?:with|by)\b", re.I),
    re.compile(rf"\bomission\s+of\s+(?:the\s+(?:words?|date|figure)s?\s+)?{_QUOTED}", re.I),
    re.compile(rf"{_QUOTED}\s+(?:gives?|is\s+to\s+give)\s+place\s+to\b", re.I),
    re.compile(r"\b((?:in\s+place\s+of|instead\s+of|rather\s+than)\s+(?:once\s+)?(?:every|each|monthly|weekly|quarterly|fortnightly)\b[^.,;]{0,20})", re.I),
    re.compile(r"\bwhich\s+((?:was|were)\s+to\s+(?:have\s+been|be|have)\b[^.,;]{3,60}|the\s+(?:principal|first|\d{4}|original|earlier)\s+notice\s+(?:appointed|fixed|set)\b[^.,;]{3,40}?\d{4})", re.I),
)  # fmt: skip
# "after “April 2015” there is added “, October 2015”": the dates that are put in stand without a word before them.
PUT_IN = re.compile(
    r"\b(?P<verb>added|inserted|reads?|substituted)\s*[“\"‘'][\s,]*(?:and\s+)?(?=(?:\d{1,2}\s+)?[A-Z][a-z]+\s+\d{4})",
    re.I,
)


def without_replaced(text: str) -> str:
    """The text with the replaced words blanked, at the same length: places in the text stay the same."""
    if not re.search("[“\"‘']", text):
        return text
    for pattern in REPLACED:
        for found in pattern.finditer(text):
            start, end = found.span(1)
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return PUT_IN.sub(lambda found: "by".ljust(len(found[0])), text)
