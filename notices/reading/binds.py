"""Whom a clause binds: the subject of its sentence, else the council that the instrument addresses."""

from __future__ import annotations

import re

from .openers import of_the_instrument
from .result import Binds, ItemKind
from .wording import one_line, sentences, starts_as_order, starts_imperative

MODAL = re.compile(
    r"\b(?:must|shall|should|will|(?-i:may)|(?:is|are) (?:each |both |also |all )?(?:to|required|expected|requested|asked|invited)|each to(?= [a-z])|needs? to|has to|have to|directs?|agrees? to|"
    r"undertakes? to)\b",
    re.I,
)
LOCAL_BOARD = r"(?:local )?safeguarding (?:children['’]?s?|partnership|partners|board)|LSCB|LSCP"
_SUBJECTS: tuple[tuple[Binds, str], ...] = (
    ("partner", rf"(?:(?:independent )?chair(?:man|woman|person)? of (?:the )?(?:[A-Z][\w'’-]+ ){{0,3}})?(?:{LOCAL_BOARD})(?!.{{0,40}}\bimprovement)"),
    ("other", r"\b(?:DfE|DCSF|department(?: for education)?)(?:['’]s)? (?:improvement |regional )?advis[eo]r\b"),
    ("board_chair", r"\b(?:person|individual|one|whoever) (?:(?:who|that) )?(?:leads|chairs|presides over|heads|takes the chair of) (?:the|its|that)\b|"
                    r"\b(?:(?:board|panel|group|partnership)['’]s )?(?:independent |board |improvement board )?chair(?:man|woman|person)?\b"),
    ("leader", r"\bleaders? of (?:the )?(?:council|\w+ council)|\bcouncil leader\b|\b(?:the|both|each) (?:executive )?leaders?\b|\b(?:executive )?leaders? of (?-i:[A-Z])|\b(?:elected )?mayor\b"),
    ("partner", r"\b(?:partners?|partner agenc(?:y|ies)|police|constabulary|health (?:partners?|trust|bod)|NHS|clinical commissioning|"
                r"integrated care|ICB|CCG|PCT|primary care trust|schools|children['’]?s trust|probation|cafcass|(?:regional )?adoption agency)\b"),
    ("council", r"\b(?:you|councils?|boroughs?|local authorit(?:y|ies)|authorit(?:y|ies)|lead member|elected members|chief executive|director of children)\b"),
    ("department", r"^\W*(?:(?:then|therefore|also)\s+)?we\b|\b(?:department|DfE|DCSF|secretary of state|ministers?|officials?|parliamentary under|government office)\b"),
    ("other", r"\b(?:board|panel|commissioner|(?<!personal )advis[eo]r|(?<!of )(?<!under )(?<!in )th(?:is|e) (?:improvement )?(?:notice|direction)|trust|(?<=\w )(?-i:Group)|(?:the|this) group|the company|the contractor)\b"),
)  # fmt: skip
SUBJECTS = tuple((who, re.compile(pattern, re.I)) for who, pattern in _SUBJECTS)
RECEIVES = re.compile(
    r"\b(?:must|should|shall|will|expects? to) (?:receive|hear|have(?= from)|be (?:given|sent|provided with|supplied with))\b.{0,160}?\b(?:from|by) (.{3,120})",
    re.I,
)
CONDUCTED = re.compile(
    r"\breviews?\b(?:(?!\b(?:share|send|give|must|council)\b).){0,80}\b(?:by|with) (?:the )?(?:department|officials|ministers|DfE|DCSF|secretary|government office)|"
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
    r"(?:the|an?|its|there (?:is|are|must|shall|will)(?: to)?(?: be)? an?)\s(?:(?!\b(?:chair|commissioning|integrated care|health and wellbeing|youth justice|safeguarding (?:children )?(?:board|partnership)|LSCB)\b)[^.;]){0,90}?\b(?:board|panel|partnership|group|taskforce)\b(?!['’])"
    r"(?:(?!\b(?:chair|reports?)\b)[^.;]){0,60}?\b(?:must|shall|is to|has to|should|oversees|is)\b(?!\s+(?:\w+\s+)?(?:report|write))|"
    r"(?:the )?(?:department|secretary of state|minister)[^.;]{0,40}\b(?:must|has to|is to)\s+(?:approve|consent|agree)\b",
    re.I,
)
# Who chairs the board and how often it meets may change only with somebody's consent; that somebody comes to its meetings.
CONSENT = re.compile(
    r"(?=.*\b(?:chair(?:man|woman|person|manship|ship)?|frequency|intervals?|rhythm|meet(?:s|ings?)?|membership|terms of reference|arrangements)\b)"
    r"(?=.*\b(?:consent\w*|agree\w*|approv\w*|assent|permission)\b).*\b(?:chang\w*|alter\w*|replac\w*|lengthen\w*|new chair|another chair|less often|amend\w*|remov\w*|vari\w*)\b",
    re.I | re.S,
)
OBSERVES = re.compile(
    r"(?:an?|the|its|our|one) (?:[\w'’-]+ ){0,8}?(?:will|shall|is to|are to|may|must)\b[^.;]{0,60}?\b(?:observ(?:e|er|es|ing)|attend|be represented|sit (?:on|in)|be invited|take part|be present)\b",
    re.I,
)
BOARD = re.compile(r"\b(?:board|panel|partnership|group|taskforce)\b(?!['’])", re.I)
# "In paragraph 15, …", "Paragraph 13 is varied so that …": what an amendment changes is the council's.
CHANGES = re.compile(
    r"(?:(?:in|at the end of|after|before|for|to)\b[^.;]{0,60}?)?\b(?:paragraph|clause|item|requirement)s? \d",
    re.I,
)
# "A report by the Chair is to reach the Minister": whose report it is.
WHOSE = re.compile(
    r"\W*(?:an?|the|each|every)?\s*(?:[a-z]+\s+){0,2}(?:report|letter|account|statement)s?\s+(?:(?:is|are|falls?) (?:due|owed)\b[^.;]{0,50}?\b(?:by|from)\s+(?P<owed>the\s[^.;,]{3,50})|(?:by|from)\s+(?P<who>(?:the|its|each)\s[^.;,]{3,80}?)\s+(?:is|are|must|should|shall|will)\s+(?:to\s+)?(?:reach|arrive|go|be\s+(?:with|due|sent|given|made|submitted))\b)",
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
    if kind in ("support", "measure", "overarching") and (
        ARRANGES.match(ordered) or _of_the_board(text, kind)
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


def _of_the_board(text: str, kind: ItemKind) -> bool:
    """How the board is made and works, whoever is the subject: that it meets, who observes it, whose consent a change needs."""
    first = text[slice(*sentences(text)[0])] if text else ""
    modal = MODAL.search(first)
    if CONSENT.match(first) and (modal is None or _who(first[: modal.start()]) != "leader"):
        return True
    whole = len(sentences(text)) > 1 or re.search(r"\bbe invited\b", first)  # more than who comes
    if kind == "support" and whole and OBSERVES.match(first):
        return _who(first[: modal.start()] if modal else first) in ("department", "other", None)
    subject = first[: modal.start()] if modal else ""
    if CHANGES.match(first):
        return _who(subject) in ("other", None)
    return kind == "support" and bool(BOARD.search(subject)) and _who(subject) == "other"


def _of_sentence(words: str) -> Binds | None:
    whose = WHOSE.match(words)
    if whose:
        return _who(whose["who"] or whose["owed"])
    received = RECEIVES.search(words)
    if received and _who(words[: received.start()]) == "leader":
        return "leader"
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
    subject = _at_its_head(_without_introduction(words[: modal.start()]))
    if ALLOWED.match(words[modal.end() :]):
        return "council"
    if re.match(r"\s*(?:\w+\s+)?(?:review|assess)\b", words[modal.end() :]) and DEPARTMENT.search(subject):
        return "department"
    if A_PLAN.match(subject):
        return _who(WITH_PARTNERS.sub("", subject))
    return _who(WITH_PARTNERS.sub("", subject) or subject) or _who(subject)


# "The Board's adviser must be allowed to sit in": somebody has to allow it.
ALLOWED = re.compile(
    r"\s*be\s+(?:allowed|permitted|enabled|entitled|given access|shown|admitted|consulted|invited)\b", re.I
)
DEPARTMENT = next(pattern for who, pattern in SUBJECTS if who == "department")
A_PLAN = re.compile(
    r"\W*(?:an?|the|its|all|each|every)\s+(?:[\w-]+\s+){0,3}(?:plan|strategy|protocol|review|audit|report|policy|programme)s?,",
    re.I,
)
# "Within a month of receiving this Notice the Council must …": the subject stands last where no comma parts it.
LEADS = re.compile(
    r"(?:with|without|subject to|within|by|before|after|from|in|on|at|until|not later than|no later than|during|once|when|where|as soon as)\b",
    re.I,
)
HEAD = re.compile(
    r".*(?<!\bof )(?<!\bto )(?<!\bwith )(?<!\bby )(?<!\bfrom )(?<!\bfor )(?<!\bin )(?<!\bon )(?<!\band )(?<!\bor )"
    r"\b(?=(?:the|each|both) (?:independent )?(?:councils?|authorit|chair|leader|mayor|department|secretary|director|board|advis|commissioner|panel)\b|you\b)",
    re.I,
)


def _at_its_head(subject: str) -> str:
    found = HEAD.match(subject) if LEADS.match(subject) else None
    return subject[found.end() :] if found else subject


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
