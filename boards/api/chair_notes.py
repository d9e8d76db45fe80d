"""The chair's own notes: the verbs of the pages."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404
from councils.api import person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from ..models import ChairNote, Meeting
from ..services.chair_notes import add_chair_note, change_chair_note, remove_chair_note
from ..structure_forms import LONGEST
from .structure import OfBoard, board_of


class ChairNoteSerializer(serializers.ModelSerializer[ChairNote]):
    """`meeting`: its number, where the note is about one. A change names the `version` that it was based on."""

    meeting = serializers.IntegerField(source="meeting.number", required=False, allow_null=True, default=None)
    text = serializers.CharField(max_length=LONGEST)
    version = serializers.IntegerField(required=False, min_value=1)

    class Meta:
        model = ChairNote
        fields = ("number", "meeting", "text", "version", "written_on")
        read_only_fields = ("number", "written_on")


@policy(Permission.KEEP_CHAIR_NOTES)
class ChairNotes(OfBoard):
    """Notes that the chair alone reads, the newest first; POST writes one, PUT changes it, DELETE removes it."""

    rows = ChairNote.objects.select_related("meeting", "board", "council").order_by("-number")
    serializer_class = ChairNoteSerializer
    lookup_field = "number"
    lookup_url_kwarg = "note_number"

    def create(self, request: Request, council_slug: str) -> Response:
        said = self._said(request)
        said.pop("based_on")
        return self.answer(add_chair_note(board_of(request), by=person(request), on=today(), **said), 201)

    def update(self, request: Request, council_slug: str, note_number: int) -> Response:
        note = self.get_object()
        change_chair_note(note, by=person(request), **self._said(request))
        return self.answer(note)

    def destroy(self, request: Request, council_slug: str, note_number: int) -> Response:
        remove_chair_note(self.get_object(), by=person(request))
        return Response(status=204)

    def _said(self, request: Request) -> dict[str, Any]:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        number = values.get("meeting", {}).get("number")
        meeting = (
            get_visible_or_404(Meeting, person(request), board=board_of(request), number=number)
            if number is not None
            else None
        )
        return {"text": values["text"], "meeting": meeting, "based_on": values.get("version", 0)}
