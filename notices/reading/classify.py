"""What kind of document this is. What is not the Department's instrument to an English council is refused, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block
from .result import DocumentKind

TITLE_NOTICE = re.compile(
    r"^(?:(?:draft|revised|amended|further|second|third|new|replacement|final|dfe|statutory|non-statutory|the)\s*[:–-]?\s+)*"
    r"improvement notice\b(?! board| plan| response| update| progress| -? ?(?:update|response|report))|^notice to improve\b",
    re.I,
)
TITLE_DIRECTION = re.compile(
    r"^(?:(?:draft|revised|amended|further|second|new|the)\s+)*(?:statutory\s+)?direction\b|\bdirection (?:to|issued|given|made)\b.{0,200}"
    r"\b(?:under|education act|section)\b|^education act 1996\b|\bsection 497A",
    re.I,
)
SAYS_NOTICE = re.compile(
    r"\bthis (?:further |revised |second )?(?:improvement )?notice\b.{0,40}\b(?:is|has been|was) (?:being |hereby )?(?:issued|given|served)\b|\bcomply with this (?:\w+ )?(?:improvement )?notice\b",
    re.I,
)
SAYS_DIRECTION = re.compile(
    r"\b(?:hereby )?directs? (?:the |that the |each )?(?:\w+ ){0,4}(?:council|authority|authorities)\b|\b(?:council|authority) is (?:hereby )?directed\b|\bthis direction\b",
    re.I,
)
ISSUER = re.compile(
    r"\bsecretary of state(?: for (?:education|children|schools))?\b|\bdepartment for (?:education|children, schools)|\bDfE\b|"
    r"\bparliamentary under[- ]secretary of state\b|\bminister (?:of state )?for (?:children|schools|education)|\b497A\b",
    re.I,
)
DEPARTMENT_OWN = re.compile(
    r"\bdepartment for education\b|\bDfE\b|\b497A\b|\bchildren['’]?s (?:social care|services)|\bsecretary of state for (?:education|children)|\bOfsted\b|\bfor children and families\b",
    re.I,
)

# Each: what the document is, and where that shows. "head" patterns are sought in the first blocks, line by line.
HEAD_REFUSALS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.I))
    for reason, pattern in (
        ("the minutes or agenda of a meeting", r"^(?:draft )?(?:minutes|agenda)\b|\bminutes of (?:the|a) .{0,60}meeting|^apologies(?: for absence)?\b|^(?:present|in attendance)\s*:|^agenda item\b"),
        ("a paper for a committee", r"^to:?\s+.{0,80}\b(?:committee|cabinet|scrutiny|executive board|full council|members)\b|^(?:meeting date|forward plan|key decision|electoral divisions?|wards? affected|report (?:of|by|from|author)|officer contact|purpose of (?:the )?report|decision type|portfolio|cabinet member|from: (?:executive |corporate |strategic )?director)\b|^recommendations?\s*:?\s*(?:$|the committee|that (?:the )?(?:committee|cabinet|members)|the (?:\w+ ){1,8}(?:committee|cabinet) is (?:asked|recommended))"),
        ("a press release or a news story", r"\b(?:press release|news release|news story|notes to editors|for immediate release|media contact)\b"),
        ("a template that has not been filled in", r"\[(?:insert|name|council|date|local authority|x+)[^\]]{0,40}\]|<(?:insert|name of|council)[^>]{0,40}>|\b(?:X{3,}|name of) (?:council|local authority)\b|^template\b"),
        ("a question or a debate in Parliament", r"^(?:written question|hansard|parliamentary question)\b"),
    )
)  # fmt: skip
# What could also head a part of an instrument: it counts only where nothing above it says that this is one.
TITLE_REFUSALS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.I))
    for reason, pattern in (
        ("terms of reference", r"^(?:[\w'’]+ ){0,8}terms of reference\b"),
        ("an improvement or action plan", r"^(?:[\w'’]+ ){0,8}(?:improvement|action|delivery|recovery) plan\b(?!.{0,30}:$)|^improvement notice (?:action plan|response|progress|update)|\bour (?:improvement )?plan\b"),
        ("an inspection report", r"^(?:ofsted )?inspection (?:report|of (?:services|local authority|safeguarding|children))|^inspection dates?\b|^lead inspector\b|^reporting inspector\b|^report published\b|^ofsted\b.{0,40}\breport\b"),
        ("a letter about a monitoring visit", r"^monitoring visit\b"),
        ("guidance", r"^(?:statutory |non-statutory )?guidance\b"),
    )
)  # fmt: skip
LETTER = (
    re.compile(r"^dear\b", re.I),
    re.compile(r"^yours (?:sincerely|faithfully|ever)\b|^(?:kind|best) regards\b", re.I),
)
OTHER_LAW = re.compile(
    r"\b(?:housing act|health and safety at work|food (?:safety|hygiene)|environmental protection act|regulatory reform \(fire safety\)|"
    r"licensing act|building act|care standards act|health and social care act 2008|local government act 1999|best value|"
    r"companies act|academies act|funding agreement|academy trust|licence conditions?|NHS Act|police reform act|policing act|"
    r"town and country planning|highways act|food business|premises licence)\b",
    re.I,
)
OTHER_ISSUER = re.compile(
    r"\b(?:welsh ministers|llywodraeth|welsh government|scottish ministers|scottish government|estyn|care inspectorate|"
    r"department of education \(?northern ireland|executive director of housing|environmental health officer|"
    r"(?:health and safety|housing) (?:executive|inspector)|education (?:and skills )?funding agency|ESFA|NHS (?:England|Improvement)|"
    r"home secretary|secretary of state for (?:housing|levelling|communities|health|the home|transport))\b",
    re.I,
)
ABOUT_NOTICE = re.compile(
    r"\b(?:the|our|an) improvement notice (?:was|has been|had been|issued to us|we)\b", re.I
)
DRAFT = re.compile(r"^\W*draft\b", re.I)


@dataclass(frozen=True)
class Classified:
    kind: DocumentKind
    reason: str | None = None
    line: int | None = None
    draft: bool = False


def classify(blocks: Sequence[Block]) -> Classified:
    """The kind, or "other" with the reason in plain words."""
    head = blocks[:14]
    text = "\n".join(block.text for block in blocks)
    kind, line = _kind(blocks[:10], text)
    refusal = _refusal(blocks, head, text, instrument=kind is not None)
    if refusal is not None:
        return refusal
    if kind is None:
        return Classified(
            "other",
            "It does not say that it is an improvement notice or a statutory direction.",
            head[0].numbers[0] if head else None,
        )
    if not ISSUER.search(text):
        return Classified(
            "other", "It does not say that it comes from the Department for Education or its ministers.", line
        )
    if not DEPARTMENT_OWN.search(text):
        return Classified(
            "other", "It is not about children's services under the Department for Education.", line
        )
    return Classified(kind, draft=any(DRAFT.match(block.text) and len(block.text) < 60 for block in head))


def _kind(head: Sequence[Block], text: str) -> tuple[DocumentKind | None, int | None]:
    for block in head:
        if len(block.text) > 400 or block.marked:
            continue
        if (
            TITLE_NOTICE.search(block.text)
            and len(block.text) < 200
            and (SAYS_NOTICE.search(text) or _addressed(head))
        ):
            return "improvement_notice", block.numbers[0]
        if TITLE_DIRECTION.search(block.text) and SAYS_DIRECTION.search(text):
            return "statutory_direction", block.numbers[0]
    for block in head:
        if _addressed(head) and SAYS_NOTICE.search(block.text):
            return "improvement_notice", block.numbers[0]
    if head and re.match(r"whereas\b", head[0].text, re.I) and SAYS_DIRECTION.search(text):
        return "statutory_direction", head[0].numbers[0]
    return None, None


def _addressed(head: Sequence[Block]) -> bool:
    return any(re.match(r"(?:to|addressed to|name)\s*:", block.text, re.I) for block in head)


def _refusal(
    blocks: Sequence[Block], head: Sequence[Block], text: str, *, instrument: bool
) -> Classified | None:
    lines = [line for block in head for line in block.lines[:6]]
    for reason, pattern in HEAD_REFUSALS:
        line = next((line for line in lines if pattern.search(line.text)), None)
        if line is not None:
            return Classified("other", f"It is {reason}, not a notice or a direction.", line.number)
    titled = next(
        (
            i
            for i, line in enumerate(lines)
            if TITLE_NOTICE.search(line.text) or TITLE_DIRECTION.search(line.text)
        ),
        len(lines),
    )
    for reason, pattern in TITLE_REFUSALS:
        line = next(
            (line for line in lines[: titled + 1 if not instrument else titled] if pattern.search(line.text)),
            None,
        )
        if line is not None:
            return Classified("other", f"It is {reason}, not a notice or a direction.", line.number)
    dear = next((b for b in blocks[:30] if LETTER[0].match(b.text)), None)
    yours = next((b for b in blocks if LETTER[1].match(b.text)), None)
    if dear is not None:
        return Classified("other", "It is a letter, not a notice or a direction.", dear.numbers[0])
    if yours is not None and not instrument:
        return Classified("other", "It is a letter, not a notice or a direction.", yours.numbers[0])
    issuer = next((b for b in (*head, *blocks[-6:]) if OTHER_ISSUER.search(b.text)), None)
    if issuer is not None and not re.search(
        r"\b497A\b|secretary of state for education|department for education", text, re.I
    ):
        found = OTHER_ISSUER.search(issuer.text)
        return Classified(
            "other",
            f"It comes from somebody else than the Department for Education ({found[0] if found else ''}).",
            issuer.numbers[0],
        )
    law = next((b for b in head if OTHER_LAW.search(b.text)), None)
    if law is not None and not re.search(r"\b497A\b", text):
        found = OTHER_LAW.search(law.text)
        return Classified(
            "other",
            f"It is made under other law ({found[0] if found else ''}), not about a council's children's services.",
            law.numbers[0],
        )
    return None
