"""The second line: PostgreSQL refuses, whatever our own code forgets (bar B5)."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from actions.models import Action, ActionUpdate
from councils import scope
from councils.isolation import CouncilIsolation, CouncilOwned, SameCouncil
from councils.models import AuditEvent, Council, Membership, User
from tests import factories

pytestmark = pytest.mark.django_db


def rows(sql: str, *params: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def tables_of_councils() -> list[str]:
    return [table for (table,) in rows(
        """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'council_id'
           JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind = 'r' AND n.nspname = 'public' AND NOT a.attisdropped ORDER BY 1""")]  # fmt: skip


# Tables with a council_id that hold nothing of a council: a person's own list of entries in the public register, which says
# nothing that the register does not (docs/decisions/019).
REGISTER = {"reports_watchedcouncil"}


def test_every_table_with_a_council_forces_row_level_security() -> None:
    found = dict(
        rows("SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relkind = 'r'")
    )
    tables = set(tables_of_councils()) - REGISTER
    assert len(tables) >= 40
    assert {table for table in tables if not found[table]} == set()


def test_every_such_table_has_a_policy_for_each_command() -> None:
    policies: dict[str, set[str]] = {}
    for table, name in rows("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"):
        policies.setdefault(table, set()).add(name)
    wanted = {
        "council_read",
        "council_insert",
        "council_update",
        "council_delete",
        "department_read",
    }
    assert {t for t in set(tables_of_councils()) - REGISTER if not wanted <= policies.get(t, set())} == set()


def test_the_app_role_owns_nothing_and_bypasses_nothing() -> None:
    (role,) = rows(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    assert role == (False, False, False, False)
    assert rows("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == [(0,)]


def test_every_view_checks_policies_as_the_person_who_asks() -> None:
    views = rows(
        "SELECT relname, reloptions FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace"
    )
    assert [name for name, options in views if "security_invoker=true" not in (options or [])] == []


def test_the_departments_role_may_only_select() -> None:
    granted = rows(
        "SELECT DISTINCT a.privilege_type FROM pg_class c, aclexplode(c.relacl) a"
        " WHERE c.relkind IN ('r', 'v', 'S') AND a.grantee = to_regrole(%s)::oid",
        settings.DEPARTMENT_ROLE,
    )
    assert granted == [("SELECT",)]


def test_every_council_owned_model_declares_isolation_and_keys_that_stay_in_the_council() -> None:
    for model in apps.get_models():
        if not issubclass(model, CouncilOwned):
            continue
        constraints = model._meta.constraints
        assert any(isinstance(c, CouncilIsolation) for c in constraints), model
        keys = {c.column: c.to for c in constraints if isinstance(c, SameCouncil)}
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, CouncilOwned):
                assert keys.get(field.column) == field.related_model._meta.db_table, f"{model}.{field.name}"


def test_without_a_scope_no_row_is_read() -> None:
    factories.ActionFactory()
    assert Action.objects.count() == 1
    with scope.entered(scope.NOTHING):
        assert [
            (t, n) for t in tables_of_councils() for ((n,),) in [rows(f'SELECT count(*) FROM "{t}"')] if n
        ] == []


def test_a_scope_of_one_council_reads_that_council_only() -> None:
    mine, theirs = factories.ActionFactory(), factories.ActionFactory()
    with scope.entered(scope.Scope(reads=frozenset({mine.council_id}))):
        assert list(Action.objects.all()) == [mine]
        assert not Action.objects.filter(pk=theirs.pk).exists()


def test_reading_does_not_allow_writing() -> None:
    action = factories.ActionFactory()
    with scope.entered(scope.Scope(reads=frozenset({action.council_id}))):
        assert Action.objects.filter(pk=action.pk).update(title="changed") == 0


def test_a_row_cannot_be_written_into_another_council() -> None:
    mine, theirs = factories.ActionFactory(), factories.CouncilFactory()
    with (
        scope.entered(scope.for_council(mine.council_id)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Action.objects.filter(pk=mine.pk).update(council=theirs)


def test_a_foreign_key_cannot_cross_councils_even_where_both_are_in_scope() -> None:
    mine, theirs = factories.ActionFactory(), factories.ObjectiveFactory()
    with (
        pytest.raises(IntegrityError, match="actions_action_objective_same_council"),
        transaction.atomic(),
    ):
        Action.objects.filter(pk=mine.pk).update(objective=theirs)


def test_the_department_reads_every_council_and_writes_none() -> None:
    first, second = factories.ActionFactory(), factories.ActionFactory()
    with scope.entered(scope.Scope(department=True)):
        assert set(Action.objects.all()) == {first, second}
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
        ):
            Action.objects.filter(pk=first.pk).update(title="changed")


def test_append_only_tables_cannot_be_edited_or_deleted() -> None:
    update = factories.ActionUpdateFactory()
    AuditEvent.objects.create(council=update.council, verb="looked", about="it", by=None)
    for model in (ActionUpdate, AuditEvent):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
        ):
            model.objects.all().update(council=update.council_id)
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
        ):
            rows(f'DELETE FROM "{model._meta.db_table}" RETURNING 1')


def test_history_is_kept_of_raw_sql_and_bulk_updates_with_who_did_it() -> None:
    action, person = factories.ActionFactory(title="first"), factories.UserFactory()
    with scope.entered(scope.for_council(action.council_id, user_id=person.pk)):
        rows(
            "UPDATE actions_action SET title = 'second' WHERE id = %s RETURNING 1",
            action.pk,
        )
    events = rows(
        "SELECT title, pgh_by_id FROM actions_actionevent WHERE pgh_obj_id = %s ORDER BY pgh_id",
        action.pk,
    )
    assert events == [("first", None), ("second", person.pk)]


def test_a_person_finds_their_own_memberships_and_no_others() -> None:
    mine, other = factories.MembershipFactory(), factories.MembershipFactory()
    with scope.entered(scope.Scope(user_id=mine.user_id)):
        assert list(Membership.objects.all()) == [mine]
    assert other in Membership.objects.all()


def test_nothing_of_a_scope_outlives_it() -> None:
    action = factories.ActionFactory()
    with scope.entered(scope.NOTHING):
        with scope.entered(scope.for_council(action.council_id)):
            assert Action.objects.count() == 1
        assert Action.objects.count() == 0
    assert Action.objects.count() == 1


def test_the_register_holds_every_council_with_its_successors() -> None:
    assert (
        Council.objects.filter(is_demonstration=False, ended_on=None, gss_code__startswith="E").count() == 153
    )
    assert Council.objects.filter(ended_on__isnull=False).count() == 15
    cumbria = Council.objects.get(gss_code="E10000006")
    assert {c.short_name for c in cumbria.successors.all()} == {
        "Cumberland",
        "Westmorland and Furness",
    }


def test_people_of_other_councils_are_not_visible(officer: User, outsider: User, lead: User) -> None:
    assert set(User.objects.all().visible_to(officer)) == {officer, lead}
