"""The first line of each view: the action or the plan of the address, if this person may see it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import Http404
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.requests import CouncilRequest

from ..lists import choose_plan, plans_of
from ..models import Action, Plan
from ..models.action import REF

SHOWN = ("plan", "objective", "owner", "owner_organisation", "accountable_lead")


def find_action(request: CouncilRequest, ref: str, *, joined: Sequence[str] = SHOWN) -> Action:
    """`joined`: what the page shows of it; saving an update needs less."""
    if not re.match(REF.regex, ref):
        raise Http404
    rows = Action.objects.select_related(*joined)
    action: Action = get_visible_or_404(rows, request.user, council=request.council, ref=ref)
    action.council = action.plan.council = request.council
    return action


def choose(request: CouncilRequest, plans: list[Plan]) -> Plan | None:
    """The plan in force, or that of `?notice=…`; None in a council that has none yet."""
    plan = choose_plan(plans, request.GET.get("notice", ""))
    if plan:
        plan.council = request.council
    return plan


def find_plan(request: CouncilRequest) -> Plan:
    """The same for pages that need one: a council without a plan has no such page."""
    plan = choose(request, plans_of(request.user, request.council))
    if plan is None:
        raise Http404
    return plan


def names_are_shown(request: CouncilRequest) -> bool:
    """Officers' names are for their own council."""
    return request.council.pk in request.user.access.council_ids


def prefix_of(request: CouncilRequest) -> str:
    """The address of an action up to its reference: resolved once, not per row."""
    return (
        reverse("actions:mine", kwargs={"council_slug": request.council.slug})[: -len("my-actions/")]
        + "actions/"
    )
