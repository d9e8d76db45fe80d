"""Versions of the plan, what has changed between them, and its way through partners and board."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404, name_for, require
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.lateness import long_date
from councils.models import User
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import plan_compare, services
from ..models import PartnerAgreement, Plan, PlanVersion
from ..permissions import may_edit_plan, why_read_only
from ..plan_compare import Content, Line
from ..restricted import hidden_refs
from ..version_forms import AgreementForm, DecideVersionForm, PlanReasonForm, PutToBoardForm
from .find import find_plan

HEADER = ("Kind", "What", "Words", "Field", "Before", "After")


@policy(Permission.VIEW_COUNCIL)
def plan_versions(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = find_plan(request), today()
    versions = list(_versions(request, plan))
    agreed = next((v for v in versions if v.state == PlanVersion.State.AGREED), None)
    agreements = PartnerAgreement.objects.visible_to(request.user).filter(council=request.council, plan=plan)
    context = {
        "plan": plan,
        "versions": versions,
        "agreed": agreed,
        "changes": len(_lines(request, agreed, None)) if agreed else 0,
        "waiting": next((v for v in versions if v.state == PlanVersion.State.PROPOSED), None),
        "agreements": agreements.select_related("organisation"),
        "may_edit": may_edit_plan(request.user, request.council.pk)
        and not why_read_only(plan, request.council, on=on),
        "steps": [step for step in PLAN_STEPS.values() if plan.state in step.from_]
        if request.user.access.may(Permission.DECIDE_FOR_BOARD, request.council.pk)
        and not request.council.is_abolished(on=on)
        else [],
        "read_only": why_read_only(plan, request.council, on=on),
    }
    return render(request, "actions/plan_versions.html", context)


@policy(Permission.VIEW_COUNCIL)
def plan_version(request: CouncilRequest, council_slug: str, plan_version: int) -> HttpResponse:
    return _version_page(request, _version(request, plan_version), DecideVersionForm())


@policy(Permission.DECIDE_FOR_BOARD)
def plan_version_decide(request: CouncilRequest, council_slug: str, plan_version: int) -> HttpResponse:
    found, on = _version(request, plan_version), today()
    form = DecideVersionForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            if form.cleaned_data["outcome"] == "agreed":
                services.agree_version(found, by=request.user, on=on, note=note)
            else:
                services.return_version(found, by=request.user, on=on, note=note)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{found} is {found.get_state_display().lower()}.")
            return redirect("actions:plan_versions", council_slug=council_slug)
    return _version_page(request, found, form)


@policy(Permission.VIEW_COUNCIL)
def plan_changes(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Since the newest agreed version, or since `?from=1`, up to now or to `?to=2`."""
    before, after, agreed = _asked(request)
    context = {
        "plan": before.plan,
        "before": before,
        "after": after,
        "agreed": agreed,
        "lines": _lines(request, before, after),
    }
    return render(request, "actions/plan_changes.html", context)


@policy(Permission.VIEW_COUNCIL)
def plan_changes_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    before, after, _ = _asked(request)
    on = today()
    rows = [
        (line.kind.capitalize(), line.what, line.name, line.field, line.before, line.after)
        for line in _lines(request, before, after)
    ]
    sheet = Sheet(f"Changes since {str(before).lower()}", HEADER, rows, list_notes(on=on))
    return table_response(kind, f"{council_slug}-plan-changes-{on:%Y-%m-%d}", [sheet])


@policy(Permission.EDIT_PLAN)
def plan_put_to_board(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = _editable(request)
    form = PutToBoardForm(request.POST or None)
    if form.is_valid():
        try:
            version = services.put_to_board(plan, by=request.user, on=on, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{version} of the plan is with the board.")
            return redirect("actions:plan_versions", council_slug=council_slug)
    return render(request, "actions/plan_put_to_board.html", {"plan": plan, "form": form})


@policy(Permission.EDIT_PLAN)
def plan_to_partners(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = _editable(request)
    if request.method == "POST":
        try:
            services.send_to_partners(plan, by=request.user, on=on)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, "The plan is with its partners. Record each agency’s agreement here.")
        return redirect("actions:plan_versions", council_slug=council_slug)
    return render(request, "actions/plan_to_partners.html", {"plan": plan})


@policy(Permission.EDIT_PLAN)
def plan_agreement(request: CouncilRequest, council_slug: str) -> HttpResponse:
    plan, on = _editable(request)
    form = AgreementForm(request.POST or None, council=request.council, initial={"agreed_on": on})
    if form.is_valid():
        try:
            agreement = services.record_agreement(plan, by=request.user, on=on, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{agreement.organisation} has agreed the plan.")
            return redirect("actions:plan_versions", council_slug=council_slug)
    return render(request, "actions/plan_agreement.html", {"plan": plan, "form": form})


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A decision of the board about the whole plan."""

    name: str
    from_: tuple[str, ...]
    ask: str
    button: str
    said: str
    verb: Callable[..., None]


PLAN_STEPS = {
    step.name: step
    for step in (
        PlanStep("pause", ("active",), "Pause the plan", "Pause it", "The plan is paused.", services.pause_plan),
        PlanStep(
            "resume", ("paused",), "Take the plan up again", "Take it up again", "The plan is active again.",
            services.resume_plan,
        ),
        PlanStep(
            "close", ("active", "paused"), "Close the plan to business as usual", "Close it",
            "The plan is closed and kept for the record.", services.close_plan,
        ),
    )
}  # fmt: skip


@policy(Permission.DECIDE_FOR_BOARD)
def plan_decide(request: CouncilRequest, council_slug: str, plan_step: str) -> HttpResponse:
    plan, step = find_plan(request), PLAN_STEPS.get(plan_step)
    if step is None:
        raise Http404
    form = PlanReasonForm(request.POST or None)
    if form.is_valid():
        try:
            step.verb(plan, by=request.user, on=today(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, step.said)
            return redirect("actions:plan_versions", council_slug=council_slug)
    return render(request, "actions/plan_decide.html", {"plan": plan, "step": step, "form": form})


def _version_page(request: CouncilRequest, found: PlanVersion, form: DecideVersionForm) -> HttpResponse:
    before = _versions(request, found.plan).agreed().filter(number__lt=found.number).first()
    hidden = hidden_refs(found.plan)
    content = plan_compare.without(found.content, hidden)
    context = {
        "version": found,
        "content": content,
        "restricted": sum(row["ref"] in hidden for row in found.content["actions"]),
        "plan": found.plan,
        "form": form,
        "before": before,
        "lines": _lines(request, before, found) if before else [],
        "proposed_by": name_for(request.user, found.proposed_by, found.council_id),
        "decided_by": name_for(request.user, found.decided_by, found.council_id) if found.decided_on else "",
        "may_decide": request.user.access.may(Permission.DECIDE_FOR_BOARD, found.council_id),
        "rows": _content_rows(content),
    }
    return render(request, "actions/plan_version.html", context)


def _content_rows(content: Content) -> list[list[str]]:
    """The actions of a version, as a table's rows."""
    titles = {objective["number"]: objective["title"] for objective in content["objectives"]}
    return [
        [
            action["ref"],
            action["title"],
            f"{action['objective']}. {titles.get(action['objective'], '')}",
            long_date(datetime.date.fromisoformat(action["due_on"])) if action["due_on"] else "No date",
        ]
        for action in content["actions"]
    ]


def _versions(request: CouncilRequest, plan: Plan) -> Any:
    rows = PlanVersion.objects.visible_to(request.user).filter(council=request.council, plan=plan)
    return rows.select_related("proposed_by", "decided_by").order_by("-number")


def _version(request: CouncilRequest, number: int) -> PlanVersion:
    plan = find_plan(request)
    found: PlanVersion = get_visible_or_404(_versions(request, plan), request.user, number=number)
    found.plan, found.council = plan, request.council
    return found


def _asked(request: CouncilRequest) -> tuple[PlanVersion, PlanVersion | None, list[PlanVersion]]:
    plan = find_plan(request)
    agreed = list(_versions(request, plan).agreed())
    for version in agreed:
        version.plan, version.council = plan, request.council
    by_number = {str(version.number): version for version in agreed}
    if not agreed:
        raise Http404
    return (
        by_number.get(request.GET.get("from", ""), agreed[0]),
        by_number.get(request.GET.get("to", "")),
        agreed,
    )


def _lines(request: CouncilRequest, before: PlanVersion, after: PlanVersion | None) -> list[Line]:
    hidden = hidden_refs(before.plan)
    then = plan_compare.without(before.content, hidden)
    now = plan_compare.without(after.content if after else plan_compare.content(before.plan), hidden)
    named = request.council.pk in request.user.access.council_ids
    ids = plan_compare.people_in(then, now) if named else set()
    people = {person.pk: person.name for person in User.objects.filter(pk__in=ids)}
    return plan_compare.compare(then, now, people=people)


def _editable(request: CouncilRequest) -> tuple[Plan, Any]:
    plan, on = find_plan(request), today()
    require(not why_read_only(plan, request.council, on=on))
    return plan, on
