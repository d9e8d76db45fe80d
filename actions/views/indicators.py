"""Indicators at a glance, one indicator, and defining them."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import get_visible_or_404, name_for, require
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.lateness import count
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest
from notices.models import Target

from ..indicator_chart import chart_of
from ..indicator_forms import IndicatorForm
from ..indicator_history import edits_of
from ..indicator_list import HEADER, VALUES_HEADER, listed, standing_rows, value_rows
from ..indicator_periods import ended, until
from ..indicator_permissions import may_approve, may_define, may_enter, why_closed
from ..indicator_standing import finding, points_of, readings, standings
from ..indicator_targets import bounds, start_from
from ..indicator_trend import figure, tolerance_in_words, wanted, wanted_in, wanted_in_words
from ..indicator_value_forms import TrajectoryForm, WhyForm
from ..models import Action, Indicator, Observation
from ..services import indicators as services
from .find import names_are_shown
from .find_indicator import find_indicator

PAGE = 24
MOST_STEPS = 130  # boxes of a trajectory on one page: two and a half years of weeks


@policy(Permission.VIEW_COUNCIL)
def indicators(request: CouncilRequest, council_slug: str) -> HttpResponse:
    on = today()
    found = listed(request.user, request.council, request.GET, on=on, names=names_are_shown(request))
    access, council_id = request.user.access, request.council.pk
    context = {
        "on": on,
        "filters": found.filters,
        "rows": found.rows,
        "figures": found.figures,
        "found": count(len(found.rows), "indicator"),
        "has_any": found.has_any,
        "may_define": may_define(request.user, council_id) and not why_closed(request.council, on=on),
        "may_enter": access.may(Permission.ENTER_VALUES, council_id),
        "may_approve": may_approve(request.user, council_id),
    }
    return render(request, "actions/indicator_list.html", context)


@policy(Permission.VIEW_COUNCIL)
def indicators_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    """The list with its filters, and every approved value of what it shows."""
    on = today()
    found = listed(request.user, request.council, request.GET, on=on, names=names_are_shown(request))
    notes = [*list_notes(on=on, form=found.filters, query=request.GET), *word_notes("outcome", "travel")]
    shown = [row.standing.indicator for row in found.rows]
    sheets = [
        Sheet(f"Indicators on {on:%d.%m.%Y}", HEADER, standing_rows(found.rows), notes),
        Sheet("Approved values", VALUES_HEADER, value_rows(shown, request.user)),
    ]
    return table_response(kind, f"{council_slug}-indicators-{on:%Y-%m-%d}", sheets)


@policy(Permission.VIEW_COUNCIL)
def indicator(request: CouncilRequest, council_slug: str, indicator_ref: str) -> HttpResponse:
    found, on = find_indicator(request, indicator_ref), today()
    standing = standings([found], request.user, on=on)[0]
    points = points_of([found])[found.pk]
    of = Observation.objects.visible_to(request.user).filter(council=request.council, indicator=found)
    rows = list(of.order_by("period_on"))
    approved = readings(found, [row for row in rows if row.is_approved], points)
    by_day = {row.period_on: row for row in rows}
    read = {reading.period.starts_on: reading for reading in approved}
    over = ended(found, on=on)
    page = Paginator(over[::-1], PAGE).get_page(request.GET.get("page"))
    viewer, council_id = request.user, request.council.pk
    context: dict[str, Any] = {
        "figure": figure,
        "tolerance": tolerance_in_words(found.tolerance, found.unit),
        "indicator": found,
        "standing": standing,
        "finding": finding(standing),
        "chart": chart_of(found, over[-PAGE:], read, points),
        "page": page,
        "lines": [
            {
                "period": period,
                "row": by_day.get(period.starts_on),
                "reading": read.get(period.starts_on),
                "wanted": wanted_in_words(wanted_in(found, points, period), found.unit),
                "href": _value_address(request, found, period.starts_on),
            }
            for period in page.object_list
        ],
        "owner": name_for(viewer, found.owner, council_id) if found.owner else found.owner_name(),
        "actions": Action.objects.visible_to(viewer)
        .filter(council=request.council, indicator_links__indicator=found)
        .order_by("id"),
        "requirements": found.requirements.select_related("notice").order_by("notice_id", "seq"),
        "targets": [
            {"target": target, "asks": bounds(target)}
            for target in found.watches.select_related("requirement__notice").order_by("id")
        ],
        "points": [
            {
                "from": point.period_on,
                "words": wanted_in_words(
                    wanted(found.direction, point.target, point.target_high), found.unit
                ),
            }
            for point in points
        ],
        "history": [
            {
                "title": step.title,
                "by": name_for(viewer, step.by, council_id),
                "at": step.at,
                "text": " ".join(step.sentences),
            }
            for step in edits_of(found, lambda person: name_for(viewer, person, council_id))
        ],
        "closed": why_closed(request.council, on=on),
        "may_define": may_define(viewer, council_id),
        "may_enter": may_enter(viewer, found) and found.is_active,
    }
    return render(request, "actions/indicator.html", context)


@policy(Permission.EDIT_INDICATORS)
def indicator_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """`?target=` fills it in from a number of the notice."""
    on = today()
    require(not why_closed(request.council, on=on))
    asked = request.GET.get("target", "")
    start = {}
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        rows = Target.objects.select_related("requirement__notice")
        target = get_visible_or_404(rows, request.user, council=request.council, pk=int(asked))
        start = start_from(target)
    form = IndicatorForm(
        request.POST or None, council=request.council, viewer=request.user, on=on, start=start
    )
    if form.is_valid():
        try:
            made = services.add_indicator(
                request.council,
                by=request.user,
                on=on,
                ref=form.cleaned_data["ref"],
                **form.verb_arguments(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{made.ref} is now an indicator of this council.")
            return redirect(made)
    return render(request, "actions/indicator_add.html", {"form": form, "from_target": bool(start)})


@policy(Permission.EDIT_INDICATORS)
def indicator_edit(request: CouncilRequest, council_slug: str, indicator_ref: str) -> HttpResponse:
    found, on = find_indicator(request, indicator_ref), today()
    require(not why_closed(request.council, on=on))
    form = _edit_form(request, request.POST or None, found, on)
    if form.is_valid():
        try:
            services.edit_indicator(
                found,
                by=request.user,
                on=on,
                based_on=form.cleaned_data["based_on"] or 0,
                **form.verb_arguments(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        except services.Overtaken as overtaken:
            return _edit_overtaken(request, found, overtaken, on)
        else:
            messages.success(request, f"The changes to {found.ref} are saved.")
            return redirect(found)
    return render(request, "actions/indicator_edit.html", {"indicator": found, "form": form})


def _edit_form(request: CouncilRequest, data: Any, found: Indicator, on: datetime.date) -> IndicatorForm:
    return IndicatorForm(data, council=request.council, viewer=request.user, on=on, indicator=found)


def _edit_overtaken(
    request: CouncilRequest, found: Indicator, overtaken: services.Overtaken, on: datetime.date
) -> HttpResponse:
    """What the other person changed, and the form again with what was typed, now based on the newest version."""
    data = request.POST.copy()
    based_on, data["based_on"] = data.get("based_on", ""), str(overtaken.now.version)
    since = overtaken.now.version - int(based_on or 0)
    newest = edits_of(found, lambda person: name_for(request.user, person, found.council_id))
    context = {
        "indicator": found,
        "form": _edit_form(request, data, found, on),
        "meanwhile": [
            {"by": name_for(request.user, step.by, found.council_id), "changes": step.sentences}
            for step in newest[: max(since, 1)]
        ],
        "page_has_errors": True,
    }
    return render(request, "actions/indicator_edit.html", context, status=409)


@policy(Permission.EDIT_INDICATORS)
def indicator_trajectory(request: CouncilRequest, council_slug: str, indicator_ref: str) -> HttpResponse:
    """Targets on the way: one box for each period until the target is due."""
    found, on = find_indicator(request, indicator_ref), today()
    require(not why_closed(request.council, on=on) and found.is_numeric)
    last = found.target_by or on + datetime.timedelta(days=365)
    periods = until(found, last, most=MOST_STEPS)
    form = TrajectoryForm(
        request.POST if request.method == "POST" else None, indicator=found, periods=periods
    )
    if form.is_valid():
        try:
            services.set_trajectory(found, by=request.user, on=on, points=form.points())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"The targets on the way of {found.ref} are saved.")
            return redirect(found)
    return render(request, "actions/indicator_trajectory.html", {"indicator": found, "form": form})


@policy(Permission.EDIT_INDICATORS)
def indicator_retire(request: CouncilRequest, council_slug: str, indicator_ref: str) -> HttpResponse:
    """Stop measuring it, with a reason; or, when that was done, measure it again."""
    found, on = find_indicator(request, indicator_ref), today()
    require(not why_closed(request.council, on=on))
    form = WhyForm(request.POST if request.method == "POST" and found.is_active else None)
    try:
        if request.method == "POST" and not found.is_active:
            services.reuse_indicator(found, by=request.user, on=on)
            messages.success(request, f"{found.ref} is measured again.")
            return redirect(found)
        if form.is_valid():
            services.retire_indicator(found, by=request.user, on=on, why=form.cleaned_data["why"])
            messages.success(request, f"{found.ref} is no longer measured. Its values are kept.")
            return redirect(found)
    except (Refused, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, Refused) else error)
    return render(request, "actions/indicator_retire.html", {"indicator": found, "form": form})


def _value_address(request: CouncilRequest, found: Indicator, day: datetime.date) -> str:
    return reverse(
        "actions:indicator_value",
        kwargs={
            "council_slug": request.council.slug,
            "indicator_ref": found.ref,
            "period": day.isoformat(),
        },
    )
