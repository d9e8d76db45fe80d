from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from councils.history import tracked
from councils.isolation import CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet


class AbsenceQuerySet(CouncilOwnedQuerySet):
    def not_over(self, *, on: datetime.date) -> AbsenceQuerySet:
        return self.filter(until_on__gte=on)


@tracked("reminders_absence")
class Absence(CouncilOwned):
    """A person is away, and somebody of the same council gets their reminders: one absence at a time, now or to come.

    Who is away from two councils says so in each: the deputy of a chair is another for each board.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(help_text="Last day away.")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("from_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "user"], name="reminders_absence_one"),
            models.CheckConstraint(
                name="reminders_absence_ends_after_it_begins", condition=Q(until_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="reminders_absence_of_somebody_else", condition=~Q(deputy=F("user"))),
            *council_isolation("reminders_absence"),
        )

    def __str__(self) -> str:
        return f"Person {self.user_id} until {self.until_on}"
