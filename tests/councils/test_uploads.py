"""Uploads are looked through by their bytes (bars B31, B38): what is hostile stays out, what is honest gets in."""

from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from councils import files, scanning
from councils.file_checks.harmful import EICAR
from councils.models import Council, StoredFile, User
from councils.refusal import Refused
from tests.councils.hostile_files import HONEST, HOSTILE, NAMES, Make, image, pdf

MOST_SECONDS, MOST_MEMORY = 10, 512 * 1024  # the second in KB, as the kernel counts


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    sent = SimpleUploadedFile("x", content)
    sent._name = name  # as the client sent it: Django would clean it
    return sent


def test_the_corpus_has_more_than_sixty_hostile_files() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_nothing_is_kept(
    attack: str, ambridge: Council, officer: User
) -> None:
    name, make = HOSTILE[attack]
    sent = upload(name, make())
    began = time.monotonic()
    with pytest.raises(Refused, match=r"^The selected file .*\.$"):
        files.keep(sent, council=ambridge, by=officer, kinds=files.OFFICE)
    assert time.monotonic() - began < MOST_SECONDS
    assert StoredFile.objects.count() == 0


def test_no_hostile_file_takes_more_than_512_mb(tmp_path: Path) -> None:
    """The high-water mark of the checking process, for the files made to flood one."""
    floods = [
        attack for attack in HOSTILE
        if any(word in attack for word in ("bomb", "laughs", "unpacks", "million", "deep", "parts", "nested"))
    ]  # fmt: skip
    assert len(floods) >= 10
    peaks = {attack: _peak(tmp_path / "file", *HOSTILE[attack]) for attack in floods}
    assert {attack: peak for attack, peak in peaks.items() if not 0 < peak < MOST_MEMORY} == {}


# Started from a small process: a child's mark begins at the size of the process that started it.
_MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "councils.file_checks"], stdin=open(sys.argv[1], "rb"), capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _peak(path: Path, name: str, make: Make) -> int:
    head = json.dumps({"memory": files.MEMORY, "seconds": files.SECONDS, "ending": files.ending_of(name)})
    path.write_bytes(head.encode() + b"\n" + make())
    done = subprocess.run([sys.executable, "-c", _MEASURE, path], capture_output=True, check=True)
    return int(done.stdout)


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_kept_byte_for_byte(name: str, ambridge: Council, officer: User) -> None:
    content = HONEST[name]()
    kept = files.keep(upload(name, content), council=ambridge, by=officer, kinds=files.OFFICE)
    assert (kept.name, bytes(kept.content), kept.size) == (name, content, len(content))
    assert kept.content_type == files.OFFICE[files.ending_of(name)]


@pytest.mark.parametrize("sent", NAMES)
def test_a_name_is_made_harmless(sent: str, ambridge: Council, officer: User) -> None:
    kept = files.keep(upload(sent, b"Words."), council=ambridge, by=officer)
    assert kept.name == NAMES[sent]
    answer = files.as_download(kept)
    assert "\r" not in answer["Content-Disposition"] and "\n" not in answer["Content-Disposition"]


def test_a_picture_of_any_size_in_bytes_is_judged_by_its_own_measure(
    ambridge: Council, officer: User
) -> None:
    kept = files.keep(
        upload("large.png", image("PNG", (3000, 2000))), council=ambridge, by=officer, kinds=files.OFFICE
    )
    assert kept.size > 1000


def test_where_fewer_kinds_are_taken_the_others_are_named_as_such(ambridge: Council, officer: User) -> None:
    with pytest.raises(Refused) as refusal:
        files.keep(upload("a.png", image("PNG")), council=ambridge, by=officer)
    assert str(refusal.value) == "The selected file must be one of these: pdf, docx, txt, md."


def test_the_checking_process_knows_no_secret(
    monkeypatch: pytest.MonkeyPatch, ambridge: Council, officer: User
) -> None:
    given: dict[str, Any] = {}
    start = subprocess.Popen

    def listen(*args: Any, **kwargs: Any) -> Any:
        given.update(kwargs)
        return start(*args, **kwargs)

    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setattr(subprocess, "Popen", listen)
    files.check_content(b"Words.", "txt")
    assert {"SECRET_KEY", "DATABASE_URL"} & set(given["env"]) == set()


def test_an_endless_upload_is_cut_off_and_the_form_is_not_lost(
    client: Client, ambridge: Council, officer: User
) -> None:
    client.force_login(officer)
    too_large = SimpleUploadedFile("a.txt", b"a" * (files.MOST_BYTES + 3 * 1024**2))
    answer = client.post(
        f"/councils/{ambridge.slug}/evidence/add/",
        {"upload": too_large, "title": "Kept words", "shows": "It shows", "evidence_class": "output", "as_at_on": "2026-11-01"},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The selected file must be smaller than 25 MB." in page
    assert 'value="Kept words"' in page


# -- the virus scanner


class FakeClamd(threading.Thread):
    """Speaks clamd's INSTREAM on a socket; finds the industry's test file, and fails on demand."""

    def __init__(self, address: str | tuple[str, int], answer: str | None = None) -> None:
        super().__init__(daemon=True)
        kind = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.answer = answer
        self.seen: list[bytes] = []
        self.socket = socket.socket(kind, socket.SOCK_STREAM)
        self.socket.bind(address)
        self.socket.listen()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                assert _exactly(connection, 10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", _exactly(connection, 4))[0]:
                    content += _exactly(connection, length)
                self.seen.append(content)
                found = "Win.Test.EICAR_HDB-1 FOUND" if b"EICAR" in content else "OK"
                connection.sendall((self.answer or f"stream: {found}").encode() + b"\0")


def _exactly(connection: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        piece = connection.recv(length - len(found))
        if not piece:
            raise OSError("closed")
        found += piece
    return found


@pytest.fixture
def clamd(settings: object, tmp_path: Path) -> Iterator[Callable[..., FakeClamd]]:
    running: list[FakeClamd] = []

    def start(answer: str | None = None, *, tcp: bool = False) -> FakeClamd:
        daemon = FakeClamd(("127.0.0.1", 0) if tcp else str(tmp_path / "clamd"), answer)
        port = daemon.socket.getsockname()[1] if tcp else ""
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{port}" if tcp else f"unix://{tmp_path / 'clamd'}"
        daemon.start()
        running.append(daemon)
        return daemon

    yield start
    for daemon in running:
        daemon.socket.close()


@pytest.mark.parametrize("tcp", [False, True])
def test_every_upload_goes_through_the_scanner(
    tcp: bool, clamd: Callable[..., FakeClamd], ambridge: Council, officer: User
) -> None:
    daemon = clamd(tcp=tcp)
    content = pdf() + b"\n" * 3
    files.keep(upload("report.pdf", content), council=ambridge, by=officer)
    assert daemon.seen == [content]


def test_what_the_scanner_finds_is_refused(
    clamd: Callable[..., FakeClamd], ambridge: Council, officer: User
) -> None:
    clamd("stream: Doc.Trojan.Made-up FOUND")
    with pytest.raises(Refused, match=r"^The selected file contains a virus\.$"):
        files.keep(upload("a.txt", b"Words."), council=ambridge, by=officer)
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("answer", ["INSTREAM size limit exceeded. ERROR", "stream: OKAY", "", "\x00"])
def test_an_answer_that_is_no_answer_keeps_nothing(
    answer: str, clamd: Callable[..., FakeClamd], ambridge: Council, officer: User
) -> None:
    clamd(answer or " ")
    with pytest.raises(Refused, match=r"could not be checked for viruses just now\. Try again later\.$"):
        files.keep(upload("a.txt", b"Words."), council=ambridge, by=officer)
    assert StoredFile.objects.count() == 0


def test_a_scanner_that_is_away_keeps_everything_out(
    settings: object, tmp_path: Path, ambridge: Council, officer: User
) -> None:
    settings.CLAMAV_URL = f"unix://{tmp_path / 'nobody-there'}"
    with pytest.raises(Refused, match=r"Try again later\.$"):
        files.keep(upload("a.txt", b"Words."), council=ambridge, by=officer)
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    with pytest.raises(Refused, match=r"Try again later\.$"):
        files.keep(upload("a.txt", b"Words."), council=ambridge, by=officer)
    assert StoredFile.objects.count() == 0


def test_the_scanner_itself_finds_the_test_virus(clamd: Callable[..., FakeClamd], settings: object) -> None:
    clamd()
    scanner = scanning.configured()
    assert scanner is not None
    assert scanner.find(EICAR) == "Win.Test.EICAR_HDB-1"
    assert scanner.find(b"a" * (3 * 1024**2)) == ""
