"""What a spreadsheet would change in a council's plan, as JSON; --apply does it, with one undo on the page of imports.

Columns are taken as the council chose them for its last table with the same headings, or guessed. Rows with errors are
left out. Exit status: 0 also with errors in rows; 2 when the file cannot be read or the plan takes no changes, with one
sentence on standard error.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.db import transaction

from actions.importing import services
from actions.importing.for_commands import UNREADABLE, NoPlan, plan_of, stop
from councils import scope
from councils.clock import today
from councils.refusal import Refused


class Command(BaseCommand):
    help = (
        "Prints what a spreadsheet (.xlsx, .ods, .csv) would change in a council's plan; --apply changes it."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("council_slug", metavar="COUNCIL_SLUG")
        parser.add_argument("path", metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="import the good rows")

    def handle(self, *args: Any, council_slug: str, path: str, apply: bool, **options: Any) -> None:
        on = today()
        try:
            upload = SimpleUploadedFile(Path(path).name, Path(path).read_bytes())
            with scope.entered(scope.all_councils()):
                plan = plan_of(council_slug)
            with scope.entered(scope.for_council(plan.council_id)):
                planned = services.begin(plan, upload, by=None, on=on)
                services.choose_columns(planned, by=None, on=on, mapping=services.mapping_of(planned))
                found = services.preview(planned, by=None, on=on)
                counts = found.counts
                if apply and counts["added"] + counts["changed"]:
                    services.apply(planned, by=None, on=on, agreed=found.digest)
                else:
                    transaction.set_rollback(True)
        except OSError as error:
            stop(self, UNREADABLE, f"{path} cannot be opened: {error.strerror}.")
        except (Refused, NoPlan) as error:
            stop(self, UNREADABLE, str(error))
        printed = {name: counts[name] for name in ("added", "changed", "unchanged")}
        errors = [{"cell": problem.cell, "message": problem.message} for problem in found.errors]
        self.stdout.write(json.dumps({**printed, "errors": errors}, ensure_ascii=False, indent=2))
