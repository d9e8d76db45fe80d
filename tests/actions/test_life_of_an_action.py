"""Any order of reports, edits, requests and decisions by anybody keeps what must hold (bar B24)."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actions import services
from actions.models import Action, ActionUpdate, DateChange
from actions.models.decision import STEPS, TRANSITIONS
from councils.models import AuditEvent, Council, User
from tests import factories

START = datetime.date(2026, 3, 1)
DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.django_db


class LifeOfAnAction(RuleBasedStateMachine):
    """Two actions of one council and one of another, moved by their owner, the lead and the chair."""

    people: dict[str, User]
    councils: tuple[Council, Council]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        here, there = self.councils
        owner = self.people["officer"]
        objective = factories.ObjectiveFactory(council=here)
        dates = {"due_on": START + 30 * DAY, "original_due_on": START + 30 * DAY}
        self.actions = [
            factories.ActionFactory(council=here, objective=objective, owner=owner, ref=f"L{n}", **dates)
            for n in range(2)
        ]
        self.foreign = factories.ActionFactory(council=there, ref="F1", **dates)
        self.first_date = dates["due_on"]
        self.on = START
        self.signed = AuditEvent.objects.count()
        self.agreed = [0, 0]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, verb: Any, *args: Any, **kwargs: Any) -> Any:
        """A verb does its work and signs once, or refuses in words and changes nothing."""
        before = self.rows()
        try:
            with transaction.atomic():
                done = verb(*args, **kwargs)
        except (ValidationError, services.Stale) as refused:
            assert self.rows() == before
            assert not isinstance(refused, ValidationError) or refused.messages
            return None
        finally:
            for action in self.actions:
                action.refresh_from_db()
        return done

    def rows(self) -> Any:
        return (
            list(Action.objects.order_by("id").values_list("id", "delivery", "due_on", "version")),
            ActionUpdate.objects.count(),
            list(DateChange.objects.order_by("id").values_list("id", "state")),
            AuditEvent.objects.count(),
        )

    which = st.integers(0, 1)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.on += days * DAY

    @rule(
        n=which,
        delivery=st.sampled_from(["not_started", "in_progress", "done"]),
        worried=st.booleans(),
        old=st.booleans(),
    )
    def report(self, n: int, delivery: str, worried: bool, old: bool) -> None:
        action = self.actions[n]
        self.attempt(
            services.report_progress, action, by=self.people["officer"], on=self.on,
            based_on=action.version - old, delivery=delivery, confidence="off_track" if worried else "on_track",
            narrative="Said.", recovery="Next step." if worried else "",
        )  # fmt: skip

    @rule(n=which, decision=st.sampled_from(sorted(STEPS)), why=st.sampled_from(["", "Because."]))
    def decide(self, n: int, decision: str, why: str) -> None:
        action = self.actions[n]
        step, before = STEPS[decision], action.delivery
        made = self.attempt(
            services.decide, action, decision=decision, by=self.people["chair"], on=self.on,
            based_on=action.version, why=why,
        )  # fmt: skip
        assert (made is not None) == (before in step.from_ and bool(why or not step.needs_why))

    @rule(n=which, days=st.integers(-5, 90))
    def ask(self, n: int, days: int) -> None:
        self.attempt(
            services.ask_date_change, self.actions[n], by=self.people["officer"], on=self.on,
            to_due_on=self.on + days * DAY, reason="Late.", corrective_action="More people.",
        )  # fmt: skip

    @rule(n=which, outcome=st.sampled_from(["agree", "refuse", "withdraw"]))
    def close(self, n: int, outcome: str) -> None:
        change = DateChange.objects.filter(action=self.actions[n]).order_by("-number").first()
        if change is None:
            return
        verb = {
            "agree": services.agree_date_change,
            "refuse": services.refuse_date_change,
            "withdraw": services.withdraw_date_change,
        }[outcome]
        words = {} if outcome == "withdraw" else {"note": "The board."}
        waiting = change.state == "asked"
        self.attempt(verb, change, by=self.people["chair"], on=self.on, **words)
        change.refresh_from_db()
        assert waiting or change.state != "asked"
        self.agreed[n] += waiting and change.state == "agreed"

    @invariant()
    def the_state_is_that_of_the_newest_update(self) -> None:
        for action in self.actions:
            updates = list(action.updates.order_by("version"))
            newest = updates[-1] if updates else None
            assert action.delivery == (newest.delivery if newest else "not_started")
            path = ["not_started", *(u.delivery for u in updates)]
            steps = {(a, b) for a, b in pairwise(path) if a != b}
            assert steps <= set(TRANSITIONS)
            assert all(u.narrative for u in updates if u.decision not in ("", "confirm"))

    @invariant()
    def dates_move_only_by_agreement_and_the_first_is_kept(self) -> None:
        for n, action in enumerate(self.actions):
            assert action.original_due_on == self.first_date
            agreed = action.date_changes.filter(state="agreed").order_by("number")
            assert agreed.count() == self.agreed[n]
            assert action.due_on == (agreed.last().to_due_on if agreed else self.first_date)
            assert action.date_changes.waiting().count() <= 1

    @invariant()
    def done_has_its_day_and_nothing_else_has(self) -> None:
        for action in self.actions:
            assert (action.done_on is not None) == (action.delivery in ("done", "confirmed", "embedded"))

    @invariant()
    def everything_is_signed_and_the_other_council_is_untouched(self) -> None:
        made = ActionUpdate.objects.filter(action__in=self.actions).count()
        asked = DateChange.objects.count() + DateChange.objects.exclude(state="asked").count()
        assert AuditEvent.objects.count() - self.signed == made + asked
        self.foreign.refresh_from_db()
        assert (self.foreign.delivery, self.foreign.version) == ("not_started", 1)


def test_two_hundred_lives_break_nothing(
    officer: User, chair: User, ambridge: Council, borchester: Council
) -> None:
    LifeOfAnAction.people = {"officer": officer, "chair": chair}
    LifeOfAnAction.councils = (ambridge, borchester)
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
