"""Every task declares its council, or says that it crosses councils and why (bar B10)."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

from actions.models import Action
from config.celery import app as celery_app
from councils import scope
from councils.tasks import CouncilTask, CrossingTask, Task
from tests import factories

app: Any = celery_app


def test_every_registered_task_declares_its_council_or_why_it_crosses() -> None:
    app.loader.import_default_modules()
    app.finalize()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert ours
    assert [n for n, task in ours.items() if not isinstance(task, CouncilTask | CrossingTask)] == []
    assert [n for n, t in ours.items() if isinstance(t, CrossingTask) and not t.crosses] == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "declares no council"),
        ({"base": CouncilTask}, "must take council_id"),
        ({"base": CrossingTask}, "must say why it crosses"),
    ],
)
def test_a_task_that_declares_nothing_cannot_be_defined(options: dict[str, type[Task]], says: str) -> None:
    def work() -> None: ...

    with mock.patch.dict(app._tasks), pytest.raises(ImproperlyConfigured, match=says):
        app._task_from_fun(work, name="tests.undeclared", **options)


@pytest.mark.django_db
def test_a_task_of_a_council_sees_that_council_only() -> None:
    mine, _theirs = factories.ActionFactory(), factories.ActionFactory()
    with mock.patch.dict(app._tasks):

        def work(*, council_id: int) -> list[int]:
            return list(Action.objects.values_list("id", flat=True))

        task = app._task_from_fun(work, name="tests.of_council", base=CouncilTask)
        assert task.apply(kwargs={"council_id": mine.council_id}).get() == [mine.pk]


@pytest.mark.django_db
def test_a_crossing_task_sees_every_council_and_one_with_its_own_scope_starts_with_no_rows() -> None:
    first, second = factories.ActionFactory(), factories.ActionFactory()
    with mock.patch.dict(app._tasks), scope.entered(scope.NOTHING):

        def work() -> set[int]:
            return set(Action.objects.values_list("id", flat=True))

        crossing = app._task_from_fun(work, name="tests.crossing", base=CrossingTask, crosses="A test.")
        own = app._task_from_fun(
            work, name="tests.own", base=CrossingTask, crosses="A test.", opens_own_scope=True
        )
        assert crossing() == {first.pk, second.pk}
        assert own() == set()
