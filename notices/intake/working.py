"""The worker's part: a document that waits is read in a child process, and what came out is kept, or why nothing did."""

from __future__ import annotations

import datetime
import json
from typing import Any

from councils import audit, child, scope
from councils.outbox import begin, claim, finish

from ..addressees import council_records
from ..models import Intake, IntakeProposal, IntakeReading
from . import reader
from .proposal import propose

PROGRAM = "notices.intake.reader"
LEASE = datetime.timedelta(minutes=4)  # the child at its limit of time, and some
STOPPED = {
    "time": f"Reading the document took longer than {reader.SECONDS} seconds and was stopped. Try again, or upload a"
    " shorter document.",
    "memory": f"Reading the document needed more than {reader.MEMORY // 1024**2} MB of memory and was stopped. Upload a"
    " smaller document.",
    "failed": "The document could not be read. Save it again in the program that it was written with, or as plain"
    " text, and upload that.",
}
WENT_WRONG = "Something went wrong while the document was read. It is in the log. Try again."


def read_intake(*, council_id: int, intake_id: int, now: datetime.datetime) -> Intake | None:
    """Claim one document of a council, read it, keep the result. None when another worker has it. Opens its own
    transactions."""
    own = scope.for_council(council_id)
    with scope.entered(own):
        rows = Intake.objects.filter(council_id=council_id, pk=intake_id)
        held = claim(rows, limit=1, lease=LEASE, now=now)
        if not held or not begin(held[0], lease=LEASE, now=now):
            return None
        intake = held[0]
        name, content = intake.file.name, bytes(intake.file.content)
        told = reader.telling(name, council_records())
    refused, result = _read(content, told)
    if result is None:
        refuse(intake, refused, now=now)
    else:
        _keep(intake, result, now=now)
    return intake


def _read(content: bytes, told: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    try:
        reply = child.run(
            PROGRAM,
            content,
            seconds=reader.SECONDS,
            clock=reader.SECONDS,
            memory=reader.MEMORY,
            tell=told,
        )
    except child.Stopped as stopped:
        return STOPPED[stopped.why], None
    if reply.head["refused"]:
        return str(reply.head["refused"]), None
    return "", json.loads(reply.content)


def refuse(intake: Intake, why: str, *, now: datetime.datetime) -> None:
    """Nothing was read. The page says why, and offers to try again."""
    with scope.entered(scope.for_council(intake.council_id)):
        if finish(intake, now=now, outcome=Intake.Outcome.REFUSED, error=why):
            _sign("could not read a document", intake, why=why)


def _keep(intake: Intake, result: dict[str, Any], *, now: datetime.datetime) -> None:
    with scope.entered(scope.for_council(intake.council_id)):
        if not finish(intake, now=now, outcome=Intake.Outcome.TO_REVIEW):
            return  # another worker was quicker, or a person discarded it meanwhile
        mine: dict[str, Any] = {"council_id": intake.council_id, "intake": intake}
        IntakeReading.objects.create(**mine, **result, read_at=now)
        proposal = propose(result["reading"], result["places"])
        IntakeProposal.objects.create(
            **mine, version=1, proposal=proposal, change={"do": "read"}, saved_at=now
        )
        found = {name: len(proposal[name]) for name in ("requirements", "deadlines", "targets", "warnings")}
        _sign("read a document", intake, **found)


def _sign(verb: str, intake: Intake, **detail: Any) -> None:
    audit.record(
        verb, council_id=intake.council_id, about=intake, by=None, link=intake.get_absolute_url(), **detail
    )
