"""The papers of one meeting as PDF: the board pack and the minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from boards.views.find import find_meeting
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import services
from ..meeting_prints import OF_MEETINGS, source_of
from ..models import ReportFile, ReportRun
from ..reportable import NoReport


@policy(Permission.VIEW_COUNCIL, writes=Permission.REQUEST_REPORT)
def meeting(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """They make themselves; who does not want to wait for that asks here."""
    found = find_meeting(request, number)
    if request.method == "POST" and request.POST.get("kind") in OF_MEETINGS:
        try:
            return redirect(services.request_of_meeting(found, request.POST["kind"], by=request.user))
        except NoReport as why:
            messages.warning(request, str(why))
            return redirect("reports:meeting", council_slug=council_slug, number=number)
    runs = {run.kind: run for run in ReportRun.objects.visible_to(request.user).filter(meeting=found)}
    files = ReportFile.objects.visible_to(request.user).copy_for(request.user).facts()
    kept = {file.run_id: file for file in files.filter(run__meeting=found)}
    context = {
        "meeting": found,
        "rows": [
            {
                "kind": kind,
                "run": runs.get(kind),
                "file": kept.get(runs[kind].pk) if kind in runs else None,
                "not_yet": "" if source_of(found, kind) else services.NOT_YET[kind],
            }
            for kind in OF_MEETINGS
        ],
        "may_request": services.may_request(request.user, request.council),
    }
    return render(request, "reports/meeting.html", context)
