"""A review from the chair's report to its outcome, each step by the person whose it is, on the pages alone.

Report written, checked, signed, sent, received; review held; “extend” amends the instrument, “lift” ends it.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

import pypdfium2

COUNCIL = "felpersham"
TODAY = datetime.date.today


def fill_date(page: Any, name: str, day: datetime.date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"#id_{name}-{part}").fill(str(value))


def step(visitor: Any, report: str, title: str) -> None:
    """Follow the button on the report's page, then press it."""
    visitor.open(report)
    visitor.page.get_by_role("button", name=title, exact=True).click()
    visitor.page.get_by_role("button", name=title, exact=True).click()
    visitor.page.wait_for_url(re.compile(r"/written/\d+/$"))


def hold(case: Any, review: str) -> None:
    case.open(review)
    case.page.get_by_role("button", name="Record it as held").click()
    case.page.get_by_label("Who reviewed?").fill("Owen Fletcher, case lead")
    case.page.get_by_role("button", name="Record as held").click()


def decide(case: Any, choice: str, *, until: datetime.date | None = None) -> None:
    """From the page of the review, with the check page in between."""
    page = case.page
    page.get_by_role("button", name="Record the outcome").click()
    page.get_by_role("radio", name=choice).check()
    if until is not None:
        fill_date(page, "until", until)
    page.get_by_label("Why?").fill("As the review found.")
    page.get_by_label("Who decided it?").fill("Helena Marchbanks MP, Minister of State")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Check and confirm").wait_for()
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_role("heading", name="Outcome", exact=True).wait_for()


def state_of(site: Any) -> tuple[Any, ...]:
    (row,) = site.query(
        "SELECT n.state, n.period_ends_on, (SELECT max(v.number) FROM notices_noticeversion v WHERE v.notice_id = n.id"
        " AND v.confirmed_at IS NOT NULL) FROM notices_notice n JOIN councils_council c ON c.id = n.council_id"
        f" WHERE c.slug = '{COUNCIL}' AND n.issued_on IS NOT NULL ORDER BY n.number LIMIT 1"
    )
    return row


def test_a_review_from_the_chairs_report_to_its_outcome(visit: Any, site: Any) -> None:
    chair, lead = visit("chair", council=COUNCIL), visit("lead", council=COUNCIL)
    page = lead.open(f"/councils/{COUNCIL}/reviews/")
    page.get_by_role("link", name=re.compile("^Begin it")).first.click()
    page.get_by_role("button", name="Begin the report").click()
    page.wait_for_url(re.compile(r"/written/\d+/$"))
    report = page.url
    sections = page.get_by_text("To be written").count()
    assert sections >= 10

    page = chair.open(report)
    page.get_by_role("link", name="Summary and overall judgement").click()
    for place in range(sections):
        page.get_by_label("Comment").fill(f"What the chair says of it, {place + 1}.")
        page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url(re.compile(r"/written/\d+/$"))
    assert page.get_by_text("Completed", exact=True).count() == sections
    step(chair, report, "Put it to a second person")
    chair.page.get_by_text("Somebody else has to look it through").wait_for()
    step(lead, report, "Confirm that you have checked it")
    step(chair, report, "Sign it")

    case = visit("case_lead")
    assert case.page.goto(report).status == 404  # not sent yet
    step(chair, report, "Send it to the Department")
    step(case, report, "Confirm that it has been received")
    case.page.get_by_text("Received", exact=True).first.wait_for()
    case.page.get_by_role("link", name="Version 1").click()
    case.page.get_by_text("What the chair says of it, 1.").wait_for()
    fingerprint = case.page.get_by_text(re.compile(r"^\s*[0-9a-f]{64}\s*$")).inner_text().strip()
    printed = wait_for_pdf(
        case, case.page.get_by_role("link", name="Download it as a PDF").get_attribute("href")
    )
    pages = [part.get_textpage().get_text_bounded() for part in pypdfium2.PdfDocument(printed)]
    text = " ".join("".join(pages).split())
    assert "What the chair says of it, 1." in text
    assert fingerprint in text.replace(" ", "")

    before = state_of(site)
    case.open(f"/councils/{COUNCIL}/reviews/").get_by_role("link", name=re.compile("^Further review")).click()
    review = case.page.url
    hold(case, review)
    until = TODAY() + datetime.timedelta(days=400)
    decide(case, "Extend its period", until=until)
    assert state_of(site) == ("in_force", until, (before[2] or 1) + 1)
    case.page.get_by_role("link", name="Letter to the council").click()
    case.page.get_by_text("It was decided that the period").wait_for()

    case.open(f"/councils/{COUNCIL}/reviews/").get_by_role("link", name="Ask for a further review").click()
    fill_date(case.page, "due_on", TODAY() + datetime.timedelta(days=3))
    case.page.get_by_label("Why is it asked for?").fill("To see whether it can be lifted.")
    case.page.get_by_role("button", name="Ask for this review").click()
    case.page.wait_for_url(re.compile(r"/reviews/\d+/$"))
    hold(case, case.page.url)
    decide(case, "Lift it")
    assert state_of(site)[0] == "lifted"
    case.page.get_by_text("Lifted", exact=True).first.wait_for()


def wait_for_pdf(visitor: Any, address: str) -> bytes:
    """The worker prints it within the minute; the page says so until then."""
    for _ in range(60):
        answer = visitor.page.context.request.get(visitor.site.url + address)
        if answer.headers["content-type"] == "application/pdf":
            content: bytes = answer.body()
            return content
        visitor.page.wait_for_timeout(1000)
    raise AssertionError("The PDF was not printed within a minute.")
