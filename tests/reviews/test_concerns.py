"""The Department's concerns: no word of them reaches the council; no formal step before every check."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from councils import scope
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from reviews import concerns as verbs
from reviews.models import Check, Concern, ConcernCheck

from .conftest import ON

SECRET = "The Leader has not answered since June."
BASE = "/councils/ambridge/concerns/"


@pytest.fixture
def concern(ambridge: Council, case_lead: User) -> Concern:
    return verbs.raise_concern(ambridge, by=case_lead, on=ON, kind="leadership", what=SECRET)


def check_all(concern: Concern, by: User, leave: int = 0) -> None:
    for item in list(Check)[: len(Check) - leave]:
        verbs.check(concern, by=by, on=ON, item=item, note="The letter of June.", done_on=ON)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        found: int = cursor.fetchone()[0]
    return found


def test_the_database_shows_none_of_it_to_the_councils_own_people_and_tasks(
    concern: Concern, lead: User, case_lead: User, ambridge: Council
) -> None:
    check_all(concern, case_lead)
    tables = ("reviews_concern", "reviews_concerncheck", "reviews_concernevent")
    found = {}
    for user in (lead, case_lead, None):
        with scope.entered(scope.for_council(ambridge.pk, user_id=user.pk if user else None)):
            found[user] = [count(table) for table in tables]
    assert found == {lead: [0, 0, 0], case_lead: [1, 6, 1], None: [0, 0, 0]}
    with scope.entered(scope.Scope(user_id=case_lead.pk, department=True)):
        assert [count(table) for table in tables] == [1, 6, 1]


def test_a_council_can_make_and_change_none(concern: Concern, lead: User, ambridge: Council) -> None:
    with scope.entered(scope.for_council(ambridge.pk, user_id=lead.pk)):
        assert Concern.objects.update(what="All is well.") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            verbs.raise_concern(ambridge, by=lead, on=ON, kind="other", what="Nothing")


def test_no_word_of_it_is_in_the_councils_pages_log_or_download(
    client: Client, concern: Concern, director: User, ambridge: Council
) -> None:
    client.force_login(director)
    assert [client.get(path).status_code for path in (BASE, f"{BASE}1/", f"/api/v1{BASE}")] == [403, 403, 403]
    assert AuditEvent.objects.filter(council=ambridge).count() == 0
    answer: Any = client.post("/councils/ambridge/everything/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert SECRET.encode() not in everything
    assert "concern" not in client.get("/councils/ambridge/board/").content.decode().lower()


def test_a_formal_step_waits_for_every_check(concern: Concern, case_lead: User) -> None:
    check_all(concern, case_lead, leave=1)
    with pytest.raises(Refused, match="check off: The minister’s office knows of it"):
        verbs.take_step(concern, by=case_lead, on=ON, step="A direction", step_on=ON)
    with pytest.raises(DatabaseError, match="every check before it"), transaction.atomic():
        Concern.objects.update(step="A direction", step_on=ON, step_by=case_lead)
    verbs.check(concern, by=case_lead, on=ON, item=Check.MINISTER, note="Told.", done_on=ON)
    verbs.take_step(concern, by=case_lead, on=ON, step="A direction", step_on=ON)
    assert Concern.objects.get().state == "step_taken"


def test_a_check_is_made_once_and_stays(concern: Concern, case_lead: User) -> None:
    check_all(concern, case_lead)
    with pytest.raises(Refused, match="checked off already"):
        verbs.check(concern, by=case_lead, on=ON, item=Check.LEGAL, note="Again", done_on=ON)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        ConcernCheck.objects.update(note="Otherwise")


def test_a_closed_concern_stays_as_it_is(concern: Concern, case_lead: User) -> None:
    verbs.close(concern, by=case_lead, on=ON, note="The Leader came to the board.")
    for verb in (
        lambda: verbs.edit(concern, kind="other", what="Otherwise"),
        lambda: verbs.close(concern, by=case_lead, on=ON, note="Again"),
    ):
        with pytest.raises(Refused, match="This concern is closed"):
            verb()
    with pytest.raises(DatabaseError), transaction.atomic():
        Concern.objects.update(what="Otherwise")


def test_who_did_what_stands_in_the_history(concern: Concern, case_lead: User, ambridge: Council) -> None:
    with scope.entered(scope.for_council(ambridge.pk, user_id=case_lead.pk)):
        verbs.edit(concern, kind="pace", what="Too slow.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT what, pgh_by_id FROM reviews_concernevent ORDER BY pgh_id")
        assert cursor.fetchall() == [(SECRET, None), ("Too slow.", case_lead.pk)]


def test_from_concern_to_formal_step_by_the_pages(
    client: Client, ambridge: Council, case_lead: User, observer: User
) -> None:
    client.force_login(case_lead)
    day = datetime.date(2026, 11, 2).isoformat()
    client.post(f"{BASE}add/", {"kind": "reports", "what": SECRET})
    assert "Record the formal step" not in client.get(f"{BASE}1/").content.decode()
    for item in Check.values:
        client.post(f"{BASE}1/checks/{item}/", {"done_on": day, "note": "The letter."})
    client.post(f"{BASE}1/step/", {"step": "A letter of the minister", "step_on": day})
    client.force_login(observer)
    page = client.get(f"{BASE}1/").content.decode()
    assert "A letter of the minister" in page and "Close the concern" not in page
    assert client.post(f"{BASE}1/close/", {"note": "Enough"}).status_code == 403


def test_the_api_raises_checks_and_closes(client: Client, ambridge: Council, case_lead: User) -> None:
    base = "/api/v1/councils/ambridge/concerns/"
    client.force_login(case_lead)
    assert client.post(base, {"kind": "pace", "what": SECRET}).json()["state"] == "open"
    line = {"item": "legal", "note": "Agreed.", "done_on": "2026-11-02"}
    assert client.post(f"{base}1/checks/", line).json()["checks"] == [line]
    step = client.post(f"{base}1/step/", {"step": "A direction", "step_on": "2026-11-02"})
    assert step.status_code == 409
    assert client.post(f"{base}1/close/", {"note": "Content."}).json()["state"] == "closed"
