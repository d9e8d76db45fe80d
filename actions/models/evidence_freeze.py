"""What was cited in a review that has been held stays as it was: the rows under frozen evidence, in the database."""

from __future__ import annotations

import pgtrigger

_REFUSE = """
    IF EXISTS (
        SELECT FROM actions_evidence e
        WHERE e.frozen_on IS NOT NULL
          AND (e.council_id, e.id) IN (VALUES (OLD.council_id, OLD.evidence_id), (NEW.council_id, NEW.evidence_id))
    ) THEN
        RAISE EXCEPTION 'Evidence that a review cites is frozen. Add new evidence in its place.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


def refuse_when_frozen() -> pgtrigger.Trigger:
    """For a table with `evidence_id`: no row of frozen evidence comes, goes or changes."""
    return pgtrigger.Trigger(
        name="evidence_is_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_REFUSE,
    )
