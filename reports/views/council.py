"""One council on one page: for its chair the way to the board's report, for everybody where it stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import links, services
from ..council_overview import council_overview
from ..models import ReportFile, ReportRun


@policy(Permission.VIEW_COUNCIL)
def council(request: CouncilRequest, council_slug: str) -> HttpResponse:
    here, user, on = request.council, request.user, today()
    overview = council_overview(here, user, on=on)
    runs = (
        ReportRun.objects.visible_to(user)
        .filter(council=here, kind=ReportRun.Kind.BOARD_PROGRESS)
        .newest_first()
    )
    paper = services.latest_paper(here, user, on=on)
    files = ReportFile.objects.visible_to(user).copy_for(user).facts()
    context = {
        "council": here,
        "overview": overview,
        "paper": paper,
        "file": files.filter(council=here, run=paper.run).first() if paper else None,
        "preparing": runs.open().first(),
        "may_request": services.may_request(user, here),
        "may_export": user.access.may(Permission.EXPORT_COUNCIL, here.pk),
        "links": links,
        "on": on,
    }
    return render(request, "reports/council.html", context)
