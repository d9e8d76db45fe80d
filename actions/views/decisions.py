"""What the board decides of one action, and asking it for a new date."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import get_visible_or_404, name_for, require
from councils.clock import today
from councils.lateness import long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from notices import periods

from .. import services
from ..decision_forms import AskDateChangeForm, DecideDateChangeForm, DecisionForm
from ..models import STEPS, Action, ActionUpdate, DateChange, Decision
from ..permissions import may_update, why_no_date_change
from ..services.decisions import SIGNED
from .find import find_action

RECHECK_AFTER = "P6M"  # a core system takes six to twelve months to settle: offered, and free to change


@policy(Permission.DECIDE_FOR_BOARD)
def decide(request: CouncilRequest, council_slug: str, ref: str, decision: str) -> HttpResponse:
    step = STEPS.get(decision)
    if step is None:
        raise Http404
    found, on = find_action(request, ref), today()
    first: dict[str, Any] = {"based_on": found.version}
    if step.decision == Decision.CONFIRM:
        first["look_again_on"] = periods.after(on, RECHECK_AFTER)
    form = DecisionForm(request.POST or None, step=step, initial=first)
    possible = found.delivery in step.from_
    if possible and form.is_valid():
        try:
            services.decide(found, decision=decision, by=request.user, on=on, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except services.Stale:
            return _decided_meanwhile(request, found, step, form)
        else:
            messages.success(request, f"Saved: {found.ref} is {SIGNED[step.decision]}.")
            return redirect(_back(request, found))
    context = {
        "action": found,
        "step": step,
        "form": form,
        "possible": possible,
        "back": _back(request, found),
    }
    return render(
        request, "actions/action_decide.html", {**context, **_newest(request, found)},
        status=409 if request.method == "POST" and not possible else 200,
    )  # fmt: skip


def _decided_meanwhile(request: CouncilRequest, found: Action, step: Any, form: DecisionForm) -> HttpResponse:
    """Its owner reported, or somebody edited it, while the board's words were typed: they stay, on the newest state."""
    now = find_action(request, found.ref)
    data = request.POST.copy()
    data["based_on"] = str(now.version)
    context = {
        "action": now,
        "step": step,
        "form": DecisionForm(data, step=step),
        "possible": now.delivery in step.from_,
        "meanwhile": True,
        "back": _back(request, now),
        "page_has_errors": True,
    }
    return render(request, "actions/action_decide.html", {**context, **_newest(request, now)}, status=409)


def _newest(request: CouncilRequest, found: Action) -> dict[str, Any]:
    """The words on which the board decides."""
    said = ActionUpdate.objects.filter(council_id=found.council_id, action=found, no_change=False)
    newest = said.select_related("reported_by").order_by("-version").first()
    by = name_for(request.user, newest.reported_by, found.council_id) if newest else ""
    return {"newest": newest, "newest_by": by, "on": today()}


def _back(request: CouncilRequest, found: Action) -> str:
    """Where the person came from: the board's list, or the action."""
    if request.GET.get("from") == "board":
        return reverse("actions:for_board", kwargs={"council_slug": request.council.slug})
    return found.get_absolute_url()


@policy(Permission.UPDATE_OWN_ACTION)
def date_change_ask(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    found, on = find_action(request, ref), today()
    require(may_update(request.user, found))
    form = AskDateChangeForm(request.POST or None)
    waiting = found.date_changes.waiting().first()
    why_not = why_no_date_change(found, on=on, waiting=waiting)
    if form.is_valid() and (not why_not or waiting):
        try:
            services.ask_date_change(found, by=request.user, on=on, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"The board is asked for a new date for {found.ref}.")
            return redirect(found)
    context = {"action": found, "form": form, "why_not": why_not, "on": on}
    return render(request, "actions/date_change_ask.html", context)


@policy(Permission.VIEW_COUNCIL)
def date_change(request: CouncilRequest, council_slug: str, ref: str, change_number: int) -> HttpResponse:
    change = _change(request, ref, change_number)
    form = DecideDateChangeForm()
    return _change_page(request, change, form)


@policy(Permission.DECIDE_FOR_BOARD)
def date_change_decide(
    request: CouncilRequest, council_slug: str, ref: str, change_number: int
) -> HttpResponse:
    change, on = _change(request, ref, change_number), today()
    form = DecideDateChangeForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            if form.cleaned_data["outcome"] == "agreed":
                services.agree_date_change(change, by=request.user, on=on, note=note)
                said = f"{change.action.ref} is now due on {long_date(change.to_due_on)}."
            else:
                services.refuse_date_change(change, by=request.user, on=on, note=note)
                said = f"{change.action.ref} keeps its date, {long_date(change.from_due_on)}."
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect(_back(request, change.action))
    return _change_page(request, change, form)


@policy(Permission.UPDATE_OWN_ACTION)
def date_change_withdraw(
    request: CouncilRequest, council_slug: str, ref: str, change_number: int
) -> HttpResponse:
    change = _change(request, ref, change_number)
    require(may_update(request.user, change.action))
    if request.method == "POST":
        try:
            services.withdraw_date_change(change, by=request.user, on=today())
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, f"The request for a new date for {change.action.ref} is withdrawn.")
        return redirect(change.action)
    return render(request, "actions/date_change_withdraw.html", {"change": change, "action": change.action})


def _change_page(request: CouncilRequest, change: DateChange, form: DecideDateChangeForm) -> HttpResponse:
    viewer, council_id = request.user, change.council_id
    earlier = change.action.date_changes.exclude(pk=change.pk).order_by("-number")
    context = {
        "change": change,
        "action": change.action,
        "form": form,
        "asked_by": name_for(viewer, change.asked_by, council_id),
        "closed_by": name_for(viewer, change.closed_by, council_id) if change.closed_by else "",
        "earlier": list(earlier),
        "may_decide": viewer.access.may(Permission.DECIDE_FOR_BOARD, council_id),
        "may_withdraw": may_update(viewer, change.action),
        "back": _back(request, change.action),
        "on": today(),
    }
    return render(request, "actions/date_change.html", context)


def _change(request: CouncilRequest, ref: str, number: int) -> DateChange:
    found = find_action(request, ref)
    rows = DateChange.objects.select_related("asked_by", "closed_by")
    change: DateChange = get_visible_or_404(
        rows, request.user, council=request.council, action=found, number=number
    )
    change.action = found
    return change
