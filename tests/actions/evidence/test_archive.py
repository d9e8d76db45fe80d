"""One archive with an index: right files, safe names, a limit in words."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pytest
from django.test import Client

from actions import evidence_archive
from actions.models import Evidence
from actions.services import evidence as services
from councils.models import Council, StoredFile, User
from reviews.citing import cite
from tests import factories as make

from .conftest import submit, text

TODAY = make.TODAY
URL = "/councils/ambridge/evidence.zip"


@pytest.fixture
def reader(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def opened(client: Client, url: str = URL) -> zipfile.ZipFile:
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_the_index_names_every_piece_and_its_fingerprint_is_that_of_the_file(
    reader: Client, ambridge: Council, officer: User
) -> None:
    submit(ambridge, officer, title="A <b>bold</b> & true", upload=text("One"))
    submit(ambridge, officer, title="=HYPERLINK(1)", link="https://example.org/page")
    archive = opened(reader)
    rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
    assert [row["Number"] for row in rows] == ["1", "2"]
    assert rows[0]["File or link"] == "files/0001-version-1-audit.txt"
    assert hashlib.sha256(archive.read(rows[0]["File or link"])).hexdigest() == rows[0]["SHA-256"]
    assert rows[1]["File or link"] == "https://example.org/page"
    assert rows[1]["Title"] == "'=HYPERLINK(1)"
    page = archive.read("index.html").decode()
    assert "A &lt;b&gt;bold&lt;/b&gt; &amp; true" in page and "<b>" not in page and "<script" not in page
    assert sorted(archive.namelist()) == ["files/0001-version-1-audit.txt", "index.csv", "index.html"]


def test_names_that_meet_or_climb_stay_apart_and_inside(
    reader: Client, ambridge: Council, officer: User
) -> None:
    names = ["../../etc/passwd.txt", "/etc/passwd.txt", "passwd.txt", "..\\passwd.txt", "index.html"]
    for n, name in enumerate(names):
        evidence = make.EvidenceFactory(council=ambridge, title=f"T{n}", submitted_by=officer)
        file = make.StoredFileFactory(council=ambridge, name=name, content=str(n).encode())
        make.EvidenceVersionFactory(council=ambridge, evidence=evidence, file=file)
    found = opened(reader).namelist()
    assert len(found) == len(set(found)) == len(names) + 2
    assert {name for name in found if ".." in name or name.startswith("/") or "\\" in name} == set()
    assert all(name.startswith("files/") for name in found if not name.startswith("index."))


def test_it_holds_the_accepted_version_and_for_a_review_the_cited_one(
    reader: Client, ambridge: Council, officer: User, lead: User
) -> None:
    evidence = submit(ambridge, officer, upload=text("First"))
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)
    review = make.ReviewFactory(council=ambridge)
    cite(review, by=lead, evidence=[evidence])
    services.add_version(evidence, by=officer, on=TODAY, based_on=1, as_at_on=TODAY, upload=text("Second"))
    assert opened(reader).read("files/0001-version-1-audit.txt") == b"First"
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=2)
    assert opened(reader).read("files/0001-version-2-audit.txt") == b"Second"
    of_review = opened(reader, f"/councils/ambridge/reviews/{review.pk}/evidence.zip")
    assert of_review.read("files/0001-version-1-audit.txt") == b"First"


def test_it_honours_the_filters_of_the_list(reader: Client, ambridge: Council, officer: User) -> None:
    submit(ambridge, officer, title="One", upload=text("One"))
    submit(ambridge, officer, title="Two", upload=text("Two"), evidence_class="impact")
    found = opened(reader, f"{URL}?evidence_class=impact").namelist()
    assert [name for name in found if name.startswith("files/")] == ["files/0002-version-1-audit.txt"]


def test_too_much_for_one_archive_is_said_in_words(
    reader: Client, ambridge: Council, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(ambridge, officer, upload=text("Ten letters"))
    monkeypatch.setattr(evidence_archive, "MOST_BYTES", 10)
    page = reader.get(URL).content.decode()
    assert "These files are too many for one archive" in page and "Filter the list" in page
    assert StoredFile.objects.count() == Evidence.objects.count() == 1


def test_what_is_left_out_is_counted_in_words() -> None:
    assert [evidence_archive.left_out_in_words(n) for n in (0, 1, 2)] == [
        "",
        "1 restricted item is left out: open them in Noticeboard.",
        "2 restricted items are left out: open them in Noticeboard.",
    ]
