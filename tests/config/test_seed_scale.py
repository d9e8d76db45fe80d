"""The large made-up data set, at a small size: it must look to the product like years of real work."""

from __future__ import annotations

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Max

from actions.models import Action, ActionRequirement, ActionUpdate, CouncilSummary, Plan
from actions.models.summary import recount
from boards.models import Board, Meeting
from councils import scope
from councils.clock import today
from councils.models import Membership, User
from notices.models import Notice, Requirement
from reviews.models import Review

pytestmark = pytest.mark.django_db


def seed(**options: Any) -> str:
    out = StringIO()
    call_command("seed_scale", councils=2, actions=12, updates=5, stdout=out, **options)
    scope.switch(scope.all_councils())
    return out.getvalue()


def test_each_council_is_filled_from_notice_to_updates() -> None:
    said = seed()
    assert said.startswith("2 councils, 24 actions, 120 updates in ")
    counts = {
        model: model.objects.count() for model in (Notice, Requirement, Plan, Board, Action, ActionUpdate)
    }
    assert counts == {Notice: 2, Requirement: 68, Plan: 2, Board: 2, Action: 24, ActionUpdate: 120}
    assert ActionRequirement.objects.count() >= 24
    assert not Action.objects.filter(owner=None, owner_organisation=None).exists()
    for rows in (Meeting.objects.all(), Review.objects.all()):
        assert rows.values("council").distinct().count() == 2


def test_an_action_stands_as_its_latest_update_says() -> None:
    seed()
    latest = ActionUpdate.objects.filter(version=F("action__version"))
    assert latest.count() == 24
    same = latest.filter(
        delivery=F("action__delivery"),
        confidence=F("action__confidence"),
        reported_on=F("action__reported_on"),
    )
    assert same.count() == 24
    versions = ActionUpdate.objects.values("action").annotate(many=Count("id"), last=Max("version"))
    assert set(versions.values_list("many", "last")) == {(5, 6)}


def test_updates_lie_in_the_last_24_months() -> None:
    seed()
    days = ActionUpdate.objects.values_list("reported_on", flat=True)
    assert today() - datetime.timedelta(days=731) <= min(days) <= max(days) <= today()


def test_summaries_are_what_a_recount_finds() -> None:
    seed()
    kept = list(CouncilSummary.objects.values())
    recount(on=today())
    assert kept == list(CouncilSummary.objects.values())
    assert [row["actions"] for row in kept] == [12, 12]


def test_the_same_seed_makes_the_same_words() -> None:
    def words() -> list[str]:
        return list(Action.objects.order_by("council__gss_code", "id").values_list("title", flat=True))

    made = []
    for number in (1, 1, 2):
        scope.switch(scope.NOTHING)
        with transaction.atomic():
            seed(seed=number)
            made.append(words())
            transaction.set_rollback(True)
    assert made[0] == made[1] != made[2]


def test_nobody_can_sign_in_unless_a_password_is_given() -> None:
    seed()
    observer = User.objects.get(email="observer@scale.example")
    assert not observer.has_usable_password()
    with scope.entered(scope.crossing_councils([])):
        assert Membership.objects.get(user=observer).council is None


def test_a_given_password_signs_everybody_in() -> None:
    said = seed(password="a long pass phrase")
    assert "observer@scale.example" in said
    assert {
        user.check_password("a long pass phrase") for user in User.objects.filter(email__contains="chair@")
    } == {True}


def test_a_council_that_holds_a_plan_is_left_alone() -> None:
    seed()
    with pytest.raises(CommandError, match="holds a plan already"):
        seed()


def test_more_councils_than_the_register_holds_are_refused() -> None:
    with pytest.raises(CommandError, match="active councils"):
        call_command("seed_scale", councils=1000)
