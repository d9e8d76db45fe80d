"""The dashboard over councils: worst first, every number equal to its list, one statement for any number of councils."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action, CouncilSummary
from boards.services import roll_forward
from councils import scope
from councils.models import Council, User
from reports.councils_dashboard import CouncilRow, council_rows, filter_rows, sort_rows, totals

from .. import factories as make
from ..factories import TODAY
from .story import tell

URL, CSV = "/councils/", "/councils.csv"


def row(name: str, **counts: Any) -> CouncilRow:
    fields: dict[str, Any] = {
        "slug": name.lower(), "name": name, "region": "London", "notice_number": 1, "kind": "improvement_notice",
        "issued_on": TODAY, "review_on": None, "last_board": TODAY, **counts,
    }  # fmt: skip
    return CouncilRow(**fields)


def council_with(name: str, *, actions: int = 10, region: str = "South West", **story: Any) -> Council:
    council: Council = make.CouncilFactory(name=name, slug=name.lower(), region=region)
    tell(council, owner=make.UserFactory(name=f"Officer of {name}"), actions=actions, **story)
    return council


@pytest.fixture
def three(db: None) -> list[Council]:
    councils = [
        council_with("Felpersham", actions=2),
        council_with("Ambridge"),
        council_with("Borchester", actions=1),
    ]
    roll_forward(on=TODAY)
    return councils


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', html)


# -- the order


def test_worst_first_means_off_track_then_overdue_then_at_risk_then_not_updated() -> None:
    rows = [
        row("Calm", open=10, on_track=10, updated=10),
        row("Silent", open=10, on_track=10, updated=0),
        row("Worried", open=10, at_risk=1, on_track=9, updated=10),
        row("Optimist", open=10, on_track=10, overdue=5, updated=10),
        row("Honest", open=10, off_track=4, on_track=6, updated=10),
        row("Both", open=10, off_track=4, overdue=4, on_track=6, updated=10),
        row("Empty"),
    ]
    order = ["Both", "Honest", "Optimist", "Worried", "Silent", "Calm", "Empty"]
    assert [r.name for r in sort_rows(rows)] == order
    assert [r.name for r in sort_rows(rows[::-1])] == order


@pytest.mark.parametrize(
    "sort", ["name", "issued", "review", "updated", "off_track", "at_risk", "on_track", "overdue"]
)
def test_each_column_sorts_both_ways_and_equals_stay_worst_first(sort: str) -> None:
    rows = [row("B", open=4, overdue=2), row("A", open=4, overdue=1), row("C", open=4, overdue=1, at_risk=4)]
    up, down = sort_rows(rows, sort), sort_rows(rows, f"-{sort}")
    assert sorted(r.name for r in up) == sorted(r.name for r in down) == ["A", "B", "C"]
    if sort == "overdue":
        assert [r.name for r in up] == ["C", "A", "B"] and [r.name for r in down] == ["B", "C", "A"]
    if sort == "issued":  # all equal
        assert [r.name for r in up] == [r.name for r in sort_rows(rows)]


def test_the_worst_council_is_the_first_row_of_the_landing_page(
    three: list[Council], observer: User, client: Client
) -> None:
    client.force_login(observer)
    html = client.get(URL).content.decode()
    assert names(html)[0] == "Ambridge"  # one action off track, as everywhere, but two overdue
    rates = {r.name: r.worry for r in council_rows(observer, on=TODAY)}
    assert names(html) == sorted(rates, key=lambda name: rates[name], reverse=True)


def test_sort_links_tell_the_order_in_force(three: list[Council], observer: User, client: Client) -> None:
    client.force_login(observer)
    html = client.get(URL, {"sort": "-overdue", "region": "South West"}).content.decode()
    assert re.search(r'aria-sort="descending"><a [^>]*href="\?sort=overdue&amp;region=South\+West"', html)
    assert html.count("aria-sort") == 1
    assert "aria-sort" not in client.get(URL).content.decode()
    assert client.get(URL, {"sort": "nonsense"}).status_code == 200


# -- the rows


def test_only_councils_with_an_instrument_in_force_are_listed(three: list[Council], observer: User) -> None:
    make.NoticeFactory(
        council=make.CouncilFactory(name="Drafty"), state="draft", issued_on=None, in_force_on=None
    )
    make.NoticeFactory(council=make.CouncilFactory(name="Lifted"), state="lifted")
    make.NoticeFactory(council=make.CouncilFactory(name="Ended"), state="period_ended")
    assert {r.name for r in council_rows(observer, on=TODAY)} == {
        "Felpersham",
        "Ambridge",
        "Borchester",
        "Ended",
    }


def test_a_council_with_two_instruments_is_one_row_with_the_newest(ambridge: Council, observer: User) -> None:
    make.NoticeFactory(council=ambridge, number=1)
    make.NoticeFactory(
        council=ambridge, number=2, kind="statutory_direction", issued_on=TODAY, in_force_on=TODAY
    )
    (found,) = council_rows(observer, on=TODAY)
    assert (found.notice_number, found.kind) == (2, "statutory_direction")


def test_the_next_review_is_the_earliest_not_held_and_late_in_words(
    ambridge: Council, observer: User, client: Client
) -> None:
    notice = make.NoticeFactory(council=ambridge)
    day = datetime.timedelta(days=1)
    make.ReviewFactory(council=ambridge, notice=notice, due_on=TODAY - 90 * day, held_on=TODAY - 88 * day)
    make.ReviewFactory(council=ambridge, notice=notice, due_on=TODAY - 3 * day)
    make.ReviewFactory(council=ambridge, notice=notice, due_on=TODAY + 90 * day)
    client.force_login(observer)
    assert "19 Nov 2026<br><strong>3 days overdue</strong>" in client.get(URL).content.decode()


def test_the_numbers_are_those_of_the_actions(three: list[Council], observer: User) -> None:
    for found in council_rows(observer, on=TODAY):
        actions = Action.objects.filter(council__slug=found.slug)
        since = TODAY - datetime.timedelta(days=14)
        assert found.last_board == since
        assert found.open == actions.open().count()
        assert found.off_track == actions.open().filter(confidence="off_track").count()
        assert found.at_risk == actions.open().filter(confidence="at_risk").count()
        assert found.on_track == actions.open().filter(confidence="on_track").count()
        assert found.overdue == actions.overdue(on=TODAY).count()
        assert found.updated == actions.open().filter(reported_on__gte=since).count()


def test_before_the_scheduler_has_turned_the_day_the_numbers_are_right_all_the_same(
    three: list[Council], observer: User
) -> None:
    right = council_rows(observer, on=TODAY)
    CouncilSummary.objects.update(counted_on=TODAY - datetime.timedelta(days=9), overdue=77, updated=77)
    assert council_rows(observer, on=TODAY) == right


def test_from_the_worst_row_to_why_in_one_step_and_to_its_late_action_in_two(
    three: list[Council], observer: User, client: Client
) -> None:
    client.force_login(observer)
    html = client.get(URL).content.decode()
    (late,) = re.findall(r'href="(/department/actions/\?council=borchester&amp;show=overdue)"', html)
    listed = client.get(late.replace("&amp;", "&")).content.decode()
    assert "Two of the five posts are still empty after the second round." in listed
    assert "An agency team starts on 1 December." in listed
    assert '/councils/borchester/actions/1.1/"' in listed
    assert client.get("/councils/borchester/actions/1.1/").status_code == 200


def test_a_hostile_name_is_text(observer: User, client: Client) -> None:
    council = make.CouncilFactory(name="<script>alert(1)</script>", slug="x", region='"><b>')
    make.NoticeFactory(council=council)
    client.force_login(observer)
    html = client.get(URL).content.decode()
    assert "<script>alert" not in html and '"><b>' not in html
    assert "&lt;script&gt;alert(1)" in html


def test_no_council_yet_is_said(observer: User, client: Client) -> None:
    client.force_login(observer)
    assert "No council has an instrument in force" in client.get(URL).content.decode()


# -- filters, totals, CSV


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({}, {"Felpersham", "Ambridge", "Borchester", "Hollerton"}),
        ({"name": "AMB"}, {"Ambridge"}),
        ({"region": "London"}, {"Hollerton"}),
        ({"region": "Atlantis"}, {"Felpersham", "Ambridge", "Borchester", "Hollerton"}),
        ({"instrument": "statutory_direction"}, {"Hollerton"}),
        ({"confidence": "off_track"}, {"Felpersham", "Ambridge", "Borchester"}),
        ({"confidence": ["off_track", "at_risk"]}, {"Felpersham", "Ambridge", "Borchester"}),
        ({"confidence": "at_risk"}, {"Ambridge"}),
        ({"overdue": "on"}, {"Felpersham", "Ambridge", "Borchester"}),
        ({"not_updated": "on"}, {"Ambridge"}),
        ({"overdue": "on", "name": "zzz"}, set()),
    ],
)
def test_filters_leave_the_same_councils_on_the_page_and_in_the_csv(
    three: list[Council], observer: User, client: Client, query: dict[str, Any], left: set[str]
) -> None:
    hollerton = make.CouncilFactory(name="Hollerton", region="London")
    make.NoticeFactory(council=hollerton, kind="statutory_direction")
    client.force_login(observer)
    html = client.get(URL, query).content.decode()
    listed = list(csv.DictReader(io.StringIO(client.get(CSV, query).content.decode("utf-8-sig"))))
    assert set(names(html)) == left
    assert names(html) == [line["Council"] for line in listed]
    assert f"{len(left)} council" in html
    if not left:
        assert "No council matches these filters" in html


def test_totals_are_the_sums_of_the_rows_shown(three: list[Council], observer: User, client: Client) -> None:
    rows = council_rows(observer, on=TODAY)
    found = totals(filter_rows(rows, {"name": "amb"}))
    assert (found.councils, found.open, found.off_track, found.overdue) == (1, 7, 1, 2)
    client.force_login(observer)
    html = client.get(URL, {"name": "amb"}).content.decode()
    top = re.findall(r'data-number="(\d+)" href="/department/actions/\?name=amb&amp;show=(\w+)"', html)
    assert top[:5] == [
        ("1", "off_track"),
        ("2", "overdue"),
        ("2", "at_risk"),
        ("4", "on_track"),
        ("7", "open"),
    ]


def test_the_csv_holds_dates_and_numbers_that_a_spreadsheet_understands(
    three: list[Council], observer: User, client: Client
) -> None:
    client.force_login(observer)
    response = client.get(CSV)
    assert response["Content-Disposition"] == 'attachment; filename="councils-2026-11-22.csv"'
    lines = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert next(line for line in lines if line["Council"] == "Borchester") == {
        "Council": "Borchester", "Region": "South West", "Off track": "1", "Overdue": "1", "At risk": "0",
        "On track": "0", "Updated since last board": "1", "Open actions": "1", "Last board on": "2026-11-08",
        "Board gap": "", "Late reports": "0", "Next review due on": "2027-01-01", "Next review": "due in 40 days",
        "Instrument": "Improvement notice", "Issued on": "2026-06-25",
    }  # fmt: skip


# -- who, and at what cost


@pytest.mark.parametrize("path", [URL, CSV])
def test_it_is_the_departments_page(
    three: list[Council], chair: User, outsider: User, client: Client, path: str
) -> None:
    for user in (chair, outsider):
        client.force_login(user)
        assert client.get(path).status_code == 403


def test_no_officers_name_is_on_it(three: list[Council], observer: User, client: Client) -> None:
    client.force_login(observer)
    for path in (URL, CSV):
        assert b"Officer of" not in client.get(path).content


def test_statements_do_not_grow_with_councils_or_actions(
    three: list[Council], observer: User, client: Client
) -> None:
    client.force_login(observer)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        assert len(names(client.get(URL).content.decode())) == 3
    for number in range(9):
        council_with(f"Council{number}", actions=30 if number == 0 else 3)
    roll_forward(on=TODAY)
    with CaptureQueriesContext(connection) as many:
        assert len(names(client.get(URL).content.decode())) == 12
    assert len(few) == len(many)
    data = [
        q
        for q in many.captured_queries
        if "notices_notice" in q["sql"] or "actions_councilsummary" in q["sql"]
    ]
    assert len(data) == 1


def test_the_page_runs_as_a_role_that_can_only_read(three: list[Council], observer: User) -> None:
    with scope.entered(scope.Scope(user_id=observer.pk, department=True)):
        assert len(council_rows(observer, on=TODAY)) == 3
