"""Rows of any table as they stood at the end of a day, from their history. The rules are those of actions/as_at.py:
what was written counts from when it was written, what has a date of its own from that date."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    F,
    Model,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from councils.lateness import london_date

Row = TypeVar("Row", bound=Model)


def rows_as_at(
    model: type[Row], *, as_at: datetime.date, came_with: Model | None = None, **rows: Any
) -> list[Row]:
    """Of each row its last state written by the end of the day. A row that was first written later counts, in its first
    state, where it was entered on the same day as `came_with` (a notice that was loaded with all that belongs to it).
    Rows that were deleted by then are left out. `rows`: what does not change in a row's life, such as its council."""
    end = _end_of(as_at)
    states = (
        _history_of(model)
        .filter(**rows)
        .annotate(
            came_with_at=_first_written(came_with),
            written_later=Case(When(pgh_created_at__lt=end, then=Value(0)), default=Value(1)),
            turn_of_state=Case(
                When(pgh_created_at__lt=end, then=-F("pgh_id")),
                default=F("pgh_id"),
                output_field=BigIntegerField(),
            ),
        )
        .order_by("pgh_obj_id", "written_later", "turn_of_state")
        .distinct("pgh_obj_id")
    )
    return [
        _as_it_was(model, state)
        for state in states
        if (
            state.came_with_at and london_date(state.pgh_created_at) == london_date(state.came_with_at)
            if state.written_later
            else state.pgh_label != "delete"
        )
    ]


def dated_as_at(model: type[Row], *, as_at: datetime.date, dated: str, **rows: Any) -> list[Row]:
    """Of each row its last state whose own date (`dated`) is that day or before; a state without that date counts from
    when it was written. So what was recorded late counts from its day, and what was taken back later still counts."""
    told = Q(**{f"{dated}__lte": as_at}) | Q(**{dated: None}, pgh_created_at__lt=_end_of(as_at))
    states = _history_of(model).filter(told, **rows).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [_as_it_was(model, state) for state in states if state.pgh_label != "delete"]


def _history_of(model: type[Model]) -> QuerySet[Any]:
    found: QuerySet[Any] = apps.get_model(f"{model._meta.label}Event")._default_manager.all()
    return found


def _first_written(row: Any) -> Any:
    """When the row was entered, asked in the same statement; null where no row is given."""
    if row is None:
        return Value(None, output_field=DateTimeField(null=True))
    history = _history_of(type(row)).filter(council_id=row.council_id, pgh_obj_id=row.pk)
    return Subquery(history.order_by("pgh_id").values("pgh_created_at")[:1])


def _as_it_was(model: type[Row], state: Any) -> Row:
    return model(**{field.attname: getattr(state, field.attname) for field in model._meta.concrete_fields})


def _end_of(day: datetime.date) -> datetime.datetime:
    """Midnight at the end of the day, in London."""
    return timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))
