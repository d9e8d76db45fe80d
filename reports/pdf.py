"""HTML to a tagged PDF, by WeasyPrint. The only module that imports it, and only when a PDF is made.

Runs as a limited child process of the worker (`python -m reports.pdf`, councils/child.py, printing.py): HTML in, PDF
out. It fetches nothing: `data:` is the only scheme that its fetcher knows.
"""

from __future__ import annotations

import gc
import logging
import sys
from typing import Any

from councils import child

MEMORY = 1024**3  # bytes of address space
SECONDS = 120

# What the sheet of every browser says of each element's note and footnote. A report has neither.
_NOTES = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
_PRINTED = 4  # flag of an annotation
_COLUMN, _ROW = {"Scope": "/Column"}, {"Scope": "/Row"}


class Refused(Exception):
    """The document holds what a report of ours never holds."""


def make(html: str) -> tuple[bytes, int]:
    """The PDF and its number of pages."""
    for name in ("weasyprint", "weasyprint.progress"):  # they tell of every style sheet, from the import on
        logging.getLogger(name).propagate = False
    import weasyprint

    spare_styles(weasyprint.html.UA_STYLESHEET)
    pages = []

    def finisher(document: Any, pdf: Any) -> None:
        pages.append(len(document.pages))
        finish(pdf)

    content = weasyprint.HTML(string=html, url_fetcher=data_only_fetcher()).write_pdf(
        finisher=finisher, pdf_variant="pdf/ua-1", optimize_images=False
    )
    return content, pages[0]


def spare_styles(sheet: Any) -> None:
    """Of the six pseudo-elements that WeasyPrint's own sheet gives to every element, keep the marker, for list items:
    the styles of the others are a sixth of the memory and are never used."""
    selectors, of_lists = sheet.matcher.other_selectors, sheet.matcher.lower_local_name_selectors["li"]
    of_lists += [entry for entry in selectors if entry[3] == "marker"]
    selectors[:] = [entry for entry in selectors if entry[3] not in _NOTES | {"marker"}]


def data_only_fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class DataOnly(URLFetcher):  # type: ignore[misc]
        """Fetches `data:` addresses, which are the document itself, and nothing else: no host, no file, no redirect."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.lower().startswith("data:"):
                raise ValueError("A report fetches nothing.")
            return super().fetch(url, headers)

    return DataOnly(allowed_protocols=("data",), allow_redirects=False)


def finish(pdf: Any) -> None:
    """What PDF/UA asks for and WeasyPrint leaves out: Scope on header cells, the Print flag on links. Done on the objects
    that are about to be written: to open the finished file again costs a tenth of the whole time.

    Elements stand before those inside them, so one walk knows what is under a THead: its header cells head their column,
    all others their row.
    """
    import pydyf

    in_head = set()
    for item in pdf.objects:
        if not isinstance(item, pydyf.Dictionary):
            continue
        if item.get("Type") == "/Filespec":
            raise Refused("The document would carry another file.")
        if item.get("Type") == "/Annot":
            item["F"] = item.get("F", 0) | _PRINTED
        if item.get("S") == "/THead" or item.get("P") in in_head:
            in_head.add(item.reference)
        if item.get("S") == "/TH":
            item["A"] |= _COLUMN if item.reference in in_head else _ROW


def work(html: bytes, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    # Nearly all that is made here lives until the end, where the process ends too: looking for garbage is a tenth of the time.
    gc.disable()
    data, pages = make(html.decode())
    return {"pages": pages}, data


if __name__ == "__main__":
    sys.exit(child.main(work))
