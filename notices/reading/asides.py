"""What a sentence says has been, beside the number that must be reached: baselines, and levels that somebody else sets.

"the share of children seen on time, which was 68% when Ofsted came, is to be brought to 95%"; "(it was 23% in March)";
"58% were held on time; at least 85% must be". Such words are blanked at the same length, so that only targets are left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dates import find_dates
from .figures import NUMBER, value
from .target_amounts import amount_of, unit_name
from .target_words import AMOUNT, AT_LEAST, AT_MOST, FRACTION, FROM_TO, SHARE
from .wording import one_line, sentences, starts_as_order

ASKS = re.compile(
    rf"\b(?:must|shall|should|will|ought|(?:is|are|has|have|needs?) to|to be|targets?|aim\w*|goal|until it|wanted|required|expected|needed|allowed|acceptable|at nil|no|none|never|{AT_LEAST}|{AT_MOST})(?!\w)|"
    r"\bor (?:more|fewer|less|better|above|below|higher|lower|over|under)\b|\b(?:by|before) (?=\d|the end|(?-i:[A-Z]))",
    re.I,
)
# "just over half", "fewer than a third": these say about how much it is, and ask for nothing.
HEDGED = re.compile(
    rf"\b(?:(?:just|only|little|slightly|well|far|nearly|almost)\s+(?:over|under|above|below|more\s+than|less\s+than|fewer\s+than)|"
    rf"(?:over|under|more\s+than|less\s+than|fewer\s+than)\s+(?={FRACTION}))",
    re.I,
)
# What a clause says beside its duty of how things are: "…, where now eleven are", "…, whereas half did in May".
BESIDE = re.compile(
    r",\s+(?=(?:where|whereas|while|although|though|when|of whom|of which)\b(?:(?!\b(?:must|shall|should|will|may|is to|are to|has to)\b)[^,;.])*"
    r"\b(?:was|were|had|did|stood|made|took|held|found|now|currently|at present|today|so far|only)\b)",
    re.I,
)
DENIES = re.compile(r"\b(?:none|no|not|nobody|never|without|lack\w*)\b", re.I)  # of the contrary: no baseline
CUE = re.compile(
    r"\b(?:now|currently|current|at present|presently|today|was|were|is|are|had|has|have|stood|stands|inspect\w+|baseline|average|last|"
    r"previous|outturn|figure|rate|position|level|reported|recorded|as at|against|from|start\w*|(?:in|at|on|to|for) (?=(?:\d{1,2} )?\w+ (?:19|20)\d\d|(?:19|20)\d\d|the time))\b|:",
    re.I,
)
PAREN = re.compile(r"\(([^()]{1,90})\)")
_LEAD = (
    r"(?:which|who|that|whose [\w ]{3,40}?|it|this|they)\s+(?:[^,;.()\d]*?\s)?(?:is|was|are|were|been|at|to|of|had|has|have|reached|averaged|totalled|only|just|some|"
    r"about|around|nearly|over|now|currently)|(?:now|currently|at present|presently|today|as against|against|compared (?:to|with)|up from|down from|"
    r"(?:up|down) on|from an?\s[^,;.()]*?baseline of|(?:with )?an?\s(?:[^,;.()]*?\s)?baseline of|(?:the )?(?:baseline|current (?:figure|rate|level))(?: is| was| being|:)?|at inspection|an? (?:increase|rise|improvement|fall|reduction|decrease|drop|change) (?:from|on)|at|running at|standing at|last year|instead of|rather than|having (?:been(?: at)?|stood at|reached|had|(?:risen|fallen|climbed|grown|dropped|slipped) to)|in (?:19|20)\d\d(?:[-/–]\d{2,4})? (?:it|this|the \w+) (?:was|stood at)|as now|from(?:\s+(?:some|about|around|over))?(?!\s+[^,;.]*,?\s+to\s))"
)
RELATIVE = re.compile(
    rf"(?P<open>,|\s[–—-]|;)\s*(?P<lead>(?:{_LEAD})\s*:?\s+(?:the\s+|only\s+|at\s+)?)?(?P<amount>(?:{FRACTION})(?!\s+(?:an?\s+)?(?:hour|day|week|year|term))\b|{AMOUNT})(?P<rest>(?:[^,;.()–—]|(?<=\d)–(?=\d)){{0,70}}?)(?=\s*(?P<close>[,;.)]|\s[–—-](?=\s)|$))",
    re.I,
)
EACH = re.compile(rf"\s+(?:[a-z]+\s+){{0,2}}(?:for|to|per)\s+(?:every\s+|each\s+)?({NUMBER})\b", re.I)
TO_A_NUMBER = re.compile(
    rf"\bto\s+(?:(?:{AT_LEAST}|{AT_MOST}|below|under|about|around)\s+)?(?!(?:19|20)\d\d)(?:{NUMBER})\b", re.I
)
OVER_A_TIME = re.compile(r"\b(?:over|under|up to|to) (?=(?:the|a)\b|(?:19|20)\d\d|[A-Z])")
OF_A_TIME = re.compile(
    r"\s*(?:now|currently|at present|(?:in|at|for|on|as at|during|over) (?:the (?:time|year|quarter|last|inspection|end)\b|inspection|last|(?:19|20)\d\d|[A-Z]\w+ (?:19|20)\d\d)|(?:on|as at) \d{1,2} [A-Z]\w+ (?:19|20)\d\d|when\b|last (?:year|measured))",
    re.I,
)
WITHOUT_COMMA = re.compile(
    rf"(?P<aside>\s(?:on the(?=[^,;.()]{{1,20}}\b(?:recorded|reported|achieved|found|seen|measured|reached|in)\b)|(?:as )?against|instead of|rather than|compared (?:to|with)|up from|down from)\s+(?:the\s+)?(?P<amount>{AMOUNT})(?P<rest>[^,;.()]{{0,60}}?))(?=\s*[,;.)]|$)",
    re.I,
)
# "down to 12 from 31", "to a maximum of 18 weeks from 61 weeks in March"
FROM_BEHIND = re.compile(
    rf"\bto\s+(?:an?\s+(?:average|mean|level)\s+of\s+)?(?:(?:{AT_LEAST}|{AT_MOST})\s+)?(?!(?:19|20)\d\d)(?:{AMOUNT})(?:\s+or\s+\w+)?(?:\s+on\s+average)?(?:\s+(?:per|for\s+each|for\s+every)\s+[^,;.\d]{{2,40}}?)?(?:\s+by\s+(?:the\s+end\s+of\s+)?(?:\d{{1,2}}\s+)?[A-Z][a-z]+\s+\d{{4}})?(?P<aside>\s+(?:from|instead\s+of)\s+(?:the\s+)?(?P<amount>{AMOUNT})(?P<rest>[^,;.()]{{0,60}}?))(?=\s*[,;.)]|$|\s+by\b)",
    re.I,
)
# "a third fewer children waiting than the 270 who waited in January"
THAN_THE = re.compile(
    rf"(?P<aside>\s+(?:than|of|(?:by\s+)?half|by\s+a\s+(?:third|quarter|fifth|tenth))\s+(?:of\s+)?the\s+(?P<amount>{NUMBER})(?P<rest>\s+(?:[a-z]+\s+){{0,2}}(?:who|that|which|recorded|reported|found|seen|counted|in|at|on|as)\b[^,;:.()]{{3,70}}?))(?=\s*[,;:.)]|$)",
    re.I,
)
# A level that another sets, with its number beside it: "at or above the average of its neighbours, which is 79%".
LEVEL = re.compile(
    rf"(?:\b(?:to|at|reach\w*|match\w*|meet\w*|equal\w*|beat\w*|better\w*|in(?:to)?\s+line\s+with|level\s+with)|(?:{AT_LEAST}|{AT_MOST}))\s+(?:(?:at least|back|or (?:above|below|better|better than)|where|those of|that of)\s+)*(?:(?:the|its|their|that|an?|where)\b)[^,;.()\d]{{2,90}}$",
    re.I,
)
# A level that is not the council's own: what is said of it is no baseline, whatever the words for it.
OF_OTHERS = re.compile(
    r"\b(?:national|england|english|regional|neighbours?|neighbouring|comparators?|similar|comparable|threshold|benchmark)\b[^,;.]*$",
    re.I,
)
IS_A_LEVEL = re.compile(
    r"\b(?:average|mean|median|level|rate|norm|threshold|standard|benchmark|figure|where it (?:was|stood)|position)\b",
    re.I,
)
FACT = re.compile(
    r"\b(?:was|were|is|are|had|has|have|stood|stands|made|accounted|received|rose|fell|reached|took|held|found|missed|carried|waited|lay|did|employed|averaged|numbered|totalled)\b",
    re.I,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|stood|made|accounted|received|rose|fell|reached|took|held|found|missed|employed|averaged|only|now|currently|at present|at the moment|today|so far)\b",
    re.I,
)
NOW = re.compile(r"\b(?:now|currently|at present|at the moment|today|so far)\b", re.I)
TURN = re.compile(
    r"[;:]\s+|,\s+(?:and|but|so)\s+(?=(?:it|they|this|that|these|there|the (?:figure|rate|share|proportion|number))?\s*(?:must|shall|should|is to|are to|has to|have to|needs? to)\b)|"
    r"(?<=[a-z\d%]),\s+(?=(?:at least|no more|not more|not less|no fewer|no less)\b)",
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
    return said is not None and abs(said - amount) <= 0.5


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
            or ASKS.search(lead)
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
        if (not lead and not OF_A_TIME.match(rest)) or TO_A_NUMBER.search(rest):
            continue
        if unit is None and (1900 < amount < 2100 or re.match(r"\s*(?:%|[a-z]+ (?:ago|later))|-\w", rest)):
            continue
        if (
            unit is not None
            and re.fullmatch(r"(?:working )?days|weeks|months|hours", unit)
            and not re.search(r"\b(?:is|was|are|were|now|at|from)\s*$", lead.rstrip())
            and not re.search(r"\b(?:average|mean|median|waits?|time|length|delay)\b", before[-90:], re.I)
        ):
            continue
        stated.append(
            Stated(match.start(), match.end("rest"), amount, unit_name(unit), _period(rest) or _period(lead))
        )
        end = match.end("rest")
        end += len(match["close"]) if text[end : end + 1] == "," else 0
        text = _blank(text, match.start(), end)
    for match in (*WITHOUT_COMMA.finditer(text), *FROM_BEHIND.finditer(text), *THAN_THE.finditer(text)):
        amount, unit = amount_of(match["amount"])
        each = EACH.match(match["rest"]) if amount == 1 else None
        amount = value(each[1]) if each else amount
        if amount is not None and not ASKS.search(match["rest"]) and not TO_A_NUMBER.search(match["rest"]):
            stated.append(Stated(*match.span("aside"), amount, unit_name(unit), _period(match["rest"])))
            text = _blank(text, *match.span("aside"))
    return text


def _statements(text: str, stated: list[Stated]) -> str:
    """Sentences, or parts of them, that only say what is so."""
    for start, end in sentences(text):
        first = start
        turns = sorted({m.start() for pattern in (TURN, BESIDE) for m in pattern.finditer(text[start:end])})
        parts = [start + turn for turn in turns] + [end]
        for stop in parts:
            part = text[first:stop]
            beside = BESIDE.match(part) is not None
            if beside and (any(first <= other.start < stop for other in stated) or DENIES.search(part)):
                text = _blank(text, first, first + len(part.rstrip(" .;")))
            elif (
                part.strip()
                and (beside or not ASKS.search(AWAITED.sub(" ", HEDGED.sub(" ", part))))
                and (FACT.search(part) or NOW.search(part))
                and not _orders(part)
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


# "the number who wait for a worker to be allocated was 87": what they wait for, and nothing that is asked
AWAITED = re.compile(
    r"\b(?:wait\w*|due|need\w*|remain\w*|still|had|have)\b[^,;.]{0,50}?\bto be \w+(?:ed|en|n|t)\b", re.I
)


def _orders(part: str) -> bool:
    """ "and that visits are made", "; seeing 90% of them": these go on with what is asked."""
    bare = part.lstrip(" ,;:")
    bare = re.sub(r"^(?:and|but|so|then)\s+", "", bare)
    return starts_as_order(bare[:1].upper() + bare[1:]) or bool(
        re.match(r"(?:that|to|ensur\w+|secur\w+|so)\b", bare, re.I)
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
                r"\b(?:was|were|is|are|at|to|and|had|has|have|held|made|took|employed|recorded|numbered|totalled|reached|received|averaged|counted|waited)\s+(?:only\s+|about\s+|still\s+|just\s+|some\s+)?$",
                part[: match.start()],
                re.I,
            )
            or re.match(r"\s+(?:had|were|was|have|has|did|are)\b", part[match.end() :])
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
