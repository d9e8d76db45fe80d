"""What people set: the rules of a council, their own e-mails, who stands in for them; as pages and in the API."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from reminders.models import Absence, CouncilRules, Preference
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

from .conftest import days

pytestmark = pytest.mark.django_db
RULES: dict[str, Any] = {
    "leads": "3, 30,3", "working_days": "no", "overdue_every": "5", "silent_after": "", "lead_after": "4",
    "director_after": "", "chair_after": "", "without": ["meeting"],
}  # fmt: skip


@pytest.fixture
def as_lead(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def test_the_lead_sets_the_rules_and_it_is_on_record(as_lead: Client, lead: User, ambridge: Council) -> None:
    address = "/councils/ambridge/reminders/rules/change/"
    assert as_lead.post(address, RULES).status_code == 302
    rules = CouncilRules.objects.get(council=ambridge)
    assert (rules.leads, rules.working_days, rules.overdue_every) == ([30, 3], False, 5)
    assert (rules.silent_after, rules.lead_after, rules.director_after) == (None, 4, None)
    assert rules.without == ["meeting"]
    signed = AuditEvent.objects.get(council=ambridge)
    assert (signed.by, signed.detail["overdue_every"]) == (lead, [7, 5])
    page = as_lead.get("/councils/ambridge/reminders/rules/").content.decode()
    assert "30 and 3 days before" in page and "Every 5 days" in page and "Board meeting" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"leads": "soon"}, "Enter numbers from 1 to 60 with commas between them"),
        ({"leads": "0"}, "Enter numbers from 1 to 60 with commas between them"),
        ({"lead_after": "", "director_after": "5"}, "A step of the ladder needs the one before it"),
        ({"without": ["deadline"]}, "There is a problem"),
    ],
)
def test_rules_that_cannot_be_are_refused_in_words(
    as_lead: Client, ambridge: Council, wrong: dict[str, Any], said: str
) -> None:
    answer = as_lead.post("/councils/ambridge/reminders/rules/change/", {**RULES, **wrong})
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not CouncilRules.objects.exists()


def test_the_api_takes_the_same_rules_and_refuses_what_the_law_asks_for(
    as_lead: Client, client: Client, officer: User, ambridge: Council
) -> None:
    address = "/api/v1/councils/ambridge/reminder-rules/"
    now = as_lead.get(address).json()
    assert (now["leads"], now["silent_after"], now["without"]) == ([14, 7, 1], 35, [])
    changed = {**now, "leads": [10], "chair_after": None}
    assert as_lead.put(address, changed, content_type="application/json").json() == changed
    assert (
        as_lead.put(address, {**now, "without": ["review"]}, content_type="application/json").status_code
        == 400
    )
    assert (
        as_lead.put(address, {**now, "lead_after": None}, content_type="application/json").status_code == 409
    )
    client.force_login(officer)
    assert client.put(address, changed, content_type="application/json").status_code == 403


def test_a_deputy_is_somebody_who_may_do_it(
    client: Client, officer: User, lead: User, ambridge: Council, time_machine: Any
) -> None:
    colleague = member(ambridge, Role.OFFICER, name="Otis Officer")
    time_machine.move_to(datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC))
    client.force_login(officer)
    address = "/councils/ambridge/away/"
    page = client.get(address).content.decode()
    assert "Leo Lead" in page and "Otis Officer" not in page
    dates = {"from_on": days(1).isoformat(), "until_on": days(9).isoformat()}
    assert client.post(address, {**dates, "deputy": colleague.pk}).status_code == 200
    assert not Absence.objects.exists()
    for last in (9, 12):  # a second time changes it
        sent = {**dates, "until_on": days(last).isoformat(), "deputy": lead.pk}
        assert client.post(address, sent).status_code == 302
    absence = Absence.objects.get()
    assert (absence.user, absence.deputy, absence.until_on) == (officer, lead, days(12))
    assert client.post(address, {"do": "end"}).status_code == 302
    assert not Absence.objects.exists()
    verbs = (
        AuditEvent.objects.filter(council=ambridge, by=officer).order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["went away", "went away", "came back"]


def test_a_member_of_a_partner_agency_has_a_deputy_of_the_same_agency(
    client: Client, ambridge: Council
) -> None:
    police = factories.OrganisationFactory(council=ambridge, name="Police")
    health = factories.OrganisationFactory(council=ambridge, name="Health")
    people = {}
    for name, agency in (("Pat Police", police), ("Pia Police", police), ("Harry Health", health)):
        people[name] = factories.UserFactory(name=name)
        factories.MembershipFactory(
            council=ambridge, user=people[name], role=Role.BOARD_MEMBER, organisation=agency
        )
    client.force_login(people["Pat Police"])
    page = client.get("/councils/ambridge/away/").content.decode()
    assert "Pia Police" in page and "Harry Health" not in page


def test_a_person_chooses_hour_and_days_but_never_none_at_all(client: Client, officer: User) -> None:
    client.force_login(officer)
    chosen = {"hour": "9", "quiet_days": ["6", "7"], "email": "duties"}
    assert client.post("/tasks/email/", chosen).status_code == 302
    mine = Preference.objects.get(user=officer)
    assert (mine.hour, mine.quiet_days, mine.email) == (9, [6, 7], "duties")
    never = {**chosen, "quiet_days": [str(day) for day in range(1, 8)]}
    answer = client.post("/tasks/email/", never)
    assert "Leave at least one day on which an email can come" in answer.content.decode()
    assert Preference.objects.get(user=officer).quiet_days == [6, 7]


def test_tasks_are_ones_own_in_every_council_of_theirs(
    client: Client, officer: User, ambridge: Council, borchester: Council, outsider: User, time_machine: Any
) -> None:
    time_machine.move_to(datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC))
    factories.MembershipFactory(user=officer, council=borchester, role=Role.OFFICER)
    for council, owner, title in (
        (ambridge, officer, "Mine one"),
        (borchester, officer, "Mine two"),
        (borchester, outsider, "Theirs"),
    ):
        objective = factories.ObjectiveFactory(council=council)
        factories.ActionFactory(
            council=council, objective=objective, owner=owner, title=title, original_due_on=days(-1)
        )
    client.force_login(officer)
    page = client.get("/tasks/").content.decode()
    assert "2 tasks, 2 overdue." in page
    assert "Mine one" in page and "Mine two" in page and "Theirs" not in page
    rows = client.get("/api/v1/tasks/").json()
    assert {(row["council"], row["group"]) for row in rows} == {
        ("ambridge", "Report progress"),
        ("borchester", "Report progress"),
    }
