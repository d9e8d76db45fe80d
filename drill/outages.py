"""What is taken away while mail goes out: the provider for hours, the database now and then, everybody's turn by one council."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection

from launcher.postgres import Cluster

from . import cluster as clusters
from . import writers
from .notify import BROKEN, HANGS_UP, SILENT, TOO_MANY, WELL, FakeNotify
from .sink import Reminder, free_port
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
    return stage.wait_until_done(patience=120)


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
class Restarted:
    """`seconds`, each from the moment in which the database was taken away."""

    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    rate: float = 0.0  # reports a second that were answered
    answers: Counter[int] = field(default_factory=Counter)
    not_for_people: list[str] = field(default_factory=list)
    seconds_until_healthy: list[float] = field(default_factory=list)
    seconds_until_mail: list[float] = field(default_factory=list)


def restart_the_database(
    stage: Stage, notify: FakeNotify, cluster: Cluster, wanted: set[Reminder], *, restarts: int
) -> Restarted:
    """B15: so many restarts and one kill -9 of the server, while 20 reports a second come in and mail goes out. Nothing else
    is restarted."""
    done, port = Restarted(), free_port()
    stage.start_web(port)
    people = writers.of_the_last_actions(port, number=8, rate=20)
    _wait(lambda: _is_ready(port), patience=60)
    stage.start_beat()
    stage.start_worker()
    began = time.monotonic()
    for writer in people:
        writer.start()
    for turn in range(restarts + 1):
        notify.wait_for(len(wanted) * (turn + 1) // (restarts + 3), patience=300)
        taken = time.monotonic()
        cluster.stop() if turn < restarts else clusters.kill(cluster)
        time.sleep(3)  # long enough to be seen
        connection.close()
        before = notify.count
        cluster.ensure()
        done.seconds_until_healthy.append(_wait(lambda: _is_ready(port), patience=120, since=taken))
        notify.wait_for(before + 1, patience=300)
        done.seconds_until_mail.append(round(time.monotonic() - taken, 1))
    for writer in people:
        writer.ended.set()
    for writer in people:
        writer.join()
        done.answers += writer.answers
        done.not_for_people += writer.not_for_people
    done.rate = round(done.answers.total() / (time.monotonic() - began), 1)
    done.acknowledged, done.lost, done.doubled = writers.kept(people)
    stage.wait_until_done(patience=400)  # longer than a lease of production
    return done


def _is_ready(port: int) -> bool:
    return writers.ask(port, "GET", "/readyz")[0] == 200


def _wait(until: Callable[[], bool], *, patience: float, since: float | None = None) -> float:
    """Seconds until then, also when patience has ended."""
    began = time.monotonic() if since is None else since
    while not until() and time.monotonic() - began < patience:
        time.sleep(0.1)
    return round(time.monotonic() - began, 1)
