"""My actions, the plan, and the plan as a spreadsheet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from councils.clock import today
from councils.exports import list_notes, table_response
from councils.lateness import count
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from .. import lists
from ..around import Around, around
from ..exports import past_sheet, plan_sheets
from ..models import Action, Plan
from ..models.action import OPEN
from ..permissions import may_edit_plan, why_read_only
from ..plan_list import Listed, PlanFilters, listed, past_day
from ..plan_past import past
from .comments import mentions_of
from .find import choose, find_plan, names_are_shown, prefix_of

SOON = datetime.timedelta(days=14)


@policy(Permission.UPDATE_OWN_ACTION)
def mine(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """What the person must report on: overdue first, then by date."""
    on = today()
    own = Action.objects.visible_to(request.user).filter(council=request.council).owned_by(request.user)
    still_open = Q(delivery__in=OPEN)
    shows = {
        "": ("Open", still_open),
        "overdue": ("Overdue", still_open & Q(due_on__lt=on)),
        "due": ("Due in 14 days", still_open & Q(due_on__range=(on, on + SOON))),
        "all": ("All", Q()),
    }
    show = request.GET.get("show", "")
    show = show if show in shows else ""
    figures = lists.counts_of(own, {name: condition for name, (_, condition) in shows.items()})
    page = _page(request, figures[show])
    start = (page.number - 1) * lists.PAGE
    ordered = own.filter(shows[show][1]).order_by(*lists.OPEN_FIRST)
    context = {
        "rows": lists.rows(ordered[start : start + lists.PAGE], on=on, prefix=prefix_of(request)),
        "page": page,
        "show": show,
        "tabs": [{"name": name, "text": text, "count": figures[name]} for name, (text, _) in shows.items()],
        "mentions": mentions_of(request).count(),
        "overdue": figures["overdue"],
        "due_soon": figures["due"],
    }
    return render(request, "actions/action_mine.html", context)


@policy(Permission.VIEW_COUNCIL)
def plan(request: CouncilRequest, council_slug: str) -> HttpResponse:
    on = today()
    plans = lists.plans_of(request.user, request.council)
    found = choose(request, plans)
    if found is None:
        return render(request, "actions/plan_none.html")
    shown = asked_for(request, found, on, looks_back=True)
    on, as_at = shown.on, shown.as_at
    figures = shown.around.figures
    page, rows = _counted(request, shown, on)
    read_only = why_read_only(found, request.council, on=on)
    of_plan = f"?notice={found.notice.number}" if len(plans) > 1 else ""
    context = {
        "plan": found,
        "others": [other for other in plans if other != found],
        "of_plan": of_plan,
        "read_only": read_only,
        "ties_waiting": shown.around.ties_waiting,
        "restricted": shown.around.restricted,
        "may_edit": may_edit_plan(request.user, request.council.pk) and not read_only and not as_at,
        "as_at": as_at,
        "filters": shown.filters,
        "filtered": shown.listed.filtered,
        "sort": shown.listed.order,
        "figures": _figures(figures, of_plan, as_at),
        "focus_areas": figures["high"],
        "has_actions": bool(figures["all"]),
        "found": count(page.paginator.count, "action"),
        "page": page,
        "rows": rows,
        "objectives": {objective.pk: objective for objective in shown.around.objectives},
        "empty_objectives": [o for o in shown.around.objectives if not o.has_actions],
    }
    return render(request, "actions/plan.html", context)


@policy(Permission.VIEW_COUNCIL)
def plan_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    """The list of the plan page, with the same filters and order, all pages of it."""
    found = find_plan(request)
    shown = asked_for(request, found, today(), looks_back=True)
    on = shown.on
    notes = list_notes(on=on, form=shown.filters, query=request.GET)
    stem = f"{council_slug}-plan{'-filtered' if shown.listed.filtered else ''}-{on:%Y-%m-%d}"
    if shown.listed.past:
        sheet = past_sheet(shown.listed.past, shown.listed.ids(), names=names_are_shown(request), notes=notes)
        return table_response(kind, stem, [sheet])
    rows = Action.objects.visible_to(request.user).filter(council=request.council, plan=found)
    sheets = plan_sheets(
        found,
        rows,
        only=shown.listed.ids(),
        on=on,
        names=names_are_shown(request),
        notes=notes,
    )
    return table_response(kind, stem, sheets)


def listed_in_full(request: CouncilRequest) -> tuple[datetime.date, list[dict[str, Any]]] | None:
    """For programs: the day, and every row that the address asks for; None in a council without a plan."""
    found = choose(request, lists.plans_of(request.user, request.council))
    if found is None:
        return None
    shown = asked_for(request, found, today(), looks_back=True)
    return shown.on, [dict(zip(lists.COLUMNS, row, strict=True)) for row in shown.listed.rows()]


@dataclass
class Asked:
    """`on`: the day of the list; `as_at` the same, where it is a day of the past."""

    around: Around
    listed: Listed
    filters: PlanFilters
    on: datetime.date

    @property
    def as_at(self) -> datetime.date | None:
        return self.on if self.listed.past else None


def asked_for(request: CouncilRequest, plan: Plan, on: datetime.date, *, looks_back: bool = False) -> Asked:
    """What the address asks for: filters and order, and with `looks_back` a day of the past."""
    then = past_day(request.GET, on=on) if looks_back else None
    before = past(plan, as_at=then) if then else None
    its = before.around() if before else around(plan, on=on)
    names = names_are_shown(request)
    owners = its.owner_choices(names=names, me=names)
    filters = PlanFilters(
        request.GET, objectives=its.objectives, owners=owners, since=its.since, looks_back=looks_back
    )
    found = listed(
        plan,
        filters.chosen(),
        request.GET.get("sort", ""),
        objectives=its.objectives,
        user=request.user,
        on=then or on,
        since=filters.last,
        past=before,
    )
    return Asked(its, found, filters, then or on)


def _page(request: CouncilRequest, found: int) -> Page[int]:
    return Paginator(range(found), lists.PAGE).get_page(request.GET.get("page"))


def _counted(request: CouncilRequest, shown: Asked, on: datetime.date) -> tuple[Page[int], list[lists.Row]]:
    """One page of the list with its total. A page that is not there is the nearest that is."""
    owners = partial(shown.around.owner, names=names_are_shown(request))

    def counted(number: int) -> tuple[list[lists.Row], int]:
        return shown.listed.page(number, owners=owners, on=on, prefix=prefix_of(request))

    asked = request.GET.get("page", "")
    number = max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    rows, found = counted(number)
    page = _page(request, found)
    return page, rows if page.number == number else counted(page.number)[0]


def _figures(figures: dict[str, int], of_plan: str, as_at: datetime.date | None) -> list[dict[str, Any]]:
    """Numbers of the whole plan; each leads to the actions that it counts."""
    start = f"{of_plan or '?'}{'&' if of_plan else ''}{f'as_at={as_at}&' if as_at else ''}"
    shown = [
        ("all", "actions in all", ""),
        ("overdue", "overdue", "overdue=on"),
        ("off_track", "off track", "confidence=off_track"),
        ("at_risk", "at risk", "confidence=at_risk"),
        ("done", "done, awaiting board", "delivery=done"),
        ("complete", "confirmed or embedded", "delivery=complete"),
    ]
    return [
        {
            "number": figures[name],
            "label": label,
            "href": f"{start}{query}" if query and figures[name] else "",
        }
        for name, label, query in shown
    ]
