"""Writing the plan: add and edit actions and objectives."""

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
from councils.requests import CouncilRequest

from .. import services
from ..forms import ActionForm, ObjectiveForm
from ..models import Objective
from ..permissions import why_read_only
from .action import sentences
from .find import find_action, find_plan


@policy(Permission.EDIT_PLAN)
def add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = find_plan(request), today()
    require(not why_read_only(plan, request.council, on=on))
    first = {
        "objective": request.GET.get("objective", ""),
        "requirements": request.GET.getlist("requirement"),
        "findings": request.GET.getlist("finding"),
    }
    form = ActionForm(request.POST or None, plan=plan, council=request.council, on=on, initial=first)
    if form.is_valid():
        arguments = form.verb_arguments()
        try:
            action = services.add_action(
                arguments.pop("objective"), by=request.user, on=on, ref=form.cleaned_data["ref"], **arguments
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{action.ref} is now in the plan.")
            return redirect(action)
    return render(request, "actions/action_add.html", {"form": form, "plan": plan})


@policy(Permission.EDIT_PLAN)
def edit(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    action, on = find_action(request, ref), today()
    require(not why_read_only(action.plan, request.council, on=on))
    form = _edit_form(request, request.POST or None, action, on)
    context: dict[str, Any] = {"action": action, "form": form}
    if form.is_valid():
        try:
            services.edit_action(
                action,
                by=request.user,
                on=on,
                based_on=form.cleaned_data["based_on"] or 0,
                **form.verb_arguments(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        except services.Stale as stale:
            return _edit_stale(request, stale, on)
        else:
            messages.success(request, f"The changes to {action.ref} are saved.")
            return redirect(action)
    return render(request, "actions/action_edit.html", context)


def _edit_form(request: CouncilRequest, data: Any, action: Any, on: Any) -> ActionForm:
    return ActionForm(data, plan=action.plan, council=request.council, on=on, action=action)


def _edit_stale(request: CouncilRequest, stale: services.Stale, on: Any) -> HttpResponse:
    """What the other person changed, and the form again with what was typed, now based on the newest version."""
    data = request.POST.copy()
    data["based_on"] = str(stale.action.version)
    stale.action.plan.council = request.council
    meanwhile = [
        {
            "by": name_for(request.user, edit.by, request.council.pk),
            "changes": sentences(edit, request.user, request.council.pk),
        }
        for edit in stale.edits
    ]
    meanwhile += [
        {
            "by": name_for(request.user, update.reported_by, request.council.pk),
            "changes": ["Progress was reported."],
        }
        for update in stale.updates
    ]
    form = _edit_form(request, data, stale.action, on)
    context = {"action": stale.action, "form": form, "meanwhile": meanwhile, "page_has_errors": True}
    return render(request, "actions/action_edit.html", context, status=409)


@policy(Permission.EDIT_PLAN)
def objective_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = find_plan(request), today()
    require(not why_read_only(plan, request.council, on=on))
    form = ObjectiveForm(request.POST or None, plan=plan, council=request.council, on=on)
    if form.is_valid():
        try:
            objective = services.add_objective(plan, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Objective {objective.number} is now in the plan.")
            return redirect(plan)
    return render(request, "actions/objective_add.html", {"form": form, "plan": plan})


@policy(Permission.EDIT_PLAN)
def objective_edit(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    plan, on = find_plan(request), today()
    objective: Objective = get_visible_or_404(
        Objective, request.user, council=request.council, plan=plan, number=number
    )
    require(not why_read_only(plan, request.council, on=on))
    objective.plan = plan
    form = ObjectiveForm(request.POST or None, plan=plan, council=request.council, on=on, objective=objective)
    if form.is_valid():
        try:
            services.edit_objective(objective, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Objective {objective.number} is saved.")
            return redirect(plan)
    return render(request, "actions/objective_edit.html", {"form": form, "plan": plan, "number": number})
