"""The council's own improvement board: its name, how often it meets, its chair, and what the Department has said about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .periods import find_cadences
from .result import BoardTerms
from .wording import IMPERATIVES, one_line, sentences

KIND = r"(?:Board|Panel|Partnership)"
WORK = r"(?:Improvement|Challenge|Intervention|Transformation|Recovery|Progress)"
NAME = re.compile(
    rf"\b(?:[A-Z][\w'’&-]*\s+(?:(?:and|of|for)\s+(?=[A-Z]))?){{0,6}}{WORK}\s+(?:(?:and|&)\s+[A-Z]\w+\s+|[A-Z]\w+\s+)?{KIND}\b"
)
LOWER_NAME = re.compile(
    r"\b(?:safeguarding |children['’]s (?:services )?)?improvement (?:and challenge )?board\b", re.I
)
LEADING = re.compile(
    r"^(?:The|An?|Each|Every|This|That|Any|Its|Their|Our|In|At|By|With|For|From|To|And|If|As|When|Independent|New|Chair|"
    r"Council['’]s|Department['’]s)\s+"
)
NATIONAL = re.compile(r"^children['’]?s improvement board$", re.I)
FOUNDS = re.compile(
    r"\b(?:put in place|establish\w*|set up|setting up|convene\w*|create\w*|constitut\w+|maintain\w*|continue to (?:operate|run|"
    r"maintain|have)|independent chair (?:of|for)|as (?:the )?(?:independent )?chair (?:of|for))\s+(?:an?|the|its|their)?\s*"
    r"(?:independent(?:ly[- ]chaired)?\s+|effective\s+|new\s+|existing\s+)*$",
    re.I,
)
INDEPENDENT = re.compile(
    r"\bindependent(?:ly)?[- ]chair(?:ed|man|woman|person)?\b|\bchair\w*[^.;]{0,60}\bindependent of\b|\bindependent person\b[^.;]{0,40}\bchair|\bchaired by an independent",
    re.I,
)
INSIDE_CHAIR = re.compile(
    r"\bchaired by (?:the )?(?:chief executive|leader|director|lead member|cabinet member)", re.I
)
CHAIR_NAMED = (
    re.compile(r"\b[Aa]ppoint(?:ed|s|ment of)?\s+((?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,3})\s*(?:\([^)]*\)|,[^,]{3,60},)?\s*as\s+(?:the\s+)?(?:independent\s+)?[Cc]hair\b"),
    re.compile(r"\b[Cc]haired by\s+((?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,2})(?=[\s,.;(])"),
    re.compile(r"\bindependent [Cc]hair,\s+((?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,2})(?=[,.;(])"),
)  # fmt: skip
DEPARTMENT = re.compile(r"\b(?:department|DfE|officials?|secretary of state)\b", re.I)
ATTENDS_AS = re.compile(
    r"\b(?:attend\w*|sit|join|member)\b[^.;]{0,80}?\bas (?:an? )?((?:[a-z-]+ ){0,2}(?:observers?|members?|advis[eo]rs?|attendees?|participants?))\b",
    re.I,
)
REPRESENTED = re.compile(r"\b(representative|official)s? (?:of|from) the department\b", re.I)
CHANGES = re.compile(
    r"\b(?:vary|variation|chang\w+|alter\w*|frequency|intervals?|less (?:often|frequent\w*)|reduce\w*)\b",
    re.I,
)
CONSENT = re.compile(
    r"\b(?:agreed (?:by|with)|agreement (?:of|from|by)|approv(?:ed by|al (?:of|from|by))|consent (?:of|from)|consult\w* with|"
    r"permission (?:of|from))\s+(?:the\s+)?(department(?: for education)?|DfE|secretary of state(?: for education)?|ministers?)",
    re.I,
)
MEETS = re.compile(r"\bmeet(?:s|ing|ings)?\b", re.I)
NOT_MEETING = re.compile(r"\bmeet(?:s|ing)? (?:the|all|their|its|statutory|with|performance)\b", re.I)


def find_board(texts: Sequence[str]) -> tuple[BoardTerms | None, str | None]:
    """The board of this instrument, and a note where a national body might be meant."""
    name, note = board_name(texts)
    if name is None:
        return None, note
    every = attends = consent = chair = None
    independent: bool | None = None
    acronym = _acronym(name, texts)
    for text in texts:
        for start, end in sentences(text):
            words = text[start:end]
            every = every or _meets(words, acronym)
            if INDEPENDENT.search(words):
                independent = True
            elif independent is None and INSIDE_CHAIR.search(words):
                independent = False
            chair = chair or next(
                (one_line(m[1]) for pattern in CHAIR_NAMED if (m := pattern.search(words))), None
            )
            if DEPARTMENT.search(words):
                found = ATTENDS_AS.search(words) or (
                    REPRESENTED.search(words) if re.search(r"board|panel|member", words, re.I) else None
                )
                attends = attends or (one_line(found[1]).lower() if found else None)
            consented = CONSENT.search(words)
            if consented and CHANGES.search(words) and (MEETS.search(words) or "board" in words.lower()):
                consent = consent or department_name(consented[1])
    return BoardTerms(name, every, independent, attends, consent, chair), note


def board_name(texts: Sequence[str]) -> tuple[str | None, str | None]:
    counts: Counter[str] = Counter()
    founded: list[str] = []
    national = False
    for text in texts:
        found = [*NAME.finditer(text)] or [*LOWER_NAME.finditer(text)]
        for match in found:
            name = clean_name(match[0])
            own = bool(FOUNDS.search(text[: match.end() - len(name)]))
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
    longest = max(founded or [name for name, _ in counts.most_common(1)], key=len)
    return longest, None


def clean_name(name: str) -> str:
    """A board's name without the words that only lead to it."""
    name = one_line(name)
    while (found := LEADING.match(name)) or name.split(" ", 1)[0].lower() in IMPERATIVES - {"improve"}:
        name = name[found.end() :] if found else name.split(" ", 1)[1]
    return (
        name
        if name[:1].isupper()
        else " ".join(word[:1].upper() + word[1:] if word != "and" else word for word in name.split())
    )


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
        not MEETS.search(NOT_MEETING.sub("", words))
        or re.match(r"\W*if\b", words, re.I)
        or re.search(r"\bwish(?:es)? to\b", words, re.I)
    ):
        return None
    named = re.search(r"\b(?:board|panel|partnership|which|it)\b", words, re.I)
    if not (named or (acronym and acronym in words)):
        return None
    places = [m.start() for m in MEETS.finditer(words)]
    near = [
        c for c in find_cadences(words) if c.every and any(-40 < c.start - place < 90 for place in places)
    ]
    return near[0].every if near else None


def department_name(text: str) -> str:
    """ "the Department", "DfE" and "Department for Education" are one."""
    lower = text.lower()
    if "children, schools" in lower:
        return "Department for Children, Schools and Families"
    if "department" in lower or lower == "dfe" or "official" in lower:
        return "Department for Education"
    if "secretary" in lower:
        return "Secretary of State"
    return "Ministers" if "minister" in lower else one_line(text)
