"""Evidence that goes out of date, values that are owed, changes to check again, new dates to decide: who is told, and
where the line of the letter leads."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from actions.indicator_periods import stale_since
from actions.models import Action, Evidence
from actions.models.indicator import Frequency
from councils.models import Council, User
from councils.permissions import Role
from notices.models import Notice
from reminders.models import DueItem, Reminder
from tests import factories as make
from tests.conftest import member
from tests.factories import TODAY

from .conftest import days, tick, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    return make.NoticeFactory(council=ambridge)


@pytest.fixture
def action(notice: Notice, officer: User) -> Action:
    plan = make.PlanFactory(council=notice.council, notice=notice, state="active", agreed_on=days(-90))
    objective = make.ObjectiveFactory(council=notice.council, plan=plan)
    return make.ActionFactory(
        council=notice.council, objective=objective, ref="A1", title="Weekly panel", owner=officer
    )


@pytest.fixture
def evidence(action: Action, officer: User, lead: User) -> Evidence:
    return make.EvidenceFactory(
        council=action.council, action=action, title="Audit of files", submitted_by=officer, state="accepted", version=1,
        accepted_version=1, judged_by=lead, judged_on=days(-60), as_at_on=days(-90), submitted_on=days(-61), expires_on=days(7),
    )  # fmt: skip


def due(kind: str) -> list[tuple[str, datetime.date]]:
    return list(DueItem.objects.filter(kind=kind).order_by("id").values_list("title", "due_on"))


def lands(reader: User, *, says: str) -> str:
    """The address behind the line of the reader's one letter, and that it opens."""
    [letter] = [message for message in mail.outbox if message.to == [reader.email]]
    assert says in letter.body
    [(_, address)] = re.findall(r"(https://noticeboard\.example)(/councils/\S+)", letter.body.split(says)[1])[
        :1
    ]
    client = Client()
    client.force_login(reader)
    page = client.get(address)
    assert (page.status_code, "<form" in page.content.decode()) == (200, True)
    return address


def test_whoever_submitted_evidence_is_told_before_it_expires_and_lands_on_the_form(
    evidence: Evidence, officer: User, lead: User, chair: User
) -> None:
    tick()
    assert due("evidence") == [("Evidence 1: Audit of files", days(7))]
    assert told("evidence") == {("Olive Officer", "before_7")}
    assert lands(officer, says="Evidence 1: Audit of files") == "/councils/ambridge/evidence/1/versions/add/"


def test_evidence_that_was_replaced_or_is_not_accepted_does_not_fall_due(evidence: Evidence) -> None:
    newer = make.EvidenceFactory(
        council=evidence.council, action=evidence.action, replaces=evidence, expires_on=days(90)
    )
    assert (newer.state, due("evidence")) == ("submitted", [])


def test_restricted_evidence_falls_due_without_a_word_and_for_its_people_alone(
    evidence: Evidence, officer: User, lead: User, client: Client
) -> None:
    Evidence.objects.filter(pk=evidence.pk).update(restricted=True)
    tick()
    assert due("evidence") == [("Evidence 1", days(7))]
    assert [r.title for r in Reminder.objects.filter(kind="evidence")] == ["Evidence 1"]
    other = member(evidence.council, Role.OFFICER)
    seen = {
        person.name: DueItem.objects.visible_to(person).filter(kind="evidence").count()
        for person in (officer, lead, other)
    }
    assert seen == {officer.name: 1, lead.name: 1, other.name: 0}
    client.force_login(other)
    assert "Evidence 1" not in client.get("/councils/ambridge/due/").content.decode()


def test_the_send_log_keeps_no_title_of_evidence_that_was_restricted_afterwards_for_others(
    evidence: Evidence, lead: User, administrator: User, client: Client
) -> None:
    tick()
    Evidence.objects.filter(pk=evidence.pk).update(restricted=True)
    for person, sees in ((lead, True), (administrator, False)):
        client.force_login(person)
        log = client.get("/councils/ambridge/reminders/").content.decode()
        assert ("Evidence 1: Audit of files" in log) is sees, person


def indicator(notice: Notice, **fields: Any) -> Any:
    return make.IndicatorFactory(
        council=notice.council, ref="I1", title="Vacancy rate", **{"frequency": "monthly", "first_period_on": datetime.date(2026, 9, 1), **fields}
    )  # fmt: skip


def test_the_owner_is_told_of_a_value_that_is_owed_and_lands_in_the_grid(
    notice: Notice, officer: User
) -> None:
    """Today is in November 2026: October's value is owed 20 days after its end."""
    row = indicator(notice, owner=officer, stale_after=(TODAY - datetime.date(2026, 10, 31)).days + 7)
    make.ObservationFactory(
        council=notice.council, indicator=row, period_on=datetime.date(2026, 9, 1), state="approved"
    )
    tick()
    assert due("value") == [("I1 Vacancy rate", days(7))]
    assert told("value") == {("Olive Officer", "before_7")}
    assert lands(officer, says="I1 Vacancy rate") == "/councils/ambridge/indicators/grid/"
    make.ObservationFactory(
        council=notice.council,
        indicator=row,
        period_on=datetime.date(2026, 10, 1),
        state="submitted",
        submitted_by=officer,
    )
    assert [day for _, day in due("value")] == [
        datetime.date(2026, 11, 30) + datetime.timedelta(days=row.stale_after)
    ]


@pytest.mark.parametrize("frequency", Frequency.values)
@pytest.mark.parametrize("stale_after", [None, 0, 12])
@pytest.mark.parametrize("newest", [None, 0, 3])
def test_a_value_falls_due_on_the_last_day_on_which_the_page_calls_it_fresh(
    frequency: str, stale_after: int | None, newest: int | None, notice: Notice
) -> None:
    from actions.indicator_periods import nth

    first = datetime.date(2020, 1, 31)
    row = indicator(notice, frequency=frequency, stale_after=stale_after, first_period_on=first)
    on = None
    if newest is not None:
        on = nth(first, frequency, newest).starts_on
        make.ObservationFactory(council=notice.council, indicator=row, period_on=on, state="approved")
    [(_, day)] = due("value")
    assert stale_since(row, on, on=day) is None
    assert stale_since(row, on, on=day + datetime.timedelta(days=1)) is not None


def test_the_chair_is_told_of_a_change_to_check_again_and_lands_on_the_form(
    action: Action, chair: User, lead: User
) -> None:
    Action.objects.filter(pk=action.pk).update(delivery="done", done_on=days(-60))
    Action.objects.filter(pk=action.pk).update(delivery="confirmed", recheck_on=days(1))
    tick()
    assert due("recheck") == [("A1 Weekly panel", days(1))]
    assert told("recheck") == {(chair.name, "before_1")}
    assert lands(chair, says="A1 Weekly panel") == "/councils/ambridge/actions/A1/decide/embed/"


def test_the_chair_is_told_of_a_new_date_that_waits_before_the_old_one_passes(
    action: Action, chair: User
) -> None:
    change = make.DateChangeFactory(
        council=action.council,
        action=action,
        asked_on=TODAY,
        from_due_on=days(7),
        to_due_on=days(60),
        asked_by=action.owner,
    )
    tick()
    assert due("date_change") == [("A1 Weekly panel", days(7))]
    assert told("date_change") == {(chair.name, "before_7")}
    assert lands(chair, says="A1 Weekly panel") == "/councils/ambridge/actions/A1/date-changes/1/"
    type(change).objects.filter(pk=change.pk).update(
        from_due_on=days(7), state="withdrawn", closed_on=TODAY, closed_by=chair
    )
    assert due("date_change") == []


def test_nobody_is_written_to_about_a_restricted_action_that_they_may_not_see(
    action: Action, chair: User
) -> None:
    make.DateChangeFactory(
        council=action.council,
        action=action,
        asked_on=TODAY,
        from_due_on=days(7),
        to_due_on=days(60),
        asked_by=action.owner,
    )
    Action.objects.filter(pk=action.pk).update(restricted=True)
    tick()
    assert [message for message in mail.outbox if message.to == [chair.email]] == []
    assert [r.title for r in Reminder.objects.filter(kind="date_change")] == ["A1 (restricted)"]


def test_a_closed_plan_asks_for_nothing(action: Action, evidence: Evidence) -> None:
    make.DateChangeFactory(
        council=action.council,
        action=action,
        asked_on=TODAY,
        from_due_on=days(7),
        to_due_on=days(60),
        asked_by=action.owner,
    )
    type(action.plan).objects.filter(pk=action.plan_id).update(state="closed")
    assert (due("date_change"), due("evidence")) == ([], [])
