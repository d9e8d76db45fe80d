"""What a reading must warn of. The words of a warning are the reader's own; what it is about is not."""

from __future__ import annotations

import re
from typing import Any

# A warning is about a topic when all of its patterns are found in the message.
TOPICS = {
    "impossible date": (r"impossible|no such|not exist|never|not a (real )?(date|day)|cannot be|has (only )?\d+ days|no day",),
    "weekday does not fit": (r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekday|day of the week",),
    "incomplete date": (r"date|year", r"incomplete|not complete|uncertain|unsure|missing|which|cannot|check|confirm|type"),
    "ambiguous date": (r"date|day|month|year", r"ambigu|either|two ways|both|check|confirm|complete|may mean|unclear|uncertain"),
    "blank date of issue": (r"date", r"blank|missing|no date|not dated|undated|empty|type"),
    "abolished council": (r"abolish|succe|no longer|ceased|ended|exist",),
    "not yet a council": (r"abolish|began|exist|start|before|creat|formed|then",),
    "unknown council": (r"council|register|authority", r"not|unknown|no "),
    "label missing": (r"label|number|letter", r"no |not|missing|without|lost|taken|inferred|assum|supplied"),
    "label repeated": (r"label|number|letter", r"twice|repeat|again|same|more than once|already|duplicate|order|follow|expected"),
    "label skipped": (r"label|number|letter", r"skip|missing|gap|jump|absent|no |not|order|follow|expected"),
    "month only": (r"month|only|last day|not complete|no day|day"),
    "working days": (r"working day|business day|school day|public holiday|term"),
    "draft": (r"draft|minded|not (yet )?(been )?(signed|issued|final)"),
    "earlier instrument": (r"earlier|replace|amend|extend|revise|vary|varies|previous|supersede|revok",),
    "anchor not known": (r"when|date|anchor|start|begin|known|event|depend|worked out|calculat"),
    "vague date": (r"date|season|term|vague|exact|exactly|when|deadline|early|easter|uncertain|unclear"),
    "past deadline": (r"before|earlier|past|already|passed"),
    "annex": (r"annex|schedule|appendix|attached|attachment"),
    "scanning faults": (r"scan|ocr|character|letters|misread|garbled|text"),
    "text cut": (r"end|cut|whole|incomplete|complete|sentence|page"),
}  # fmt: skip


def warned(topic: dict[str, Any], warnings: list[dict[str, Any]]) -> bool:
    """Whether one of the warnings is about the topic, and near its line where the topic has one."""
    patterns = TOPICS[topic["about"]]
    patterns = (patterns,) if isinstance(patterns, str) else patterns
    return any(
        (topic["line"] is None or warning["line"] is None or abs(warning["line"] - topic["line"]) <= 2)
        and all(re.search(pattern, warning["message"], re.I) for pattern in patterns)
        for warning in warnings
    )
