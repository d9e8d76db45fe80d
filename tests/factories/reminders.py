"""Reminders, digests and how people want to be told."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from reminders.models import (
    Absence,
    CalendarFeed,
    CouncilRules,
    Digest,
    Handover,
    OwnReminder,
    Preference,
    Reminder,
)

from .councils import TODAY, OfCouncil, UserFactory


class CalendarFeedFactory(DjangoModelFactory[CalendarFeed]):
    class Meta:
        model = CalendarFeed

    user = factory.SubFactory(UserFactory)
    made_at = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)


class CouncilRulesFactory(OfCouncil):
    class Meta:
        model = CouncilRules


class PreferenceFactory(DjangoModelFactory[Preference]):
    class Meta:
        model = Preference

    user = factory.SubFactory(UserFactory)
    changed_at = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)


class AbsenceFactory(OfCouncil):
    class Meta:
        model = Absence

    user = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)
    from_on = TODAY
    until_on = TODAY + datetime.timedelta(days=7)


class HandoverFactory(OfCouncil):
    class Meta:
        model = Handover

    on = TODAY


class OwnReminderFactory(OfCouncil):
    class Meta:
        model = OwnReminder

    user = factory.SubFactory(UserFactory)
    on = TODAY
    note = "Ring the trainers"


class DigestFactory(DjangoModelFactory[Digest]):
    """Handed over."""

    class Meta:
        model = Digest

    recipient = factory.SubFactory(UserFactory)
    for_on = TODAY
    state = "done"
    attempts = 1
    finished_at = factory.LazyFunction(timezone.now)


class ReminderFactory(OfCouncil):
    """Of an action (`action_id` with `object_id`, to be hidden with it), sent on its day."""

    class Meta:
        model = Reminder

    digest = factory.SubFactory(DigestFactory)
    recipient = factory.SelfAttribute("digest.recipient")
    kind = "action"
    object_id = 1
    rule = "on_day"
    due_on = TODAY
    title = "Hold a weekly panel"
    made_on = TODAY
    created_at = factory.LazyFunction(timezone.now)
