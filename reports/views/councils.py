"""The Department's dashboard over all councils: its landing page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from notices.models import Notice

from ..councils_dashboard import CouncilRow, council_rows, filter_rows, is_sort, sort_rows, totals
from ..councils_table import table_rows
from ..forms import CouncilFilter

KINDS = dict(Notice.Kind.choices)


@policy(Permission.VIEW_ALL_COUNCILS)
def councils(request: CouncilRequest) -> HttpResponse:
    on = today()
    form, rows, sort, everything = _asked_for(request, on)
    return render(
        request,
        "reports/councils.html",
        {
            "form": form,
            "rows": rows,
            "totals": totals(rows),
            "everything": everything,
            "sort": sort,
            "table_rows": table_rows(rows, on=on),
        },
    )


@policy(Permission.VIEW_ALL_COUNCILS)
def councils_spreadsheet(request: CouncilRequest, kind: str) -> HttpResponse:
    """The same rows in the same order, filters and all."""
    on = today()
    form, rows, _, _ = _asked_for(request, on)
    header = (
        "Council", "Region", "Instrument", "Issued on", "Next review due on", "Next review", "Last board on",
        "Open actions", "Updated since last board", "Off track", "At risk", "On track", "Overdue",
    )  # fmt: skip
    cells = (
        (
            row.name, row.region, KINDS[row.kind], row.issued_on, row.review_on, row.review_words(on),
            row.last_board, row.open, row.updated if row.last_board else None, row.off_track, row.at_risk,
            row.on_track, row.overdue,
        )
        for row in rows
    )  # fmt: skip
    sheet = Sheet("All councils", header, cells, list_notes(on=on, form=form, query=request.GET))
    return table_response(kind, f"councils-{on:%Y-%m-%d}", [sheet])


def _asked_for(request: CouncilRequest, on: Any) -> tuple[CouncilFilter, list[CouncilRow], str, int]:
    """The filter form, the rows that it leaves in the order asked for, that order, and how many rows there are."""
    rows = council_rows(request.user, on=on)
    everything = len(rows)
    form = CouncilFilter(request.GET, regions=sorted({row.region for row in rows}))
    form.is_valid()  # a wrong value filters nothing
    sort = request.GET.get("sort", "")
    rows = filter_rows(rows, form.cleaned_data)
    return form, sort_rows(rows, sort) if is_sort(sort) else rows, sort, everything
