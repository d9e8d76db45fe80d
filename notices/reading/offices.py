"""Which office a word of the text means: "the Department" of its day, and "me" in a letter."""

from __future__ import annotations

import re
from dataclasses import replace

from .result import Reading


def name_offices(reading: Reading, text: str) -> None:
    """`text`: the whole document."""
    signed = reading.signatory.role
    reading.reports = [replace(r, to=signed) if r.to == "me" and signed else r for r in reading.reports]
    if re.search(r"\bdepartment for education\b|\bDfE\b", text, re.I):
        return
    if not re.search(r"\bchildren, schools and families\b|\bDCSF\b", text, re.I):
        return
    now, then = "Department for Education", "Department for Children, Schools and Families"
    reading.reviews = [replace(r, by=then) if r.by == now else r for r in reading.reviews]
    reading.reports = [replace(r, to=then) if r.to == now else r for r in reading.reports]
    if reading.board is not None and reading.board.change_needs_consent_of == now:
        reading.board = replace(reading.board, change_needs_consent_of=then)
