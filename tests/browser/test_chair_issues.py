"""Issue 5, must show 5: the chair, from the sign-in page to an issued report with commentary."""

from __future__ import annotations

import re
from typing import Any


def test_chair_goes_from_sign_in_to_an_issued_report_with_commentary_in_six_clicks(
    visit: Any, site: Any, tmp_path: Any
) -> None:
    chair = visit("chair")
    chair.clicks = 1  # the sign-in button; the front page is what it leads to
    page = chair.page
    chair.click(page.get_by_role("link", name=re.compile("^Write your words")))
    page.get_by_label("The chair’s commentary").fill("The board is worried: {overdue} actions are overdue.")
    chair.click(page.get_by_role("button", name="Save and prepare the PDF"))
    issue = page.get_by_role("button", name="Approve and issue")
    issue.wait_for(
        timeout=240_000
    )  # the page looks again by itself; the worker may have papers to make before it
    chair.click(issue)
    assert page.locator("[role=status]").inner_text().strip().lower() == "issued"
    assert chair.clicks <= 6
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^Download")).click()
    file = tmp_path / "report.pdf"
    waiting.value.save_as(file)
    assert re.search(r"[0-9a-f]{64}", page.locator("main").inner_text())
    assert file.read_bytes().startswith(b"%PDF")
    chair.open("/councils/borchester/reports/")
    assert re.search(r"Issued by .*Okafor", page.locator("main").inner_text())
