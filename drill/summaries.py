"""Summaries equal live counts: after random changes by many at once, verbs and plain SQL, kept and rolled back; and after
the database was dumped and restored, and changed again."""

from __future__ import annotations

import datetime
import os
import random
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.core.exceptions import ValidationError
from django.db import Error, connections, transaction
from django.db.models import F

from actions import services
from actions.counted import COUNTS, count
from actions.models import Action, CouncilSummary, DateChange, Objective, ObjectiveSummary, possible
from boards.models import Board, Meeting
from boards.services import roll_forward
from councils import scope
from councils.clock import today
from councils.models import Council, User
from councils.refusal import Refused
from launcher.postgres import programs

from .edits import at_once
from .stage import new_action, new_objective

DAY = datetime.timedelta(days=1)
COUNCILS, OBJECTIVES, ACTIONS = 4, 5, 30  # of each council; few enough that people meet
WEIGHTS = {
    "report": 40,
    "decide": 15,
    "move": 15,
    "add": 8,
    "date": 8,
    "bulk": 4,
    "remove": 4,
    "roll": 3,
    "abandon": 3,
}
CONFIDENCES = ("on_track", "at_risk", "off_track")


class Abandoned(Exception):
    """The change was made and the transaction ended without it."""


@dataclass(frozen=True)
class Kept:
    """`compared`: figures; `different`: those that were not the live count, then and after the restore."""

    operations: int
    done: Counter[str]
    compared: int
    different: list[str]
    different_after_restore: list[str]

    @property
    def is_good(self) -> bool:
        return (
            not self.different
            and not self.different_after_restore
            and sum(self.done.values()) == self.operations
        )


@dataclass(frozen=True)
class Cast:
    council_ids: Sequence[int]
    objective_ids: dict[int, list[int]]
    lead: User


def play(*, operations: int, threads: int, chance: int, dump_in: Path | None = None) -> Kept:
    """On the database that Django is connected to, which is left as it is; the restored one is dropped."""
    cast = _cast()
    done = _change_at_once(cast, operations=operations, threads=threads, chance=chance)
    compared, different = _differences(cast)
    with tempfile.TemporaryDirectory(dir=dump_in) as folder:
        after = _after_restore(
            cast, Path(folder), threads=threads, chance=chance, operations=max(operations // 20, 40)
        )
    return Kept(operations, done, compared, different, after)


def _cast() -> Cast:
    """Councils whose boards have met, each with a plan of a few objectives and actions of every kind."""
    lead = User.objects.create(email="summaries@drill.example", name="Lead", password="!")
    objective_ids: dict[int, list[int]] = {}
    for number in range(COUNCILS):
        council = Council.objects.create(
            name=f"Kept {number}", short_name=f"Kept {number}", slug=f"kept-{number}", gss_code=f"Y{number:08d}",
            region="-", kind="-",
        )  # fmt: skip
        with scope.entered(scope.crossing_councils([council.pk])):
            first = new_objective(council)
            others = [
                Objective.objects.create(council=council, plan=first.plan, number=n, title="-")
                for n in range(2, OBJECTIVES + 1)
            ]
            board = Board.objects.create(
                council=council, notice=first.plan.notice, name="Board", meets_every="P4W", department_attends_as="observer"
            )  # fmt: skip
            for place, days in enumerate((33, 5), 1):
                held = today() - days * DAY
                Meeting.objects.create(
                    council=council, board=board, number=place, held_on=held, cut_off_on=held - 7 * DAY
                )
            objectives = [first, *others]
            Action.objects.bulk_create(
                new_action(objectives[n % OBJECTIVES], lead, ref=f"A{n}") for n in range(ACTIONS)
            )
            objective_ids[council.pk] = [one.pk for one in objectives]
    return Cast(list(objective_ids), objective_ids, lead)


def _change_at_once(cast: Cast, *, operations: int, threads: int, chance: int) -> Counter[str]:
    def work(thread: int) -> Counter[str]:
        dice = random.Random(f"{chance}-{thread}")
        share = operations // threads + (thread < operations % threads)
        return Counter(_change(cast, dice, f"{thread}-{n}") for n in range(share))

    with at_once(threads) as run:
        return sum(run(work), Counter())


def _change(cast: Cast, dice: random.Random, mark: str) -> str:
    """One change in a transaction of its own. What the product refuses, as it should, is done with too."""
    what = dice.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
    council_id = dice.choice(cast.council_ids)
    try:
        with scope.entered(scope.crossing_councils(cast.council_ids if what == "roll" else [council_id])):
            _do(what, cast, council_id, dice, mark)
    except (Refused, ValidationError, services.Stale, Abandoned, Error) as error:
        return f"{what} {type(error).__name__}"
    return what


def _do(what: str, cast: Cast, council_id: int, dice: random.Random, mark: str) -> None:
    on = today()
    if what == "roll":
        return roll_forward(on - dice.randint(0, 20) * DAY)
    rows = Action.objects.filter(council_id=council_id)
    objective_id = dice.choice(cast.objective_ids[council_id])
    if what == "add":
        objective = Objective.objects.select_related("plan__council").get(pk=objective_id)
        due_on = on + dice.randint(-30, 60) * DAY if dice.random() < 0.9 else None
        services.add_action(objective, by=cast.lead, on=on, ref=f"N{mark}", title="-", due_on=due_on)
        return None
    action = dice.choice(list(rows.select_related("plan__council", "objective")))
    if what == "report":
        services.report_progress(
            action, by=cast.lead, on=on - dice.randint(0, 40) * DAY, based_on=action.version,
            delivery=dice.choice(services.OWNER_MAY_SET), confidence=dice.choice(CONFIDENCES), narrative="Why",
            recovery="What next",
        )  # fmt: skip
    elif what == "decide":
        if steps := possible(action.delivery):
            step = dice.choice(steps)
            services.decide(
                action, decision=step.decision, by=cast.lead, on=on, based_on=action.version, why="Seen"
            )
    elif what == "date":
        waiting = DateChange.objects.filter(council_id=council_id, action=action).waiting().first()  # type: ignore[attr-defined]
        if waiting:
            waiting.action = action
            services.agree_date_change(waiting, by=cast.lead, on=on)
        else:
            services.ask_date_change(
                action, by=cast.lead, on=on, to_due_on=on + dice.randint(1, 90) * DAY, reason="Why", corrective_action="What"
            )  # fmt: skip
    elif what == "remove":  # by plain SQL; the database keeps what was reported on
        rows.filter(pk=action.pk, updates=None).delete()
    elif what == "bulk":
        rows.filter(objective_id=objective_id).update(due_on=F("due_on") + dice.randint(-9, 9) * DAY)
    else:
        rows.filter(pk=action.pk).update(objective_id=objective_id, version=F("version") + 1)
        if what == "abandon":
            raise Abandoned
    return None


def _differences(cast: Cast) -> tuple[int, list[str]]:
    """How many figures were compared, and those that differ. Counted in Python, from the rows: not by the trigger's SQL."""
    different: list[str] = []
    compared = 0
    with scope.entered(scope.crossing_councils(cast.council_ids)), transaction.atomic():
        of_objective = {row.objective_id: row for row in ObjectiveSummary.objects.all()}
        for council in CouncilSummary.objects.all():
            actions = list(Action.objects.filter(council_id=council.council_id))
            pairs: list[tuple[str, CouncilSummary | ObjectiveSummary | None, list[Action]]] = [
                (f"council {council.council_id}", council, actions)
            ]
            for pk in cast.objective_ids[council.council_id]:
                own = [action for action in actions if action.objective_id == pk]
                pairs.append((f"objective {pk}", of_objective.get(pk), own))
            for what, kept, counted in pairs:
                live = count(counted, on=council.counted_on, since=council.since_on)  # type: ignore[arg-type]
                compared += len(COUNTS)
                different += [
                    f"{what}: {name} is {getattr(kept, name, None)}, counted {number}"
                    for name, number in live.items()
                    if getattr(kept, name, None) != number
                ]
    return compared, different


def _after_restore(cast: Cast, folder: Path, *, threads: int, chance: int, operations: int) -> list[str]:
    """Dump, restore into another database as the docs say, compare; and again after more changes there."""
    connection = connections["default"]
    connection.close()
    source = str(connection.settings_dict["NAME"])
    copy = f"{source}_restored"
    admin = os.environ["DATABASE_ADMIN_URL"]
    _execute(admin, f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
    _execute(admin, f'CREATE DATABASE "{copy}" OWNER noticeboard_owner')
    try:
        dump = folder / "dump"
        _run("pg_dump", "-Fc", "-f", str(dump), _url(admin, source))
        _run("pg_restore", "--exit-on-error", "-d", _url(admin, copy), str(dump))
        connection.settings_dict["NAME"] = copy
        _, restored = _differences(cast)
        _change_at_once(cast, operations=operations, threads=threads, chance=chance + 1)
        _, later = _differences(cast)
        return [*restored, *(f"changed after the restore: {one}" for one in later)]
    finally:
        connection.close()
        connection.settings_dict["NAME"] = source
        _execute(admin, f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


def _run(program: str, *arguments: str) -> None:
    own = programs() / program
    path = str(own) if own.exists() else shutil.which(program)
    if path is None:
        raise RuntimeError(f"{program} was not found beside PostgreSQL's programs.")
    subprocess.run([path, *arguments], check=True)


def _url(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _execute(admin: str, sql: str) -> None:
    connection = psycopg2.connect(_url(admin, "postgres"))
    connection.autocommit = True
    try:
        connection.cursor().execute(sql)
    finally:
        connection.close()
