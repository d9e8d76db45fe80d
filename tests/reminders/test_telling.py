"""What falls due, and who is told of it: the table of reminders/recipients.py, row by row."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from actions.models import Action, Indicator
from councils.models import Council, Membership, User
from councils.permissions import Role
from notices.models import ComplianceJudgement, Notice
from reminders import services
from reminders.models import DueItem, Kind, Reminder
from reminders.models.due import FORMAL
from reminders.recipients import TOLD
from reviews.models import Correspondence, ReportDue
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

from .conftest import days, told

pytestmark = pytest.mark.django_db


def make(on: Any = TODAY) -> services.Made:
    return services.make_reminders(on=on, now=timezone.now())


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    return factories.NoticeFactory(council=ambridge)


@pytest.fixture
def plan(notice: Notice) -> Any:
    return factories.PlanFactory(council=notice.council, notice=notice)


@pytest.fixture
def cast(officer: User, lead: User, chair: User, administrator: User, case_lead: User, observer: User, outsider: User, ambridge: Council) -> None:  # fmt: skip
    """Everybody is there, so that whoever is not told is left out on purpose."""
    member(ambridge, Role.DIRECTOR, name="Dan Director")
    member(ambridge, Role.LEAD_MEMBER, name="Molly Member")


def action(plan: Any, **fields: Any) -> Action:
    objective = factories.ObjectiveFactory(council=plan.council, plan=plan)
    return factories.ActionFactory(council=plan.council, objective=objective, **fields)


def test_every_kind_has_a_row_in_the_table() -> None:
    assert set(TOLD) == set(Kind)


def test_the_owner_is_told_of_an_action(cast: None, plan: Any, officer: User) -> None:
    action(plan, owner=officer, original_due_on=days(7))
    make()
    assert told("action") == {("Olive Officer", "before_7")}


def test_an_action_of_a_partner_agency_is_told_to_its_board_members(cast: None, plan: Any) -> None:
    police = factories.OrganisationFactory(council=plan.council, name="Police")
    health = factories.OrganisationFactory(council=plan.council, name="Health")
    for name, organisation in (("Pat Police", police), ("Harry Health", health)):
        user = factories.UserFactory(name=name)
        factories.MembershipFactory(
            council=plan.council, user=user, role=Role.BOARD_MEMBER, organisation=organisation
        )
    action(plan, owner_organisation=police, original_due_on=days(1))
    make()
    assert told("action") == {("Pat Police", "before_1")}


def test_an_action_of_nobody_is_told_to_the_improvement_leads(cast: None, plan: Any) -> None:
    agency = factories.OrganisationFactory(council=plan.council)
    action(plan, original_due_on=days(0))
    action(plan, owner_organisation=agency, original_due_on=days(-9))  # a week before the last working day
    make()
    assert told("action") == {("Leo Lead", "on_day"), ("Leo Lead", "overdue_7")}


def test_an_action_whose_owner_has_left_is_told_to_the_improvement_leads(
    cast: None, plan: Any, officer: User
) -> None:
    action(plan, owner=officer, original_due_on=days(0))
    Membership.objects.filter(user=officer).update(valid_to=days(-1))
    make()
    assert told("action") == {("Leo Lead", "on_day")}


def test_a_deadline_and_a_plan_to_agree_are_told_to_lead_and_director(cast: None, notice: Notice) -> None:
    requirement = factories.RequirementFactory(council=notice.council, notice=notice)
    factories.DeadlineFactory(council=notice.council, requirement=requirement, due_on=days(14))
    factories.PlanFactory(
        council=notice.council, notice=notice, state="drafting", agreed_on=None, due_on=days(1)
    )
    make()
    assert told("deadline") == {("Leo Lead", "before_14"), ("Dan Director", "before_14")}
    assert told("plan") == {("Leo Lead", "before_1"), ("Dan Director", "before_1")}


@pytest.mark.parametrize(
    ("binds", "kind", "people"),
    [
        ("council", "duty", {"Leo Lead", "Dan Director"}),
        ("board_chair", "chair_duty", {"Clara Chair"}),
        ("department", "department_duty", {"Cass Caselead"}),
    ],
)
def test_a_recurring_duty_is_told_to_whom_its_clause_binds(
    cast: None, notice: Notice, binds: str, kind: str, people: set[str]
) -> None:
    _duty(notice, binds, due_on=days(14))
    make()
    assert told(kind) == {(name, "before_14") for name in people}


def test_a_meeting_is_told_to_chair_and_lead(cast: None, notice: Notice) -> None:
    board = factories.BoardFactory(council=notice.council, notice=notice)
    factories.MeetingFactory(council=notice.council, board=board, held_on=days(14), cut_off_on=days(13))
    make()
    assert told("meeting") == {("Clara Chair", "before_14"), ("Leo Lead", "before_14")}


def test_a_meeting_that_is_over_is_not_overdue(cast: None, notice: Notice) -> None:
    board = factories.BoardFactory(council=notice.council, notice=notice)
    factories.MeetingFactory(council=notice.council, board=board, held_on=days(-7), cut_off_on=days(-14))
    make()
    assert Reminder.objects.count() == 0
    assert DueItem.objects.all().overdue(on=TODAY).count() == 0


def test_a_cut_off_is_told_to_owners_who_have_not_reported_since_the_last_meeting(
    cast: None, plan: Any, officer: User, ambridge: Council
) -> None:
    board = factories.BoardFactory(council=ambridge, notice=plan.notice)
    factories.MeetingFactory(council=ambridge, board=board, held_on=days(-14), cut_off_on=days(-21))
    factories.MeetingFactory(council=ambridge, board=board, held_on=days(14), cut_off_on=days(7))
    names = {
        "Never Said": None,
        "Long Ago": days(-15),
        "Same Day": days(-14),
        "Since Then": days(-1),
        "All Done": None,
        "In A Closed Plan": None,
    }
    closed = factories.PlanFactory(council=ambridge, state="closed")
    for name, reported_on in names.items():
        owner = member(ambridge, Role.OFFICER, name=name)
        action(
            closed if name == "In A Closed Plan" else plan,
            owner=owner,
            reported_on=reported_on,
            original_due_on=days(100),
            **({"delivery": "done", "done_on": TODAY} if name == "All Done" else {}),
        )
    make()
    assert told("cut_off") == {("Never Said", "before_7"), ("Long Ago", "before_7")}


def test_before_the_first_meeting_a_cut_off_is_told_to_owners_who_never_reported(
    cast: None, plan: Any, officer: User, ambridge: Council
) -> None:
    board = factories.BoardFactory(council=ambridge, notice=plan.notice)
    factories.MeetingFactory(council=ambridge, board=board, held_on=days(14), cut_off_on=days(7))
    action(plan, owner=officer, original_due_on=days(100))
    action(plan, owner=member(ambridge, Role.OFFICER), original_due_on=days(100), reported_on=days(-90))
    make()
    assert told("cut_off") == {("Olive Officer", "before_7")}


def test_a_review_is_told_to_lead_director_and_case_leads(cast: None, notice: Notice) -> None:
    factories.ReviewFactory(council=notice.council, notice=notice, due_on=days(0))
    make()
    people = {"Leo Lead", "Dan Director", "Cass Caselead"}
    assert told("review") == {(name, "on_day") for name in people}


def test_reports_are_told_to_their_author_or_else_the_lead(cast: None, notice: Notice, chair: User) -> None:
    for author in ReportDue.Author.values:
        factories.ReportDueFactory(council=notice.council, notice=notice, author=author, due_on=days(1))
    make()
    assert told("chair_report") == {("Clara Chair", "before_1")}
    assert told("leader_report") == {("Leo Lead", "before_1")}
    assert told("report") == {("Leo Lead", "before_1")}
    assert Reminder.objects.filter(kind="report").count() == 2
    Reminder.objects.all().delete()
    Membership.objects.filter(user=chair).update(valid_to=days(-1))
    make()
    assert told("chair_report") == {("Leo Lead", "before_1")}


@pytest.mark.parametrize(
    "change",
    [
        {"delivery": "done", "done_on": TODAY},
        {"delivery": "paused"},
        {"delivery": "cancelled"},
    ],
)
def test_an_action_that_is_not_open_or_has_no_date_does_not_fall_due(
    plan: Any, change: dict[str, Any]
) -> None:
    item = action(plan)
    assert DueItem.objects.get().object_id == item.pk
    Action.objects.filter(pk=item.pk).update(**change)
    assert DueItem.objects.filter(kind="action").count() == 0
    action(plan, original_due_on=None)
    assert DueItem.objects.filter(kind="action").count() == 0


def _duty(notice: Notice, binds: str, *, due_on: datetime.date) -> None:
    """One time of a clause that recurs."""
    council = notice.council
    requirement = factories.RequirementFactory(council=council, notice=notice, binds=binds)
    recurring = factories.DeadlineFactory(
        council=council,
        requirement=requirement,
        kind="recurring",
        due_on=None,
        every="P1M",
        span="each month",
    )
    factories.OccurrenceFactory(council=council, deadline=recurring, due_on=due_on)


def _everything(council: Council) -> Notice:
    notice = factories.NoticeFactory(council=council)
    requirement = factories.RequirementFactory(council=council, notice=notice)
    factories.DeadlineFactory(council=council, requirement=requirement, due_on=days(3))
    plan = factories.PlanFactory(
        council=council, notice=notice, state="drafting", agreed_on=None, due_on=days(3)
    )
    objective = factories.ObjectiveFactory(council=council, plan=plan)
    factories.ActionFactory(council=council, objective=objective, original_due_on=days(3))
    board = factories.BoardFactory(council=council, notice=notice)
    factories.MeetingFactory(council=council, board=board, held_on=days(4), cut_off_on=days(3))
    factories.ReviewFactory(council=council, notice=notice, due_on=days(3))
    for author in ("board_chair", "leader", "partner"):
        factories.ReportDueFactory(council=council, notice=notice, author=author, due_on=days(3))
    for binds in ("council", "board_chair", "department"):
        _duty(notice, binds, due_on=days(3))
    gone, judge = (factories.UserFactory() for _ in range(2))  # without a role today
    factories.EvidenceFactory(
        council=council, submitted_by=gone, state="accepted", accepted_version=1, judged_by=judge, judged_on=TODAY,
        expires_on=days(3),
    )  # fmt: skip
    factories.IndicatorFactory(council=council)
    kept = factories.ActionFactory(council=council, objective=objective, delivery="paused")
    factories.DateChangeFactory(council=council, action=kept, asked_by=gone)
    factories.ActionFactory(
        council=council, objective=objective, delivery="confirmed", done_on=TODAY, recheck_on=days(3)
    )
    factories.ActionFactory(council=council, objective=objective, delivery="done", done_on=TODAY)
    silent = factories.ActionFactory(
        council=council, objective=objective, delivery="in_progress", reported_on=days(-40), original_due_on=None,
        owner=judge,
    )  # fmt: skip
    factories.HandoverFactory(council=council, action=silent, from_owner=gone, to_owner=judge)
    factories.CadenceChangeFactory(council=council, board=board, asked_by=gone)
    sent = factories.ReportDueFactory(
        council=council, notice=notice, author="board_chair", due_on=days(1), sent_on=TODAY
    )
    report = factories.WrittenReportFactory(council=council, report_due=sent)
    factories.ReportSectionFactory(council=council, report=report)
    factories.lead_report_to(report, "put-to-check", "check", "sign", "send")
    factories.ValidationFactory(council=council, due_on=days(3))
    for of_department in (True, False):
        factories.CorrespondenceFactory(
            council=council, of_department=of_department, entered_by=gone, follow_up_on=days(3)
        )
    factories.IncidentFactory(council=council, given_by=gone)
    factories.OwnReminderFactory(council=council, action=silent, user=judge)
    return notice


def test_everything_falls_due_while_its_notice_stands_and_nothing_when_it_is_lifted(
    ambridge: Council,
) -> None:
    notice = _everything(ambridge)
    assert {item.kind for item in DueItem.objects.all()} == set(Kind.values)
    factories.lead_to(notice, "period_ended")
    assert {item.kind for item in DueItem.objects.all()} == set(Kind.values)
    factories.lead_to(notice, "lifted")
    # The Department acknowledges an incident whatever the notice; what a person noted for themselves is theirs.
    assert {item.kind for item in DueItem.objects.all()} == {"incident", "own"}


def test_a_clause_judged_met_does_not_fall_due_until_it_is_judged_otherwise(
    notice: Notice, chair: User
) -> None:
    requirement = factories.RequirementFactory(council=notice.council, notice=notice)
    factories.DeadlineFactory(council=notice.council, requirement=requirement)
    for value, due in (("partly_met", 1), ("met", 0), ("sustained", 0), ("not_met", 1)):
        ComplianceJudgement.objects.create(
            council=notice.council, requirement=requirement, body="board", value=value, why="Seen.",
            judged_on=TODAY, judged_by=chair,
        )  # fmt: skip
        assert DueItem.objects.count() == due, value


@pytest.mark.parametrize(
    ("binds", "twin"),
    [
        ("department", factories.ReviewFactory),
        ("board_chair", factories.ReportDueFactory),
        ("leader", factories.ReportDueFactory),
    ],
)
def test_a_date_that_became_a_review_or_a_report_is_not_told_twice(
    notice: Notice, binds: str, twin: Any
) -> None:
    for bound in (binds, "council"):
        requirement = factories.RequirementFactory(council=notice.council, notice=notice, binds=bound)
        factories.DeadlineFactory(council=notice.council, requirement=requirement, due_on=days(5))
    assert DueItem.objects.filter(kind="deadline").count() == 2  # nobody else follows it
    twin(council=notice.council, notice=notice, due_on=days(6))
    assert DueItem.objects.filter(kind="deadline").count() == 2
    twin(council=notice.council, notice=notice, due_on=days(5))
    assert DueItem.objects.get(kind="deadline").seq == requirement.seq  # the council's own stays


def test_the_date_of_the_plan_is_not_told_twice(notice: Notice) -> None:
    for text in ("Agree an improvement plan by Friday.", "Audit all cases by Friday."):
        requirement = factories.RequirementFactory(council=notice.council, notice=notice, text=text)
        factories.DeadlineFactory(council=notice.council, requirement=requirement, due_on=days(5))
    factories.PlanFactory(
        council=notice.council, notice=notice, state="drafting", agreed_on=None, due_on=days(5)
    )
    assert {item.title for item in DueItem.objects.all()} == {
        "Paragraph 2: Audit all cases by Friday.",
        "Improvement plan to be agreed",
    }


def test_a_long_clause_is_cut_between_words(notice: Notice) -> None:
    text = "Ensure that children are seen. " * 8
    requirement = factories.RequirementFactory(council=notice.council, notice=notice, label="", text=text)
    factories.DeadlineFactory(council=notice.council, requirement=requirement)
    title = DueItem.objects.get().title
    assert title.startswith("Item 1: Ensure that") and title.endswith(" …")
    assert len(title) <= 150 and set(title[8:-2].split()) == {"Ensure", "that", "children", "are", "seen."}


def test_each_link_lands_on_the_page_where_it_is_done(ambridge: Council) -> None:
    _everything(ambridge)
    ref, paused, confirmed, done, begun = (
        Action.objects.get(delivery=delivery).ref
        for delivery in ("not_started", "paused", "confirmed", "done", "in_progress")
    )
    wanted = {
        "action": f"/councils/ambridge/actions/{ref}/",
        "deadline": "/councils/ambridge/notices/1/requirements/1/",
        "plan": "/councils/ambridge/plan/",
        "meeting": "/councils/ambridge/board/",
        "cut_off": "/councils/ambridge/my-actions/",
        "review": "/councils/ambridge/reviews/",
        "chair_report": "/councils/ambridge/reviews/",
        "leader_report": "/councils/ambridge/reviews/",
        "report": "/councils/ambridge/reviews/",
        "duty": "/councils/ambridge/notices/1/requirements/2/",
        "chair_duty": "/councils/ambridge/notices/1/requirements/3/",
        "department_duty": "/councils/ambridge/notices/1/requirements/4/",
        "evidence": "/councils/ambridge/evidence/1/",
        "value": f"/councils/ambridge/indicators/{Indicator.objects.get().ref}/",
        "recheck": f"/councils/ambridge/actions/{confirmed}/",
        "date_change": f"/councils/ambridge/actions/{paused}/date-changes/1/",
        "completion": f"/councils/ambridge/actions/{done}/",
        "no_update": f"/councils/ambridge/actions/{begun}/",
        "given": f"/councils/ambridge/actions/{begun}/",
        "taken": f"/councils/ambridge/actions/{begun}/",
        "cadence": "/councils/ambridge/board/cadence/",
        "consent": "/councils/ambridge/board/cadence/1/",
        "answer": "/councils/ambridge/reviews/written/1/",
        "validation": "/councils/ambridge/validation/1/",
        "incident": "/councils/ambridge/incidents/1/",
        "dfe_follow_up": "/councils/ambridge/correspondence/1/",
        "follow_up": "/councils/ambridge/correspondence/2/",
        "own": f"/councils/ambridge/actions/{begun}/",
    }
    assert {item.kind: item.path("ambridge") for item in DueItem.objects.all()} == wanted


def test_due_items_of_another_council_are_not_visible(officer: User, outsider: User, observer: User, ambridge: Council, borchester: Council) -> None:  # fmt: skip
    _everything(ambridge)
    _everything(borchester)
    assert {i.council_id for i in DueItem.objects.all().visible_to(officer)} == {ambridge.pk}
    assert {i.council_id for i in DueItem.objects.all().visible_to(observer)} == {ambridge.pk, borchester.pk}


def test_two_councils_are_told_apart(
    ambridge: Council, borchester: Council, officer: User, outsider: User, lead: User
) -> None:
    _everything(ambridge)
    _everything(borchester)
    make()
    assert {r.recipient.name for r in Reminder.objects.filter(council=borchester)} == {"Otto Outsider"}
    assert {r.recipient.name for r in Reminder.objects.filter(council=ambridge)} == {"Leo Lead"}


@pytest.mark.parametrize(
    ("kind", "row", "who"),
    [
        ("validation", factories.ValidationFactory, {"Leo Lead", "Dan Director"}),
        ("incident", factories.IncidentFactory, {"Cass Caselead"}),
    ],
)
def test_who_is_told_of_what_the_rooms_of_reviews_hold(
    cast: None, notice: Notice, kind: str, row: Any, who: set[str]
) -> None:
    fields = {"due_on": TODAY} if kind == "validation" else {}
    row(council=notice.council, **fields)
    make(days(1))
    assert {name for name, _ in told(kind)} == who


def test_an_incident_is_told_of_the_day_after_its_own_email_and_by_the_council_where_nobody_is_case_lead(
    cast: None, notice: Notice, case_lead: User
) -> None:
    incident = factories.IncidentFactory(council=notice.council)
    make()
    assert told("incident") == set()
    Membership.objects.filter(user=case_lead).update(valid_to=TODAY)
    make(days(1))
    assert told("incident") == {("Leo Lead", "on_day"), ("Dan Director", "on_day")}
    incident.acknowledged_at, incident.acknowledged_by = incident.given_at, case_lead
    incident.save()
    assert not DueItem.objects.filter(kind="incident").exists()


def test_a_follow_up_is_told_to_the_side_that_promised_it(
    cast: None, notice: Notice, officer: User, chair: User
) -> None:
    """Who entered it, while they may still keep the correspondence; else the improvement lead."""
    for entered_by, of_department in ((chair, False), (officer, False), (officer, True)):
        factories.CorrespondenceFactory(
            council=notice.council, entered_by=entered_by, of_department=of_department, follow_up_on=days(1)
        )
    make()
    assert told("follow_up") == {(chair.name, "before_1"), ("Leo Lead", "before_1")}
    assert told("dfe_follow_up") == {("Cass Caselead", "before_1")}
    first = Correspondence.objects.get(number=1)
    first.followed_up_on = TODAY
    first.save()
    assert not DueItem.objects.filter(kind="follow_up", number=1).exists()


def test_what_falls_due_of_the_correspondence_is_for_those_who_read_it_and_says_nothing_of_it(
    notice: Notice, officer: User, lead: User, administrator: User, observer: User
) -> None:
    council = notice.council
    factories.CorrespondenceFactory(council=council, entered_by=lead, follow_up_on=TODAY, subject="Pangolin")
    factories.IncidentFactory(council=council, given_by=lead, what="Pangolin")
    make(days(1))
    for person, seen in ((officer, 0), (administrator, 0), (lead, 2), (observer, 2)):
        items = DueItem.objects.visible_to(person)
        assert items.count() == seen, person
        assert all("Pangolin" not in item.title for item in items)
    assert Reminder.objects.visible_to(administrator).filter(kind__in=FORMAL).count() == 0
    assert Reminder.objects.visible_to(lead).filter(kind="follow_up").count() == 1
