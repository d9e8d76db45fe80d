"""ODS, the open format that GOV.UK asks for: the same sheets as the XLSX, with text cells typed as text."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from odf import dc, meta, number, style, table, teletype, text
from odf.opendocument import OpenDocumentSpreadsheet

from .sheet import Sheet, cell_value, names_of, opening_line, width_of, with_notes


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    book = OpenDocumentSpreadsheet()
    book.meta.addElement(dc.Title(text=title))
    book.meta.addElement(dc.Language(text="en-GB"))
    book.meta.addElement(meta.InitialCreator(text="Noticeboard"))
    styles = _Styles(book)
    everything = with_notes(sheets)
    for name, sheet in zip(names_of(everything), everything, strict=True):
        book.spreadsheet.addElement(_page(name, sheet, styles, has_notes=len(everything) > len(sheets)))
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


class _Styles:
    """The few looks that cells have. Widths of columns are made as they are met."""

    def __init__(self, book: Any) -> None:
        self.book, self._widths = book, dict[int, Any]()
        self.title = self._cell("title", size="16pt", weight="bold")
        self.line = self._cell("line")  # runs over the cells beside it, as the title does
        self.plain = self._cell("plain")
        self.bold = self._cell("bold", weight="bold")
        self.date = self._cell("date", shows=self._date("day"))
        self.moment = self._cell("moment", shows=self._date("moment", with_time=True))

    def width(self, characters: int) -> Any:
        if characters not in self._widths:
            made = style.Style(name=f"wide{characters}", family="table-column")
            made.addElement(style.TableColumnProperties(columnwidth=f"{characters * 0.24:.2f}cm"))
            self.book.automaticstyles.addElement(made)
            self._widths[characters] = made
        return self._widths[characters]

    def _cell(self, name: str, *, size: str = "12pt", weight: str = "normal", shows: Any = None) -> Any:
        more = {"datastylename": shows} if shows is not None else {}
        made = style.Style(name=name, family="table-cell", **more)
        made.addElement(style.TextProperties(fontfamily="Arial", fontsize=size, fontweight=weight))
        if name not in ("title", "line"):
            made.addElement(style.TableCellProperties(wrapoption="wrap", verticalalign="top"))
        self.book.automaticstyles.addElement(made)
        return made

    def _date(self, name: str, *, with_time: bool = False) -> Any:
        made = number.DateStyle(name=f"{name}-shown")
        parts: list[Any] = [
            number.Day(), number.Text(text=" "), number.Month(textual="true", style="long"), number.Text(text=" "),
            number.Year(style="long"),
        ]  # fmt: skip
        if with_time:
            parts += [number.Text(text=" "), number.Hours(style="long"), number.Text(text=":")]
            parts += [number.Minutes(style="long")]
        for part in parts:
            made.addElement(part)
        self.book.automaticstyles.addElement(made)
        return made


def _page(name: str, sheet: Sheet, styles: _Styles, *, has_notes: bool) -> Any:
    page = table.Table(name=name)
    rows = [[cell_value(value) for value in row] for row in sheet.rows]
    for column, label in enumerate(sheet.columns):
        width = width_of(label, (row[column] for row in rows if row[column] is not None))
        page.addElement(table.TableColumn(stylename=styles.width(width)))
    page.addElement(_row([(sheet.title, styles.title)]))
    page.addElement(_row([(opening_line(sheet, has_notes=has_notes), styles.line)]))
    head = table.TableHeaderRows()
    head.addElement(_row([(label, styles.bold) for label in sheet.columns]))
    page.addElement(head)
    looks: dict[type, Any] = {datetime.datetime: styles.moment, datetime.date: styles.date}
    for row in rows:
        page.addElement(_row([(value, looks.get(type(value), styles.plain)) for value in row]))
    return page


def _row(cells: Sequence[tuple[Any, Any]]) -> Any:
    row = table.TableRow()
    for value, look in cells:
        row.addElement(_cell(value, look))
    return row


def _cell(value: Any, look: Any) -> Any:
    if value is None:
        return table.TableCell(stylename=look)
    if isinstance(value, str):
        made = table.TableCell(valuetype="string", stylename=look)
        for line in value.split("\n"):
            paragraph = text.P()
            teletype.addTextToElement(paragraph, line)
            made.addElement(paragraph)
        return made
    if isinstance(value, datetime.date):
        made = table.TableCell(valuetype="date", datevalue=value.isoformat(), stylename=look)
    else:
        made = table.TableCell(valuetype="float", value=repr(value), stylename=look)
    made.addElement(text.P(text=str(value)))
    return made
