"""The plan as at a date is what people saw on that date, whatever happened since."""

from __future__ import annotations

import datetime
from random import Random
from typing import Any

import psycopg2
import pytest
from django.db import connection
from psycopg2.extras import RealDictCursor

from actions import services
from actions.as_at import actions_as_at
from actions.models import OPEN, Action, Objective, Plan, possible
from councils.clock import today
from councils.models import Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import _url, member

DAY = datetime.timedelta(days=1)
COLUMNS = (
    "ref", "title", "detail", "success_measure", "priority", "objective_id", "owner_id", "owner_organisation_id",
    "original_due_on", "due_on", "delivery", "confidence", "done_on", "reported_on", "version",
)  # fmt: skip
WORDS = ("narrative", "evidence_of_impact", "recovery")
COMPARED = (*COLUMNS, *WORDS, "objective_number", "objective_title", "owner_person", "owner_organisation")


def seen(plan: Plan, day: datetime.date) -> dict[str, dict[str, Any]]:
    return {
        row.ref: {name: getattr(row, name) for name in COMPARED} for row in actions_as_at(plan, as_at=day)
    }


def live(plan: Plan) -> dict[str, dict[str, Any]]:
    """What the pages show now."""
    found = {}
    for action in Action.objects.filter(plan=plan).select_related("objective", "owner", "owner_organisation"):
        said = action.updates.filter(no_change=False).first()
        worried = action.delivery in OPEN and action.confidence != "on_track"
        found[action.ref] = {
            **{name: getattr(action, name) for name in COLUMNS},
            **{name: getattr(said, name) if said else "" for name in WORDS},
            **({} if worried else {"recovery": ""}),
            "objective_number": action.objective.number,
            "objective_title": action.objective.title,
            "owner_person": action.owner.name if action.owner else "",
            "owner_organisation": action.owner_organisation.name if action.owner_organisation else "",
        }
    return found


class Life:
    """Months of a plan, lived day by day: random verbs, with the history's clock set to the day they are done on."""

    def __init__(self, seed: int, database: str) -> None:
        self.random = Random(seed)
        self.admin = psycopg2.connect(database)
        self.admin.autocommit = True
        council = factories.CouncilFactory(name="Ambridge", slug="ambridge")
        self.people = [member(council, Role.OFFICER) for _ in range(3)]
        self.agency = factories.OrganisationFactory(council=council, name="Borsetshire Police")
        self.first = today() - 200 * DAY
        self.plan = factories.PlanFactory(council=council, state="drafting", agreed_on=None)
        self.objectives = [factories.ObjectiveFactory(council=council, plan=self.plan) for _ in range(3)]
        self.diary: dict[datetime.date, dict[str, dict[str, Any]]] = {}

    def live_it(self, steps: int) -> None:
        day = self.first
        self._written_on(day)
        for _ in range(steps):
            self._something(day)
            self._written_on(day)
            self.diary[day] = live(self.plan)
            day = min(day + self.random.choice([0, 0, 1, 3, 9]) * DAY, today())

    def _something(self, on: datetime.date) -> None:
        actions = list(Action.objects.filter(plan=self.plan).select_related("plan", "council"))
        if len(actions) < 3 or self.random.random() < 0.15:
            due_on = on + self.random.randint(1, 90) * DAY
            owner, objective = self.random.choice(self.people), self.random.choice(self.objectives)
            ref = f"A{len(actions) + 1}"
            services.add_action(objective, by=owner, on=on, ref=ref, title=ref, owner=owner, due_on=due_on)
            return
        action, chance = self.random.choice(actions), self.random.random()
        if chance < 0.25:
            self._edit(action, on)
        elif chance < 0.32:
            self._edit_objective(on)
        elif chance < 0.36 and action.reported_on is None:
            action.delete()
        elif chance < 0.45:
            self._move_its_date(action, on)
        elif chance < 0.6 or action.is_board_decision:
            self._decide(action, on)
        else:
            self._report(action, on)

    def _report(self, action: Action, on: datetime.date) -> None:
        services.report_progress(
            action,
            by=self.random.choice(self.people),
            on=on,
            based_on=action.version,
            delivery=self.random.choice(["not_started", "in_progress", "in_progress", "done"]),
            confidence=self.random.choice(["on_track", "at_risk", "off_track"]),
            narrative=f"said on {on}",
            recovery=f"promised on {on}",
            evidence_of_impact=f"changed by {on}",
            no_change=action.reported_on is not None and self.random.random() < 0.3,
        )

    def _decide(self, action: Action, on: datetime.date) -> None:
        if steps := possible(action.delivery):
            decision = self.random.choice(steps).decision
            services.decide(
                action,
                decision=decision,
                by=self.people[0],
                on=on,
                based_on=action.version,
                why=f"so on {on}",
            )

    def _move_its_date(self, action: Action, on: datetime.date) -> None:
        if not action.is_open or action.due_on is None:
            return
        if not action.plan.is_agreed:
            version = services.put_to_board(action.plan, by=self.people[0], on=on, summary="The first")
            services.agree_version(version, by=self.people[0], on=on)
            action.plan.refresh_from_db()
        change = services.ask_date_change(
            action, by=self.people[0], on=on, to_due_on=max(action.due_on, on) + self.random.randint(1, 60) * DAY,
            reason="Late.", corrective_action="More people.",
        )  # fmt: skip
        if self.random.random() < 0.7:
            services.agree_date_change(change, by=self.people[0], on=on)
        else:
            services.refuse_date_change(change, by=self.people[0], on=on, note="No.")

    def _edit_objective(self, on: datetime.date) -> None:
        objective = self.random.choice(self.objectives)
        objective.title = f"Objective of {on}"
        objective.save(update_fields=["title"])

    def _edit(self, action: Action, on: datetime.date) -> None:
        owner = self.random.choice([*self.people, None])
        services.edit_action(
            action,
            by=self.people[0],
            on=on,
            based_on=action.version,
            objective=self.random.choice(self.objectives),
            title=f"Title of {on}",
            owner=owner,
            owner_organisation=None if owner else self.random.choice([self.agency, None]),
            due_on=action.due_on if action.plan.is_agreed else on + self.random.randint(1, 90) * DAY,
            priority=self.random.choice(["normal", "high"]),
            detail=self.random.choice(["", f"More of {on}"]),
            success_measure=self.random.choice(["", f"Measured on {on}"]),
            requirements=[],
        )

    def _written_on(self, day: datetime.date) -> None:
        """The history that was just written gets the time of the day in whose life it belongs."""
        with self.admin.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # the history is append-only even for us
            for table in ("action", "plan", "objective"):
                cursor.execute(
                    f"UPDATE actions_{table}event SET pgh_created_at = %s::date + time '12:00' + pgh_id * interval '1 ms' "
                    "WHERE pgh_created_at > now() - interval '1 hour'",
                    [day],
                )


@pytest.mark.parametrize("seed", [1, 2])
def test_any_day_of_a_life_is_shown_as_it_was_lived(own_database: str, seed: int) -> None:
    life = Life(seed, _url("DATABASE_ADMIN_URL", own_database.rsplit("/", 1)[-1]))
    life.live_it(70)
    assert len(life.diary) > 15
    assert seen(life.plan, life.first - DAY) == {}
    for day, rows in life.diary.items():
        assert seen(life.plan, day) == rows, day
    assert seen(life.plan, today()) == live(life.plan)
    dates = [life.first + life.random.randint(-1, 210) * DAY for _ in range(100)]
    replay = Replay(life)
    assert [day for day in dates if seen(life.plan, day) != replay.as_at(day)] == []
    life.admin.close()


class Replay:
    """The history read from its first row to the last, in the plainest way: no query of the product takes part."""

    def __init__(self, life: Life) -> None:
        self.admin = life.admin
        self.actions = self._all("SELECT * FROM actions_actionevent ORDER BY pgh_id")
        self.objectives = self._all("SELECT * FROM actions_objectiveevent ORDER BY pgh_id")
        self.updates = self._all("SELECT * FROM actions_actionupdate ORDER BY action_id, version")
        self.people = {row["id"]: row["name"] for row in self._all("SELECT id, name FROM councils_user")}
        self.agencies = {row["id"]: row["name"] for row in self._all("SELECT * FROM councils_organisation")}

    def _all(self, sql: str) -> list[dict[str, Any]]:
        with self.admin.cursor(cursor_factory=RealDictCursor) as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def as_at(self, day: datetime.date) -> dict[str, dict[str, Any]]:
        actions, objectives = self._fold(self.actions, day), self._fold(self.objectives, day)
        said: dict[int, dict[str, Any]] = {}
        for update in self.updates:
            if update["reported_on"] <= day and not update["no_change"]:
                said[update["action_id"]] = update
        found = {}
        for pk, row in actions.items():
            words = {name: said[pk][name] if pk in said else "" for name in WORDS}
            if row["delivery"] not in ("not_started", "in_progress") or row["confidence"] == "on_track":
                words["recovery"] = ""
            found[row["ref"]] = {
                **{name: row[name] for name in COLUMNS},
                **words,
                "objective_number": objectives[row["objective_id"]]["number"],
                "objective_title": objectives[row["objective_id"]]["title"],
                "owner_person": self.people.get(row["owner_id"], ""),
                "owner_organisation": self.agencies.get(row["owner_organisation_id"], ""),
            }
        return found

    def _fold(self, rows: list[dict[str, Any]], day: datetime.date) -> dict[int, dict[str, Any]]:
        there: dict[int, dict[str, Any]] = {}
        for row in rows:
            if row["pgh_created_at"].date() > day:
                continue
            if row["pgh_label"] == "delete":
                there.pop(row["id"])
            else:
                there[row["id"]] = row
        return there


# -- entered later than it happened: a plan loaded today with its reports of the past months


@pytest.fixture
def loaded(ambridge: Council) -> Plan:
    """Agreed 100 days ago, entered today."""
    plan: Plan = factories.PlanFactory(council=ambridge, agreed_on=today() - 100 * DAY)
    factories.ObjectiveFactory(council=ambridge, plan=plan, number=1)
    return plan


def add(plan: Plan, ref: str, **fields: Any) -> Action:
    objective = Objective.objects.get(plan=plan)
    fields = {"original_due_on": today() + 10 * DAY, **fields}
    action: Action = factories.ActionFactory(council=plan.council, objective=objective, ref=ref, **fields)
    return action


def tell(
    action: Action, by: User, days_ago: int, delivery: str, confidence: str = "on_track", **more: Any
) -> None:
    services.report_progress(
        action, by=by, on=today() - days_ago * DAY, based_on=action.version, delivery=delivery, confidence=confidence,
        narrative=f"{days_ago} days ago", recovery="More trainers", **more,
    )  # fmt: skip


def states(plan: Plan, days_ago: int) -> list[tuple[str, str, str, str]]:
    rows = actions_as_at(plan, as_at=today() - days_ago * DAY)
    return [(row.ref, row.delivery, row.confidence, row.narrative) for row in rows]


def test_reports_of_the_past_are_believed_by_their_own_dates(loaded: Plan, officer: User) -> None:
    action = add(loaded, "A1")
    tell(action, officer, 90, "in_progress")
    tell(action, officer, 60, "in_progress", "off_track")
    tell(action, officer, 30, "in_progress", no_change=True)
    tell(action, officer, 5, "done")
    assert states(loaded, 101) == []  # before the plan was agreed
    assert states(loaded, 95) == [("A1", "not_started", "on_track", "")]
    assert states(loaded, 90) == [("A1", "in_progress", "on_track", "90 days ago")]
    assert states(loaded, 60) == states(loaded, 31) == [("A1", "in_progress", "off_track", "60 days ago")]
    assert states(loaded, 30) == states(loaded, 6) == [("A1", "in_progress", "off_track", "60 days ago")]
    assert states(loaded, 5) == states(loaded, 0) == [("A1", "done", "on_track", "5 days ago")]
    (then,) = actions_as_at(loaded, as_at=today() - 20 * DAY)
    assert (then.no_change, then.reported_on, then.recovery) == (True, today() - 30 * DAY, "More trainers")
    assert seen(loaded, today()) == live(loaded)


def test_done_on_is_the_first_day_of_the_last_unbroken_run(loaded: Plan, officer: User, chair: User) -> None:
    action = add(loaded, "A1", original_due_on=today() - 40 * DAY)
    tell(action, officer, 80, "done")
    tell(action, officer, 70, "in_progress")
    tell(action, officer, 50, "done")
    tell(action, officer, 45, "done")
    services.decide(action, decision="confirm", by=chair, on=today() - 20 * DAY, based_on=action.version)
    done_on = {
        days_ago: [row.done_on for row in actions_as_at(loaded, as_at=today() - days_ago * DAY)]
        for days_ago in (81, 75, 65, 50, 44, 10, 0)
    }
    first, second = [today() - 80 * DAY], [today() - 50 * DAY]
    assert done_on == {81: [None], 75: first, 65: [None], 50: second, 44: second, 10: second, 0: second}


def test_an_action_added_to_a_running_plan_is_not_in_reports_of_the_time_before(ambridge: Council) -> None:
    plan = factories.PlanFactory(council=ambridge, agreed_on=today() - 100 * DAY)
    with connection.cursor() as cursor:  # the plan itself was entered long ago: a row of history from then
        cursor.execute(
            "INSERT INTO actions_planevent (pgh_created_at, pgh_label, pgh_obj_id, id, council_id, notice_id, title, "
            "state, due_on, agreed_on, paused_why, closed_why, pgh_id) SELECT now() - interval '120 days', 'insert', id, id, council_id, "
            "notice_id, title, state, due_on, agreed_on, '', '', -1 FROM actions_plan WHERE id = %s",
            [plan.pk],
        )
    factories.ObjectiveFactory(council=ambridge, plan=plan, number=1)
    add(plan, "A1")
    assert states(plan, 1) == []
    assert states(plan, 0) == [("A1", "not_started", "on_track", "")]


def test_a_report_proves_that_the_action_was_there(ambridge: Council, officer: User) -> None:
    plan = factories.PlanFactory(council=ambridge, agreed_on=None, state="drafting")
    factories.ObjectiveFactory(council=ambridge, plan=plan, number=1)
    tell(add(plan, "A1"), officer, 50, "in_progress")
    add(plan, "A2")
    assert [row[0] for row in states(plan, 50)] == ["A1"]
    assert [row[0] for row in states(plan, 0)] == ["A1", "A2"]
    assert states(plan, 51) == []


def test_a_state_that_is_no_report_shows_on_the_day_it_was_written(loaded: Plan) -> None:
    action = add(loaded, "A1")
    Action.objects.filter(pk=action.pk).update(delivery="paused")
    assert [row[1] for row in states(loaded, 0)] == ["paused"]
    assert [row[1] for row in states(loaded, 1)] == ["not_started"]


def test_rows_of_other_plans_and_councils_stay_out(loaded: Plan, borchester: Council) -> None:
    add(loaded, "A1")
    factories.ActionFactory(council=loaded.council, ref="B1")
    factories.ActionFactory(council=borchester, ref="C1")
    assert [row[0] for row in states(loaded, 0)] == ["A1"]


def test_it_answers_the_questions_of_a_live_action(loaded: Plan, officer: User) -> None:
    late = add(loaded, "A1", original_due_on=today() - 6 * DAY)
    tell(late, officer, 50, "in_progress", "at_risk")
    police = factories.OrganisationFactory(council=loaded.council, name="Borsetshire Police")
    add(loaded, "A2", owner_organisation=police)
    one, two = actions_as_at(loaded, as_at=today())
    assert (one.is_open, one.is_overdue(on=today()), one.is_off_plan(on=today())) == (True, True, True)
    assert one.lateness(on=today()) == "6 days overdue" == Action.objects.get(ref="A1").lateness(on=today())
    assert (one.owner_name(), two.owner_name()) == ("Nobody yet", "Borsetshire Police")


def test_three_statements_however_many_actions(
    loaded: Plan, officer: User, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        tell(add(loaded, f"A{number}", owner=officer), officer, 50 - number, "done")
        with django_assert_num_queries(3):
            assert len(actions_as_at(loaded, as_at=today() - 10 * DAY)) == number + 1
