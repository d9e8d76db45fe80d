"""The three kinds of spreadsheet as downloads."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from . import ods, xlsx
from .csv_files import csv_bytes
from .sheet import Sheet

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}


class SpreadsheetKind:
    """`<spreadsheet:kind>` in an address."""

    regex = "xlsx|ods|csv"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def table_bytes(kind: str, sheets: Sequence[Sheet]) -> bytes:
    """The file of that kind. The first sheet's title is the document's; CSV has one table, so it is the first sheet."""
    first = sheets[0]
    if kind == "csv":
        return csv_bytes(first.columns, first.rows)
    return (xlsx if kind == "xlsx" else ods).workbook(first.title, sheets)


def table_response(kind: str, stem: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """A download named `stem` (plain ASCII: take it from slugs and dates) with the ending of its kind."""
    return attachment(table_bytes(kind, sheets), f"{stem}.{kind}", KINDS[kind])


def attachment(content: bytes, filename: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
