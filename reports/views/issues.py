"""What happens to a report that is there: issued, cancelled, compared; its data and its Word file."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from councils.access import get_visible_or_404
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import services
from ..forms import CompareForm
from ..issuing import between, issue_report
from ..models import ReportFile, ReportRun


@policy(Permission.REQUEST_REPORT)
@require_POST
def issue(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    run = find_run(request, number)
    try:
        issue_report(run, by=request.user)
        messages.success(request, f"Report {run.number} is issued. Nobody can change it.")
    except Refused as why:
        messages.warning(request, str(why))
    return redirect(run)


@policy(Permission.REQUEST_REPORT)
@require_POST
def cancel(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    run = find_run(request, number)
    try:
        services.cancel_report(run, by=request.user)
    except Refused as why:
        messages.warning(request, str(why))
    return redirect(run)


@policy(Permission.VIEW_COUNCIL)
def compare(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """What changed in figures between two issues, from what was kept with them."""
    issued = list(issued_files(request).defer("content"))
    form = CompareForm(request.GET or None, runs=[file.run for file in issued])
    found = None
    if form.is_valid():
        by_number = {str(file.run.number): file for file in issued}
        earlier, later = (by_number[form.cleaned_data[name]] for name in ("earlier", "later"))
        found = {"earlier": earlier.run, "later": later.run, "between": between(earlier.data, later.data)}
    context = {"council": request.council, "form": form, "enough": len(issued) > 1, "found": found}
    return render(request, "reports/compare.html", context)


def issued_files(request: CouncilRequest) -> QuerySet[ReportFile]:
    """Of each issued report the copy for this person, newest first."""
    files = ReportFile.objects.visible_to(request.user).copy_for(request.user)
    return (
        files.filter(council=request.council, run__issues__isnull=False)
        .select_related("run")
        .order_by("-run__number")
    )


def find_run(request: CouncilRequest, number: int) -> ReportRun:
    runs = ReportRun.objects.select_related("requested_by", "author", "council", "meeting")
    found: ReportRun = get_visible_or_404(runs, request.user, council=request.council, number=number)
    return found
