"""A council's dashboard, of today and of any day: numbers equal their lists, charts say their findings, the API agrees."""

from __future__ import annotations

import csv
import datetime
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action, ObjectiveSummary
from boards.services import roll_forward
from councils import scope
from councils.models import User
from reports.council_counts import NAMES, counts_by_objective, total
from reports.council_over_time import over_time
from reports.council_overview import council_overview

from .. import factories as make
from ..factories import TODAY
from .story import Story
from .test_report_pages import text

URL, DAY = "/councils/ambridge/", datetime.timedelta(days=1)
SINCE = TODAY - 14 * DAY
THEN = TODAY - 20 * DAY
DAYS = (None, TODAY - 5 * DAY, THEN)
NUMBER = re.compile(r'data-number="(\d+)" href="([^"]+)"')


@pytest.fixture
def full(story: Story) -> Story:
    """With something of everything that the dashboard counts."""
    council, objective = story.council, story.objectives[0]
    objective.theme = "Voice & influence"
    objective.save()
    make.ActionFactory(council=council, objective=objective, ref="N1", owner=None, original_due_on=None)
    confirmed = next(action for action in story.actions if action.delivery == "confirmed")
    make.ActionUpdateFactory(
        council=council, action=confirmed, version=5, reported_on=TODAY - 6 * DAY, delivery="confirmed", decision="confirm"
    )  # fmt: skip
    make.DateChangeFactory(
        council=council,
        action=story.actions[0],
        state="agreed",
        closed_on=TODAY - 6 * DAY,
        closed_by=story.owner,
    )
    return story


def length(client: Client, href: str) -> int:
    """Of the list at an address: rows of the plan's spreadsheet, or of the page's list."""
    if "/plan/?" in href:
        body = client.get(href.replace("/plan/?", "/plan.csv?")).content.decode("utf-8-sig")
        return len(list(csv.reader(io.StringIO(body)))) - 1
    listed = client.get(href).content.decode().partition("data-list")[2].partition("</table>")[0]
    return listed.partition("<tbody")[2].count("<tr")


@pytest.mark.parametrize("day", DAYS[::2])
def test_every_number_is_the_length_of_its_list_on_every_day(
    full: Story, chair: User, client: Client, day: datetime.date | None
) -> None:
    """Of things that the generated test (test_numbers_equal_lists.py) has none of, too: themes, evidence, confirmations."""
    client.force_login(chair)
    html = client.get(URL, {"as_at": str(day)} if day else {}).content.decode()
    found = {(href.replace("&amp;", "&"), int(value)) for value, href in NUMBER.findall(html)}
    assert len(found) >= 25
    for href, value in sorted(found):
        assert length(client, href) == value, href
        assert ("as_at=" in href) == (day is not None), href


def test_of_today_it_counts_what_changed_and_what_is_missing(full: Story, chair: User) -> None:
    figures = council_overview(full.council, chair, on=TODAY).figures
    assert figures is not None
    assert {n.label: n.value for n in figures.changes} == {
        "newly overdue": 1, "confidence is worse": 1, "confidence is better": 2, "done by their owners": 1,
        "confirmed by the board": 1, "new date agreed": 1, "decided on by the board": 1,
    }  # fmt: skip
    assert {n.label: n.value for n in figures.missing} == {
        "an update in 28 days": 4, "an owner": 1, "a due date": 1, "evidence that it is done": 2,
    }  # fmt: skip


def test_a_day_of_the_past_shows_what_was_reported_by_then(full: Story, chair: User, client: Client) -> None:
    then = council_overview(full.council, chair, on=TODAY, as_at=THEN).figures
    now = council_overview(full.council, chair, on=TODAY).figures
    assert then is not None and now is not None
    assert {n.label: n.value for n in then.headlines} != {n.label: n.value for n in now.headlines}
    client.force_login(chair)
    said = text(client.get(URL, {"as_at": str(THEN)}))
    assert f"This page shows the past: how things stood on {THEN.day} November 2026." in said
    assert "Prepare the board progress report" not in said and "4 days overdue" not in said
    assert "This page shows the past" not in text(client.get(URL))


def test_before_the_notice_and_after_today_no_day_can_be_asked_for(
    full: Story, chair: User, client: Client
) -> None:
    client.force_login(chair)
    for day, why in (("2020-01-01", "when the notice was issued"), ("2030-01-01", "today or in the past")):
        said = text(client.get(URL, {"as_at": day}))
        assert "There is a problem" in said and why in said
        answer = client.get("/api/v1/councils/ambridge/dashboard/", {"as_at": day})
        assert answer.status_code == 400 and why in str(answer.json())


@pytest.mark.parametrize("day", DAYS)
def test_the_api_holds_the_figures_of_the_page(
    full: Story, chair: User, client: Client, day: datetime.date | None
) -> None:
    client.force_login(chair)
    query = {"as_at": str(day)} if day else {}
    page = client.get(URL, query).content.decode()
    answer = client.get("/api/v1/councils/ambridge/dashboard/", query).json()
    assert answer["on"] == str(day or TODAY)
    figures = answer["figures"]
    lines = [*figures["objectives"], *figures["themes"]]
    numbers = [
        *figures["headlines"], *figures["changes"], *figures["missing"], *figures["deliveries"], *answer["compliance"],
        *(n for line in lines for n in line["numbers"]),
    ]  # fmt: skip
    shown = {(href.replace("&amp;", "&"), int(value)) for value, href in NUMBER.findall(page)}
    assert {(n["href"], n["value"]) for n in numbers if n["value"]} <= shown
    assert len(numbers) >= 40


def test_kept_counted_and_looked_back_at_the_figures_are_the_same(full: Story) -> None:
    from actions.plan_past import past

    plan, asked = full.plan, {"on": TODAY, "since": SINCE}
    roll_forward(on=TODAY)
    with CaptureQueriesContext(connection) as statements:
        kept = counts_by_objective(plan, **asked)
    assert not any("FROM actions_action a" in one["sql"] for one in statements)
    ObjectiveSummary.objects.all().delete()
    counted = counts_by_objective(plan, **asked)
    looked_back = counts_by_objective(plan, **asked, past=past(plan, as_at=TODAY))
    rows = {row.pk: row.delivery for row in Action.objects.filter(plan=plan)}
    assert kept == counted == looked_back
    assert total(kept.values())["actions"] == len(rows) and set(next(iter(kept.values()))) == set(NAMES)


def test_the_summary_follows_an_action_from_objective_to_objective(full: Story) -> None:
    """In the transaction of the change, by plain SQL too."""
    action, other = full.actions[0], full.objectives[2]

    def kept() -> dict[int, int]:
        return dict(ObjectiveSummary.objects.values_list("objective_id", "off_track"))

    before = kept()
    Action.objects.filter(pk=action.pk).update(objective=other)
    assert kept() == {
        **before,
        action.objective_id: before[action.objective_id] - 1,
        other.pk: before[other.pk] + 1,
    }


def test_a_person_who_may_not_see_an_action_reads_figures_without_it(full: Story, officer: User) -> None:
    hidden = full.actions[0]
    with scope.with_setting("noticeboard.hidden_actions", str(hidden.pk)):
        found = total(counts_by_objective(full.plan, on=TODAY, since=SINCE).values())
    assert (
        found["off_track"]
        == total(counts_by_objective(full.plan, on=TODAY, since=SINCE).values())["off_track"] - 1
    )


# -- over time


def test_charts_say_what_they_show_with_words_beside_every_colour(
    full: Story, chair: User, client: Client
) -> None:
    charts = {one.id: one for one in over_time(full.plan, as_at=TODAY, first=full.notice.issued_on)}
    assert set(charts) == {"delivery-over-time", "confidence-over-time", "planned-and-actual"}
    client.force_login(chair)
    html = client.get("/councils/ambridge/over-time/").content.decode()
    for one in charts.values():
        drawn = [head for head in one.heads[1:] if head != "Paused or cancelled"]
        assert len(drawn) <= 4 and all(re.search(rf">{head}(: \d+)?</text>", one.svg) for head in drawn)
        assert html.count(one.finding) == 2  # in words, and as the picture's alternative text
        assert html.count(f'aria-label="{one.title}, in numbers"') == 1
    last = charts["delivery-over-time"].rows[-1]
    assert sum(int(n) for n in last[1:]) == Action.objects.filter(plan=full.plan).count()


def test_planned_against_actual_counts_by_the_dates_first_agreed(full: Story) -> None:
    chart = over_time(full.plan, as_at=TODAY, first=full.notice.issued_on)[-1]
    assert chart.finding == (
        "By 22 November 2026, 4 actions should have been finished by the dates first agreed, and 2 were: 2 actions "
        "behind the plan."
    )
    rows = {str(month): (planned, done) for month, planned, done in chart.rows}
    assert rows["November 2026"][1] == 2 and rows["December 2026"][1] == ""


def test_the_api_gives_the_numbers_of_the_charts_and_the_judgements(
    full: Story, chair: User, client: Client
) -> None:
    client.force_login(chair)
    charts = client.get("/api/v1/councils/ambridge/over-time/", {"as_at": str(THEN)}).json()
    assert [one["rows"][-1][0] for one in charts[:2]] == [f"{THEN.day} November 2026"] * 2
    judged = client.get("/api/v1/councils/ambridge/compliance/").json()
    assert [line["judgement"] for line in judged].count("partly_met") == 1 and len(judged) == 6


def test_another_councils_people_find_none_of_it(full: Story, outsider: User, client: Client) -> None:
    client.force_login(outsider)
    for path in ("over-time/", "compliance/"):
        assert client.get(f"{URL}{path}").content == client.get(f"/councils/nowhere/{path}").content
