"""When a clause changes, each action tied to it waits until somebody who edits the plan has decided."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Action, ActionRequirement
from actions.services import edit_action, ties
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices.amending import verbs
from notices.models import Requirement
from tests import factories

pytestmark = pytest.mark.django_db
ON, DAY = factories.TODAY, datetime.timedelta(days=1)


@pytest.fixture
def action(ambridge: Council) -> Action:
    """It serves clause 1 and 2; clause 1 has got other words since."""
    notice = factories.NoticeFactory(council=ambridge)
    plan = factories.PlanFactory(council=ambridge, notice=notice)
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan)
    action = factories.ActionFactory(council=ambridge, objective=objective, ref="A1")
    for text in ("Ensure timely assessments.", "Review the board."):
        clause = factories.RequirementFactory(council=ambridge, notice=notice, text=text)
        factories.ActionRequirementFactory(council=ambridge, action=action, requirement=clause)
    amend(notice, 1, "Ensure timely and good assessments.")
    return action


def amend(notice: Any, seq: int, text: str | None) -> None:
    clause = Requirement.objects.select_related("notice").get(notice=notice, seq=seq)
    verbs.reword(clause, by=None, text=text) if text else verbs.remove(clause, by=None)
    version = verbs.draft_of(notice)
    assert version is not None
    verbs.decide(version, by=None, decided_on=ON - DAY, decided_by="Helena Marchbanks MP", effective_on=ON - DAY, reason="As asked.")  # fmt: skip
    verbs.confirm(version, by=None, on=ON)


def tie(action: Action, seq: int = 1) -> ActionRequirement:
    return ActionRequirement.objects.get(action=action, requirement__seq=seq)


def edit(action: Action, *, by: User, requirements: list[Requirement]) -> None:
    edit_action(
        action, by=by, on=ON, based_on=action.version, objective=action.objective, title="Do more", owner=None,
        owner_organisation=None, due_on=action.due_on, priority="normal", detail="", success_measure="",
        requirements=requirements,
    )  # fmt: skip


def waiting(action: Action) -> list[int]:
    return [row.requirement.seq for row in ties.waiting(action.plan)]


def test_only_ties_to_changed_clauses_wait(action: Action) -> None:
    assert waiting(action) == [1]


def test_a_tie_made_after_the_change_does_not_wait(action: Action, ambridge: Council) -> None:
    other = factories.ActionFactory(council=ambridge, objective=action.objective, ref="B1")
    made = factories.ActionRequirementFactory(
        council=ambridge, action=other, requirement=tie(action).requirement
    )
    made.refresh_from_db()
    assert (made.clause_version, waiting(action)) == (2, [1])


def test_an_action_that_still_serves_the_clause_waits_no_longer(action: Action, lead: User) -> None:
    ties.decide(tie(action), "still_serves", by=lead, on=ON)
    assert (waiting(action), tie(action).clause_version) == ([], 2)
    event = AuditEvent.objects.get(verb="decided what a changed clause means for an action")
    assert (event.by, event.detail) == (lead, {"choice": "still_serves", "requirement": 1, "version": 2})


def test_an_action_that_no_longer_serves_it_is_not_tied_any_more(action: Action, lead: User) -> None:
    ties.decide(tie(action), "no_longer_serves", by=lead, on=ON)
    assert waiting(action) == []
    assert [r.seq for r in action.requirements.all()] == [2]
    assert list(Requirement.objects.filter(seq=1).unanswered()) != []


def test_an_action_that_must_change_waits_until_it_is_edited(action: Action, lead: User) -> None:
    ties.decide(tie(action), "must_change", by=lead, on=ON)
    assert (waiting(action), tie(action).must_change) == ([1], True)
    edit(action, by=lead, requirements=list(action.requirements.all()))
    assert (waiting(action), tie(action).must_change) == ([], False)


def test_no_action_can_go_on_serving_a_clause_that_was_removed(action: Action, lead: User) -> None:
    amend(action.plan.notice, 2, None)
    assert waiting(action) == [1, 2]
    with pytest.raises(Refused, match="was removed"):
        ties.decide(tie(action, 2), "still_serves", by=lead, on=ON)
    ties.decide(tie(action, 2), "no_longer_serves", by=lead, on=ON)
    assert waiting(action) == [1]


def test_an_edit_leaves_the_tie_to_a_removed_clause_for_the_decision(action: Action, lead: User) -> None:
    amend(action.plan.notice, 2, None)
    edit(action, by=lead, requirements=[tie(action).requirement])
    assert waiting(action) == [1, 2]


def test_a_decision_is_made_once(action: Action, lead: User) -> None:
    stale = tie(action)
    ties.decide(tie(action), "still_serves", by=lead, on=ON)
    with pytest.raises(Refused, match="Somebody has decided"):
        ties.decide(stale, "no_longer_serves", by=lead, on=ON)
    assert tie(action).clause_version == 2


def test_nothing_is_decided_in_a_plan_that_is_closed(action: Action, lead: User) -> None:
    action.plan.state = "closed"
    action.plan.save()
    with pytest.raises(Refused, match="closed"):
        ties.decide(tie(action), "still_serves", by=lead, on=ON)


# -- the page

PAGE = reverse("actions:ties", kwargs={"council_slug": "ambridge"})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def test_the_page_shows_old_and_new_words_and_the_lead_decides(
    client: Client, lead: User, action: Action
) -> None:
    client.force_login(lead)
    plan = reverse("actions:plan", kwargs={"council_slug": "ambridge"})
    assert "1 action tied to a clause that an amendment has changed" in body(client.get(plan))
    text = body(client.get(PAGE))
    assert "Ensure timely <ins>and good </ins>assessments." in text
    assert "Put in (underlined): “and good”" in text
    assert "by version 2" in text
    text = body(client.post(PAGE, {"tie": tie(action).pk, "choice": "still_serves"}, follow=True))
    assert "A1 still serves paragraph 1" in text
    assert "No action waits for a decision" in text
    assert "that an amendment has changed" not in body(client.get(plan))


def test_an_action_that_must_change_leads_to_its_edit_page(
    client: Client, lead: User, action: Action
) -> None:
    client.force_login(lead)
    response = client.post(PAGE, {"tie": tie(action).pk, "choice": "must_change"})
    assert response["Location"] == "/councils/ambridge/actions/A1/edit/"
    assert "The action must change." in body(client.get(PAGE))


def test_others_see_what_waits_and_decide_nothing(client: Client, officer: User, action: Action) -> None:
    client.force_login(officer)
    text = body(client.get(PAGE))
    assert "A1" in text
    assert "Still serves it" not in text
    assert client.post(PAGE, {"tie": tie(action).pk, "choice": "still_serves"}).status_code == 403
    assert waiting(action) == [1]


def test_a_tie_of_another_council_is_not_there(
    client: Client, outsider: User, lead: User, action: Action
) -> None:
    theirs = factories.PlanFactory(council=outsider.access.memberships[0].council)
    client.force_login(outsider)
    page = reverse("actions:ties", kwargs={"council_slug": "borchester"})
    client.post(page, {"tie": tie(action).pk, "choice": "no_longer_serves"})
    assert (waiting(action), theirs.pk) == ([1], theirs.pk)


def test_the_clause_page_says_how_many_actions_wait(client: Client, lead: User, action: Action) -> None:
    client.force_login(lead)
    text = body(client.get(tie(action).requirement.get_absolute_url()))
    assert "1 action tied to the words before" in text
    assert "version 2" in text


def test_a_program_reads_what_waits_and_decides(client: Client, lead: User, action: Action) -> None:
    client.force_login(lead)
    address = "/api/v1/councils/ambridge/ties/"
    (row,) = client.get(address).json()["results"]
    assert (row["action"], row["requirement"], row["clause_version"], row["version"]) == ("A1", 1, 1, 2)
    send = {"content_type": "application/json"}
    assert client.post(address, {"tie": row["id"], "choice": "still_serves"}, **send).status_code == 204
    assert client.post(address, {"tie": row["id"], "choice": "still_serves"}, **send).status_code == 400
    assert client.get(address).json()["results"] == []
