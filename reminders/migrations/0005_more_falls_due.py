"""More falls due: completions for the board to confirm, meetings that nobody planned, what the Department owes, updates that
are owed, and actions that changed hands. A trigger on the actions' table notes who gave what to whom."""

from importlib import import_module

from django.db import migrations

before = import_module("reminders.migrations.0002_due_items")
_HEAD = "CREATE VIEW reminders_dueitem WITH (security_invoker = true) AS\n"
assert before.SQL.strip().startswith(_HEAD.strip())

# How often a board meets: of the changes that stand, and from when each counts.
_CHANGES = """
    SELECT c.to_every, greatest(c.from_on, c.answered_on) AS counts_from FROM boards_cadencechange c
    WHERE c.council_id = b.council_id AND c.board_id = b.id AND c.state IN ('consented', 'free')
"""
_SLACK = "CASE WHEN {every} LIKE '%M' THEN 14 ELSE 7 END"


def _by(every: str) -> str:
    """The last day that keeps a cadence, as boards.cadence counts it."""
    return f"(m.held_on + {every}::interval)::date + {_SLACK.format(every=every)}"


MORE = f"""
UNION ALL
-- For the board's next meeting after it was reported as done.
SELECT 'completion-' || a.id, a.council_id, 'completion', a.id, {before._TITLE},
       coalesce((SELECT min(m.held_on) FROM boards_meeting m
                 JOIN boards_board b ON b.council_id = m.council_id AND b.id = m.board_id
                 WHERE m.council_id = a.council_id AND b.notice_id = p.notice_id AND m.state <> 'cancelled'
                   AND m.held_on >= a.done_on), a.done_on + 28),
       NULL::bigint, NULL::bigint, a.ref, NULL::integer, NULL::integer, a.done_on
FROM actions_action a {before._OPEN_PLANS}
WHERE a.delivery = 'done'

UNION ALL
-- A meeting after which the next one is not planned in time. `since_on` is the next one: once it was held, it is past.
SELECT 'cadence-' || m.id, b.council_id, 'cadence', m.id, b.name || ': the next meeting is to be planned', d.by,
       NULL::bigint, NULL::bigint, '', m.number, NULL::integer, m.following
FROM (SELECT m.*, lead(m.held_on) OVER (PARTITION BY m.council_id, m.board_id ORDER BY m.held_on, m.id) AS following
      FROM boards_meeting m WHERE m.state <> 'cancelled') m
JOIN boards_board b ON b.council_id = m.council_id AND b.id = m.board_id
JOIN notices_notice n ON n.council_id = b.council_id AND n.id = b.notice_id AND n.state IN {before.STANDING}
CROSS JOIN LATERAL (
    SELECT coalesce((SELECT c.to_every FROM ({_CHANGES}) c WHERE c.counts_from <= m.held_on
                     ORDER BY c.counts_from DESC, c.to_every DESC LIMIT 1), b.meets_every) AS every
) r
CROSS JOIN LATERAL (
    SELECT greatest({_by("r.every")},
                    (SELECT max({_by("c.to_every")}) FROM ({_CHANGES}) c
                     WHERE c.counts_from > m.held_on AND c.counts_from <= {_by("r.every")})) AS by
) d
WHERE m.following IS NULL OR m.following > d.by

UNION ALL
-- To be answered before the day from which the board asks for it, and within two weeks.
SELECT 'consent-' || c.id, c.council_id, 'consent', c.id, 'Request ' || c.number || ': how often ' || b.name || ' meets',
       greatest(c.asked_on, least(c.from_on, c.asked_on + 14)),
       NULL::bigint, NULL::bigint, '', c.number, NULL::integer, c.asked_on
FROM boards_cadencechange c
JOIN boards_board b ON b.council_id = c.council_id AND b.id = c.board_id
JOIN notices_notice n ON n.council_id = b.council_id AND n.id = b.notice_id AND n.state IN {before.STANDING}
WHERE c.state = 'waiting'

UNION ALL
-- A report that was sent waits for the Department to say that it arrived, or to ask for changes.
SELECT 'answer-' || w.id, w.council_id, 'answer', w.id,
       CASE t.author WHEN 'board_chair' THEN 'Chair’s report' WHEN 'leader' THEN 'Leader’s report' ELSE 'Report' END
           || ' to ' || t.recipient,
       t.sent_on + 14, NULL::bigint, NULL::bigint, '', w.number, NULL::integer, t.sent_on
FROM reviews_writtenreport w
JOIN reviews_reportdue t ON t.council_id = w.council_id AND t.id = w.report_due_id
JOIN notices_notice n ON n.council_id = t.council_id AND n.id = t.notice_id AND n.state IN {before.STANDING}
WHERE w.state = 'sent' AND t.sent_on IS NOT NULL

UNION ALL
-- Begun, and silent for as long as the council's rules allow. `since_on` is the action's own date: an overdue action asks
-- for its update as such.
SELECT 'no_update-' || a.id, a.council_id, 'no_update', a.id, a.ref || ' ' || a.title,
       a.reported_on + CASE WHEN s.id IS NULL THEN 35 ELSE s.silent_after END,
       a.owner_id, a.owner_organisation_id, a.ref, NULL::integer, NULL::integer, a.due_on
FROM actions_action a {before._OPEN_PLANS}
LEFT JOIN reminders_councilrules s ON s.council_id = a.council_id
WHERE a.delivery = 'in_progress' AND a.reported_on IS NOT NULL AND (s.id IS NULL OR s.silent_after IS NOT NULL)

UNION ALL
-- Given by somebody else, and still theirs.
SELECT 'given-' || h.id, h.council_id, 'given', h.id, {before._TITLE}, h.on, h.to_owner_id, h.to_organisation_id,
       a.ref, NULL::integer, NULL::integer, NULL::date
FROM reminders_handover h
JOIN actions_action a ON a.council_id = h.council_id AND a.id = h.action_id {before._OPEN_PLANS}
WHERE a.delivery IN ('not_started', 'in_progress') AND h.by_id IS DISTINCT FROM h.to_owner_id
  AND (h.to_owner_id = a.owner_id OR (h.to_owner_id IS NULL AND h.to_organisation_id = a.owner_organisation_id))
  AND NOT EXISTS (SELECT FROM reminders_handover l
                  WHERE l.council_id = h.council_id AND l.action_id = h.action_id AND l.id > h.id)

UNION ALL
SELECT 'taken-' || h.id, h.council_id, 'taken', h.id, {before._TITLE}, h.on, h.from_owner_id, h.from_organisation_id,
       a.ref, NULL::integer, NULL::integer, NULL::date
FROM reminders_handover h
JOIN actions_action a ON a.council_id = h.council_id AND a.id = h.action_id {before._OPEN_PLANS}
WHERE h.by_id IS DISTINCT FROM h.from_owner_id
  AND (h.from_owner_id <> coalesce(a.owner_id, 0) OR (
      h.from_owner_id IS NULL AND h.from_organisation_id <> coalesce(a.owner_organisation_id, 0)))
"""

# The words say "immediately": the duty of an event falls due on the day of the event itself.
_AT_ONCE = """
    i.kind IN ('duty', 'chair_duty', 'department_duty') AND EXISTS (
        SELECT FROM notices_occurrence o
        WHERE o.council_id = i.council_id AND o.id = i.object_id AND o.due_on <= o.happened_on)
"""
SQL = f"{_HEAD}SELECT i.*, {_AT_ONCE} AS at_once FROM ({before.SQL.replace(_HEAD, '', 1)}{MORE}) i"

_CHANGED = "OLD.owner_id IS DISTINCT FROM NEW.owner_id OR OLD.owner_organisation_id IS DISTINCT FROM NEW.owner_organisation_id"
_ACTOR = "nullif(current_setting('noticeboard.user_id', true), '')::bigint"
TRIGGER = f"""
CREATE FUNCTION reminders_note_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reminders_handover (
        council_id, action_id, from_owner_id, from_organisation_id, to_owner_id, to_organisation_id, "on", by_id)
    VALUES (
        NEW.council_id, NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.owner_id END,
        CASE WHEN TG_OP = 'UPDATE' THEN OLD.owner_organisation_id END, NEW.owner_id, NEW.owner_organisation_id,
        (now() AT TIME ZONE 'Europe/London')::date, {_ACTOR});
    RETURN NULL;
END $$;
CREATE TRIGGER reminders_changed_hands AFTER UPDATE OF owner_id, owner_organisation_id ON actions_action
    FOR EACH ROW WHEN ({_CHANGED}) EXECUTE FUNCTION reminders_note_handover();
CREATE TRIGGER reminders_given AFTER INSERT ON actions_action
    FOR EACH ROW WHEN ({_ACTOR} IS NOT NULL AND NEW.owner_id IS DISTINCT FROM {_ACTOR}
                       AND (NEW.owner_id IS NOT NULL OR NEW.owner_organisation_id IS NOT NULL))
    EXECUTE FUNCTION reminders_note_handover();
"""
NO_TRIGGER = """
DROP TRIGGER reminders_changed_hands ON actions_action;
DROP TRIGGER reminders_given ON actions_action;
DROP FUNCTION reminders_note_handover();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0004_rules_absence_handover"),
        ("actions", "0001_initial"),
        ("boards", "0001_initial"),
        ("reviews", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            f"DROP VIEW reminders_dueitem;\n{SQL}", f"DROP VIEW reminders_dueitem;\n{before.SQL}"
        ),
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
    ]
