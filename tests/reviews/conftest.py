from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from actions.models import Action, Plan
from councils.models import Council, User
from councils.permissions import Role
from notices.models import Notice, Requirement, Target
from reviews.models import ReportDue, ReportSection, WrittenReport
from reviews.writing import verbs
from tests import factories
from tests.conftest import member

ON = datetime.date(2026, 11, 22)


@dataclass
class Story:
    """An instrument with a clause, a target and one action that is off track, and the chair's report that is due."""

    notice: Notice
    clause: Requirement
    target: Target
    action: Action
    due: ReportDue


@pytest.fixture
def lead_member(ambridge: Council) -> User:
    return member(ambridge, Role.LEAD_MEMBER, name="Lena Leader")


@pytest.fixture
def director(ambridge: Council) -> User:
    return member(ambridge, Role.DIRECTOR, name="Dan Director")


@pytest.fixture
def story(ambridge: Council, officer: User) -> Story:
    notice = factories.NoticeFactory(council=ambridge, issued_on=ON - datetime.timedelta(days=60))
    clause = factories.RequirementFactory(
        council=ambridge, notice=notice, label="4", text="Ensure that assessments are timely."
    )
    second = factories.RequirementFactory(council=ambridge, notice=notice, label="5", text="Fill vacancies.")
    target = factories.TargetFactory(council=ambridge, requirement=second, metric="vacancy rate")
    plan: Plan = factories.PlanFactory(council=ambridge, notice=notice)
    action = factories.ActionFactory(
        council=ambridge,
        objective=factories.ObjectiveFactory(council=ambridge, plan=plan),
        ref="1.1",
        title="Hold a weekly panel",
        owner=officer,
        due_on=ON - datetime.timedelta(days=6),
        original_due_on=ON - datetime.timedelta(days=6),
    )
    factories.ActionRequirementFactory(council=ambridge, action=action, requirement=clause)
    due = factories.ReportDueFactory(council=ambridge, notice=notice, due_on=ON + datetime.timedelta(days=8))
    return Story(notice, clause, target, action, due)


@pytest.fixture
def report(story: Story, lead: User) -> WrittenReport:
    """Begun by the lead."""
    return verbs.start(story.due, by=lead, on=ON)


Write = Callable[[WrittenReport, User], None]


def write_all(report: WrittenReport, by: User, words: str = "As it stands.") -> None:
    for section in ReportSection.objects.filter(report=report):
        verbs.write(section, by=by, text=f"{words} ({section.place})", based_on=section.version)


def take(report: WrittenReport, *steps: tuple[str, User], note: str = "") -> WrittenReport:
    for name, by in steps:
        verbs.take(report, name, by=by, on=ON, note=note)
    return report
