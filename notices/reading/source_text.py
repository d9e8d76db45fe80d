"""Plain text and Markdown: decode, refuse binary, keep line numbers."""

from __future__ import annotations

import codecs
import itertools
import re
from pathlib import Path

from .result import Unreadable
from .sources import Source, SourceLine

COMMENT = re.compile(r"<!--.{0,20000}?-->", re.S)
HARD_BREAK = re.compile(r"(?<=\S)\\$")  # Markdown: the line ends here
NUMBERED = re.compile(r"^\s{0,8}(\d{1,4})(?:\s{1,8}|\t|$)")
CONTROLS = {chr(code) for code in range(32)} - set("\t\n\r\f\v")


def read_text(path: Path) -> Source:
    return from_text(decode(path.read_bytes(), path.name))


def decode(data: bytes, name: str) -> str:
    """Text from bytes: UTF-8, UTF-16 with its mark, else the Windows code page that old office files use."""
    refusal = Unreadable(f"{name} is named as a text file, but it does not hold text.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif len(data) > 8 and data[1::2][:200].count(0) > 0.9 * len(data[1::2][:200]):
        encodings = ["utf-16-le"]  # without its mark
    elif len(data) > 8 and data[::2][:200].count(0) > 0.9 * len(data[::2][:200]):
        encodings = ["utf-16-be"]
    elif b"\x00" in data:
        raise refusal
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise refusal
    controls = sum(character in CONTROLS for character in text)
    odd = sum(ord(character) > 0x7F for character in text) if encoding == "cp1252" else 0
    if controls > 2 + len(text) // 200 or odd > len(text) * 0.2:
        raise refusal
    if not text.strip():
        raise Unreadable(f"{name} is empty.")
    return text


def from_text(text: str) -> Source:
    """Lines of a text. A form feed starts a page; it does not start a line of its own."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    lines: list[SourceLine] = []
    page, gap = 1, True
    for number, raw in enumerate(_without_line_numbers(shown.split("\n")), start=1):
        if "\f" in raw:
            page += raw.count("\f")
        clean = HARD_BREAK.sub("", raw.replace("\f", " ").replace("\v", " "))
        if not clean.strip():
            gap = True
            continue
        indent = len(clean.expandtabs(4)) - len(clean.expandtabs(4).lstrip())
        lines.append(SourceLine(text=clean, number=number, page=page, gap=gap, indent=float(indent)))
        gap = False
    return Source(lines=lines, text=text, paged=page > 1)


def _without_line_numbers(lines: list[str]) -> list[str]:
    """Numbers that count the lines at their margin ("1  Improvement Notice", "2  To: …") are no text."""
    written = [(index, line) for index, line in enumerate(lines) if line.strip()]
    numbers = [(index, int(found[1])) for index, line in written if (found := NUMBERED.match(line))]
    if len(numbers) < 10 or len(numbers) < 0.85 * len(written):
        return lines
    in_turn = sum(b - a in (1, j - i) for (i, a), (j, b) in itertools.pairwise(numbers))
    if in_turn < 0.9 * (len(numbers) - 1):
        return lines
    return [NUMBERED.sub("", line, count=1) for line in lines]
