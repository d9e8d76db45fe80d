"""The plan goes to its partners and to the board, version by version; it is paused, and closed to business as usual."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from councils import audit
from councils.lateness import long_date
from councils.models import Organisation, User

from .. import plan_compare
from ..models import PartnerAgreement, Plan, PlanVersion
from ..permissions import why_read_only


@transaction.atomic
def send_to_partners(plan: Plan, *, by: User, on: datetime.date) -> None:
    """The draft goes to the partner agencies; each agency's agreement is recorded on its own."""
    _move(plan, Plan.State.WITH_PARTNERS, only_from=[Plan.State.DRAFTING], on=on)
    _sign("sent the plan to its partners", plan, by)


@transaction.atomic
def record_agreement(
    plan: Plan,
    *,
    by: User,
    on: datetime.date,
    organisation: Organisation,
    agreed_on: datetime.date,
    agreed_by: str,
    note: str = "",
) -> PartnerAgreement:
    """A partner agency has agreed the plan: who for it, and when. The same again is one record."""
    _require_open(plan, on=on)
    if agreed_on > on:
        raise ValidationError({"agreed_on": "The day of the agreement must be today or in the past"})
    if not agreed_by.strip():
        raise ValidationError({"agreed_by": "Enter who agreed for the agency"})
    agreement, new = PartnerAgreement.objects.get_or_create(
        council_id=plan.council_id,
        plan=plan,
        organisation=organisation,
        agreed_on=agreed_on,
        defaults={"agreed_by": agreed_by.strip(), "note": note.strip(), "recorded_by": by},
    )
    if not new and (agreement.agreed_by, agreement.note) != (agreed_by.strip(), note.strip()):
        raise ValidationError(f"{organisation}’s agreement of {long_date(agreed_on)} is recorded already.")
    if new:
        _sign("recorded a partner’s agreement", plan, by, organisation=organisation.name)
    return agreement


@transaction.atomic
def put_to_board(plan: Plan, *, by: User | None, on: datetime.date, summary: str) -> PlanVersion:
    """Freeze the plan's words as the next version, for the board to agree or return.

    A plan that is drafted waits with the board; an agreed plan goes on meanwhile, and its agreed version with it.
    """
    plan = _locked(plan, on=on)
    if not summary.strip():
        raise ValidationError({"summary": "Enter what is new in this version, and why"})
    waiting = plan.versions.waiting().first()
    if waiting and (waiting.summary, waiting.proposed_by_id) == (summary.strip(), by and by.pk):
        return waiting
    if waiting:
        raise ValidationError(f"{waiting} is with the board already. It must agree or return that first.")
    if not plan.actions.exists():
        raise ValidationError("This plan has no actions yet, so there is nothing to put to the board.")
    content = plan_compare.content(plan)
    last = plan.versions.agreed().first()
    if last and last.content == content:
        raise ValidationError(f"Nothing has changed since {last}, which the board has agreed.")
    number: int | None = plan.versions.aggregate(last=Max("number"))["last"]
    version = PlanVersion.objects.create(
        council_id=plan.council_id,
        plan=plan,
        number=(number or 0) + 1,
        summary=summary.strip(),
        content=content,
        proposed_on=on,
        proposed_by=by,
    )
    if not plan.is_agreed:
        _move(plan, Plan.State.WITH_BOARD, only_from=[Plan.State.DRAFTING, Plan.State.WITH_PARTNERS], on=on)
    _sign("put the plan to the board", plan, by, version=version.number)
    return version


@transaction.atomic
def agree_version(version: PlanVersion, *, by: User | None, on: datetime.date, note: str = "") -> None:
    """The board agrees (`on`: that day). From the first agreement on, dates move only by its decision."""
    plan = _locked(version.plan, on=on)
    _decide(version, PlanVersion.State.AGREED, by=by, on=on, note=note)
    if not plan.is_agreed:
        plan.agreed_on = plan.agreed_on or on
        _move(plan, Plan.State.ACTIVE, only_from=[Plan.State.WITH_BOARD], on=on, also=["agreed_on"])
    version.plan = plan
    _sign("agreed the plan", plan, by, version=version.number)


@transaction.atomic
def return_version(version: PlanVersion, *, by: User, on: datetime.date, note: str) -> None:
    """The board wants rework: a plan that was never agreed is drafted again; an agreed one goes on as it was agreed."""
    if not note.strip():
        raise ValidationError({"note": "Enter what the board wants changed"})
    plan = _locked(version.plan, on=on)
    _decide(version, PlanVersion.State.RETURNED, by=by, on=on, note=note)
    if plan.state == Plan.State.WITH_BOARD:
        _move(plan, Plan.State.DRAFTING, only_from=[Plan.State.WITH_BOARD], on=on)
    version.plan = plan
    _sign("returned the plan for rework", plan, by, version=version.number)


@transaction.atomic
def pause_plan(plan: Plan, *, by: User, on: datetime.date, why: str) -> None:
    """The board stops the plan for now: until it is taken up again, nothing in it can change."""
    plan.paused_why = _reason(why)
    _move(plan, Plan.State.PAUSED, only_from=[Plan.State.ACTIVE], on=on, also=["paused_why"])
    _sign("paused the plan", plan, by)


@transaction.atomic
def resume_plan(plan: Plan, *, by: User, on: datetime.date, why: str) -> None:
    reason = _reason(why)
    plan.paused_why = ""
    _move(plan, Plan.State.ACTIVE, only_from=[Plan.State.PAUSED], on=on, also=["paused_why"], paused=True)
    _sign("took the plan up again", plan, by, why=reason)


@transaction.atomic
def close_plan(plan: Plan, *, by: User, on: datetime.date, why: str) -> None:
    """To business as usual: the plan is kept for the record, and where the work goes on is said."""
    plan.closed_why, plan.closed_on = _reason(why), on
    only = [Plan.State.ACTIVE, Plan.State.PAUSED]
    _move(plan, Plan.State.CLOSED, only_from=only, on=on, also=["closed_why", "closed_on"], paused=True)
    _sign("closed the plan", plan, by)


def _reason(why: str) -> str:
    if not why.strip():
        raise ValidationError({"why": "Enter the board’s reason"})
    return why.strip()


def _decide(
    version: PlanVersion, state: PlanVersion.State, *, by: User | None, on: datetime.date, note: str
) -> None:
    rows = PlanVersion.objects.filter(
        pk=version.pk, council_id=version.council_id, state=PlanVersion.State.PROPOSED
    )
    if not rows.update(state=state, decided_on=on, decided_by=by, note=note.strip()):
        version.refresh_from_db(fields=["state", "decided_on"])
        raise ValidationError(f"{version} was decided meanwhile: {version.get_state_display().lower()}.")
    version.state, version.decided_on, version.decided_by, version.note = state, on, by, note.strip()


def _locked(plan: Plan, *, on: datetime.date) -> Plan:
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    _require_open(plan, on=on)
    return plan


def _move(
    plan: Plan,
    state: Plan.State,
    *,
    only_from: list[Plan.State],
    on: datetime.date,
    also: list[str] | None = None,
    paused: bool = False,
) -> None:
    now = Plan.objects.select_for_update().get(pk=plan.pk, council_id=plan.council_id)
    if not (paused and now.state == Plan.State.PAUSED):
        _require_open(now, on=on)
    if now.state not in only_from:
        raise ValidationError(f"This plan is {now.get_state_display().lower()}, so this cannot be done now.")
    plan.state = state
    plan.save(update_fields=["state", *(also or [])])


def _require_open(plan: Plan, *, on: datetime.date) -> None:
    if reason := why_read_only(plan, plan.council, on=on):
        raise ValidationError(reason)


def _sign(verb: str, plan: Plan, by: User | None, **detail: object) -> None:
    audit.record(verb, council_id=plan.council_id, about=plan, by=by, link=plan.get_absolute_url(), **detail)
