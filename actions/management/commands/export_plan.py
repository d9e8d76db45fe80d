"""A council's plan as a workbook, in columns that `import_plan` reads back without a change."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from actions.exports import plan_sheets
from actions.importing.for_commands import UNREADABLE, NoPlan, plan_of, stop
from actions.importing.grids import ENDINGS
from actions.models import Action
from councils import scope
from councils.clock import today
from councils.exports import table_bytes


class Command(BaseCommand):
    help = "Writes a council's plan as a workbook (.xlsx, .ods or .csv, by the ending of FILE)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("council_slug", metavar="COUNCIL_SLUG")
        parser.add_argument("--out", required=True, metavar="FILE.xlsx")

    def handle(self, *args: Any, council_slug: str, out: str, **options: Any) -> None:
        path, on = Path(out), today()
        kind = path.suffix.lower().lstrip(".")
        if kind not in ENDINGS:
            stop(self, UNREADABLE, f"The file must end in one of these: {', '.join(ENDINGS)}.")
        try:
            with scope.entered(scope.all_councils()):
                plan = plan_of(council_slug)
            with scope.entered(scope.for_council(plan.council_id)):
                actions = Action.objects.filter(council_id=plan.council_id, plan=plan)
                content = table_bytes(kind, plan_sheets(plan, actions, on=on, names=True))
        except NoPlan as error:
            stop(self, UNREADABLE, str(error))
        try:
            path.write_bytes(content)
        except OSError as error:
            stop(self, UNREADABLE, f"{path} cannot be written: {error.strerror}.")
        self.stdout.write(f"{path}")
