"""Who is asking, read in one statement at the start of each request: never more than what holds today."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils import scope, signed_in
from councils.clock import today
from councils.models import Council, Membership, User
from councils.permissions import Role
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/choose-council/"
DAY = datetime.timedelta(days=1)


def roles(user: User) -> list[tuple[str, str | None]]:
    found = signed_in.read(user.pk, on=today())
    assert found == user
    return [(m.role, m.council and m.council.slug) for m in signed_in.take_memberships(found)]


def test_memberships_come_with_their_councils_in_one_statement(
    ambridge: Council, borchester: Council
) -> None:
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, council=ambridge, role=Role.OFFICER)
    factories.MembershipFactory(user=user, council=borchester, role=Role.CHAIR)
    with CaptureQueriesContext(connection) as captured:
        assert roles(user) == [("officer", "ambridge"), ("chair", "borchester")]
    assert len(captured) == 1


def test_a_person_of_the_department_has_no_council(observer: User) -> None:
    assert roles(observer) == [("observer", None)]


def test_a_person_without_a_role_is_still_a_person() -> None:
    assert roles(factories.UserFactory()) == []


def test_only_what_holds_today_counts(ambridge: Council, borchester: Council) -> None:
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, council=ambridge, role=Role.LEAD, valid_to=today() - DAY)
    factories.MembershipFactory(user=user, council=borchester, role=Role.LEAD, valid_from=today() + DAY)
    assert roles(user) == []
    Membership.objects.update(valid_from=today(), valid_to=today())
    assert roles(user) == [("lead", "ambridge"), ("lead", "borchester")]


def test_nobody_else_s_memberships_are_read(officer: User, lead: User, outsider: User) -> None:
    assert roles(officer) == [("officer", "ambridge")]


def test_a_role_that_ends_is_gone_at_the_next_request(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "Ambridge" in client.get(PAGE).content.decode()
    Membership.objects.update(valid_from=None, valid_to=today() - DAY)
    assert "Ambridge" not in client.get(PAGE).content.decode()


def test_whoever_came_another_way_is_read_anew_each_time(officer: User) -> None:
    """A person from a token, or one kept from before: nothing of an earlier request is believed."""
    assert [m.role for m in signed_in.take_memberships(officer)] == ["officer"]
    Membership.objects.update(valid_from=None, valid_to=today() - DAY)
    assert signed_in.take_memberships(officer) == []


def test_somebody_who_is_switched_off_is_signed_out(client: Client, officer: User) -> None:
    client.force_login(officer)
    User.objects.update(is_active=False)
    assert client.get(PAGE).status_code == 302
    assert signed_in.take_memberships(officer) == []


def test_a_session_that_is_over_signs_nobody_in(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(PAGE).status_code == 200
    Session.objects.update(expire_date=timezone.now() - DAY)
    assert client.get(PAGE).status_code == 302


def test_a_session_that_was_ended_elsewhere_signs_nobody_in(client: Client, officer: User) -> None:
    client.force_login(officer)
    Session.objects.all().delete()
    assert client.get(PAGE).status_code == 302


def test_reading_a_person_leaves_nothing_behind_in_the_next_scope(officer: User, ambridge: Council) -> None:
    signed_in.read(officer.pk, on=today())
    with scope.entered(scope.NOTHING), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('noticeboard.user_id', true)")
        assert cursor.fetchone() == ("",)
