from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, CharField, Q, Value, When

from actions.models.named_people import SETTING
from councils.isolation import CouncilOwned, HiddenRows, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet
from councils.outbox import OutboxState

from ..rules import rule_in_words
from .digest import Digest
from .due import Kind

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable


class ReminderQuerySet(CouncilOwnedQuerySet):
    def with_state(self) -> ReminderQuerySet:
        """`state`: what became of it, as councils/status.py words it (kind "reminder")."""
        return self.select_related("digest").annotate(state=_STATE)


class Reminder(CouncilOwned):
    """One person is told of one thing by one rule, once. The send log is these rows.

    Unique by what it is for, so that any number of schedulers and repeated ticks make it once.
    """

    recipient = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(
        "councils.User", null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who is away; the recipient is the deputy.",
    )  # fmt: skip
    kind = models.CharField(max_length=16, choices=Kind.choices)
    object_id = models.BigIntegerField()
    rule = models.CharField(max_length=16)
    due_on = models.DateField()
    title = models.TextField(help_text="As it was when the reminder was made.")
    made_on = models.DateField()
    created_at = models.DateTimeField()
    urgent = models.BooleanField(default=False, help_text="The notice says “immediately”.")
    digest = models.ForeignKey(
        Digest,
        null=True,
        on_delete=models.PROTECT,
        related_name="reminders",
        help_text="The e-mail that carries it; null until the next one.",
    )
    dropped_why = models.CharField(
        max_length=200, blank=True, help_text="Why it was left out when the e-mail was written."
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "recipient", "kind", "object_id", "rule", "due_on"],
                name="reminders_reminder_once",
            ),
            *council_isolation("reminders_reminder"),
            HiddenRows(
                name="reminders_reminder_hidden_action",
                column="object_id",
                setting=SETTING,
                where="kind IN ('action', 'recheck', 'completion', 'no_update')",
            ),
        )
        indexes = (
            models.Index(fields=["council", "-created_at", "-id"], name="reminders_reminder_log"),
            models.Index(
                fields=["recipient"],
                condition=Q(digest=None, dropped_why=""),
                name="reminders_reminder_loose",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.rule_words})"

    @property
    def rule_words(self) -> str:
        return rule_in_words(self.rule)

    @property
    def why(self) -> str:
        """In words, for whoever reads the log: why it was left out, or what went wrong last."""
        return self.dropped_why or (self.digest.error if self.digest else "")

    @property
    def sent_at(self) -> datetime.datetime | None:
        sent = self.digest and not self.dropped_why and self.digest.state == OutboxState.DONE
        return self.digest.finished_at if sent and self.digest else None


def _state(value: str, **conditions: object) -> When:
    return When(Q(**conditions), then=Value(value))


_STATE: Combinable = Case(
    When(~Q(dropped_why=""), then=Value("dropped")),
    _state("waiting", digest=None),
    _state("sent", digest__state=OutboxState.DONE),
    _state("failed", digest__state=OutboxState.PARKED),
    _state("dropped", digest__state=OutboxState.DROPPED),
    _state("sending", digest__state=OutboxState.CLAIMED),
    When(~Q(digest__error=""), then=Value("retry")),
    default=Value("waiting"),
    output_field=CharField(),
)
