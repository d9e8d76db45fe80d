"""The pack and the minutes of a meeting on paper: from what was frozen, numbered, one each, with bookmarks."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from boards.services import record_attendance, take_step
from boards.services.attendance import Came
from councils.models import User
from reports import services
from reports.meeting_prints import copies
from reports.models import ReportFile, ReportRun
from reports.reportable import NoReport
from tests import factories as make
from tests.boards.meeting.conftest import TODAY, Sitting, bring_to, report
from tests.boards.meeting.conftest import sitting as sitting

from .reading import page_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(sitting: Sitting, chair: User, officer: User) -> Sitting:
    indicator = make.IndicatorFactory(
        council=sitting.board.council, ref="I1", title="Vacancy rate", target=10
    )
    make.ObservationFactory(
        council=sitting.board.council,
        indicator=indicator,
        value=31,
        state="approved",
        approved_on=sitting.meeting.cut_off_on,
    )
    take_step(sitting.meeting, "open", by=chair, on=TODAY)
    make.MeetingPaperFactory(
        council=sitting.board.council, meeting=sitting.meeting, title="Performance report"
    )
    take_step(sitting.meeting, "issue", by=chair, on=TODAY)
    return sitting


def test_the_pack_is_what_was_frozen_whatever_happens_later(
    prepared: Sitting, chair: User, officer: User
) -> None:
    run = services.request_of_meeting(prepared.meeting, "board_pack", by=chair)
    before = [copy.html for copy in copies(run)]
    report(prepared.actions["Late"], officer, on=TODAY, delivery="done")
    Action.objects.filter(ref="1.1").update(title="Another title")
    make.MeetingPaperFactory(council=prepared.board.council, meeting=prepared.meeting, title="Late paper")
    assert [copy.html for copy in copies(run)] == before
    for words in ("1.1 Done well", "Vacancy rate", "Performance report", "1.4 Late"):
        assert words in before[0]
    assert before[0] == before[1]
    assert "Late paper" not in before[0]


def test_each_meeting_has_one_pack_and_one_set_of_minutes(prepared: Sitting, chair: User) -> None:
    with pytest.raises(NoReport, match="agreed"):
        services.request_of_meeting(prepared.meeting, "minutes", by=chair)
    services.prepare_for_meetings()
    services.prepare_for_meetings()
    pack = ReportRun.objects.get()
    assert services.request_of_meeting(prepared.meeting, "board_pack", by=chair) == pack
    bring_to(prepared, "agreed", chair=chair)
    services.prepare_for_meetings()
    assert [(run.kind, run.number, run.as_at) for run in ReportRun.objects.order_by("number")] == [
        ("board_pack", 1, prepared.meeting.cut_off_on), ("minutes", 2, TODAY),
    ]  # fmt: skip


def bookmarks(items: Any) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from bookmarks(item.children)


def test_the_minutes_are_printed_with_names_for_the_council_and_without_for_the_department(
    prepared: Sitting, chair: User, observer: User
) -> None:
    record_attendance(prepared.meeting, by=chair, came={prepared.police.pk: Came("present")})
    bring_to(prepared, "agreed", chair=chair)
    run = services.request_of_meeting(prepared.meeting, "minutes", by=chair)
    services.make_report(council_id=run.council_id, report_id=run.pk, now=timezone.now())
    page = reverse("reports:meeting", kwargs={"council_slug": "ambridge", "number": prepared.meeting.number})
    download = reverse("reports:download", kwargs={"council_slug": "ambridge", "number": run.number})
    told = {}
    for reader in (chair, observer):
        client = Client()
        client.force_login(reader)
        file = ReportFile.objects.get(run=run, names=reader is chair)
        assert file.sha256 in client.get(page).content.decode()
        content = client.get(download).content
        assert hashlib.sha256(content).hexdigest() == file.sha256
        with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
            told[reader] = list(bookmarks(outline.root))
        assert ("Paula Police" in " ".join(page_texts(content))) == (reader is chair)
    sections = ["Attendance", "Items", "Challenges", "Board actions", "Papers"]
    assert [title for title in told[chair] if title in sections] == sections
    assert told[chair] == told[observer]
