"""Bare counts that must be kept or reached, and all the forms of a target in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .figures import NUMBER, value
from .target_amounts import comparator_in, direction, kept_under, unit_name
from .target_forms import (
    Form,
    FoundTarget,
    Notes,
    between,
    by_amount,
    compared,
    from_to,
    is_year,
    number_to,
    past_fact,
    points_to,
)
from .target_levels import (
    averaging,
    bare,
    figures_line,
    in_cases,
    level,
    level_to,
    named_level,
    put_in,
    so_many_are,
)
from .target_limits import average_is, limits
from .target_lines import lines
from .target_metrics import clause_after, clause_before, clean_metric, or_named
from .target_parts import parts
from .target_things import things
from .target_words import (
    BACKWARD,
    COUNT_AFTER,
    COUNT_ALONE,
    COUNT_MOVED,
    COUNT_OR,
    COUNT_REACHES,
    COUNTS,
    GAP,
    HELD_AT,
    IT_BE,
    NIL,
    NO_LONGER,
    ONE_FOR,
    RATIO,
    THERE_BE,
    TIME,
    TO_NOTHING,
)
from .wording import DUTY, starts_as_order

MEASURED = re.compile(r"\b(?:average|mean|median|absence|time|waits?|length|duration)\b", re.I)
LASTING = re.compile(r"\b(?:days|weeks|months|hours|minutes|years?|terms?|nights)\b", re.I)
SO_THAT = re.compile(r"\b(?:so|such|in order) that\s*$", re.I)
OF_THE = re.compile(
    rf"\bof\s+(?:the|its|these)\s+(?:{NUMBER})\s+[^,;.]{{3,80}}$", re.I
)  # "of the 16 posts not more than three"
SUMMED_UP = re.compile(r"\b(?:that is(?: to say)?|namely|in other words|i\.e\.),?\s*$", re.I)


def ratio(words: str, notes: Notes) -> Iterator[FoundTarget]:
    for match in RATIO.finditer(words):
        amount = value(match["amount"])
        if amount is not None:
            base = value(match["base"]) if match["base"] else None
            said = comparator_in(f"{match['comp'] or ''} or {match['end'] or ''}")
            comparator = said or (">=" if base is not None and amount > base else "<=")
            yield FoundTarget(*match.span(), clean_metric(match["what"]), amount, comparator, baseline=base)


def one_for(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "one caseworker for every 110 plans at most": how many fall to each."""
    for match in ONE_FOR.finditer(words):
        amount = value(match["amount"])
        if amount is not None and amount > 1 and not LASTING.search(f"{match['what']} {match['who']}"):
            said = comparator_in(f"{match['comp'] or ''} {match['end'] or ''}")
            what = match["what"].strip()
            yield FoundTarget(
                *match.span(), f"{what} for each {match['who']}", amount, said or "<=", unit=what
            )


def no_longer(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "No child shall wait more than 20 days for a first visit": a ceiling for each of them."""
    for match in NO_LONGER.finditer(words):
        amount = value(match["amount"])
        if amount is not None:
            unit = match["unit"]
            metric = clean_metric(f"{unit} that a {match['who']} {match['what']} {match['after']}")
            more = re.search(r"(?:more|longer)\s+than\s", match[0], re.I)
            yield FoundTarget(*match.span(), metric, amount, "<=" if more else ">=", unit=unit_name(unit))


def counted(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """Bare counts: held at a level ("at nil"), or compared where the words before them name a count."""
    for match in HELD_AT.finditer(words):
        amount = 0.0 if match["amount"].lower() == "none" else value(match["amount"])
        counts = COUNTS.search(words[: match.start("amount")])
        if amount is not None and not is_year(amount) and counts:
            named = match["what"] if COUNTS.search(match["what"]) else clause_before(words[: match.start()])
            yield FoundTarget(
                *match.span(),
                clean_metric(named),
                amount,
                comparator_in(re.sub(r"^\s+an?\s+\w+", "", words[match.end() :])[:12])
                or ("<=" if amount == 0 else direction(match[0], None)),
                guessed=True,
            )
    for match in COUNT_MOVED.finditer(words):
        amount, before = value(match["amount"]), words[: match.start()]
        if (
            amount is None
            or is_year(amount)
            or past_fact(before)
            or not (DUTY.search(words) or starts_as_order(words))
        ):
            continue
        named = clean_metric(match["what"]) if len(match["what"].strip()) > 3 else clause_before(before)
        said = comparator_in(match["comp"] or "")
        yield FoundTarget(
            *match.span(), or_named(named, words), amount, said or direction(match[0], match["verb"]), guessed=said is None
        )  # fmt: skip
    for match in COUNT_REACHES.finditer(words):
        amount, before = value(match["amount"]), words[: match.start()]
        if (
            amount is None
            or amount < 2
            or is_year(amount)
            or (match["verb"].lower() == "be" and not COUNTS.search(before))
        ):
            continue
        said = comparator_in(match["comp"] or words[match.end() :][:10])
        yield FoundTarget(
            *match.span(), or_named(clause_before(before), words), amount, said or direction(before, None), guessed=said is None
        )  # fmt: skip
    for match in (*TO_NOTHING.finditer(words), *NIL.finditer(words)):
        yield FoundTarget(*match.span(), clean_metric(match["what"]), 0, "<=")
    for match in COUNT_AFTER.finditer(words):
        amount = value(match["amount"])
        if (
            amount is not None
            and amount != 1
            and not is_year(amount)
            and not BACKWARD.search(words[: match.start()])
            and not (
                match["unit"]
                and TIME.fullmatch(match["unit"])
                and not MEASURED.search(words[: match.start()])
            )
        ):
            metric = clause_before(words[: match.start()])
            yield FoundTarget(
                *match.span(),
                or_named(metric, words),
                amount,
                comparator_in(match["comp"]) or "<=",
                unit=match["unit"],
            )
    for match in GAP.finditer(words):
        amount = value(match["amount"])
        if amount is not None and re.search(
            r"\b(?:gap|difference|margin|distance)\b", words[: match.start()], re.I
        ):
            metric = clause_before(words[: match.start()])
            yield FoundTarget(
                *match.span(), metric, amount, comparator_in(match["comp"]) or "<=", unit="percentage points"
            )
    for match in (*THERE_BE.finditer(words), *IT_BE.finditer(words)):
        amount = value(match["amount"])
        timed = match["unit"] and TIME.fullmatch(match["unit"]) and match.re is THERE_BE
        if amount is not None and amount != 1 and not is_year(amount) and not timed:
            metric = clause_before(words[: match.start()])
            yield FoundTarget(
                *match.span(),
                or_named(metric or match["unit"] or "", words),
                amount,
                comparator_in(match["comp"] or match.groupdict().get("after") or "") or "<=",
                unit=unit_name(match["unit"]),
                guessed=not (match["comp"] or match.groupdict().get("after")),
            )
    for match in COUNT_OR.finditer(words):
        amount, before = value(match["amount"]), words[: match.start()]
        if (
            amount is not None
            and COUNTS.search(before)
            and not (match["unit"] and TIME.fullmatch(match["unit"]))
        ):
            comparator = comparator_in(f"or {match['comp']}") or "<="
            yield FoundTarget(
                *match.span(), or_named(clause_before(before), words), amount, comparator, unit=unit_name(match["unit"])
            )  # fmt: skip
    for match in COUNT_ALONE.finditer(words):
        amount = value(match["amount"])
        before, after = words[: match.start()], words[match.end() :]
        has = re.match(r"\s+(?:must|should|shall|are to|remain|are|have|wait|still|live)\b", after)
        if amount is None or is_year(amount) or BACKWARD.search(before) or amount == 1:
            continue
        if (
            not (has and (amount >= 10 or SO_THAT.search(before) or OF_THE.search(before)))
            and not COUNTS.search(before)
            and not SUMMED_UP.search(before)
        ):
            continue
        metric = (
            clause_after(after)
            if has
            else next((clause_before(part) for part in (before,) if clause_before(part)), "")
        )
        named = list(
            re.finditer(
                r"\b(?:the )?(?:(?:average|total|overall|mean)\s+)?(?:number of|rate of|case ?loads?|ratio of|turnover|backlog|score|vacanc\w+)\b[^.;,]{0,80}",
                before,
                re.I,
            )
        )
        if not has and named and not COUNTS.search(metric):
            metric = clean_metric(named[-1][0])
        comparator = kept_under(before, match["comp"]) or comparator_in(match["comp"]) or ">="
        yield FoundTarget(*match.span(), or_named(metric, words), amount, comparator)


FORMS: tuple[Form, ...] = (
    put_in,
    lines,
    figures_line,
    points_to,
    from_to,
    by_amount,
    parts,
    limits,
    ratio,
    one_for,
    no_longer,
    number_to,
    between,
    compared,
    named_level,
    level_to,
    so_many_are,
    in_cases,
    level,
    averaging,
    average_is,
    counted,
    things,
    bare,
)
