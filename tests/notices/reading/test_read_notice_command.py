"""`manage.py read_notice`: one JSON object and the exit statuses of its contract."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest

from notices.samples import render_sample

ROOT = Path(__file__).resolve().parents[3]
KEYS = [
    "document_kind", "importable", "revises", "councils", "address", "service_area", "issue_date", "signatory", "legal_basis",
    "evidence", "requirements", "deadlines", "targets", "board", "reviews", "reports", "footnotes", "warnings",
]  # fmt: skip


def run(path: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "manage.py", "read_notice", str(path)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DEBUG": "1", **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def notice_file(tmp_path):
    path = tmp_path / "notice.txt"
    text = render_sample("borchester-improvement-notice", datetime.date(2026, 11, 22))
    path.write_text(text.replace("Borchester County Council", "Kent County Council"), encoding="utf-8")
    return path


def test_a_notice_is_printed_as_json_without_a_database(notice_file):
    done = run(notice_file, LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    printed = json.loads(done.stdout.decode("utf-8"))
    assert list(printed) == KEYS
    assert printed["councils"] == [
        {"name": "Kent County Council", "as_written": "Kent County Council", "gss_code": "E10000016"}
    ]
    assert list(printed["requirements"][0]) == [
        "seq",
        "kind",
        "section",
        "label",
        "parent",
        "binds",
        "text",
        "lines",
    ]
    assert list(printed["deadlines"][0]) == [
        "requirement",
        "kind",
        "span",
        "date",
        "precision",
        "offset",
        "anchor",
        "every",
    ]
    assert list(printed["targets"][0]) == [
        "requirement", "metric", "baseline", "baseline_period", "target", "target_high", "unit", "comparator", "by", "span",
    ]  # fmt: skip
    assert list(printed["reports"][0]) == ["from", "to", "date", "precision", "offset", "every"]
    assert list(printed["reviews"][0]) == ["by", "kind", "date", "precision", "offset"]


def test_what_is_no_instrument_is_printed_with_status_3(tmp_path):
    path = tmp_path / "minutes.md"
    path.write_text("Minutes of a meeting of the Improvement Board\n\nPresent: A, B\n")
    done = run(path)
    printed = json.loads(done.stdout)
    assert (done.returncode, done.stderr, printed["importable"], list(printed)) == (3, b"", False, KEYS)
    assert printed["warnings"] == [
        {
            "line": 1,
            "message": "It is the minutes or agenda of a meeting, not a notice or a direction of the Department for Education to a council.",
        }
    ]


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 in a text file", b"\x00\x01\x02"])
def test_what_cannot_be_read_is_one_sentence_with_status_2(tmp_path, content):
    path = tmp_path / "notice.txt"
    if content is not None:
        path.write_bytes(content)
    done = run(path)
    assert (done.returncode, done.stdout) == (2, b"")
    message = done.stderr.decode()
    assert (
        message.count("\n") == 1
        and message.startswith(("notice.txt", "There is no file"))
        and message.endswith(".\n")
    )
