"""What is off plan, and what waits for the board."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render

from councils.access import name_for
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from ..exceptions import HEADER, OffPlan, as_rows, exceptions_of
from ..lists import plans_of
from ..models import Action, DateChange, Plan
from ..restricted import hidden_refs
from .find import choose, find_plan


@policy(Permission.VIEW_COUNCIL)
def exceptions(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan = choose(request, plans_of(request.user, request.council))
    if plan is None:
        return render(request, "actions/plan_none.html")
    found = _exceptions(request, plan)
    context = {
        "plan": plan,
        "items": [{"it": item, "owner": _owner(request, item.action)} for item in found],
        "off_track": sum(item.action.confidence == "off_track" for item in found),
        "at_risk": sum(item.action.confidence == "at_risk" for item in found),
        "overdue": sum(bool(item.late) for item in found),
        "restricted": len(hidden_refs(plan)),
        "on": today(),
    }
    return render(request, "actions/exceptions.html", context)


@policy(Permission.VIEW_COUNCIL)
def exceptions_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    plan, on = find_plan(request), today()
    found = _exceptions(request, plan)
    rows = as_rows(found, [_owner(request, item.action) for item in found])
    sheet = Sheet(f"Off plan on {on:%d.%m.%Y}", HEADER, rows, list_notes(on=on))
    return table_response(kind, f"{council_slug}-exceptions-{on:%Y-%m-%d}", [sheet])


@policy(Permission.VIEW_COUNCIL)
def for_board(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Completions to confirm, dates asked, changes to check again, paused actions to look at: oldest first."""
    on = today()
    of_council = Action.objects.visible_to(request.user).filter(council=request.council)
    current = of_council.exclude(plan__state=Plan.State.CLOSED).select_related(
        "plan", "objective", "owner", "owner_organisation"
    )
    changes = (
        DateChange.objects.visible_to(request.user)
        .waiting()
        .filter(council=request.council)
        .select_related("action__owner", "action__owner_organisation")
        .order_by("asked_on", "id")
    )
    lists = {
        "completions": current.filter(delivery="done").order_by("done_on", "id"),
        "rechecks": current.filter(delivery="confirmed", recheck_on__lte=on).order_by("recheck_on", "id"),
        "paused": current.filter(delivery="paused").order_by(F("resume_on").asc(nulls_last=True), "id"),
    }
    context: dict[str, Any] = {
        name: [{"action": action, "owner": _owner(request, action)} for action in rows]
        for name, rows in lists.items()
    }
    context["changes"] = [{"change": change, "owner": _owner(request, change.action)} for change in changes]
    context["may_decide"] = request.user.access.may(Permission.DECIDE_FOR_BOARD, request.council.pk)
    context["on"] = on
    return render(request, "actions/for_board.html", context)


def _exceptions(request: CouncilRequest, plan: Plan) -> list[OffPlan]:
    rows = Action.objects.visible_to(request.user).filter(council=request.council, plan=plan)
    return exceptions_of(rows, on=today())


def _owner(request: CouncilRequest, action: Action) -> str:
    if action.owner:
        return name_for(request.user, action.owner, request.council.pk)
    return action.owner_name()
