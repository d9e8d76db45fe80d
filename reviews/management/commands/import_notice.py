"""A document of a notice or a direction, recorded as a draft for its council; put in force with --accept.

Exit status: 0 recorded; 1 the council or the issue date must be given, or the step is refused; 2 the file cannot be
read; 3 it is not an instrument. On any failure nothing is saved, and one plain sentence stands on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from councils.arguments import date
from councils.clock import today
from councils.refusal import Refused
from notices.addressees import council_records
from notices.reading import Unreadable, read_document
from reviews.taking_in import take_in

REFUSED, UNREADABLE, NOT_AN_INSTRUMENT = 1, 2, 3


class Command(BaseCommand):
    help = "Records the notice or direction in a document (.txt, .md, .pdf, .docx) as a draft; --accept puts it in force."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH")
        parser.add_argument(
            "--council", metavar="GSS", help="GSS code of the council, when the document does not tell"
        )
        parser.add_argument(
            "--issued-on", type=date, metavar="DATE", help="issue date, when the document does not tell"
        )
        parser.add_argument(
            "--accept", action="store_true", help="put it in force, with its plan, board and reviews"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["path"])
        try:
            reading = read_document(path, councils=council_records())
            if not reading.importable:
                self.stop(NOT_AN_INSTRUMENT, _why_not(reading))
            taken = take_in(
                reading,
                path,
                named=options["council"],
                issued_on=options["issued_on"],
                accept=options["accept"],
                by=None,
                on=today(),
            )
        except Unreadable as problem:
            self.stop(UNREADABLE, str(problem))
        except Refused as problem:
            self.stop(REFUSED, str(problem))
        warnings = [warning.to_json() for warning in reading.warnings]
        printed = {"notices": taken.notices, "notes": taken.notes, "warnings": warnings}
        self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=2))

    def stop(self, status: int, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(status)


def _why_not(reading: Any) -> str:
    reasons = [warning.message for warning in reading.warnings]
    return reasons[0] if reasons else "This document is not an improvement notice or a statutory direction."
