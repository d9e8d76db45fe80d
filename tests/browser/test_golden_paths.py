"""The three people and what they come for, counted in clicks (design §1), with and without JavaScript, wide and narrow."""

from __future__ import annotations

import csv
import re
from typing import Any

import pypdfium2
import pytest

KINDS = pytest.mark.parametrize(
    ("width", "javascript"),
    [(1280, True), (1280, False), (320, True)],
    ids=["desktop", "no-javascript", "320px"],
)


def words(text: str) -> list[str]:
    """Words only: a PDF breaks lines and hyphenates where a page does not."""
    return re.findall(r"[a-z0-9]+", text.replace("\u00ad", "").lower())


@KINDS
def test_officer_goes_from_the_reminder_to_saved_in_three_clicks(
    visit: Any, site: Any, width: int, javascript: bool
) -> None:
    site.manage(
        "send_due_reminders",
        "--on",
        site.query("SELECT (now() AT TIME ZONE 'Europe/London')::date::text")[0][0],
    )
    officer = visit("officer", width=width, javascript=javascript)
    mail = _mail_to(site, site.person("officer")["email"])
    links = re.findall(re.escape(site.url) + r"/councils/borchester/actions/[^/\s]+/update/", mail)
    assert links, mail
    link = links[
        ("desktop", "no-javascript", "320px").index(
            f"{width}px" if width == 320 else "desktop" if javascript else "no-javascript"
        )
    ]
    ref = link.split("/")[-3]
    before = _updates(site, ref)

    officer.open(link)  # 1: the link in the e-mail
    officer.clicks += 1
    radio = officer.page.get_by_role("radio", name="In progress")
    officer.click(radio)
    if not officer.page.get_by_role(
        "radio", name="On track"
    ).is_checked():  # worry wants words; typing is no click
        officer.page.locator("textarea[name=narrative]").fill("The second team has started.")
        officer.page.locator("textarea[name=recovery]").fill("Weekly check by the director.")
    officer.click(officer.page.get_by_role("button", name="Save", exact=True))

    assert officer.clicks <= 3
    assert _updates(site, ref) == before + 1
    assert "/update/" not in officer.page.url


def _mail_to(site: Any, email: str) -> str:
    import email as mails
    from email import policy

    for file in sorted(site.mailbox.iterdir(), reverse=True):
        message = mails.message_from_bytes(file.read_bytes(), policy=policy.default)
        if email in str(message["To"]):
            return message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    raise AssertionError(f"No mail to {email}.")


def _updates(site: Any, ref: str) -> int:
    return site.query(
        "SELECT count(*) FROM actions_actionupdate u JOIN actions_action a ON a.id = u.action_id "
        f"JOIN councils_council c ON c.id = a.council_id WHERE c.slug = 'borchester' AND a.ref = '{ref}'"
    )[0][0]


@KINDS
def test_observer_sees_the_worst_council_at_once_and_is_three_clicks_from_the_late_action(
    visit: Any, site: Any, width: int, javascript: bool
) -> None:
    observer = visit("observer", width=width, javascript=javascript)
    first = observer.page.locator("tbody tr").first  # 0 clicks: worst first
    worst = site.query(
        "SELECT c.name FROM actions_councilsummary s JOIN councils_council c ON c.id = s.council_id "
        "ORDER BY s.off_track DESC, s.overdue DESC LIMIT 1"
    )[0][0]
    assert worst in first.inner_text()
    assert first.is_visible()

    observer.click(first.get_by_role("link").first)
    if not observer.page.url.rstrip("/").endswith("/actions"):
        late = observer.page.get_by_role("link").filter(has_text=re.compile("overdue", re.I)).first
        direct = observer.page.locator("main a[href*='/actions/']").first
        observer.click(direct if direct.count() else late)
    if "/actions/" not in observer.page.url:
        observer.click(observer.page.locator("main a[href*='/actions/']").first)
    assert observer.clicks <= 3
    assert re.search(r"/councils/[\w-]+/actions/[^/]+/$", observer.page.url)
    assert "overdue" in observer.page.locator("main").inner_text().lower()
    assert (
        observer.page.get_by_role("link", name=re.compile("update", re.I)).count() == 0
    )  # reads, never writes


@KINDS
def test_observer_sees_why_in_one_click_the_late_action_in_three_and_has_all_overdue_in_three(
    visit: Any, site: Any, width: int, javascript: bool, tmp_path: Any
) -> None:
    observer = visit("observer", width=width, javascript=javascript)
    worst = observer.page.locator("tbody tr").first  # 0 clicks: off track, by how many
    observer.click(worst.locator("td a[data-number]").first)
    assert observer.clicks == 1
    late = observer.page.locator("tbody tr").first
    assert late.locator(".nb-lines").count() == 2  # why, and what will bring it back
    observer.click(late.locator("th a"))
    assert observer.clicks <= 3
    assert re.search(r"/councils/[\w-]+/actions/[^/]+/$", observer.page.url)

    observer.open("/")
    observer.clicks = 0
    overdue = observer.page.locator(".nb-figures a", has_text=re.compile("^overdue$"))
    number = int(overdue.get_attribute("data-number"))
    observer.click(overdue)
    with observer.page.expect_download() as waiting:
        observer.click(observer.page.get_by_role("link", name=re.compile("^CSV")))
    assert observer.clicks <= 3
    file = tmp_path / "overdue.csv"
    waiting.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as rows:
        assert len(list(csv.reader(rows))) - 1 == number > 0


@KINDS
def test_chair_downloads_the_progress_report_whose_text_is_the_pages(
    visit: Any, site: Any, width: int, javascript: bool, tmp_path: Any
) -> None:
    chair = visit("chair", width=width, javascript=javascript)
    download = chair.page.get_by_role("link", name=re.compile("download", re.I))
    if download.count() == 0:
        chair.click(chair.page.get_by_role("button", name=re.compile("prepare", re.I)).first)
        for _ in range(60):
            if download.count():
                break
            chair.page.wait_for_timeout(1000)
            chair.page.reload()
    with chair.page.expect_download() as waiting:
        chair.click(download.first)
    file = tmp_path / "report.pdf"
    waiting.value.save_as(file)
    assert chair.clicks <= 2

    document = pypdfium2.PdfDocument(file)
    printed = words(" ".join(page.get_textpage().get_text_bounded() for page in document))
    chair.open("/councils/borchester/reports/progress/")
    shown = words(" ".join(chair.page.locator(".nb-report").all_inner_texts()))
    assert len(shown) > 500
    missing = [word for word in set(shown) if word not in set(printed)]
    assert len(missing) <= len(set(shown)) * 0.01, missing
