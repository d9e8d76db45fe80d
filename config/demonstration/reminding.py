"""What people of the first council chose: its rules, who is away next month, when an officer's e-mails come."""

from __future__ import annotations

import datetime

from django.utils import timezone

from councils.models import Council, Membership, User
from reminders.choices import choose, go_away, set_rules


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
    choose(officer, hour=8, quiet_days=[6, 7], email="everything", at=timezone.now())
