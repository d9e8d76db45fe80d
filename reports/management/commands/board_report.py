"""The board progress report of a council as a PDF file, without a worker."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from councils import scope
from councils.clock import today
from councils.lateness import count, long_date
from councils.models import Council
from reports.board_report import build_board_report
from reports.printing import NotPrinted, report_html
from reports.reportable import NoReport


class Command(BaseCommand):
    help = "Writes a council's board progress report as at a day, as a PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("council_slug", metavar="COUNCIL_SLUG")
        parser.add_argument("--as-at", default="", metavar="DATE", help="YYYY-MM-DD; today unless given")
        parser.add_argument("--out", required=True, metavar="FILE.pdf")
        parser.add_argument(
            "--for-department", action="store_true", help="show owners by role, as in the Department's copy"
        )

    def handle(
        self, *args: Any, council_slug: str, as_at: str, out: str, for_department: bool, **options: Any
    ) -> None:
        day = _day(as_at)
        council = Council.objects.filter(slug=council_slug).first()
        if council is None:
            raise CommandError(f"There is no council with the slug “{council_slug}”.")
        try:
            with scope.entered(scope.for_council(council.pk)):
                report = build_board_report(council, as_at=day)
                html = report_html(report.for_department() if for_department else report)
        except (NoReport, NotPrinted) as why:
            raise CommandError(str(why)) from None
        from reports import pdf

        content, pages = pdf.make(html)
        try:
            Path(out).write_bytes(content)
        except OSError as problem:
            raise CommandError(f"{out} could not be written: {problem.strerror}.") from None
        self.stdout.write(f"{out}: {count(pages, 'page')}, as at {long_date(day)}.")


def _day(text: str) -> datetime.date:
    if not text:
        return today()
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"“{text}” is not a date. Write it as YYYY-MM-DD, for example 2026-03-31."
        ) from None
    if day > today():
        raise CommandError(f"{long_date(day)} is in the future: a report shows what has happened.")
    return day
