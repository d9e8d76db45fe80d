from __future__ import annotations

import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .notice import Notice


class RequirementQuerySet(CouncilOwnedQuerySet):
    def demanding(self) -> RequirementQuerySet:
        """Clauses that somebody must act on: not recitals, not the consequences of failing, none that was removed."""
        return self.in_force().exclude(kind__in=Requirement.ASKS_NOTHING)

    def in_force(self) -> RequirementQuerySet:
        """Without the clauses that an amendment has removed; those are kept, and shown as removed."""
        return self.filter(removed_in=None)

    def binding_council(self) -> RequirementQuerySet:
        return self.demanding().filter(binds=Requirement.Binds.COUNCIL)

    def unanswered(self) -> RequirementQuerySet:
        """What the council must do and no action serves yet. (`actions` is the floor above, by name only.)"""
        return self.binding_council().filter(actions=None)


@tracked("notices_requirement")
class Requirement(CouncilOwned):
    """One clause of an instrument, word for word, as the reader found it."""

    class Kind(models.TextChoices):
        OVERARCHING = "overarching", "Overarching"
        MEASURE = "measure", "Measure"
        SUPPORT = "support", "Improvement support"
        REPORTING = "reporting", "Reporting"
        ASSESSMENT = "assessment", "How it is assessed"
        CONSEQUENCE = "consequence", "Consequence of failing"
        RECITAL = "recital", "Recital"

    class Binds(models.TextChoices):
        COUNCIL = "council", "The council"
        BOARD_CHAIR = "board_chair", "The board's chair"
        DEPARTMENT = "department", "The Department"
        LEADER = "leader", "The Leader of the council"
        PARTNER = "partner", "A partner agency"
        OTHER = "other", "Somebody else"

    ASKS_NOTHING: ClassVar = [Kind.RECITAL, Kind.CONSEQUENCE]

    notice = CouncilKey(Notice, related_name="requirements")
    seq = models.PositiveIntegerField(help_text="Reading order, from 1; used in addresses.")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    section = models.CharField(max_length=400, blank=True)
    label = models.CharField(
        max_length=20,
        blank=True,
        help_text="As a person would cite it; blank for a bullet.",
    )
    parent = CouncilKey("self", null=True, blank=True, related_name="children")
    binds = models.CharField(max_length=16, choices=Binds.choices, default=Binds.COUNCIL)
    bound_name = models.CharField(
        max_length=150,
        blank=True,
        help_text="Who it is, where the clause binds a partner agency or somebody else.",
    )
    text = models.TextField()
    version = models.PositiveIntegerField(
        default=1, help_text="Of the instrument, that gave the clause its present words or dates."
    )
    removed_in = models.PositiveIntegerField(null=True, blank=True, help_text="Version that removed it.")
    first_line = models.PositiveIntegerField(help_text="Line of the source text (page, for a PDF), from 1.")
    last_line = models.PositiveIntegerField()

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ("notice_id", "seq")
        constraints = (
            models.UniqueConstraint(fields=["council", "notice", "seq"], name="notices_requirement_seq"),
            *council_isolation(
                "notices_requirement",
                notice="notices_notice",
                parent="notices_requirement",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="changes_by_amendment_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM notices_notice n WHERE n.council_id = OLD.council_id
                          AND n.id = OLD.notice_id AND n.state <> 'draft') THEN
                        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                        RETURN NEW;
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION 'A clause of an issued instrument is never deleted'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF (OLD.text, OLD.version, OLD.removed_in, OLD.seq, OLD.notice_id)
                       IS DISTINCT FROM (NEW.text, NEW.version, NEW.removed_in, NEW.seq, NEW.notice_id)
                       AND NOT (NEW.version > OLD.version AND NEW.notice_id = OLD.notice_id AND NEW.seq = OLD.seq
                            AND EXISTS (
                                SELECT FROM notices_clausechange c JOIN notices_noticeversion v
                                  ON v.council_id = c.council_id AND v.id = c.version_id
                                WHERE c.council_id = NEW.council_id AND c.requirement_id = NEW.id
                                  AND v.number = NEW.version AND v.confirmed_at IS NOT NULL)) THEN
                        RAISE EXCEPTION 'The words of an issued instrument change by an amendment'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.citation}: {self.text[:80]}"

    @property
    def citation(self) -> str:
        """As a person would cite it: "paragraph 12", or, for a bullet without a label, its place in the document."""
        return f"paragraph {self.label}" if self.label else f"item {self.seq}"

    @property
    def is_removed(self) -> bool:
        return self.removed_in is not None

    def get_absolute_url(self) -> str:
        return reverse(
            "notices:requirement",
            kwargs={
                "council_slug": self.council.slug,
                "number": self.notice.number,
                "seq": self.seq,
            },
        )


class DeadlineQuerySet(CouncilOwnedQuerySet):
    def dated(self) -> DeadlineQuerySet:
        return self.filter(due_on__isnull=False)

    def waiting(self) -> DeadlineQuerySet:
        """Relative ones whose date cannot be known until the day that they count from is recorded."""
        return self.filter(kind=Deadline.Kind.RELATIVE, due_on=None)


@tracked("notices_deadline")
class Deadline(CouncilOwned):
    """When a clause must be met, and the words that say so. A month or a season counts to its last day."""

    class Kind(models.TextChoices):
        ABSOLUTE = "absolute", "By a date"
        RELATIVE = "relative", "Within a time from an event"
        RECURRING = "recurring", "Again and again"
        STANDING = "standing", "At all times"
        EVENT = "event", "When something happens"

    requirement = CouncilKey(Requirement, related_name="deadlines")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    span = models.CharField(max_length=400, help_text="The words of the notice.")
    due_on = models.DateField(
        null=True,
        blank=True,
        help_text="Last day that keeps it; null until it can be known.",
    )
    precision = models.CharField(max_length=8, blank=True)
    offset = models.CharField(max_length=12, blank=True, help_text="ISO 8601 period, such as P1M.")
    anchor = models.CharField(max_length=16, blank=True, help_text="issue, start, commencement or end.")
    every = models.CharField(max_length=12, blank=True, help_text="ISO 8601 period, such as P4W.")
    counts_from = models.DateField(
        null=True,
        blank=True,
        help_text="The day that a relative or recurring one was counted from, frozen with its dates.",
    )
    met_on = models.DateField(
        null=True,
        blank=True,
        help_text="What was to be done by the date was done; says nothing of compliance.",
    )
    met_by = models.ForeignKey(
        "councils.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    met_note = models.TextField(blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ("requirement_id", "id")
        constraints = (
            models.CheckConstraint(
                name="notices_deadline_met_has_who",
                condition=Q(met_on=None, met_by=None)
                | Q(met_on__isnull=False, met_by__isnull=False, due_on__isnull=False),
            ),
            *council_isolation("notices_deadline", requirement="notices_requirement"),
        )
        indexes = (models.Index(fields=["council", "due_on"], name="notices_deadline_due"),)

    def __str__(self) -> str:
        return self.span

    def is_past(self, *, on: datetime.date) -> bool:
        return self.due_on is not None and self.due_on < on

    @property
    def waits(self) -> bool:
        return self.kind == self.Kind.RELATIVE and self.due_on is None


@tracked("notices_target")
class Target(CouncilOwned):
    """A number in the instrument that must be reached, with its baseline and date where it prints them."""

    requirement = CouncilKey(Requirement, related_name="targets")
    metric = models.TextField()
    baseline = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    baseline_period = models.CharField(max_length=40, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=3)
    target_high = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    comparator = models.CharField(max_length=8)
    due_on = models.DateField(null=True, blank=True)
    span = models.CharField(max_length=400)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("requirement_id", "id")
        constraints = council_isolation("notices_target", requirement="notices_requirement")

    def __str__(self) -> str:
        return self.span
