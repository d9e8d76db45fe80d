"""Whatever is done to a document, it is read or refused in one plain sentence; nothing falls over and nothing runs for long.

The full counts (50 cuts of each document, 200 spoilt files) are marked slow; the quick form takes a few of each.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import pytest

from notices.reading import Unreadable, load_register, read_document, read_text
from notices.reading.source_text import decode

from .made_up import COUNCILS, notice
from .test_sources_and_robustness import pdf
from .word_files import p, write_word

REGISTER = load_register()
TEXTS = [
    decode(path.read_bytes(), path.name)
    for folder in (Path(__file__).parent / "cases", Path(__file__).parents[1] / "corpus" / "developed")
    for path in sorted(folder.iterdir())
    if path.suffix in (".txt", ".md")
]
WORD_TEXT = [
    "Improvement Notice",
    "To: Borchester County Council",
    "This Improvement Notice is issued by the Department for Education due to poor performance in children’s services.",
    "The Council must take action to:",
    "1. Review its plans by 31 March 2014.",
]


def cut(text: str, chance: random.Random) -> None:
    place = chance.randrange(len(text))
    piece = text[:place] if chance.random() < 0.7 else text[place:]
    reading = read_text(piece, councils=REGISTER)
    last = piece.count("\n") + 1
    assert reading.importable or reading.warnings
    assert all(1 <= item.lines[0] <= item.lines[1] <= last for item in reading.requirements)
    assert all(item.text for item in reading.requirements)
    assert all(deadline.span for deadline in reading.deadlines)
    reading.to_json()


@pytest.mark.parametrize("seed", range(3))
def test_documents_cut_anywhere(seed):
    chance = random.Random(seed)
    for text in TEXTS:
        cut(text, chance)


@pytest.mark.slow
def test_documents_cut_at_50_places_each():
    """The real documents and the samples are cut so in `test_sources_and_robustness`."""
    chance = random.Random(50)
    for text in TEXTS:
        for _ in range(50):
            cut(text, chance)


def spoilt(data: bytes, suffix: str, chance: random.Random) -> bytes:
    way = chance.randrange(4)
    if way == 0:
        return data[: chance.randrange(4, len(data))]
    if way == 1:
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 200)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        return bytes(broken)
    if way == 2 and suffix == ".docx":  # a whole archive around damaged XML
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            for entry in old.infolist():
                content = bytearray(old.read(entry))
                for _ in range(chance.randrange(12)):
                    place = chance.randrange(len(content) + 1)
                    del content[place : place + chance.randrange(1, 30)]
                new.writestr(entry.filename, bytes(content))
        return made.getvalue()
    return (b"%PDF-1.7\n" if suffix == ".pdf" else b"PK\x03\x04") + chance.randbytes(
        chance.randrange(1, 5000)
    )


def spoil(folder: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    whole = {
        ".docx": write_word(folder / "whole.docx", *(p(text) for text in WORD_TEXT)).read_bytes(),
        ".pdf": pdf(folder / "whole.pdf", "".join(f"<p>{text}</p>" for text in WORD_TEXT)).read_bytes(),
    }
    for number in range(count):
        suffix = chance.choice((".docx", ".pdf"))
        path = folder / f"spoilt-{number}{suffix}"
        path.write_bytes(spoilt(whole[suffix], suffix, chance))
        try:
            read_document(path, councils=COUNCILS).to_json()
        except Unreadable as refusal:
            said = str(refusal)
            assert said.startswith(path.name) and said.endswith(".") and "\n" not in said


def test_spoilt_files_are_read_or_refused(tmp_path):
    spoil(tmp_path, 20, seed=1)


@pytest.mark.slow
def test_200_spoilt_files_are_read_or_refused(tmp_path):
    spoil(tmp_path, 200, seed=2)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "document",
    [
        b"<a>" + b" " * 20_000_000 + b"</a>",
        f"<w:document {W}><w:body>{'<w:p/>' * 30_000}</w:body></w:document>".encode(),
    ],
    ids=["spaces", "paragraphs"],
)
def test_a_file_that_unpacks_to_too_much_is_refused_at_once(tmp_path, document):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    started = time.process_time()
    with pytest.raises(Unreadable, match="unpacks to more than a document can hold"):
        read_document(path, councils=COUNCILS)
    assert time.process_time() - started < 3


def test_entities_are_not_expanded(tmp_path):
    path = tmp_path / "entities.docx"
    with zipfile.ZipFile(path, "w") as archive:
        text = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
        archive.writestr("word/document.xml", text)
    with pytest.raises(Unreadable):
        read_document(path, councils=COUNCILS)


@pytest.mark.parametrize(
    "token",
    ["from 5% ", "1 March and ", "March 2013 and ", "within 3 ", "the average ", "the report of the ", "section 497A(4), ", "report to ", "“for ", "1O ", "from 5% to 3% and the rate of visits ", "no child may wait 5 days, where now ", "was 4%, 5 cases and "],
)  # fmt: skip
def test_a_clause_of_one_word_again_and_again_is_read_in_seconds(token):
    started = time.process_time()
    notice(f"The Council must take action to:\n\n1. Ensure {token * (5900 // len(token))}")
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "aside",
    [" (60% in the year to 31 March 2011, the last for which there are figures that can be compared)",
     ", where it was 60% in the year to 31 March 2011, the last for which there are figures that can be compared"],
)  # fmt: skip
def test_a_long_aside_behind_a_target_is_passed_in_seconds(aside):
    """The stages put blanks in its place, so that every place keeps its number; one such sentence once took 15 seconds."""
    started = time.process_time()
    reading = notice(
        f"The Council must take action to:\n\n1. Complete 80% of visits in time by 1 March 2013{aside}."
    )
    assert [target.target for target in reading.targets] == [80]
    assert time.process_time() - started < 5
