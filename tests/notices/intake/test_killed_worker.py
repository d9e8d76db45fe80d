"""A worker that dies in the middle of a document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from django.utils import timezone

from councils import scope
from notices.intake import services, working
from notices.models import IntakeProposal
from tests import factories

from . import documents
from .documents import TWO_WARNINGS

KILLED = """
import sys, time, django
django.setup()
from django.utils import timezone
from notices.intake import working
working._read = lambda content, told: (print("begun", flush=True), time.sleep(600))
working.read_intake(council_id=int(sys.argv[1]), intake_id=int(sys.argv[2]), now=timezone.now())
"""


def test_a_worker_killed_while_reading_loses_nothing(own_database: str) -> None:
    council = factories.CouncilFactory(name="Ambridge", slug="ambridge")
    by = factories.UserFactory()
    with scope.entered(scope.for_council(council.pk)):
        text = TWO_WARNINGS.format(council=council.official_name)
        intake = services.receive(documents.upload(text), council=council, by=by)
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(council.pk), str(intake.pk)],
        env={**os.environ, "DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None and worker.stdout.readline().strip() == "begun"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    now, ids = timezone.now(), {"council_id": council.pk, "intake_id": intake.pk}
    assert working.read_intake(**ids, now=now) is None  # the dead worker's lease still holds
    assert working.read_intake(**ids, now=now + working.LEASE) is not None
    with scope.entered(scope.for_council(council.pk)):
        intake.refresh_from_db()
        assert (intake.stage, intake.attempts) == ("to_review", 2)
        assert IntakeProposal.objects.count() == 1
