"""Lists that run on inside one paragraph ("must: (a) …; and (b) …") are taken apart into clauses of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block, BlockKind
from .labels import letter_readings, read_start
from .mending import Line

MARK = re.compile(
    r"(?:(?<=[:;,–—])|(?<=\band)|(?<=\bor)|(?<=^))\s*\(([a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)\s+(?=\S)"
)


def split_inline(blocks: Sequence[Block]) -> list[Block]:
    split: list[Block] = []
    for block in blocks:
        split += _parts(block) if block.kind is BlockKind.TEXT else [block]
    return split


def _parts(block: Block) -> list[Block]:
    """The block itself, or its lead-in and its parts: only after a colon, and only if they count up from the first."""
    text = block.text
    marks = list(MARK.finditer(text))
    if not marks or not re.search(r"[:–—]\s*$", text[: marks[0].start()]):
        return [block]
    chain = _chain(marks)
    if len(chain) < 2:
        return [block]
    ends = [*(mark.start() for mark in chain[1:]), len(text)]
    parts = (
        [replace(block, text=text[: chain[0].start()].strip())] if text[: chain[0].start()].strip() else []
    )
    for mark, end in zip(chain, ends, strict=True):
        start = read_start(text[mark.start() : end])
        lines = _lines(block, mark.start(), end)
        parts.append(Block(start, lines, start.rest.strip(), gap=False))
    return parts


def _chain(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count up from one in one family."""
    for family in ("letter-a", "roman-a", "number"):
        chain: list[re.Match[str]] = []
        for mark in marks:
            readings = (("number", int(mark[1])),) if mark[1].isdigit() else letter_readings(mark[1])
            if (family, len(chain) + 1) in readings:
                chain.append(mark)
        if len(chain) >= 2:
            return chain
    return []


def _lines(block: Block, start: int, end: int) -> list[Line]:
    """The source lines that a part came from, by how far into the block they reach."""
    kept, position = [], 0
    for line in block.lines:
        if position < end and position + len(line.text) > start:
            kept.append(line)
        position += len(line.text) + 1
    return kept or block.lines[-1:]
