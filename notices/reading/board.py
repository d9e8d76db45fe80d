"""The council's own improvement board: its name, how often it meets, its chair, and what the Department has said about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .amending import without_replaced
from .board_words import (
    ADVISER_OF,
    AMENDED,
    ANY_NAME,
    ATTENDS,
    ATTENDS_AS,
    CHAIR_NAMED,
    CHANGES,
    CONSENT,
    DENIED,
    DEPARTMENT,
    FOUNDS,
    IN_A_PARAGRAPH,
    INDEPENDENT,
    INSIDE_CHAIR,
    ITS_CONSENT,
    LEADING,
    LOWER_NAME,
    MEETS,
    NAME,
    NATIONAL,
    NOT_MEETING,
    OBSERVES,
    OF_A_BOARD,
    OF_THE_PLAN,
    OTHER_BODY,
    OVERSEES,
    REPRESENTED,
    STANDING_BODY,
    UNLESS,
    WORK,
)
from .cadences import find_cadences
from .result import BoardTerms
from .wording import IMPERATIVES, one_line, sentences


def find_board(texts: Sequence[str]) -> tuple[BoardTerms | None, str | None]:
    """The board of this instrument, and a note where a national body might be meant."""
    name, note = board_name(texts)
    if name is None:
        return None, note
    every = attends = consent = chair = None
    independent: bool | None = None
    given_as = False
    acronym = _acronym(name, texts)
    own = re.compile(
        rf"{re.escape(name)}|\b(?:the|The|its|that) {name.split()[-1]}\b"
        + (rf"|\b{acronym}\b" if acronym else ""),
        re.I,
    )
    for text in map(without_replaced, texts):
        ours = bool(own.search(text)) and not _of_another(text, name)
        said_by: str | None = None
        for start, end in sentences(text):
            words = text[start:end]
            theirs = DEPARTMENT.search(words)
            if ours:
                every = every or _meets(words, acronym)
            if INDEPENDENT.search(words) and (ours or independent is None):
                independent = True
            elif independent is None and INSIDE_CHAIR.search(words):
                independent = False
            chair = chair or next(
                (one_line(m[1]) for pattern in CHAIR_NAMED if (m := pattern.search(words))), None
            )
            if theirs or (said_by and re.match(r"(?:each|they|he or she|it|both)\b", words, re.I)):
                found = _attends(words)
                attends = (
                    found
                    if found and (attends is None or AS_SUCH.search(words)) and not given_as
                    else attends
                )
                given_as = given_as or bool(found and AS_SUCH.search(words))
            kept = UNLESS.search(words) and MEETS.search(words) and find_cadences(words)
            changing = kept or (
                CHANGES.search(OF_THE_PLAN.sub("", words))
                and (ours or MEETS.search(words) or OF_A_BOARD.search(words))
            )
            consented = CONSENT.search(words) if changing else None
            if consented:
                consent = consent or department_name(consented[1] or consented[2])
            elif changing and said_by and ITS_CONSENT.search(words):
                consent = consent or department_name(said_by)
            said_by = theirs[0] if theirs else said_by
    return BoardTerms(name, every, independent, attends, consent, chair), note


AS_SUCH = re.compile(
    r"\b(?:as|in the capacity of)\s", re.I
)  # "will be there as an observer", rather than "sends an adviser"


def _of_another(text: str, name: str) -> bool:
    """Whether "the Board" of a text is another one, which the text names: "… the Youth Justice Board, and cause that Board to meet"."""
    if name in text:
        return False
    others = [clean_name(match[0]) for match in ANY_NAME.finditer(text)]
    return any(other.split()[-1] == name.split()[-1] and not name.endswith(other) for other in others)


def _attends(words: str) -> str | None:
    found = ATTENDS_AS.search(words) if ATTENDS.search(words) else None
    if found:
        said = one_line(next(group for group in found.groups() if group)).lower()
        return "member" if said == "members" else said
    adviser = ADVISER_OF.search(words)
    if adviser:
        return adviser[1].lower()
    if OBSERVES.search(words):
        return "observer"
    sits = re.search(r"\b(?:attend|sit|join|represent|member|includ|invit|seat|place)", words, re.I)
    represented = REPRESENTED.search(words) if sits and not CONSENT.search(words) else None
    return one_line(represented[1]).lower() if represented else None


def board_name(texts: Sequence[str]) -> tuple[str | None, str | None]:
    counts: Counter[str] = Counter()
    founded: list[str] = []
    national = False
    for text in texts:
        for match, certain in _named(text):
            name = clean_name(match[0])
            before = text[: match.end() - len(name)]
            standing = bool(STANDING_BODY.search(name))
            own = (
                bool(FOUNDS.search(before))
                or bool(OVERSEES.search(text[match.end() : match.end() + 200]))
                or (not OTHER_BODY.search(name) and _works_as_one(text, match.end(), outside=standing))
            )
            if (
                " " not in name
                or DENIED.search(before)
                or (not certain and (not own or OTHER_BODY.search(name)))
            ):
                continue
            if NATIONAL.match(name) and not own:
                national = True
                continue
            counts[name] += 1
            if own:
                founded.append(name)
    if not counts:
        note = (
            "The Children's Improvement Board is a national body; no board of this council's own was found."
        )
        return None, note if national else None
    usual = counts.most_common(1)[0][0]
    longer = [name for name in counts if name.startswith(f"{usual} for ")]
    if longer:
        return longer[0], None
    whole = [
        name for name in counts if name.endswith(f" {usual}") and name.split()[0] not in ("Council", "Board")
    ]
    if whole and not founded:
        return max(whole, key=len), None
    longest = max(
        founded or [name for name, _ in counts.most_common(1)], key=lambda name: (_improves(name), len(name))
    )
    return longest, None


def _works_as_one(text: str, place: int, *, outside: bool = False) -> bool:
    """A body of which the same sentence says that its chair is independent, or (not `outside`) how often it meets."""
    end = next((b for a, b in sentences(text) if a <= place <= b), len(text))
    going_on = re.match(r"\s*(?:it|the (?:board|panel|group|partnership))\b[^.]*", text[end:], re.I)
    after = text[place:end] + (going_on[0] if going_on else "")
    return bool(
        INDEPENDENT.search(after)
        or (not outside and MEETS.search(NOT_MEETING.sub("", after)) and find_cadences(after))
    )


def _named(text: str) -> list[tuple[re.Match[str], bool]]:
    """The bodies that a text names; False for one that only its founding makes the board."""
    sure = [*NAME.finditer(text)] or [*LOWER_NAME.finditer(text)]
    others = [
        m
        for m in ANY_NAME.finditer(text)
        if not any(s.start() < m.end() and m.start() < s.end() for s in sure)
    ]
    return [*((match, True) for match in sure), *((match, False) for match in others)]


def _improves(name: str) -> bool:
    return bool(re.search(WORK, name, re.I))


def clean_name(name: str) -> str:
    """A board's name without the words that only lead to it."""
    name = one_line(name)
    while (found := LEADING.match(name)) or _orders(name.split(" ", 1)[0]):
        name = name[found.end() :] if found else name.split(" ", 1)[1]
    return (
        name
        if name[:1].isupper()
        else " ".join(word[:1].upper() + word[1:] if word != "and" else word for word in name.split())
    )


def _orders(word: str) -> bool:
    return not word.isupper() and word.lower() in IMPERATIVES - {"improve"}


def _acronym(name: str, texts: Sequence[str]) -> str | None:
    """The short form that the document gives the board: 'a Safeguarding Improvement Board ("SIB")'."""
    for text in texts:
        found = re.search(rf"{re.escape(name)}\s*\(\s*[\"“'‘]?(?:the )?([A-Z]{{2,6}})[\"”'’]?\s*\)", text)
        if found:
            return found[1]
    return None


def _meets(words: str, acronym: str | None) -> str | None:
    """How often the board meets; "If the Board wishes to meet at 6 week intervals" does not say so."""
    if (
        not (
            MEETS.search(NOT_MEETING.sub("", words)) or AMENDED.search(words) or IN_A_PARAGRAPH.search(words)
        )
        or re.match(r"\W*if\b", words, re.I)
        or re.search(r"\bwish(?:es)? to\b", words, re.I)
        or re.search(r"\b(?:leader|minister)\b[^.;]{0,30}\b(?:chair|meet)\b|\bcore groups?\b", words, re.I)
    ):
        return None
    named = re.search(
        r"\b(?:board|panel|partnership|group|force|which|it|frequency|intervals?)\b|(?:^|[;,]\s+(?:and\s+)?)\W*(?:its |the )?meetings\b",
        words,
        re.I,
    )
    if not (named or (acronym and acronym in words)):
        return None
    places = [m.span() for m in (*MEETS.finditer(words), *AMENDED.finditer(words))]
    changed = IN_A_PARAGRAPH.search(words)
    cadences = find_cadences(without_replaced(words) if changed else words)
    near = [
        (max(c.start - end, start - c.end), c.every)
        for c in cadences
        for start, end in places
        if c.every and -60 < c.start - start < 90
    ]
    if not near and changed:  # "“every six weeks”, being the interval at which the Board is to meet"
        return next((cadence.every for cadence in reversed(cadences)), None)
    beside = [
        found for found in near if found[0] <= 25
    ]  # "must have a report every month and meet every six weeks"
    return min(beside)[1] if beside else near[0][1] if near else None


def department_name(text: str) -> str:
    """ "the Department", "DfE" and "Department for Education" are one."""
    lower = text.lower()
    if lower in ("us", "we", "our"):
        return "Department for Education"
    if "children, schools" in lower or lower == "dcsf":
        return "Department for Children, Schools and Families"
    if "department" in lower or lower == "dfe" or "official" in lower:
        return "Department for Education"
    if "secretary" in lower:
        return "Secretary of State"
    if "government office" in lower:
        return "Government Office"
    return "Ministers" if "minister" in lower else one_line(text)
