"""Pages of the board: its terms, members and meetings; planning and cancelling meetings."""

from __future__ import annotations

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.lateness import count, long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import cadence, services
from ..forms import CancelMeetingForm, PlanMeetingsForm
from ..keeping import in_words, rules_of
from ..models import Board, BoardMember, Meeting
from ..showing_board import about
from ..sittings import next_needed_by, sittings
from .find import board_or_404, find_board, find_meeting, may


@policy(Permission.VIEW_COUNCIL)
def board(request: CouncilRequest, council_slug: str) -> HttpResponse:
    on, found = today(), find_board(request)
    if found is None:
        return render(request, "boards/no_board.html")
    meetings = sittings(found, on=on)
    needed_by = next_needed_by(found, meetings)
    members = BoardMember.objects.visible_to(request.user).filter(council_id=found.council_id, board=found)
    return render(
        request,
        "boards/board.html",
        {
            "board": found,
            "members": members.serving(on=on).select_related("organisation"),
            "hides_names": request.user.access.is_department,
            **about(found, on=on),
            "upcoming": [s for s in meetings if not s.is_past],
            "past": [s for s in reversed(meetings) if s.is_past],
            "needed_by": needed_by if found.notice.is_standing else None,
            "may_plan": may(request, Permission.PLAN_MEETINGS),
            "on": on,
        },
    )


@policy(Permission.PLAN_MEETINGS)
def plan_meetings(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found = board_or_404(request)
    form = PlanMeetingsForm(request.POST or None, initial=_proposal(found, on=today()))
    if form.is_valid():
        try:
            new = services.plan_meetings(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _planned(new))
            return redirect(found)
    meets = in_words(cadence.every_on(rules_of(found), today()))
    return render(request, "boards/plan_meetings.html", {"board": found, "form": form, "meets": meets})


@policy(Permission.PLAN_MEETINGS)
def cancel_meeting(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, number)
    form = CancelMeetingForm(request.POST or None)
    if form.is_valid():
        try:
            services.cancel_meeting(meeting, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The meeting on {long_date(meeting.held_on)} was cancelled")
            return redirect(meeting.board)
    return render(request, "boards/cancel_meeting.html", {"meeting": meeting, "form": form})


@policy(Permission.VIEW_COUNCIL)
def meetings_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on, found = today(), find_board(request)
    columns = (
        "Meeting", "Date", "Starts at", "Place", "Updates close on", "State",
        "Days since the one before, if too many",
    )  # fmt: skip
    rows = (
        (
            s.meeting.number, s.meeting.held_on, f"{s.meeting.starts_at:%H:%M}", s.meeting.place, s.meeting.cut_off_on,
            Meeting.State(s.state).label, s.gap,
        )
        for s in (sittings(found, on=on) if found else [])
    )  # fmt: skip
    notes = [*list_notes(on=on), *word_notes("meeting")]
    sheet = Sheet(f"Board meetings of {request.council}", columns, rows, notes)
    return table_response(kind, f"{council_slug}-board-meetings-{on:%Y-%m-%d}", [sheet])


def _proposal(board: Board, *, on: datetime.date) -> dict[str, Any]:
    """What the form offers: the same time and place, from the next day that the cadence asks for, half a year on."""
    meetings = Meeting.objects.filter(council_id=board.council_id, board=board).not_cancelled()
    last = meetings.order_by("held_on").last()
    if last is None:
        return {"starts_at": services.TEN_O_CLOCK}
    _same_day, *later = cadence.meeting_dates(
        last.held_on, rules_of(board), until=last.held_on + relativedelta(months=4)
    )
    first_on = next((day for day in later if day > on), None)
    until = first_on + relativedelta(months=6) if first_on else None
    return {"first_on": first_on, "until": until, "starts_at": last.starts_at, "place": last.place}


def _planned(new: list[Meeting]) -> str:
    if not new:
        return "No meeting was added: every date in that time has one already"
    return f"{count(len(new), 'meeting')} planned, from {long_date(new[0].held_on)} to {long_date(new[-1].held_on)}"
