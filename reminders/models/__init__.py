from .absence import Absence, AbsenceQuerySet
from .digest import Digest, Heartbeat
from .due import DueItem, DueItemQuerySet, Kind
from .feed import CalendarFeed, CalendarFeedQuerySet
from .handover import Handover
from .reminder import Reminder, ReminderQuerySet
from .settings import CouncilRules, Preference

__all__ = [
    "Absence",
    "AbsenceQuerySet",
    "CalendarFeed",
    "CalendarFeedQuerySet",
    "CouncilRules",
    "Digest",
    "DueItem",
    "DueItemQuerySet",
    "Handover",
    "Heartbeat",
    "Kind",
    "Preference",
    "Reminder",
    "ReminderQuerySet",
]
