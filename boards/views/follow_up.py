"""The challenge log and the board's own actions; and what each partner has brought over time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404, name_for, require
from councils.audit import record_nobody_identified
from councils.child_data_forms import GuardsChildren
from councils.clock import today
from councils.models import Organisation
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import services
from ..contribution import contributions
from ..meeting_forms import AnswerForm, BoardActionForm, ChallengeForm, CloseForm, DoneForm
from ..minutes import name_of
from ..models import BoardAction, BoardMember, Challenge
from .find import find_board, find_meeting, may


@policy(Permission.VIEW_COUNCIL)
def challenges(request: CouncilRequest, council_slug: str) -> HttpResponse:
    rows = Challenge.objects.visible_to(request.user).filter(council=request.council)
    found = list(rows.select_related("asked_by__organisation", "meeting").order_by("closed_on", "-number"))
    listed = [
        {"challenge": row, "asked_by": name_of(row.asked_by, request.user)}
        for row in sorted(found, key=lambda row: (row.closed_on is not None, -row.number))
    ]
    return render(request, "boards/challenges.html", {"rows": listed})


@policy(Permission.PLAN_MEETINGS)
def challenge_add(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, number)
    members: Any = BoardMember.objects.visible_to(request.user).filter(board=meeting.board)
    form = ChallengeForm(request.POST or None, members=members.serving(on=meeting.held_on).order_by("id"))
    if form.is_valid():
        try:
            row = services.add_challenge(meeting, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            record_nobody_identified(form.checked, about=row, by=request.user)
            messages.success(request, f"{row} is logged.")
            return redirect("boards:run", council_slug=council_slug, number=number)
    return render(request, "boards/challenge_add.html", {"meeting": meeting, "form": form})


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
def challenge(request: CouncilRequest, council_slug: str, challenge_number: int) -> HttpResponse:
    """The lead or the director answers; the chair closes."""
    rows = Challenge.objects.select_related(
        "asked_by__organisation", "meeting__board", "council", "answered_by", "closed_by"
    )
    row: Challenge = get_visible_or_404(rows, request.user, council=request.council, number=challenge_number)
    closing = "close" in request.POST
    answer = AnswerForm(
        request.POST if request.method == "POST" and not closing else None, initial={"answer": row.answer}
    )
    close = CloseForm(request.POST if closing else None)
    form: GuardsChildren = close if closing else answer
    if closing:
        require(may(request, Permission.DECIDE_FOR_BOARD))
    if form.is_valid():
        verb: Any = services.close_challenge if closing else services.answer_challenge
        try:
            verb(row, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            record_nobody_identified(form.checked, about=row, by=request.user)
            messages.success(request, f"{row} is {'closed' if closing else 'answered'}.")
            return redirect(row)
    viewer, council_id = request.user, row.council_id
    context = {
        "challenge": row,
        "asked_by": name_of(row.asked_by, viewer),
        "answered_by": name_for(viewer, row.answered_by, council_id) if row.answered_by else "",
        "closed_by": name_for(viewer, row.closed_by, council_id) if row.closed_by else "",
        "answer": answer,
        "close": close,
        "bad": form,
        "page_has_errors": bool(form.errors),
        "may_answer": may(request, Permission.PLAN_MEETINGS) and row.closed_on is None,
        "may_close": may(request, Permission.DECIDE_FOR_BOARD) and row.closed_on is None,
    }
    return render(request, "boards/challenge.html", context)


@policy(Permission.VIEW_COUNCIL)
def board_actions(request: CouncilRequest, council_slug: str) -> HttpResponse:
    rows = BoardAction.objects.visible_to(request.user).filter(council=request.council)
    found = rows.select_related("meeting", "organisation").order_by("due_on", "id")
    context = {
        "open": [row for row in found if row.done_on is None],
        "done": [row for row in reversed(found) if row.done_on is not None],
        "on": today(),
    }
    return render(request, "boards/board_actions.html", context)


@policy(Permission.PLAN_MEETINGS)
def board_action_add(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, number)
    organisations = Organisation.objects.visible_to(request.user).filter(council=request.council)
    form = BoardActionForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        try:
            row = services.add_board_action(meeting, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            record_nobody_identified(form.checked, about=row, by=request.user)
            messages.success(request, f"{row} is recorded.")
            return redirect("boards:run", council_slug=council_slug, number=number)
    return render(request, "boards/board_action_add.html", {"meeting": meeting, "form": form})


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
def board_action(request: CouncilRequest, council_slug: str, board_action_number: int) -> HttpResponse:
    rows = BoardAction.objects.select_related("meeting__board", "organisation", "council", "done_by")
    row: BoardAction = get_visible_or_404(
        rows, request.user, council=request.council, number=board_action_number
    )
    form = DoneForm(request.POST or None, initial={"done_on": today()})
    if form.is_valid():
        try:
            services.finish_board_action(row, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            record_nobody_identified(form.checked, about=row, by=request.user)
            messages.success(request, f"{row} is done.")
            return redirect("boards:board_actions", council_slug=council_slug)
    context = {
        "row": row,
        "form": form,
        "done_by": name_for(request.user, row.done_by, row.council_id) if row.done_by else "",
        "may_finish": may(request, Permission.PLAN_MEETINGS) and row.done_on is None,
        "on": today(),
    }
    return render(request, "boards/board_action.html", context)


@policy(Permission.VIEW_COUNCIL)
def partners(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found = find_board(request)
    if found is None:
        return render(request, "boards/no_board.html")
    context = {"board": found, "rows": contributions(found, request.user, on=today())}
    return render(request, "boards/partners.html", context)
