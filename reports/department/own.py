"""What a person of the Department keeps: verbs of the watchlist and of saved views. Nothing of a council changes, so
nothing is signed to its audit log; only the person's own rows are read and written."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import QueryDict

from councils.models import Council, User
from councils.refusal import Refused

from ..models import SavedView, WatchedCouncil

MOST_VIEWS = 30
_NOT_SAVED = (
    "page",
    "as_at",
    "as_at-day",
    "as_at-month",
    "as_at-year",
)  # a view is of today, whichever day it is


def watch(council: Council, *, by: User) -> None:
    WatchedCouncil.objects.get_or_create(user=by, council=council)


def stop_watching(council: Council, *, by: User) -> None:
    WatchedCouncil.objects.filter(user=by, council=council).delete()


def save_view(name: str, query: str, *, by: User) -> SavedView:
    """Under a name that the person does not use yet."""
    if SavedView.objects.filter(user=by).count() >= MOST_VIEWS:
        raise Refused(f"You have {MOST_VIEWS} views. Remove one that you do not need, then save this one.")
    kept = QueryDict(query, mutable=True)
    for part in _NOT_SAVED:
        kept.pop(part, None)
    try:
        with transaction.atomic():
            return SavedView.objects.create(user=by, name=name, query=kept.urlencode())
    except IntegrityError:
        raise Refused("You have a view of this name. Choose another name, or remove that view.") from None


def views_of(user: User) -> list[SavedView]:
    return list(SavedView.objects.filter(user=user).order_by("name", "id"))


def view_of(user: User, view_id: int) -> SavedView | None:
    return SavedView.objects.filter(user=user, pk=view_id).first()


def remove_view(view_id: int, *, by: User) -> None:
    SavedView.objects.filter(user=by, pk=view_id).delete()
