import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demonstration import people
from config.demonstration.load import is_loaded


class Command(BaseCommand):
    help = "Prints one JSON object: the address, the councils and the sign-ins of the loaded demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO and is_loaded()):
            raise CommandError("The demonstration is not loaded. Start it with: make run")
        self.stdout.write(
            json.dumps(
                {
                    "url": settings.BASE_URL,
                    "councils": [council.slug for council in people.COUNCILS],
                    "people": people.sign_ins(),
                }
            )
        )
