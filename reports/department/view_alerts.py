"""Alerts of saved views: a person is told, in their one e-mail a day, how many councils came on the list of a view and how
many left it since they were last told. What the e-mail says is what the view's page shows them that day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse

from councils import scope
from councils.lateness import count
from councils.models import User
from councils.permissions import Permission
from reminders.alerts import Alert, Alerts, Followed

from ..models import SavedView
from .asked import answer
from .forms import CouncilFilter


def path_of(view: SavedView) -> str:
    """The list as the view keeps it."""
    address = reverse("reports:councils")
    return f"{address}?{view.query}" if view.query else address


def follow(view: SavedView, *, by: User, on: datetime.date) -> None:
    """From the next day's e-mail on, they hear of what changes from now."""
    with scope.entered(scope.Scope(user_id=by.pk, department=True)):
        known = _listed(view, by, on)
    SavedView.objects.filter(pk=view.pk, user=by, known=None).update(known=known, looked_on=on)


def stop_following(view: SavedView, *, by: User) -> None:
    SavedView.objects.filter(pk=view.pk, user=by).update(known=None, looked_on=None)


def _listed(view: SavedView, user: User, on: datetime.date) -> list[int]:
    """The councils of its list, as its page shows it to this person."""
    found = answer(user, QueryDict(view.query), CouncilFilter, now=on, past_day=None, looks=(), leave_out=())
    return sorted(row.council_id for row in found.councils)


def _look(user: User, on: datetime.date) -> list[Alert]:
    views = SavedView.objects.filter(user=user, known__isnull=False).order_by("name", "id")
    if not user.access.may(Permission.VIEW_ALL_COUNCILS):
        return [Alert(view.pk, view.name, path_of(view)) for view in views]
    return [_alert(view, _listed(view, user, on)) for view in views]


def _alert(view: SavedView, listed: Sequence[int]) -> Alert:
    before, now = set(view.known or ()), set(listed)
    parts = [
        f"{count(len(some), 'council')} {word}"
        for some, word in ((now - before, "new on the list"), (before - now, "gone from it"))
        if some
    ]
    note = f"{', '.join(parts)}. It has {count(len(now), 'council')} now." if parts else ""
    return Alert(view.pk, view.name, path_of(view), note, tuple(listed))


def _looked(user_id: int, alerts: Sequence[Alert], on: datetime.date) -> None:
    for alert in alerts:
        known = {"known": list(alert.now)} if alert.note else {}
        SavedView.objects.filter(pk=alert.of, user=user_id, known__isnull=False).update(looked_on=on, **known)


def _followed(user: User) -> list[Followed]:
    if not user.access.may(Permission.VIEW_ALL_COUNCILS):
        return []
    return [
        Followed(view.name, path_of(view), reverse("reports:department_view_stop", args=[view.pk]))
        for view in SavedView.objects.filter(user=user, known__isnull=False).order_by("name", "id")
    ]


KIND = Alerts(
    name="view",
    heading="Views that you follow",
    waiting="SELECT user_id FROM reports_savedview WHERE known IS NOT NULL AND looked_on < %(on)s",
    look=_look,
    looked=_looked,
    followed=_followed,
)
