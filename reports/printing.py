"""A report's data to HTML to PDF, without importing WeasyPrint: that happens in a child process with limits (pdf.py)."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from councils import child
from councils.lateness import long_date

from . import links, pdf
from .board_report import sections
from .models import ReportRun
from .report_data import OffPlan

LOOK_AGAIN = 1.0  # seconds
# What the style sheet for paper has no use for; in texts a quotation mark is never bare.
OF_SCREENS = re.compile(r' (?:class="govuk-[^" ]*"|data-label="[^"]*")')


class NotPrinted(Exception):
    """Why there is no PDF, in words for the person who asked for it."""


@dataclass(frozen=True)
class Printed:
    content: bytes
    pages: int


def report_html(
    report: OffPlan, *, kind: str = ReportRun.Kind.BOARD_PROGRESS, number: int | None = None
) -> str:
    """The report's page as a document for paper; everything that it shows is inside it."""
    template = "one_page_print" if kind == ReportRun.Kind.ONE_PAGE else "board_report_print"
    html = render_to_string(
        f"reports/{template}.html",
        {
            **_shown(report, kind),
            "css": print_css(),
            "title": f"{report.title}: {report.council}, as at {long_date(report.as_at)}",
            "number": f"Report {number}" if number else "",
        },
    )
    return OF_SCREENS.sub("", html)


def report_markup(report: OffPlan) -> str:
    """The progress report without its frame and its contents, for other kinds of file (report_docx.py)."""
    return render_to_string("reports/board_report_plain.html", _shown(report, ReportRun.Kind.BOARD_PROGRESS))


def _shown(report: OffPlan, kind: str) -> dict[str, Any]:
    page = links.report_page(kind, report.council_slug, report.as_at)
    return {"report": report, "sections": sections(report), "address": f"{settings.BASE_URL}{page}"}


def print_all(documents: Sequence[str], *, wanted: Callable[[], bool] | None = None) -> list[Printed]:
    """Each document in a child of its own, side by side: whoever waits for one waits for all. `wanted` is asked now and
    then; when it says no, the children are stopped. Raises NotPrinted."""
    stop = Event()
    with ThreadPoolExecutor(max_workers=len(documents)) as pool:
        jobs = [pool.submit(print_in_child, document, stop=stop) for document in documents]
        while wait(jobs, timeout=LOOK_AGAIN).not_done:
            if wanted is not None and not wanted():
                stop.set()
        return [job.result() for job in jobs]


def print_in_child(
    html: str,
    *,
    seconds: int = pdf.SECONDS,
    memory: int = pdf.MEMORY,
    program: str = "reports.pdf",
    stop: Event | None = None,
) -> Printed:
    """Make the PDF in a process that can be stopped. Raises NotPrinted with the reason in words."""
    try:
        reply = child.run(program, html.encode(), seconds=seconds, memory=memory, stop=stop)
    except child.Stopped as stopped:
        raise NotPrinted(
            {
                "time": f"Making the PDF took longer than {seconds} seconds and was stopped.",
                "memory": f"Making the PDF needed more than {memory // 1024**2:,} MB of memory and was stopped.",
                "failed": "The PDF could not be made from this report.",
                "cancelled": "Nobody waits for the PDF any more.",
            }[stopped.why]
        ) from None
    return Printed(reply.content, reply.head["pages"])


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
