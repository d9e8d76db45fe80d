"""Footnotes: the notes that cut through the text are lifted out of it, and their marks are taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import parse_date
from .result import Footnote
from .wording import starts_as_order

SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"
TO_DIGITS = str.maketrans(SUPERSCRIPT, "0123456789abcde")
URL = re.compile(r"^\W*(?:https?://|www\.)\S", re.I)
RULE = re.compile(r"^\s*(?:_+|-{3,}|[–—]{2,}|={3,}|\*{3,}|(?:\*\s){2,}\*|\.{4,}|…{2,}|(?:_\s)+_)\s*$")

ANY_MARK = re.compile(rf"[{SUPERSCRIPT}†‡§]|\[\^")
RAISED_MARK = re.compile(rf"\s?(?<=[\w\s.,;:?!%\"'”’)\]])(?:\([{SUPERSCRIPT}]+\)|[{SUPERSCRIPT}]+)")
RAISED_NOTE = re.compile(
    rf"^\s*(?:\((?=[{SUPERSCRIPT}]+\)))?([{SUPERSCRIPT}]{{1,3}}|[†‡]|§(?!\s*\d))\)?\s*(?=\S)"
)
MARKDOWN_NOTE = re.compile(r"^\s*\[\^(\w{1,4})\]:\s*")
SQUARE_NOTE = re.compile(r"^\s*\[(\d{1,2}|[a-z])\]\s*:?\s*(?=\S)")
URL_NOTE = re.compile(r"^\s*(\d{1,2})[.)]?\s*(?=<?(?:https?://|www\.))", re.I)
LETTER_NOTE = re.compile(r"^\s*\(([a-z])\)\s+(?=[A-Z])")
LETTER_MARK = r"(?:(?<=[a-z][a-z])\(({})\)(?=[\s.,;:|]|$))|(?<=[a-z.,;:%])(?<!paragraph)(?<!paragraphs)(?<!clause)(?<!item)(?<!section)\s\(({})\)(?=\s{{2,}}|\s*$|\s*[.,;|])"
NOTES_HEAD = re.compile(r"^\W*(?:notes?|end ?notes?|foot ?notes?)\W*$", re.I)
NUMBERED_NOTE = re.compile(r"^\s*\(?(\d{1,2})[.)]?\s+(?=\S)")
DATE_ALONE = re.compile(r"^\s*\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? (?:19|20)\d\d\s*$")
THE_END = re.compile(r"^\W*(?:signed|signature|dated?)\b", re.I)
PLAIN_NOTE = re.compile(r"^\s*(\d{1,2})\s+(?=\S)")
STAR_MARK = re.compile(r"(?<=[a-z\d%).,;])\*(?=[\s.,;:)|]|$)")
STAR_NOTE = re.compile(r"^\s*(\*)\s*(?=[A-Z])")
ROUND_MARK = re.compile(
    r"(?:(?<=[a-z])|(?<=\b20\d\d))\((\d{1,2})\)(?=[\s.,;:|]|$)|(?<=[a-z%])(?<!paragraph)(?<!clause)(?<!section)(?<!item)(?<!regulation)\s\((\d{1,2})\)(?=\s*$|[.,;|])"
)
ROUND_NOTE = re.compile(r"^\s*\((\d{1,2})\)\s+(?=[A-Z])")
ROUND_INSIDE = re.compile(
    r"(?<=[a-z])(?<!paragraph)(?<!paragraphs)(?<!clause)(?<!section)(?<!item)(?<!regulation)(?<!and)(?<!or)(?<!must)(?<!to)\s\((\d{1,2})\)(?=\s[a-z])"
)
NAMED_NOTE = re.compile(r"^\s*(?:foot|end)?note\s+(\d{1,2}|[a-z*])\s*[:.–-]\s+(?=\S)", re.I)

ORDERS = re.compile(r"\b(?:must|shall|should|is to|are to)\b")  # a numbered clause, and no note


@dataclass(frozen=True)
class NoteStart:
    label: str
    rest: str


def note_start(text: str, *, after_rule: bool, marks: set[str], signs: set[str]) -> NoteStart | None:
    """The start of a footnote's body, or nothing. A plain number counts only under a rule.

    `marks` are numbers in square brackets behind words, `signs` an asterisk or numbers in round ones, with one body each.
    """
    for pattern in (RAISED_NOTE, MARKDOWN_NOTE, URL_NOTE):
        found = pattern.match(text)
        if found:
            return NoteStart(found[1].translate(TO_DIGITS), text[found.end() :])
    found = SQUARE_NOTE.match(text)
    if found and found[1] in marks:
        return NoteStart(found[1], text[found.end() :])
    for pattern in (STAR_NOTE, ROUND_NOTE):
        found = pattern.match(text)
        if found and found[0].split()[0].rstrip() in signs:
            return NoteStart(found[1], text[found.end() :])
    found = PLAIN_NOTE.match(text)
    if found and after_rule:
        return NoteStart(found[1], text[found.end() :])
    return None


def note_at_the_end(text: str, *, letters: set[str], under_head: bool) -> NoteStart | None:
    """Below the signature a note may have a letter or a number that marks a word above, or a number under a heading of its own."""
    found = NAMED_NOTE.match(text)
    if found:
        return NoteStart(found[1], text[found.end() :])
    found = LETTER_NOTE.match(text)
    if found and found[1] in letters:
        return NoteStart(found[1], text[found.end() :])
    found = NUMBERED_NOTE.match(text)
    return (
        NoteStart(found[1], text[found.end() :])
        if found and (under_head or (found[1] in letters and not ORDERS.search(text)))
        else None
    )


def at_the_foot(texts: Sequence[str]) -> set[int]:
    """The lines at the foot of a page that begin with a number raised above it, and order nothing: "1 As defined in …"."""
    raised = {label for label in letter_marks(list(texts)) if label.isdigit()}
    foot = range(max(0, len(texts) - 6), len(texts))
    return {
        n for n in foot if (found := NUMBERED_NOTE.match(texts[n])) and found[1] in raised
        and re.match(r"[A-Z“‘]", texts[n][found.end() :]) and parse_date(texts[n][:20]) is None
        and not (ANY_MARK.search(texts[n]) or ORDERS.search(texts[n]) or starts_as_order(texts[n][found.end() :]))
    }  # fmt: skip


def the_end(texts: list[str]) -> int:
    """The line that signs or dates the document; a date on a line of its own does, if nothing else near the end does."""
    signed = [n for n, text in enumerate(texts) if THE_END.match(text)]
    dated = [n for n, text in enumerate(texts) if DATE_ALONE.match(text) and n > 0.7 * len(texts)]
    if not signed and dated and any(LETTER_NOTE.match(text) for text in texts[dated[-1] :]):
        return dated[-1]
    return max(signed, default=len(texts))


def letter_marks(texts: list[str]) -> set[str]:
    """Letters in brackets behind a word at a line's or a cell's end, and raised digits: they may mark notes."""
    pattern = re.compile(LETTER_MARK.format("[a-rt-z]", "[a-z]"))
    raised = {
        mark.translate(TO_DIGITS) for text in texts for mark in re.findall(rf"(?<=\S)[{SUPERSCRIPT}]+", text)
    }
    return raised | {found[1] or found[2] for text in texts for found in pattern.finditer(text)}


def square_marks(texts: list[str]) -> set[str]:
    """Numbers and letters that stand in square brackets after a word: they mark notes."""
    return {mark for text in texts for mark in re.findall(r"(?<=\S)\s?\[(\d{1,2}|[a-z])\]", text)}


def signs_with_a_body(texts: list[str]) -> set[str]:
    """ "*" and "(1)": behind a word, and later once at the start of a line. As labels of clauses they start several, or none is behind a word."""
    signs: set[str] = set()
    end = the_end(texts)
    for mark, body in ((STAR_MARK, STAR_NOTE), (ROUND_MARK, ROUND_NOTE), (ROUND_INSIDE, ROUND_NOTE)):
        places: dict[str, int] = {}
        for index, text in enumerate(texts):
            for found in mark.finditer(text):
                places.setdefault(found[0].strip(), index)
        for sign, place in places.items():
            bodies = [
                index for index, text in enumerate(texts) if (b := body.match(text)) and b[0].strip() == sign
            ]
            if len(bodies) == 1 and bodies[0] > (end if mark is ROUND_INSIDE else place):
                signs.add(sign)
    below = {note[0].split()[0] for text in texts[end + 1 :] if (note := ROUND_NOTE.match(text))}
    return signs | below if below & signs else signs  # "(1)" and "(2)" below the signature are notes together


def without_marks(text: str, labels: set[str]) -> str:
    """Take the marks of footnotes off a line. Plain digits count only behind a word, and only if the note exists."""
    if ANY_MARK.search(text):
        text = RAISED_MARK.sub("", text)
        text = re.sub(r"(?<=\S)\s?\[\^\w{1,4}\]", "", text)
        text = re.sub(r"(?<=\w)[†‡§]", "", text)
    if "*" in labels:
        text = STAR_MARK.sub("", text)
    if "(" in text and any(label.isdigit() for label in labels):
        text = ROUND_MARK.sub(lambda m: "" if (m[1] or m[2]) in labels else m[0], text)
        text = ROUND_INSIDE.sub(lambda m: "" if m[1] in labels else m[0], text)
    if labels:
        either = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
        text = re.sub(rf"(?<=\S)\s?\[(?:note\s+)?(?:{either})\]", "", text)
    letters = "|".join(sorted(label for label in labels if re.fullmatch(r"[a-z]", label)))
    if letters:
        text = re.sub(LETTER_MARK.format(letters, letters), "", text)
    numbers = "|".join(
        sorted((re.escape(label) for label in labels if not label.isalpha()), key=len, reverse=True)
    )
    if numbers:
        text = re.sub(rf"(?<=[12]\d\d\d[.,;)])(?:{numbers})(?=\s|$)", "", text)
        text = re.sub(
            rf"(?<=[a-z])([\"'”’)]?[.,;:]?[\"'”’)]?)(?:{numbers})(?=\s|$|[.,;:)])(?!\.\d)", r"\1", text
        )
    return text


def note(label: str | None, parts: list[str]) -> Footnote:
    text = " ".join(" ".join(parts).split())
    return Footnote(label, re.sub(r"<((?:https?://|www\.)[^>]*)>", r"\1", text))
