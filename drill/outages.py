"""What is taken away while mail goes out: the provider for hours, everybody's turn by one council."""

from __future__ import annotations

import time

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
