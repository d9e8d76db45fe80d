"""The national summary: a page of any day, its PDF, and those that were kept."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from councils.clock import today
from councils.files import as_attachment
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import national_reports
from ..forms import AsAtForm
from ..models import NationalReport
from ..national import build_national

FIRST = datetime.date(2000, 1, 1)


@policy(Permission.VIEW_ALL_COUNCILS)
def national(request: CouncilRequest) -> HttpResponse:
    on = today()
    form = AsAtForm(request.GET or {"as_at": on}, first=FIRST, on=on)
    report = build_national(as_at=form.cleaned_data["as_at"]) if form.is_valid() else None
    context = {
        "form": form,
        "report": report,
        "sections": national_reports.sections(report) if report else [],
        "address": request.build_absolute_uri(f"{request.path}?as_at={report.as_at}") if report else "",
        "linked": True,
        "kept": NationalReport.objects.visible_to(request.user)
        .facts()
        .select_related("author", "approved_by"),
        "may_prepare": _may_prepare(request),
    }
    return render(request, "reports/national.html", context)


@policy(Permission.PREPARE_NATIONAL)
@require_POST
def national_request(request: CouncilRequest) -> HttpResponse:
    on = today()
    form = AsAtForm(request.POST, first=FIRST, on=on)
    if not form.is_valid():
        return render(request, "reports/national.html", {"form": form})
    return redirect(national_reports.request_national(by=request.user, as_at=form.cleaned_data["as_at"]))


@policy(Permission.VIEW_ALL_COUNCILS)
def national_run(request: CouncilRequest, national_number: int) -> HttpResponse:
    report = _find(request, national_number)
    context = {
        "report": report,
        "may_prepare": _may_prepare(request),
        "why_not_issued": national_reports.why_not_issued(report, request.user),
    }
    return render(request, "reports/national_run.html", context)


@policy(Permission.VIEW_ALL_COUNCILS)
def national_download(request: CouncilRequest, national_number: int) -> HttpResponse:
    """The PDF; while there is none, the page that says how far it is."""
    report = _find(request, national_number)
    if report.content is None:
        return redirect(report)
    response = HttpResponse(bytes(report.content), content_type="application/pdf")
    as_attachment(response, f"national-summary-{report.number}-{report.as_at}.pdf")
    return response


@policy(Permission.PREPARE_NATIONAL)
@require_POST
def national_issue(request: CouncilRequest, national_number: int) -> HttpResponse:
    report = _find(request, national_number)
    try:
        national_reports.issue_national(report, by=request.user, now=timezone.now())
        messages.success(request, f"{report} is issued. Nobody can change it.")
    except Refused as why:
        messages.warning(request, str(why))
    return redirect(report)


def _find(request: CouncilRequest, number: int) -> NationalReport:
    rows = NationalReport.objects.visible_to(request.user).select_related("author", "approved_by")
    found: NationalReport = get_object_or_404(rows, number=number)
    return found


def _may_prepare(request: CouncilRequest) -> bool:
    return request.user.access.may(Permission.PREPARE_NATIONAL, None)
