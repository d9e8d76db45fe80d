"""A large made-up data set, in the database of DATABASE_URL, with history, summaries and row-level security on."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from actions.models import Plan
from config.scale.council import DOMAIN, Size, seed_council
from councils import scope
from councils.clock import today
from councils.models import Council, Membership, User
from councils.permissions import Role

DEMONSTRATION_PASSWORD = "a-large-made-up-data-set"
OBSERVER = f"observer@{DOMAIN}"


class Command(BaseCommand):
    help = (
        "Fills councils of the register with made-up notices, plans and updates, to measure and to try pages at full "
        "size. Refuses where a chosen council has a plan or a notice already. Not for a database with real work in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--councils", type=int, default=153)
        parser.add_argument("--actions", type=int, default=300, help="A council.")
        parser.add_argument("--updates", type=int, default=24, help="An action, over the last 24 months.")
        parser.add_argument("--seed", type=int, default=1, help="Another number makes other rows.")
        parser.add_argument(
            "--password", help="Of all its people. Without it nobody can sign in (but in a demonstration)."
        )
        parser.add_argument(
            "--connections", type=int, default=2, help="Councils that are filled side by side."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began, on = time.monotonic(), today()
        councils = _councils(options["councils"], on=on)
        password = options["password"] or (DEMONSTRATION_PASSWORD if settings.DEMO else None)
        size = Size(actions=options["actions"], updates=options["updates"])
        hashed = make_password(password)
        _department(hashed)

        def fill(council: Council) -> int:
            with scope.entered(scope.for_council(council.pk)):
                return seed_council(council, size=size, today=on, password=hashed, seed=options["seed"])

        updates = sum(_side_by_side(fill, councils, number=options["connections"]))
        actions = len(councils) * size.actions
        self.stdout.write(
            f"{len(councils)} councils, {actions:,} actions, {updates:,} updates in {time.monotonic() - began:.1f} s."
        )
        if password:
            self.stdout.write(
                f"Sign in as {OBSERVER} or lead@{councils[0].slug}.{DOMAIN}, password {password}"
            )


def _councils(number: int, *, on: datetime.date) -> list[Council]:
    """The first so many active councils of the register; none of them may hold anything yet."""
    active = Council.objects.active(on=on).filter(is_demonstration=False)
    chosen = list(active.order_by("gss_code")[:number])
    if len(chosen) < number:
        raise CommandError(f"The register holds {len(chosen)} active councils, not {number}.")
    with scope.entered(scope.crossing_councils(council.pk for council in chosen)):
        taken = Plan.objects.filter(council__in=chosen).values_list("council__name", flat=True).first()
    if taken or User.objects.filter(email=OBSERVER).exists():
        raise CommandError(
            f"{taken or 'This database'} holds a plan already; seed_scale needs a database in which the councils are empty."
        )
    return chosen


def _department(password: str) -> None:
    with scope.entered(scope.crossing_councils([])):
        user = User.objects.create(email=OBSERVER, name="Observer of all councils", password=password)
        Membership.objects.create(user=user, role=Role.OBSERVER)


def _side_by_side(fill: Callable[[Council], int], councils: list[Council], *, number: int) -> list[int]:
    """PostgreSQL does most of the work, one process a connection. Inside a test's transaction there is just one."""
    if connection.in_atomic_block or number < 2:
        return [fill(council) for council in councils]

    def fill_share(share: list[Council]) -> int:
        try:
            return sum(fill(council) for council in share)
        finally:
            connection.close()  # this thread's own

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(fill_share, [councils[start::number] for start in range(number)]))
