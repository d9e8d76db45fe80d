"""The requirement register of an instrument, one clause, and the judgement whether it is met."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.permissions import Permission, Role
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import register as registers
from .. import services
from ..forms import JudgementForm, RegisterFilter
from ..models import ComplianceJudgement
from .find import find_notice, find_requirement, is_issued, may

BODIES: dict[Role | None, ComplianceJudgement.Body] = {
    Role.CHAIR: ComplianceJudgement.Body.BOARD,
    Role.CASE_LEAD: ComplianceJudgement.Body.DEPARTMENT,
}


@policy(Permission.VIEW_COUNCIL)
def register(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    found, form = find_notice(request, number), RegisterFilter(request.GET)
    entries = form.narrow(registers.entries(found, user=request.user))
    return render(
        request,
        "notices/register.html",
        {
            "notice": found,
            "form": form,
            "entries": entries,
            "unanswered": [entry for entry in entries if entry.is_unanswered],
            "sections": list(registers.sections(entries)),
            "may_edit_plan": may(request, Permission.EDIT_PLAN),
            "when": registers.when,
            "target_text": registers.target_text,
            "on": today(),
        },
    )


@policy(Permission.VIEW_COUNCIL)
def register_spreadsheet(request: CouncilRequest, council_slug: str, number: int, kind: str) -> HttpResponse:
    on, found, form = today(), find_notice(request, number), RegisterFilter(request.GET)
    entries = form.narrow(registers.entries(found, user=request.user))
    sheet = Sheet(
        f"Requirements of {found.title}",
        registers.CSV_HEADER,
        registers.csv_rows(entries, on=on),
        [*list_notes(on=on, form=form, query=request.GET), *word_notes("compliance")],
    )
    return table_response(kind, f"{council_slug}-notice-{number}-requirements-{on:%Y-%m-%d}", [sheet])


@policy(Permission.VIEW_COUNCIL)
def requirement(request: CouncilRequest, council_slug: str, number: int, seq: int) -> HttpResponse:
    found = find_requirement(request, number, seq)
    return render(
        request,
        "notices/requirement.html",
        {
            "requirement": found,
            "entry": registers.entry_of(found),
            "judgements": list(found.judgements.all()),
            "may_judge": may(request, Permission.JUDGE_COMPLIANCE) and is_issued(found.notice),
            "may_edit_plan": may(request, Permission.EDIT_PLAN),
            "pages": "\f" in found.notice.source_text,
            "when": registers.when,
            "target_text": registers.target_text,
            "on": today(),
        },
    )


@policy(Permission.JUDGE_COMPLIANCE)
def judge(request: CouncilRequest, council_slug: str, number: int, seq: int) -> HttpResponse:
    """The board's chair judges for the board, a case lead for the Department."""
    found = find_requirement(request, number, seq)
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
