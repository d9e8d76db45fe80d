from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import StoredFile
from councils.models.organisation import CouncilOwnedQuerySet

from .notice import Notice
from .requirement import Deadline, Requirement


class NoticeVersionQuerySet(CouncilOwnedQuerySet):
    def confirmed(self) -> NoticeVersionQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def drafts(self) -> NoticeVersionQuerySet:
        return self.filter(confirmed_at=None)


@tracked("notices_noticeversion")
class NoticeVersion(CouncilOwned):
    """An amendment of an instrument. Version 1 is the instrument as it was issued and has no row of its own.

    A draft (not confirmed) collects changes and changes nothing; once it is confirmed, neither it nor its changes can
    be edited any more.
    """

    notice = CouncilKey(Notice, related_name="versions")
    number = models.PositiveIntegerField(help_text="From 2; version 1 is the instrument as issued.")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, help_text="The minister or official.")
    effective_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    document = CouncilKey(StoredFile, null=True, blank=True, related_name="+")
    begun_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeVersionQuerySet.as_manager()

    class Meta:
        ordering = ("notice_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "notice", "number"], name="notices_noticeversion_number"
            ),
            models.UniqueConstraint(
                fields=["council", "notice"],
                name="notices_noticeversion_one_draft",
                condition=Q(confirmed_at=None),
            ),
            models.CheckConstraint(name="notices_noticeversion_from_2", condition=Q(number__gte=2)),
            models.CheckConstraint(
                name="notices_noticeversion_confirmed_has_whose",
                condition=Q(confirmed_at=None)
                | (
                    Q(decided_on__isnull=False, effective_on__isnull=False)
                    & Q(effective_on__gte=F("decided_on"))
                    & ~Q(decided_by="")
                    & ~Q(reason="")
                ),
            ),
            *council_isolation(
                "notices_noticeversion", notice="notices_notice", document="councils_storedfile"
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="confirmed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.notice.council.slug, "number": self.notice.number}
        return reverse("notices:versions", kwargs=kwargs) + f"#version-{self.number}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


class ClauseChangeQuerySet(CouncilOwnedQuerySet):
    def confirmed(self) -> ClauseChangeQuerySet:
        return self.filter(version__confirmed_at__isnull=False)

    def after(self, date: datetime.date) -> ClauseChangeQuerySet:
        """Confirmed changes that did not hold yet on a day, newest first: taken back one by one they give its words."""
        return self.confirmed().filter(version__effective_on__gt=date).order_by("-version__number", "-id")


@tracked("notices_clausechange")
class ClauseChange(CouncilOwned):
    """One change that an amendment makes, with the words before and after it."""

    class Kind(models.TextChoices):
        ADDED = "added", "Clause added"
        REWORDED = "reworded", "Clause reworded"
        REMOVED = "removed", "Clause removed"
        DEADLINE_CHANGED = "deadline_changed", "Deadline changed"
        DEADLINE_ADDED = "deadline_added", "Deadline added"
        PERIOD_EXTENDED = "period_extended", "Period extended"

    version = CouncilKey(NoticeVersion, related_name="changes")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    requirement = CouncilKey(Requirement, null=True, blank=True, related_name="changes")
    deadline = CouncilKey(Deadline, null=True, blank=True, related_name="changes")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    due_on = models.DateField(
        null=True, blank=True, help_text="The new date, of a deadline or of the period."
    )
    due_on_before = models.DateField(null=True, blank=True)
    clause = models.JSONField(
        default=dict, help_text="Of an added clause: its label, section, kind and whom it binds."
    )

    objects = ClauseChangeQuerySet.as_manager()

    class Meta:
        ordering = ("version_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "version", "requirement"],
                name="notices_clausechange_words_once",
                condition=Q(kind__in=["reworded", "removed"]),
            ),
            models.UniqueConstraint(
                fields=["council", "version", "deadline"],
                name="notices_clausechange_deadline_once",
                condition=Q(kind="deadline_changed"),
            ),
            models.UniqueConstraint(
                fields=["council", "version"],
                name="notices_clausechange_period_once",
                condition=Q(kind="period_extended"),
            ),
            models.CheckConstraint(
                name="notices_clausechange_of_a_clause",
                condition=Q(kind="added", before="", deadline=None)
                | Q(kind="period_extended", requirement=None, deadline=None, due_on__isnull=False)
                | Q(kind__in=["reworded", "removed"], requirement__isnull=False, deadline=None)
                | Q(kind="deadline_added", requirement__isnull=False, due_on__isnull=False)
                | Q(
                    kind="deadline_changed",
                    requirement__isnull=False,
                    deadline__isnull=False,
                    due_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="notices_clausechange_changes_something",
                condition=~Q(before=F("after")) & (~Q(after="") | Q(kind="removed")),
            ),
            *council_isolation(
                "notices_clausechange",
                version="notices_noticeversion",
                requirement="notices_requirement",
                deadline="notices_deadline",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="only_while_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP <> 'INSERT' AND EXISTS (
                        SELECT FROM notices_noticeversion v WHERE v.council_id = OLD.council_id
                          AND v.id = OLD.version_id AND v.confirmed_at IS NOT NULL)
                    OR TG_OP <> 'DELETE' AND EXISTS (
                        SELECT FROM notices_noticeversion v WHERE v.council_id = NEW.council_id
                          AND v.id = NEW.version_id AND v.confirmed_at IS NOT NULL) THEN
                        RAISE EXCEPTION 'A confirmed amendment cannot be changed' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.requirement.citation if self.requirement else self.version}"
