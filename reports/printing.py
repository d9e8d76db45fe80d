"""A report's data to HTML to PDF, without importing WeasyPrint: that happens in a child process with limits (pdf.py)."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from councils.lateness import long_date

from . import links, pdf
from .board_report import BoardReport, sections

# What the child may know: where libraries and fonts are. Neither the database's address nor a secret.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME",
              "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # fmt: skip


class NotPrinted(Exception):
    """Why there is no PDF, in words for the person who asked for it."""


@dataclass(frozen=True)
class Printed:
    content: bytes
    pages: int


def report_html(report: BoardReport, *, number: int | None = None) -> str:
    """The report's page as a document for paper; everything that it shows is inside it."""
    return render_to_string(
        "reports/board_report_print.html",
        {
            "css": print_css(),
            "report": report,
            "sections": sections(report),
            "title": f"{report.title}: {report.council}, as at {long_date(report.as_at)}",
            "number": f"Report {number}" if number else "",
            "address": f"{settings.BASE_URL}{links.progress(report.council_slug, report.as_at)}",
        },
    )


def print_all(documents: Sequence[str]) -> list[Printed]:
    """Each document in a child of its own, side by side: whoever waits for one waits for all. Raises NotPrinted."""
    with ThreadPoolExecutor(max_workers=len(documents)) as pool:
        return list(pool.map(print_in_child, documents))


def print_in_child(
    html: str, *, seconds: int = pdf.SECONDS, memory: int = pdf.MEMORY, program: str = "reports.pdf"
) -> Printed:
    """Make the PDF in a process that can be stopped. Raises NotPrinted with the reason in words."""
    limits = json.dumps({"memory": memory, "seconds": seconds}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", program],
            input=limits + html.encode(),
            capture_output=True,
            timeout=2 * seconds,  # on a busy machine it gets half of a processor
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted(_too_long(seconds)) from None
    if done.returncode == 0:
        head, _, content = done.stdout.partition(b"\n")
        return Printed(content, json.loads(head)["pages"])
    if -done.returncode in (24, 9):  # SIGXCPU, and SIGKILL where that did not stop it
        raise NotPrinted(_too_long(seconds))
    if done.returncode == pdf.OUT_OF_MEMORY or b"MemoryError" in done.stderr or done.returncode < 0:
        raise NotPrinted(
            f"Making the PDF needed more than {memory // 1024**2:,} MB of memory and was stopped."
        )
    raise NotPrinted("The PDF could not be made from this report.")


def _too_long(seconds: int) -> str:
    return f"Making the PDF took longer than {seconds} seconds and was stopped."


@lru_cache(maxsize=1)
def print_css() -> str:
    """The style sheet for paper with its fonts inside it."""
    path = finders.find("build/print.css")
    if path is None:
        raise NotPrinted(
            "The style sheet for paper has not been built. Run make run once, or the set-up step."
        )
    sheet = Path(path)
    return re.sub(
        r"""url\(["']?(?!data:)([^"')]+)["']?\)""",
        lambda found: f"url({_font(sheet.parent / found[1])})",
        sheet.read_text(),
    )


def _font(path: Path) -> str:
    return "data:font/woff2;base64," + base64.b64encode(path.read_bytes()).decode()
