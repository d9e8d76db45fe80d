"""More falls due: looks from outside that are late, serious incidents that the Department has not acknowledged, correspondence
to be followed up, and what a person wants to be reminded of themselves. The e-mails of a restricted action name its
reference alone."""

from importlib import import_module

from django.db import migrations

first = import_module("reminders.migrations.0002_due_items")
before = import_module("reminders.migrations.0005_more_falls_due")

_TITLE = "a.ref || CASE WHEN a.restricted THEN ' (restricted)' ELSE ' ' || a.title END"
_OF = "NULL::bigint, NULL::bigint, ''"

MORE = f"""
UNION ALL
-- Commissioned, neither done nor called off.
SELECT 'validation-' || v.id, v.council_id, 'validation', v.id,
       CASE v.kind WHEN 'peer_review' THEN 'Peer review' WHEN 'diagnostic' THEN 'Diagnostic' ELSE 'Look from outside' END
           || ' by ' || v.provider,
       v.due_on, {_OF}, v.number, NULL::integer, NULL::date
FROM reviews_validation v
WHERE v.done_on IS NULL AND v.called_off_on IS NULL AND {first._ANSWERS.format("v.council_id")}

UNION ALL
-- The day after it was given, whatever the notice: an e-mail of its own went at once. It tells nothing of the incident.
SELECT 'incident-' || i.id, i.council_id, 'incident', i.id, 'Serious incident ' || i.number,
       (i.given_at AT TIME ZONE 'Europe/London')::date + 1, {_OF}, i.number, NULL::integer, NULL::date
FROM reviews_incident i
WHERE i.acknowledged_at IS NULL

UNION ALL
-- The side that entered it promised it. Not a word of the letter: the send log is read by more than the letter is.
SELECT CASE WHEN c.of_department THEN 'dfe_follow_up-' ELSE 'follow_up-' END || c.id, c.council_id,
       CASE WHEN c.of_department THEN 'dfe_follow_up' ELSE 'follow_up' END, c.id, 'Correspondence ' || c.number,
       c.follow_up_on, CASE WHEN NOT c.of_department THEN c.entered_by_id END, NULL::bigint, '', c.number,
       NULL::integer, NULL::date
FROM reviews_correspondence c
WHERE c.follow_up_on IS NOT NULL AND c.followed_up_on IS NULL AND {first._ANSWERS.format("c.council_id")}

UNION ALL
-- A person's own, of whatever action they may see, as long as they like.
SELECT 'own-' || o.id, o.council_id, 'own', o.id,
       a.ref || CASE WHEN a.restricted THEN ' (restricted)' ELSE ': ' || o.note END,
       o.on, o.user_id, NULL::bigint, a.ref, NULL::integer, NULL::integer, NULL::date
FROM reminders_ownreminder o
JOIN actions_action a ON a.council_id = o.council_id AND a.id = o.action_id
WHERE o.done_on IS NULL
"""

_END = ") i"
_HEAD, _WHOLE = "SELECT i.*, ", before.SQL
assert _HEAD in _WHOLE and _WHOLE.endswith(_END)
_WORDS = {"a.ref || ' ' || a.title AS title": f"{_TITLE} AS title", "a.ref || ' ' || a.title,": f"{_TITLE},"}
SQL = _WHOLE.removesuffix(_END).replace(first._TITLE, _TITLE) + MORE + _END
for _old, _new in _WORDS.items():
    assert SQL.count(_old) == 1
    SQL = SQL.replace(_old, _new)


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0006_own_reminders_and_task_counts"),
        ("reviews", "0002_validation_incidents_correspondence_concerns"),
    ]

    operations = [
        migrations.RunSQL(
            f"DROP VIEW reminders_dueitem;\n{SQL}", f"DROP VIEW reminders_dueitem;\n{before.SQL}"
        )
    ]
