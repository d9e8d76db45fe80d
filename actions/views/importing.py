"""A spreadsheet into the plan: upload, columns, preview, import, undo. Five clicks where nothing has to be corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from councils.access import get_visible_or_404, name_for
from councils.clock import today
from councils.exports import table_response
from councils.files import as_download
from councils.lateness import count
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..importing import services
from ..importing.bad_rows import bad_rows
from ..importing.forms import ColumnsForm, FileForm, PlaceForm
from ..importing.preview import Preview
from ..models import PlanImport
from ..permissions import why_read_only
from .find import find_plan

ROWS = 50


@policy(Permission.EDIT_PLAN)
def imports(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Upload a spreadsheet; and what became of those before it."""
    plan, on = find_plan(request), today()
    first = {"holds": "values"} if request.GET.get("holds") == "values" else None
    form = FileForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            planned = services.begin(
                plan, given["document"], by=request.user, on=on, holds=given["holds"] or PlanImport.Holds.PLAN
            )
        except Refused as refusal:
            form.add_error("document", str(refusal))
        else:
            return redirect("actions:import_columns", council_slug=council_slug, import_number=planned.number)
    before = PlanImport.objects.visible_to(request.user).filter(council=request.council, plan=plan)
    page = Paginator(
        before.select_related("file", "made_by").defer("file__content", "before").newest_first(), ROWS
    ).get_page(request.GET.get("page"))
    for planned in page:
        planned.council = request.council
    context = {
        "plan": plan,
        "form": form,
        "page": page,
        "of_plan": f"?notice={request.GET['notice']}" if request.GET.get("notice") else "",
        "read_only": why_read_only(plan, request.council, on=on),
    }
    return render(request, "actions/import_list.html", context)


@policy(Permission.EDIT_PLAN)
def import_columns(request: CouncilRequest, council_slug: str, import_number: int) -> HttpResponse:
    """What each column holds: guessed, or as the council said the last time."""
    planned = _find(request, import_number)
    if not planned.is_open:
        return redirect(planned)
    try:
        opened = services.open_file(planned)
    except Refused as refusal:
        return render(request, "actions/import_unreadable.html", {"planned": planned, "why": str(refusal)})
    placing = request.method == "POST" and "look" in request.POST
    place = PlaceForm(request.POST if placing else None, opened=opened, planned=planned)
    sent = request.POST if request.method == "POST" and not placing else None
    form = ColumnsForm(sent, table=opened.tables[0], planned=planned)
    try:
        if placing and place.is_valid():
            services.look_at(planned, by=request.user, on=today(), **place.cleaned_data)
            return redirect("actions:import_columns", council_slug=council_slug, import_number=import_number)
        if sent is not None and form.is_valid():
            services.choose_columns(planned, by=request.user, on=today(), mapping=form.mapping())
            return redirect(planned)
    except Refused as refusal:
        (place if placing else form).add_error(None, str(refusal))
    found = services.has_headings(planned, opened)
    context = {
        "planned": planned,
        "form": form,
        "place": place,
        "opened": opened,
        "rows": count(sum(len(t.grid.rows) - t.first for t in opened.tables), "row"),
        "no_headings": "" if found else services.NO_HEADINGS,
        "page_has_errors": bool(form.errors or place.errors),
    }
    return render(request, "actions/import_columns.html", context)


@policy(Permission.EDIT_PLAN)
def import_one(request: CouncilRequest, council_slug: str, import_number: int) -> HttpResponse:
    """The preview of what would be imported; POST imports it. Afterwards: what was."""
    planned = _find(request, import_number)
    if planned.state == PlanImport.State.UPLOADED:
        return redirect("actions:import_columns", council_slug=council_slug, import_number=import_number)
    if not planned.is_open:
        return _result(request, planned)
    moved = ""
    if request.method == "POST":
        try:
            done = services.apply(planned, by=request.user, on=today(), agreed=request.POST.get("agreed", ""))
        except Refused as refusal:
            moved = str(refusal)
        else:
            messages.success(request, _in_words(planned, done))
            return redirect(planned)
    try:
        found = services.preview(planned, by=request.user, on=today())
    except Refused as refusal:
        return render(request, "actions/import_unreadable.html", {"planned": planned, "why": str(refusal)})
    return _preview(request, planned, found, moved)


@policy(Permission.EDIT_PLAN)
def import_bad_rows(
    request: CouncilRequest, council_slug: str, import_number: int, kind: str
) -> HttpResponse:
    """The rows that cannot be imported, to correct and upload later. Also after the good ones went in."""
    planned, on = _find(request, import_number), today()
    try:
        opened = services.open_file(planned)
        found = services.preview(planned, by=request.user, on=on)
    except Refused as refusal:
        return render(request, "actions/import_unreadable.html", {"planned": planned, "why": str(refusal)})
    sheet = bad_rows(opened.tables, found, on=on)
    return table_response(kind, f"{council_slug}-import-{import_number}-rows-to-correct", [sheet])


@policy(Permission.EDIT_PLAN)
def import_file(request: CouncilRequest, council_slug: str, import_number: int) -> HttpResponse:
    return as_download(_find(request, import_number).file)


@policy(Permission.EDIT_PLAN)
def import_undo(request: CouncilRequest, council_slug: str, import_number: int) -> HttpResponse:
    planned = _find(request, import_number)
    why_not = ""
    if request.method == "POST":
        try:
            services.undo(planned, by=request.user, on=today())
        except Refused as refusal:
            why_not = str(refusal)
        else:
            messages.success(request, f"{planned} was undone: everything is again as it was before")
            return redirect(planned)
    elif planned.state != PlanImport.State.APPLIED:
        return redirect(planned)
    context = {"planned": planned, "why_not": why_not, "page_has_errors": bool(why_not)}
    return render(request, "actions/import_undo.html", context)


@policy(Permission.EDIT_PLAN)
@require_POST
def import_discard(request: CouncilRequest, council_slug: str, import_number: int) -> HttpResponse:
    planned = _find(request, import_number)
    try:
        services.discard(planned, by=request.user, on=today())
    except Refused as refusal:
        messages.success(request, f"{refusal}.")
        return redirect(planned)
    messages.success(request, f"{planned.file.name} was discarded: nothing of it was imported")
    return redirect("actions:imports", council_slug=council_slug)


def _find(request: CouncilRequest, number: int) -> PlanImport:
    rows = PlanImport.objects.select_related("plan__notice", "file", "made_by", "applied_by", "undone_by")
    planned: PlanImport = get_visible_or_404(rows, request.user, council=request.council, number=number)
    planned.council = planned.plan.council = request.council
    return planned


def _preview(request: CouncilRequest, planned: PlanImport, found: Preview, moved: str) -> HttpResponse:
    counts = found.counts
    shows = {
        "changes": ("Will change", [r for r in found.rows if r.outcome in ("added", "changed")]),
        "errors": ("Cannot be imported", found.of("error")),
        "notes": ("To look at", [r for r in found.rows if r.outcome != "error" and r.problems]),
        "unchanged": ("No change", found.of("unchanged")),
    }
    asked = request.GET.get("show", "")
    show = asked if asked in shows else ("changes" if shows["changes"][1] else "errors")
    good = counts["added"] + counts["changed"]
    context = {
        "planned": planned,
        "counts": counts,
        "figures": [
            {"number": counts["added"], "label": "added"},
            {"number": counts["changed"], "label": "changed"},
            {"number": counts["unchanged"], "label": "unchanged"},
            {"number": counts["error"], "label": "cannot be imported"},
        ],
        "tabs": [{"name": name, "text": text, "count": len(rows)} for name, (text, rows) in shows.items()],
        "show": show,
        "page": Paginator(shows[show][1], ROWS).get_page(request.GET.get("page")),
        "left_out": found.left_out,
        "new_objectives": found.new_objectives,
        "good": good,
        "button": f"Import {count(good, 'row')}",
        "digest": found.digest,
        "moved": moved,
        "page_has_errors": bool(moved),
    }
    return render(request, "actions/import_preview.html", context, status=409 if moved else 200)


def _result(request: CouncilRequest, planned: PlanImport) -> HttpResponse:
    def who(person: Any) -> str:
        return name_for(request.user, person, planned.council_id)

    context = {
        "planned": planned,
        "made_by": who(planned.made_by),
        "applied_by": who(planned.applied_by),
        "undone_by": who(planned.undone_by),
        "may_undo": planned.state == PlanImport.State.APPLIED,
    }
    return render(request, "actions/import_result.html", context)


def _in_words(planned: PlanImport, done: Preview) -> str:
    counts = done.counts
    thing = "row of values" if planned.of_values else "action"
    several = "rows of values" if planned.of_values else "actions"
    parts = [f"{count(counts[name], thing, several)} {name}" for name in ("added", "changed") if counts[name]]
    left = f". {count(counts['error'], 'row')} left out" if counts["error"] else ""
    return f"Imported: {' and '.join(parts)}{left}"
