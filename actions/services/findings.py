"""Which findings of inspections an action answers."""

from __future__ import annotations

from collections.abc import Iterable

from notices.models import Finding

from ..models import Action, ActionFinding, Plan


def of_council(plan: Plan, findings: Iterable[Finding]) -> list[Finding]:
    """Findings of any inspection of the council: they are older and younger than the instrument."""
    found = list(findings)
    if any(finding.council_id != plan.council_id for finding in found):
        raise ValueError("A finding is of another council.")
    return found


def other_findings(action: Action, findings: Iterable[Finding]) -> bool:
    """Whether these are not the findings that it answers now."""
    return {finding.pk for finding in findings} != _answered(action)


def answer_findings(action: Action, findings: Iterable[Finding]) -> None:
    """Tie the action to these findings and to no others. Part of the verbs that write the plan, which sign."""
    wanted = {finding.pk: finding for finding in findings}
    now = _answered(action)
    action.finding_links.exclude(finding_id__in=wanted).delete()
    ActionFinding.objects.bulk_create(
        ActionFinding(council_id=action.council_id, action=action, finding=finding)
        for pk, finding in wanted.items()
        if pk not in now
    )


def _answered(action: Action) -> set[int]:
    return set(action.finding_links.values_list("finding_id", flat=True))
