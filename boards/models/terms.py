from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .board import Board


class TermsOfReferenceQuerySet(CouncilOwnedQuerySet):
    def agreed(self, *, on: datetime.date) -> TermsOfReferenceQuerySet:
        """Those that the board had agreed by a day, the ones that hold first."""
        return self.filter(agreed_on__lte=on).order_by("-agreed_on", "-number")


class TermsOfReference(CouncilOwned):
    """One version of what the board is for and how it works. A version is never edited: a change is the next one.

    The clause of the notice that sets the board up is not one of them; it stays on the board itself.
    """

    append_only = True

    board = CouncilKey(Board, related_name="terms")
    number = models.PositiveIntegerField(help_text="Counts the versions of the board from 1.")
    text = models.TextField()
    what_changed = models.CharField(max_length=300, blank=True)
    agreed_on = models.DateField(help_text="They hold from this day.")
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")

    objects = TermsOfReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("board_id", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "board", "number"], name="boards_termsofreference_number"
            ),
            models.CheckConstraint(
                name="boards_termsofreference_later_ones_say_what_changed",
                condition=Q(number=1) | ~Q(what_changed=""),
            ),
            *council_isolation("boards_termsofreference", board="boards_board"),
        )

    def __str__(self) -> str:
        return f"Version {self.number}"
