from .digest import Digest, Heartbeat
from .due import DueItem, DueItemQuerySet, Kind
from .feed import CalendarFeed, CalendarFeedQuerySet
from .reminder import Reminder, ReminderQuerySet

__all__ = [
    "CalendarFeed",
    "CalendarFeedQuerySet",
    "Digest",
    "DueItem",
    "DueItemQuerySet",
    "Heartbeat",
    "Kind",
    "Reminder",
    "ReminderQuerySet",
]
