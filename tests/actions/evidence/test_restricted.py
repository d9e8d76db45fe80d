"""Restricted evidence is for named people: no word of it reaches anybody else, on any page, file, list or answer."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.management import call_command
from django.test import Client

from actions.models import Action, Evidence
from actions.services import evidence as services
from councils.checks import routes
from councils.models import Council, User
from councils.permissions import Role
from notices.models import Notice
from reviews.citing import cite
from reviews.models import Review
from tests import factories as make
from tests.conftest import member
from tests.test_matrix import address, parameters

from .conftest import submit, text

TODAY = make.TODAY
CANARY = "Quokka"
SLUG = "ambridge"


@pytest.fixture
def restricted(ambridge: Council, officer: User, action: Action, lead: User) -> Evidence:
    clause = make.RequirementFactory(council=ambridge, notice=Notice.objects.get(plans=action.plan))
    evidence = submit(
        ambridge, officer, title=f"{CANARY} interviews", shows=f"{CANARY} shows", action=action, requirements=[clause],
        upload=text(f"{CANARY} content", f"{CANARY}.txt"), restricted=True,
        audit_round=make.AuditRoundFactory(council=ambridge),
    )  # fmt: skip
    services.return_evidence(evidence, by=lead, on=TODAY, based_on=1, why=f"{CANARY} why")
    services.add_version(
        evidence, by=officer, on=TODAY, based_on=1, as_at_on=TODAY, upload=text(f"{CANARY} new", f"{CANARY}2.txt"),
        note=f"{CANARY} note",
    )  # fmt: skip
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=2)
    cite(make.ReviewFactory(council=ambridge, notice=clause.notice), by=lead, evidence=[evidence])
    submit(ambridge, officer, title="Open to all", action=action)
    return evidence


def addresses() -> list[str]:
    """Every address of the council that shows something: the resolver's, with this council's rows filled in."""
    review = f"/councils/{SLUG}/reviews/{Review.objects.get().pk}"
    kwargs = {
        "council_slug": SLUG, "ref": "1.1", "number": 1, "seq": 1, "evidence_number": 1, "version_number": 1,
        "round_number": 1, "objective_number": 1, "kind": "csv", "review_id": Review.objects.get().pk,
    }  # fmt: skip
    found = [
        address(path, kwargs)
        for path, _ in routes()
        if "council_slug" in parameters(path) and all(name in kwargs for name in parameters(path))
    ]
    assert f"{review}/evidence.zip" in found
    return found


def _unpacked(archive: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return b"".join(name.encode() + opened.read(name) for name in opened.namelist())


OTHERS = [
    Role.OFFICER,
    Role.LEAD_MEMBER,
    Role.BOARD_MEMBER,
    Role.ADMINISTRATOR,
    Role.OBSERVER,
    Role.CASE_LEAD,
]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_reads_a_word_of_it_at_any_address(
    role: Role, restricted: Evidence, ambridge: Council
) -> None:
    department = role in (Role.OBSERVER, Role.CASE_LEAD)
    reader = member(None if department else ambridge, role)
    client = Client(raise_request_exception=False)
    client.force_login(reader)
    seen = 0
    for url in addresses():
        answer = client.get(url)
        body = answer.getvalue()
        if answer.get("Content-Type", "").startswith("application/zip"):
            body = _unpacked(body)
        assert CANARY.encode() not in body, url
        seen += answer.status_code == 200
    assert seen >= 25
    for step in ("", "versions/1/download/", "versions/2/download/"):
        assert client.get(f"/councils/{SLUG}/evidence/1/{step}").status_code == 404
        assert client.get(f"/api/v1/councils/{SLUG}/evidence/1/{step}").status_code == 404
    missing, hidden = (client.get(f"/councils/{SLUG}/evidence/{n}/").content for n in (99, 1))
    assert missing == hidden


def test_those_who_are_named_and_those_who_judge_read_it(
    restricted: Evidence, officer: User, lead: User, chair: User, director: User, other_officer: User
) -> None:
    services.set_readers(restricted, by=lead, restricted=True, people=[other_officer])
    for reader in (officer, lead, chair, director, other_officer):
        client = Client()
        client.force_login(reader)
        page = client.get(f"/councils/{SLUG}/evidence/1/").content.decode()
        assert f"{CANARY} interviews" in page
        assert (
            client.get(f"/councils/{SLUG}/evidence/1/versions/1/download/").content
            == f"{CANARY} content".encode()
        )
        rows = client.get(f"/councils/{SLUG}/evidence.csv").content.decode()
        assert f"{CANARY} interviews" in rows
    services.set_readers(restricted, by=lead, restricted=True, people=[])
    client.force_login(other_officer)
    assert client.get(f"/councils/{SLUG}/evidence/1/").status_code == 404


def test_the_owner_of_the_action_reads_it(
    ambridge: Council, officer: User, lead: User, action: Action
) -> None:
    submit(ambridge, lead, action=action, restricted=True)
    assert Evidence.objects.visible_to(officer).count() == 1
    assert Evidence.objects.visible_to(member(ambridge, Role.OFFICER)).count() == 0


def test_a_judge_of_another_council_reads_nothing(restricted: Evidence, outsider: User) -> None:
    assert Evidence.objects.visible_to(outsider).count() == 0


def test_archives_leave_it_behind_and_say_how_many_to_those_who_may_know(
    restricted: Evidence, lead: User, ambridge: Council
) -> None:
    client = Client()
    client.force_login(lead)
    for url in (
        f"/councils/{SLUG}/evidence.zip",
        f"/councils/{SLUG}/reviews/{Review.objects.get().pk}/evidence.zip",
    ):
        everything = _unpacked(client.get(url).getvalue())
        assert CANARY.encode() not in everything
        assert b"1 restricted item is left out" in everything


def test_no_letter_names_it(restricted: Evidence, mailoutbox: list[object]) -> None:
    call_command("send_due_reminders", on=TODAY)
    assert CANARY not in "".join(f"{m.subject}{m.body}{m.alternatives}" for m in mailoutbox)
