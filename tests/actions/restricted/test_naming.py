"""Who may see a restricted action, and who may say so; both lines of defence answer alike."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from rest_framework.test import APIClient

from actions.history import edits
from actions.models import Action, CouncilSummary
from actions.services import comments, report_progress
from actions.services.named_people import restrict_action
from councils import scope
from councils.models import AuditEvent
from councils.permissions import ROLES_WITH, Permission
from tests import factories as make
from tests import world as worlds

from .conftest import CANARY, REF


def of_person(world: worlds.World, key: str, *, writes: bool = False) -> scope.Scope:
    user = world.people[key]
    if user.access.is_department:
        return scope.Scope(user_id=user.pk, department=True)
    one = frozenset({world.council.pk}) & user.access.council_ids
    return scope.Scope(reads=one, writes=one if writes else frozenset(), user_id=user.pk)


def hiding_tables() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname FROM pg_policies WHERE policyname LIKE '%\\_hidden\\_by\\_%' ORDER BY 1, 2"
        )
        return [(table, policy.split("_hidden_by_")[1]) for table, policy in cursor.fetchall()]


def rows_in_sight(action: Action) -> dict[str, int]:
    """But for what a person keeps for themselves, which hides from everybody else besides (tests/reminders/test_own.py)."""
    found = {}
    with connection.cursor() as cursor:
        for table, column in hiding_tables():
            if table.startswith("reminders_ownreminder"):
                continue
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', [action.pk])
            found[f"{table}.{column}"] = cursor.fetchone()[0]
    return found


@pytest.mark.django_db
def test_every_table_with_an_actions_key_hides_its_rows_in_the_database() -> None:
    """Evidence is hidden by its own rule, because it can stand without an action."""
    covered = set(hiding_tables())
    wanted = {
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("actions").get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Action and not model._meta.db_table.startswith("actions_evidence")
    }
    assert len(wanted) >= 20
    wanted -= {("actions_actionevent", "pgh_obj_id")}  # by its id
    assert {pair for pair in wanted if pair not in covered} == set()


def test_the_database_and_visible_to_agree_for_every_person(world: worlds.World, hidden: Action) -> None:
    restrict_action(hidden, by=world.people["lead"], restricted=True, people=[world.people["chair"]])
    both, seen_by = [], []
    for key in sorted(world.people.keys() - {"deactivated"}):  # who cannot sign in
        with scope.entered(of_person(world, key)):
            by_python = Action.objects.visible_to(world.people[key]).filter(pk=hidden.pk).exists()
            by_database = Action.objects.filter(pk=hidden.pk).exists()
        both.append(by_python == by_database)
        seen_by += [key] if by_database else []
    assert all(both)
    assert seen_by == ["chair", "director", "lead"]
    assert ROLES_WITH[Permission.RESTRICT_ACTION] == {"lead", "director"}


def test_plain_sql_and_history_show_nobody_else_a_row(world: worlds.World, hidden: Action) -> None:
    there = rows_in_sight(hidden)
    assert [table for table, number in there.items() if not number and not table.startswith("actions_actionperson")] == [
        "actions_actiondependency.action_id", "actions_actiondependencyevent.action_id",
    ]  # fmt: skip
    for key in ("officer", "chair", "administrator", "observer"):
        with scope.entered(of_person(world, key)):
            assert set(rows_in_sight(hidden).values()) == {0}, key
    with scope.entered(of_person(world, "director")):
        assert rows_in_sight(hidden) == there


@pytest.mark.parametrize("how", ["owner", "accountable_lead", "owner_organisation"])
def test_its_own_people_see_it(how: str, world: worlds.World, hidden: Action) -> None:
    officer, member = world.people["officer"], world.people["board_member"]
    agency = make.OrganisationFactory(council=world.council)
    type(member.memberships.get()).objects.filter(user=member).update(organisation=agency)
    reader = member if how == "owner_organisation" else officer
    value = agency if how == "owner_organisation" else officer
    Action.objects.filter(pk=hidden.pk).update(owner=None)
    Action.objects.filter(pk=hidden.pk).update(**{how: value})
    client = Client()
    client.force_login(reader)
    assert client.get(f"/councils/{world.council.slug}/actions/{REF}/").status_code == 200


def test_a_lead_restricts_an_action_and_names_people_and_the_history_tells(
    world: worlds.World, client: Client
) -> None:
    url = f"/councils/{world.council.slug}/actions/1.2/"
    chair = world.people["chair"]
    client.force_login(world.people["lead"])
    assert f'href="{url}readers/"' in client.get(url).content.decode()
    saved = client.post(f"{url}readers/", {"restricted": "on", "people": [str(chair.pk)]})
    assert (saved.status_code, saved["Location"]) == (302, url)
    page = client.get(url).content.decode()
    assert "Restricted to named people." in page
    assert f"the director, {chair.name} may see this action" in page
    client.force_login(world.people["lead_member"])
    assert client.get(url).status_code == 404
    client.force_login(chair)
    assert client.get(url).status_code == 200
    assert client.get(f"{url}readers/").status_code == 403
    event = AuditEvent.objects.filter(council=world.council, verb="changed who may see an action").get()
    assert (event.about, event.detail) == (
        "Action 1.2",
        {"restricted": True, "added": [chair.pk], "removed": []},
    )


def test_saving_the_same_again_is_no_change(world: worlds.World, hidden: Action) -> None:
    lead, chair = world.people["lead"], world.people["chair"]
    for _ in range(2):
        restrict_action(hidden, by=lead, restricted=True, people=[chair])
        hidden.refresh_from_db()
    assert hidden.version == 3
    restrict_action(hidden, by=lead, restricted=False, people=[chair])
    hidden.refresh_from_db()
    assert (hidden.restricted, hidden.people.count(), hidden.version) == (False, 0, 4)
    assert len(edits(hidden)) >= 2


def test_the_api_names_people_by_their_address(world: worlds.World, hidden: Action) -> None:
    client = APIClient()
    client.force_login(world.people["lead"])
    url = f"/api/v1/councils/{world.council.slug}/actions/{REF}/readers/"
    chair = world.people["chair"]
    answer = client.put(url, {"restricted": True, "people": [chair.email.upper()]}, format="json")
    assert (answer.status_code, answer.json()) == (200, {"restricted": True, "people": [chair.email]})
    assert client.get(url).json() == answer.json()
    for stranger in ("nobody@example.test", world.people["outsider"].email, world.people["observer"].email):
        refused = client.put(url, {"restricted": True, "people": [stranger]}, format="json")
        assert (refused.status_code, list(refused.json())) == (400, ["people"])


def test_the_councils_figures_count_it_whoever_changes_something(world: worlds.World, hidden: Action) -> None:
    """The summary's trigger runs as the person who reports: it must not forget what they cannot see."""
    before = CouncilSummary.objects.get(council=world.council)
    officer = world.people["officer"]
    with scope.entered(of_person(world, "officer", writes=True)):
        seen = Action.objects.select_related("plan", "council").get(council=world.council, ref="1.1")
        report_progress(
            seen, by=officer, on=make.TODAY, based_on=seen.version, delivery="in_progress", confidence="on_track",
            narrative="Held.", recovery="", evidence_of_impact="",
        )  # fmt: skip
        assert not Action.objects.filter(pk=hidden.pk).exists()  # and the setting is back
    after = CouncilSummary.objects.get(council=world.council)
    assert (after.actions, after.off_track) == (before.actions, before.off_track) == (4, 1)


def test_lists_say_how_many_more_there_are(world: worlds.World, hidden: Action, client: Client) -> None:
    for key in ("chair", "observer"):
        client.force_login(world.people[key])
        for page in ("plan/", "plan/off-plan/", ""):
            words = client.get(f"/councils/{world.council.slug}/{page}").content.decode()
            assert "And 2 restricted actions, which only named people may see." in words, page
    client.force_login(world.people["lead"])
    assert "restricted action" not in client.get(f"/councils/{world.council.slug}/plan/").content.decode()


def test_only_those_who_may_see_it_can_be_mentioned(world: worlds.World, hidden: Action) -> None:
    lead, officer, chair = (world.people[key] for key in ("lead", "officer", "chair"))
    restrict_action(hidden, by=lead, restricted=True, people=[chair])
    hidden.refresh_from_db()
    comment = comments.write(
        hidden, by=lead, on=make.TODAY, text=f"@{chair.name} and @{officer.name}, look. {CANARY}"
    )
    assert list(comment.mentioned.all()) == [chair]
