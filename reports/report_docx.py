"""The progress report as a Word file, for editing commentary away from Noticeboard: the very markup of the page, element
by element, so that its words and their order are the page's. Charts are left out; their findings and tables are in."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt

from .printing import report_markup
from .report_data import OffPlan

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LEVELS = {"h1": 0, "h2": 1, "h3": 2}
_PARAGRAPHS = {"p", "li", "caption", "h1", "h2", "h3"}


def report_docx(report: OffPlan) -> bytes:
    document = Document()
    document.core_properties.title = f"{report.title}: {report.council}"
    document.core_properties.author = report.council
    document.styles["Normal"].font.size = Pt(11)
    reader = _Reader(document)
    reader.feed(report_markup(report))
    reader.close()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Reader(HTMLParser):
    """Our own markup only: headings, paragraphs, lists, tables of plain cells, links and badges inside them."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self.document = document
        self.into: Any = None  # the paragraph that is being written
        self.rows: list[tuple[bool, list[str]]] = []  # of the table: whether it is a head, and its cells
        self.cell: list[str] | None = None
        self.in_head = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _LEVELS:
            self.into = self.document.add_heading(level=_LEVELS[tag])
        elif tag == "li":
            self.into = self.document.add_paragraph(style="List Bullet")
        elif tag in ("p", "caption"):
            self.into = self.document.add_paragraph(style="Caption" if tag == "caption" else None)
        elif tag == "table":
            self.rows = []
        elif tag == "thead":
            self.in_head = True
        elif tag == "tr":
            self.rows.append((self.in_head, []))
        elif tag in ("td", "th"):
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.into = None
        elif tag == "thead":
            self.in_head = False
        elif tag in ("td", "th") and self.cell is not None:
            lines = "".join(self.cell).split("\n")
            self.rows[-1][1].append("\n".join(filter(None, (" ".join(line.split()) for line in lines))))
            self.cell = None
        elif tag == "table":
            self._table()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(" ".join(data.split("\n")))
        elif self.into is not None:
            self.into.add_run(" ".join(data.split("\n")))

    def _table(self) -> None:
        """Rows are written one by one: asking a large table for its cells costs a walk over all of it each time."""
        table = self.document.add_table(rows=0, cols=len(self.rows[0][1]), style="Table Grid")
        for is_head, cells in self.rows:
            row = table.add_row()
            for cell, text in zip(row.cells, cells, strict=True):
                run = cell.paragraphs[0].add_run(text)
                if is_head:
                    run.bold = True
            if is_head:
                mark = OxmlElement(
                    "w:tblHeader"
                )  # repeated on each page, and known to screen readers as the head
                mark.set(qn("w:val"), "true")
                row._tr.get_or_add_trPr().append(mark)
