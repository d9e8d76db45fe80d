"""What row-level security costs a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg2

from .scratch import Scratch
from .web import in_turns


def isolation_cost(scratch: Scratch, statements: Sequence[str], *, rounds: int) -> dict[str, Any]:
    """The list page's own statements, as the app role in the page's scope and as the superuser without any."""
    at = max(place for place, sql in enumerate(statements) if sql.startswith("SELECT set_config"))
    scope, queries = statements[at], [sql for sql in statements[at + 1 :] if sql != "COMMIT"]
    assert any("actions_action" in sql for sql in queries), "the list page asks for no actions"
    with_policies = psycopg2.connect(scratch.url("DATABASE_URL"))
    without = psycopg2.connect(scratch.url("DATABASE_ADMIN_URL"))
    try:
        with with_policies.cursor() as guarded, without.cursor() as free:
            guarded.execute(scope)

            def run(cursor: Any) -> None:
                for query in queries:
                    cursor.execute(query)
                    cursor.fetchall()

            taken = in_turns(max(rounds, 300), on=lambda: run(guarded), off=lambda: run(free))
    finally:
        with_policies.close()
        without.close()
    return {
        "ratio": round(taken["on"] / taken["off"], 2),
        "on_ms": round(taken["on"], 2),
        "off_ms": round(taken["off"], 2),
        "queries": len(queries),
    }
