"""PDF pages with faults of layout: the words come out in the order in which a person reads them."""

from __future__ import annotations

import logging
from pathlib import Path

import pikepdf
import pytest
from weasyprint import HTML

from notices.reading.mending import mend
from notices.reading.sources import load

logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)

CLAUSES = [
    "1. Ensure that the senior team has the capacity to lead the improvement of services for children in need of help and protection.",
    "2. Review the arrangements for supervision by 31 March 2014, having regard to the standards for employers of social workers.",
    "3. Publish a plan for the workforce which says how posts will be filled, how staff will be kept and how agency workers will be fewer.",
    "4. Audit case files each month and report what they teach to the Improvement Board and to every team that works with children.",
    "5. Make sure that children are seen alone, that what they say is written down, and that it is used when plans for them are made.",
    "6. Agree with partners when help is given early, and tell all who work with children in the county what has been agreed upon.",
]


def lines(path: Path) -> list[str]:
    return [line.text for line in mend(load(path)).lines]


def made(path: Path, style: str, body: str) -> Path:
    HTML(string=f"<style>@page{{size:A4;margin:2cm}}p{{margin:0 0 8pt}}{style}</style>{body}").write_pdf(path)
    return path


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_two_columns_are_read_one_after_the_other(tmp_path):
    body = f"<h1>Improvement Notice</h1><div style='columns:2'>{paragraphs(CLAUSES)}</div><p>Signed: A Minister</p>"
    text = " ".join(lines(made(tmp_path / "columns.pdf", "", body)))
    places = [text.index(f"{number}. ") for number in range(1, 7)]
    assert places == sorted(places)
    assert "capacity to lead the improvement of services for children" in text
    assert text.endswith("Signed: A Minister")


def test_a_table_of_two_columns_of_prose_stays_a_table(tmp_path):
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in zip(CLAUSES[::2], CLAUSES[1::2], strict=True)
    )
    body = f"<h1>Improvement Notice</h1><table style='border-spacing:14pt'>{rows}</table>"
    text = " ".join(lines(made(tmp_path / "table.pdf", "td{width:7.5cm;vertical-align:top}", body)))
    places = [text.index(f"{number}. ") for number in range(1, 7)]
    assert places == sorted(places)


def test_numbers_in_the_margin_are_no_text(tmp_path):
    margin = "".join(f"<div style='height:75pt'>{5 * n}</div>" for n in range(1, 6))
    body = f"<div style='position:relative'><div style='position:absolute;left:-12mm;font-size:7pt'>{margin}</div>{paragraphs(CLAUSES)}</div>"
    text = " ".join(lines(made(tmp_path / "margin.pdf", "@page{margin-left:3.2cm}", body)))
    assert text == " ".join(CLAUSES)


def test_a_watermark_is_no_text(tmp_path):
    stamp = "<div style='position:fixed;top:9cm;left:2cm;font-size:60pt;transform:rotate(-45deg)'>CONFIDENTIAL</div>"
    text = " ".join(lines(made(tmp_path / "mark.pdf", "", stamp + paragraphs(CLAUSES))))
    assert text == " ".join(CLAUSES)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_was_scanned_turned_is_read_upright(tmp_path, turned):
    plain = made(tmp_path / "plain.pdf", "", paragraphs(CLAUSES))
    path = tmp_path / "turned.pdf"
    with pikepdf.open(plain) as document:
        for page in document.pages:
            width, height = float(page.MediaBox[2]), float(page.MediaBox[3])
            matrix = {
                90: (0, 1, -1, 0, height, 0),
                180: (-1, 0, 0, -1, width, height),
                270: (0, -1, 1, 0, 0, width),
            }
            turn = "q {:g} {:g} {:g} {:g} {:g} {:g} cm".format(*matrix[turned])
            page.contents_add(document.make_stream(turn.encode()), prepend=True)
            page.contents_add(document.make_stream(b"Q"))
            if turned != 180:
                page.MediaBox = [0, 0, height, width]
            page.Rotate = turned
        document.save(path)
    assert " ".join(lines(path)) == " ".join(CLAUSES)


def test_cells_of_two_lines_and_columns_close_together_are_rows(tmp_path):
    table = """<table><tr><th>Standard to be reached by the services</th><th>Now</th><th>Limit</th><th>Not later than</th></tr>
    <tr><td>Young people who wait more than thirty days for a worker of their own</td><td>73</td><td>≤ 15</td><td>31 October 2019</td></tr>
    <tr><td>Calls that nobody answers</td><td>28%</td><td>≤ 4%</td><td>30 November 2019</td></tr>
    <tr><td>Meetings that begin late, or to which the police do not come</td><td>41%</td><td>≤ 9%</td><td>31 December 2019</td></tr></table>"""
    style = "body{line-height:15pt}table{width:14cm}td,th{padding:2pt 4pt;vertical-align:top}td:nth-child(1){width:6cm}"
    read = mend(load(made(tmp_path / "rows.pdf", style, f"<p>1. The table binds.</p>{table}"))).lines
    assert [line.cells for line in read if line.cells][1:] == [
        (
            "Young people who wait more than thirty days for a worker of their own",
            "73",
            "≤ 15",
            "31 October 2019",
        ),
        ("Calls that nobody answers", "28%", "≤ 4%", "30 November 2019"),
        ("Meetings that begin late, or to which the police do not come", "41%", "≤ 9%", "31 December 2019"),
    ]
