"""The trace of an instrument from clause to evidence, and what is missing in it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from notices.models import Notice

from .. import gaps as missing
from .. import trace as tracing
from ..forms import TraceFilter


@policy(Permission.VIEW_COUNCIL)
def trace(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """By instrument, the one in force first. Prints landscape."""
    form = _form(request)
    notice = form.chosen()
    context = {
        "form": form,
        "notice": notice,
        "trace": tracing.trace(notice, user=request.user) if notice else None,
        "may_edit_plan": request.user.access.may(Permission.EDIT_PLAN, request.council.pk),
        "on": today(),
    }
    return render(request, "reports/trace.html", context)


@policy(Permission.VIEW_COUNCIL)
def trace_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    """The matrix, and a sheet of counts: each thing once, however many rows it stands in."""
    on, notice = today(), _form(request).chosen()
    sheets = [Sheet("Trace matrix", tracing.COLUMNS, (), ["No notice or direction has been recorded."])]
    if notice:
        found = tracing.trace(notice, user=request.user)
        notes = [
            f"{notice.title}.",
            "A row is one clause with one action that serves it. A clause that no action serves has a row too.",
            *list_notes(on=on),
            *word_notes("delivery"),
        ]
        sheets = [
            Sheet("Trace matrix", tracing.COLUMNS, map(tracing.cells, found.rows), notes),
            Sheet(
                "Counts",
                tracing.COUNT_COLUMNS,
                found.counts,
                ["Evidence is counted as far as you may see it."],
            ),
        ]
    number = f"-{notice.number}" if notice else ""
    return table_response(kind, f"{council_slug}-trace{number}-{on:%Y-%m-%d}", sheets)


@policy(Permission.VIEW_COUNCIL)
def gaps(request: CouncilRequest, council_slug: str) -> HttpResponse:
    access, council = request.user.access, request.council
    found = missing.gaps(council, user=request.user)
    context = {
        "gaps": found,
        "may_close": {gap.key for gap in found if access.may(gap.needs, council.pk)},
        "on": today(),
    }
    return render(request, "reports/gaps.html", context)


@policy(Permission.VIEW_COUNCIL)
def gaps_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on, found = today(), missing.gaps(request.council, user=request.user)
    rows = missing.cells(found, settings.BASE_URL)
    counts = [(gap.title, len(gap.items)) for gap in found]
    sheets = [
        Sheet("Gaps", missing.COLUMNS, rows, list_notes(on=on)),
        Sheet("Counts", tracing.COUNT_COLUMNS, counts),
    ]
    return table_response(kind, f"{council_slug}-gaps-{on:%Y-%m-%d}", sheets)


def _form(request: CouncilRequest) -> TraceFilter:
    rows = Notice.objects.visible_to(request.user).filter(council=request.council)
    return TraceFilter(request.GET, notices=list(rows.defer("source_text", "reading").current_first()))
