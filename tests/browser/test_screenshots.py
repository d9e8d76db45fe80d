"""The pictures of the README: `SCREENSHOTS=1 make test ARGS=tests/browser/test_screenshots.py` makes them anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

PICTURES = [("observer", "all-councils"), ("officer", "my-actions")]


@pytest.mark.parametrize(("role", "name"), PICTURES, ids=[name for _, name in PICTURES])
def test_the_first_page_of_a_person_fills_the_picture_of_the_readme(
    visit: Any, role: str, name: str, tmp_path: Path
) -> None:
    folder = ROOT / "docs" / "images" if os.environ.get("SCREENSHOTS") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"{name}.png"
    visitor = visit(role, width=1100)
    visitor.page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000  # an empty page is a tenth of that
    # Other tests of this worker report actions as done and lift notices; a picture for the README is made by itself.
    assert visitor.page.locator("tbody tr").count() >= (4 if os.environ.get("SCREENSHOTS") else 2)
