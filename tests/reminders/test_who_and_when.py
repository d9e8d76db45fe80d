"""The ladder, people who are away, hours and quiet days, what changed hands, and what the notice wants immediately."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from actions.models import Action
from boards import cadence
from councils import scope
from councils.models import Council, Membership, User
from councils.permissions import Role
from reminders import sending, services
from reminders.models import Digest, DueItem, Handover, Reminder
from reminders.services import NOT_BY_EMAIL
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

from .conftest import days, tick, told

pytestmark = pytest.mark.django_db
MONDAY = days(1)  # TODAY is a Sunday


@pytest.fixture
def plan(ambridge: Council) -> Any:
    return factories.PlanFactory(council=ambridge)


def action(plan: Any, **fields: Any) -> Action:
    objective = plan.objectives.first() or factories.ObjectiveFactory(council=plan.council, plan=plan)
    return factories.ActionFactory(council=plan.council, objective=objective, **fields)


def rows(kind: str = "action") -> set[tuple[str, str, str]]:
    """To whom, by which rule, in whose place."""
    found = Reminder.objects.filter(kind=kind).select_related("recipient", "instead_of")
    return {(r.recipient.name, r.rule, str(r.instead_of or "")) for r in found}


# -- the ladder


def test_an_overdue_action_goes_up_the_ladder_step_by_step(
    plan: Any, officer: User, lead: User, chair: User
) -> None:
    director = member(plan.council, Role.DIRECTOR, name="Dan Director")
    factories.CouncilRulesFactory(
        council=plan.council, working_days=False, lead_after=5, director_after=3, chair_after=2
    )
    action(plan, owner=officer, accountable_lead=director, original_due_on=TODAY)
    heard = {}
    for day in range(15):
        services.make_reminders(on=days(day), now=timezone.now())
        for reminder in Reminder.objects.filter(rule__startswith="escalated"):
            heard.setdefault((reminder.recipient.name, reminder.rule), day)
    # The director answers for it, so the second step finds nobody who does not know; the lead is no part of it.
    assert heard == {("Dan Director", "escalated_1"): 5, ("Clara Chair", "escalated_3"): 10}
    assert ("Leo Lead", "escalated_1") not in heard


def test_without_an_accountable_lead_the_improvement_lead_hears_and_a_ladder_can_end_early(
    plan: Any, officer: User, lead: User, chair: User
) -> None:
    factories.CouncilRulesFactory(
        council=plan.council, working_days=False, lead_after=1, director_after=None, chair_after=None
    )
    action(plan, owner=officer, original_due_on=days(-40))
    tick()
    assert rows() == {("Olive Officer", "overdue_35", ""), ("Leo Lead", "escalated_1", "")}


def test_a_restricted_action_never_reaches_a_chair_by_the_ladder(
    plan: Any, officer: User, chair: User
) -> None:
    for restricted in (True, False):
        action(plan, owner=officer, original_due_on=days(-60), restricted=restricted)
    tick()
    (up,) = Reminder.objects.filter(recipient=chair, kind="action")
    assert not Action.objects.get(pk=up.object_id).restricted


def test_who_is_escalated_reads_it_among_their_tasks_and_on_the_action(
    plan: Any, officer: User, lead: User, client: Any, time_machine: Any
) -> None:
    time_machine.move_to(datetime.datetime.combine(TODAY, datetime.time(12), ZoneInfo("Europe/London")))
    item = action(plan, owner=officer, original_due_on=days(-20))
    tick()
    sentence = "Escalated to the accountable lead, Leo Lead, on 22 November 2026."
    client.force_login(officer)
    assert sentence in client.get("/tasks/").content.decode()
    assert sentence in client.get(item.get_absolute_url()).content.decode()
    client.force_login(lead)
    page = client.get("/tasks/").content.decode()
    assert "Overdue and brought to you (1)" in page and "It is Olive Officer’s." in page
    (letter,) = [m for m in mail.outbox if m.to == [lead.email]]
    assert "Escalated to the accountable lead. It is Olive Officer’s. See the action." in letter.body
    Action.objects.filter(pk=item.pk).update(due_on=days(-1))  # a new date: what was missed was another
    client.force_login(officer)
    assert sentence not in client.get(item.get_absolute_url()).content.decode()


# -- people who are away


def test_a_deputy_gets_the_reminders_of_who_is_away_with_their_name(
    plan: Any, officer: User, lead: User
) -> None:
    factories.AbsenceFactory(council=plan.council, user=officer, deputy=lead, from_on=TODAY, until_on=days(1))
    item = action(plan, owner=officer, original_due_on=days(0))
    tick()
    assert rows() == {("Leo Lead", "on_day", "Olive Officer")}
    (message,) = mail.outbox
    assert message.to == [lead.email] and "For Olive Officer. " in message.body and item.ref in message.body
    tick(days(2))  # back: the current rule, once
    assert rows() == {("Leo Lead", "on_day", "Olive Officer"), ("Olive Officer", "on_day", "")}


@pytest.mark.parametrize("why", ["left", "another council", "may not"])
def test_who_may_not_do_it_is_no_deputy_and_the_person_is_told_themselves(
    plan: Any, officer: User, lead: User, borchester: Council, why: str
) -> None:
    deputy = {
        "left": lead,
        "another council": member(borchester, Role.LEAD, name="Bea Borchester"),
        "may not": member(plan.council, Role.OFFICER, name="Otis Officer"),
    }[why]
    factories.AbsenceFactory(council=plan.council, user=officer, deputy=deputy)
    Membership.objects.filter(user=lead).update(valid_to=days(-1))
    action(plan, owner=officer, original_due_on=days(0))
    tick()
    assert rows() == {("Olive Officer", "on_day", "")}


def test_a_deputy_whose_role_ended_after_the_reminder_was_made_gets_nothing(
    plan: Any, officer: User, lead: User
) -> None:
    factories.AbsenceFactory(council=plan.council, user=officer, deputy=lead)
    action(plan, owner=officer, original_due_on=days(0))
    services.make_reminders(on=TODAY, now=timezone.now())
    Membership.objects.filter(user=lead).update(valid_to=days(-1))
    assert sending.send_waiting(on=TODAY).sent == 0
    assert mail.outbox == []


def test_a_revoked_member_gets_nothing_from_the_next_tick_on(plan: Any, officer: User, lead: User) -> None:
    action(plan, owner=officer, accountable_lead=officer, original_due_on=days(-30))
    Membership.objects.filter(user=officer).update(valid_to=days(-1))
    tick()
    assert {r.recipient for r in Reminder.objects.all()} == {lead}
    assert [m.to for m in mail.outbox] == [[lead.email]]


# -- hours, quiet days, what comes by e-mail


def test_the_email_waits_for_its_readers_hour(plan: Any, officer: User, time_machine: Any) -> None:
    factories.PreferenceFactory(user=officer, hour=9)
    action(plan, owner=officer, original_due_on=days(0))
    for hour, sent in ((7, 0), (8, 0), (9, 1), (10, 0)):
        now = datetime.datetime.combine(TODAY, datetime.time(hour), ZoneInfo("Europe/London"))
        time_machine.move_to(now, tick=False)
        assert tick().sent == sent, hour


@pytest.mark.usefixtures("on_the_day")
def test_a_quiet_day_waits_but_not_for_what_the_notice_asks(plan: Any, officer: User, lead: User) -> None:
    for person in (officer, lead):
        factories.PreferenceFactory(user=person, quiet_days=[7])
        action(plan, owner=person, original_due_on=days(0))
    requirement = factories.RequirementFactory(council=plan.council, notice=plan.notice)
    factories.DeadlineFactory(council=plan.council, requirement=requirement, due_on=days(0))
    tick()  # a Sunday
    assert [m.to for m in mail.outbox] == [[lead.email]]
    tick(MONDAY)
    assert [m.to for m in mail.outbox] == [[lead.email], [officer.email]]


def test_who_wants_duties_only_still_has_everything_among_their_tasks(
    plan: Any, lead: User, client: Any, time_machine: Any
) -> None:
    time_machine.move_to(datetime.datetime.combine(TODAY, datetime.time(12), ZoneInfo("Europe/London")))
    factories.PreferenceFactory(user=lead, email="duties")
    item = action(plan, owner=lead, original_due_on=days(0))
    requirement = factories.RequirementFactory(council=plan.council, notice=plan.notice, text="Audit cases.")
    factories.DeadlineFactory(council=plan.council, requirement=requirement, due_on=days(0))
    tick()
    (message,) = mail.outbox
    assert "Audit cases." in message.body and item.title not in message.body
    assert Reminder.objects.get(kind="action").dropped_why == NOT_BY_EMAIL
    client.force_login(lead)
    page = client.get("/tasks/").content.decode()
    assert "Audit cases." in page and item.title in page


def test_a_council_can_leave_out_what_nobody_demands(plan: Any, officer: User) -> None:
    factories.CouncilRulesFactory(council=plan.council, without=["no_update"], silent_after=10)
    silent = {
        "owner": officer,
        "delivery": "in_progress",
        "reported_on": days(-20),
        "original_due_on": days(90),
    }
    action(plan, **silent)
    tick()
    assert rows("no_update") == set()
    factories.CouncilRulesFactory._meta.model.objects.update(without=[])
    tick()
    assert rows("no_update") == {("Olive Officer", "overdue_7", "")}
    said = mail.outbox[-1].body
    assert "An update was wanted by 12 November 2026: 10 days overdue. Report progress" in said


# -- what changed hands


def test_both_sides_hear_of_a_handover_once_but_not_who_did_it(plan: Any, officer: User, lead: User) -> None:
    today = timezone.localdate()  # the database's own day
    item = action(plan, owner=officer, original_due_on=today + datetime.timedelta(days=90))
    assert Handover.objects.count() == 0  # a command that adds an action tells nobody
    with scope.entered(scope.for_council(plan.council_id, user_id=lead.pk)):
        Action.objects.filter(pk=item.pk).update(owner=lead)
    with scope.entered(scope.for_council(plan.council_id, user_id=lead.pk)):
        action(plan, owner=officer, original_due_on=None)
        action(plan, owner=lead, original_due_on=None)
    tick(today)
    tick(today)
    assert rows("taken") == {("Olive Officer", "news", "")}
    assert rows("given") == {("Olive Officer", "news", "")}
    (message,) = mail.outbox
    assert message.to == [officer.email] and message.subject.startswith("2 things changed hands")
    assert "What changed hands" in message.body and "It is no longer yours since" in message.body


def test_what_was_given_and_taken_back_is_no_news(plan: Any, officer: User, lead: User) -> None:
    today = timezone.localdate()
    item = action(plan, owner=officer, original_due_on=None)
    for owner in (lead, officer):
        Action.objects.filter(pk=item.pk).update(owner=owner)
    tick(today)
    assert rows("given") == {("Olive Officer", "news", "")}
    assert rows("taken") == {("Leo Lead", "news", "")}


# -- immediately


def test_what_the_notice_wants_immediately_has_an_email_of_its_own(
    plan: Any, lead: User, officer: User
) -> None:
    factories.PreferenceFactory(user=lead, quiet_days=[7], hour=18)
    action(plan, owner=lead, original_due_on=days(0))
    requirement = factories.RequirementFactory(
        council=plan.council, notice=plan.notice, text="Tell the Department."
    )
    event = factories.DeadlineFactory(
        council=plan.council, requirement=requirement, kind="event", span="immediately if", due_on=None
    )
    factories.OccurrenceFactory(council=plan.council, deadline=event, happened_on=TODAY, due_on=TODAY)
    tick()
    assert tick().sent == 0
    (message,) = [m for m in mail.outbox if m.to == [lead.email]]
    assert message.subject.startswith("Immediately: 1 thing due today")
    assert "Tell the Department." in message.body and "beside the one of the day" in message.body
    assert list(Digest.objects.filter(recipient=lead).values_list("urgent", flat=True)) == [True]
    tick(MONDAY)
    assert list(Digest.objects.filter(recipient=lead).order_by("id").values_list("urgent", flat=True)) == [
        True,
        False,
    ]


# -- what falls due that did not


def test_the_case_lead_is_told_of_consents_and_answers_and_the_chair_of_completions(
    plan: Any, lead: User, chair: User, case_lead: User, observer: User
) -> None:
    board = factories.BoardFactory(council=plan.council, notice=plan.notice)
    factories.MeetingFactory(council=plan.council, board=board, held_on=days(5))
    factories.CadenceChangeFactory(council=plan.council, board=board, asked_on=days(-1))
    due = factories.ReportDueFactory(
        council=plan.council, notice=plan.notice, author="board_chair", sent_on=days(-14)
    )
    report = factories.WrittenReportFactory(council=plan.council, report_due=due)
    factories.ReportSectionFactory(council=plan.council, report=report)
    factories.lead_report_to(report, "put-to-check", "check", "sign", "send")
    action(plan, delivery="done", done_on=TODAY)
    tick()
    assert told("consent") == {("Cass Caselead", "before_14")}
    assert told("answer") == {("Cass Caselead", "on_day")}
    assert told("completion") == {("Clara Chair", "before_7")}


@pytest.mark.parametrize("every", ["P4W", "P1M", "P3M"])
@pytest.mark.parametrize("changed", [None, "P6W", "P8W"])
def test_a_meeting_that_is_not_planned_falls_due_when_the_cadence_says(
    plan: Any, every: str, changed: str | None
) -> None:
    board = factories.BoardFactory(council=plan.council, notice=plan.notice, meets_every=every)
    last = datetime.date(2026, 10, 31)
    meeting = factories.MeetingFactory(council=plan.council, board=board, held_on=last)
    rules = [cadence.Rule(datetime.date.min, every)]
    if changed and changed != every:
        change = factories.CadenceChangeFactory(
            council=plan.council, board=board, from_every=every, to_every=changed, state="consented",
            from_on=last + datetime.timedelta(days=20), answered_on=last,
        )  # fmt: skip
        rules.append(cadence.Rule(change.effective_on, changed))
    (item,) = DueItem.objects.filter(kind="cadence")
    assert (item.object_id, item.due_on) == (meeting.pk, cadence.next_due_by(last, rules))
    factories.MeetingFactory(council=plan.council, board=board, held_on=item.due_on)
    assert not DueItem.objects.filter(kind="cadence", object_id=meeting.pk).exists()


def test_a_gap_between_meetings_that_is_over_reminds_nobody(plan: Any, chair: User) -> None:
    board = factories.BoardFactory(council=plan.council, notice=plan.notice)
    for held_on in (days(-90), days(-2), days(20), days(40)):
        factories.MeetingFactory(council=plan.council, board=board, held_on=held_on)
    assert DueItem.objects.filter(kind="cadence").count() == 2  # the old gap, and after the last planned
    tick()
    assert rows("cadence") == set()
