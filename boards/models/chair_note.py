from __future__ import annotations

from django.db import models
from django.urls import reverse

from councils.history import tracked
from councils.isolation import ChairOnly, CouncilKey, CouncilOwned, SameCouncil
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.permissions import Permission

from .board import Board
from .meeting import Meeting


class ChairNoteQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> ChairNoteQuerySet:
        """The chair's alone; the database hides them from everybody else too (ChairOnly)."""
        chaired = [pk for pk in user.access.council_ids if user.access.may(Permission.KEEP_CHAIR_NOTES, pk)]
        return self.filter(council_id__in=chaired)


@tracked("boards_chairnote", ChairOnly)
class ChairNote(CouncilOwned):
    """What an independent chair notes for themselves: questions to ask, impressions of a visit.

    No word of it is in a paper, the minutes, a report, a download or an e-mail.
    """

    board = CouncilKey(Board, related_name="chair_notes")
    number = models.PositiveIntegerField(help_text="Counts the notes of the board from 1; used in addresses.")
    meeting = CouncilKey(Meeting, null=True, blank=True, related_name="chair_notes")
    text = models.TextField()
    version = models.PositiveIntegerField(default=1, help_text="Goes up by one when the words change.")
    written_on = models.DateField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ChairNoteQuerySet.as_manager()

    class Meta:
        ordering = ("board_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "board", "number"], name="boards_chairnote_number"),
            ChairOnly(name="boards_chairnote_of_council"),
            SameCouncil(name="boards_chairnote_board_same_council", column="board_id", to="boards_board"),
            SameCouncil(
                name="boards_chairnote_meeting_same_council", column="meeting_id", to="boards_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"Chair’s note {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "boards:chair_note", kwargs={"council_slug": self.council.slug, "note_number": self.number}
        )
