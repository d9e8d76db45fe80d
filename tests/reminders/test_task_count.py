"""The number beside "Your tasks" on every page: that of the list behind it, at no statement more."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Council, User
from reminders import services
from reminders.models import Reminder, TaskCount
from reminders.telling import tasks_of
from tests import factories
from tests.factories import TODAY

from .conftest import days

pytestmark = pytest.mark.django_db
HELP = "/help/"


def make() -> None:
    services.make_reminders(on=TODAY, now=timezone.now())


def link(page: Any) -> str:
    found = re.search(r'href="/tasks/">(.*?)</a>', page.content.decode())
    assert found
    return found[1]


@pytest.fixture
def plan(ambridge: Council) -> Any:
    return factories.PlanFactory(council=ambridge, notice=factories.NoticeFactory(council=ambridge))


def action(plan: Any, **fields: Any) -> Any:
    objective = factories.ObjectiveFactory(council=plan.council, plan=plan)
    return factories.ActionFactory(council=plan.council, objective=objective, **fields)


def test_the_number_is_that_of_the_persons_own_list(
    client: Any, plan: Any, officer: User, lead: User
) -> None:
    for due in (-12, 0, 1):
        action(plan, owner=officer, original_due_on=days(due))
    mine = action(plan, owner=lead, original_due_on=days(0))
    make()
    client.force_login(officer)
    assert link(client.get(HELP)) == '3<span class="govuk-visually-hidden"> to do</span>'.join(
        ("Your tasks (", ")")
    )
    assert "3 tasks" in client.get("/tasks/").content.decode()
    assert TaskCount.objects.get(user=lead).number == len(tasks_of(lead.pk, on=TODAY)) == 2  # one climbed
    mine.delivery = "done"
    mine.done_on = TODAY
    mine.save()
    make()
    assert TaskCount.objects.get(user=lead).number == 1


def test_somebody_without_tasks_sees_no_number(client: Any, plan: Any, officer: User) -> None:
    client.force_login(officer)
    assert link(client.get(HELP)) == "Your tasks"
    done = action(plan, owner=officer, original_due_on=days(0))
    make()
    assert link(client.get(HELP)).startswith("Your tasks (1<")
    done.delivery, done.done_on = "done", TODAY
    done.save()
    make()
    assert link(client.get(HELP)) == "Your tasks"


def test_on_the_page_of_tasks_the_number_is_the_pages_own(client: Any, plan: Any, officer: User) -> None:
    """Whatever the last tick found, the heading and the link do not contradict each other."""
    action(plan, owner=officer, original_due_on=days(0))
    TaskCount.objects.create(user=officer, number=9)
    client.force_login(officer)
    assert link(client.get("/tasks/")).startswith("Your tasks (1<")
    assert link(client.get(HELP)).startswith("Your tasks (9<")


def test_a_second_tick_writes_no_number_again(plan: Any, officer: User) -> None:
    action(plan, owner=officer, original_due_on=days(0))
    make()
    before = TaskCount.objects.extra(select={"version": "xmin::text"}).values_list("version", flat=True)
    first = list(before)
    make()
    assert (list(before.all()), Reminder.objects.count()) == (first, 1)
