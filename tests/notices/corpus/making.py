"""Makes the documents from their committed sources: the repository holds text only, the reader gets files.

NAME.txt, NAME.md        as they are (UTF-8, line ends LF);
NAME.cp1252.txt, NAME.utf-16.txt, NAME.crlf.txt   NAME.txt in that encoding, or with those line ends;
NAME.pdf.html            NAME.pdf by WeasyPrint: the style sheet in the source makes columns, heads, feet and watermarks;
NAME.docx.html           NAME.docx, written as WordprocessingML by `word.py`.
"""

from __future__ import annotations

import logging
from pathlib import Path

from .word import to_word

FOLDER = Path(__file__).resolve().parent
PARTS = ("developed", "aside")


def sources(part: str) -> dict[str, Path]:
    """Name of each document of a part, and the source that it is made from."""
    files = sorted(path for path in (FOLDER / part).iterdir() if path.suffix != ".json")
    return {path.name.split(".")[0]: path for path in files}


def make(source: Path, into: Path) -> Path:
    """Write the document of `source` into a folder, and say where it is."""
    name, *endings = source.name.split(".")
    content = source.read_text(encoding="utf-8")
    made = into / f"{name}.{endings[0] if endings[-1] == 'html' else endings[-1]}"
    match endings:
        case ["pdf", "html"]:
            made.write_bytes(_pdf(content))
        case ["docx", "html"]:
            made.write_bytes(to_word(content))
        case ["crlf", _]:
            made.write_bytes(content.replace("\n", "\r\n").encode("utf-8"))
        case [encoding, _]:
            made.write_bytes(content.encode(encoding))
        case [_]:
            made.write_bytes(content.encode("utf-8"))
        case _:
            raise ValueError(f"{source.name}: no way is known to make this document.")
    return made


def _pdf(content: str) -> bytes:
    from weasyprint import HTML  # type: ignore[import-untyped]

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    made: bytes = HTML(string=content).write_pdf()
    return made
