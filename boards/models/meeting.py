from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from ..life import FROZEN, TRANSITIONS
from .board import Board


class MeetingQuerySet(CouncilOwnedQuerySet):
    def not_cancelled(self) -> MeetingQuerySet:
        return self.exclude(state=Meeting.State.CANCELLED)

    def upcoming(self, *, on: datetime.date) -> MeetingQuerySet:
        return self.not_cancelled().filter(held_on__gte=on).order_by("held_on")

    def past(self, *, on: datetime.date) -> MeetingQuerySet:
        return self.not_cancelled().filter(held_on__lt=on).order_by("-held_on")


@tracked("boards_meeting")
class Meeting(CouncilOwned):
    """A meeting of the board. Updates are due by the cut-off, so that the papers show settled figures."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Open for papers"
        ISSUED = "issued", "Papers issued"
        IN_PROGRESS = "in_progress", "In progress"
        DRAFTED = "drafted", "Minutes draft"
        AGREED = "agreed", "Minutes agreed"
        CLOSED = "closed", "Closed"
        HELD = "held", "Held"  # planned, and its day is over: nobody kept minutes here (sittings.py)
        CANCELLED = "cancelled", "Cancelled"

    board = CouncilKey(Board, related_name="meetings")
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    starts_at = models.TimeField(default=datetime.time(10, 0))
    place = models.CharField(max_length=200, blank=True)
    cut_off_on = models.DateField(help_text="Last day for updates before the meeting.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    cancelled_why = models.TextField(blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("board_id", "held_on")
        constraints = (
            models.UniqueConstraint(fields=["council", "board", "number"], name="boards_meeting_number"),
            models.UniqueConstraint(fields=["council", "board", "held_on"], name="boards_meeting_once_a_day"),
            models.CheckConstraint(
                name="boards_meeting_cut_off_before",
                condition=Q(cut_off_on__lt=models.F("held_on")),
            ),
            models.CheckConstraint(
                name="boards_meeting_cancelled_says_why",
                condition=~Q(state="cancelled") | ~Q(cancelled_why=""),
            ),
            *council_isolation("boards_meeting", board="boards_board"),
        )
        indexes = (models.Index(fields=["council", "held_on"], name="boards_meeting_when"),)
        triggers = (
            pgtrigger.FSM(name="life", field="state", transitions=TRANSITIONS),
            pgtrigger.Protect(
                name="minuted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=FROZEN)
                & (
                    pgtrigger.Q(old__held_on__df=pgtrigger.F("new__held_on"))
                    | pgtrigger.Q(old__cut_off_on__df=pgtrigger.F("new__cut_off_on"))
                    | pgtrigger.Q(old__starts_at__df=pgtrigger.F("new__starts_at"))
                    | pgtrigger.Q(old__place__df=pgtrigger.F("new__place"))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"Meeting {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("boards:meeting", kwargs={"council_slug": self.council.slug, "number": self.number})

    @property
    def is_frozen(self) -> bool:
        """Its minutes are agreed."""
        return self.state in FROZEN
