"""Which councils a transaction may read and write: the settings that row-level security looks at.

Set with SET LOCAL semantics, so nothing outlives the transaction and a pooled connection carries nothing over.
No setting means no rows. Web requests get theirs from ScopeMiddleware, tasks from councils/tasks.py, commands from
`crossing_councils` or `for_council`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, models, transaction


@dataclass(frozen=True)
class Scope:
    reads: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()
    user_id: int | None = None
    department: bool = False  # the Department's role: reads every council, may write nothing
    department_people: bool = False  # may change who works for the Department

    def apply(self, *, local: bool = True) -> None:
        values = (
            settings.DEPARTMENT_ROLE if self.department else "none",
            _ids(self.reads),
            _ids(self.writes),
            str(self.user_id or ""),
            "on" if self.department_people else "off",
        )
        with connection.cursor() as cursor:
            cursor.execute(_set(local), values)


_NAMES = (
    "role",
    "noticeboard.read_councils",
    "noticeboard.write_councils",
    "noticeboard.user_id",
    "noticeboard.department_people",
)
_ALSO: dict[str, str] = {}


def also_set(name: str, sql: str) -> None:
    """For an app above: a setting that follows from the others, worked out by `sql` in the same statement, after them."""
    _ALSO[name] = sql


def _set(local: bool) -> str:
    values = {**dict.fromkeys(_NAMES, "%s"), **_ALSO}
    return "SELECT " + ", ".join(f"set_config('{name}', {sql}, {local})" for name, sql in values.items())


NOTHING = Scope()


def current() -> Scope:
    return getattr(connection, "noticeboard_scope", NOTHING)


@contextmanager
def entered(scope: Scope) -> Iterator[Scope]:
    """Run a block as one transaction that sees just this scope; the scope before it comes back afterwards."""
    before, nested = current(), connection.in_atomic_block
    with transaction.atomic():
        switch(scope)
        try:
            yield scope
        finally:
            connection.noticeboard_scope = before  # type: ignore[attr-defined]
        if nested and not connection.needs_rollback:
            before.apply()


def switch(scope: Scope) -> None:
    """Change the scope of the transaction that is open (a request learns who it is only by reading)."""
    scope.apply()
    connection.noticeboard_scope = scope  # type: ignore[attr-defined]


@contextmanager
def with_setting(name: str, value: str) -> Iterator[None]:
    """Run a block of the transaction that is open with another value of one setting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [name])
        before = cursor.fetchone()[0] or ""
        if before == value:
            yield
            return
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("SELECT set_config(%s, %s, true)", [name, before])


@contextmanager
def unnarrowed() -> Iterator[None]:
    """Run a block without the settings of `also_set`, which narrow what a person sees inside a council: to count what is
    left out, never to show it."""
    with ExitStack() as stack:
        for name in _ALSO:
            stack.enter_context(with_setting(name, ""))
        yield


def for_council(council_id: int, *, user_id: int | None = None) -> Scope:
    one = frozenset({council_id})
    return Scope(reads=one, writes=one, user_id=user_id)


def crossing_councils(council_ids: Iterable[int]) -> Scope:
    """For work that must cross councils (the scheduler, loading the demonstration): each is named, none implied."""
    ids = frozenset(council_ids)
    return Scope(reads=ids, writes=ids, department_people=True)


def all_councils() -> Scope:
    from .models import Council

    return crossing_councils(Council.objects.values_list("id", flat=True))


def _ids(ids: frozenset[int]) -> str:
    return ",".join(str(i) for i in sorted(ids))


class CurrentUserId(models.Func):
    """The signed-in person of this transaction, as a column default in history tables."""

    template = "nullif(current_setting('noticeboard.user_id', true), '')::bigint"
    arity = 0
    output_field = models.BigIntegerField()
