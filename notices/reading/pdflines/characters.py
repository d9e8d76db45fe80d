"""Every character of a page with its box, the right way up: text that is turned on its page is turned back."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import Any, NamedTuple

HEAVY = (b"bold", b"black", b"heavy")


class Character(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool


Found = list[Character | None]  # None: a line's end, as pdfium sees it


def characters(textpage: Any, raw: Any) -> Found:
    """The loose box has the font's whole height, whatever the letter: sizes and baselines can be compared.

    What is written at another angle than most of the page (a watermark, a stamp) is left out.
    """
    count = raw.FPDFText_CountChars(textpage)
    angles = [_angle(raw.FPDFText_GetCharAngle(textpage, index)) for index in range(0, count, 3)]
    angle = Counter(a for a in angles if a is not None).most_common(1)
    main = angle[0][0] if angle else 0
    box, name = raw.FS_RECTF(), ctypes.create_string_buffer(128)
    found: Found = []
    bold = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            found.append(None)
            continue
        text = _text(code)
        if not text:
            continue
        if not text.isspace():
            turned = _angle(raw.FPDFText_GetCharAngle(textpage, index))
            if turned != main:
                continue
        raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        if index % 4 == 0 or not found or found[-1] is None:  # often enough to know a bold line
            bold = _bold(textpage, index, raw, name)
        found.append(Character(text, *_upright(box, main), bold))
    return found


def _bold(textpage: Any, index: int, raw: Any, name: Any) -> bool:
    """By the font's weight, or by its name where the file does not give the weight."""
    if raw.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    length = raw.FPDFText_GetFontInfo(textpage, index, name, len(name), ctypes.c_int())
    return 0 < length <= len(name) and any(word in name.raw[:length].lower() for word in HEAVY)


def _text(code: int) -> str:
    if code == 0 or code == 0xFFFE or (code < 32 and code != 9):
        return "-" if code in (2, 0xFFFE) else ""  # pdfium marks a hyphen at a line's end so
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return chr(code)


def _angle(radians: float) -> int | None:
    """Quarter turns, or None for text that stands aslant."""
    if radians < 0:
        return 0  # pdfium does not know
    quarters = radians / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) < 0.06 else None


def _upright(box: Any, quarters: int) -> tuple[float, float, float, float]:
    """left, right, bottom, top as they would be if the text ran from left to right."""
    if quarters == 1:
        return (-box.top, -box.bottom, box.left, box.right)
    if quarters == 2:
        return (-box.right, -box.left, -box.top, -box.bottom)
    if quarters == 3:
        return (box.bottom, box.top, -box.right, -box.left)
    return (box.left, box.right, box.bottom, box.top)
