from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.urls import reverse

from actions.models import Evidence
from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Notice


def in_sentence(words: str) -> str:
    """ "The Leader of the council" inside a sentence: "the Leader of the council"."""
    return words[:1].lower() + words[1:]


class ReviewQuerySet(CouncilOwnedQuerySet):
    def waiting(self) -> ReviewQuerySet:
        return self.filter(held_on=None).order_by("due_on")

    def overdue(self, *, on: datetime.date) -> ReviewQuerySet:
        return self.waiting().filter(due_on__lt=on)


@tracked("reviews_review")
class Review(CouncilOwned):
    """A review of progress by the Department, on a printed date or 6, 12 and 18 months from issue."""

    class Kind(models.TextChoices):
        INITIAL = "initial", "Initial review"
        FURTHER = "further", "Further review"
        FINAL = "final", "Final review"
        ON_REQUEST = "on_request", "Review at the Department's request"

    class Source(models.TextChoices):
        PRINTED = "printed", "Date printed in the notice"
        RELATIVE = "relative", "Counted from the start of the notice"
        REQUEST = "request", "Asked for"

    notice = CouncilKey(Notice, related_name="reviews")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    due_on = models.DateField(help_text="Last day that keeps it; a month counts to its end.")
    precision = models.CharField(max_length=8, default="day")
    source = models.CharField(max_length=10, choices=Source.choices)
    words = models.CharField(
        max_length=400,
        blank=True,
        help_text="The period or words of the notice it came from.",
    )
    held_on = models.DateField(null=True, blank=True)
    held_by = models.CharField(max_length=200, blank=True, help_text="Who reviewed: names and offices.")
    summary = models.TextField(blank=True, help_text="What the Department found, as a whole.")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "due_on")
        constraints = (
            models.UniqueConstraint(fields=["council", "notice", "due_on"], name="reviews_review_once_a_day"),
            *council_isolation("reviews_review", notice="notices_notice"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="freeze_evidence",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("held_on"),
                condition=pgtrigger.Q(new__held_on__isnull=False),
                func="""
                    UPDATE actions_evidence e SET frozen_on = NEW.held_on
                    FROM reviews_citation c
                    WHERE c.council_id = NEW.council_id AND c.review_id = NEW.id
                      AND e.council_id = c.council_id AND e.id = c.evidence_id AND e.frozen_on IS NULL;
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def kind_in_sentence(self) -> str:
        return in_sentence(self.get_kind_display())

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "review_id": self.pk}
        return reverse("reviews:review", kwargs=kwargs)


@tracked("reviews_citation")
class Citation(CouncilOwned):
    """Evidence that a review relies on, at the version that had been accepted. Once the review has been held, the list
    is closed and the evidence frozen, by the database's own word."""

    review = CouncilKey(Review, related_name="citations")
    evidence = CouncilKey(Evidence, related_name="citations")
    version = models.PositiveIntegerField(help_text="Of the evidence, as cited.")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("review_id", "evidence_id")
        constraints = (
            models.UniqueConstraint(fields=["council", "review", "evidence"], name="reviews_citation_once"),
            *council_isolation("reviews_citation", review="reviews_review", evidence="actions_evidence"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="review_is_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT FROM reviews_review r
                        WHERE r.held_on IS NOT NULL AND (r.council_id, r.id) IN
                          (VALUES (OLD.council_id, OLD.review_id), (NEW.council_id, NEW.review_id))
                    ) THEN
                        RAISE EXCEPTION 'This review was held. What it cites cannot change.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        )

    def __str__(self) -> str:
        return f"Review {self.review_id} cites evidence {self.evidence_id}"
