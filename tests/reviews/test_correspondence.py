"""The log of correspondence: both sides read it, each keeps its own; templates filled with facts of the council."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from councils.refusal import Refused
from reviews import correspondence as verbs
from reviews.letter_templates import BY_NAME, begun
from reviews.models import Correspondence
from tests import factories
from tests.conftest import member

from .conftest import ON, Story

Day = datetime.timedelta
BASE = "/councils/ambridge/correspondence/"
FACTS: dict[str, Any] = {
    "direction": "to_council",
    "means": "letter",
    "with_whom": "Owen Fletcher, case lead",
    "subject": "Overdue report",
    "text": "Dear Director\n\nPlease send it.",
    "link": "",
}
TYPED = {**FACTS, "on_date": "2026-11-02", "follow_up_on": "2026-11-16"}


def enter(council: Council, by: User, **facts: Any) -> Correspondence:
    given = {**FACTS, "on_date": ON - Day(days=20), "follow_up_on": ON - Day(days=6), **facts}
    return verbs.enter(council, by=by, on=ON, **given)


def test_a_chaser_begins_with_what_is_overdue_in_this_council(
    client: Client, ambridge: Council, story: Story, case_lead: User
) -> None:
    story.due.due_on = ON - Day(days=3)
    story.due.save()
    words = begun(BY_NAME["chaser"], ambridge, on=ON)
    assert words["subject"] == "Overdue under the improvement notice"
    assert "improvement notice of 23 September 2026" in words["text"]
    assert "– Report of the board's chair to " in words["text"].replace("’", "'")
    assert "due on 19 November 2026, 3 days overdue" in words["text"]
    client.force_login(case_lead)
    page = client.get(f"{BASE}add/?template=chaser").content.decode()
    assert "Chaser: what is overdue" in page and "Nothing is sent from here." in page


def test_every_template_has_its_facts_in_a_council_with_nothing_and_in_one_with_a_notice(
    ambridge: Council, story: Story, borchester: Council
) -> None:
    for council in (ambridge, borchester):
        factories.widen(council.pk)
        for template in BY_NAME.values():
            words = begun(template, council, on=ON)
            assert "{" not in words["text"] + words["subject"]
            assert "None" not in words["text"]


def test_each_side_is_offered_its_own_templates(
    client: Client, ambridge: Council, lead: User, case_lead: User
) -> None:
    client.force_login(lead)
    of_council = client.get(BASE).content.decode()
    client.force_login(case_lead)
    of_department = client.get(BASE).content.decode()
    assert ("template=more-time" in of_council, "template=chaser" in of_council) == (True, False)
    assert ("template=more-time" in of_department, "template=chaser" in of_department) == (False, True)


def test_an_entry_with_its_file_is_read_by_the_other_side_and_corrected_by_its_own_alone(
    client: Client, ambridge: Council, lead: User, case_lead: User
) -> None:
    client.force_login(case_lead)
    letter = SimpleUploadedFile("letter.txt", b"Dear Director")
    made: Any = client.post(f"{BASE}add/", {**TYPED, "upload": letter}, follow=True)
    assert made.redirect_chain[-1][0] == f"{BASE}1/"
    client.force_login(lead)
    page = client.get(f"{BASE}1/").content.decode()
    assert "Please send it." in page and "Department for Education" in page
    assert client.get(f"{BASE}1/file/").content == b"Dear Director"
    assert client.get(f"{BASE}1/edit/").status_code == 403
    client.force_login(case_lead)
    client.post(f"{BASE}1/edit/", {**TYPED, "subject": "Late report", "based_on": 1})
    found = Correspondence.objects.get()
    assert (found.subject, found.version, found.file is not None) == ("Late report", 2, True)


def test_two_people_who_edit_at_once_lose_nothing(client: Client, ambridge: Council, lead: User) -> None:
    enter(ambridge, lead)
    client.force_login(lead)
    client.post(f"{BASE}1/edit/", {**TYPED, "subject": "First", "based_on": 1})
    second = client.post(f"{BASE}1/edit/", {**TYPED, "subject": "Second", "based_on": 1})
    assert "Somebody else saved this entry meanwhile." in second.content.decode()
    assert 'value="Second"' in second.content.decode()
    assert Correspondence.objects.get().subject == "First"


def test_what_waits_for_a_follow_up_is_found_and_done_once(
    client: Client, ambridge: Council, lead: User
) -> None:
    entry, _ = enter(ambridge, lead), enter(ambridge, lead, subject="A call", follow_up_on=None)
    client.force_login(lead)
    waiting = client.get(f"{BASE}?follow_up=open").content.decode()
    assert "Overdue report" in waiting and "A call" not in waiting
    verbs.follow_up(entry, by=lead, on=ON, done_on=ON)
    assert "Overdue report" not in client.get(f"{BASE}?follow_up=open").content.decode()
    with pytest.raises(Refused, match="nothing to follow up"):
        verbs.follow_up(entry, by=lead, on=ON, done_on=ON)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"on_date": ON + Day(days=1)}, "today or in the past"),
        ({"follow_up_on": ON - Day(days=21)}, "before its own date"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    ambridge: Council, lead: User, facts: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        enter(ambridge, lead, **facts)


def test_a_child_in_a_letter_is_asked_about_and_the_answer_is_signed(
    client: Client, ambridge: Council, lead: User
) -> None:
    client.force_login(lead)
    typed = {**TYPED, "text": "The case of child AB."}
    asked = client.post(f"{BASE}add/", typed)
    assert "This looks as if it holds the initials of a child." in asked.content.decode()
    client.post(f"{BASE}add/", {**typed, "nobody_identified": "on"})
    signed = AuditEvent.objects.get(verb="entered correspondence")
    assert signed.detail == {"confirmed_that_nobody_can_be_identified": ["initials"]}


def test_its_words_come_as_a_word_file(client: Client, ambridge: Council, lead: User) -> None:
    enter(ambridge, lead)
    client.force_login(lead)
    answer = client.get(f"{BASE}1/word/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        document = parts.read("word/document.xml").decode()
    assert "Overdue report" in document and "Please send it." in document


def test_nothing_of_the_log_is_deleted_and_a_double_click_enters_once(ambridge: Council, lead: User) -> None:
    assert enter(ambridge, lead) == enter(ambridge, lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        Correspondence.objects.all().delete()


def test_officers_and_partners_do_not_read_it(client: Client, ambridge: Council, officer: User) -> None:
    enter(ambridge, officer)
    for person in (officer, member(ambridge, Role.BOARD_MEMBER), member(ambridge, Role.ADMINISTRATOR)):
        client.force_login(person)
        assert client.get(BASE).status_code == 403
        assert list(Correspondence.objects.visible_to(person)) == []


def test_the_api_enters_corrects_and_follows_up(client: Client, lead: User, case_lead: User) -> None:
    base = "/api/v1/councils/ambridge/correspondence/"
    client.force_login(lead)
    said = {**FACTS, "on": "2026-11-02", "follow_up_on": "2026-11-16"}
    assert client.post(base, said).json()["of_department"] is False
    edited = {**said, "subject": "Late", "version": 1}
    assert client.put(f"{base}1/", edited, content_type="application/json").json()["version"] == 2
    assert client.put(f"{base}1/", edited, content_type="application/json").status_code == 409
    assert (
        client.post(f"{base}1/followed-up/", {"done_on": "2026-11-10"}).json()["followed_up_on"]
        == "2026-11-10"
    )
    client.force_login(case_lead)
    assert client.get(base).json()["results"][0]["subject"] == "Late"
    assert client.put(f"{base}1/", edited, content_type="application/json").status_code == 403


def test_a_file_that_was_replaced_is_not_in_an_administrators_download_either(
    client: Client, ambridge: Council, lead: User, administrator: User
) -> None:
    entry = enter(ambridge, lead, upload=SimpleUploadedFile("first.txt", b"First words"))
    verbs.edit(
        entry, by=lead, on=ON, based_on=1, upload=SimpleUploadedFile("second.txt", b"Second words"),
        **FACTS, on_date=entry.on, follow_up_on=None,
    )  # fmt: skip
    client.force_login(administrator)
    answer: Any = client.post("/councils/ambridge/everything/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert (b"First words" in everything, b"Second words" in everything) == (False, False)
