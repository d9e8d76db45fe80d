"""Milestones of an action: added, changed, met, and taken away while they are not met."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from councils import audit
from councils.models import User
from councils.refusal import Refused

from ..models import Action, Milestone
from ..permissions import why_read_only

MET_STAYS = "This milestone was met. It is kept as it is."
GONE = "Somebody has removed this milestone meanwhile."


@transaction.atomic
def add_milestone(
    action: Action, *, by: User | None, on: datetime.date, title: str, due_on: datetime.date
) -> Milestone:
    """A further step. The same title and day again (a double click) is the one that is there already."""
    _require_open(action, on=on)
    title = _titled(title)
    Action.objects.select_for_update(no_key=True).get(pk=action.pk, council_id=action.council_id)
    there = action.milestones.filter(title=title, due_on=due_on).first()
    if there is not None:
        return there
    last: int | None = action.milestones.aggregate(last=Max("number"))["last"]
    milestone = Milestone.objects.create(
        council_id=action.council_id, action=action, number=(last or 0) + 1, title=title, due_on=due_on
    )
    _sign("added a milestone", milestone, by)
    return milestone


@transaction.atomic
def edit_milestone(
    milestone: Milestone, *, by: User, on: datetime.date, based_on: int, title: str, due_on: datetime.date
) -> None:
    """Other words or another day. Raises Refused when it was met, or changed by somebody since version `based_on`."""
    now = _locked(milestone, on=on)
    title = _titled(title)
    if (now.title, now.due_on) == (title, due_on):
        return
    if now.version != based_on:
        raise Refused(
            f"Somebody has changed this milestone meanwhile: it is now “{now.title}”. Open it again to change it."
        )
    now.title, now.due_on, now.version = title, due_on, based_on + 1
    now.save(update_fields=["title", "due_on", "version"])
    _sign("edited a milestone", now, by)


@transaction.atomic
def meet_milestone(
    milestone: Milestone, *, by: User | None, on: datetime.date, met_on: datetime.date
) -> None:
    """It was met on that day, today or before. The same again is one; another day for a met one is refused."""
    if met_on > on:
        raise ValidationError({"met_on": "The day must be today or in the past"})
    if milestone.met_on == met_on:
        return
    now = _locked(milestone, on=on)
    now.met_on, now.met_by = met_on, by
    now.save(update_fields=["met_on", "met_by"])
    _sign("met a milestone", now, by, met_on=met_on.isoformat())


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: User, on: datetime.date) -> None:
    """Take one that was not met out of the list. Its history stays."""
    now = _locked(milestone, on=on)
    _sign("removed a milestone", now, by)
    now.delete()


def _locked(milestone: Milestone, *, on: datetime.date) -> Milestone:
    """The milestone as it is now, not met, in a plan that can change."""
    action = milestone.action
    _require_open(action, on=on)
    rows = Milestone.objects.select_for_update().filter(pk=milestone.pk, council_id=milestone.council_id)
    now = rows.first()
    if now is None:
        raise Refused(GONE)
    if now.met_on is not None:
        raise Refused(MET_STAYS)
    now.action = action
    return now


def _titled(title: str) -> str:
    if not title.strip():
        raise ValidationError({"title": "Enter what will be reached"})
    return title.strip()


def _require_open(action: Action, *, on: datetime.date) -> None:
    if reason := why_read_only(action.plan, action.council, on=on):
        raise Refused(reason)


def _sign(verb: str, milestone: Milestone, by: User | None, **detail: object) -> None:
    action = milestone.action
    audit.record(
        verb,
        council_id=milestone.council_id,
        about=milestone,
        by=by,
        link=action.get_absolute_url(),
        action=action.ref,
        due_on=milestone.due_on.isoformat(),
        **detail,
    )
