"""The council's own improvement board: its name, how often it meets, its chair, and what the Department has said about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .amending import without_replaced
from .cadences import find_cadences
from .result import BoardTerms
from .wording import IMPERATIVES, one_line, sentences

KIND = r"(?:Board|Panel|Partnership|Group|Taskforce|Task Force|Committee|Forum)"
WORK = r"(?:Improvement|Challenge|Intervention|Transformation|Recovery|Progress|Oversight|Getting to Good|Turnaround)"
_WORD = r"[A-Z][\w'’&-]*"
NAME = re.compile(
    rf"\b(?:{_WORD}\s+(?:(?:and|of|for)\s+(?=[A-Z]))?){{0,6}}{WORK}\s+(?:(?:and|&)\s+{_WORD}\s+|{_WORD}\s+)?{KIND}\b"
)
# Any body with a capital name counts if the clause founds it.
ANY_NAME = re.compile(
    rf"\b(?:{_WORD}\s+(?:(?:and|of|for)\s+(?=[A-Z]))?){{1,6}}(?:Board|Panel|Partnership|Group|Taskforce|Committee)\b"
)
LOWER_NAME = re.compile(
    r"\b(?:safeguarding |children['’]s (?:services )?)?improvement (?:and challenge )?(?:board|panel|group)\b",
    re.I,
)
OTHER_BODY = re.compile(
    r"\b(?:safeguarding (?:children(?:['’]s)?|partners?|adults?) (?:board|partnership)|LSCB|scrutiny|health and wellbeing|corporate parent\w*|adoption|fostering|"
    r"children['’]s trust|schools? forum|integrated care|youth (?:offending|justice)|community safety|headteachers?|audit committee|cabinet|"
    r"clinical commissioning|governing)\b",
    re.I,
)
LEADING = re.compile(
    r"^(?:The|An?|Each|Every|This|That|Any|Its|Their|Our|In|At|By|With|For|From|To|And|If|As|When|Independent|New|Chair|"
    r"Council['’]s|Department['’]s)\s+"
)
NATIONAL = re.compile(r"^children['’]?s improvement board$", re.I)
FOUNDS = re.compile(
    r"\b(?:put(?:ting)? in place|establish\w*|set up|setting up|conven\w*|creat\w+|constitut\w+|re-?constitut\w+|form|run|maintain\w*|"
    r"take part in|continue to (?:operate|run|maintain|have)|overseen by|must have|will have|"
    r"independent chair (?:of|for)|as (?:the )?(?:independent )?chair (?:of|for))\s+(?:an?|the|its|their)?\s*"
    r"(?:independent(?:ly[- ]chaired)?\s+|effective\s+|new\s+|existing\s+)*$",
    re.I,
)
DENIED = re.compile(r"\b(?:no|not (?:be )?(?:an?|any)|without an?)\s+$", re.I)
_OUTSIDE = r"(?:independent(?!\s+(?:reviewing|visitor|advoca|fostering))|no (?:other )?(?:connection|link|tie)s?\b|not (?:connected|employed|a member)|unconnected|(?:from )?outside (?:of )?the (?:council|authority))"
INDEPENDENT = re.compile(
    rf"\bindependent(?:ly)?[- ]chair(?:ed|man|woman|person)?\b|\bchair\w*\b(?:(?!\bboard\b)[^.;]){{0,90}}\b{_OUTSIDE}|\bindependent (?:person|individual|expert|figure)\b[^.;]{{0,40}}\bchair|"
    rf"\bunder\s+[A-Z][^.;]{{2,60}}\bindependent of\b|\b(?:an? )?independent (?:of [^.;,]{{3,30}} )?(?:person|someone|somebody|individual)\b[^.;]{{0,30}}\b(?:chair|lead|preside)|\bindependence of (?:its|the) chair|\b(?:chaired|led|presided over|headed|run) by\b[^.;]{{0,50}}\b{_OUTSIDE}",
    re.I,
)
INSIDE_CHAIR = re.compile(
    r"\bchaired by (?:the )?(?:council['’]s )?(?:chief executive|leader|director|lead member|cabinet member|mayor)|"
    r"\b(?:which|that) the (?:chief executive|leader|director|lead member|mayor)\b[^.;,]{0,40}\bchairs?\b",
    re.I,
)
_PERSON = r"((?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,3})"
CHAIR_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]ppoint(?:ed|s|ment of)?\s+{_PERSON}\s*(?:\([^)]*\)|,[^,]{{3,60}},)?\s*as\s+(?:the\s+)?(?:independent\s+)?[Cc]hair\b",
        rf"\b[Cc]haired by\s+{_PERSON}(?=[\s,.;(])",
        rf"\bindependent [Cc]hair,\s+{_PERSON}(?=[,.;(])",
    )
)
DEPARTMENT = re.compile(r"\b(?:department|DfE|DCSF|officials?|secretary of state|our|we|us)\b", re.I)
ATTENDS = re.compile(
    r"\b(?:attend\w*|sits?|joins?|comes?|acts?|participat\w+|serves?|members?|present|represent\w*|takes? (?:part|a seat)|places?|sends?|board|panel|meetings?|group)\b",
    re.I,
)
_PART = r"((?:(?!the\b|an?\b|its\b|of\b|as\b|and\b|or\b)[a-z-]+ ){0,2}(?:observers?|members?|advis[eo]rs?|attendees?|participants?))"
ATTENDS_AS = re.compile(
    rf"\bas (?:an? |its )?{_PART}\b|\b(?:is|are|be|become)\s+(?:also )?an? {_PART}\b|\bsends?\s+an? {_PART}\b|\brepresented\b[^.;]{{0,30}}?\bby\s+an? {_PART}\b|\b(?:an? )?((?:[a-z]+ )?observers?) (?:of|from) the (?:department|DfE)",
    re.I,
)
ADVISER_OF = re.compile(
    r"\b(advis[eo]r) (?:of|from) the (?:department|DfE)\b[^.;]{0,60}\b(?:attend|sit|be present|take part|join)",
    re.I,
)
REPRESENTED = re.compile(r"\b(representative|official)s? (?:of|from) the department\b", re.I)
CHANGES = re.compile(
    r"\b(?:vary|varied|variation|chang\w+|alter\w*|replac\w+|amend\w*|frequency|intervals?|less (?:often|frequent\w*)|fewer meetings|more (?:seldom|rarely)|reduce\w*|otherwise|something else|(?:any|an?|each|every) successor|pattern of|"
    r"discontinu\w*|dissol\w*|disband\w*|(?:stood|stand) down|wound up|(?:any|a|the) (?:new|later|next|further) chair|replacement|(?:terms of reference|remit|arrangements) (?:for|of)|"
    r"different|another|instead|as often as|timetable|move to|go over to|depart\w* from|longer intervals?|relax\w*|every (?!other body)[a-z]+ (?:weeks|months)|two-monthly|bi-monthly|quarterly)\b",
    re.I,
)
OF_THE_PLAN = re.compile(
    r"\b(?:chang|alter|amend|var|revis)\w*\s+(?:to|in|of)\s+(?:the|its|this|any)\s+(?:\w+\s+)?(?:plan|notice|direction)\b",
    re.I,
)
_WHO = r"(department(?: for (?:education|children, schools and families))?|DfE|DCSF|secretary of state(?: for education)?|ministers?|(?:improvement |intervention |children['’]s )?(?:commissioner|advis[eo]r)|us|we|our)"
_CONSENT = r"(?:agree(?:s|d|ment|ing)?|consent(?:s|ed)?|approv(?:e|es|ed|al)|permi(?:t|ts|tted|ssion)|assent\w*|authoris\w+|sanction\w*|content|(?:is|are) satisfied|confirm(?:s|ed)|leave|say so|says so|ask(?:s|ed)?|answer|accept(?:s|ed)|endors\w*|sign(?:ed|s)?[\s-]off|object\w*|decides?|clear(?:s|ed|ance)|allow(?:s|ed)?)"
CONSENT = re.compile(
    rf"\b{_CONSENT}\b(?:(?!\b(?:plan|report\w*)\b)[^.;]){{0,60}}?\b{_WHO}\b|\b{_WHO}\b(?:['’]s)?(?:(?!\b(?:plan|report|council|attend\w*)\b)[^.;]){{0,60}}?\b{_CONSENT}\b",
    re.I,
)
# "meets monthly unless the Department agrees": without a word for the change
UNLESS = re.compile(r"\b(?:unless|save|except|other than|otherwise than)\b", re.I)
MEETS = re.compile(
    rf"\bmeet(?:s|ing|ings)?\b|\bconven(?:e|es|ed|ing)\b|\bsits?\b|\bcome together\b|\bassembles?\b|\bgathers?\b|\bcalled together\b|\bcycle\b|"
    rf"\bhold(?:s|ing)?\s+(?:the|an?|its)\s+[^,.;]{{0,60}}?\b{KIND}\b|\b{KIND}\b[^,.;]{{0,40}}?\b(?:is|are|be)\s+held\b",
    re.I,
)
# "In paragraph 18 (Improvement Board), for “…” there is substituted “every six weeks”"
AMENDED = re.compile(
    rf"\b{KIND}\b[^.]*?\b(?:substitut(?:e|ed)|replaced by|read)\b(?: the words?)?\W*(?=every|once|at|monthly|quarterly)",
    re.I,
)
OF_A_BOARD = re.compile(
    r"\b(?:board|panel|group|partnership|chair|it|they|interval|frequency|meetings)\b", re.I
)
NOT_MEETING = re.compile(r"\bmeet(?:s|ing)? (?:the|all|their|its|statutory|with|performance)\b", re.I)


def find_board(texts: Sequence[str]) -> tuple[BoardTerms | None, str | None]:
    """The board of this instrument, and a note where a national body might be meant."""
    name, note = board_name(texts)
    if name is None:
        return None, note
    every = attends = consent = chair = None
    independent: bool | None = None
    acronym = _acronym(name, texts)
    own = re.compile(
        rf"{re.escape(name)}|\b(?:the|The|its|that) {name.split()[-1]}\b"
        + (rf"|\b{acronym}\b" if acronym else ""),
        re.I,
    )
    for text in map(without_replaced, texts):
        ours = bool(own.search(text))
        for start, end in sentences(text):
            words = text[start:end]
            if ours:
                every = every or _meets(words, acronym)
            if INDEPENDENT.search(words) and (ours or independent is None):
                independent = True
            elif independent is None and INSIDE_CHAIR.search(words):
                independent = False
            chair = chair or next(
                (one_line(m[1]) for pattern in CHAIR_NAMED if (m := pattern.search(words))), None
            )
            if DEPARTMENT.search(words):
                attends = attends or _attends(words)
            kept = UNLESS.search(words) and MEETS.search(words) and find_cadences(words)
            changing = kept or (
                CHANGES.search(OF_THE_PLAN.sub("", words))
                and (ours or MEETS.search(words) or OF_A_BOARD.search(words))
            )
            consented = CONSENT.search(words) if changing else None
            if consented:
                consent = consent or department_name(consented[1] or consented[2])
    return BoardTerms(name, every, independent, attends, consent, chair), note


def _attends(words: str) -> str | None:
    found = ATTENDS_AS.search(words) if ATTENDS.search(words) else None
    if found:
        return one_line(next(group for group in found.groups() if group)).lower()
    adviser = ADVISER_OF.search(words)
    if adviser:
        return adviser[1].lower()
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
            own = bool(FOUNDS.search(before)) or (
                not OTHER_BODY.search(name) and _works_as_one(text, match.end())
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
    whole = [
        name for name in counts if name.endswith(f" {usual}") and name.split()[0] not in ("Council", "Board")
    ]
    if whole and not founded:
        return max(whole, key=len), None
    longest = max(
        founded or [name for name, _ in counts.most_common(1)], key=lambda name: (_improves(name), len(name))
    )
    return longest, None


def _works_as_one(text: str, place: int) -> bool:
    """A body of which the same sentence says that its chair is independent, or how often it meets."""
    end = next((b for a, b in sentences(text) if a <= place <= b), len(text))
    going_on = re.match(r"\s*(?:it|the (?:board|panel|group|partnership))\b[^.]*", text[end:], re.I)
    after = text[place:end] + (going_on[0] if going_on else "")
    return bool(
        INDEPENDENT.search(after) or (MEETS.search(NOT_MEETING.sub("", after)) and find_cadences(after))
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
        not (MEETS.search(NOT_MEETING.sub("", words)) or AMENDED.search(words))
        or re.match(r"\W*if\b", words, re.I)
        or re.search(r"\bwish(?:es)? to\b", words, re.I)
        or re.search(r"\b(?:leader|minister)\b[^.;]{0,30}\b(?:chair|meet)\b|\bcore groups?\b", words, re.I)
    ):
        return None
    named = re.search(
        r"\b(?:board|panel|partnership|group|which|it|frequency|intervals?)\b|^\W*(?:its |the )?meetings\b",
        words,
        re.I,
    )
    if not (named or (acronym and acronym in words)):
        return None
    places = [m.span() for m in (*MEETS.finditer(words), *AMENDED.finditer(words))]
    near = [
        (max(c.start - end, start - c.end), c.every)
        for c in find_cadences(words)
        for start, end in places
        if c.every and -60 < c.start - start < 90
    ]
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
