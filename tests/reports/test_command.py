"""`board_report` works without worker or web server, and says in one sentence what is wrong."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from councils.models import Council

from .reading import page_texts, tagged_words
from .story import Story


def run(*args: Any) -> str:
    out = StringIO()
    call_command("board_report", *map(str, args), stdout=out)
    return out.getvalue()


def test_it_writes_the_report(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    said = run("ambridge", "--as-at", "2026-11-01", "--out", file)
    assert said == f"{file}: {len(page_texts(file.read_bytes()))} pages, as at 1 November 2026.\n"
    words = " ".join(tagged_words(file.read_bytes()))
    assert words.startswith("Ambridge Council Board progress report As at 1 November 2026")
    assert "Olive Officer" in words


def test_the_departments_copy_has_no_names(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    run("ambridge", "--out", file, "--for-department")
    assert "Olive" not in " ".join(tagged_words(file.read_bytes()))


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("nowhere",), "There is no council with the slug “nowhere”."),
        (
            ("ambridge", "--as-at", "31/3/2026"),
            "“31/3/2026” is not a date. Write it as YYYY-MM-DD, for example 2026-03-31.",
        ),
        (
            ("ambridge", "--as-at", "2026-11-23"),
            "23 November 2026 is in the future: a report shows what has happened.",
        ),
        (
            ("ambridge", "--as-at", "2020-01-01"),
            "The notice was issued on 25 June 2026: choose that day or a later one.",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(
    story: Story, tmp_path: Path, args: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError) as error:
        run(*args, "--out", tmp_path / "report.pdf")
    assert str(error.value) == sentence
    assert not (tmp_path / "report.pdf").exists()


def test_a_council_without_a_notice(ambridge: Council, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Ambridge Council has no notice in force"):
        run("ambridge", "--out", tmp_path / "report.pdf")


def test_a_folder_that_is_not_there(story: Story, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be written: No such file or directory"):
        run("ambridge", "--out", tmp_path / "missing" / "report.pdf")
