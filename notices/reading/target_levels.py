"""Levels that a sentence names: reached, held, averaged, that somebody else sets, or put in by an amendment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .dates import find_dates, parse_date
from .figures import NUMBER
from .result import Comparator
from .target_amounts import amount_of, comparator_in, direction, unit_name
from .target_forms import WHO_HAVE, FoundTarget, Notes, past_fact, said_beside
from .target_metrics import clause_after, clause_before, clean_metric, metric_around, or_named
from .target_words import (
    ALSO_TO,
    AMOUNT,
    AT_LEAST,
    AT_MOST,
    BACKWARD,
    BARE,
    FALL,
    IN_CASES,
    LEVEL_TO,
    MOVED_TO,
    RISE,
    SHARE,
    SHARE_OF,
    SHARE_SUBJECT,
    TARGET_OF,
    TIME,
    UNITS,
)
from .wording import DUTY, one_line, starts_as_order

# "within an average of 426 days of entering care"
AVERAGING = re.compile(
    rf"\b(?:(?P<comp>{AT_LEAST}|{AT_MOST}|within)\s+)?(?:an?|the)\s+(?:overall\s+|(?:three|two|four|five)[- ]year\s+|monthly\s+|annual\s+)?(?:average|mean|median)\s+of\s+"
    rf"(?:(?P<comp2>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{NUMBER}\s+(?:{UNITS}|minutes|seconds|nights|years))\b",
    re.I,
)
# "match the statistical neighbour average of 82%", "to the national threshold of 426 days"
NAMED_LEVEL = re.compile(
    rf"\b(?P<lead>(?:match\w*|better\w*|beat\w*|reach\w*|meet\w*|equal\w*|exceed\w*|achiev\w*|attain\w*|to|at|above|below|under|within|in(?:to)?\s+line\s+with|{AT_LEAST}|{AT_MOST})(?!\w)[^.;:%\d]{{0,80}}?)\b"
    rf"(?:average|mean|median|level|rate|figure|threshold|benchmark|norm|standard|performance)\s+of\s+(?:around\s+|about\s+)?(?P<amount>{SHARE}|{NUMBER}\s+{UNITS}|\d+\.\d+(?!\w))",
    re.I,
)
FIGURES_LINE = re.compile(
    rf"\s*(?P<metric>[A-Z][^:;.]{{4,140}}):\s+(?P<rest>[^:]*?{SHARE}[^:]*?[;,][^:]*?{SHARE}.*)$", re.I | re.S
)
# for “75% by 30 June 2018” there is substituted “85% by 31 March 2019”
PUT_IN = re.compile(
    rf"\b(?:substitut(?:e|ed)|reads?|becomes?|insertion of|(?:gives|giving) place to|put|insert(?:ed)?|by|with)\s*(?:the\s+(?:words?|figures?|phrase)\s*)?[:,]?\s*[\"“‘'](?:to\s+)?(?:an?\s+(?:average|mean|rate|level)\s+of\s+)?(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{AMOUNT})(?!\w)(?P<rest>[^\"”’']{{0,80}})[\"”’']",
    re.I,
)
# "and “30 November 2014” becomes “31 October 2015”"
DATE_PUT_IN = re.compile(
    r"\b(?:substitut(?:e|ed)|reads?|becomes?|put|insert(?:ed)?|with)\s*(?:the\s+(?:words?|date)\s*)?[:,]?\s*[\"“‘'](?:by\s+)?([^\"”’']{6,40})[\"”’']",
    re.I,
)
SO_MANY_ARE = re.compile(
    rf"\bso that\s+(?P<amount>{SHARE})\s+(?:of\s+(?:them|these|those)\s+)?(?:are|is|have|has)\b", re.I
)
# "Four out of every five parents to say that they understood"
SO_MANY_TO = re.compile(
    rf"\W*(?:(?:{AT_LEAST}|{AT_MOST})\s+)?(?:{SHARE})\s+[^,;.]{{3,120}}?\bto\s+(?!(?:the|a|an|which|whom)\b)[a-z]+",
    re.I,
)
HAVE_BEEN = re.compile(
    r"\b(?:have|has) (?:had|been)\b(?=.*\b(?:by|before)\s+(?:the\s+end\s+of\s+)?[\dA-Z])", re.I
)
AND_MOVES = re.compile(
    r"\band\s+(?:to\s+)?(?P<verb>(?:rais|increas|improv|reduc|decreas|cut|lower|lift)\w*)\b\s+(?=the|its|their|to)",
    re.I,
)
# "four out of ten having been so judged", "in each half of the school term"
NOT_ASKED = re.compile(
    r"\s+(?:having|did|had|(?:of|in)\s+(?:(?:the|each|every)\s+)?(?:school\s+)?(?:terms?|years?|months?|(?:19|20)\d\d))\b",
    re.I,
)
NOT_OVER = re.compile(
    r"\b(?:must|may|should|shall|is|are)\s+(?:to\s+)?not\s+(?:to\s+)?(?:exceed|be above|be more|rise above)",
    re.I,
)


def level_to(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "reduce the average time between … to 639 days"."""
    for match in LEVEL_TO.finditer(words):
        amount, unit = amount_of(match["amount"])
        if amount is None or unit is None or BACKWARD.search(words[: match.start("amount")]):
            continue
        timed = TIME.fullmatch(unit)
        if timed and not re.search(
            r"\b(?:average|mean|median|time|waits?|length|duration|absence|period|interval|gap|delay)\b",
            words[: match.end()],
            re.I,
        ):
            continue
        said = said_beside(match["comp"], words[match.end() :])
        comparator = said or direction(words[: match.end()], match["verb"])
        metric = (
            clean_metric(match["what"])
            if len(match["what"].strip()) > 3
            else clause_before(words[: match.start()])
        )
        yield FoundTarget(
            *match.span(), metric, amount, comparator, unit=unit_name(unit), guessed=said is None
        )


def level(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """A share with nothing compared: "reach 85%", "80% of assessments", "a target of 75%", "and the agency rate to 10%"."""
    asks = (
        DUTY.search(words)
        or starts_as_order(words)
        or any(starts_as_order(part) for part in re.split(r"[:;]\s+", words)[1:])
        or SO_MANY_TO.match(words)
        or not re.search(
            r"\b(?:was|were|had|stood|made up)\b", HAVE_BEEN.sub(" ", WHO_HAVE.sub(" ", words)), re.I
        )
    )
    if not asks:
        return
    last: Comparator | None = None
    for pattern in (TARGET_OF, MOVED_TO, SHARE_OF, SHARE_SUBJECT, ALSO_TO):
        for match in pattern.finditer(words):
            amount, unit = amount_of(match["amount"])
            if (
                amount is None
                or past_fact(words[: match.start("amount")])
                or NOT_ASKED.match(words, match.end("amount"))
            ):
                continue
            verb, turned = match.groupdict().get("verb"), None
            if verb:  # "reduce complaints from 38 to 15 and raise the share that is answered to 90%": the last verb moves it
                turned = next(iter(list(AND_MOVES.finditer(match["what"]))[-1:]), None)
                verb = turned["verb"] if turned else verb
            if re.search(r"\bfrom\s+$", words[: match.start("amount")], re.I):
                continue  # "raise … from 12% to:", with the levels in the items below
            if verb and re.search(r"\b(?:so|such|in order) that\b|[;:]", match["what"]):
                continue  # "improve its own part, so that nine out of ten …": the verb is another matter's
            before = words[: match.start()]
            if (
                verb
                and verb.lower().endswith("ing")
                and not re.match(r"\s*(?:the|its|their)\s+\w+\s+\w+", match["what"])
                and re.search(r"[,;]\s*(?:then\s+|and\s+)?$", before)
                and re.search(r"\d", before)
            ):
                continue  # "80% by September, rising to 85% by March": a step of the number before it
            comparator = direction(words[: match.end()], verb)
            if pattern is ALSO_TO and last is not None:
                comparator = last
            last = comparator
            what = (match.groupdict().get("what") or "")[turned.end() if turned else 0 :]
            if verb:
                named = len(what.strip()) > 3 and not what.strip().startswith("by ")
                metric = clean_metric(what) if named else clause_before(words[: match.start()])
            elif pattern in (SHARE_OF, SHARE_SUBJECT):
                metric = metric_around(
                    words[: match.start()], f" of {what}" if pattern is SHARE_OF else f" {what}", "%"
                )
            elif what:
                metric = clause_after(what)
            else:
                metric = metric_around(words[: match.start()], words[match.end() :], unit_name(unit))
            start = match.start("what") if pattern is ALSO_TO else match.start()
            if turned:
                start = match.start("what") + turned.start("verb")
            end = match.end()
            if pattern in (SHARE_OF, SHARE_SUBJECT):  # what follows a comma may be a number of its own
                end = match.start("what") + len(
                    re.split(
                        r",\s|\s+and\s+(?=(?:the|that|those|its|their)\b[^,;.]{3,80}\d)|\s+from no later\b|\s+(?:by|before)\s+(?=the end|end|\d|[A-Z])|"
                        r"\s+(?:in|at|on|over|during|for)\s+(?=(?:the\s+)?(?:\d{1,2}\s+[A-Z][a-z]+\s+(?:19|20)|(?:financial |calendar )?(?:year|quarter|month)\b|(?:19|20)\d\d|[A-Z][a-z]+\s+(?:19|20)\d\d))",
                        what,
                    )[0]
                )
            moved = verb and re.fullmatch(f"{RISE}|{FALL}", verb, re.I)
            yield FoundTarget(
                start,
                end,
                or_named(metric, words),
                amount,
                comparator,
                unit=unit_name(unit),
                guessed=not moved,
            )


def bare(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """An indicator's line: "Core assessments on time: 80% by March 2012"."""
    dated = bool(find_dates(words))
    for match in BARE.finditer(words):
        amount, unit = amount_of(match["amount"])
        ordered = match["lead"].strip().lower().endswith(("be", "become", "reach"))
        metric = clause_before(re.sub(r"\s*[:–-]\s*$", "", words[: match.start()]))
        if (
            amount is None
            or not (metric or ordered)
            or not (ordered or dated)
            or past_fact(words[: match.start("amount")])
        ):
            continue
        comparator = direction(words[: match.end()], None)
        yield FoundTarget(
            *match.span("amount"),
            or_named(metric, words),
            amount,
            comparator,
            unit=unit_name(unit),
            guessed=True,
        )


def figures_line(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """An indicator with its figures in a row: "Visits on time: 71% (2012); 85% by October 2013; target 95%"."""
    line = FIGURES_LINE.match(words)
    if line is None or DUTY.search(line["metric"]):
        return
    base: float | None = None
    place = line.start("rest")
    for piece in re.split(r"((?:[;,]|\s+and|\s+then|\s+rising to)\s+)", line["rest"]):
        here, place = place, place + len(piece)
        found = re.search(rf"(?<![\w.,£–-])(?P<amount>{SHARE})(?!\w)", piece, re.I)
        amount, unit = amount_of(found["amount"]) if found else (None, None)
        if found is None or amount is None:
            continue
        aims = re.search(r"\btargets?\b", piece, re.I) or re.match(
            r"\s*(?:or\s+\w+\s+)?(?:by|in|at|from|before|no later than)\b", piece[found.end() :], re.I
        )
        if aims and not re.search(r"\b(?:now|currently|baseline|was|actual|outturn)\b", piece, re.I):
            comparator = comparator_in(piece) or direction(line["metric"], None)
            yield FoundTarget(
                here + found.start(), here + found.end(), clean_metric(line["metric"]), amount, comparator,
                baseline=base, unit=unit_name(unit), guessed=comparator_in(piece) is None,
            )  # fmt: skip
        elif base is None:
            base = amount


def in_cases(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "Conferences are to be held within 15 days in 9 cases out of 10": the share of the cases that are so."""
    for match in IN_CASES.finditer(words):
        amount, unit = amount_of(match["amount"])
        before = words[: match.start()]
        if amount is None or past_fact(before) or not (DUTY.search(before) or starts_as_order(words)):
            continue
        yield FoundTarget(
            *match.span("amount"),
            or_named(clause_before(before), words),
            amount,
            ">=",
            unit=unit,
            guessed=True,
        )


def so_many_are(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "Improve the timeliness of assessments so that 78% are done in 35 days": what is measured stands on both sides."""
    for match in SO_MANY_ARE.finditer(words):
        amount, unit = amount_of(match["amount"])
        if amount is not None and (DUTY.search(words) or starts_as_order(words)):
            metric = f"{clause_before(words[: match.start()])} {clause_after(words[match.end() :])}"
            yield FoundTarget(
                *match.span(), or_named(clean_metric(metric), words), amount, ">=", unit=unit, guessed=True
            )


def averaging(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """ "within an average of 426 days": what is averaged stands before."""
    for match in AVERAGING.finditer(words):
        amount, unit = amount_of(match["amount"])
        before = words[: match.start()]
        if (
            amount is None
            or unit is None
            or past_fact(before)
            or not (DUTY.search(before) or starts_as_order(words))
        ):
            continue
        said = f"{match['comp'] or ''} {match['comp2'] or ''}".strip()
        timed = TIME.fullmatch(unit)
        comparator = comparator_in(said) or ("<=" if timed or said else direction(words, None))
        metric = metric_around(before, words[match.end() :], unit_name(unit))
        yield FoundTarget(
            *match.span(), or_named(f"average {metric}" if metric else "", words), amount, comparator,
            unit=unit_name(unit), guessed=not said and not timed,
        )  # fmt: skip


def named_level(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """A level that another sets, with its number behind it: "the statistical neighbour average of 82%"."""
    for match in NAMED_LEVEL.finditer(words):
        amount, unit = amount_of(match["amount"])
        before = words[: match.start()]
        if amount is None or past_fact(before) or not (DUTY.search(before) or starts_as_order(words)):
            continue
        said = comparator_in(match["lead"])
        after = re.match(r"\s*(?:for|in)\s+(?P<what>(?!\d)[a-z][^.;]{3,160})", words[match.end() :])
        metric = clause_after(after["what"]) if after else clause_before(before)
        yield FoundTarget(
            *match.span(), or_named(metric, words), amount, said or direction(words, None),
            unit=unit_name(unit), guessed=said is None,
        )  # fmt: skip


def put_in(words: str, notes: Notes) -> Iterator[FoundTarget]:
    """The numbers that an amendment puts in the place of others; the measure stands beside them in brackets or behind "being"."""
    for match in PUT_IN.finditer(words):
        amount, unit = amount_of(match["amount"])
        dated = re.match(r"\s*(?:or\s+\w+\s+)?(?:by|before|in|from|on)\b", match["rest"])
        if amount is None or not (unit or match["comp"]) or (unit and TIME.fullmatch(unit) and not dated):
            continue
        before, after = words[: match.start()], words[match.end() :]
        named = (
            re.findall(r"\(([a-z][^()]{5,120})\)", before, re.I)
            or re.findall(r"\(([a-z][^()]{5,120})\)", after, re.I)[:1]
        )
        being = re.search(r"\b(?:being|which is|that is)\s+([^.;]{5,120})", after)
        plain = re.sub(r",?\s*\bfor\W*$", "", before.rstrip())
        metric = clean_metric(being[1] if being else re.split(r"[,;]\s", named[-1])[0] if named else plain)
        comparator = (
            comparator_in(match["comp"] or "")
            or comparator_in(match["rest"])
            or (
                "<=" if NOT_OVER.search(words) or (unit and TIME.fullmatch(unit)) else direction(metric, None)
            )
        )
        dates = [] if dated else [d for put in DATE_PUT_IN.finditer(words) if (d := parse_date(put[1]))]
        first = FoundTarget(
            *match.span("amount"), metric or one_line(words)[:80], amount, comparator, unit=unit_name(unit),
            by=dates[-1].date if dates else None,
        )  # fmt: skip
        yield first
        for later in re.finditer(rf"\band\s+(?P<amount>{AMOUNT})(?=\s+by\b)", match["rest"], re.I):
            more, other = amount_of(later["amount"])
            if more is not None and unit_name(other) == first.unit:
                start = match.start("rest") + later.start("amount")
                yield replace(first, start=start, end=start + len(later["amount"]), target=more)
