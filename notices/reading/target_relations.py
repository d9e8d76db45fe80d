"""Levels said by what they are measured against: half of what there is, what the neighbours reach, so many of those now waiting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .dates import find_dates
from .figures import NUMBER, value
from .result import Comparator
from .target_amounts import amount_of, comparator_in, direction, unit_name
from .target_forms import FoundTarget
from .target_metrics import clean_metric
from .target_words import AMOUNT, AT_LEAST, AT_MOST, PERCENT, SHARE, SHARE_WAS, STATED
from .wording import DUTY, sentences, starts_as_order

# "halve the number of children who wait, of whom there are 24", "double the adoptions, which stood at 14"
_IS = r"(?:of (?:whom|which) there (?:are|were|was)|(?:which|who) (?:stood at|stands at|was|were|is|are|numbered?))"
TIMES = re.compile(
    rf"\b(?P<verb>halv(?:e|ed|ing)|doubl(?:e|ed|ing))(?:,\s+by\s+[^,.;]{{3,30}},)?\s+(?P<what>(?:the |its )?[^.;,]{{3,120}}?)(?:,?\s+by\s+[^,.;]{{3,30}})?,\s+(?:{_IS}\s+(?:then\s+|now\s+|still\s+)?|(?:currently|now|at\s+present|presently|standing\s+at)\s+)(?P<base>{NUMBER})(?:\s*(?P<share>{PERCENT}))?(?![\w%])",
    re.I,
)
IS_HALVED = re.compile(
    rf"(?P<what>(?:the\s+)?(?:number|total|proportion|percentage|share|rate|backlog)\s+of\s+[^.;,]{{3,140}}?)(?:,\s+(?:which|that)\s+(?:was|is|stood\s+at|stands\s+at)|\s+\()\s*(?P<base>{NUMBER})(?:\s*(?P<share>{PERCENT}))?[^,;.()]{{0,50}}[,)]\s*(?:must|should|shall|is\s+to|are\s+to)\s+be\s+(?P<verb>halved|doubled)",
    re.I,
)
# "must match that of its statistical neighbours (58%)"
AS_OTHERS = re.compile(
    rf"(?:^|;\s+(?:and\s+)?|\bthat\s+)(?P<what>[^.;]{{5,140}}?)\s+(?:must|should|shall|is to|are to|will)\s+(?:(?:match|equal|reach|meet|exceed|better)|be (?:at|above|at or above|in line with|no (?:lower|worse) than))\s+"
    rf"(?:(?:at least|that of|those of|the|its|their)\s+)*[^.;()]{{0,60}}\b(?:neighbours|average|england|national|region(?:al)?|london|level)\b[^.;()]{{0,30}}\((?P<amount>{AMOUNT})\)",
    re.I,
)
# "aim for a stability rate of 70%"
OF_A_KIND = re.compile(
    rf"\b(?:aim (?:for|at)|achieve|attain|secure|maintain|reach|sustain|deliver)\s+(?:an?|the)\s+(?P<what>[^.;,%\d]{{3,60}}?\b(?:rate|level|proportion|percentage|score|average))\s+of\s+(?P<comp>(?:{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{AMOUNT})(?![\w%])",
    re.I,
)
# "Initial assessments: 80%", an item of a list of levels
AFTER_COLON = re.compile(
    rf"\W*(?P<what>[A-Z][^:;.\d%]{{4,120}}):\s+(?P<comp>(?:{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{SHARE})\s*[;.,]?(?:\s*and)?\W*$",
    re.I,
)
# "54% of assessments were completed in time. The Council must complete 70% by March and 80% by September"
STEPS = re.compile(
    rf"\b(?:must|should|shall|is to|are to)\s+(?:complete|achieve|reach|manage|deliver|do|attain|have)\s+(?P<levels>(?:(?:{AT_LEAST}|{AT_MOST})\s+)?(?:{SHARE})\s+(?:by|in|at|from|for)\b[^.;]*)",
    re.I,
)
WAITING = re.compile(
    r"\b(?P<of>(?:backlog|list|total|number) of )(?P<now>\d[\d,]*) (?=[a-z])|^(?P<first>\d[\d,]*) (?=[a-z]+ (?:cases|children|assessments|posts))",
    re.I,
)
AND_FOR = re.compile(
    rf"\s+(?:for|in)\s+(?!the\s+(?:year|month|quarter)|\d)[a-z][^,;.\d]{{3,80}}?(?:,|,?\s+and)\s+(?:(?:{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{AMOUNT})(?=(?P<whom>\s+(?:for|in)\s+(?!the\s+(?:year|month|quarter)|\d)[a-z][^,;.\d]{{3,60}}?)(?:\s+(?:by|and)\b|\s*[,;.]|$))",
    re.I,
)
NOT_A_MEASURE = re.compile(r"\b(?:baseline|outturn|actual|current|position|was|now|20\d\d)\b", re.I)
SIDE_BY_SIDE = re.compile(
    rf"\bof\s+(?P<what>[^,.;%]{{3,80}}?)\s+and\s+(?:(?:{AT_LEAST}|{AT_MOST})\s+)?$", re.I
)


def by_relation(text: str, found: Sequence[FoundTarget]) -> Iterator[FoundTarget]:
    """Those of the text that no form has found yet; their day is still to be sought."""
    spans = sentences(text)
    if len(spans) == 1 and not found:
        yield from _after_colon(text)
    for place, (start, end) in enumerate(spans):
        words = text[start:end]
        if not found and place:
            yield from _steps(words, start, text[slice(*spans[place - 1])])
        if not (DUTY.search(words) or starts_as_order(words)):
            continue
        for target in (*_times(words), *_halved(words), *_as_others(words), *_of_a_kind(words)):
            placed = replace(target, start=target.start + start, end=target.end + start)
            again = any(start <= t.start < end and t.target == placed.target for t in found)
            if not again and not any(t.start < placed.end and placed.start < t.end for t in found):
                yield placed


def _times(words: str) -> Iterator[FoundTarget]:
    for match in TIMES.finditer(words):
        base = value(match["base"])
        if base is None:
            continue
        halved = match["verb"].lower().startswith("halv")
        comparator: Comparator = "<=" if halved else ">="
        yield FoundTarget(
            *match.span(), clean_metric(match["what"]), base / 2 if halved else base * 2, comparator,
            baseline=base, unit="%" if match["share"] else None,
        )  # fmt: skip


def _halved(words: str) -> Iterator[FoundTarget]:
    """ "The number of complaints, which was 48 at the end of 2025, is to be halved"."""
    for match in IS_HALVED.finditer(words):
        base = value(match["base"])
        if base is not None:
            halved = match["verb"].lower() == "halved"
            yield FoundTarget(
                *match.span(), clean_metric(match["what"]), base / 2 if halved else base * 2, "<=" if halved else ">=",
                baseline=base, unit="%" if match["share"] else None,
            )  # fmt: skip


def _as_others(words: str) -> Iterator[FoundTarget]:
    for match in AS_OTHERS.finditer(words):
        amount, unit = amount_of(match["amount"])
        if amount is not None:
            yield FoundTarget(*match.span(), clean_metric(match["what"]), amount, ">=", unit=unit_name(unit))


def _of_a_kind(words: str) -> Iterator[FoundTarget]:
    for match in OF_A_KIND.finditer(words):
        amount, unit = amount_of(match["amount"])
        if amount is not None:
            comparator = comparator_in(match["comp"] or "") or ">="
            yield FoundTarget(
                *match.span(), clean_metric(match["what"]), amount, comparator, unit=unit_name(unit)
            )


def _after_colon(words: str) -> Iterator[FoundTarget]:
    match = AFTER_COLON.match(words)
    amount, unit = amount_of(match["amount"]) if match else (None, None)
    if match is None or amount is None or DUTY.search(match["what"]) or NOT_A_MEASURE.search(match["what"]):
        return
    said = comparator_in(match["comp"] or "")
    yield FoundTarget(
        *match.span("amount"), clean_metric(match["what"]), amount, said or direction(match["what"], None),
        unit=unit_name(unit), guessed=said is None,
    )  # fmt: skip


def _steps(words: str, start: int, before: str) -> Iterator[FoundTarget]:
    """Levels whose measure and baseline stand in the sentence before."""
    match = STEPS.search(words)
    was = [*STATED.finditer(before), *SHARE_WAS.finditer(before)]
    if match is None or not was:
        return
    base, unit = amount_of(was[-1]["amount"])
    metric = clean_metric(" ".join(filter(None, (was[-1]["what"], was[-1]["whole"]))))
    levels = list(re.finditer(SHARE, match["levels"], re.I))
    for level, following in itertools.zip_longest(levels, levels[1:]):
        amount, own = amount_of(level[0])
        stretch = match["levels"][level.end() : following.start() if following else None]
        by = next((date.date for date in find_dates(stretch) if date.date), None)
        if amount is None or own != unit or not metric or by is None:
            return
        place = start + match.start("levels") + level.start()
        yield FoundTarget(
            place, place + len(level[0]), metric, amount, direction(metric, None),
            baseline=base, baseline_period=was[-1]["period"] or None, unit=unit_name(own), by=by,
        )  # fmt: skip


def side_by_side(words: str, here: list[FoundTarget]) -> list[FoundTarget]:
    """ "No more than 15% of plans and 10% of visits may be late": what binds the first binds the second."""
    paired = list(here)
    for place, (first, second) in enumerate(itertools.pairwise(here)):
        between = SIDE_BY_SIDE.search(words[first.start : second.start])
        if between is None or first.unit != "%" or second.unit != "%" or DUTY.search(between[0]):
            continue
        own = comparator_in(between[0]) or comparator_in(words[second.start : second.end])
        paired[place] = replace(paired[place], metric=clean_metric(between["what"]))
        if own is None:
            paired[place + 1] = replace(paired[place + 1], comparator=paired[place].comparator)
    return paired


def for_each(words: str, here: list[FoundTarget]) -> list[FoundTarget]:
    """ "20 children for experienced workers and 14 children for new ones": what binds the first binds the second."""
    found = list(here)
    waiting = list(here)
    while waiting:
        first = waiting.pop(0)
        match = AND_FOR.match(words, first.end)
        amount, unit = amount_of(match["amount"]) if match else (None, None)
        if match is None or amount is None or unit_name(unit) not in (first.unit, None):
            continue
        if any(t.start < match.end("amount") and match.start("amount") < t.end for t in here):
            continue
        second = replace(
            first, start=match.start("amount"), end=match.end("amount"), target=amount, target_high=None,
            metric=clean_metric(f"{here[0].metric} {match['whom']}"),
        )  # fmt: skip
        found.append(second)
        waiting.append(second)
    return sorted(found, key=lambda t: t.start)


def with_what_waits(target: FoundTarget) -> FoundTarget:
    """ "the backlog of 312 unallocated cases must be reduced to 50": 312 is where it stands."""
    waits = WAITING.search(target.metric) if target.baseline is None and target.unit != "%" else None
    if waits is None:
        return target
    now = value(waits["now"] or waits["first"])
    metric = WAITING.sub(lambda m: m["of"] or "", target.metric, count=1)
    return replace(target, baseline=now, metric=metric) if now and now > target.target else target
