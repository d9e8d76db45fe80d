"""What the two run-time roles may do with each table. Runs after every migrate, as the owner of the tables."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection


def grant_to_app_roles(sender: AppConfig, **kwargs: Any) -> None:
    """Append-only tables (history, audit, updates) get no UPDATE, DELETE or TRUNCATE: not even our own code can edit them."""
    if sender.name != "councils":  # once a migrate, after the last app: post_migrate comes for each
        return
    app, department = settings.APP_ROLE, settings.DEPARTMENT_ROLE
    statements = [f"GRANT USAGE ON SCHEMA public TO {app}, {department}"]
    tables = set(connection.introspection.table_names(include_views=True))
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in tables:
            continue
        may = "SELECT, INSERT" if getattr(model, "append_only", False) else "SELECT, INSERT, UPDATE, DELETE"
        if not model._meta.managed:
            may = "SELECT"
        statements += [
            f'REVOKE ALL ON "{table}" FROM {app}, {department}',
            f'GRANT {may} ON "{table}" TO {app}',
            f'GRANT SELECT ON "{table}" TO {department}',
        ]
    statements += [
        f"GRANT SELECT ON django_migrations TO {app}, {department}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    ]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements))
