"""Reporting progress: one update for one report, nobody's words lost, and owners say only what is theirs to say."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from actions import services
from actions.models import Action, ActionUpdate, Plan
from actions.permissions import may_update
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import member

TODAY = factories.TODAY
DAY = datetime.timedelta(days=1)


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    return factories.ActionFactory(council=ambridge, owner=officer)


def report(action: Action, by: User, **changes: Any) -> ActionUpdate:
    said = {
        "delivery": "in_progress",
        "confidence": "on_track",
        "narrative": "Two teams are trained.",
        "on": TODAY,
    }
    return services.report_progress(action, by=by, **{"based_on": action.version, **said, **changes})


def test_a_report_becomes_the_state_of_the_action_and_a_row_of_its_history(
    action: Action, officer: User
) -> None:
    update = report(action, officer, confidence="at_risk", recovery="A third trainer starts on Monday.")
    stored = Action.objects.get()
    assert (stored.delivery, stored.confidence, stored.reported_on) == ("in_progress", "at_risk", TODAY)
    assert (stored.version, stored.done_on) == (2, None)
    assert ActionUpdate.objects.get() == update
    assert (update.version, update.reported_by, update.recovery) == (
        2,
        officer,
        "A third trainer starts on Monday.",
    )
    assert (action.version, action.confidence) == (2, "at_risk")  # the row in hand too


def test_every_report_is_signed_in_the_audit_log(action: Action, officer: User) -> None:
    report(action, officer)
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.link) == ("reported progress", officer, action.get_absolute_url())
    assert event.detail["before"] == {"delivery": "not_started", "confidence": "on_track"}
    assert event.detail["after"] == {"delivery": "in_progress", "confidence": "on_track"}


def test_the_second_of_two_people_is_told_what_the_first_saved_and_nothing_is_lost(
    action: Action, officer: User, lead: User
) -> None:
    mine = Action.objects.get()
    report(action, lead, narrative="Training was moved to May.")
    with pytest.raises(services.Stale) as raised:
        report(mine, officer, narrative="Training is on its way.")
    assert raised.value.action.version == 2
    assert [(u.narrative, u.reported_by) for u in raised.value.updates] == [
        ("Training was moved to May.", lead)
    ]
    assert ActionUpdate.objects.count() == 1
    assert AuditEvent.objects.count() == 1


def test_the_same_report_sent_twice_is_one_update(action: Action, officer: User) -> None:
    again = Action.objects.get()
    first = report(action, officer)
    assert report(again, officer, based_on=1) == first
    assert ActionUpdate.objects.count() == 1


def test_the_same_words_of_another_person_are_not_the_same_report(
    action: Action, officer: User, lead: User
) -> None:
    report(action, officer)
    with pytest.raises(services.Stale):
        report(Action.objects.get(), lead, based_on=1)


def test_done_keeps_the_day_on_which_it_was_first_done(action: Action, officer: User) -> None:
    report(action, officer, delivery="done")
    report(action, officer, delivery="done", on=TODAY + 3 * DAY, narrative="The audit is in.")
    assert Action.objects.get().done_on == TODAY


def test_reopening_takes_the_day_of_completion_away(action: Action, officer: User) -> None:
    report(action, officer, delivery="done")
    report(action, officer, delivery="in_progress", on=TODAY + DAY)
    assert Action.objects.get().done_on is None


def test_done_leaves_no_worry_behind(action: Action, officer: User) -> None:
    report(action, officer, confidence="off_track", recovery="More trainers.")
    update = report(action, officer, delivery="done", confidence="off_track", recovery="More trainers.")
    assert (update.confidence, update.recovery) == ("on_track", "")


@pytest.mark.parametrize("confidence", ["at_risk", "off_track"])
@pytest.mark.parametrize(
    "words, missing",
    [
        ({"narrative": " ", "recovery": "More trainers."}, ["narrative"]),
        ({"narrative": "Nobody came.", "recovery": ""}, ["recovery"]),
        ({"narrative": "", "recovery": "\n"}, ["narrative", "recovery"]),
    ],
)
def test_a_worry_needs_its_reason_and_what_will_bring_it_back(
    action: Action, officer: User, confidence: str, words: dict[str, str], missing: list[str]
) -> None:
    with pytest.raises(ValidationError) as raised:
        report(action, officer, confidence=confidence, **words)
    assert sorted(raised.value.message_dict) == missing
    assert not ActionUpdate.objects.exists()


def test_on_track_needs_no_words(action: Action, officer: User) -> None:
    assert report(action, officer, narrative="").narrative == ""


@pytest.mark.parametrize("delivery", ["confirmed", "embedded", "paused", "cancelled", "nonsense"])
def test_an_owner_cannot_say_what_is_for_the_board_to_decide(
    action: Action, officer: User, delivery: str
) -> None:
    with pytest.raises(ValidationError):
        report(action, officer, delivery=delivery)
    assert Action.objects.get().version == 1


@pytest.mark.parametrize("delivery", ["confirmed", "embedded", "paused", "cancelled"])
def test_nothing_is_reported_on_an_action_that_the_board_has_decided(
    ambridge: Council, officer: User, delivery: str
) -> None:
    done_on = TODAY if delivery in ("confirmed", "embedded") else None
    action = factories.ActionFactory(council=ambridge, delivery=delivery, done_on=done_on)
    with pytest.raises(ValidationError, match="board"):
        report(action, officer)


def test_nothing_is_reported_in_a_closed_plan(action: Action, officer: User) -> None:
    Plan.objects.update(state="closed")
    with pytest.raises(ValidationError, match="closed"):
        report(Action.objects.get(), officer)


def test_nothing_is_reported_for_an_abolished_council(action: Action, officer: User) -> None:
    Council.objects.update(ended_on=TODAY - DAY)
    with pytest.raises(ValidationError, match="abolished"):
        report(Action.objects.get(), officer)


def test_no_change_repeats_the_judgement_and_no_words(action: Action, officer: User) -> None:
    report(action, officer, confidence="at_risk", recovery="A third trainer.")
    update = report(action, officer, on=TODAY + DAY, no_change=True, delivery="done", confidence="on_track")
    assert (update.delivery, update.confidence, update.narrative) == ("in_progress", "at_risk", "")
    assert (update.recovery, update.no_change, update.version) == ("", True, 3)
    assert Action.objects.get().reported_on == TODAY + DAY


def test_no_change_needs_something_that_has_not_changed(action: Action, officer: User) -> None:
    with pytest.raises(ValidationError):
        report(action, officer, no_change=True)


def test_the_board_confirms_what_is_done_and_nothing_else(action: Action, officer: User, chair: User) -> None:
    with pytest.raises(ValidationError):
        services.decide(action, decision="confirm", by=chair, on=TODAY, based_on=1)
    report(action, officer, delivery="done")
    services.decide(action, decision="confirm", by=chair, on=TODAY + 5 * DAY, based_on=2)
    stored = Action.objects.get()
    assert (stored.delivery, stored.done_on, stored.version) == ("confirmed", TODAY, 3)


def test_the_first_date_of_an_action_can_never_be_changed(action: Action) -> None:
    with pytest.raises(InternalError), transaction.atomic():
        Action.objects.update(original_due_on=TODAY)


def test_the_database_too_asks_for_the_reason_of_a_worry(action: Action) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.ActionUpdateFactory(
            council=action.council, action=action, confidence="at_risk", narrative="Why"
        )


def test_saving_one_update_costs_three_statements(
    action: Action, officer: User, django_assert_num_queries: Any
) -> None:
    mine = Action.objects.select_related("plan", "council").get()
    with django_assert_num_queries(3):  # the action, the update, the audit log
        report(mine, officer)


def test_a_person_of_an_agency_may_update_what_the_agency_owns(ambridge: Council) -> None:
    police, health = (factories.OrganisationFactory(council=ambridge) for _ in range(2))
    constable = factories.UserFactory()
    factories.MembershipFactory(user=constable, council=ambridge, role=Role.BOARD_MEMBER, organisation=police)
    owned = [factories.ActionFactory(council=ambridge, owner_organisation=o) for o in (police, health, None)]
    assert [may_update(constable, action) for action in owned] == [True, False, False]


@pytest.mark.parametrize(
    "role, own, others",
    [
        (Role.OFFICER, True, False),
        (Role.LEAD, True, True),
        (Role.DIRECTOR, True, True),
        (Role.BOARD_MEMBER, True, False),
        (Role.LEAD_MEMBER, False, False),
        (Role.CHAIR, False, False),
        (Role.ADMINISTRATOR, False, False),
    ],
)
def test_each_role_may_update_just_what_the_table_says(
    ambridge: Council, role: Role, own: bool, others: bool
) -> None:
    person = member(ambridge, role)
    mine = factories.ActionFactory(council=ambridge, owner=person)
    theirs = factories.ActionFactory(council=ambridge)
    assert (may_update(person, mine), may_update(person, theirs)) == (own, others)


def test_the_department_and_other_councils_may_update_nothing(
    action: Action, outsider: User, observer: User, case_lead: User
) -> None:
    assert [may_update(person, action) for person in (outsider, observer, case_lead)] == [False] * 3
