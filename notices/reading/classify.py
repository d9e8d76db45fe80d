"""What kind of document this is. What is not the Department's instrument to an English council is refused, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block
from .issuer import other_issuer
from .refusals import (
    ABOVE,
    CHANGES_ONE,
    DEAR,
    DENIES,
    HEAD,
    IS_ITSELF,
    NOT_ONE,
    OTHER_INSTRUMENTS,
    QUASHED,
    WITHDRAWN,
    YOURS,
    first_match,
    letter_reason,
    sentence,
)
from .result import DocumentKind
from .scanning import without_slips
from .wording import ends_closed, starts_lower

_BEFORE = (
    r"(?:[A-Z][\w'’ -]{2,60}?\b(?:council|borough|authority)\s*[:–—-]\s*)?"
    r"(?:(?:draft|revised|amended|amending|further|second|third|fourth|new|replacement|supplementary|supplemental|joint|interim|final|dfe|statutory|non-statutory|the|"
    r"(?:amendment|extension|variation)(?:,? and (?:amendment|extension|variation))? (?:of|to)(?: the| an?)?|children['’]?s services:?|SEND)\s*[:–-]?\s+)*"
)
TITLE_NOTICE = re.compile(
    rf"^{_BEFORE}improvement notice\b(?! board| plan| response| update| progress| action| -? ?(?:update|response|report))|^notice to improve\b|"
    r"^notice of (?:amendment|variation|extension)\b|^(?:changes|amendments?|variations?|extension) (?:to|of) (?:the|an?) (?:\w+ )?(?:improvement )?notice\b|^(?:amendment|variation|extension) notice\b",
    re.I,
)
TITLE_DIRECTION = re.compile(
    rf"^{_BEFORE}(?:statutory\s+)?direction\b(?!s? of travel)|\bdirection (?:to|issued|given|made)\b.{{0,200}}"
    r"\b(?:under|education act|section)\b|^education act 1996\b|\bsection 497A|^revocation of (?:the )?(?:statutory )?direction\b|^[^.;]{0,110}\bdirections?(?: \((?:no\.? ?\d|amendment|variation)[^)]{0,20}\))?(?:,? (?:19|20)\d\d)?(?: \((?:no\.? ?\d|amendment|variation)[^)]{0,20}\))?\W*$",
    re.I,
)
SAYS_NOTICE = re.compile(
    r"\bth(?:is|e following) (?:further |revised |second |amending )?(?:improvement )?notice\b.{0,40}\b(?:is|has been|was) (?:being |hereby )?(?:issued|given|served)\b|"
    r"\bcomply with this (?:\w+ )?(?:improvement )?notice\b|\bimprovement notice (?:issued|given) by the department\b|"
    r"\bthis (?:improvement )?notice (?:amends|varies|replaces|extends|supersedes)\b|\bissues? this (?:\w+ )?improvement notice\b|\breceiving this improvement notice\b",
    re.I,
)
# An instrument that changes an earlier one need say no more than that.
SAYS_AMENDED = re.compile(
    r"\b(?:amends?|varies|vary|extends?|changes)\b[^.;]{0,100}\b(?:notice|direction)\b|\b(?:notice|direction)\b[^.;]{0,160}\bis (?:hereby |now )?(?:amended|varied|extended)\b|"
    r"\b(?:amendments?|changes|variations?)\b[^.;]{0,60}\bto (?:the|that|an?) (?:\w+ ){0,3}(?:notice|direction)\b|\b(?:notice|direction)\b[^.;]{0,100}\b(?:and|to) (?:has decided to )?(?:amend|vary|extend) it\b|\bit is (?:hereby |now )?(?:amended|varied|extended)\b",
    re.I,
)
AMENDING = re.compile(
    r"\bparagraphs? \d[\s\S]{0,200}?\b(?:substitut|omit|insert|delet|replac|revok|add)\w*|\b(?:substitut|omit|insert|delet|replac|revok|add)\w*[^.;]{0,120}\bparagraphs? \d",
    re.I,
)
OF_ITSELF = re.compile(r"\bth(?:is|e) (?:original |principal )?(?:improvement )?notice\b", re.I)
SAYS_DIRECTION = re.compile(
    r"\b(?:hereby )?directs? (?:the |that the |each |both )?(?:\w+ ){0,4}(?:councils?|authority|authorities)\b|\b(?:council|authority) is (?:hereby )?directed\b|"
    r"\bthis direction\b|\bdirection\b.{0,80}\bis hereby revoked\b|\bhereby revokes?\b",
    re.I,
)
ISSUER = re.compile(
    r"\bsecretary of state(?: for (?:education|children|schools))?\b|\bdepartment for (?:education|children, schools)|\bDfE\b|\bDCSF\b|"
    r"\bparliamentary under[- ]secretary of state\b|\bminister (?:of state )?for (?:children|schools|education)|\b497A\b",
    re.I,
)
DEPARTMENT_OWN = re.compile(
    r"\bdepartment for (?:education|children, schools)\b|\bDfE\b|\bDCSF\b|\b497A\b|\bchildren['’]?s (?:social care|services)|"
    r"\bsecretary of state for (?:education|children)|\bOfsted\b|\bfor children and families\b",
    re.I,
)
OWN_LAW = re.compile(
    r"\b497A\b|\bsecretary of state for (?:education|children, schools)|\bdepartment for (?:education|children, schools)",
    re.I,
)
OBLIGES = re.compile(
    r"\b(?:(?i:councils?|authority|you|it)|(?!Board|Chair|Department|Commissioner)[A-Z][\w’-]+)\s+(?i:must|shall|is to|are to|is required to|are required to|will be required to)\b|^\W*(?i:must)\b",
    re.M,
)
ENFORCED = re.compile(
    r"\b497A\b|\bfail(?:ure|s|ed)? to comply\b|\b(?:does|do|should)\b.{0,30}\bnot comply\b", re.I
)
DRAFT = re.compile(r"^\W*draft\b", re.I)


@dataclass(frozen=True)
class Classified:
    kind: DocumentKind
    reason: str | None = None
    line: int | None = None
    draft: bool = False


def classify(blocks: Sequence[Block], *, marked: Sequence[str] = ()) -> Classified:
    """The kind, or "other" with the reason in plain words. `marked`: what is stamped over the pages."""
    head = blocks[:16]
    text = without_slips("\n".join(block.text for block in blocks))
    kind, line = _kind(blocks[:14], text)
    refusal = _refusal(blocks, head, text, instrument=kind is not None, titled=line, marked=marked)
    if refusal is not None:
        return refusal
    if kind is None:
        return Classified(
            "other",
            "It does not say that it is an improvement notice or a statutory direction.",
            head[0].numbers[0] if head else None,
        )
    if (other := other_issuer(text)) is not None:
        return Classified("other", f"It is given by {other}, not by the Department for Education.", line)
    if not ISSUER.search(text):
        return Classified(
            "other", "It does not say that it comes from the Department for Education or its ministers.", line
        )
    if not DEPARTMENT_OWN.search(text):
        return Classified(
            "other", "It is not about children's services under the Department for Education.", line
        )
    drafted = any(DRAFT.match(block.text) and len(block.text) < 60 for block in head)
    return Classified(kind, draft=drafted or any(DRAFT.match(mark) for mark in marked))


def _kind(head: Sequence[Block], text: str) -> tuple[DocumentKind | None, int | None]:
    amends = SAYS_AMENDED.search(text) and AMENDING.search(text)
    for block in head:
        words = without_slips(block.text)
        if len(words) > 400 or block.marked:
            continue
        says = (
            SAYS_NOTICE.search(text)
            or IS_ITSELF.search(text)
            or CHANGES_ONE.search(text)
            or amends
            or _addressed(head)
            or len(OF_ITSELF.findall(text)) > 1
            or (len(OBLIGES.findall(text)) > 2 and ENFORCED.search(text))
        )
        if TITLE_NOTICE.search(words) and len(words) < 200 and says:
            return "improvement_notice", block.numbers[0]
        if TITLE_DIRECTION.search(words) and (SAYS_DIRECTION.search(text) or amends):
            return "statutory_direction", block.numbers[0]
    for block in head:
        if SAYS_NOTICE.search(without_slips(block.text)) and (_addressed(head) or block is not head[0]):
            return "improvement_notice", block.numbers[0]
    if head and re.match(r"whereas\b", head[0].text, re.I) and SAYS_DIRECTION.search(text):
        return "statutory_direction", head[0].numbers[0]
    return None, None


def _addressed(head: Sequence[Block]) -> bool:
    return any(
        re.match(
            r"(?:to|addressed to|issued to|name|council|authority|local authority|recipient)\s*:|(?:addressed|issued|given|served|made)\b(?: (?:by|on behalf of) .{3,70}?)? (?:to|on|upon)\b",
            block.text,
            re.I,
        )
        for block in head
    )


def _refusal(
    blocks: Sequence[Block],
    head: Sequence[Block],
    text: str,
    *,
    instrument: bool,
    titled: int | None,
    marked: Sequence[str],
) -> Classified | None:
    lines = [
        (line.number, line.text)
        for block in head
        for line in block.lines[:6]
        if line is block.lines[0]
        or not starts_lower(line.text)  # "… in ten / minutes": the middle of a sentence
    ]
    stamped = next(((n, t) for n, t in lines if WITHDRAWN.search(t) or QUASHED.match(t)), None)
    if stamped is not None or any(WITHDRAWN.search(mark) or QUASHED.match(mark) for mark in marked):
        return Classified(
            "other",
            "It is marked as withdrawn or not in use: only an instrument that was issued can be read.",
            stamped[0] if stamped else lines[0][0],
        )
    found = first_match(lines, HEAD)
    if found is not None:
        return Classified("other", sentence(found[0]), found[1])
    above = [(n, t) for n, t in lines if titled is None or n < titled]
    if (
        instrument
    ):  # the line of the title itself, and what shares its page number in a PDF, says nothing else
        above = above[: next((i for i, (_, t) in enumerate(lines) if _titles(t)), len(above))]
    else:
        above = above[: next((i + 1 for i, (_, t) in enumerate(lines) if _titles(t)), len(above))]
    found = first_match(above, ABOVE)
    if found is not None:
        return Classified("other", sentence(found[0]), found[1])
    dear = next((b for b in blocks[:30] if DEAR.match(b.text)), None)
    yours = next((b for b in blocks if YOURS.match(b.text)), None)
    if dear is not None or (yours is not None and not instrument):
        first = dear or yours
        attached = yours is not None and _attached(blocks[list(blocks).index(yours) + 1 :])
        assert first is not None
        if attached or not (instrument and _gives_itself(blocks)):
            return Classified("other", letter_reason(text, attached=attached), first.numbers[0])
    return _other_instrument(blocks, head, text)


def _titles(text: str) -> bool:
    words = without_slips(text)
    return bool(TITLE_NOTICE.search(words) or TITLE_DIRECTION.search(words))


def _gives_itself(blocks: Sequence[Block]) -> bool:
    """Whether the letter is the notice or the direction: it says so, and what must be done stands in it or in its annex."""
    text = without_slips("\n".join(block.text for block in blocks))
    said = " ".join(text.split())
    if DENIES.search(said):
        return False
    changes = CHANGES_ONE.search(said) and re.search(r"\bparagraphs? \d", said, re.I)
    return bool(changes or (IS_ITSELF.search(said) and len(OBLIGES.findall(text)) > 1))


def _attached(after: Sequence[Block]) -> bool:
    """Whether a whole instrument stands behind a letter's end."""
    titled = any(
        _titles(block.text) and len(block.text) < 200 and not ends_closed(block.text) for block in after
    )
    return titled and len(after) > 12


def _other_instrument(blocks: Sequence[Block], head: Sequence[Block], text: str) -> Classified | None:
    """A notice of another body or under other law. What names our own law or Department as its source is ours."""
    own = OWN_LAW.search(text)
    shown = "\n".join(block.text for block in (*head, *blocks[-6:]))
    for what, pattern in OTHER_INSTRUMENTS:
        if not pattern.search(shown):
            continue
        for block in (*head, *blocks[-6:]):
            if not pattern.search(block.text):
                continue
            if own and not _decisive(what, text):
                continue
            return Classified("other", sentence(what), block.numbers[0])
    return None


def _decisive(what: str, text: str) -> bool:
    """Academies are the Department's too: their notices name it, and are still not to a council. So with Wales and 497A."""
    if "academy" in what:
        return not re.search(r"\b497A\b", text) and bool(
            re.search(r"\bacademy trust\b|\bfunding agreement\b|\bcollege\b|\bwarning notice\b", text, re.I)
        )
    if "Welsh" in what:
        return bool(
            re.search(r"\bwelsh ministers\b.{0,120}\b(?:direct|hereby|satisfied|powers)", text, re.I | re.S)
        )
    if "best value" in what:
        return not re.search(r"\b497A\b", text)
    return False


__all__ = ["NOT_ONE", "Classified", "classify"]
