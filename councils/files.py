"""Documents that people upload: what may be kept, and how it is handed out again.

`keep` is the only way in: name made harmless, size, content looked through in a process of its own
(councils/file_checks), then by the virus scanner (scanning.py). docs/decisions/010-evidence.md.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse, HttpResponseBase

from . import child, scanning
from .file_checks.harmful import TOO_COMPLEX
from .models import Council, StoredFile, User
from .refusal import Refused

MOST_BYTES = 25 * 1024**2
SECONDS = 9
MEMORY = 480 * 1024**2
# What a name may end in, and how people call it.
DOCUMENTS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "md": "text/markdown",
}
OFFICE: Mapping[str, str] = {
    **DOCUMENTS,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
# Endings that a system may run when they stand inside a name, like report.exe.pdf.
_RUNNABLE = re.compile(
    r"\.(?=(?:exe|com|bat|cmd|scr|pif|msi|jar|js|jse|vbs|vbe|wsf|hta|lnk|ps1|sh|php|phtml|asp|aspx|jsp|cgi|py|pl"
    r"|html?|xhtml|svg|swf|docm|xlsm|pptm|dll|iso|zip)(?:\.|$))",
    re.IGNORECASE,
)
_DEVICES = re.compile(
    r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE
)  # names that Windows keeps for itself


def keep(
    upload: UploadedFile, *, council: Council, by: User | None, kinds: Mapping[str, str] = DOCUMENTS
) -> StoredFile:
    """Check an upload and keep it. Raises Refused with one sentence for the person who chose the file."""
    name = harmless_name(upload.name or "")
    ending = ending_of(name)
    if ending not in kinds:
        raise Refused(f"The selected file must be one of these: {', '.join(kinds)}.")
    if not upload.size:
        raise Refused("The selected file is empty.")
    if upload.size > MOST_BYTES:
        raise Refused(f"The selected file must be smaller than {MOST_BYTES // 1024**2} MB.")
    content = upload.read()
    check_content(content, ending)
    scanning.scan(content)
    return StoredFile.objects.create(
        council=council,
        name=name,
        content_type=kinds[ending],
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kept_by=by,
    )


def check_content(content: bytes, ending: str) -> None:
    """In a process of its own, with little memory and time. Raises Refused."""
    try:
        reply = child.run(
            "councils.file_checks",
            content,
            seconds=SECONDS,
            clock=SECONDS,
            memory=MEMORY,
            tell={"ending": ending},
        )
    except child.Stopped as stopped:  # a file that floods or breaks its parser
        raise Refused(TOO_COMPLEX) from stopped
    if reply.head["refused"]:
        raise Refused(reply.head["refused"])


def harmless_name(name: str) -> str:
    """The last part of the name, without characters that steer a terminal, a header or the reading direction."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem, dot, ending = plain.rpartition(".")
    stem = _RUNNABLE.sub("_", stem)[:180].strip(" .")
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    return f"{stem}{dot}{ending[:15]}" or "document"


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def as_download(file: StoredFile) -> HttpResponse:
    """Always an attachment, never shown in our pages: a browser must not run what somebody uploaded."""
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    as_attachment(response, file.name)
    return response


def as_attachment(response: HttpResponseBase, name: str) -> None:
    """The headers of every file that people uploaded, and of archives of them."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"


class StopsWhenTooLarge(FileUploadHandler):
    """Drops what comes after the largest size that is kept, so that an endless upload fills no disk.

    What came before is handed on, one piece too long: `keep` then says that the file is too large, and the rest of the
    form is not lost.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= MOST_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        return None  # the next handler has the file
