"""Who helps with an action, and what it waits for. Part of the verbs that write the plan, which sign."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import TypeVar

from django.core.exceptions import ValidationError

from councils.models import Organisation

from ..models import Action, ActionDependency, ActionPartner, Plan

Key = TypeVar("Key", int, str)


class Keep(Enum):
    """What a verb is given for a column that stays as it is, where None means nobody."""

    KEEP = "keep"


KEEP = Keep.KEEP


def partners_of(plan: Plan, organisations: Iterable[Organisation]) -> list[Organisation]:
    found = list(organisations)
    if any(organisation.council_id != plan.council_id for organisation in found):
        raise ValueError("An organisation is of another council.")
    return found


def others_of(plan: Plan, ref: str, actions: Iterable[Action]) -> list[Action]:
    """Actions that the action called `ref` may wait for: of the same plan, and not itself. Raises ValidationError."""
    found = list(actions)
    if any((a.council_id, a.plan_id) != (plan.council_id, plan.pk) for a in found):
        raise ValueError("An action is of another plan.")
    if any(a.ref == ref for a in found):
        raise ValidationError({"waits_for": "An action cannot wait for itself"})
    return found


def other_partners(action: Action, organisations: Iterable[Organisation]) -> bool:
    """Whether these are not the agencies that work on it now."""
    return {o.pk for o in organisations} != _partners(action)


def help_with(action: Action, organisations: Iterable[Organisation]) -> None:
    """Tie the action to these partner agencies and to no others."""
    wanted = {organisation.pk for organisation in organisations}
    new = wanted - _partners(action)
    action.partner_links.exclude(organisation_id__in=wanted).delete()
    ActionPartner.objects.bulk_create(
        ActionPartner(council_id=action.council_id, action=action, organisation_id=pk) for pk in sorted(new)
    )


def waits_for_others(action: Action, actions: Iterable[Action]) -> bool:
    """Whether these are not the actions that it waits for now."""
    return {a.pk for a in actions} != _waits_for(action)


def wait_for(action: Action, actions: Iterable[Action]) -> None:
    """Make the action wait for these and for no others. Raises ValidationError when they wait for it already.

    The plan's row is locked meanwhile, so that two people cannot close a circle from its two ends.
    """
    wanted = {other.pk: other for other in actions}
    Plan.objects.select_for_update(no_key=True).get(pk=action.plan_id, council_id=action.council_id)
    new = [wanted[pk] for pk in sorted(wanted.keys() - _waits_for(action))]
    _refuse_circles(action, new)
    action.dependency_links.exclude(waits_for_id__in=wanted).delete()
    ActionDependency.objects.bulk_create(
        ActionDependency(council_id=action.council_id, action=action, waits_for=other) for other in new
    )


def _refuse_circles(action: Action, others: Iterable[Action]) -> None:
    links = ActionDependency.objects.filter(council_id=action.council_id, action__plan_id=action.plan_id)
    waits: dict[int, list[int]] = {}
    for waiting, waited_for in links.values_list("action_id", "waits_for_id"):
        waits.setdefault(waiting, []).append(waited_for)
    for other in others:
        if way := way_along(other.pk, action.pk, waits):
            refs = dict(Action.objects.filter(pk__in=way).values_list("pk", "ref"))
            first, *steps = (refs[pk] for pk in way)
            said = f"{first} waits for {', which waits for '.join(steps)}"
            raise ValidationError({"waits_for": f"{action.ref} cannot wait for {other.ref}: {said}"})


def way_along(start: Key, end: Key, waits: Mapping[Key, Collection[Key]]) -> list[Key]:
    """The shortest way from one action (its id, or its reference) to another along what waits for what; empty when there
    is none."""
    came_from: dict[Key, Key | None] = {start: None}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            way: list[Key] = []
            step: Key | None = here
            while step is not None:
                way.append(step)
                step = came_from[step]
            return way[::-1]
        for following in waits.get(here, []):
            if following not in came_from:
                came_from[following] = here
                queue.append(following)
    return []


def _partners(action: Action) -> set[int]:
    return set(action.partner_links.values_list("organisation_id", flat=True))


def _waits_for(action: Action) -> set[int]:
    return set(action.dependency_links.values_list("waits_for_id", flat=True))
