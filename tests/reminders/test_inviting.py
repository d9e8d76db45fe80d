"""Somebody who never signed in is seen, and invited again with one button, at most once an hour."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from councils import services
from councils.models import AuditEvent, Council, Invitation, Membership, User
from councils.permissions import Role
from reminders import sending
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
PAGE = "/councils/ambridge/people/not-signed-in/"
API = "/api/v1/councils/ambridge/not-signed-in/"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def invited(ambridge: Council, administrator: User) -> Membership:
    User.objects.update(last_login=timezone.now())
    return services.add_member(
        ambridge, by=administrator, on=TODAY, email="nora@example.test", name="Nora New", role=Role.OFFICER
    )


def earlier(membership: Membership) -> None:
    Invitation.objects.filter(membership=membership).update(created_at=timezone.now() - HOUR)


def test_a_lead_invites_again_who_has_not_come(client: Any, lead: User, invited: Membership) -> None:
    earlier(invited)
    sending.send_invitations(on=TODAY)
    client.force_login(lead)
    page = client.get(PAGE).content.decode()
    assert "Nora New" in page and lead.name not in page.partition("<main")[2]
    shown = client.post(PAGE, {"membership": invited.pk}, follow=True).content.decode()
    assert "An invitation is on its way to Nora New" in shown
    sending.send_invitations(on=TODAY)
    assert [message.to for message in mail.outbox] == [["nora@example.test"]] * 2
    assert "Set your password" in mail.outbox[1].body
    signed = AuditEvent.objects.get(verb="sent an invitation again")
    assert (signed.by, signed.about) == (lead, "Nora New")
    shown = client.post(PAGE, {"membership": invited.pk}, follow=True).content.decode()
    assert "less than an hour ago" in shown
    assert Invitation.objects.filter(membership=invited).count() == 2


def test_nobody_is_invited_again_who_came_who_left_or_whose_address_bounces(
    client: Any, lead: User, invited: Membership
) -> None:
    earlier(invited)
    client.force_login(lead)
    factories.BouncedAddressFactory(email="nora@example.test")
    assert "does not work" in client.post(PAGE, {"membership": invited.pk}, follow=True).content.decode()
    User.objects.filter(pk=invited.user_id).update(last_login=timezone.now(), email="n@example.test")
    assert (
        "has signed in already" in client.post(PAGE, {"membership": invited.pk}, follow=True).content.decode()
    )
    assert "Nora New" not in client.get(PAGE).content.decode().partition("<main")[2]
    User.objects.filter(pk=invited.user_id).update(last_login=None)
    Membership.objects.filter(pk=invited.pk).update(
        valid_from=TODAY - 9 * 24 * HOUR, valid_to=TODAY - 24 * HOUR
    )
    assert "has no role" in client.post(PAGE, {"membership": invited.pk}, follow=True).content.decode()
    assert Invitation.objects.filter(membership=invited).count() == 1
    assert client.post(PAGE, {"membership": "x"}).status_code == 404


def test_only_those_who_may_send_again_and_only_their_own_people(
    client: Any, invited: Membership, officer: User, administrator: User, borchester: Council
) -> None:
    theirs = factories.MembershipFactory(council=borchester, user=factories.UserFactory(), role=Role.OFFICER)
    client.force_login(officer)
    assert client.get(PAGE).status_code == client.post(PAGE, {"membership": invited.pk}).status_code == 403
    client.force_login(administrator)
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"membership": theirs.pk}).status_code == 404
    assert not Invitation.objects.filter(membership=theirs).exists()


def test_the_api_does_the_same(client: Any, ambridge: Council, invited: Membership) -> None:
    earlier(invited)
    client.force_login(member(ambridge, Role.DIRECTOR, name="Dan Director"))
    names = [row["name"] for row in client.get(API).json()["results"]]
    assert names == ["Nora New"]
    assert client.post(f"{API}{invited.pk}/invite-again/").status_code == 200
    refused = client.post(f"{API}{invited.pk}/invite-again/")
    assert (refused.status_code, "less than an hour ago" in refused.json()["detail"]) == (409, True)
