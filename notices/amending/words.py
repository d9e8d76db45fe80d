"""Two versions of a text side by side, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    text: str
    changed: bool


@dataclass(frozen=True)
class Compared:
    before: list[Piece]
    after: list[Piece]

    @property
    def taken_out(self) -> list[str]:
        return [piece.text.strip() for piece in self.before if piece.changed and piece.text.strip()]

    @property
    def put_in(self) -> list[str]:
        return [piece.text.strip() for piece in self.after if piece.changed and piece.text.strip()]


def compare(before: str, after: str) -> Compared:
    """The pieces of each put together again are each text, to the letter."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = what == "equal"
        _add(left, "".join(old[a:b]), changed=not same)
        _add(right, "".join(new[c:d]), changed=not same)
    return Compared(left, right)


def _add(pieces: list[Piece], text: str, *, changed: bool) -> None:
    """White space between two changed words belongs to the change, so that a rewritten sentence reads as one."""
    if not text:
        return
    if len(pieces) > 1 and changed and pieces[-2].changed and not pieces[-1].text.strip():
        space, last = pieces.pop(), pieces.pop()
        text = last.text + space.text + text
    pieces.append(Piece(text, changed))
