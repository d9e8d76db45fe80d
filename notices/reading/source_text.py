"""Plain text and Markdown: decode, refuse binary, keep line numbers."""

from __future__ import annotations

import codecs
from pathlib import Path

from .result import Unreadable
from .sources import Source, SourceLine

CONTROLS = {chr(code) for code in range(32)} - set("\t\n\r\f\v")


def read_text(path: Path) -> Source:
    return from_text(decode(path.read_bytes(), path.name))


def decode(data: bytes, name: str) -> str:
    """Text from bytes: UTF-8, UTF-16 with its mark, else the Windows code page that old office files use."""
    refusal = Unreadable(f"{name} is named as a text file, but it does not hold text.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
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
    lines: list[SourceLine] = []
    page, gap = 1, True
    for number, raw in enumerate(text.split("\n"), start=1):
        if "\f" in raw:
            page += raw.count("\f")
        clean = raw.replace("\f", " ").replace("\v", " ")
        if not clean.strip():
            gap = True
            continue
        indent = len(clean.expandtabs(4)) - len(clean.expandtabs(4).lstrip())
        lines.append(SourceLine(text=clean, number=number, page=page, gap=gap, indent=float(indent)))
        gap = False
    return Source(lines=lines, text=text, paged=page > 1)
