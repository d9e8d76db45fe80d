from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Lower

from actions.models import Evidence
from actions.models.named_people import SETTING
from councils.isolation import CouncilOwned, HiddenRows, OwnRows, council_isolation
from councils.models import BouncedAddress, Membership, User
from councils.models.mail import Delivery
from councils.models.organisation import CouncilOwnedQuerySet
from councils.outbox import OutboxState

from ..rules import rule_in_words
from .digest import Digest
from .due import FORMAL, Kind, reads_correspondence

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable


FAILED = ("failed", "undelivered")  # states in which the e-mail can be sent again


class ReminderQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> ReminderQuerySet:
        """Those of correspondence for those who may read it, of restricted evidence likewise; one's own for oneself (the
        database hides these as well)."""
        seen = Evidence.objects.visible_to(user).order_by().values("pk")
        return (  # type: ignore[no-any-return]
            super()
            .visible_to(user)  # type: ignore[no-untyped-call]
            .filter(~Q(kind__in=FORMAL) | reads_correspondence(user))
            .filter(~Q(kind=Kind.EVIDENCE) | Q(object_id__in=seen))
            .filter(~Q(kind=Kind.OWN) | Q(recipient=user))
        )

    def with_state(self) -> ReminderQuerySet:
        """`state`: what became of it, as councils/status.py words it (kind "reminder")."""
        return self.select_related("digest").annotate(state=_STATE)

    def with_ours(self) -> ReminderQuerySet:
        """`is_ours`: whether it is a person of the council; people of the Department are not named to councils."""
        own = Membership.objects.filter(council_id=OuterRef("council_id"), user_id=OuterRef("recipient_id"))
        return self.annotate(is_ours=Exists(own))


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
    action_id = models.BigIntegerField(
        null=True, help_text="Of the action that its title may name: it is hidden with it."
    )
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

    state: str  # by with_state
    is_ours: bool  # by with_ours

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
                column="action_id",
                setting=SETTING,
                where="action_id IS NOT NULL",
            ),
            OwnRows(name="reminders_reminder_own", column="recipient_id", where="kind = 'own'"),
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
        if self.dropped_why or self.digest is None:
            return self.dropped_why
        failed = self.digest.delivery not in ("", Delivery.DELIVERED)
        return self.digest.error or (self.digest.get_delivery_display() if failed else "")

    @property
    def sent_at(self) -> datetime.datetime | None:
        sent = self.digest and not self.dropped_why and self.digest.state == OutboxState.DONE
        return self.digest.finished_at if sent and self.digest else None


def _state(value: str, **conditions: object) -> When:
    return When(Q(**conditions), then=Value(value))


_STATE: Combinable = Case(
    When(~Q(dropped_why=""), then=Value("dropped")),
    _state("delivered", digest__state=OutboxState.DONE, digest__delivery=Delivery.DELIVERED),
    _state("sent", digest__state=OutboxState.DONE, digest__delivery=""),
    _state("undelivered", digest__state=OutboxState.DONE),
    _state("failed", digest__state=OutboxState.PARKED),
    _state("dropped", digest__state=OutboxState.DROPPED),
    _state("sending", digest__state=OutboxState.CLAIMED),
    When(
        Exists(BouncedAddress.objects.flagged().filter(email=Lower(OuterRef("recipient__email")))),
        then=Value("held"),
    ),
    When(Q(digest__isnull=False) & ~Q(digest__error=""), then=Value("retry")),
    default=Value("waiting"),
    output_field=CharField(),
)
