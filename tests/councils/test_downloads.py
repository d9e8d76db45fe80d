"""Every address that hands out a file: an attachment, never sniffed; what people uploaded in a sandbox besides; and only
to those who may have it (bars B9, B32). Generated from the resolver, so a new download is covered the day it appears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from councils.models import StoredFile, User
from tests import world as worlds
from tests.test_matrix import ROUTES, address, name_of, parameters

pytestmark = pytest.mark.xdist_group("downloads")  # what they share is found once
PAGES = ("text/html", "application/json", "application/vnd.oai.openapi")
WRONG = ("anonymous", "outsider", "left", "deactivated", "nobody")


@dataclass(frozen=True)
class Found:
    people: dict[str, User]
    downloads: dict[
        str, tuple[str, Any]
    ]  # name → address and answer, of every address that answers with a file
    kept: set[bytes]  # what people uploaded


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any) -> Iterator[Found]:
    """One world for all tests here: it is asked for every address of the resolver. It is gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        kept = {bytes(content) for content in StoredFile.objects.values_list("content", flat=True)}
        yield Found(people=world.people, downloads=downloads(world), kept=kept)
        transaction.set_rollback(True)


def downloads(world: worlds.World) -> dict[str, tuple[str, Any]]:
    """As the first of three people whom the address answers."""
    found: dict[str, tuple[str, Any]] = {}
    waiting = [(path, name_of(pattern)) for path, pattern in ROUTES if "council_slug" in parameters(path)]
    for person in ("lead", "administrator", "case_lead"):
        client = Client(raise_request_exception=False)
        client.force_login(world.people[person])
        refused = []
        for path, name in waiting:
            url = address(path, world.kwargs)
            answer = client.get(url)
            if answer.status_code != 200:
                refused.append((path, name))
            elif not answer.get("Content-Type", "").startswith(PAGES):
                found[name] = url, answer
        waiting = refused
    return found


def test_every_download_is_an_attachment_that_no_browser_guesses_about(found: Found) -> None:
    assert {
        "actions:evidence_download",
        "api-evidence-download",
        "actions:evidence_zip",
        "reviews:evidence_zip",
    } <= set(found.downloads)
    assert len(found.downloads) >= 10
    wrong = {
        name: (answer.get("Content-Disposition"), answer.get("X-Content-Type-Options"))
        for name, (_, answer) in found.downloads.items()
        if not answer.get("Content-Disposition", "").startswith("attachment")
        or answer.get("X-Content-Type-Options") != "nosniff"
    }
    assert wrong == {}


def test_every_file_that_somebody_uploaded_is_served_in_a_sandbox(found: Found) -> None:
    answers = {name: answer for name, (_, answer) in found.downloads.items()}
    uploads = {name: answer for name, answer in answers.items() if answer.getvalue() in found.kept}
    assert {"actions:evidence_download", "api-evidence-download"} <= set(uploads)
    archives = {name: answer for name, answer in answers.items() if name.endswith("evidence_zip")}
    wrong = {
        name: answer.get("Content-Security-Policy")
        for name, answer in {**uploads, **archives}.items()
        if not answer.get("Content-Security-Policy", "").startswith("sandbox")
    }
    assert wrong == {}


def test_a_known_address_of_a_file_gives_nothing_to_anybody_else(found: Found) -> None:
    given: dict[str, int] = {}
    for person in WRONG:
        client = Client(raise_request_exception=False)
        if person != "anonymous":
            client.force_login(found.people[person])
        for name, (url, answer) in found.downloads.items():
            got = client.get(url)
            body = answer.getvalue() if not answer.streaming else b""
            if got.status_code == 200 or (len(body) > 40 and body in got.getvalue()):
                given[f"{person} {name}"] = got.status_code
    assert given == {}
