"""A PostgreSQL that may be stopped and killed: nobody else's is."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

from launcher.postgres import Cluster
from launcher.services import Services


@contextmanager
def cluster_of_its_own() -> Iterator[Cluster]:
    """Migrated, and as durable as in production. Everything after this in the process goes to it."""
    services = Services("drill-database")
    where = quote(str(services.sockets), safe="")
    os.environ["DATABASE_URL"] = f"postgres://noticeboard_app@{where}/{services.database}"
    owner = f"postgres://noticeboard_owner@{where}/{services.database}"
    try:
        services.cluster.ensure()
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env={**os.environ, "DATABASE_URL": owner}, check=True)
        yield services.cluster
    finally:
        services.cluster.stop()
        for folder in (services.cluster.data.parent, services.sockets):
            shutil.rmtree(folder, ignore_errors=True)


def kill(cluster: Cluster) -> None:
    """kill -9 of its first process; the others see that and end. Until its parent has noticed, PostgreSQL's own programs
    take the dead process for a server that runs."""
    number = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGKILL)
    with suppress(ProcessLookupError):
        while True:
            os.kill(number, 0)
            time.sleep(0.05)
