"""Each reminder knows the action that its title may name, of whatever kind it is, and is hidden with it."""

from django.db import migrations, models

import councils.isolation

_OF_ACTION = {
    "given": "reminders_handover",
    "taken": "reminders_handover",
    "own": "reminders_ownreminder",
    "date_change": "actions_datechange",
    "evidence": "actions_evidence",
}
_TABLES = ("reminders_reminder", *sorted(set(_OF_ACTION.values())))
_FIND = " ".join(
    f"WHEN kind = '{kind}' THEN (SELECT o.action_id FROM {table} o WHERE o.council_id = r.council_id AND o.id = r.object_id)"
    for kind, table in _OF_ACTION.items()
)
# Row-level security is forced for the owner of the tables too.
FILL = ";\n".join(
    [
        *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in _TABLES),
        "UPDATE reminders_reminder r SET action_id = CASE "
        f"WHEN kind IN ('action', 'recheck', 'completion', 'no_update') THEN r.object_id {_FIND} END",
        *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in _TABLES),
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0007_reviews_rooms_and_own_reminders_fall_due"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="reminder", name="reminders_reminder_hidden_action"),
        migrations.AddField(
            model_name="reminder",
            name="action_id",
            field=models.BigIntegerField(
                help_text="Of the action that its title may name: it is hidden with it.", null=True
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=councils.isolation.HiddenRows(
                column="action_id",
                name="reminders_reminder_hidden_action",
                setting="noticeboard.hidden_actions",
                where="action_id IS NOT NULL",
            ),
        ),
    ]
