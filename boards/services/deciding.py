"""The board decides of one item of its agenda: the verbs of the plan and the notice, tied to the minute that made them.

What is decided takes effect at once. Until the minutes are agreed it can be undone: another row that puts back what was
before, never a deletion.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actions.models import ActionUpdate, DateChange, Evidence
from actions.services import agree_date_change, agree_version, decide, refuse_date_change, return_version
from actions.services.evidence import accept_evidence, return_evidence
from actions.services.progress import Stale
from actions.services.taking_back import (
    take_back_date_decision,
    take_back_decision,
    take_back_evidence_decision,
)
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused
from councils.status import word
from notices import periods
from notices.models import ComplianceJudgement
from notices.services import judge_compliance, take_back_judgement

from ..life import RUNNING
from ..models import AgendaItem, ItemKind, MeetingDecision
from .meeting import hold, next_number, sign

Kind = MeetingDecision.Kind
RECHECK_AFTER = "P6M"  # a core system takes six to twelve months to settle (actions/views/decisions.py)
# What can be decided of an item of each kind; anything can be noted.
OPTIONS: dict[ItemKind, tuple[MeetingDecision.Kind, ...]] = {
    ItemKind.COMPLETION: (Kind.CONFIRM, Kind.RETURN),
    ItemKind.DATE_CHANGE: (Kind.AGREE_DATE, Kind.REFUSE_DATE),
    ItemKind.EVIDENCE: (Kind.ACCEPT, Kind.SEND_BACK),
    ItemKind.REQUIREMENT: (Kind.JUDGE,),
    ItemKind.CONSENT: (Kind.AGREE_PLAN, Kind.RETURN_PLAN),
}
NEEDS_WHY = {
    Kind.RETURN: "Enter what is missing, so that the owner knows what to do",
    Kind.REFUSE_DATE: "Enter why the board refuses the new date",
    Kind.SEND_BACK: "Enter what is missing, so that it can be put right",
    Kind.JUDGE: "Enter why the requirement is judged so",
    Kind.RETURN_PLAN: "Enter what the board wants changed",
}
FOR_GOOD = (Kind.AGREE_PLAN, Kind.RETURN_PLAN)


def options_of(item: AgendaItem) -> tuple[MeetingDecision.Kind, ...]:
    return (*OPTIONS.get(ItemKind(item.kind), ()), Kind.NOTE)


@dataclass(frozen=True)
class _Made:
    """What a decision made: its words for the minutes, the row, and what undoing it needs."""

    words: str = ""
    row: dict[str, Any] | None = None
    before: dict[str, Any] | None = None


@dataclass(frozen=True)
class _Given:
    by: User
    on: datetime.date
    why: str
    based_on: int
    value: str


@transaction.atomic
def decide_item(
    item: AgendaItem,
    *,
    by: User,
    on: datetime.date,
    decision: str,
    why: str = "",
    based_on: int = 0,
    value: str = "",
) -> MeetingDecision:
    """`based_on`: the version of the action or the evidence that the board looked at; `value`: of a judgement.

    Raises Refused, or the ValidationError of the verb below, when it cannot be decided so.
    """
    meeting = item.meeting
    hold(meeting, states=RUNNING)
    kind = Kind(decision)
    if kind not in options_of(item):
        raise Refused("This cannot be decided of such an item.")
    if item.dropped:
        raise Refused("This item was dropped from the agenda.")
    if kind in NEEDS_WHY and not why.strip():
        raise Refused(NEEDS_WHY[kind])
    standing = item.decisions.standing()
    if kind != Kind.NOTE and standing.exclude(kind=Kind.NOTE).exists():
        raise Refused("The board has decided this item already. Undo that decision first.")
    made = _VERBS[kind](item, _Given(by=by, on=on, why=why.strip(), based_on=based_on, value=value))
    row = MeetingDecision.objects.create(
        council_id=item.council_id,
        meeting=meeting,
        item=item,
        number=_next_number(item),
        kind=kind,
        about=item.title,
        words=made.words or kind.label,
        why=why.strip(),
        decided_on=on,
        decided_by=by,
        before=made.before or {},
        **(made.row or {}),
    )
    sign("recorded a decision of the board", meeting, by, minute=row.number, kind=row.kind, item=item.number)
    return row


@transaction.atomic
def undo_decision(decision: MeetingDecision, *, by: User, on: datetime.date) -> MeetingDecision:
    """Put back what was before. Raises Refused when something was built on the decision since."""
    hold(decision.meeting, states=RUNNING)
    if decision.kind == Kind.UNDO or decision.reversals.exists():
        raise Refused("This decision is undone already.")
    if decision.kind in FOR_GOOD:
        raise Refused("A decision on the plan cannot be undone here. Put a new version to the board.")
    made = _UNDO[Kind(decision.kind)](decision, by, on)
    row = MeetingDecision.objects.create(
        council_id=decision.council_id,
        meeting=decision.meeting,
        item=decision.item,
        number=_next_number(decision.item),
        kind=Kind.UNDO,
        about=decision.about,
        words=f"Minute {decision.number} was undone: {decision.get_kind_display().lower()}",
        decided_on=on,
        decided_by=by,
        reverses=decision,
        **(made or {}),
    )
    sign("undid a decision of the board", decision.meeting, by, minute=row.number, undone=decision.number)
    return row


def _next_number(item: AgendaItem) -> int:
    rows = MeetingDecision.objects.filter(council_id=item.council_id, meeting_id=item.meeting_id)
    return next_number(rows)


def _on_action(decision: str) -> Callable[[AgendaItem, _Given], _Made]:
    def made(item: AgendaItem, given: _Given) -> _Made:
        action = item.action
        assert action is not None
        before = {"done_on": action.done_on.isoformat() if action.done_on else None}
        again = periods.after(given.on, RECHECK_AFTER) if decision == "confirm" else None
        try:
            update = decide(
                action, decision=decision, by=given.by, on=given.on, based_on=given.based_on, why=given.why,
                look_again_on=again,
            )  # fmt: skip
        except Stale as error:
            raise Refused(f"{action.ref} has changed since you opened the page. Look at it again.") from error
        words = (
            f"{action.ref} is confirmed as complete, to be checked again on {long_date(again)}"
            if again
            else f"{action.ref} goes back to its owner"
        )
        return _Made(words, {"update": update}, before)

    return made


def _agree_date(item: AgendaItem, given: _Given) -> _Made:
    change = _change(item)
    agree_date_change(change, by=given.by, on=given.on, note=given.why)
    return _Made(f"{change.action.ref} is due on {long_date(change.to_due_on)}", {"date_change": change})


def _refuse_date(item: AgendaItem, given: _Given) -> _Made:
    change = _change(item)
    refuse_date_change(change, by=given.by, on=given.on, note=given.why)
    return _Made(
        f"{change.action.ref} keeps its date, {long_date(change.from_due_on)}", {"date_change": change}
    )


def _accept(item: AgendaItem, given: _Given) -> _Made:
    evidence, before = _evidence(item)
    accept_evidence(evidence, by=given.by, on=given.on, based_on=given.based_on)
    return _Made(f"{evidence} is accepted", {"evidence": evidence}, {**before, "version": given.based_on})


def _send_back(item: AgendaItem, given: _Given) -> _Made:
    evidence, before = _evidence(item)
    return_evidence(evidence, by=given.by, on=given.on, based_on=given.based_on, why=given.why)
    return _Made(f"{evidence} is returned", {"evidence": evidence}, {**before, "version": given.based_on})


def _judge(item: AgendaItem, given: _Given) -> _Made:
    clause = item.requirement
    assert clause is not None
    judgement = judge_compliance(
        clause,
        by=given.by,
        on=given.on,
        body=ComplianceJudgement.Body.BOARD,
        value=given.value,
        why=given.why,
    )
    said = word("compliance", judgement.value).lower()
    return _Made(f"{clause.citation.capitalize()} is judged {said}", {"judgement": judgement})


def _agree_plan(item: AgendaItem, given: _Given) -> _Made:
    assert item.plan_version is not None
    agree_version(item.plan_version, by=given.by, on=given.on, note=given.why)
    return _Made(f"Version {item.plan_version.number} of the plan is agreed")


def _return_plan(item: AgendaItem, given: _Given) -> _Made:
    assert item.plan_version is not None
    return_version(item.plan_version, by=given.by, on=given.on, note=given.why)
    return _Made(f"Version {item.plan_version.number} of the plan is returned for rework")


def _change(item: AgendaItem) -> DateChange:
    assert item.date_change is not None
    change: DateChange = DateChange.objects.select_related("action__council").get(
        pk=item.date_change.pk, council_id=item.council_id
    )
    return change


def _evidence(item: AgendaItem) -> tuple[Evidence, dict[str, Any]]:
    assert item.evidence is not None
    evidence: Evidence = Evidence.objects.select_related("council").get(
        pk=item.evidence.pk, council_id=item.council_id
    )
    return evidence, {"accepted_version": evidence.accepted_version}


_VERBS: dict[MeetingDecision.Kind, Callable[[AgendaItem, _Given], _Made]] = {
    Kind.CONFIRM: _on_action("confirm"),
    Kind.RETURN: _on_action("return"),
    Kind.AGREE_DATE: _agree_date,
    Kind.REFUSE_DATE: _refuse_date,
    Kind.ACCEPT: _accept,
    Kind.SEND_BACK: _send_back,
    Kind.JUDGE: _judge,
    Kind.AGREE_PLAN: _agree_plan,
    Kind.RETURN_PLAN: _return_plan,
    Kind.NOTE: lambda item, given: _Made(),
}


def _undo_action(decision: MeetingDecision, by: User, on: datetime.date) -> dict[str, Any]:
    assert decision.update is not None
    then = decision.before["done_on"]
    done_on = datetime.date.fromisoformat(then) if then else None
    update: ActionUpdate = take_back_decision(decision.update, by=by, on=on, done_on=done_on)
    return {"update": update}


def _undo_date(decision: MeetingDecision, by: User, on: datetime.date) -> dict[str, Any]:
    assert decision.date_change is not None
    take_back_date_decision(decision.date_change, by=by)
    return {"date_change": decision.date_change}


def _undo_evidence(decision: MeetingDecision, by: User, on: datetime.date) -> dict[str, Any]:
    assert decision.evidence is not None
    take_back_evidence_decision(
        decision.evidence,
        by=by,
        based_on=decision.before["version"],
        accepted_version=decision.before["accepted_version"],
    )
    return {"evidence": decision.evidence}


def _undo_judgement(decision: MeetingDecision, by: User, on: datetime.date) -> dict[str, Any]:
    assert decision.judgement is not None
    return {"judgement": take_back_judgement(decision.judgement, by=by, on=on)}


_UNDO: dict[MeetingDecision.Kind, Callable[[MeetingDecision, User, datetime.date], dict[str, Any] | None]] = {
    Kind.CONFIRM: _undo_action,
    Kind.RETURN: _undo_action,
    Kind.AGREE_DATE: _undo_date,
    Kind.REFUSE_DATE: _undo_date,
    Kind.ACCEPT: _undo_evidence,
    Kind.SEND_BACK: _undo_evidence,
    Kind.JUDGE: _undo_judgement,
    Kind.NOTE: lambda decision, by, on: None,
}
