"""Many people at once, and the same form twice (bars B22, B23 in small; `make drill` in full)."""

from __future__ import annotations

import pytest

from actions.models import Action
from councils.models import User
from councils.permissions import Role
from drill.doubles import send_each_twice
from drill.edits import write_at_once
from tests import factories
from tests.conftest import member


@pytest.fixture
def running(own_database: str) -> tuple[Action, User]:
    """An action of a plan that runs, and the lead who owns it, in a database that this test may commit to."""
    council = factories.CouncilFactory(name="Ambridge", slug="ambridge")
    lead = member(council, Role.LEAD)
    return factories.ActionFactory(council=council, ref="A1", owner=lead), lead


def test_of_five_who_write_at_once_none_loses_a_word(running: tuple[Action, User]) -> None:
    found = write_at_once(*running, threads=5, rounds=6)
    assert found.is_good, found
    assert (found.tries, found.saved + found.conflicts) == (30, 30)
    assert min(found.saved, found.conflicts) >= 5, found


def test_every_form_of_the_plan_that_is_sent_twice_at_once_does_its_work_once(
    running: tuple[Action, User],
) -> None:
    action, lead = running
    chair = member(action.council, Role.CHAIR)
    agency = factories.OrganisationFactory(council=action.council)
    found = send_each_twice(action, lead, chair, agency, times=16)
    assert (found.tries, found.lost, found.doubled, found.refused) == (16, [], [], [])
