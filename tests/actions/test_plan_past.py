"""The plan as it stood: the same filters and orders, of the rows of that day, and the page says that it shows the past."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from actions.plan_list import CHANGED, MISSING, ORDERS, listed
from actions.plan_past import past
from councils.clock import today
from councils.lateness import long_date
from councils.models import User
from reports.links import plan_list
from tests import factories as make
from tests.reports.story import Story, tell

TODAY = today()  # what the rows of now are stamped with, by the database
DAY = datetime.timedelta(days=1)
SINCE = TODAY - 14 * DAY


@pytest.fixture
def story(ambridge: Any, officer: User) -> Story:
    told = tell(ambridge, owner=officer, actions=20)
    for action in told.actions:
        if action.delivery == "confirmed":
            day = TODAY - 3 * DAY
            action.reported_on, action.version = day, 5
            action.save()
            make.ActionUpdateFactory(
                council=ambridge, action=action, version=5, reported_on=day, delivery="confirmed", decision="confirm"
            )  # fmt: skip
    objective = told.objectives[0]
    objective.theme = "Voice of the child"
    objective.save()
    make.ActionFactory(council=ambridge, objective=objective, ref="N1", owner=None, original_due_on=None)
    make.EvidenceFactory(council=ambridge, action=told.actions[5])
    return told


def choices(story: Story) -> list[dict[str, str]]:
    """Every value of every filter, and some together."""
    alone = {
        "objective": ["1", "2"],
        "owner": ["nobody", "me", f"u{story.owner.pk}"],
        "delivery": ["open", "complete", "not_started", "in_progress", "done", "confirmed", "paused"],
        "confidence": ["off_track", "at_risk", "on_track"],
        "priority": ["high", "normal"],
        "overdue": ["on"],
        "not_updated": ["on"],
        "theme": ["Voice of the child"],
        "missing": list(MISSING),
        "changed": list(CHANGED),
    }
    pairs = [{name: value} for name, values in alone.items() for value in values]
    return [
        {},
        *pairs,
        {"theme": "Voice of the child", "overdue": "on"},
        {"missing": "owner", "objective": "1"},
    ]


def ids(story: Story, chosen: dict[str, str], *, order: str = "", then: Any = None) -> list[int]:
    around = past(story.plan, as_at=TODAY)
    found = listed(
        story.plan, chosen, order, objectives=around.objectives, user=story.owner, on=TODAY, since=SINCE, past=then
    )  # fmt: skip
    return found.ids()


def test_the_past_as_at_today_is_the_list_of_today_for_every_filter_and_order(story: Story) -> None:
    then = past(story.plan, as_at=TODAY)
    asked = choices(story)
    assert {str(c): ids(story, c, then=then) for c in asked} == {str(c): ids(story, c) for c in asked}
    assert sum(bool(ids(story, c)) for c in asked) >= len(asked) - 5  # most of them find something
    assert [ids(story, {}, order=order, then=then) for order in ORDERS] == [
        ids(story, {}, order=order) for order in ORDERS
    ]


def test_what_stands_around_the_list_is_the_same_as_at_today(story: Story) -> None:
    from actions.around import around

    now, then = around(story.plan, on=TODAY), past(story.plan, as_at=TODAY).around()
    assert (then.figures, then.people, then.agencies, then.nobody) == (
        now.figures, now.people, now.agencies, now.nobody,
    )  # fmt: skip
    assert then.objectives == [line for line in now.objectives if line.has_actions]


@pytest.mark.parametrize(
    "query, found",
    [
        ("missing=owner", ["N1"]),
        ("missing=date", ["N1"]),
        ("missing=evidence", ["1.16", "1.7", "2.17"]),  # one of the four that are done has evidence: 3.6
        ("changed=confirmed", ["1.17", "1.7"]),
        ("changed=new_date", []),
    ],
)
def test_what_is_missing_and_what_changed_is_found(
    story: Story, client: Client, query: str, found: list[str]
) -> None:
    client.force_login(story.owner)
    asked = f"/councils/ambridge/plan.csv?since={SINCE}&{query}"
    rows = list(csv.reader(io.StringIO(client.get(asked).content.decode("utf-8-sig"))))[1:]
    done = {a.ref for a in story.actions if a.delivery in ("done", "confirmed")} - {story.actions[5].ref}
    wanted = {"missing=evidence": sorted(done), "changed=confirmed": sorted(a.ref for a in story.actions if a.delivery == "confirmed")}  # fmt: skip
    assert sorted(row[0] for row in rows) == wanted.get(query, found)


def test_the_page_of_a_day_says_that_it_shows_the_past_and_offers_no_change(
    story: Story, lead: User, client: Client
) -> None:
    client.force_login(lead)
    day = TODAY - 40 * DAY
    html = client.get(
        "/councils/ambridge/plan/", {"as_at": str(day), "confidence": "at_risk"}
    ).content.decode()
    assert f"This page shows the past: how things stood on {long_date(day)}." in html
    assert "Add an action" in client.get("/councils/ambridge/plan/").content.decode()
    assert "Add an action" not in html and "Change several actions" not in html
    (now,) = re.findall(r'href="(\?[^"]*)">Show today', html)
    assert now == "?confidence=at_risk"
    listed_then = client.get("/councils/ambridge/plan.csv", {"as_at": str(day), "confidence": "at_risk"})
    rows = list(csv.DictReader(io.StringIO(listed_then.content.decode("utf-8-sig"))))
    assert rows and {row["Confidence"] for row in rows} == {"At risk"}
    assert all(row["Last update"] <= str(day) for row in rows)


@pytest.mark.parametrize("day", ["2026-13-01", "nonsense", str(TODAY), str(TODAY + 30 * DAY)])
def test_a_day_that_is_none_of_the_past_is_today(story: Story, client: Client, day: str) -> None:
    client.force_login(story.owner)
    response = client.get(f"/councils/ambridge/plan/?{urlencode({'as_at': day})}")
    assert response.status_code == 200 and b"This page shows the past" not in response.content


def test_the_department_reads_the_past_without_names(story: Story, observer: User, client: Client) -> None:
    client.force_login(observer)
    for kind in ("plan/", "plan.csv"):
        body = client.get(f"/councils/ambridge/{kind}?as_at={TODAY - 5 * DAY}").content.decode()
        assert story.owner.name not in body and "Council officer" in body


def test_links_keep_the_day(story: Story) -> None:
    assert (
        plan_list("ambridge", as_at="2026-10-01", overdue="on")
        == "/councils/ambridge/plan/?as_at=2026-10-01&overdue=on"
    )


@pytest.mark.parametrize("query", ["", f"as_at={TODAY - 40 * DAY}", f"changed=worse&since={SINCE}&sort=-due"])
def test_the_api_lists_what_the_page_lists(story: Story, client: Client, query: str) -> None:
    client.force_login(story.owner)
    answer = client.get(f"/api/v1/councils/ambridge/plan-list/?{query}").json()
    body = client.get(f"/councils/ambridge/plan.csv?{query}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [one["ref"] for one in answer["actions"]] == [row["Ref"] for row in rows] != []
    assert answer["count"] == len(rows)
    assert answer["on"] == (query.removeprefix("as_at=") if "as_at" in query else str(answer["on"]))
