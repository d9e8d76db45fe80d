"""Finding the board of the council in the address, its meetings and what belongs to them."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, When
from django.http import Http404

from councils.access import get_visible_or_404
from councils.permissions import Permission
from councils.requests import CouncilRequest
from notices.models import Notice

from ..models import AgendaItem, Board, Meeting


def find_board(request: CouncilRequest) -> Board | None:
    """The board of the instrument that stands, else the latest one."""
    standing = Case(When(notice__state__in=Notice.STANDING, then=0), default=1, output_field=IntegerField())
    rows: Any = Board.objects.visible_to(request.user)
    found: Board | None = (
        rows.filter(council=request.council)
        .select_related("notice", "council")
        .order_by(standing, "-id")
        .first()
    )
    return found


def board_or_404(request: CouncilRequest) -> Board:
    found = find_board(request)
    if found is None:
        raise Http404
    return found


def find_meeting(request: CouncilRequest, number: int) -> Meeting:
    rows = Meeting.objects.select_related("board__council", "board__notice", "council")
    meeting: Meeting = get_visible_or_404(rows, request.user, board=board_or_404(request), number=number)
    return meeting


def find_item(request: CouncilRequest, meeting: Meeting, typed: str | None) -> AgendaItem:
    """The item whose number came with a form."""
    if typed is None or not typed.isdecimal():
        raise Http404
    rows = AgendaItem.objects.select_related("meeting__board", "council")
    item: AgendaItem = get_visible_or_404(rows, request.user, meeting=meeting, number=int(typed[:6]))
    item.meeting = meeting
    return item


def may(request: CouncilRequest, permission: Permission) -> bool:
    allowed: bool = request.user.access.may(permission, request.council.pk)
    return allowed
