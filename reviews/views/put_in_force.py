"""The page that puts a draft notice in force, which begins the work that it asks for."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from boards.models import Cadence
from councils.access import get_visible_or_404
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest
from notices import services as notices
from notices.models import Notice, Requirement

from .. import services
from ..forms import IssueDateForm
from ..models import ReportDue, Review
from ..skeleton import skeleton
from .find import month_or_day


@policy(Permission.PUT_IN_FORCE)
def put_in_force(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """First the issue date (in the address, so that Back works), then what will happen, then the button that does it."""
    notice: Notice = get_visible_or_404(
        Notice.objects.select_related("council"),
        request.user,
        council=request.council,
        number=number,
    )
    on, asked = today(), request.POST or request.GET
    given = any(name.startswith("issued_on") for name in asked)
    form = IssueDateForm(asked if given else None, initial={"issued_on": notice.issued_on})
    issued_on = form.cleaned_data["issued_on"] if form.is_valid() else None
    if notice.state != Notice.State.DRAFT:
        messages.info(request, f"{notice} is already {notice.get_state_display().lower()}")
        return redirect(notice)
    if issued_on and issued_on > on:
        form.add_error("issued_on", "The issue date must be today or in the past")
        issued_on = None
    if issued_on and request.method == "POST":
        return _put_in_force(request, notice, issued_on=issued_on, on=on)
    if issued_on is None:
        raw = notice.reading.get("issue_date", {}).get("raw")
        return render(request, "reviews/issue_date.html", {"notice": notice, "form": form, "as_written": raw})
    return render(request, "reviews/put_in_force.html", _what_will_happen(notice, issued_on=issued_on))


def _put_in_force(
    request: CouncilRequest, notice: Notice, *, issued_on: datetime.date, on: datetime.date
) -> HttpResponse:
    try:
        with transaction.atomic():
            notices.put_in_force(notice, by=request.user, on=on, issued_on=issued_on)
            services.take_up(notice, by=request.user, on=on)
    except Refused as refusal:  # somebody else was quicker
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"{notice} is in force")
    return redirect(notice)


def _what_will_happen(notice: Notice, *, issued_on: datetime.date) -> dict[str, Any]:
    clauses = Requirement.objects.filter(council_id=notice.council_id, notice=notice)
    return {
        "notice": notice,
        "issued_on": issued_on,
        "asked": skeleton(notice, issued_on=issued_on),
        "kinds": dict(Review.Kind.choices),
        "authors": dict(ReportDue.Author.choices),
        "cadences": dict(Cadence.choices),
        "clauses": clauses.demanding().count(),
        "month_or_day": month_or_day,
    }
