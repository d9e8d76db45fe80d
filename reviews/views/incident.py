"""Pages of notices of serious incidents: the list, one with its acknowledgement, and the form that gives notice."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from councils.access import get_visible_or_404
from councils.asking import ask
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from notices.views.who import by_whom

from .. import incidents as verbs
from ..incident_forms import AcknowledgeForm, IncidentForm
from ..models import Incident
from .find import may


@policy(Permission.VIEW_CORRESPONDENCE)
def incidents(request: CouncilRequest, council_slug: str) -> HttpResponse:
    rows = Incident.objects.all().visible_to(request.user).filter(council=request.council)
    context = {
        "rows": list(rows.order_by("-number")),
        "may_give": may(request, Permission.GIVE_INCIDENT_NOTICE),
    }
    return render(request, "reviews/incident_list.html", context)


@policy(Permission.VIEW_CORRESPONDENCE)
def incident(request: CouncilRequest, council_slug: str, incident_number: int) -> HttpResponse:
    found = _find(request, incident_number)
    context = {
        "incident": found,
        "given_by": by_whom(request.user, found.given_by, found.council_id),
        "acknowledged_by": by_whom(request.user, found.acknowledged_by, found.council_id),
        "mail": found.mails.first(),  # type: ignore[attr-defined]
        "may_acknowledge": may(request, Permission.ACKNOWLEDGE_INCIDENT) and not found.acknowledged_at,
    }
    return render(request, "reviews/incident.html", context)


@policy(Permission.GIVE_INCIDENT_NOTICE)
def incident_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    form = IncidentForm(request.POST or None, initial={"happened_on": today()})
    return ask(
        request,
        form,
        lambda: verbs.give_notice(request.council, by=request.user, now=timezone.now(), **form.cleaned_data),
        title="Give notice of a serious incident",
        button="Give notice now",
        said="Notice is given. The Department’s case lead gets an email now",
        back=reverse("reviews:incidents", kwargs={"council_slug": council_slug}),
        intro="The Department reads this at once, and it cannot be changed afterwards. Say nothing of a child in it:"
        " details go by your secure route, to whom the Department names.",
        opens=lambda made: made.get_absolute_url(),
    )


@policy(Permission.ACKNOWLEDGE_INCIDENT)
def incident_acknowledge(request: CouncilRequest, council_slug: str, incident_number: int) -> HttpResponse:
    found, form = _find(request, incident_number), AcknowledgeForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: verbs.acknowledge(found, by=request.user, now=timezone.now(), **form.cleaned_data),
        caption=str(found),
        title="Acknowledge the notice",
        button="Acknowledge",
        said="The notice is acknowledged",
        back=found.get_absolute_url(),
    )


def _find(request: CouncilRequest, number: int) -> Incident:
    rows = Incident.objects.select_related("given_by", "acknowledged_by")
    found: Incident = get_visible_or_404(rows, request.user, council=request.council, number=number)
    found.council = request.council
    return found
