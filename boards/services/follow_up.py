"""What the board follows up: challenges until it is content, board actions until they are done."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from councils import audit
from councils.models import Council, Organisation, User
from councils.refusal import Refused

from ..life import RUNNING
from ..models import BoardAction, BoardMember, Challenge, Meeting
from .meeting import hold, next_number


@transaction.atomic
def add_challenge(
    meeting: Meeting, *, by: User, on: datetime.date, text: str, asked_by: BoardMember, asked_of: str
) -> Challenge:
    """The same twice at one meeting (a double click) is one, returned again."""
    hold(meeting, states=RUNNING)
    if asked_by.board_id != meeting.board_id:
        raise Refused("Only members of this board can ask at its meeting.")
    facts = {"meeting": meeting, "text": text.strip(), "asked_by": asked_by, "asked_of": asked_of.strip()}
    rows = _numbered(Challenge.objects, meeting)
    if (again := rows.filter(**facts).first()) is not None:
        return again  # type: ignore[no-any-return]
    challenge = Challenge.objects.create(
        council_id=meeting.council_id,
        board_id=meeting.board_id,
        number=next_number(rows),
        asked_on=on,
        **facts,
    )
    _sign("logged a challenge", challenge, by)
    return challenge


@transaction.atomic
def answer_challenge(challenge: Challenge, *, by: User, on: datetime.date, answer: str) -> None:
    """The answer stands until the board closes the challenge; a better one takes its place (both are in the history)."""
    _hold_open(challenge)
    if not answer.strip():
        raise Refused("Enter the answer")
    challenge.answer, challenge.answered_on, challenge.answered_by = answer.strip(), on, by
    challenge.save(update_fields=["answer", "answered_on", "answered_by"])
    _sign("answered a challenge", challenge, by)


@transaction.atomic
def close_challenge(challenge: Challenge, *, by: User, on: datetime.date, note: str = "") -> None:
    """The board is content with the answer; without one it says why it lets the challenge go."""
    _hold_open(challenge)
    if not challenge.answer and not note.strip():
        raise Refused("Enter why the board closes a challenge that has no answer")
    challenge.closed_on, challenge.closed_by, challenge.closing_note = on, by, note.strip()
    challenge.save(update_fields=["closed_on", "closed_by", "closing_note"])
    _sign("closed a challenge", challenge, by)


@transaction.atomic
def add_board_action(
    meeting: Meeting,
    *,
    by: User,
    text: str,
    who: str,
    due_on: datetime.date,
    organisation: Organisation | None = None,
) -> BoardAction:
    """The same twice at one meeting (a double click) is one, returned again."""
    hold(meeting, states=RUNNING)
    facts = {
        "meeting": meeting,
        "text": text.strip(),
        "who": who.strip(),
        "due_on": due_on,
        "organisation": organisation,
    }
    rows = _numbered(BoardAction.objects, meeting)
    if (again := rows.filter(**facts).first()) is not None:
        return again  # type: ignore[no-any-return]
    action = BoardAction.objects.create(
        council_id=meeting.council_id, board_id=meeting.board_id, number=next_number(rows), **facts
    )
    _sign("asked for a board action", action, by)
    return action


@transaction.atomic
def finish_board_action(
    action: BoardAction, *, by: User, on: datetime.date, done_on: datetime.date, outcome: str = ""
) -> None:
    action.refresh_from_db(from_queryset=BoardAction.objects.select_for_update())
    if action.done_on is not None:
        raise Refused("This is recorded as done already.")
    if done_on > on:
        raise Refused("The day must be today or earlier.")
    action.done_on, action.done_by, action.outcome = done_on, by, outcome.strip()
    action.save(update_fields=["done_on", "done_by", "outcome"])
    _sign("finished a board action", action, by)


def _numbered(manager: Any, meeting: Meeting) -> Any:
    """Rows that are numbered for the council as a whole: one at a time."""
    Council.objects.select_for_update(no_key=True).get(pk=meeting.council_id)
    return manager.filter(council_id=meeting.council_id)


def _hold_open(challenge: Challenge) -> None:
    challenge.refresh_from_db(from_queryset=Challenge.objects.select_for_update())
    if challenge.closed_on is not None:
        raise Refused("This challenge is closed.")


def _sign(verb: str, row: Challenge | BoardAction, by: User) -> None:
    audit.record(verb, council_id=row.council_id, about=row, by=by, link=row.get_absolute_url())
