"""What stands around the list of a plan: its figures, whose actions they are, its objectives. In plain SQL.

Through the ORM it was five statements, and writing their SQL anew for every page cost more than the rows themselves.
The plan itself comes from a QuerySet that shows only what the person may see.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from .models import Plan
from .models.summary import COUNTS

OFFICER = "Council officer"

# In the order of the SELECT below. The words of the conditions are those of the councils' summary.
_FIGURES = ("all", "open", "overdue", "off_track", "at_risk", "done", "complete")
_OWNERS = f"""
WITH owners AS (
    SELECT a.owner_id, a.owner_organisation_id,
        count(*) AS n_all,
        count(*) FILTER (WHERE {COUNTS["open"]}) AS n_open,
        count(*) FILTER (WHERE {COUNTS["open"]} AND a.due_on < %(on)s) AS n_overdue,
        count(*) FILTER (WHERE {COUNTS["off_track"]}) AS n_off_track,
        count(*) FILTER (WHERE {COUNTS["at_risk"]}) AS n_at_risk,
        count(*) FILTER (WHERE {COUNTS["done"]}) AS n_done,
        count(*) FILTER (WHERE {COUNTS["confirmed"]} OR {COUNTS["embedded"]}) AS n_complete
    FROM actions_action a WHERE a.council_id = %(council)s AND a.plan_id = %(plan)s
    GROUP BY a.owner_id, a.owner_organisation_id
)
SELECT o.owner_id, u.name, o.owner_organisation_id, g.name, s.since_on,
    {", ".join(f"o.n_{name}" for name in _FIGURES)}
FROM owners o
LEFT JOIN councils_user u ON u.id = o.owner_id
LEFT JOIN councils_organisation g ON g.id = o.owner_organisation_id AND g.council_id = %(council)s
LEFT JOIN actions_councilsummary s ON s.council_id = %(council)s
"""


@dataclass
class Around:
    """`since`: the last board, from which an update counts as recent."""

    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_FIGURES, 0))
    since: datetime.date | None = None
    people: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    nobody: bool = False

    def owner_choices(self, *, names: bool, me: bool) -> list[tuple[str, str]]:
        """Choices of the owner filter: people (for their own council only), then agencies."""
        people = self.people if names else {}
        return [
            *([("me", "Me")] if me else []),
            *sorted(people.items(), key=lambda item: item[1].lower()),
            *sorted(self.agencies.items(), key=lambda item: item[1].lower()),
            *([("nobody", "Nobody yet")] if self.nobody else []),
        ]

    def owner(self, person_id: int | None, agency_id: int | None, *, names: bool) -> str:
        """As a row shows it. `names` false: people appear as their role."""
        if person_id:
            return self.people[f"u{person_id}"] if names else OFFICER
        return self.agencies[f"o{agency_id}"] if agency_id else "Nobody yet"


def around(plan: Plan, *, on: datetime.date) -> Around:
    """Of a plan that the person may see. The figures are sums over its owners."""
    with connection.cursor() as cursor:
        cursor.execute(_OWNERS, {"council": plan.council_id, "plan": plan.pk, "on": on})
        rows = cursor.fetchall()
    found = Around()
    for person_id, person, agency_id, agency, since, *counts in rows:
        if person_id:
            found.people[f"u{person_id}"] = person
        elif agency_id:
            found.agencies[f"o{agency_id}"] = agency
        else:
            found.nobody = True
        found.since = since
        for name, number in zip(_FIGURES, counts, strict=True):
            found.figures[name] += number
    return found


class ObjectiveLine(NamedTuple):
    """What a list shows of an objective."""

    pk: int
    number: int
    title: str
    has_actions: bool

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


def objectives_of(plan: Plan) -> list[ObjectiveLine]:
    """In their order."""
    with connection.cursor() as cursor:
        cursor.execute(_OBJECTIVES, [plan.council_id, plan.pk])
        return [ObjectiveLine(*row) for row in cursor.fetchall()]


_OBJECTIVES = """
SELECT o.id, o.number, o.title, EXISTS (
    SELECT FROM actions_action a WHERE a.objective_id = o.id AND a.council_id = o.council_id
) FROM actions_objective o WHERE o.council_id = %s AND o.plan_id = %s ORDER BY o.number
"""
