"""Addresses of the lists behind the numbers. One place, so that a number and its list cannot part ways."""

from __future__ import annotations

import datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

_PLACE, _REF = "council-of-the-row", "ref-of-the-row"


def plan_list(council_slug: str, **filters: str) -> str:
    """The plan, showing only the actions that a number counted: `plan_list(slug, confidence="off_track")`."""
    return _address("actions:plan", council_slug) + (f"?{urlencode(filters)}" if filters else "")


PAGES = {  # by kind of report
    "board_progress": "reports:progress",
    "exceptions": "reports:exceptions",
    "one_page": "reports:one_page",
}
OVERDUE = {"overdue": "on"}


def action(council_slug: str, ref: str) -> str:
    return _address("actions:action", council_slug, ref=_REF).replace(_REF, ref)


def council(council_slug: str) -> str:
    return _address("reports:council", council_slug)


def notice(council_slug: str, number: int) -> str:
    return f"{_address('notices:list', council_slug)}{number}/"


def requirement(council_slug: str, number: int, seq: int) -> str:
    return f"{notice(council_slug, number)}requirements/{seq}/"


def meeting(council_slug: str, number: int) -> str:
    return f"{_address('boards:board', council_slug)}meetings/{number}/"


def reviews(council_slug: str) -> str:
    return _address("reviews:list", council_slug)


def report_page(kind: str, council_slug: str, as_at: datetime.date) -> str:
    """The page of a report of the plan."""
    return f"{_address(PAGES[kind], council_slug)}?as_at={as_at}"


def _address(name: str, council_slug: str, **kwargs: str) -> str:
    """Resolving an address costs more than printing its row, so it is done once a route, not once a row."""
    return _template(name, **kwargs).replace(_PLACE, council_slug)


@lru_cache(maxsize=16)
def _template(name: str, **kwargs: str) -> str:
    return reverse(name, kwargs={"council_slug": _PLACE, **kwargs})
