"""The second line of isolation: PostgreSQL itself refuses rows of other councils (design §5).

Written as model constraints, so that makemigrations carries them. Every council-owned table (its history too) has
row-level security forced, even for the owner of the table:

- the app role reads rows of the councils in `noticeboard.read_councils` and writes those in `noticeboard.write_councils`
  (set per transaction by scope.py; not set means no rows);
- the Department's role reads all and can write nothing: it is granted SELECT only (grants.py).

`= ANY((SELECT …))` is worked out once a statement, not once a row, and keeps the index; an `OR all` branch for the Department cost up to 145 times as much.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.constraints import BaseConstraint

from .permissions import Role


def _councils(setting: str) -> str:
    listed = f"string_to_array(current_setting('noticeboard.{setting}', true), ',')::bigint[]"
    return f"ANY((SELECT {listed})::bigint[])"


class SqlConstraint(BaseConstraint):
    """A constraint that is plain SQL on the table; Django's own validation has nothing to check."""

    def statements(self, table: str) -> list[str]:
        raise NotImplementedError

    def undo(self, table: str) -> list[str]:
        raise NotImplementedError

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str | None:  # type: ignore[override]
        assert model is not None
        schema_editor.deferred_sql.append(
            ";\n".join(self.statements(model._meta.db_table))
        )  # once the table is there
        return None

    def create_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str | None:  # type: ignore[override]
        assert model is not None
        return ";\n".join(self.statements(model._meta.db_table))

    def remove_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str:
        assert model is not None
        return ";\n".join(self.undo(model._meta.db_table))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        return None

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.deconstruct() == other.deconstruct()  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class CouncilIsolation(SqlConstraint):
    """Row-level security by `council_id`, and the key that composite foreign keys point to."""

    def __init__(self, *, name: str, history: bool = False) -> None:
        super().__init__(name=name)
        self.history = history  # a history table: nothing points to its rows, so it needs no key

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return (
            path,
            tuple(args),
            {**kwargs, **({"history": True} if self.history else {})},
        )

    def statements(self, table: str) -> list[str]:
        app, department = settings.APP_ROLE, settings.DEPARTMENT_ROLE
        reads, writes = (
            f"council_id = {_councils('read_councils')}",
            f"council_id = {_councils('write_councils')}",
        )
        key = (
            []
            if self.history
            else [f'ALTER TABLE "{table}" ADD CONSTRAINT "{self.name}" UNIQUE (council_id, id)']
        )
        return [
            *key,
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY council_read ON "{table}" FOR SELECT TO {app} USING ({reads})',
            f'CREATE POLICY council_insert ON "{table}" FOR INSERT TO {app} WITH CHECK ({writes})',
            f'CREATE POLICY council_update ON "{table}" FOR UPDATE TO {app} USING ({writes}) WITH CHECK ({writes})',
            f'CREATE POLICY council_delete ON "{table}" FOR DELETE TO {app} USING ({writes})',
            f'CREATE POLICY department_read ON "{table}" FOR SELECT TO {department} USING (true)',
        ]

    def undo(self, table: str) -> list[str]:
        names = [
            "council_read",
            "council_insert",
            "council_update",
            "council_delete",
            "department_read",
        ]
        key = [] if self.history else [f'ALTER TABLE "{table}" DROP CONSTRAINT "{self.name}"']
        return [
            *[f'DROP POLICY IF EXISTS {name} ON "{table}"' for name in names],
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            *key,
        ]


class MembershipIsolation(CouncilIsolation):
    """Memberships: also one's own rows (that is how the scope is found), and the Department's, which have no council."""

    def statements(self, table: str) -> list[str]:
        own = "user_id = nullif(current_setting('noticeboard.user_id', true), '')::bigint"
        department = "council_id IS NULL AND current_setting('noticeboard.department_people', true) = 'on'"
        app = settings.APP_ROLE
        return [
            *super().statements(table),
            f'CREATE POLICY own_read ON "{table}" FOR SELECT TO {app} USING ({own})',
            f'CREATE POLICY department_people ON "{table}" FOR ALL TO {app} USING ({department}) WITH CHECK ({department})',
        ]

    def undo(self, table: str) -> list[str]:
        names = ["own_read", "department_people"]
        return [
            *[f'DROP POLICY IF EXISTS {name} ON "{table}"' for name in names],
            *super().undo(table),
        ]


class CouncilOnly(CouncilIsolation):
    """Rows for people of the council alone: the Department's role finds none of them."""

    def statements(self, table: str) -> list[str]:
        *others, department_read = super().statements(table)
        return [*others, department_read.replace("USING (true)", "USING (false)")]


class DepartmentOnly(CouncilIsolation):
    """Rows about a council for the Department alone: narrows every other policy to transactions of its people, and to work
    that crosses councils. A council's own people and tasks find none, and can make none."""

    def statements(self, table: str) -> list[str]:
        crossing = "current_setting('noticeboard.department_people', true) = 'on'"
        own = (
            "SELECT FROM councils_membership m WHERE m.council_id IS NULL "
            "AND m.user_id = nullif(current_setting('noticeboard.user_id', true), '')::bigint"
        )
        rows = f"(SELECT {crossing} OR EXISTS ({own}))"
        app = settings.APP_ROLE
        narrowed = f'ON "{table}" AS RESTRICTIVE FOR ALL TO {app} USING ({rows}) WITH CHECK ({rows})'
        return [*super().statements(table), f"CREATE POLICY department_only {narrowed}"]

    def undo(self, table: str) -> list[str]:
        return [f'DROP POLICY IF EXISTS department_only ON "{table}"', *super().undo(table)]


class ChairOnly(CouncilOnly):
    """Rows for whoever chairs the council's board on the day, and for work that crosses councils for nobody in particular
    (loading the demonstration): narrows every other policy."""

    def statements(self, table: str) -> list[str]:
        person = "nullif(current_setting('noticeboard.user_id', true), '')"
        today = "(now() AT TIME ZONE 'Europe/London')::date"
        rows = (
            f"({person} IS NULL AND current_setting('noticeboard.department_people', true) = 'on') "
            "OR EXISTS (SELECT FROM councils_membership m "
            f"WHERE m.council_id = \"{table}\".council_id AND m.role = '{Role.CHAIR}' AND m.user_id = {person}::bigint "
            f"AND (m.valid_from IS NULL OR m.valid_from <= {today}) AND (m.valid_to IS NULL OR m.valid_to >= {today}))"
        )
        app = settings.APP_ROLE
        narrowed = f'ON "{table}" AS RESTRICTIVE FOR ALL TO {app} USING ({rows}) WITH CHECK ({rows})'
        return [*super().statements(table), f"CREATE POLICY chair_only {narrowed}"]

    def undo(self, table: str) -> list[str]:
        return [f'DROP POLICY IF EXISTS chair_only ON "{table}"', *super().undo(table)]


class HiddenRows(SqlConstraint):
    """Rows that stay out of sight of the person whose transaction it is: those whose `column` is an id on the list that
    scope.py sets (see `scope.also_set`). It narrows every other policy, for reading and so for changing too.

    `where`: SQL; only such rows can be hidden.
    """

    def __init__(self, *, name: str, column: str, setting: str, where: str = "") -> None:
        super().__init__(name=name)
        self.column, self.setting, self.where = column, setting, where

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        more = {"where": self.where} if self.where else {}
        return path, tuple(args), {**kwargs, "column": self.column, "setting": self.setting, **more}

    def statements(self, table: str) -> list[str]:
        hidden = f"string_to_array(coalesce(current_setting('{self.setting}', true), ''), ',')::bigint[]"
        unlike = f'"{self.column}" <> ALL((SELECT {hidden})::bigint[])'
        rows = f"NOT ({self.where}) OR {unlike}" if self.where else unlike
        return [f'CREATE POLICY {self.name} ON "{table}" AS RESTRICTIVE FOR SELECT USING ({rows})']

    def undo(self, table: str) -> list[str]:
        return [f'DROP POLICY IF EXISTS {self.name} ON "{table}"']


class OwnRows(SqlConstraint):
    """Rows for the person in `column` alone, and for work that crosses councils for nobody in particular (the scheduler):
    narrows every other policy, for reading and changing. `where`: SQL; only such rows are private."""

    def __init__(self, *, name: str, column: str = "user_id", where: str = "") -> None:
        super().__init__(name=name)
        self.column, self.where = column, where

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        more = {"where": self.where} if self.where else {}
        return path, tuple(args), {**kwargs, "column": self.column, **more}

    def statements(self, table: str) -> list[str]:
        person = "nullif(current_setting('noticeboard.user_id', true), '')::bigint"
        crossing = f"{person} IS NULL AND current_setting('noticeboard.department_people', true) = 'on'"
        rows = f'(SELECT {crossing}) OR "{self.column}" = (SELECT {person})'
        rows = f"NOT ({self.where}) OR {rows}" if self.where else rows
        return [f'CREATE POLICY {self.name} ON "{table}" AS RESTRICTIVE USING ({rows}) WITH CHECK ({rows})']

    def undo(self, table: str) -> list[str]:
        return [f'DROP POLICY IF EXISTS {self.name} ON "{table}"']


class SameCouncil(SqlConstraint):
    """A foreign key that cannot cross councils: (council_id, x_id) must be a row of the other table.

    Foreign-key checks bypass row-level security, so a plain key would accept another council's id. With `cascade` the
    row goes with the row that it points to: the only way in which a row of an append-only table can go.
    """

    def __init__(self, *, name: str, column: str, to: str, cascade: bool = False) -> None:
        super().__init__(name=name)
        self.column, self.to, self.cascade = column, to, cascade

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        more = {"cascade": True} if self.cascade else {}
        return path, tuple(args), {**kwargs, "column": self.column, "to": self.to, **more}

    def statements(self, table: str) -> list[str]:
        return [
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{self.name}" FOREIGN KEY (council_id, "{self.column}") '
            f'REFERENCES "{self.to}" (council_id, id){" ON DELETE CASCADE" if self.cascade else ""}'
        ]

    def create_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str | None:  # type: ignore[override]
        return self.constraint_sql(
            model, schema_editor
        )  # deferred: the other table's key may come later in a migration

    def undo(self, table: str) -> list[str]:
        return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{self.name}"']


def council_isolation(table: str, **keys: str) -> list[BaseConstraint]:
    """Constraints of a council-owned table: `council_isolation("actions_action", plan="actions_plan")`."""
    return [
        CouncilIsolation(name=f"{table}_of_council"),
        *[
            SameCouncil(name=f"{table}_{field}_same_council", column=f"{field}_id", to=to)
            for field, to in keys.items()
        ],
    ]


class CouncilOwned(models.Model):
    """A row that belongs to one council. Its Meta.constraints must hold `council_isolation(...)` (tested)."""

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CouncilKey(models.ForeignKey):  # type: ignore[type-arg]
    """A foreign key to a row of the same council; the composite SameCouncil constraint is its database check."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)
