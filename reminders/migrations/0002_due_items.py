"""The view behind DueItem.

PostgreSQL refuses to change the type of a column that a view reads: a migration of a floor below that must do so drops
the view first and creates it again (run `SQL` of the newest such migration).
"""

from django.db import migrations

STANDING = "('in_force', 'period_ended', 'under_review')"

SQL = rf"""
CREATE VIEW reminders_dueitem WITH (security_invoker = true) AS

SELECT 'action-' || a.id AS id, a.council_id, 'action'::text AS kind, a.id AS object_id,
       a.ref || ' ' || a.title AS title, a.due_on, a.owner_id, a.owner_organisation_id,
       a.ref::text AS ref, NULL::integer AS number, NULL::integer AS seq, NULL::date AS since_on
FROM actions_action a
JOIN actions_plan p ON p.council_id = a.council_id AND p.id = a.plan_id
JOIN notices_notice n ON n.council_id = a.council_id AND n.id = p.notice_id
WHERE a.delivery IN ('not_started', 'in_progress') AND a.due_on IS NOT NULL
  AND p.state <> 'closed' AND n.state IN {STANDING}

UNION ALL
-- What the chair, the Leader and the Department owe is followed as a report or a review (below), and the plan as the
-- plan: not a second time by its clause. Only where that row is there, so that nothing is left to nobody.
SELECT 'deadline-' || d.id, d.council_id, 'deadline', d.id,
       CASE WHEN r.label = '' THEN 'Item ' || r.seq ELSE 'Paragraph ' || r.label END || ': ' ||
       CASE WHEN length(r.text) > 140 THEN regexp_replace(left(r.text, 140), '\s+\S*$', '') || ' …' ELSE r.text END,
       d.due_on, NULL::bigint, NULL::bigint, '', n.number, r.seq, NULL::date
FROM notices_deadline d
JOIN notices_requirement r ON r.council_id = d.council_id AND r.id = d.requirement_id
JOIN notices_notice n ON n.council_id = d.council_id AND n.id = r.notice_id
WHERE d.due_on IS NOT NULL AND n.state IN {STANDING}
  AND r.kind NOT IN ('recital', 'consequence')
  AND NOT (r.binds IN ('board_chair', 'leader', 'department') AND (
      EXISTS (
          SELECT FROM reviews_review v
          WHERE v.council_id = d.council_id AND v.notice_id = n.id AND v.due_on = d.due_on)
      OR EXISTS (
          SELECT FROM reviews_reportdue t
          WHERE t.council_id = d.council_id AND t.notice_id = n.id AND t.due_on = d.due_on)))
  AND NOT (r.text ILIKE '%plan%' AND EXISTS (
      SELECT FROM actions_plan p
      WHERE p.council_id = d.council_id AND p.notice_id = n.id AND p.due_on = d.due_on))
  AND COALESCE((
      SELECT j.value FROM notices_compliancejudgement j
      WHERE j.council_id = d.council_id AND j.requirement_id = r.id ORDER BY j.judged_on DESC, j.id DESC LIMIT 1
  ), '') NOT IN ('met', 'sustained')

UNION ALL
SELECT 'plan-' || p.id, p.council_id, 'plan', p.id, p.title || ' to be agreed', p.due_on,
       NULL::bigint, NULL::bigint, '', n.number, NULL::integer, NULL::date
FROM actions_plan p
JOIN notices_notice n ON n.council_id = p.council_id AND n.id = p.notice_id
WHERE p.state IN ('drafting', 'with_partners', 'with_board') AND p.due_on IS NOT NULL AND n.state IN {STANDING}

UNION ALL
SELECT 'meeting-' || m.id, m.council_id, 'meeting', m.id, b.name || ', meeting ' || m.number, m.held_on,
       NULL::bigint, NULL::bigint, '', m.number, NULL::integer, NULL::date
FROM boards_meeting m
JOIN boards_board b ON b.council_id = m.council_id AND b.id = m.board_id
JOIN notices_notice n ON n.council_id = m.council_id AND n.id = b.notice_id
WHERE m.state = 'planned' AND n.state IN {STANDING}

UNION ALL
SELECT 'cut_off-' || m.id, m.council_id, 'cut_off', m.id, 'Updates for ' || b.name || ', meeting ' || m.number,
       m.cut_off_on, NULL::bigint, NULL::bigint, '', m.number, NULL::integer,
       (SELECT max(l.held_on) FROM boards_meeting l
        WHERE l.council_id = m.council_id AND l.board_id = m.board_id AND l.state <> 'cancelled'
          AND l.held_on < m.held_on)
FROM boards_meeting m
JOIN boards_board b ON b.council_id = m.council_id AND b.id = m.board_id
JOIN notices_notice n ON n.council_id = m.council_id AND n.id = b.notice_id
WHERE m.state = 'planned' AND n.state IN {STANDING}

UNION ALL
SELECT 'review-' || v.id, v.council_id, 'review', v.id,
       CASE v.kind WHEN 'initial' THEN 'Initial review' WHEN 'further' THEN 'Further review'
                   WHEN 'final' THEN 'Final review' ELSE 'Review' END || ' by the Department',
       v.due_on, NULL::bigint, NULL::bigint, '', n.number, NULL::integer, NULL::date
FROM reviews_review v
JOIN notices_notice n ON n.council_id = v.council_id AND n.id = v.notice_id
WHERE v.held_on IS NULL AND n.state IN {STANDING}

UNION ALL
SELECT CASE t.author WHEN 'board_chair' THEN 'chair_report' WHEN 'leader' THEN 'leader_report' ELSE 'report' END
           || '-' || t.id,
       t.council_id,
       CASE t.author WHEN 'board_chair' THEN 'chair_report' WHEN 'leader' THEN 'leader_report' ELSE 'report' END,
       t.id,
       CASE t.author WHEN 'board_chair' THEN 'Chair’s report' WHEN 'leader' THEN 'Leader’s report'
                     WHEN 'partner' THEN 'Partner’s report' ELSE 'Report' END || ' to ' || t.recipient,
       t.due_on, NULL::bigint, NULL::bigint, '', n.number, NULL::integer, NULL::date
FROM reviews_reportdue t
JOIN notices_notice n ON n.council_id = t.council_id AND n.id = t.notice_id
WHERE t.sent_on IS NULL AND n.state IN {STANDING}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0001_initial"),
        ("notices", "0001_initial"),
        ("actions", "0001_initial"),
        ("boards", "0001_initial"),
        ("reviews", "0001_initial"),
    ]

    operations = [migrations.RunSQL(SQL, "DROP VIEW reminders_dueitem")]
