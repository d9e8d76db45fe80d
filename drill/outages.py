"""What is taken away while mail goes out: the provider for hours, the database now and then, everybody's turn by one council."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from rest_framework.authtoken.models import Token

from actions.models import Action, ActionUpdate
from councils import scope
from launcher.postgres import Cluster

from .notify import BROKEN, HANGS_UP, SILENT, TOO_MANY, WELL, FakeNotify
from .sink import Reminder
from .stage import Stage

UNWELL = (TOO_MANY, BROKEN, SILENT, HANGS_UP)


def lose_the_provider(stage: Stage, notify: FakeNotify, wanted: set[Reminder], *, seconds: float) -> float:
    """B20: four kinds of trouble in turn, `seconds` in all. Returns how long the backlog took afterwards."""
    stage.start_beat()
    stage.start_worker()
    notify.wait_for(len(wanted) // 10, patience=60)
    for health in UNWELL:
        notify.health = health
        time.sleep(seconds / len(UNWELL))
    notify.health = WELL
    back = time.monotonic()
    stage.wait_until_done(patience=60 + len(wanted) / 10)
    return time.monotonic() - back


def one_among_thousands(stage: Stage) -> tuple[set[Reminder], float]:
    """Fair claiming: while one council's e-mails go out, something falls due in another. Returns what must arrive there, and
    how long it took."""
    stage.start_beat()
    stage.start_worker()
    stage.sink.wait_for(200, patience=120)
    wanted = stage.seed(1, name="small", councils=1)
    began = time.monotonic()
    while stage.sink.arrived(wanted).lost and time.monotonic() - began < 300:
        time.sleep(0.2)
    return wanted, time.monotonic() - began


@dataclass
class Load:
    """Reports of progress through the API, about `rate` a second, each with words of its own."""

    address: str
    action: tuple[str, str]  # slug, ref
    token: str
    rate: float = 5.0
    acknowledged: set[str] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    tracebacks: int = 0
    last_good: float = 0.0
    longest_without: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        version, number = 1, 0
        self.last_good = time.monotonic()
        while not self.stop.wait(1 / self.rate):
            number += 1
            words = f"{self.action[1]} said {number}"
            version = self._say(words, version)

    def _say(self, words: str, version: int) -> int:
        slug, ref = self.action
        path = f"{self.address}/api/v1/councils/{slug}/actions/{ref}"
        told = {"version": version, "delivery": "in_progress", "confidence": "on_track", "narrative": words}
        status, body = self._ask(f"{path}/updates/", told)
        self.answers[str(status)] += 1
        if status == 201:
            self.acknowledged.add(words)
            now = time.monotonic()
            self.longest_without, self.last_good = max(self.longest_without, now - self.last_good), now
            return version + 1
        self.tracebacks += "Traceback" in body
        status, body = self._ask(f"{path}/")  # after a failure nobody knows: look
        return int(json.loads(body)["version"]) if status == 200 else version

    def _ask(self, url: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        content = json.dumps(body).encode() if body else None
        try:
            with urllib.request.urlopen(urllib.request.Request(url, content, headers), timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode(errors="replace")
        except (OSError, ValueError):
            return 0, ""


@dataclass(frozen=True)
class Restarted:
    acknowledged: int
    lost: int
    answers: dict[str, int]
    tracebacks: int
    longest_without: float
    backlog: float


def restart_the_database(
    stage: Stage, cluster: Cluster, wanted: set[Reminder], *, restarts: int, port: int
) -> Restarted:
    """B15: so many restarts and one kill -9 of the server, while people write and mail goes out. Nothing else is restarted."""
    loads = _loads(f"http://127.0.0.1:{port}", number=4)
    stage.start_web(port)
    stage.start_beat()
    stage.start_worker()
    threads = [threading.Thread(target=load.run, daemon=True) for load in loads]
    for thread in threads:
        thread.start()
    share = len(wanted) // (restarts + 3)
    for turn in range(restarts + 1):
        stage.sink.wait_for(share * (turn + 1), patience=120)
        if turn < restarts:
            cluster.stop()
        else:
            os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        time.sleep(1)
        cluster.ensure()
        time.sleep(2)
    back = time.monotonic()
    stage.wait_until_done(patience=90 + len(wanted) / 10)
    backlog = time.monotonic() - back
    for load in loads:
        load.stop.set()
    for thread in threads:
        thread.join()
    return _account(loads, backlog)


def _loads(address: str, *, number: int) -> list[Load]:
    """The owners of the last actions, each on their own."""
    with scope.entered(scope.all_councils()):
        actions = list(Action.objects.select_related("owner", "council").order_by("-id")[:number])
    return [
        Load(address, (a.council.slug, a.ref), Token.objects.create(user_id=a.owner_id).key) for a in actions
    ]


def _account(loads: list[Load], backlog: float) -> Restarted:
    with scope.entered(scope.all_councils()):
        there = set(ActionUpdate.objects.values_list("narrative", flat=True))
    said = {words for load in loads for words in load.acknowledged}
    return Restarted(
        acknowledged=len(said),
        lost=len(said - there),
        answers=dict(sum((load.answers for load in loads), Counter())),
        tracebacks=sum(load.tracebacks for load in loads),
        longest_without=max(load.longest_without for load in loads),
        backlog=backlog,
    )
