"""Documents that people upload: what may be kept, and how it is handed out again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from .models import Council, StoredFile, User
from .refusal import Refused

MOST_BYTES = 25 * 1024**2
# What a name may end in, and how people call it.
DOCUMENTS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "md": "text/markdown",
}


def keep(
    upload: UploadedFile, *, council: Council, by: User, kinds: Mapping[str, str] = DOCUMENTS
) -> StoredFile:
    """Check an upload and keep it. Raises Refused with one sentence for the person who chose the file."""
    name = harmless_name(upload.name or "")
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in kinds:
        raise Refused(f"The selected file must be one of these: {', '.join(kinds)}.")
    if not upload.size:
        raise Refused("The selected file is empty.")
    if upload.size > MOST_BYTES:
        raise Refused(f"The selected file must be smaller than {MOST_BYTES // 1024**2} MB.")
    content = upload.read()
    return StoredFile.objects.create(
        council=council,
        name=name,
        content_type=kinds[ending],
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kept_by=by,
    )


def harmless_name(name: str) -> str:
    """The last part of the name, without characters that steer a terminal, a header or the reading direction."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(
        c for c in last if c.isprintable() and c not in '<>:"|?*\u202a\u202b\u202d\u202e\u2066\u2067'
    )
    stem, dot, ending = plain.strip(" .").rpartition(".")
    return f"{stem[:180]}{dot}{ending[:15]}" or "document"


def as_download(file: StoredFile) -> HttpResponse:
    """Always an attachment, never shown in our pages: a browser must not run what somebody uploaded."""
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
