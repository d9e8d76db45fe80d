from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, DepartmentOnly, SameCouncil
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet


class ConcernQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> ConcernQuerySet:
        """The Department's own; the database hides them from everybody else too (DepartmentOnly)."""
        return self.all() if user.access.is_department else self.none()

    def open(self) -> ConcernQuerySet:
        return self.filter(closed_on=None)


class Check(models.TextChoices):
    """What must have been done before a formal step: nobody is surprised by one, and it holds."""

    PUT_TO_COUNCIL = "put_to_council", "The concern was put to the Director in writing"
    ANSWER_WEIGHED = "answer_weighed", "The council’s answer was asked for and weighed"
    CHAIR_HEARD = "chair_heard", "The chair of the board was heard"
    EVIDENCE = "evidence", "What the concern rests on is recorded here, with its dates"
    LEGAL = "legal", "The Department’s lawyers have agreed the step"
    MINISTER = "minister", "The minister’s office knows of it"


@tracked("reviews_concern", DepartmentOnly)
class Concern(CouncilOwned):
    """The Department's note that a council does not engage as it must, up to the formal step that it leads to, or to its
    end. No word of it reaches the council: not by pages, not by the database."""

    class Kind(models.TextChoices):
        REPORTS = "reports", "Reports or data are late or missing"
        BOARD = "board", "The board does not meet or does not challenge"
        LEADERSHIP = "leadership", "Leaders do not engage"
        PACE = "pace", "Progress is too slow"
        OTHER = "other", "Something else"

    number = models.PositiveIntegerField(
        help_text="Counts those about the council from 1; used in addresses."
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    what = models.TextField()
    raised_on = models.DateField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    step = models.TextField(blank=True, help_text="The formal step that was taken.")
    step_on = models.DateField(null=True, blank=True)
    step_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closing_note = models.TextField(blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="reviews_concern_number"),
            models.CheckConstraint(
                name="reviews_concern_step_has_when_and_who",
                condition=Q(step="", step_on=None, step_by=None)
                | (~Q(step="") & Q(step_on__isnull=False, step_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="reviews_concern_closed_has_when_who_and_why",
                condition=Q(closed_on=None, closed_by=None, closing_note="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(closing_note="")),
            ),
            DepartmentOnly(name="reviews_concern_of_council"),
        )
        triggers = (
            pgtrigger.ReadOnly(name="who_raised_it_stays", fields=["number", "raised_on", "raised_by"]),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_on__isnull=False),
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_step_has_its_checks",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__step_on__isnull=False),
                func=f"""
                    IF (SELECT count(*) FROM reviews_concerncheck
                        WHERE council_id = NEW.council_id AND concern_id = NEW.id) < {len(Check)} THEN
                        RAISE EXCEPTION 'A formal step needs every check before it' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"Concern {self.number}"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "concern_number": self.number}
        return reverse("reviews:concern", kwargs=kwargs)

    @property
    def state(self) -> str:
        """A value of councils/status.py's "concern"."""
        if self.closed_on:
            return "closed"
        return "step_taken" if self.step_on else "open"


class ConcernCheck(CouncilOwned):
    """One line of the checklist of a concern, done: when, by whom, and what shows it. Never edited."""

    append_only: ClassVar = True

    concern = CouncilKey(Concern, related_name="checks")
    item = models.CharField(max_length=16, choices=Check.choices)
    note = models.TextField(help_text="What shows that it was done.")
    done_on = models.DateField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ("concern_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "concern", "item"], name="reviews_concerncheck_once"),
            models.CheckConstraint(
                name="reviews_concerncheck_is_of_the_list", condition=Q(item__in=sorted(Check.values))
            ),
            DepartmentOnly(name="reviews_concerncheck_of_council"),
            SameCouncil(
                name="reviews_concerncheck_concern_same_council", column="concern_id", to="reviews_concern"
            ),
        )

    def __str__(self) -> str:
        return self.get_item_display()
