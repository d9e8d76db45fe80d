"""How many actions of each kind a plan has, by objective: the figures of a council's overview.

Today's come from the summary that triggers keep exact (actions/models/summary.py), a row an objective. Where that cannot
answer – a person who may not see some action, a day that has turned and not been rolled forward – the actions are counted,
by the same conditions. Of a day of the past they are counted by actions/counted.py. Tests hold the three together.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from actions.around import ObjectiveLine
from actions.counted import count
from actions.models import Plan
from actions.models.summary import COUNTS
from actions.plan_past import Past
from actions.restricted import hidden_refs

from . import links
from .numbers import Number

Counts = dict[str, int]  # by the names of COUNTS
NAMES = tuple(COUNTS)

# What each figure is called, and the filter of the plan's page that finds its actions.
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "off_track": ("off track", {"confidence": "off_track"}),
    "overdue": ("overdue", {"overdue": "on"}),
    "at_risk": ("at risk", {"confidence": "at_risk"}),
    "on_track": ("on track", {"confidence": "on_track"}),
    "done": ("done, awaiting board", {"delivery": "done"}),
    "complete": ("confirmed or embedded", {"delivery": "complete"}),
    "actions": ("actions in the plan", {}),
    "open": ("open", {"delivery": "open"}),
}
_DELIVERIES = ("not_started", "in_progress", "done", "confirmed", "embedded", "paused", "cancelled")

_KEPT = f"""
SELECT o.id, {", ".join(f"coalesce(t.{name}, 0)" for name in NAMES)}
FROM actions_councilsummary s
JOIN actions_objective o ON o.council_id = s.council_id AND o.plan_id = %(plan)s
LEFT JOIN actions_objectivesummary t ON t.council_id = o.council_id AND t.objective_id = o.id
WHERE s.council_id = %(council)s AND s.counted_on = %(on)s AND s.since_on IS NOT DISTINCT FROM %(since)s
AND s.actions = (SELECT sum(c.actions) FROM actions_objectivesummary c WHERE c.council_id = s.council_id)
"""
_LIVE = f"""
SELECT a.objective_id, {", ".join(f"count(*) FILTER (WHERE {condition})" for condition in COUNTS.values())}
FROM actions_action a, (SELECT %(on)s::date AS counted_on, %(since)s::date AS since_on) s
WHERE a.council_id = %(council)s AND a.plan_id = %(plan)s GROUP BY a.objective_id
"""


def counts_by_objective(
    plan: Plan, *, on: datetime.date, since: datetime.date | None, past: Past | None = None
) -> dict[int, Counts]:
    """By the objective's id; one without actions may be left out. `since`: the last board."""
    if past:
        of: dict[int, list[object]] = {}
        for row in past.rows:
            of.setdefault(row.objective_id, []).append(row)
        return {pk: count(rows, on=on, since=since) for pk, rows in of.items()}  # type: ignore[arg-type]
    kept = {} if hidden_refs(plan) else _read(_KEPT, plan, on=on, since=since)
    return kept or _read(_LIVE, plan, on=on, since=since)


def _read(sql: str, plan: Plan, *, on: datetime.date, since: datetime.date | None) -> dict[int, Counts]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"council": plan.council_id, "plan": plan.pk, "on": on, "since": since})
        return {pk: dict(zip(NAMES, figures, strict=True)) for pk, *figures in cursor.fetchall()}


def total(counts: Iterable[Counts]) -> Counts:
    found = dict.fromkeys(NAMES, 0)
    for one in counts:
        for name in NAMES:
            found[name] += one[name]
    return found


@dataclass(frozen=True)
class Line:
    """One row of a table of figures: of an objective, of a theme."""

    name: str
    numbers: list[Number]


@dataclass(frozen=True)
class Linker:
    """Numbers of one plan on one day, each with the address of its list."""

    plan: Plan
    council_slug: str
    as_at: datetime.date | None  # of the past

    def number(self, counts: Mapping[str, int], name: str, *, of: str = "", **within: str) -> Number:
        """`of`: what follows the words, such as "in objective 2"; `within`: its filter."""
        words, query = KINDS[name]
        value = counts["confirmed"] + counts["embedded"] if name == "complete" else counts[name]
        return Number(value, f"{words} {of}".strip(), self.href(**within, **query))

    def deliveries(self, counts: Mapping[str, int]) -> list[tuple[str, Number]]:
        """By the status's value."""
        return [
            (name, Number(counts[name], name.replace("_", " "), self.href(delivery=name)))
            for name in _DELIVERIES
        ]

    def line(
        self, name: str, counts: Mapping[str, int], columns: Sequence[str], of: str, **within: str
    ) -> Line:
        return Line(name, [self.number(counts, column, of=of, **within) for column in columns])

    def href(self, **query: str) -> str:
        return links.plan_list(self.council_slug, **self.which, **query)

    @property
    def which(self) -> dict[str, str]:
        """Which plan, on which day."""
        day = {"as_at": str(self.as_at)} if self.as_at else {}
        return {"notice": str(self.plan.notice.number), **day}


COLUMNS = ("off_track", "overdue", "at_risk", "on_track", "done", "complete", "actions")
HEADS = (
    "Off track",
    "Overdue",
    "At risk",
    "On track",
    "Done, awaiting board",
    "Confirmed or embedded",
    "All",
)


def by_objective(
    linker: Linker, objectives: Sequence[ObjectiveLine], counted: Mapping[int, Counts]
) -> list[Line]:
    none = total(())
    return [
        linker.line(
            str(objective), counted.get(objective.pk, none), COLUMNS, f"in objective {objective.number}",
            objective=str(objective.number),
        )
        for objective in objectives
    ]  # fmt: skip


def by_theme(
    linker: Linker, objectives: Sequence[ObjectiveLine], counted: Mapping[int, Counts]
) -> list[Line]:
    """In order of the alphabet; objectives without a theme are in none."""
    none = total(())
    themes = sorted({objective.theme for objective in objectives if objective.theme})
    return [
        linker.line(
            theme,
            total(counted.get(o.pk, none) for o in objectives if o.theme == theme),
            COLUMNS,
            f"of the theme {theme}",
            theme=theme,
        )
        for theme in themes
    ]
