"""Whom a clause binds: the subject of its sentence, else the council that the instrument addresses."""

from __future__ import annotations

import re

from .openers import FORCE, OF_ITS_TERM
from .result import Binds, ItemKind
from .wording import one_line, sentences, starts_as_order, starts_imperative

MODAL = re.compile(
    r"\b(?:must|shall|should|will|may|(?:is|are) (?:each |both |also |all )?(?:to|required|expected|asked|invited)|needs? to|has to|have to|directs?|agrees? to|"
    r"undertakes? to)\b",
    re.I,
)
LOCAL_BOARD = r"(?:local )?safeguarding (?:children['’]?s?|partnership|partners|board)|LSCB|LSCP"
_SUBJECTS: tuple[tuple[Binds, str], ...] = (
    ("partner", rf"(?:{LOCAL_BOARD})(?!.{{0,40}}\bimprovement)"),
    ("board_chair", r"\b(?:independent |board |improvement board )?chair(?:man|woman|person)?\b"),
    ("leader", r"\bleaders? of (?:the )?(?:council|\w+ council)|\bcouncil leader\b|\bthe (?:executive )?leader\b|\b(?:executive )?leaders? of (?-i:[A-Z])|\b(?:elected )?mayor\b"),
    ("partner", r"\b(?:partners?|partner agenc(?:y|ies)|police|constabulary|health (?:partners?|trust|bod)|NHS|clinical commissioning|"
                r"integrated care|ICB|CCG|PCT|primary care trust|schools|children['’]?s trust|probation)\b"),
    ("council", r"\b(?:councils?|boroughs?|local authorit(?:y|ies)|authorit(?:y|ies)|lead member|elected members|chief executive|director of children)\b"),
    ("department", r"\b(?:department|DfE|DCSF|secretary of state|ministers?|officials?|parliamentary under|government office)\b"),
    ("other", r"\b(?:board|panel|commissioner|adviser|advisor|th(?:is|e) (?:improvement )?(?:notice|direction)|trust|group)\b"),
)  # fmt: skip
SUBJECTS = tuple((who, re.compile(pattern, re.I)) for who, pattern in _SUBJECTS)
RECEIVES = re.compile(
    r"\b(?:must|should|shall|will|expects? to) (?:receive|hear|be (?:given|sent|provided with|supplied with))\b.{0,160}?\b(?:from|by) (.{3,120})",
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
    if OF_ITS_TERM.match(text) and FORCE.search(text):
        return "other"
    ordered = _without_introduction(text)
    if (
        re.match(r"to\s+[a-z-]+\b", text, re.I)
        or starts_imperative(ordered, strict=False)
        or starts_as_order(ordered)
    ):
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
    best: tuple[int, Binds] | None = None
    for who, pattern in SUBJECTS:
        found = pattern.search(subject)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), who)
    return best[1] if best else None
