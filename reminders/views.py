"""Pages: what falls due in a council, the send log, and the demonstration's mailbox."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.lateness import lateness
from councils.permissions import Permission
from councils.policy import policy
from councils.status import word

from . import mailbox as folder
from . import schedules
from .forms import DueFilter, LogFilter
from .models import DueItem, DueItemQuerySet, Reminder, ReminderQuerySet
from .models.reminder import FAILED

AHEAD = 60  # days
ROWS = 50


@policy(Permission.VIEW_COUNCIL)
def due(request: HttpRequest, council_slug: str) -> HttpResponse:
    """What is overdue, and what falls due in the next 60 days, by date."""
    on, form = today(), DueFilter(request.GET)
    page = Paginator(_due(request, form, on=on), ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "reminders/due.html",
        {
            "form": form,
            "page": page,
            "items": [(item, item.path(council_slug), _whose(item, request)) for item in page],
            "may_view_log": request.user.access.may(Permission.VIEW_SEND_LOG, _council_id(request)),  # type: ignore[union-attr]
            "ahead": AHEAD,
            "on": on,
        },
    )


@policy(Permission.VIEW_COUNCIL)
def due_spreadsheet(request: HttpRequest, council_slug: str, kind: str) -> HttpResponse:
    on = today()
    form = DueFilter(request.GET)
    items = _due(request, form, on=on)
    sheet = Sheet(
        f"What falls due in {request.council}",  # type: ignore[attr-defined]
        ("Due", "In words", "What", "Kind", "Whose", "Link"),
        (
            (
                item.due_on,
                lateness(item.due_on, on=on),
                item.title,
                item.get_kind_display(),
                _whose(item, request),
                f"{settings.BASE_URL}{item.path(council_slug)}",
            )
            for item in items
        ),
        list_notes(on=on, form=form, query=request.GET),
    )
    return table_response(kind, f"{council_slug}-due-{on:%Y-%m-%d}", [sheet])


@policy(Permission.VIEW_SEND_LOG)
def log(request: HttpRequest, council_slug: str) -> HttpResponse:
    """Who was told of what, when, and whether the e-mail went out."""
    form, now = LogFilter(request.GET), timezone.now()
    page = Paginator(_log(request, form), ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "reminders/log.html",
        {
            "form": form,
            "page": page,
            "reminders": list(_named(page)),
            "missed": schedules.missed(now=now),
            "failed": FAILED,
        },
    )


@policy(Permission.VIEW_SEND_LOG)
def log_spreadsheet(request: HttpRequest, council_slug: str, kind: str) -> HttpResponse:
    on, form = today(), LogFilter(request.GET)
    sheet = Sheet(
        f"Reminders of {request.council}",  # type: ignore[attr-defined]
        ("Made", "Person", "What", "Kind", "Rule", "Due", "State", "Sent", "Why"),
        (
            (
                reminder.made_on,
                name,
                reminder.title,
                reminder.get_kind_display(),
                reminder.rule_words,
                reminder.due_on,
                word("reminder", reminder.state),
                reminder.sent_at and timezone.localtime(reminder.sent_at),
                reminder.why,
            )
            for reminder, name in _named(_log(request, form))
        ),
        [*list_notes(on=on, form=form, query=request.GET), *word_notes("reminder")],
    )
    return table_response(kind, f"{council_slug}-reminders-{on:%Y-%m-%d}", [sheet])


@policy(public=True)
def mailbox(request: HttpRequest) -> HttpResponse:
    """The demonstration's e-mails, of everybody: made-up people only."""
    _demonstration_only()
    page = Paginator(folder.names(), ROWS).get_page(request.GET.get("page"))
    letters = [letter for name in page if (letter := folder.find(name))]
    return render(request, "reminders/mailbox.html", {"page": page, "letters": letters})


@policy(public=True)
def mailbox_letter(request: HttpRequest, letter: str) -> HttpResponse:
    _demonstration_only()
    found = folder.find(letter)
    if found is None:
        raise Http404
    return render(request, "reminders/mailbox_letter.html", {"letter": found})


def _demonstration_only() -> None:
    if not settings.DEMO:
        raise Http404


def _council_id(request: HttpRequest) -> int:
    return request.council.pk  # type: ignore[attr-defined, no-any-return]


def _due(request: HttpRequest, form: DueFilter, *, on: datetime.date) -> DueItemQuerySet:
    visible = DueItem.objects.visible_to(request.user).filter(council=_council_id(request))  # type: ignore[arg-type]
    items = form.narrow(visible.of_the_council(on=on).overdue_or_within(days=AHEAD, on=on), on=on)
    return items.select_related("owner", "owner_organisation").soonest_first()


def _whose(item: DueItem, request: HttpRequest) -> str:
    """Officers' names are for their own council."""
    if item.owner and not request.user.access.is_department:  # type: ignore[union-attr]
        return str(item.owner)
    return "A council officer" if item.owner else str(item.owner_organisation or "")


def _log(request: HttpRequest, form: LogFilter) -> ReminderQuerySet:
    council_id = _council_id(request)
    visible = Reminder.objects.visible_to(request.user).filter(council=council_id)  # type: ignore[arg-type]
    return form.narrow(visible.with_state().with_ours().select_related("recipient"))


def _named(reminders: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Each reminder with its person's name; people of the Department are not named to councils."""
    for reminder in reminders:
        yield reminder, str(reminder.recipient) if reminder.is_ours else "Department for Education"
