"""Change several actions: choose them from the filtered list, see what will change, confirm, read the result."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from councils.access import require
from councils.clock import today
from councils.lateness import count, long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from ..bulk_forms import BulkForm, row_of
from ..models import Action, Objective, Plan
from ..permissions import why_read_only
from ..services import bulk as services
from ..services.around_action import KEEP
from .find import find_plan
from .lists import asked_for

LABELS = {
    "owner": "Owner",
    "accountable_lead": "Accountable lead",
    "objective": "Objective",
    "priority": "Priority",
}


@policy(Permission.EDIT_PLAN)
def bulk(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = find_plan(request), today()
    step = request.POST.get("step", "")
    require(step == "confirm" or not why_read_only(plan, request.council, on=on))
    asked = asked_for(request, plan, on)
    known = {action.pk: action for action in _rows(request, plan)}
    listed = [known[pk] for pk in asked.listed.ids() if pk in known]
    form = BulkForm(
        request.POST or None,
        council=request.council,
        on=on,
        objectives=list(Objective.objects.filter(council=request.council, plan=plan)),
        known=known,
        listed=listed,
        initial={"rows": [row_of(action) for action in listed] if "all" in request.GET else []},
    )
    form.choice_hints = {"rows": {row_of(action): _hint(action) for action in listed}}
    context: dict[str, Any] = {"plan": plan, "form": form, "filters": asked.filters}
    if step in ("preview", "confirm") and form.is_valid():
        if step == "preview":
            return render(request, "actions/bulk_preview.html", {**context, **_preview(form)})
        outcomes = services.change_several(form.chosen(), form.wanted(), by=request.user, on=on)
        return render(request, "actions/bulk_result.html", {**context, **_result(outcomes)})
    of_plan = f"?notice={plan.notice.number}" if request.GET.get("notice") else "?"
    more = {"found": count(len(listed), "action"), "number": len(listed), "clear": of_plan}
    return render(request, "actions/bulk_choose.html", {**context, **more})


def _rows(request: CouncilRequest, plan: Plan) -> list[Action]:
    rows: QuerySet[Action] = Action.objects.visible_to(request.user)
    of_plan = rows.filter(council=request.council, plan=plan).order_by("objective__number", "id")
    joined = of_plan.select_related("objective", "owner", "owner_organisation", "accountable_lead")
    found = list(joined.prefetch_related("requirements"))
    for action in found:
        action.plan, action.council = plan, request.council
    return found


def _hint(action: Action) -> str:
    due = f"due {long_date(action.due_on)}" if action.due_on else "no due date"
    high = ", high priority" if action.priority == Action.Priority.HIGH else ""
    return f"Objective {action.objective.number}, {action.owner_name()}, {due}{high}"


def _preview(form: BulkForm) -> dict[str, Any]:
    wanted, lines = form.wanted(), []
    for action, seen in form.chosen():
        given = services.arguments(action, wanted)
        after = {
            "owner": str(given["owner"] or given["owner_organisation"] or "Nobody yet"),
            "accountable_lead": str(given["accountable_lead"] or "Nobody yet")
            if given["accountable_lead"] is not KEEP
            else _now(action)["accountable_lead"],
            "objective": str(given["objective"]),
            "priority": Action.Priority(given["priority"]).label,
        }
        before = _now(action)
        changes = [
            f"{LABELS[name]}: {before[name]} becomes {after[name]}."
            for name in LABELS
            if before[name] != after[name]
        ]
        lines.append({"action": action, "changes": changes, "stale": seen != action.version})
    sure = sum(bool(line["changes"]) and not line["stale"] for line in lines)
    return {"lines": lines, "sure": sure, "sent": form.cleaned_data}


def _now(action: Action) -> dict[str, str]:
    return {
        "owner": action.owner_name(),
        "accountable_lead": str(action.accountable_lead or "Nobody yet"),
        "objective": str(action.objective),
        "priority": Action.Priority(action.priority).label,
    }


def _result(outcomes: list[services.Outcome]) -> dict[str, Any]:
    results = ("changed", "unchanged", "refused")
    figures = {result: sum(outcome.result == result for outcome in outcomes) for result in results}
    return {"outcomes": outcomes, "figures": figures}
