"""Pages of looks from outside: the list, one, and the steps from its commission to the Department's desk."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.asking import ask
from councils.clock import today
from councils.files import as_download
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from notices.models import Finding

from .. import validation as verbs
from ..models import Validation
from ..validation_forms import FACTS, CallOffForm, CommissionForm, SharedForm, ValidationDoneForm
from .find import may


@policy(Permission.VIEW_COUNCIL)
def validations(request: CouncilRequest, council_slug: str) -> HttpResponse:
    rows = Validation.objects.all().visible_to(request.user).filter(council=request.council)
    context = {
        "rows": list(rows.order_by("-due_on", "-number")),
        "may_commission": may(request, Permission.COMMISSION_VALIDATION),
        "on": today(),
    }
    return render(request, "reviews/validation_list.html", context)


@policy(Permission.VIEW_COUNCIL)
def validation(request: CouncilRequest, council_slug: str, validation_number: int) -> HttpResponse:
    found = _find(request, validation_number)
    findings = Finding.objects.all().visible_to(request.user).filter(council=request.council)
    rows = findings.select_related("inspection").prefetch_related("actions").order_by("id")
    context = {
        "validation": found,
        "findings": list(rows.filter(inspection_id=found.inspection_id)) if found.inspection_id else [],
        "may_commission": may(request, Permission.COMMISSION_VALIDATION),
        "may_record": may(request, Permission.RECORD_FINDINGS),
        "may_edit_plan": may(request, Permission.EDIT_PLAN),
        "on": today(),
    }
    return render(request, "reviews/validation.html", context)


@policy(Permission.COMMISSION_VALIDATION)
def validation_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    form = CommissionForm(request.POST or None, initial={"commissioned_on": today()})
    return ask(
        request,
        form,
        lambda: verbs.commission(request.council, by=request.user, on=today(), **form.facts()),
        title="Record a look from outside",
        button="Save",
        said="It is recorded. Say here when it is done",
        back=reverse("reviews:validations", kwargs={"council_slug": council_slug}),
        opens=lambda made: made.get_absolute_url(),
    )


@policy(Permission.COMMISSION_VALIDATION)
def validation_edit(request: CouncilRequest, council_slug: str, validation_number: int) -> HttpResponse:
    found = _find(request, validation_number)
    form = CommissionForm(request.POST or None, initial={name: getattr(found, name) for name in FACTS})
    return ask(
        request,
        form,
        lambda: verbs.edit(found, by=request.user, on=today(), **form.facts()),
        caption=str(found),
        title="Edit what was commissioned",
        button="Save changes",
        said="The changes are saved",
        back=found.get_absolute_url(),
    )


@policy(Permission.COMMISSION_VALIDATION)
def validation_done(request: CouncilRequest, council_slug: str, validation_number: int) -> HttpResponse:
    found = _find(request, validation_number)
    form = ValidationDoneForm(request.POST or None, request.FILES or None)
    return ask(
        request,
        form,
        lambda: verbs.record_done(
            found,
            by=request.user,
            on=today(),
            done_on=form.cleaned_data["done_on"],
            upload=form.cleaned_data["upload"],
            link=form.cleaned_data["link"],
        ),
        caption=str(found),
        title="Record it as done",
        button="Record as done",
        said="It is in the register of inspections now. Record its findings",
        back=found.get_absolute_url(),
        intro="It gets its entry in the register of inspections, where you record its findings.",
    )


@policy(Permission.COMMISSION_VALIDATION)
def validation_share(request: CouncilRequest, council_slug: str, validation_number: int) -> HttpResponse:
    found = _find(request, validation_number)
    form = SharedForm(request.POST or None, initial={"shared_on": today()})
    return ask(
        request,
        form,
        lambda: verbs.share(found, by=request.user, on=today(), **form.cleaned_data),
        caption=str(found),
        title="Record that the Department has it",
        button="Record as shared",
        said="It is recorded as shared with the Department",
        back=found.get_absolute_url(),
    )


@policy(Permission.COMMISSION_VALIDATION)
def validation_call_off(request: CouncilRequest, council_slug: str, validation_number: int) -> HttpResponse:
    found = _find(request, validation_number)
    form = CallOffForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: verbs.call_off(found, by=request.user, on=today(), **form.cleaned_data),
        caption=str(found),
        title="Call it off",
        button="Call it off",
        said="It is called off",
        back=found.get_absolute_url(),
        warning=True,
    )


@policy(Permission.VIEW_COUNCIL)
def validation_report(request: CouncilRequest, council_slug: str, validation_number: int) -> HttpResponse:
    found = _find(request, validation_number)
    if found.report is None:
        raise Http404
    return as_download(found.report)


def _find(request: CouncilRequest, number: int) -> Validation:
    rows = Validation.objects.select_related("report", "inspection").defer("report__content")
    found: Validation = get_visible_or_404(rows, request.user, council=request.council, number=number)
    found.council = request.council
    return found
