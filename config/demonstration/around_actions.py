"""Milestones and comments of the demonstration: some met, one late; talk among the people of the council. And one action
that only named people may see."""

from __future__ import annotations

import datetime

from actions.models import Action, Plan
from actions.services import comments, milestones
from actions.services.named_people import restrict_action
from councils.models import User

Day = datetime.timedelta

STEPS = (
    ("Everybody who is needed has the dates", 9, None),
    ("The first team has begun", 30, 27),
    ("What is needed is agreed with finance", 45, 45),
)


def tell_of_steps(plan: Plan, *, officer: User, lead: User, director: User, on: datetime.date) -> None:
    """The first overdue action has milestones and a talk about it; two others have a milestone to come."""
    rows = (
        Action.objects.filter(council_id=plan.council_id, plan=plan)
        .select_related("plan", "council")
        .order_by("id")
    )
    first = rows.filter(due_on__lt=on).first()
    if first is None:
        return
    for title, due, met in STEPS:
        step = milestones.add_milestone(first, by=lead, on=on, title=title, due_on=on - Day(days=due))
        if met is not None:
            milestones.meet_milestone(step, by=officer, on=on, met_on=on - Day(days=met))
    for action in rows.open().filter(due_on__gt=on + Day(days=20))[:2]:
        milestones.add_milestone(
            action, by=lead, on=on, title="The draft is with the teams", due_on=on + Day(days=14)
        )
    kept_close = rows.filter(delivery="confirmed").last()
    if kept_close is not None:
        restrict_action(kept_close, by=lead, restricted=True, people=[officer])
    talk = (
        (lead, f"@{officer.name}, can the second team begin before the first has finished?"),
        (officer, f"Yes, if @{director.name} agrees to two more days of cover."),
        (director, "Agreed. Please say so in the next update."),
    )
    for person, text in talk:
        comments.write(first, by=person, on=on, text=text)
    comments.take_back(
        comments.write(first, by=officer, on=on, text="Sorry, wrong action."), by=officer, on=on
    )
