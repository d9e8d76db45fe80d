"""Two councils live through years of it: whatever is tried, by whomever, in whatever order, the record stays consistent."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from actions.models import ActionRequirement
from actions.services import start_plan, ties
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from councils.refusal import Refused
from notices import services
from notices.amending import verbs as amending
from notices.life import table, verbs
from notices.models import Notice, NoticeStep, Requirement
from tests import factories
from tests.conftest import member

DAY = datetime.timedelta(days=1)
START = datetime.date(2020, 1, 1)
MINISTER = {"decided_by": "Helena Marchbanks MP", "reason": "As the minister decided."}
PERSON = [t.name for t in table.LIFE if t.made is table.Made.PERSON]
STATES = [state.value for state in Notice.State]
OTHERS = ("lead", "administrator", "observer", "chair", "outsider")  # who may record no step
TWELVE_MONTHS = {"seq": 1, "text": "This notice will remain in force for 12 months."}
AT_MOST = 5  # instruments of a council
RUNS = {"steps": 0, "refused": 0, "amended": 0, "turned away": 0, "ended by the clock": 0, "ties": 0}

indexes = st.integers(0, 7)
days = st.integers(0, 90)


# What only grows (audit, steps) and every row that matters, of each council, in one statement.
ROWS = " UNION ALL ".join(
    f"SELECT {place}, council_id, md5(string_agg(concat_ws(',', {columns}), ';' ORDER BY id)) FROM {table} GROUP BY 2"
    for place, (table, columns) in enumerate({
        "councils_auditevent": "id",
        "notices_noticestep": "id",
        "notices_notice": "id, state, revises_id, period_ends_on, ended_on",
        "notices_requirement": "id, version, removed_in, text",
        "notices_clausechange": "id, kind, after",
        "actions_actionrequirement": "id, clause_version, must_change",
        "actions_plan": "id, state",
    }.items())
)  # fmt: skip


def rows_of_councils() -> dict[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        for place, council_id, rows in cursor.fetchall():
            found.setdefault(council_id, set()).add((place, rows))
    return found


class Cast:
    """What all runs share: two councils, their people, a signed-in client for each who may record nothing."""

    def __init__(self) -> None:
        self.councils = [factories.CouncilFactory(name=name) for name in ("Ambridge", "Borchester")]
        self.lead, self.case_lead = member(self.councils[0], Role.LEAD), member(None, Role.CASE_LEAD)
        people: dict[str, User] = {
            role: member(None if role == "observer" else self.councils[0], Role(role))
            for role in OTHERS
            if role != "outsider"
        }
        people["outsider"] = member(factories.CouncilFactory(name="Felpersham"), Role.LEAD)
        self.clients = {}
        for name, person in people.items():
            self.clients[name] = Client()
            self.clients[name].force_login(person)
        for council in self.councils:  # where every run begins
            for kind in (table.NOTICE, table.NOTICE, table.DIRECTION):
                notice = a_draft(council, kind, lead=self.lead, ends=kind == table.NOTICE, on=START)
                if Notice.objects.filter(council=council).count() != 2:
                    services.put_in_force(notice, by=self.case_lead, on=START, issued_on=START)


def a_draft(council: Council, kind: str, *, lead: User, ends: bool, on: datetime.date) -> Notice:
    """With two clauses, a plan that was started for it, and an action tied to both."""
    notice: Notice = factories.NoticeFactory(council=council, kind=kind, state="draft", issued_on=None)
    notice.reading = {"requirements": [TWELVE_MONTHS] if ends else [], "deadlines": [], "reviews": []}
    notice.signatory_name = MINISTER["decided_by"]
    notice.save()
    clauses = [factories.RequirementFactory(council=council, notice=notice) for _ in range(2)]
    plan = start_plan(notice, by=lead, on=on)
    objective = factories.ObjectiveFactory(council=council, plan=plan)
    action = factories.ActionFactory(council=council, objective=objective, ref=f"{notice.number}.1")
    for clause in clauses:
        factories.ActionRequirementFactory(council=council, action=action, requirement=clause)
    return notice


cast: Cast


class Lives(RuleBasedStateMachine):
    """`states` is the model: what each instrument must be, worked out from the table by what was tried."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.today, self.amended = START, False
        self.touched = {council.pk for council in cast.councils}
        begun = Notice.objects.order_by("pk").prefetch_related("steps")
        self.states = {notice.pk: notice.state for notice in begun}
        self.steps = {notice.pk: len(notice.steps.all()) for notice in begun}
        self.clauses: dict[int, tuple[int, int | None, str]] = {}
        self.seen: dict[int, set[tuple[int, str]]] = {}
        self.model: Any = None

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    # -- what is done

    @rule(
        council=st.sampled_from([0, 1]),
        kind=st.sampled_from([table.NOTICE, table.DIRECTION]),
        ends=st.booleans(),
    )
    def prepare(self, council: int, kind: str, ends: bool) -> None:
        where = cast.councils[council]
        if Notice.objects.filter(council=where).count() >= AT_MOST:
            return
        self.touched.add(where.pk)
        notice = a_draft(where, kind, lead=cast.lead, ends=ends, on=self.today)
        self.states[notice.pk], self.steps[notice.pk] = "draft", 0

    @precondition(lambda self: self.in_state("draft"))
    @rule(which=indexes, ago=days)
    def put_in_force(self, which: int, ago: int) -> None:
        notice = self.pick(which, "draft")
        issued_on = self.today - ago * DAY
        old = notice.revises
        ends = old is not None and self.states[old.pk] in table.STANDING
        fits = not ends or issued_on >= max(self.last_decision(old), old.issued_on or issued_on)
        try:
            services.put_in_force(notice, by=cast.case_lead, on=self.today, issued_on=issued_on)
        except Refused:
            assert not fits
            RUNS["refused"] += 1
            return
        assert fits
        self.took(notice, "in_force")
        if ends:
            self.took(old, table.replacing(old.kind, notice.kind).to)

    @rule(which=indexes, name=st.sampled_from(PERSON), ago=days, other=st.none() | indexes)
    def record_a_step(self, which: int, name: str, ago: int, other: int | None) -> None:
        notice, transition = self.pick(which), table.BY_NAME[name]
        taken_on = self.today - ago * DAY
        follower = self.pick(other) if other is not None and transition.follower else None
        if follower is not None and follower.council_id != notice.council_id:
            follower = None
        support = {"adviser": "Ada", "support_until": self.today} if transition.to == "support" else {}
        given: dict[str, Any] = {"taken_on": taken_on, "other": follower, **MINISTER, **support}
        expected = self.allows(notice, transition, taken_on, follower)
        try:
            with transaction.atomic():
                step = verbs.take_step(notice, name, by=cast.case_lead, on=self.today, **given)
        except (Refused, ValueError):
            assert not expected, f"{name} of {self.states[notice.pk]} {notice.kind} was refused"
            RUNS["refused"] += 1
            return
        assert expected, f"{name} of {self.states[notice.pk]} {notice.kind} was taken"
        self.touched.add(notice.council_id)
        if step is not None:
            self.took(notice, transition.to)

    @precondition(lambda self: self.in_state(*table.STANDING))
    @rule(which=indexes, seq=st.integers(1, 3), what=st.sampled_from(["reword", "remove", "add", "extend"]))
    def amend(self, which: int, seq: int, what: str) -> None:
        notice = self.pick(which, *table.STANDING)
        clause = Requirement.objects.select_related("notice").filter(notice=notice, seq=seq).first()
        until = (notice.period_ends_on or self.today) + 200 * DAY
        comes_back = what == "extend" and notice.state == "period_ended" and until >= self.today
        try:
            with transaction.atomic():
                self.collect(notice, clause, what, until)
                version = amending.draft_of(notice)
                assert version is not None
                amending.decide(
                    version, by=cast.case_lead, decided_on=self.today, effective_on=self.today, **MINISTER
                )
                amending.confirm(version, by=cast.case_lead, on=self.today)
        except Refused:
            assert clause is None or clause.is_removed
            RUNS["refused"] += 1
            return
        RUNS["amended"] += 1
        self.amended = True
        self.touched.add(notice.council_id)
        if comes_back:
            self.took(notice, "in_force")

    def collect(self, notice: Notice, clause: Requirement | None, what: str, until: datetime.date) -> None:
        if what == "add":
            amending.add_clause(notice, by=cast.case_lead, text="Publish the plan.")
        elif what == "extend":
            amending.extend_period(notice, by=cast.case_lead, until=until)
        elif clause is None:
            raise Refused("There is no such clause.")
        elif what == "remove":
            amending.remove(clause, by=cast.case_lead)
        else:
            amending.reword(clause, by=cast.case_lead, text=f"{clause.text} More.")

    @precondition(lambda self: self.amended)
    @rule(choices=st.lists(st.sampled_from(list(ties.Choice)), min_size=1, max_size=4))
    def decide_about_ties(self, choices: list[ties.Choice]) -> None:
        waiting = ActionRequirement.objects.waiting().select_related("requirement").order_by("id")
        for tie, choice in zip(list(waiting), choices, strict=False):
            self.touched.add(tie.council_id)
            before = waiting.all().count()
            try:
                ties.decide(tie, choice, by=cast.lead, on=self.today)
            except Refused:
                assert tie.requirement.is_removed
                assert choice == ties.Choice.STILL_SERVES
                RUNS["refused"] += 1
                continue
            RUNS["ties"] += 1
            assert waiting.all().count() == before - (choice != ties.Choice.MUST_CHANGE)

    @rule(passed=st.sampled_from([1, 30, 200, 400]))
    def time_passes(self, passed: int) -> None:
        self.today += passed * DAY
        for notice in Notice.objects.filter(state="in_force", period_ends_on__lt=self.today):
            self.took(notice, "period_ended")
            RUNS["ended by the clock"] += 1
        verbs.end_periods(on=self.today)

    # -- what is tried and must not be

    @rule(which=indexes, name=st.sampled_from(PERSON), who=st.sampled_from(OTHERS))
    def somebody_else_tries(self, which: int, name: str, who: str) -> None:
        notice = self.pick(which)
        page = {"council_slug": notice.council.slug, "number": notice.number}
        sent = {"taken_on": self.today.isoformat(), **MINISTER, "confirm": "1"}
        stranger = who == "outsider" or (who != "observer" and notice.council != cast.councils[0])
        for address in (
            reverse("notices:step", kwargs={**page, "step": name}),
            reverse("notices:amend", kwargs=page),
        ):
            assert cast.clients[who].post(address, sent).status_code == (404 if stranger else 403)
        RUNS["turned away"] += 1

    @rule(which=indexes, state=st.sampled_from(STATES))
    def the_state_is_written_by_hand(self, which: int, state: str) -> None:
        notice = self.pick(which)
        if state == self.states[notice.pk]:
            return
        with pytest.raises(DatabaseError), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(state=state)

    # -- what always holds

    @invariant()
    def the_record_is_consistent(self) -> None:
        """Looked at again only where a row or the model has changed: most of what is tried must change neither."""
        now, model = rows_of_councils(), (dict(self.states), dict(self.steps))
        if (now, model) == (self.seen, self.model):
            self.touched = set()
            return
        self.nothing_changes_in_a_council_that_was_not_touched(now)
        self.each_state_is_the_fold_of_its_steps_and_what_the_table_says()
        self.every_step_is_signed_once()
        self.what_was_replaced_has_a_follower_that_was_issued_no_earlier()
        self.clauses_are_never_lost_and_a_removed_one_stays_as_it_was()
        self.seen, self.model, self.touched = now, model, set()

    def each_state_is_the_fold_of_its_steps_and_what_the_table_says(self) -> None:
        folded = dict.fromkeys(self.states, "draft")
        counted = dict.fromkeys(self.states, 0)
        for step in NoticeStep.objects.filter(notice__in=self.states).order_by("notice_id", "number"):
            assert step.from_state == folded[step.notice_id]
            counted[step.notice_id] += 1
            assert step.number == counted[step.notice_id]
            folded[step.notice_id] = step.to_state
        assert folded == self.states
        assert counted == self.steps
        assert dict(Notice.objects.filter(pk__in=self.states).values_list("pk", "state")) == self.states

    def every_step_is_signed_once(self) -> None:
        signed = AuditEvent.objects.filter(verb="recorded a step of an instrument").count()
        assert signed == sum(self.steps.values())

    def what_was_replaced_has_a_follower_that_was_issued_no_earlier(self) -> None:
        for step in NoticeStep.objects.filter(to_state__in=table.REPLACED).select_related("notice", "other"):
            old, new = step.notice, step.other
            assert new is not None
            assert (new.council_id, new.pk != old.pk) == (old.council_id, True)
            assert new.state not in ("draft", "withdrawn")
            assert new.issued_on is not None
            assert old.issued_on is not None
            assert new.issued_on >= old.issued_on
            assert not old.is_standing
            assert table.of_pair(step.from_state, step.to_state).follower_of(old.kind) == new.kind  # type: ignore[union-attr]

    def clauses_are_never_lost_and_a_removed_one_stays_as_it_was(self) -> None:
        now = {
            pk: (version, removed, text)
            for pk, version, removed, text in Requirement.objects.values_list(
                "pk", "version", "removed_in", "text"
            )
        }
        for pk, (version, removed, text) in self.clauses.items():
            assert now[pk][0] >= version
            if removed is not None or now[pk][0] == version:
                assert now[pk] == (version, removed, text)
        self.clauses = now

    def nothing_changes_in_a_council_that_was_not_touched(self, now: dict[int, set[tuple[int, str]]]) -> None:
        assert {pk for pk in now if now[pk] != self.seen.get(pk)} <= self.touched

    # -- the model

    def allows(
        self, notice: Notice, step: table.Transition, taken_on: datetime.date, other: Notice | None
    ) -> bool:
        if self.states[notice.pk] not in step.froms or notice.kind not in step.kinds:
            return False
        over = notice.period_ends_on is not None and notice.period_ends_on < self.today
        if step.period_over is not None and step.period_over != over:
            return False
        last = self.last_decision(notice)
        if last is not None and taken_on < last:
            return False
        if not step.follower:
            return True
        if other is None or other.pk == notice.pk or other.kind != step.follower_of(notice.kind):
            return False
        if self.states[other.pk] == "draft":
            return other.revises_id in (None, notice.pk)
        return self.states[other.pk] != "withdrawn" and other.issued_on >= notice.issued_on  # type: ignore[operator]

    def last_decision(self, notice: Notice) -> Any:
        decided = notice.steps.exclude(from_state="in_force", to_state="period_ended")
        return decided.order_by("number").values_list("taken_on", flat=True).last()

    def took(self, notice: Notice, state: str) -> None:
        self.states[notice.pk] = state
        self.steps[notice.pk] += 1
        self.touched.add(notice.council_id)
        RUNS["steps"] += 1

    def pick(self, which: int, *states: str) -> Notice:
        found = [pk for pk, state in self.states.items() if not states or state in states]
        return Notice.objects.select_related("council", "revises").get(pk=found[which % len(found)])

    def in_state(self, *states: str) -> bool:
        return any(state in states for state in self.states.values())


def test_the_life_of_instruments_holds_whatever_is_tried(db: None) -> None:
    global cast
    cast = Cast()
    RUNS.update(dict.fromkeys(RUNS, 0))
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=200,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
    assert min(RUNS.values()) > 0, f"something was never tried: {RUNS}"
    print(RUNS)
