from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demonstration.load import is_loaded, load
from councils.clock import today


class Command(BaseCommand):
    help = "Loads the made-up councils of the demonstration, once. Only in demonstration mode (DEMO=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-mail", action="store_true", help="leave today's reminders to the scheduler")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This installation is not in demonstration mode (DEMO=1): nothing was loaded.")
        if is_loaded():
            self.stdout.write("The demonstration is loaded.")
            return
        load(on=today())
        if not options["no_mail"]:
            call_command("send_due_reminders", on=today(), stdout=self.stdout)
        self.stdout.write("Loaded the demonstration.")
