from typing import Any

from django.core.management.base import BaseCommand

from councils.models import Council
from councils.register import load


class Command(BaseCommand):
    help = "Brings the register of councils up to councils/data/councils.csv. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load(Council)} councils in the register.")
