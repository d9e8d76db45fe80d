"""The child process that takes the text out of a PDF: a damaged or hostile file can only bring this process down.

Prints one JSON object: {"pages": [[line, ...], ...]} or {"error": "..."}. A line is [pieces, bottom, height, bold, region],
a piece [text, left]; raised small digits come out as superscripts; lines come in reading order.
"""

from __future__ import annotations

import json
import time
from typing import Any

from .characters import characters
from .regions import regions
from .rows import columns_by_row, merged, runs_of, written

MEMORY = 512 * 1024 * 1024
SECONDS = 45
MAX_PAGES = 400
ENOUGH = 250_000  # characters


def main(path: str) -> None:
    _limit()
    try:
        answer = read(path)
    except MemoryError:
        answer = {"error": "large"}
    print(json.dumps(answer))


def _limit() -> None:
    """Bound memory and processor time where the system can (not on Windows)."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 10, SECONDS + 15))
    except (ImportError, ValueError, OSError):
        pass


def read(path: str) -> dict[str, Any]:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > MAX_PAGES:
        return {"error": "long"}
    pages, deadline, size = [], time.monotonic() + SECONDS, 0
    for number in range(len(document)):
        if time.monotonic() > deadline:
            return {"error": "slow"}
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            return {"error": "damaged"}
        lines = page_lines(textpage, raw)
        pages.append(lines)
        size += sum(len(text) for line in lines for text, _ in line[0])
        textpage.close()
        page.close()
        if size > ENOUGH:
            break  # no notice is so long; the reader will say so
    return {"pages": pages}


def page_lines(textpage: Any, raw: Any) -> list[list[Any]]:
    lines = []
    for region, runs in enumerate(regions(list(runs_of(characters(textpage, raw))))):
        rows = merged(runs)
        for row, columns in zip(rows, columns_by_row(rows), strict=True):
            pieces, bold = written(row, columns)
            if pieces:
                lines.append([pieces, round(row.base, 1), round(row.height, 1), bold, region])
    return lines
