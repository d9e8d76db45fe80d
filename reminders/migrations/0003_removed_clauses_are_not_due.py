"""A clause that an amendment has removed asks for nothing any more: nobody is reminded of it."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("reminders.migrations.0002_due_items").SQL
_KINDS = "AND r.kind NOT IN ('recital', 'consequence')"
SQL = BEFORE.replace(_KINDS, f"{_KINDS} AND r.removed_in IS NULL")
assert SQL != BEFORE


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0002_due_items"),
        ("notices", "0004_life_steps_and_amendments"),
    ]

    operations = [
        migrations.RunSQL(
            f"DROP VIEW reminders_dueitem;\n{SQL}", f"DROP VIEW reminders_dueitem;\n{BEFORE}"
        )
    ]
