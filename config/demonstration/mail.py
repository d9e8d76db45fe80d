"""Yesterday's e-mails of a council: one that arrived, one that did not, and somebody whose address does not work."""

from __future__ import annotations

import datetime
import uuid

from actions.models import Action
from actions.models.action import Delivery as Progress
from councils import addresses
from councils.models import Council, User
from councils.models.mail import Delivery
from councils.outbox import OutboxState
from reminders.models import Digest, Kind, Reminder


def load_mail(council: Council, *, arrived: User, failed: User, bounced: User, on: datetime.date) -> None:
    """Of actions that were done since, so that nobody is reminded of them today."""
    done = Action.objects.filter(
        council=council, delivery__in=(Progress.DONE, Progress.CONFIRMED), restricted=False
    ).order_by("id")
    for place, (person, said) in enumerate(
        (
            (arrived, Delivery.DELIVERED),
            (failed, Delivery.TEMPORARY_FAILURE),
            (bounced, Delivery.PERMANENT_FAILURE),
        )
    ):
        action = done[place % done.count()]
        seven = datetime.datetime.combine(
            on - datetime.timedelta(days=1), datetime.time(7, 0, 9), tzinfo=datetime.UTC
        )
        digest = Digest.objects.create(
            recipient=person, for_on=seven.date(), state=OutboxState.DONE, attempts=1, created_at=seven, next_try_at=seven,
            due_at=seven, finished_at=seven + datetime.timedelta(seconds=4 + place), provider="notify",
            provider_id=str(uuid.uuid4()), delivery=said, delivery_at=seven + datetime.timedelta(seconds=40 + place),
        )  # fmt: skip
        Reminder.objects.create(
            council=council, recipient=person, kind=Kind.ACTION, object_id=action.pk, rule="on_day", due_on=seven.date(),
            title=f"{action.ref} {action.title}", made_on=seven.date(), created_at=seven, digest=digest,
        )  # fmt: skip
        if said == Delivery.PERMANENT_FAILURE:
            addresses.flag(person.email, why="GOV.UK Notify says that it does not exist.", at=seven)
