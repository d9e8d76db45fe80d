"""Numbers that must be reached: shares, counts, ranges, rises and falls, in sentences. Tables are read in `table_targets`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .asides import Stated, without_stated
from .baselines import at_a_level_said, with_stated
from .cadences import find_cadences
from .dates import find_dates
from .target_all import all_of_them
from .target_amounts import amount_of, unit_name
from .target_counts import FORMS
from .target_dates import DUE_BY, dates_said
from .target_days import due, order_of, with_days
from .target_forms import FoundTarget
from .target_levels import bare
from .target_metrics import clean_metric
from .target_names import with_names
from .target_relations import by_relation, for_each, side_by_side, with_what_waits
from .target_rest import asked_left, with_baselines_left
from .target_steps import steps
from .target_units import with_unit
from .target_whom import says_of_whom
from .target_words import (
    ACTIVITY,
    ANAPHOR,
    BASELINE,
    MAY_COUNT,
    NO_NUMBER,
    OF_MANY,
    POINTS,
    SHARE,
    SHARE_WAS,
    STATED,
)
from .wording import DUTY, one_line, sentence_around, sentences, starts_as_order

__all__ = ["FoundTarget", "TargetsFound", "find_targets", "unit_name"]

# What may stand between a level and the next one of the same measure: "to 30% by April 2018 and to 50% by October".
GOES_ON = re.compile(
    r"[\s,;]*(?:(?:and|then|or|must|should|be|before|by|in|at|from|during|over|the|end|of|year|quarter|month|half|period|ending|to|until|on|further|rising|falling|increasing|reducing|improving|(?:no|not)\s+(?:more|less|fewer|lower|higher)\s+than|at\s+least|at\s+most)\b[\s,;]*)*",
    re.I,
)
NO_NOUN = re.compile(
    r"\s*(?:(?:by|in|at|on|before|from)\s+(?:the\s+)?(?:\d|[A-Z]|end|start|year|quarter|first|last)|[,.;]|$)"
)
# "an audit of not fewer than 100 files", "to inspect up to 30 records", "a minimum of 40 files … to be audited"
AUDITED = re.compile(
    r"\b(?:audits?|reviews?|samples?|survey|examination|inspection) of\W*(?:a\W+)?$|\b(?:audit|inspect|examine|sample|dip-sample|check|look at|read)\W*$",
    re.I,
)
AUDITED_AFTER = re.compile(r"[^;.]{0,120}\bto be (?:audited|sampled|inspected|examined|dip-sampled)\b", re.I)
AMENDS = re.compile(r"(?:in |for |after )?(?:paragraph|clause|section|item|measure|words)\b", re.I)
# "This must be so from 1 November", "by Michaelmas (29 September 2018)"
ONLY_DATE = re.compile(
    r"\b(?:by|before|until|to)\s*(?:the\s+)?$|\bby\s+[A-Z]\w+\s+\($|(?:^|[.;]\s+)(?:this|that|it)\s+(?:must|shall|should|is\s+to)\s+(?:be\s+so|apply|hold|be\s+(?:kept|done|met))\s+(?:from|after)\s*(?:the\s+)?$",
    re.I,
)


@dataclass
class TargetsFound:
    targets: list[FoundTarget]
    notes: list[str]


def find_targets(text: str) -> TargetsFound:
    """Numbers to reach, sentence by sentence; what the text only states is put beside them as their baselines."""
    targets, notes = _targets_in(text)
    return TargetsFound(list(targets), list(notes))


@lru_cache(maxsize=1024)
def _targets_in(text: str) -> tuple[tuple[FoundTarget, ...], tuple[str, ...]]:
    found: list[FoundTarget] = []
    notes: list[str] = []
    if not MAY_COUNT.search(text):
        for start, end in sentences(text):
            _say_what_has_no_number(text[start:end], notes)
        return (), tuple(notes)
    plain, stated = without_stated(text)
    for start, end in sentences(text):
        _say_what_has_no_number(text[start:end], notes)
        words = plain[start:end]
        if not MAY_COUNT.search(words):
            continue
        here = _one_measure(words, _with_baseline(_in_sentence(words, notes), words))
        order = order_of(words, here, dates_said(words))
        for target in here:
            target = _with_stated_baseline(target, text[:start], text[start:end])
            by, stop = due(order, target, here)
            first = replace(target, by=target.by or by)
            found.append(replace(first, start=target.start + start, end=stop + start))
            found += [
                replace(later, start=later.start + start, end=later.end + start)
                for later in steps(words, first, here)
            ]
    found = _with_what_is_left(plain, found)
    found = with_stated(text, _each_with_its_own(text, found, stated), stated)
    found = [t for t in found if not _said_again(text, t, found)]
    found += [replace(t, by=_due_said(text, t.start)) for t in all_of_them(text, plain, found, stated)]
    found += at_a_level_said(text, found, stated)
    found += [replace(t, by=t.by or _due_said(text, t.start)) for t in by_relation(text, found)]
    found = with_days(plain, with_baselines_left(text, found))
    found = with_names(plain, text, found)
    found = [with_unit(text, with_what_waits(_of_many(text, _amended(text, t)))) for t in found]
    return tuple(_with_the_only_date(plain, found)), tuple(notes)


def _each_with_its_own(text: str, found: list[FoundTarget], stated: Sequence[Stated]) -> list[FoundTarget]:
    """ "A to 72% and B to 80%. The results in 2008-09 were 58% and 64%": as many baselines as there are levels, in their order."""
    if len(found) < 2 or any(t.baseline is not None or t.unit != found[0].unit for t in found):
        return found
    for one in stated:
        amounts = [amount_of(m[0]) for m in re.finditer(SHARE, one.words, re.I)]
        if (
            1 < len(amounts) < len(found)
            and len(found) % len(amounts) == 0
            and re.search(r"\brespectively\b", text, re.I)
        ):
            amounts = amounts * (
                len(found) // len(amounts)
            )  # "… to 80% and 75% respectively by May, to 95% and 90% by June"
            return [replace(t, baseline=base) for t, (base, _) in zip(found, amounts, strict=True)]
        if len(amounts) == len({t.metric for t in found}) == len(found) and all(
            unit_name(u) == found[0].unit for _, u in amounts
        ):
            return [
                replace(t, baseline=base, baseline_period=one.period)
                for t, (base, _) in zip(found, amounts, strict=True)
            ]
    return found


def _said_again(text: str, target: FoundTarget, found: Sequence[FoundTarget]) -> bool:
    """ "… to 74% by April, and must not slip below 74% thereafter": one level, to be kept."""
    if not re.match(
        r"\W*(?:thereafter|again|afterwards|from then|after that|subsequently)\b", text[target.end :], re.I
    ):
        return False
    return any(t.target == target.target and t.unit == target.unit and t.end <= target.start for t in found)


def _of_many(text: str, target: FoundTarget) -> FoundTarget:
    """ "the rate per 10,000, which was 118, should be between 90 and 100": the unit stands with the measure."""
    many = OF_MANY.search(text[: target.start] + target.metric) if target.unit is None else None
    named = many and re.search(r"\brate\b", target.metric or "", re.I)
    return replace(target, unit=unit_name(many[0])) if many and named else target


def _amended(text: str, target: FoundTarget) -> FoundTarget:
    """ "In paragraph 3(b) (visits made on time; in May 71%), for “…” substitute “92%”": the brackets name the measure."""
    if not AMENDS.match(target.metric):
        return target
    named = re.findall(r"\s\(([a-z][^();]{5,120}?)(?:[;,]\s[^()]*)?\)", text[: target.start], re.I)
    return replace(target, metric=clean_metric(named[-1])) if named else target


def _with_the_only_date(text: str, found: list[FoundTarget]) -> list[FoundTarget]:
    """The clause has one date, in another sentence than the number."""
    dates = [date for date in find_dates(text) if date.date]
    if len(dates) != 1 or not ONLY_DATE.search(text[: dates[0].start]):
        return found
    spans = sentences(text)
    only = dates[0]

    def apart(target: FoundTarget) -> bool:
        low, high = sorted((target.start, only.start))
        return not any(a <= low < high < b for a, b in spans)

    return [replace(t, by=only.date) if apart(t) and not t.by else t for t in found]


def _in_sentence(words: str, notes: list[str]) -> list[FoundTarget]:
    """Every form in turn; what one has taken the next leaves. What is seen and is no target keeps its place, unnamed."""
    found: list[FoundTarget] = []
    for form in FORMS:
        if form is bare and any(target.metric for target in found):
            continue
        for target in form(words, notes):
            if not any(t.start < target.end and target.start < t.end for t in found) and not says_of_whom(
                words, target
            ):
                found.append(target)
    kept = sorted((t for t in found if t.metric), key=lambda t: t.start)
    return for_each(words, side_by_side(words, [t for t in kept if not _counts_an_activity(words, t)]))


def _with_what_is_left(text: str, found: list[FoundTarget]) -> list[FoundTarget]:
    """Shares that are asked and that no form has taken, each with its day and its further steps."""
    while (left := next(asked_left(text, found), None)) is not None:
        start, end = sentence_around(text, left.start)
        here = [replace(t, start=t.start - start, end=t.end - start) for t in found if start <= t.start < end]
        first = replace(left, start=left.start - start, end=left.end - start)
        by, _ = due(order_of(text[start:end], [*here, first], dates_said(text[start:end])), first, here)
        first = replace(first, by=by or _due_said(text, left.start))
        new = [first, *steps(text[start:end], first, here)]
        found = [*found, *(replace(t, start=t.start + start, end=t.end + start) for t in new)]
    return sorted(found, key=lambda t: t.start)


def _due_said(text: str, place: int) -> datetime.date | None:
    """The date by which all or none of them must be so: in the sentence, or in the one before ("after that day")."""
    before: datetime.date | None = None
    for start, end in sentences(text):
        dates = [
            d for d in find_dates(text[start:end]) if d.date and DUE_BY.search(text[start : start + d.start])
        ]
        if start <= place < end:
            back = re.search(r"\bthat (?:day|date|time|month)\b|\bthen\b", text[place:end])
            return dates[0].date if dates else before if back else None
        before = dates[0].date if dates else None
    return None


def _one_measure(words: str, found: list[FoundTarget]) -> list[FoundTarget]:
    """A level that only a date stands before goes on with the measure of the level before it."""
    kept: list[FoundTarget] = []
    for target in found:
        before = kept[-1] if kept else None
        if before is not None and before.unit == target.unit and before.end <= target.start:
            gap = words[before.end : target.start]
            dates = find_dates(words[before.start : target.start])
            tail = words[before.start + dates[-1].end : target.start] if dates else ""
            for date in reversed(find_dates(gap)):
                gap = gap[: date.start] + gap[date.end :]
            on = GOES_ON.fullmatch(gap) or (GOES_ON.fullmatch(tail) and NO_NOUN.match(words, target.end))
            if dates and re.search(r"\band\b|\bthen\b", f"{gap} {tail}") and on:
                target = replace(
                    target, metric=before.metric, comparator=before.comparator, guessed=before.guessed
                )
        kept.append(target)
    return kept


def _counts_an_activity(words: str, target: FoundTarget) -> bool:
    """ "Audit at least thirty files every month": how much is done each time is part of the duty, not a level to reach."""
    if target.unit == "%" or target.baseline is not None:
        return False
    close = words[max(0, target.start - 40) : target.start]
    if AUDITED.search(close) or AUDITED_AFTER.match(words, target.end):
        return True
    return bool(ACTIVITY.search(close) and find_cadences(words[target.end :]))


def _with_baseline(found: list[FoundTarget], words: str) -> list[FoundTarget]:
    """The baseline that a sentence gives apart: "at least 95% …, from a baseline of 62% (March 2014)"."""
    match = BASELINE.search(words)
    if match is None:
        return found
    if any(
        t.start <= match.start("amount") < t.end and t.baseline == amount_of(match["amount"])[0]
        for t in found
    ):
        return found  # "from the 2008-09 baseline of 54% to 72%"
    others = [t for t in found if not (t.start <= match.start("amount") < t.end)]
    if not others or others[0].baseline is not None:
        return others or found
    base, unit = amount_of(match["amount"])
    if unit_name(unit) != others[0].unit and unit is not None:
        return found
    period = match["period"] or match["early"] or match["later"]
    return [replace(t, baseline=base, baseline_period=period and one_line(period)) for t in others]


def _with_stated_baseline(target: FoundTarget, earlier: str, words: str) -> FoundTarget:
    """ "Agency workers made up 31% of the workforce in January 2017; the figure must be below 20%"."""
    if target.baseline is not None:
        return target
    before = f"{earlier}{words[: target.start]}"
    stated = [*STATED.finditer(before), *SHARE_WAS.finditer(before)]
    if not stated or not re.search(ANAPHOR.pattern.removesuffix("$") + r"(?:\s+\w+){0,3}\s*$", before, re.I):
        return target
    last = stated[-1]
    base, unit = amount_of(last["amount"])
    if unit_name(unit) != target.unit:
        return target
    metric = one_line(f"{last['what']}{' as a share' if last['whole'] else ''}{last['whole'] or ''}")
    return replace(target, baseline=base, baseline_period=last["period"], metric=metric.strip(" ,;"))


def _say_what_has_no_number(words: str, notes: list[str]) -> None:
    """A level that somebody else sets, or a step of so many points: no number to hold the clause to."""
    if not (DUTY.search(words) or starts_as_order(words)):
        return
    for match in NO_NUMBER.finditer(words):
        notes.append(f"“{one_line(match[0])}” names a level but no number; it was not taken as a target.")
    for match in POINTS.finditer(words):
        notes.append(
            f"“{one_line(match[0])}” is a change, not a level to reach; it was not taken as a target."
        )
