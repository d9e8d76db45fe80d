"""Is it alive, and is it fit to serve."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from councils.policy import policy

OLDEST_WAITING = datetime.timedelta(minutes=30)
TOLD_ONLY = ("schedules",)


@policy(public=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: answers without looking at anything else."""
    return HttpResponse("alive\n", content_type="text/plain")


@policy(public=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, broker, migrations and the age of the queues are fine; else 503. Says which, never why.

    A schedule that is missed is told too, and is no reason to take the pages away from people."""
    checks = {
        "database": _database,
        "migrations": _migrations,
        "broker": _broker,
        "queues": _queues,
        "schedules": _schedules,
    }
    results = {name: _passes(check) for name, check in checks.items()}
    ready = all(fine for name, fine in results.items() if name not in TOLD_ONLY)
    return JsonResponse({"ready": ready, "checks": results}, status=200 if ready else 503)


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever is wrong, the answer is "not ready"
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _broker() -> bool:
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
    with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
        return bool(client.ping())


def _queues() -> bool:
    from reminders.services import waiting_since

    since = waiting_since(now=timezone.now())
    return since is None or timezone.now() - since < OLDEST_WAITING


def _schedules() -> bool:
    """Each has run well lately: a scheduler, a worker or a task that stopped is seen."""
    from reminders.schedules import missed

    return not missed(now=timezone.now())
