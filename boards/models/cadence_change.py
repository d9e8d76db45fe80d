from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .board import Board, Cadence


class CadenceChangeQuerySet(CouncilOwnedQuerySet):
    def waiting(self) -> CadenceChangeQuerySet:
        return self.filter(state=CadenceChange.State.WAITING)

    def standing(self) -> CadenceChangeQuerySet:
        """Those that change how often the board meets, now or from a day to come."""
        return self.filter(state__in=CadenceChange.STANDING)


@tracked("boards_cadencechange")
class CadenceChange(CouncilOwned):
    """The board asks to meet more or less often than the notice says. Where the notice keeps that to the Department
    ("this frequency may only be changed with the consent of the Department": Cumbria 2012, Herefordshire 2013), nothing
    changes before the consent is recorded, and consent does not reach back."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for consent"
        CONSENTED = "consented", "Consent given"
        REFUSED = "refused", "Consent refused"
        WITHDRAWN = "withdrawn", "Withdrawn"
        FREE = "free", "No consent needed"

    STANDING = (State.CONSENTED, State.FREE)
    ANSWERED = (State.CONSENTED, State.REFUSED)

    board = CouncilKey(Board, related_name="cadence_changes")
    number = models.PositiveIntegerField(help_text="Counts the council's requests from 1; used in addresses.")
    from_every = models.CharField(max_length=4, choices=Cadence.choices)
    to_every = models.CharField(max_length=4, choices=Cadence.choices)
    from_on = models.DateField(help_text="The day from which the board asks for it.")
    reason = models.TextField()
    needs_consent_of = models.CharField(max_length=200, blank=True, help_text="As the notice said it then.")
    asked_on = models.DateField()
    asked_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who recorded the answer.",
    )  # fmt: skip
    decided_by = models.CharField(max_length=200, blank=True, help_text="Who decided: name and office.")
    answer = models.TextField(blank=True)

    objects = CadenceChangeQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="boards_cadencechange_number"),
            models.UniqueConstraint(
                fields=["council", "board"],
                condition=Q(state="waiting"),
                name="boards_cadencechange_one_waits",
            ),
            models.CheckConstraint(
                name="boards_cadencechange_changes_it", condition=~Q(from_every=F("to_every"))
            ),
            models.CheckConstraint(
                name="boards_cadencechange_answer_has_when_and_who",
                condition=Q(
                    state__in=["consented", "refused"], answered_on__isnull=False, answered_by__isnull=False
                )
                & ~Q(decided_by="")
                | ~Q(state__in=["consented", "refused"])
                & Q(answered_on=None, answered_by=None, decided_by="", answer=""),
            ),
            models.CheckConstraint(
                name="boards_cadencechange_free_where_nobody_is_asked",
                condition=Q(state="free", needs_consent_of="") | (~Q(state="free") & ~Q(needs_consent_of="")),
            ),
            *council_isolation("boards_cadencechange", board="boards_board"),
        )
        triggers = (
            pgtrigger.FSM(
                name="life",
                field="state",
                transitions=[("waiting", "consented"), ("waiting", "refused"), ("waiting", "withdrawn")],
            ),
        )

    def __str__(self) -> str:
        return f"Request {self.number}: {self.get_to_every_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse(
            "boards:cadence_change",
            kwargs={"council_slug": self.council.slug, "cadence_number": self.number},
        )

    @property
    def effective_on(self) -> datetime.date:
        """From when it counts: consent that comes later than the day asked for does not reach back."""
        return max(self.from_on, self.answered_on) if self.answered_on else self.from_on
