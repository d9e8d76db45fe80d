from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import Organisation
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Notice


class Cadence(models.TextChoices):
    """How often a board meets, as ISO 8601 periods. A change needs the Department's consent (notices of 2012, 2013)."""

    WEEKS_4 = "P4W", "Every 4 weeks"
    WEEKS_6 = "P6W", "Every 6 weeks"
    MONTHLY = "P1M", "Every month"
    WEEKS_8 = "P8W", "Every 8 weeks"
    QUARTERLY = "P3M", "Every 3 months"


@tracked("boards_board")
class Board(CouncilOwned):
    """The multi-agency board that steers the plan and challenges; one for an instrument."""

    notice = CouncilKey(Notice, related_name="boards")
    name = models.CharField(max_length=200)
    terms_of_reference = models.TextField(blank=True)
    meets_every = models.CharField(max_length=4, choices=Cadence.choices)
    independent_chair = models.BooleanField(default=True)
    department_attends_as = models.CharField(
        max_length=120, blank=True, help_text='Such as "participant observer".'
    )
    change_needs_consent_of = models.CharField(max_length=200, blank=True)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-id")
        constraints = (
            models.UniqueConstraint(fields=["council", "notice"], name="boards_board_one_per_notice"),
            *council_isolation("boards_board", notice="notices_notice"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("boards:board", kwargs={"council_slug": self.council.slug})


class BoardMemberQuerySet(CouncilOwnedQuerySet):
    def serving(self, *, on: datetime.date) -> BoardMemberQuerySet:
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on),
            Q(valid_to=None) | Q(valid_to__gte=on),
        )


@tracked("boards_boardmember")
class BoardMember(CouncilOwned):
    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        MEMBER = "member", "Member"
        ADVISER = "adviser", "Adviser"
        PEER = "peer", "Peer"
        OBSERVER = "observer", "Participant observer"

    board = CouncilKey(Board, related_name="members")
    name = models.CharField(max_length=150, help_text="A member need not have an account.")
    user = models.ForeignKey(
        "councils.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    organisation = CouncilKey(Organisation, null=True, blank=True, related_name="board_members")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    is_independent = models.BooleanField(
        default=True, help_text="Of the chair: neither works for the council nor sits on it."
    )
    not_independent_why = models.TextField(blank=True)
    exception_agreed_by = models.CharField(
        max_length=200, blank=True, help_text="Who agreed to a chair who is not independent, and when."
    )
    ended_why = models.CharField(max_length=300, blank=True)

    objects = BoardMemberQuerySet.as_manager()

    class Meta:
        ordering = ("board_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "board"],
                condition=Q(role="chair", valid_to=None),
                name="boards_boardmember_one_chair",
            ),
            models.CheckConstraint(
                name="boards_boardmember_exception_of_a_chair_says_why",
                condition=Q(is_independent=True) | (Q(role="chair") & ~Q(not_independent_why="")),
            ),
            models.CheckConstraint(
                name="boards_boardmember_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
            ),
            *council_isolation(
                "boards_boardmember",
                board="boards_board",
                organisation="councils_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"
