"""The processes of `make run`: web server, two workers and the scheduler, started and stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from .place import LOGS, PYTHON, ROOT, Problem, local_folder, say

PATIENCE = 20  # seconds that a process gets to finish what it does
QUICK_DEATH = 10  # seconds; a process that ends sooner was not working
MAY_DIE = 3  # quick deaths in a row before we give up


def run_processes(port: int) -> dict[str, list[str]]:
    """What `make run` runs: name and command."""
    python = str(PYTHON)
    celery = [python, "-m", "celery", "-A", "config"]
    return {
        "web": [python, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
                "--threads", "2", "--worker-class", "gthread", "--no-control-socket"],
        "worker-mail": [*celery, "worker", "-Q", "mail", "-n", "mail@%h", "-c", "1", "-l", "INFO"],
        "worker-reports": [*celery, "worker", "-Q", "reports", "-n", "reports@%h", "-c", "1", "-l", "INFO"],
        "beat": [*celery, "beat", "-s", str(local_folder("beat") / "schedule"), "--pidfile=", "-l", "INFO"],
    }  # fmt: skip


class Child:
    """One process with a log file of its own; started again when it falls over."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name, self.command, self.environment = name, command, environment
        self.log = local_folder("log") / f"{name}.log"
        self.log.write_bytes(b"")
        self.deaths = 0
        self.start()

    def start(self) -> None:
        self.began = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=ROOT,
                start_new_session=True,  # Ctrl-C is for us; we then stop the children in order
                preexec_fn=_end_with_parent,
            )

    def look_after(self) -> None:
        """Start it again when it has ended; give up when it keeps on ending."""
        if self.process.poll() is None:
            return
        self.deaths = self.deaths + 1 if time.monotonic() - self.began < QUICK_DEATH else 1
        if self.deaths >= MAY_DIE:
            raise Problem(f"{self.name} keeps on ending. Its log is {self.log}; it ends:{tail(self.log)}")
        say(f"  {self.name} ended ({self.process.returncode}); starting it again.")
        self._end_family()
        self.start()

    def ask_to_stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)

    def be_gone(self, until: float) -> None:
        """Wait, then end it and whatever it started."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(0.1, until - time.monotonic()))
        self._end_family()
        self.process.wait()

    def _end_family(self) -> None:
        """End what the process started and left behind; it leads a group of its own."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """On Linux: be told to stop when the launcher is gone, even by kill -9. Runs in the child, before exec."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def stop_all(children: Iterable[Child]) -> None:
    """Ask all to stop, then make sure."""
    children = list(children)
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + PATIENCE
    for child in children:
        child.be_gone(until)


def wait_until_ready(address: str, look_after: Callable[[], None], patience: float = 90) -> None:
    """Wait until the server says that database, broker, migrations and queue are fine."""
    until = time.monotonic() + patience
    last = "no answer"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until:
        look_after()
        try:
            with opener.open(f"{address}/readyz", timeout=10) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            last = f"{error.code} {error.read(500).decode(errors='replace')}"
        except OSError as error:
            last = str(error)
        time.sleep(0.25)
    raise Problem(f"The server did not become ready; {address}/readyz said: {last}. Logs are in {LOGS}.")


def tail(log: Path, lines: int = 15) -> str:
    """The end of a log, indented."""
    found = log.read_bytes().decode(errors="replace").strip().splitlines()[-lines:]
    return "".join(f"\n    {line}" for line in found)


def raise_on_signals() -> None:
    """Make SIGTERM (and a closed terminal) end the launcher as Ctrl-C does; a background job ignores SIGINT, we do not."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asked to go on
        signal.signal(signal.SIGHUP, stop)


def ignore_signals() -> None:
    """While stopping: once is enough."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
