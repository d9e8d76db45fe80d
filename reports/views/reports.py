"""Board progress reports: the page, asking for the PDF, its progress, the download, the archive."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from councils.access import get_visible_or_404, name_for
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import services
from ..board_report import build_board_report, sections
from ..forms import AsAtForm
from ..models import ReportFile, ReportRun
from ..reportable import NoReport, first_day

REFRESH_SECONDS = 3


@policy(Permission.VIEW_COUNCIL)
def progress(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """The report as a page, for any day since the notice. The PDF is its print."""
    council, on = request.council, today()
    form = AsAtForm(request.GET or {"as_at": on}, first=first_day(council) or on, on=on)
    report, problem = None, ""
    if form.is_valid():
        try:
            report = build_board_report(council, as_at=form.cleaned_data["as_at"])
        except NoReport as why:
            problem = str(why)
        if report and not _is_of_council(request):
            report = report.for_department()
    context = {
        "council": council,
        "form": form,
        "report": report,
        "problem": problem,
        "sections": sections(report) if report else [],
        "address": request.build_absolute_uri(f"{request.path}?as_at={report.as_at}") if report else "",
        "may_request": services.may_request(request.user, council),
    }
    return render(request, "reports/board_report.html", context)


@policy(Permission.REQUEST_REPORT)
@require_POST
def request_report(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Ask for the PDF; the answer is the page that tells how far it is."""
    council, on = request.council, today()
    form = AsAtForm(request.POST, first=first_day(council) or on, on=on)
    if not form.is_valid():
        return render(request, "reports/board_report.html", {"council": council, "form": form})
    try:
        run = services.request_report(council, by=request.user, as_at=form.cleaned_data["as_at"])
    except NoReport as why:
        messages.warning(request, str(why))
        return redirect("reports:council", council_slug=council_slug)
    return redirect(run)


@policy(Permission.VIEW_COUNCIL)
def run(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """Preparing, ready or failed. While it is being prepared the page looks again by itself, unless told not to."""
    report = _run_or_404(request, number)
    file = _files(request).filter(run=report).first()
    waits = report.status == "preparing"
    refreshes = waits and request.GET.get("refresh") != "off"
    context = {
        "council": request.council,
        "run": report,
        "file": file,
        "author": name_for(request.user, report.requested_by, report.council_id),
        "fresh": file is not None and services.is_fresh(report),
        "refreshes": refreshes,
        "waits_unusually": report.waits_unusually(now=timezone.now()),
        "may_request": services.may_request(request.user, request.council),
        "on": today(),
    }
    response = render(request, "reports/run.html", context)
    if refreshes:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@policy(Permission.VIEW_COUNCIL)
def download(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """The PDF, never shown inside our pages: as a file, and inert if a browser opens it all the same."""
    file: ReportFile = get_visible_or_404(
        ReportFile.objects.copy_for(request.user).select_related("run"),
        request.user,
        council=request.council,
        run__number=number,
    )
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    what = file.run.get_kind_display().lower().replace(" ", "-")
    name = f"{council_slug}-{what}-{number}-{file.run.as_at:%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@policy(Permission.VIEW_COUNCIL)
def archive(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Every report of the council, newest first."""
    council = request.council
    runs = ReportRun.objects.visible_to(request.user).filter(council=council)
    runs = runs.select_related("requested_by").newest_first()
    files = {file.run_id: file for file in _files(request)}
    context = {
        "council": council,
        "rows": [
            {
                "run": report,
                "file": files.get(report.pk),
                "author": name_for(request.user, report.requested_by, report.council_id),
            }
            for report in runs
        ],
        "may_request": services.may_request(request.user, council),
        "on": today(),
    }
    return render(request, "reports/list.html", context)


def _files(request: CouncilRequest) -> QuerySet[ReportFile]:
    """Facts of the finished files of this council, of each report the copy for this person."""
    files = ReportFile.objects.visible_to(request.user).copy_for(request.user).facts()
    return files.filter(council=request.council)


def _run_or_404(request: CouncilRequest, number: int) -> ReportRun:
    runs = ReportRun.objects.select_related("requested_by", "council", "meeting")
    found: ReportRun = get_visible_or_404(runs, request.user, council=request.council, number=number)
    return found


def _is_of_council(request: CouncilRequest) -> bool:
    return request.council.pk in request.user.access.council_ids
