"""Does a text look as if it told who a child is? Plans, evidence and board papers never need that.

Pure functions. A clue is a reason to look again, not a proof: the person reads the warning, takes the words out, or says
that nobody can be identified. Clues name their kind and never repeat the text, so that neither a log nor an error page
becomes a second place where the child is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum


class Clue(StrEnum):
    """What was seen, as it stands in "This looks as if it holds …"."""

    DATE_OF_BIRTH = "a date of birth"
    NHS_NUMBER = "an NHS number"
    PUPIL_NUMBER = "a unique pupil number"
    CASE_NUMBER = "a case number"
    NAME = "the name of a child"
    INITIALS = "the initials of a child"


_DATE = r"\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s./,-]+\d{2,4}|\d{4}-\d{2}-\d{2}"
_BIRTH = re.compile(rf"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|born(?: on)?)\W{{0,6}}(?:is |was )?(?:{_DATE})", re.IGNORECASE)  # fmt: skip
_TEN_DIGITS = re.compile(r"(?<![\d+/.-])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![\d/]|[.-]\d)")
_PUPIL = re.compile(r"\b([A-HJ-NP-RT-Z])(\d{11})(\d|[A-HJ-NP-RT-Z])\b")
_PUPIL_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_CASE = re.compile(
    r"\b(?:case|child|client|person|pupil|referral|mosaic|lcs|ics|eclipse|liquid\s?logic|care\s?first)(?:['’]s)?[ _-]*"
    r"(?:id|no|nos|num|number|ref|reference|record)\b[\s.:#_-]{0,4}[A-Z]{0,3}[-/]?\d{4,12}\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?i:name of (?:the )?(?:child|baby|young person|pupil)|(?:child|baby|pupil)(?:['’]?s)? (?:full )?name)"
    r"\s*(?:is|was|[:=–-])\s*[A-Z][a-z]+",
)
_WHO = r"(?:[Cc]hild|CHILD|[Cc]hildren|[Ss]iblings?|[Bb]aby|[Yy]oung [Pp]erson|YP|[Bb]oy|[Gg]irl|[Pp]upil)"
_INITIALS = re.compile(
    rf"(?<![A-Za-z]){_WHO}[ _-]+([A-Z]\.[ ]?[A-Z]\.?|[A-Z]{{1,3}}\d?)(?![A-Za-z0-9]|-[Ll]evel)"
)
# Capital letters that follow "child" and are no initials: terms of the field, and headings in capitals.
_TERMS = frozenset({
    "I", "IN", "OF", "IS", "TO", "AT", "ON", "BY", "OR", "AND", "THE", "FOR", "WAS", "ARE", "HAS", "ALL",
    "CIN", "CP", "CPP", "CPC", "LAC", "CLA", "EHC", "SEN", "CSE", "CCE", "QA", "MASH", "IRO", "CME", "EHA", "EH", "SGO",
    "FGM", "NHS", "GP", "ICB", "PLO", "PEP", "ISA", "UK", "MP",
})  # fmt: skip


def clues_in(text: str) -> list[Clue]:
    """In the order of Clue; each kind once."""
    return [clue for clue, seen in _SEEN.items() if seen(text)]


def clues_in_all(texts: Iterable[str]) -> list[Clue]:
    found = {clue for text in texts for clue in clues_in(text)}
    return [clue for clue in Clue if clue in found]


def in_words(clues: Iterable[Clue]) -> str:
    """ "a date of birth and the initials of a child"."""
    *first, last = [str(clue) for clue in clues]
    return f"{', '.join(first)} and {last}" if first else last


def is_nhs_number(digits: str) -> bool:
    """Ten digits, of which the last is the check digit (modulus 11)."""
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    check = (
        11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    )
    return check != 10 and check % 11 == int(digits[9])


def is_pupil_number(text: str) -> bool:
    """A check letter and twelve digits; a temporary number ends in a letter. Weights 2 to 13, modulus 23."""
    match = _PUPIL.fullmatch(text)
    if match is None:
        return False
    last = match[3]
    values = [
        *(int(digit) for digit in match[2]),
        int(last) if last.isdigit() else _PUPIL_LETTERS.index(last),
    ]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return _PUPIL_LETTERS[total % 23] == match[1]


def _has_nhs_number(text: str) -> bool:
    return any(is_nhs_number("".join(match.groups())) for match in _TEN_DIGITS.finditer(text))


def _has_pupil_number(text: str) -> bool:
    return any(is_pupil_number(match[0]) for match in _PUPIL.finditer(text))


def _has_initials(text: str) -> bool:
    return any(match[1] not in _TERMS for match in _INITIALS.finditer(text))


_SEEN: dict[Clue, Callable[[str], bool]] = {
    Clue.DATE_OF_BIRTH: lambda text: bool(_BIRTH.search(text)),
    Clue.NHS_NUMBER: _has_nhs_number,
    Clue.PUPIL_NUMBER: _has_pupil_number,
    Clue.CASE_NUMBER: lambda text: bool(_CASE.search(text)),
    Clue.NAME: lambda text: bool(_NAME.search(text)),
    Clue.INITIALS: _has_initials,
}
