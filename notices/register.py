"""The requirement register of one notice: its clauses in reading order with what hangs on each. Page and CSV read it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from councils.lateness import lateness, long_date
from councils.models import User

from . import periods
from .duties import ANCHOR_WORDS
from .models import ComplianceJudgement, Deadline, Notice, Requirement, Target

KEPT = ("met", "sustained")
FOLLOWED_ELSEWHERE = (Requirement.Binds.BOARD_CHAIR, Requirement.Binds.LEADER, Requirement.Binds.DEPARTMENT)


@dataclass(frozen=True)
class Entry:
    """One clause; `actions` are those that serve it, `judgement` the latest of board and Department, `views` the latest of
    each: they may differ, and both stand."""

    requirement: Requirement
    deadlines: list[Deadline]
    targets: list[Target]
    actions: list[Any]
    judgement: ComplianceJudgement | None
    views: dict[str, ComplianceJudgement]

    @property
    def is_kept(self) -> bool:
        return self.judgement is not None and self.judgement.value in KEPT

    @property
    def is_followed_elsewhere(self) -> bool:
        """What the chair, the Leader and the Department owe is followed as reviews and reports due (reviews floor)."""
        return self.requirement.binds in FOLLOWED_ELSEWHERE

    @property
    def is_unanswered(self) -> bool:
        """The council must act and nothing does; the same rule as RequirementQuerySet.unanswered."""
        clause = self.requirement
        needs = clause.binds == Requirement.Binds.COUNCIL and clause.kind not in Requirement.ASKS_NOTHING
        return needs and not self.actions


def entries(notice: Notice, *, user: User) -> list[Entry]:
    """In reading order, in the same number of queries for any number of clauses; without those that were removed."""
    rows = (
        Requirement.objects.in_force()
        .visible_to(user)
        .filter(council_id=notice.council_id, notice=notice)
        .prefetch_related("deadlines", "targets", "actions", "judgements")
        .order_by("seq")
    )
    return [_entry(row) for row in rows]


def entry_of(requirement: Requirement) -> Entry:
    return _entry(requirement)


def _entry(row: Requirement) -> Entry:
    judgements = list(row.judgements.all())
    return Entry(
        requirement=row,
        deadlines=list(row.deadlines.all()),
        targets=list(row.targets.all()),
        actions=list(row.actions.all()),  # type: ignore[attr-defined]  # of the floor above, by name only
        judgement=judgements[0] if judgements else None,
        views={j.body: j for j in reversed(judgements)},
    )


def sections(found: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Runs of clauses under one heading of the document; a heading that comes back later starts a new run."""
    run: list[Entry] = []
    for entry in found:
        if run and run[-1].requirement.section != entry.requirement.section:
            yield run[-1].requirement.section, run
            run = []
        run.append(entry)
    if run:
        yield run[-1].requirement.section, run


def next_deadlines(found: list[Entry], *, most: int = 8) -> list[tuple[Deadline, Entry]]:
    """Dated deadlines that the council must still keep, overdue ones first; a clause that is judged met has none left."""
    open_ = [entry for entry in found if not entry.is_kept and not entry.is_followed_elsewhere]
    waiting = [(d, e) for e in open_ for d in e.deadlines if d.due_on is not None and d.met_on is None]
    return sorted(waiting, key=lambda pair: (pair[0].due_on, pair[1].requirement.seq))[:most]


def when(deadline: Deadline) -> str:
    """The date of a deadline, or what is known while it has none: "every 4 weeks", "at all times"."""
    if deadline.due_on:
        return long_date(deadline.due_on)
    if deadline.kind == Deadline.Kind.RECURRING and deadline.every:
        return periods.every_in_words(deadline.every).capitalize()
    if deadline.kind == Deadline.Kind.RELATIVE and deadline.offset:
        return f"{periods.in_words(deadline.offset)} after {ANCHOR_WORDS[deadline.anchor or 'issue']}; not known yet"
    if deadline.anchor == "end":
        return "Before the end of the notice, which is not known yet"
    return Deadline.Kind(deadline.kind).label


def target_text(target: Target) -> str:
    """ "at least 65% by 31 May 2012 (from 50.8% in 2009-10)"."""
    words = {">=": "at least ", "<=": "at most ", "=": "", "between": "between "}.get(target.comparator, "")
    high = f" and {plain(target.target_high)}" if target.target_high is not None else ""
    text = f"{words}{plain(target.target)}{high}{_unit(target.unit)}"
    if target.due_on:
        text += f" by {long_date(target.due_on)}"
    if target.baseline is not None:
        period = f" in {target.baseline_period}" if target.baseline_period else ""
        text += f" (from {plain(target.baseline)}{_unit(target.unit)}{period})"
    return text


def plain(number: Any) -> str:
    """65 rather than 65.000."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unit(unit: str) -> str:
    return unit if unit in ("", "%") else f" {unit}"


CSV_HEADER = (
    "Item", "Paragraph", "Section", "Kind", "Binds", "Who it is", "Requirement", "Deadlines", "Targets", "Compliance", "Judged by",
    "Judged on", "Actions",
)  # fmt: skip


def csv_rows(found: list[Entry], *, on: datetime.date) -> Iterator[tuple[Any, ...]]:
    for entry in found:
        clause, judgement = entry.requirement, entry.judgement
        yield (
            clause.seq,
            clause.label,
            clause.section,
            clause.get_kind_display(),
            clause.get_binds_display(),
            clause.bound_name,
            clause.text,
            "; ".join(_deadline_words(d, entry, on=on) for d in entry.deadlines),
            "; ".join(f"{t.metric}: {target_text(t)}" for t in entry.targets),
            judgement.get_value_display() if judgement else "Not assessed",
            judgement.get_body_display() if judgement else "",
            judgement.judged_on if judgement else None,
            "; ".join(f"{a} ({a.get_delivery_display()})" for a in entry.actions),
        )


def _deadline_words(deadline: Deadline, entry: Entry, *, on: datetime.date) -> str:
    if deadline.met_on and deadline.due_on:
        return f"{when(deadline)}, {lateness(deadline.due_on, on=on, done_on=deadline.met_on)}"
    is_open = deadline.due_on and not entry.is_kept and not entry.is_followed_elsewhere
    late = f", {lateness(deadline.due_on, on=on)}" if is_open else ""
    return f"{when(deadline)}{late}"
