"""Which statement is the baseline of which target: the nearest of the same kind, said of the same matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from .asides import Stated
from .dates import find_dates, without_dates
from .result import Target
from .target_amounts import amount_of, unit_name
from .target_forms import FoundTarget
from .target_metrics import clean_metric
from .target_words import AMOUNT, TIME
from .wording import one_line, sentences, word_list

PRONOUN = (
    r"\W*(?:and |but )?(?:it|this|that|these|they|the (?:figure|rate|share|proportion|number|percentage))\b"
)
POINTS_BACK = r"\W*(?:and |but )?(?:it|this|that|these|they|there|the (?:figure|ratio|rate|share|proportion|number|percentage|average|total))\b"
OF_A_DAY = re.compile(r"\b(?:on|in|at|as at|by|from|since|for|during)\s+(?:the\s+(?:end of\s+)?)?$", re.I)
AT_A_TIME = r"^(?:at|when|on|in|during)\s+(?:the\s+)?(?:time\s+of\s+)?(?:(?:the|our|its|their)\s+)?(?:last\s+|latest\s+)?(?:inspection|inspectors?\s+came|visit|review)\b\s*,?\s*"
NOBODYS = re.compile(
    r"^(?:the )?(?:council|authority|you)\s+(?:must|shall|should|will|is to|has to|are to|have to)\s+(?:also\s+)?",
    re.I,
)
# Words that lead a statement of how things were: "At inspection it was just over half".
# "The authority must raise this to 45%": the measure is in the sentence before
POINTS_AT = re.compile(
    r"\b(?:rais|reduc|bring|increas|cut|lower|improv|tak|get|mov|keep)\w*\s+(?:this|it|that)(?:\s+(?:figure|rate|share|proportion|number))?(?:\s+(?:up|down|back))?\s+to\b",
    re.I,
)
RECALLS = re.compile(
    r"\W*(?:the\s+(?:[a-z]+\s+){0,2}(?i:report|inspection|inspectors|return|audit|sample)\b|in|at|on|last|during|between|over|until|it|this|that|the\s+(?:\w+\s+)?(?:average|figure|rate|share|proportion|number|percentage|level|results?|total)|the council|the authority|(?:[a-z-]+\s+){0,3}(?:did|do|were|was|had))\b",
    re.I,
)
OPENING = r"\W*(?:(?:at|in|on|when|during|by|between)\b[^,;.]{2,60}?,?\s+)?"
COMMON = frozenset(
    word_list(
        "council children child young people which where there their march april percentage proportion number cases social"
    )
)
FACT = re.compile(
    r"\b(?:was|were|is|are|had|has|have|been|stood|made|issued|completed|reached|waited|held|took|missed|received|found|recorded|reported|puts?|shows?|showed)\b",
    re.I,
)
DUTY_SAID = re.compile(r"\b(?:must|shall|should)\b", re.I)
EMPTY = COMMON | frozenset(
    word_list(
        "number share rate with that this than have been were within were from them each into they your their more less only council average"
    )
)
NAMED_LEVEL = re.compile(
    r"\b(?:at|to|reach|match|meet|equal|below|above|under)\s+(?:or (?:above|below)\s+)?the\s+(?P<level>(?:national|england|english|regional|neighbours['’]|statistical neighbours?['’]?)\s+(?:average|mean|median|level|rate|figure))\b",
    re.I,
)


def with_stated(text: str, found: Sequence[FoundTarget], stated: Sequence[Stated]) -> list[FoundTarget]:
    """Each target with the baseline that is stated nearest to it, and the way that the two numbers say."""
    targets = list(found)
    free = list(stated)
    for index, target in enumerate(targets):
        if target.baseline is not None:
            continue
        if target.step and index and targets[index - 1].baseline is not None:
            targets[index] = replace(
                target,
                baseline=targets[index - 1].baseline,
                baseline_period=targets[index - 1].baseline_period,
            )
            continue
        best = _nearest(text, targets, target, [s for s in free if _alike(s, target)])
        if best is None:
            continue
        if not best.words:
            free.remove(best)
        metric = target.metric
        if best.words and (
            says_nothing(metric) or POINTS_AT.search(metric) or one_line(metric) in best.words
        ):
            metric = stated_measure(text, best) or metric
            for later in range(index + 1, len(targets)):  # "to 30% by April and to 50% by October"
                if (targets[later].metric, targets[later].unit) == (target.metric, target.unit):
                    targets[later] = replace(targets[later], metric=metric)
        targets[index] = replace(
            target,
            baseline=best.amount,
            baseline_period=best.period,
            metric=metric,
            unit=target.unit or best.unit,
        )
    only = _the_only_one(text, targets, free)
    for index, target in enumerate(targets):
        if only is not None and target.baseline is None:
            target = replace(target, baseline=only.amount, baseline_period=only.period)
        before = next(
            (
                t
                for t in targets[:index]
                if t.baseline is not None and t.metric == target.metric and t.unit == target.unit
            ),
            None,
        )
        if target.baseline is None and before is not None:
            target = replace(target, baseline=before.baseline, baseline_period=before.baseline_period)
        if target.guessed and target.baseline is not None:
            target = replace(target, comparator="<=" if target.target < target.baseline else ">=")
        targets[index] = target
    return targets


def _the_only_one(text: str, targets: Sequence[FoundTarget], stated: Sequence[Stated]) -> Stated | None:
    """ "… 90% by June and 95% by May. The average over the year to March was 64%": the one figure that there is, in a short sentence."""
    ends = sentences(text)
    if len(stated) != 1 or len(ends) < 2 or any(t.baseline is not None for t in targets):
        return None
    one = stated[0]
    whole = next((text[a:b] for a, b in ends if a <= one.start < b), "")
    alone = not any(a <= t.start < b for a, b in ends for t in targets if a <= one.start < b)
    alike = (
        len({t.unit for t in targets}) == 1
        and len({t.metric for t in targets}) == 1
        and targets[0].unit == one.unit
    )
    return (
        one if one.words and alone and alike and len(whole.split()) <= 14 and RECALLS.match(whole) else None
    )


def stated_measure(text: str, stated: Stated) -> str:
    """What a statement speaks of: its own words without the number and the date, with the sentence before where it points back."""
    words = stated.words
    for date in reversed(find_dates(words)):
        words = f"{re.sub(OF_A_DAY, '', words[: date.start])} {words[date.end :]}"
    number = next((m for m in re.finditer(AMOUNT, words, re.I) if amount_of(m[0])[0] == stated.amount), None)
    if number is not None:
        words = f"{words[: number.start()]} {words[number.end() :]}"
    words = re.sub(r"\b(?:in|for|during)\s+(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?,?\s", " ", words, flags=re.I)
    words = re.sub(AT_A_TIME, "", one_line(words), flags=re.I)
    words = re.sub(r"^\W*(?:(?:of|only|just|about|some)\s+)+", "", words, flags=re.I)
    own = clean_metric(re.sub(r"\s+,", ",", words))
    back = re.match(OPENING + POINTS_BACK, words, re.I)
    if back is None:
        return own[:120]
    before = NOBODYS.sub("", _sentence_before(text, stated.start))
    noun = re.search(r"\bthe (\w+)$", back[0], re.I)
    added = f"{noun[1] if noun else ''} {words[back.end() :]}".strip(" ,.;:")
    added = re.sub(r"^(?:was|were|is|are|stood|had|then)\b\s*", "", added)
    return clean_metric(f"{before}: {added}" if len(added) > 3 else before)[:200] or own


@lru_cache(maxsize=1024)
def facts(text: str) -> tuple[Stated, ...]:
    """What an instrument's front says of how things are, figure by figure: "54% of visits were made, and 212 children waited"."""
    found: list[Stated] = []
    for start, end in sentences(text):
        if not FACT.search(text[start:end]) or DUTY_SAID.search(text[start:end]):
            continue
        for part in re.split(
            r";\s*|,\s+(?:and|but|while|whereas|with)\s+|,\s+(?=\d)|\s+and\s+(?=(?:only\s+)?\d)",
            text[start:end],
        ):
            dates = [(date.start, date.end) for date in find_dates(part)]
            for number in re.finditer(AMOUNT, part, re.I):
                amount, unit = amount_of(number[0])
                counted = unit is None or not TIME.fullmatch(unit) or re.search(r"\baverage\b", part, re.I)
                dated = any(a < number.end() and number.start() < b for a, b in dates)
                if (
                    amount is None
                    or not counted
                    or dated
                    or (unit is None and (amount < 2 or 1900 < amount < 2100))
                ):
                    continue
                words = (
                    f"{part[: number.start()]} {unit if unit and unit != '%' else ''} {part[number.end() :]}"
                )
                found.append(Stated(start, end, amount, unit_name(unit), None, one_line(words)))
                break
    return tuple(found)


def with_facts(targets: Sequence[Target], known: Sequence[Stated]) -> list[Target]:
    """Targets without a baseline, with what the front says of the same measure."""
    return [_with_fact(target, known) if target.baseline is None else target for target in targets]


def _with_fact(target: Target, known: Sequence[Stated]) -> Target:
    ours = _stems(target.metric)
    best: tuple[float, Stated] | None = None
    for fact in known:
        timed = {unit for unit in (fact.unit, target.unit) if unit and TIME.fullmatch(unit)}
        if (fact.unit == "%") != (target.unit == "%") or (timed and fact.unit != target.unit):
            continue
        common = ours & _stems(fact.words)
        likeness = len(common) / max(len(ours), 1)
        if (len(common) >= 2 or common == ours) and likeness >= 0.6 and (best is None or likeness > best[0]):
            best = (likeness, fact)
    return replace(target, baseline=best[1].amount) if best else target


def _stems(words: str) -> set[str]:
    """The first four letters of each word that says something, and numbers."""
    return {word[:4] for word in re.findall(r"[a-z]{4,}|\d+", words.lower()) if word not in EMPTY}


def _sentence_before(text: str, place: int) -> str:
    """What "It was 34% last year" speaks of: the sentence before it."""
    spans = [span for span in sentences(text) if span[1] <= place]
    return clean_metric(text[slice(*spans[-1])])[:160] if spans else ""


def _alike(stated: Stated, target: FoundTarget) -> bool:
    return stated.unit == target.unit or (
        "%" not in (stated.unit, target.unit) and None in (stated.unit, target.unit)
    )


def _nearest(
    text: str, targets: Sequence[FoundTarget], target: FoundTarget, stated: Sequence[Stated]
) -> Stated | None:
    """The last statement before the target with no other target between, else the first behind it."""

    def clear(low: int, high: int) -> bool:
        return not any(
            low <= other.start < high
            for other in targets
            if other is not target and other.metric != target.metric
        )

    spans = sentences(text)

    def near(one: Stated) -> bool:
        here = next((i for i, (a, b) in enumerate(spans) if a <= target.start < b), 0)
        there = next((i for i, (a, b) in enumerate(spans) if a <= one.start < b), 0)
        if here == there:
            return True
        return (
            abs(here - there) == 1
            and bool(one.words)
            and _of_one_matter(one, target, text[slice(*spans[here])])
        )

    inside = [s for s in stated if target.start <= s.start < target.end]
    before = [s for s in stated if s.end <= target.start and near(s) and clear(s.end, target.start)]
    after = [s for s in stated if s.start >= target.end and near(s) and clear(target.end, s.start)]
    return next(iter([*inside, *before[-1:], *after[:1]]), None)


def _of_one_matter(one: Stated, target: FoundTarget, sentence: str) -> bool:
    """Whether a sentence before or behind speaks of the same measure: by a word that they share, or because one has none."""
    if (
        says_nothing(target.metric)
        or POINTS_AT.search(sentence)
        or re.match(
            r"(?:it|this|that|these|they|the (?:figure|rate|share|proportion|number|percentage))\b",
            sentence,
            re.I,
        )
    ):
        return True
    if re.match(r"there\b", sentence, re.I) or (
        one.start > target.start and re.match(OPENING + POINTS_BACK, one.words, re.I)
    ):
        return True
    if len({stem for stem in _stems(without_dates(one.words)) if not stem.isdigit()}) <= 2:
        return True  # "In December 2012 barely 30% were.": nothing else is said
    ours, theirs = (
        set(re.findall(r"[a-z]{5,}", words.lower())) - COMMON for words in (target.metric, one.words)
    )
    return bool(ours & theirs)


def at_a_level_said(text: str, found: Sequence[FoundTarget], stated: Sequence[Stated]) -> list[FoundTarget]:
    """ "The national average was 59.9%. The Council must be at the national average or better": the level has its number."""
    targets: list[FoundTarget] = []
    for start, end in sentences(text):
        level = NAMED_LEVEL.search(text, start, end)
        if (
            level is None
            or not DUTY_SAID.search(text[start:end])
            or any(start <= t.start < end for t in found)
        ):
            continue
        name = one_line(level["level"]).lower()
        said = next((s for s in stated if name in s.words.lower() and not start <= s.start < end), None)
        other = next((s for s in stated if said and s is not said and s.unit == said.unit), None)
        if said is not None:
            measure = stated_measure(text, other) if other else clean_metric(text[start : level.start()])
            below = re.search(r"\bbelow\b|\bunder\b|\bor (?:less|fewer|lower)\b", text[start:end], re.I)
            targets.append(
                FoundTarget(
                    start, end, measure, said.amount, "<=" if below else ">=",
                    baseline=other.amount if other else None, unit=said.unit,
                    by=next((d.date for d in find_dates(text[start:end]) if d.date), None),
                )
            )  # fmt: skip
    return targets


def says_nothing(metric: str) -> bool:
    metric = without_dates(metric)
    return len(re.findall(r"[A-Za-z]{4,}", metric)) < 2 or bool(
        re.match(r"\W*(?:the )?(?:council|authority|they|it|this|that|there)\b", metric, re.I)
    )
