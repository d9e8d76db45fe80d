"""The Department's dashboard over all councils: its landing page, and what a person keeps of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from councils.access import get_visible_or_404
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.lateness import count
from councils.models import Council
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..councils_dashboard import CouncilRow, is_sort, sort_rows, totals
from ..councils_table import COLUMNS, Printing, chosen, table_rows
from ..department import own, view_alerts
from ..department.asked import Asked, asked
from ..department.forms import ColumnsForm, SavedViewForm

_COLUMN_CHOICES = [(name, column.label) for name, column in COLUMNS.items()]


@policy(Permission.VIEW_ALL_COUNCILS)
def councils(request: CouncilRequest) -> HttpResponse:
    found = asked(request)
    rows, sort = _ordered(request, found)
    columns = chosen(request.GET.getlist("columns"))
    actions = reverse("reports:department_actions")
    printing = Printing(found.on, found.of_one(actions), found.of_one(reverse("reports:department_dates")))
    every = totals(rows)
    return render(
        request,
        "reports/councils.html",
        {
            "form": found.form,
            "on": found.on,
            "past_day": found.past_day,
            "rows": rows,
            "figures": [
                found.number(every.off_track, "off track", actions, "off_track"),
                found.number(every.overdue, "overdue", actions, "overdue"),
                found.number(every.at_risk, "at risk", actions, "at_risk"),
                found.number(every.on_track, "on track", actions, "on_track"),
                found.number(every.open, "open", actions, "open"),
            ],
            "updated": found.number(every.updated, "updated since their last board", actions, "updated"),
            "of_asked": found.number(every.asked, "open actions", actions, "asked"),
            "everything": len(found.every),
            "sort": sort,
            "columns": [{"label": "Council", "sort": "name"}, *(COLUMNS[name].heading for name in columns)],
            "table_rows": table_rows(rows, columns, printing),
            "columns_form": ColumnsForm({"columns": columns}, choices=_COLUMN_CHOICES),
            "others": [(name, value) for name, values in request.GET.lists() if name not in ("columns", "page") for value in values],
            "views": own.views_of(request.user),
            "save": SavedViewForm(initial={"query": request.GET.urlencode()}),
        },
    )  # fmt: skip


@policy(Permission.VIEW_ALL_COUNCILS)
def councils_spreadsheet(request: CouncilRequest, kind: str) -> HttpResponse:
    """The same rows in the same order, filters, columns, past day and all."""
    found = asked(request)
    rows, _ = _ordered(request, found)
    columns = [COLUMNS[name] for name in chosen(request.GET.getlist("columns"))]
    sheet = Sheet(
        "All councils",
        ("Council", "Region", *(head for column in columns for head in column.heads)),
        ([row.name, row.region, *(c for column in columns for c in column.cells(row, found.on))] for row in rows),
        list_notes(on=found.on, form=found.form, query=request.GET),
    )  # fmt: skip
    return table_response(kind, f"councils-{found.on:%Y-%m-%d}", [sheet])


def _ordered(request: CouncilRequest, found: Asked) -> tuple[list[CouncilRow], str]:
    sort = request.GET.get("sort", "")
    return sort_rows(found.councils, sort) if is_sort(sort) else found.councils, sort


@policy(Permission.VIEW_ALL_COUNCILS)
@require_POST
def watch(request: CouncilRequest) -> HttpResponse:
    """Put a council on the person's watchlist, or take it off; back to the list as it was."""
    for verb, words, slug in (
        (own.watch, "on", request.POST.get("watch")),
        (own.stop_watching, "off", request.POST.get("stop")),
    ):
        if slug:
            council: Council = get_visible_or_404(Council.objects.all(), request.user, slug=slug)
            verb(council, by=request.user)
            messages.success(request, f"{council} is {words} your watchlist")
    return redirect(_list_at(request.POST.get("query", "")))


@policy(Permission.VIEW_ALL_COUNCILS)
def views(request: CouncilRequest) -> HttpResponse:
    """The person's saved views; POST saves the filters, order and columns in force under a name."""
    if request.method != "POST":
        kept = own.views_of(request.user)
        return render(request, "reports/department_views.html", {"views": kept})
    form = SavedViewForm(request.POST)
    if form.is_valid():
        try:
            view = own.save_view(form.cleaned_data["name"], form.cleaned_data["query"], by=request.user)
        except Refused as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, f"The view “{view}” is saved")
            return redirect(_list_at(view.query))
    return render(request, "reports/department_view_save.html", {"form": form})


@policy(Permission.VIEW_ALL_COUNCILS)
@require_POST
def remove_view(request: CouncilRequest, view_id: int) -> HttpResponse:
    own.remove_view(view_id, by=request.user)
    messages.success(
        request, f"The view is removed. You have {count(len(own.views_of(request.user)), 'view')}"
    )
    return redirect("reports:department_views")


@policy(Permission.VIEW_ALL_COUNCILS)
@require_POST
def follow_view(request: CouncilRequest, view_id: int) -> HttpResponse:
    """Tell the person when the list of this view of theirs changes."""
    if view := own.view_of(request.user, view_id):
        view_alerts.follow(view, by=request.user, on=today())
        messages.success(request, f"From tomorrow your email says when the list of “{view}” has changed")
    return redirect("reports:department_views")


@policy(Permission.VIEW_ALL_COUNCILS)
@require_POST
def stop_following_view(request: CouncilRequest, view_id: int) -> HttpResponse:
    if view := own.view_of(request.user, view_id):
        view_alerts.stop_following(view, by=request.user)
        messages.success(request, f"You are no longer told when the list of “{view}” changes")
    asked_there = request.POST.get("back") == "emails"
    return redirect("reminders:preferences" if asked_there else "reports:department_views")


def _list_at(query: str) -> str:
    address = reverse("reports:councils")
    return f"{address}?{query}" if query else address
