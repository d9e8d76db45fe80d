"""When a clause must be met, and the words that say so. Dates that are no deadlines (of reports, past directions) are left."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .cadences import find_cadences
from .dates import find_dates
from .deadline_dates import find_absolute
from .deadline_periods import find_relative, term_of_instrument
from .deadline_words import (
    ALONE_AT_ONCE,
    BEFORE_MEETING,
    CONDITIONAL,
    EVENTS,
    EVERY_MEETING,
    SOON,
    STANDING,
    TERM,
)
from .figures import NUMBER
from .finding import Finder, FoundDeadline
from .openers import FORCE, OF_ITS_TERM
from .wording import sentences

__all__ = ["DeadlinesFound", "FoundDeadline", "find_deadlines", "with_board_cadence"]

ATTENDS = re.compile(
    r"\b(?:attend\w*|come|comes|sit|sits|present|invited?|welcome|represented)\s*(?:at\s*|to\s*)?$", re.I
)
PAPERS = re.compile(r"\b(?:reports?|papers?|figures|data|accounts?|updates?)\b[^.;]*$", re.I)
BODY = re.compile(r"\b(?:board|panel|group|partnership|committee|taskforce|task force|forum)\b", re.I)
WHENEVER = re.compile(r"\bwhenever\b[^.;,]*|\b(?:each|every) time (?!it meets|the board)[^.;,]*", re.I)
AGAIN_WITHIN = re.compile(rf"\bwithin\s+(?:{NUMBER})(?=\s*[.,;]|\s*$|\s+and\b)", re.I)
SECOND = re.compile(r"\b(?:second|other|alternate)\b", re.I)
BARRED = re.compile(
    r"\b(?:neither|nor|no|not|never|nothing|none)\b[^.;]*\b(?:chang|alter|var|replac|amend|depart|remov)\w*\b[^.;]*$",
    re.I,
)
PAST_STATE = re.compile(r"\b(?:there\s+(?:was|were)|stood\s+at)\b[^.;]{0,40}$", re.I)
TO_THE_TOP = re.compile(r"\b(?:ministers?|secretary of state|department)\b", re.I)
OF_COUNCILLORS = re.compile(r"\s+of\s+(?:its|the|their)\s+(?:(?:full\s+)?council|cabinet|executive)\b", re.I)
NOT_RECURRING = re.compile(
    r"\s+(?:leave|conference|budget|appraisal|turnover|(?:reviews|reports|assessments|checks)\b|review\s+meetings?\b)",
    re.I,
)
# "their weekly cost", "the next annual rating": the word belongs to a figure, or to one time
OF_A_FIGURE = re.compile(
    r"\s+(?:cost|rate|rating|average|mean|fee|charge|rent|allowance|income|wage|spend\w*|turnover|price|total|budget)s?\b",
    re.I,
)
THIS_TIME = re.compile(r"\b(?:next|last|latest|previous|first)\s*$", re.I)
# Somebody is there every day: that is how things must stand, and falls due on no day.
ON_HAND = re.compile(
    r"\b(?:is|are|be)\s+(?:always\s+)?(?:present|on duty|on hand|on call|available|open|staffed|at work|at hand)\b[^.;]{0,60}$",
    re.I,
)


@dataclass
class DeadlinesFound:
    deadlines: list[FoundDeadline]
    notes: list[str]


def find_deadlines(text: str, *, not_before: datetime.date | None = None) -> DeadlinesFound:
    """Every deadline in a clause, in reading order. `not_before`: what lies earlier can only be the past."""
    deadlines, notes = _deadlines_in(text, not_before)
    return DeadlinesFound(list(deadlines), list(notes))


@lru_cache(maxsize=1024)
def _deadlines_in(
    text: str, not_before: datetime.date | None
) -> tuple[tuple[FoundDeadline, ...], tuple[str, ...]]:
    finder = Finder(text, not_before)
    for start, end in sentences(text):
        _sentence(finder, text[start:end], start)
    finder.found.sort(key=lambda deadline: (deadline.start, deadline.end))
    return tuple(finder.found), tuple(finder.notes)


def _sentence(finder: Finder, words: str, base: int) -> None:
    standing = [m for pattern in STANDING for m in pattern.finditer(words) if not _asks_for_nothing(words, m)]
    term = TERM.match(words)
    if term is not None:
        _stand(finder, term, base, "said")
    find_relative(finder, words, base)
    find_absolute(finder, words, base, standing)
    _recurring(finder, words, base)
    _events(finder, words, base)
    for match in standing:
        _stand(finder, match, base)


def _asks_for_nothing(words: str, match: re.Match[str]) -> bool:
    """ "may amend this notice at any time"; "until" may only bound a review that recurs, or a change that is barred."""
    before, said = words[: match.start()], match[0].lower()
    if said.startswith("until"):
        recurs = re.search(r"\breview", before, re.I) and find_cadences(before)
        return bool(recurs or BARRED.search(before))
    return said.startswith("at any") and bool(re.search(r"\bmay\b[^.;]*$", before, re.I))


def _stand(finder: Finder, match: re.Match[str], base: int, group: str | int = 0) -> None:
    """A duty that stands: until a date, for a period, or without end."""
    until = [date for date in find_dates(match[group]) if date.date]
    period = term_of_instrument(match[group]) if group else None
    finder.add(
        base + match.start(group),
        base + match.end(group),
        "standing",
        date=until[-1].date if until else None,
        precision=until[-1].precision if until else None,
        offset=period[0] if period else None,
        anchor=period[1] if period else None,
    )


def _recurring(finder: Finder, words: str, base: int) -> None:
    def in_sentence(deadline: FoundDeadline) -> bool:
        return base <= deadline.start < base + len(words)

    for match in BEFORE_MEETING.finditer(words):
        finder.add(base + match.start(), base + match.end(), "event")
    for cadence in find_cadences(words):
        span = words[cadence.start : cadence.end]
        clause = re.split(r"[;:]", words[: cadence.start])[-1]
        if CONDITIONAL.search(clause) or (span[:1].isupper() and cadence.start > 0):
            continue
        if not re.search(r"\b(?:each|every)\b", span, re.I) and (
            OF_A_FIGURE.match(words[cadence.end :]) or THIS_TIME.search(words[: cadence.start])
        ):
            continue
        if cadence.every == "P1D" and ON_HAND.search(words[: cadence.start]):
            continue
        if re.fullmatch(r"annual", span, re.I):
            if NOT_RECURRING.match(words[cadence.end :]) or re.search(
                r"\b(?:their|his|her|its)\s*$", words[: cadence.start], re.I
            ):
                continue
            if any(in_sentence(d) and d.kind in ("absolute", "relative") for d in finder.found):
                finder.notes.append(
                    "The clause names something annual and a date of its own: check whether it recurs."
                )
                continue
        if any(in_sentence(d) and d.every == cadence.every for d in finder.found if d.every):
            continue  # "monthly data, by the tenth day of each month" is said twice and recurs once
        problem = f"“{span}” does not say one interval." if cadence.unsure else None
        finder.add(
            base + cadence.start, base + cadence.end, "recurring", every=cadence.every, problem=problem
        )
    for match in EVERY_MEETING.finditer(words):
        if OF_COUNCILLORS.match(words[match.end() :]):
            finder.add(base + match.start(), base + match.end(), "recurring")
            continue  # the council's own meetings are not the board's: nobody says how often they are
        of_a_body = BODY.search(f"{finder.text[:base]}{words}") or TO_THE_TOP.search(words)
        comes = ATTENDS.search(words[: match.start()]) and not PAPERS.search(words[: match.start()])
        if comes or not of_a_body:
            continue  # who comes to the meeting is no duty; a meeting about a child is not the board's
        finder.add(
            base + match.start(),
            base + match.end(),
            "recurring",
            every_meeting=2 if SECOND.search(match[0]) else 1,
        )


def _events(finder: Finder, words: str, base: int) -> None:
    if OF_ITS_TERM.match(words) and FORCE.search(words):
        return  # "takes effect on the day on which it is given"
    for pattern in EVENTS:
        for match in pattern.finditer(words):
            if not PAST_STATE.search(words[: match.start()]):
                finder.add(base + match.start(), base + match.end(), "event")
    for match in SOON.finditer(words):
        problem = f"“{match[0][:1].upper()}{match[0][1:]}” has no date."
        finder.add(base + match.start(), base + match.end(), "event", problem=problem)
    if not any(base <= d.start < base + len(words) and d.kind == "event" for d in finder.found):
        for match in WHENEVER.finditer(words):
            if any(pattern.search(match[0]) for pattern in STANDING):
                continue  # "whenever the front door is open"
            finder.add(base + match.start(), base + match.end(), "event")
    _again_within(finder, words, base)
    conditional = re.match(r"\W*(?:where|if|when|whenever|should)\b", words, re.I)
    for match in ALONE_AT_ONCE.finditer(words):
        if conditional:
            finder.add(base + match.start(), base + match.end(), "event")
            continue
        problem = "“Immediately” was taken from the issue of the notice."
        finder.add(
            base + match.start(),
            base + match.end(),
            "relative",
            offset="P0D",
            anchor="issue",
            problem=problem,
        )


def _again_within(finder: Finder, words: str, base: int) -> None:
    """ "within two working days of receipt, and arranging a visit within ten": the unit is said once."""
    earlier = next(
        (d for d in finder.found if d.kind == "event" and base <= d.start < base + len(words)), None
    )
    for match in AGAIN_WITHIN.finditer(words):
        if earlier is not None and earlier.start < base + match.start():
            finder.add(base + match.start(), base + match.end(), "event")


def with_board_cadence(found: list[FoundDeadline], every: str | None) -> list[FoundDeadline]:
    """What falls due at each meeting recurs as the board meets; at every second meeting, half as often."""
    return [replace(d, every=_times(every, d.every_meeting)) if d.every_meeting else d for d in found]


def _times(every: str | None, meetings: int) -> str | None:
    counted = re.fullmatch(r"P(\d+)([DWMY])", every or "")
    return f"P{int(counted[1]) * meetings}{counted[2]}" if counted else every
