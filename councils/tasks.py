"""The two kinds of Celery task: of one council, or crossing councils and saying why (bar B10).

A task of neither kind cannot be defined: config/celery.py makes `Task` the base of every task. Without a scope the
database shows no rows, so a task that forgot one could only fail; this says so at once and by name.

    @shared_task(base=CouncilTask)
    def render_report(*, council_id: int, report_id: int) -> None: ...

    @shared_task(base=CrossingTask, crosses="One tick serves every council.")
    def tick() -> None: ...

The whole task is one transaction. A task that must commit between its steps (claim, work, mark as done) says
`opens_own_scope=True`, starts with no rows in sight, and enters scope.entered(...) for each step.
"""

from __future__ import annotations

import inspect
from typing import Any

import celery
from django.core.exceptions import ImproperlyConfigured

from . import scope


class Task(celery.Task):  # type: ignore[misc]
    """The base of every task, which no task of ours may use as it is."""

    abstract = True
    opens_own_scope = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = getattr(cls, "name", None)
        if cls.__dict__.get("abstract") or name is None or name.startswith("celery."):
            return
        cls.check_declaration()

    @classmethod
    def check_declaration(cls) -> None:
        raise ImproperlyConfigured(
            f"The task {cls.name} declares no council: give it base=CouncilTask or base=CrossingTask."
        )


class CouncilTask(Task):
    """Works for one council, named by the keyword argument `council_id`; sees and changes only its rows."""

    abstract = True

    @classmethod
    def check_declaration(cls) -> None:
        if "council_id" not in inspect.signature(cls.run).parameters:
            raise ImproperlyConfigured(f"The task {cls.name} must take council_id.")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.opens_own_scope:
            return super().__call__(*args, **kwargs)
        with scope.entered(scope.for_council(kwargs["council_id"])):
            return super().__call__(*args, **kwargs)


class CrossingTask(Task):
    """Works for every council at once, and says in `crosses` why it must."""

    abstract = True
    crosses = ""

    @classmethod
    def check_declaration(cls) -> None:
        if not cls.crosses:
            raise ImproperlyConfigured(f'The task {cls.name} must say why it crosses councils: crosses="…".')

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.opens_own_scope:
            return super().__call__(*args, **kwargs)
        with scope.entered(scope.all_councils()):
            return super().__call__(*args, **kwargs)
