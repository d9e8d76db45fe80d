"""What a drill plays on: a council full of reminders, a mail server, a broker, and worker processes to be killed."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

import redis
from django.db import connection

from actions.models import Action, Objective, Plan
from councils import scope
from councils.clock import today
from councils.models import Council, Membership, User
from councils.permissions import Role
from launcher.accounts import data_home
from launcher.valkey import Broker
from notices.life.verbs import issue
from notices.models import Notice
from reminders.models import Digest

from .notify import FakeNotify
from .sink import Reminder, Sink

ROOT = Path(__file__).resolve().parent.parent
LEASE_SECONDS = 3
COUNCILS = 5
CELERY = ("celery", "-A", "drill.app")


class Stage:
    """Everything of one run, on the database that Django is connected to. Leaves nothing behind."""

    def __init__(
        self,
        database_url: str,
        folder: Path,
        *,
        settings: Mapping[str, str] | None = None,
        provider: Sink | FakeNotify | None = None,
    ) -> None:
        self.folder, self.database_url, self.settings = folder, database_url, dict(settings or {})
        self._name = f"drill-{os.getpid()}-{id(self) % 10**6}"
        self.broker = Broker(self._name, Path(f"/tmp/noticeboard-{self._name}"))
        self.sink, self._own_sink = provider or Sink(), provider is None
        self.kills = 0
        self._processes: list[subprocess.Popen[bytes]] = []
        self._open = ExitStack()

    def __enter__(self) -> Stage:
        if self._own_sink:
            self._open.enter_context(self.sink)
        self._open.callback(self._clear_away)
        self.broker.ensure()
        self._open.callback(self.broker.stop)
        return self

    def __exit__(self, *exception: object) -> None:
        for process in list(self._processes):
            self.kill(process, count=False)
        self._open.close()

    def _clear_away(self) -> None:
        for path in (self.broker.sockets, data_home() / self._name):
            shutil.rmtree(path, ignore_errors=True)

    # -- processes

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": f"redis+socket://{self.broker.socket}?virtual_host=0",
            "MAILBOX_DIR": "",
            "BASE_URL": "https://noticeboard.example",
            "SECRET_KEY": "for-drills-only-" + "x" * 40,
            "DEMO": "0",
            "DEBUG": "0",
            "TICK_HOUR": "0",
            "TICK_SECONDS": "1",
            "OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS),
            **self.sink.settings,
            **self.settings,
        }

    def start(self, name: str, *command: str, program: tuple[str, ...] = CELERY) -> subprocess.Popen[bytes]:
        """A process in a group of its own, with a log of its own."""
        with open(self.folder / f"{name}.log", "ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *program, *command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self._processes.append(process)
        return process

    def start_worker(self, name: str = "worker", *, children: int = 1) -> subprocess.Popen[bytes]:
        """A worker group: a parent and its children; one, as in production."""
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        command = ("worker", "-Q", "mail", "-n", f"{name}@%h", "-c", str(children), "-l", "INFO", *quiet)
        return self.start(name, *command)

    def start_beat(self, name: str = "beat") -> subprocess.Popen[bytes]:
        return self.start(
            name, "beat", "-s", str(self.folder / f"{name}.schedule"), "--pidfile=", "-l", "INFO"
        )

    def start_web(self, port: int) -> subprocess.Popen[bytes]:
        """As the launcher starts it."""
        bound = ("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "--no-control-socket")
        return self.start("web", "config.wsgi", *bound, program=("gunicorn",))

    def kill(self, process: subprocess.Popen[bytes], *, count: bool = True) -> None:
        """kill -9 to the whole group: nobody gets to say goodbye."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._processes.remove(process)
        self.kills += count

    def log(self, name: str = "worker") -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    # -- the broker

    def forget_everything(self) -> None:
        """FLUSHALL: the broker loses every wake-up."""
        with redis.Redis(unix_socket_path=str(self.broker.socket)) as client:
            client.flushall()

    def kill_broker(self) -> None:
        with redis.Redis(unix_socket_path=str(self.broker.socket)) as client:
            number = int(client.info("server")["process_id"])
        os.kill(number, signal.SIGKILL)
        while self.broker.ready():
            time.sleep(0.01)

    # -- rows

    def seed(self, reminders: int, *, name: str = "drill", councils: int = COUNCILS) -> set[Reminder]:
        """So many actions due today, each with its own owner but every tenth, who owns two. Returns what must arrive."""
        start = Council.objects.count()
        made = [
            Council(
                name=f"{name} {n}", short_name=f"{name} {n}", slug=f"{name}-{n}", gss_code=f"X{start + n:08d}",
                region="-", kind="-",
            )
            for n in range(councils)
        ]  # fmt: skip
        Council.objects.bulk_create(made)
        owners = _people(reminders - reminders // 11, at=name)
        wanted: set[Reminder] = set()
        with scope.entered(scope.crossing_councils(c.pk for c in made)):
            objectives = [new_objective(council) for council in made]
            actions = []
            for number in range(reminders):
                person = number if number < len(owners) else (number - len(owners)) * 10
                objective, owner = objectives[person % councils], owners[person]
                actions.append(new_action(objective, owner, ref=f"A{number}"))
                wanted.add((owner.email, f"A{number}"))
            Membership.objects.bulk_create(
                Membership(council=made[n % councils], user=owner, role=Role.OFFICER)
                for n, owner in enumerate(owners)
            )
            Action.objects.bulk_create(actions)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE actions_action, councils_membership, councils_user")
        return wanted

    def is_done(self) -> bool:
        """Whether every e-mail of the day is marked as sent."""
        states = set(Digest.objects.values_list("state", flat=True).distinct())
        return states == {"done"}

    def wait_until_done(self, *, patience: float) -> float:
        """How long it took; it waits no longer when for `patience` seconds nothing was sent."""
        began = last = time.monotonic()
        count = self.sink.count
        while not self.is_done() and time.monotonic() - last < patience:
            if self.sink.count != count:
                count, last = self.sink.count, time.monotonic()
            time.sleep(0.1)
        return time.monotonic() - began


def _people(number: int, *, at: str) -> list[User]:
    return User.objects.bulk_create(
        User(email=f"person{n}@{at}.example", name=f"Person {n}", password="!") for n in range(number)
    )


def new_objective(council: Council) -> Objective:
    notice = Notice.objects.create(
        council=council, number=1, kind=Notice.Kind.IMPROVEMENT_NOTICE, title="Improvement notice",
        issued_on=today(), in_force_on=today(), source_name="-", source_text="-", source_sha256="0" * 64,
    )  # fmt: skip
    issue(notice, by=None)
    plan = Plan.objects.create(
        council=council, notice=notice, title="Plan", state="active", agreed_on=today()
    )
    return Objective.objects.create(council=council, plan=plan, number=1, title="Objective")


def new_action(objective: Objective, owner: User, *, ref: str) -> Action:
    return Action(
        council_id=objective.council_id, plan_id=objective.plan_id, objective=objective, owner=owner, ref=ref,
        title="Do what must be done", original_due_on=today(), due_on=today(),
    )  # fmt: skip


def _end_with_parent() -> None:
    """On Linux: end when the drill is killed itself. Runs in the child, before exec."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
