"""A meeting that is open for papers or whose papers are issued is still to come; its cut-off while officers may update."""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("reminders.migrations.0004_duties_fall_due").SQL
_PLANNED = "WHERE m.state = 'planned' "
_MEETING, _CUT_OFF, _REST = BEFORE.split(_PLANNED)
SQL = (
    f"{_MEETING}WHERE m.state IN ('planned', 'open', 'issued') "
    f"{_CUT_OFF}WHERE m.state IN ('planned', 'open') {_REST}"
)


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0004_duties_fall_due"),
        ("boards", "0002_life_of_a_meeting"),
    ]

    operations = [
        migrations.RunSQL(f"DROP VIEW reminders_dueitem;\n{SQL}", f"DROP VIEW reminders_dueitem;\n{BEFORE}"),
    ]
