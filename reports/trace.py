"""The trace of one instrument: clause → objective → action → indicator → evidence. Page, print, spreadsheet and API read it.

A row is one clause with one action that serves it. A clause that no action serves is a row with gaps, so that nothing
drops out; an action of the plan that serves no clause is a row without a clause, after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from actions.models import Action, Evidence, Indicator, Objective
from councils import status
from councils.models import User
from notices.models import Notice, Requirement

COLUMNS = (
    "Paragraph", "Item", "Section", "Binds", "Requirement", "Objective", "Action", "What will be done", "Delivery",
    "Due on", "Indicators", "Evidence", "Evidence accepted",
)  # fmt: skip
COUNT_COLUMNS = ("What", "Number")


@dataclass(frozen=True)
class Row:
    clause: Requirement | None
    action: Action | None
    indicators: list[Indicator]
    evidence: list[Evidence]

    @property
    def objective(self) -> Objective | None:
        return self.action.objective if self.action else None

    @property
    def accepted(self) -> int:
        return sum(one.state == Evidence.State.ACCEPTED for one in self.evidence)


@dataclass(frozen=True)
class Group:
    """The rows of one clause; `clause` None: actions of the plan that serve no clause."""

    clause: Requirement | None
    rows: list[Row]


@dataclass(frozen=True)
class Trace:
    notice: Notice
    groups: list[Group]

    @cached_property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        """Each thing counted once, however many rows it stands in."""
        clauses = [group for group in self.groups if group.clause]
        actions = {row.action.pk: row for row in self.rows if row.action}
        linked = {row.action.pk for group in clauses for row in group.rows if row.action}

        def with_(groups: Iterable[Group], name: str) -> int:
            return sum(any(getattr(row, name) for row in group.rows) for group in groups)

        evidence = {one.pk: one for row in self.rows for one in row.evidence}
        return [
            ("Clauses that ask for something", len(clauses)),
            ("Clauses with an action", with_(clauses, "action")),
            ("Clauses without an action", len(clauses) - with_(clauses, "action")),
            ("Clauses with an indicator", with_(clauses, "indicators")),
            ("Clauses with evidence", with_(clauses, "evidence")),
            ("Objectives", len({row.action.objective_id for row in actions.values() if row.action})),
            ("Actions of the plan", len(actions)),
            ("Actions that serve a clause", len(linked)),
            ("Actions that serve no clause", len(actions) - len(linked)),
            ("Actions with an indicator", sum(bool(row.indicators) for row in actions.values())),
            ("Actions with evidence", sum(bool(row.evidence) for row in actions.values())),
            ("Indicators", len({one.pk for row in self.rows for one in row.indicators})),
            ("Evidence", len(evidence)),
            (
                "Evidence that was accepted",
                sum(e.state == Evidence.State.ACCEPTED for e in evidence.values()),
            ),
            ("Ties of a clause and an action", sum(bool(row.clause and row.action) for row in self.rows)),
        ]


def trace(notice: Notice, *, user: User) -> Trace:
    """In reading order, in the same number of queries for any number of clauses. Restricted evidence only for those who may
    see it: the counts are of what this person sees."""
    own = {"council_id": notice.council_id}
    evidence = Evidence.objects.visible_to(user).filter(**own).order_by("number")
    indicators = Indicator.objects.visible_to(user).filter(**own).order_by("ref")
    of_action = (
        Prefetch("evidence", evidence, to_attr="seen_evidence"),
        Prefetch("indicators", indicators, to_attr="seen_indicators"),
    )
    actions = {
        action.pk: action
        for action in Action.objects.visible_to(user)
        .filter(**own, plan__notice=notice)
        .select_related("objective")
        .prefetch_related(*of_action, "requirements")
        .order_by("objective__number", "id")
    }
    clauses = (
        Requirement.objects.visible_to(user)
        .filter(**own, notice=notice)
        .demanding()
        .prefetch_related(
            Prefetch("evidence", evidence, to_attr="seen_evidence"),
            Prefetch("indicators", indicators, to_attr="seen_indicators"),
            Prefetch("targets__indicators", indicators),
        )
        .order_by("seq")
    )
    serving: dict[int, list[Action]] = {}
    for action in actions.values():
        for requirement in action.requirements.all():
            serving.setdefault(requirement.pk, []).append(action)
    groups = [Group(clause, list(_rows(clause, serving.get(clause.pk, ())))) for clause in clauses]
    shown = {row.action.pk for group in groups for row in group.rows if row.action}
    others = [_row(None, action) for pk, action in actions.items() if pk not in shown]
    return Trace(notice, [*groups, *([Group(None, others)] if others else [])])


def _rows(clause: Requirement, actions: Sequence[Action]) -> Iterator[Row]:
    for action in actions:
        yield _row(clause, action)
    if not actions:
        yield _row(clause, None)


def _row(clause: Any, action: Any) -> Row:
    """Indicators are those of the action and those of the clause and its targets; evidence likewise, but what belongs to
    another action stands in that action's row."""
    found: list[Any] = []
    evidence: list[Any] = []
    if action is not None:
        found += action.seen_indicators
        evidence += action.seen_evidence
    if clause is not None:
        found += clause.seen_indicators
        found += [one for target in clause.targets.all() for one in target.indicators.all()]
        here = None if action is None else action.pk
        evidence += [one for one in clause.seen_evidence if one.action_id in (None, here) or action is None]
    return Row(clause, action, list(dict.fromkeys(found)), list(dict.fromkeys(evidence)))


def cells(row: Row) -> tuple[Any, ...]:
    """A row as the spreadsheet has it; the columns are COLUMNS."""
    clause, action = row.clause, row.action
    of_clause = (
        (clause.label, clause.seq, clause.section, clause.get_binds_display(), clause.text)
        if clause
        else ("", None, "", "", "")
    )
    of_action = (
        (
            str(action.objective), action.ref, action.title, status.word("delivery", action.delivery), action.due_on,
        )
        if action
        else ("", "", "", "", None)
    )  # fmt: skip
    return (
        *of_clause,
        *of_action,
        "; ".join(str(one) for one in row.indicators),
        "; ".join(f"{one}: {one.title} ({one.get_state_display()})" for one in row.evidence),
        row.accepted,
    )
