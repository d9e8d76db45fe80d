"""Rounds of case-file audits: recorded with their grades, compared over time."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from actions.models import Action, AuditRound
from councils.models import Council, User
from tests import factories as make

BASE = "/councils/ambridge/audit-rounds/"
GIVEN = {
    "name": "Autumn", "starts_on": "2026-09-01", "ends_on": "2026-09-30", "sample_size": "20", "method": "At random.",
    "overseen_by": "Scrutineer", "independent": "on", "moderated_files": "5", "moderated_by": "A peer",
    "findings": "Better plans.", "theme_1": "Plans", "outstanding_1": "1", "good_1": "11", "requires_improvement_1": "6",
    "inadequate_1": "2", "theme_2": "Left empty",
}  # fmt: skip


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def test_a_round_is_recorded_and_shown_with_shares(signed_in: Client, action: Action) -> None:
    answer = signed_in.post(f"{BASE}add/", {**GIVEN, "actions": ["1.1"]})
    assert answer["Location"] == f"{BASE}1/"
    page = signed_in.get(f"{BASE}1/").content.decode()
    assert "60% of 20" in page and "5 of 20, by A peer" in page and "Left empty" not in page
    assert "1.1 Audit case files" in page
    assert AuditRound.objects.get().independent is True


def test_rounds_stand_side_by_side_by_theme(signed_in: Client) -> None:
    signed_in.post(f"{BASE}add/", GIVEN)
    later = {**GIVEN, "name": "Winter", "starts_on": "2026-10-01", "ends_on": "2026-10-31", "good_1": "13", "requires_improvement_1": "4"}  # fmt: skip
    signed_in.post(f"{BASE}add/", later)
    page = signed_in.get(BASE).content.decode()
    assert page.index("60% of 20") < page.index("70% of 20")
    lines = signed_in.get(f"{BASE[:-1]}.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[-2] for line in lines[1:]] == ["70", "60"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"good_1": "14"}, "“Plans” has 23 graded files: it must be 1 to 20"),
        ({"theme_1": ""}, "Enter the theme that these grades are of"),
        (
            {"outstanding_1": "", "good_1": "", "requires_improvement_1": "", "inadequate_1": ""},
            "at least one theme",
        ),
        ({"theme_2": "plans", "good_2": "3"}, "The theme “Plans” stands here twice"),
        ({"ends_on": "2026-08-01"}, "must not be before its first"),
        ({"starts_on": "2027-01-01", "ends_on": "2027-02-01"}, "The period must have begun"),
        ({"moderated_files": "21"}, "More files cannot have been moderated"),
        ({"moderated_by": ""}, "Enter who moderated the files"),
        ({"findings": "Child A was seen."}, "This looks as if it holds the initials of a child."),
        ({"findings": ""}, "Enter an answer"),
    ],
)
def test_what_cannot_be_is_refused_and_the_words_are_kept(
    signed_in: Client, change: dict[str, str], sentence: str
) -> None:
    page = signed_in.post(f"{BASE}add/", {**GIVEN, **change}).content.decode()
    assert "There is a problem" in page and sentence in page and "At random." in page
    assert AuditRound.objects.count() == 0


def test_the_same_round_sent_twice_is_one(signed_in: Client) -> None:
    signed_in.post(f"{BASE}add/", GIVEN)
    page = signed_in.post(f"{BASE}add/", GIVEN).content.decode()
    assert "A round with this name and period is recorded already" in page
    assert AuditRound.objects.count() == 1


def test_of_two_edits_from_one_start_the_second_is_told(signed_in: Client) -> None:
    signed_in.post(f"{BASE}add/", GIVEN)
    signed_in.post(f"{BASE}1/edit/", {**GIVEN, "name": "First", "based_on": "1"})
    page = signed_in.post(f"{BASE}1/edit/", {**GIVEN, "name": "Second", "based_on": "1"}).content.decode()
    assert "Somebody changed this round" in page
    assert AuditRound.objects.get().name == "First"


def test_the_next_round_is_offered_the_themes_of_the_last(signed_in: Client) -> None:
    signed_in.post(f"{BASE}add/", GIVEN)
    page = signed_in.get(f"{BASE}add/").content.decode()
    assert 'name="theme_1" type="text" value="Plans"' in page
    assert 'value="11"' not in page


def test_the_database_refuses_a_period_that_runs_backwards(ambridge: Council) -> None:
    audit_round = make.AuditRoundFactory(council=ambridge)
    with pytest.raises(DatabaseError, match="actions_auditround_period"), transaction.atomic():
        AuditRound.objects.filter(pk=audit_round.pk).update(ends_on="2020-01-01")
