"""Work on what strangers made (a document, a report's text) in a child process that can be stopped.

The child has no database, no secrets and no Django; it limits its own memory and processor time before it touches the
input, and its parent limits the time on the clock, so that a hostile input can end the child but not the worker. This
module is both sides of it, and imports the standard library only: the child imports it too.

    reply = run("reports.pdf", html.encode(), seconds=120, memory=1024**3)      # the parent: raises Stopped
    ...
    if __name__ == "__main__":
        sys.exit(main(make))                                                    # the child: `python -m reports.pdf`

On the wire: one line of JSON (the limits and what the parent tells), then the input's bytes; back come one line of JSON
and the output's bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Literal

FOLDER = Path(__file__).resolve().parent.parent
OUT_OF_MEMORY, NOT_MADE = 3, 4  # exit codes
LOOK_AGAIN = 0.5  # seconds, whether the parent wants it to stop
# What the child may know: where libraries and fonts are. Neither the database's address nor a secret.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME",
             "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # fmt: skip


class Stopped(Exception):
    """The child did not finish: too much time, too much memory, a failure of its own, or its parent wanted it no more."""

    def __init__(self, why: Literal["time", "memory", "failed", "cancelled"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Reply:
    head: dict[str, Any]
    content: bytes


# -- the parent's side


def run(
    module: str,
    content: bytes,
    *,
    seconds: int,
    memory: int,
    clock: int | None = None,
    tell: dict[str, Any] | None = None,
    stop: Event | None = None,
) -> Reply:
    """Run `python -m module` on the content. `seconds` of processor time, `clock` seconds on the clock (twice as many
    where not said: on a busy machine it gets half of a processor). Setting `stop` ends it too. The child and whatever it started are killed when
    the time is over. Raises Stopped."""
    head = json.dumps({**(tell or {}), "memory": memory, "seconds": seconds}).encode() + b"\n"
    child = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=FOLDER,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        start_new_session=True,  # a group of its own, so that its children end with it
    )
    try:
        out, err = _answer(child, head + content, clock or 2 * seconds, stop)
    except subprocess.TimeoutExpired:
        raise Stopped("time") from None
    finally:
        _kill_group(child)
    if child.returncode == 0:
        first, _, rest = out.partition(b"\n")
        return Reply(json.loads(first), rest)
    if -child.returncode in (signal.SIGXCPU, signal.SIGKILL):  # SIGKILL where SIGXCPU did not stop it
        raise Stopped("time")
    if child.returncode == OUT_OF_MEMORY or b"MemoryError" in err or child.returncode < 0:
        raise Stopped("memory")
    raise Stopped("failed")


def _answer(
    child: subprocess.Popen[bytes], content: bytes, seconds: float, stop: Event | None
) -> tuple[bytes, bytes]:
    until, given = time.monotonic() + seconds, content or None
    while True:
        left = max(until - time.monotonic(), 0)
        try:
            return child.communicate(given, timeout=left if stop is None else min(left, LOOK_AGAIN))
        except subprocess.TimeoutExpired:
            given = None  # it goes on with what it was given
            if stop is not None and stop.is_set():
                raise Stopped("cancelled") from None
            if time.monotonic() >= until:
                raise


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """Also after a good end: a grandchild left behind would run on without limits of time."""
    with contextlib.suppress(
        ProcessLookupError, PermissionError
    ):  # macOS says the second of a group that ended
        os.killpg(child.pid, signal.SIGKILL)
    if child.poll() is None:
        child.communicate()


# -- the child's side


def limit(*, memory: int, seconds: int) -> None:
    """Bind this process (never the worker itself) to so much memory and processor time."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    if sys.platform != "darwin":  # macOS refuses a limit on address space
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main(work: Callable[[bytes, dict[str, Any]], tuple[dict[str, Any], bytes]]) -> int:
    """What a child does with its standard input, within its limits. `work` takes the content and what the parent told."""
    told = json.loads(sys.stdin.buffer.readline())
    limit(memory=told["memory"], seconds=told["seconds"])
    try:
        head, content = work(sys.stdin.buffer.read(), told)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        return NOT_MADE
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)
    return 0
