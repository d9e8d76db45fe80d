from __future__ import annotations

import uuid

from django.db import models

from councils.isolation import CouncilKey, CouncilOnly, CouncilOwned, SameCouncil
from councils.outbox import OutboxRow

from .written import OfWritersQuerySet, ReportStep


class StepMail(OutboxRow, CouncilOwned):
    """The e-mail that follows one step of a written report, to whoever has to act next: a link, and no word of the report.

    To whom it goes is found when it is sent: a council's own transaction does not see who works for the Department, and
    who has lost the role meanwhile is not told.
    """

    step = CouncilKey(ReportStep, related_name="mails")
    reference = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        help_text="The same at every try: a provider that honours it delivers once.",
    )

    objects = OfWritersQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("council_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "step"], name="reviews_stepmail_one_each"),
            CouncilOnly(name="reviews_stepmail_of_council"),
            SameCouncil(name="reviews_stepmail_step_same_council", column="step_id", to="reviews_reportstep"),
        )

    def __str__(self) -> str:
        return f"E-mail {self.reference} of step {self.step_id}"
