"""Numbers that no form has taken: each is what is so, and then a baseline, or what is asked, and then a target of its own.

Which of the two is told by the words of its own part of the sentence, and by the words before it where that part says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .baselines import RECALLS
from .dates import FoundDate, find_dates
from .figures import NUMBER
from .target_amounts import amount_of, comparator_in, direction, unit_name
from .target_dates import dates_said
from .target_forms import FoundTarget, is_year, past_fact
from .target_metrics import metric_around
from .target_steps import connects, undated
from .target_words import AT_LEAST, AT_MOST, FRACTION, PERCENT, SHARE, TIME, UNITS
from .wording import one_line, sentence_around, sentences

_FIGURE = re.compile(
    rf"(?<![\w.,£/–-])(?P<amount>{SHARE}|(?:{FRACTION})(?!\s+(?:an?\s+)?(?:day|hour|year|term|dozen)s?\b)|(?:{NUMBER})(?:\s+(?:{UNITS}))?)(?!\w|[.,]\d|\s*(?:{PERCENT}\s*)?points?\b|-[a-z\d]|/\d)",
    re.I,
)
# What stands before a number that numbers, cites or dates something.
_NAMES = re.compile(
    r"\b(?:aged?|section|sections|regulations?|paragraphs?|clauses?|chapter|pages?|year|key\s+stage|annex|part|schedule|item|NI|tier|level|band|grade|article|phase|stage|under|over)\s*$",
    re.I,
)
_PART_ENDS = re.compile(r"[;:()]|,(?!\d)|\.(?=\s|$)|\s[–—-]\s")
_ASKS = re.compile(
    r"\b(?:must|shall|should|will|(?:is|are|has|have)\s+to|to\s+be|expect\w*|requires?|ensure|secure|so\s+that|milestones?|ambition|goal|until)\b",
    re.I,
)
_FACT = re.compile(
    r"\b(?:was|were|had|did|stood|stands|had\s+been|having|recorded|reported|found|noted|now|currently|presently|present|today|lately|so\s+far|latest|"
    r"ran|carried|held|averaged|missed|managed|waited|numbered|last\s+(?:year|quarter|month)|at\s+(?:the\s+)?(?:time\s+of\s+)?(?:the\s+)?(?:inspection|visit))\b",
    re.I,
)
_TURN = re.compile(rf"{_ASKS.pattern}|{_FACT.pattern}", re.I)
_TWO = re.compile(
    rf"(?<![\w.,£])(?P<first>{SHARE}|{NUMBER})\s+and\s+(?P<second>{SHARE}|{NUMBER})\s*,?\s+respectively\b",
    re.I,
)
_TWO_IN_BRACKETS = re.compile(
    rf"\([^()\d]{{0,20}}(?:19|20)\d\d(?:[-/–]\d\d)?:?\s+(?P<first>{SHARE}|{NUMBER})\s+and\s+(?P<second>{SHARE}|{NUMBER})\s*\)",
    re.I,
)
NEAR = 500  # letters: further away nothing is said of a number
_DID = re.compile(
    r"(?<!be )(?<!is )(?<!are )(?<!been )\b[a-z]{3,}ed\s+(?:only\s+|just\s+|some\s+|about\s+)?$", re.I
)  # "hotels accommodated 27 children"
_FIGURE_WAS = re.compile(
    r"\b(?:figure|result|outturn|council|authority|it)\b[^,;.]{0,40}\b(?:was|were|reported|recorded|stood\s+at|managed|achieved)\s+$",
    re.I,
)
_WHOLE = re.compile(
    r"\bof\s+(?:its|the|their|all|these|those)\s*$|\bout\s+of\s*$", re.I
)  # "46 of the 104 posts"


@dataclass(frozen=True)
class Figure:
    """A number that is left: where it stands, what it says, and whether it is asked, is so, or neither is said."""

    start: int
    end: int
    amount: float
    unit: str | None
    asked: bool | None


def figures_left(text: str, found: Sequence[FoundTarget]) -> list[Figure]:
    dates = [(date.start, date.end) for date in find_dates(text)]
    known = (
        {(t.target, t.unit) for t in found}
        | {(t.target_high, t.unit) for t in found}
        | {(t.baseline, t.unit) for t in found}
    )
    figures = []
    for match in _FIGURE.finditer(text):
        amount, unit = amount_of(match["amount"])
        unit = unit_name(unit)
        before = text[: match.start()]
        if (
            unit is None
            and amount is not None
            and 1 < amount <= 100
            and _FIGURE_WAS.search(before)
            and any(t.unit == "%" for t in found)
        ):
            unit = "%"  # "the figure for January was 69"
        if (
            amount is None
            or (unit is None and (amount < 2 or is_year(amount)))
            or (amount, unit) in known
            or any(a < match.end() and match.start() < b for a, b in dates)
            or _NAMES.search(before)
            or _WHOLE.search(before)
        ):
            continue
        figures.append(Figure(*match.span(), amount, unit, _asked(text, match.start(), match.end())))
    return figures


def _asked(text: str, start: int, end: int) -> bool | None:
    first, last = sentence_around(text, start)
    first, last = max(first, start - NEAR), min(last, end + NEAR)
    opening = max((m.end() for m in _PART_ENDS.finditer(text, first, start)), default=first)
    closing = next((m.start() for m in _PART_ENDS.finditer(text, end, last)), last)
    opened = text.rfind("(", first, start)
    if opened >= 0 and ")" not in text[opened:start] and not _ASKS.search(text[opened:start]):
        return False  # in brackets stands what was
    if _DID.search(text[first:start]):
        return False
    for words in (text[opening:closing], text[first:opening]):
        turns = list(_TURN.finditer(words))
        if turns:
            near = [
                t for t in turns if words is text[first:opening] or t.start() <= start - opening
            ] or turns[:1]
            return bool(_ASKS.fullmatch(near[-1][0]))
    return None


def _respectively(text: str, found: Sequence[FoundTarget]) -> list[FoundTarget]:
    """ "… in 80% of cases, against 55% and 30% respectively", "(2016-17: 48% and 22%)": the two are those of the two levels."""
    targets = sorted(found, key=lambda t: t.start)
    match = _TWO.search(text) or _TWO_IN_BRACKETS.search(text)
    if match is None or len(targets) != 2 or any(t.start <= match.start("first") < t.end for t in targets):
        return targets
    amounts = [amount_of(match[name]) for name in ("first", "second")]
    units = {unit_name(unit) for _, unit in amounts if unit}
    if any(t.target == amount for t, (amount, _) in zip(targets, amounts, strict=True)) or not units <= {
        t.unit for t in targets
    }:
        return targets
    return [replace(t, baseline=amount) for t, (amount, _) in zip(targets, amounts, strict=True)]


def with_baselines_left(text: str, found: Sequence[FoundTarget]) -> list[FoundTarget]:
    """Targets without a baseline, with the number of their kind that is so."""
    found = _respectively(text, found)
    so = [figure for figure in figures_left(text, found) if figure.asked is False]
    free = [t for t in found if t.baseline is None]
    if len(so) == len(free) > 1 and all(
        _of_one_kind(t, f) and _on_its_way(t, f) for t, f in zip(free, so, strict=True)
    ):
        own = {
            id(t): figure.amount for t, figure in zip(free, so, strict=True)
        }  # as many as there are levels, in their order
        return [replace(t, baseline=own.get(id(t), t.baseline)) for t in found]
    filled: list[FoundTarget] = []
    dates = dates_said(text)
    for target in sorted(found, key=lambda t: t.start):
        best = _nearest(text, target, found, so)
        if best is not None:
            target = replace(target, baseline=best.amount)
        elif (
            target.baseline is None
            and filled
            and filled[-1].unit == target.unit
            and _goes_on(text, filled[-1], target, dates)
        ):
            target = replace(target, baseline=filled[-1].baseline)
        filled.append(target)
    return filled


def _goes_on(text: str, before: FoundTarget, target: FoundTarget, dates: Sequence[FoundDate]) -> bool:
    """Whether a target is another step of the one before it."""
    if target.step:
        return True
    gap = text[before.end : target.start]
    if (target.by is None or target.by == before.by) and not re.fullmatch(r"[\s,]*(?:and)?\s*", gap):
        return False
    if target.metric == before.metric:
        return True
    return before.end <= target.start and connects(undated(text, before.end, target.start, dates))


def _nearest(
    text: str, target: FoundTarget, found: Sequence[FoundTarget], so: Sequence[Figure]
) -> Figure | None:
    if target.baseline is not None:
        return None
    places = sentences(text)
    here = next((i for i, (a, b) in enumerate(places) if a <= target.start < b), 0)
    best: tuple[int, Figure] | None = None
    for figure in so:
        there = next((i for i, (a, b) in enumerate(places) if a <= figure.start < b), 0)
        low, high = sorted((target.start, figure.start))
        between = any(low < t.start < high and t.metric != target.metric for t in found)
        if (
            abs(here - there) > 1
            or (there > here and not RECALLS.match(text[slice(*places[there])]))
            or between
            or not _of_one_kind(target, figure)
            or not _on_its_way(target, figure)
        ):
            continue
        far = abs(here - there) * 1000 + high - low
        if best is None or far < best[0]:
            best = far, figure
    return best[1] if best else None


def _of_one_kind(target: FoundTarget, figure: Figure) -> bool:
    if "%" in (target.unit, figure.unit) or (figure.unit and TIME.fullmatch(figure.unit)):
        return target.unit == figure.unit
    return not (target.unit and TIME.fullmatch(target.unit)) or figure.unit is None


def _on_its_way(target: FoundTarget, figure: Figure) -> bool:
    """What is to rise stands lower now, and what is to fall higher."""
    if target.guessed or target.comparator == "between":
        return figure.amount != target.target
    return figure.amount < target.target if target.comparator == ">=" else figure.amount > target.target


_CHANGE = re.compile(r"\bby\s+(?:at\s+least\s+|a\s+further\s+|some\s+|about\s+)?$", re.I)
_OTHERS = re.compile(r"\b(?:national|england|english|regional|neighbours?|comparators?)\b[^,;.]*$", re.I)
_AMENDS = re.compile(
    r"\bsubstitut|\bin (?:the )?place of\b|\bfor (?:the )?(?:words?|figures?)\b|\bstr(?:ike|uck) out\b|\breads?\s+[\"“]",
    re.I,
)


def asked_left(plain: str, found: Sequence[FoundTarget]) -> Iterator[FoundTarget]:
    """Shares that are asked and that no form knows: "visits to children in need are on time for 85%"."""
    if _AMENDS.search(plain):
        return  # what is taken out of an earlier instrument is asked no longer
    for figure in figures_left(plain, found):
        if figure.unit != "%" or not figure.asked:
            continue
        start, end = sentence_around(plain, figure.start)
        before, after = plain[start : figure.start], plain[figure.end : end]
        if re.match(r"\s+of\s+(?:19|20)\d\d", after):
            continue
        part = not re.search(
            r"\d", plain[figure.start : figure.end]
        )  # "a quarter" is as often a part of the year
        if part and re.search(r"\b(?:in|per|each|every|of|the)\s+$", before, re.I):
            continue
        if part and not re.match(r"\s+(?:are|be|have)\b", after):
            continue
        if (
            _CHANGE.search(before)
            or _OTHERS.search(before)
            or past_fact(before[-60:])
            or re.match(r"\s+(?:was|were|had)\b", after)
        ):
            continue
        lead = re.search(rf"(?:{AT_LEAST}|{AT_MOST})\s*$", before, re.I)
        behind = re.match(r"\s*or\s+\w+", after)
        said = comparator_in(f"{lead[0] if lead else ''} {behind[0] if behind else ''}")
        metric = metric_around(before[: lead.start()] if lead else before, after, "%")
        yield FoundTarget(
            figure.start, figure.end, metric or one_line(plain[start:end])[:120], figure.amount, said or direction(metric, None),
            unit="%", guessed=said is None,
        )  # fmt: skip
