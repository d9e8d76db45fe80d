"""The paper: tagged, titled, with contents and page numbers, the same words as the page, every picture with its words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client

from councils import scope
from councils.permissions import Role
from reports import pdf
from reports.board_report import build_board_report, sections
from reports.printing import NotPrinted, print_css, report_html
from reports.report_data import BoardReport

from .. import factories as make
from ..conftest import member
from .reading import html_words, page_texts, tagged_words
from .story import TODAY, tell

LEADERS = re.compile(r"\.{5,}\d+")  # dots and page number of a line of the contents


@dataclass
class Paper:
    report: BoardReport
    content: bytes
    pages: int
    page: str  # the same report as a web page


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Iterator[Paper]:
    """Made once: several tests look at the same paper."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(f"{TODAY}T12:00:00Z", tick=False),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(settings, "BASE_URL", "http://testserver")
        council = make.CouncilFactory(name="Ambridge", slug="ambridge")
        tell(council, owner=member(council, Role.OFFICER, name="Olive Officer"), actions=40, requirements=34)
        report = build_board_report(council, as_at=TODAY)
        content, pages = pdf.make(report_html(report))
        client = Client()
        client.force_login(member(council, Role.CHAIR))
        page = client.get("/councils/ambridge/reports/progress/").content.decode()
        transaction.set_rollback(True)
    from django.db import connection

    connection.noticeboard_scope = scope.NOTHING  # type: ignore[attr-defined]
    yield Paper(report, content, pages, page)


def elements(content: bytes, role: str) -> list[dict[str, Any]]:
    """Every structure element of a role, as plain values."""
    found: list[dict[str, Any]] = []
    with pikepdf.open(BytesIO(content)) as opened:
        waiting = [opened.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            if str(element.get("/S")) == role:
                attributes: Any = element.get("/A", {})
                found.append(
                    {"alt": str(element.get("/Alt", "")), "scope": str(attributes.get("/Scope", ""))}
                )
            kids: Any = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    waiting.append(kid)
    return found


def test_the_checker_of_tagged_pdf_finds_nothing(paper: Paper, tmp_path: Path) -> None:
    from pdfua import validate

    file = tmp_path / "report.pdf"
    file.write_bytes(paper.content)
    assert [(finding.rule_id, finding.message) for finding in validate(str(file)).findings] == []


def test_title_language_and_declaration(paper: Paper) -> None:
    with pikepdf.open(BytesIO(paper.content)) as opened:
        assert str(opened.Root.Lang) == "en"
        assert (
            str(opened.docinfo["/Title"]) == "Board progress report: Ambridge Council, as at 22 November 2026"
        )
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        assert "pdfuaid" in opened.Root.Metadata.read_bytes().decode()
        assert [len(opened.pages), len(opened.attachments)] == [paper.pages, 0]


def test_its_words_are_those_of_the_page_in_the_same_order(paper: Paper) -> None:
    cover = paper.page.split('<article class="nb-report" id="report">')[1].split("</article>")[0]
    rest = paper.page.split('<div class="nb-report">')[1].split("</main>")[0]
    page = "".join(html_words(cover) + html_words(rest))
    assert LEADERS.sub("", "".join(tagged_words(paper.content))) == page
    assert len(page) > 8000


def test_the_contents_tell_the_page_on_which_each_part_begins(paper: Paper) -> None:
    texts = page_texts(paper.content)
    contents = " ".join(texts[1].split())
    for section in sections(paper.report):
        line = re.search(re.escape(section["title"]) + r"[ .]*?(\d+)\b", contents)
        assert line, section
        assert section["title"] in " ".join(texts[int(line[1]) - 1].split())


def test_the_bookmarks_are_the_parts(paper: Paper) -> None:
    with pikepdf.open(BytesIO(paper.content)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [
        "Board progress report",
        "Contents",
        *(section["title"] for section in sections(paper.report)),
    ]


def test_every_page_but_the_first_has_its_number_and_the_councils_name(paper: Paper) -> None:
    texts = page_texts(paper.content)
    assert "Page 1" not in texts[0]
    for number, text in enumerate(texts[1:], 2):
        assert f"Page {number}" in text and "Ambridge Council" in text


def test_a_table_that_goes_on_repeats_its_head(paper: Paper) -> None:
    texts = page_texts(paper.content)
    going_on = [text for text in texts if "Why" in text and "What will bring it back" in text]
    assert len(going_on) >= 2


def test_every_picture_says_its_finding(paper: Paper) -> None:
    alts = [figure["alt"] for figure in elements(paper.content, "/Figure")]
    assert Counter(alts) == Counter(f"Chart: {chart.finding}" for chart in paper.report.charts)
    assert len(alts) == 4


def test_every_head_cell_heads_its_row_or_column(paper: Paper) -> None:
    scopes = Counter(cell["scope"] for cell in elements(paper.content, "/TH"))
    assert set(scopes) == {"/Row", "/Column"} and min(scopes.values()) > 30


def test_every_link_is_printed_and_described(paper: Paper) -> None:
    with pikepdf.open(BytesIO(paper.content)) as opened:
        links = [a for page in opened.pages for a in page.get("/Annots", [])]
        assert len(links) >= 8
        assert all(int(link.F) & 4 and str(link.get("/Contents", "")) for link in links)


def test_no_status_is_told_by_colour_alone(paper: Paper) -> None:
    """Every badge has its word, and the key to the colours is in the paper."""
    text = " ".join(tagged_words(paper.content))
    for word in (
        "Red In progress, off track",
        "Amber In progress, at risk",
        "What the colours mean",
        "No colour",
    ):
        assert word in text


def test_the_style_sheet_brings_its_fonts_along() -> None:
    css = print_css()
    assert set(re.findall(r"url\((.{4})", css)) == {"data"} and css.count("font/woff2") >= 3


def test_a_missing_style_sheet_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    print_css.cache_clear()
    monkeypatch.setattr("reports.printing.finders.find", lambda name: None)
    with pytest.raises(NotPrinted, match="style sheet for paper has not been built"):
        print_css()
    print_css.cache_clear()


def test_a_web_process_never_loads_weasyprint() -> None:
    """It costs 30 MB and a second; only the child process that prints imports it."""
    script = (
        "import django, sys; django.setup(); import config.urls, config.wsgi, reports.tasks, reports.services;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "sys.exit('weasyprint' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
