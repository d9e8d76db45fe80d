"""A new date is asked for, decided by the board, and applied with the decision; the first date is never lost."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.test import Client

from actions import services
from actions.history import edits
from actions.models import Action, DateChange
from councils.clock import today
from councils.models import AuditEvent, Council, User
from tests import factories

DAY = datetime.timedelta(days=1)
PAGE = "/councils/ambridge/actions/A1/"
REASON, REMEDY = "Two of four trainers left.", "The agency sends two from May."


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    return factories.ActionFactory(
        council=ambridge, owner=officer, ref="A1", original_due_on=today() + 5 * DAY, due_on=today() + 5 * DAY
    )


def ask(action: Action, by: User, days: int = 60, **changes: Any) -> DateChange:
    words = {"reason": REASON, "corrective_action": REMEDY}
    return services.ask_date_change(
        action, by=by, on=today(), to_due_on=today() + days * DAY, **{**words, **changes}
    )


def sent(days: int, **changes: Any) -> dict[str, Any]:
    when = today() + days * DAY
    parts = {"to_due_on-day": when.day, "to_due_on-month": when.month, "to_due_on-year": when.year}
    return {**parts, "reason": REASON, "corrective_action": REMEDY, **changes}


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_asked_and_agreed_the_new_date_counts_and_the_first_one_stays(
    client: Client, action: Action, officer: User, chair: User
) -> None:
    first = action.due_on
    client.force_login(officer)
    assert f"{PAGE}date-changes/ask/" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}date-changes/ask/", sent(60)).url == PAGE
    assert Action.objects.get().due_on == first  # nothing moves before the board has decided
    client.force_login(chair)
    listed = client.get("/councils/ambridge/plan/for-the-board/")
    assert f"{PAGE}date-changes/1/?from=board" in listed.content.decode()
    page = body(client.get(f"{PAGE}date-changes/1/"))
    assert REASON in page and REMEDY in page and officer.name in page
    done = client.post(f"{PAGE}date-changes/1/decide/?from=board", {"outcome": "agreed", "note": "Once."})
    assert done.url == "/councils/ambridge/plan/for-the-board/"
    stored = Action.objects.get()
    assert (stored.due_on, stored.original_due_on, stored.version) == (today() + 60 * DAY, first, 2)
    change = DateChange.objects.get()
    assert (change.state, change.closed_by, change.note) == ("agreed", chair, "Once.")
    assert [(e.by, [c.field for c in e.changes]) for e in edits(stored)] == [(chair, ["due_on"])]
    assert [e.verb for e in AuditEvent.objects.order_by("id")] == [
        "asked for a new date",
        "agreed to a new date",
    ]
    assert "First agreed as" in body(client.get(PAGE))


def test_a_refusal_needs_its_reason_and_leaves_the_date(
    client: Client, action: Action, officer: User, chair: User
) -> None:
    ask(action, officer)
    client.force_login(chair)
    page = client.post(f"{PAGE}date-changes/1/decide/", {"outcome": "refused", "note": " "})
    assert page.status_code == 200 and "Enter why the board refuses the new date" in body(page)
    assert DateChange.objects.get().state == "asked"
    client.post(f"{PAGE}date-changes/1/decide/", {"outcome": "refused", "note": "Children wait already."})
    assert (DateChange.objects.get().state, Action.objects.get().due_on) == ("refused", today() + 5 * DAY)
    assert "Children wait already." in body(client.get(f"{PAGE}date-changes/1/"))


def test_its_owner_may_withdraw_it_and_ask_again(client: Client, action: Action, officer: User) -> None:
    ask(action, officer)
    client.force_login(officer)
    assert client.get(f"{PAGE}date-changes/1/withdraw/").status_code == 200
    assert DateChange.objects.get().state == "asked"  # a GET asks first
    client.post(f"{PAGE}date-changes/1/withdraw/")
    assert DateChange.objects.get().state == "withdrawn"
    assert ask(action, officer, 30).number == 2


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [(5, "to_due_on", "The due date is"), (-1, "to_due_on", "The new date must be today or later")],
)
def test_a_date_that_is_none_is_refused_and_the_words_stay(
    client: Client, action: Action, officer: User, days: int, field: str, words: str
) -> None:
    client.force_login(officer)
    page = client.post(f"{PAGE}date-changes/ask/", sent(days, reason="My long reason"))
    assert page.status_code == 200 and words in body(page) and "My long reason" in page.content.decode()
    assert not DateChange.objects.exists()


def test_both_reasons_are_needed(action: Action, officer: User) -> None:
    with pytest.raises(ValidationError) as refused:
        ask(action, officer, reason=" ", corrective_action="")
    assert set(refused.value.message_dict) == {"reason", "corrective_action"}


def test_one_request_waits_at_a_time_and_a_double_click_is_one(
    action: Action, officer: User, lead: User
) -> None:
    first = ask(action, officer)
    assert ask(action, officer) == first
    with pytest.raises(ValidationError, match="already"):
        ask(action, lead, 90)
    with pytest.raises(IntegrityError), transaction.atomic():  # by the database's own word
        factories.DateChangeFactory(council=action.council, action=action, number=2)


def test_before_the_plan_is_agreed_and_after_it_is_done_there_is_nothing_to_ask(
    action: Action, officer: User
) -> None:
    drafted = factories.PlanFactory(council=action.council, state="drafting", agreed_on=None)
    objective = factories.ObjectiveFactory(council=action.council, plan=drafted)
    early = factories.ActionFactory(council=action.council, objective=objective, owner=officer, ref="E1")
    with pytest.raises(ValidationError, match="has not agreed a date"):
        ask(early, officer)
    Action.objects.update(delivery="done", done_on=today())
    with pytest.raises(ValidationError, match="no longer counts"):
        ask(action, officer)


def test_what_has_moved_meanwhile_is_told_and_nothing_is_half_done(
    action: Action, officer: User, chair: User
) -> None:
    change = ask(action, officer)
    Action.objects.update(delivery="done", done_on=today())
    with pytest.raises(ValidationError, match="has changed since"):
        services.agree_date_change(change, by=chair, on=today())
    assert DateChange.objects.get().state == "asked"
    services.refuse_date_change(DateChange.objects.get(), by=chair, on=today(), note="It is done.")
    with pytest.raises(ValidationError, match="was closed on"):
        services.agree_date_change(change, by=chair, on=today())


def test_the_database_keeps_what_was_asked_and_what_was_decided(
    action: Action, officer: User, chair: User
) -> None:
    change = ask(action, officer)
    for wrong in ({"to_due_on": today() + 99 * DAY}, {"reason": "Another."}):
        with pytest.raises(InternalError), transaction.atomic():
            DateChange.objects.update(**wrong)
    services.agree_date_change(change, by=chair, on=today())
    for state in ("asked", "refused", "withdrawn"):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            DateChange.objects.update(state=state)


def test_only_owners_ask_and_only_the_chair_decides(
    client: Client, action: Action, officer: User, chair: User, case_lead: User, ambridge: Council
) -> None:
    other = factories.ActionFactory(council=ambridge, objective=action.objective, ref="A2")
    client.force_login(officer)
    assert client.post("/councils/ambridge/actions/A2/date-changes/ask/", sent(60)).status_code == 403
    for person in (chair, case_lead):
        client.force_login(person)
        assert client.post(f"{PAGE}date-changes/ask/", sent(60)).status_code == 403
    ask(action, officer)
    client.force_login(officer)
    assert client.post(f"{PAGE}date-changes/1/decide/", {"outcome": "agreed"}).status_code == 403
    assert (other.date_changes.count(), DateChange.objects.get().state) == (0, "asked")


def test_the_api_asks_decides_and_refuses_in_the_same_words(
    client: Client, action: Action, officer: User, chair: User
) -> None:
    api = "/api/v1/councils/ambridge/actions/A1/"
    client.force_login(officer)
    asked = {"to_due_on": f"{today() + 60 * DAY}", "reason": REASON, "corrective_action": REMEDY}
    answer = client.post(f"{api}date-changes/", asked)
    assert (answer.status_code, answer.json()["number"], answer.json()["state"]) == (201, 1, "asked")
    late = client.post(f"{api}date-changes/", {**asked, "reason": "Another"})
    assert (late.status_code, list(late.json().values())) == (
        400, [["A new date has been asked for already, and the board has not decided yet."]],
    )  # fmt: skip
    client.force_login(chair)
    assert client.post(f"{api}date-changes/1/outcome/", {"outcome": "agreed"}).json()["state"] == "agreed"
    said = {"version": 1, "decision": "pause", "why": "Wait for the court."}
    assert client.post(f"{api}decisions/", said).status_code == 409  # the date has moved since
    answer = client.post(f"{api}decisions/", {**said, "version": 2})
    assert (answer.status_code, answer.json()["delivery"], answer.json()["decision"]) == (
        201,
        "paused",
        "pause",
    )
    assert client.post(f"{api}decisions/", {**said, "version": 3, "decision": "embed"}).status_code == 400


def test_off_plan_says_why_what_next_which_date_and_how_old(
    client: Client, action: Action, officer: User, observer: User, ambridge: Council,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    services.report_progress(
        action, by=officer, on=today() - 3 * DAY, based_on=1, delivery="in_progress", confidence="off_track",
        narrative="Trainers left.", recovery="Hire two.",
    )  # fmt: skip
    ask(action, officer)
    factories.ActionFactory(council=ambridge, objective=action.objective, ref="A9", title="All is well")
    url = "/councils/ambridge/plan/off-plan/"
    client.force_login(officer)
    page = body(client.get(url))
    for words in (
        "Trainers left.",
        "Hire two.",
        "waiting for the board",
        "3 days ago",
        officer.name,
        "1 off plan",
    ):
        assert words in page
    assert "All is well" not in page
    client.force_login(observer)
    assert officer.name not in body(client.get(url))  # officers' names are for their own council
    with django_assert_max_num_queries(14):
        client.get(url)
    sheet = client.get("/councils/ambridge/plan/off-plan.csv").content.decode()
    assert "Hire two." in sheet and officer.name not in sheet
