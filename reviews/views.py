"""Pages of reviews and of reports due; and the page that puts a draft notice in force, which begins all of them."""

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
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.lateness import lateness, long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest
from notices import services as notices
from notices.models import Notice, Requirement

from . import services
from .forms import HeldForm, IssueDateForm, SentForm
from .models import ReportDue, Review
from .skeleton import skeleton


@policy(Permission.VIEW_COUNCIL)
def review_list(request: CouncilRequest, council_slug: str) -> HttpResponse:
    return render(
        request,
        "reviews/review_list.html",
        {
            "reviews": _rows(request, Review),
            "reports": _rows(request, ReportDue),
            "may_hold": _may(request, Permission.RECORD_INSTRUMENT),
            "may_send": _may(request, Permission.RECORD_REPORT_SENT),
            "month_or_day": month_or_day,
            "on": today(),
        },
    )


@policy(Permission.VIEW_COUNCIL)
def list_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on = today()
    rows: list[tuple[Any, ...]] = [
        ("Review", str(row), "Department for Education", row.due_on, row.held_on, row.notice.title)
        for row in _rows(request, Review)
    ]
    rows += [
        ("Report", str(row), row.recipient, row.due_on, row.sent_on, row.notice.title)
        for row in _rows(request, ReportDue)
    ]
    rows.sort(key=lambda row: row[3])
    sheet = Sheet(
        f"Reviews and reports due of {request.council}",
        ("Kind", "What", "To or by", "Due on", "Held or sent on", "Notice", "Lateness"),
        ((*row, lateness(row[3], on=on, done_on=row[4])) for row in rows),
        [*list_notes(on=on), *word_notes("review")],
    )
    return table_response(kind, f"{council_slug}-reviews-and-reports-{on:%Y-%m-%d}", [sheet])


@policy(Permission.RECORD_INSTRUMENT)
def hold(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    review = get_visible_or_404(_rows(request, Review), request.user, pk=review_id)
    form = HeldForm(request.POST or None, initial={"held_on": today()})
    if form.is_valid():
        try:
            services.hold_review(review, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("held_on", str(refusal))
        else:
            messages.success(request, f"{review} recorded as held on {long_date(review.held_on)}")
            return redirect("reviews:list", council_slug=council_slug)
    return render(request, "reviews/hold.html", {"review": review, "form": form})


@policy(Permission.RECORD_REPORT_SENT)
def report_sent(request: CouncilRequest, council_slug: str, report_due_id: int) -> HttpResponse:
    report = get_visible_or_404(_rows(request, ReportDue), request.user, pk=report_due_id)
    form = SentForm(request.POST or None, initial={"sent_on": today()})
    if form.is_valid():
        try:
            services.report_sent(report, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("sent_on", str(refusal))
        else:
            messages.success(request, f"{report} recorded as sent on {long_date(report.sent_on)}")
            return redirect("reviews:list", council_slug=council_slug)
    return render(request, "reviews/report_sent.html", {"report": report, "form": form})


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


def month_or_day(due_on: datetime.date, precision: str) -> str:
    """A month that the notice prints is shown as a month: "January 2013"."""
    return f"{due_on:%B %Y}" if precision == "month" else long_date(due_on)


def _rows(request: CouncilRequest, model: Any) -> Any:
    rows = model.objects.all().visible_to(request.user).filter(council=request.council)
    return rows.select_related("notice").order_by("due_on", "id")


def _may(request: CouncilRequest, permission: Permission) -> bool:
    allowed: bool = request.user.access.may(permission, request.council.pk)
    return allowed
