"""A council with one action, and people who add and judge evidence."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import Action, Evidence
from actions.services.evidence import add_evidence
from councils.models import Council, User
from councils.permissions import Role
from tests import factories as make
from tests.conftest import member


@pytest.fixture
def director(ambridge: Council) -> User:
    return member(ambridge, Role.DIRECTOR, name="Dina Director")


@pytest.fixture
def board_member(ambridge: Council) -> User:
    return member(ambridge, Role.BOARD_MEMBER, name="Bo Boardmember")


@pytest.fixture
def other_officer(ambridge: Council) -> User:
    return member(ambridge, Role.OFFICER, name="Ossie Otherofficer")


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    return make.ActionFactory(council=ambridge, ref="1.1", title="Audit case files", owner=officer)


def text(content: str = "What the audit found.", name: str = "audit.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def submit(council: Council, by: User, **given: object) -> Evidence:
    """Through the verb, with a link unless a file is given."""
    said = {
        "title": "Audit of supervision",
        "shows": "Seven of ten files show it.",
        "evidence_class": "quality",
        "as_at_on": make.TODAY,
        "on": make.TODAY,
        **given,
    }
    if "upload" not in said:
        said.setdefault("link", f"https://www.example.org/{said['title'].replace(' ', '-')}")
    return add_evidence(council, by=by, **said)
