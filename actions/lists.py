"""Lists of actions: which rows, in what order, and as light rows. Pages and CSV share them.

A list page is opened more than anything else, so its rows are tuples from `values_list`, its tags are made once, and no
address is resolved per row.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Length
from django.http import QueryDict
from markupsafe import Markup

from councils import plain, status
from councils.forms import FilterForm
from councils.lateness import age, is_overdue, lateness, long_date, short_date
from councils.models import Council, User
from notices.models import Notice

from .around import ObjectiveLine
from .models import Action, Plan
from .models.action import OPEN, Confidence, Delivery

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
Owners = Callable[[int | None, int | None], str]  # the name to show for a person's and an agency's id

_WORST_LAST = {Confidence.ON_TRACK: 0, Confidence.AT_RISK: 1, Confidence.OFF_TRACK: 2}
BY_CONFIDENCE = Case(
    *[When(delivery__in=OPEN, confidence=value, then=Value(place)) for value, place in _WORST_LAST.items()],
    default=Value(None),  # confidence is asked of open actions only
    output_field=IntegerField(),
)
DUE_FIRST = (F("due_on").asc(nulls_last=True), "id")
OPEN_FIRST = (
    Case(When(delivery__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()),
    *DUE_FIRST,
)
SORTS: dict[str, tuple[Any, ...]] = {
    "": ("objective__number", "id"),  # as the plan is written
    "ref": (Length("ref"), "ref"),  # A2 before A10
    "-ref": (Length("ref").desc(), "-ref"),
    "due": DUE_FIRST,
    "-due": (F("due_on").desc(nulls_last=True), "-id"),
    "confidence": (BY_CONFIDENCE.asc(nulls_last=True), *DUE_FIRST),
    "-confidence": (BY_CONFIDENCE.desc(nulls_last=True), *DUE_FIRST),
    "updated": (F("reported_on").asc(nulls_first=True), "id"),  # longest ago first; never is longest
    "-updated": (F("reported_on").desc(nulls_last=True), "-id"),
}


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
    return [_row(values, on=on, prefix=prefix) for values in actions.values_list(*_COLUMNS)]


def counted_rows(
    actions: QuerySet[Action], start: int, *, owners: Owners, on: datetime.date, prefix: str
) -> tuple[list[Row], int]:
    """A page of rows from `start`, and how many the whole list has, in one statement. A join for the owners' names,
    which are known, would be made for every row that is counted."""
    counted = actions.annotate(found=Window(Count("id")))
    found = list(
        counted.values_list(*_COLUMNS, "owner_id", "owner_organisation_id", "found")[start : start + PAGE]
    )
    if not found:
        return [], actions.count() if start else 0
    return [
        _row(values, owner=owners(person_id, agency_id), on=on, prefix=prefix)
        for *values, person_id, agency_id, _ in found
    ], found[0][-1]


_COLUMNS = ("ref", "title", "objective_id", "due_on", "done_on", "delivery", "confidence", "reported_on")


def _row(values: Sequence[Any], *, owner: str = "", on: datetime.date, prefix: str) -> Row:
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


class PlanFilters(FilterForm):
    """Which actions of the plan, from the address. A value that is no choice is no filter."""

    notice = forms.IntegerField(widget=forms.HiddenInput)  # which plan, where there are several
    objective = forms.ChoiceField()
    owner = forms.ChoiceField()
    delivery = forms.ChoiceField(choices=[("", "Any"), *status.choices("delivery")])
    confidence = forms.ChoiceField(choices=[("", "Any"), *status.choices("confidence")])
    overdue = forms.BooleanField(label="Overdue")
    not_updated = forms.BooleanField(label="Not updated since the last board")

    def __init__(
        self,
        data: QueryDict,
        *,
        objectives: Sequence[ObjectiveLine],
        owners: Sequence[tuple[str, str]],
        since: datetime.date | None,
    ) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        if not data.get("notice"):
            del fields["notice"]
        fields["objective"].choices = [("", "Any"), *((str(o.number), str(o)) for o in objectives)]
        fields["owner"].choices = [("", "Anybody"), *owners]
        if since:
            fields["not_updated"].label = f"Not updated since the board on {long_date(since)}"
        else:
            del fields["not_updated"]

    def full_clean(self) -> None:
        super().full_clean()
        self.errors.clear()

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def filter_of(chosen: dict[str, Any], *, user: User, on: datetime.date, since: datetime.date | None) -> Q:
    """The filters as one condition, so that one statement can count with and without it."""
    condition = Q()
    if number := chosen.get("objective"):
        condition &= Q(objective__number=number)
    if delivery := chosen.get("delivery"):
        condition &= Q(delivery=delivery)
    if confidence := chosen.get("confidence"):
        condition &= Q(delivery__in=OPEN, confidence=confidence)
    if chosen.get("overdue"):
        condition &= Q(delivery__in=OPEN, due_on__lt=on)
    if chosen.get("not_updated") and since:
        condition &= Q(delivery__in=OPEN) & (Q(reported_on=None) | Q(reported_on__lt=since))
    owner = chosen.get("owner", "")
    if owner == "me":
        organisations = [m.organisation_id for m in user.access.memberships if m.organisation_id]
        condition &= Q(owner=user) | Q(owner_organisation_id__in=organisations)
    elif owner == "nobody":
        condition &= Q(owner=None, owner_organisation=None)
    elif owner.startswith("u"):
        condition &= Q(owner_id=int(owner[1:]))
    elif owner.startswith("o"):
        condition &= Q(owner_organisation_id=int(owner[1:]))
    return condition


def counts_of(actions: QuerySet[Action], conditions: Mapping[str, Q]) -> dict[str, int]:
    """How many rows meet each condition, in one statement."""
    parts = {
        f"n{place}": Count("id", filter=condition) if condition else Count("id")
        for place, condition in enumerate(conditions.values())
    }
    found = actions.order_by().aggregate(**parts)
    return {name: found[f"n{place}"] for place, name in enumerate(conditions)}


def plans_of(user: User, council: Council) -> list[Plan]:
    """Newest first, each with number and title of its notice."""
    if not user.access.may_see(council.pk):
        return []
    columns = plain.columns("p", Plan)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n.id, n.number, n.title, {columns} FROM actions_plan p JOIN notices_notice n ON n.id = p.notice_id "
            "WHERE p.council_id = %s AND n.council_id = p.council_id ORDER BY p.id DESC",
            [council.pk],
        )
        rows = cursor.fetchall()
    plans: list[Plan] = []
    for row in rows:
        plan = plain.instance(Plan, row[3:])
        plan.notice = plain.instance(Notice, row[:3], ["id", "number", "title"])
        plans.append(plan)
    return plans


def choose_plan(plans: Iterable[Plan], notice_number: str) -> Plan | None:
    """The plan that answers the notice in the address; else the newest that is not closed; else the newest."""
    found = list(plans)
    if notice_number.isascii() and notice_number.isdigit() and len(notice_number) < 9:
        asked = [plan for plan in found if plan.notice.number == int(notice_number)]
        if asked:
            return asked[0]
    standing = [plan for plan in found if not plan.is_closed]
    return next(iter([*standing, *found]), None)
