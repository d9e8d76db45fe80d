from .digest import Digest, Heartbeat
from .due import DueItem, DueItemQuerySet, Kind
from .reminder import Reminder, ReminderQuerySet

__all__ = [
    "Digest",
    "DueItem",
    "DueItemQuerySet",
    "Heartbeat",
    "Kind",
    "Reminder",
    "ReminderQuerySet",
]
