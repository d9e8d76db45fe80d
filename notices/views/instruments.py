"""Pages of instruments: the list, one instrument, its document, its requirement register, one requirement, a judgement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.permissions import Permission, Role
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import register as registers
from .. import services
from ..forms import JudgementForm, RegisterFilter
from ..models import ComplianceJudgement, Inspection, Notice, Requirement

BODIES: dict[Role | None, ComplianceJudgement.Body] = {
    Role.CHAIR: ComplianceJudgement.Body.BOARD,
    Role.CASE_LEAD: ComplianceJudgement.Body.DEPARTMENT,
}


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
    on, found = today(), _notice(request, number)
    entries = registers.entries(found, user=request.user)
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
            "may_put_in_force": _may(request, Permission.PUT_IN_FORCE) and found.state == Notice.State.DRAFT,
            "on": on,
        },
    )


@policy(Permission.VIEW_COUNCIL)
def document(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """The document's text with its lines (pages, for a PDF) numbered, so that a clause can point to where it stands."""
    found = _notice(request, number)
    pages = "\f" in found.source_text
    parts = found.source_text.rstrip("\f\n").split("\f" if pages else "\n")
    return render(request, "notices/document.html", {"notice": found, "parts": parts, "pages": pages})


@policy(Permission.VIEW_COUNCIL)
def register(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    found, form = _notice(request, number), RegisterFilter(request.GET)
    entries = registers.entries(found, user=request.user, **form.lookups())
    return render(
        request,
        "notices/register.html",
        {
            "notice": found,
            "form": form,
            "entries": entries,
            "unanswered": [entry for entry in entries if entry.is_unanswered],
            "sections": list(registers.sections(entries)),
            "may_edit_plan": _may(request, Permission.EDIT_PLAN),
            "when": registers.when,
            "target_text": registers.target_text,
            "on": today(),
        },
    )


@policy(Permission.VIEW_COUNCIL)
def register_spreadsheet(request: CouncilRequest, council_slug: str, number: int, kind: str) -> HttpResponse:
    on, found, form = today(), _notice(request, number), RegisterFilter(request.GET)
    entries = registers.entries(found, user=request.user, **form.lookups())
    sheet = Sheet(
        f"Requirements of {found.title}",
        registers.CSV_HEADER,
        registers.csv_rows(entries, on=on),
        [*list_notes(on=on, form=form, query=request.GET), *word_notes("compliance")],
    )
    return table_response(kind, f"{council_slug}-notice-{number}-requirements-{on:%Y-%m-%d}", [sheet])


@policy(Permission.VIEW_COUNCIL)
def requirement(request: CouncilRequest, council_slug: str, number: int, seq: int) -> HttpResponse:
    found = _requirement(request, number, seq)
    return render(
        request,
        "notices/requirement.html",
        {
            "requirement": found,
            "entry": registers.entry_of(found),
            "judgements": list(found.judgements.all()),
            "may_judge": _may(request, Permission.JUDGE_COMPLIANCE) and _is_issued(found.notice),
            "may_edit_plan": _may(request, Permission.EDIT_PLAN),
            "pages": "\f" in found.notice.source_text,
            "when": registers.when,
            "target_text": registers.target_text,
            "on": today(),
        },
    )


@policy(Permission.JUDGE_COMPLIANCE)
def judge(request: CouncilRequest, council_slug: str, number: int, seq: int) -> HttpResponse:
    """The board's chair judges for the board, a case lead for the Department."""
    found = _requirement(request, number, seq)
    body = BODIES[request.user.access.role_in(found.council_id)]
    form = JudgementForm(request.POST or None)
    if form.is_valid():
        try:
            services.judge_compliance(found, by=request.user, on=today(), body=body, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Your judgement of {found.citation} was saved")
            return redirect(found)
    return render(
        request, "notices/requirement_judge.html", {"requirement": found, "form": form, "body": body.label}
    )


def _with_clauses(request: CouncilRequest) -> Any:
    clauses = Count("requirements", filter=~Q(requirements__kind__in=Requirement.ASKS_NOTHING))
    return _notices(request).current_first().annotate(clauses=clauses)


def _notices(request: CouncilRequest) -> Any:
    rows: QuerySet[Notice] = Notice.objects.visible_to(request.user)
    return rows.filter(council=request.council)


def _notice(request: CouncilRequest, number: int) -> Notice:
    found: Notice = get_visible_or_404(
        _notices(request).select_related("council"), request.user, number=number
    )
    return found


def _requirement(request: CouncilRequest, number: int, seq: int) -> Requirement:
    rows = Requirement.objects.select_related("notice", "council", "parent").prefetch_related(
        "deadlines", "targets", "actions", "judgements"
    )
    found: Requirement = get_visible_or_404(
        rows,
        request.user,
        council=request.council,
        notice__number=number,
        seq=seq,
    )
    return found


def _may(request: CouncilRequest, permission: Permission) -> bool:
    allowed: bool = request.user.access.may(permission, request.council.pk)
    return allowed


def _is_issued(notice: Notice) -> bool:
    return notice.state not in (Notice.State.DRAFT, Notice.State.WITHDRAWN)
