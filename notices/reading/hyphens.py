"""Two lines of one sentence put together: whether a hyphen at the line's end is the word's own or the typesetter's."""

from __future__ import annotations

import re
from collections import Counter

from .wording import word_list

# Words that are written with a hyphen after many another ("a two-year-old", "child-centred").
AFTER_HYPHEN = frozenset(
    word_list(
        "agency agencies authority being based centred country depth face focused funded going home hoc house informed led level line "
        "looking making minded of off on open out professional related round running scale sector specific standing taking term time "
        "to up wide work year"
    )
)
ALWAYS_KEPT = frozenset(word_list("self semi anti non cross ex quasi"))
# Kept if what follows is a word by itself, here or in general.
HYPHEN_KEPT = frozenset(
    word_list(
        "inter decision well non follow long short front cross post sub part full half "
        "child family young looked whole step early high low out in by end up on evidence case quality risk service "
        "need outcome strength time social"
    )
)
# Written as one word, however well the parts stand alone.
CLOSED = frozenset(
    word_list(
        "timescale timescales timetable timetables timeline timelines handover handovers workforce workload workloads workplace caseload "
        "caseloads casework caseworker caseworkers framework frameworks outcome outcomes output outputs outset outline oversight ongoing "
        "input income inside upon update updates updated upheld uphold onwards outside outstanding bypass byelaw subgroup highlight "
        "partway endorse household households homework network networks feedback background safeguard online offline"
    )
)
TENS = frozenset(word_list("twenty thirty forty fifty sixty seventy eighty ninety"))
UNITS = r"(?:one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
# Prefixes that begin as many plain words ("re-view", "pre-vent", "co-lour"): the hyphen is the word's own before these only.
PREFIXES = {
    "re": r"e|referr|refer$|offend|open|inspect|assess|assign|audit|launch|hous|visit|unif|train|issu|admi|start|allocat|appoint",
    "pre": r"birth|proceedings?$|school|exist|arrang|admission|adopti|placement|meeting|agree|condition|election|court|assess",
    "co": r"o|product|produc|locat|chair|design|work|deliver|lead|habit|facilitat|sign",
    "multi": r"(?!pl[eiy]|tud)",
}


def join(before: str, after: str, words: Counter[str]) -> str:
    """Two pieces of one sentence; a hyphen at the line's end stays only if the document or its first part keeps it."""
    found = re.search(r"([A-Za-z]+)-$", before)
    following = re.match(r"[A-Za-z]+", after)
    if found and following and after[0].islower():
        return (
            before + after
            if _keeps(found[1].casefold(), following[0].casefold(), words)
            else before[:-1] + after
        )
    if before.endswith(("-", "/", "–")) and re.search(r"\w[-/–]$", before):
        return before + after
    return f"{before} {after}".strip()


def _keeps(first: str, second: str, words: Counter[str]) -> bool:
    """What the document itself writes elsewhere decides; then what English does."""
    hyphened, plain = words[f"{first}-{second}"], words[first + second]
    if hyphened != plain:
        return hyphened > plain
    if first + second in CLOSED:
        return False
    prefix = PREFIXES.get(first)
    if prefix is not None:
        return re.match(prefix, second) is not None
    if first in TENS:
        return re.fullmatch(UNITS, second) is not None
    return first in ALWAYS_KEPT or (first in HYPHEN_KEPT and (words[second] > 1 or second in AFTER_HYPHEN))
