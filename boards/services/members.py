"""Terms of reference, and who sits on the board from when to when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from councils import audit
from councils.lateness import long_date
from councils.models import Organisation, User
from councils.refusal import Refused

from ..models import Board, BoardMember, TermsOfReference
from .meeting import next_number


@transaction.atomic
def agree_terms(
    board: Board, *, by: User, on: datetime.date, text: str, agreed_on: datetime.date, what_changed: str = ""
) -> TermsOfReference:
    """The next version. The one before stays as it was."""
    _hold(board)
    rows = TermsOfReference.objects.filter(council_id=board.council_id, board=board)
    last = rows.order_by("-number").first()
    if agreed_on > on:
        raise Refused("The day on which the board agreed them must be today or in the past.")
    if last is not None and agreed_on < last.agreed_on:
        raise Refused(
            f"Version {last.number} was agreed on {long_date(last.agreed_on)}: enter that day or later."
        )
    if last is not None and text.strip() == last.text:
        raise Refused(f"These are the words of version {last.number}. Change them first.")
    if last is not None and not what_changed.strip():
        raise Refused("Say what changed.")
    terms = TermsOfReference.objects.create(
        council_id=board.council_id,
        board=board,
        number=next_number(rows),
        text=text.strip(),
        what_changed=what_changed.strip() if last else "",
        agreed_on=agreed_on,
        recorded_on=on,
        recorded_by=by,
    )
    _sign("recorded terms of reference", board, by, version=terms.number, agreed_on=agreed_on.isoformat())
    return terms


@dataclass(frozen=True)
class Seat:
    """What is said of a member. The last three are about a chair alone."""

    name: str
    role: str
    organisation: Organisation | None = None
    user: User | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    is_independent: bool = True
    not_independent_why: str = ""
    exception_agreed_by: str = ""


@transaction.atomic
def add_member(board: Board, *, by: User, seat: Seat) -> BoardMember:
    member = BoardMember(council_id=board.council_id, board=board)
    _say(member, seat)
    _sign("added a member of the board", board, by, member=member.name, role=member.role)
    return member


@transaction.atomic
def change_member(member: BoardMember, *, by: User, seat: Seat) -> BoardMember:
    """What was recorded before stays in the history."""
    before = member.role
    _say(member, seat)
    _sign(
        "changed a member of the board", member.board, by, member=member.name, before=before, role=member.role
    )
    return member


@transaction.atomic
def end_member(member: BoardMember, *, by: User, last_on: datetime.date, why: str) -> None:
    """They keep their place in the minutes and in what they asked; they are a member up to and with `last_on`."""
    _hold(member.board)
    member.refresh_from_db(from_queryset=BoardMember.objects.select_for_update())
    if member.valid_from is not None and last_on < member.valid_from:
        raise Refused(f"The membership began on {long_date(member.valid_from)}: enter that day or later.")
    if not why.strip():
        raise Refused("Say why the membership ends.")
    member.valid_to, member.ended_why = last_on, why.strip()
    member.save(update_fields=["valid_to", "ended_why"])
    _sign(
        "ended a membership of the board", member.board, by, member=member.name, last_on=last_on.isoformat()
    )


def _say(member: BoardMember, seat: Seat) -> None:
    board = _hold(member.board)
    if seat.valid_from and seat.valid_to and seat.valid_to < seat.valid_from:
        raise Refused("The last day must be the same as or after the first.")
    chairs = seat.role == BoardMember.Role.CHAIR
    if chairs:
        _refuse_second_chair(member, seat.valid_from, seat.valid_to)
    by_exception = chairs and not seat.is_independent
    if by_exception and not seat.not_independent_why.strip():
        raise Refused("Say why the chair is not independent.")
    if by_exception and board.independent_chair and not seat.exception_agreed_by.strip():
        raise Refused("The notice asks for an independent chair. Say who agreed to the exception.")
    member.name, member.role, member.organisation, member.user = (
        seat.name.strip(), seat.role, seat.organisation, seat.user,
    )  # fmt: skip
    member.valid_from, member.valid_to = seat.valid_from, seat.valid_to
    if seat.valid_to is None:
        member.ended_why = ""
    member.is_independent = not by_exception
    member.not_independent_why = seat.not_independent_why.strip() if by_exception else ""
    member.exception_agreed_by = seat.exception_agreed_by.strip() if by_exception else ""
    member.save()


def _refuse_second_chair(
    member: BoardMember, valid_from: datetime.date | None, valid_to: datetime.date | None
) -> None:
    """A board has one chair at a time."""
    others = BoardMember.objects.filter(
        council_id=member.council_id, board_id=member.board_id, role=BoardMember.Role.CHAIR
    ).exclude(pk=member.pk)
    if valid_from is not None:
        others = others.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    if valid_to is not None:
        others = others.filter(Q(valid_from=None) | Q(valid_from__lte=valid_to))
    if (other := others.order_by("id").first()) is not None:
        until = f"until {long_date(other.valid_to)}" if other.valid_to else "with no last day"
        raise Refused(f"{other.name} chairs the board in that time, {until}. End that membership first.")


def _hold(board: Board) -> Board:
    """Two people who change the same board wait for each other."""
    return Board.objects.select_for_update().get(pk=board.pk)


def _sign(verb: str, board: Board, by: User, **detail: object) -> None:
    audit.record(
        verb, council_id=board.council_id, about=board, by=by, link=board.get_absolute_url(), **detail
    )
