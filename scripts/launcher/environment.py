"""The virtual environment: made once, filled from hashed locks, left alone while the lock stays the same."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from .place import PYTHON, ROOT, VENV, Problem, call, digest, matches, say, step

LOCK = ROOT / "requirements" / "dev.lock"
BOOTSTRAP = ROOT / "requirements" / "bootstrap.lock"
STAMP = VENV / "noticeboard.stamp"
OLDEST, NEWEST = (3, 11), (3, 12)


def ensure_environment() -> None:
    """Bring .venv to what requirements/dev.lock says."""
    wanted = digest(LOCK, BOOTSTRAP)
    if matches(STAMP, wanted) and PYTHON.exists():
        return
    with step("Python packages"):
        if not _works():
            _create()
        _fill()
        STAMP.write_text(wanted)


def _works() -> bool:
    """Whether .venv has a Python that still starts and has pip (a moved folder or an upgraded system breaks it)."""
    try:
        probe = f"import sys, pip; sys.exit(not ({OLDEST} <= sys.version_info[:2] <= {NEWEST}))"
        return (
            subprocess.run([PYTHON, "-c", probe], capture_output=True, stdin=subprocess.DEVNULL).returncode
            == 0
        )
    except OSError:
        return False


def _create() -> None:
    python = _suitable_python()
    has_pip = subprocess.run(
        [python, "-c", "import ensurepip, venv"], capture_output=True, stdin=subprocess.DEVNULL
    )
    if has_pip.returncode:
        raise Problem(
            "Python's venv module is not complete here; install it (on Debian or Ubuntu: apt-get install "
            "python3-venv) and try again."
        )
    call([python, "-m", "venv", "--clear", VENV], problem="The virtual environment could not be made.")


def _suitable_python() -> str:
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise Problem(
        f"Noticeboard needs Python 3.11 or 3.12, and this is {sys.version_info[0]}.{sys.version_info[1]}; install one."
    )


def _fill() -> None:
    """Fill .venv by uv, which is quick; by plain pip where uv cannot work with the machine's settings."""
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    problem = "The Python packages could not be installed."
    try:
        call([*pip, "-r", BOOTSTRAP], problem="uv could not be installed.")
        call(
            [uv(), "pip", "sync", "--quiet", "--require-hashes", LOCK], problem=problem, env=uv_environment()
        )
    except Problem as error:
        say(f"  {str(error).splitlines()[0]} Trying plain pip, which is slower.")
        call([*pip, "-r", LOCK], problem=problem)


def uv() -> Path:
    return VENV / "bin" / "uv"


def uv_environment() -> dict[str, str]:
    """The environment for uv, told what pip is told about indexes and certificates (uv reads no pip.conf)."""
    said = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    settings = {**as_uv_settings(parse_pip_config(said.stdout)), "VIRTUAL_ENV": str(VENV)}
    return {**settings, **os.environ, "VIRTUAL_ENV": str(VENV)}


def parse_pip_config(listing: str) -> dict[str, str]:
    """`pip config list` as a dictionary; later sources win, the environment over all, as in pip."""
    order = {"global": 0, "install": 1, ":env:": 2}
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        if section not in order or order[section] < found.get(key, (0, ""))[0]:
            continue
        try:
            found[key] = (order[section], str(ast.literal_eval(value)))
        except (ValueError, SyntaxError):
            continue
    return {key: value for key, (_, value) in found.items()}


def as_uv_settings(pip: Mapping[str, str]) -> dict[str, str]:
    """pip's settings under uv's names. Best match over all indexes is pip's way; hashes keep it safe."""
    settings = {"UV_LINK_MODE": "copy"} if os.environ.get("CI") else {}
    if "index-url" in pip:
        settings["UV_DEFAULT_INDEX"] = pip["index-url"]
    if "extra-index-url" in pip:
        settings["UV_INDEX"] = " ".join(pip["extra-index-url"].split())
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if "find-links" in pip:
        settings["UV_FIND_LINKS"] = ",".join(pip["find-links"].split())
    if "cert" in pip:
        settings["SSL_CERT_FILE"] = pip["cert"]
    if "trusted-host" in pip:
        settings["UV_INSECURE_HOST"] = " ".join(pip["trusted-host"].split())
    return settings
