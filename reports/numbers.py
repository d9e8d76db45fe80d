"""A number on a dashboard, and the list behind it: one definition makes both, so that they are always equal.

Two ways to make them:

- `of_plan`: numbers of one plan, counted by the very conditions with which the plan's page chooses its rows
  (actions/plan_list.py), in one statement.
- `Looks`: for a page whose rows are made in Python. Each look is a name, its words and what it keeps; a number counts the
  rows that a look keeps, and the list at `?show=<name>` shows them.

A template prints them with the macros of components/number.html, which mark the link. A list that can be linked to is in
the element of the link's fragment, or in one with `data-list`, or in `#results` of a filtered list; a row of it is a `tr`
of a `tbody`, or an `li` where there is no table. tests/reports/test_numbers_equal_lists.py follows every marked number of
every dashboard and counts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db import connection

from actions.around import ObjectiveLine
from actions.models import Plan
from actions.plan_list import listed
from actions.plan_past import Past
from councils.models import User

from . import links

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Number:
    """`label` is read after the value: "overdue", "off track in Borchester"."""

    value: int
    label: str
    href: str


def of_plan(
    plan: Plan,
    wanted: Sequence[tuple[str, Mapping[str, str]]],
    *,
    council_slug: str,
    objectives: Sequence[ObjectiveLine],
    user: User,
    on: datetime.date,
    since: datetime.date | None,
    past: Past | None = None,
) -> list[Number]:
    """One number for each label and filter of the plan's page: `("overdue", {"objective": "2", "overdue": "on"})`.
    `plan.notice` must be read already; `since` is the last board; `past`: the plan as at `on`, where that is not today."""
    lists = [
        listed(plan, query, "", objectives=objectives, user=user, on=on, since=since, past=past)
        for _, query in wanted
    ]
    if not lists:
        return []
    parts = [
        f"count(*) FILTER (WHERE {' AND '.join(f'({condition})' for condition in one.conditions) or 'true'})"
        for one in lists
    ]
    values = [value for one in lists for value in one.values]
    tables, then = (past.tables, past.values) if past else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"{tables}SELECT {', '.join(parts)} FROM actions_action WHERE council_id = %s AND plan_id = %s",
            [*then, *values, plan.council_id, plan.pk],
        )
        counts = cursor.fetchone()
    which = {"notice": str(plan.notice.number), **({"as_at": str(on)} if past else {})}
    return [
        Number(count, label, links.plan_list(council_slug, **which, **query))
        for count, (label, query) in zip(counts, wanted, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Look(Generic[Row]):
    """One way to look at a list: `name` in its address, `words` for people, and which rows it keeps."""

    name: str
    words: str
    keeps: Callable[[Row], bool]


class Looks(Generic[Row]):
    """The looks of one list. Without `?show=`, or with one that is none of them, the list has all its rows."""

    def __init__(self, *looks: Look[Row]) -> None:
        self.by_name = {look.name: look for look in looks}

    def choices(self) -> list[tuple[str, str]]:
        return [(look.name, look.words) for look in self.by_name.values()]

    def kept(self, rows: Iterable[Row], show: str) -> list[Row]:
        look = self.by_name.get(show)
        return [row for row in rows if look is None or look.keeps(row)]

    def numbers(self, rows: Sequence[Row], address: str, **others: str | list[str]) -> list[Number]:
        """One for each look, over `rows`: what the list shows at `address` with the filters `others`, before any look."""
        return [
            Number(
                len(self.kept(rows, look.name)),
                look.words,
                f"{address}?{urlencode({**others, 'show': look.name}, doseq=True)}",
            )
            for look in self.by_name.values()
        ]
