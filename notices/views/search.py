"""Search over clauses: those of one council, and for the Department those of all councils."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import search as searching
from ..models import Requirement
from ..search_forms import ClauseSearch

PAGE = 20
MOST_ROWS = 10_000  # of a spreadsheet
COLUMNS = (
    "Council", "Instrument", "State", "Issued on", "Paragraph", "Item", "Section", "Kind", "Binds", "Who it is",
    "Requirement",
)  # fmt: skip


@policy(Permission.VIEW_COUNCIL)
def search(request: CouncilRequest, council_slug: str) -> HttpResponse:
    return _page(request, Requirement.objects.visible_to(request.user).filter(council=request.council))


@policy(Permission.VIEW_ALL_COUNCILS)
def search_all(request: CouncilRequest) -> HttpResponse:
    """What other councils were told on the same matter."""
    return _page(request, Requirement.objects.visible_to(request.user))


@policy(Permission.VIEW_COUNCIL)
def search_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    rows = Requirement.objects.visible_to(request.user).filter(council=request.council)
    return _spreadsheet(request, rows, kind, f"{council_slug}-clauses")


@policy(Permission.VIEW_ALL_COUNCILS)
def search_all_spreadsheet(request: CouncilRequest, kind: str) -> HttpResponse:
    return _spreadsheet(request, Requirement.objects.visible_to(request.user), kind, "clauses")


def _found(request: CouncilRequest, form: ClauseSearch, rows: Any) -> Any:
    rows = rows.select_related("notice", "council").defer("notice__source_text", "notice__reading")
    return searching.search(form.narrow(rows), form.query)


def _page(request: CouncilRequest, rows: Any) -> HttpResponse:
    form = ClauseSearch(request.GET)
    page = Paginator(_found(request, form, rows), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "hits": searching.with_marks(page.object_list, form.query),
        "council": request.council,
    }
    return render(request, "notices/search.html", context)


def _spreadsheet(request: CouncilRequest, rows: Any, kind: str, stem: str) -> HttpResponse:
    on, form = today(), ClauseSearch(request.GET)
    cells = (
        (
            c.council.name, c.notice.title, c.notice.get_state_display(), c.notice.issued_on, c.label, c.seq, c.section,
            c.get_kind_display(), c.get_binds_display(), c.bound_name, c.text,
        )
        for c in _found(request, form, rows)[:MOST_ROWS]
    )  # fmt: skip
    notes = list_notes(on=on, form=form, query=request.GET)
    return table_response(kind, f"{stem}-{on:%Y-%m-%d}", [Sheet("Clauses", COLUMNS, cells, notes)])
