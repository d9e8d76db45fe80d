"""`make run` and `make stop`."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .demonstration import as_owner, environment, port, remember_port
from .place import LOCAL, LOGS, PYTHON, ROOT, Problem, call, local_folder, say, step
from .processes import Child, ignore_signals, run_processes, stop_all, wait_until_ready
from .services import DEMO, Services


def run(set_up: Callable[[], None]) -> int:
    """Serve the demonstration until told to stop; leave nothing behind that was not there before."""
    began = time.monotonic()
    number = port()
    address = f"http://127.0.0.1:{number}"
    with _only_one(address):
        _must_be_free(number)
        say("Setting up Noticeboard")
        set_up()
        with DEMO.used():
            with step("PostgreSQL and Valkey"):
                variables = environment(DEMO)
            _load(variables)
            remember_port(number)
            children: list[Child] = []
            try:
                with step("Web server, workers and scheduler"):
                    children += [
                        Child(name, command, variables) for name, command in run_processes(number).items()
                    ]
                    wait_until_ready(address, lambda: _look_after(children))
                _welcome(address, variables, time.monotonic() - began)
                while True:
                    _look_after(children)
                    time.sleep(0.5)
            except KeyboardInterrupt:
                ignore_signals()
                say("\nStopping ...")
            finally:
                ignore_signals()
                stop_all(children)
    say("Stopped.")
    return 0


def _look_after(children: Iterable[Child]) -> None:
    for child in children:
        child.look_after()


@contextlib.contextmanager
def _only_one(address: str) -> Iterator[None]:
    """One `run` a checkout: its processes share logs and mailbox. The lock file says who holds it."""
    path = local_folder() / "run.pid"
    with open(path, "a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                f"Noticeboard already runs from this folder ({_read_pid()[1]}); stop it with `make stop`."
            ) from None
        handle.truncate(0)
        handle.write(f"{os.getpid()} {address}")
        handle.flush()
        yield
        handle.truncate(0)


def _read_pid() -> tuple[int, str]:
    try:
        number, _, address = (LOCAL / "run.pid").read_text().partition(" ")
        return int(number), address
    except (OSError, ValueError):
        return 0, ""


def _must_be_free(number: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            raise Problem(
                f"Port {number} is used by another program; choose another port: make run PORT={number % 65535 + 1}"
            ) from None


def _load(variables: dict[str, str]) -> None:
    """Tables as the owner, demonstration councils as the app."""
    with step("Tables"):
        call([PYTHON, "manage.py", "migrate", "--noinput"], env=as_owner(variables), log="migrate",
             problem="The database tables could not be brought up to date.")  # fmt: skip
    with step("Demonstration councils"):
        call([PYTHON, "manage.py", "load_demo"], env=variables, log="load_demo",
             problem="The demonstration could not be loaded.")  # fmt: skip


def _welcome(address: str, variables: dict[str, str], seconds: float) -> None:
    say(f"\nNoticeboard is at {address} ({seconds:.1f} s). Ctrl-C stops it.\n")
    say(f"  Mail goes to   {variables.get('MAILBOX_DIR', 'the server in EMAIL_URL')}")
    say(f"  Logs are in    {LOGS}\n")
    info = _demo_info(variables)
    if info:
        say("  Sign in as")
        for person in info.get("people", []):
            say(
                f"    {person.get('email', ''):<46} {person.get('password', ''):<24} "
                f"{person.get('role', '')}{', ' + person['council'] if person.get('council') else ''}"
            )
        say()


def _demo_info(variables: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [PYTHON, "manage.py", "demo_info"], env=variables, cwd=ROOT, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {}


def stop(everything: Iterable[Services]) -> int:
    """Stop a `run` in the background, then all services of this checkout."""
    number, _ = _read_pid()
    if number and _is_running():
        os.kill(number, signal.SIGTERM)
        until = time.monotonic() + 60
        while _is_running() and time.monotonic() < until:
            time.sleep(0.1)
    for services in everything:
        services.stop()
    return 0


def _is_running() -> bool:
    """Whether somebody holds the lock of `run`; a number left in the file by a crash means nothing."""
    with open(local_folder() / "run.pid", "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
