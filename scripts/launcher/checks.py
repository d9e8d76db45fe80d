"""`make check`: every check runs, two at a time, whatever the others found."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from .demonstration import environment
from .place import PYTHON, ROOT, VENV, say
from .services import TEST

PROGRAMS = VENV / "bin"


def commands() -> dict[str, list[str]]:
    """Name and command of each check; the slowest first."""
    return {
        "types": [str(PROGRAMS / "mypy"), "."],
        "migrations are up to date": [str(PYTHON), "manage.py", "makemigrations", "--check", "--dry-run"],
        "Django's own checks": [str(PYTHON), "manage.py", "check", "--fail-level", "WARNING"],
        "templates": [str(PROGRAMS / "djlint"), "--lint", "--quiet", "templates"],
        "import floors": [str(PROGRAMS / "lint-imports")],
        "lint": [str(PROGRAMS / "ruff"), "check", "."],
        "format": [str(PROGRAMS / "ruff"), "format", "--check", "--output-format=concise", "."],
    }


def check(set_up: Callable[[], None]) -> int:
    """Run them all and sum up; 1 when one fails."""
    set_up()
    with TEST.used():
        variables = environment(TEST)

        def one(command: Sequence[str]) -> tuple[int, str, float]:
            began = time.monotonic()
            done = subprocess.run(
                command, env=variables, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, errors="replace",
            )  # fmt: skip
            return done.returncode, done.stdout, time.monotonic() - began

        names = commands()
        with ThreadPoolExecutor(2) as pool:
            results = dict(zip(names, pool.map(one, names.values()), strict=True))
    for name, (code, output, _) in results.items():
        if code:
            say(f"\n--- {name}: {' '.join(names[name])}\n{output.rstrip()}")
    say()
    for name, (code, _, seconds) in results.items():
        say(f"  {'FAILED' if code else 'passed'}  {seconds:5.1f} s  {name}")
    failed = sum(bool(code) for code, _, _ in results.values())
    say(f"\n{len(results) - failed} checks passed, {failed} failed")
    return 1 if failed else 0
