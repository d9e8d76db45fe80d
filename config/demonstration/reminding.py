"""What people of the first council chose: its rules, who is away next month, when an officer's e-mails come, and
what its officers want to be reminded of."""

from __future__ import annotations

import datetime

from django.utils import timezone

from actions.models import Action
from councils.models import Council, Membership, User
from councils.permissions import Role
from reminders.choices import choose, go_away, set_rules
from reminders.own import set_reminder


def tell(council: Council, *, officer: User, lead: User, director: User, on: datetime.date) -> None:
    set_rules(
        council, by=lead, leads=[14, 7, 1], working_days=True, overdue_every=7, silent_after=28, lead_after=7,
        director_after=7, chair_after=14, without=[],
    )  # fmt: skip
    away = on + datetime.timedelta(days=30)
    go_away(
        Membership.objects.get(council=council, user=director), by=director, deputy=lead, from_on=away,
        until_on=away + datetime.timedelta(days=9), on=on,
    )  # fmt: skip
    for member in Membership.objects.filter(council=council, role=Role.OFFICER).order_by("id"):
        _own(council, member.user, on=on)
    choose(officer, hour=8, quiet_days=[6, 7], email="everything", at=timezone.now())


def _own(council: Council, officer: User, *, on: datetime.date) -> None:
    """What an officer wants to be reminded of themselves: today, and next week."""
    for action, (days, note) in zip(
        Action.objects.filter(council=council, owner=officer, delivery="in_progress").order_by("id"),
        ((0, "Ask the trainers for their numbers"), (7, "Look at the rota before the board")),
        strict=False,
    ):
        set_reminder(action, by=officer, today=on, on=on + datetime.timedelta(days=days), note=note)
