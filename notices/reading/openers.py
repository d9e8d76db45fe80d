"""The headings and lead-ins that open the parts of an instrument, and the kind of clause that follows each."""

from __future__ import annotations

import re

from .result import ItemKind
from .wording import DUTY, ends_closed, sentences, starts_gerund, starts_imperative, words

KINDS: tuple[tuple[ItemKind, re.Pattern[str]], ...] = (
    (
        "consequence",
        re.compile(
            r"^(?:failure (?:to|of)\b|consequences?\b|non-?compliance\b|if the (?:council|authority) (?:fails|does not)|"
            r"should the (?:council|authority) (?:fail|be unwilling|not comply)|what (?:happens|will happen) if)",
            re.I,
        ),
    ),
    (
        "assessment",
        re.compile(
            r"\b(?:will|shall|is to|are to|would) be (?:assessed|judged|reviewed)\b|"
            r"^(?:the )?assessment of (?:progress|improvement|compliance|performance against)|"
            r"^(?:monitoring|reviews?)(?: and (?:monitoring|reviews?|assessment))?(?: of (?:the )?(?:progress|improvement|notice|"
            r"direction)| arrangements| points| by the department.*)?:?$|"
            r"^(?:how )?(?:progress|improvement|compliance) (?:will|is to|against|reviews?)\b|^measuring progress|"
            r"^reviews? (?:of progress )?by\b|^progress reviews?\b|^departmental? reviews?\b",
            re.I,
        ),
    ),
    (
        "reporting",
        re.compile(
            r"^taking account of the (?:measures|requirements)|^(?:progress )?report(?:s|ing)(?: arrangements| requirements| "
            r"on progress| to .{3,60}| and (?:monitoring|accountability))?:?$|^(?:the )?chair'?s? reports?:?$",
            re.I,
        ),
    ),
    (
        "support",
        re.compile(
            r"^improvement support|^support (?:measures|and challenge|package|arrangements|for improvement)|"
            r"^(?:the |an )?(?:independent )?improvement (?:and challenge )?(?:board|panel|adviser|advisor|partner|plan|planning|"
            r"governance|arrangements)s?\b|^(?:the )?(?:children'?s services )?(?:commissioner|adviser|advisor)s?\b[^.]{0,40}$|"
            r"^governance of (?:the )?improvement|^(?:sector|external|peer)[- ](?:led )?support\b|"
            r"^arrangements for (?:support|improvement)",
            re.I,
        ),
    ),
    (
        "overarching",
        re.compile(
            r"\bmust\b.{0,60}\btake action to\b|^overarching\b|^overall (?:requirements?|aims?|objectives?)",
            re.I,
        ),
    ),
    (
        "measure",
        re.compile(
            r"\bevidence of (?:\w+ )?(?:improvement|progress)\b|\bdirects? (?:the |that )?\w*|\bnow,? therefore\b|"
            r"following (?:\w+ ){0,2}(?:measure|action|requirement|step)|\bmeasures?(?:\(s\))? (?:is|are) (?:needed|required)|"
            r"^(?:the )?(?:measures|requirements|required actions|actions required|specific (?:measures|requirements))\b[^.]{0,40}$|"
            r"^(?:annex|schedule|appendix)\b[^.]{0,80}$",
            re.I,
        ),
    ),
    (
        "recital",
        re.compile(
            r"^(?:whereas|recitals?|background|introduction|preamble|context|reasons? for (?:issuing|issue|this)\b.*)"
            r"(?: (?:and|to) [\w ]{3,40})?:?$",
            re.I,
        ),
    ),
)

OPERATIVE = re.compile(
    r"\bmeasures?(?:\(s\))? (?:is|are|set out below are) (?:needed|required)|\bfollowing (?:\w+ ){0,2}(?:measures?|actions?|"
    r"requirements?|steps)(?:\(s\))?\b|^(?:the )?(?:council|authority)\b.{0,120}\b(?:must|shall|is required to|is directed to|"
    r"is hereby directed|are required to)\b[^.]{0,160}:$|^you (?:must|are required to)\b[^.]{0,160}:$|"
    r"^to comply with th(?:is|e) (?:improvement )?(?:notice|direction)|^now,? therefore|^whereas\b|\bdirects? (?:the|that the|"
    r"each)\b.{0,80}\b(?:as follows|to)\b|hereby directs?\b|hereby directed\b|^therefore the (?:council|authority) must",
    re.I,
)
ANNEX = re.compile(r"^(?:annex|schedule|appendix|attachment)\b(?:\s+(?:[A-Z]|\d{1,2}))?\b[^.]{0,90}$", re.I)
SIGNATURE = re.compile(
    r"^signed\b|^signature\b|^dated?\s*:|^dated this\b|^this \w+ day of\b|^dated \d|^date\b\s*(?=\d|[._]{2,}|$)|"
    r"^(?:signed )?(?:for and )?on behalf of the (?:secretary|department|minister)|^by authority of the secretary|"
    r"^yours (?:sincerely|faithfully)|^issued (?:by|on):?\b",
    re.I,
)
ROLE = re.compile(
    r"\b(?:secretary of state|minister|director|civil servant|permanent secretary|head of|deputy|official|commissioner)\b",
    re.I,
)
FORCE = re.compile(
    r"\b(?:remains?|continues?|stays?) in (?:force|place|effect)|\bcomes? into (?:force|effect)|\btakes? effect\b|"
    r"\bceases? to have effect\b|\b(?:is|are) (?:hereby )?revoked\b|\breplaces (?:the|any)\b.{0,60}\b(?:notice|direction)",
    re.I,
)
HEADING_WORDS = 14


def kind_of_opener(text: str) -> ItemKind | None:
    """The kind of clause that a heading or lead-in announces, or None for a theme ("Leadership and governance")."""
    stripped = text.strip().rstrip(":")
    for kind, pattern in KINDS:
        if pattern.search(stripped):
            return kind
    return None


def kind_by_content(text: str) -> ItemKind | None:
    """The kind that a clause's own words say, for clauses under no heading that says it."""
    if re.match(
        r"(?:failure to comply|should the (?:council|authority) (?:be un|not comply|fail)|if the (?:council|authority) fails|"
        r"(?:if|should) the (?:secretary of state|department|minister)s?\b[^.]{0,60}\bnot (?:be )?satisfied)",
        text,
        re.I,
    ):
        return "consequence"
    if re.match(r"th(?:is|e) (?:improvement )?(?:notice|direction)\b", text, re.I) and FORCE.search(text):
        return "overarching"
    if re.match(
        r"(?:the )?(?:department(?: for education)?|secretary of state|ministers?|(?:departmental )?officials?)\b[^.]{0,80}"
        r"\b(?:will|shall|intends? to|may)\b[^.]{0,60}\b(?:reviews?|assess|consider|monitor)",
        text,
        re.I,
    ):
        return "assessment"
    return None


def could_head(text: str) -> bool:
    """Short, without a verb that orders, without a stop: the words could be a heading."""
    count = len(words(text))
    if not text or count == 0 or count > HEADING_WORDS or len(text) > 120:
        return False
    if text[0].islower() or ends_closed(text.rstrip(":")) or text.rstrip().endswith((",", ";")):
        return False
    letters = [character for character in text if character.isalpha()]
    if letters and sum(character.isupper() for character in letters) > 0.8 * len(letters):
        return True
    return not DUTY.search(text) and not starts_imperative(text)


def could_head_with_stop(text: str) -> bool:
    """A heading that the drafter ended with a full stop ("Improving the effectiveness of partnership and governance.")."""
    if not text.endswith(".") or len(sentences(text)) != 1:
        return False
    bare = text[:-1]
    return len(words(bare)) <= 10 and could_head(bare) and (starts_gerund(bare) or not _has_verb(bare))


def _has_verb(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:is|are|was|were|has|have|had|be|been|do|does|remains?|shows?|includes?)\b", text, re.I
        )
    )


def is_pure_lead_in(text: str) -> bool:
    """A lead-in that asks for nothing itself: what is asked stands in the clauses below it."""
    if re.match(
        r"the following (?:\w+ ){0,2}(?:measures?(?:\(s\))?|actions?|requirements?|steps)\b[^.]{0,140}\.$",
        text,
        re.I,
    ):
        return True
    if not text.rstrip().endswith((":", ":-", "—", "–")):
        return False
    if kind_of_opener(text) is not None:
        return len(words(text)) <= 60
    spans = sentences(text)
    earlier = text[: spans[-1][0]]
    if earlier and DUTY.search(re.sub(r"\bmay\b", "", earlier)):
        return False
    last = text[spans[-1][0] :]
    if re.search(
        r"\b(?:19|20)\d\d\b|\bwithin\s+\w+\s+(?:day|week|month)|\b(?:monthly|weekly|quarterly|annual)",
        last,
        re.I,
    ):
        return False
    return len(words(last)) <= 40
