"""The value of one period: read, entered, taken back, decided; the queue of those that await approval; locking."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from councils.access import name_for, require
from councils.clock import today
from councils.lateness import count, long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..indicator_history import steps_of
from ..indicator_periods import Period, known
from ..indicator_permissions import may_approve, may_enter, why_closed, why_no_values
from ..indicator_standing import points_of, readings
from ..indicator_trend import figure, tolerance_in_words, wanted_in, wanted_in_words
from ..indicator_value_forms import DecisionForm, LockForm, ValueForm
from ..models import Indicator, Observation
from ..services import observations as services
from ..services.indicators import Overtaken
from .find_indicator import find_indicator, find_period, find_value, in_order, not_over

State = Observation.State
# What can be decided, by the state that the value is in.
DECISIONS = {
    State.SUBMITTED: (("approve", "Approve it"), ("return", "Return it to be corrected")),
    State.APPROVED: (("lock", "Lock it"), ("return", "Return it to be corrected")),
    State.LOCKED: (("unlock", "Unlock it"),),
}


@policy(Permission.VIEW_COUNCIL)
def indicator_value(
    request: CouncilRequest, council_slug: str, indicator_ref: str, period: str
) -> HttpResponse:
    found = find_indicator(request, indicator_ref)
    span, on = find_period(found, period), today()
    row = find_value(request, found, span)
    viewer, council_id = request.user, request.council.pk
    history = steps_of(row) if row and not viewer.access.is_department else []
    context = {
        **_shown(request, found, span, row),
        "history": [
            {
                "title": step.title,
                "by": name_for(viewer, step.by, council_id),
                "at": step.at,
                "text": " ".join(step.sentences),
            }
            for step in history
        ],
        "not_over": not_over(span, on),
        "why_not": why_no_values(found, request.council, on=on),
        "may_enter": may_enter(viewer, found),
        "may_decide": may_approve(viewer, council_id) and not why_closed(request.council, on=on),
        "own": row is not None and row.submitted_by_id == viewer.pk,
    }
    return render(request, "actions/indicator_value.html", context)


@policy(Permission.ENTER_VALUES)
def indicator_enter(
    request: CouncilRequest, council_slug: str, indicator_ref: str, period: str
) -> HttpResponse:
    found = find_indicator(request, indicator_ref)
    require(may_enter(request.user, found))
    span, on = find_period(found, period), today()
    row = find_value(request, found, span)
    data = request.POST if request.method == "POST" else None
    form = ValueForm(data, indicator=found, observation=row)
    if why_not := why_no_values(found, request.council, on=on) or not_over(span, on):
        return _enter_page(request, found, span, row, form, why_not=why_not)
    if row is not None and not row.is_open and data is None:
        return redirect(row)
    if not form.is_valid():
        return _enter_page(request, found, span, row, form)
    try:
        with transaction.atomic():
            kept = services.enter_value(
                found,
                period_on=span.starts_on,
                by=request.user,
                on=on,
                based_on=form.cleaned_data["based_on"],
                entry=form.entry(),
            )
            kept.indicator = found
            if "submit" in request.POST and kept.is_open:
                services.submit_value(kept, by=request.user, on=on)
    except (ValidationError, Refused) as error:
        form.add_error(None, str(error) if isinstance(error, Refused) else error)
        return _enter_page(request, found, span, find_value(request, found, span), form)
    except Overtaken as overtaken:
        return _overtaken(request, found, span, overtaken)
    said = "submitted for approval" if kept.state == State.SUBMITTED else "saved as a draft"
    messages.success(request, f"{found.ref} for {span.name} is {said}.")
    return redirect(kept)


def _enter_page(
    request: CouncilRequest,
    found: Indicator,
    span: Period,
    row: Observation | None,
    form: ValueForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {**_shown(request, found, span, row), "form": form, **more}
    return render(request, "actions/indicator_enter.html", context, status=status)


def _overtaken(request: CouncilRequest, found: Indicator, span: Period, overtaken: Overtaken) -> HttpResponse:
    """What the other person entered, and the form again with what was typed, now based on the newest version."""
    assert isinstance(overtaken.now, Observation)
    data = request.POST.copy()
    data["based_on"] = str(overtaken.now.version)
    row = find_value(request, found, span)
    form = ValueForm(data, indicator=found, observation=row)
    return _enter_page(request, found, span, row, form, status=409, meanwhile=True, page_has_errors=True)


@policy(Permission.ENTER_VALUES)
@require_POST
def indicator_take_back(
    request: CouncilRequest, council_slug: str, indicator_ref: str, period: str
) -> HttpResponse:
    found = find_indicator(request, indicator_ref)
    require(may_enter(request.user, found) and not why_closed(request.council, on=today()))
    span = find_period(found, period)
    row = find_value(request, found, span)
    if row is not None:
        try:
            services.take_back(row, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{found.ref} for {span.name} is a draft again.")
    return redirect("actions:indicator_value", council_slug, found.ref, span.starts_on.isoformat())


@policy(Permission.APPROVE_VALUES)
def indicator_decide(
    request: CouncilRequest, council_slug: str, indicator_ref: str, period: str
) -> HttpResponse:
    """Approve, return, lock or unlock one value; what it was when the page was opened is what is decided on."""
    found, on = find_indicator(request, indicator_ref), today()
    require(not why_closed(request.council, on=on))
    span = find_period(found, period)
    row = find_value(request, found, span)
    options = _options(row, request)
    if row is None or not options:
        return redirect("actions:indicator_value", council_slug, found.ref, span.starts_on.isoformat())
    form = DecisionForm(
        request.POST if request.method == "POST" else None, options=options, version=row.version
    )
    if form.is_valid():
        try:
            _decide(row, request, form.cleaned_data, on)
        except (ValidationError, Refused) as error:
            form.add_error(None, str(error) if isinstance(error, Refused) else error)
        else:
            messages.success(request, f"{found.ref} for {span.name} is {_done(row)}.")
            return redirect(row)
    context = {**_shown(request, found, span, row), "form": form, "own": row.submitted_by == request.user}
    return render(request, "actions/indicator_decide.html", context)


def _options(row: Observation | None, request: CouncilRequest) -> list[tuple[str, str]]:
    """Nobody approves what they submitted themselves."""
    options = DECISIONS.get(State(row.state), ()) if row else ()
    own = row is not None and row.submitted_by_id == request.user.pk
    return [(value, text) for value, text in options if not (own and value == "approve")]


def _decide(row: Observation, request: CouncilRequest, given: dict[str, Any], on: datetime.date) -> None:
    row.version = given["based_on"]
    by, why = request.user, given["why"]
    if given["decision"] == "approve":
        services.approve_value(row, by=by, on=on)
    elif given["decision"] == "return":
        services.return_value(row, by=by, why=why)
    elif given["decision"] == "lock":
        services.lock_value(row, by=by)
    else:
        services.unlock_value(row, by=by, why=why)


def _done(row: Observation) -> str:
    return {State.RETURNED: "returned", State.LOCKED: "locked"}.get(State(row.state), "approved")


@policy(Permission.APPROVE_VALUES)
def indicator_approve(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Every value that awaits approval, oldest first; those that are ticked are approved together."""
    on = today()
    queue = _queue(request)
    errors: list[dict[str, str]] = []
    if request.method == "POST" and not why_closed(request.council, on=on):
        picked = set(request.POST.getlist("value"))
        chosen = [line for line in queue if line["pick"] in picked]
        if not picked:
            errors.append({"text": "Select the values to approve", "href": "#queue"})
        elif len(chosen) < len(picked):
            errors.append(
                {"text": "A value was changed or decided meanwhile. Read the list again", "href": "#queue"}
            )
        else:
            try:
                with transaction.atomic():
                    for line in chosen:
                        services.approve_value(line["row"], by=request.user, on=on)
            except Refused as refused:
                errors.append({"text": str(refused), "href": "#queue"})
            else:
                messages.success(request, f"{count(len(chosen), 'value')} approved.")
                return redirect("actions:indicator_approve", council_slug)
    context = {"queue": queue, "errors": errors, "page_has_errors": bool(errors)}
    return render(request, "actions/indicator_approve.html", context)


def _queue(request: CouncilRequest) -> list[dict[str, Any]]:
    rows = Observation.objects.visible_to(request.user).waiting().filter(council=request.council)
    waiting = list(rows.select_related("indicator", "submitted_by").order_by("period_on", "indicator_id"))
    points = points_of(in_order([row.indicator for row in waiting]))
    queue = []
    for row in waiting:
        row.council = row.indicator.council = request.council
        reading = readings(row.indicator, [row], points[row.indicator_id])[0]
        queue.append(
            {
                "row": row,
                "reading": reading,
                "pick": f"{row.pk}-{row.version}",
                "by": name_for(request.user, row.submitted_by, row.council_id),
                "own": row.submitted_by_id == request.user.pk,
            }
        )
    return queue


@policy(Permission.APPROVE_VALUES)
def indicator_lock(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Close past periods: approved values up to a day can be changed no more, until one is unlocked with a reason."""
    on = today()
    require(not why_closed(request.council, on=on))
    start = {"until": on.replace(day=1) - datetime.timedelta(days=1)}
    form = LockForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        until = form.cleaned_data["until"]
        if until >= on:
            form.add_error("until", "The day must be in the past")
        else:
            locked = services.lock_periods(request.council, by=request.user, on=on, until=until)
            messages.success(
                request, f"{count(locked, 'value')} locked, of periods up to {long_date(until)}."
            )
            return redirect("actions:indicators", council_slug)
    of = Observation.objects.visible_to(request.user).filter(council=request.council)
    open_rows = of.exclude(state__in=Observation.APPROVED).select_related("indicator")
    context: dict[str, Any] = {
        "form": form,
        "lockable": of.filter(state=State.APPROVED).count(),
        "unapproved": [
            {"row": row, "period": known(row.indicator, row.period_on)}
            for row in open_rows.order_by("period_on", "indicator_id")[:50]
        ],
    }
    for line in context["unapproved"]:
        line["row"].council = line["row"].indicator.council = request.council
    return render(request, "actions/indicator_lock.html", context)


def _shown(
    request: CouncilRequest, found: Indicator, span: Period, row: Observation | None
) -> dict[str, Any]:
    """One period of one indicator, in words, with the value approved before it."""
    points = points_of([found])[found.pk]
    before = (
        Observation.objects.visible_to(request.user)
        .approved()
        .filter(council=request.council, indicator=found, period_on__lt=span.starts_on)
        .order_by("-period_on")
        .first()
    )
    read = readings(found, [one for one in (before, row) if one is not None], points)
    council_id = request.council.pk
    return {
        "figure": figure,
        "tolerance": tolerance_in_words(found.tolerance, found.unit),
        "indicator": found,
        "period": span,
        "row": row,
        "reading": read[-1] if row else None,
        "before": read[0] if before else None,
        "wanted": wanted_in_words(wanted_in(found, points, span), found.unit) or found.target_words,
        "submitted_by": name_for(request.user, row.submitted_by, council_id) if row else "",
        "approved_by": name_for(request.user, row.approved_by, council_id) if row else "",
        "value_address": reverse(
            "actions:indicator_value", args=[request.council.slug, found.ref, span.starts_on.isoformat()]
        ),
    }
