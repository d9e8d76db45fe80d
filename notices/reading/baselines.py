"""Which statement is the baseline of which target: the nearest of the same kind, said of the same matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .asides import Stated
from .target_forms import FoundTarget
from .target_metrics import clause_after, clean_metric
from .target_words import AMOUNT
from .wording import one_line, sentences, word_list

PRONOUN = (
    r"\W*(?:and |but )?(?:it|this|that|these|they|the (?:figure|rate|share|proportion|number|percentage))\b"
)
COMMON = frozenset(
    word_list(
        "council children child young people which where there their march april percentage proportion number cases social"
    )
)
EVERY = re.compile(
    r"\b(?:every|each|all(?: of)?(?: the| its| their)?)\s+(?P<what>(?!of\b|time\b|year\b|month\b|week\b|quarter\b|day\b|meeting\b)[^.;,:]{4,160})",
    re.I,
)


def with_stated(text: str, found: Sequence[FoundTarget], stated: Sequence[Stated]) -> list[FoundTarget]:
    """Each target with the baseline that is stated nearest to it, and the way that the two numbers say."""
    targets = list(found)
    free = list(stated)
    for index, target in enumerate(targets):
        if target.baseline is not None:
            continue
        best = _nearest(text, targets, target, [s for s in free if _alike(s, target)])
        if best is None:
            continue
        if not best.words:
            free.remove(best)
        metric = target.metric
        if best.words and (
            says_nothing(metric) or (one_line(metric) in best.words and re.match(PRONOUN, best.words, re.I))
        ):
            metric = (
                _sentence_before(text, best.start)
                if re.match(PRONOUN, best.words, re.I)
                else clean_metric(re.split(AMOUNT, best.words, maxsplit=1, flags=re.I)[-1] or best.words)[
                    :120
                ]
            )
        targets[index] = replace(target, baseline=best.amount, baseline_period=best.period, metric=metric)
    for index, target in enumerate(targets):
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
    if says_nothing(target.metric) or re.match(
        r"(?:it|this|that|these|they|the (?:figure|rate|share|proportion|number|percentage))\b",
        sentence,
        re.I,
    ):
        return True
    ours, theirs = (
        set(re.findall(r"[a-z]{5,}", words.lower())) - COMMON for words in (target.metric, one.words)
    )
    return bool(ours & theirs)


def says_nothing(metric: str) -> bool:
    return len(re.findall(r"[A-Za-z]{4,}", metric)) < 2 or bool(
        re.match(r"(?:the )?(?:council|authority|they|it|this|that)\b", metric, re.I)
    )


def all_of_them(
    text: str, plain: str, found: Sequence[FoundTarget], stated: Sequence[Stated]
) -> list[FoundTarget]:
    """ "every child on a plan seen within the fortnight, as against 71% in May": all of them are the target."""
    targets: list[FoundTarget] = []
    for start, end in sentences(text):
        beside = [s for s in stated if start <= s.start < end and s.unit == "%"]
        if len(beside) != 1 or any(start <= t.start < end for t in found):
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
