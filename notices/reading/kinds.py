"""The kind of a clause: what its heading says, and where that says little, what its own words say."""

from __future__ import annotations

import re

from .nodes import Node
from .openers import kind_by_content, reports_upwards
from .outline import Entry
from .result import ItemKind

# A review that the Department holds is an assessment under a heading on reports or a Commissioner too.
BY_THE_DEPARTMENT = re.compile(
    r"(?:(?:in|at|by|on|upon|after|before|following|when|once|as soon as|within|every)\b[^,;]{3,80}?,? )?(?:(?:the )?(?:secretary of state|department|minister)s?\b|DfE\b|DCSF\b|we\b)|"
    r"(?:an?|the|each|every) (?:[\w-]+ ){0,3}reviews?\b[^.;]{0,60}\bby (?:the )?(?:secretary of state|department|ministers?|officials)",
    re.I,
)


def kind_of_clause(entry: Entry, parent: Node | None, beside: Node | None, text: str) -> ItemKind:
    """The heading's kind; where that says little, what the clause's own words say."""
    if parent is not None and parent.kind in ("recital", "reporting", "assessment") and not entry.said:
        return parent.kind
    kind = entry.kind if beside is None or beside.kind == "overarching" else beside.kind
    said = kind_by_content(text)
    if said == "overarching" and kind != "recital":
        return said  # how long the instrument lasts, wherever it stands
    if said == "consequence" and kind in ("assessment", "reporting", "support") and "497A" in text:
        return said  # the last paragraph, whose heading says only "Failure" or nothing
    if said == "assessment" and kind in ("support", "reporting") and BY_THE_DEPARTMENT.match(text):
        return said
    open_to_words = kind in ("measure", "overarching") or (kind == "recital" and entry.section is None)
    if said is not None and open_to_words and (not entry.said or beside is not None):
        return said
    if kind in ("measure", "support") and parent is None and reports_upwards(text):
        return "reporting"
    return kind
