"""Leave with your data: everything of one council, nothing of another, nothing that the person may not see."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from councils.exports import whole_council
from councils.isolation import CouncilOwned
from councils.models import AuditEvent
from tests import factories, world

EXPORT = "/councils/ambridge/everything/"


def downloaded(client: Client) -> zipfile.ZipFile:
    answer: Any = client.post(EXPORT)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def table(archive: zipfile.ZipFile, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(path).decode("utf-8-sig"))))


@pytest.fixture
def full(db: None) -> world.World:
    return world.build()


@pytest.mark.parametrize("role", ["administrator", "director"])
def test_every_table_of_the_council_is_in_it_and_nothing_of_another_council(
    client: Client, full: world.World, role: str
) -> None:
    client.force_login(full.people[role])
    archive = downloaded(client)
    owned = [m for m in apps.get_models() if issubclass(m, CouncilOwned) and m._meta.managed]
    assert len(owned) >= 40
    names = set(archive.namelist())
    assert {f"tables/{m._meta.app_label}/{m._meta.model_name}.csv" for m in owned} - names == set()
    assert {n for n in names if n.startswith("history/")} >= {"history/actions/actionevent.csv"}
    everything = b"".join(archive.read(name) for name in names)
    assert world.CANARY.encode() not in everything
    assert full.people["officer"].email.encode() in everything
    assert full.people["outsider"].email.encode() not in everything
    assert b"md5$" not in everything


def test_ids_and_headers_are_those_of_the_database(client: Client, full: world.World) -> None:
    client.force_login(full.people["director"])
    archive = downloaded(client)
    actions, links = (
        table(archive, "tables/actions/action.csv"),
        table(archive, "tables/actions/actionrequirement.csv"),
    )
    assert [row["ref"] for row in actions] == ["1.1", "1.2", "1.3"]
    assert links[0]["action_id"] == actions[0]["id"]
    assert {row["council_id"] for row in actions} == {str(full.council.pk)}
    assert (
        archive.read("README.txt")
        .decode()
        .startswith("Everything that Ambridge Council has recorded in Noticeboard")
    )


def test_documents_come_byte_for_byte_with_their_ids(client: Client, full: world.World) -> None:
    file = factories.StoredFileFactory(council=full.council, name="Zoë’s plan.pdf", content=b"%PDF-1.7 mine")
    client.force_login(full.people["director"])
    archive = downloaded(client)
    assert archive.read(f"files/storedfile/{file.pk}-Zoë’s plan.pdf") == b"%PDF-1.7 mine"
    row = next(row for row in table(archive, "tables/councils/storedfile.csv") if row["id"] == str(file.pk))
    assert "content" not in row


def test_what_is_restricted_to_named_people_is_not_in_somebody_elses_download(
    client: Client, full: world.World
) -> None:
    from actions.models import Evidence, EvidenceVersion

    secret = factories.StoredFileFactory(council=full.council, name="secret.txt", content=b"Restricted words")
    evidence = Evidence.objects.create(
        council=full.council, number=99, title="Restricted title", shows="Restricted words", restricted=True,
        evidence_class="output", as_at_on=factories.TODAY, submitted_on=factories.TODAY,
        submitted_by=full.people["officer"],
    )  # fmt: skip
    EvidenceVersion.objects.create(
        council=full.council, evidence=evidence, number=1, file=secret, sha256="0" * 64,
        submitted_by=full.people["officer"], submitted_on=factories.TODAY,
    )  # fmt: skip
    found = {}
    for role in ("administrator", "director"):
        client.force_login(full.people[role])
        archive = downloaded(client)
        found[role] = any(b"Restricted" in archive.read(name) for name in archive.namelist())
    assert found == {"administrator": False, "director": True}


def test_a_formula_in_a_text_stays_a_text(client: Client, full: world.World) -> None:
    factories.OrganisationFactory(council=full.council, name="=cmd|' /C calc'!A0")
    client.force_login(full.people["director"])
    names = [row["name"] for row in table(downloaded(client), "tables/councils/organisation.csv")]
    assert "'=cmd|' /C calc'!A0" in names


def test_the_download_is_signed_in_the_audit_log(client: Client, full: world.World) -> None:
    client.force_login(full.people["administrator"])
    downloaded(client)
    event = AuditEvent.objects.get(
        council=full.council, verb="downloaded everything that the council has recorded"
    )
    assert event.by == full.people["administrator"]
    assert event.detail["tables"] > 40


def test_more_documents_than_a_download_holds_are_refused_in_words(
    client: Client, full: world.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.StoredFileFactory(council=full.council, content=b"x" * 5000)
    monkeypatch.setattr(whole_council, "MOST_BYTES", 1000)
    client.force_login(full.people["director"])
    page = client.post(EXPORT).content.decode()
    assert "more than one download can hold" in page


def test_the_page_is_for_directors_and_administrators(client: Client, full: world.World) -> None:
    for role in ("officer", "lead", "chair", "observer", "case_lead"):
        client.force_login(full.people[role])
        assert (client.get(EXPORT).status_code, client.post(EXPORT).status_code) == (403, 403)
    for role in ("director", "administrator"):
        client.force_login(full.people[role])
        assert client.get(EXPORT).status_code == 200
