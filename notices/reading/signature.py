"""The end of an instrument: when it was issued, who signed it and in which office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block
from .date_values import MISREAD
from .dates import FoundDate, find_dates
from .openers import ROLE
from .people import NAME
from .result import IssueDate, Signatory
from .scanning import as_meant

DATE_LABEL = re.compile(
    r"\b(?:date of issue|issue date|issued on|dated?(?: this)?|given (?:this|on)|signed on|this(?=\s+\w+\s+day of))\b\s*:?\s*",
    re.I,
)
PICTURE = re.compile(r"\b(?:handwritten|signature|image of|picture of|logo|cursive|ink)\b", re.I)
SIGNED = re.compile(
    r"^(?:(?:signed|signature)(?:\s+(?:by|for|on behalf of)(?:\s+the (?:department(?: for [A-Z]\w+)?|secretary of state(?: for [A-Z]\w+)?)\b\s*:)?)?)\b\s*:?\s*(?:\.{3,}|_{2,})?",
    re.I,
)
_WHO = r"(?:the\s+)?(?:secretary of state|minister|department)(?: of state)?(?-i: for [A-Z][a-z]+(?:,? (?:and )?[A-Z][a-z]+)*)?"
# By whose authority it is signed: no name and no role, but both may follow on the line.
BEHALF = re.compile(
    rf"^(?:(?:signed|given|issued|made|sealed|executed)\s+)?(?:(?:for\s+and\s+)?on\s+behalf\s+of|(?:by|under|with|on)\s+(?:the\s+)?(?:authority|order|direction|command|instructions?|hand)\s+of|"
    rf"at\s+the\s+direction\s+of|in\s+the\s+name\s+of|for)\s+{_WHO}\b\s*(?:\bby\b|:)?\s*|"
    rf"^(?:(?:signed|given|issued|made)\s+)?on\s+{_WHO}['’]s\s+behalf\s*(?:\bby\b|:)?\s*|^(?:for and )?on behalf of\b|^(?:signed|given|issued|made)\s+by\s*(?=:|$|[A-Z])(?!.*\b(?:authority|order)\b)",
    re.I,
)
BEHIND = re.compile(
    r",?\s*\(?(?:for and )?(?:on behalf of|for|by authority of) (?:the )?secretary of state(?: for education)?\)?\W*$",
    re.I,
)
# A role goes on with the part of the Department that its holder leads.
UNIT = re.compile(
    r"[A-Z][\w'’,& -]*\b(?:Unit|Division|Directorate|Team|Branch|Group|Intervention|Improvement|Services)$"
)
GREETING = re.compile(r"dear\b", re.I)
OPEN_END = (",", " of", " for", " and", " the", " in", " to")


def find_issue_date(
    signature: Sequence[Block], front: Sequence[Block]
) -> tuple[IssueDate, tuple[int | None, str] | None]:
    """The printed date of issue. Blank, incomplete or odd dates are not completed: a person must confirm them."""
    line: int | None = None
    blank = False
    dated = _date_of_letter(front)
    if dated is not None:
        return _issue_date(dated[0], dated[1], dated[0].raw)
    for block in (*signature, *front):
        for source in block.lines:
            label = DATE_LABEL.search(source.text)
            alone = any(block is other for other in signature) and not PICTURE.search(source.text)
            if label is None and not alone:
                continue
            is_front = not any(block is other for other in signature)
            if is_front and (label is None or not re.match(r"\W*(?:date|issued|dated)", source.text, re.I)):
                continue
            text = source.text[label.end() :] if label else source.text
            found = find_dates(as_meant(text))
            if found:
                return _issue_date(found[0], source.number, text[found[0].start : found[0].end].strip())
            if label is not None:
                blank, line = True, line or source.number
                rest = text.strip(" .:_…\t")
                if rest and not is_front and re.search(r"\d", rest):
                    note = f"The date “{rest}” cannot be read: type the date of issue."
                    return IssueDate(None, rest, False), (source.number, note)
    for source in (printed for block in front for printed in block.lines if not blank):
        found = find_dates(as_meant(source.text))  # a letter has its day on a line of its own, at the head
        if len(found) == 1 and found[0].raw == source.text.strip(" ."):
            return _issue_date(found[0], source.number, found[0].raw)
    if blank:
        return IssueDate(None, None, False), (
            line,
            "The date of issue is blank: type it before the instrument is put in force.",
        )
    last = signature[-1].numbers[1] if signature else None
    return IssueDate(None, None, False), (
        last,
        "No date of issue was found: type it before the instrument is put in force.",
    )


def _date_of_letter(front: Sequence[Block]) -> tuple[FoundDate, int] | None:
    """The date above "Dear …", on a line of its own."""
    dear = next((place for place, block in enumerate(front) if GREETING.match(block.text)), 0)
    for source in (line for block in front[:dear] for line in block.lines):
        text = as_meant(source.text)
        for found in find_dates(text):
            if not (text[: found.start] + text[found.end :]).strip(" .,") and found.precision == "day":
                return found, source.number
    return None


def _issue_date(found: FoundDate, number: int, raw: str) -> tuple[IssueDate, tuple[int | None, str] | None]:
    found = replace(found, raw=raw, problem=found.problem or (MISREAD if raw != found.raw else None))
    if found.date is None:
        return IssueDate(None, found.raw, False), (number, f"{found.problem} Type the date of issue.")
    if found.precision != "day":
        return IssueDate(None, found.raw, False), (
            number,
            f"The date of issue says only “{found.raw}”: type the day.",
        )
    if found.problem:
        return IssueDate(found.date, found.raw, False), (
            number,
            f"{found.problem} Confirm the date of issue.",
        )
    return IssueDate(found.date, found.raw, True), None


def find_signatory(signature: Sequence[Block]) -> Signatory:
    name: str | None = None
    role: str | None = None
    for line in _lines(signature):
        text = re.sub(r",?\s*(?:on|dated)\s+\d{1,2} [A-Z][a-z]+ \d{4}\W*$", "", line)
        text = BEHIND.sub("", SIGNED.sub("", BEHALF.sub("", text))).strip(" _.…:")
        text = text.rstrip(",") if NAME.match(text.rstrip(",")) else text
        if not text or PICTURE.search(text) or find_dates(text) or DATE_LABEL.match(text):
            continue
        first, comma, rest = text.partition(",")
        if role is not None and role.endswith(OPEN_END) and len(role) < 90:
            role = f"{role} {text}"
        elif (
            name is None
            and comma
            and NAME.match(first.strip())
            and ROLE.search(rest)
            and not ROLE.search(first)
        ):
            name, role = first.strip(), role or rest.strip()
        elif ROLE.search(text) and len(text) < 160:
            role = role or text
        elif role is not None and "," not in role and UNIT.fullmatch(text):
            role = f"{role}, {text}"
        elif name is None and NAME.match(text) and len(text) < 60:
            name = text
    return Signatory(name, role)


def _lines(signature: Sequence[Block]) -> list[str]:
    """Lines of the signature, apart where one line holds several fields ("Signed:    Date:")."""
    texts = []
    for block in signature:
        for line in block.lines:
            if line.cells:
                texts += [cell.strip() for cell in line.cells if cell.strip()]
                continue
            texts += [
                part.strip() for part in re.split(r"\t|\s{3,}|(?=\bDated?\b\s*:)", line.text) if part.strip()
            ]
    return texts
