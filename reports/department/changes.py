"""What changed across councils since a day: what was reported, what became late, what boards and the Department decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from actions.models import DateChange
from actions.models.action import FINISHED, OPEN
from boards.models import MeetingDecision
from councils.lateness import count, long_date
from councils.models import User
from councils.status import word
from reviews.models import Review

from .. import links
from ..councils_dashboard import CouncilRow
from ..numbers import Look, Looks

DAYS = 28  # of a page that names no day: a board meets every four weeks

# What was last reported up to the day, beside how the action stands now. Restricted actions stay out by themselves.
_MOVED = """
SELECT a.council_id, a.ref, a.title, a.delivery, a.confidence, a.due_on, a.reported_on,
    coalesce(past.delivery, 'not_started'), coalesce(past.confidence, 'on_track')
FROM actions_action a
LEFT JOIN LATERAL (
    SELECT u.delivery, u.confidence FROM actions_actionupdate u
    WHERE u.council_id = a.council_id AND u.action_id = a.id AND u.reported_on <= %(since)s
    ORDER BY u.version DESC LIMIT 1) past ON true
WHERE a.council_id = ANY(%(councils)s)
  AND (a.reported_on > %(since)s OR (a.due_on >= %(since)s AND a.due_on < %(on)s AND a.delivery = ANY(%(open)s)))
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, on a day, in a council."""

    kind: str
    on: datetime.date
    slug: str
    council: str
    what: str
    words: str
    href: str


CHANGES = Looks[Change](
    Look("worse", "confidence fell", lambda change: change.kind == "worse"),
    Look("better", "confidence rose", lambda change: change.kind == "better"),
    Look("overdue", "newly overdue", lambda change: change.kind == "overdue"),
    Look("completed", "completed", lambda change: change.kind == "completed"),
    Look("dates", "new dates agreed", lambda change: change.kind == "dates"),
    Look("decisions", "other decisions of boards", lambda change: change.kind == "decisions"),
    Look("reviews", "reviews held", lambda change: change.kind == "reviews"),
)
KINDS = dict(CHANGES.choices())
_BETTER = ("off_track", "at_risk", "on_track")


def changes_since(
    councils: Sequence[CouncilRow], user: User, *, since: datetime.date, on: datetime.date
) -> list[Change]:
    """After the end of `since`, newest first. Four statements, however many councils."""
    by_id = {row.council_id: row for row in councils}
    found = [
        *_actions(by_id, since, on),
        *_dates(by_id, user, since),
        *_decisions(by_id, user, since),
        *_reviews(by_id, user, since),
    ]
    return sorted(
        found, key=lambda change: (-change.on.toordinal(), change.council, change.kind, change.what)
    )


def _actions(by_id: dict[int, CouncilRow], since: datetime.date, on: datetime.date) -> Iterator[Change]:
    asked: dict[str, Any] = {
        "councils": list(by_id),
        "since": since,
        "on": on,
        "open": [value.value for value in OPEN],
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, asked)
        found = cursor.fetchall()
    for council_id, ref, title, delivery, confidence, due_on, reported_on, was, felt in found:
        row = by_id[council_id]
        place = (row.slug, row.name, f"{ref} {title}")
        href = links.action(row.slug, ref)
        reported = reported_on and reported_on > since
        is_open, was_open = delivery in OPEN, was in OPEN
        if reported and is_open and was_open and confidence != felt:
            rose = _BETTER.index(confidence) > _BETTER.index(felt)
            words = f"From {word('confidence', felt).lower()} to {word('confidence', confidence).lower()}"
            yield Change("better" if rose else "worse", reported_on, *place, words, href)
        if reported and delivery in FINISHED and was not in FINISHED:
            yield Change("completed", reported_on, *place, word("delivery", delivery), href)
        if is_open and due_on and since <= due_on < on:
            words = f"Was due on {long_date(due_on)}, {count((on - due_on).days, 'day')} overdue"
            yield Change("overdue", due_on + datetime.timedelta(days=1), *place, words, href)


def _dates(by_id: dict[int, CouncilRow], user: User, since: datetime.date) -> Iterator[Change]:
    agreed = DateChange.objects.visible_to(user).filter(
        council_id__in=by_id, state=DateChange.State.AGREED, closed_on__gt=since
    )
    for change in agreed.select_related("action"):
        row, action = by_id[change.council_id], change.action
        words = f"From {long_date(change.from_due_on)} to {long_date(change.to_due_on)}"
        assert change.closed_on is not None
        yield Change(
            "dates",
            change.closed_on,
            row.slug,
            row.name,
            str(action),
            words,
            links.action(row.slug, action.ref),
        )


def _decisions(by_id: dict[int, CouncilRow], user: User, since: datetime.date) -> Iterator[Change]:
    decided = MeetingDecision.objects.visible_to(user).standing()  # type: ignore[attr-defined]
    others = decided.filter(council_id__in=by_id, decided_on__gt=since).exclude(
        kind=MeetingDecision.Kind.AGREE_DATE
    )
    for decision in others.select_related("meeting"):
        row = by_id[decision.council_id]
        href = reverse("boards:meeting", kwargs={"council_slug": row.slug, "number": decision.meeting.number})
        words = f"{decision.get_kind_display()}{f': {decision.words}' if decision.words else ''}"
        yield Change("decisions", decision.decided_on, row.slug, row.name, decision.about, words, href)


def _reviews(by_id: dict[int, CouncilRow], user: User, since: datetime.date) -> Iterator[Change]:
    held = Review.objects.visible_to(user).filter(council_id__in=by_id, held_on__gt=since)
    for review in held:
        row = by_id[review.council_id]
        href = reverse("reviews:review", kwargs={"council_slug": row.slug, "review_id": review.pk})
        words = f"Held by {review.held_by}" if review.held_by else "Held"
        assert review.held_on is not None
        yield Change("reviews", review.held_on, row.slug, row.name, str(review), words, href)
