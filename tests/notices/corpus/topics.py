"""What a reading must warn of. The words of a warning are the reader's own; what it is about is not."""

from __future__ import annotations

import re
from typing import Any

# A warning is about a topic when all of its patterns are found in the message.
TOPICS: dict[str, tuple[str, ...]] = {
    "impossible date": (r"impossible|no such|not exist|never|not a (real )?(date|day)|cannot be|has (only )?\d+ days|no day",),
    "weekday does not fit": (r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekday|day of the week",),
    "incomplete date": (r"date|year", r"incomplete|not complete|uncertain|unsure|missing|which|cannot|check|confirm|type"),
    "blank date of issue": (r"date", r"blank|missing|no date|not dated|undated|empty|type"),
    "abolished council": (r"abolish|succe|no longer|ceased|ended|exist",),
    "label missing": (r"label|number|letter", r"no |not|missing|without|lost|taken|inferred|assum|supplied"),
    "label repeated": (r"label|number|letter", r"twice|repeat|again|same|more than once|already|duplicate|order|follow|expected"),
    "label skipped": (r"label|number|letter", r"skip|missing|gap|jump|absent|no |not|order|follow|expected"),
    "month only": (r"month|only|last day|not complete|no day|day",),
    "working days": (r"working day|business day|school day|public holiday|term",),
    "earlier instrument": (r"earlier|replace|amend|extend|revise|vary|varies|previous|supersede|revok",),
    "past deadline": (r"before|earlier|past|already|passed",),
}  # fmt: skip


def warned(topic: dict[str, Any], warnings: list[dict[str, Any]]) -> bool:
    """Whether one of the warnings is about the topic, and near its line where the topic has one."""
    return any(
        (topic["line"] is None or warning["line"] is None or abs(warning["line"] - topic["line"]) <= 2)
        and all(re.search(pattern, warning["message"], re.I) for pattern in TOPICS[topic["about"]])
        for warning in warnings
    )
