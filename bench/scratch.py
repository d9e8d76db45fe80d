"""Databases of the benchmarks: made, migrated and filled here, dropped afterwards unless they are kept."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "only-in-databases-that-are-dropped"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Scratch:
    """One database with `seed_scale` rows of one size."""

    councils: int
    actions: int
    updates: int

    @property
    def name(self) -> str:
        return f"noticeboard_bench_{self.councils}x{self.actions}x{self.updates}"

    def url(self, role: str) -> str:
        """`role`: DATABASE_URL (the app), DATABASE_OWNER_URL or DATABASE_ADMIN_URL."""
        return urlunsplit(urlsplit(os.environ[role])._replace(path=f"/{self.name}"))

    def environment(self) -> dict[str, str]:
        """As in production, but for https. All three addresses, because `migrate` chooses the owner's by itself."""
        production = {
            "DEBUG": "0",
            "DEMO": "0",
            "SECURE": "0",
            "ALLOWED_HOSTS": "127.0.0.1",
            "LOG_LEVEL": "WARNING",
            "STATIC_ROOT": str(ROOT / "static" / "build"),  # whitenoise wants a folder that is there
        }
        roles = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL")
        return {**os.environ, **production, **{role: self.url(role) for role in roles}}

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, env=self.environment(), stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout

    def admin(self, sql: str) -> list[tuple[object, ...]]:
        return _execute(self.url("DATABASE_ADMIN_URL"), sql)


@contextmanager
def filled(scratch: Scratch, *, keep: bool) -> Iterator[float | None]:
    """The database, ready to use. Yields the seconds that seeding took; None when a kept one of today is used again."""
    server = urlunsplit(urlsplit(os.environ["DATABASE_ADMIN_URL"])._replace(path="/postgres"))
    stamp = f"seeded {datetime.date.today()}"
    found = _execute(
        server,
        f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{scratch.name}'",
    )
    seconds = None
    if not keep or found != [(stamp,)]:
        _execute(server, f'DROP DATABASE IF EXISTS "{scratch.name}" WITH (FORCE)')
        _execute(server, f'CREATE DATABASE "{scratch.name}" OWNER noticeboard_owner')
        scratch.manage("migrate", "--verbosity", "0")
        seconds = _seed(scratch)
        scratch.admin("VACUUM ANALYZE")
        _execute(server, f"COMMENT ON DATABASE \"{scratch.name}\" IS '{stamp}'")
    try:
        yield seconds
    finally:
        if not keep:
            _execute(server, f'DROP DATABASE IF EXISTS "{scratch.name}" WITH (FORCE)')


def _seed(scratch: Scratch) -> float:
    began = time.monotonic()
    said = scratch.manage(
        "seed_scale",
        *("--councils", str(scratch.councils)),
        *("--actions", str(scratch.actions)),
        *("--updates", str(scratch.updates)),
        *("--password", PASSWORD),
    )
    say(said.splitlines()[0])
    return time.monotonic() - began


def _execute(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
