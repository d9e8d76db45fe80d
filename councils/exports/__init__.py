"""Lists of the product as spreadsheets: XLSX, ODS and CSV, made the same way everywhere.

    path("…/due.<spreadsheet:kind>", views.due_spreadsheet, name="due_spreadsheet")
    return table_response(kind, f"{council_slug}-due-{on}", [Sheet("What falls due", HEADER, rows, notes)])

A download is made whole, never streamed: a stream would be produced after the transaction, and with it the right to
read, is over. No text of a person can become a formula in any of the three (bar B33).
"""

from .answers import KINDS, SpreadsheetKind, attachment, table_bytes, table_response
from .csv_files import csv_text
from .notes import list_notes, word_notes
from .sheet import Sheet, cell_text

__all__ = [
    "KINDS",
    "Sheet",
    "SpreadsheetKind",
    "attachment",
    "cell_text",
    "csv_text",
    "list_notes",
    "table_bytes",
    "table_response",
    "word_notes",
]
