"""Reviews and reports due of a council: the list, and recording that a report was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.lateness import lateness, long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest
from notices.models import Notice

from .. import services
from ..checklist import lateness_of
from ..forms import SentForm
from ..models import ReportDue, Review, WrittenReport
from ..writing.verbs import WRITTEN_HERE
from .find import may, month_or_day, rows_of


@policy(Permission.VIEW_COUNCIL)
def review_list(request: CouncilRequest, council_slug: str) -> HttpResponse:
    return render(
        request,
        "reviews/review_list.html",
        {
            "reviews": rows_of(request, Review),
            "reports": _reports(request),
            "may_hold": may(request, Permission.RECORD_INSTRUMENT),
            "asks_for_reviews": _standing(request) if may(request, Permission.RECORD_INSTRUMENT) else [],
            "may_send": may(request, Permission.RECORD_REPORT_SENT),
            "may_write": may(request, Permission.WRITE_REPORT),
            "month_or_day": month_or_day,
            "on": today(),
        },
    )


@policy(Permission.VIEW_COUNCIL)
def list_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on = today()
    rows: list[tuple[Any, ...]] = [
        (
            "Review", str(row), "Department for Education", row.due_on, row.held_on, row.notice.title,
            lateness(row.due_on, on=on, done_on=row.held_on),
        )
        for row in rows_of(request, Review)
    ]  # fmt: skip
    rows += [
        ("Report", str(row), row.recipient, row.due_on, row.sent_on, row.notice.title, row.lateness)
        for row in _reports(request)
    ]
    rows.sort(key=lambda row: row[3])
    sheet = Sheet(
        f"Reviews and reports due of {request.council}",
        ("Kind", "What", "To or by", "Due on", "Held or sent on", "Notice", "Lateness"),
        rows,
        [*list_notes(on=on), *word_notes("review")],
    )
    return table_response(kind, f"{council_slug}-reviews-and-reports-{on:%Y-%m-%d}", [sheet])


@policy(Permission.RECORD_REPORT_SENT)
def report_sent(request: CouncilRequest, council_slug: str, report_due_id: int) -> HttpResponse:
    report = get_visible_or_404(rows_of(request, ReportDue), request.user, pk=report_due_id)
    form = SentForm(request.POST or None, initial={"sent_on": today()})
    if form.is_valid():
        try:
            services.report_sent(report, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("sent_on", str(refusal))
        else:
            messages.success(request, f"{report} recorded as sent on {long_date(report.sent_on)}")
            return redirect("reviews:list", council_slug=council_slug)
    return render(request, "reviews/report_sent.html", {"report": report, "form": form})


def _reports(request: CouncilRequest) -> list[Any]:
    """Each with what is written of it here (`paper`), as far as the person may see it."""
    due = list(rows_of(request, ReportDue))
    rows = WrittenReport.objects.visible_to(request.user).filter(council=request.council)
    papers = {paper.report_due_id: paper for paper in rows}
    for row in due:
        row.council = request.council
        row.may_be_written = row.author in WRITTEN_HERE
        row.paper = papers.get(row.pk)
        row.lateness = lateness_of(row, row.paper, on=today())
        if row.paper:
            row.paper.council, row.paper.report_due = request.council, row
    return due


def _standing(request: CouncilRequest) -> list[Notice]:
    rows = Notice.objects.all().visible_to(request.user).filter(council=request.council)
    return list(rows.standing().order_by("number"))
