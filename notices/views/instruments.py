"""Pages of instruments: the list, one instrument, its document."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import register as registers
from ..amending.as_at import version_at
from ..life import chain as chains
from ..life.verbs import is_period_over
from ..models import Inspection, Notice, Requirement
from .find import find_notice, may, notices_of


@policy(Permission.VIEW_COUNCIL)
def notice_list(request: CouncilRequest, council_slug: str) -> HttpResponse:
    return render(request, "notices/notice_list.html", {"notices": _with_clauses(request)})


@policy(Permission.VIEW_COUNCIL)
def list_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on = today()
    columns = (
        "Number", "Title", "Kind", "State", "Service area", "Issued on", "Period ends on", "Ended on", "Requirements",
    )  # fmt: skip
    rows = (
        (
            row.number, row.title, row.get_kind_display(), row.get_state_display(), row.service_area, row.issued_on,
            row.period_ends_on, row.ended_on, row.clauses,
        )
        for row in _with_clauses(request)
    )  # fmt: skip
    notes = [*list_notes(on=on), *word_notes("notice")]
    sheet = Sheet(f"Notices and directions of {request.council}", columns, rows, notes)
    return table_response(kind, f"{council_slug}-notices-{on:%Y-%m-%d}", [sheet])


@policy(Permission.VIEW_COUNCIL)
def notice(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    on, found = today(), find_notice(request, number)
    entries = registers.entries(found, user=request.user)
    plan = found.plans.first()  # type: ignore[attr-defined]  # of the floor above, by name only
    inspections = Inspection.objects.visible_to(request.user).filter(
        council_id=found.council_id, notice=found
    )
    return render(
        request,
        "notices/notice.html",
        {
            "notice": found,
            "issue_date_as_written": found.reading.get("issue_date", {}).get("raw"),
            "inspections": inspections.prefetch_related("judgements"),
            "boards": found.boards.all(),  # type: ignore[attr-defined]  # of the floor above, by name only
            "clauses": sum(e.requirement.kind not in Requirement.ASKS_NOTHING for e in entries),
            "unanswered": sum(e.is_unanswered for e in entries),
            "deadlines": sum(len(e.deadlines) for e in entries),
            "next_deadlines": registers.next_deadlines(entries),
            "steps": chains.steps_of(found, user=request.user),
            "lapsed": found.is_standing and is_period_over(found, on=on),
            "replaced_by": found.revised_by.exclude(state=Notice.State.WITHDRAWN).select_related("council"),
            "version": version_at(found, on),
            "plan": plan,
            "intake": found.intakes.first(),
            "may_prepare": may(request, Permission.PREPARE_INSTRUMENT),
            "may_start_plan": may(request, Permission.EDIT_PLAN) and plan is None and _needs_plan(found),
            "may_record": may(request, Permission.RECORD_INSTRUMENT),
            "may_put_in_force": may(request, Permission.PUT_IN_FORCE) and found.state == Notice.State.DRAFT,
            "on": on,
        },
    )


@policy(Permission.VIEW_COUNCIL)
def document(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """The document's text with its lines (pages, for a PDF) numbered, so that a clause can point to where it stands."""
    found = find_notice(request, number)
    pages = "\f" in found.source_text
    parts = found.source_text.rstrip("\f\n").split("\f" if pages else "\n")
    return render(request, "notices/document.html", {"notice": found, "parts": parts, "pages": pages})


def _needs_plan(found: Notice) -> bool:
    return found.state == Notice.State.DRAFT or found.is_standing


def _with_clauses(request: CouncilRequest) -> Any:
    asks = Q(requirements__removed_in=None) & ~Q(requirements__kind__in=Requirement.ASKS_NOTHING)
    clauses = Count("requirements", filter=asks)
    return notices_of(request).current_first().select_related("revises").annotate(clauses=clauses)
