"""The Department's pages over all councils: today and on a past day, with one cost for any number of councils."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action, DateChange
from boards.models import Meeting
from boards.services import roll_forward
from councils import scope
from councils.models import Council, User
from councils.permissions import Role
from reports.councils_dashboard import council_rows, filter_rows
from reports.department.actions import LOOKS, RESTRICTED, actions_now, actions_past
from reports.department.changes import changes_since
from reports.department.compare import FEW, compare_councils
from reports.models import SavedView, WatchedCouncil

from .. import factories as make
from ..conftest import member
from ..factories import TODAY
from .story import Story, tell

DAY = datetime.timedelta(days=1)
SECRET = "Zyzzyva"
PAGES = [f"/department/{page}/" for page in ("actions", "changes", "dates", "compare", "map", "views")]


def council_of(name: str, *, actions: int = 10) -> Story:
    council: Council = make.CouncilFactory(name=name, slug=name.lower(), region="South West")
    return tell(council, owner=make.UserFactory(), actions=actions)


@pytest.fixture
def two(db: None) -> list[Story]:
    found = [council_of("Ambridge"), council_of("Felpersham", actions=2)]
    hidden = found[0].actions[0]
    Action.objects.filter(pk=hidden.pk).update(restricted=True, title=f"{SECRET} title")
    roll_forward(on=TODAY)
    return found


def listed(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


# -- as at


def test_as_at_today_is_today(two: list[Story], observer: User) -> None:
    with scope.entered(scope.Scope(user_id=observer.pk, department=True)):
        now, then = council_rows(observer, on=TODAY), council_rows(observer, on=TODAY, is_past=True)
        assert then == now
        for look in LOOKS:
            rows, total = actions_now(now, look, on=TODAY)
            assert len(rows) == total
            assert actions_past(then, look, on=TODAY) == rows, look


def test_a_past_day_shows_what_was_reported_by_then(two: list[Story], observer: User, client: Client) -> None:
    client.force_login(observer)
    then = TODAY - 20 * DAY  # the third report of the first actions came after it: they were at risk
    rows = {
        row["Reference"]: row for row in listed(client, f"/department/actions.csv?show=open&as_at={then}")
    }
    assert rows["2.5"]["Confidence"] == "On track"
    assert rows["2.2"]["Confidence"] == "At risk" and rows["2.2"]["Last update on"] == str(TODAY - 38 * DAY)
    page = client.get(f"/councils/?as_at={then}").content.decode()
    assert "As it stood at the end of 2 November 2026" in page
    assert f"?council=ambridge&amp;as_at={then}&amp;show=off_track" not in page  # 0 then: no link
    assert f"?council=ambridge&amp;as_at={then}&amp;show=at_risk" in page


def test_an_instrument_stands_from_its_issue_to_its_end(two: list[Story], observer: User) -> None:
    issued = two[0].notice.issued_on
    assert issued is not None
    assert council_rows(observer, on=issued - DAY, is_past=True) == []
    assert {row.name for row in council_rows(observer, on=issued, is_past=True)} == {"Ambridge", "Felpersham"}


def test_a_day_to_come_is_refused_in_words(two: list[Story], observer: User, client: Client) -> None:
    client.force_login(observer)
    page = client.get(f"/councils/?as_at={TODAY + DAY}").content.decode()
    assert "The date must be today or in the past" in page


# -- restricted actions


def test_a_restricted_action_is_a_row_that_says_nothing(
    two: list[Story], observer: User, client: Client
) -> None:
    client.force_login(observer)
    for day in ("", f"&as_at={TODAY - DAY}"):
        address = f"?council=ambridge&show=off_track{day}"
        page = client.get(f"/department/actions/{address}").content.decode()
        rows = listed(client, f"/department/actions.csv{address}")
        assert SECRET not in page and RESTRICTED in page
        (only,) = rows
        assert {key for key, value in only.items() if value} == {"Council", "Action"}
        assert only["Action"] == RESTRICTED


# -- which councils


def test_gaps_between_boards_and_late_reports_are_flagged_and_filtered(
    two: list[Story], observer: User, client: Client
) -> None:
    ambridge, felpersham = two
    Meeting.objects.filter(council=felpersham.council, held_on__gt=TODAY - 60 * DAY).delete()
    make.ReportDueFactory(
        council=ambridge.council, notice=ambridge.notice, author="leader", due_on=TODAY - DAY
    )
    rows = council_rows(observer, on=TODAY)
    assert [row.name for row in filter_rows(rows, {"board_gap": True})] == ["Felpersham"]
    assert [row.name for row in filter_rows(rows, {"late_reports": True})] == ["Ambridge"]
    client.force_login(observer)
    page = client.get("/councils/").content.decode()
    assert 'href="/councils/felpersham/board/">Board gap</a>. The board last met on' in page
    assert '/department/dates/?council=ambridge&amp;show=late_reports">1<' in page
    (late,) = listed(client, "/department/dates.csv?show=late_reports")
    assert (late["Council"], late["In words"]) == ("Ambridge", "1 day overdue")


@pytest.mark.parametrize(
    ("review", "left"),
    [("overdue", ["Ambridge"]), ("30", []), ("90", ["Felpersham"]), ("none", ["Hollerton"])],
)
def test_the_next_review_is_a_filter(two: list[Story], observer: User, review: str, left: list[str]) -> None:
    make.ReviewFactory(council=two[0].council, notice=two[0].notice, due_on=TODAY - DAY)
    make.NoticeFactory(council=make.CouncilFactory(name="Hollerton"))
    rows = filter_rows(council_rows(observer, on=TODAY), {"review": review}, on=TODAY)
    assert [row.name for row in rows] == left


# -- what changed


def test_what_changed_names_each_kind_once(two: list[Story], observer: User) -> None:
    story = two[1]
    action = story.actions[1]
    make.DateChangeFactory(
        council=story.council, action=action, asked_by=story.owner, state=DateChange.State.AGREED,
        closed_on=TODAY - DAY, closed_by=story.owner,
    )  # fmt: skip
    make.ReviewFactory(
        council=story.council, notice=story.notice, due_on=TODAY - 3 * DAY, held_on=TODAY - 2 * DAY
    )
    rows = council_rows(observer, on=TODAY)
    since = TODAY - 30 * DAY
    of_it = [c for c in changes_since(rows, observer, since=since, on=TODAY) if c.slug == "felpersham"]
    assert sorted((change.kind, change.on) for change in of_it) == sorted(
        [
            ("better", TODAY - 3 * DAY),  # 2.2: at risk before, on track now
            ("worse", TODAY - 5 * DAY),  # 1.1: at risk before, off track now
            ("overdue", TODAY - 19 * DAY),  # 1.1: due 20 days ago
            ("dates", TODAY - DAY),
            ("reviews", TODAY - 2 * DAY),
        ]
    )


def test_nothing_is_told_of_a_restricted_action_that_changed(
    two: list[Story], observer: User, client: Client
) -> None:
    client.force_login(observer)
    assert SECRET not in client.get("/department/changes/?since=2026-01-01").content.decode()


# -- one indicator compared


def test_a_comparison_says_what_speaks_against_it(two: list[Story], observer: User, client: Client) -> None:
    for story, definition, month, parts in (
        (two[0], "All posts", 9, (3, FEW - 1)),
        (two[1], "Qualified posts", 10, (None, None)),
    ):
        one = make.IndicatorFactory(
            council=story.council, title="Vacancy rate", definition=definition, direction="lower", target=10,
            from_parts=parts[0] is not None,
        )  # fmt: skip
        make.ObservationFactory(
            council=story.council, indicator=one, value=month, period_on=datetime.date(2026, month, 1),
            numerator=parts[0], denominator=parts[1], state="approved",
        )  # fmt: skip
    rows = council_rows(observer, on=TODAY)
    found = compare_councils("percent:vacancy rate", rows, observer)
    assert found is not None
    assert [(row.council, row.figure) for row in found.rows] == [("Felpersham", "10%"), ("Ambridge", "9%")]
    assert found.cautions == [
        "Each council defines its own indicators: read the definitions before you compare.",
        "The definitions differ.",
        "The figures are of different periods.",
        "Fewer than 30 are counted in Ambridge: one child moves such a figure by several points.",
        "How many are counted is not recorded for Felpersham.",
    ]
    assert found.finding == "Highest in Felpersham (10%), lowest in Ambridge (9%), of 2 councils."
    client.force_login(observer)
    page = client.get("/department/compare/").content.decode()
    assert f'alt="Vacancy rate. {found.finding}"' in page


def test_a_value_that_the_council_has_not_approved_is_not_compared(two: list[Story], observer: User) -> None:
    one = make.IndicatorFactory(council=two[0].council, title="Vacancy rate")
    make.ObservationFactory(council=two[0].council, indicator=one, value=9, state="submitted")
    found = compare_councils("percent:vacancy rate", council_rows(observer, on=TODAY), observer)
    assert found is not None and [row.figure for row in found.rows] == [""]


# -- what a person keeps


def test_a_watched_council_is_on_ones_own_watchlist_and_no_others(
    two: list[Story], observer: User, case_lead: User, client: Client
) -> None:
    client.force_login(observer)
    answer = client.post("/department/watchlist/", {"watch": "ambridge", "query": "sort=name"})
    assert answer["Location"] == "/councils/?sort=name"
    client.post("/department/watchlist/", {"watch": "ambridge"})  # twice is once
    assert [line["Council"] for line in listed(client, "/councils.csv?watched=on")] == ["Ambridge"]
    client.force_login(case_lead)
    assert listed(client, "/councils.csv?watched=on") == []
    client.force_login(observer)
    client.post("/department/watchlist/", {"stop": "ambridge"})
    assert WatchedCouncil.objects.count() == 0
    assert client.post("/department/watchlist/", {"watch": "nowhere"}).status_code == 404


def test_a_view_keeps_filters_order_and_columns_under_a_name(
    two: list[Story], observer: User, client: Client
) -> None:
    client.force_login(observer)
    query = "overdue=on&sort=-overdue&columns=overdue&columns=stage&as_at=2026-10-01&page=2"
    answer = client.post("/department/views/", {"name": "Late", "query": query})
    kept = "overdue=on&sort=-overdue&columns=overdue&columns=stage"
    assert answer["Location"] == f"/councils/?{kept}"
    assert (
        f'href="/councils/?{kept.replace("&", "&amp;")}">Late</a>'
        in client.get("/councils/").content.decode()
    )
    assert list(listed(client, f"/councils.csv?{kept}")[0]) == ["Council", "Region", "Overdue", "Stage"]
    again = client.post("/department/views/", {"name": "Late", "query": "sort=name"}).content.decode()
    assert "You have a view of this name" in again and 'value="Late"' in again
    assert SavedView.objects.get().query == kept


def test_nobody_sees_or_removes_the_view_of_another(
    two: list[Story], observer: User, case_lead: User, client: Client
) -> None:
    view = make.SavedViewFactory(user=observer, name=SECRET)
    client.force_login(case_lead)
    for page in ("/councils/", "/department/views/"):
        assert SECRET not in client.get(page).content.decode()
    client.post(f"/department/views/{view.pk}/remove/")
    assert SavedView.objects.filter(pk=view.pk).exists()
    client.force_login(observer)
    client.post(f"/department/views/{view.pk}/remove/")
    assert not SavedView.objects.filter(pk=view.pk).exists()


# -- the map, and the API


def test_the_map_says_the_worst_in_a_word(two: list[Story], observer: User, client: Client) -> None:
    client.force_login(observer)
    page = client.get("/department/map/").content.decode()
    assert page.count(">Off track</strong>") == 4  # two tiles, two rows
    assert '<h2 class="govuk-heading-s" id="region-9">London</h2>' in page


def test_the_api_gives_the_rows_of_the_pages(two: list[Story], observer: User, client: Client) -> None:
    client.force_login(observer)
    api = "/api/v1/department"
    councils: list[dict[str, Any]] = client.get(f"{api}/councils/").json()
    assert [(row["slug"], row["off_track"]) for row in councils] == [("ambridge", 1), ("felpersham", 1)]
    overdue = client.get(f"{api}/actions/?show=overdue").json()
    assert overdue["count"] == len(listed(client, "/department/actions.csv?show=overdue")) == 3
    assert len(client.get(f"{api}/dates/").json()) == len(listed(client, "/department/dates.csv"))
    assert len(client.get(f"{api}/changes/").json()) == len(listed(client, "/department/changes.csv"))
    body = {"council": "ambridge", "watched": True}
    assert client.post(f"{api}/watchlist/", body, content_type="application/json").status_code == 200
    assert [row["slug"] for row in client.get(f"{api}/councils/?watched=on").json()] == ["ambridge"]


# -- at what cost


@pytest.mark.parametrize("day", ["", f"?as_at={TODAY - 20 * DAY}"])
def test_no_page_asks_more_of_many_councils_than_of_two(
    two: list[Story], observer: User, client: Client, day: str
) -> None:
    client.force_login(observer)
    pages = ["/councils/", *PAGES]

    def costs() -> dict[str, int]:
        found = {}
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page + day).status_code == 200
            found[page] = len(asked)
        return found

    costs()
    few = costs()
    for number in range(4):
        council_of(f"Council{number}", actions=4)
    roll_forward(on=TODAY)
    assert costs() == few


def test_it_is_the_departments(two: list[Story], client: Client) -> None:
    client.force_login(member(two[0].council, Role.CHAIR))
    assert {client.get(page).status_code for page in PAGES} == {403}
