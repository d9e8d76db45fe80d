"""The only clock. Views, tasks and commands read it and pass the date down (`on=`, `as_at=`)."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """Today in Europe/London."""
    return timezone.localdate()
