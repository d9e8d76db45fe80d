"""Evidence as one ZIP: the files, and an index that says what each is, for people and for spreadsheets.

Made whole before it is sent (a stream would run after the transaction, and with it the right to read, is over), in a
temporary file, so the memory that it takes is that of its largest file. Restricted evidence stays behind: an archive
travels further than the pages that guard it.
"""

from __future__ import annotations

import datetime
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import IO

from django.db.models import Sum
from django.http import FileResponse

from councils import status
from councils.exports import csv_text
from councils.files import as_attachment, harmless_name
from councils.lateness import long_date
from councils.models import Council, StoredFile
from councils.refusal import Refused

from .evidence_list import _citations
from .models import Evidence, EvidenceVersion

MOST_BYTES = 100 * 1024**2
HEADER = ("Number", "Title", "What it shows", "Class", "Action", "Requirements", "As at", "Status", "Version",
          "File or link", "SHA-256")  # fmt: skip


@dataclass(frozen=True)
class Archive:
    content: IO[bytes]
    files: int
    left_out: int  # restricted items among what was asked for


def archive(
    rows: Iterable[Evidence],
    *,
    council: Council,
    title: str,
    on: datetime.date,
    versions: Mapping[int, int] | None = None,
) -> Archive:
    """`rows`: with their standing, as far as the person may see. `versions`: which version of each (a review cites one);
    else the accepted one, or the newest where none is accepted. Raises Refused when it would be too large."""
    every = list(rows)
    shown = [row for row in every if not row.restricted]
    left_out = len(every) - len(shown)
    chosen = _versions(shown, versions or {})
    total = (
        StoredFile.objects.filter(pk__in=[v.file_id for v in chosen.values()]).aggregate(n=Sum("size"))["n"]
        or 0
    )
    if total > MOST_BYTES:
        raise Refused(
            f"These files come to {total // 1024**2} MB, and an archive holds at most {MOST_BYTES // 1024**2} MB. "
            "Filter the list, for example by action or class, and download it in parts."
        )
    clauses = _citations(shown)
    content = tempfile.TemporaryFile()  # noqa: SIM115  # it outlives this function: the answer is read from it
    lines: list[list[object]] = []
    files = 0
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for row in sorted(shown, key=lambda r: r.number):
            version = chosen[row.pk]
            name = version.link
            if version.file_id:
                stored = StoredFile.objects.get(pk=version.file_id, council_id=council.pk)
                # the number makes it unique, and keeps it from being a device or a hidden file
                name = f"files/{row.number:04d}-version-{version.number}-{harmless_name(stored.name)}"
                out.writestr(name, bytes(stored.content))
                files += 1
            lines.append([
                row.number, row.title, row.shows, row.get_evidence_class_display(), row.action.ref if row.action else "",
                "; ".join(clauses.get(row.pk, [])), row.as_at_on, status.word("evidence", row.standing), version.number,
                name, version.sha256,
            ])  # fmt: skip
        out.writestr("index.csv", "\ufeff" + csv_text(HEADER, lines))
        out.writestr("index.html", _page(lines, title=title, on=on, left_out=left_out))
    content.seek(0)
    return Archive(content, files, left_out)


def as_response(made: Archive, name: str) -> FileResponse:
    response = FileResponse(made.content, content_type="application/zip")
    as_attachment(response, name)
    return response


def left_out_in_words(number: int) -> str:
    """How many restricted items stayed behind; empty when none did."""
    if not number:
        return ""
    items = "1 restricted item is" if number == 1 else f"{number} restricted items are"
    return f"{items} left out: open them in Noticeboard."


def _versions(rows: list[Evidence], chosen: Mapping[int, int]) -> dict[int, EvidenceVersion]:
    wanted = {row.pk: chosen.get(row.pk) or row.accepted_version or row.version for row in rows}
    of_rows = EvidenceVersion.objects.filter(evidence__in=list(wanted))
    return {v.evidence_id: v for v in of_rows if wanted[v.evidence_id] == v.number}


def _page(lines: list[list[object]], *, title: str, on: datetime.date, left_out: int) -> str:
    """The index to read in a browser, without the network. Every word is escaped; links lead into the archive only."""

    def cell(value: object) -> str:
        text = long_date(value) if isinstance(value, datetime.date) else str(value)
        shown = escape(text)
        return f'<a href="{shown}">{shown}</a>' if text.startswith("files/") else shown

    head = "".join(f'<th scope="col">{name}</th>' for name in HEADER)
    body = "\n".join(f"<tr>{''.join(f'<td>{cell(value)}</td>' for value in line)}</tr>" for line in lines)
    more = f"<p>{escape(left_out_in_words(left_out))}</p>" if left_out else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        "<style>body{font-family:sans-serif;margin:2rem}td,th{border:1px solid #505a5f;padding:.3rem;text-align:left;"
        "vertical-align:top}table{border-collapse:collapse}</style></head>\n"
        f"<body><h1>{escape(title)}</h1><p>Made by Noticeboard on {long_date(on)}. Compare a file with its SHA-256 to see "
        f"that it is the one that was submitted.</p>{more}\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></body></html>\n"
    )
