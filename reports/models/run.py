"""Reports that somebody asked for, and the finished files, which are never changed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from boards.models import Meeting
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.outbox import OPEN_STATES, OutboxRow, OutboxState

if TYPE_CHECKING:
    from .issue import ReportIssue


# What people see of a state of the outbox (councils/status.py, "report").
STATUSES = {
    OutboxState.WAITING: "preparing",
    OutboxState.CLAIMED: "preparing",
    OutboxState.DONE: "ready",
    OutboxState.PARKED: "failed",
    OutboxState.DROPPED: "cancelled",
}


class ReportRunQuerySet(CouncilOwnedQuerySet):
    def open(self) -> ReportRunQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def ready(self) -> ReportRunQuerySet:
        return self.filter(state=OutboxState.DONE)

    def newest_first(self) -> ReportRunQuerySet:
        return self.order_by("-number")


class ReportRun(OutboxRow, CouncilOwned):
    """A report that was asked for: a row of the outbox, so that a lost worker or broker loses no request.

    Preparing, then ready (a draft that cannot change any more), failed or cancelled; a report of the plan is issued by
    another person than its author (issue.py).
    """

    class Kind(models.TextChoices):
        BOARD_PROGRESS = "board_progress", "Board progress report"
        EXCEPTIONS = "exceptions", "Exceptions report"
        ONE_PAGE = "one_page", "One-page summary"
        BOARD_PACK = "board_pack", "Board pack"
        MINUTES = "minutes", "Minutes"

    class Stage(models.TextChoices):
        READING = "reading", "Reading the figures"
        PRINTING = "printing", "Printing both copies"
        KEEPING = "keeping", "Keeping both copies"

    OF_PLAN: ClassVar = [Kind.BOARD_PROGRESS, Kind.EXCEPTIONS, Kind.ONE_PAGE]

    number = models.PositiveIntegerField(help_text="Counts this council's reports from 1; used in addresses.")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.BOARD_PROGRESS)
    as_at = models.DateField(help_text="The day whose figures it shows; of minutes, the day of the meeting.")
    meeting = CouncilKey(
        Meeting, null=True, blank=True, related_name="reports", help_text="Of a pack and of minutes."
    )
    requested_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the system
    author = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # who wrote its key messages, else who asked for it; known once it is made
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True, help_text="While it is made.")

    objects = ReportRunQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="reports_reportrun_number"),
            models.UniqueConstraint(
                fields=["council", "meeting", "kind"],
                condition=Q(meeting__isnull=False),
                name="reports_reportrun_one_of_a_meeting",
            ),
            models.CheckConstraint(
                name="reports_reportrun_of_a_meeting",
                condition=Q(kind__in=["board_progress", "exceptions", "one_page"], meeting=None)
                | Q(kind__in=["board_pack", "minutes"], meeting__isnull=False),
            ),
            *council_isolation("reports_reportrun", meeting="boards_meeting"),
        )
        triggers = (
            pgtrigger.FSM(
                name="life",
                field="state",
                transitions=[
                    ("waiting", "claimed"),
                    ("waiting", "done"),  # a worker whose lease had ended finishes after all
                    ("claimed", "waiting"),
                    ("claimed", "done"),
                    ("claimed", "parked"),
                    ("waiting", "dropped"),  # cancelled
                    ("claimed", "dropped"),
                    ("parked", "waiting"),  # "Try again"
                    ("dropped", "waiting"),
                ],
            ),
            pgtrigger.Protect(
                name="made_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="done")
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:run", kwargs={"council_slug": self.council.slug, "number": self.number})

    @property
    def status(self) -> str:
        return STATUSES[OutboxState(self.state)]

    @property
    def issue(self) -> ReportIssue | None:
        """With `prefetch_related("issues")` where there are many."""
        return next(iter(self.issues.all()), None)

    @property
    def standing(self) -> str:
        """Its status; "issued" where it is."""
        return "issued" if self.issue else self.status

    def step(self) -> int:
        """Which of the stages it is at, from 1."""
        return self.Stage.values.index(self.stage) + 1

    @property
    def of_plan(self) -> bool:
        return self.kind in self.OF_PLAN

    def waits_unusually(self, *, now: datetime.datetime) -> bool:
        """Nobody has begun it a minute after it was asked for: there may be no worker."""
        return self.state == OutboxState.WAITING and now - self.created_at > datetime.timedelta(minutes=1)


class ReportFileQuerySet(CouncilOwnedQuerySet):
    def copy_for(self, user: User) -> ReportFileQuerySet:
        """Of each report the copy that this person may read."""
        own = Q(council_id__in=user.access.council_ids)
        return self.filter(own & Q(names=True) | ~own & Q(names=False))

    def facts(self) -> ReportFileQuerySet:
        """Without the bytes and the data, which only a download needs."""
        return self.defer("content", "data")


class ReportFile(CouncilOwned):
    """A finished report, frozen: its bytes, their fingerprint, and the data that it was printed from.

    Each report has two: with names of owners for the council, and with roles in their place for the Department.
    `seen` is what the council's figures were made of when it was printed (services.figures_now).
    """

    append_only = True

    run = CouncilKey(ReportRun, related_name="files")
    names = models.BooleanField(help_text="The council's copy; the Department's names no officer.")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="Bytes.")
    data = models.JSONField()
    seen = models.CharField(max_length=250)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-id")
        constraints = (
            models.UniqueConstraint(fields=["council", "run", "names"], name="reports_reportfile_once"),
            *council_isolation("reports_reportfile", run="reports_reportrun"),
        )

    def __str__(self) -> str:
        return f"File of report {self.run_id}"

    def size_in_words(self) -> str:
        """As GOV.UK writes it beside a link: "340KB", "1.2MB"."""
        if self.size < 1_000_000:
            return f"{max(round(self.size / 1000), 1)}KB"
        return f"{self.size / 1_000_000:.1f}MB"
