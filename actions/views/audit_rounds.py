"""Rounds of case-file audits: over time, one by one, recorded and put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404, name_for, require
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..audit_round_forms import AuditRoundForm, round_now
from ..models import Action, AuditGrade, AuditRound, Evidence, Grade
from ..services import audit_rounds as services

HEADER = [
    "Number", "Round", "First day", "Last day", "Files audited", "Files moderated", "Moderated by", "Overseen by",
    "Independent", "Theme", *Grade.labels, "Good or better (%)", "Findings",
]  # fmt: skip


def _rounds(request: CouncilRequest) -> list[AuditRound]:
    grades = Prefetch("grades", AuditGrade.objects.order_by("place"))
    rows = (
        AuditRound.objects.visible_to(request.user).filter(council=request.council).prefetch_related(grades)
    )
    return list(rows)


@policy(Permission.VIEW_COUNCIL)
def audit_rounds(request: CouncilRequest, council_slug: str) -> HttpResponse:
    rounds = _rounds(request)
    for audit_round in rounds:
        audit_round.council = request.council
    context = {
        "rounds": rounds,
        "trend": trend(rounds),
        "may_add": request.user.access.may(Permission.ADD_EVIDENCE, request.council.pk),
    }
    return render(request, "actions/audit_round_list.html", context)


@policy(Permission.VIEW_COUNCIL)
def audit_rounds_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    """One row for each theme of each round."""
    on = today()
    rows = [
        [
            r.number, r.name, r.starts_on, r.ends_on, r.sample_size, r.moderated_files, r.moderated_by, r.overseen_by,
            r.independent, grade.theme, *(getattr(grade, name) for name in Grade.values), share(grade), r.findings,
        ]
        for r in _rounds(request)
        for grade in r.grades.all()
    ]  # fmt: skip
    sheet = Sheet(f"Case-file audits on {on:%d.%m.%Y}", HEADER, rows, list_notes(on=on))
    return table_response(kind, f"{council_slug}-audits-{on:%Y-%m-%d}", [sheet])


@policy(Permission.VIEW_COUNCIL)
def audit_round(request: CouncilRequest, council_slug: str, round_number: int) -> HttpResponse:
    found = _find(request, round_number)
    of_round = Evidence.objects.visible_to(request.user).filter(council=request.council, audit_round=found)
    actions = Action.objects.visible_to(request.user).filter(council=request.council)
    context = {
        "round": found,
        "recorded_by": name_for(request.user, found.recorded_by, request.council.pk),
        "grades": [{"grade": grade, "share": share(grade)} for grade in found.grades.order_by("place")],
        "actions": actions.filter(audit_round_links__audit_round=found).order_by("id"),
        "evidence": of_round.with_standing(on=today()).order_by("number"),
        "may_change": request.user.access.may(Permission.ADD_EVIDENCE, request.council.pk),
    }
    return render(request, "actions/audit_round.html", context)


@policy(Permission.ADD_EVIDENCE)
def audit_round_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    on = today()
    require(not request.council.is_abolished(on=on))
    latest = AuditRound.objects.visible_to(request.user).filter(council=request.council).first()
    form = AuditRoundForm(request.POST or None, user=request.user, council=request.council, like=latest)
    if form.is_valid():
        try:
            recorded = services.record_round(request.council, by=request.user, on=on, **form.verb_arguments())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{recorded} is recorded. Add its report as evidence when it is ready.")
            return redirect(recorded)
    return render(request, "actions/audit_round_add.html", {"form": form})


@policy(Permission.ADD_EVIDENCE)
def audit_round_edit(request: CouncilRequest, council_slug: str, round_number: int) -> HttpResponse:
    found, on = _find(request, round_number), today()
    require(not request.council.is_abolished(on=on))
    form = AuditRoundForm(
        request.POST or None, user=request.user, council=request.council, like=found, initial=round_now(found)
    )
    if form.is_valid():
        based_on = form.cleaned_data["based_on"] or 0
        try:
            services.edit_round(found, by=request.user, on=on, based_on=based_on, **form.verb_arguments())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The changes to {found} are saved.")
            return redirect(found)
    return render(request, "actions/audit_round_edit.html", {"round": found, "form": form})


def trend(rounds: list[AuditRound]) -> list[dict[str, Any]]:
    """Theme by theme, the share that was good or better in each round, oldest round first."""
    by_time = rounds[::-1]
    themes = {grade.theme.casefold(): grade.theme for r in by_time for grade in r.grades.all()}
    shares = {
        (r.pk, grade.theme.casefold()): f"{share(grade)}% of {grade.graded}"
        for r in by_time
        for grade in r.grades.all()
    }
    return [
        {"theme": shown, "shares": [shares.get((r.pk, key), "Not audited") for r in by_time]}
        for key, shown in themes.items()
    ]


def share(grade: AuditGrade) -> int:
    return round(100 * grade.good_or_better / grade.graded) if grade.graded else 0


def _find(request: CouncilRequest, number: int) -> AuditRound:
    rows = AuditRound.objects.select_related("recorded_by")
    found: AuditRound = get_visible_or_404(rows, request.user, council=request.council, number=number)
    found.council = request.council
    return found
