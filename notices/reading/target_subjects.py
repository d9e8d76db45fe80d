"""The subject of a number: which words of its sentence name what it counts, without lead-ins, asides, levels and dates."""

from __future__ import annotations

import re

from .figures import NUMBER
from .target_metrics import clean_metric, without_dates
from .target_words import AT_LEAST, AT_MOST, SHARE

_LEVEL = r"(?:figures?|numbers?|proportion|percentage|share|rate|levels?|total|standard|limit|measure|performance|ambition|target|aim|goal|expectation|average|mean|completion rate|position|results?|(?:next |first |final )?(?:milestones?|steps?))"
_BACK = rf"(?:(?:the )?(?:council|authority|board)['’]s {_LEVEL}|(?:it|this|that|these|those|they|them|the|such|both|its|their|an?|of whom|of which|there|there are|there is)\b(?:\s+(?:same\s+)?{_LEVEL})?|{_LEVEL})"
POINTS_BACK = re.compile(
    rf"\b(?:in that time|so (?:held|done|seen|made)|(?:that|this) {_LEVEL}|compliance)\b|^(?:performance|their|its|it|this|that|these|they|the figure)\b",
    re.I,
)
ONLY_BACK = re.compile(rf"(?:and\s+)?{_BACK}", re.I)
# A measure that holds a level or a duty, or begins with what can begin no name.
SWALLOWED = re.compile(
    rf"%|\b(?:{SHARE})|(?<!they )(?<!it )\b(?:must|shall|should)\b|\b(?:so that|such that|ensure that|in such a way|stood at|stands at)\b|\bno (?:higher|lower|more|less|fewer) than (?:{NUMBER})\b",
    re.I,
)
LEAD_IN = re.compile(
    r".*(?:\b(?:ensur\w+|secur\w+|see(?:ing)?|provid\w+|demonstrat\w+|show\w*|expects?|requires?|aim(?:ing)? (?:for|to)|so|such|in order|in such a way)(?:\s+to it)?(?:,[^,;.]*,)?\s+that\b(?! of\b)|\bso as to\b|,\s+where\b|;|:(?=\s)|\s[–—](?=\s))\s+",
    re.I | re.S,
)
_AGENT = re.compile(
    r"^\W*(?:the\s+|your\s+)?(?:council|authority|board|department|secretary of state|ministers|partnership|trust|they|you|we|it is required)\b(?!['’]),?\s*",
    re.I,
)
_SEEN = re.compile(
    r"^(?:(?:aims?|expects?|like|to|see|achieves?|reach(?:es)?|show|shows|attains?|manages?|have|has|be|is|are|keeps?|maintains?|raise|bring|brings|increase|reduce)\b\s*)+",
    re.I,
)
MODAL = re.compile(
    r"(?:^|,?\s+)(?:must|should|shall|will|(?:is|are|was|were)\s+(?:expected\s+|required\s+)?to|has\s+to|have\s+to|needs?\s+to)\b\s*",
    re.I,
)
ASIDE = re.compile(
    r",\s+(?:(?:\d|currently|now|then|at present|being|down from|up from|as against|compared)\b[^,;]*(?:,|$)|(?:which|who|whose|of which|of whom|where|when|being|having|found|reported|recorded|measured|currently|now|then|at present|running|standing|as against|as opposed|compared|against|down from|up from|including|excluding|a (?:level|figure|rate) (?:which|that))\b[^,;]*,)",
    re.I,
)
_REACHES = re.compile(
    r"(?:(?:then|also|each|at all times|at no time|in each case|by that time)\b\s*)*(?:(?:be|become|reach|rise|fall|climb|come|go|move|stand|increase|improve|decrease|drop|remain|stay|grow|have reached|have risen|have fallen)\b\s*)?(?:(?:kept|held|brought|raised|reduced|increased|cut|back|up|down|to|at|of|from)\b\s*)*",
    re.I,
)
_MOVES_TO = re.compile(
    r"\s+(?:rises?|falls?|increases?|decreases?|drops?|goes|climbs|reaches|stays?|remains?|improves?|is|are)(?:\s+(?:reduced|raised|brought|cut|increased|kept|held|up|down|quarter by quarter|year by year|steadily|back))*$",
    re.I,
)
_COMPARED = re.compile(
    rf"(?:\b(?:{AT_LEAST}|{AT_MOST}|between|(?:into |within )?(?:the|a) (?:range|band|level) of|into|within|in line with|an average of|a rate of|a completion rate of|an?|the|about|around|and|not|to|at|in|for|of|on|by|with|from|be|is|are))\s*$",
    re.I,
)
_AND = re.compile(
    r"(?:,\s*)?\b(?:and|but|while|with(?=\s+(?:the\s+)?(?:proportion|percentage|share|number)))\b\s+(?:that\s+(?!of\b))?",
    re.I,
)
# "… by fifteen percentage points, from 61 per cent in 2010-11 to": what it was, and by how much it moves
_FROM = re.compile(
    r"(?:,?\s+(?:up |down )?by\s+(?:[a-z\d-]+\s+){1,3}?(?:points?|half|third|quarter|fifth|tenth)\b)?,?(?:\s+from\s+[^,;]*?\d[^,;]*)?$",
    re.I,
)
# "must work with its partners to bring this figure": the object of what is raised or brought down
RAISES = re.compile(
    r"^.*\b(?:bring(?:ing|s)?|brought|rais(?:e|es|ing)|have raised|lift(?:s|ing)?|reduc(?:e|es|ing)|increas(?:e|es|ing)(?= (?:the|its|their|that|this)\b)|lower(?:s|ing)?|(?:increase|reduction|rise|fall|improvement|growth) in)\s+",
    re.I | re.S,
)
_WITH_A = re.compile(r"^.*,\s+with\s+an?\s+(?=(?:[a-z-]+\s+)?[a-z-]+$)", re.I | re.S)
PERFORMANCE = re.compile(
    r"^(?:(?:the|its|their|current|present|recent)\s+)*performance (?:against|on|for|in)\s+", re.I
)
CLAUSES = re.compile(r",\s+and\s+(?:that\s+(?!of\b))?", re.I)


def subject_of(words: str, *, later: bool) -> str:
    """The subject of the part of the sentence that a number closes, with what is said of it before the number."""
    words = without_dates(ASIDE.sub(" ", re.sub(r"\([^()]*\)", " ", words))) + " "
    led = LEAD_IN.match(words)
    words = words[led.end() :] if led else words
    if later and not led:
        parts = _AND.split(words)
        if len(parts) == 1 and not re.search(r"[;,]", words):
            return ""
        words = parts[-1] if len(parts) > 1 else re.split(r"[;,]\s", words)[-1]
    else:
        clauses = CLAUSES.split(words)
        words = clauses[-1] if MODAL.search(clauses[0]) else words
        opening = re.split(r",\s+", words)
        words = opening[-1] if _opens(opening[0]) else words
    words = _FROM.sub("", without_comparison(words), count=1)
    words = _WITH_A.sub("", without_comparison(RAISES.sub("", words)))
    words = _SEEN.sub("", _AGENT.sub("", words)) if _AGENT.match(words) else words
    modal = MODAL.search(words)
    if modal:
        subject, rest = words[: modal.start()], words[modal.end() :]
        if not subject or _AGENT.fullmatch(subject):
            subject, rest = "", _SEEN.sub("", rest)
        said = without_comparison(_REACHES.sub("", rest, count=1))
        backward = ONLY_BACK.fullmatch(subject.strip())
        words = (
            f"{subject} {said}" if len(said) > 3 and not SWALLOWED.search(said) and not backward else subject
        )
    words = PERFORMANCE.sub("", _MOVES_TO.sub("", words.rstrip()))
    if re.match(r"\W*(?:it|this|they|that|which)\s+(?:is|are|was|has|have)\b", words, re.I) or (
        _opens(words) and not re.search(r"\b(?:is|are|has|have)\b", words)
    ):
        return ""
    return re.sub(r"^(?:how|whether)\s+(?:the\s+)?", "", clean_metric(words))


def _opens(part: str) -> bool:
    """ "Working with health partners, …", "In the year to March, …": before the subject."""
    return bool(
        re.match(
            r"\W*(?:by|in|on|at|from|within|across|with|having|working|recognising|as|where|when|during|over|to|building|taking|using|so far|as far|if|unless|subject|notwithstanding|once|without)\b",
            part,
            re.I,
        )
    )


def without_comparison(words: str) -> str:
    words = words.rstrip(" ,")
    while (shorter := _COMPARED.sub("", words).rstrip(" ,")) != words:
        words = shorter
    return words
