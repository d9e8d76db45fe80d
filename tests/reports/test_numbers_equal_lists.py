"""Every number of every dashboard is as long as the list that it leads to, for every role (must-show 4 of issue 6).

Generated: the pages are those of the resolver, the numbers those that carry the mark of components/number.html, the lists
those whose address a number names. A new dashboard is covered the day it appears.
"""

from __future__ import annotations

import datetime
import re
from urllib.parse import urljoin

import pytest
from django.test import Client
from lxml import html

from actions.models import Action, DateChange
from boards.models import Meeting
from boards.services import roll_forward
from councils.models import Council, User
from councils.permissions import DEPARTMENT_ROLES, Role

from .. import factories as make
from ..conftest import member
from ..factories import TODAY
from ..test_matrix import ROUTES, name_of, parameters
from .story import tell

DAY = datetime.timedelta(days=1)
PAGES = [
    "/" + path
    for path, pattern in ROUTES
    if name_of(pattern).startswith("reports:") and parameters(path) in ([], ["council_slug"])
]
THEN = TODAY - 20 * DAY
DAYS = ("", f"?as_at={THEN}")


@pytest.fixture
def councils(db: None) -> list[Council]:
    """Three councils with a year's worth of everything. In one, two actions are for named people only, a date has moved
    and one waits, the board stopped meeting and a report is late."""
    found: list[Council] = []
    for name, actions in (("Ambridge", 12), ("Felpersham", 2), ("Hollerton", 1)):
        council = make.CouncilFactory(name=name, slug=name.lower(), region="South West")
        story = tell(council, owner=make.UserFactory(), actions=actions)
        found.append(council)
        if name == "Ambridge":
            for ref in ("1.1", "2.5"):
                Action.objects.filter(council=council, ref=ref).update(restricted=True)
            asked = {"asked_by": story.owner, "council": council}
            make.DateChangeFactory(action=story.actions[2], **asked)
            make.DateChangeFactory(
                action=story.actions[4], state=DateChange.State.AGREED, closed_on=TODAY - 5 * DAY,
                closed_by=story.owner, **asked,
            )  # fmt: skip
            make.ReportDueFactory(
                council=council, notice=story.notice, author="leader", due_on=TODAY - 25 * DAY
            )
        if name == "Felpersham":
            Meeting.objects.filter(council=council, held_on__gt=TODAY - 50 * DAY).delete()
    roll_forward(on=TODAY)
    return found


def rows_of(client: Client, address: str) -> int:
    """How many rows the list has, over all its pages."""
    number, following = 0, [address]
    while following:
        here = following.pop()
        place, _, fragment = here.partition("#")
        response = client.get(place)
        assert response.status_code == 200, f"{here} answers {response.status_code}"
        page = html.fromstring(response.content.decode())
        lists = page.xpath(
            f"//*[@id='{fragment}']" if fragment else "//*[@data-list]"
        ) or page.xpath("//*[@id='results']")  # fmt: skip
        assert lists, f"no list at {here}"
        rows = lists[0].xpath(".//tbody/tr[not(th[@scope='colgroup'])]") or lists[0].xpath(
            ".//li[not(ancestor::*[contains(@class, 'nb-chips') or contains(@class, 'pagination')])]"
        )
        number += len(rows)
        for link in page.xpath("//*[contains(@class, 'govuk-pagination__next')]//a/@href"):
            following.append(urljoin(place, link))
    return number


def numbers_of(client: Client, address: str) -> list[tuple[int, str]]:
    """The marked numbers of a page, each with the address that it leads to."""
    response = client.get(address)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return []
    found = html.fromstring(response.content.decode()).xpath("//a[@data-number]")
    return [(int(link.get("data-number")), urljoin(address, link.get("href"))) for link in found]


def test_every_number_of_every_dashboard_is_as_long_as_its_list_for_every_role(
    councils: list[Council], client: Client
) -> None:
    """The lead and the observer, who see most, open every page, today and on a past day; the others today the pages on
    which one of these two finds numbers."""
    first = (Role.LEAD, Role.OBSERVER)
    pages = dict.fromkeys(first, PAGES)
    with_numbers: set[str] = set()
    for role in sorted(Role, key=lambda role: role not in first):
        person: User = member(None if role in DEPARTMENT_ROLES else councils[0], role)
        client.force_login(person)
        wrong, followed = [], dict[str, int]()
        for path in pages.get(role, sorted(with_numbers)):
            for day in DAYS if role in first else DAYS[:1]:
                here = path.replace("<slug:council_slug>", councils[0].slug) + day
                for number, address in numbers_of(client, here):
                    with_numbers.add(path)
                    if address not in followed:
                        followed[address] = rows_of(client, address)
                    if followed[address] != number:
                        wrong.append((here, number, followed[address], address))
        assert wrong == [], role
        assert len(followed) >= (30 if role in DEPARTMENT_ROLES else 10), role


def test_no_number_of_the_departments_pages_is_without_its_mark(
    councils: list[Council], client: Client
) -> None:
    client.force_login(member(None, Role.OBSERVER))
    for path in [page for page in PAGES if "council_slug" not in page]:
        response = client.get(path)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        links = html.fromstring(response.content.decode()).xpath("//main//a[not(@data-number)]")
        assert [link.text for link in links if re.fullmatch(r"\d+", (link.text or "").strip())] == [], path
