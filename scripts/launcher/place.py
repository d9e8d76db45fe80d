"""Where things lie, how the launcher speaks, and how it calls other programs."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCAL = ROOT / ".local"
LOGS = LOCAL / "log"

#: Names this checkout in folders that checkouts and users share, such as /tmp.
MARK = hashlib.sha256(f"{ROOT}:{os.geteuid()}".encode()).hexdigest()[:10]


class Problem(Exception):
    """Something a person can put right; its text is one plain sentence that says how."""


def say(text: str = "") -> None:
    """Speak on standard error, so that `env` can keep standard output for the shell."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Say what took how long, once it is done."""
    began = time.monotonic()
    yield
    say(f"  {time.monotonic() - began:5.1f} s  {title}")


def local_folder(name: str = "") -> Path:
    """A folder under .local, made when it is missing."""
    folder = LOCAL / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except PermissionError:
        raise Problem(
            f"{folder} cannot be written: it belongs to another user. Remove {LOCAL} as that user, or work in a "
            "clone of your own."
        ) from None
    return folder


@contextlib.contextmanager
def exclusive(name: str) -> Iterator[None]:
    """Wait for, then hold, a lock that all launchers of this checkout know."""
    with open(local_folder() / f"{name}.lock", "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  Waiting for another command in this folder to finish ({name}) ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def digest(*paths: Path, also: str = "") -> str:
    """One hash over the names and contents of files."""
    total = hashlib.sha256(also.encode())
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def matches(stamp: Path, value: str) -> bool:
    """Whether a stamp file holds this value."""
    try:
        return stamp.read_text() == value
    except OSError:
        return False


def call(
    args: Sequence[str | Path],
    *,
    problem: str,
    log: str = "setup",
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    as_account: Mapping[str, Any] | None = None,
) -> None:
    """Run a program with its output in a log file; if it fails, show the end of it under one sentence."""
    path = local_folder("log") / f"{log}.log"
    with open(path, "ab") as handle:
        handle.write(f"\n$ {' '.join(str(arg) for arg in args)}\n".encode())
        handle.flush()
        began = handle.tell()
        try:
            done = subprocess.run(
                [str(arg) for arg in args],
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                **(as_account or {}),
            )
        except OSError as error:
            raise Problem(f"{problem} ({error})") from None
    if done.returncode:
        said = path.read_bytes()[began:].decode(errors="replace").strip().splitlines()[-15:]
        shown = "".join(f"\n    {line}" for line in said)
        raise Problem(f"{problem} The whole output is in {path}; it ends:{shown}")
