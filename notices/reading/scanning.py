"""What a scanner misread: digits among letters, letters among digits, letters pulled apart.

The text of a clause stays as the document prints it; it is read as it was meant, and every such reading is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .wording import word_list

DIGITS = re.compile(r"(?<![\w.])(?:\d[\dlIOo]*[lIOo][\dlIOo]*|[lIO]\d[\dlIO]*)(?=(?:st|nd|rd|th)?\b|%)")
TO_DIGITS = str.maketrans("lIOo", "1100")
ONE_IN_WORD = re.compile(r"(?<=[a-z])1(?=[a-z])")
ZERO_IN_WORD = re.compile(r"(?<=[A-Za-z])0(?=[A-Za-z])|\b0(?=[a-z]{3})")
PULLED_APART = re.compile(r"^\s*(?:[A-Za-z](?:[&'’,:/-])?(?:\s+|$)){6,}\s*$")
# Words of headings and titles, to tell where the words of a heading with its letters pulled apart begin.
VOCABULARY = frozenset(
    word_list(
        "improvement notice statutory direction education act support measures leadership governance practice workforce quality "
        "assurance and of the to in for with care planning assessment safeguarding children services management capacity capability "
        "partnership reporting review reviews failure comply whereas now therefore annex schedule targets adoption social risk "
        "training supervision audit council board department requirements background early help protection looked after"
    )
)


@lru_cache(maxsize=1024)
def as_meant(text: str) -> str:
    """The text with misread digits and letters put right, letter for letter: places in the text stay the same."""
    meant = DIGITS.sub(lambda found: found[0].translate(TO_DIGITS), text)
    meant = re.sub(r"(?<=\d)·(?=\d)", ".", meant)  # a raised point
    meant = ONE_IN_WORD.sub("l", meant)
    return ZERO_IN_WORD.sub(lambda found: _letter_o(meant, found.start()), meant)


def _letter_o(text: str, place: int) -> str:
    following = text[place + 1 : place + 2]
    before = text[place - 1 : place] if place else ""
    return "o" if before.islower() or (before.isalpha() and following.islower()) else "O"


def misread_words(text: str) -> list[tuple[str, str]]:
    """The words that are not read as they stand, each with what it was taken for."""
    meant = as_meant(text)
    if meant == text:
        return []
    return [
        (found[0], meant[found.start() : found.end()])
        for found in re.finditer(r"\S+", text)
        if found[0] != meant[found.start() : found.end()]
    ]


def without_slips(text: str) -> str:
    """The text for telling what kind of document it is: "Irnprovement N0tice" says what it is all the same."""
    meant = as_meant(text)

    def mended(found: re.Match[str]) -> str:
        word = found[0].replace("rn", "m").replace("RN", "M")
        return word if word.lower().rstrip("s") in {w.rstrip("s") for w in VOCABULARY} else found[0]

    return re.sub(r"\b[A-Za-z]*(?:rn|RN)[A-Za-z]*\b", mended, meant)


def closed_up(text: str, vocabulary: Iterable[str]) -> str:
    """A heading whose letters stand apart ("L E A D E R S H I P"): put together, its words told apart."""
    if not PULLED_APART.match(text):
        return text
    parts = [re.sub(r"\s", "", part) for part in re.split(r"\s{2,}|\t", text.strip())]
    if len(parts) == 1:
        parts = _words_in(
            parts[0], frozenset(word.lower() for word in vocabulary if len(word) > 2) | VOCABULARY
        )
    return " ".join(parts)


def _words_in(letters: str, vocabulary: frozenset[str]) -> list[str]:
    """The fewest known words that make up the letters; one word if they cannot."""
    lower = letters.lower()
    best: list[list[str] | None] = [[]] + [None] * len(lower)
    for end in range(1, len(lower) + 1):
        for start in range(max(0, end - 20), end):
            known = best[start]
            if known is not None and lower[start:end] in vocabulary:
                candidate = [*known, letters[start:end]]
                current = best[end]
                if current is None or len(candidate) < len(current):
                    best[end] = candidate
    return best[-1] or [letters]
