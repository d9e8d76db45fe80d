"""What recurring clauses and events ask for falls due like anything else; a deadline that is met does not any more."""

from importlib import import_module

from django.db import migrations, models

BEFORE: str = import_module("reminders.migrations.0003_removed_clauses_are_not_due").SQL
STANDING = "('in_force', 'period_ended', 'under_review')"
_DATED = "WHERE d.due_on IS NOT NULL "
# A judgement that the clause is met today does not end what recurs: the next time is due all the same.
DUTIES = rf"""
UNION ALL
SELECT 'duty-' || o.id, o.council_id,
       CASE r.binds WHEN 'board_chair' THEN 'chair_duty' WHEN 'department' THEN 'department_duty' ELSE 'duty' END,
       o.id,
       CASE WHEN r.label = '' THEN 'Item ' || r.seq ELSE 'Paragraph ' || r.label END ||
       CASE WHEN o.happened_on IS NULL THEN ', “' || d.span || '”'
            ELSE ', event of ' || to_char(o.happened_on, 'FMDD FMMonth YYYY') END || ': ' ||
       CASE WHEN length(r.text) > 140 THEN regexp_replace(left(r.text, 140), '\s+\S*$', '') || ' …' ELSE r.text END,
       o.due_on, NULL::bigint, NULL::bigint, '', n.number, r.seq, NULL::date
FROM notices_occurrence o
JOIN notices_deadline d ON d.council_id = o.council_id AND d.id = o.deadline_id
JOIN notices_requirement r ON r.council_id = d.council_id AND r.id = d.requirement_id
JOIN notices_notice n ON n.council_id = r.council_id AND n.id = r.notice_id
WHERE o.met_on IS NULL AND o.missed_on IS NULL AND n.state IN {STANDING} AND r.removed_in IS NULL
"""
SQL = BEFORE.replace(_DATED, f"{_DATED}AND d.met_on IS NULL AND d.kind <> 'recurring' ") + DUTIES
assert len(SQL) > len(BEFORE + DUTIES)

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
]


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0003_removed_clauses_are_not_due"),
        ("notices", "0005_what_deadlines_count_from"),
    ]

    operations = [
        migrations.RunSQL(
            f"DROP VIEW reminders_dueitem;\n{SQL}", f"DROP VIEW reminders_dueitem;\n{BEFORE}"
        ),
        migrations.AlterField("reminder", "kind", models.CharField(choices=KINDS, max_length=16)),
    ]
