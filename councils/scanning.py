"""The virus scanner behind uploads: an interface, and ClamAV's daemon as the one that we know.

`CLAMAV_URL` says where it listens: tcp://clamav:3310 or unix:///run/clamav/clamd.ctl. When it is set and the daemon
does not answer, uploads are refused until it does: nothing is kept unscanned. Not set: no scanner (demonstration).
"""

from __future__ import annotations

import logging
import socket
import struct
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .refusal import Refused

log = logging.getLogger(__name__)
SECONDS = 30
_CHUNK = 1024**2


class Unreachable(Exception):
    """The scanner gave no answer that can be relied on."""


class Scanner(Protocol):
    def find(self, content: bytes) -> str:
        """The name of what was found; empty for a clean file. Raises Unreachable."""
        ...


def scan(content: bytes) -> None:
    """Raises Refused for a file with a virus, and for one that could not be scanned."""
    scanner = configured()
    if scanner is None:
        return
    try:
        found = scanner.find(content)
    except Unreachable as error:
        log.error("The virus scanner did not answer: %s", error)
        raise Refused(
            "The selected file could not be checked for viruses just now. Try again later."
        ) from error
    if found:
        log.warning("A virus was found in an upload: %s", found.encode("ascii", "replace").decode()[:100])
        raise Refused("The selected file contains a virus.")


def configured() -> Scanner | None:
    return ClamAV(settings.CLAMAV_URL) if settings.CLAMAV_URL else None


class ClamAV:
    """clamd's INSTREAM: length and bytes, piece by piece, a zero length at the end, one line back."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.tcp = (parts.hostname or "", parts.port or 3310) if parts.scheme == "tcp" else None
        self.path = parts.path
        if parts.scheme not in ("tcp", "unix") or not (self.tcp or self.path):
            raise ImproperlyConfigured("CLAMAV_URL must be like tcp://clamav:3310 or unix:///run/clamd.ctl.")

    def find(self, content: bytes) -> str:
        try:
            with self._connect() as connection:
                connection.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), _CHUNK):
                    piece = content[start : start + _CHUNK]
                    connection.sendall(struct.pack(">I", len(piece)) + piece)
                connection.sendall(struct.pack(">I", 0))
                answer = _read(connection)
        except OSError as error:
            raise Unreachable(str(error)) from error
        if answer == "stream: OK":
            return ""
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer[len("stream: ") : -len(" FOUND")]
        raise Unreachable(f"unexpected answer {answer[:200]!r}")

    def _connect(self) -> socket.socket:
        if self.tcp:
            return socket.create_connection(self.tcp, timeout=SECONDS)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(self.path)
        except OSError:
            connection.close()
            raise
        return connection


def _read(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        piece = connection.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")
