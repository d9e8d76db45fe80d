"""The labels that drafters put before clauses, in every style, and bullets.

A label may be read in more than one way ("i" is the first roman numeral and the ninth letter); all readings are
kept, and the tree chooses the one that continues a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ROMANS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BULLETS = "•●◦○▪■□▫‣⁃∙·➢➤►▶✓✔❖◆♦\uf0b7\uf0a7\uf0d8\uf076\uf0fc"
# Marks that stand for a bullet where a typist or a scanner had no other: "~", "+", "->", "=>", "»".
TYPED = r"(?:[-–—=]{1,2}>|[~+»›>¤¬≈]|[-–—]{2})"
BULLET = re.compile(
    rf"^\s*(?:[{BULLETS}]\s*(?=\S)|[*\-–—]\s+(?=\S)|[oØ§¨ü¾]\s+(?=[A-Za-z(])|{TYPED}\s+(?=[A-Za-z\"'‘“(]))"
)
LONE_BULLET = re.compile(rf"^\s*(?:[{BULLETS}*\-–—]|{TYPED})\s*$")

MISREAD = {"l": 1, "I": 1, "Z": 2, "S": 5, "G": 6, "B": 8, "g": 9, "ll": 11, "lO": 10}
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DOTTED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?(?:\s+(?=[A-Za-z\"'‘’“(])|\s*$)")
COMPOUND = re.compile(r"^[(\[]?(\d{1,3})[.\s]*[(\[.]?\s*([a-z]|[ivx]{1,5})[.)\]]\s*[.:]?(?:\s+(?=\S)|$)")
NUMBER = re.compile(r"^[(\[{]?\s?(\d{1,3}|[lI]\d|\d[lO])\s?[.)\]}]\s*(?=[A-Za-z\"'‘’“(]|$)")
LETTERED_NUMBER = re.compile(r"^[(\[]?(\d{1,3}[A-Za-z])[.)\]](?:\s+(?=\S)|$)")
LETTER = re.compile(r"^[(\[{]?([ivxlc]{1,7}|[IVXLC]{1,7}|[a-z]{1,2}|[A-Z])\s?[.)\]}](?:\s+(?=\S)|$)")
WORDED = re.compile(
    r"^(?:Requirement|Measure|Condition|Article|Clause|Paragraph|Objective|Action|Step|Item|Recommendation)\s+"
    r"(?:no\.?\s*)?([A-Z]?\d{1,3}(?:\.\d{1,2})*|[A-Z])\s*(?:[:.)–—-]\s*|$)(?=\S|$)",
    re.I,
)
LETTER_NUMBER = re.compile(r"^([A-Z]{1,3}\d{1,2})[.:)]?(?:\s*[–—-])?(?:\s+(?=[A-Z\"'‘“(])|$)")
# "2a The Council must …": no address ("12a High Street")
CLOSE_COMPOUND = re.compile(
    r"^(\d{1,2})([a-z])\s+(?=[A-Z][a-z]*\s)(?!(?:[\w'’]+\s+){0,3}(?:street|road|lane|avenue|square|house|court|way|place|gate|hill|park|row|terrace)\b)",
    re.I,
)
WEAK = re.compile(rf"^(\d{{1,2}})\s+(?!{MONTH})(?=[A-Z\"'‘“(])")
WEAK_LETTER = re.compile(r"^([a-h]|[A-H]|[ivx]{1,5}|[IVX]{1,5})\s+(?=[A-Za-z\"'‘“(])")


@dataclass(frozen=True)
class Label:
    """`path` is set for labels that say their whole place ("1.2", "5(a)"). `readings` are (family, ordinal)."""

    text: str
    shape: str  # the same for labels of one list: "number.", "letter()"
    readings: tuple[tuple[str, int], ...]
    path: tuple[str, ...] = ()
    weak: bool = False  # a bare number or letter: a label only if it continues a list


@dataclass(frozen=True)
class Start:
    """How a line starts: its label or bullet, and what follows."""

    label: Label | None
    bullet: bool
    rest: str


def roman(number: int) -> str:
    text = ""
    for value, letters in ROMANS:
        while number >= value:
            text, number = text + letters, number - value
    return text


def alphabetic(number: int) -> str:
    """a … z, then aa, bb … as Word counts; 0 and below give nothing."""
    return chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1) if number > 0 else ""


def roman_value(text: str) -> int | None:
    text = text.lower()
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    if not text or any(letter not in values for letter in text):
        return None
    total = 0
    for letter, after in zip(text, [*text[1:], ""], strict=True):
        total += -values[letter] if after and values[after] > values[letter] else values[letter]
    return total if roman(total) == text else None


def letter_readings(text: str) -> tuple[tuple[str, int], ...]:
    case = "A" if text.isupper() else "a"
    readings = []
    if len(set(text.lower())) == 1 and len(text) <= 2:
        readings.append((f"letter-{case}", ord(text[0].lower()) - 96 + 26 * (len(text) - 1)))
    value = roman_value(text)
    if value is not None and value <= 60:
        readings.append((f"roman-{case}", value))
    if text in MISREAD:  # a digit that a scanner misread
        readings.append(("number", MISREAD[text]))
    return tuple(readings)


def read_start(text: str) -> Start:
    """Take a bullet, a label, or a bullet and a label, off the start of a line."""
    rest = text.strip()
    bullet = False
    if LONE_BULLET.match(rest):
        return Start(None, True, "")
    found = BULLET.match(rest)
    if found:
        bullet, rest = True, rest[found.end() :].lstrip()
    label, rest = _label(rest)
    return Start(label, bullet, rest)


def _label(text: str) -> tuple[Label | None, str]:
    found = DOTTED.match(text)
    if found and not re.match(r"^\d{1,2}\.\d{1,2}\.\d{2,4}\b", text):
        parts = tuple(found[1].split("."))
        return Label(found[1], "dotted", (("dotted", int(parts[-1])),), path=parts), text[found.end() :]
    found = WORDED.match(text)
    if found and not found[1].isalpha():
        return _worded(found, text)
    found = COMPOUND.match(text)
    if (
        found
        and re.match(r"^[(\[]?\d{1,3}[.\s]*[(\[.]?\s*[a-z]", text)
        and not re.match(r"^\d{1,3}\s+[a-z]\b[^.)]", text)
    ):
        inner = letter_readings(found[2])
        if inner:
            name = f"{found[1]}.{found[2]}"
            return Label(name, "compound", inner, path=(found[1], found[2])), text[found.end() :]
    found = CLOSE_COMPOUND.match(text)
    if found and found[2].islower() and text[found.end()].isupper() and (inner := letter_readings(found[2])):
        return Label(f"{found[1]}{found[2]}", "compound", inner, path=(found[1], found[2])), text[
            found.end() :
        ]
    found = NUMBER.match(text)
    if found and not re.match(r"^\d{1,3}\)?\.\d", text):
        digits = found[1].replace("l", "1").replace("I", "1").replace("O", "0")
        return Label(str(int(digits)), f"number{_closer(found[0])}", (("number", int(digits)),)), text[
            found.end() :
        ]
    found = LETTERED_NUMBER.match(text)
    if found:
        return Label(found[1], "number+letter", (("number+letter", int(found[1][:-1])),)), text[found.end() :]
    found = LETTER.match(text)
    if found and letter_readings(found[1]):
        readings = letter_readings(found[1])
        return Label(found[1], f"letter{_closer(found[0])}", readings), text[found.end() :]
    found = LETTER_NUMBER.match(text)
    if found:
        name = found[1]
        digits = re.sub(r"\D", "", name)
        return Label(name, f"code-{name.rstrip('0123456789')}", (("code", int(digits)),)), text[found.end() :]
    found = WEAK.match(text)
    if found:
        return Label(found[1], "weak", (("number", int(found[1])),), weak=True), text[found.end() :]
    found = WEAK_LETTER.match(text)
    if found and (readings := letter_readings(found[1])):
        readings = tuple(reading for reading in readings if reading[0] != "number")
        return Label(found[1], "weak-letter", readings, weak=True), text[found.end() :]
    return None, text


def _worded(found: re.Match[str], text: str) -> tuple[Label, str]:
    name = found[1]
    digits = re.sub(r"\D", "", name.split(".")[-1]) or "0"
    path = tuple(name.split(".")) if "." in name else ()
    return Label(name, "worded", (("worded", int(digits)),), path=path), text[found.end() :]


def _closer(matched: str) -> str:
    stripped = matched.strip()
    opener = "(" if stripped[:1] in "([{" else ""
    return opener + (")" if stripped[-1:] in ")]}" else ".")
