"""Word documents: labels that stand only in numbering.xml, tables, footnotes, tracked changes, hostile files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from notices.reading import Unreadable, read_document

from .made_up import COUNCILS
from .word_files import W, note_mark, p, table, write_word

FRONT = (
    p("Improvement Notice", style="Heading1"),
    p('To: Borchester County Council ("the Council")'),
    p("This Improvement Notice is being issued due to poor performance in children's services."),
    p("The Council must take action to:"),
)
END = (
    p("Failure to comply with this Improvement Notice may lead to:"),
    p("The Secretary of State using statutory powers of intervention (s497A Education Act 1996)."),
    p("Signed: Helena Marchbanks MP"),
    p("Date: 3 June 2013"),
)


def read(path: Path, *blocks: str, **options):
    return read_document(
        write_word(path / "notice.docx", *FRONT, *blocks, *END, **options), councils=COUNCILS
    )


def test_labels_are_counted_as_word_counts_them(tmp_path):
    reading = read(
        tmp_path,
        p("Ensure that plans:", list_=1),
        p("are written;", list_=1, level=1),
        p("are kept, so that:", list_=1, level=1),
        p("children know them;", list_=1, level=2),
        p("Ensure that visits are made.", list_=1),
        p("at home;", list_=1, level=1),
    )
    assert [item.label for item in reading.requirements[:6]] == ["1", "1.a", "1.b", "1.b.i", "2", "2.a"]
    assert reading.requirements[3].text == "children know them;"


def test_labels_that_come_from_a_style_and_decimal_labels(tmp_path):
    reading = read(tmp_path, p("Ensure one.", style="Clause"), p("Ensure two.", style="Clause"))
    assert [item.label for item in reading.requirements[:2]] == ["1", "2"]
    reading = read(
        tmp_path,
        p("Ensure one, that is:", list_=3),
        p("Ensure this.", list_=3, level=1),
        p("Ensure that.", list_=3, level=1),
    )
    assert [item.label for item in reading.requirements[:3]] == ["1", "1.1", "1.2"]


def test_bullets_have_no_label(tmp_path):
    reading = read(tmp_path, p("Ensure one.", list_=2), p("Ensure two.", list_=2))
    assert [(item.label, item.text) for item in reading.requirements[:2]] == [
        (None, "Ensure one."),
        (None, "Ensure two."),
    ]


def test_footnotes_are_taken_out_of_the_text(tmp_path):
    reading = read(
        tmp_path,
        p("Ensure that the child is seen", list_=1, extra=note_mark(7) + "<w:r><w:t> alone.</w:t></w:r>"),
        footnotes={7: "Section 17."},
    )
    assert reading.requirements[0].text == "Ensure that the child is seen alone."
    assert [(note.label, note.text) for note in reading.footnotes] == [("1", "Section 17.")]


def test_deleted_text_is_left_out_and_inserted_text_kept(tmp_path):
    changes = "<w:del><w:r><w:delText>by May</w:delText></w:r></w:del><w:ins><w:r><w:t>by 1 June 2013.</w:t></w:r></w:ins>"
    reading = read(tmp_path, p("Publish the plan ", list_=1, extra=changes))
    assert reading.requirements[0].text == "Publish the plan by 1 June 2013."


def test_a_table_of_targets(tmp_path):
    rows = [
        ["Indicator", "Baseline (2012-13)", "Target", "By when"],
        ["Assessments in time", "54%", "85%", "31 March 2014"],
        ["Re-referrals", "31%", "20%", "31 March 2015"],
    ]
    reading = read(tmp_path, p("Ensure that the targets are met.", list_=1), table(rows))
    assert [(t.metric, t.baseline, t.comparator, t.target, str(t.by)) for t in reading.targets] == [
        ("Assessments in time", 54, ">=", 85, "2014-03-31"),
        ("Re-referrals", 31, "<=", 20, "2015-03-31"),
    ]


def test_a_list_laid_out_as_a_table(tmp_path):
    reading = read(
        tmp_path, table([["1.", "Ensure that children are seen."], ["2.", "Ensure that plans are kept."]])
    )
    assert [(item.label, item.text) for item in reading.requirements[:2]] == [
        ("1", "Ensure that children are seen."),
        ("2", "Ensure that plans are kept."),
    ]


def test_lines_are_counted_in_the_text_that_was_read(tmp_path):
    reading = read(tmp_path, p("Ensure one.", list_=1))
    assert reading.source_text.split("\n")[reading.requirements[0].lines[0] - 1] == "1. Ensure one."


def _zip(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"PK\x03\x04 not a zip"), "x.docx is damaged: it is not a whole Word document."),
        (lambda path: _zip(path, word__other_xml="<a/>"), "x.docx is named as a Word document, but it does not hold one."),
        (lambda path: _zip(path, word__document_xml="<w:document"), "x.docx is damaged: its text cannot be read."),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600), "x.docx is protected by a password, or is an old Word document: save it as .docx without one."),
        (lambda path: path.write_text("Improvement Notice"), "x.docx is named as a Word document, but it is something else."),
        (lambda path: path.write_bytes(b"%PDF-1.7 text"), "x.docx is named as a Word document, but it is a PDF."),
        (lambda path: write_word(path, p("")), "x.docx holds no text: if it is a scan, it needs text recognition first."),
    ],
)  # fmt: skip
def test_files_that_are_no_word_document(tmp_path, make, message):
    path = tmp_path / "x.docx"
    make(path)
    with pytest.raises(Unreadable) as refused:
        read_document(path, councils=COUNCILS)
    assert str(refused.value) == message


def test_entities_and_bombs_are_refused(tmp_path):
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    path = _zip(
        tmp_path / "laughs.docx",
        word__document_xml=f"{laughs}<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>",
    )
    with pytest.raises(Unreadable, match="not a document that Word wrote"):
        read_document(path, councils=COUNCILS)
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * (220 * 1024 * 1024))
    with pytest.raises(Unreadable, match="unpacks to more"):
        read_document(bomb, councils=COUNCILS)
