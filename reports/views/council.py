"""One council on one page: for its chair the way to the board's report, for everybody where it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from .. import links, services
from ..council_overview import council_overview
from ..models import ReportFile, ReportRun


@policy(Permission.VIEW_COUNCIL)
def council(request: HttpRequest, council_slug: str) -> HttpResponse:
    here, user, on = request.council, request.user, today()  # type: ignore[attr-defined]
    overview = council_overview(here, user, on=on)  # type: ignore[arg-type]
    runs = ReportRun.objects.visible_to(user).filter(council=here).newest_first()  # type: ignore[arg-type]
    paper = services.latest_paper(here, user, on=on)  # type: ignore[arg-type]
    files = ReportFile.objects.visible_to(user).copy_for(user).facts()  # type: ignore[arg-type]
    context = {
        "council": here,
        "overview": overview,
        "paper": paper,
        "file": files.filter(council=here, run=paper.run).first() if paper else None,
        "preparing": runs.open().first(),
        "may_request": services.may_request(user, here),  # type: ignore[arg-type]
        "links": links,
        "on": on,
    }
    return render(request, "reports/council.html", context)
