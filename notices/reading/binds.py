"""Whom a clause binds: the subject of its sentence, else the council that the instrument addresses."""

from __future__ import annotations

import re

from .openers import of_the_instrument
from .result import Binds, ItemKind
from .wording import one_line, sentences, starts_as_order, starts_imperative

MODAL = re.compile(
    r"\b(?:must|shall|should|will|may|(?:is|are) (?:each |both |also |all )?(?:to|required|expected|requested|asked|invited)|each to(?= [a-z])|needs? to|has to|have to|directs?|agrees? to|"
    r"undertakes? to)\b",
    re.I,
)
LOCAL_BOARD = r"(?:local )?safeguarding (?:children['’]?s?|partnership|partners|board)|LSCB|LSCP"
_SUBJECTS: tuple[tuple[Binds, str], ...] = (
    ("partner", rf"(?:{LOCAL_BOARD})(?!.{{0,40}}\bimprovement)"),
    ("board_chair", r"\b(?:(?:board|panel|group|partnership)['’]s )?(?:independent |board |improvement board )?chair(?:man|woman|person)?\b"),
    ("leader", r"\bleaders? of (?:the )?(?:council|\w+ council)|\bcouncil leader\b|\b(?:the|both|each) (?:executive )?leaders?\b|\b(?:executive )?leaders? of (?-i:[A-Z])|\b(?:elected )?mayor\b"),
    ("partner", r"\b(?:partners?|partner agenc(?:y|ies)|police|constabulary|health (?:partners?|trust|bod)|NHS|clinical commissioning|"
                r"integrated care|ICB|CCG|PCT|primary care trust|schools|children['’]?s trust|probation)\b"),
    ("council", r"\b(?:you|councils?|boroughs?|local authorit(?:y|ies)|authorit(?:y|ies)|lead member|elected members|chief executive|director of children)\b"),
    ("department", r"^\W*(?:(?:then|therefore|also)\s+)?we\b|\b(?:department|DfE|DCSF|secretary of state|ministers?|officials?|parliamentary under|government office)\b"),
    ("other", r"\b(?:board|panel|commissioner|(?<!personal )advis[eo]r|(?<!of )(?<!under )(?<!in )th(?:is|e) (?:improvement )?(?:notice|direction)|trust|(?<=\w )(?-i:Group)|(?:the|this) group)\b"),
)  # fmt: skip
SUBJECTS = tuple((who, re.compile(pattern, re.I)) for who, pattern in _SUBJECTS)
RECEIVES = re.compile(
    r"\b(?:must|should|shall|will|expects? to) (?:receive|hear|have(?= from)|be (?:given|sent|provided with|supplied with))\b.{0,160}?\b(?:from|by) (.{3,120})",
    re.I,
)
CONDUCTED = re.compile(
    r"\breviews?\b(?: of [^.;]{3,40})?\b.{0,80}\b(?:by|with) (?:the )?(?:department|officials|ministers|DfE|DCSF|secretary|government office)|"
    r"\b(?:progress|direction|notice)\b.{0,60}\b(?:reviewed|assessed|judged) by (?:the )?(?:department|officials|ministers|DfE|DCSF|secretary|government office)",
    re.I,
)
EXPECTED = re.compile(
    r"\b(?:expect(?:s|ed)?|require[sd]?|directs?|asks?|invites?|requests?)\b(?: that)?\s+(.{2,80})", re.I
)
INTRODUCED = re.compile(
    r"^(?:in order )?to comply with th(?:is|e) (?:improvement )?(?:notice|direction),?\s+|"
    r"^(?:in (?:line|accordance|order|respect|addition|relation|support|doing|its|their)|as (?:part|soon|a)|following|where|when|if|until|before|after|by|within|during|to support|for (?:this|that|each))\b[^,]{2,160},\s+",
    re.I,
)
# "Papers for the Board must reach …": what a body is sent or owns is no body.
PAPERS = re.compile(
    r"\W*(?:the\s+|all\s+|any\s+|each\s+)?(?:[a-z]+\s+)?(?:papers?|minutes|agendas?|reports?|records?|plans?|membership|meetings?|copies|results|findings|proposals?|changes?|terms of reference|decisions?|notes?)\s+"
    r"(?:for|of|from|to|by|with|in|before)\b",
    re.I,
)
# How the board is made and works is for the council to bring about, whose consent a change needs.
ARRANGES = re.compile(
    r"(?:the|an?|its|there (?:is|are|must|shall|will)(?: to)?(?: be)? an?)\s(?:(?!\b(?:chair|commissioning|safeguarding (?:children )?(?:board|partnership)|LSCB)\b)[^.;]){0,90}?\b(?:board|panel|partnership|group|taskforce)\b(?!['’])"
    r"(?:(?!\b(?:chair|reports?)\b)[^.;]){0,60}?\b(?:must|shall|is to|has to|should|oversees|is)\b(?!\s+(?:\w+\s+)?(?:report|write))|"
    r"(?:the )?(?:department|secretary of state|minister)[^.;]{0,40}\b(?:must|has to|is to)\s+(?:approve|consent|agree)\b",
    re.I,
)
# "A report by the Chair is to reach the Minister": whose report it is.
WHOSE = re.compile(
    r"\W*(?:an?|the|each|every)?\s*(?:[a-z]+\s+){0,2}(?:report|letter|account|statement)s?\s+(?:by|from)\s+(?P<who>(?:the|its|each)\s[^.;,]{3,80}?)\s+(?:is|are|must|should|shall|will)\s+(?:to\s+)?(?:reach|arrive|go|be\s+(?:with|due|sent|given|made|submitted))\b",
    re.I,
)
# "Calls from the police must be answered": the subject is a thing, whoever stands behind it.
THINGS = re.compile(
    r"\W*(?:(?!the\b|our\b)[A-Za-z-]+\s+){1,3}(?:from|by|to|with|for|about)\s+(?:the\s+)?(?=[a-z])|\W*(?:no|any|every)\s+[a-z]+\s+(?:from|by|to|with|for|about)\b"
)
A_BODY = re.compile(
    r"\b(?:chair|leader|mayor|director|members?|officials?|board|panel|council|authority|department|minister|partners?|working)\b",
    re.I,
)
WITH_PARTNERS = re.compile(
    r"\b(?:working|together|in partnership|jointly|in consultation|along) with\b.*|,.*", re.I
)


def binds(text: str, *, kind: ItemKind, lead_in: str | None, parent: Binds | None) -> Binds:
    if kind == "recital":
        return "other"
    if kind == "consequence":
        return "department"
    inherited = parent or (_of_sentence(one_line(lead_in)) if lead_in else None)
    default: Binds = inherited or ("department" if kind == "assessment" else "council")
    if of_the_instrument(text):
        return "other"
    ordered = _without_introduction(text)
    if (
        re.match(r"to\s+[a-z-]+\b", text, re.I)
        or starts_imperative(ordered, strict=False)
        or starts_as_order(ordered)
    ):
        return default
    if kind in ("support", "measure", "overarching") and ARRANGES.match(ordered):
        return default
    answers: list[Binds] = []
    for index, (start, end) in enumerate(sentences(text)):
        words = text[start:end]
        if index == 0 and starts_as_order(words):
            return default
        found = _of_sentence(words)
        if index == 0 and found is None and MODAL.search(words):
            return default  # a subject that is no body we know: the council by its name, or a passive
        if found is not None and found != "other":
            return found
        if found is not None:
            answers.append(found)
    return answers[0] if answers else default


def _of_sentence(words: str) -> Binds | None:
    whose = WHOSE.match(words)
    if whose:
        return _who(whose["who"])
    received = RECEIVES.search(words)
    if received:
        who = _who(received[1])
        if who:
            return who
    if CONDUCTED.search(words):
        return "department"
    modal = MODAL.search(words)
    expected = EXPECTED.search(words[: modal.end() + 100] if modal else words)
    if modal is None and (expected is None or not re.search(r"\sto\s", expected[1])):
        return None
    if modal is None and expected is not None:
        return _who(expected[1].split(" to ")[0])
    assert modal is not None
    if expected and expected.start() <= modal.end() and not re.match(r"to\b", expected[1]):
        return _who(expected[1].split(" to ")[0])
    subject = _without_introduction(words[: modal.start()])
    return _who(WITH_PARTNERS.sub("", subject) or subject) or _who(subject)


def _without_introduction(text: str) -> str:
    """ "In line with the report, the Chair …": what leads to the subject. "In respect of the above the Council, …" is the subject."""
    found = INTRODUCED.match(text)
    if found is None or re.search(r"\b(?:council|authority)\b(?!['’])", found[0].split(" comply ")[-1], re.I):
        return text
    return text[found.end() :] or text


def _who(subject: str) -> Binds | None:
    """The class of a subject: by the body that stands first in it, for "the Chair of the Board" is a chair."""
    if PAPERS.match(subject):
        return None
    thing = THINGS.match(subject)
    if thing and not A_BODY.search(thing[0]):
        return None
    best: tuple[int, Binds] | None = None
    for who, pattern in SUBJECTS:
        found = pattern.search(subject)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), who)
    return best[1] if best else None
