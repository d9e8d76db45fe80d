"""What is kept of a meeting for good: the figures of its papers, and its minutes."""

from __future__ import annotations

from django.db import models

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .meeting import Meeting


class MeetingFiguresQuerySet(CouncilOwnedQuerySet):
    pass


class MeetingFigures(CouncilOwned):
    """The plan's figures as at the cut-off, frozen when the papers were issued. Nobody is named in them."""

    append_only = True

    meeting = CouncilKey(Meeting, related_name="figures")
    as_at = models.DateField(help_text="The cut-off.")
    data = models.JSONField(help_text="As boards.figures.Figures.as_data makes it.")
    frozen_on = models.DateField()
    frozen_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = MeetingFiguresQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "meeting"], name="boards_meetingfigures_once"),
            *council_isolation("boards_meetingfigures", meeting="boards_meeting"),
        )

    def __str__(self) -> str:
        return f"Figures of meeting {self.meeting_id}"


class MeetingMinutesQuerySet(CouncilOwnedQuerySet):
    pass


class MeetingMinutes(CouncilOwned):
    """The minutes as the chair agreed them: their words, not what they were built from, so that nothing can move them."""

    append_only = True

    meeting = CouncilKey(Meeting, related_name="minutes")
    data = models.JSONField(help_text="As boards.minutes.Minutes.as_data makes it.")
    sha256 = models.CharField(max_length=64, help_text="Of the data as JSON with sorted keys.")
    agreed_on = models.DateField()
    agreed_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")

    objects = MeetingMinutesQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "meeting"], name="boards_meetingminutes_once"),
            *council_isolation("boards_meetingminutes", meeting="boards_meeting"),
        )

    def __str__(self) -> str:
        return f"Minutes of meeting {self.meeting_id}"
