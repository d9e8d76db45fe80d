"""Any order of reports, edits, requests and decisions by anybody keeps what must hold (bar B24)."""

from __future__ import annotations

import datetime
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unittest.mock import ANY

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actions import services
from actions.models import Action, DateChange
from actions.models.decision import STEPS, TRANSITIONS
from councils.models import Council, User
from tests import factories

START = datetime.date(2026, 3, 1)
DAY = datetime.timedelta(days=1)
DUE = START + 30 * DAY
MOVES = ("delivery", "confidence", "due_on", "done_on", "reported_on", "recheck_on", "resume_on", "version")
pytestmark = pytest.mark.django_db


# Every column of what is told about, in one statement: each step of a life is looked at by it, and by nothing else.
ROWS = """
SELECT (SELECT json_agg(a ORDER BY a.id) FROM actions_action a WHERE a.id = ANY(%(actions)s)),
       (SELECT json_agg(u ORDER BY u.version) FROM actions_actionupdate u WHERE u.action_id = ANY(%(actions)s)),
       (SELECT json_agg(d ORDER BY d.number) FROM actions_datechange d WHERE d.action_id = ANY(%(actions)s)),
       (SELECT count(*) FROM councils_auditevent)
"""


@dataclass(frozen=True)
class Rows:
    actions: dict[int, dict[str, Any]]
    updates: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    signed: int

    def of(self, action: Action) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
        return (
            self.actions[action.pk],
            [row for row in self.updates if row["action_id"] == action.pk],
            [row for row in self.changes if row["action_id"] == action.pk],
        )


@dataclass
class Cast:
    """What all lives share. Each is rolled back at its end."""

    officer: User
    chair: User
    actions: list[Action]
    foreign: Action

    def rows(self) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(ROWS, {"actions": [action.pk for action in (*self.actions, self.foreign)]})
            [(actions, updates, changes, signed)] = cursor.fetchall()
        return Rows({row["id"]: row for row in actions}, updates or [], changes or [], signed)


cast: Cast


class LifeOfAnAction(RuleBasedStateMachine):
    """Two actions of one council and one of another, moved by their owner, the lead and the chair."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now = self.first = cast.rows()
        self.actions = [copy(action) for action in cast.actions]
        self.on = START
        self.agreed = [0, 0]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, n: int, verb: Any, *args: Any, **kwargs: Any) -> Any:
        """A verb does its work and signs once, or refuses in words and changes nothing."""
        before, refused, done = self.now, None, None
        try:
            with transaction.atomic():
                done = verb(*args, **kwargs)
        except (ValidationError, services.Stale) as error:
            refused = error
        self.now = cast.rows()
        self.actions[n] = copy(cast.actions[n])
        for name in MOVES:
            setattr(self.actions[n], name, self.value(n, name))
        if refused:
            assert self.now == before
            assert not isinstance(refused, ValidationError) or refused.messages
        return done

    def value(self, n: int, name: str) -> Any:
        """A column of the action as it is, for the next verb."""
        return Action._meta.get_field(name).to_python(self.now.actions[self.actions[n].pk][name])

    which = st.integers(0, 1)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.on += days * DAY

    @rule(
        n=which,
        delivery=st.sampled_from(["not_started", "in_progress", "done"]),
        worried=st.booleans(),
        old=st.sampled_from([False, False, False, True]),
    )
    def report(self, n: int, delivery: str, worried: bool, old: bool) -> None:
        action = self.actions[n]
        self.attempt(
            n, services.report_progress, action, by=cast.officer, on=self.on,
            based_on=action.version - old, delivery=delivery, confidence="off_track" if worried else "on_track",
            narrative="Said.", recovery="Next step." if worried else "",
        )  # fmt: skip

    @rule(n=which, decision=st.sampled_from(sorted(STEPS)), why=st.sampled_from(["", "Because."]))
    def decide(self, n: int, decision: str, why: str) -> None:
        action = self.actions[n]
        step, before = STEPS[decision], action.delivery
        made = self.attempt(
            n, services.decide, action, decision=decision, by=cast.chair, on=self.on,
            based_on=action.version, why=why,
        )  # fmt: skip
        assert (made is not None) == (before in step.from_ and bool(why or not step.needs_why))

    @rule(n=which, days=st.integers(-5, 90))
    def ask(self, n: int, days: int) -> None:
        self.attempt(
            n, services.ask_date_change, self.actions[n], by=cast.officer, on=self.on,
            to_due_on=self.on + days * DAY, reason="Late.", corrective_action="More people.",
        )  # fmt: skip

    @rule(n=which, outcome=st.sampled_from(["agree", "refuse", "withdraw"]))
    def close(self, n: int, outcome: str) -> None:
        _, _, asked = self.now.of(self.actions[n])
        if not asked:
            return
        waiting = asked[-1]["state"] == "asked"
        change = DateChange.objects.get(pk=asked[-1]["id"])
        verb = {
            "agree": services.agree_date_change,
            "refuse": services.refuse_date_change,
            "withdraw": services.withdraw_date_change,
        }[outcome]
        words = {} if outcome == "withdraw" else {"note": "The board."}
        self.attempt(n, verb, change, by=cast.chair, on=self.on, **words)
        state = self.now.of(self.actions[n])[2][-1]["state"]
        assert waiting or state != "asked"
        self.agreed[n] += waiting and state == "agreed"

    @invariant()
    def the_state_is_that_of_the_newest_update(self) -> None:
        for action in self.actions:
            row, updates, _ = self.now.of(action)
            path = ["not_started", *(update["delivery"] for update in updates)]
            assert row["delivery"] == path[-1]
            assert {(a, b) for a, b in pairwise(path) if a != b} <= set(TRANSITIONS)
            assert all(u["narrative"] for u in updates if u["decision"] not in ("", "confirm"))

    @invariant()
    def dates_move_only_by_agreement_and_the_first_is_kept(self) -> None:
        for n, action in enumerate(self.actions):
            row, _, changes = self.now.of(action)
            assert row["original_due_on"] == DUE.isoformat()
            agreed = [change for change in changes if change["state"] == "agreed"]
            assert len(agreed) == self.agreed[n]
            assert row["due_on"] == (agreed[-1]["to_due_on"] if agreed else DUE.isoformat())
            assert sum(change["state"] == "asked" for change in changes) <= 1

    @invariant()
    def done_has_its_day_and_nothing_else_has(self) -> None:
        for action in self.actions:
            row, _, _ = self.now.of(action)
            assert (row["done_on"] is not None) == (row["delivery"] in ("done", "confirmed", "embedded"))

    @invariant()
    def everything_is_signed_and_the_other_council_is_untouched(self) -> None:
        closed = [change for change in self.now.changes if change["state"] != "asked"]
        made = len(self.now.updates) + len(self.now.changes) + len(closed)
        assert self.now.signed - self.first.signed == made
        assert self.now.of(cast.foreign) == self.first.of(cast.foreign) == (ANY, [], [])


def test_two_hundred_lives_break_nothing(
    officer: User, chair: User, ambridge: Council, borchester: Council
) -> None:
    global cast
    objective = factories.ObjectiveFactory(council=ambridge)
    dates = {"due_on": DUE, "original_due_on": DUE}
    actions = [
        factories.ActionFactory(council=ambridge, objective=objective, owner=officer, ref=f"L{n}", **dates)
        for n in range(2)
    ]
    foreign = factories.ActionFactory(council=borchester, ref="F1", **dates)
    cast = Cast(officer=officer, chair=chair, actions=actions, foreign=foreign)
    run_state_machine_as_test(
        LifeOfAnAction,
        settings=settings(
            max_examples=200,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
