"""One drill of e-mail, from the stage to the counts."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from reminders.models import Digest

from . import outages, plays
from .notify import FakeNotify
from .stage import Stage


def play_mail(options: argparse.Namespace, what: str, settings: dict[str, str]) -> dict[str, Any]:
    began = time.monotonic()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        notify = (
            opened.enter_context(FakeNotify(delay=0.004)) if options.play in ("notify", "provider") else None
        )
        stage = opened.enter_context(
            Stage(os.environ["DATABASE_URL"], folder, settings=settings, provider=notify)
        )
        fair = options.play == "fair"
        wanted = stage.seed(options.many, name="large", councils=1) if fair else stage.seed(options.reminders)
        times, more = 1, dict[str, Any]()
        if options.play in ("workers", "notify"):
            plays.kill_workers(stage, wanted, kills=options.kills, chance=random.Random(options.chance))
            times = stage.kills
        elif options.play == "broker":
            plays.lose_the_broker(stage, wanted, times=options.losses)
            times = options.losses
        elif options.play == "provider":
            assert notify is not None
            more["backlog_seconds"] = round(
                outages.lose_the_provider(stage, notify, wanted, seconds=options.outage)
            )
        elif fair:
            wanted, seconds = outages.one_among_thousands(stage)
            more["waited"] = round(seconds)
        else:
            plays.wake_too_often(stage, patience=60 + options.reminders / 20)
        arrived = stage.sink.arrived(wanted)
        if not fair and not stage.is_done():
            print(stage.log(), file=sys.stderr)
        return {
            "what": what,
            "times": times,
            "reminders": len(wanted),
            "emails": len(wanted) if fair else Digest.objects.count(),
            "messages": len(wanted) if fair else arrived.messages,
            "lost": arrived.lost,
            "doubled": arrived.doubled_by_reference,
            "doubled_smtp": "-" if notify else arrived.doubled,
            "seconds": round(time.monotonic() - began),
            **more,
        }
