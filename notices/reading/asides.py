"""What a sentence says has been, beside the number that must be reached: baselines, and levels that somebody else sets.

"the share of children seen on time, which was 68% when Ofsted came, is to be brought to 95%"; "(it was 23% in March)";
"58% were held on time; at least 85% must be". Such words are blanked at the same length, so that only targets are left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .aside_words import (
    AFTER_WHERE,
    ASKED_NEXT,
    ASKS,
    AWAITED,
    BESIDE,
    CUE,
    DENIES,
    EACH,
    FACT,
    FROM_BEHIND,
    HEDGED,
    IS_A_LEVEL,
    JUDGED,
    LEVEL,
    NOW,
    OF_A_TIME,
    OF_OTHERS,
    OVER_A_TIME,
    PAREN,
    PAST,
    PRESENT_FIGURE,
    RELATIVE,
    SO_THAT_FEWER,
    THAN_THE,
    TO_A_NUMBER,
    TURN,
    WITHOUT_COMMA,
)
from .dates import find_dates
from .figures import NUMBER, value
from .target_amounts import amount_of, unit_name
from .target_words import AMOUNT, FRACTION, FROM_TO, SHARE
from .wording import one_line, sentences, starts_as_order, starts_gerund

OF_A_WHOLE = re.compile(
    rf"\b(?:{NUMBER})\s+of\s*$", re.I
)  # "fill 9 of the 16 posts in …": a part that is asked
LEVEL_DATED = re.compile(
    rf"(?:{SHARE}|{NUMBER})(?:\s+of\s+(?:the\s+)?[a-z ]{{3,30}}|\s+[a-z]+)?\s+(?:by|on|at|in)\s+(?:the\s+end\s+of\s+)?$",
    re.I,
)


@dataclass(frozen=True)
class Stated:
    """An amount that is so, or was: where its words stand, where its number stands, and of what time it is."""

    start: int
    end: int
    amount: float
    unit: str | None
    period: str | None
    words: str = ""  # the sentence or part of one that states it, where it states nothing else


def without_stated(text: str) -> tuple[str, list[Stated]]:
    """The text with every statement blanked at the same length, and the statements."""
    stated: list[Stated] = []
    text = _parentheses(text, stated)
    text = _relatives(text, stated)
    text = _statements(text, stated)
    return text, sorted(stated, key=lambda found: found.start)


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def _parentheses(text: str, stated: list[Stated]) -> str:
    for match in PAREN.finditer(text):
        before = text[: match.start()].rstrip()
        pieces = [piece for piece in re.split(r";\s*", match[1]) if piece.strip()]
        cued = [piece for piece in pieces if CUE.search(piece)]
        piece = (cued or pieces)[-1]
        if ASKS.search(piece) or FROM_TO.search(piece):
            continue
        amount, unit = _only_amount(piece, bare=bool(cued))
        if amount is None:
            continue
        if not cued and _restates(before, amount):
            text = _with_figures(_blank(text, *match.span()), before, piece)
            continue
        level = LEVEL.search(before)
        if (
            level
            and (not cued or OF_OTHERS.search(level[0]))
            and (IS_A_LEVEL.search(level[0]) or not _asks_a_number(text[match.end() :]))
        ):
            text = _as_level(text, before, level, match.start(), match.end(), match[1])
            continue
        stated.append(Stated(match.start(), match.end(), amount, unit, _period(piece)))
        text = _blank(text, *match.span())
    return text


def _as_level(text: str, before: str, level: re.Match[str], start: int, end: int, words: str) -> str:
    """The level's name is blanked and its number left: "at or above            79%"."""
    named = re.search(r"\b(?:the|its|their|that|an?|where)\b", level[0])
    amount = re.search(AMOUNT, words, re.I)
    if named is None or amount is None:
        return text
    first = level.start() + named.start()
    kept = amount[0].rjust(end - first)
    return f"{text[:first]}{kept}{text[end:]}"


def _with_figures(text: str, before: str, figures: str) -> str:
    """ "a third or less (33%)" is read as "33% or less"."""
    said = list(re.finditer(f"{AMOUNT}|{FRACTION}", before, re.I))[-1]
    shown = re.search(AMOUNT, figures, re.I)
    if shown is None or len(shown[0]) > len(said[0]) or unit_name(amount_of(shown[0])[1]) is None:
        return text
    return f"{text[: said.start()]}{shown[0].ljust(len(said[0]))}{text[said.end() :]}"


def _asks_a_number(after: str) -> bool:
    return bool(re.search(AMOUNT, after.split(".")[0], re.I))


def _restates(before: str, amount: float) -> bool:
    """ "a third or less (33%)", "nine in ten (90%)", "six (6)"."""
    tail = before[-60:]
    amounts = list(re.finditer(f"{AMOUNT}|{FRACTION}", tail, re.I))
    if not amounts or (
        len(tail) - amounts[-1].end() > 16 and not re.fullmatch(FRACTION, amounts[-1][0], re.I)
    ):
        return False
    said = amount_of(amounts[-1][0])[0]
    return said is not None and abs(said - amount) <= 1


def _relatives(text: str, stated: list[Stated]) -> str:
    place = 0
    while match := RELATIVE.search(text, place):
        place = match.start() + 1
        lead, rest = match["lead"] or "", match["rest"]
        amount, unit = amount_of(match["amount"])
        each = EACH.match(rest) if amount == 1 else None
        if each:  # "instead of one for every 190"
            amount, unit = value(each[1]), None
        if (
            amount is None
            or ASKS.search(JUDGED.sub(" ", lead))
            or ASKS.search(OVER_A_TIME.sub("", rest))
            or _in_date(text, match.start("amount"))
        ):
            continue
        before = text[: match.start()]
        level = LEVEL.search(before.rstrip())
        if (
            level
            and IS_A_LEVEL.search(level[0])
            and (OF_OTHERS.search(level[0]) or not re.search(r"\b(?:now|was|current\w*)\b", lead, re.I))
            and (lead or not rest.strip())
        ):
            end = match.end("amount")
            first = (
                level.start()
                + (re.search(r"\b(?:the|its|their|that|an?|where)\b", level[0]) or level).start()
            )
            text = f"{text[:first]}{match['amount'].rjust(end - first)}{text[end:]}"
            continue
        if not lead and _in_steps(before):
            continue
        if (
            not lead
            and not OF_A_TIME.match(rest)
            and not PRESENT_FIGURE.search(before)
            and not ASKED_NEXT.match(text[match.end("rest") :])
        ) or TO_A_NUMBER.search(rest):
            continue
        if unit is None and (1900 < amount < 2100 or re.match(r"\s*(?:%|[a-z]+ (?:ago|later))|-\w", rest)):
            continue
        if (
            unit is not None
            and re.fullmatch(r"(?:working )?days|weeks|months|hours", unit)
            and not re.search(
                r"\b(?:is|was|are|were|now|at|from|(?:average|mean|median) of)\s*$", lead.rstrip()
            )
            and not re.search(r"\b(?:average|mean|median|waits?|time|length|delay)\b", before[-90:], re.I)
        ):
            continue
        stated.append(
            Stated(match.start(), match.end("rest"), amount, unit_name(unit), _period(rest) or _period(lead))
        )
        end = match.end("rest")
        end += len(match["close"]) if text[end : end + 1] == "," else 0
        text = _blank(text, match.start(), end)
    for match in (
        *WITHOUT_COMMA.finditer(text),
        *FROM_BEHIND.finditer(text),
        *THAN_THE.finditer(text),
        *SO_THAT_FEWER.finditer(text),
    ):
        amount, unit = amount_of(match["amount"])
        each = EACH.match(match["rest"]) if amount == 1 else None
        amount = value(each[1]) if each else amount
        if _in_date(text, match.start("amount")) or (
            match.re is THAN_THE and OF_A_WHOLE.search(text[: match.start() + 4])
        ):
            continue
        if amount is not None and not ASKS.search(match["rest"]) and not TO_A_NUMBER.search(match["rest"]):
            stated.append(Stated(*match.span("aside"), amount, unit_name(unit), _period(match["rest"])))
            text = _blank(text, *match.span("aside"))
    return text


def _in_steps(before: str) -> bool:
    """ "25% on 1 June, 20% on 1 July and 15% on 1 August": levels with their days in a row, and nothing that was."""
    date = next(iter([d for d in find_dates(before) if d.end >= len(before.rstrip())]), None)
    return date is not None and bool(LEVEL_DATED.search(before[: date.start]))


def _statements(text: str, stated: list[Stated]) -> str:
    """Sentences, or parts of them, that only say what is so."""
    for start, end in sentences(text):
        first = start
        turns = sorted(
            {m.start() for pattern in (TURN, BESIDE, AFTER_WHERE) for m in pattern.finditer(text[start:end])}
        )
        parts = [start + turn for turn in turns] + [end]
        for stop in parts:
            part = text[first:stop]
            beside = BESIDE.match(part) is not None
            if beside and (any(first <= other.start < stop for other in stated) or DENIES.search(part)):
                text = _blank(text, first, first + len(part.rstrip(" .;")))
            elif (
                part.strip()
                and (beside or not ASKS.search(OVER_A_TIME.sub("", AWAITED.sub(" ", HEDGED.sub(" ", part)))))
                and (FACT.search(part) or NOW.search(part))
                and not _orders(part)
                and not FROM_TO.search(part)
                and (first == start or PAST.search(part))
            ):
                found = _facts(part)
                if found is not None:
                    amount, unit = found
                    stated.append(Stated(first, stop, amount, unit, _period(part), one_line(part)))
                    ends = len(part.rstrip()) - len(part.rstrip().rstrip(".;?!"))
                    colon = part.startswith(":")  # what stands before it is named for all that follows
                    text = _blank(text, first + colon, first + len(part.rstrip()) - ends)
            first = stop
    return text


def _orders(part: str) -> bool:
    """ "and that visits are made", "; seeing 90% of them": these go on with what is asked."""
    bare = part.lstrip(" ,;:")
    bare = re.sub(r"^(?:and|but|so|then)\s+", "", bare)
    return (
        starts_as_order(bare[:1].upper() + bare[1:])
        or starts_gerund(bare[:1].upper() + bare[1:])
        or bool(
            re.match(
                r"(?:that(?! (?:rate|figure|share|proportion|number|percentage|level|average|total|is|was|stood)\b)|to|ensur\w+|secur\w+|so)\b",
                bare,
                re.I,
            )
        )
    )


def _facts(part: str) -> tuple[float, str | None] | None:
    """The last amount that a statement gives: a share, or a count that its verb stands beside."""
    shares = [match for match in re.finditer(SHARE, part, re.I) if not _in_date(part, match.start())]
    if shares:
        amount, unit = amount_of(shares[-1][0])
        return None if amount is None else (amount, unit_name(unit))
    counts = [
        match
        for match in re.finditer(rf"(?<![\w.,£-])(?:{NUMBER})(?![\w%]|[.,]\d|-\w)", part, re.I)
        if not _in_date(part, match.start())
        and (
            re.search(
                r"\b(?:was|were|is|are|at|to|and|had|has|have|held|made|took|employed|recorded|numbered|totalled|reached|received|averages?|counted|waited|[a-z]{3,}ed)\s+(?:only\s+|about\s+|still\s+|just\s+|some\s+)?$",
                part[: match.start()],
                re.I,
            )
            or re.match(r"\s+(?:[a-z-]+\s+){0,5}(?:had|were|was|have|has|did|are)\b", part[match.end() :])
        )
    ]
    amounts = [
        amount for match in counts if (amount := value(match[0])) and amount > 1 and not 1900 < amount < 2100
    ]
    return (amounts[-1], None) if amounts else None


def _only_amount(words: str, *, bare: bool) -> tuple[float | None, str | None]:
    shares = list(re.finditer(rf"{SHARE}|{FRACTION}", words, re.I))
    if shares:
        amount, unit = amount_of(shares[-1][0])
        return amount, unit_name(unit)
    if not bare:
        return None, None
    for match in re.finditer(rf"(?<![\w.,£/–-])(?P<amount>{AMOUNT})(?![\w%/–-]|[.,]\d)", words, re.I):
        amount, unit = amount_of(match["amount"])
        if (
            amount is not None
            and not _in_date(words, match.start())
            and not (unit is None and 1900 < amount < 2100)
        ):
            return amount, unit_name(unit)
    return None, None


def _in_date(text: str, place: int) -> bool:
    return any(date.start <= place < date.end for date in find_dates(text))


def _period(words: str) -> str | None:
    span = re.search(r"\b(?:19|20)\d\d\s?[-–/]\s?\d{2,4}\b", words)
    if span:
        return span[0]
    date = next((date for date in find_dates(words) if date.date), None)
    if date is not None:
        return one_line(date.raw)
    year = re.search(r"\b(?:19|20)\d\d\b", words)
    return year[0] if year else None
