"""A report as one document: what the page shows, what is signed, and what the PDF prints, all from the same values."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from councils.lateness import long_date
from councils.models import User

from ..models import ReportDue, ReportSection, WrittenReport

CHAPTERS = {
    ReportSection.Kind.TARGET: "A comment against every target",
    ReportSection.Kind.REQUIREMENT: "A comment against every requirement",
}


def document_of(
    report: WrittenReport,
    sections: Sequence[ReportSection],
    *,
    signer: str = "",
    signed_on: datetime.date | None = None,
) -> dict[str, Any]:
    """Plain values only: it is signed as JSON. `report` with its report_due, notice and council."""
    due = report.report_due
    return {
        "title": report.title,
        "number": report.number,
        "version": report.version,
        "council": str(report.council),
        "instrument": due.notice.title,
        "issued_on": long_date(due.notice.issued_on),
        "to": due.recipient,
        "due_on": long_date(due.due_on),
        "as_at": long_date(report.as_at),
        "signer": signer,
        "signed_on": long_date(signed_on),
        "chapters": _chapters(sections),
    }


def _chapters(sections: Sequence[ReportSection]) -> list[dict[str, Any]]:
    """Each of the first sections is a chapter of its own; targets are one chapter, requirements another."""
    found: list[dict[str, Any]] = []
    for section in sections:
        part = {
            "heading": section.heading,
            "about": section.about,
            "facts": section.figures.get("facts", []),
            "heads": section.figures.get("heads", []),
            "rows": section.figures.get("rows", []),
            "text": section.text,
        }
        chapter = CHAPTERS.get(section.kind)  # type: ignore[call-overload]
        if chapter is None:
            found.append({"heading": section.heading, "parts": [{**part, "heading": ""}]})
        elif found and found[-1]["heading"] == chapter:
            found[-1]["parts"].append(part)
        else:
            found.append({"heading": chapter, "parts": [part]})
    return found


def as_text(document: dict[str, Any]) -> str:
    """The one text of a document, whose fingerprint is signed."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1)


def office_of(report: WrittenReport) -> str:
    if report.report_due.author == ReportDue.Author.BOARD_CHAIR:
        return "Chair of the Improvement Board"
    return "Lead Member for Children’s Services, for the Leader of the council"


def signer_of(report: WrittenReport, by: User) -> str:
    return f"{by.name}, {office_of(report)}"
