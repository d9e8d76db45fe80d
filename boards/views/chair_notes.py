"""The chair's own notes, which nobody else reads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.asking import ask
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from ..meeting_forms import NoForm
from ..models import Board, ChairNote, Meeting
from ..services.chair_notes import add_chair_note, change_chair_note, remove_chair_note
from ..structure_forms import ChairNoteForm
from .find import board_or_404


@policy(Permission.KEEP_CHAIR_NOTES)
def chair_notes(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """All of them, the newest first, with the form for the next; `?meeting=2` is about that meeting from the start."""
    found = board_or_404(request)
    form = ChairNoteForm(
        request.POST or None,
        meetings=_meetings(request, found),
        initial={"meeting": request.GET.get("meeting", "")},
    )
    if form.is_valid():
        add_chair_note(found, by=request.user, on=today(), **form.verb_arguments())
        messages.success(request, "Your note is saved.")
        return redirect("boards:chair_notes", council_slug=council_slug)
    notes = _notes(request, found).order_by("-number")
    return render(request, "boards/chair_notes.html", {"board": found, "notes": notes, "form": form})


@policy(Permission.KEEP_CHAIR_NOTES)
def chair_note(request: CouncilRequest, council_slug: str, note_number: int) -> HttpResponse:
    note = _note(request, note_number)
    form = ChairNoteForm(
        request.POST or None,
        meetings=_meetings(request, note.board),
        initial={
            "text": note.text,
            "meeting": note.meeting.number if note.meeting else "",
            "based_on": note.version,
        },
    )
    return ask(
        request,
        form,
        lambda: change_chair_note(
            note, by=request.user, based_on=form.cleaned_data["based_on"] or 0, **form.verb_arguments()
        ),
        caption=note.board.name,
        title="Change your note",
        button="Save note",
        said="Your note is saved.",
        back=_back(council_slug),
    )


@policy(Permission.KEEP_CHAIR_NOTES)
def chair_note_remove(request: CouncilRequest, council_slug: str, note_number: int) -> HttpResponse:
    note = _note(request, note_number)
    return ask(
        request,
        NoForm(request.POST if request.method == "POST" else None),
        lambda: remove_chair_note(note, by=request.user),
        caption=note.board.name,
        title="Remove this note?",
        button="Remove note",
        said="Your note is removed.",
        back=_back(council_slug),
        intro=note.text,
        warning=True,
    )


def _notes(request: CouncilRequest, board: Board) -> Any:
    return ChairNote.objects.visible_to(request.user).filter(board=board).select_related("meeting", "council")


def _note(request: CouncilRequest, number: int) -> ChairNote:
    rows = ChairNote.objects.select_related("board", "meeting", "council")
    note: ChairNote = get_visible_or_404(rows, request.user, board=board_or_404(request), number=number)
    return note


def _meetings(request: CouncilRequest, board: Board) -> list[Meeting]:
    rows = Meeting.objects.visible_to(request.user).filter(board=board).exclude(state="cancelled")
    return list(rows.order_by("-held_on"))


def _back(council_slug: str) -> str:
    return reverse("boards:chair_notes", kwargs={"council_slug": council_slug})
