"""The Celery application of the drills: the product's own, made worse on request.

DRILL_TIMES=3 sends every wake-up three times; DRILL_BATCH=5 gives each wake-up only so many e-mails to send, so that
a run needs many of them.
"""

from __future__ import annotations

import os
from typing import Any

from config.celery import app
from councils.tasks import Task

TIMES = int(os.environ.get("DRILL_TIMES", "1"))
BATCH = int(os.environ.get("DRILL_BATCH", "0"))

if TIMES > 1:
    _once = Task.apply_async

    def _several_times(self: Task, *args: Any, **kwargs: Any) -> Any:
        for _ in range(TIMES - 1):
            _once(self, *args, **kwargs)
        return _once(self, *args, **kwargs)

    setattr(Task, "apply_async", _several_times)  # noqa: B010  a method, as far as types go

if BATCH:

    @app.on_after_finalize.connect
    def _small_batches(sender: Any, **kwargs: Any) -> None:
        from reminders import sending, tasks

        sending.BATCH, tasks.BATCHES = BATCH, 1


__all__ = ["app"]
