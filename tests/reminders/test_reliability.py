"""Nothing is lost and nothing doubled, with real workers that are killed (bars B12, B13, B14 in small; drill/ in full)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from drill import plays
from drill.stage import Stage
from reminders.models import Digest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workers")]


def told(stage: Stage) -> str:
    """For the message of a failure."""
    states = sorted(Digest.objects.values_list("state", "attempts", "error").distinct())
    return f"{states}\n{stage.log()}\n{stage.log('beat')}"


def test_a_worker_killed_while_sending_loses_nothing(own_database: str, tmp_path: Path) -> None:
    """500 reminders, 5 x kill -9 of the worker group (B12)."""
    with Stage(own_database, tmp_path) as stage:
        wanted = stage.seed(500)
        plays.kill_workers(stage, wanted, kills=5, chance=random.Random(7))
        arrived = stage.sink.arrived(wanted)
        print(arrived, stage.kills, "kills")
        assert stage.is_done(), told(stage)
        assert (stage.kills, arrived.lost, arrived.not_wanted) == (5, 0, 0)
        assert arrived.doubled_by_reference == 0
        # Over plain SMTP a kill between "250 accepted" and our mark doubles the e-mail that the worker had in hand.
        assert arrived.messages - Digest.objects.count() <= stage.kills


def test_a_broker_that_forgets_and_dies_loses_nothing(own_database: str, tmp_path: Path) -> None:
    """FLUSHALL and kill -9 of the broker in the run (small B13)."""
    with Stage(own_database, tmp_path, settings={"DRILL_BATCH": "10"}) as stage:
        wanted = stage.seed(150)
        plays.lose_the_broker(stage, wanted, times=2)
        arrived = stage.sink.arrived(wanted)
        print(arrived)
        assert stage.is_done(), told(stage)
        assert (arrived.lost, arrived.doubled, arrived.not_wanted) == (0, 0, 0)


def test_two_schedulers_and_every_task_three_times_double_nothing(own_database: str, tmp_path: Path) -> None:
    """2 beats, 2 worker groups, every task enqueued three times: 0 duplicates (B14)."""
    with Stage(own_database, tmp_path, settings={"DRILL_TIMES": "3", "DRILL_BATCH": "10"}) as stage:
        wanted = stage.seed(150)
        plays.wake_too_often(stage, patience=60)
        arrived = stage.sink.arrived(wanted)
        print(arrived)
        assert stage.is_done(), told(stage)
        assert (arrived.lost, arrived.doubled, arrived.not_wanted) == (0, 0, 0)
        assert arrived.messages == Digest.objects.count()
