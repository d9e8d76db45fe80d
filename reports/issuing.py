"""Issuing a report: another person than its author approves the very bytes that were printed. And what changed in figures
from one issue to the next."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from councils import audit
from councils.models import Council, User
from councils.refusal import Refused

from .models import ReportFile, ReportIssue, ReportRun


def why_not_issued(run: ReportRun, by: User) -> str:
    """Why this person cannot issue the report, in words; empty where they can."""
    if not run.of_plan:
        return "Packs and minutes are issued in the meeting."
    if run.issue is not None:
        return "This report is issued already."
    if run.status != "ready":
        return "Only a report that is ready can be issued."
    if run.author_id == by.pk:
        return "You are the author of this report: another person has to approve and issue it."
    return ""


@transaction.atomic
def issue_report(run: ReportRun, *, by: User) -> ReportIssue:
    """For good. Raises Refused."""
    Council.objects.select_for_update(no_key=True).get(
        pk=run.council_id
    )  # two who approve at once issue it once
    if why_not := why_not_issued(run, by):
        raise Refused(why_not)
    files = {file.names: file for file in ReportFile.objects.filter(council_id=run.council_id, run=run)}
    for file in files.values():
        if hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256:
            raise Refused("The file of this report is damaged: prepare the report again.")
    issue = ReportIssue.objects.create(
        council_id=run.council_id,
        run=run,
        author=run.author,
        approved_by=by,
        sha256=files[True].sha256,
        sha256_department=files[False].sha256,
    )
    audit.record(
        "report issued",
        council_id=run.council_id,
        about=run,
        by=by,
        link=run.get_absolute_url(),
        sha256=issue.sha256,
    )
    return issue


@dataclass(frozen=True)
class Changed:
    """A figure in two issues."""

    label: str
    before: int
    now: int

    @property
    def change(self) -> str:
        difference = self.now - self.before
        return f"{difference:+d}".replace("-", "−") if difference else "no change"


@dataclass(frozen=True)
class Between:
    """What changed from one issue to a later one: figures, and which actions are off plan, by reference and title."""

    figures: list[Changed]
    came: list[str]
    left: list[str]


def between(earlier: dict[str, Any], later: dict[str, Any]) -> Between:
    """From the stored data of two files: what the boards saw, whatever became of the plan since."""
    before = {figure["label"]: figure["now"] for figure in earlier["figures"]}
    off_before, off_now = _off_plan(earlier), _off_plan(later)
    return Between(
        figures=[
            Changed(figure["label"], before[figure["label"]], figure["now"])
            for figure in later["figures"]
            if figure["label"] in before
        ],
        came=[name for ref, name in off_now.items() if ref not in off_before],
        left=[name for ref, name in off_before.items() if ref not in off_now],
    )


def _off_plan(data: dict[str, Any]) -> dict[str, str]:
    return {line["ref"]: f"{line['ref']} {line['title']}" for line in data["exceptions"]}
