"""A plan that begins before its notice is signed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest
from notices.models import Notice

from ..services.start import start_plan


@policy(Permission.EDIT_PLAN)
def start(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    rows = Notice.objects.select_related("council")
    notice: Notice = get_visible_or_404(rows, request.user, council=request.council, number=number)
    if request.method != "POST":
        return render(request, "actions/plan_start.html", {"notice": notice})
    try:
        start_plan(notice, by=request.user, on=today())
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect(notice)
    messages.success(request, "The improvement plan was started")
    return redirect(f"{reverse('actions:plan', kwargs={'council_slug': council_slug})}?notice={number}")
