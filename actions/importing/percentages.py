"""Cells that a workbook shows as percentages. It keeps a share, 0.45; the people who read it see 45%."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .formulas import attribute, cells_of_open_document, elements, letters, worksheets

_BUILT_IN = frozenset({9, 10})  # 0% and 0.00%


def percentages(content: bytes, ending: str) -> dict[str, set[str]]:
    """By worksheet: {"B7", "B8"}."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if ending == "xlsx":
                styles = set(_styles(parts))
                return {name: set(_of_excel(parts, path, styles)) for name, path in worksheets(parts)}
            return _of_open_document(parts)
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, KeyError) as error:
        raise ValueError(str(error)) from error


def _styles(parts: zipfile.ZipFile) -> Iterator[str]:
    """Numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in parts.namelist():
        return
    own, place = set[int](), -1
    inside = False
    with parts.open("xl/styles.xml") as part:
        for event, element in iterparse(part, events=("start", "end")):
            tag = element.tag.rsplit("}", 1)[-1]
            if tag == "cellXfs":
                inside = event == "start"
            elif event == "start" and tag == "numFmt" and "%" in element.get("formatCode", ""):
                own.add(int(element.get("numFmtId", "0")))
            elif event == "start" and tag == "xf" and inside:
                place += 1
                if int(element.get("numFmtId", "0")) in _BUILT_IN | own:
                    yield str(place)


def _of_excel(parts: zipfile.ZipFile, path: str, styles: set[str]) -> Iterator[str]:
    if styles:
        for cell in elements(parts, path, "c"):
            if cell.get("s") in styles:
                yield cell.get("r", "")


def _of_open_document(parts: zipfile.ZipFile) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, row, column, wide, element in cells_of_open_document(parts):
        if attribute(element, "value-type") == "percentage":
            for place in range(column, min(column + wide, column + 100)):
                found.setdefault(name, set()).add(f"{letters(place)}{row + 1}")
    return found
