"""What a clause's deadlines are gathered in: overlapping finds are one, and what is left aside is said."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from .result import Anchor, DeadlineKind, Precision


@dataclass(frozen=True)
class FoundDeadline:
    kind: DeadlineKind
    start: int
    end: int
    date: datetime.date | None = None
    precision: Precision | None = None
    offset: str | None = None
    anchor: Anchor | None = None
    every: str | None = None
    problem: str | None = None
    every_meeting: int = 0  # 1 for each of the board's meetings, 2 for every second
    said: str | None = None  # the words, where they stand outside the clause (the head of a table's column)


@dataclass
class Finder:
    """`notes` are dates that were seen and not taken, in plain words. `not_before`: what lies earlier is past."""

    text: str
    not_before: datetime.date | None
    found: list[FoundDeadline] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, start: int, end: int, kind: DeadlineKind, **values: object) -> None:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        end -= len(self.text[start:end]) - len(self.text[start:end].rstrip(" ,;"))
        same = [d for d in self.found if d.start < end and start < d.end]
        if any(
            not (d.start == start and d.end == end and d.kind == kind and d.offset != values.get("offset"))
            for d in same
        ):
            return
        self.found.append(FoundDeadline(kind, start, end, **values))  # type: ignore[arg-type]
