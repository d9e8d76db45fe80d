"""Must show 1: a plan of 300 rows in the council's own columns goes in with five clicks, and out again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.actions.importing.workbooks import brag, torbay, xlsx

from .looks import too_wide, violations


def file_of(folder: Path, kind: str) -> Path:
    rows, merged = torbay(300) if kind == "torbay" else (brag(300), [])
    for row in rows:  # references of its own: the demonstration's plan has some
        if (
            row
            and (isinstance(row[0], int) or str(row[0]).startswith("A"))
            and len(row) > 5
            and row[0] != "Action"
        ):
            row[0] = f"{kind}-{row[0]}"
    path = folder / f"{kind}.xlsx"
    path.write_bytes(xlsx(rows, merge=merged))
    return path


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
@pytest.mark.parametrize("kind", ["torbay", "brag"])
def test_300_rows_go_in_with_five_clicks_in_a_minute_and_out_again(
    visit: Any, tmp_path: Path, kind: str, javascript: bool
) -> None:
    lead = visit("lead", javascript=javascript)
    page, path = lead.page, file_of(tmp_path, kind)
    lead.open("/councils/borchester/plan/")
    lead.click(page.get_by_role("link", name="Import", exact=True))
    lead.clicks += 1  # the computer's own window, in which a file is chosen
    page.get_by_label("Spreadsheet").set_input_files(path)
    began = time.monotonic()
    lead.click(page.get_by_role("button", name="Upload"))
    lead.click(page.get_by_role("button", name="Continue"))
    page.get_by_role("heading", name="Check what will be imported").wait_for()
    if javascript:  # axe itself is a script
        assert violations(page) == []
    lead.click(page.get_by_role("button", name="Import 300 rows"))
    page.get_by_text("Imported: 300 actions added").wait_for()
    assert (lead.clicks, time.monotonic() - began < 60) == (5, True)
    lead.click(page.get_by_role("link", name="Undo this import"))
    lead.click(page.get_by_role("button", name="Undo the import"))
    page.get_by_text("everything is again as it was before").wait_for()


def test_the_keyboard_alone_imports_a_spreadsheet(visit: Any, tmp_path: Path) -> None:
    lead = visit("lead")
    page = lead.open("/councils/borchester/plan/imports/")
    page.get_by_label("Spreadsheet").set_input_files(file_of(tmp_path, "brag"))
    page.get_by_role("button", name="Upload").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Import 300 rows")
    button.wait_for()
    assert too_wide(page) == 0
    page.get_by_role("link", name="Cancel").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Import a spreadsheet").wait_for()
