"""Writing the plan: objectives and actions, by those who may edit it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from councils import audit
from councils.models import Organisation, User
from notices.models import Finding, Requirement

from ..models import Action, ActionRequirement, Objective, Plan
from ..permissions import why_read_only
from .around_action import (
    KEEP,
    Keep,
    help_with,
    other_partners,
    others_of,
    partners_of,
    wait_for,
    waits_for_others,
)
from .findings import answer_findings, of_council, other_findings
from .progress import stale_since
from .ties import settle_by_edit

DATE_IS_AGREED = "The board has agreed this date. It changes only by a decision of the board, so that the first date is never lost."


@transaction.atomic
def add_objective(
    plan: Plan,
    *,
    by: User | None,
    number: int,
    title: str,
    theme: str = "",
    lead: User | None = None,
    impact_sought: str = "",
) -> Objective:
    _require_open(plan)
    try:
        with transaction.atomic():
            objective = Objective.objects.create(
                council_id=plan.council_id,
                plan=plan,
                number=number,
                title=title,
                theme=theme,
                lead=lead,
                impact_sought=impact_sought,
            )
    except IntegrityError as error:
        raise _taken(
            error, "actions_objective_number", "number", f"Objective {number} exists already"
        ) from error
    audit.record(
        "added an objective", council_id=plan.council_id, about=objective, by=by, link=plan.get_absolute_url()
    )
    return objective


@transaction.atomic
def edit_objective(
    objective: Objective,
    *,
    by: User,
    number: int,
    title: str,
    theme: str = "",
    lead: User | None = None,
    impact_sought: str = "",
) -> Objective:
    _require_open(objective.plan)
    wanted = {"number": number, "title": title, "theme": theme, "lead": lead, "impact_sought": impact_sought}
    changed = [name for name, value in wanted.items() if getattr(objective, name) != value]
    if not changed:
        return objective
    for name in changed:
        setattr(objective, name, wanted[name])
    try:
        with transaction.atomic():
            objective.save(update_fields=changed)
    except IntegrityError as error:
        raise _taken(
            error, "actions_objective_number", "number", f"Objective {number} exists already"
        ) from error
    link = objective.plan.get_absolute_url()
    audit.record(
        "edited an objective",
        council_id=objective.council_id,
        about=objective,
        by=by,
        link=link,
        fields=sorted(changed),
    )
    return objective


@transaction.atomic
def add_action(
    objective: Objective,
    *,
    by: User | None,
    on: datetime.date,
    ref: str,
    title: str,
    owner: User | None = None,
    owner_organisation: Organisation | None = None,
    due_on: datetime.date | None = None,
    priority: str = Action.Priority.NORMAL,
    detail: str = "",
    success_measure: str = "",
    requirements: Iterable[Requirement] = (),
    findings: Iterable[Finding] = (),
    accountable_lead: User | None = None,
    partner_agencies: Iterable[Organisation] = (),
    waits_for: Iterable[Action] = (),
) -> Action:
    """A new action of a plan that is not closed. Its date is its original date for good."""
    plan = objective.plan
    _require_open(plan, on=on)
    serves, answers = _of_notice(plan, requirements), of_council(plan, findings)
    partners, first = partners_of(plan, partner_agencies), others_of(plan, ref, waits_for)
    action = Action(
        council_id=objective.council_id,
        plan=plan,
        objective=objective,
        ref=ref,
        title=title,
        detail=detail,
        success_measure=success_measure,
        owner=owner,
        owner_organisation=owner_organisation,
        accountable_lead=accountable_lead,
        priority=priority,
        original_due_on=due_on,
        due_on=due_on,
    )
    action.clean_fields(
        exclude=["council", "plan", "objective", "owner", "owner_organisation", "accountable_lead"]
    )  # its reference
    try:
        with transaction.atomic():
            action.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(error, "actions_action_ref", "ref", f"Another action has the reference {ref}") from error
    _serve(action, add=serves)
    answer_findings(action, answers)
    if partners:
        help_with(action, partners)
    if first:
        wait_for(action, first)
    _sign(
        "added an action",
        action,
        by,
        requirements=[r.seq for r in serves],
        **({"findings": [f.citation for f in answers]} if answers else {}),
    )
    return action


def edit_action(
    action: Action,
    *,
    by: User,
    on: datetime.date,
    based_on: int,
    objective: Objective,
    title: str,
    owner: User | None,
    owner_organisation: Organisation | None,
    due_on: datetime.date | None,
    priority: str,
    detail: str,
    success_measure: str,
    requirements: Iterable[Requirement],
    findings: Iterable[Finding] | None = None,
    accountable_lead: User | Keep | None = KEEP,
    partner_agencies: Iterable[Organisation] | None = None,
    waits_for: Iterable[Action] | None = None,
    settles: bool = True,
) -> Action:
    """Change what the plan says of an action (not its progress). Raises Stale like report_progress.

    The date of an action in an agreed plan is not the lead's to change; a missing date may be given once. What is not
    given of findings, accountable lead, partner agencies and what it waits for stays as it is. `settles`: it may be the edit that a changed clause
    asked for (services/ties.py).
    """
    with transaction.atomic():
        _require_open(action.plan, on=on)
        serves = _of_notice(action.plan, requirements)
        if objective.plan_id != action.plan_id:
            raise ValueError("The objective is of another plan.")
        wanted = {
            "objective_id": objective.pk,
            "title": title,
            "detail": detail,
            "success_measure": success_measure,
            "owner_id": owner and owner.pk,
            "owner_organisation_id": owner_organisation and owner_organisation.pk,
            "priority": priority,
            **_dates(action, due_on),
        }
        if accountable_lead is not KEEP:
            wanted["accountable_lead_id"] = accountable_lead and accountable_lead.pk
        now = Action.objects.select_for_update().get(pk=action.pk, council_id=action.council_id)
        links = action.requirement_links
        linked = set(links.values_list("requirement_id", flat=True))
        # A form offers no removed clause: what becomes of a tie to one is decided with the ties, not by leaving it out.
        may_go = set(links.filter(requirement__removed_in=None).values_list("requirement_id", flat=True))
        add = [r for r in serves if r.pk not in linked]
        remove = may_go - {r.pk for r in serves}
        changed = [name for name, value in wanted.items() if getattr(now, name) != value]
        answers = None if findings is None else of_council(action.plan, findings)
        partners = None if partner_agencies is None else partners_of(action.plan, partner_agencies)
        first = None if waits_for is None else others_of(action.plan, action.ref, waits_for)
        ties = {
            "requirements": add or remove,
            "findings": answers is not None and other_findings(action, answers),
            "partner_agencies": partners is not None and other_partners(action, partners),
            "waits_for": first is not None and waits_for_others(action, first),
        }
        fields = sorted([*changed, *(name for name, moved in ties.items() if moved)])
        if not fields:  # nothing to do, or the same edit was saved already
            return action
        if now.version != based_on:
            raise stale_since(action, based_on)
        for name in changed:
            setattr(action, name, wanted[name])
        action.version = based_on + 1
        action.save(update_fields=[*changed, "version"])
        _serve(action, add=add, remove=remove)
        if answers is not None:
            answer_findings(action, answers)
        if partners is not None and ties["partner_agencies"]:
            help_with(action, partners)
        if first is not None and ties["waits_for"]:
            wait_for(action, first)
        if settles:
            settle_by_edit(action, by=by)
        _sign("edited an action", action, by, fields=fields)
    return action


def _dates(action: Action, due_on: datetime.date | None) -> dict[str, datetime.date | None]:
    if due_on == action.due_on:
        return {}
    if action.original_due_on is None:
        return {"original_due_on": due_on, "due_on": due_on}
    if action.plan.is_agreed:
        raise ValidationError({"due_on": DATE_IS_AGREED})
    if due_on is None:
        raise ValidationError({"due_on": "Enter the due date: an action that had a date keeps one"})
    return {"due_on": due_on}


def _of_notice(plan: Plan, requirements: Iterable[Requirement]) -> list[Requirement]:
    found = list(requirements)
    if any((r.council_id, r.notice_id) != (plan.council_id, plan.notice_id) for r in found):
        raise ValueError("A requirement is of another notice.")
    return found


def _serve(action: Action, *, add: Iterable[Requirement], remove: Iterable[int] = ()) -> None:
    if remove:
        action.requirement_links.filter(requirement_id__in=remove).delete()
    ActionRequirement.objects.bulk_create(
        [ActionRequirement(council_id=action.council_id, action=action, requirement=r) for r in add]
    )


def _require_open(plan: Plan, *, on: datetime.date | None = None) -> None:
    reason = why_read_only(plan, plan.council, on=on or datetime.date.min)
    if reason:
        raise ValidationError(reason)


def _taken(error: IntegrityError, constraint: str, field: str, message: str) -> Exception:
    """What to raise for a unique constraint: a sentence for the form, or the error itself when it is another one."""
    return ValidationError({field: message}) if constraint in str(error) else error


def _sign(verb: str, action: Action, by: User | None, **detail: object) -> None:
    audit.record(
        verb, council_id=action.council_id, about=action, by=by, link=action.get_absolute_url(), **detail
    )


def next_ref(plan: Plan) -> str:
    """A free reference to suggest: the newest one counted up, such as A13 after A12."""
    refs = set(Action.objects.filter(council_id=plan.council_id).values_list("ref", flat=True))
    newest = (
        Action.objects.filter(council_id=plan.council_id, plan=plan)
        .order_by("-id")
        .values_list("ref", flat=True)
    )
    last = newest.first() or "A0"
    match = re.match(r"(.*?)(\d+)$", last)
    head, number = (match[1], int(match[2])) if match else (f"{last}.", 0)
    while f"{head}{number + 1}" in refs:
        number += 1
    return f"{head}{number + 1}"
