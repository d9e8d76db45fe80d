"""One meeting: its state and steps, its cut-off, its figures and late updates, its minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from councils.access import name_for, require
from councils.clock import today
from councils.lateness import long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import services
from ..figures import Figures, figures_of, last_meeting_before, late_updates, not_updated
from ..life import BY_NAME, possible
from ..meeting_forms import CutOffForm, NoForm
from ..minutes import KIND_WORDS, minutes_for
from ..models import AgendaItem, BoardAction, Meeting, MeetingDecision, MeetingFigures, MeetingMinutes
from ..services.life import why_not
from ..services.meeting import plan_of
from .find import find_meeting, may

SAID = {
    "open": "The meeting is open for papers, and its agenda is built.",
    "issue": "The papers are issued, and the figures are frozen.",
    "start": "The meeting has started.",
    "end": "The meeting has ended. Its minutes are a draft.",
    "agree": "The minutes are agreed.",
    "close": "The meeting is closed.",
}


@policy(Permission.VIEW_COUNCIL)
def meeting(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    found, on = find_meeting(request, number), today()
    items = AgendaItem.objects.visible_to(request.user).standing().filter(meeting=found)
    board_actions = BoardAction.objects.visible_to(request.user).filter(board=found.board).open()
    context = {
        "meeting": found,
        "steps": steps_for(request, found),
        "items": items.count(),
        "decisions": MeetingDecision.objects.visible_to(request.user)
        .standing()
        .filter(meeting=found)
        .count(),
        "board_actions": list(
            board_actions.filter(meeting__held_on__lt=found.held_on).order_by("due_on", "id")
        ),
        "may_plan": may(request, Permission.PLAN_MEETINGS),
        "may_decide": may(request, Permission.DECIDE_FOR_BOARD),
        "may_note": may(request, Permission.KEEP_CHAIR_NOTES),
        "on": on,
    }
    return render(request, "boards/meeting.html", context)


def steps_for(request: CouncilRequest, found: Meeting) -> list[dict[str, Any]]:
    """The steps that this person can take from here, with the reason where it is too early."""
    return [
        {"step": step, "why_not": why_not(found, step, on=today())}
        for step in possible(found.state)
        if step.name != "cancel" and may(request, _needs(step.by_chair))
    ]


@policy(Permission.PLAN_MEETINGS)
def meeting_step(request: CouncilRequest, council_slug: str, number: int, meeting_step: str) -> HttpResponse:
    step = BY_NAME.get(meeting_step)
    if step is None or step.needs_why:
        raise Http404
    require(may(request, _needs(step.by_chair)))
    found, on = find_meeting(request, number), today()
    form, refusal = NoForm(request.POST or None), why_not(found, step, on=on)
    if request.method == "POST":
        try:
            services.take_step(found, step.name, by=request.user, on=on)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, SAID[step.name])
            return redirect(found)
    context = {"meeting": found, "step": step, "form": form, "refusal": refusal}
    return render(request, "boards/meeting_step.html", context)


def _needs(by_chair: bool) -> Permission:
    return Permission.DECIDE_FOR_BOARD if by_chair else Permission.PLAN_MEETINGS


@policy(Permission.PLAN_MEETINGS)
def cut_off(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    found = find_meeting(request, number)
    form = CutOffForm(request.POST or None, initial={"cut_off_on": found.cut_off_on})
    if form.is_valid():
        try:
            services.change_cut_off(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("cut_off_on", str(refusal))
        else:
            messages.success(request, f"Updates close on {long_date(found.cut_off_on)}.")
            return redirect(found)
    return render(request, "boards/meeting_cut_off.html", {"meeting": found, "form": form})


@policy(Permission.VIEW_COUNCIL)
def figures(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """Frozen since the papers were issued; before that, what would be frozen now. And who was late."""
    found, on = find_meeting(request, number), today()
    plan = plan_of(found)
    kept = MeetingFigures.objects.visible_to(request.user).filter(meeting=found).first()
    shown = (
        Figures.from_data(kept.data)
        if kept
        else figures_of(plan, as_at=min(found.cut_off_on, on), since=last_meeting_before(found))
    )
    context = {
        "meeting": found,
        "kept": kept,
        "figures": shown,
        "as_at": kept.as_at if kept else min(found.cut_off_on, on),
        "last_meeting": last_meeting_before(found),
        "exceptions": shown.exceptions_for(request.user),
        "late": [
            {"report": row, "by": name_for(request.user, row.reported_by, found.council_id)}
            for row in late_updates(found, plan, request.user)
        ],
        "silent": [
            {
                "action": row,
                "owner": name_for(request.user, row.owner, found.council_id)
                if row.owner
                else row.owner_name(),
            }
            for row in (not_updated(found, plan, request.user) if not kept else [])
        ],
        "on": on,
    }
    return render(request, "boards/meeting_figures.html", context)


@policy(Permission.VIEW_COUNCIL)
def minutes(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    found = find_meeting(request, number)
    kept = (
        MeetingMinutes.objects.visible_to(request.user)
        .filter(meeting=found)
        .select_related("agreed_by")
        .first()
    )
    context = {
        "meeting": found,
        "kept": kept,
        "agreed_by": name_for(request.user, kept.agreed_by, found.council_id) if kept else "",
        "minutes": minutes_for(found, request.user),
        "kind_words": KIND_WORDS,
        "there_are": found.state not in ("planned", "cancelled", "held"),
    }
    return render(request, "boards/minutes.html", context)
