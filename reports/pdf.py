"""HTML to a tagged PDF, by WeasyPrint. The only module that imports it, and only when a PDF is made.

Runs as a limited child process of the worker (`python -m reports.pdf`, councils/child.py, printing.py): HTML in, PDF
out. It fetches nothing: `data:` is the only scheme that its fetcher knows.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from typing import Any

from councils import child

MEMORY = 1024**3  # bytes of address space
SECONDS = 120

_HEAD, _LINK_PRINT_FLAG = "/THead", 4


class Refused(Exception):
    """The document holds what a report of ours never holds."""


def make(html: str) -> tuple[bytes, int]:
    """The PDF and its number of pages."""
    for name in (
        "weasyprint",
        "weasyprint.progress",
        "pikepdf",
    ):  # they tell of every style sheet, from the import on
        logging.getLogger(name).propagate = False
    import weasyprint

    raw = weasyprint.HTML(string=html, url_fetcher=data_only_fetcher()).write_pdf(
        pdf_variant="pdf/ua-1", optimize_images=False
    )
    return finish(raw)


def data_only_fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class DataOnly(URLFetcher):  # type: ignore[misc]
        """Fetches `data:` addresses, which are the document itself, and nothing else: no host, no file, no redirect."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.lower().startswith("data:"):
                raise ValueError("A report fetches nothing.")
            return super().fetch(url, headers)

    return DataOnly(allowed_protocols=("data",), allow_redirects=False)


def finish(raw: bytes) -> tuple[bytes, int]:
    """What PDF/UA asks for and WeasyPrint leaves out: Scope on header cells, the Print flag on links."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        if pdf.attachments or any(_is_attachment(annotation) for annotation in _annotations(pdf)):
            raise Refused("The document would carry another file.")
        root = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            _scope_headers(root, in_head=False)
        for annotation in _annotations(pdf):
            annotation["/F"] = int(annotation.get("/F", 0)) | _LINK_PRINT_FLAG
        pages = len(pdf.pages)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue(), pages


def _annotations(pdf: Any) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.get("/Annots", [])


def _is_attachment(annotation: Any) -> bool:
    return str(annotation.get("/Subtype")) == "/FileAttachment"


def _scope_headers(element: Any, *, in_head: bool) -> None:
    """Header cells under THead head their column, all others their row."""
    stack = [(element, in_head)]
    while stack:
        element, in_head = stack.pop()
        role = str(element.get("/S", ""))
        if role == "/TH":
            element["/A"]["/Scope"] = _name("/Column" if in_head else "/Row")
        kids = element.get("/K")
        for kid in _list(kids):
            if _is_element(kid):
                stack.append((kid, in_head or role == _HEAD))


def _name(text: str) -> Any:
    import pikepdf

    return pikepdf.Name(text)


def _list(kids: Any) -> list[Any]:
    import pikepdf

    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: Any) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def work(html: bytes, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    data, pages = make(html.decode())
    return {"pages": pages}, data


if __name__ == "__main__":
    sys.exit(child.main(work))
