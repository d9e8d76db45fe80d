"""Many values in one go: the grid, a table pasted from a spreadsheet; and the targets of the notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.lateness import count
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from councils.status import word
from notices.models import Notice

from ..indicator_grid import Cell, GridForm, tables
from ..indicator_paste import Pasted, read_pasted, read_table
from ..indicator_periods import known
from ..indicator_permissions import may_define, why_closed
from ..indicator_targets import TargetSet, targets_of
from ..indicator_trend import figure
from ..indicator_value_forms import PasteForm
from ..models import Observation
from ..services.many_values import Kept, NotKept, enter_values
from .find_indicator import entered_by

FURTHEST = 260  # periods that the grid goes back: five years of weeks


@policy(Permission.ENTER_VALUES)
def indicator_grid(request: CouncilRequest, council_slug: str) -> HttpResponse:
    on, asked = today(), request.GET.get("back", "")
    back = min(int(asked), FURTHEST) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    everything = request.GET.get("show") == "all"
    closed = why_closed(request.council, on=on)
    posted = request.method == "POST" and not closed
    mine = entered_by(request)
    shown = tables(mine, request.user, on=on, back=back, only_due=not everything and not posted)
    cells = [cell for table in shown for _, row in table.rows for cell in row if cell.period]
    form = GridForm(request.POST if posted else None, cells=cells)
    if posted and not everything:  # the rows that the person had before them
        for table in shown:
            table.rows = [row for row in table.rows if _was_shown(request, row[1])]
    kept: Kept | None = None
    if posted and form.is_valid():
        kept = _keep(request, form, cells)
    if kept is not None:
        messages.success(request, _said(kept))
        return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
    context = {
        "tables": [table for table in shown if table.rows],
        "form": form,
        "back": back,
        "everything": everything,
        "has_any": bool(mine),
        "closed": closed,
        "returned": [c for c in cells if c.observation and c.observation.state == Observation.State.RETURNED],
    }
    return render(request, "actions/indicator_grid.html", context)


def _was_shown(request: CouncilRequest, cells: Sequence[Cell]) -> bool:
    return any(name in request.POST for cell in cells if cell.period for name in (cell.based_on, *cell.names))


def _keep(request: CouncilRequest, form: GridForm, cells: Sequence[Cell]) -> Kept | None:
    """What was saved; None when something is wrong, which the form then says."""
    changes = form.changes()
    if form.errors:
        return None
    submit = None
    if "submit" in request.POST:
        submit = [
            c.observation for c in cells if c.observation and c.observation.state == Observation.State.DRAFT
        ]
    try:
        return enter_values(changes, by=request.user, on=today(), submit=submit)
    except NotKept as refused:
        form.refuse(refused)
        return None


def _said(kept: Kept) -> str:
    parts = []
    if kept.saved:
        parts.append(f"{count(len(kept.saved), 'value')} saved.")
    if kept.removed:
        parts.append(f"{count(kept.removed, 'draft')} taken away.")
    if kept.submitted:
        parts.append(f"{count(len(kept.submitted), 'value')} submitted for approval.")
    if kept.need_words:
        named = ", ".join(
            f"{row.indicator.ref} for {known(row.indicator, row.period_on).name}" for row in kept.need_words
        )
        are = "is" if len(kept.need_words) == 1 else "are"
        parts.append(
            f"{named} {are} off target: saved as a draft. Open it, say why and what will bring it back, then submit it."
        )
    return " ".join(parts) or "Nothing was changed."


@policy(Permission.ENTER_VALUES)
def indicator_paste(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Paste, look at what would change, confirm. What cannot be read stays in the box, named by row and column."""
    on = today()
    closed = why_closed(request.council, on=on)
    form = PasteForm(request.POST if request.method == "POST" and not closed else None)
    pasted: Pasted | None = None
    changed_meanwhile, saved = False, ""
    mine = entered_by(request)
    if form.is_valid():
        grid = read_table(form.cleaned_data["table"])
        pasted = read_pasted(grid, mine, request.user, on=on)
        if "save" in request.POST:
            if request.POST.get("seen") == pasted.digest and pasted.changes:
                kept = _keep_pasted(request, pasted)
                if kept is not None and not pasted.errors:
                    messages.success(request, _said(kept))
                    return redirect("actions:indicator_grid", council_slug)
                saved, changed_meanwhile = _said(kept) if kept else "", kept is None
                pasted = read_pasted(grid, mine, request.user, on=on)
            else:
                changed_meanwhile = bool(pasted.changes)
    context = {
        "form": form,
        "pasted": pasted,
        "closed": closed,
        "indicators": mine,
        "changed_meanwhile": changed_meanwhile,
        "saved": saved,
        "may_import": request.user.access.may(Permission.EDIT_PLAN, request.council.pk),
        "page_has_errors": bool(pasted and pasted.errors) or changed_meanwhile,
    }
    return render(request, "actions/indicator_paste.html", context)


def _keep_pasted(request: CouncilRequest, pasted: Pasted) -> Kept | None:
    try:
        return enter_values(pasted.changes, by=request.user, on=today())
    except NotKept:  # somebody was faster between the reading and the saving: the page shows it anew
        return None


@policy(Permission.VIEW_COUNCIL)
def targets(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Every number that the notice sets: who watches it, where it stands, met or not, by when."""
    found, others = _target_set(request)
    context: dict[str, Any] = {
        "figure": figure,
        "set": found,
        "others": others,
        "may_define": may_define(request.user, request.council.pk)
        and not why_closed(request.council, on=today()),
    }
    return render(request, "actions/indicator_targets.html", context)


@policy(Permission.VIEW_COUNCIL)
def targets_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on = today()
    found, _ = _target_set(request)
    header = [
        "Requirement", "Target", "What the notice asks", "Baseline", "By", "Indicator", "Latest value", "Period", "Status",
        "Distance", "Breaches",
    ]  # fmt: skip
    rows = [
        [
            one.target.requirement.citation,
            one.target.metric,
            one.asks,
            float(one.target.baseline) if one.target.baseline is not None else None,
            one.by,
            str(one.indicator or ""),
            one.figure,
            one.period.name if one.period else "",
            word("target", one.outcome),
            one.gap,
            "; ".join(f"{breach.period.name}: {breach.figure}" for breach in one.breaches),
        ]
        for one in (found.targets if found else [])
    ]
    notes = [*list_notes(on=on), *([found.share] if found else []), *word_notes("target")]
    sheet = Sheet(f"Targets on {on:%d.%m.%Y}", header, rows, notes)
    return table_response(kind, f"{council_slug}-targets-{on:%Y-%m-%d}", [sheet])


def _target_set(request: CouncilRequest) -> tuple[TargetSet | None, list[Notice]]:
    """Of the instrument in the address (`?notice=2`), else of the one in force; and the other instruments."""
    rows = Notice.objects.visible_to(request.user).filter(council=request.council)
    issued = rows.exclude(state__in=[Notice.State.DRAFT, Notice.State.WITHDRAWN])
    notices = list(issued.current_first().defer("source_text", "reading"))
    asked = request.GET.get("notice", "")
    chosen = next((notice for notice in notices if str(notice.number) == asked), None)
    chosen = chosen or (notices[0] if notices else None)
    if chosen is None:
        return None, []
    for notice in notices:
        notice.council = request.council
    others = [notice for notice in notices if notice != chosen]
    return targets_of(chosen, request.user, on=today()), others
