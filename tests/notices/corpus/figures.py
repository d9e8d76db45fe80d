"""Reads the documents of a part once, and counts."""

from __future__ import annotations

import functools
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notices.reading import load_register, read_document

from .making import FOLDER, make, sources
from .matching import Point
from .scoring import compare


@dataclass
class Count:
    """How often a field was right, missed and invented."""

    right: int = 0
    missed: int = 0
    invented: int = 0

    def add(self, verdict: str) -> None:
        self.right += verdict == "right"
        self.missed += verdict in ("missed", "wrong")
        self.invented += verdict in ("invented", "wrong")

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(frozen=True)
class Outcome:
    """One document: what was expected, what was read, and where they differ."""

    name: str
    expected: dict[str, Any]
    got: dict[str, Any] | None  # None: the reader crashed
    points: list[Point]
    crash: str = ""


def expectation(part: str, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / part / f"{name}.json").read_text(encoding="utf-8"))
    return read


@functools.cache
def outcomes(part: str, only: str = "") -> tuple[Outcome, ...]:
    """Every document of a part (whose name `only` matches, a pattern) is made and read once a session."""
    register = load_register()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, source in sources(part).items():
            if not re.search(only, name):
                continue
            expected = expectation(part, name)
            try:
                got = read_document(make(source, Path(folder)), councils=register).to_json()
            except (
                Exception
            ) as error:  # a crash is a figure of its own, and must not hide the other documents
                found.append(
                    Outcome(
                        name, expected, None, compare(expected, NOTHING), f"{type(error).__name__}: {error}"
                    )
                )
                continue
            found.append(Outcome(name, expected, got, compare(expected, got)))
    return tuple(found)


NOTHING: dict[str, Any] = {
    "document_kind": None, "importable": None, "revises": None, "councils": [], "address": None, "service_area": None,
    "issue_date": {"date": None, "certain": None}, "signatory": {"name": None, "role": None}, "legal_basis": [],
    "evidence": [], "requirements": [], "deadlines": [], "targets": [], "board": None, "reviews": [], "reports": [],
    "footnotes": [], "warnings": [],
}  # fmt: skip


def by_field(points: Iterable[Point]) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    for point in points:
        counts[point.field].add(point.verdict)
    return dict(counts)


def overall(points: Iterable[Point]) -> Count:
    count = Count()
    for point in points:
        count.add(point.verdict)
    return count


def table(parts: Iterable[str], only: str = "") -> str:
    """Figures by field, as rows of Markdown: how many values are expected, precision and recall, for each part."""
    counted = {
        part: [point for outcome in outcomes(part, only) for point in outcome.points] for part in parts
    }
    fields = dict.fromkeys(point.field for points in counted.values() for point in points)
    rows = [["field"], ["---"]]
    for part in counted:
        rows[0] += [part, "precision", "recall"]
        rows[1] += ["---:"] * 3
    for field in [*fields, "**all**"]:
        row = [field]
        for points in counted.values():
            count = overall(points) if field == "**all**" else by_field(points).get(field, Count())
            row += [str(count.right + count.missed), f"{count.precision:.3f}", f"{count.recall:.3f}"]
        rows.append(row)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
