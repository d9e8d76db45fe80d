"""The officer's main path: link, radio, Save. And what happens when two people write at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from actions import services
from actions.models import Action, ActionUpdate, Plan
from councils.clock import today
from councils.models import Council, User
from tests import factories


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    return factories.ActionFactory(council=ambridge, owner=officer, ref="A1", title="Train both teams")


URL = "/councils/ambridge/actions/A1/update/"
PAGE = "/councils/ambridge/actions/A1/"


def said(**changes: Any) -> dict[str, Any]:
    return {
        "based_on": 1,
        "delivery": "in_progress",
        "confidence": "on_track",
        "narrative": "",
        "recovery": "",
        "evidence_of_impact": "",
        **changes,
    }


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_form_opens_with_what_is_so_far_and_saves_with_one_radio(
    client: Client, officer: User, action: Action
) -> None:
    client.force_login(officer)
    page = client.get(URL)
    assert page.status_code == 200
    html = page.content.decode()
    assert re.search(r'value="not_started"[^>]* checked', html)
    assert re.search(r'value="on_track"[^>]* checked', html)
    assert 'name="based_on" id="id_based_on" value="1"' in html
    response = client.post(URL, said())
    assert (response.status_code, response["Location"]) == (302, PAGE)
    stored = Action.objects.get()
    assert (stored.delivery, stored.reported_on) == ("in_progress", today())
    assert "Saved: A1 is in progress, on track." in body(client.get(PAGE))


def test_no_change_is_offered_only_when_there_was_something_before(
    client: Client, officer: User, action: Action
) -> None:
    client.force_login(officer)
    assert "No change since last time" not in body(client.get(URL))
    services.report_progress(
        action,
        by=officer,
        on=today(),
        based_on=1,
        delivery="in_progress",
        confidence="on_track",
        narrative="So far.",
    )
    page = body(client.get(URL))
    assert "No change since last time" in page
    assert "So far." in page
    response = client.post(URL, said(based_on=2, no_change="1"))
    assert response.status_code == 302
    update = ActionUpdate.objects.first()
    assert update is not None
    assert (update.no_change, update.version, update.narrative) == (True, 3, "")


def test_no_change_with_a_change_in_the_form_loses_no_word(
    client: Client, officer: User, action: Action
) -> None:
    client.force_login(officer)
    client.post(URL, said())
    response = client.post(URL, said(based_on=2, no_change="1", narrative="A new trainer came."))
    assert response.status_code == 200
    assert "You changed something in the form. Select “Save” to keep it" in body(response)
    assert "A new trainer came." in response.content.decode()
    assert ActionUpdate.objects.count() == 1


def test_a_worry_without_its_reason_keeps_everything_and_says_what_to_do(
    client: Client, officer: User, action: Action
) -> None:
    client.force_login(officer)
    response = client.post(URL, said(confidence="off_track", evidence_of_impact="Audits are better."))
    html = response.content.decode()
    assert response.status_code == 200
    assert html.index("There is a problem") < html.index("<h1")
    assert 'href="#id_narrative"' in html and 'href="#id_recovery"' in html
    assert "Enter why it is at risk or off track" in html
    assert "Audits are better." in html
    assert "<title>Error: " in html
    assert Action.objects.get().version == 1


def test_a_form_without_answers_says_what_is_missing(client: Client, officer: User, action: Action) -> None:
    client.force_login(officer)
    response = client.post(URL, {"based_on": "1"})
    assert response.status_code == 200
    assert "Select how far the work has come" in body(response)
    response = client.post(URL, {"based_on": "1", "delivery": "in_progress"})
    assert "Select how sure you are of its date" in body(response)


def test_done_asks_for_no_confidence(client: Client, officer: User, action: Action) -> None:
    client.force_login(officer)
    assert client.post(URL, {"based_on": "1", "delivery": "done"}).status_code == 302
    assert Action.objects.get().delivery == "done"


def test_the_second_editor_gets_both_versions_and_keeps_the_typed_text(
    client: Client, officer: User, lead: User, action: Action
) -> None:
    services.report_progress(
        Action.objects.get(), by=lead, on=today(), based_on=1, delivery="in_progress", confidence="at_risk",
        narrative="The trainer is ill.", recovery="Ask Borsetshire for theirs.",
    )  # fmt: skip
    client.force_login(officer)
    response = client.post(URL, said(narrative="All is well & good."))
    page, html = body(response), response.content.decode()
    assert response.status_code == 409
    assert "Your update is not saved yet" in page
    assert "Saved by Leo Lead" in page and "The trainer is ill." in page
    assert "Typed by you, not saved yet" in page
    assert re.search(r"<textarea[^>]*name=\"narrative\"[^>]*>All is well &amp; good.</textarea>", html)
    assert 'name="based_on" id="id_based_on" value="2"' in html
    assert ActionUpdate.objects.count() == 1
    again = client.post(URL, said(narrative="All is well & good.", based_on=2))
    assert again.status_code == 302
    assert [u.narrative for u in ActionUpdate.objects.all()] == ["All is well & good.", "The trainer is ill."]


def test_an_edit_of_the_plan_meanwhile_is_told_too(
    client: Client, officer: User, lead: User, action: Action
) -> None:
    services.edit_action(
        action, by=lead, on=today(), based_on=1, objective=action.objective, title="Train all four teams",
        owner=officer, owner_organisation=None, due_on=action.due_on, priority="normal", detail="",
        success_measure="", requirements=[],
    )  # fmt: skip
    client.force_login(officer)
    response = client.post(URL, said(narrative="Both are trained."))
    assert response.status_code == 409
    assert "Title changed from “Train both teams” to “Train all four teams”." in body(response)


def test_a_double_click_makes_one_update(client: Client, officer: User, action: Action) -> None:
    client.force_login(officer)
    responses = [client.post(URL, said(narrative="Two teams.\r\nBoth trained.")) for _ in range(2)]
    assert [response.status_code for response in responses] == [302, 302]
    assert ActionUpdate.objects.count() == 1


@pytest.mark.parametrize("delivery", ["confirmed", "embedded", "paused", "cancelled"])
def test_what_the_board_decided_is_said_and_cannot_be_overwritten(
    client: Client, officer: User, action: Action, delivery: str
) -> None:
    action = factories.ActionFactory(
        council=action.council, owner=officer, ref="B1", delivery=delivery, done_on=today()
    )
    url = action.get_absolute_url() + "update/"
    client.force_login(officer)
    page = client.get(url)
    assert page.status_code == 200
    assert "Only a decision of the board changes that." in body(page)
    assert "<textarea" not in page.content.decode()
    response = client.post(url, said(narrative="But we did more."))
    assert response.status_code == 409
    assert "But we did more." in body(response)
    assert not ActionUpdate.objects.exists()


def test_a_closed_plan_can_be_read_and_not_changed(
    client: Client, officer: User, lead: User, action: Action
) -> None:
    Plan.objects.update(state="closed")
    client.force_login(officer)
    assert "This plan is closed." in body(client.get(URL))
    assert client.post(URL, said()).status_code == 409
    client.force_login(lead)
    assert "This plan is closed." in body(client.get("/councils/ambridge/plan/"))
    for path in ("actions/add/", "actions/A1/edit/", "plan/objectives/add/", "plan/objectives/1/edit/"):
        assert client.get(f"/councils/ambridge/{path}").status_code == 403
    assert "Add an action" not in body(client.get("/councils/ambridge/plan/"))
    assert not ActionUpdate.objects.exists()


def test_an_abolished_council_is_shown_as_such_and_its_plan_is_only_read(
    client: Client, officer: User, action: Action, ambridge: Council, borchester: Council
) -> None:
    ambridge.successors.add(borchester)
    Council.objects.filter(pk=ambridge.pk).update(ended_on="2020-03-31")
    client.force_login(officer)
    page = body(client.get(PAGE))
    assert "was abolished on 31 March 2020" in page and "Borchester Council" in page
    assert client.post(URL, said()).status_code == 409
    assert not ActionUpdate.objects.exists()


def test_saving_takes_few_statements(
    client: Client, officer: User, action: Action, django_assert_max_num_queries: Any
) -> None:
    """Session, person with memberships, database scope, action; the change, its row, the audit log: seven.

    The test adds three of its own: a savepoint around the request, its release, and the scope of the test again.
    """
    client.force_login(officer)
    with django_assert_max_num_queries(7 + 3):
        assert client.post(URL, said()).status_code == 302


def test_nobody_else_may_update_it(
    client: Client, action: Action, ambridge: Council, outsider: User, observer: User, case_lead: User, chair: User,
    administrator: User,
) -> None:  # fmt: skip
    other_officer = factories.UserFactory()
    factories.MembershipFactory(user=other_officer, council=ambridge)
    expected = {
        outsider: 404,
        observer: 403,
        case_lead: 403,
        chair: 403,
        administrator: 403,
        other_officer: 403,
    }
    for person, status in expected.items():
        client.force_login(person)
        assert (client.get(URL).status_code, client.post(URL, said()).status_code) == (status, status), person
    client.logout()
    assert client.post(URL, said()).status_code == 302
    assert Action.objects.get().version == 1
    assert not ActionUpdate.objects.exists()
