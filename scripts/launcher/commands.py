"""What can be asked of the launcher."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence

from . import services
from .checks import check
from .demonstration import as_owner, environment
from .environment import ensure_environment
from .place import PYTHON, ROOT, Problem, exclusive, say
from .processes import raise_on_signals
from .run import run, stop
from .services import BENCH, DEMO, DRILL, TEST, Services, free_number
from .styles import ensure_styles
from .system import ensure_browser, ensure_pango

HELP = """\
python3 scripts/noticeboard.py COMMAND

  run               set everything up, load the demonstration, serve it (PORT=8000)
  test [ARGS]       set everything up, run the tests; arguments go to pytest
  check             linters, types, import floors, templates, migrations
  bench [ARGS]      the benchmarks
  drill [ARGS]      the long reliability runs
  stop              stop what `run`, `services` and `env` left running
  setup             only set up: Python packages, Pango, styles
  styles            only make the styles
  services [--test] start PostgreSQL and Valkey and leave them running
  env [--test]      the same, and print their addresses: eval "$(python3 scripts/noticeboard.py env --test)"
  manage ARGS       manage.py with the demonstration's services
"""


def set_up() -> None:
    """Everything that needs no service; takes no time when nothing has changed."""
    with exclusive("setup"):
        ensure_environment()
        ensure_pango()
        ensure_styles()


def test(arguments: Sequence[str]) -> int:
    """The whole suite on services of its own; runs side by side get a database each."""
    set_up()
    ensure_browser()
    with free_number("test") as number, TEST.used():
        variables = environment(TEST, number=number)
        if os.environ.get("CI"):
            variables["REQUIRE_BROWSER"] = "1"  # a browser test that is left out then fails
        # Tests come in the order that tests/conftest.py gives them, not the largest group first.
        workers = ["-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder"]
        return follow([PYTHON, "-m", "pytest", *workers, *arguments], variables)


def module_on(module: str, which: Services, *, tables: bool) -> Callable[[Sequence[str]], int]:
    """A command that runs a Python module of ours on services of its own; `tables`: in a database that has them."""

    def command(arguments: Sequence[str]) -> int:
        set_up()
        with exclusive(which.name), which.used():
            variables = {
                **environment(which),
                "PYTHONPATH": str(ROOT / "scripts"),
            }  # it may use the launcher's parts
            migrate = [PYTHON, "manage.py", "migrate", "--verbosity", "0"]
            if tables and follow(migrate, as_owner(variables)):
                return 1
            return follow([PYTHON, "-m", module, *arguments], variables)

    return command


def start_services(arguments: Sequence[str]) -> int:
    """Start them and leave them."""
    ensure_for_services()
    which = TEST if "--test" in arguments else DEMO
    which.keep()
    which.ensure()
    say(f"PostgreSQL and Valkey run; their sockets are in {which.sockets}. `make stop` stops them.")
    return 0


def show_environment(arguments: Sequence[str]) -> int:
    """Lines for a shell to evaluate."""
    ensure_for_services()
    which = TEST if "--test" in arguments else DEMO
    which.keep()
    for name, value in sorted(environment(which).items()):
        if os.environ.get(name) != value or name.endswith("_URL"):
            print(f"export {name}={shlex.quote(value)}")
    return 0


def ensure_for_services() -> None:
    with exclusive("setup"):
        ensure_environment()


def manage(arguments: Sequence[str]) -> int:
    return follow([PYTHON, "manage.py", *arguments], os.environ)


def follow(command: Sequence[object], variables: Mapping[str, str]) -> int:
    """Run a program in the foreground; pass a request to stop on to it and wait for it to end."""
    child = subprocess.Popen([str(part) for part in command], env=dict(variables), cwd=ROOT)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt as stop:
            if stop.args != (signal.SIGINT,):  # Ctrl-C has reached the child already
                child.send_signal(signal.SIGINT)


def only(action: Callable[[], None]) -> Callable[[Sequence[str]], int]:
    def command(arguments: Sequence[str]) -> int:
        action()
        return 0

    return command


def make_styles() -> None:
    with exclusive("setup"):
        ensure_styles()


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": lambda arguments: run(set_up),
    "test": test,
    "check": lambda arguments: check(set_up),
    "bench": module_on("bench", BENCH, tables=False),
    "drill": module_on("drill", DRILL, tables=True),
    "stop": lambda arguments: stop(services.ALL),
    "setup": only(set_up),
    "styles": only(make_styles),
    "services": start_services,
    "env": show_environment,
    "manage": manage,
}


def main(argv: Sequence[str]) -> int:
    """Run one command; a problem is one sentence, not a traceback."""
    if not argv or argv[0] not in COMMANDS:
        print(HELP, end="")
        return 0 if not argv or argv[0] in ("help", "-h", "--help") else 2
    raise_on_signals()
    try:
        return COMMANDS[argv[0]](argv[1:])
    except Problem as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
