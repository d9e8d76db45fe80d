"""Lists of actions as light rows, and the plans that they are of.

A list page is opened more than anything else, so its rows are tuples, its tags are made once, and no address is
resolved per row.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from markupsafe import Markup

from councils import plain, status
from councils.lateness import age, is_overdue, lateness, short_date
from councils.models import Council, User
from notices.models import Notice

from .models import Action, Plan
from .models.action import OPEN, Delivery

# Made once: a macro for each tag and date costs more than the rows' SQL.
_TAGS = {
    (delivery.value, confidence.value if confidence else ""): " ".join(
        f'<strong class="govuk-tag govuk-tag--{s.colour}">{s.word}</strong>'
        for s in (delivery, confidence)
        if s
    )
    for delivery in status.STATUSES["delivery"].values()
    for confidence in (None, *status.STATUSES["confidence"].values())
}
_NEVER_LATE = (Delivery.PAUSED, Delivery.CANCELLED)
PAGE = 50

OPEN_FIRST = (
    Case(When(delivery__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()),
    F("due_on").asc(nulls_last=True),
    "id",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, ready to print."""

    ref: str
    name: str
    href: str
    update_href: str
    objective_id: int
    cells: Markup  # due, status, last update
    owner: str


def rows(actions: QuerySet[Action], *, on: datetime.date, prefix: str) -> list[Row]:
    """Light rows of a (sliced, ordered) list, without their owners. `prefix` is an action's address up to its ref."""
    return [light_row(values, on=on, prefix=prefix) for values in actions.values_list(*COLUMNS)]


COLUMNS = ("ref", "title", "objective_id", "due_on", "done_on", "delivery", "confidence", "reported_on")


def light_row(values: Sequence[Any], *, owner: str = "", on: datetime.date, prefix: str) -> Row:
    ref, title, objective_id, due_on, done_on, delivery, confidence, reported_on = values
    due = _due(due_on, done_on, delivery, on=on)
    said = _TAGS[delivery, confidence if delivery in OPEN else ""]
    return Row(
        ref=ref,
        name=f"{ref} {title}",
        href=f"{prefix}{ref}/",
        update_href=f"{prefix}{ref}/update/",
        objective_id=objective_id,
        cells=Markup(f"{_CELL}{due}</td>{_TAGS_CELL}{said}</td>{_CELL}{age(reported_on, on=on)}</td>"),
        owner=owner,
    )


_CELL = '<td class="govuk-table__cell">'
_TAGS_CELL = '<td class="govuk-table__cell nb-tags">'


def _due(
    due_on: datetime.date | None, done_on: datetime.date | None, delivery: str, *, on: datetime.date
) -> str:
    """The date and how late it is; nothing is late that was paused or cancelled."""
    if due_on is None:
        return "No due date"
    words = "" if delivery in _NEVER_LATE else lateness(due_on, on=on, done_on=done_on)
    late = " nb-late--overdue" if delivery in OPEN and is_overdue(due_on, on=on) else ""
    return f'<span class="nb-nowrap">{short_date(due_on)}</span> <span class="nb-late{late}">{words}</span>'


def counts_of(actions: QuerySet[Action], conditions: Mapping[str, Q]) -> dict[str, int]:
    """How many rows meet each condition, in one statement."""
    parts = {
        f"n{place}": Count("id", filter=condition) if condition else Count("id")
        for place, condition in enumerate(conditions.values())
    }
    found = actions.order_by().aggregate(**parts)
    return {name: found[f"n{place}"] for place, name in enumerate(conditions)}


def plans_of(user: User, council: Council) -> list[Plan]:
    """Newest first, each with number, title and state of its notice."""
    if not user.access.may_see(council.pk):
        return []
    columns = plain.columns("p", Plan)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n.id, n.number, n.title, n.state, {columns} FROM actions_plan p JOIN notices_notice n ON n.id = p.notice_id "
            "WHERE p.council_id = %s AND n.council_id = p.council_id ORDER BY p.id DESC",
            [council.pk],
        )
        rows = cursor.fetchall()
    plans: list[Plan] = []
    for row in rows:
        plan = plain.instance(Plan, row[4:])
        plan.notice = plain.instance(Notice, row[:4], ["id", "number", "title", "state"])
        plans.append(plan)
    return plans


def choose_plan(plans: Iterable[Plan], notice_number: str) -> Plan | None:
    """The plan that answers the notice in the address; else the newest of an instrument that stands, the newest that is
    not closed, the newest. A plan begun for a draft comes first only where there is no other."""
    found = list(plans)
    if notice_number.isascii() and notice_number.isdigit() and len(notice_number) < 9:
        asked = [plan for plan in found if plan.notice.number == int(notice_number)]
        if asked:
            return asked[0]
    open_ = [plan for plan in found if not plan.is_closed]
    standing = [plan for plan in open_ if plan.notice.is_standing]
    return next(iter([*standing, *open_, *found]), None)
