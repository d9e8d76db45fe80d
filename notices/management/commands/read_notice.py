from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from notices.reading import Unreadable, load_register, read_document

READ, UNREADABLE, NOT_AN_INSTRUMENT = 0, 2, 3


class Command(BaseCommand):
    """Prints what the reader makes of one document. Writes nothing to the database, and needs none."""

    help = (
        "Read a notice or a direction (.txt, .md, .pdf, .docx) and print it as one JSON object. "
        "Exit status: 0 read, 3 not an instrument, 2 cannot be read."
    )
    requires_system_checks: list[str] = []  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the document")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            reading = read_document(path, councils=load_register())
        except Unreadable as error:
            self.stderr.write(str(error), self.style.ERROR if self.stderr.isatty() else None)
            sys.exit(UNREADABLE)
        if self.stdout._out is sys.stdout and hasattr(sys.stdout, "reconfigure"):  # type: ignore[attr-defined]
            sys.stdout.reconfigure(encoding="utf-8")  # whatever the terminal's locale says
        self.stdout.write(json.dumps(reading.to_json(), ensure_ascii=False, indent=2))
        if not reading.importable:
            sys.exit(NOT_AN_INSTRUMENT)
