"""The drills themselves, each in any size: what is killed, and when."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from subprocess import Popen

from .sink import Reminder
from .stage import Stage


def kill_workers(stage: Stage, wanted: set[Reminder], *, kills: int, chance: random.Random) -> None:
    """B12: kill the worker group while it sends, at random points spread over the run."""
    stage.start_beat()
    worker = stage.start_worker()
    share = max(2, len(wanted) * 8 // 10 // (kills + 1))
    for _ in range(kills):
        if not stage.sink.wait_for(stage.sink.count + chance.randint(share // 2, share), patience=60):
            break
        time.sleep(chance.random() / 50)
        stage.kill(worker)
        worker = stage.start_worker()
    stage.wait_until_done(patience=60)


def lose_the_broker(stage: Stage, wanted: set[Reminder], *, times: int) -> float:
    """B13: the broker forgets everything, dies and comes back, again and again. Returns how long the rest took."""
    stage.start_beat()
    stage.start_worker()
    for n in range(times):
        stage.sink.wait_for(len(wanted) * (n + 1) // (times + 3), patience=60)
        stage.forget_everything()
        time.sleep(0.2)
        stage.kill_broker()
        time.sleep(0.3)
        stage.broker.ensure()
    return stage.wait_until_done(patience=60)


def kill_and_cut(stage: Stage, wanted: set[Reminder], *, cut: Callable[[], None]) -> None:
    """B12 and B15 in small: the worker is killed while it sends; then every connection to the database is cut, and the worker
    that came next is not restarted."""
    stage.start_beat()
    stage.kill(_at(stage, stage.start_worker(), len(wanted) // 4))
    _at(stage, stage.start_worker(), len(wanted) // 2)
    cut()
    stage.wait_until_done(patience=60)


def _at(stage: Stage, worker: Popen[bytes], messages: int) -> Popen[bytes]:
    stage.sink.wait_for(messages, patience=60)
    return worker


def wake_too_often(stage: Stage, *, patience: float) -> None:
    """B14: two schedulers, two worker groups, and every wake-up three times (settings of the stage)."""
    for name in ("one", "two"):
        stage.start_beat(f"beat-{name}")
        stage.start_worker(f"worker-{name}", children=2)
    stage.wait_until_done(patience=patience)
    time.sleep(2)  # what is still on its way would come now
