"""PDF: text and positions from a child process, then gaps, headings and indents from the positions."""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
from pathlib import Path

from .result import Unreadable
from .sources import Source, SourceLine

PAGES_SCRIPT = Path(__file__).with_name("pdf_pages.py")
TIMEOUT = 55

REFUSALS = {
    "password": "{name} is protected by a password.",
    "damaged": "{name} is damaged: it cannot be opened as a PDF.",
    "long": "{name} has more than 400 pages, far more than a notice.",
    "slow": "{name} takes too long to read.",
    "large": "{name} needs too much memory to read.",
}

# [text, left, bottom, height, bold], from pdf_pages.py
Placed = tuple[str, float, float, float, bool]


def read_pdf(path: Path) -> Source:
    pages = _extract(path)
    lines = [
        line
        for number, placed in enumerate(pages, start=1)
        for line in _page_lines(placed, number, _pitch(pages))
    ]
    text = "\n\f".join("\n".join(line[0] for line in placed) for placed in pages)
    return Source(lines=lines, text=text, paged=True)


def _extract(path: Path) -> list[list[Placed]]:
    try:
        done = subprocess.run(  # -P: this folder must not shadow the standard library
            [sys.executable, "-P", str(PAGES_SCRIPT), str(path)],
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(REFUSALS["slow"].format(name=path.name)) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:  # it was killed, or pdfium fell over
        raise Unreadable(REFUSALS["damaged"].format(name=path.name)) from error
    if "error" in answer:
        raise Unreadable(REFUSALS[answer["error"]].format(name=path.name))
    pages: list[list[Placed]] = answer["pages"]
    return pages


def _pitch(pages: list[list[Placed]]) -> float:
    """The usual distance from one line to the next, over the whole document."""
    steps = [
        above[2] - below[2]
        for page in pages
        for above, below in itertools.pairwise(page)
        if 0 < above[2] - below[2] < 60
    ]
    if not steps:
        return 14.0
    steps.sort()
    return steps[len(steps) // 3]  # low third: paragraph gaps must not pull it up


def _page_lines(placed: list[Placed], page: int, pitch: float) -> list[SourceLine]:
    sizes = [line[3] for line in placed]
    usual = statistics.median(sizes) if sizes else 0.0
    lines: list[SourceLine] = []
    above: float | None = None
    for text, left, bottom, height, bold in placed:
        gap = above is None or above - bottom > 1.35 * pitch
        heading = (bold or height > 1.2 * usual) and len(text) < 120
        lines.append(SourceLine(text=text, number=page, page=page, gap=gap, heading=heading, indent=left))
        above = bottom
    return lines
