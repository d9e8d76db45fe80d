"""The board and its meetings."""

from __future__ import annotations

from rest_framework import serializers

from councils.api import OfCouncil
from councils.permissions import Permission
from councils.policy import policy

from ..models import Board, Meeting


class BoardSerializer(serializers.ModelSerializer[Board]):
    notice = serializers.IntegerField(source="notice.number", read_only=True)

    class Meta:
        model = Board
        fields = (
            "id", "name", "notice", "meets_every", "independent_chair", "department_attends_as",
            "change_needs_consent_of", "terms_of_reference",
        )  # fmt: skip


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    class Meta:
        model = Meeting
        fields = ("number", "board", "held_on", "starts_at", "place", "cut_off_on", "state", "cancelled_why")


@policy(Permission.VIEW_COUNCIL)
class Boards(OfCouncil):
    """The council's improvement boards: cadence, chair, terms of reference."""

    rows = Board.objects.select_related("notice")
    serializer_class = BoardSerializer


@policy(Permission.VIEW_COUNCIL)
class Meetings(OfCouncil):
    """Meetings of the board, with the cut-off for updates before each."""

    rows = Meeting.objects.all()
    serializer_class = MeetingSerializer
    filterset_fields = ("state", "board")
