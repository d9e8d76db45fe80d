"""A document becomes a notice: upload, the worker reads, two points settled, a clause split, answers checked, confirmed."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from notices.reading.places import words_of
from notices.samples import FOR_REVIEW, render_sample
from tests.notices.intake.documents import pdf

# Each run has a document of its own: the same file is not recorded twice.
KINDS = pytest.mark.parametrize(
    ("role", "council", "name", "width", "javascript"),
    [
        ("lead", "borchester", "Borchester County Council", 1280, True),
        ("case_lead", "felpersham", "Felpersham City Council", 1280, False),
    ],
    ids=["lead", "case-lead-without-javascript"],
)


def paper(council: str, folder: Path) -> Path:
    text = render_sample(FOR_REVIEW.name, datetime.date.today() - datetime.timedelta(days=1))
    path = folder / "Improvement notice.pdf"
    path.write_bytes(pdf(text.replace("Borchester County Council", council)))
    return path


def pages_of(path: Path) -> list[list[str]]:
    """The words of each page, as pdfium finds them."""
    document = pypdfium2.PdfDocument(path)
    return [words_of(page.get_textpage().get_text_bounded().replace("\ufffe", "")) for page in document]


def page_with(pages: list[list[str]], text: str, side: int) -> int:
    """The page that holds a clause's first (0) or last (-1) words, from 1; as many as stand on one page only."""
    words = words_of(text)
    for size in (8, 6, 4, 3):
        few = words[:size] if side == 0 else words[-size:]
        found = [
            number
            for number, page in enumerate(pages, start=1)
            if any(page[at : at + len(few)] == few for at in range(len(page)))
        ]
        if len(found) == 1:
            return found[0]
    raise AssertionError(f"{words} stand on no page, or on several.")


@KINDS
def test_a_document_is_uploaded_read_reviewed_and_recorded(
    visit: Any, site: Any, tmp_path: Path, role: str, council: str, name: str, width: int, javascript: bool
) -> None:
    path = paper(name, tmp_path)
    visitor = visit(role, council="borchester", width=width, javascript=javascript)
    page = visitor.page
    visitor.open(f"/councils/{council}/notices/")
    page.get_by_role("link", name="Read a notice").click()
    page.get_by_label("Upload a notice or a direction").set_input_files(path)
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_role("heading", name="Check what was read").wait_for(
        timeout=60_000
    )  # it looks again by itself
    review = page.url

    points = page.get_by_role("link", name=re.compile(r"^Settle point"))
    total = points.count()
    assert total >= 2
    for number in range(total):
        points.first.click()
        if number == 0:
            page.get_by_role("radio", name="It is not important").check()
            page.get_by_label("Why is it not important?").fill("It is said again below.")
        else:
            page.get_by_role("radio", name="It is right as it stands").check()
        page.get_by_role("button", name="Save", exact=True).click()
        settled = page.get_by_role("heading", name=f"Points to check: {number + 1} of {total} settled")
        assert settled.is_visible()

    page.get_by_role("link", name="Split paragraph 4", exact=True).click()
    page.get_by_role("radio", name=re.compile("Before “Ensure by")).check()
    page.get_by_role("button", name="Split", exact=True).click()
    page.get_by_role("link", name=re.compile(r"^Show in document\W*paragraph 4\s*$")).click()
    assert re.search(r"#mark-\d+$", page.url)
    assert page.locator("mark").filter(has_text="a manager decides").first.is_visible()

    visitor.open("/")  # leaving and coming back loses nothing
    visitor.open(review)
    assert settled.is_visible()

    page.get_by_role("button", name="Check answers and confirm").click()
    page.get_by_role("radio", name="None of these, or it is not recorded here").check()
    page.get_by_role("button", name="Confirm and record the draft notice").click()
    assert page.get_by_text("Recorded as a draft").first.is_visible()
    in_force = page.get_by_role("button", name="Check the draft and put it in force")
    assert in_force.count() == (1 if role == "case_lead" else 0)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Improvement notice to")).click()

    page.wait_for_url(re.compile(r"/notices/\d+/$"))
    number = int(page.url.rstrip("/").rsplit("/", 1)[1])
    clauses = site.query(
        "SELECT r.seq, r.label, r.text, r.first_line, r.last_line FROM notices_requirement r"
        " JOIN notices_notice n ON n.id = r.notice_id JOIN councils_council c ON c.id = n.council_id"
        f" WHERE c.slug = '{council}' AND n.number = {number} ORDER BY r.seq"
    )
    assert [label for _, label, *_ in clauses] == [
        "i", "ii", "1", "2", "3", "4", "", *[str(n) for n in range(5, 15)],
    ]  # fmt: skip
    pages = pages_of(path)
    assert len(pages) >= 3
    assert any(first != last for *_, first, last in clauses)  # a page ends inside a clause
    for _, _, text, first, last in clauses:
        assert (first, last) == (page_with(pages, text, 0), page_with(pages, text, -1)), text
    visitor.open(f"/councils/{council}/notices/{number}/requirements/7/")
    assert "Ensure by" in page.get_by_role("main").inner_text()
    visitor.open(f"/councils/{council}/notices/{number}/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download Improvement notice.pdf").click()
    assert Path(waiting.value.path()).read_bytes() == path.read_bytes()
