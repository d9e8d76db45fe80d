"""Model instances from plain SQL, for the few statements that every page runs.

A QuerySet writes its SQL anew each time, which takes several times as long as PostgreSQL needs to answer it. Whoever
uses this says in the SQL what visible_to() would have said.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models


@cache
def fields(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def columns(alias: str, model: type[models.Model]) -> str:
    """All columns of the model, in the order of `fields`."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def instance(model: type[models.Model], values: Sequence[Any], names: list[str] | None = None) -> Any:
    """A row as a model instance; fields that are not in `names` are read when they are asked for."""
    return model.from_db(connection.alias, names or fields(model), values)
