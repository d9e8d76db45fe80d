from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User

from .action import Action, OfActionQuerySet
from .named_people import hides


class DateChangeQuerySet(OfActionQuerySet):
    def waiting(self) -> DateChangeQuerySet:
        """Asked, and neither decided nor withdrawn."""
        return self.filter(state=DateChange.State.ASKED)


@tracked("actions_datechange", hidden=hides())
class DateChange(CouncilOwned):
    """A new date for an action of an agreed plan: asked for with its reason, decided by the board.

    The board agrees to changes of the plan's dates (Cumbria notice 2012), so nobody moves one alone. What was asked
    never changes; the action's `original_due_on` neither.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for the board"
        AGREED = "agreed", "Agreed by the board"
        REFUSED = "refused", "Refused by the board"
        WITHDRAWN = "withdrawn", "Withdrawn"

    DECIDED: ClassVar = [State.AGREED, State.REFUSED]

    action = CouncilKey(Action, related_name="date_changes")
    number = models.PositiveIntegerField(help_text="Counts this action's requests from 1; used in addresses.")
    from_due_on = models.DateField(help_text="The action's date when it was asked.")
    to_due_on = models.DateField()
    reason = models.TextField()
    corrective_action = models.TextField(help_text="What will be done so that the new date holds.")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    closed_on = models.DateField(
        null=True, blank=True, help_text="Day of the decision, or of the withdrawal."
    )
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, help_text="What the board said; needed when it refuses.")

    objects = DateChangeQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "action_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "action", "number"], name="actions_datechange_number"),
            models.UniqueConstraint(
                fields=["council", "action"],
                condition=Q(state="asked"),
                name="actions_datechange_one_waiting",
            ),
            models.CheckConstraint(
                name="actions_datechange_closed_has_when_and_who",
                condition=Q(state="asked", closed_on=None, closed_by=None)
                | (~Q(state="asked") & Q(closed_on__isnull=False, closed_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="actions_datechange_refusal_says_why", condition=~Q(state="refused") | ~Q(note="")
            ),
            models.CheckConstraint(
                name="actions_datechange_explained", condition=~Q(reason="") & ~Q(corrective_action="")
            ),
            models.CheckConstraint(
                name="actions_datechange_another_day", condition=~Q(to_due_on=F("from_due_on"))
            ),
            *council_isolation("actions_datechange", action="actions_action"),
            *hides()("actions_datechange"),
        )
        triggers = (
            pgtrigger.FSM(
                name="life",
                field="state",
                transitions=[
                    ("asked", "agreed"),
                    ("asked", "refused"),
                    ("asked", "withdrawn"),
                    ("agreed", "asked"),  # the board takes its decision back before its minutes are agreed
                    ("refused", "asked"),
                ],
            ),
            pgtrigger.ReadOnly(
                name="what_was_asked_stays",
                fields=[
                    "action",
                    "number",
                    "from_due_on",
                    "to_due_on",
                    "reason",
                    "corrective_action",
                    "asked_on",
                ],
            ),
        )

    def __str__(self) -> str:
        return f"Date change {self.number} of action {self.action_id}"

    def get_absolute_url(self) -> str:
        return reverse(
            "actions:date_change",
            kwargs={
                "council_slug": self.council.slug,
                "ref": self.action.ref,
                "change_number": self.number,
            },
        )
