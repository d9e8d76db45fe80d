"""Every address that hands out a file: an attachment, never sniffed; what people uploaded in a sandbox besides; and only
to those who may have it (bars B9, B32). Generated from the resolver, so a new download is covered the day it appears."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from councils.models import StoredFile
from tests import world as worlds
from tests.test_matrix import ROUTES, address, name_of, parameters

PAGES = ("text/html", "application/json", "application/vnd.oai.openapi")
WRONG = ("anonymous", "outsider", "left", "deactivated", "nobody")


def downloads(world: worlds.World) -> dict[str, tuple[str, Any]]:
    """Name → address and answer, of every address of the council that answers with a file."""
    found: dict[str, tuple[str, Any]] = {}
    for person in ("lead", "administrator", "case_lead"):
        client = Client(raise_request_exception=False)
        client.force_login(world.people[person])
        for path, pattern in ROUTES:
            if "council_slug" not in parameters(path) or name_of(pattern) in found:
                continue
            url = address(path, world.kwargs)
            answer = client.get(url)
            if answer.status_code == 200 and not answer.get("Content-Type", "").startswith(PAGES):
                found[name_of(pattern)] = url, answer
    return found


@pytest.mark.django_db
def test_every_download_is_an_attachment_that_no_browser_guesses_about() -> None:
    found = downloads(worlds.build())
    assert {
        "actions:evidence_download",
        "api-evidence-download",
        "actions:evidence_zip",
        "reviews:evidence_zip",
    } <= set(found)
    assert len(found) >= 10
    wrong = {
        name: (answer.get("Content-Disposition"), answer.get("X-Content-Type-Options"))
        for name, (_, answer) in found.items()
        if not answer.get("Content-Disposition", "").startswith("attachment")
        or answer.get("X-Content-Type-Options") != "nosniff"
    }
    assert wrong == {}


@pytest.mark.django_db
def test_every_file_that_somebody_uploaded_is_served_in_a_sandbox() -> None:
    world = worlds.build()
    found = downloads(world)
    kept = {bytes(content) for content in StoredFile.objects.values_list("content", flat=True)}
    uploads = {name: answer for name, (_, answer) in found.items() if answer.getvalue() in kept}
    assert {"actions:evidence_download", "api-evidence-download"} <= set(uploads)
    archives = {name: answer for name, (_, answer) in found.items() if name.endswith("evidence_zip")}
    wrong = {
        name: answer.get("Content-Security-Policy")
        for name, answer in {**uploads, **archives}.items()
        if not answer.get("Content-Security-Policy", "").startswith("sandbox")
    }
    assert wrong == {}


@pytest.mark.django_db
def test_a_known_address_of_a_file_gives_nothing_to_anybody_else() -> None:
    world = worlds.build()
    found = downloads(world)
    given: dict[str, int] = {}
    for person in WRONG:
        client = Client(raise_request_exception=False)
        if person != "anonymous":
            client.force_login(world.people[person])
        for name, (url, answer) in found.items():
            got = client.get(url)
            body = answer.getvalue() if not answer.streaming else b""
            if got.status_code == 200 or (len(body) > 40 and body in got.getvalue()):
                given[f"{person} {name}"] = got.status_code
    assert given == {}
