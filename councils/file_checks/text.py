"""Plain text, Markdown and CSV: text indeed, no page or program, no formula that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re

from .harmful import DAMAGED, Harmful, WrongKind

_BINARY = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"MZ\x90", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\xd0\xcf\x11\xe0")  # fmt: skip
_PAGE = re.compile(r"<(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php)", re.IGNORECASE)
_PROGRAM = re.compile(r"\A\s*(#!|@echo off|<job|mime-version:)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CALLS = re.compile(r"^[=@]|^[+\-][^|(!]*[|(!]")
PAGE = "The selected file is a web page or a program, not plain text."
FORMULAS = (
    "The selected file holds formulas: a cell that begins with =, or one that runs something. "
    "Save it with values only and upload that."
)


def check_text(content: bytes, ending: str) -> None:
    if content.startswith(_BINARY):
        raise WrongKind(ending)
    text = _decode(content)
    if _CONTROL.search(text):
        raise WrongKind(ending)
    if _PAGE.search(text) or _PROGRAM.search(text):
        raise Harmful(PAGE)
    if ending == "csv":
        _check_cells(text)


def _decode(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark (Notepad's "Unicode"), or Windows' western letters, as Excel writes CSV."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Harmful(DAMAGED)


def _check_cells(text: str) -> None:
    """Any separator that a spreadsheet may take."""
    for separator in ",;\t":
        try:
            for row in csv.reader(io.StringIO(text), delimiter=separator):
                if any(_CALLS.match(cell.strip("\ufeff \t\r\n'\"")) for cell in row):
                    raise Harmful(FORMULAS)
        except csv.Error as error:
            raise Harmful(DAMAGED) from error
