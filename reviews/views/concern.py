"""Pages of the Department's concerns about a council, for the Department alone."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.asking import ask
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import concerns as verbs
from ..concern_forms import CheckForm, CloseConcernForm, ConcernForm, FormalStepForm
from ..models import Check, Concern, ConcernCheck
from .find import may


@policy(Permission.VIEW_CONCERNS)
def concerns(request: CouncilRequest, council_slug: str) -> HttpResponse:
    rows = Concern.objects.all().visible_to(request.user).filter(council=request.council)
    context = {
        "rows": list(rows.select_related("raised_by").order_by("-number")),
        "may_record": may(request, Permission.RECORD_CONCERN),
    }
    return render(request, "reviews/concern_list.html", context)


@policy(Permission.VIEW_CONCERNS)
def concern(request: CouncilRequest, council_slug: str, concern_number: int) -> HttpResponse:
    found = _find(request, concern_number)
    checks = (
        ConcernCheck.objects.all().visible_to(request.user).filter(council=request.council, concern=found)
    )
    made = {row.item: row for row in checks.select_related("done_by")}
    context = {
        "concern": found,
        "checklist": [{"item": item, "made": made.get(item.value)} for item in Check],
        "is_checked": len(made) == len(Check),
        "may_record": may(request, Permission.RECORD_CONCERN) and found.closed_on is None,
    }
    return render(request, "reviews/concern.html", context)


@policy(Permission.RECORD_CONCERN)
def concern_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    form = ConcernForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: verbs.raise_concern(
            request.council,
            by=request.user,
            on=today(),
            kind=form.cleaned_data["kind"],
            what=form.cleaned_data["what"],
        ),
        title="Raise a concern",
        button="Save",
        said="The concern is recorded, for the Department alone",
        back=reverse("reviews:concerns", kwargs={"council_slug": council_slug}),
        intro="The Department alone reads this.",
        opens=lambda made: made.get_absolute_url(),
    )


@policy(Permission.RECORD_CONCERN)
def concern_edit(request: CouncilRequest, council_slug: str, concern_number: int) -> HttpResponse:
    found = _find(request, concern_number)
    form = ConcernForm(request.POST or None, initial={"kind": found.kind, "what": found.what})
    return ask(
        request,
        form,
        lambda: verbs.edit(found, kind=form.cleaned_data["kind"], what=form.cleaned_data["what"]),
        caption=str(found),
        title="Edit the concern",
        button="Save changes",
        said="The changes are saved",
        back=found.get_absolute_url(),
    )


@policy(Permission.RECORD_CONCERN)
def concern_check(
    request: CouncilRequest, council_slug: str, concern_number: int, check_item: str
) -> HttpResponse:
    found = _find(request, concern_number)
    if check_item not in Check.values:
        raise Http404
    form = CheckForm(request.POST or None, initial={"done_on": today()})
    return ask(
        request,
        form,
        lambda: verbs.check(found, by=request.user, on=today(), item=check_item, **form.cleaned_data),
        caption=str(found),
        title=str(Check(check_item).label),
        button="Check it off",
        said="It is checked off",
        back=found.get_absolute_url(),
    )


@policy(Permission.RECORD_CONCERN)
def concern_step(request: CouncilRequest, council_slug: str, concern_number: int) -> HttpResponse:
    found = _find(request, concern_number)
    form = FormalStepForm(request.POST or None, initial={"step_on": today()})
    return ask(
        request,
        form,
        lambda: verbs.take_step(found, by=request.user, on=today(), **form.cleaned_data),
        caption=str(found),
        title="Record the formal step",
        button="Record the step",
        said="The formal step is recorded",
        back=found.get_absolute_url(),
        intro="It rests on the checks, which cannot be changed any more.",
    )


@policy(Permission.RECORD_CONCERN)
def concern_close(request: CouncilRequest, council_slug: str, concern_number: int) -> HttpResponse:
    found = _find(request, concern_number)
    form = CloseConcernForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: verbs.close(found, by=request.user, on=today(), **form.cleaned_data),
        caption=str(found),
        title="Close the concern",
        button="Close it",
        said="The concern is closed",
        back=found.get_absolute_url(),
        intro="Nothing of it can be changed afterwards.",
    )


def _find(request: CouncilRequest, number: int) -> Concern:
    rows = Concern.objects.select_related("raised_by", "step_by", "closed_by")
    found: Concern = get_visible_or_404(rows, request.user, council=request.council, number=number)
    found.council = request.council
    return found
