"""Pages: a person's own calendar address; and the address itself."""

from __future__ import annotations

from allauth.core.internal import ratelimit  # the public one leaves GET out
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from councils import scope, signed_in
from councils.access import Access
from councils.clock import today
from councils.models import User
from councils.policy import policy

from .calendar import calendar_of, end_address, items_for, renew_address
from .models import CalendarFeed

READS = {"calendar": "60/m/ip"}  # one person's programs ask a few times an hour; a guess is one of 2^192


@policy()
def calendar(request: HttpRequest) -> HttpResponse:
    """The private address of the signed-in person: made, renewed or ended here."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_address(request.user)
            messages.success(request, "Your calendar address was ended. It shows nothing any more")
        else:
            renew_address(request.user, at=timezone.now())
            messages.success(request, "Your calendar address is ready. An older one shows nothing any more")
        return redirect("reminders:calendar")
    feed = CalendarFeed.objects.filter(user=request.user).first()
    path = reverse("reminders:calendar_feed", kwargs={"calendar_token": feed.token}) if feed else ""
    return render(request, "reminders/calendar.html", {"feed": feed, "address": f"{settings.BASE_URL}{path}"})


@policy(public=True)
@require_safe
def calendar_feed(request: HttpRequest, calendar_token: str) -> HttpResponse:
    """What falls due for the person whose address this is, whoever asks. An address that was ended, of a person who has
    left, or that never was: the same 404."""
    if not ratelimit.consume(request, app="reminders", action="calendar", config=READS, limit_get=True):
        return HttpResponse("Too many requests. Wait a minute and try again.", status=429)
    with scope.entered(scope.NOTHING):
        feed = CalendarFeed.objects.of_address(calendar_token).first()
        person = signed_in.read(feed.user_id, on=today()) if feed else None
        memberships = signed_in.take_memberships(person) if person and person.is_active else []
    if person is None or not memberships:
        raise Http404
    access = person.access = Access(memberships)
    with scope.entered(_scope_of(person, access)):
        content = calendar_of(
            items_for(person, on=today()),
            at=timezone.now(),
            several_councils=access.is_department or len(access.council_ids) > 1,
        )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="noticeboard.ics"',
            "Cache-Control": "no-store, private",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


def _scope_of(person: User, access: Access) -> scope.Scope:
    """What the pages of this person may read; nothing may be written."""
    if access.is_department:
        return scope.Scope(user_id=person.pk, department=True)
    return scope.Scope(reads=access.council_ids, user_id=person.pk)
