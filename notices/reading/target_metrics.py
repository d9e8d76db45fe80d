"""What a number counts: the words around it that name the measure."""

from __future__ import annotations

import re

from .dates import find_dates
from .wording import IMPERATIVES, one_line, strip_end

_SUBJECT_STARTS = re.compile(
    r"[;:,]\s|\b(?:ensur\w+|so that|such that|in order that|must|should|shall|and that|requires? that|is suggested th[ae]n|"
    r"(?:suggested|expected|required|important) that|taking action to|whether|see(?:ing)? that|aim(?:ing)? (?:for|to)|until)\b(?:\s+that\b)?|"
    r"\band the (?=percentage|proportion|number|rate|average|share)",
    re.I,
)
_PRONOUN = re.compile(
    r"^(?:it|they|this|that|these|those|which|who|the figure|this figure|so as|in order)\b|^(?:rise|fall|climb|drop|grow|shrink|improve)\b(?! in)|^(?:not|hold|have|carry|lie|lies|stay|stays|be|stand|stands|come|go|rise|fall|climb|move|raise)$|^(?:averages?|total|number|averaging)$|^(?:come|go|fall|rise)s?\s+(?:by|down|up|back)\b|^(?:by\s+)?(?:at least|no (?:more|less|fewer)|not (?:more|less|fewer)|under|over|\d)",
    re.I,
)
# Words behind a number that say how long or when, and not of what.
_ADVERB = re.compile(
    r"^\s*(?:thereafter|throughout|always|each|every|per|a (?:year|month|week)|annually|overall|or (?:more|less|fewer|lower|higher)|"
    r"of (?:all )?(?:the )?(?:cases|instances|occasions|children|them|time)\b(?!\s+\w+ing|\s+(?:who|that|which|in|with|subject))|in (?:all )?cases)\b",
    re.I,
)
# "…, not later than 31 December 2020, …", "…, taking both boroughs together, …": no measure
_WHEN = re.compile(
    r"(?:(?:not|no) later than |by |before |on |in |from |after |at |until )*(?:the )?(?:(?:end|close|start|last day) of )?(?:(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]+ (?:19|20)\d\d|same (?:date|day|time))|(?:taking|counting|measured|taken|including|excluding|averaged)\b.*",
    re.I,
)
_NEAR = 500  # what stands farther from a number does not name it
_UNTIL_DATE = re.compile(
    r"(?:[\s,(]*\b(?:not later than|no later than|on or before|as at|by|on|at|in|from|during|for|before|until|after|over|since|the|an?|to|of|end|close|start|beginning|last day|quarter|"
    r"(?:(?:financial|calendar|school|academic|performance)\s+)?year|(?:(?:twelve|six|three|nine)\s+)?months?(?=\s+(?:of|to|from|ended|ending)\b)|ended|ending|period|measured)\b)*[\s,(]*$",
    re.I,
)
# "share of plans", "foster carers": no order, whatever the word may be elsewhere
_NOUN_FIRST = re.compile(r"[a-z]+ of\b|foster (?:car|home|famil|child|parent|place|household)", re.I)
_NAMES = re.compile(
    r"\beducation, health(?: and|,)|\beducation, (?:employment|training)(?:,)? (?:or|and) (?:training|employment)|\bneglect, (?:abuse|harm) (?:or|and)",
    re.I,
)
_EMPTY = re.compile(
    r"(?:the|this|it|that|a|achieve|reach|ensure|target|targets|the targets?|maintain|at|performance|which|they)",
    re.I,
)
_NOBODY = re.compile(
    r"(?:the |your )?(?:council|authority|you|they|it|there)(?: (?:have|hold|employ))?", re.I
)
_BARE_NOUN = re.compile(
    r"(?:(?:success|completion|overall|average)\s+)?(?:rate|level|figure|average|proportion|score|performance|share)",
    re.I,
)
_PART_OF = re.compile(r"\b(?:make up|makes up|account for|accounts for|form|comprise|fill)\s*$", re.I)
_NUMBER_OF = re.compile(r"\b(?:percentage|proportion|share|number|rate|average|ratio|count)\b", re.I)


def named_in(words: str) -> str:
    """The measure that a sentence names anywhere, when nothing beside the number does."""
    for pattern in (
        r"\b((?:percentage|proportion|share|number|rate|average|timeliness)\b[^.;,]{3,120})",
        r"\bfor ((?!example|the purpose|at least)[a-z][^.;,]{3,80})\s*[.;]?\s*$",
    ):
        found = re.search(pattern, words, re.I)
        if found:
            return clean_metric(found[1])
    return ""


def or_named(metric: str, words: str) -> str:
    """A metric that says something, or the best name in the sentence."""
    if metric and not _EMPTY.fullmatch(metric):
        return metric
    return named_in(words) or one_line(words)[:120]


def metric_around(before: str, after: str, unit: str | None) -> str:
    """The words before the number; with "of …" the words after; for a count, both."""
    whole = re.match(r"\s*of\s+(.{3,160})", after)
    adverb = bool(_ADVERB.match(after))
    head = clause_before(before)
    if _NOBODY.fullmatch(head):
        head = ""
    of_what = (
        re.match(r"\s*(?:for|in|of)\s+(?P<what>[a-z][^.;]{3,160})", after)
        if _BARE_NOUN.fullmatch(head)
        else None
    )
    if of_what and unit == "%" and not adverb:
        return clause_after(of_what["what"])
    if (
        whole
        and unit == "%"
        and _PART_OF.search(before.rstrip(" ").removesuffix("less than").removesuffix("under"))
    ):
        return one_line(f"{_PART_OF.sub('', head)} as a share of {clause_after(whole[1])}")
    if whole and unit == "%" and not (adverb and head):
        return clause_after(whole[1])
    tail = re.match(
        r"\s+(?!at|by|in|or|to|for|from|until|and|over|on|of|with|before|is|are|than)[a-z]{3,}", after
    )
    if unit == "%" and not adverb and (not head or tail):
        return clause_after(after)
    if unit and unit != "%":
        named = re.search(rf"\b{re.escape(unit.split()[-1].rstrip('s'))}", head, re.I) or re.search(
            r"caseloads?\b", head, re.I
        )
        rest = re.sub(
            r"^\s*(?:are|is|be)\s+", "", re.split(r"[.;,]|\s+(?:by|from)\s+(?=[A-Z0-9]|the end)", after)[0]
        )
        of = " of" if re.search(r"\bof\s*(?:between\s*)?$", before) else ""
        head = one_line(f"{head} {rest}" if named else f"{head}{of} {unit} {rest}")
    return head


def clause_before(before: str) -> str:
    """The subject before a number: back to the last comma, semicolon or "ensure"; past a pronoun to what it stands for."""
    near = before[-_NEAR:].partition(" ")[2] if len(before) > _NEAR else before
    parts = [clean_metric(part).replace("‚", ",") for part in _SUBJECT_STARTS.split(_one_name(near))]
    named = [part for part in parts if len(part) > 2 and not _WHEN.fullmatch(part)]
    for part in reversed(named):
        if not _PRONOUN.match(part) and part.lower() not in IMPERATIVES:
            return re.sub(r",?\s+(?:who|which|that)$", "", part)
    return named[-1] if named else ""


def clause_after(after: str) -> str:
    clause = re.split(
        r"[;.]\s|[,;]\s|\s+by\s+(?=[A-Z0-9]|the end|end of)|\s+from no later\b|\s+(?:as opposed to|as against|compared (?:to|with)|up from|down from)\b|\s+\((?![A-Z]{2,5}(?: ?\d+)?\))",
        _one_name(after) + " ",
    )[0]
    return clean_metric(clause).replace("‚", ",")


def _one_name(words: str) -> str:
    """ "education, health and care plans", "education, training or employment": a comma that ends nothing."""
    return _NAMES.sub(lambda found: found[0].replace(",", "‚"), words)


def without_dates(metric: str) -> str:
    """A measure is the same at every date: "audits judged good by 31 March 2015" are audits judged good."""
    for date in reversed(find_dates(metric)):
        before = metric[: date.start]
        if not re.search(r"\b(?:Act|Acts|Regulations|Order|Code|Rules)\s+$", before):
            metric = f"{_UNTIL_DATE.sub('', before)}{metric[date.end :]}"
    return re.sub(
        r"(?:\s+(?:in|for|during)\s+(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?)?(?:\s+(?:and|or))?$",
        "",
        metric.strip(" ,;:"),
    )


def clean_metric(text: str) -> str:
    text = one_line(text).strip(" ,;:.-–()")
    text = re.sub(
        r"^(?:and|or|to|that|with|by|of|in|than|which|the|an?|its|their|up|down)\s+(?=\S)",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"^(?:and|the|that)\s+", "", text, flags=re.I)
    first = re.match(r"([a-z-]+)\s+(?:that\s+)?(?:the\s+)?", text, re.I)
    if first and first[1].lower() in IMPERATIVES | {"move", "lower"} and not _NOUN_FIRST.match(text):
        rest = text[first.end() :]
        if _NUMBER_OF.search(rest) or first[1].lower() not in (
            "review",
            "visit",
            "plan",
            "audit",
            "work",
            "repeat",
        ):
            text = rest or text
    text = re.sub(r"\s+(?:down|up(?! to date))(?=\s|$)", "", text)
    tail = (
        r"\s+(?:to|at|is|are|be|of|by|from|for|than|which|and|was|has|have|will|must|should|shall|that|with|not|does|do|go|goes|"
        r"make up|makes up|reach|back|down to|up to|lie|lies|stay|stays|within|the range|range|(?:in|within) the range(?: of)?|come|comes|go|goes|rise|fall|drop|climbs?|brought|brings?|moved?|gets?|never|above|below|holding|keeping|bringing|between|reaches|stands|remains?|kept|(?:is|are|be|being) held|falls?|fallen|rises?|risen|an?|increased?|reduced?|maintained|being|so|each|in|up|down|"
        r"individual holds|holds)$"
    )
    while re.search(tail, text, re.I):
        text = re.sub(tail, "", text, flags=re.I)
    return strip_end(text)[:300]
