from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.lateness import is_overdue, lateness
from councils.models import Organisation
from councils.models.organisation import CouncilOwnedQuerySet

from .board import Board
from .meeting import Meeting


class BoardActionQuerySet(CouncilOwnedQuerySet):
    def open(self) -> BoardActionQuerySet:
        return self.filter(done_on=None)


@tracked("boards_boardaction")
class BoardAction(CouncilOwned):
    """What the board asked to be done between its meetings: no action of the plan, but followed up at the next meeting."""

    board = CouncilKey(Board, related_name="board_actions")
    meeting = CouncilKey(Meeting, related_name="board_actions", help_text="At which it was asked for.")
    number = models.PositiveIntegerField(
        help_text="Counts the council's board actions from 1; used in addresses."
    )
    text = models.TextField()
    who = models.CharField(max_length=150)
    organisation = CouncilKey(Organisation, null=True, blank=True, related_name="board_actions")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who recorded that it is done.",
    )  # fmt: skip
    outcome = models.TextField(blank=True, help_text="What came of it.")

    objects = BoardActionQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="boards_boardaction_number"),
            models.CheckConstraint(
                name="boards_boardaction_done_has_when_and_who",
                condition=Q(done_on=None, done_by=None, outcome="")
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
            *council_isolation(
                "boards_boardaction",
                board="boards_board",
                meeting="boards_meeting",
                organisation="councils_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"Board action {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "boards:board_action",
            kwargs={"council_slug": self.council.slug, "board_action_number": self.number},
        )

    def is_overdue(self, *, on: datetime.date) -> bool:
        return is_overdue(self.due_on, on=on, done_on=self.done_on)

    def lateness(self, *, on: datetime.date) -> str:
        return lateness(self.due_on, on=on, done_on=self.done_on)
