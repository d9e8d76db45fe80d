"""History of every council-owned row, kept by triggers (raw SQL and bulk updates included).

Each tracked model gets an append-only event table with the same columns, who (from the transaction's scope) and when,
under the same row-level security as the rows themselves.
"""

from __future__ import annotations

from collections.abc import Callable

import pghistory
import pghistory.models
from django.db import models

from .isolation import CouncilIsolation, HiddenRows, SqlConstraint
from .scope import CurrentUserId


class Event(pghistory.models.Event):  # type: ignore[misc]
    """One past state of a row. `pgh_by_id` is the user whose transaction made it; null for the system."""

    append_only = True
    pgh_by_id = models.BigIntegerField(null=True, db_default=CurrentUserId())

    class Meta:
        abstract = True


def tracked(
    table: str,
    isolation: type[CouncilIsolation] = CouncilIsolation,
    *,
    hidden: Callable[[str], list[HiddenRows]] | None = None,
) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: `@tracked("actions_action")` keeps the history of that table, isolated like the table itself.

    `hidden`: from a table's name, what hides its rows from somebody; the history hides the same.
    """
    constraints: list[SqlConstraint] = [isolation(name=f"{table}event_of_council", history=True)]
    constraints += hidden(f"{table}event") if hidden else []
    return pghistory.track(  # type: ignore[no-any-return]
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        base_model=Event,
        context_field=None,  # type: ignore[arg-type]  # who is a column of ours
        append_only=True,
        meta={"constraints": constraints},
    )
