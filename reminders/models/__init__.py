from .absence import Absence, AbsenceQuerySet
from .digest import Digest, Heartbeat
from .due import DueItem, DueItemQuerySet, Kind
from .feed import CalendarFeed, CalendarFeedQuerySet
from .handover import Handover
from .own import OwnReminder, OwnReminderQuerySet
from .reminder import Reminder, ReminderQuerySet
from .settings import CouncilRules, Preference
from .task_count import TaskCount

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
    "OwnReminder",
    "OwnReminderQuerySet",
    "Preference",
    "Reminder",
    "ReminderQuerySet",
    "TaskCount",
]
