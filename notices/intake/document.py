"""The document beside the proposal: its text in pieces, each with the entry whose words it is."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .proposal import Json, everything

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Piece:
    """Some characters of the document. `clause` and `value` name the entries whose words they are; `first` those whose
    words begin here, so that a link can lead to them."""

    text: str
    clause: str | None = None
    value: str | None = None
    first: tuple[str, ...] = ()


@dataclass
class Part:
    """A page of a PDF, or a line of any other document."""

    number: int
    pieces: list[Piece] = field(default_factory=list)


def document(text: str, proposal: Json, places: Json) -> list[Part]:
    """The whole text in parts, each cut wherever an entry's words begin or end. Where places overlap, a value (a date, a
    target) is shown inside its clause, and of two values the one with fewer words."""
    live = {item["id"]: item for item in proposal["requirements"] if not item["dropped"]}
    clauses = [(start, end, str(number)) for number, item in live.items() for start, end in item["place"]]
    values = [
        (start, end, str(entry["id"]))
        for kind, entry in everything(proposal)
        if kind != "requirement" and not entry["dropped"] and entry.get("requirement", 0) in {0, *live}
        for start, end in entry["place"]
    ]
    values += [(start, end, name) for name, place in front_places(places) for start, end in place]
    mark = "\f" if proposal["pages"] else "\n"
    breaks = [match.start() for match in re.finditer(mark, text)]
    ends = (cut for start, end, _ in [*clauses, *values] for cut in (start, end))
    cuts = sorted({0, len(text), *breaks, *(place + 1 for place in breaks), *ends})
    clause_at, value_at = _owners(cuts, clauses), _owners(cuts, values)
    begins: dict[int, list[str]] = defaultdict(list)
    for name, start in {name: start for start, _, name in sorted([*clauses, *values], reverse=True)}.items():
        begins[start].append(name)
    parts = [Part(1)]
    for start, end in itertools.pairwise(cuts):
        if text[start:end] == mark:
            parts.append(Part(len(parts) + 1))
            continue
        first = tuple(sorted(begins[start]))
        parts[-1].pieces.append(Piece(text[start:end], clause_at.get(start), value_at.get(start), first))
    return parts


def front_places(places: Json) -> Iterable[tuple[str, list[list[int]]]]:
    """Where the facts of the front stand, by their names in the contract."""
    for name in ("service_area", "issue_date", "signatory", "revises"):
        yield name, places[name]
    for name in ("councils", "legal_basis"):
        yield name, [pair for place in places[name] for pair in place]


def _owners(cuts: list[int], spans: list[Span]) -> dict[int, str]:
    """For each cut the entry that the characters behind it belong to: the shortest span wins."""
    owners: dict[int, str] = {}
    for start, end, name in sorted(spans, key=lambda span: span[0] - span[1]):
        inside = cuts[bisect.bisect_left(cuts, start) : bisect.bisect_left(cuts, end)]
        owners.update(dict.fromkeys(inside, name))
    return owners
