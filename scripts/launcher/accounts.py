"""Which system user runs the services, and where that user can read and write.

PostgreSQL refuses to run as root. Where the launcher is root, the services run as `postgres` or `nobody`; such a
user may not reach the project (a clone in /root), and then their data and programs lie in /var/tmp.
"""

from __future__ import annotations

import functools
import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .place import MARK, Problem, local_folder

OUTSIDE = Path("/var/tmp") / f"noticeboard-{MARK}"


@functools.cache
def service_account() -> pwd.struct_passwd | None:
    """The user that runs the services; None when that is simply the present user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem(
        "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody'; run as an ordinary user."
    )


def as_service() -> Mapping[str, Any]:
    """Arguments for subprocess that make a program run as the service user."""
    account = service_account()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def runs(program: Path) -> bool:
    """Whether the service user can start this program (reachable, right architecture, right C library)."""
    try:
        done = subprocess.run(
            [program, "--version"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            cwd="/",
            timeout=20,
            **as_service(),
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


@functools.cache
def data_home() -> Path:
    """Where the services keep their data: in the project when the service user can get there."""
    folder = local_folder()
    account = service_account()
    if account is None:
        return folder
    reach = subprocess.run(["test", "-x", folder], cwd="/", stdin=subprocess.DEVNULL, **as_service())
    return folder if reach.returncode == 0 else _outside()


def _outside() -> Path:
    return own_folder(OUTSIDE, mode=0o755, uid=os.geteuid())


def own_folder(path: Path, *, mode: int, uid: int | None = None) -> Path:
    """A folder that is surely ours, also in a place where anyone may create names."""
    account = service_account()
    wanted = uid if uid is not None else account.pw_uid if account else os.geteuid()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        pass
    else:
        path.chmod(mode)
        if wanted != os.geteuid():
            os.chown(path, wanted, account.pw_gid if account else -1)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != wanted:
        raise Problem(f"{path} belongs to somebody else, so it is not used; remove it and try again.")
    return path


def reachable(program: Path, *parents: Path) -> Path | None:
    """`program`, or a copy of it where the service user can start it; None if it does not run at all.

    `parents` are the folders that it needs around it; they are copied side by side, so that relative
    library paths stay true.
    """
    if runs(program):
        return program
    if service_account() is None or not program.exists():
        return None
    site = parents[0].parent
    home = _outside() / "programs"
    home.mkdir(exist_ok=True, mode=0o755)
    home.chmod(0o755)
    for parent in parents:
        _copy(parent, home / parent.name)
    copied = home / program.relative_to(site)
    return copied if runs(copied) else None


def _copy(source: Path, target: Path) -> None:
    """Copy a folder so that others may read it; the age is set last, so half a copy is never taken for one."""
    if _same_age(source, target):
        return
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    for path in [target, *target.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    shutil.copystat(source, target)
    target.chmod(0o755)


def _same_age(source: Path, copy: Path) -> bool:
    try:
        return copy.stat().st_mtime == source.stat().st_mtime
    except OSError:
        return False
