"""The services of one purpose (demonstration, tests, benchmark, drill) and the addresses they are reached at."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .place import MARK, Problem, local_folder
from .postgres import Cluster
from .valkey import BROKER_DATABASES, Broker


def given(variable: str) -> bool:
    """Whether a person named a server of their own; what `env` once printed into a shell does not count."""
    return f"noticeboard-{MARK}-" not in os.environ.get(variable, f"noticeboard-{MARK}-")


@dataclass(frozen=True)
class Services:
    """A PostgreSQL and a Valkey, or those that DATABASE_URL and REDIS_URL name."""

    name: str
    durable: bool = True

    @property
    def sockets(self) -> Path:
        """In /tmp, because a socket's path may have 107 bytes at most and a clone can lie deep."""
        return Path("/tmp") / f"noticeboard-{MARK}-{self.name}"

    @property
    def database(self) -> str:
        return "noticeboard" if self.name == "demo" else f"noticeboard_{self.name}"

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.name, self.database, self.sockets, self.durable)

    @property
    def broker(self) -> Broker:
        return Broker(self.name, self.sockets)

    def ensure(self, *, number: int = 0) -> dict[str, str]:
        """Start what does not run and is not given from outside; the addresses as environment variables."""
        addresses: dict[str, str] = {}
        if not given("DATABASE_URL"):
            self.cluster.ensure()
            addresses |= {
                "DATABASE_URL": self._url("noticeboard_app"),
                "DATABASE_OWNER_URL": self._url("noticeboard_owner"),
                "DATABASE_ADMIN_URL": self._url("postgres"),
            }
        if not given("REDIS_URL"):
            self.broker.ensure()
            addresses["REDIS_URL"] = f"redis+socket://{self.broker.socket}?virtual_host={number}"
        return addresses

    def _url(self, role: str) -> str:
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}/{self.database}"

    def stop(self) -> None:
        self.broker.stop()
        self.cluster.stop()
        self._kept.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # not there, or somebody is starting again already
            self.sockets.rmdir()

    @property
    def _kept(self) -> Path:
        return local_folder() / f"{self.name}.kept"

    def keep(self) -> None:
        """Leave the services running until `make stop`, whoever else uses them and ends."""
        self._kept.touch()

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """Hold the services; the last one to let go stops them, unless somebody asked to keep them."""
        with open(local_folder() / f"{self.name}.users", "a") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH)
            try:
                yield
            finally:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if not self._kept.exists():
                        self.stop()


@contextlib.contextmanager
def free_number(name: str) -> Iterator[int]:
    """A number that no other run of the same kind holds: runs side by side share a broker, not its queues."""
    for number in range(BROKER_DATABASES):
        with open(local_folder() / f"{name}-{number}.number", "a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield number
            return
    raise Problem(f"{BROKER_DATABASES} runs of this kind are going on already; wait for one to end.")


DEMO = Services("demo")
TEST = Services("test", durable=False)
BENCH = Services("bench")
DRILL = Services("drill")
ALL = (DEMO, TEST, BENCH, DRILL)
