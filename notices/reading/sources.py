"""Stage 1: a file becomes lines of text with positions. Whatever cannot be read is refused here, in one sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .result import Footnote, Unreadable

MAX_BYTES = 20 * 1024 * 1024
MAX_PART = 12 * 1024 * 1024  # of the text of a Word document; a notice takes a hundredth of it
TEXT_SUFFIXES = (".txt", ".md")
SUFFIXES = (*TEXT_SUFFIXES, ".pdf", ".docx")

# What other formats begin with, so that a misnamed file is called by its true name.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old or a password-protected Office document",
    ),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a compressed file"),
)


@dataclass(frozen=True)
class SourceLine:
    """One line as it stands in the document. `number` is its line from 1, or the page of a PDF."""

    text: str
    number: int
    page: int = 1
    gap: bool = False  # clear space above it
    heading: bool = False  # set as a heading by its style, weight or size
    indent: float = 0.0
    cells: tuple[str, ...] | None = None  # of a table's row
    cut: bool = False  # the first line of a column: a sentence may run on from the one before
    last: int | None = None  # the last line of a row that takes several


@dataclass
class Source:
    lines: list[SourceLine]
    text: str
    footnotes: list[Footnote] = field(default_factory=list)
    paged: bool = False


def load(path: Path) -> Source:
    """Read the file into lines, or raise Unreadable."""
    suffix = path.suffix.lower()
    head = _checked_head(path, suffix)
    if suffix == ".pdf":
        from .source_pdf import read_pdf

        source = _expect(head, b"%PDF-", "a PDF", path, read_pdf)
    elif suffix == ".docx":
        from .source_word import read_word

        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable(
                f"{path.name} is protected by a password, or is an old Word document: save it as .docx without one."
            )
        source = _expect(head, b"PK\x03\x04", "a Word document", path, read_word)
    else:
        from .source_text import read_text

        other = true_kind(head)
        if other:
            raise Unreadable(f"{path.name} is named as a text file, but it is {other}.")
        source = read_text(path)
    if not any(line.text.strip() for line in source.lines):
        raise Unreadable(f"{path.name} holds no text: if it is a scan, it needs text recognition first.")
    return source


def _checked_head(path: Path, suffix: str) -> bytes:
    """The first bytes of a file that is there, allowed, and neither empty nor too large."""
    try:
        if not path.is_file():
            raise Unreadable(f"There is no file {path.name}.")
        size = path.stat().st_size
        if suffix not in SUFFIXES:
            raise Unreadable(
                f"{path.name} is not a kind of file that can be read: use .txt, .md, .pdf or .docx."
            )
        if size == 0:
            raise Unreadable(f"{path.name} is empty.")
        if size > MAX_BYTES:
            raise Unreadable(f"{path.name} is larger than 20 MB.")
        with path.open("rb") as file:
            return file.read(2048)
    except (
        OSError,
        ValueError,
    ) as error:  # ValueError: a name that no file system takes
        raise Unreadable(f"The file {path.name} cannot be opened.") from error


def _expect(head: bytes, magic: bytes, what: str, path: Path, read: Callable[[Path], Source]) -> Source:
    where = (
        head[:1024] if magic == b"%PDF-" else head[: len(magic)]
    )  # PDF readers allow a little before the mark
    if magic not in where:
        other = true_kind(head)
        raise Unreadable(f"{path.name} is named as {what}, but it is {other or 'something else'}.")
    return read(path)


def true_kind(head: bytes) -> str | None:
    for magic, what in SIGNATURES:
        if head.startswith(magic):
            return what
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return None


def open_zip(path: Path) -> zipfile.ZipFile:
    """A zip whose unpacked size is bounded: a bomb is refused before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(f"{path.name} is damaged: it is not a whole Word document.") from error
    if any(entry.flag_bits & 1 for entry in entries):
        archive.close()
        raise Unreadable(f"{path.name} is protected by a password.")
    text = max((entry.file_size for entry in entries if entry.filename.endswith(".xml")), default=0)
    if len(entries) > 5000 or sum(entry.file_size for entry in entries) > 10 * MAX_BYTES or text > MAX_PART:
        archive.close()
        raise Unreadable(f"{path.name} unpacks to more than a document can hold.")
    return archive
