"""One council's dashboard: where it stands, how its plan has moved, how its requirements are judged. Of any day."""

from __future__ import annotations

import datetime

from django.http import HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import links, services
from ..council_compliance import LOOKS, compliance_numbers, compliance_of
from ..council_over_time import over_time
from ..council_overview import council_overview
from ..forms import AsAtForm
from ..models import ReportFile, ReportRun
from ..reportable import current_notice, first_day, plan_of


@policy(Permission.VIEW_COUNCIL)
def council(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """For its chair also the way to the board's report."""
    here, user, on = request.council, request.user, today()
    form, as_at = _day(request, on)
    runs = (
        ReportRun.objects.visible_to(user)
        .filter(council=here, kind=ReportRun.Kind.BOARD_PROGRESS)
        .newest_first()
    )
    paper = services.latest_paper(here, user, on=on) if not as_at else None
    files = ReportFile.objects.visible_to(user).copy_for(user).facts()
    context = {
        "council": here,
        "form": form,
        "overview": council_overview(here, user, on=on, as_at=as_at),
        "paper": paper,
        "file": files.filter(council=here, run=paper.run).first() if paper else None,
        "preparing": runs.open().first(),
        "may_request": services.may_request(user, here),
        "may_export": user.access.may(Permission.EXPORT_COUNCIL, here.pk),
        "links": links,
        "on": on,
    }
    return render(request, "reports/council.html", context)


@policy(Permission.VIEW_COUNCIL)
def plan_over_time(request: CouncilRequest, council_slug: str) -> HttpResponse:
    on = today()
    form, as_at = _day(request, on)
    notice = current_notice(request.council)
    plan = plan_of(notice) if notice else None
    charts = over_time(plan, as_at=as_at or on, first=notice.issued_on if notice else None) if plan else []
    context = {"council": request.council, "form": form, "as_at": as_at, "charts": charts}
    return render(request, "reports/council_over_time.html", context)


@policy(Permission.VIEW_COUNCIL)
def compliance(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """The requirements behind the overview's figures; `?show=` keeps those of one figure."""
    on, show = today(), request.GET.get("show", "")
    form, as_at = _day(request, on)
    notice, lines = compliance_of(request.council, request.user, on=on, as_at=as_at)
    look = LOOKS.by_name.get(show)
    context = {
        "council": request.council,
        "form": form,
        "as_at": as_at,
        "notice": notice,
        "lines": LOOKS.kept(lines, show),
        "look": look.words if look else "",
        "numbered": compliance_numbers(request.council, lines, as_at=as_at),
        "links": links,
    }
    return render(request, "reports/council_compliance.html", context)


def _day(request: CouncilRequest, on: datetime.date) -> tuple[AsAtForm, datetime.date | None]:
    """The form of the day, and the day where it is one of the past."""
    asked = any(name.startswith("as_at") for name in request.GET)
    form = AsAtForm(request.GET if asked else None, first=first_day(request.council) or on, on=on)
    day = form.cleaned_data["as_at"] if asked and form.is_valid() else on
    return form, day if day < on else None
