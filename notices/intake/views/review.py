"""The review: document and proposal side by side; the warnings one by one; checking the answers and confirming them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from councils.access import name_for
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ...models import Intake, IntakeProposal, Requirement
from .. import confirming, services
from ..document import document, front_places
from ..forms import ConfirmForm, SettleForm
from ..proposal import find_warning
from ..showing import Rows, at, settled_in_words
from .changes import change_page
from .find import of_review


def review_page(request: CouncilRequest, intake: Intake) -> HttpResponse:
    latest, reading = services.newest(intake), services.reading_of(intake)
    rows = Rows(latest.proposal, reading, viewer=request.user)
    warnings = rows.warnings()
    context = {
        "intake": intake,
        "proposal": latest.proposal,
        "version": latest.version,
        "pages": latest.proposal["pages"],
        "document": document(reading.source_text, latest.proposal, reading.places),
        "front": rows.front(),
        "addressed": confirming.addressed(latest.proposal, intake.council),
        "clauses": rows.clauses(),
        "beside": rows.beside(),
        "warnings": warnings,
        "settled": settled_in_words(warnings),
        "kinds": dict(Requirement.Kind.choices),
        "binds": dict(Requirement.Binds.choices),
        "places_of_front": {name for name, place in front_places(reading.places) if place},
        "when": at,
    }
    return render(request, "notices/intake_review.html", context)


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def settle_warning(
    request: CouncilRequest, found: Intake, latest: IntakeProposal, warning_number: int
) -> HttpResponse:
    warning = find_warning(latest.proposal, warning_number)
    if warning is None:
        raise Http404
    initial = {"based_on": latest.version, **(warning["settled"] or {})}
    form = SettleForm(request.POST or None, initial=initial)
    return change_page(
        request,
        found,
        form,
        do="settle",
        arguments=lambda cleaned: {"number": warning_number, "how": cleaned["how"], "why": cleaned["why"]},
        number=warning_number,
        page={
            "title": "Settle a point to check",
            "quote": warning["message"],
            "place": warning["line"],
            "pages": latest.proposal["pages"],
        },
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def check(request: CouncilRequest, found: Intake, latest: IntakeProposal) -> HttpResponse:
    """Check the answers, then confirm: the one step that records something."""
    form = _confirm_form(request.POST or None, found, latest)
    context: dict[str, Any] = {"stale_by": ""}
    if form.is_valid():
        try:
            notice = _confirm(request, found, form)
        except services.Stale as stale:
            context["stale_by"] = name_for(request.user, stale.by, found.council_id)
            data = request.POST.copy()
            data["based_on"] = str(stale.now.version)
            form = _confirm_form(data, found, stale.now)
            latest = stale.now
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{notice} was recorded as a draft")
            return redirect(found)
    return render(request, "notices/intake_check.html", {**context, **_answers(request, found, latest, form)})


def _confirm_form(data: Any, intake: Intake, latest: IntakeProposal) -> ConfirmForm:
    return ConfirmForm(
        data,
        initial={"based_on": latest.version},
        intake=intake,
        proposal=latest.proposal,
        ask_whom=confirming.addressed(latest.proposal, intake.council).must_be_said,
        earlier=confirming.earlier(intake),
    )


def _confirm(request: CouncilRequest, intake: Intake, form: ConfirmForm) -> Any:
    given = form.cleaned_data
    earlier = {notice.number: notice for notice in confirming.earlier(intake)}
    return confirming.confirm(
        intake,
        by=request.user,
        now=timezone.now(),
        based_on=given["based_on"] or 0,
        revises=earlier.get(given.get("replaces") or 0),
        issue_date_is_right=given.get("issue_date") == "yes",
        is_for_us=given.get("is_for_us") == "yes",
    )


def _answers(
    request: CouncilRequest, intake: Intake, latest: IntakeProposal, form: ConfirmForm
) -> dict[str, Any]:
    rows = Rows(latest.proposal, services.reading_of(intake), viewer=request.user)
    return {
        "intake": intake,
        "form": form,
        "totals": confirming.totals(latest.proposal),
        "front": rows.front(),
        "issue_date_known": bool(latest.proposal["issue_date"]["date"]),
        "changed": rows.changed(),
        "warnings": rows.warnings(),
        "open": confirming.still_open(intake, latest.proposal),
        "addressed": confirming.addressed(latest.proposal, intake.council),
    }
