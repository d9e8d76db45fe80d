"""submitted → accepted or returned, by another person; versions; frozen once a held review cites it."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from actions.models import Evidence, EvidenceVersion
from actions.services import evidence as services
from councils.models import AuditEvent, Council, StoredFile, User
from councils.refusal import Refused
from reviews.citing import cite
from reviews.services import hold_review
from tests import factories as make

from .conftest import submit, text

TODAY = make.TODAY
Day = datetime.timedelta


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_evidence_is_numbered_per_council_from_one(
    ambridge: Council, borchester: Council, officer: User
) -> None:
    numbers = [
        submit(council, officer, title=f"T{n}").number for n in range(2) for council in (ambridge, borchester)
    ]
    assert numbers == [1, 1, 2, 2]


def test_the_same_sent_twice_is_one_piece_and_one_file(ambridge: Council, officer: User) -> None:
    first = submit(ambridge, officer, upload=text())
    second = submit(ambridge, officer, upload=text())
    assert first.pk == second.pk
    assert (Evidence.objects.count(), EvidenceVersion.objects.count(), StoredFile.objects.count()) == (
        1,
        1,
        1,
    )


def test_another_person_accepts_and_the_accepted_version_is_named(
    ambridge: Council, officer: User, lead: User
) -> None:
    evidence = submit(ambridge, officer)
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)
    evidence.refresh_from_db()
    assert (evidence.state, evidence.accepted_version, evidence.judged_by) == ("accepted", 1, lead)


def test_nobody_accepts_what_they_submitted(ambridge: Council, lead: User) -> None:
    evidence = submit(ambridge, lead)
    with pytest.raises(Refused, match="You submitted this evidence"):
        services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)
    with pytest.raises(DatabaseError, match="judged_by_another"):
        sql(
            "UPDATE actions_evidence SET state = 'accepted', accepted_version = 1, judged_by_id = submitted_by_id, "
            "judged_on = now() WHERE id = %s",
            evidence.pk,
        )
    evidence.refresh_from_db()
    assert evidence.state == "submitted"


def test_who_submits_the_new_version_cannot_accept_it_either(
    ambridge: Council, officer: User, lead: User, director: User
) -> None:
    evidence = submit(ambridge, officer)
    services.add_version(
        evidence, by=lead, on=TODAY, based_on=1, as_at_on=TODAY, link="https://example.org/2"
    )
    with pytest.raises(Refused, match="You submitted"):
        services.accept_evidence(evidence, by=lead, on=TODAY, based_on=2)
    services.accept_evidence(evidence, by=director, on=TODAY, based_on=2)
    assert evidence.accepted_version == 2


def test_a_return_says_why_and_can_be_put_right(ambridge: Council, officer: User, lead: User) -> None:
    evidence = submit(ambridge, officer)
    with pytest.raises(Refused, match="Enter why"):
        services.return_evidence(evidence, by=lead, on=TODAY, based_on=1, why="  ")
    services.return_evidence(evidence, by=lead, on=TODAY, based_on=1, why="Say of which month.")
    assert (evidence.state, evidence.returned_why) == ("returned", "Say of which month.")
    edit(evidence, officer, shows="Of September.")
    evidence.refresh_from_db()
    assert (evidence.state, evidence.returned_why, evidence.shows) == ("submitted", "", "Of September.")


def edit(evidence: Evidence, by: User, **changes: object) -> None:
    facts = {name: getattr(evidence, name) for name in services.FACTS} | changes
    services.edit_evidence(
        evidence, by=by, on=TODAY, based_on=services.fingerprint_of(evidence), requirements=[], **facts
    )


def test_what_was_accepted_changes_by_a_new_version_only(
    ambridge: Council, officer: User, lead: User
) -> None:
    evidence = submit(ambridge, officer)
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)
    with pytest.raises(Refused, match="accepted as it stands"):
        edit(evidence, officer, shows="Something else.")
    services.add_version(
        evidence,
        by=officer,
        on=TODAY,
        based_on=1,
        as_at_on=TODAY,
        link="https://example.org/2",
        shows="More.",
    )
    evidence.refresh_from_db()
    assert (evidence.state, evidence.version, evidence.accepted_version) == ("submitted", 2, 1)


def test_of_two_edits_from_one_start_the_second_is_told(ambridge: Council, officer: User, lead: User) -> None:
    evidence = submit(ambridge, officer)
    start = services.fingerprint_of(evidence)
    edit(evidence, officer, title="First")
    facts = {name: getattr(evidence, name) for name in services.FACTS} | {"title": "Second"}
    with pytest.raises(Refused, match="Somebody changed this evidence"):
        services.edit_evidence(evidence, by=lead, on=TODAY, based_on=start, requirements=[], **facts)
    evidence.refresh_from_db()
    assert evidence.title == "First"


def test_a_version_that_came_meanwhile_is_not_accepted_unseen(
    ambridge: Council, officer: User, lead: User
) -> None:
    evidence = submit(ambridge, officer)
    services.add_version(
        evidence, by=officer, on=TODAY, based_on=1, as_at_on=TODAY, link="https://example.org/2"
    )
    with pytest.raises(Refused, match="A newer version was submitted"):
        services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)


def test_the_same_version_sent_twice_is_one(ambridge: Council, officer: User) -> None:
    evidence = submit(ambridge, officer)
    sent = [
        services.add_version(evidence, by=officer, on=TODAY, based_on=1, as_at_on=TODAY, upload=text("New"))
        for _ in range(2)
    ]
    assert [version.number for version in sent] == [2, 2]
    assert EvidenceVersion.objects.filter(evidence=evidence).count() == 2


def test_versions_keep_the_fingerprint_and_cannot_be_edited(ambridge: Council, officer: User) -> None:
    evidence = submit(ambridge, officer, upload=text("What the audit found."))
    version = evidence.versions.get()
    assert version.sha256 == "aa32b5f6fb4c05798bd64fd483ef5ba5330ddf09e616843acfb27e4b67a0f47c"
    assert version.sha256 == version.file.sha256
    with pytest.raises(DatabaseError, match="permission denied"):
        sql("UPDATE actions_evidenceversion SET link = 'x' WHERE id = %s", version.pk)


def test_expired_and_superseded_are_computed(ambridge: Council, officer: User, lead: User) -> None:
    old = submit(ambridge, officer, title="Old", expires_on=TODAY)
    waiting = submit(ambridge, officer, title="Waiting", expires_on=TODAY)
    services.accept_evidence(old, by=lead, on=TODAY, based_on=1)

    def standing(evidence: Evidence, on: datetime.date) -> str:
        return Evidence.objects.with_standing(on=on).get(pk=evidence.pk).standing

    assert standing(old, TODAY) == "accepted"
    assert standing(old, TODAY + Day(1)) == "expired"
    assert standing(waiting, TODAY + Day(1)) == "submitted"
    submit(ambridge, officer, title="New", replaces=old)
    assert standing(old, TODAY) == "superseded"
    with pytest.raises(Refused, match="Newer evidence"):
        submit(ambridge, officer, title="Newer", replaces=old)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"as_at_on": TODAY + Day(1)}, "must be 22 November 2026 or earlier"),
        ({"expires_on": TODAY - Day(1)}, "must not be before the day"),
        ({"link": ""}, "Select a file, or enter a link"),
        ({"upload": text(), "link": "https://example.org"}, "not both"),
        ({"upload": text("<html>", "a.txt")}, "web page or a program"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    ambridge: Council, officer: User, given: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        submit(ambridge, officer, **given)
    assert Evidence.objects.count() == StoredFile.objects.count() == 0


@pytest.fixture
def frozen(ambridge: Council, officer: User, lead: User, case_lead: User) -> Evidence:
    evidence = submit(ambridge, officer, upload=text())
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)
    review = make.ReviewFactory(council=ambridge)
    cite(review, by=lead, evidence=[evidence])
    hold_review(review, by=case_lead, on=TODAY, held_on=TODAY)
    evidence.refresh_from_db()
    return evidence


def test_a_review_that_is_held_freezes_what_it_cites(frozen: Evidence, officer: User, lead: User) -> None:
    assert frozen.frozen_on == TODAY
    with pytest.raises(Refused, match="A review that was held relies on this evidence"):
        services.add_version(
            frozen, by=officer, on=TODAY, based_on=1, as_at_on=TODAY, link="https://example.org/2"
        )
    with pytest.raises(Refused, match="A review that was held"):
        edit(frozen, officer, title="Other")
    with pytest.raises(Refused, match="A review that was held"):
        services.return_evidence(frozen, by=lead, on=TODAY, based_on=1, why="No")
    new = submit(frozen.council, officer, title="Newer", replaces=frozen)
    assert new.number == frozen.number + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE actions_evidence SET title = 'Other' WHERE id = %(id)s",
        "UPDATE actions_evidence SET frozen_on = NULL WHERE id = %(id)s",
        "UPDATE actions_evidence SET restricted = true WHERE id = %(id)s",
        "DELETE FROM actions_evidence WHERE id = %(id)s",
        "INSERT INTO actions_evidenceversion (council_id, evidence_id, number, link, sha256, note, submitted_on, created_at)"
        " SELECT council_id, id, 2, 'https://x.org', repeat('0', 64), '', now(), now() FROM actions_evidence WHERE id = %(id)s",
        "INSERT INTO actions_evidencerequirement (council_id, evidence_id, requirement_id)"
        " SELECT council_id, %(id)s, id FROM notices_requirement LIMIT 1",
        "DELETE FROM reviews_citation WHERE evidence_id = %(id)s",
        "UPDATE reviews_citation SET version = 2 WHERE evidence_id = %(id)s",
    ],
)
def test_the_database_refuses_to_change_what_is_frozen(frozen: Evidence, statement: str) -> None:
    make.RequirementFactory(council=frozen.council)
    refused = pytest.raises(DatabaseError, match=r"frozen|Cannot|cannot change")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, {"id": frozen.pk})


def test_readers_of_frozen_evidence_can_still_be_named(frozen: Evidence, officer: User, lead: User) -> None:
    with pytest.raises(Refused, match="only the people"):
        services.set_readers(frozen, by=lead, restricted=True, people=[])
    make.EvidencePersonFactory(council=frozen.council, evidence=frozen, user=officer)
    assert frozen.people.count() == 1


def test_only_accepted_evidence_can_be_cited_and_only_before_the_review(
    ambridge: Council, officer: User, lead: User, case_lead: User
) -> None:
    waiting = submit(ambridge, officer)
    review = make.ReviewFactory(council=ambridge)
    with pytest.raises(Refused, match="has not been accepted"):
        cite(review, by=lead, evidence=[waiting])
    services.accept_evidence(waiting, by=lead, on=TODAY, based_on=1)
    hold_review(review, by=case_lead, on=TODAY, held_on=TODAY)
    with pytest.raises(Refused, match="This review was held"):
        cite(review, by=lead, evidence=[waiting])


def test_every_step_is_in_the_audit_log_without_titles(ambridge: Council, officer: User, lead: User) -> None:
    evidence = submit(ambridge, officer, title="Secret words", checked=["nhs_number"])
    services.return_evidence(evidence, by=lead, on=TODAY, based_on=1, why="Secret reason")
    services.add_version(
        evidence, by=officer, on=TODAY, based_on=1, as_at_on=TODAY, link="https://example.org/2"
    )
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=2)
    services.set_readers(evidence, by=lead, restricted=True, people=[officer])
    said = list(AuditEvent.objects.filter(council=ambridge).order_by("id"))
    assert [event.verb for event in said] == [
        "submitted evidence", "returned evidence", "submitted a new version of evidence", "accepted evidence",
        "changed who may see evidence",
    ]  # fmt: skip
    assert {event.about for event in said} == {"Evidence 1"}
    assert said[0].detail["confirmed_that_nobody_can_be_identified"] == ["nhs_number"]
    assert "Secret" not in str([event.detail for event in said])


def test_evidence_of_another_council_cannot_be_linked(
    ambridge: Council, borchester: Council, officer: User
) -> None:
    evidence = submit(ambridge, officer)
    foreign = make.ActionFactory(council=borchester)
    with pytest.raises(DatabaseError, match="same_council"), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(action=foreign)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
