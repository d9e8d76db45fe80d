"""A person's calendar (feature 77): what falls due for them, by a private address."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from councils.models import Council, Membership, User
from reminders import calendar_views
from reminders.models import CalendarFeed
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(settings: Any) -> Any:
    settings.BASE_URL = "https://noticeboard.example"
    cache.clear()
    with time_machine.travel(datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)):
        yield


def url_of(user: User) -> str:
    feed = CalendarFeed.objects.filter(user=user).first() or make.CalendarFeedFactory(user=user)
    return reverse("reminders:calendar_feed", kwargs={"calendar_token": feed.token})


def events(user: User) -> dict[str, Any]:
    response = Client().get(url_of(user))
    assert response.status_code == 200
    found = {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    return found


def summaries(user: User) -> list[str]:
    return sorted(str(event["summary"]) for event in events(user).values())


def meeting_of(council: Council) -> Any:
    board = make.BoardFactory(council=council, name=f"Board of {council.name}")
    return make.MeetingFactory(
        council=council, board=board, held_on=TODAY + 14 * DAY, cut_off_on=TODAY + 7 * DAY
    )


def test_meetings_cut_offs_deadlines_and_reviews_stand_in_it_as_whole_days(
    officer: User, ambridge: Council
) -> None:
    meeting = meeting_of(ambridge)
    notice = meeting.board.notice
    make.ReviewFactory(council=ambridge, notice=notice, due_on=TODAY + 40 * DAY)
    clause = make.RequirementFactory(council=ambridge, notice=notice, label="7", text="Train staff.")
    make.DeadlineFactory(council=ambridge, requirement=clause, due_on=TODAY + 20 * DAY)
    assert summaries(officer) == [
        "Board of Ambridge, meeting 1", "Initial review by the Department", "Paragraph 7: Train staff.",
        "Updates for Board of Ambridge, meeting 1",
    ]  # fmt: skip
    event = events(officer)[f"meeting-{meeting.pk}@noticeboard.example"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (TODAY + 14 * DAY, TODAY + 15 * DAY)
    assert str(event["url"]).startswith("https://noticeboard.example/councils/ambridge/board/")


def test_an_event_keeps_its_identity_when_its_date_moves(officer: User, ambridge: Council) -> None:
    meeting = meeting_of(ambridge)
    before = events(officer)
    meeting.held_on += 7 * DAY
    meeting.save()
    after = events(officer)
    assert before.keys() == after.keys()
    uid = f"meeting-{meeting.pk}@noticeboard.example"
    assert after[uid]["dtstart"].dt - before[uid]["dtstart"].dt == 7 * DAY


def test_of_actions_only_one_s_own_are_in_it_and_of_the_department_s_none(
    officer: User, lead: User, observer: User, ambridge: Council
) -> None:
    plan = make.ObjectiveFactory(council=ambridge)
    make.ActionFactory(council=ambridge, objective=plan, ref="1.1", title="Panel", owner=officer)
    assert summaries(officer) == ["1.1 Panel"]
    assert summaries(lead) == summaries(observer) == []


def test_another_council_s_days_are_in_nobody_s_calendar_here(
    officer: User, outsider: User, ambridge: Council, borchester: Council
) -> None:
    meeting_of(ambridge), meeting_of(borchester)
    assert [s for s in summaries(officer) if "Borchester" in s] == []
    assert [s for s in summaries(outsider) if "Ambridge" in s] == []
    assert len(summaries(outsider)) == 2


def test_the_department_s_says_which_council(observer: User, ambridge: Council, borchester: Council) -> None:
    meeting_of(ambridge), meeting_of(borchester)
    assert summaries(observer) == [
        "Ambridge: Board of Ambridge, meeting 1", "Borchester: Board of Borchester, meeting 1",
    ]  # fmt: skip


def test_a_restricted_action_is_in_the_calendars_of_those_alone_who_may_see_it(
    ambridge: Council, officer: User, lead: User
) -> None:
    plan = make.ObjectiveFactory(council=ambridge)
    action = make.ActionFactory(council=ambridge, objective=plan, ref="1.3", title="One team")
    assert summaries(officer) == summaries(lead) == ["1.3 One team"]
    action.restricted = True
    action.save()
    assert (summaries(officer), summaries(lead)) == ([], ["1.3 (restricted)"])


def test_who_has_left_gets_nothing(officer: User, ambridge: Council) -> None:
    meeting_of(ambridge)
    assert len(summaries(officer)) == 2
    address = url_of(officer)
    Membership.objects.filter(user=officer).update(valid_from=TODAY - 9 * DAY, valid_to=TODAY - DAY)
    assert Client().get(address).status_code == 404
    Membership.objects.filter(user=officer).update(valid_to=None)
    assert Client().get(address).status_code == 200
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_a_person_makes_renews_and_ends_the_address(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = reverse("reminders:calendar")
    assert "You have no calendar address yet." in client.get(page).content.decode()
    found = []
    for _ in range(2):
        assert client.post(page).status_code == 302
        address = url_of(officer)
        text = client.get(page)
        assert f"https://noticeboard.example{address}" in text.content.decode()
        assert text["Referrer-Policy"] == "same-origin"  # without one, browsers send the form from nowhere
        found.append(address)
    assert [Client().get(address).status_code for address in found] == [404, 200]
    client.post(page, {"do": "end"})
    assert not CalendarFeed.objects.exists()
    assert Client().get(found[1]).status_code == 404


def test_the_address_says_nothing_of_the_person_and_a_key_alone_does_not_open_it(officer: User) -> None:
    feed = make.CalendarFeedFactory(user=officer)
    assert (officer.name in feed.token, officer.email in feed.token) == (False, False)
    for guess in (feed.key, f"{feed.key}.", f"{feed.key}.{'A' * 43}", "x"):
        address = reverse("reminders:calendar_feed", kwargs={"calendar_token": guess})
        assert Client().get(address).status_code == 404


def test_it_is_not_cached_not_indexed_and_read_only(officer: User) -> None:
    response = Client().get(url_of(officer))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (response["Cache-Control"], response["Referrer-Policy"], response["X-Robots-Tag"]) == (
        "no-store, private", "no-referrer", "noindex",
    )  # fmt: skip
    assert Client().post(url_of(officer)).status_code == 405


def test_whoever_asks_too_often_waits(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(calendar_views.READS, "calendar", "2/m/ip")
    address, client = url_of(officer), Client()
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]


def test_it_costs_the_same_however_much_falls_due(
    officer: User, ambridge: Council, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        meeting_of(ambridge)
    address = url_of(officer)
    with django_assert_max_num_queries(12):
        Client().get(address)
