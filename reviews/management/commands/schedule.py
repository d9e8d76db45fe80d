"""The dates ahead of one council, as JSON."""

from __future__ import annotations

import argparse
import datetime
import json
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.management.base import BaseCommand, CommandError

from councils import scope
from councils.arguments import date
from councils.models import Council
from reviews.scheduling import events


def months(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 240:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of months from 1 to 240")
    return int(text)


class Command(BaseCommand):
    help = "Prints a JSON list of {kind, date, title}: meetings, cut-offs, reviews, reports due."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("council_slug", metavar="COUNCIL_SLUG")
        parser.add_argument(
            "--from", dest="first", type=date, required=True, help="the first day, such as 2026-11-22"
        )
        parser.add_argument("--months", type=months, required=True, help="how many months to look ahead")

    def handle(self, *args: Any, **options: Any) -> None:
        council = Council.objects.filter(slug=options["council_slug"]).first()
        if council is None:
            raise CommandError(f"No council has the address “{options['council_slug']}”.")
        first: datetime.date = options["first"]
        last = first + relativedelta(months=options["months"])
        with scope.entered(scope.for_council(council.pk)):
            found = events(council, first=first, last=last)
        self.stdout.write(json.dumps([event.to_json() for event in found], ensure_ascii=False, indent=2))
