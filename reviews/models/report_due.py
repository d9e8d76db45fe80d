from __future__ import annotations

from django.db import models

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Notice

from .review import in_sentence


class ReportDueQuerySet(CouncilOwnedQuerySet):
    def waiting(self) -> ReportDueQuerySet:
        return self.filter(sent_on=None).order_by("due_on")


@tracked("reviews_reportdue")
class ReportDue(CouncilOwned):
    """A report that the instrument asks of the board's chair or the Leader, and by when."""

    class Author(models.TextChoices):
        BOARD_CHAIR = "board_chair", "The board's chair"
        LEADER = "leader", "The Leader of the council"
        PARTNER = "partner", "A partner agency"
        OTHER = "other", "Somebody else"

    notice = CouncilKey(Notice, related_name="reports_due")
    author = models.CharField(max_length=12, choices=Author.choices)
    recipient = models.CharField(max_length=200)
    due_on = models.DateField()
    precision = models.CharField(max_length=8, default="day")
    sent_on = models.DateField(null=True, blank=True)

    objects = ReportDueQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "due_on")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "notice", "author", "due_on"],
                name="reviews_reportdue_once_a_day",
            ),
            *council_isolation("reviews_reportdue", notice="notices_notice"),
        )

    def __str__(self) -> str:
        return f"Report of {self.author_in_sentence} to {self.recipient}"

    @property
    def author_in_sentence(self) -> str:
        return in_sentence(self.get_author_display())
