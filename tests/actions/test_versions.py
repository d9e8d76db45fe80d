"""The plan's way through partners and board: what the board agreed is kept, and what changed since is seen line by line."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.test import Client

from actions import plan_compare, services
from actions.models import Action, PartnerAgreement, Plan, PlanVersion
from actions.models.plan import LIFE
from councils.clock import today
from councils.models import AuditEvent, Council, User
from tests import factories

DAY = datetime.timedelta(days=1)
URL = "/councils/ambridge/plan/"


@pytest.fixture
def plan(ambridge: Council, officer: User) -> Plan:
    plan = factories.PlanFactory(council=ambridge, state="drafting", agreed_on=None)
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan, number=1)
    for ref in ("A1", "A2"):
        factories.ActionFactory(
            council=ambridge, objective=objective, owner=officer, ref=ref, title=f"Do {ref}"
        )
    return plan


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def agreed(plan: Plan, lead: User, chair: User) -> PlanVersion:
    version = services.put_to_board(plan, by=lead, on=today(), summary="First.")
    services.agree_version(version, by=chair, on=today())
    plan.refresh_from_db()
    return version


def test_from_drafting_through_partners_and_board_to_active(
    client: Client, plan: Plan, lead: User, chair: User, ambridge: Council
) -> None:
    police = factories.OrganisationFactory(council=ambridge, name="Police")
    client.force_login(lead)
    assert client.get(f"{URL}send-to-partners/").status_code == 200
    client.post(f"{URL}send-to-partners/")
    assert Plan.objects.get().state == "with_partners"
    when = today() - DAY
    sent = {
        "organisation": police.pk, "agreed_by": "Chief Inspector Hale", "note": "",
        "agreed_on-day": when.day, "agreed_on-month": when.month, "agreed_on-year": when.year,
    }  # fmt: skip
    for _ in range(2):  # a double click is one
        assert client.post(f"{URL}agreements/add/", sent).status_code == 302
    agreement = PartnerAgreement.objects.get()
    assert (agreement.organisation, agreement.agreed_on, agreement.recorded_by) == (police, when, lead)
    assert client.post(f"{URL}put-to-the-board/", {"summary": "The first whole plan."}).status_code == 302
    assert Plan.objects.get().state == "with_board"
    client.force_login(chair)
    assert "Version 1" in body(client.get(f"{URL}versions/"))
    assert client.post(f"{URL}versions/1/decide/", {"outcome": "agreed", "note": ""}).status_code == 302
    stored = Plan.objects.get()
    assert (stored.state, stored.agreed_on) == ("active", today())
    page = body(client.get(f"{URL}versions/"))
    assert (
        "Agreed by the board" in page
        and "Chief Inspector Hale" in page
        and "0 changes since version 1" in page
    )
    assert [e.verb for e in AuditEvent.objects.order_by("id")] == [
        "sent the plan to its partners",
        "recorded a partner’s agreement",
        "put the plan to the board",
        "agreed the plan",
    ]


def test_returned_for_rework_it_is_drafted_again_and_the_reason_is_kept(
    client: Client, plan: Plan, lead: User, chair: User
) -> None:
    services.put_to_board(plan, by=lead, on=today(), summary="First.")
    client.force_login(chair)
    page = client.post(f"{URL}versions/1/decide/", {"outcome": "returned", "note": ""})
    assert "Enter what the board wants changed" in body(page) and Plan.objects.get().state == "with_board"
    client.post(f"{URL}versions/1/decide/", {"outcome": "returned", "note": "Say what changes for children."})
    assert (Plan.objects.get().state, PlanVersion.objects.get().state) == ("drafting", "returned")
    assert "Say what changes for children." in body(client.get(f"{URL}versions/1/"))
    plan.refresh_from_db()
    assert services.put_to_board(plan, by=lead, on=today(), summary="Second.").number == 2


def test_what_changed_since_the_agreed_version_line_by_line(
    client: Client, plan: Plan, lead: User, chair: User, officer: User, observer: User, ambridge: Council
) -> None:
    agreed(plan, lead, chair)
    action = Action.objects.get(ref="A1")
    objective = action.objective
    services.edit_action(
        action, by=lead, on=today(), based_on=1, objective=objective, title="Do A1 well", owner=lead,
        owner_organisation=None, due_on=action.due_on, priority="high", detail="", success_measure="", requirements=[],
    )  # fmt: skip
    services.add_action(objective, by=lead, on=today(), ref="A3", title="Something new")
    people = {officer.pk: officer.name, lead.pk: lead.name}
    version = PlanVersion.objects.get()
    lines = plan_compare.compare(version.content, plan_compare.content(plan), people=people)
    assert [(line.kind, line.what, line.field, line.before, line.after) for line in lines] == [
        ("changed", "Action A1", "Action", "Do A1", "Do A1 well"),
        ("changed", "Action A1", "Owner", officer.name, lead.name),
        ("changed", "Action A1", "Priority", "Normal", "High"),
        ("added", "Action A3", "", "", ""),
    ]
    backwards = plan_compare.compare(plan_compare.content(plan), version.content, people=people)
    assert [line.kind for line in backwards] == ["changed", "changed", "changed", "removed"]
    client.force_login(lead)
    page = body(client.get(f"{URL}changes/"))
    assert "Do A1 well" in page and officer.name in page and "4 changes up to now" in page
    assert "Something new" in client.get(f"{URL}changes.csv").content.decode()
    client.force_login(observer)
    assert officer.name not in body(client.get(f"{URL}changes/"))


def test_version_two_stands_beside_version_one(client: Client, plan: Plan, lead: User, chair: User) -> None:
    first = agreed(plan, lead, chair)
    with pytest.raises(ValidationError, match="Nothing has changed since Version 1"):
        services.put_to_board(plan, by=lead, on=today(), summary="Again.")
    Action.objects.filter(ref="A2").update(title="Do A2 differently")
    second = services.put_to_board(plan, by=lead, on=today(), summary="A2 was wrong.")
    assert (
        services.put_to_board(plan, by=lead, on=today(), summary="A2 was wrong.") == second
    )  # a double click
    assert Plan.objects.get().state == "active"  # the agreed version goes on meanwhile
    services.agree_version(second, by=chair, on=today() + DAY)
    with pytest.raises(ValidationError, match="decided meanwhile"):
        services.return_version(second, by=chair, on=today(), note="No.")
    first.refresh_from_db()
    assert [a["title"] for a in first.content["actions"]] == ["Do A1", "Do A2"]
    assert Plan.objects.get().agreed_on == today()  # when it was first agreed
    client.force_login(lead)
    assert "From version 1 to version 2" in body(client.get(f"{URL}changes/?from=1&to=2"))


def test_the_database_keeps_what_was_put_to_the_board(plan: Plan, lead: User, chair: User) -> None:
    agreed(plan, lead, chair)
    for wrong in ({"content": {}}, {"summary": "Another"}, {"state": "proposed"}, {"state": "returned"}):
        with pytest.raises(InternalError), transaction.atomic():
            PlanVersion.objects.update(**wrong)


@pytest.mark.parametrize("state", Plan.State.values)
def test_raw_sql_cannot_take_a_wrong_step(ambridge: Council, state: str) -> None:
    when = {"agreed_on": today(), "paused_why": "Because."}
    plan = factories.PlanFactory(council=ambridge, state=state, **when)
    for wanted in Plan.State.values:
        if wanted == state or (state, wanted) in LIFE:
            continue
        with pytest.raises(InternalError, match="transition"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(state=wanted)


def test_paused_and_closed_nothing_in_it_changes(
    client: Client, plan: Plan, lead: User, officer: User, chair: User
) -> None:
    agreed(plan, lead, chair)
    client.force_login(chair)
    page = client.post(f"{URL}decide/pause/", {"why": " "})
    assert "Enter the board’s reason" in body(page) and Plan.objects.get().state == "active"
    client.post(f"{URL}decide/pause/", {"why": "The inspection is under way."})
    assert "The inspection is under way." in body(client.get(f"{URL}versions/"))
    action = Action.objects.get(ref="A1")
    said = {"delivery": "done", "confidence": "on_track", "narrative": "", "based_on": 1}
    with pytest.raises(ValidationError, match="paused by the board"):
        services.report_progress(action, by=officer, on=today(), **said)
    with pytest.raises(ValidationError, match="paused by the board"):
        services.add_action(action.objective, by=lead, on=today(), ref="A9", title="New")
    client.post(f"{URL}decide/resume/", {"why": "It is over."})
    assert (Plan.objects.get().state, Plan.objects.get().paused_why) == ("active", "")
    client.post(f"{URL}decide/close/", {"why": "A1 and A2 go on in the service plan."})
    stored = Plan.objects.get()
    assert (stored.state, stored.closed_on) == ("closed", today())
    assert client.post(f"{URL}decide/resume/", {"why": "No."}).status_code == 200
    assert Plan.objects.get().state == "closed"


def test_who_may_take_the_plan_where(
    client: Client, plan: Plan, officer: User, lead: User, chair: User, case_lead: User
) -> None:
    may_put, may_decide = {lead}, {chair}
    for person in (officer, lead, chair, case_lead):
        client.force_login(person)
        for page in ("put-to-the-board/", "agreements/add/", "send-to-partners/"):
            assert (client.get(URL + page).status_code == 200) == (person in may_put)
        assert (client.get(f"{URL}decide/close/").status_code == 200) == (person in may_decide)
