"""Reports of a plan: their pages, asking for the PDF, its progress, the download, the archive."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from councils.access import get_visible_or_404, name_for
from councils.clock import today
from councils.files import as_attachment
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import links, services
from ..board_report import build_report, sections
from ..forms import AsAtForm
from ..issuing import why_not_issued
from ..models import ReportFile, ReportRun, SignedPaper
from ..report_data import OffPlan
from ..report_docx import DOCX, report_docx
from ..reportable import NoReport, first_day
from .issues import find_run
from .words import may_word

Kind = ReportRun.Kind
REFRESH_SECONDS = 3


@policy(Permission.VIEW_COUNCIL)
@require_safe
def progress(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """The report as a page, for any day since the notice. The PDF is its print."""
    return _page(request, Kind.BOARD_PROGRESS)


@policy(Permission.VIEW_COUNCIL)
@require_safe
def exceptions(request: CouncilRequest, council_slug: str) -> HttpResponse:
    return _page(request, Kind.EXCEPTIONS)


@policy(Permission.VIEW_COUNCIL)
@require_safe
def one_page(request: CouncilRequest, council_slug: str) -> HttpResponse:
    return _page(request, Kind.ONE_PAGE)


def _page(request: CouncilRequest, kind: str) -> HttpResponse:
    council, on = request.council, today()
    form = AsAtForm(request.GET or {"as_at": on}, first=first_day(council) or on, on=on)
    report, problem = None, ""
    if form.is_valid():
        try:
            report = report_for(request, kind, as_at=form.cleaned_data["as_at"])
        except NoReport as why:
            problem = str(why)
    context = {
        "council": council,
        "form": form,
        "kind": kind,
        "kinds": [(Kind(name).label, name, links.PAGES[name]) for name in ReportRun.OF_PLAN],
        "heading": Kind(kind).label,
        "report": report,
        "problem": problem,
        "sections": sections(report) if report else [],
        "linked": True,
        "address": request.build_absolute_uri(f"{request.path}?as_at={report.as_at}") if report else "",
        "may_request": services.may_request(request.user, council),
    }
    return render(request, "reports/board_report.html", context)


def report_for(request: CouncilRequest, kind: str, *, as_at: datetime.date) -> OffPlan:
    """The copy that this person may read. Raises NoReport."""
    report = build_report(request.council, kind, as_at=as_at)
    return report if request.council.pk in request.user.access.council_ids else report.for_department()


@policy(Permission.VIEW_COUNCIL)
@require_safe
def as_word(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """The progress report as a Word file, for editing its words away from here. Not kept, not numbered."""
    on = today()
    form = AsAtForm(request.GET or {"as_at": on}, first=first_day(request.council) or on, on=on)
    if not form.is_valid():
        return redirect("reports:progress", council_slug=council_slug)
    try:
        report = report_for(request, Kind.BOARD_PROGRESS, as_at=form.cleaned_data["as_at"])
    except NoReport:
        return redirect("reports:progress", council_slug=council_slug)
    response = HttpResponse(report_docx(report), content_type=DOCX)
    as_attachment(response, f"{council_slug}-board-progress-report-{report.as_at}.docx")
    return response


@policy(Permission.REQUEST_REPORT)
@require_POST
def request_report(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Ask for the PDF; the answer is the page that tells how far it is."""
    council, on = request.council, today()
    kind = request.POST.get("kind", Kind.BOARD_PROGRESS)
    if kind not in ReportRun.OF_PLAN:
        raise Http404
    form = AsAtForm(request.POST, first=first_day(council) or on, on=on)
    if not form.is_valid():
        context = {"council": council, "form": form, "heading": Kind(kind).label}
        return render(request, "reports/board_report.html", context)
    try:
        run = services.request_report(council, by=request.user, as_at=form.cleaned_data["as_at"], kind=kind)
    except NoReport as why:
        messages.warning(request, str(why))
        return redirect("reports:council", council_slug=council_slug)
    return redirect(run)


@policy(Permission.VIEW_COUNCIL)
def run(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """Preparing, ready or failed. While it is being prepared the page looks again by itself, unless told not to."""
    report = find_run(request, number)
    file = _files(request).filter(run=report).first()
    waits = report.status == "preparing"
    refreshes = waits and request.GET.get("refresh") != "off"
    context = {
        "council": request.council,
        "run": report,
        "file": file,
        "asked_by": name_for(request.user, report.requested_by, report.council_id),
        "author": name_for(request.user, report.author, report.council_id),
        "issue": report.issue,
        "approved_by": name_for(request.user, report.issue.approved_by, report.council_id)
        if report.issue
        else "",
        "why_not_issued": why_not_issued(report, request.user) if report.of_plan else "",
        "page": links.report_page(report.kind, council_slug, report.as_at) if report.of_plan else "",
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
    """Every report of the council, newest first; and what its chair and its Leader signed, which is kept in reviews."""
    council, user = request.council, request.user
    runs = ReportRun.objects.visible_to(user).filter(council=council).prefetch_related("issues__approved_by")
    files = {file.run_id: file for file in _files(request)}
    signed = SignedPaper.objects.visible_to(user).filter(council=council).facts()
    context = {
        "council": council,
        "rows": [
            {
                "run": report,
                "file": files.get(report.pk),
                "author": name_for(user, report.author or report.requested_by, report.council_id),
                "approved_by": name_for(user, report.issue.approved_by, council.pk) if report.issue else "",
            }
            for report in runs.select_related("requested_by", "author").newest_first()
        ],
        "signed": signed.select_related("signed__report__report_due").order_by("-id"),
        "may_request": services.may_request(user, council),
        "may_word": may_word(request),
        "on": today(),
    }
    return render(request, "reports/list.html", context)


def _files(request: CouncilRequest) -> QuerySet[ReportFile]:
    """Facts of the finished files of this council, of each report the copy for this person."""
    files = ReportFile.objects.visible_to(request.user).copy_for(request.user).facts()
    return files.filter(council=request.council)
