"""Reporting progress on an action: the verb that happens most, so it costs four statements."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from councils import audit
from councils.models import User

from ..history import Edit, edits_since
from ..models import Action, ActionUpdate
from ..models.action import FINISHED, OPEN, OWNER_MAY_SET, Confidence
from ..permissions import why_not_reportable


class Stale(Exception):
    """Somebody saved this action after the person started. Holds what changed meanwhile; nothing was written."""

    def __init__(self, action: Action, updates: Sequence[ActionUpdate], edits: Sequence[Edit]) -> None:
        super().__init__(f"{action.ref} is at version {action.version} by now.")
        self.action = action  # as it is now
        self.updates = list(updates)  # reported meanwhile, newest first
        self.edits = list(edits)  # changed in the plan meanwhile, newest first


def report_progress(
    action: Action,
    *,
    by: User,
    on: datetime.date,
    based_on: int,
    delivery: str,
    confidence: str,
    narrative: str,
    evidence_of_impact: str = "",
    recovery: str = "",
    no_change: bool = False,
    checked: Sequence[str] = (),
) -> ActionUpdate:
    """Append an update and make it the state of the action, if the action is still at version `based_on`.

    Raises Stale when it is not; the same report by the same person twice (a double click, a repeated request) is one
    update, returned again. `no_change` repeats delivery and confidence, and no words. Raises ValidationError, keyed by
    field, for what an owner cannot say.

    Confidence is a judgement of open actions: reporting "done" sets it to on track, and a recovery step is kept only
    with a worry. `checked`: kinds of clues to a child that the person was warned of and confirmed; the audit log keeps
    the kinds, never the words. Nothing is raised after the first write, so no savepoint is needed inside a request's transaction.
    """
    if reason := why_not_reportable(action, on=on):
        raise ValidationError(reason)
    report = _report(action, delivery, confidence, narrative, evidence_of_impact, recovery, no_change)
    return append(
        "reported progress", action, by=by, on=on, based_on=based_on, report=report, checked=checked
    )


def append(
    verb: str,
    action: Action,
    *,
    by: User | None,
    on: datetime.date,
    based_on: int,
    report: Mapping[str, str | bool],
    also: Mapping[str, datetime.date | None] | None = None,
    checked: Sequence[str] = (),
) -> ActionUpdate:
    """Write an update and make it the action's state, in four statements; `also`: other columns that go with it."""
    done_on = (action.done_on or on) if report["delivery"] in FINISHED else None
    version = based_on + 1
    before = {"delivery": action.delivery, "confidence": action.confidence}
    with transaction.atomic(savepoint=False):
        saved = Action.objects.filter(pk=action.pk, council_id=action.council_id, version=based_on).update(
            delivery=report["delivery"],
            confidence=report["confidence"],
            done_on=done_on,
            reported_on=on,
            version=version,
            **(also or {}),
        )
        if saved:
            update = ActionUpdate.objects.create(
                council_id=action.council_id,
                action=action,
                version=version,
                reported_on=on,
                reported_by=by,
                **report,
            )
            audit.record(
                verb,
                council_id=action.council_id,
                about=action,
                by=by,
                link=action.get_absolute_url(),
                version=version,
                before=before,
                after={name: report[name] for name in before},
                no_change=update.no_change,
                **({"confirmed_that_nobody_can_be_identified": list(checked)} if checked else {}),
            )
    if not saved:
        return _already_saved(action, by=by, on=on, based_on=based_on, report=report)
    action.delivery, action.confidence = str(report["delivery"]), str(report["confidence"])
    action.done_on, action.reported_on, action.version = done_on, on, version
    for name, value in (also or {}).items():
        setattr(action, name, value)
    return update


def _report(
    action: Action,
    delivery: str,
    confidence: str,
    narrative: str,
    evidence: str,
    recovery: str,
    no_change: bool,
) -> dict[str, str | bool]:
    """The columns of the update, cleaned."""
    if no_change:
        if action.reported_on is None:
            raise ValidationError(
                {"delivery": "Nothing has been reported yet, so there is a first update to write."}
            )
        delivery, confidence, narrative, evidence, recovery = action.delivery, action.confidence, "", "", ""
    if delivery not in OWNER_MAY_SET:
        raise ValidationError({"delivery": "Select how far the work has come"})
    if delivery not in OPEN:
        confidence = Confidence.ON_TRACK
    if confidence not in Confidence.values:
        raise ValidationError({"confidence": "Select how sure you are of its date"})
    narrative, evidence, recovery = narrative.strip(), evidence.strip(), recovery.strip()
    if confidence == Confidence.ON_TRACK:
        recovery = ""
    elif not no_change:
        missing = {
            "narrative": "Enter why it is at risk or off track" if not narrative else "",
            "recovery": "Enter what will bring it back" if not recovery else "",
        }
        if any(missing.values()):
            raise ValidationError({field: message for field, message in missing.items() if message})
    return {
        "delivery": str(delivery),
        "confidence": str(confidence),
        "narrative": narrative,
        "evidence_of_impact": evidence,
        "recovery": recovery,
        "no_change": no_change,
    }


def _already_saved(
    action: Action, *, by: User | None, on: datetime.date, based_on: int, report: Mapping[str, str | bool]
) -> ActionUpdate:
    """The very same report, saved already; or Stale."""
    stale = stale_since(action, based_on)
    first = stale.updates[-1] if stale.updates else None
    if (
        first is not None
        and (first.version, first.reported_by_id, first.reported_on) == (based_on + 1, by and by.pk, on)
        and all(getattr(first, name) == value for name, value in report.items())
    ):
        return first
    raise stale


def stale_since(action: Action, version: int) -> Stale:
    """What happened to the action since `version`, ready to raise."""
    now: Action = Action.objects.select_related("plan", "objective", "owner", "owner_organisation").get(
        pk=action.pk, council_id=action.council_id
    )
    now.council = action.council
    updates = (
        ActionUpdate.objects.filter(council_id=action.council_id, action_id=action.pk, version__gt=version)
        .select_related("reported_by")
        .order_by("-version")
    )
    return Stale(now, list(updates), edits_since(now, version))
