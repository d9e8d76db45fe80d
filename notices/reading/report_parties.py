"""Who may owe a report or be owed one: the offices and bodies that a clause names, and how they are called in a reading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .wording import one_line, word_list

_DETERMINER = r"(?:the|its|their|your|our|his|her|each|every|an?|any|both|that|this|such)"
# No name of an office or a body runs over these.
_STOPS = (
    r"(?:the|its|their|your|our|his|her|each|every|an?|any|both|that|this|such|to|of|by|from|before|with|at|in|on|for|under|as|or|not|no|than|until|"
    r"after|during|within|when|whenever|where|if|whether|how|what|which|who|whom|whose|while|between|against|upon|into|about|"
    r"must|shall|should|will|may|can|would|is|are|be|been|was|were|has|have|had|do|does|"
    r"reports?|reported|reporting|writes?|written|writing|accounts?|updates?|updated|letters?|statements?|data|figures|returns?|progress|meetings?|"
    r"providing?|provides|submit\w*|(?-i:sends?)|gives?|giving|furnish\w*|supply|supplies|tells?|tell|inform\w*|brief|keep|lets?|lay|puts?|share|require\w*|ask|asks|"
    r"makes?|deliver\w*|present|presents|invite|establish|appoint|ensure|set|directs?|monthly|quarterly|weekly|fortnightly|termly|annually|twice|once|"
    r"first|second|last|also|then|thereafter|formally|jointly|regularly|notice|direction)"
)
# A capital makes any word part of a name: "the Looked After Children Board", "the Out of Hours Board".
_WORD = rf"(?:(?!{_STOPS}\b)[\w&'’.-]*[\w'’]\s+|(?-i:[A-Z])[a-z]+\s+(?:of\s+(?=(?-i:[A-Z])))?)"
_FIRST = rf"(?-i:(?=[A-Z]))(?!{_STOPS}\b)[\w&'’.-]*[\w'’]\s+"
_HEAD = (
    r"(?:chair(?:man|woman|person)?s?|leaders?|mayor|lead\s+member|cabinet\s+member|director|chief\s+(?:executive|officer|constable)|commissioners?|advis[eo]rs?|"
    r"department|DfE|DCSF|ministers?|officials?|secretary\s+of\s+state|(?:parliamentary\s+)?under[-\s]secretary(?:\s+of\s+state)?|"
    r"boards?|panel|groups?|committees?|commission|forum|taskforce|cabinet|executive|partnerships?|partners?|trust|councils?|authority(?:\s+so\s+\w+)?|authorities|boroughs?|"
    r"officers?|heads?|services?|leads?|auditors?|police|company|provider|agency|college|teams?|managers?|representatives?|workers?|staff|scrutineer|guardian|ombudsman|regulator|inspectorate|school|governors|NHS(?:\s+England)?|person(?:\s+(?:who|that)\s+(?:leads|chairs|heads|presides\s+over))?)"
)
_NAME = r"(?-i:[A-Z])[\w'’]*(?:(?:\s+and)?\s+(?-i:[A-Z])[\w'’]*){0,4}"
_OF = rf"(?:\s+(?:of|for|at)\s+(?:{_DETERMINER}\s+)?(?:(?:{_WORD}){{0,5}}{_HEAD}(?![\w'’-])|{_NAME}))"
PARTY = re.compile(
    rf"(?<![\w'’-])(?:{_DETERMINER}\s+(?:{_WORD}){{0,6}}|(?:{_FIRST}(?:{_WORD}){{0,5}})?|(?:(?<=\bto )|(?<=\bby )|(?<=\bfrom )|(?<=\bbefore ))(?:{_WORD}){{1,6}})"
    rf"{_HEAD}(?![\w-]){_OF}{{0,2}}|\b(?:us|me|you|we|it|he|she|they|them|him|her(?=\s*(?:$|[,.;]|to|on|at|by|in|every|each|within|monthly|quarterly|upon|with|an?)\b)|both|each(?=\s+(?:must|shall|should|will))|ofsted|whoever|anybody)(?![\w-])",
    re.I,
)
# "a Board member", "the Council area", "the Department's guidance": the name only marks another thing
_PART_OF_A_NAME = re.compile(
    r"\s+(?:meetings?|members?|papers?|areas?|staff|guidance|work|support|functions?|plans?|in question)\b",
    re.I,
)
_BEFORE = re.compile(r"\b(\w+)\s*$")
# What stands after one of these is not who does it; nor is the board in "the person who leads the Board".
PREPOSITIONS = frozenset(
    word_list(
        "to of by from before with at in on for under against between about upon into than within as leads chairs heads over"
    )
)
PRONOUNS = frozenset(word_list("it they them he him she her"))


@dataclass(frozen=True)
class Party:
    """`before`: the word that stands before the name; `owns`: what follows is the party's ("the chair's report")."""

    text: str
    start: int
    end: int
    before: str
    owns: bool
    holds: bool = False  # "in the Minister's hands", "at each of the Board's meetings"


def parties_in(words: str) -> list[Party]:
    found = []
    for match in PARTY.finditer(words):
        owner = re.match(r"['’]s?\s", words[match.end() :])
        holds = re.match(r"['’]s?\s+(?:hands|desk|possession)\b", words[match.end() :]) or (
            re.match(r"['’]s?\s+meetings\b", words[match.end() :])
            and re.search(r"\b(?:at|to|before)\s+each\s+of\s+$", words[: match.start()])
        )
        if not owner and _PART_OF_A_NAME.match(words[match.end() :]):
            continue
        before = _BEFORE.search(words[: match.start()])
        found.append(
            Party(
                match[0],
                match.start(),
                match.end(),
                before[1].lower() if before else "",
                bool(owner) and not holds,
                bool(holds),
            )
        )
    return found


# -- names -----------------------------------------------------------------------------------------------------------

LEADS_IT = re.compile(
    r"\b(?:person|whoever|one|official|individual)\s+(?:who\s+|that\s+)?(?:leads|chairs|presides|heads)\b",
    re.I,
)
ANOTHERS = re.compile(
    r"\bauthority\s+so\s+\w+\b|\b(?:lead|other|partner|supporting|neighbouring|assisting|chosen)\s+(?:authority|council)\b",
    re.I,
)
SAFEGUARDING = re.compile(r"\b(?:local )?safeguarding (?:children|partner)|\bLSCB\b", re.I)
IN_THE_CHAIR = re.compile(r"\bchair(?:man|woman|person)?s?\b", re.I)
# Those within the council: what they owe to one another is no report.
INSIDE = re.compile(
    r"\b(?:managers?|director|heads?|chief executive|senior leadership team|management team|leadership team|social workers?|staff|full council)\b",
    re.I,
)
# The council's own people write for it; those of its partners, and bodies by name, write for themselves.
OFFICER = re.compile(
    r"\b(?:director|chief (?:executive|officer)|lead member|cabinet member|heads?|officers?|managers?|worker|leads?|teams?|person)$|\bdirector of children",
    re.I,
)
PARTNER = re.compile(
    r"\b(?:NHS|police|health|probation|commissioner|trust|partnership|company|independent|safeguarding|medical)\b",
    re.I,
)


def sender_name(text: str) -> str:
    """Who reports: "board chair" for the chair of the council's own board; others as the document names them."""
    text = one_line(text).strip(" ,")
    if ANOTHERS.search(text):
        return "other authority"
    if LEADS_IT.search(text):
        return "board chair"
    other = SAFEGUARDING.search(text) and not re.search(r"improvement", text, re.I)
    if IN_THE_CHAIR.search(text) and not other:
        return "board chair"
    if re.search(r"\bleader\b", text, re.I):
        return "Leader of the Council"
    if re.search(r"\b(?:council|authority)(?:['’]s)?\s+(?:officials|officers)$", text, re.I):
        return "council"
    if OFFICER.search(text) and not PARTNER.search(text):
        return "council"
    if (
        re.match(rf"(?:{_DETERMINER}\s+)?(?:\w+\s+){{0,4}}(?:council|authority|borough)s?$", text, re.I)
        and not other
    ) or re.fullmatch(r"you|we|both|each", text, re.I):
        return "council"
    return _bare(text)


def recipient_name(text: str) -> str:
    text = _bare(text)
    if re.fullmatch(r"department|DfE|us|we", text, re.I):
        return "Department for Education"
    return text


def _bare(text: str) -> str:
    text = re.sub(rf"^(?:{_DETERMINER}\s+)+", "", one_line(text).strip(" ,"), flags=re.I)
    return re.sub(
        r"^(?:council|authority)['’]s\s+|(?<= and )(?:the|its)\s+|^[\w’']+-appointed\s+", "", text, flags=re.I
    )
