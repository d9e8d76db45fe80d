"""Texts of cells and of the plan, made comparable: a file that we wrote, saved again by any program, says the same."""

from __future__ import annotations

import re

from councils.exports import cell_text

LONGEST, LONGEST_TITLE = 5_000, 300  # as the forms of actions take
# Our CSV puts an apostrophe in front of what a spreadsheet would run (councils/exports/csv_files.py).
_MADE_SAFE = re.compile(r"\A'(?=\s*[=+\-@\t\r])")


def typed(text: str) -> str:
    """What the person meant by a cell: without blanks around it, and without the apostrophe of a CSV."""
    return _MADE_SAFE.sub("", cell_text(text)).strip()


def same(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in typed(text).split("\n"))


def title_and_rest(text: str) -> tuple[str, str]:
    """A title that fits, and the whole text where it had to be shortened."""
    one_line = " ".join(text.split())
    if len(one_line) <= LONGEST_TITLE:
        return one_line, ""
    return f"{one_line[: LONGEST_TITLE - 2].rsplit(' ', 1)[0]} …", text


def too_long(text: str) -> str:
    return f"This cell has {len(text):,} characters; at most {LONGEST:,} can be kept. Shorten it" if len(text) > LONGEST else ""  # fmt: skip
