"""The forms in which a sentence says a number to reach, each a function from the words to what it finds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .figures import WORD_NUMBER, share, value
from .result import Comparator
from .target_amounts import amount_of, comparator_in, kept_under, unit_name
from .target_metrics import clause_after, clause_before, clean_metric, metric_around, named_in, or_named
from .target_words import (
    AFTERWARDS,
    AMOUNT,
    AT_LEAST,
    BACKWARD,
    BETWEEN,
    BY_AMOUNT,
    COMPARED,
    COUNT_BETWEEN,
    COUNT_COMPARED,
    FALL,
    FROM_TO,
    LIES_BETWEEN,
    NUMBER_TO,
    PAST_FACT,
    PERIOD_BEFORE,
    POINTS_TO,
    RISE,
    TIME,
)
from .wording import one_line

COUNTED = re.compile(
    r"\b(?:number|rate|total|count|score|backlog|vacancies|caseloads?|volume|list|carers|households|placements)\b[^.;]*$",
    re.I,
)
COUNTED_AFTER = re.compile(
    r"\s*,?\s*(?:in\s+)?(?:the|its)\s+(?:total\s+)?(?:number|rate|count|score)\b", re.I
)
WHO_HAVE = re.compile(
    r"\b(?:who|which|that|whom|whose \w+)\s+(?:have|has|had|was|were|are|is)\b(?:\s+(?:had|been|not|ever))*",
    re.I,
)
# "Ensure that assessments have been made for at least 85%": to have been done is what is asked.
HAS_BEEN_MADE_SO = re.compile(
    r"\b(?:ensur\w+|secur\w+|so that|must|should|shall)\b[^.;]{0,120}?\b(?:has|have) been\b", re.I
)
MODAL = re.compile(r"\b(?:must|shall|should|(?:is|are)\s+to)\b(?![^,;.]{0,60}\bhave been\b)", re.I)
ANOTHER = re.compile(
    r"\d[^;]*,?\s+and\s+(?P<what>(?:the|its|their)\s+(?:share|proportion|percentage|number|rate|average|ratio|level|total)\b(?:(?!\b(?:must|should|shall|is to|are to|and)\b)[^;,]){3,120})$",
    re.I,
)
AT_AGES = re.compile(r"\b(?:at|aged?)\s+(?:\d+,\s*)*\d+\s+and\s+$", re.I)  # "at 19, 20 and 21 to 85%"
FROM = re.compile(rf"\bfrom\s+(?P<base>{AMOUNT})(?:\s+[a-z]+)?\s+to\s+$", re.I)
RANGES = re.compile(r"\b(?:rang\w+|var\w+|differ\w*)\s+$", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MOVES = re.compile(
    rf"(?<!\bor )\b(?!(?:more|less|fewer|higher|lower)\s+than\b)(?:{RISE}|{FALL})\b(?=[^.;]{{0,200}}$)", re.I
)

# "lower the share of …", "down from 14 to 5": verbs too, where others of their kind only compare
MOVES_IT = re.compile(r"lower\s+(?:the|its|their)\b|(?:up|down)\s*$", re.I)


@dataclass(frozen=True)
class FoundTarget:
    """Without a metric: a number that was seen and is no target."""

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
    step: bool = False  # goes on with the measure of the target before it
    guessed: bool = False  # which way is kept was told from the measure alone, not from the words


Notes = list[str]
Form = Callable[[str, Notes], Iterator[FoundTarget]]


def from_to(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "from 24% to no more than 12%"."""
    for match in FROM_TO.finditer(words):
        base, base_unit = amount_of(match["base"])
        target, unit = amount_of(match["target"])
        if re.match(r"all\b|none\b", match["target"], re.I):
            whole = match["target"].lower().startswith("all")
            target, unit = (100.0 if whole else 0.0), base_unit
            if whole and base_unit != "%":
                continue
        before = words[: match.start()]
        move = next(iter(list(MOVES.finditer(before))[-1:]), None)
        after = words[match.end() :]
        moved = move is not None and _counts(words, match, before[move.start() :])
        stepped = YEAR.search(match["base_note"] or "") and re.match(r"\s+by\b", after)
        counted = (
            stepped or unit or base_unit or moved or COUNTED.search(before) or COUNTED_AFTER.match(after)
        )
        timed = unit is not None and TIME.fullmatch(unit) and unit == base_unit
        if base_unit == "%" and unit is None:
            target, unit = share(match["target"]) or target, "%"  # "from 38% to three quarters"
        if RANGES.search(before):
            continue  # "the number ranges from 31 to 44"
        if target is not None and unit is None and is_year(target) and not is_year(base or 0):
            continue  # "from 689 days in the period 2010 to 2013"
        if base is None or target is None or not counted or (1900 < base < 2100 and not base_unit):
            continue
        if (
            move is None
            and timed
            and not re.search(r"\b(?:average|time|wait|length|absence)\b", before, re.I)
        ):
            continue  # "for children from 5 days to 9 days old"
        if move is None and not (base_unit or unit or stepped) and not re.search(r"\bnumber\b", before, re.I):
            continue
        comparator = said_beside(match["comp"], words[match.end() :]) or (">=" if target > base else "<=")
        if unit and base_unit and unit_name(unit) != unit_name(base_unit):
            base = None  # "from 26 months to 18 weeks": the baseline is in another unit
        period = PERIOD_BEFORE.search(match["mid"] or "")
        exact = amount_of(match["period"] or "")  # "two thirds (66%)"
        if base is not None and exact[0] is not None and exact[1] == "%" and abs(exact[0] - base) <= 1:
            base = exact[0]
        named = match["period"] or match["period2"] or (period[1] if period else None)
        start, metric = match.start(), clause_before(before)
        behind = re.match(
            r"(?:\W*in|\s*,)\s+(?P<what>(?:the|its)\s+(?:share|proportion|percentage|number|rate|average)\b[^.;]{3,160})",
            after,
            re.I,
        )
        if behind:  # "an improvement of twenty points (from 34% to 54%) in the share of audits that …"
            metric, move = clause_after(behind["what"]), None
        near = max(0, match.start() - 300)
        another = ANOTHER.search(before[near:])
        if (
            another and not behind
        ):  # "… to 60, and the share of plans that last more than two years from 7.5% to 3%"
            start, metric, move = near + another.start("what"), clean_metric(another["what"]), None
        if move is not None:
            between = before[move.end() :].strip()
            if re.match(r"by\s+[^,;.]{1,50}\bpoints,?$", between):
                between = ""  # "must increase by 25 percentage points, from 49% to 74%"
            metric = clause_before(before[: move.start()]) if len(between) < 4 else clause_before(between)
            start = move.start()
        yield FoundTarget(
            start, _end(words, match), metric or named_in(words[match.end() :]) or clean_metric(before), target, comparator,
            baseline=base, baseline_period=named and one_line(named.replace("–", "-")), unit=unit_name(unit or base_unit),
        )  # fmt: skip


def points_to(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """A gap "from 34 percentage points to 24"."""
    for match in POINTS_TO.finditer(words):
        base, amount = value(match["base"]), value(match["amount"])
        if base is None or amount is None:
            continue
        before = words[: match.start()]
        move = next(iter(list(MOVES.finditer(before))[-1:]), None)
        metric = clause_before(before[move.end() :] if move and len(before) - move.end() > 5 else before)
        comparator = said_beside(match["comp"], words[match.end() :]) or ("<=" if amount < base else ">=")
        yield FoundTarget(*match.span(), metric, amount, comparator, baseline=base, unit="percentage points")


def by_amount(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "reduce by 10%" is a change; it is said, and its number is not taken for a level."""
    for match in BY_AMOUNT.finditer(words):
        notes.append(
            f"“{one_line(match['amount'])}” is a change, not a level to reach; it was not taken as a target."
        )
        yield FoundTarget(*match.span("amount"), "", 0, "=")


def between(words: str, notes: Notes) -> Iterator[FoundTarget]:
    for match in BETWEEN.finditer(words):
        low, high = value(match["a"] or match["c"]), value(match["b"] or match["d"])
        time = TIME.search(match["unit"]) and not re.search(
            r"\b(?:average|time)\b", words[: match.start()], re.I
        )
        if low is None or high is None or low >= high or time or AT_AGES.search(words[: match.start()]):
            continue
        was = FROM.search(words[: match.start()])  # "from 33% to between 18% and 20%"
        start = was.start() if was else match.start()
        metric = metric_around(words[:start], words[match.end() :], unit_name(match["unit"]))
        yield FoundTarget(
            start, match.end(), or_named(metric, words), low, "between", high,
            baseline=amount_of(was["base"])[0] if was else None, unit=unit_name(match["unit"]),
        )  # fmt: skip
    for match in LIES_BETWEEN.finditer(words):
        low, high = value(match["a"]), value(match["b"])
        metric = clause_before(words[: match.start()])
        if low is not None and high is not None and low < high and metric and not is_year(low):
            base = value(match["base"]) if match["base"] else None
            yield FoundTarget(*match.span(), metric, low, "between", high, baseline=base)
    for match in COUNT_BETWEEN.finditer(words):
        low, high = value(match["a"]), value(match["b"])
        if low is not None and high is not None and low < high and not is_year(low):
            yield FoundTarget(*match.span(), clean_metric(match["what"]), low, "between", high)


def compared(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "at least 90%", "no more than 18 cases", "8% or less"."""
    for match in (*COMPARED.finditer(words), *AFTERWARDS.finditer(words)):
        amount, unit = amount_of(match["amount"])
        if amount is None or _not_a_target(words, match, unit):
            continue
        comparator = kept_under(words[: match.start()], match["comp"]) or comparator_in(match[0]) or ">="
        metric = metric_around(words[: match.start()], words[match.end() :], unit_name(unit))
        yield FoundTarget(*match.span(), or_named(metric, words), amount, comparator, unit=unit_name(unit))
    for match in COUNT_COMPARED.finditer(words):
        amount = value(match["amount"])
        of_whom = re.search(r"\b(?:who|whose|which|where|with(?: an?)?)\s*$", words[: match.start()], re.I)
        if (
            amount is not None
            and not is_year(amount)
            and not of_whom
            and not BACKWARD.search(words[: match.start("comp")])
        ):
            comparator = (
                kept_under(words[: match.start("comp")], match["comp"])
                or comparator_in(match["comp"])
                or ">="
            )
            yield FoundTarget(*match.span(), clean_metric(match["what"]), amount, comparator)


def number_to(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "the number of open cases to 40", "to zero the number of …"."""
    for match in NUMBER_TO.finditer(words):
        count = value(match["first"] or match["last"] or "")
        if count is None:
            continue
        stated = said_beside(match["comp"], words[match.end() :])
        rises = re.fullmatch(RISE, match["verb"], re.I)
        yield FoundTarget(
            *match.span(), clean_metric(match["what"]), count, stated or (">=" if rises else "<=")
        )


def _counts(words: str, match: re.Match[str], moves: str) -> bool:
    """Whether two bare numbers behind a verb that rises or falls are counts: "reduce … by 20%, from 240 to 192"; no ages."""
    verb = moves.split()[0].lower()
    return not (
        (verb in ("up", "down", "more", "less", "fewer", "higher", "lower") and not MOVES_IT.match(moves))
        or re.match(
            r"[\s-]*(?:years?\b|year-olds?|months?\b|o['’]clock|am\b|pm\b)", words[match.end() :], re.I
        )
        or re.search(r"\b(?:aged?|ages|years|open\w*|hours|pages?|paragraphs?|clauses?)\s*$", moves, re.I)
    )


def said_beside(before: str | None, after: str) -> Comparator | None:
    """ "no more than" before the number, or "or fewer" behind it."""
    if before:
        return ">=" if re.fullmatch(AT_LEAST, before, re.I) else "<="
    behind = re.match(
        r"\s*or\s+(?:more|above|higher|over|better|greater|less|fewer|below|lower|under)\b", after, re.I
    )
    return comparator_in(behind[0]) if behind else None


def _end(words: str, match: re.Match[str]) -> int:
    behind = re.match(
        r"\s*or\s+(?:more|above|higher|over|better|less|fewer|below|lower|under)\b",
        words[match.end() :],
        re.I,
    )
    return match.end() + (behind.end() if behind else 0)


def past_fact(before: str) -> bool:
    """Whether the words before a number say what was: not those of a relative clause ("children who have had …")."""
    asked = list(MODAL.finditer(before))  # what stands before "must" says nothing of the number behind it
    return bool(
        PAST_FACT.search(
            HAS_BEEN_MADE_SO.sub(" ", WHO_HAVE.sub(" ", before[asked[-1].end() if asked else 0 :]))
        )
    )


def is_year(number: float) -> bool:
    return 1900 < number < 2100


def _not_a_target(words: str, match: re.Match[str], unit: str | None) -> bool:
    """Periods of time are deadlines or practice standards, unless an average of days is what is measured."""
    before, after = words[: match.start()], words[match.end() :]
    own = re.match(r"(?:does|do|did|not|no|never)\b", match[0], re.I)  # "over a year … does not exceed 15%"
    if (BACKWARD.search(before) and not own) or (past_fact(before) and unit == "%"):
        return True
    if unit and TIME.fullmatch(unit):
        measured = re.search(
            r"\b(?:average|mean|median|absence|sickness|days lost|time (?:taken|between|from)|(?:days|weeks|months) between)\b",
            before,
            re.I,
        ) or re.match(r"\s*,?\s*on average\b", after, re.I)
        if re.search(r"\b(?:who|which|that|whose)\s+(?:\w+\s+){0,5}$", before, re.I):
            return True  # "the number who have been waiting for more than 450 days"
        return not measured or bool(
            re.match(
                r"\s*(?:in advance|before|prior|after|of|from)\b(?! (?:\d{1,2} )?[A-Z][a-z]+ \d{4})",
                after,
                re.I,
            )
        )
    return bool(re.search(rf"\bonce\b|^{WORD_NUMBER}$", match["amount"], re.I)) and unit is None
