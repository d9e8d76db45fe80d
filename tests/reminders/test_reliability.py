"""Nothing is lost and nothing doubled, with real workers that are killed (bars B12, B13, B14 in small; drill/ in full)."""

from __future__ import annotations

import os
import random
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

from drill import plays
from drill.notify import FakeNotify
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


def test_with_notify_a_killed_worker_and_a_database_that_is_cut_off_lose_and_double_nothing(
    own_database: str, tmp_path: Path
) -> None:
    """Notify takes a second message of the same reference: whoever tries again asks first (B12). After the cut the worker and
    the scheduler go on by themselves (small B15)."""

    def cut() -> None:
        url = urlsplit(os.environ["DATABASE_ADMIN_URL"])._replace(path="/postgres")
        name = urlsplit(own_database).path.strip("/")
        with closing(psycopg2.connect(urlunsplit(url))) as admin, admin.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            assert cursor.fetchone() != (0,)
        connection.close()  # ours was cut too

    with FakeNotify(delay=0.02) as notify, Stage(own_database, tmp_path, provider=notify) as stage:
        wanted = stage.seed(80)
        plays.kill_and_cut(stage, wanted, cut=cut)
        arrived = notify.arrived(wanted)
        print(arrived, notify.asked, "asked")
        assert stage.is_done(), told(stage)
        assert (arrived.lost, arrived.doubled, arrived.not_wanted) == (0, 0, 0)
        assert notify.asked >= 1


def test_a_broker_that_forgets_and_dies_loses_nothing(own_database: str, tmp_path: Path) -> None:
    """FLUSHALL and kill -9 of the broker in the run (small B13)."""
    with Stage(own_database, tmp_path, settings={"DRILL_BATCH": "10"}) as stage:
        wanted = stage.seed(80)
        plays.lose_the_broker(stage, wanted, times=2)
        arrived = stage.sink.arrived(wanted)
        print(arrived)
        assert stage.is_done(), told(stage)
        assert (arrived.lost, arrived.doubled, arrived.not_wanted) == (0, 0, 0)


def test_two_schedulers_and_every_task_three_times_double_nothing(own_database: str, tmp_path: Path) -> None:
    """2 beats, 2 worker groups, every task enqueued three times: 0 duplicates (B14)."""
    with Stage(own_database, tmp_path, settings={"DRILL_TIMES": "3", "DRILL_BATCH": "10"}) as stage:
        wanted = stage.seed(80)
        plays.wake_too_often(stage, patience=60)
        arrived = stage.sink.arrived(wanted)
        print(arrived)
        assert stage.is_done(), told(stage)
        assert (arrived.lost, arrived.doubled, arrived.not_wanted) == (0, 0, 0)
        assert arrived.messages == Digest.objects.count()
