"""In the meeting: the chair works through the agenda on one screen; who is there is recorded beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import get_visible_or_404, require
from councils.audit import record_nobody_identified
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import services
from ..life import PREPARED, RUNNING
from ..meeting_forms import AttendanceForm, DecideForm, NotesForm
from ..minutes import name_of
from ..models import AgendaItem, BoardAction, BoardMember, Challenge, Meeting, MeetingDecision, MeetingPaper
from ..showing import Shown, items_of
from .find import find_item, find_meeting, may

Mistake = tuple[int, DecideForm | NotesForm]  # the number of the item, and the form with what is wrong
BUTTONS = {
    "confirm": "Confirm",
    "return": "Return to its owner",
    "agree_date": "Agree the new date",
    "refuse_date": "Refuse it",
    "accept": "Accept",
    "send_back": "Return it",
    "judge": "Save the judgement",
    "agree_plan": "Agree the plan",
    "return_plan": "Return it for rework",
    "note": "Note it",
}


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
def run(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """One decision a click, by the chair; notes beside it by whoever prepares the meeting. What is typed stays when it is
    refused; undo until the minutes are agreed."""
    meeting = find_meeting(request, number)
    mistake: Mistake | None = None
    if request.method == "POST":
        done = _noted if "notes" in request.POST else _decided
        try:
            at, said, mistake = done(request, meeting)
        except Refused as refused:
            messages.info(request, str(refused))
            return redirect("boards:run", council_slug=council_slug, number=number)
        if said:
            messages.success(request, said)
            return redirect(f"{_here(meeting, request)}?at={at}#item-{at}")
    items = AgendaItem.objects.visible_to(request.user).standing().filter(meeting=meeting)
    shown = items_of(
        list(items.select_related("carried_from__meeting", "council").order_by("position", "id")),
        request.user,
    )
    for row in shown:
        _with_forms(row, mistake)
    papers = (
        MeetingPaper.objects.visible_to(request.user).current().filter(meeting=meeting).order_by("number")
    )
    log = (
        Challenge.objects.visible_to(request.user)
        .filter(meeting=meeting)
        .select_related("asked_by__organisation")
    )
    context = {
        "meeting": meeting,
        "shown": shown,
        "papers": list(papers),
        "challenges": [
            {"challenge": row, "asked_by": name_of(row.asked_by, request.user)}
            for row in log.order_by("number")
        ],
        "board_actions": list(
            BoardAction.objects.visible_to(request.user).filter(meeting=meeting).order_by("number")
        ),
        "buttons": BUTTONS,
        "at": _at(request, shown) if mistake is None else None,
        "mistake": mistake[1] if mistake else None,
        "page_has_errors": mistake is not None,
        "decided": sum(row.is_decided for row in shown),
        "may_decide": may(request, Permission.DECIDE_FOR_BOARD) and meeting.state in RUNNING,
        "may_plan": may(request, Permission.PLAN_MEETINGS) and meeting.state in PREPARED,
        "is_running": meeting.state in RUNNING,
        "on": today(),
    }
    return render(request, "boards/run.html", context)


def _noted(request: CouncilRequest, meeting: Meeting) -> tuple[int, str, Mistake | None]:
    item = find_item(request, meeting, request.POST.get("item"))
    form = NotesForm(request.POST, prefix=f"notes-{item.number}")
    if not form.is_valid():
        return item.number, "", (item.number, form)
    services.keep_notes(item, by=request.user, **form.cleaned_data)
    record_nobody_identified(form.checked, about=meeting, by=request.user)
    return item.number, "The notes are saved.", None


def _decided(request: CouncilRequest, meeting: Meeting) -> tuple[int, str, Mistake | None]:
    """Decide or undo. The item's number and the words for the person, or the form with what is wrong."""
    given = request.POST
    if given.get("undo", "").isdecimal():
        require(may(request, Permission.DECIDE_FOR_BOARD))
        rows = MeetingDecision.objects.select_related("meeting__board", "item", "council")
        decision: MeetingDecision = get_visible_or_404(
            rows, request.user, meeting=meeting, number=int(given["undo"][:6])
        )
        undone = services.undo_decision(decision, by=request.user, on=today())
        return decision.item.number, f"{undone.words}.", None
    chosen = given.get("decision", "")
    if "item" not in given or chosen not in BUTTONS:
        return 0, "", None  # a form that says nothing
    require(may(request, Permission.DECIDE_FOR_BOARD))
    item = find_item(request, meeting, given["item"])
    form = DecideForm(given, item=item, noting=chosen == "note")
    if form.is_valid():
        said = form.cleaned_data
        try:
            row = services.decide_item(
                item, by=request.user, on=today(), decision=chosen, why=said["why"],
                based_on=said["based_on"] or 0, value=said.get("value") or "",
            )  # fmt: skip
        except Refused as refused:
            form.add_error("why", str(refused))
        except ValidationError as error:
            form.add_error("why", error.messages[0])
        else:
            record_nobody_identified(form.checked, about=meeting, by=request.user)
            return item.number, f"Minute {row.number}: {row.words}.", None
    return item.number, "", (item.number, form)


def _with_forms(row: Shown, mistake: Mistake | None) -> None:
    item = row.item
    typed = mistake[1] if mistake and mistake[0] == item.number else None
    row.form = (
        typed if isinstance(typed, DecideForm) else DecideForm(item=item, initial={"based_on": row.based_on})
    )
    row.notes = (
        typed
        if isinstance(typed, NotesForm)
        else NotesForm(prefix=f"notes-{item.number}", initial={"notes": item.notes, "carry": item.carry})
    )


def _at(request: CouncilRequest, shown: list[Shown]) -> int | None:
    """The item of which something was done: what was done is said there, where the chair goes on from."""
    asked = request.GET.get("at", "")
    return next((row.item.number for row in shown if str(row.item.number) == asked), None)


def _here(meeting: Meeting, request: CouncilRequest) -> str:
    return reverse("boards:run", kwargs={"council_slug": request.council.slug, "number": meeting.number})


@policy(Permission.PLAN_MEETINGS)
def attendance(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, number)
    members: Any = BoardMember.objects.visible_to(request.user).filter(board=meeting.board)
    serving = members.serving(on=meeting.held_on).select_related("organisation").order_by("id")
    form = AttendanceForm(request.POST or None, meeting=meeting, members=list(serving))
    if form.is_valid():
        try:
            services.record_attendance(meeting, by=request.user, came=form.came())
            record_nobody_identified(form.checked, about=meeting, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The attendance is saved.")
            return redirect(meeting)
    context = {"meeting": meeting, "form": form, "possible": meeting.state in PREPARED}
    return render(request, "boards/attendance.html", context)
