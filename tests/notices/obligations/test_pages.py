"""Pages and API of duties: each kind of deadline behaves as such, for whom it may be."""

from __future__ import annotations

import datetime
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from councils.models import Council, User
from notices import counting
from notices.models import AnchorDate, ComplianceJudgement, Deadline, Notice, Occurrence, Requirement
from tests import factories

DATE = datetime.date
TODAY = factories.TODAY
Day = datetime.timedelta


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("notices.views.obligations", "notices.views.requirements", "notices.api.obligations"):
        monkeypatch.setattr(import_module(module), "today", lambda: TODAY)


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    """One clause of each kind of deadline."""
    found: Notice = factories.NoticeFactory(council=ambridge, in_force_on=DATE(2026, 9, 1))
    kinds: list[dict[str, Any]] = [
        {"kind": "absolute", "due_on": TODAY - Day(days=6), "span": "by 16 November 2026"},
        {"kind": "relative", "due_on": None, "offset": "P6W", "anchor": "end", "span": "6 weeks after the end"},
        {
            "kind": "recurring", "due_on": None, "every": "P1M", "counts_from": DATE(2026, 8, 31), "span": "each month",
        },
        {"kind": "event", "due_on": None, "span": "within ten working days of the offer"},
        {"kind": "standing", "due_on": None, "span": "at any given time"},
    ]  # fmt: skip
    for fields in kinds:
        clause = factories.RequirementFactory(council=ambridge, notice=found)
        factories.DeadlineFactory(council=ambridge, requirement=clause, **fields)
    counting.roll_forward(on=TODAY)
    return found


def address(name: str, notice: Notice, **kwargs: Any) -> str:
    return reverse(
        f"notices:{name}", kwargs={"council_slug": notice.council.slug, "number": notice.number, **kwargs}
    )


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def deadline(kind: str) -> Deadline:
    return Deadline.objects.get(kind=kind)


def date_parts(name: str, day: datetime.date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.mark.parametrize(
    ("seq", "says"),
    [
        (1, "6 days overdue"),
        (
            2,
            "<strong>No date yet</strong>: 6 weeks after the end of the notice; the end of the notice is not known.",
        ),
        (3, "0 met, 0 missed, <strong>2 overdue</strong>."),
        (4, "It has not happened yet, as far as is recorded."),
        (5, "<strong>Nothing watches this clause yet.</strong>"),
    ],
)
def test_the_clauses_page_says_where_each_kind_of_deadline_stands(
    client: Client, lead: User, notice: Notice, seq: int, says: str
) -> None:
    client.force_login(lead)
    assert says in text_of(client.get(address("requirement", notice, seq=seq)))
    assert says in text_of(client.get(address("deadlines", notice)))


def test_an_officer_reads_where_it_stands_and_is_offered_no_form(
    client: Client, officer: User, notice: Notice
) -> None:
    client.force_login(officer)
    page = text_of(client.get(address("requirement", notice, seq=1)))
    assert "6 days overdue" in page and "Record that it was met" not in page
    assert (
        client.get(address("deadline_record", notice, deadline_id=deadline("absolute").pk)).status_code == 403
    )


def test_met_by_the_form_and_seen_as_late(client: Client, lead: User, notice: Notice) -> None:
    client.force_login(lead)
    url = address("deadline_record", notice, deadline_id=deadline("absolute").pk)
    day = TODAY - Day(days=2)
    assert client.post(url, {**date_parts("met_on", day), "note": "Audit done."}).status_code == 302
    page = text_of(client.get(address("requirement", notice, seq=1)))
    assert "Met on 20 November 2026, done 4 days late. Audit done." in page


def test_a_mistake_in_the_form_keeps_what_was_typed(client: Client, lead: User, notice: Notice) -> None:
    client.force_login(lead)
    url = address("deadline_record", notice, deadline_id=deadline("absolute").pk)
    page = text_of(client.post(url, {**date_parts("met_on", TODAY + Day(days=1)), "note": "Typed <b>."}))
    assert "The day on which it was met must be today or in the past." in page
    assert "Typed &lt;b&gt;." in page
    assert deadline("absolute").met_on is None


def test_a_time_that_was_missed_stays_visible_as_missed(client: Client, lead: User, notice: Notice) -> None:
    client.force_login(lead)
    first = Occurrence.objects.order_by("number")[0]
    url = address("occurrence_record", notice, occurrence_id=first.pk)
    assert "Enter why it was missed" in text_of(client.post(url, {"outcome": "missed"}))
    assert client.post(url, {"outcome": "missed", "reason": "No figures."}).status_code == 302
    page = text_of(client.get(address("requirement", notice, seq=3)))
    assert "<strong>Missed</strong>: it was due on 30 September 2026. <br>No figures." in page
    assert "Take back what is recorded" in text_of(client.get(url))
    assert client.post(url, {"why": "It was sent after all."}).status_code == 302
    first.refresh_from_db()
    assert first.is_open


def test_an_event_is_recorded_by_its_form(client: Client, lead: User, notice: Notice) -> None:
    client.force_login(lead)
    url = address("deadline_event", notice, event_id=deadline("event").pk)
    client.post(url, {**date_parts("happened_on", DATE(2026, 11, 20)), "what": "An offer was made."})
    page = text_of(client.get(address("requirement", notice, seq=4)))
    assert "Happened on 20 November 2026." in page and "4 December 2026" in page


def test_a_lead_records_an_unknown_date_and_only_the_case_lead_changes_a_known_one(
    client: Client, lead: User, case_lead: User, notice: Notice
) -> None:
    url = address("dates", notice)
    client.force_login(lead)
    known = {"anchor": "issue", **date_parts("falls_on", DATE(2026, 6, 1)), "why": "The signed copy."}
    assert client.post(url, known).status_code == 403
    end = {"anchor": "end", **date_parts("falls_on", DATE(2027, 1, 31)), "why": "The letter."}
    assert client.post(url, end).status_code == 302
    assert deadline("relative").due_on == DATE(2027, 3, 14)
    client.force_login(case_lead)
    assert client.post(url, known).status_code == 302
    page = text_of(client.get(url))
    assert "Issue: 1 June 2026, instead of 25 June 2026" in page and f"by {case_lead.name}" in page
    assert AnchorDate.objects.count() == 2


def test_people_are_named_only_to_those_who_may_know_them(
    client: Client, lead: User, officer: User, observer: User, case_lead: User, notice: Notice
) -> None:
    for who in (lead, case_lead):
        counting.record_anchor(
            notice, by=who, on=TODAY, anchor="end", falls_on=TODAY + Day(days=who.pk % 9 + 30), why="Letter."
        )
    seen = {}
    for reader in (officer, observer):
        client.force_login(reader)
        page = text_of(client.get(address("dates", notice)))
        seen[reader.name] = [f"by {n}" in page for n in (lead.name, "Council officer", case_lead.name)]
    assert seen == {officer.name: [True, False, False], observer.name: [False, True, True]}


def test_board_and_department_stand_side_by_side_with_every_judgement(
    client: Client, chair: User, case_lead: User, observer: User, officer: User, notice: Notice
) -> None:
    clause = Requirement.objects.get(notice=notice, seq=1)
    for body, value, who in (("board", "met", chair), ("department", "partly_met", case_lead)):
        ComplianceJudgement.objects.create(
            council=clause.council, requirement=clause, body=body, value=value, why=f"Seen by the {body}.",
            judged_on=TODAY, judged_by=who,
        )  # fmt: skip
    client.force_login(officer)
    page = text_of(client.get(address("requirement", notice, seq=1)))
    assert (
        page.index("Improvement board</th>")
        < page.index("Met</strong>")
        < page.index("Department for Education</th>")
    )
    assert f"by {chair.name}" in page and "by DfE case lead" in page and case_lead.name not in page
    client.force_login(observer)
    page = text_of(client.get(address("requirement", notice, seq=1)))
    assert "by Chair of the board" in page and f"by {case_lead.name}" in page and chair.name not in page


@pytest.mark.parametrize(
    ("query", "seqs"),
    [
        ("deadline=recurring", [3]),
        ("deadline=none", [6]),
        ("compliance=met", [1]),
        ("compliance=not_assessed", [2, 3, 4, 5, 6]),
        ("action=yes", [2]),
        ("binds=partner", [6]),
        ("deadline=standing&action=no", [5]),
        ("deadline=nonsense", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_the_register_is_filtered(
    client: Client, officer: User, chair: User, notice: Notice, query: str, seqs: list[int]
) -> None:
    council = notice.council
    factories.RequirementFactory(council=council, notice=notice, binds="partner", bound_name="The police")
    first, second = Requirement.objects.filter(notice=notice, seq__in=(1, 2)).order_by("seq")
    ComplianceJudgement.objects.create(
        council=council,
        requirement=first,
        body="board",
        value="met",
        why="Seen.",
        judged_on=TODAY,
        judged_by=chair,
    )
    action = factories.ActionFactory(
        council=council, objective__plan=factories.PlanFactory(council=council, notice=notice)
    )
    factories.ActionRequirementFactory(council=council, action=action, requirement=second)
    client.force_login(officer)
    rows = client.get(f"{address('register_spreadsheet', notice, kind='csv')}?{query}").content.decode()
    items = [line.split(",")[0] for line in rows.splitlines()]
    assert [int(item) for item in items if item.isdigit()] == seqs


def test_the_list_of_deadlines_costs_the_same_for_one_and_for_many(
    client: Client, lead: User, notice: Notice, django_assert_max_num_queries: Any
) -> None:
    client.force_login(lead)
    client.get(address("deadlines", notice))
    with django_assert_max_num_queries(24) as few:
        client.get(address("deadlines", notice))
    for _ in range(3):
        clause = factories.RequirementFactory(council=notice.council, notice=notice)
        for kind in ("recurring", "standing", "event"):
            factories.DeadlineFactory(
                council=notice.council, requirement=clause, kind=kind, due_on=None, every="P1M"
            )
    with django_assert_max_num_queries(24) as many:
        client.get(address("deadlines", notice))
    assert len(few) == len(many)


# -- the API: the same verbs


def api(notice: Notice, path: str) -> str:
    return f"/api/v1/councils/{notice.council.slug}/{path}"


def test_the_api_says_what_a_deadline_waits_for_and_records_what_became_of_it(
    client: Client, lead: User, officer: User, notice: Notice
) -> None:
    client.force_login(lead)
    rows = client.get(api(notice, "deadlines/")).json()["results"]
    assert [row["waits_for"] for row in rows if row["kind"] == "relative"] == [
        "6 weeks after the end of the notice; the end of the notice is not known"
    ]
    dated = deadline("absolute")
    given = {"met_on": "2026-11-20", "note": "Done."}
    url = api(notice, f"deadlines/{dated.pk}/met/")
    answer = client.post(url, given, content_type="application/json")
    assert (answer.status_code, answer.json()["met_on"]) == (200, "2026-11-20")
    again = client.post(url, given, content_type="application/json")
    assert (again.status_code, again.json()) == (
        400, {"detail": "It is recorded as met on 20 November 2026 already."},
    )  # fmt: skip
    client.force_login(officer)
    assert client.post(url, given, content_type="application/json").status_code == 403


def test_the_api_records_times_events_and_anchors(client: Client, lead: User, notice: Notice) -> None:
    client.force_login(lead)

    def post(path: str, **given: str) -> Any:
        return client.post(api(notice, path), given, content_type="application/json")

    time = Occurrence.objects.order_by("number")[0]
    assert post(f"occurrences/{time.pk}/missed/", reason="No figures.").json()["lateness"] == "missed"
    assert post(f"occurrences/{time.pk}/taken-back/", why="It was sent.").json()["missed_on"] is None
    event = post(f"deadlines/{deadline('event').pk}/happened/", happened_on="2026-11-20", what="An offer.")
    assert (event.status_code, event.json()["due_on"]) == (201, "2026-12-04")
    end = post(f"notices/{notice.number}/dates/", anchor="end", falls_on="2027-01-31", why="The letter.")
    assert (end.status_code, end.json()["instead_of"]) == (201, None)
    assert (
        post(f"notices/{notice.number}/dates/", anchor="end", falls_on="2027-02-28", why="x").status_code
        == 403
    )
