"""What stands around the list of a plan: its figures, whose actions they are, its objectives. In plain SQL.

One statement; through the ORM it was five, and writing their SQL anew for every page cost more than the rows themselves.
The plan comes from plans_of(), which asks what the person may see.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from .models import Plan
from .models.summary import COUNTS
from .restricted import hidden_refs

OFFICER = "Council officer"
AGENCY = "Partner agency"

# In the order of the SELECT below. The words of the conditions are those of the councils' summary.
_FIGURES = ("all", "open", "overdue", "off_track", "at_risk", "done", "complete", "high")
_AROUND = f"""
WITH owners AS (
    SELECT a.owner_id, a.owner_organisation_id,
        count(*) AS n_all,
        count(*) FILTER (WHERE {COUNTS["open"]}) AS n_open,
        count(*) FILTER (WHERE {COUNTS["open"]} AND a.due_on < %(on)s) AS n_overdue,
        count(*) FILTER (WHERE {COUNTS["off_track"]}) AS n_off_track,
        count(*) FILTER (WHERE {COUNTS["at_risk"]}) AS n_at_risk,
        count(*) FILTER (WHERE {COUNTS["done"]}) AS n_done,
        count(*) FILTER (WHERE {COUNTS["confirmed"]} OR {COUNTS["embedded"]}) AS n_complete,
        count(*) FILTER (WHERE a.priority = 'high') AS n_high
    FROM actions_action a WHERE a.council_id = %(council)s AND a.plan_id = %(plan)s
    GROUP BY a.owner_id, a.owner_organisation_id
)
SELECT
    (SELECT s.since_on FROM actions_councilsummary s WHERE s.council_id = %(council)s),
    (SELECT json_agg(json_build_array(o.id, o.number, o.title, EXISTS (
            SELECT FROM actions_action a WHERE a.objective_id = o.id AND a.council_id = o.council_id
        ), o.theme) ORDER BY o.number)
     FROM actions_objective o WHERE o.council_id = %(council)s AND o.plan_id = %(plan)s),
    (SELECT json_agg(json_build_array(o.owner_id, u.name, o.owner_organisation_id, g.name,
        {", ".join(f"o.n_{name}" for name in _FIGURES)}))
     FROM owners o
     LEFT JOIN councils_user u ON u.id = o.owner_id
     LEFT JOIN councils_organisation g ON g.id = o.owner_organisation_id AND g.council_id = %(council)s),
    (SELECT count(*) FROM notices_requirement r
     JOIN actions_actionrequirement l ON l.requirement_id = r.id AND l.clause_version < r.version
     WHERE r.council_id = %(council)s AND r.notice_id = %(notice)s AND r.version > 1 AND l.council_id = %(council)s),
    current_setting('noticeboard.hidden_actions', true)
"""


class ObjectiveLine(NamedTuple):
    """What a list shows of an objective."""

    pk: int
    number: int
    title: str
    has_actions: bool
    theme: str = ""

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


@dataclass
class Around:
    """`since`: the last board, from which an update counts as recent. `ties_waiting`: actions tied to a clause that has
    changed since (services/ties.py). `restricted`: actions that the person may not see."""

    since: datetime.date | None
    objectives: list[ObjectiveLine]
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_FIGURES, 0))
    people: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    nobody: bool = False
    ties_waiting: int = 0
    restricted: int = 0

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
        """As a row shows it. `names` false: people appear as their role, as does one who owns nothing until this moment."""
        if person_id:
            return self.people.get(f"u{person_id}", OFFICER) if names else OFFICER
        return self.agencies.get(f"o{agency_id}", AGENCY) if agency_id else "Nobody yet"


def around(plan: Plan, *, on: datetime.date) -> Around:
    """Of a plan that the person may see. The figures are sums over its owners."""
    with connection.cursor() as cursor:
        cursor.execute(
            _AROUND, {"council": plan.council_id, "plan": plan.pk, "notice": plan.notice_id, "on": on}
        )
        since, objectives, owners, ties, hidden = cursor.fetchone()
    found = Around(
        since,
        [ObjectiveLine(*line) for line in objectives or ()],
        ties_waiting=ties,
        restricted=len(hidden_refs(plan, ids=hidden or "")),
    )
    for person_id, person, agency_id, agency, *counts in owners or ():
        if person_id:
            found.people[f"u{person_id}"] = person
        elif agency_id:
            found.agencies[f"o{agency_id}"] = agency
        else:
            found.nobody = True
        for name, number in zip(_FIGURES, counts, strict=True):
            found.figures[name] += number
    return found
