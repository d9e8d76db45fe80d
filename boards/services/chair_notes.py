"""What the chair notes for themselves."""

from __future__ import annotations

import datetime

from django.db import transaction

from councils import audit
from councils.models import User
from councils.refusal import Refused

from ..models import Board, ChairNote, Meeting
from .meeting import next_number


@transaction.atomic
def add_chair_note(
    board: Board, *, by: User, on: datetime.date, text: str, meeting: Meeting | None = None
) -> ChairNote:
    """The same twice in a row (a double click) is one, returned again."""
    Board.objects.select_for_update().get(pk=board.pk)
    rows = ChairNote.objects.filter(council_id=board.council_id, board=board)
    last = rows.order_by("-number").first()
    if last is not None and (last.text, last.meeting, last.written_by) == (text.strip(), meeting, by):
        return last
    note = ChairNote.objects.create(
        council_id=board.council_id, board=board, number=next_number(rows), meeting=meeting, text=text.strip(),
        written_on=on, written_by=by,
    )  # fmt: skip
    _sign("wrote a note of the chair’s own", note, by)
    return note


@transaction.atomic
def change_chair_note(
    note: ChairNote, *, by: User, based_on: int, text: str, meeting: Meeting | None = None
) -> None:
    """Raises Refused, and writes nothing, when the words changed since version `based_on`."""
    note.refresh_from_db(from_queryset=ChairNote.objects.select_for_update())
    if note.version != based_on:
        raise Refused(
            f"This note was changed meanwhile. It says now: {note.text} Your own words are still below."
        )
    note.text, note.meeting, note.version = text.strip(), meeting, note.version + 1
    note.save(update_fields=["text", "meeting", "version"])
    _sign("changed a note of the chair’s own", note, by)


@transaction.atomic
def remove_chair_note(note: ChairNote, *, by: User) -> None:
    """The history, which the chair alone can read too, keeps what it said."""
    _sign("removed a note of the chair’s own", note, by)
    note.delete()


def _sign(verb: str, note: ChairNote, by: User) -> None:
    """Without a word of it: others read the audit log."""
    audit.record(verb, council_id=note.council_id, about=note, by=by)
