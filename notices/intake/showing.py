"""A proposal as its review page shows it: each entry in words, what the reader said of it, and who changed it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from councils.access import name_for
from councils.lateness import long_date
from councils.models import User

from .. import periods, register
from ..duties import ANCHOR_WORDS
from ..models import Deadline, IntakeReading, Requirement, Target
from ..recording import day
from .part_forms import AT_ONCE, REVIEWS
from .proposal import LISTS, OF_CLAUSE, Json, citation, entries, everything, of_clause

# -- entries in words


def words_of(kind: str, entry: Json) -> str:
    """A deadline, target, board, review, report or inspection in one line."""
    return _WORDS[kind](entry)


def _deadline(entry: Json) -> str:
    if entry["offset"] == "P0D":
        return AT_ONCE.capitalize()
    if entry["kind"] == Deadline.Kind.RELATIVE and entry["offset"] and not entry["date"]:
        return (
            f"{periods.in_words(entry['offset'])} after {ANCHOR_WORDS.get(entry['anchor'], 'something else')}"
        )
    deadline = Deadline(
        kind=entry["kind"],
        due_on=day(entry["date"]),
        offset=entry["offset"] or "",
        anchor=entry["anchor"] or "",
        every=entry["every"] or "",
    )
    return register.when(deadline)


def _target(entry: Json) -> str:
    def amount(number: float | None) -> Decimal | None:
        return None if number is None else Decimal(str(number))

    target = Target(
        comparator=entry["comparator"],
        target=amount(entry["target"]) or Decimal(0),
        target_high=amount(entry["target_high"]),
        unit=entry["unit"] or "",
        baseline=amount(entry["baseline"]),
        baseline_period=entry["baseline_period"] or "",
        due_on=day(entry["by"]),
    )
    return f"{entry['metric']}: {register.target_text(target)}"


def _board(entry: Json) -> str:
    independent = {True: "independent chair", False: "its chair need not be independent"}
    facts = [
        f"meets {periods.every_in_words(entry['meets_every'])}" if entry["meets_every"] else "",
        independent.get(entry["independent_chair"], ""),
        f"chaired by {entry['chair_name']}" if entry.get("chair_name") else "",
        f"the Department attends as {entry['department_attends_as']}"
        if entry["department_attends_as"]
        else "",
        f"changes need the consent of {entry['change_needs_consent_of']}"
        if entry["change_needs_consent_of"]
        else "",
    ]
    return "; ".join([entry["name"], *filter(None, facts)])


def _review(entry: Json) -> str:
    kind = dict(REVIEWS).get(entry["kind"] or "", entry["kind"])
    name = f"{kind} review" if entry["kind"] else "Review"
    return f"{name} by {entry['by']}: {_moment(entry)}"


def _report(entry: Json) -> str:
    to = f" to {entry['to']}" if entry["to"] else ""
    return f"From {entry['from']}{to}: {_moment(entry)}"


def _evidence(entry: Json) -> str:
    facts = [entry["publisher"], entry["title"], long_date(day(entry["date"])) if entry["date"] else ""]
    judged = f" (judged {entry['judgement']})" if entry["judgement"] else ""
    return f"{', '.join(filter(None, facts))}{judged}"


def _moment(entry: Json) -> str:
    found = day(entry["date"])
    if found is not None:
        return f"{found:%B %Y}" if entry["precision"] == "month" else long_date(found)
    if entry["offset"]:
        return f"{periods.in_words(entry['offset'])} after the issue of the notice"
    return periods.every_in_words(entry["every"]) if entry.get("every") else "no date"


_WORDS: dict[str, Callable[[Json], str]] = {
    "deadline": _deadline,
    "target": _target,
    "board": _board,
    "review": _review,
    "report": _report,
    "evidence": _evidence,
}
NOUNS = {
    "requirement": "Clause",
    "deadline": "Deadline",
    "target": "Target",
    "board": "Board",
    "review": "Review",
    "report": "Report due",
    "evidence": "Inspection cited",
}
FRONT_LABELS = {
    "document_kind": "What it is",
    "service_area": "Service area",
    "issue_date": "Issue date",
    "signatory": "Signed by",
    "legal_basis": "Legal basis",
    "revises": "What it says of an earlier instrument",
}


def front_words(name: str, value: Any) -> str:
    """A fact of the front of the instrument."""
    if name == "document_kind":
        return {"improvement_notice": "Improvement notice", "statutory_direction": "Statutory direction"}.get(
            value, "Neither a notice nor a direction"
        )
    if name == "issue_date":
        date = long_date(day(value["date"])) if value["date"] else "Not given"
        return date if value["certain"] or not value["date"] else f"{date}, to be confirmed"
    if name == "signatory":
        return ", ".join(filter(None, (value["name"], value["role"])))
    if name == "legal_basis":
        return "; ".join(f"{basis['act']}, section {basis['section']}" for basis in value)
    return value or ""


def clause_words(item: Json) -> list[tuple[str, str]]:
    """The facts of a clause beside its words."""
    return [
        ("Number or letter", item["label"] or "None"),
        ("Kind", Requirement.Kind(item["kind"]).label),
        ("Binds", Requirement.Binds(item["binds"]).label),
        ("Heading", item["section"] or "None"),
    ]


# -- what people changed


@dataclass(frozen=True)
class Row:
    """An entry with everything that the page says of it."""

    kind: str
    entry: Json
    title: str
    words: str
    as_read: tuple[str, ...] = ()  # what the reader said, where a person said otherwise
    changed_by: str = ""
    dropped_by: str = ""
    parts: tuple[Row, ...] = ()
    above: str = ""  # the clause that it is a part of
    can_join: bool = False

    @property
    def number(self) -> int:
        return int(self.entry["id"])

    @property
    def is_dropped(self) -> bool:
        return bool(self.entry["dropped"])

    @property
    def is_new(self) -> bool:
        return not self.entry["origin"]


class Rows:
    """Makes the rows of one proposal. Names of people are asked for once, and shown as the viewer may see them."""

    def __init__(self, proposal: Json, reading: IntakeReading, *, viewer: User) -> None:
        self.proposal, self.read, self.viewer = proposal, reading.reading, viewer
        self.council_id = reading.council_id
        self.by_seq = {item["seq"]: item for item in self.read["requirements"]}
        self.people = User.objects.in_bulk(sorted({who["by"] for who in _people(proposal)}))

    def name(self, who: Json | None) -> str:
        return name_for(self.viewer, self.people.get(who["by"]), self.council_id) if who else ""

    def clauses(self) -> list[Row]:
        live = [item["id"] for item in self.proposal["requirements"] if not item["dropped"]]
        last = live[-1] if live else None
        return [self.clause(item, can_join=item["id"] != last) for item in self.proposal["requirements"]]

    def clause(self, item: Json, *, can_join: bool = False) -> Row:
        above = next((i for i in self.proposal["requirements"] if i["id"] == item["parent"]), None)
        return Row(
            kind="requirement",
            entry=item,
            title=citation(self.proposal, item).capitalize(),
            words=item["text"],
            as_read=self.clause_as_read(item),
            changed_by=self.name(item["changed"]),
            dropped_by=self.name(item["dropped"]),
            parts=tuple(
                self.part(kind, entry)
                for kind in OF_CLAUSE
                for entry in of_clause(self.proposal, kind, item["id"])
            ),
            above=citation(self.proposal, above) if above else "",
            can_join=can_join and not item["dropped"],
        )

    def clause_as_read(self, item: Json) -> tuple[str, ...]:
        """The reader's words for a clause that a person changed, split or joined."""
        if not item["changed"]:
            return ()
        origins = [self.by_seq[seq] for seq in item["origin"]]
        said = []
        for origin in origins:
            label = f"{origin['label']}: " if origin["label"] else ""
            said.append(f"{label}{origin['text']}")
            differ = [
                f"{name}: {value}"
                for (name, value), (_, now) in zip(clause_words(origin), clause_words(item), strict=True)
                if value != now and name != "Number or letter"
            ]
            said += differ if len(origins) == 1 else []
        return tuple(said)

    def part(self, kind: str, entry: Json) -> Row:
        as_read: tuple[str, ...] = ()
        if entry["changed"] and entry["origin"]:
            before = self.read["board"] if kind == "board" else self.read[LISTS[kind]][entry["origin"][0]]
            said = words_of(kind, before)
            as_read = (f"{said} (“{before['span']}”)" if before.get("span") else said,)
        return Row(
            kind=kind,
            entry=entry,
            title=NOUNS[kind],
            words=words_of(kind, entry),
            as_read=as_read,
            changed_by=self.name(entry["changed"]),
            dropped_by=self.name(entry["dropped"]),
        )

    def beside(self) -> list[tuple[str, str, list[Row]]]:
        """What stands beside the clauses, by kind: (kind, heading, rows)."""
        headings = {
            "board": "The board",
            "review": "Reviews",
            "report": "Reports due",
            "evidence": "Inspections cited",
        }
        return [
            (kind, heading, [self.part(kind, entry) for entry in entries(self.proposal, kind)])
            for kind, heading in headings.items()
        ]

    def front(self) -> list[dict[str, Any]]:
        """{"name", "label", "words", "as_read", "changed_by"} of each fact of the front."""
        found = []
        for name, label in FRONT_LABELS.items():
            changed = self.proposal["front_changed"].get(name)
            found.append(
                {
                    "name": name,
                    "label": label,
                    "words": front_words(name, self.proposal[name]),
                    "as_read": (front_words(name, self.read[name]) or "nothing") if changed else "",
                    "changed_by": self.name(changed),
                }
            )
        return found

    def warnings(self) -> list[dict[str, Any]]:
        return [{**w, "settled_by": self.name(w["settled"])} for w in self.proposal["warnings"]]

    def changed(self) -> list[Row]:
        """Everything that a person changed, added or left out, for the page on which answers are checked."""
        rows = []
        for row in self.clauses():
            rows += [row] if row.changed_by or row.dropped_by else []
            rows += [part for part in row.parts if part.changed_by or part.dropped_by]
        for _, _, found in self.beside():
            rows += [row for row in found if row.changed_by or row.dropped_by]
        return rows


def _people(proposal: Json) -> Iterable[Json]:
    for _, entry in everything(proposal):
        yield from filter(None, (entry["changed"], entry["dropped"]))
    yield from proposal["front_changed"].values()
    yield from filter(None, (warning["settled"] for warning in proposal["warnings"]))


def settled_in_words(warnings: list[Json]) -> str:
    """ "3 of 5 settled"."""
    return f"{sum(1 for warning in warnings if warning['settled'])} of {len(warnings)} settled"


def at(who: Json) -> datetime.datetime:
    return datetime.datetime.fromisoformat(who["at"])
