"""A text that looks as if it named a child asks for a second look; the decision is noted, the words are not."""

from __future__ import annotations

import pytest
from django.test import Client

from actions.models import Action, ActionUpdate, Evidence
from councils.child_data import Clue, clues_in, clues_in_all, in_words, is_nhs_number, is_pupil_number
from councils.models import AuditEvent, Council, User

from .conftest import text

SEEN = {
    "DOB 12/03/2014": Clue.DATE_OF_BIRTH,
    "d.o.b.: 3rd March 2015": Clue.DATE_OF_BIRTH,
    "Date of birth 2014-03-12": Clue.DATE_OF_BIRTH,
    "she was born on 3 March 2015": Clue.DATE_OF_BIRTH,
    "NHS 943 476 5919": Clue.NHS_NUMBER,
    "943-476-5919": Clue.NHS_NUMBER,
    "9434765919.": Clue.NHS_NUMBER,
    "pupil M823200100123": Clue.PUPIL_NUMBER,
    "case no: 123456": Clue.CASE_NUMBER,
    "Case number is not known; LCS ID 4432123": Clue.CASE_NUMBER,
    "Mosaic ref 7712345": Clue.CASE_NUMBER,
    "child’s ID: AB-12345": Clue.CASE_NUMBER,
    "Child's name: Ben": Clue.NAME,
    "name of the child is Ben": Clue.NAME,
    "Child A was seen alone": Clue.INITIALS,
    "child JB and her mother": Clue.INITIALS,
    "siblings K and M": Clue.INITIALS,
    "Year 7 boy D.K.": Clue.INITIALS,
    "audit-Child_B-notes.pdf": Clue.INITIALS,
    "Child A's plan": Clue.INITIALS,
    "Baby P": Clue.INITIALS,
}
NOT_SEEN = [
    "Done by 31 March 2026, when the board met on 12/03/2026.",
    "Call 020 7946 0018 or 01234 567 890 or +44 7700 900123",
    "Budget 1234567890 pounds; 9434765918 is one digit away",
    "CHILD IN NEED plans and Child Protection conferences",
    "A child I know of; children CP and CIN plans; child LAC reviews",
    "Children A-level results",
    "60 case files; case load 16; case number 3 of the agenda",
    "Child care proceedings; child's views; Child and Family assessments",
    "born in our county; the board was born of need",
    "",
]


@pytest.mark.parametrize("said", SEEN)
def test_what_may_tell_who_a_child_is_is_seen(said: str) -> None:
    assert clues_in(said) == [SEEN[said]]


@pytest.mark.parametrize("said", NOT_SEEN)
def test_what_does_not_is_left_alone(said: str) -> None:
    assert clues_in(said) == []


def test_check_digits_decide() -> None:
    assert [is_nhs_number(n) for n in ("9434765919", "9434765918", "4010232137", "0000000000", "943476591")] == [
        True, False, True, False, False,
    ]  # fmt: skip
    assert [is_pupil_number(n) for n in ("M823200100123", "A823200100123", "M82320010012")] == [
        True,
        False,
        False,
    ]


def test_clues_are_told_in_words_and_never_repeat_the_text() -> None:
    found = clues_in_all(["Child A", "DOB 12/03/2014"])
    assert in_words(found) == "a date of birth and the initials of a child"


GIVEN = {
    "title": "Visit notes",
    "shows": "Child A was seen.",
    "evidence_class": "impact",
    "as_at_on": "2026-11-01",
}


def test_evidence_asks_for_a_second_look_and_keeps_what_was_typed(
    client: Client, ambridge: Council, officer: User, action: Action
) -> None:
    client.force_login(officer)
    url = f"/councils/{ambridge.slug}/evidence/add/"
    page = client.post(url, {**GIVEN, "upload": text()}).content.decode()
    assert "This looks as if it holds the initials of a child." in page
    assert "I have checked: nobody can be identified" in page
    assert "Child A was seen." in page
    assert Evidence.objects.count() == 0
    client.post(url, {**GIVEN, "upload": text(), "nobody_identified": "on"})
    assert Evidence.objects.get().shows == "Child A was seen."
    event = AuditEvent.objects.get(verb="submitted evidence")
    assert event.detail["confirmed_that_nobody_can_be_identified"] == ["initials"]
    assert "Child A" not in str(event.detail) + event.about


def test_the_name_of_a_file_is_looked_at_too(client: Client, ambridge: Council, officer: User) -> None:
    client.force_login(officer)
    given = {**GIVEN, "shows": "It shows.", "upload": text(name="DOB 12-03-2014 notes.txt")}
    page = client.post(f"/councils/{ambridge.slug}/evidence/add/", given).content.decode()
    assert "This looks as if it holds a date of birth." in page


def test_a_form_without_clues_has_no_such_box(client: Client, ambridge: Council, officer: User) -> None:
    client.force_login(officer)
    url = f"/councils/{ambridge.slug}/evidence/add/"
    assert "nobody_identified" not in client.get(url).content.decode()
    assert "nobody_identified" not in client.post(url, {**GIVEN, "shows": ""}).content.decode()


def test_an_update_asks_too_and_notes_the_decision(client: Client, officer: User, action: Action) -> None:
    client.force_login(officer)
    said = {
        "based_on": 1,
        "delivery": "in_progress",
        "confidence": "on_track",
        "narrative": "Child A was seen.",
    }
    url = f"{action.get_absolute_url()}update/"
    page = client.post(url, said).content.decode()
    assert "I have checked: nobody can be identified" in page and "Child A was seen." in page
    assert ActionUpdate.objects.count() == 0
    client.post(url, {**said, "nobody_identified": "on"})
    assert ActionUpdate.objects.get().narrative == "Child A was seen."
    event = AuditEvent.objects.get(verb="reported progress")
    assert event.detail["confirmed_that_nobody_can_be_identified"] == ["initials"]
    assert "Child A" not in str(event.detail)


def test_an_update_without_clues_is_audited_as_before(client: Client, officer: User, action: Action) -> None:
    client.force_login(officer)
    said = {
        "based_on": 1,
        "delivery": "in_progress",
        "confidence": "on_track",
        "narrative": "Two panels held.",
    }
    client.post(f"{action.get_absolute_url()}update/", said)
    detail = AuditEvent.objects.get(verb="reported progress").detail
    assert set(detail) == {"version", "before", "after", "no_change"}
