"""What a page of the Department was asked: the day, the councils that its filters leave, and what its links keep."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from councils.clock import today
from councils.models import User
from councils.requests import CouncilRequest

from ..councils_dashboard import CouncilRow, council_rows, filter_rows
from ..numbers import Number
from .forms import CouncilFilter, DayFilter, PartFilter
from .tiles import PLACES

# What is no filter of councils: which part of a list, of which council, in which order, and the boxes of a date.
_OF_THE_PAGE = ("show", "council", "sort", "page", "columns", "since", "indicator", "as_at")


@dataclass(frozen=True)
class Asked:
    form: CouncilFilter
    on: datetime.date  # the day that is shown: today, or `past_day`
    past_day: datetime.date | None
    every: list[CouncilRow]  # every council with an instrument in force on that day, worst first
    councils: list[CouncilRow]  # those that the filters leave
    keeping: dict[str, list[str]]  # the filters of councils, for the address of another page

    @property
    def show(self) -> str:
        return str(self.form.cleaned_data.get("show") or "")

    def number(self, value: int, label: str, address: str, show: str) -> Number:
        """A number over all councils that are left; its list keeps their filters and the day."""
        query = {**self.keeping, **_day(self.past_day), "show": [show]}
        return Number(value, label, f"{address}?{urlencode(query, doseq=True)}")

    def of_one(self, address: str) -> tuple[str, str]:
        """What stands before and after a council's slug in the address of its part of a list, as HTML, before the look."""
        return f"{address}?council=", f"&amp;as_at={self.past_day}" if self.past_day else ""


def _day(past_day: datetime.date | None) -> dict[str, list[str]]:
    return {"as_at": [past_day.isoformat()]} if past_day else {}


def asked(
    request: CouncilRequest,
    form: type[CouncilFilter] = CouncilFilter,
    *,
    looks: Sequence[tuple[str, str]] = (),
    leave_out: Sequence[str] = (),
) -> Asked:
    user, query, now = request.user, request.GET, today()
    past_day = DayFilter(query, on=now).past_day() if "as_at" not in leave_out else None
    return answer(user, query, form, now=now, past_day=past_day, looks=looks, leave_out=leave_out)


def answer(
    user: User,
    query: QueryDict,
    form: type[CouncilFilter],
    *,
    now: datetime.date,
    past_day: datetime.date | None,
    looks: Sequence[tuple[str, str]],
    leave_out: Sequence[str],
) -> Asked:
    on = past_day or now
    every = council_rows(user, on=on, is_past=past_day is not None)
    # A region that was asked for stays asked for when its last council has left the list.
    asked_for = PLACES.keys() & set(query.getlist("region"))
    choices: dict[str, Any] = {"regions": sorted({row.region for row in every} | asked_for)}
    if issubclass(form, PartFilter):
        named = sorted((row.name, row.slug) for row in every)
        choices |= {"looks": looks, "councils": [(slug, name) for name, slug in named]}
    filled = form(query, on=now, **choices)
    for name in leave_out:
        del filled.fields[name]
    filled.is_valid()  # a wrong value filters nothing
    keeping = {
        name: query.getlist(name)
        for name in filled.fields
        if name not in _OF_THE_PAGE and filled.cleaned_data.get(name)
    }
    councils = filter_rows(every, filled.cleaned_data, on=on)
    return Asked(filled, on, past_day, every, councils, keeping)
