"""Clauses that changed: what each means for the actions tied to it, until the lead has decided."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest
from notices.amending.showing import Shown, shown
from notices.models import ClauseChange

from ..lists import plans_of
from ..models import ActionRequirement, Plan
from ..permissions import may_edit_plan, why_read_only
from ..services import ties as services
from .find import choose

Choice = services.Choice
SAID = {
    Choice.STILL_SERVES: "{action} still serves {clause}",
    Choice.NO_LONGER_SERVES: "{action} serves {clause} no longer",
    Choice.MUST_CHANGE: "{action} must change: say here how",
}


@policy(Permission.VIEW_COUNCIL, writes=Permission.EDIT_PLAN)
def ties(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = choose(request, plans_of(request.user, request.council)), today()
    if plan is None:
        return render(request, "actions/plan_none.html")
    if request.method == "POST":
        return _decide(request, plan)
    waiting = sorted(services.waiting(plan), key=lambda tie: tie.clause_version)  # most changes first
    changes = _changes(waiting)
    clauses = {tie.requirement_id: tie.requirement for tie in waiting}
    context = {
        "plan": plan,
        "clauses": [
            (clause, [(tie, changes[tie.pk]) for tie in waiting if tie.requirement_id == clause.pk])
            for clause in clauses.values()
        ],
        "waiting": len(waiting),
        "may_edit": may_edit_plan(request.user, request.council.pk)
        and not why_read_only(plan, request.council, on=on),
    }
    return render(request, "actions/ties.html", context)


def _decide(request: CouncilRequest, plan: Plan) -> HttpResponse:
    here = reverse("actions:ties", kwargs={"council_slug": request.council.slug})
    back = redirect(f"{here}?notice={plan.notice.number}")
    choice, tie = request.POST.get("choice", ""), _tie(request, plan, request.POST.get("tie", ""))
    if tie is None or choice not in list(Choice):
        messages.info(request, "Somebody has decided about this action already")
        return back
    action, clause = tie.action, tie.requirement
    try:
        services.decide(tie, choice, by=request.user, on=today())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, SAID[Choice(choice)].format(action=action.ref, clause=clause.citation))
        if choice == Choice.MUST_CHANGE:
            return redirect("actions:edit", council_slug=request.council.slug, ref=action.ref)
    return back


def _tie(request: CouncilRequest, plan: Plan, wanted: str) -> ActionRequirement | None:
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return None
    rows: Any = ActionRequirement.objects.select_related("action", "requirement").visible_to(request.user)
    found: ActionRequirement | None = rows.filter(
        council=request.council, action__plan=plan, pk=int(wanted)
    ).first()
    return found


def _changes(waiting: list[ActionRequirement]) -> dict[int, list[Shown]]:
    """For each tie, what changed of its clause since it was made or decided; one statement for all of them."""
    rows = ClauseChange.objects.filter(requirement__in=[tie.requirement_id for tie in waiting]).confirmed()
    of_clause: defaultdict[int | None, list[ClauseChange]] = defaultdict(list)
    for change in rows.select_related("version", "requirement").order_by("version__number", "id"):
        of_clause[change.requirement_id].append(change)
    return {
        tie.pk: shown(c for c in of_clause[tie.requirement_id] if c.version.number > tie.clause_version)
        for tie in waiting
    }
