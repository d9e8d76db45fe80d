"""The outbox: work that must happen is a row, claimed with a lease, tried again, and parked when it cannot be done.

A row is written in the same transaction as its cause. Celery and Redis only wake the workers; losing them loses nothing:

    for row in claim(Digest.objects.all(), limit=100, lease=LEASE, now=now):    # committed before any work is done
        if begin(row, lease=LEASE, now=now):                                    # still ours: lease renewed, try counted
            try: ... the work, outside a transaction ...
            except Exception as problem: fail(row, str(problem), now=now)       # tried again later, or parked
            else: finish(row, now=now)

What failed through no fault of the row (a provider that takes nothing now) is `put_off`: it costs the row no try. A worker
that dies leaves its rows claimed; when their lease ends they can be claimed again, so there is no sweeper to forget. Rows
of council-owned tables are claimed and finished inside a scope that may write them (councils/scope.py).
"""

from __future__ import annotations

import datetime
import logging
import uuid
from typing import Any, ClassVar, TypeVar

from celery import current_app
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

log = logging.getLogger(__name__)
RETRY_AFTER_MINUTES = (1, 5, 15, 60)  # the last one repeats
MAX_ATTEMPTS = 10  # with the waits above: six and a half hours of trying


class OutboxState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    CLAIMED = "claimed", "Being worked on"
    DONE = "done", "Done"
    PARKED = "parked", "Failed, given up"
    DROPPED = "dropped", "No longer needed"


OPEN_STATES = [OutboxState.WAITING.value, OutboxState.CLAIMED.value]


class OutboxRow(models.Model):
    """Abstract base of a queue's rows. A subclass has `class Meta(OutboxRow.Meta)` to keep the queue's index.

    An attempt is counted when work on the row begins, not when it is claimed: a row that was merely in the batch of a
    worker that died has not been tried. A row that kills its worker each time is parked like any other.
    """

    claim_order: ClassVar[tuple[str, ...]] = ("next_try_at", "id")

    state = models.CharField(max_length=8, choices=OutboxState.choices, default=OutboxState.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True, blank=True, help_text="Which worker's batch holds the row.")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True, help_text="What went wrong last, in words.")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = (
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(state__in=OPEN_STATES),
                name="%(app_label)s_%(class)s_queue",
            ),
        )


Row = TypeVar("Row", bound=OutboxRow)


def claimable(*, now: datetime.datetime) -> Q:
    """Waiting and due, or left behind by a worker that died."""
    return Q(state=OutboxState.WAITING, next_try_at__lte=now) | Q(
        state=OutboxState.CLAIMED, lease_until__lte=now
    )


def claim(
    rows: models.QuerySet[Row], *, limit: int, lease: datetime.timedelta, now: datetime.datetime
) -> list[Row]:
    """Take up to `limit` rows in their `claim_order` (oldest first), for `lease`. No other worker waits for us, or gets
    the same rows."""
    mine, until = uuid.uuid4(), now + lease
    with transaction.atomic():
        taken = list(
            rows.filter(claimable(now=now))
            .order_by(*rows.model.claim_order)
            .select_for_update(skip_locked=True, of=("self",))[:limit]
        )
        rows.model._default_manager.filter(id__in=[row.pk for row in taken]).update(
            state=OutboxState.CLAIMED, claim=mine, lease_until=until
        )
    for row in taken:
        row.state, row.claim, row.lease_until = OutboxState.CLAIMED, mine, until
    return taken


def begin(row: OutboxRow, *, lease: datetime.timedelta, now: datetime.datetime) -> bool:
    """Count a try and renew the lease. False when the row is no longer ours (our lease ended, another took it)."""
    if row.attempts >= MAX_ATTEMPTS:
        park(row, row.error or f"Given up: {MAX_ATTEMPTS} tries ended without an answer.", now=now)
        return False
    taken = _ours(row).update(attempts=F("attempts") + 1, lease_until=now + lease)
    row.attempts += taken
    return bool(taken)


def finish(
    row: OutboxRow,
    *,
    now: datetime.datetime,
    state: OutboxState = OutboxState.DONE,
    error: str = "",
    **fields: Any,
) -> bool:
    """The work is done. True even if our lease had ended meanwhile: what is done is done. False if another said so first."""
    open_row = row.__class__._default_manager.filter(pk=row.pk, state__in=OPEN_STATES)
    return bool(
        open_row.update(
            state=state, finished_at=now, error=_words(error), claim=None, lease_until=None, **fields
        )
    )


def fail(row: OutboxRow, error: str, *, now: datetime.datetime) -> None:
    """This try failed: wait longer after each, and park the row after the last, with the reason in words."""
    if row.attempts >= MAX_ATTEMPTS:
        park(row, error, now=now)
        return
    _ours(row).update(
        state=OutboxState.WAITING,
        next_try_at=now + wait_after(row.attempts),
        error=_words(error),
        claim=None,
        lease_until=None,
    )


def wait_after(attempts: int) -> datetime.timedelta:
    return datetime.timedelta(
        minutes=RETRY_AFTER_MINUTES[min(max(attempts, 1), len(RETRY_AFTER_MINUTES)) - 1]
    )


def put_off(row: OutboxRow, error: str, *, now: datetime.datetime) -> None:
    """This try ended by no fault of the row, and costs it none, however long the trouble lasts. One try stays counted:
    what was tried once may have been done."""
    _ours(row).update(
        state=OutboxState.WAITING,
        next_try_at=now + datetime.timedelta(seconds=settings.OUTBOX_PUT_OFF_SECONDS),
        attempts=Greatest(F("attempts") - 1, 1),
        error=_words(error),
        claim=None,
        lease_until=None,
    )


def reopen(row: OutboxRow, *, now: datetime.datetime, **fields: Any) -> bool:
    """A row that was given up, or done in vain, starts anew. False when it is waiting or being worked on already."""
    closed = row.__class__._default_manager.filter(pk=row.pk).exclude(state__in=OPEN_STATES)
    fresh = {
        "state": OutboxState.WAITING,
        "attempts": 0,
        "error": "",
        "finished_at": None,
        "next_try_at": now,
    }
    return bool(closed.update(**{**fresh, **fields}))


def park(row: OutboxRow, error: str, *, now: datetime.datetime) -> None:
    """Give up on the row, and say why where people look."""
    _ours(row).update(
        state=OutboxState.PARKED, finished_at=now, error=_words(error), claim=None, lease_until=None
    )


def release(rows: list[Row]) -> None:
    """Give back rows of a batch that were not begun: they can be claimed again at once."""
    for row in rows:
        _ours(row).update(state=OutboxState.WAITING, claim=None, lease_until=None)


def _ours(row: OutboxRow) -> models.QuerySet[Any]:
    return row.__class__._default_manager.filter(pk=row.pk, state=OutboxState.CLAIMED, claim=row.claim)


def _words(error: str) -> str:
    """One line, without control characters: it is shown on a page and written to logs."""
    return " ".join("".join(c if c.isprintable() else " " for c in error).split())[:300]


def wake_on_commit(task: str, **ids: int) -> None:
    """Tell the workers, when the row is committed, that it waits; `task` by its name: tasks.py is a leaf.
    A broker that is away costs a minute: the scheduler asks again."""

    def tell() -> None:
        try:
            current_app.send_task(task, kwargs=ids)
        except Exception as problem:  # whatever a broker that is away raises: the row is safe
            log.warning("The broker did not answer; %s waits for the next tick. %s", task, problem)

    transaction.on_commit(tell)
