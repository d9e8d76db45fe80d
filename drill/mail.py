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

from django.conf import settings as product

from launcher.postgres import Cluster
from reminders.models import Digest

from . import outages, plays
from .notify import FakeNotify
from .stage import Stage

ASKED_BY_REFERENCE = ("notify", "provider", "database")  # their provider is GOV.UK Notify


def play_mail(
    options: argparse.Namespace, what: str, settings: dict[str, str], *, cluster: Cluster | None = None
) -> dict[str, Any]:
    began = time.monotonic()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        notify = opened.enter_context(FakeNotify(delay=0.004)) if options.play in ASKED_BY_REFERENCE else None
        settings = {**settings, "SECRET_KEY": product.SECRET_KEY}  # whom we sign in, the product knows
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
            seconds = plays.lose_the_broker(stage, wanted, times=options.losses)
            more["backlog_seconds"] = round(seconds)
            times = options.losses
        elif options.play == "provider":
            assert notify is not None
            more["backlog_seconds"] = round(
                outages.lose_the_provider(stage, notify, wanted, seconds=options.outage)
            )
        elif options.play == "database":
            assert notify is not None and cluster is not None
            kept = outages.restart_the_database(stage, notify, cluster, wanted, restarts=options.restarts)
            print(kept, file=sys.stderr)
            print(stage.log("web") if kept.not_for_people else "", file=sys.stderr)
            times = options.restarts + 1
            more |= {
                "writes": kept.acknowledged,
                "writes_lost": kept.lost + kept.doubled,
                "not_for_people": len(kept.not_for_people),
                "healthy_after": max(kept.seconds_until_healthy),
                "mail_after": max(kept.seconds_until_mail),
            }
        elif fair:
            wanted, seconds = outages.one_among_thousands(stage)
            more["waited"] = round(seconds)
        else:
            plays.wake_too_often(stage, patience=60)
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
