"""Numbers that must be reached: shares, counts, ranges, rises and falls, in sentences and in tables."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from .dates import find_dates
from .figures import NUMBER, WORD_NUMBER, share, value
from .result import Comparator
from .target_words import (
    AFTERWARDS,
    ALSO_TO,
    AT_LEAST,
    AT_MOST,
    BACKWARD,
    BAD,
    BASELINE,
    BETWEEN,
    BY_AMOUNT,
    COMPARED,
    FALL,
    FROM_TO,
    MAY_COUNT,
    MOVED_TO,
    NUMBER_TO,
    PAST_FACT,
    PERCENT,
    PERIOD_BEFORE,
    RISE,
    SHARE_OF,
    SHARE_SUBJECT,
    TARGET_OF,
    TIME,
    UNITS,
)
from .wording import DUTY, one_line, sentences, starts_as_order, strip_end


@dataclass(frozen=True)
class FoundTarget:
    start: int
    end: int
    metric: str
    target: float
    comparator: Comparator
    target_high: float | None = None
    baseline: float | None = None
    baseline_period: str | None = None
    unit: str | None = None
    by: datetime.date | None = None


@dataclass
class TargetsFound:
    targets: list[FoundTarget]
    notes: list[str]


def find_targets(text: str) -> TargetsFound:
    found: list[FoundTarget] = []
    notes: list[str] = []
    for start, end in sentences(text):
        words = text[start:end]
        if not MAY_COUNT.search(words):
            continue
        here = _with_baseline(_in_sentence(words, notes), words)
        for target in here:
            by, stop = _by(words, target)
            found.append(replace(target, start=target.start + start, end=stop + start, by=by))
    dates = [date for date in find_dates(text) if date.date]
    if len(dates) == 1 and re.search(
        r"\b(?:by|before|until|to)\s*(?:the\s+)?$", text[: dates[0].start], re.I
    ):
        spans = sentences(text)  # the clause has one date, in another sentence than the number
        apart = [
            t
            for t in found
            if not any(a <= min(t.start, dates[0].start) < max(t.start, dates[0].start) < b for a, b in spans)
        ]
        found = [replace(t, by=dates[0].date) if t in apart and not t.by else t for t in found]
    return TargetsFound(found, notes)


def _with_baseline(found: list[FoundTarget], words: str) -> list[FoundTarget]:
    """The baseline that a sentence gives apart: "at least 95% …, from a baseline of 62% (March 2014)"."""
    match = BASELINE.search(words)
    if (
        match is None
        or len([t for t in found if not (t.start <= match.start("amount") < t.end)]) != 1
        or found[0].baseline
    ):
        return [t for t in found if match is None or not (t.start <= match.start("amount") < t.end)] or found
    base, _ = _amount(match["amount"])
    target = next(t for t in found if not (t.start <= match.start("amount") < t.end))
    return [replace(target, baseline=base, baseline_period=match["period"] and one_line(match["period"]))]


def _in_sentence(words: str, notes: list[str]) -> list[FoundTarget]:
    found: list[FoundTarget] = []

    def free(match: re.Match[str], name: str | None = None) -> bool:
        start, end = match.span(name) if name else match.span()
        return not any(t.start < end and start < t.end for t in found)

    for match in FROM_TO.finditer(words):
        target = _from_to(words, match)
        if target and free(match):
            found.append(target)
    for match in BY_AMOUNT.finditer(words):
        if free(match, "amount"):
            notes.append(
                f"“{one_line(match['amount'])}” is a change, not a level to reach; it was not taken as a target."
            )
            found.append(FoundTarget(*match.span("amount"), "", 0, "="))
    for match in BETWEEN.finditer(words):
        low, high = value(match["a"] or match["c"]), value(match["b"] or match["d"])
        if (
            free(match)
            and low is not None
            and high is not None
            and low < high
            and not _time_only(words, match)
        ):
            found.append(_made(words, match, low, "between", match["unit"], high=high))
    for match in (*COMPARED.finditer(words), *AFTERWARDS.finditer(words)):
        amount, unit = _amount(match["amount"])
        if free(match) and amount is not None and not _not_a_target(words, match, unit):
            up = re.fullmatch(AT_LEAST, match["comp"], re.I) or match["comp"].lower() in (
                "more",
                "above",
                "higher",
                "over",
                "better",
            )
            found.append(_made(words, match, amount, ">=" if up else "<=", unit))
    for match in NUMBER_TO.finditer(words):
        count = value(match["first"] or match["last"] or "")
        if count is not None and free(match):
            up = bool(
                re.fullmatch(AT_LEAST, match["comp"] or "", re.I) or re.fullmatch(RISE, match["verb"], re.I)
            )
            up = up and not re.fullmatch(AT_MOST, match["comp"] or "", re.I)
            metric = _clean_metric(match["what"])
            found.append(FoundTarget(*match.span(), metric, count, ">=" if up else "<="))
    asks = (
        DUTY.search(words)
        or starts_as_order(words)
        or not re.search(r"\b(?:was|were|had|stood)\b", words, re.I)
    )
    patterns = (TARGET_OF, MOVED_TO, SHARE_OF, SHARE_SUBJECT, ALSO_TO)
    for match in (match for pattern in patterns for match in pattern.finditer(words)):
        amount, unit = _amount(match["amount"])
        if (
            amount is None
            or not asks
            or not free(match, "amount")
            or PAST_FACT.search(words[: match.start("amount")])
        ):
            continue
        before = [t for t in found if t.end <= match.start()]
        comparator = before[-1].comparator if match.re is ALSO_TO and before else _direction(words, match)
        found.append(_made(words, match, amount, comparator, unit))
    return sorted((t for t in found if t.metric), key=lambda t: t.start)


def _from_to(words: str, match: re.Match[str]) -> FoundTarget | None:
    base, base_unit = _amount(match["base"])
    target, unit = _amount(match["target"])
    before = words[: match.start()]
    moves = list(re.finditer(rf"\b(?:{RISE}|{FALL})\b(?=[^.;]{{0,200}}$)", before, re.I))
    counted = unit or base_unit or re.search(r"\b(?:number|rate|total|count|score)\b[^.;]*$", before, re.I)
    if base is None or target is None or not moves or not counted:
        return None
    if 1900 < base < 2100 and not base_unit:
        return None
    comparator: Comparator = ">=" if target > base else "<="
    if match["comp"]:
        comparator = ">=" if re.fullmatch(AT_LEAST, match["comp"], re.I) else "<="
    if unit and base_unit and unit_name(unit) != unit_name(base_unit):
        base = None  # "from 26 months to 18 weeks": the baseline is in another unit
    period = PERIOD_BEFORE.search(match["mid"] or "")
    named = match["period"] or match["period2"] or (period[1] if period else None)
    verb = moves[-1]
    between = before[verb.end() :].strip()
    metric = _clause_before(before[: verb.start()]) if len(between) < 4 else _clean_metric(between)
    return FoundTarget(
        verb.start(), match.end(), metric or _clean_metric(before), target, comparator,
        baseline=base, baseline_period=named and one_line(named), unit=unit or base_unit,
    )  # fmt: skip


def _made(
    words: str,
    match: re.Match[str],
    amount: float,
    comparator: Comparator,
    unit: str | None,
    high: float | None = None,
) -> FoundTarget:
    before, after = words[: match.start()], words[match.end() :]
    start = match.start("what") if match.re is ALSO_TO else match.start()
    if "verb" in match.groupdict() and match["verb"]:
        metric = _clean_metric(match["what"]) if len(match["what"].strip()) > 3 else _clause_before(before)
    elif "what" in match.groupdict():
        metric = _clause_after(match["what"])
    else:
        metric = _metric_around(before, after, unit)
    return FoundTarget(
        start,
        match.end(),
        metric or one_line(words)[:120],
        amount,
        comparator,
        target_high=high,
        unit=unit_name(unit),
    )


def _metric_around(before: str, after: str, unit: str | None) -> str:
    """What is counted: the words before the number; with "of …" the words after; for a count, both."""
    whole = re.match(r"\s*of\s+(.{3,160})", after)
    if whole and unit == "%":
        return _clause_after(whole[1])
    head = _clause_before(before)
    whole = re.match(
        r"\s+(?!at|by|in|or|to|for|from|until|and|over|on|of|with|before|is|are|than)[a-z]{3,}", after
    )
    if unit == "%" and (not head or whole):
        return _clause_after(after)
    if unit and unit != "%":
        tail = re.sub(
            r"^\s*(?:are|is|be)\s+", "", re.split(r"[.;,]|\s+(?:by|from)\s+(?=[A-Z0-9]|the end)", after)[0]
        )
        of = " of" if re.search(r"\bof\s*(?:between\s*)?$", before) else ""
        named = re.search(rf"\b{re.escape(unit.split()[-1].rstrip('s'))}", head, re.I) or re.search(
            r"caseloads?$", head, re.I
        )
        head = one_line(f"{head} {tail}" if named else f"{head}{of} {unit} {tail}")
    return head


def _clause_before(before: str) -> str:
    """The subject before a number: back to the last comma, semicolon or "ensure"."""
    clause = re.split(
        r"[;:,]\s|\b(?:ensur\w+|so that|such that|in order that|must|should|shall|and that|requires? that|is suggested th[ae]n|"
        r"(?:suggested|expected|required|important) that|taking action to)\b(?:\s+that\b)?|\band the (?=percentage|proportion|number|rate|average|share)",
        before,
        flags=re.I,
    )
    return _clean_metric(next((part for part in reversed(clause) if len(part.strip()) > 3), ""))


def _clause_after(after: str) -> str:
    clause = re.split(r"[;.]\s|[,;]\s|\s+by\s+(?=[A-Z0-9]|the end|end of)", after + " ")[0]
    return _clean_metric(clause)


def _clean_metric(text: str) -> str:
    text = one_line(text).strip(" ,;:.-–")
    text = re.sub(
        r"^(?:and|or|to|that|with|by|of|in|than|which|the|an?|its|their)\s+(?=\S)", "", text, flags=re.I
    )
    text = re.sub(r"^(?:and|the|that)\s+", "", text, flags=re.I)
    text = re.sub(
        r"^(?:ensure|keep|maintain|achieve|reach|bring|hold|get|increase|reduce|raise|improve|lower|cut)\s+(?:that\s+)?(?:the\s+)?",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"\s+(?:down|up)(?=\s|$)", "", text)
    tail = (
        r"\s+(?:to|at|is|are|be|of|by|from|for|than|which|and|was|has|have|will|must|should|shall|that|with|not|does|do|"
        r"reach|between|reaches|stands|remains?|kept|held|falls?|rises?|an?|increased?|reduced?|maintained|being)$"
    )
    while re.search(tail, text, re.I):
        text = re.sub(tail, "", text, flags=re.I)
    return strip_end(text)[:300]


def _amount(text: str) -> tuple[float | None, str | None]:
    """ "65%" → 65, "%"; "two thirds" → 66.7, "%"; "18 cases" → 18, "cases"."""
    text = one_line(text)
    percent = re.fullmatch(rf"({NUMBER})\s*{PERCENT}", text, re.I)
    if percent:
        return value(percent[1]), "%"
    part = share(text)
    if part is not None:
        return part, "%"
    count = re.fullmatch(rf"({NUMBER})(?:\s+({UNITS}))?", text, re.I)
    return (value(count[1]), count[2]) if count else (None, None)


def unit_name(unit: str | None) -> str | None:
    return "%" if unit and re.fullmatch(PERCENT, unit, re.I) else unit


def _direction(words: str, match: re.Match[str]) -> Comparator:
    """Which way is kept: said by a verb, else by whether more of the thing is worse."""
    verb = match.groupdict().get("verb")
    if verb and re.fullmatch(FALL, verb, re.I):
        return "<="
    if verb and re.fullmatch(RISE, verb, re.I):
        return ">="
    return "<=" if BAD.search(words[: match.end()]) else ">="


def _time_only(words: str, match: re.Match[str]) -> bool:
    return bool(TIME.search(match["unit"])) and not re.search(
        r"\b(?:average|time)\b", words[: match.start()], re.I
    )


def _not_a_target(words: str, match: re.Match[str], unit: str | None) -> bool:
    """Periods of time are deadlines or practice standards, unless an average of days is what is measured."""
    before, after = words[: match.start()], words[match.end() :]
    if BACKWARD.search(before) or (PAST_FACT.search(before) and unit == "%"):
        return True
    if unit and TIME.fullmatch(unit):
        measured = re.search(r"\b(?:average|mean|median|time (?:taken|between|from))\b", before, re.I)
        return not measured or bool(re.match(r"\s*(?:in advance|before|prior|after|of|from)\b", after, re.I))
    return bool(re.search(rf"\bonce\b|^{WORD_NUMBER}$", match["amount"], re.I)) and unit is None


def _by(words: str, target: FoundTarget) -> tuple[datetime.date | None, int]:
    """The date that a target must be reached by (the first after it in its sentence, else one before it), and the span's end."""
    dated = [
        date
        for date in find_dates(words)
        if date.date
        and re.search(
            r"\b(?:by|before|until|to|in|at|of|on)\s*(?:the\s+)?(?:week (?:commencing|beginning|ending)\s+)?$",
            words[: date.start],
            re.I,
        )
    ]
    for date in dated:
        between = words[target.end : date.start]
        if date.start >= target.end and ";" not in between:
            return date.date, target.end if re.search(r"[,.:()]", between) else date.end
    for date in reversed(dated):
        stands_before = date.end <= target.start and ";" not in words[date.end : target.start]
        if stands_before and re.search(r"\b(?:by|before)\s*(?:the\s+)?$", words[: date.start], re.I):
            return date.date, target.end
    return None, target.end
