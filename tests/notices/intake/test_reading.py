"""The worker's part: what is read is kept, what cannot be read is refused in words, and nothing is lost or read twice."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from councils import child
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import tasks
from notices.intake import reader, services, working
from notices.models import Intake, IntakeProposal, IntakeReading
from notices.samples import SAMPLES, render_sample

from . import documents
from .documents import NOW, TWO_WARNINGS

pytestmark = pytest.mark.django_db
GREEDY = "tests.notices.intake.greedy"


@pytest.fixture
def intake(ambridge: Council, lead: User) -> Intake:
    return documents.received(ambridge, lead, TWO_WARNINGS.format(council=ambridge.official_name))


def run(intake: Intake, now: datetime.datetime | None = None) -> Intake:
    working.read_intake(
        council_id=intake.council_id, intake_id=intake.pk, now=now or timezone.now() + datetime.timedelta(1)
    )
    intake.refresh_from_db()
    return intake


def test_an_upload_is_kept_and_waits_and_is_signed(intake: Intake, lead: User) -> None:
    assert (intake.number, intake.stage, intake.uploaded_by) == (1, "waiting", lead)
    assert bytes(intake.file.content).startswith(b"Improvement Notice")
    assert AuditEvent.objects.get().verb == "uploaded a document"


def test_the_worker_reads_it_in_a_child_and_keeps_what_was_read(intake: Intake) -> None:
    assert run(intake).stage == "to_review"
    reading, proposal = IntakeReading.objects.get(), IntakeProposal.objects.get()
    assert [item["label"] for item in reading.reading["requirements"]] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        None,
        None,
    ]
    assert (proposal.version, proposal.saved_by) == (1, None)
    settled = [warning["settled"] for warning in proposal.proposal["warnings"]]
    assert settled == [None] * len(reading.reading["warnings"]) != []
    assert [event.verb for event in AuditEvent.objects.order_by("id")] == [
        "uploaded a document",
        "read a document",
    ]


def test_the_same_upload_twice_is_one(intake: Intake, ambridge: Council, lead: User) -> None:
    text = TWO_WARNINGS.format(council=ambridge.official_name)
    assert services.receive(documents.upload(text), council=ambridge, by=lead) == intake
    run(intake)
    assert services.receive(documents.upload(text), council=ambridge, by=lead) == intake
    services.discard(intake, by=lead, now=NOW, why="Not the final version")
    again = services.receive(documents.upload(text), council=ambridge, by=lead)
    assert (again.number, Intake.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (
            "Minutes of the Improvement Board\n\nPresent: nobody.\n\n1. Apologies were received.",
            "minutes.txt",
            "It",
        ),
        ("   \n\n  ", "empty.txt", "This file is empty"),
    ],
)
def test_what_is_no_instrument_is_refused_with_the_readers_reason(
    ambridge: Council, lead: User, content: str, name: str, why: str
) -> None:
    intake = run(documents.received(ambridge, lead, content, name))
    assert intake.stage == "refused"
    assert intake.error.startswith(why)
    assert not IntakeProposal.objects.exists()


def test_what_cannot_be_a_document_is_refused_at_the_upload(ambridge: Council, lead: User) -> None:
    for content, name in ((b"MZ\x90", "notice.exe"), (b"", "notice.txt")):
        with pytest.raises(Refused, match="The selected file"):
            services.receive(documents.upload(content, name), council=ambridge, by=lead)
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("memory", "needed more than 200 MB of memory and was stopped"),
        ("time", "took longer than 60 seconds and was stopped"),
        ("sleep", "took longer than 60 seconds and was stopped"),
        ("anything", "could not be read"),
    ],
)
def test_a_document_that_takes_too_much_is_stopped_with_a_sentence_and_the_worker_lives(
    ambridge: Council, lead: User, monkeypatch: pytest.MonkeyPatch, content: str, why: str
) -> None:
    monkeypatch.setattr(working, "PROGRAM", GREEDY)
    monkeypatch.setattr(reader, "SECONDS", 4)
    monkeypatch.setattr(reader, "MEMORY", 200 * 1024**2)
    monkeypatch.setitem(working.STOPPED, "memory", working.STOPPED["memory"].replace("512", "200"))
    began = time.monotonic()
    intake = run(documents.received(ambridge, lead, content))
    assert time.monotonic() - began < 20
    assert intake.stage == "refused"
    assert why in intake.error
    monkeypatch.undo()
    other = documents.received(ambridge, lead, TWO_WARNINGS.format(council=ambridge.official_name))
    assert run(other).stage == "to_review"


def test_the_real_reader_is_held_to_its_memory(
    ambridge: Council, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has less than it holds when it starts, so that it may not grow; so long a text takes it 7 MB more."""
    monkeypatch.setattr(reader, "MEMORY", 20 * 1024**2)
    text = TWO_WARNINGS.format(council=ambridge.official_name) * 100
    intake = run(documents.received(ambridge, lead, text))
    assert (intake.stage, "memory" in intake.error) == ("refused", True)


def test_a_stopped_child_takes_its_own_children_with_it() -> None:
    reply = child.run(GREEDY, b"grandchild", seconds=10, memory=512 * 1024**2)
    helper = int(reply.head["refused"])
    for _ in range(50):
        try:
            state = open(f"/proc/{helper}/stat").read().split()[2]  # noqa: SIM115
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the grandchild is still running")


def test_200_pages_are_read_or_refused_within_the_limits(ambridge: Council, lead: User) -> None:
    text = render_sample(SAMPLES[0].name, datetime.date(2026, 11, 22))
    paper = documents.pdf("\n\n".join([text] * 30))
    began = time.monotonic()
    intake = run(documents.received(ambridge, lead, paper, "long.pdf"))
    assert time.monotonic() - began < 60
    assert (intake.stage, intake.error) == ("refused", "It is far longer than any notice or direction.")


def test_a_document_is_read_once_however_often_it_is_asked_for(intake: Intake) -> None:
    later = timezone.now() + datetime.timedelta(days=1)
    run(intake, later)
    for _ in range(3):
        assert working.read_intake(council_id=intake.council_id, intake_id=intake.pk, now=later) is None
    assert IntakeProposal.objects.count() == IntakeReading.objects.count() == 1


def test_a_refused_document_can_be_tried_again(
    intake: Intake, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "_read", lambda content, told: (working.STOPPED["time"], None))
    assert run(intake).stage == "refused"
    monkeypatch.undo()
    services.try_again(intake, by=lead, now=timezone.now())
    assert (intake.stage, intake.error) == ("waiting", "")
    assert run(intake).stage == "to_review"
    services.try_again(intake, by=lead, now=timezone.now())
    assert intake.stage == "to_review"


def test_what_goes_wrong_in_the_worker_is_said_on_the_page(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(content: bytes, told: dict[str, Any]) -> Any:
        raise RuntimeError("made up")

    monkeypatch.setattr(working, "_read", broken)
    tasks.read_intake(council_id=intake.council_id, intake_id=intake.pk)
    intake.refresh_from_db()
    assert (intake.stage, intake.error) == ("refused", working.WENT_WRONG)


def test_the_sweep_wakes_a_worker_for_what_waits_and_for_what_was_left_behind(
    ambridge: Council, borchester: Council, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = documents.received(ambridge, lead, "one")
    left = documents.received(borchester, lead, "two")
    busy = documents.received(ambridge, lead, "three")
    done = documents.to_review(ambridge, lead)
    past, later = timezone.now() - datetime.timedelta(hours=1), timezone.now() + datetime.timedelta(hours=1)
    Intake.objects.filter(pk=left.pk).update(state="claimed", lease_until=past)
    Intake.objects.filter(pk=busy.pk).update(state="claimed", lease_until=later)
    woken = []
    monkeypatch.setattr(tasks.read_intake, "delay", lambda **ids: woken.append(ids["intake_id"]))
    tasks.read_waiting()
    assert sorted(woken) == [waiting.pk, left.pk]
    assert done.pk not in woken


def test_a_discarded_document_is_not_read_any_more(intake: Intake, lead: User) -> None:
    services.discard(intake, by=lead, now=NOW, why="The wrong file")
    run(intake)
    assert (intake.stage, intake.settled_by, intake.settled_why) == ("discarded", lead, "The wrong file")
    assert not IntakeReading.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE notices_intake SET outcome = 'confirmed'",
        "UPDATE notices_intake SET outcome = 'to_review'",
        "UPDATE notices_intake SET state = 'done', outcome = 'confirmed', settled_at = now(), settled_by_id = uploaded_by_id",
        "UPDATE notices_intake SET outcome = 'discarded'",
        "UPDATE notices_intake SET state = 'parked'",
    ],
)
def test_the_database_refuses_a_step_that_leaves_one_out(intake: Intake, wrong: str) -> None:
    from django.db import connection

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wrong)


def test_readings_and_versions_cannot_be_edited(ambridge: Council, lead: User) -> None:
    documents.to_review(ambridge, lead)
    for model in (IntakeReading, IntakeProposal):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(intake=None)  # type: ignore[attr-defined]
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()  # type: ignore[attr-defined]
