"""The Department's pages over all councils beside the landing page. Each takes its filters, and leads on with them."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import links
from ..department.actions import LOOKS, OFF_PLAN, PAGE, RESTRICTED, AcrossRow, actions_now, actions_past
from ..department.asked import Asked, asked
from ..department.changes import CHANGES, DAYS, KINDS, Change, changes_since
from ..department.compare import Comparison, choices, compare_councils
from ..department.dates import DATES, Due, dates_of
from ..department.forms import ChangesFilter, CompareFilter, PartFilter
from ..department.tiles import tiles_of

_ACTION_LOOKS = [(name, look.words) for name, look in LOOKS.items()]


@policy(Permission.VIEW_ALL_COUNCILS)
def actions(request: CouncilRequest) -> HttpResponse:
    """What is off plan in all councils, or another part of their actions: today, or as it stood on a day."""
    found = asked(request, PartFilter, looks=_ACTION_LOOKS)
    sort, number = request.GET.get("sort", ""), _page_number(request)
    if found.past_day:
        every = actions_past(found.councils, found.show, on=found.on, sort=sort)
        rows, total = every[(number - 1) * PAGE : number * PAGE], len(every)
    else:
        rows, total = actions_now(found.councils, found.show, on=found.on, sort=sort, page=number)
    return render(
        request,
        "reports/department_actions.html",
        {
            **_shown(found),
            "rows": rows,
            "total": total,
            "look": LOOKS[found.show or OFF_PLAN].words,
            "page": Paginator(range(total), PAGE).get_page(number),
            "sort": sort,
            "restricted_words": RESTRICTED,
        },
    )


@policy(Permission.VIEW_ALL_COUNCILS)
def actions_spreadsheet(request: CouncilRequest, kind: str) -> HttpResponse:
    """The same rows in the same order, all of them."""
    found = asked(request, PartFilter, looks=_ACTION_LOOKS)
    sort = request.GET.get("sort", "")
    if found.past_day:
        rows = actions_past(found.councils, found.show, on=found.on, sort=sort)
    else:
        rows, _ = actions_now(found.councils, found.show, on=found.on, sort=sort)
    sheet = Sheet(
        "Actions of all councils",
        (
            "Council", "Reference", "Action", "Delivery", "Confidence", "Due on", "Late", "Why", "Recovery",
            "Last update on", "New date asked for", "New dates agreed", "Link",
        ),
        (_action_cells(row, found.on) for row in rows),
        [*list_notes(on=found.on, form=found.form, query=request.GET), *word_notes("delivery", "confidence")],
    )  # fmt: skip
    return table_response(kind, f"actions-{found.on:%Y-%m-%d}", [sheet])


def _action_cells(row: AcrossRow, on: datetime.date) -> list[Any]:
    return [
        row.council, row.ref, row.title or RESTRICTED, row.words("delivery"), row.words("confidence"), row.due_on,
        row.late(on), row.why, row.recovery, row.reported_on, row.asked, None if row.is_restricted else row.moved,
        f"{settings.BASE_URL}{row.href}" if row.href else "",
    ]  # fmt: skip


@policy(Permission.VIEW_ALL_COUNCILS)
def dates(request: CouncilRequest) -> HttpResponse:
    """Reviews and reports to come, and late ones."""
    found, every, rows = _dates(request)
    return render(
        request,
        "reports/department_dates.html",
        {
            **_shown(found),
            "page": _paged(request, rows),
            "figures": DATES.numbers(every, request.path, **_links_keep(found)),
        },
    )


@policy(Permission.VIEW_ALL_COUNCILS)
def dates_spreadsheet(request: CouncilRequest, kind: str) -> HttpResponse:
    found, _, rows = _dates(request)
    sheet = Sheet(
        "Reviews and reports",
        ("Council", "What", "Due on", "In words", "Link"),
        ((due.council, due.what, due.due_on, due.words, f"{settings.BASE_URL}{due.href}") for due in rows),
        list_notes(on=found.on, form=found.form, query=request.GET),
    )
    return table_response(kind, f"reviews-and-reports-{found.on:%Y-%m-%d}", [sheet])


def _dates(request: CouncilRequest) -> tuple[Asked, list[Due], list[Due]]:
    found = asked(request, PartFilter, looks=[("", "All"), *_capitals(DATES.choices())])
    every = dates_of(found.councils, on=found.on)
    return found, every, DATES.kept(every, found.show)


@policy(Permission.VIEW_ALL_COUNCILS)
def changes(request: CouncilRequest) -> HttpResponse:
    """What changed since a day; without one, in the last four weeks."""
    found, since, every, rows = _changes(request)
    keep = {**_links_keep(found), "since": since.isoformat()}
    return render(
        request,
        "reports/department_changes.html",
        {
            **_shown(found),
            "since": since,
            "page": _paged(request, rows),
            "kinds": KINDS,
            "figures": CHANGES.numbers(every, request.path, **keep),
        },
    )


@policy(Permission.VIEW_ALL_COUNCILS)
def changes_spreadsheet(request: CouncilRequest, kind: str) -> HttpResponse:
    found, since, _, rows = _changes(request)
    sheet = Sheet(
        f"Changed since {since:%d %m %Y}",
        ("On", "Council", "Change", "What", "In words", "Link"),
        (
            (row.on, row.council, KINDS[row.kind].capitalize(), row.what, row.words, f"{settings.BASE_URL}{row.href}")
            for row in rows
        ),
        list_notes(on=found.on, form=found.form, query=request.GET),
    )  # fmt: skip
    return table_response(kind, f"changed-since-{since:%Y-%m-%d}", [sheet])


def _changes(request: CouncilRequest) -> tuple[Asked, datetime.date, list[Change], list[Change]]:
    looks = [("", "All"), *_capitals(CHANGES.choices())]
    found = asked(request, ChangesFilter, looks=looks, leave_out=("as_at",))
    since = found.form.cleaned_data.get("since") or found.on - datetime.timedelta(days=DAYS)
    every = changes_since(found.councils, request.user, since=since, on=found.on)
    return found, since, every, CHANGES.kept(every, found.show)


@policy(Permission.VIEW_ALL_COUNCILS)
def compare(request: CouncilRequest) -> HttpResponse:
    """One indicator of several councils, with the caution that goes with it."""
    found, comparison = _comparison(request)
    return render(request, "reports/department_compare.html", {**_shown(found), "comparison": comparison})


@policy(Permission.VIEW_ALL_COUNCILS)
def compare_spreadsheet(request: CouncilRequest, kind: str) -> HttpResponse:
    found, comparison = _comparison(request)
    rows = comparison.rows if comparison else []
    sheet = Sheet(
        "One indicator compared",
        ("Council", "Reference", "Value", "In words", "Period", "Counted", "Wanted", "Definition"),
        (
            (row.council, row.ref, row.value, row.figure, row.period, row.of, row.wanted, row.definition)
            for row in rows
        ),
        [*list_notes(on=found.on), *([comparison.title, *comparison.cautions] if comparison else ())],
    )
    return table_response(kind, f"compared-{found.on:%Y-%m-%d}", [sheet])


def _comparison(request: CouncilRequest) -> tuple[Asked, Comparison | None]:
    """Of the indicator in the address; without one, of the one that most councils have."""
    found = asked(request, CompareFilter, leave_out=("as_at",))
    indicators = choices(found.councils, request.user)
    field: Any = found.form.fields["indicator"]
    field.choices = indicators
    wanted = request.GET.get("indicator", "")
    key = wanted if wanted in dict(indicators) else indicators[0][0] if indicators else ""
    return found, compare_councils(key, found.councils, request.user)


@policy(Permission.VIEW_ALL_COUNCILS)
def tiles(request: CouncilRequest) -> HttpResponse:
    """The councils as tiles on a map of England's regions, and as a table under it."""
    found = asked(request)
    regions = tiles_of(
        found, councils_at=reverse("reports:councils"), actions_at=reverse("reports:department_actions")
    )
    return render(
        request, "reports/department_tiles.html", {**_shown(found), "regions": regions, "links": links}
    )


def _shown(found: Asked) -> dict[str, Any]:
    return {"form": found.form, "on": found.on, "past_day": found.past_day, "councils": found.councils}


def _links_keep(found: Asked) -> dict[str, list[str] | str]:
    """The filters of councils, the one council and the day, for links to the same page."""
    more = {"council": found.form.cleaned_data.get("council") or "", "as_at": str(found.past_day or "")}
    return {**found.keeping, **{name: value for name, value in more.items() if value}}


def _capitals(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, words.capitalize()) for name, words in choices]


def _paged(request: CouncilRequest, rows: list[Any]) -> Page[Any]:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def _page_number(request: CouncilRequest) -> int:
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1
