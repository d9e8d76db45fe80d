"""Takes a bounce from a mail server: `manage.py take_bounce < message`, as the command that its mailbox for bounces pipes to."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reminders.delivery import bounces


class Command(BaseCommand):
    help = (
        "Read messages that came back (RFC 3464) from the standard input, or from files: flag addresses that do not exist, "
        "and show the e-mail as failed. What is not about an e-mail of ours changes nothing."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="messages, such as those of a Maildir")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints {"messages", "noted"}. Ends well whatever comes: a mail server would send a bounce of the bounce back."""
        now, noted = timezone.now(), 0
        contents = [file.read_bytes() for file in options["files"]] or [
            sys.stdin.buffer.read(bounces.LARGEST + 1)
        ]
        for content in contents:
            noted += sum(bounces.take(bounce) for bounce in bounces.read(content, now=now))
        self.stdout.write(json.dumps({"messages": len(contents), "noted": noted}))
