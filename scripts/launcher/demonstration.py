"""The settings of the demonstration, the same for `make run` and for `python manage.py ...`."""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import sys
from collections.abc import Mapping, Sequence

from .place import LOCAL, PYTHON, ROOT, VENV, Problem, local_folder
from .services import DEMO, Services
from .system import library_environment

#: Commands that change tables run as the owner of the tables; everything else as the app, which owns nothing.
OWNERS_COMMANDS = {"migrate"}
#: Commands that only look at a file: no database, no broker, nothing to wait for.
COMMANDS_WITHOUT_SERVICES = {"read_notice"}


def demonstration_settings() -> dict[str, str]:
    """Settings of the demonstration and of everything that developers start by hand."""
    mailbox = local_folder("mailbox")
    mailbox.chmod(0o700)
    return {
        "DEMO": "1",
        "SECRET_KEY": _secret_key(),
        "BASE_URL": f"http://127.0.0.1:{port()}",
        "MAILBOX_DIR": str(mailbox),
    }


def port() -> int:
    """PORT when given, else the port of the last `make run`, else 8000."""
    given = os.environ.get("PORT") or _last_port()
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Problem(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def _last_port() -> str:
    try:
        return (LOCAL / "port").read_text()
    except OSError:
        return "8000"


def remember_port(number: int) -> None:
    (local_folder() / "port").write_text(str(number))


def _secret_key() -> str:
    path = local_folder() / "secret-key"
    with (
        contextlib.suppress(FileExistsError),
        open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new,
    ):
        new.write(secrets.token_urlsafe(50))
    return path.read_text()


def test_settings() -> dict[str, str]:
    """What keeps tests from reading the developer's settings, or those that `env` printed into the shell."""
    return {
        "SECRET_KEY": "for-tests-only-" + "x" * 40,
        "DEMO": "0",
        "DEBUG": "0",
        "BASE_URL": "http://127.0.0.1:8000",
        "MAILBOX_DIR": "",
        "PYTHONDONTWRITEBYTECODE": "",  # the tests start many processes, which would each compile all modules anew
    }


def environment(services: Services, *, number: int = 0) -> dict[str, str]:
    """Everything a process needs; starts the services. A person's own settings win, except over the tests'."""
    addresses = services.ensure(number=number)
    settings = (
        {**demonstration_settings(), **os.environ} if services.durable else {**os.environ, **test_settings()}
    )
    settings.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    return {**settings, **addresses, **library_environment(), "PATH": _path()}


def _path() -> str:
    """PATH with .venv first, once."""
    parts = [str(VENV / "bin"), *os.environ.get("PATH", os.defpath).split(os.pathsep)]
    return os.pathsep.join(dict.fromkeys(parts))


def as_owner(variables: Mapping[str, str]) -> dict[str, str]:
    """The same, connected as the owner of the tables."""
    return {**variables, "DATABASE_URL": variables.get("DATABASE_OWNER_URL") or variables["DATABASE_URL"]}


def enter(argv: Sequence[str]) -> None:
    """For manage.py: go on in .venv, with the demonstration's services and settings unless DATABASE_URL is set.

    Where the launcher has not set anything up, this does nothing.
    """
    if not PYTHON.exists():
        return
    try:
        _enter(argv)
    except Problem as problem:
        sys.exit(str(problem))


def _enter(argv: Sequence[str]) -> None:
    libraries = library_environment()
    if sys.prefix != str(VENV) or any(os.environ.get(name) != value for name, value in libraries.items()):
        os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *argv[1:]], {**os.environ, **libraries})
    if argv[1:2] and argv[1] in COMMANDS_WITHOUT_SERVICES:
        os.environ.update({**demonstration_settings(), **os.environ})
    elif "DATABASE_URL" not in os.environ:
        _use_for_life()
        os.environ.update(environment(DEMO))
    if argv[1:2] and argv[1] in OWNERS_COMMANDS:
        os.environ.update(as_owner(os.environ))


def _use_for_life() -> None:
    """Hold the services until this process ends; whoever lets go last stops them."""
    using = contextlib.ExitStack()
    using.enter_context(DEMO.used())
    me = os.getpid()
    atexit.register(lambda: using.close() if os.getpid() == me else None)
