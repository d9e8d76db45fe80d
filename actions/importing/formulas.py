"""Cells whose formula has no value: it was never worked out, or it is an error such as #REF!.

The reader of workbooks gives the values that Excel kept; of these cells it gives nothing, and nobody would notice.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST = 2_000  # of one worksheet: enough to tell


def formulas_without_value(content: bytes, ending: str) -> dict[str, dict[str, str]]:
    """By worksheet: {"B7": "#REF!"}, with an empty text where there is no value at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return _of_excel(parts) if ending == "xlsx" else _of_open_document(parts)
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, KeyError) as error:
        raise ValueError(str(error)) from error


def _of_excel(parts: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    return {name: dict(_bad_cells(parts, path)) for name, path in worksheets(parts)}


def worksheets(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each worksheet of an Excel workbook, and the part that holds it."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in elements(parts, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    for sheet in elements(parts, "xl/workbook.xml", "sheet"):
        target = targets.get(sheet.get(_R), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in parts.namelist():
            yield sheet.get("name", ""), path


def _bad_cells(parts: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str]]:
    for number, cell in enumerate(elements(parts, path, "c")):
        texts = {child.tag.rsplit("}", 1)[-1]: child.text or "" for child in cell}
        if cell.get("t") == "e":
            yield cell.get("r", ""), texts.get("v", "")
        elif "f" in texts and not texts.get("v") and cell.get("t") not in ("str", "inlineStr"):
            yield cell.get("r", ""), ""
        if number > 2_000_000:
            return


def _of_open_document(parts: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, row, column, _, element in cells_of_open_document(parts):
        if attribute(element, "formula") and len(found.get(name, {})) < _MOST:
            kinds = {v for k, v in element.attrib.items() if k.endswith("}value-type")}
            if "error" in kinds or not kinds:
                said = "".join(element.itertext()).strip()
                found.setdefault(name, {})[f"{letters(column)}{row + 1}"] = said
    return found


def cells_of_open_document(parts: zipfile.ZipFile) -> Iterator[tuple[str, int, int, int, Any]]:
    """Worksheet, row and column from 0, how many columns it stands for, and the cell's element."""
    name, row, column = "", 0, 0
    with parts.open("content.xml") as part:
        for event, element in iterparse(part, events=("start", "end")):
            tag = element.tag.rsplit("}", 1)[-1]
            if event == "start":
                if tag == "table":
                    name, row = attribute(element, "name"), 0
                elif tag == "table-row":
                    column = 0
                continue
            if tag in ("table-cell", "covered-table-cell"):
                wide = int(attribute(element, "number-columns-repeated") or 1)
                yield name, row, column, wide, element
                column += wide
            elif tag == "table-row":
                row += int(attribute(element, "number-rows-repeated") or 1)
                element.clear()


def elements(parts: zipfile.ZipFile, path: str, tag: str) -> Iterator[Any]:
    with parts.open(path) as part:
        for _, element in iterparse(part):
            name = element.tag.rsplit("}", 1)[-1]
            if name == tag:
                yield element
            if name in ("row", tag):
                element.clear()


def attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
