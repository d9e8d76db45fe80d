from __future__ import annotations

from django.db import models
from django.db.models import Q

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .board import BoardMember
from .meeting import Meeting
from .minuted import refuse_when_minuted


class AttendanceQuerySet(CouncilOwnedQuerySet):
    pass


@tracked("boards_attendance")
class Attendance(CouncilOwned):
    """Whether a member came to a meeting, and what their agency brought to it (Coventry and Warwickshire 2011: the board
    holds partners to their part)."""

    class State(models.TextChoices):
        PRESENT = "present", "Present"
        SUBSTITUTE = "substitute", "Sent somebody in their place"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent without apologies"

    meeting = CouncilKey(Meeting, related_name="attendance")
    member = CouncilKey(BoardMember, related_name="attendance")
    state = models.CharField(max_length=12, choices=State.choices)
    substitute = models.CharField(max_length=150, blank=True, help_text="Who came in their place.")
    contribution = models.TextField(
        blank=True, help_text="What the member or the agency brought or reported."
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ("meeting_id", "member_id")
        constraints = (
            models.UniqueConstraint(fields=["council", "meeting", "member"], name="boards_attendance_once"),
            models.CheckConstraint(
                name="boards_attendance_substitute_is_named",
                condition=Q(state="substitute") & ~Q(substitute="")
                | ~Q(state="substitute") & Q(substitute=""),
            ),
            *council_isolation("boards_attendance", meeting="boards_meeting", member="boards_boardmember"),
        )
        triggers = (refuse_when_minuted(),)

    def __str__(self) -> str:
        return f"Member {self.member_id}: {self.get_state_display()}"
