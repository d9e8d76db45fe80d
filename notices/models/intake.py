"""What stands between a document and a draft notice: the upload, what the reader made of it, and what people made of that."""

from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import StoredFile
from councils.models.organisation import CouncilOwnedQuerySet
from councils.outbox import OPEN_STATES, OutboxRow, OutboxState

from .notice import Notice


class IntakeQuerySet(CouncilOwnedQuerySet):
    def newest_first(self) -> IntakeQuerySet:
        return self.order_by("-number")

    def unsettled(self) -> IntakeQuerySet:
        """Waiting, being read, or waiting for a person: the same document again would be the same work again."""
        return self.filter(Q(outcome="", state__in=OPEN_STATES) | Q(outcome=Intake.Outcome.TO_REVIEW))


class Intake(OutboxRow, CouncilOwned):
    """A document that somebody uploaded to become a draft notice: a row of the outbox, so that no upload is lost.

    People see one of seven stages (`stage`): what the outbox says until the reader is done, then the outcome.
    """

    class Outcome(models.TextChoices):
        TO_REVIEW = "to_review", "To review"
        REFUSED = "refused", "Not read"
        CONFIRMED = "confirmed", "Draft notice recorded"
        DISCARDED = "discarded", "Discarded"

    number = models.PositiveIntegerField(help_text="Counts this council's uploads from 1; used in addresses.")
    file = CouncilKey(StoredFile, related_name="+")
    uploaded_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="Confirmed or discarded.")
    settled_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_why = models.CharField(max_length=1000, blank=True, help_text="Why it was discarded.")
    notice = CouncilKey(Notice, null=True, blank=True, related_name="intakes")

    objects = IntakeQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="notices_intake_number"),
            models.UniqueConstraint(fields=["council", "notice"], name="notices_intake_of_notice"),
            models.CheckConstraint(
                name="notices_intake_settled_by_whom",
                condition=Q(settled_at=None, settled_by=None) & ~Q(outcome__in=["confirmed", "discarded"])
                | Q(
                    settled_at__isnull=False, settled_by__isnull=False, outcome__in=["confirmed", "discarded"]
                ),
            ),
            models.CheckConstraint(
                name="notices_intake_confirmed_has_notice",
                condition=Q(outcome="confirmed", notice__isnull=False)
                | ~Q(outcome="confirmed") & Q(notice=None),
            ),
            models.CheckConstraint(
                name="notices_intake_read_before_reviewed",
                condition=Q(state="done") | ~Q(outcome__in=["to_review", "refused", "confirmed"]),
            ),
            *council_isolation("notices_intake", file="councils_storedfile", notice="notices_notice"),
        )
        triggers = (
            pgtrigger.FSM(
                name="reading_life",
                field="state",
                transitions=[
                    ("waiting", "claimed"),
                    ("waiting", "done"),  # a worker whose lease had ended finishes after all
                    ("claimed", "waiting"),
                    ("claimed", "done"),
                    ("claimed", "parked"),
                    *[(stopped, "waiting") for stopped in ("done", "parked")],  # "Try again"
                    *[(unread, "dropped") for unread in ("waiting", "claimed", "parked")],  # discarded unread
                ],
            ),
            pgtrigger.FSM(
                name="outcome_life",
                field="outcome",
                transitions=[
                    ("", "to_review"),
                    ("", "refused"),
                    ("", "discarded"),
                    ("refused", ""),  # "Try again"
                    ("refused", "discarded"),
                    ("to_review", "confirmed"),
                    ("to_review", "discarded"),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"Document {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "notices:intake", kwargs={"council_slug": self.council.slug, "intake_number": self.number}
        )

    @property
    def stage(self) -> str:
        """waiting, reading, or an outcome. A reading that was given up counts as refused."""
        if self.outcome:
            return self.outcome
        unread = {OutboxState.WAITING.value: "waiting", OutboxState.CLAIMED.value: "reading"}
        return unread.get(self.state, self.Outcome.REFUSED)

    def waits_unusually(self, *, now: datetime.datetime) -> bool:
        """Nobody has begun it a minute after it was uploaded: there may be no worker."""
        return self.state == OutboxState.WAITING and now - self.created_at > datetime.timedelta(minutes=1)


class IntakeReading(CouncilOwned):
    """What the reader said, for good: the document's text, its whole result, and where in the text each value stands."""

    append_only = True

    intake = CouncilKey(Intake, related_name="readings")
    source_text = models.TextField()
    reading = models.JSONField(help_text="The reader's whole result (docs: notice reading contract).")
    places = models.JSONField(help_text="Where in the text each value was found (notices/reading/places.py).")
    read_at = models.DateTimeField(default=timezone.now)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("intake_id",)
        constraints = (
            models.UniqueConstraint(fields=["council", "intake"], name="notices_intakereading_once"),
            *council_isolation("notices_intakereading", intake="notices_intake"),
        )

    def __str__(self) -> str:
        return f"Reading of {self.intake}"


class IntakeProposal(CouncilOwned):
    """What shall be recorded, as it stood after one change. Never edited: the next change is the next version.

    The unique version is what makes two people's simultaneous changes one after the other, or one refused.
    """

    append_only = True

    intake = CouncilKey(Intake, related_name="proposals")
    version = models.PositiveIntegerField(help_text="From 1, which is the reader's own.")
    proposal = models.JSONField(help_text="The contract's object with ids (notices/intake/proposal.py).")
    change = models.JSONField(
        default=dict, help_text="What was asked for: the verb, of what, and its fields."
    )
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the reader

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("intake_id", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "intake", "version"], name="notices_intakeproposal_version"
            ),
            *council_isolation("notices_intakeproposal", intake="notices_intake"),
        )

    def __str__(self) -> str:
        return f"Version {self.version} of {self.intake}"
