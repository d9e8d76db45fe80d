"""What the demonstration's boards have decided, and what still waits for them."""

from __future__ import annotations

import datetime

from actions import services
from actions.models import Action, Plan
from actions.models.action import Confidence, Delivery
from councils.models import User

Day = datetime.timedelta

REASON = "Two of the four trainers left in the summer, and the training for partners had to stop."
REMEDY = "The regional agency sends two trainers from next month; dates for all teams are booked."


def decide_some(plan: Plan, *, chair: User, lead: User, on: datetime.date) -> None:
    """One new date waits, one was agreed, one refused; one action is paused; the first that was confirmed has lasted."""
    rows = Action.objects.filter(council_id=plan.council_id, plan=plan).order_by("id")
    worried = list(rows.off_plan(on=on).filter(confidence=Confidence.OFF_TRACK)[:1])
    worried += list(rows.open().filter(confidence=Confidence.AT_RISK)[:2])
    for action, outcome in zip(worried, ("", "agreed", "refused"), strict=False):
        _ask(action, outcome, chair=chair, lead=lead, on=on)
    calm = rows.filter(delivery=Delivery.NOT_STARTED, confidence=Confidence.ON_TRACK).last()
    if calm:
        services.decide(
            calm, decision="pause", by=chair, on=on - Day(days=10), based_on=calm.version,
            why="The regional commissioning round decides first what the council must buy itself.",
            look_again_on=on + Day(days=40),
        )  # fmt: skip
    lasting = rows.filter(delivery=Delivery.CONFIRMED, reported_on__lte=on - Day(days=7)).first()
    if lasting:
        services.decide(
            lasting, decision="embed", by=chair, on=on - Day(days=5), based_on=lasting.version,
            why="A dip sample of twelve files this month shows the same standard as at the confirmation.",
        )  # fmt: skip


def _ask(action: Action, outcome: str, *, chair: User, lead: User, on: datetime.date) -> None:
    asked = on - Day(days=24 if outcome else 6)
    by = action.owner or lead
    due = action.due_on or on
    change = services.ask_date_change(
        action,
        by=by,
        on=asked,
        to_due_on=max(due, on) + Day(days=45),
        reason=REASON,
        corrective_action=REMEDY,
    )
    if outcome == "agreed":
        services.agree_date_change(
            change, by=chair, on=on - Day(days=12), note="Agreed once. No second change."
        )
    elif outcome == "refused":
        services.refuse_date_change(
            change,
            by=chair,
            on=on - Day(days=12),
            note="Children wait already. The board asks for more people, not more time.",
        )
