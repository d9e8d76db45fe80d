"""All of them and none of them: targets without a number of their own, where a starting point stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .asides import Stated
from .baselines import stated_measure
from .figures import NUMBER, value
from .target_forms import FoundTarget
from .target_metrics import clause_after, clean_metric
from .wording import sentences

# "None may be living in bed and breakfast", "No child must be without a plan": nil is the target.
NONE = re.compile(
    r"\b(?:none(?: of (?P<of>them|these|those))?|(?:no|not one|not a single)\s+(?P<who>(?!later|more|less|fewer|longer|greater|higher|lower|change|doubt)[a-z][^.,;:\d]{2,60}?))\s+"
    r"(?:(?:may|must|shall|should|can|will|is to|are to)\s+(?=be|have|remain|wait|live|go|stay|still)|(?=(?:waits?|lives?|remains?|is|are|has|have)\b))(?P<what>(?:be|have|has|is|are|remains?|waits?|lives?|go|stay|still)\b[^.;:,]{3,120}?)(?=\s+(?:after|before|by|from|until)\b|\s*[,.;:]|\s*$)",
    re.I,
)
# "There are to be no unallocated cases", "there must be none by June"
THERE_NONE = re.compile(
    r"\bthere\s+(?:must|shall|should|will|may|is\s+to|are\s+to|(?=are|is))\s*(?:are\s+|is\s+)?(?:then\s+)?(?:be\s+)?(?:no(?!\s+(?:more|fewer|less|later|longer|greater|change|doubt|exceptions?))\s+(?P<what>[a-z][^.;:,]{3,100}?)|none(?:\s+of\s+them)?|nobody)(?=\s+(?:after|before|by|from|until)\b|\s*[,.;:(]|\s*$)",
    re.I,
)
# "clear the backlog of 214 unallocated cases"
CLEARED = re.compile(
    r"\b(?:clear|eliminat|remov|abolish|end|dispos\w+ of|work(?:ing)? (?:off|through)|get(?:ting)? rid of|reduc\w+ to (?:nil|zero|nothing))\w*\s+(?:the|its|their|this)\s+(?:whole\s+|entire\s+|present\s+|current\s+)?(?P<what>(?:backlog|queue|waiting list|list|arrears)\b[^.;:,]{0,100}?)(?=\s+(?:by|before|so|in|within)\b|\s*[,.;:(]|\s*$)",
    re.I,
)
BACKLOG_OF = re.compile(
    rf"\b(?:backlog|queue|list)\s+of\s+(?:some\s+|about\s+|around\s+)?(?P<amount>{NUMBER})\b", re.I
)
# "Only 38% have a life story book. All of them must have one by October"
ALL_OF_THEM = re.compile(
    r"\W*(?:by [^,;.]{4,40},\s+)?(?:all(?: of (?:them|these|those))?|every one(?: of them)?|each(?: of them)?)\s+(?:must|shall|should|is to|are to)\b[^.;]*",
    re.I,
)
EVERY = re.compile(
    r"\b(?:every|each|all(?: of)?(?: the| its| their)?)\s+(?P<what>(?!of\b|(?:two|three|four|five|ten|hundred|\d)|time\b|year\b|month\b|week\b|quarter\b|day\b|meeting\b)[^.;,:]{4,160})",
    re.I,
)


def all_of_them(
    text: str, plain: str, found: Sequence[FoundTarget], stated: Sequence[Stated]
) -> list[FoundTarget]:
    """ "every child on a plan seen within the fortnight, as against 71% in May": all of them are the target."""
    targets: list[FoundTarget] = []
    for start, end in sentences(text):
        around = [s for s in stated if start <= s.start < end]
        if any(start <= t.start < end for t in found):
            continue
        none = NONE.search(plain, start, end)
        there = None if none else THERE_NONE.search(plain, start, end)
        around = around or (_just_before(text, stated, start) if there else [])
        around = around or (_just_behind(text, stated, end) if there or none else [])
        if there and around:
            what = clean_metric(there["what"] or stated_measure(text, around[-1]))
            targets.append(
                FoundTarget(
                    *there.span(), what, 0, "<=",
                    baseline=around[-1].amount, baseline_period=around[-1].period, unit=around[-1].unit,
                )
            )  # fmt: skip
            continue
        if none and around:
            what = clean_metric(f"{none['who'] or _subject_before(text, start)} {none['what']}")
            targets.append(
                FoundTarget(
                    none.start(), none.end(), what, 0, "<=",
                    baseline=around[-1].amount, baseline_period=around[-1].period, unit=around[-1].unit,
                )
            )  # fmt: skip
            continue
        cleared = CLEARED.search(plain, start, end)
        counted = BACKLOG_OF.search(text, start, end) if cleared else None
        was = value(counted["amount"]) if counted else around[-1].amount if around else None
        if cleared and was is not None:
            unit = around[-1].unit if around and not counted else None
            period = around[-1].period if around else None
            targets.append(
                FoundTarget(
                    *cleared.span(), clean_metric(cleared["what"]), 0, "<=", baseline=was, baseline_period=period, unit=unit
                )
            )  # fmt: skip
            continue
        them = ALL_OF_THEM.match(plain[start:end])
        said = [s for s in _just_before(text, stated, start) if s.unit == "%"] if them else []
        if them and said:
            targets.append(
                FoundTarget(
                    start, start + them.end(), stated_measure(text, said[-1]), 100, ">=",
                    baseline=said[-1].amount, baseline_period=said[-1].period, unit="%",
                )
            )  # fmt: skip
            continue
        beside = [s for s in around if s.unit == "%"]
        if len(beside) != 1:
            continue
        every = list(EVERY.finditer(plain[start : beside[0].start]))
        if every:
            one, place = beside[0], start + every[-1].start()
            metric = clause_after(every[-1]["what"])
            targets.append(
                FoundTarget(
                    place,
                    one.start,
                    metric,
                    100,
                    ">=",
                    baseline=one.amount,
                    baseline_period=one.period,
                    unit="%",
                )
            )
    return targets


def _just_before(text: str, stated: Sequence[Stated], place: int) -> list[Stated]:
    """What the sentence before says: "There were 143 such children. There are to be none by December"."""
    spans = [span for span in sentences(text) if span[1] <= place]
    return [s for s in stated if spans and spans[-1][0] <= s.start < spans[-1][1]]


def _just_behind(text: str, stated: Sequence[Stated], place: int) -> list[Stated]:
    """What the next sentence says of them: "… no child may be so placed. There were 17 in January"."""
    follows = next((span for span in sentences(text) if span[0] >= place), None)
    if follows is None or not re.match(
        r"\W*(?:there|it|in|at|on|last|\w+(?:-\w+)? (?:were|was|did|had))\b", text[follows[0] :], re.I
    ):
        return []
    return [s for s in stated if follows[0] <= s.start < follows[1]]


def _subject_before(text: str, place: int) -> str:
    """Who "none" and "all" of a sentence are: the subject of the one before."""
    subject = re.match(
        r"\W*(?:every|each|all(?: of)?(?: the)?|no|the)\s+(?P<who>[^,;.]{3,80}?)\s+(?:must|shall|should|may|is to|are to|has to|have to)\b",
        _sentence_whole(text, place), re.I,
    )  # fmt: skip
    return subject["who"] if subject else ""


def _sentence_whole(text: str, place: int) -> str:
    spans = [span for span in sentences(text) if span[1] <= place]
    return text[slice(*spans[-1])] if spans else ""
