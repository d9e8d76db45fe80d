"""One tick of the scheduler by hand, without worker or broker."""

from __future__ import annotations

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from councils.arguments import date
from councils.clock import today
from reminders import sending, services


class Command(BaseCommand):
    help = "Make the reminders of a day and send what waits. Repeating it on the same day sends nothing more."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--on", type=date, help="the day, such as 2026-11-22 (default: today in London)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints {"queued", "digests", "sent", "failed", "dropped"} as one line of JSON."""
        on = options["on"] or today()
        made = services.make_reminders(on=on, now=timezone.now())
        done = sending.send_waiting(on=on)
        counts = {
            "queued": made.reminders,
            "digests": made.digests,
            "sent": done.sent,
            "failed": done.failed,
            "dropped": done.dropped,
        }
        self.stdout.write(json.dumps(counts))
