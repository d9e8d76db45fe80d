"""The course of one action: what was reported, when, and how it stands today."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random

from actions.models.action import OPEN, Confidence, Delivery

MONTHS_24 = datetime.timedelta(days=730)

# How actions stand in the middle of an improvement programme, in parts of 100.
STANDS = {
    Delivery.NOT_STARTED: 10,
    Delivery.IN_PROGRESS: 46,
    Delivery.DONE: 9,
    Delivery.CONFIRMED: 20,
    Delivery.EMBEDDED: 8,
    Delivery.PAUSED: 4,
    Delivery.CANCELLED: 3,
}
COMPLETE = (Delivery.DONE, Delivery.CONFIRMED, Delivery.EMBEDDED)
_STANDS, _PARTS = list(STANDS), list(STANDS.values())
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Report:
    on: datetime.date
    delivery: str
    confidence: str

    @property
    def worried(self) -> bool:
        return self.confidence != Confidence.ON_TRACK and self.delivery in OPEN


@dataclass(frozen=True)
class Course:
    original_due_on: datetime.date | None
    due_on: datetime.date | None
    done_on: datetime.date | None
    delivery: str
    confidence: str
    reports: list[Report]


def course(random: Random, *, updates: int, worry: float, today: datetime.date) -> Course:
    """`worry`, 0 to 1, is the share of reports that are not on track: councils differ in it."""
    delivery = random.choices(_STANDS, _PARTS)[0]
    days = _days(random, updates, today=today, fresh=delivery in OPEN)
    done_at = random.randrange(updates // 3, updates) if delivery in COMPLETE and updates else None
    reports = []
    for number, on in enumerate(days):
        now = _stands(delivery, number=number, of=updates, done_at=done_at)
        reports.append(Report(on, now, _confidence(random, worry if now in OPEN else 0)))
    done_on = None
    if delivery in COMPLETE:
        done_on = days[done_at] if done_at is not None else today - random.randint(0, 60) * DAY
    due_on = _due_on(random, today=today, done_on=done_on, worry=worry)
    moved = due_on is not None and random.random() < 0.12
    return Course(
        original_due_on=due_on - random.choice([28, 56, 91]) * DAY if due_on and moved else due_on,
        due_on=due_on,
        done_on=done_on,
        delivery=delivery,
        confidence=reports[-1].confidence if reports else Confidence.ON_TRACK,
        reports=reports,
    )


def _days(random: Random, updates: int, *, today: datetime.date, fresh: bool) -> list[datetime.date]:
    """Evenly over 24 months with some disorder, in order. Most open actions were reported on this month."""
    quiet = random.randint(0, 27) if fresh and random.random() < 0.8 else random.randint(28, 150)
    step = (MONTHS_24.days - quiet) / max(updates, 1)
    ago = sorted(
        (int(quiet + step * (n + random.random() * 0.8 * (n > 0))) for n in range(updates)), reverse=True
    )
    return [today - datetime.timedelta(days=days) for days in ago]


def _stands(delivery: str, *, number: int, of: int, done_at: int | None) -> str:
    if number == of - 1:
        return delivery
    if done_at is not None and number >= done_at:
        return Delivery.DONE
    if delivery == Delivery.NOT_STARTED or number < of // 6:
        return Delivery.NOT_STARTED
    return Delivery.IN_PROGRESS


def _confidence(random: Random, worry: float) -> str:
    chance = random.random()
    if chance >= worry:
        return Confidence.ON_TRACK
    return Confidence.AT_RISK if chance >= worry * 0.35 else Confidence.OFF_TRACK


def _due_on(
    random: Random, *, today: datetime.date, done_on: datetime.date | None, worry: float
) -> datetime.date | None:
    if done_on is not None:
        return done_on + random.randint(-20, 45) * DAY
    if random.random() < 0.02:
        return None
    if random.random() < worry * 0.6:
        return today - random.randint(1, 120) * DAY
    return today + random.randint(0, 300) * DAY
