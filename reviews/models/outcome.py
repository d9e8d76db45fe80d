from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Notice, NoticeStep, NoticeVersion

from .review import Review


class ReviewMove(CouncilOwned):
    """A review that was brought forward or postponed, and why. The date before is never lost."""

    append_only = True

    review = CouncilKey(Review, related_name="moves")
    from_due_on = models.DateField()
    to_due_on = models.DateField()
    why = models.TextField()
    decided_by = models.CharField(max_length=200, help_text="Name and office.")
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("review_id", "id")
        constraints = (
            models.CheckConstraint(
                name="reviews_reviewmove_moves_it_and_says_why",
                condition=~Q(to_due_on=F("from_due_on")) & ~Q(why="") & ~Q(decided_by=""),
            ),
            *council_isolation("reviews_reviewmove", review="reviews_review"),
        )

    def __str__(self) -> str:
        return f"{'Postponed' if self.is_postponed else 'Brought forward'} to {self.to_due_on}"

    @property
    def is_postponed(self) -> bool:
        return self.to_due_on > self.from_due_on


class OutcomeKind(models.TextChoices):
    CONTINUE = "continue", "Continue as it is"
    AMEND = "amend", "Amend the instrument"
    EXTEND = "extend", "Extend its period"
    STEP_UP = "step_up", "Step up to a statutory direction"
    STEP_DOWN = "step_down", "Step down to an improvement notice"
    LIFT = "lift", "Lift or revoke it"


class Outcome(CouncilOwned):
    """What the Department decided after a review. One for each review that was held, never edited.

    What it did to the instrument is the step or the version that it points to: outcomes.py writes both at once.
    """

    append_only = True

    review = CouncilKey(Review, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=OutcomeKind.choices)
    decided_by = models.CharField(max_length=200, help_text="Who authorised it: name and office.")
    decided_on = models.DateField()
    reason = models.TextField()
    until = models.DateField(null=True, blank=True, help_text="New end of the period.")
    other = CouncilKey(Notice, null=True, blank=True, related_name="+", help_text="What takes its place.")
    step = CouncilKey(NoticeStep, null=True, blank=True, related_name="+")
    version = CouncilKey(NoticeVersion, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("review_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "review"], name="reviews_outcome_once"),
            models.CheckConstraint(
                name="reviews_outcome_has_whose",
                condition=~Q(decided_by="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="reviews_outcome_extends_by_a_version",
                condition=Q(kind="extend", until__isnull=False, version__isnull=False)
                | (~Q(kind="extend") & Q(until=None, version=None)),
            ),
            models.CheckConstraint(
                name="reviews_outcome_lifts_by_a_step",
                condition=~Q(kind="lift") | Q(step__isnull=False),
            ),
            models.CheckConstraint(
                name="reviews_outcome_other_where_it_is_replaced",
                condition=Q(other=None) | Q(kind__in=["step_up", "step_down"]),
            ),
            *council_isolation(
                "reviews_outcome", review="reviews_review", other="notices_notice", step="notices_noticestep",
                version="notices_noticeversion",
            ),
        )  # fmt: skip
        triggers = (
            pgtrigger.Trigger(
                name="of_a_review_that_was_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM reviews_review r WHERE r.council_id = NEW.council_id
                          AND r.id = NEW.review_id AND r.held_on <= NEW.decided_on) THEN
                        RAISE EXCEPTION 'An outcome follows a review that was held' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
