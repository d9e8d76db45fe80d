"""Files that cannot be read get one plain sentence; files cut anywhere, or made of noise, never bring the reader down."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from weasyprint import HTML

from notices.reading import Unreadable, load_register, read_document, read_text
from notices.reading.sources import MAX_BYTES
from notices.samples import SAMPLES, render_sample

from .made_up import COUNCILS, notice
from .test_samples import DAYS
from .word_files import p, write_word

DOCUMENTS = Path(__file__).resolve().parents[4] / "shared" / "documents"
REGISTER = load_register()


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read_document(path, councils=COUNCILS)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.txt", b"", "x.txt is empty."),
        ("x.txt", b" \n\n\t", "x.txt is empty."),
        (
            "x.txt",
            b"Improvement Notice\x00\x01\x02",
            "x.txt is named as a text file, but it does not hold text.",
        ),
        ("x.txt", bytes(range(256)) * 20, "x.txt is named as a text file, but it does not hold text."),
        ("x.txt", b"%PDF-1.4 ...", "x.txt is named as a text file, but it is a PDF."),
        (
            "x.md",
            b"PK\x03\x04....",
            "x.md is named as a text file, but it is a zip archive or an Office document.",
        ),
        ("x.txt", b"\x89PNG\r\n\x1a\n", "x.txt is named as a text file, but it is a picture."),
        ("x.txt", b"<!DOCTYPE html><html></html>", "x.txt is named as a text file, but it is a web page."),
        ("x.txt", b"{\\rtf1 text}", "x.txt is named as a text file, but it is a rich text document."),
        ("x.pdf", b"<!DOCTYPE html><html></html>", "x.pdf is named as a PDF, but it is a web page."),
        ("x.pdf", b"%PDF-1.7\nnot really", "x.pdf is damaged: it cannot be opened as a PDF."),
        ("x.exe", b"MZ", "x.exe is not a kind of file that can be read: use .txt, .md, .pdf or .docx."),
        (
            "x",
            b"Improvement Notice",
            "x is not a kind of file that can be read: use .txt, .md, .pdf or .docx.",
        ),
    ],
)
def test_files_that_cannot_be_read(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == message


def test_missing_folder_and_large_files(tmp_path):
    assert refusal(tmp_path / "none.txt") == "There is no file none.txt."
    (tmp_path / "folder.txt").mkdir()
    assert refusal(tmp_path / "folder.txt") == "There is no file folder.txt."
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refusal(large) == "large.txt is larger than 20 MB."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "notice.txt"
    text = "Improvement Notice\n\nTo: Borchester County Council (“the Council”)\n\nThis Improvement Notice is issued by the Department for Education about children’s services.\n\nThe Council must take action to:\n\n• Ensure it – now.\n"
    path.write_bytes(text.encode(encoding))
    reading = read_document(path, councils=COUNCILS)
    assert [item.text for item in reading.requirements] == ["Ensure it – now."]


def pdf(path: Path, html: str) -> Path:
    HTML(
        string=f"<style>@page{{size:A4;margin:2.5cm;@bottom-center{{content:'Page ' counter(page) ' of ' counter(pages)}}@top-left{{content:'Borchester: OFFICIAL'}}}}p{{margin:0 0 9pt}}sup{{font-size:60%}}</style>{html}"
    ).write_pdf(path)
    return path


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_pdf_reads_as_its_text_does(tmp_path, sample):
    """The same clauses, deadlines and targets, with pages in place of lines."""
    councils = [one.council for one in SAMPLES]
    text = render_sample(sample.name, DAYS[0])
    digits = str.maketrans("¹²³⁴⁵", "12345")
    paragraphs = [line for line in text.split("\n") if line.strip() not in ("", "2", "_")]
    html = "".join(f"<p>{_raised(line.replace('**', ''), digits)}</p>" for line in paragraphs)
    plain, paged = (
        read_text(text, councils=councils),
        read_document(pdf(tmp_path / "notice.pdf", html), councils=councils),
    )
    assert [(i.kind, i.label, i.parent, i.text) for i in paged.requirements] == [
        (i.kind, i.label, i.parent, i.text) for i in plain.requirements
    ]
    assert paged.deadlines == plain.deadlines
    assert paged.targets == plain.targets
    assert paged.board == plain.board
    assert (paged.councils, paged.issue_date, paged.signatory) == (
        plain.councils,
        plain.issue_date,
        plain.signatory,
    )
    pages = [item.lines for item in paged.requirements]
    assert pages[0] == (1, 1) and pages[-1][0] > 1 and pages == sorted(pages)


def _raised(line: str, digits: dict[int, int]) -> str:
    line = line.replace("<", "").replace(">", "")
    return "".join(f"<sup>{c.translate(digits)}</sup>" if c in "¹²³⁴⁵" else c for c in line)


LAID_OUT = """
<h1>Improvement Notice</h1>
<p>To: Borchester County Council (“the Council”)<br>County Hall, 1 High Street, Borchester BC1 4QT</p>
<p>This Improvement Notice is issued by the Department for Education due to poor performance in children’s services.</p>
<p>The Council must take action to:</p>
<h2>Leadership</h2>
<ol><li>Ensure that the senior team has the capacity to lead the improvement of services for children in need of help, and
that members hold it to account, so that:<ol style="list-style-type:lower-alpha"><li>children are seen alone and in good
time by a social worker whom they know and trust;</li><li>plans are kept.</li></ol></li>
<li>Review the arrangements by 31 March 2014, having regard to the standards for employers<sup>1</sup>.</li></ol>
<p>The targets in this table must be met:</p>
<table style="border-spacing:6pt"><tr><td>Indicator</td><td>Baseline (2012-13)</td><td>Target</td><td>By when</td></tr>
<tr><td style="width:4.5cm">Assessments completed within 45 working days</td><td style="width:1.6cm">54%</td><td>85%</td><td>31 March 2014</td></tr>
<tr><td>Re-referrals within twelve months of the last</td><td>31%</td><td>20%</td><td>31 March 2015</td></tr></table>
<p style="font-size:8pt"><sup>1</sup> See the standards of 2012.</p>
<p>Failure to comply may lead to:</p><p>The Secretary of State using powers under s497A Education Act 1996.</p>
<p>Signed: Helena Marchbanks MP</p><p>Date: 3 June 2013</p>"""


def test_lists_tables_and_raised_marks_of_a_pdf(tmp_path):
    """Labels that the file keeps apart from their text, cells of two lines, footnote marks known only by their place."""
    reading = read_document(pdf(tmp_path / "laid-out.pdf", LAID_OUT), councils=COUNCILS)
    clauses = [
        (item.label, item.section, item.text.split()[0], item.text.split()[-1])
        for item in reading.requirements
    ]
    targets = "The targets in this table must be met:"
    assert clauses == [
        ("1", "Leadership", "Ensure", "that:"),
        ("1.a", "Leadership", "children", "trust;"),
        ("1.b", "Leadership", "plans", "kept."),
        ("2", "Leadership", "Review", "employers."),
        (None, targets, "Assessments", "2014"),
        (None, targets, "Re-referrals", "2015"),
        (None, "Failure to comply may lead to:", "The", "1996."),
    ]
    assert [(t.metric, t.baseline, t.baseline_period, t.target, str(t.by)) for t in reading.targets] == [
        ("Assessments completed within 45 working days", 54, "2012-13", 85, "2014-03-31"),
        ("Re-referrals within twelve months of the last", 31, "2012-13", 20, "2015-03-31"),
    ]
    assert [(note.label, note.text) for note in reading.footnotes] == [("1", "See the standards of 2012.")]


def test_a_protected_pdf_and_a_scan_are_refused(tmp_path):
    plain = pdf(tmp_path / "plain.pdf", "<p>Improvement Notice</p>")
    with pikepdf.open(plain) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(tmp_path / "locked.pdf") == "locked.pdf is protected by a password."
    HTML(string="<svg width='200' height='200'><rect width='200' height='200'/></svg>").write_pdf(
        tmp_path / "scan.pdf"
    )
    assert (
        refusal(tmp_path / "scan.pdf")
        == "scan.pdf holds no text: if it is a scan, it needs text recognition first."
    )


@pytest.mark.slow
def test_a_pdf_of_200_pages_is_read_or_refused_in_time(tmp_path):
    clauses = "".join(
        f"<p>{n}. Ensure that the plan of each child is kept, and reviewed by 31 March 2014.</p>"
        for n in range(30)
    )
    one = pdf(tmp_path / "one.pdf", clauses)
    path = tmp_path / "long.pdf"
    with pikepdf.open(one) as source, pikepdf.new() as document:
        for _ in range(200):
            document.pages.append(source.pages[0])
        document.save(path)
    started = time.monotonic()
    with contextlib.suppress(Unreadable):
        read_document(path, councils=COUNCILS)
    assert time.monotonic() - started < 60


def texts() -> list[str]:
    made_up = [render_sample(sample.name, DAYS[0]) for sample in SAMPLES]
    real = (
        [path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))]
        if DOCUMENTS.is_dir()
        else []
    )
    return made_up + real


@pytest.mark.slow
def test_documents_cut_at_50_places_never_crash():
    """Cut at the front and at the end: each is read or refused, and every clause stays within its lines."""
    chance = random.Random(2)
    for text in texts():
        for _ in range(50):
            place = chance.randrange(len(text))
            piece = text[:place] if chance.random() < 0.7 else text[place:]
            reading = read_text(piece, councils=REGISTER)
            lines = piece.count("\n") + 1
            assert reading.importable or reading.warnings
            assert all(1 <= item.lines[0] <= item.lines[1] <= lines for item in reading.requirements)
            assert all(item.text for item in reading.requirements)
            reading.to_json()


@pytest.mark.slow
def test_noise_in_the_text_never_crashes():
    chance = random.Random(3)
    noise = "\t|•-–().:;,'\"0123456789ivx \n\n§¹²\u00a0#*_%"
    for text in texts():
        for _ in range(6):
            letters = list(text)
            for _ in range(120):
                letters[chance.randrange(len(letters))] = chance.choice(noise)
            read_text("".join(letters), councils=REGISTER).to_json()


@pytest.mark.slow
def test_random_and_truncated_files_are_refused_or_read(tmp_path):
    chance = random.Random(4)
    word = write_word(
        tmp_path / "whole.docx", p("Improvement Notice"), p("To: Borchester County Council")
    ).read_bytes()
    whole = pdf(
        tmp_path / "whole.pdf", "<p>Improvement Notice</p><p>To: Borchester County Council</p>"
    ).read_bytes()
    for number in range(60):
        suffix, data = chance.choice(
            [
                (".docx", word),
                (".pdf", whole),
                (".txt", b""),
                (".docx", b"PK\x03\x04"),
                (".pdf", b"%PDF-1.7\n"),
            ]
        )
        content = (
            data[: chance.randrange(4, len(data))]
            if len(data) > 100
            else data + chance.randbytes(chance.randrange(1, 4000))
        )
        if number % 3 == 0 and len(data) > 100:
            broken = bytearray(data)
            for _ in range(40):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            content = bytes(broken)
        path = tmp_path / f"noise-{number}{suffix}"
        path.write_bytes(content)
        try:
            read_document(path, councils=COUNCILS).to_json()
        except Unreadable as error:
            assert str(error).startswith(path.name) and str(error).endswith(".") and "\n" not in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        "a " * 60_000,
        "1. " * 20_000,
        "by " * 30_000,
        "12% to " * 20_000,
        "| a " * 30_000,
        "the Chair of the Board " * 8000,
    ],
)
def test_hostile_repetition_takes_bounded_time(text):
    started = time.monotonic()
    notice(f"The Council must take action to:\n\n1. Ensure {text}")
    assert time.monotonic() - started < 20


def test_far_too_much_text_is_refused():
    reading = read_text(
        "Improvement Notice\n" + "Ensure that children are seen. " * 40_000, councils=COUNCILS
    )
    assert not reading.importable
    assert reading.warnings[0].message == "It is far longer than any notice or direction."


def test_the_package_needs_no_django():
    code = (
        "import sys, notices.reading; assert not any(name.split('.')[0] == 'django' for name in sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
