"""Milestones of an action: add, change and remove by those who edit the plan, met by those who report on the action."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404, name_for, require
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..milestone_forms import MetForm, MilestoneForm
from ..models import Action, Milestone
from ..permissions import may_edit_plan, may_update, why_read_only
from ..services import milestones as services
from .find import find_action


@policy(Permission.EDIT_PLAN)
def milestone_add(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    action, on = find_action(request, ref, joined=["plan"]), today()
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.add_milestone(
                action, by=request.user, on=on, title=given["title"], due_on=given["due_on"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The milestone is added to {action.ref}.")
            return redirect(action)
    return _page(request, action, form)


@policy(Permission.EDIT_PLAN)
def milestone_edit(
    request: CouncilRequest, council_slug: str, ref: str, milestone_number: int
) -> HttpResponse:
    milestone, on = _find(request, ref, milestone_number), today()
    form = MilestoneForm(request.POST or None, milestone=milestone)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.edit_milestone(
                milestone,
                by=request.user,
                on=on,
                based_on=given["based_on"] or 0,
                title=given["title"],
                due_on=given["due_on"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The milestone is saved.")
            return redirect(milestone.action)
    return _page(request, milestone.action, form, milestone)


@policy(Permission.UPDATE_OWN_ACTION)
def milestone_met(
    request: CouncilRequest, council_slug: str, ref: str, milestone_number: int
) -> HttpResponse:
    milestone, on = _find(request, ref, milestone_number), today()
    require(may_update(request.user, milestone.action))
    form = MetForm(request.POST or None, on=on)
    if form.is_valid():
        try:
            services.meet_milestone(milestone, by=request.user, on=on, met_on=form.cleaned_data["met_on"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The milestone is met.")
            return redirect(milestone.action)
    context = {"action": milestone.action, "milestone": milestone, "form": form, "on": on}
    return render(request, "actions/milestone_met.html", context)


@policy(Permission.EDIT_PLAN)
def milestone_remove(
    request: CouncilRequest, council_slug: str, ref: str, milestone_number: int
) -> HttpResponse:
    milestone, on = _find(request, ref, milestone_number), today()
    if request.method == "POST":
        try:
            services.remove_milestone(milestone, by=request.user, on=on)
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, "The milestone is removed.")
        return redirect(milestone.action)
    return render(
        request, "actions/milestone_remove.html", {"action": milestone.action, "milestone": milestone}
    )


def shown(request: CouncilRequest, action: Action) -> dict[str, Any]:
    """What the page of an action says of its milestones."""
    on = today()
    read_only = why_read_only(action.plan, action.council, on=on)
    rows = Milestone.objects.visible_to(request.user).filter(council=request.council, action=action)
    found = list(rows.select_related("met_by"))
    return {
        "milestones": [
            {
                "row": row,
                "words": row.in_words(on=on),
                "late": row.is_overdue(on=on),
                "met_by": name_for(request.user, row.met_by, action.council_id) if row.met_by else "",
            }
            for row in found
        ],
        "may_plan_milestones": may_edit_plan(request.user, action.council_id) and not read_only,
        "may_meet_milestones": may_update(request.user, action) and not read_only,
    }


def _page(
    request: CouncilRequest, action: Action, form: MilestoneForm, milestone: Milestone | None = None
) -> HttpResponse:
    context = {"action": action, "form": form, "milestone": milestone}
    return render(request, "actions/milestone_edit.html", context)


def _find(request: CouncilRequest, ref: str, number: int) -> Milestone:
    action = find_action(request, ref, joined=["plan"])
    milestone: Milestone = get_visible_or_404(
        Milestone, request.user, council=request.council, action=action, number=number
    )
    milestone.action = action
    return milestone
