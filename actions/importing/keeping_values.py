"""Writing the values that a preview shows, as drafts of the person who imports, and taking them back."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from councils.models import User
from councils.refusal import Refused

from ..indicator_entry import Entry
from ..indicator_periods import known
from ..models import Observation, PlanImport
from ..services.many_values import NotKept, enter_values
from ..services.observations import drop_draft, enter_value
from .values import ValuesPreview

_NUMBERS = ("value", "numerator", "denominator", "neighbours", "england")


def write(preview: ValuesPreview, *, by: User, on: datetime.date) -> dict[str, Any]:
    """Returns what undoing needs (PlanImport.before). Raises Refused when somebody was faster."""
    was = [change.before and _plain(Entry.of(change.before)) for change in preview.values]
    try:
        kept = enter_values(preview.values, by=by, on=on)
    except NotKept as error:
        raise Refused(
            "Somebody entered one of these values after you looked. Check again what would be imported."
        ) from error
    return {
        "values": [
            {"id": row.pk, "now": row.version, "was": before}
            for row, before in zip(kept.saved, was, strict=True)
        ]
    }


def touched_since(planned: PlanImport) -> list[str]:
    """Values that the import wrote and that somebody has changed or handed in since."""
    versions = {value["id"]: value["now"] for value in planned.before["values"]}
    rows = Observation.objects.filter(council_id=planned.council_id, pk__in=versions).select_related(
        "indicator"
    )
    found = {
        row.pk: row for row in rows.order_by("indicator_id", "period_on").select_for_update(of=("self",))
    }
    moved = [
        f"{row.indicator.ref} for {known(row.indicator, row.period_on).name}"
        for pk, row in found.items()
        if row.version != versions[pk] or not row.is_open
    ]
    return [*moved, *(["a value that is gone"] if len(found) < len(versions) else [])]


def take_back(planned: PlanImport, *, by: User, on: datetime.date) -> None:
    for value in planned.before["values"]:
        row = Observation.objects.select_related("indicator").get(
            pk=value["id"], council_id=planned.council_id
        )
        row.council = row.indicator.council = planned.plan.council
        if value["was"] is None:
            drop_draft(row, by=by, on=on, based_on=value["now"])
        else:
            entry = Entry(**{**value["was"], **{name: _number(value["was"][name]) for name in _NUMBERS}})
            enter_value(
                row.indicator, period_on=row.period_on, by=by, on=on, based_on=value["now"], entry=entry
            )


def _plain(entry: Entry) -> dict[str, Any]:
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in entry.columns().items()}


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
