"""B19: scheduler, worker and provider are stopped in turn; whoever watches the installation hears of each in 75 minutes."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import writers
from .notify import BROKEN, WELL, FakeNotify
from .sink import free_port
from .stage import Stage

HOUR = 48  # seconds that stand for one here
ALARM_WITHIN = (
    75 + 2
)  # minutes; a simulated one has less than a second, and the watcher looks five times in it


def stop_each_in_turn() -> dict[str, float]:
    """After how many minutes the alarm rose for each; 0 when it did not rise, or did not end when the part was back."""
    settings = {"CANARY_ADDRESS": "operator@drill.example", "CANARY_SECONDS": str(HOUR)}
    port, alarms = free_port(), dict[str, float]()
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeNotify() as notify,
        Stage(os.environ["DATABASE_URL"], Path(folder), settings=settings, provider=notify) as stage,
    ):
        stage.start_web(port)
        beat, worker = stage.start_beat(), stage.start_worker()
        for part in ("scheduler", "worker", "provider"):
            notify.wait_for(notify.count + 1, patience=3 * HOUR)
            _wait(lambda: _alarm(port) is False, hours=3)
            stopped = time.monotonic()
            if part == "provider":
                notify.health = BROKEN
            else:
                stage.kill(beat if part == "scheduler" else worker)
            rose = _wait(lambda: _alarm(port) is True, hours=2)
            minutes = (time.monotonic() - stopped) / HOUR * 60
            notify.health = WELL
            if part == "scheduler":
                beat = stage.start_beat()
            elif part == "worker":
                worker = stage.start_worker()
            ended = _wait(lambda: _alarm(port) is False, hours=3)
            alarms[part] = round(minutes, 1) if rose and ended else 0.0
    return alarms


def _alarm(port: int) -> bool | None:
    """As a watcher sees it; none while the web server does not answer. The other schedules have ten minutes: none of them is
    missed so soon."""
    status, body = writers.ask(port, "GET", "/readyz")
    return not json.loads(body)["checks"]["schedules"] if status == 200 else None


def _wait(until: Callable[[], bool], *, hours: float) -> bool:
    end = time.monotonic() + hours * HOUR
    while not until():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
