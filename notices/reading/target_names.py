"""What a target measures, where nothing beside the number says it: the head of its clause, its sentence or the one before."""

from __future__ import annotations

import re

from .baselines import says_nothing
from .target_forms import FoundTarget
from .target_metrics import clean_metric
from .wording import sentences

NAMES_ITSELF = re.compile(
    r"rate\b|turnover|vacanc|absence|caseload|satisfaction|referral|placement|stability|sickness", re.I
)
POINTS_BACK = re.compile(
    r"\bin that time\b|\bso (?:held|done|seen|made)\b|\bthat (?:standard|level|limit)\b|\bcompliance\b|^(?:performance|their|its|it|this|that|these|they|the figure)\b",
    re.I,
)
# "Repeat referrals: a rate no greater than 19%": the words before the colon name what the rest counts.
HEAD_OF_CLAUSE = re.compile(r"\W*(?P<what>[A-Za-z][^.:;,\d]{4,60}):\s+(?=\S)")
TOO_LITTLE = re.compile(
    r"(?:an? |the )?(?:rate|level|figure|number|proportion|percentage|share|total)$|on the day\b|performance against\b|there\b",
    re.I,
)
# "The Council had 24 fostering households. It must have 33"
HAD_SO_MANY = re.compile(
    r"\b(?:had|has|have|employed|employs|were|are)\s+(?:only\s+)?\d[\d,]*\s+(?P<things>[a-z][^.,;]{3,60})"
)


def named_by_sentence(plain: str, target: FoundTarget, text: str) -> str:
    """A measure that nothing beside the number names: the whole sentence, and the one before where it points back."""
    spans = sentences(plain)
    here = next((i for i, (a, b) in enumerate(spans) if a <= target.start < b), 0)
    words = plain[slice(*spans[here])]
    empty = says_nothing(target.metric) and not NAMES_ITSELF.search(target.metric)
    head = HEAD_OF_CLAUSE.match(plain)
    if head and head.end() < target.start and (empty or TOO_LITTLE.match(target.metric)):
        return clean_metric(head["what"])
    if here and POINTS_BACK.search(words) and (empty or POINTS_BACK.search(target.metric)):
        before = clean_metric(plain[slice(*spans[here - 1])])
        counted = HAD_SO_MANY.search(text[slice(*spans[here - 1])]) if not before else None
        if counted is not None:
            return clean_metric(counted["things"])
        return f"{before}: {clean_metric(words) if empty else target.metric}"[:200]
    return (clean_metric(words)[:200] or target.metric) if empty else target.metric
