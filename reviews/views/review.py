"""Pages of one review by the Department."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404
from councils.clock import today
from councils.lateness import long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import services
from ..forms import HeldForm
from ..models import Review
from .find import rows_of


@policy(Permission.RECORD_INSTRUMENT)
def hold(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    review = get_visible_or_404(rows_of(request, Review), request.user, pk=review_id)
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
