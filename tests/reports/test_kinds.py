"""Every kind of report: the words of its page, of its PDF and of its Word file are the same, in the same order."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document

from actions.models import Action
from councils.models import Council, User
from reports import pdf
from reports.board_report import build_board_report, build_report
from reports.models import ReportRun
from reports.printing import report_html, report_markup
from reports.report_docx import report_docx
from reports.report_words import filled, unknown_placeholders

from .. import factories as make
from ..factories import TODAY
from .reading import html_words, page_texts, tagged_words
from .story import Story, tell
from .test_pdf import LEADERS, elements

Kind = ReportRun.Kind
PAGES = {Kind.EXCEPTIONS: "exceptions", Kind.ONE_PAGE: "one-page"}


@pytest.fixture
def told(ambridge: Council, officer: User, lead: User, chair: User) -> Story:
    """With something in every section."""
    story = tell(ambridge, owner=officer, actions=24)
    for voice, by in (("lead", lead), ("chair", chair)):
        make.ReportWordsFactory(
            council=ambridge, voice=voice, written_by=by,
            text="{overdue} of {open} are late; it was {overdue_before}.\n\nWe act on it. " + "It matters. " * 90,
        )  # fmt: skip
    make.ReportWordingFactory(
        council=ambridge, marking="OFFICIAL", cover="For members only", red="Late", written_by=lead
    )
    make.DateChangeFactory(council=ambridge, action=story.actions[0], asked_by=officer, asked_on=TODAY)
    seat = make.BoardMemberFactory(council=ambridge, board=story.board)
    make.ChallengeFactory(
        council=ambridge, meeting=story.board.meetings.first(), asked_by=seat, asked_on=TODAY
    )
    make.EvidenceFactory(
        council=ambridge, action=story.actions[0], state="accepted", accepted_version=1, judged_by=lead, judged_on=TODAY
    )  # fmt: skip
    return story


@pytest.mark.parametrize("kind", PAGES)
def test_the_pdf_is_the_print_of_the_page(
    told: Story, kind: ReportRun.Kind, chair: User, client: Client, settings: Any, tmp_path: Path
) -> None:
    from pdfua import validate

    settings.BASE_URL = "http://testserver"
    client.force_login(chair)
    page = client.get(f"/councils/ambridge/reports/{PAGES[kind]}/").content.decode()
    cover = page.split('<article class="nb-report" id="report">')[1].split("</article>")[0]
    rest = page.split('<div class="nb-report">')[1].split("</main>")[0]
    content, pages = pdf.make(report_html(build_report(told.council, kind, as_at=TODAY), kind=kind))
    words = LEADERS.sub("", "".join(tagged_words(content)))
    assert words == "".join(html_words(cover) + html_words(rest))
    (tmp_path / "report.pdf").write_bytes(content)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []
    assert {cell["scope"] for cell in elements(content, "/TH")} == {"/Row", "/Column"}
    if kind == Kind.ONE_PAGE:
        assert pages == 1


def test_the_word_file_has_the_words_of_the_page_in_their_order(told: Story) -> None:
    report = build_board_report(told.council, as_at=TODAY)
    words: list[str] = []
    for block in Document(BytesIO(report_docx(report))).iter_inner_content():
        if hasattr(block, "rows"):
            words += [word for row in block.rows for cell in row.cells for word in cell.text.split()]
        else:
            words += block.text.split()
    assert "".join(words) == "".join(html_words(report_markup(report)))
    assert len(words) > 1000


def test_all_kinds_tell_the_same_figures(told: Story) -> None:
    whole, off_plan, one = (build_report(told.council, kind, as_at=TODAY) for kind in ReportRun.OF_PLAN)
    assert whole.numbers == off_plan.numbers == one.numbers
    assert whole.figures == off_plan.figures == one.figures
    assert whole.exceptions == off_plan.exceptions
    assert whole.exceptions[:3] == one.exceptions


def test_the_sections_hold_what_happened_since_the_last_board(told: Story) -> None:
    report = build_board_report(told.council, as_at=TODAY)
    assert [line.state for line in report.date_changes] == ["asked"]
    assert [line.state for line in report.challenges] == ["open"]
    assert [line.accepted_on for line in report.evidence] == [TODAY]
    assert (report.marking, report.legend) == ("OFFICIAL", {"R": "Late"})


def test_placeholders_become_figures_of_the_day_and_of_the_last_board(told: Story) -> None:
    report = build_board_report(told.council, as_at=TODAY)
    counted = {figure.label: figure for figure in report.figures}
    late = counted["Open and overdue"]
    said = f"{late.now} of {counted['Open actions'].now} are late; it was {late.before}."
    assert report.words[0].paragraphs[0] == said
    assert filled("{open} {nonsense}", {}) == "(no figure) {nonsense}"
    assert unknown_placeholders("{open} {nonsense} {overdue_before}") == ["nonsense"]


@pytest.mark.parametrize("kind", ReportRun.OF_PLAN)
def test_a_restricted_action_is_in_no_byte_of_a_printed_report(told: Story, kind: str) -> None:
    """Neither in the words nor in the tags of the paper, and the figures do not count it."""
    hidden = told.actions[0]
    Action.objects.filter(pk=hidden.pk).update(restricted=True, title="Zyzzyva team review")
    make.ActionUpdateFactory(
        council=told.council, action=hidden, version=20, narrative="Zyzzyva", reported_on=TODAY
    )
    report = build_report(told.council, kind, as_at=TODAY)
    content, _ = pdf.make(report_html(report, kind=kind))
    assert "Zyzzyva" not in " ".join(page_texts(content)) + " ".join(tagged_words(content))
    assert "1 restricted action" in " ".join(" ".join(page_texts(content)).split())
    assert report.numbers["actions"] == len(told.actions) - 1
