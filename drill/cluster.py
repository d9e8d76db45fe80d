"""A PostgreSQL that may be killed: nobody else's is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from launcher.postgres import Cluster
from launcher.services import Services


@contextmanager
def cluster_of_its_own() -> Iterator[Cluster]:
    """Migrated. Everything after this in the process goes to it."""
    services = Services("drill-database")
    where = quote(str(services.sockets), safe="")
    os.environ["DATABASE_URL"] = f"postgres://noticeboard_app@{where}/{services.database}"
    owner = f"postgres://noticeboard_owner@{where}/{services.database}"
    try:
        services.cluster.ensure()
        command = [
            sys.executable,
            "-m",
            "django",
            "migrate",
            "--verbosity",
            "0",
        ]  # manage.py has services of its own
        subprocess.run(command, env={**os.environ, "DATABASE_URL": owner}, check=True)
        yield services.cluster
    finally:
        services.cluster.stop()
        for folder in (services.cluster.data.parent, services.sockets):
            shutil.rmtree(folder, ignore_errors=True)
