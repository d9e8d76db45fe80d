"""A person's calendar: what falls due, as all-day events that calendar programs fetch from a private address.

What is in it is worked out for each fetch, by the same rows, the same scope and the same row-level security as the
person's pages: who has left gets nothing, and a restricted action is in the calendars of those alone who may see it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from icalendar import Calendar, Event

from councils.access import Access
from councils.models import User

from .models import CalendarFeed, DueItem, DueItemQuerySet, Kind

BEHIND, AHEAD = datetime.timedelta(days=90), datetime.timedelta(days=550)
ONE_DAY = datetime.timedelta(days=1)
# The Department follows instruments and boards, not the actions of officers.
FOR_THE_DEPARTMENT = (
    Kind.MEETING,
    Kind.DEADLINE,
    Kind.DEPARTMENT_DUTY,
    Kind.REVIEW,
    Kind.CHAIR_REPORT,
    Kind.LEADER_REPORT,
    Kind.REPORT,
    Kind.CONSENT,
    Kind.ANSWER,
)


@transaction.atomic
def renew_address(user: User, *, at: datetime.datetime) -> CalendarFeed:
    """A new private address. The one before, if there was one, answers nobody from now on."""
    end_address(user)
    return CalendarFeed.objects.create(user=user, made_at=at)


def end_address(user: User) -> None:
    CalendarFeed.objects.filter(user=user).delete()


def items_for(user: User, *, on: datetime.date) -> DueItemQuerySet:
    """What stands in the calendar of a person, in whose scope this is asked. What has an owner (an action, a value of an
    indicator) is in the calendar of its owner or their organisation alone: a plan of 300 is a list, not a calendar."""
    access = user.access
    rows: DueItemQuerySet = (
        DueItem.objects.visible_to(user)
        .of_the_council(on=on)
        .filter(due_on__gte=on - BEHIND, due_on__lte=on + AHEAD)
        .exclude(kind=Kind.CADENCE)  # the day by which a meeting must be, not the day of one
    )
    if access.is_department:
        rows = rows.filter(kind__in=FOR_THE_DEPARTMENT)
    else:
        mine = Q(owner=user) | Q(owner_organisation__in=_organisations(access))
        rows = rows.filter(Q(owner=None, owner_organisation=None) | mine)
    return rows.select_related("council").soonest_first()


def calendar_of(items: Iterable[DueItem], *, at: datetime.datetime, several_councils: bool) -> bytes:
    """As iCalendar (RFC 5545). An event keeps its UID whatever becomes of its date or words, so that a program moves it
    and never doubles it. All-day events have no time zone: a change of the clocks cannot move them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Noticeboard//Noticeboard//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Noticeboard")
    calendar.add("x-published-ttl", "PT6H")
    host = urlsplit(settings.BASE_URL).hostname or "noticeboard"
    for item in items:
        event = Event()
        event.add("uid", f"{item.id}@{host}")
        event.add("dtstamp", at)
        event.add("dtstart", item.due_on)
        event.add("dtend", item.due_on + ONE_DAY)
        event.add(
            "summary",
            f"{item.council.short_name or item.council}: {item.title}" if several_councils else item.title,
        )
        event.add("description", item.get_kind_display())
        event.add("categories", [item.get_kind_display()])
        event.add("url", f"{settings.BASE_URL}{item.path(item.council.slug)}")
        event.add("transp", "TRANSPARENT")  # nobody is busy all day because something is due
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _organisations(access: Access) -> list[int]:
    return [m.organisation_id for m in access.memberships if m.organisation_id is not None]
