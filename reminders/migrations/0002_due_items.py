"""The view behind DueItem: everything that falls due, of whatever room.

PostgreSQL refuses to change the type of a column that a view reads: a migration of a floor below that must do so drops
the view first and creates it again (run `SQL` of the newest such migration).

A title never holds words of what only named people may see: the send log keeps titles.
"""

from django.db import migrations

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
WHERE d.due_on IS NOT NULL AND d.met_on IS NULL AND d.kind <> 'recurring' AND n.state IN {STANDING}
  AND r.kind NOT IN ('recital', 'consequence') AND r.removed_in IS NULL
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
WHERE m.state IN ('planned', 'open', 'issued') AND n.state IN {STANDING}

UNION ALL
SELECT 'cut_off-' || m.id, m.council_id, 'cut_off', m.id, 'Updates for ' || b.name || ', meeting ' || m.number,
       m.cut_off_on, NULL::bigint, NULL::bigint, '', m.number, NULL::integer,
       (SELECT max(l.held_on) FROM boards_meeting l
        WHERE l.council_id = m.council_id AND l.board_id = m.board_id AND l.state <> 'cancelled'
          AND l.held_on < m.held_on)
FROM boards_meeting m
JOIN boards_board b ON b.council_id = m.council_id AND b.id = m.board_id
JOIN notices_notice n ON n.council_id = m.council_id AND n.id = b.notice_id
WHERE m.state IN ('planned', 'open') AND n.state IN {STANDING}

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

UNION ALL
-- A judgement that the clause is met today does not end what recurs: the next time is due all the same.
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


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0001_initial"),
        ("notices", "0001_initial"),
        ("actions", "0001_initial"),
        ("boards", "0001_initial"),
        ("reviews", "0001_initial"),
    ]

    operations = [migrations.RunSQL(SQL, "DROP VIEW reminders_dueitem")]
