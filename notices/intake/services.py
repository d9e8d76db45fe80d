"""What happens to a document on its way to a draft notice: uploaded, tried again, corrected, discarded."""

from __future__ import annotations

import copy
import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from councils import audit, files
from councils.models import Council, User
from councils.outbox import OPEN_STATES, OutboxState, wake_on_commit
from councils.refusal import Refused

from ..models import Intake, IntakeProposal, IntakeReading
from .edits import Editor
from .proposal import FRONT, Json, find, find_warning, next_clause

# The verbs of an Editor that people may ask for, and the name of the number that they are about.
CHANGES = {
    "change_front": None,
    "change_clause": "number",
    "add_clause": None,
    "split_clause": "number",
    "join_clauses": "number",
    "change_part": "number",
    "add_part": None,
    "drop": "number",
    "restore": "number",
    "settle": "number",
}


class Stale(Exception):
    """Somebody changed the same entry after the person started. Nothing was written; `now` is how it all stands."""

    def __init__(self, now: IntakeProposal, by: User | None) -> None:
        super().__init__(f"Changed meanwhile: version {now.version}.")
        self.now, self.by = now, by


@transaction.atomic
def receive(upload: UploadedFile, *, council: Council, by: User) -> Intake:
    """Keep an uploaded document and have it read. The same document again, while the first is on its way, is the first:
    a double click uploads once. Raises Refused."""
    same = _on_its_way(upload, council)
    if same is None:
        file = files.keep(upload, council=council, by=by)
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)  # numbers have no gap and no twin
        same = Intake.objects.unsettled().filter(council=council, file__sha256=file.sha256).first()
    if same is not None:
        return same
    last = Intake.objects.filter(council=council).aggregate(last=Max("number"))["last"] or 0
    intake = Intake.objects.create(council=council, number=last + 1, file=file, uploaded_by=by)
    _sign("uploaded a document", intake, by, name=file.name, sha256=file.sha256)
    wake_on_commit("notices.tasks.read_intake", council_id=intake.council_id, intake_id=intake.pk)
    return intake


@transaction.atomic
def try_again(intake: Intake, *, by: User, now: datetime.datetime) -> None:
    """Give a document that was not read a fresh start; anything else is left as it is."""
    stopped = Intake.objects.filter(pk=intake.pk, council_id=intake.council_id)
    stopped = stopped.filter(outcome=Intake.Outcome.REFUSED) | stopped.filter(state=OutboxState.PARKED)
    fresh = {"state": OutboxState.WAITING, "outcome": "", "attempts": 0, "error": "", "finished_at": None}
    if stopped.exclude(outcome=Intake.Outcome.DISCARDED).update(**fresh, next_try_at=now):
        _sign("had a document read again", intake, by)
        wake_on_commit("notices.tasks.read_intake", council_id=intake.council_id, intake_id=intake.pk)
    intake.refresh_from_db()


@transaction.atomic
def discard(intake: Intake, *, by: User, now: datetime.datetime, why: str) -> None:
    """The document becomes no notice. It stays kept, with the reason."""
    row = held(intake)
    if row.outcome == Intake.Outcome.DISCARDED:
        return
    if row.outcome == Intake.Outcome.CONFIRMED:
        raise Refused("This document is recorded as a draft notice already: withdraw the notice instead.")
    if not why.strip():
        raise Refused("Say why it is discarded.")
    if row.state in [*OPEN_STATES, OutboxState.PARKED]:
        row.state = OutboxState.DROPPED
    row.outcome, row.settled_at, row.settled_by = Intake.Outcome.DISCARDED, now, by
    row.settled_why = why.strip()[:1000]
    row.save(update_fields=["state", "outcome", "settled_at", "settled_by", "settled_why"])
    _sign("discarded a document", intake, by, why=row.settled_why)


def newest(intake: Intake) -> IntakeProposal:
    return IntakeProposal.objects.filter(council_id=intake.council_id, intake=intake).latest("version")


def reading_of(intake: Intake) -> IntakeReading:
    return IntakeReading.objects.get(council_id=intake.council_id, intake=intake)


@transaction.atomic
def change(
    intake: Intake, do: str, arguments: Json, *, by: User, now: datetime.datetime, based_on: int
) -> IntakeProposal:
    """One change of the proposal, saved at once as its next version. `do` is a verb of Editor, with arguments that are
    plain data.

    Two people may work at once: only who changes an entry that somebody else changed since `based_on` gets Stale. The
    same change by the same person twice (a double click) is one. Raises Refused, in words.
    """
    require_open(held(intake))
    latest = newest(intake)
    asked = {"do": do, "based_on": based_on, **arguments}
    mine = IntakeProposal.objects.filter(council_id=intake.council_id, intake=intake, saved_by=by)
    if again := mine.filter(version__gt=based_on, change=asked).first():
        return again
    if based_on != latest.version:
        _require_untouched(intake, latest, do, arguments, based_on)
    proposal = copy.deepcopy(latest.proposal)
    who = {"by": by.pk, "at": now.isoformat(timespec="seconds")}
    getattr(Editor(proposal, who=who, source=reading_of(intake).source_text), _allowed(do))(**arguments)
    if proposal == latest.proposal:
        return latest
    saved = IntakeProposal.objects.create(
        council_id=intake.council_id,
        intake=intake,
        version=latest.version + 1,
        proposal=proposal,
        change=asked,
        saved_at=now,
        saved_by=by,
    )
    _sign("corrected what was read", intake, by, version=saved.version, change=asked)
    return saved


def require_open(intake: Intake) -> None:
    if intake.stage == Intake.Outcome.CONFIRMED:
        raise Refused("This document is recorded as a draft notice already: nothing here can be changed.")
    if intake.stage == Intake.Outcome.DISCARDED:
        raise Refused("This document was discarded: nothing here can be changed.")
    if intake.stage != Intake.Outcome.TO_REVIEW:
        raise Refused("This document has not been read yet.")


def _allowed(do: str) -> str:
    if do not in CHANGES:
        raise Refused(f"There is no change called “{do}”.")
    return do


def _require_untouched(
    intake: Intake, latest: IntakeProposal, do: str, arguments: Mapping[str, Any], based_on: int
) -> None:
    """Raises Stale when what the change is about is not what the person saw."""
    versions = IntakeProposal.objects.filter(council_id=intake.council_id, intake=intake)
    seen = versions.filter(version=based_on).first()
    if seen is None:
        raise Stale(latest, latest.saved_by)
    before, after = (_touched(version.proposal, do, arguments) for version in (seen, latest))
    if before != after:
        since = versions.filter(version__gt=based_on).order_by("version")
        culprit = next(v for v in since if _touched(v.proposal, do, arguments) != before)
        raise Stale(latest, culprit.saved_by)


def _touched(proposal: Json, do: str, arguments: Mapping[str, Any]) -> Any:
    """The entries that a change is about, as they stand in a version."""
    if do == "change_front":
        return {name: proposal[name] for name in FRONT}
    if CHANGES.get(do) is None:
        return None
    number = arguments["number"]
    if do == "settle":
        return find_warning(proposal, number)
    found = find(proposal, number)
    if do == "join_clauses" and found is not None:
        return found, next_clause(proposal, number)
    return found


def _on_its_way(upload: UploadedFile, council: Council) -> Intake | None:
    if not upload.size or upload.size > files.MOST_BYTES:
        return None  # it will be refused
    sha256 = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    return Intake.objects.unsettled().filter(council=council, file__sha256=sha256).first()


def held(intake: Intake) -> Intake:
    """The row as it is now, ours until the transaction ends: changes of one document come one after the other."""
    return Intake.objects.select_for_update().get(council_id=intake.council_id, pk=intake.pk)


def _sign(verb: str, intake: Intake, by: User, **detail: Any) -> None:
    audit.record(
        verb, council_id=intake.council_id, about=intake, by=by, link=intake.get_absolute_url(), **detail
    )
