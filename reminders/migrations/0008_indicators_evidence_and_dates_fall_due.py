"""Evidence that goes out of date, values of indicators, changes to be checked again and new dates asked fall due too.

A title never holds words of what only named people may see: the send log keeps titles.
"""

from importlib import import_module

from django.db import migrations, models

import councils.isolation

BEFORE: str = import_module("reminders.migrations.0005_meetings_that_are_prepared").SQL
STANDING = "('in_force', 'period_ended', 'under_review')"
_TITLE = "a.ref || CASE WHEN a.restricted THEN '' ELSE ' ' || a.title END"
_OPEN_PLANS = f"""
JOIN actions_plan p ON p.council_id = a.council_id AND p.id = a.plan_id AND p.state NOT IN ('paused', 'closed')
JOIN notices_notice n ON n.council_id = a.council_id AND n.id = p.notice_id AND n.state IN {STANDING}
"""
# Evidence and indicators that are of no action or objective count while the council answers an instrument at all.
_ANSWERS = "EXISTS (SELECT FROM notices_notice n WHERE n.council_id = {} AND n.state IN " + STANDING + ")"
_STEP = (
    "CASE i.frequency WHEN 'weekly' THEN interval '7 days' WHEN 'monthly' THEN interval '1 month' "
    "WHEN 'quarterly' THEN interval '3 months' WHEN 'half_yearly' THEN interval '6 months' ELSE interval '1 year' END"
)
MORE = rf"""
UNION ALL
-- Accepted, with a last day, and nothing newer in its place. That of an action that is hidden from the reader is hidden.
SELECT 'evidence-' || e.id, e.council_id, 'evidence', e.id,
       'Evidence ' || e.number || CASE WHEN e.restricted OR a.restricted THEN '' ELSE ': ' || e.title END,
       e.expires_on, e.submitted_by_id, NULL::bigint, '', e.number, NULL::integer, NULL::date
FROM actions_evidence e
LEFT JOIN actions_action a ON a.council_id = e.council_id AND a.id = e.action_id
LEFT JOIN actions_plan p ON p.council_id = a.council_id AND p.id = a.plan_id
WHERE e.state = 'accepted' AND e.expires_on IS NOT NULL AND (e.action_id IS NULL OR a.id IS NOT NULL)
  AND (p.id IS NULL OR p.state <> 'closed')
  AND NOT EXISTS (SELECT FROM actions_evidence w WHERE w.council_id = e.council_id AND w.replaces_id = e.id)
  AND {_ANSWERS.format("e.council_id")}

UNION ALL
-- The first period after the newest value that was handed in: due as many days after its end as the indicator allows
-- (unset: as many as the period has), as indicator_periods.stale_since counts.
SELECT 'value-' || i.id, i.council_id, 'value', i.id, i.ref || ' ' || i.title,
       s.ends_on + coalesce(i.stale_after, s.ends_on - s.starts_on + 1),
       i.owner_id, i.owner_organisation_id, i.ref, NULL::integer, NULL::integer, s.starts_on
FROM actions_indicator i
CROSS JOIN LATERAL (
    SELECT max(o.period_on) AS on FROM actions_observation o
    WHERE o.council_id = i.council_id AND o.indicator_id = i.id AND o.state IN ('submitted', 'approved', 'locked')
) newest
CROSS JOIN LATERAL (
    SELECT (i.first_period_on + k.n * {_STEP})::date AS starts_on,
           (i.first_period_on + (k.n + 1) * {_STEP})::date - 1 AS ends_on
    FROM generate_series(0, 600) AS k (n)
    WHERE newest.on IS NULL OR (i.first_period_on + k.n * {_STEP})::date > newest.on
    ORDER BY k.n LIMIT 1
) s
WHERE i.state = 'active' AND {_ANSWERS.format("i.council_id")}

UNION ALL
SELECT 'recheck-' || a.id, a.council_id, 'recheck', a.id, {_TITLE}, a.recheck_on,
       NULL::bigint, NULL::bigint, a.ref, NULL::integer, NULL::integer, NULL::date
FROM actions_action a {_OPEN_PLANS}
WHERE a.delivery = 'confirmed' AND a.recheck_on IS NOT NULL

UNION ALL
-- To be decided before the date that it asks to change has passed; asked later than that, at once.
SELECT 'date_change-' || d.id, d.council_id, 'date_change', d.id, {_TITLE},
       greatest(d.from_due_on, d.asked_on), NULL::bigint, NULL::bigint, a.ref, d.number, NULL::integer, NULL::date
FROM actions_datechange d
JOIN actions_action a ON a.council_id = d.council_id AND a.id = d.action_id {_OPEN_PLANS}
WHERE d.state = 'asked'
"""
SQL = BEFORE + MORE

KINDS = [
    ("action", "Action"),
    ("deadline", "Deadline in the notice"),
    ("duty", "Recurring duty"),
    ("chair_duty", "Recurring duty of the chair"),
    ("department_duty", "Recurring duty of the Department"),
    ("plan", "Plan to be agreed"),
    ("meeting", "Board meeting"),
    ("cut_off", "Updates for the board"),
    ("review", "Review by the Department"),
    ("chair_report", "Chair’s report"),
    ("leader_report", "Leader’s report"),
    ("report", "Report of somebody else"),
    ("evidence", "Evidence going out of date"),
    ("value", "Value of an indicator"),
    ("recheck", "Action to be checked again"),
    ("date_change", "New date asked for"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0007_calendar_feeds"),
        ("actions", "0012_restricted_actions"),
    ]

    operations = [
        migrations.RunSQL(f"DROP VIEW reminders_dueitem;\n{SQL}", f"DROP VIEW reminders_dueitem;\n{BEFORE}"),
        migrations.AlterField("reminder", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.RemoveConstraint("reminder", "reminders_reminder_hidden_action"),
        migrations.AddConstraint(
            "reminder",
            councils.isolation.HiddenRows(
                name="reminders_reminder_hidden_action",
                column="object_id",
                setting="noticeboard.hidden_actions",
                where="kind IN ('action', 'recheck')",
            ),
        ),
    ]
