"""Numbers as officials write them: digits, words, shares."""

from __future__ import annotations

import re

from .wording import word_list

ONES = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ORDINALS = word_list(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

_ONES = "|".join(sorted(ONES[1:], key=len, reverse=True))
_TENS = "|".join(TENS)
WORD_NUMBER = rf"(?:nil|zero|nought|(?:half\s+a|an?|two|three|four)\s+dozen|(?:an?\s+|one\s+)?hundred|(?:{_TENS})(?:[\s-](?:{_ONES}))?|{_ONES})"
# Two ways of writing one number: "six (6)", "6 (six)".
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+|½|¼|¾)?|{WORD_NUMBER})(?:\s*\((?:\d+(?:\.\d+)?|{WORD_NUMBER})\))?"

FRACTIONS = {
    "half": 50.0, "one half": 50.0, "a half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3,
    "a quarter": 25.0, "one quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0, "one fifth": 20.0,
    "two fifths": 40.0, "three fifths": 60.0, "four fifths": 80.0, "a tenth": 10.0, "one tenth": 10.0,
    "nine tenths": 90.0,
}  # fmt: skip


def value(text: str) -> float | None:
    """The number that a text says: "1,200", "50.8", "twenty-five", "six (6)". None if it says none."""
    text = re.sub(r"\s*\([^)]*\)\s*$", "", text.strip().lower())
    text = text.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    if re.fullmatch(r"\d+[½¼¾]", text):
        return float(text[:-1]) + {"½": 0.5, "¼": 0.25, "¾": 0.75}[text[-1]]
    if text in ("a", "an"):
        return 1.0
    if text in ("nil", "zero", "nought"):
        return 0.0
    if text.endswith("dozen"):
        many = text.removesuffix("dozen").strip()
        return 6.0 if many == "half a" else 12 * (value(many) or 1.0)
    if text in ("hundred", "one hundred", "a hundred"):
        return 100.0
    if text in ONES:
        return float(ONES.index(text))
    parts = re.split(r"[\s-]+", text)
    if parts[0] in TENS and len(parts) <= 2:
        if len(parts) == 1:
            return float(TENS[parts[0]])
        if parts[1] in ONES[1:10]:
            return float(TENS[parts[0]] + ONES.index(parts[1]))
    return None


def ordinal_value(text: str) -> int | None:
    """ "ninth" → 9, "twenty-first" → 21, "31st" → 31."""
    text = text.strip().lower()
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", text)
    if digits:
        return int(digits[1])
    if text in ORDINALS:
        return ORDINALS.index(text)
    if text == "thirtieth":
        return 30
    parts = re.split(r"[\s-]+", text)
    if len(parts) == 2 and parts[0] in TENS and parts[1] in ORDINALS[1:10]:
        return TENS[parts[0]] + ORDINALS.index(parts[1])
    return None


def share(text: str) -> float | None:
    """A fraction in words as a share of a hundred: "two thirds" → 66.7, "nine out of ten" → 90."""
    text = " ".join(re.sub(r"[-]", " ", text.lower()).split())
    if text in FRACTIONS:
        return round(FRACTIONS[text], 1)
    found = re.fullmatch(
        rf"({NUMBER})\s+(?:[a-z’'-]+\s+){{0,5}}?(?:out\s+of|of\s+every|of\s+each|in)\s+(?:every\s+|each\s+)?({NUMBER})",
        text,
    )
    if found:
        part, whole = value(found[1]), value(found[2])
        if part is not None and whole and part <= whole < 1000:
            return round(100 * part / whole, 1)
    return None
