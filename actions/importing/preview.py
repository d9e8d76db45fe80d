"""What an import would do, row by row: worked out from the file, its columns and the plan as it is. Writes nothing."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from councils.lateness import long_date

from ..models import Action
from ..services import next_ref
from . import ties
from .grids import Problem, squeezed
from .headings import Table
from .lines import Line, read_lines
from .plan_now import LastWords, PlanNow
from .progress import Report, read_report
from .texts import same, typed
from .wanted import Meaning, NewObjective, Wanted, clean_ref
from .words import in_words

Outcome = Literal["added", "changed", "unchanged", "error"]
_LABELS = {
    "title": "Action",
    "detail": "More about what will be done",
    "success_measure": "Success measure",
    "priority": "Priority",
    "due_on": "Due date",
}


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass
class Row:
    """`fields`, `links` and `report` are what applying writes; empty for rows that change nothing or cannot."""

    where: str  # "row 7", or "Leadership, row 7"
    sheet: str
    number: int
    ref: str
    title: str
    outcome: Outcome
    problems: Sequence[Problem]
    changes: list[Change] = field(default_factory=list)
    action: Action | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    objective: Any = None
    links: tuple[set[int], set[int]] = (set(), set())  # requirements to add, to take away
    partners: tuple[set[int], set[int]] = (set(), set())  # agencies likewise
    waits: tuple[set[str], set[str]] = (set(), set())  # references of actions likewise
    report: Report | None = None

    @property
    def edits(self) -> bool:
        """Whether the plan's words change, beside what is reported."""
        return bool(self.fields) or any((*self.links, *self.partners, *self.waits))

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.kind != "note"]

    @property
    def notes(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.kind == "note"]


@dataclass
class Preview:
    rows: list[Row]
    left_out: list[Problem]
    new_objectives: list[NewObjective]

    def of(self, outcome: Outcome) -> list[Row]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: len(self.of(outcome)) for outcome in ("added", "changed", "unchanged", "error")}  # type: ignore[arg-type]

    @property
    def errors(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.errors]

    @property
    def digest(self) -> str:
        """The same as long as it would do the same to the same versions: what a person agreed to when they confirm."""
        said = [
            [r.sheet, r.number, r.ref, r.outcome, r.action.version if r.action else 0,
             [[c.label, c.old, c.new] for c in r.changes], [p.message for p in r.errors]]
            for r in self.rows
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def work_out(tables: Sequence[Table], mapping: Mapping[int, str], now: PlanNow) -> Preview:
    """Raises Refused when the file has more rows than an import takes."""
    read = read_lines(tables, mapping)
    refs = [clean_ref(line) for line in read.lines]
    worker = _Worker(now, refs)
    worker.taken.update(ref.casefold() for ref in refs if ref)
    rows = [worker.row(line, ref) for line, ref in zip(read.lines, refs, strict=True)]
    _without_rows_left_out(rows, now)
    used = {
        id(row.objective)
        for row in rows
        if row.outcome == "added" or (row.outcome == "changed" and "objective_id" in row.fields)
    }
    brought = [o for o in worker.meaning.new_objectives if id(o) in used]
    return Preview(rows, read.left_out, brought)


def _without_rows_left_out(rows: Sequence[Row], now: PlanNow) -> None:
    """A row may wait for another of the file; where that one cannot be imported, it waits for less, and says so."""
    added = {row.ref for row in rows if row.outcome == "added"}
    there = {action.ref for action in now.actions}
    for row in rows:
        if gone := row.waits[0] - there - added:
            row.waits = (row.waits[0] - gone, row.waits[1])
            said = f"{ties.in_words(gone)} cannot be imported, so nothing waits for it yet."
            row.problems = [*row.problems, Problem(row.where, said, "note")]


class _Worker:
    def __init__(self, now: PlanNow, in_file: Sequence[str]) -> None:
        self.now, self.meaning, self.waiting = now, Meaning(now), ties.Waiting(now, in_file)
        self.taken = set(now.by_ref)
        self.first: dict[str, str] = {}  # where each reference stood first
        self.matched: set[int] = set()
        self._next = next_ref(now.plan)

    def row(self, line: Line, ref: str) -> Row:
        action = self._match(line, ref)
        last = self.now.said.get(action.pk, LastWords()) if action else LastWords()
        wanted = self.meaning.of(line, ref, action)
        report = read_report(line, action, last, on=self.now.on)
        found = Row(
            where=f"{line.sheet}, row {line.number}" if line.sheet else f"row {line.number}",
            sheet=line.sheet,
            number=line.number,
            ref=action.ref if action else ref,
            title=wanted.fields.get("title") or (action.title if action else ""),
            outcome="unchanged",
            problems=line.problems,
            action=action,
        )
        self._compare(found, wanted, report, last)
        self._compare_ties(found, line)
        changes = bool(found.changes) or action is None
        if action and changes:
            self._must_be_newest(line, action)
        if any(problem.kind == "row" for problem in line.problems):
            found.outcome = "error"
        elif action is None:
            found.outcome, found.ref = "added", ref or self._free_ref()
        elif changes:
            found.outcome = "changed"
        return found

    def _match(self, line: Line, ref: str) -> Action | None:
        """By reference; a row without one by its title, where one action has it."""
        if ref:
            key = ref.casefold()
            if key in self.first:
                line.say(
                    f"The reference {ref} stands in {self.first[key]} already. Give each action its own",
                    "ref",
                )
            self.first.setdefault(key, line.cell("ref"))
            action = self.now.by_ref.get(key)
            if action and action.pk in self.now.hidden:
                line.say(f"Another action has the reference {ref}. Give this one another", "ref")
                return None
            if action and action.plan_id != self.now.plan.pk:
                line.say(
                    f"Another plan of this council has the reference {ref}. Give this action another one",
                    "ref",
                )
            return action
        alike = [
            a for a in self.now.by_title.get(squeezed(line.text("title")), []) if a.pk not in self.matched
        ]
        if len(alike) == 1:
            self.matched.add(alike[0].pk)
            return alike[0]
        return None

    def _free_ref(self) -> str:
        match = re.match(r"(.*?)(\d+)$", self._next)
        assert match
        number = int(match[2])
        while f"{match[1]}{number}".casefold() in self.taken:
            number += 1
        ref = f"{match[1]}{number}"
        self.taken.add(ref.casefold())
        return ref

    def _must_be_newest(self, line: Line, action: Action) -> None:
        said = line.values.get("version")
        version = int(said) if isinstance(said, float) else line.text("version")
        if version and str(version) != str(action.version):
            line.say(
                f"{action.ref} has changed here since this file was made (version {version}, now {action.version}). "
                "This row would put old words back: download the plan again and make the change there",
                "version",
            )  # fmt: skip

    # -- what is different

    def _compare(self, row: Row, wanted: Wanted, report: Report | None, last: LastWords) -> None:
        action = wanted.action
        row.objective = wanted.objective
        for name, new in wanted.fields.items():
            old = getattr(action, name) if action else None
            if action is not None and _equal(name, old, new):
                continue
            row.fields[name] = new
            if name in _LABELS:
                row.changes.append(Change(_LABELS[name], self._shown(name, old), self._shown(name, new)))
        self._compare_owner(row, action)
        self._compare_accountable_lead(row, action)
        self._compare_objective(row, wanted)
        self._compare_requirements(row, wanted)
        if report:
            row.report = report
            old = in_words(action.delivery, action.confidence) if action else ""
            new = in_words(report.delivery, report.confidence)
            if old != new:
                row.changes.append(Change("Status", old, new))
            for label, before, after in (
                ("Progress", last.narrative, report.narrative),
                ("What will bring it back", last.recovery, report.recovery),
                ("What it changed for children", last.impact, report.evidence_of_impact),
            ):
                if after and not same(before, after):
                    row.changes.append(Change(label, before, after))

    def _compare_owner(self, row: Row, action: Action | None) -> None:
        if not {"owner_id", "owner_organisation_id"} & row.fields.keys():
            return
        old = action.owner_name() if action and (action.owner_id or action.owner_organisation_id) else ""
        people = {p.pk: p.name for p in self.now.people}
        agencies = {o.pk: o.name for o in self.now.organisations}
        person = row.fields.get("owner_id", action.owner_id if action else None)
        agency = row.fields.get("owner_organisation_id", action.owner_organisation_id if action else None)
        new = people.get(person) or agencies.get(agency) or ""  # type: ignore[arg-type]
        row.changes.append(Change("Owner", old, new or "Nobody yet"))

    def _compare_accountable_lead(self, row: Row, action: Action | None) -> None:
        if "accountable_lead_id" in row.fields:
            new = next(p.name for p in self.now.people if p.pk == row.fields["accountable_lead_id"])
            old = action.accountable_lead if action else None
            row.changes.append(Change("Accountable lead", str(old or ""), new))

    def _compare_objective(self, row: Row, wanted: Wanted) -> None:
        old = wanted.action.objective if wanted.action else None
        if wanted.objective is None or wanted.objective == old:
            return
        row.fields["objective_id"] = getattr(wanted.objective, "pk", None)
        new = f"{wanted.objective.number}. {wanted.objective.title}"
        row.changes.append(Change("Objective", str(old or ""), new))

    def _compare_requirements(self, row: Row, wanted: Wanted) -> None:
        if wanted.requirements is None:
            return
        linked = self.now.serves.get(wanted.action.pk, set()) if wanted.action else set()
        row.links = (wanted.requirements - linked, linked - wanted.requirements)
        if any(row.links):
            row.changes.append(Change("Requirements", self._cited(linked), self._cited(wanted.requirements)))

    def _compare_ties(self, row: Row, line: Line) -> None:
        action = row.action
        helped = self.now.helped.get(action.pk, set()) if action else set()
        row.partners = ties.difference(ties.partners_of(line, self.now), helped)
        if any(row.partners):
            names = {organisation.pk: organisation.name for organisation in self.now.organisations}
            after = (helped | row.partners[0]) - row.partners[1]
            old, new = (ties.in_words(ids, names.__getitem__) for ids in (helped, after))
            row.changes.append(Change("Partner agencies", old, new))
        waits = self.now.waits.get(row.ref, set()) if action else set()
        row.waits = ties.difference(self.waiting.of(line, row.ref), waits)
        if any(row.waits):
            new = ties.in_words((waits | row.waits[0]) - row.waits[1])
            row.changes.append(Change("Waits for", ties.in_words(waits), new))

    def _cited(self, ids: set[int]) -> str:
        return ", ".join(r.citation for r in self.now.requirements if r.pk in ids)

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, datetime.date):
            return long_date(value)
        if name == "priority" and value:
            return Action.Priority(value).label
        return str(value or "")


def _equal(name: str, old: Any, new: Any) -> bool:
    if name == "title":
        return " ".join(typed(old).split()) == new
    return same(old, new) if isinstance(old, str) and isinstance(new, str) else old == new
