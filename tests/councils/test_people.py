from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from councils import services
from councils.clock import today
from councils.models import AuditEvent, Council, Membership, User
from councils.permissions import DEPARTMENT_ROLES, ROLES_WITH, Permission, Role
from councils.refusal import Refused
from reminders import sending
from tests import factories
from tests.conftest import member

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 11, 22)


def address(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"council_slug": "ambridge", **kwargs})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def facts(**changes: str) -> dict[str, str]:
    return {"name": "Nora New", "email": "Nora.New@example.test", "role": "officer"} | changes


# -- what each role may do


def test_the_table_gives_each_permission_to_somebody_and_every_role_its_pages() -> None:
    assert set(ROLES_WITH) == set(Permission)
    assert all(ROLES_WITH.values())
    assert ROLES_WITH[Permission.VIEW_COUNCIL] == frozenset(Role)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.VIEW_ALL_COUNCILS, {Role.OBSERVER, Role.CASE_LEAD}),
        (Permission.UPDATE_ANY_ACTION, {Role.LEAD, Role.DIRECTOR}),
        (Permission.EDIT_PLAN, {Role.LEAD, Role.DIRECTOR}),
        (Permission.PLAN_MEETINGS, {Role.LEAD, Role.DIRECTOR, Role.CHAIR}),
        (Permission.JUDGE_COMPLIANCE, {Role.CHAIR, Role.CASE_LEAD}),
        (Permission.RECORD_INSTRUMENT, {Role.CASE_LEAD}),
        (Permission.DECIDE_FOR_BOARD, {Role.CHAIR}),
        (Permission.COMMENT, set(Role) - {Role.ADMINISTRATOR, Role.OBSERVER, Role.CASE_LEAD}),
        (Permission.PUT_IN_FORCE, {Role.CASE_LEAD, Role.ADMINISTRATOR}),
        (Permission.RECORD_REPORT_SENT, {Role.LEAD, Role.LEAD_MEMBER, Role.CHAIR}),
        (Permission.WRITE_REPORT, {Role.LEAD, Role.DIRECTOR, Role.LEAD_MEMBER, Role.CHAIR}),
        (Permission.SIGN_CHAIR_REPORT, {Role.CHAIR}),
        (Permission.SIGN_LEADER_REPORT, {Role.LEAD_MEMBER}),
        (
            Permission.VIEW_CORRESPONDENCE,
            {Role.LEAD, Role.DIRECTOR, Role.LEAD_MEMBER, Role.CHAIR, Role.OBSERVER, Role.CASE_LEAD},
        ),
        (Permission.GIVE_INCIDENT_NOTICE, {Role.LEAD, Role.DIRECTOR, Role.CHAIR}),
        (Permission.VIEW_CONCERNS, {Role.OBSERVER, Role.CASE_LEAD}),
        (Permission.RECORD_CONCERN, {Role.CASE_LEAD}),
        (Permission.MANAGE_PEOPLE, {Role.ADMINISTRATOR}),
    ],
)
def test_who_may_do_what(permission: Permission, roles: set[Role]) -> None:
    assert ROLES_WITH[permission] == roles


def test_an_observer_may_change_nothing() -> None:
    reads = {
        Permission.VIEW_COUNCIL, Permission.VIEW_ALL_COUNCILS, Permission.VIEW_CORRESPONDENCE, Permission.VIEW_CONCERNS,
    }  # fmt: skip
    assert {p for p, roles in ROLES_WITH.items() if Role.OBSERVER in roles} == reads


# -- where each person lands


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.OFFICER, "/councils/ambridge/my-actions/"),
        (Role.LEAD, "/councils/ambridge/my-actions/"),
        (Role.DIRECTOR, "/councils/ambridge/my-actions/"),
        (Role.BOARD_MEMBER, "/councils/ambridge/"),
        (Role.CHAIR, "/councils/ambridge/"),
        (Role.LEAD_MEMBER, "/councils/ambridge/"),
        (Role.ADMINISTRATOR, "/councils/ambridge/people/"),
        (Role.OBSERVER, "/councils/"),
        (Role.CASE_LEAD, "/councils/"),
    ],
)
def test_each_role_lands_on_the_page_it_came_for(
    client: Client, ambridge: Council, role: Role, page: str
) -> None:
    client.force_login(member(None if role in DEPARTMENT_ROLES else ambridge, role))
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, page)


def test_a_board_member_of_an_agency_lands_on_its_actions(client: Client, ambridge: Council) -> None:
    agency = factories.OrganisationFactory(council=ambridge)
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, council=ambridge, role=Role.BOARD_MEMBER, organisation=agency)
    client.force_login(user)
    assert client.get("/")["Location"] == "/councils/ambridge/my-actions/"


def test_somebody_with_several_councils_chooses(
    client: Client, ambridge: Council, borchester: Council
) -> None:
    user = member(ambridge, Role.OFFICER)
    factories.MembershipFactory(user=user, council=borchester, role=Role.CHAIR)
    client.force_login(user)
    assert client.get("/")["Location"] == "/choose-council/"
    text = body(client.get("/choose-council/"))
    assert '"/councils/ambridge/my-actions/"' in text
    assert '"/councils/borchester/"' in text


def test_somebody_whose_role_has_ended_is_told_so(client: Client, ambridge: Council) -> None:
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, council=ambridge, valid_to=datetime.date(2020, 1, 1))
    client.force_login(user)
    assert "You have no role at present" in body(client.get("/"))
    assert "No council has given you a role" in body(client.get("/choose-council/"))


def test_somebody_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get("/")["Location"].startswith("/sign-in/")


# -- people of a council


def test_the_administrator_adds_a_person_who_is_invited(
    client: Client, administrator: User, ambridge: Council
) -> None:
    client.force_login(administrator)
    text = body(client.post(address("add_person"), facts(), follow=True))
    assert "Nora New was added, and an email is on its way to them" in text
    new = User.objects.get(email="nora.new@example.test")
    membership = Membership.objects.get(user=new)
    assert (membership.council, membership.role, membership.valid_from) == (ambridge, "officer", today())
    assert not new.has_usable_password()
    event = AuditEvent.objects.get(verb="added a person")
    assert (event.by, event.council) == (administrator, ambridge)
    assert event.about == "Nora.New@example.test, Council officer"
    assert mail.outbox == []  # a row, saved with the role: a worker sends it
    assert sending.send_invitations(on=today()).sent == 1
    assert sending.send_invitations(on=today()) == sending.Sent()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["nora.new@example.test"],
        "You have been added to Noticeboard for Ambridge Council",
    )
    assert "as: Council officer." in sent.body


def test_the_link_in_the_invitation_sets_a_password_and_signs_in(client: Client, ambridge: Council) -> None:
    services.add_member(
        ambridge, by=None, on=today(), name="Nora New", email="nora@example.test", role="officer"
    )
    sending.send_invitations(on=today())
    found = re.search(r"http://\S+?(/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found is not None
    page = client.get(found[1], follow=True)
    address_ = page.request["PATH_INFO"]
    password = "a long and quiet afternoon"
    client.post(address_, {"password1": password, "password2": password})
    answer = client.post("/sign-in/", {"login": "nora@example.test", "password": password})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/councils/ambridge/my-actions/"


def test_somebody_whose_access_ended_meanwhile_is_not_invited(ambridge: Council, administrator: User) -> None:
    membership = services.add_member(
        ambridge, by=administrator, on=ON, name="Nora New", email="nora@example.test", role="officer"
    )
    services.end_membership(membership, by=administrator, on=ON)
    assert sending.send_invitations(on=ON) == sending.Sent(dropped=1)
    assert mail.outbox == []


def test_somebody_known_keeps_their_account(ambridge: Council, outsider: User, administrator: User) -> None:
    services.add_member(
        ambridge, by=administrator, on=ON, name="Another Name", email=outsider.email.upper(), role="chair"
    )
    sending.send_invitations(on=ON)
    outsider.refresh_from_db()
    assert (outsider.name, Membership.objects.filter(user=outsider).count()) == ("Otto Outsider", 2)
    assert "with the email address and password that you have" in str(mail.outbox[0].body)
    assert "/password/reset/" not in str(mail.outbox[0].body)


def test_somebody_who_has_access_is_not_added_twice(
    client: Client, administrator: User, officer: User
) -> None:
    client.force_login(administrator)
    text = body(client.post(address("add_person"), facts(email=officer.email, role="lead")))
    assert "already has a role in this council" in text
    assert Membership.objects.get(user=officer).role == "officer"


def test_somebody_whose_access_ended_may_come_back_in_another_role(
    ambridge: Council, administrator: User
) -> None:
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, council=ambridge, valid_to=datetime.date(2020, 1, 1))
    services.add_member(ambridge, by=administrator, on=ON, name="", email=user.email, role="lead")
    membership = Membership.objects.get(user=user)
    assert (membership.role, membership.valid_from, membership.valid_to) == ("lead", ON, None)


@pytest.mark.parametrize("role", sorted(DEPARTMENT_ROLES))
def test_no_council_gives_a_role_in_the_department(
    client: Client, administrator: User, ambridge: Council, role: Role
) -> None:
    client.force_login(administrator)
    assert "from the list" in body(client.post(address("add_person"), facts(role=role)))
    with pytest.raises(Refused, match="Department"):
        services.add_member(ambridge, by=administrator, on=ON, name="N", email="n@example.test", role=role)
    assert not User.objects.filter(email__in=["nora.new@example.test", "n@example.test"]).exists()


def test_only_a_board_member_speaks_for_an_organisation_and_it_must_be_of_this_council(
    client: Client, administrator: User, ambridge: Council, borchester: Council
) -> None:
    own, foreign = (
        factories.OrganisationFactory(council=ambridge),
        factories.OrganisationFactory(council=borchester),
    )
    client.force_login(administrator)
    client.post(address("add_person"), facts(organisation=str(own.pk)))
    client.post(
        address("add_person"), facts(email="b@example.test", role="board_member", organisation=str(own.pk))
    )
    text = body(
        client.post(
            address("add_person"),
            facts(email="c@example.test", role="board_member", organisation=str(foreign.pk)),
        )
    )
    assert "from the list" in text
    found = Membership.objects.filter(
        user__email__in=["nora.new@example.test", "b@example.test", "c@example.test"]
    )
    assert {m.user.email: m.organisation for m in found} == {
        "nora.new@example.test": None,
        "b@example.test": own,
    }


def test_ending_access_takes_effect_at_once(client: Client, administrator: User, officer: User) -> None:
    theirs = Client()
    theirs.force_login(officer)
    assert theirs.get("/councils/ambridge/notices/").status_code == 200
    membership = Membership.objects.get(user=officer)
    client.force_login(administrator)
    page = address("end_membership", membership_id=membership.pk)
    assert "End the access of Olive Officer?" in body(client.get(page))
    text = body(client.post(page, follow=True))
    assert "The access of Olive Officer has ended" in text
    assert "People whose role has ended" in text
    assert theirs.get("/councils/ambridge/notices/").status_code == 404
    assert AuditEvent.objects.filter(verb="ended a person's access", by=administrator).count() == 1
    assert "access ended on" in body(client.post(page, follow=True))


def test_access_that_began_today_can_end_today(ambridge: Council, administrator: User) -> None:
    membership = services.add_member(
        ambridge, by=administrator, on=ON, name="N", email="n@example.test", role="officer"
    )
    services.end_membership(membership, by=administrator, on=ON)
    assert not Membership.objects.filter(pk=membership.pk).current(on=ON).exists()


def test_nobody_ends_their_own_access(client: Client, administrator: User) -> None:
    own = Membership.objects.get(user=administrator)
    client.force_login(administrator)
    assert client.post(address("end_membership", membership_id=own.pk)).status_code == 404
    with pytest.raises(Refused, match="your own"):
        services.end_membership(own, by=administrator, on=ON)
    assert address("end_membership", membership_id=own.pk) not in body(client.get(address("people")))


def test_people_of_another_council_are_neither_shown_nor_ended(
    client: Client, administrator: User, outsider: User
) -> None:
    client.force_login(administrator)
    text = body(client.get(address("people"))) + body(client.get(address("people_spreadsheet", kind="csv")))
    assert "Otto Outsider" not in text
    foreign = Membership.objects.get(user=outsider)
    assert client.post(address("end_membership", membership_id=foreign.pk)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.valid_to is None


@pytest.mark.parametrize("person", ["officer", "lead", "chair", "observer", "case_lead"])
def test_others_do_not_manage_people(
    client: Client, request: pytest.FixtureRequest, ambridge: Council, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.get(address("people")).status_code == 403
    assert client.post(address("add_person"), facts()).status_code == 403
    assert not User.objects.filter(email="nora.new@example.test").exists()


def test_people_as_csv(client: Client, administrator: User, officer: User) -> None:
    client.force_login(administrator)
    _, *rows = csv.reader(io.StringIO(body(client.get(address("people_spreadsheet", kind="csv")))))
    assert [(row[0], row[2]) for row in rows] == [
        ("Ada Administrator", "Administrator"),
        ("Olive Officer", "Council officer"),
    ]
