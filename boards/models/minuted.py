"""What belongs to a meeting stays as it was once its minutes are agreed: refused in the database."""

from __future__ import annotations

import pgtrigger

_REFUSE = """
    IF EXISTS (
        SELECT FROM boards_meeting m
        WHERE m.state IN ('agreed', 'closed')
          AND (m.council_id, m.id) IN (VALUES (OLD.council_id, OLD.meeting_id), (NEW.council_id, NEW.meeting_id))
    ) THEN
        RAISE EXCEPTION 'The minutes of this meeting are agreed: they cannot be changed.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


def refuse_when_minuted() -> pgtrigger.Trigger:
    """For a table with `meeting_id`: no row of a meeting whose minutes are agreed comes, goes or changes."""
    return pgtrigger.Trigger(
        name="minutes_are_agreed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_REFUSE,
    )
