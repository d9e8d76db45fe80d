"""PNG and JPEG, walked from their first byte to their last: a picture and nothing else."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable

from .harmful import DAMAGED, TOO_COMPLEX, TWO_IN_ONE, Harmful, WrongKind

MOST_PIXELS = 80_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_WEB = re.compile(rb"<(html|script|svg|iframe|\?php)", re.IGNORECASE)
_NO_LENGTH = {0x01, *range(0xD0, 0xD8)}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def check_image(content: bytes, ending: str) -> None:
    walk: Callable[[bytes, str], int] = _walk_png if ending == "png" else _walk_jpeg
    try:
        end = walk(content, ending)
    except (struct.error, IndexError) as error:
        raise Harmful(DAMAGED) from error
    behind = content[end:]
    archive = b"PK\x05\x06" in content[-66000:] or b"PK\x03\x04" in behind or behind.startswith(b"Rar!")
    if archive or _WEB.search(content) or (ending == "png" and behind.strip(b"\x00\r\n")):
        raise Harmful(TWO_IN_ONE)


def _walk_png(content: bytes, ending: str) -> int:
    if not content.startswith(_PNG):
        raise WrongKind(ending)
    at, first = len(_PNG), True
    while True:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        data = content[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        if len(data) != length or zlib.crc32(kind + data) != check or first != (kind == b"IHDR"):
            raise Harmful(DAMAGED)
        if first:
            _check_size(*struct.unpack(">II", data[:8]))
        at, first = at + 12 + length, False
        if kind == b"IEND":
            return at


def _walk_jpeg(content: bytes, ending: str) -> int:
    """Marker by marker; the picture's own bytes are skipped up to the next marker. Returns where the picture ends."""
    if not content.startswith(b"\xff\xd8\xff"):
        raise WrongKind(ending)
    at, sized = 2, False
    while True:
        if content[at] != 0xFF:
            raise Harmful(DAMAGED)
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == 0xD9:
            if not sized:
                raise Harmful(DAMAGED)
            return at + 2
        if marker in _NO_LENGTH:
            at += 2
            continue
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if length < 2:
            raise Harmful(DAMAGED)
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            _check_size(width, height)
            sized = True
        at += 2 + length
        if marker == 0xDA:
            at = _after_scan(content, at)


def _after_scan(content: bytes, at: int) -> int:
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise Harmful(DAMAGED)
        following = content[at + 1]
        if following != 0 and following not in _NO_LENGTH:
            return at
        at += 2


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise Harmful(DAMAGED)
    if width * height > MOST_PIXELS:
        raise Harmful(TOO_COMPLEX)
