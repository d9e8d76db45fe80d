"""The life of an instrument: what can happen next, recording a step, and all instruments of a council in one timeline."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..life import chain as chains
from ..life import table, verbs
from ..life.forms import StepForm
from ..life.table import Made
from .find import find_notice, may


@policy(Permission.RECORD_INSTRUMENT)
def next_steps(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """Only the steps that are possible now."""
    found, on = find_notice(request, number), today()
    context = {
        "notice": found,
        "steps": verbs.possible(found, on=on),
        "taken": chains.steps_of(found, user=request.user),
        "period_is_over": verbs.is_period_over(found, on=on),
        "waits_for": found.revised_by.filter(state="draft").first(),
    }
    return render(request, "notices/life_next.html", context)


@policy(Permission.RECORD_INSTRUMENT)
def step(request: CouncilRequest, council_slug: str, number: int, step: str) -> HttpResponse:
    """The questions, then the answers to check, then the button that does it. “Change” brings the questions back."""
    found, on = find_notice(request, number), today()
    transition = table.BY_NAME.get(step)
    if transition is None or transition.made is not Made.PERSON:
        raise Http404
    refusal = verbs.why_not(found, transition, on=on)
    if refusal:
        messages.info(request, refusal)
        return redirect("notices:next_steps", council_slug=council_slug, number=number)
    form = StepForm(
        request.POST or None,
        transition=transition,
        followers=verbs.followers(found, transition),
        initial={"taken_on": on},
    )
    page = {"notice": found, "step": transition, "form": form}
    if "change" in request.POST or not form.is_valid():
        if "change" in request.POST:
            form.errors.clear()
        return render(request, "notices/life_step.html", page)
    try:
        if "confirm" not in request.POST:
            verbs.check(found, step, on=on, **form.answers())
            return render(request, "notices/life_check.html", {**page, "answers": form.answers()})
        taken = verbs.take_step(found, step, by=request.user, on=on, **form.answers())
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "notices/life_step.html", page)
    if taken is None:
        other = form.answers()["other"]
        messages.success(request, f"{other} will take its place when it is put in force")
    else:
        messages.success(request, f"{found} is now: {found.get_state_display().lower()}")
    return redirect(found)


@policy(Permission.VIEW_COUNCIL)
def chain(request: CouncilRequest, council_slug: str) -> HttpResponse:
    context: dict[str, Any] = {
        "events": chains.chain(request.council, user=request.user),
        "predecessors": chains.predecessors(request.council, user=request.user),
        "may_record": may(request, Permission.RECORD_INSTRUMENT),
    }
    return render(request, "notices/life_chain.html", context)
