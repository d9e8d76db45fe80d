"""Nobody learns from the reminders of a council, of whatever kind, that an action exists which is not theirs to see."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from actions.models import Action
from councils import scope
from reminders import services
from reminders.models import DueItem, Kind, Reminder
from reminders.models.due import OF_ACTION, path_of
from tests import factories as make
from tests import world as worlds

from .conftest import REF

LONG_AGO = make.TODAY - datetime.timedelta(days=40)


@pytest.fixture
def due(hidden: Action) -> set[int]:
    """Whatever can fall due of an action, of three that are restricted: their ids."""
    council, objective = hidden.council, hidden.objective
    of = {"council": council, "objective": objective, "restricted": True, "owner": hidden.owner}
    done = make.ActionFactory(**of, ref="97.32", delivery="done", done_on=make.TODAY)
    lasting = make.ActionFactory(
        **of, ref="97.33", delivery="confirmed", done_on=LONG_AGO, recheck_on=make.TODAY
    )
    silent = make.ActionFactory(
        **of, ref="97.34", delivery="in_progress", reported_on=LONG_AGO, due_on=None, original_due_on=None
    )
    make.EvidenceFactory(
        council=council, action=hidden, number=77, state="accepted", expires_on=make.TODAY,
        judged_by=make.UserFactory(), judged_on=make.TODAY, accepted_version=1,
    )  # fmt: skip
    make.HandoverFactory(
        council=council, action=silent, from_owner=make.MembershipFactory(council=council).user
    )
    make.OwnReminderFactory(council=council, action=hidden, user=hidden.owner)
    return {hidden.pk, done.pk, lasting.pk, silent.pk}


def kinds_that_lead_to_an_action() -> set[Kind]:
    return {
        kind
        for kind in Kind
        for to_do in (True, False)
        if f"/actions/{REF}/" in path_of(kind, "ambridge", ref=REF, number=1, seq=1, to_do=to_do)
    }


def test_each_kind_that_can_name_an_action_says_which(world: worlds.World, due: set[int]) -> None:
    """What the scheduler sees and a person for whom these actions are hidden does not is what belongs to them."""
    every = {item.id: Kind(item.kind) for item in DueItem.objects.filter(council=world.council)}
    with scope.entered(scope.for_council(world.council.pk, user_id=world.people["administrator"].pk)):
        seen = set(DueItem.objects.values_list("id", flat=True))
    gone = {kind for pk, kind in every.items() if pk not in seen}
    assert gone == set(OF_ACTION)
    assert kinds_that_lead_to_an_action() <= set(OF_ACTION)


def test_the_send_log_hides_reminders_of_each_such_kind_with_the_action(
    world: worlds.World, due: set[int], signed_in: Callable[[str], Client]
) -> None:
    services.make_reminders(on=make.TODAY, now=timezone.now())
    made = Reminder.objects.filter(council=world.council, action_id__in=due)
    kinds = set(made.values_list("kind", flat=True))
    assert kinds == {kind.value for kind in OF_ACTION}
    assert _in_sight(world, "administrator") == set()
    assert _in_sight(world, "lead") == kinds - {Kind.OWN.value}
    log = f"/councils/{world.council.slug}/reminders/"
    for kind in sorted(kinds):
        assert signed_in("administrator").get(log, {"kind": kind}).content.count(b"97.3") == 0, kind


def _in_sight(world: worlds.World, who: str) -> set[str]:
    """Kinds of the reminders of these actions in plain SQL."""
    with (
        scope.entered(scope.for_council(world.council.pk, user_id=world.people[who].pk)),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT DISTINCT kind FROM reminders_reminder WHERE title LIKE '97.3%%' OR title LIKE 'Evidence 77%%'"
        )
        return {kind for (kind,) in cursor.fetchall()}
