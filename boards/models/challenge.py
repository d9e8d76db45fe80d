from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .board import Board, BoardMember
from .meeting import Meeting


class ChallengeQuerySet(CouncilOwnedQuerySet):
    def open(self) -> ChallengeQuerySet:
        """Not closed yet, whether it has an answer or not."""
        return self.filter(closed_on=None)


@tracked("boards_challenge")
class Challenge(CouncilOwned):
    """What a member of the board asked of somebody: who asked, the answer, and when the board was content.

    Boards are there to challenge (notices of 2011, 2012, 2013): the log shows that they do, and that they hear back.
    """

    board = CouncilKey(Board, related_name="challenges")
    meeting = CouncilKey(Meeting, related_name="challenges", help_text="At which it was asked.")
    number = models.PositiveIntegerField(
        help_text="Counts the council's challenges from 1; used in addresses."
    )
    text = models.TextField()
    asked_by = CouncilKey(BoardMember, related_name="challenges")
    asked_of = models.CharField(max_length=150)
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_note = models.TextField(blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="boards_challenge_number"),
            models.CheckConstraint(
                name="boards_challenge_answer_has_when_and_who",
                condition=Q(answer="", answered_on=None, answered_by=None)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="boards_challenge_closed_has_when_and_who",
                condition=Q(closed_on=None, closed_by=None, closing_note="")
                | Q(closed_on__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="boards_challenge_closed_is_answered_or_explained",
                condition=Q(closed_on=None) | ~Q(answer="") | ~Q(closing_note=""),
            ),
            *council_isolation(
                "boards_challenge",
                board="boards_board",
                meeting="boards_meeting",
                asked_by="boards_boardmember",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="what_was_asked_stays",
                fields=["number", "meeting", "text", "asked_by", "asked_of", "asked_on"],
            ),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_on__isnull=False),
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"Challenge {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "boards:challenge", kwargs={"council_slug": self.council.slug, "challenge_number": self.number}
        )

    @property
    def state(self) -> str:
        """A value of councils/status.py's "challenge"."""
        if self.closed_on:
            return "closed"
        return "answered" if self.answer else "open"
