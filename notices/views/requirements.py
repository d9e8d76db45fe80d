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

from .. import counting, services
from .. import register as registers
from ..duties import duty_of
from ..forms import JudgementForm, RegisterFilter
from ..models import ComplianceJudgement, Deadline, Requirement
from ..obligations import NAMED
from .find import find_notice, find_requirement, is_issued, may
from .who import judge_of

OF_CLAUSE = ("deadlines__occurrences", "targets__indicators", "indicators", "actions", "judgements")

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
            "removed": found.requirements.exclude(removed_in=None).count(),
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
    """One clause: its words, whom it binds, when it is due, what serves it, what watches it, and how it is judged."""
    found, on = find_requirement(request, number, seq, *OF_CLAUSE), today()
    notice = found.notice
    entry = registers.entry_of(found)
    anchors = counting.anchors_of(notice)
    return render(
        request,
        "notices/requirement.html",
        {
            "requirement": found,
            "entry": entry,
            "duties": [duty_of(row, notice, anchors=anchors, on=on) for row in _deadlines(found)],
            "judgements": [
                {"row": row, "by": judge_of(request.user, row)}
                for row in found.judgements.select_related("judged_by")  # type: ignore[attr-defined]
            ],
            "bodies": ComplianceJudgement.Body.choices,
            "indicators": found.indicators.all(),  # type: ignore[attr-defined]  # of the floor above, by name only
            "may_judge": may(request, Permission.JUDGE_COMPLIANCE) and is_issued(notice),
            "may_edit_plan": may(request, Permission.EDIT_PLAN),
            "may_record": may(request, Permission.RECORD_DUTY) and notice.is_standing,
            "may_name": may(request, Permission.PREPARE_INSTRUMENT) and found.binds in NAMED,
            "pages": "\f" in notice.source_text,
            "target_text": registers.target_text,
            "on": on,
        },
    )


def _deadlines(clause: Requirement) -> list[Deadline]:
    """With the clause itself in the place of a copy, so that what was fetched with it is there."""
    rows = list(clause.deadlines.all())  # type: ignore[attr-defined]
    for row in rows:
        row.requirement = clause
    return rows


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
