"""ZIP containers, which Word, Excel, PowerPoint and OpenDocument files are: looked through before anything is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from .harmful import DAMAGED, EICAR, EMBEDDED, PASSWORD, TOO_COMPLEX, TWO_IN_ONE, VIRUS, Harmful

MOST_PARTS = 4000
MOST_DIRECTORY = MOST_PARTS * 300  # bytes
MOST_UNPACKED = 200 * 1024**2
MOST_INSIDE = 25 * 1024**2
MOST_RATIO = 200  # of a part that is large when unpacked; text in tables reaches 60
LARGE = 4 * 1024**2
_CHUNK = 1024**2
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
# What must not be inside a document: an archive or a program, whatever it is called.
_STARTS = {
    b"PK\x03\x04": "zip", b"Rar!": "rar", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b": "gz", b"BZh": "bz2",
    b"\xfd7zXZ": "xz", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole", b"\x7fELF": "elf", b"%PDF-": "pdf",
    b"MSCF": "cab", b"{\\rtf": "rtf", b"\xca\xfe\xba\xbe": "class",
}  # fmt: skip
_ENDINGS = (
    ".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".hta", ".lnk", ".msi", ".html",
    ".htm", ".svg", ".swf", ".zip", ".rar", ".7z", ".gz", ".iso", ".sh", ".py", ".php",
)  # fmt: skip


class Archive:
    """A ZIP whose directory has been found sane. Parts are read through `chunks`, which counts what comes out."""

    def __init__(self, content: bytes, *, room: int = MOST_UNPACKED) -> None:
        self.content, self.room = content, room
        _check_end(content)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            UnicodeDecodeError,
            struct.error,
        ) as error:
            raise Harmful(DAMAGED) from error
        self._counted: set[str] = set()
        self.parts = {info.filename: info for info in self.zip.infolist() if not info.is_dir()}
        self._check_directory()

    def _check_directory(self) -> None:
        infos = self.zip.infolist()
        if len(infos) > MOST_PARTS:
            raise Harmful(TOO_COMPLEX)
        seen: set[str] = set()
        for info in infos:
            _check_name(info)
            if info.filename.lower() in seen:
                raise Harmful(DAMAGED)
            seen.add(info.filename.lower())
            if info.flag_bits & _ENCRYPTED:
                raise Harmful(PASSWORD)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Harmful(DAMAGED)
            if info.file_size > LARGE and info.file_size > MOST_RATIO * max(info.compress_size, 1):
                raise Harmful(TOO_COMPLEX)
        if sum(info.file_size for info in infos) > self.room:
            raise Harmful(TOO_COMPLEX)
        self._check_no_overlap(infos)

    def _check_no_overlap(self, infos: list[zipfile.ZipInfo]) -> None:
        """A bomb without nesting lets many parts share the same bytes; a real archive has them one after the other."""
        until = 0
        for info in sorted(infos, key=lambda i: i.header_offset):
            header = self.content[info.header_offset : info.header_offset + _LOCAL.size]
            if info.header_offset < until or len(header) < _LOCAL.size:
                raise Harmful(DAMAGED)
            fields = _LOCAL.unpack(header)
            until = info.header_offset + _LOCAL.size + fields[-2] + fields[-1] + info.compress_size
        if until > self.zip.start_dir:
            raise Harmful(DAMAGED)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part unpacked, a megabyte at a time; never more than its directory entry declares."""
        counts = name not in self._counted
        self._counted.add(name)
        try:
            with self.zip.open(self.parts[name]) as part:
                while chunk := part.read(_CHUNK):
                    self.room -= len(chunk) if counts else 0
                    if self.room < 0:
                        raise Harmful(TOO_COMPLEX)
                    yield chunk
        except (
            zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, struct.error, KeyError,
        ) as error:  # fmt: skip
            raise Harmful(DAMAGED) from error

    def read(self, name: str) -> bytes:
        """Whole, for a part that is looked through as a file of its own."""
        if self.parts[name].file_size > MOST_INSIDE:
            raise Harmful(TOO_COMPLEX)
        return b"".join(self.chunks(name))

    def head(self, name: str) -> bytes:
        """How a part that is no XML begins; the rest is unpacked and dropped, so that a damaged one is noticed."""
        head = tail = b""
        for chunk in self.chunks(name):
            head = head or chunk[:512]
            if EICAR in tail + chunk:
                raise Harmful(VIRUS)
            tail = chunk[-128:]
        return head


def check_part_is_no_file(name: str, head: bytes) -> None:
    """A part of a document may be text or a picture; not an archive, a program or another document."""
    lower = name.lower()
    if lower.endswith(_ENDINGS) or any(head.startswith(start) for start in _STARTS) or _is_program(head):
        raise Harmful(EMBEDDED)


def _is_program(head: bytes) -> bool:
    return head[:2] == b"MZ" and len(head) > 64


def _check_name(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    pieces = name.replace("\\", "/").split("/")
    odd = name.startswith(("/", "\\")) or ".." in pieces or ":" in name or "\x00" in name or not name
    if odd or len(name) > 255 or stat.S_ISLNK(info.external_attr >> 16):
        raise Harmful(DAMAGED)


def _check_end(content: bytes) -> None:
    """The directory's own size, before zipfile reads it; and nothing in front of the archive or behind it."""
    if not content.startswith(b"PK\x03\x04"):
        raise Harmful(TWO_IN_ONE)
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(content):
        raise Harmful(DAMAGED)
    _, _, _, _, count, size, start, comment = _END.unpack(content[at : at + _END.size])
    if count > MOST_PARTS or size > MOST_DIRECTORY:
        raise Harmful(TOO_COMPLEX)
    if comment or at + _END.size != len(content) or start + size != at:
        raise Harmful(TWO_IN_ONE)
