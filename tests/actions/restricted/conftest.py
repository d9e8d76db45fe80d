"""A restricted action with a canary in every text that hangs on it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from actions.models import Action
from tests import factories as make
from tests import world as worlds

CANARY = "Quokka"
REF = "97.31"  # a number that no time of day and no count holds


@pytest.fixture
def hidden(world: worlds.World) -> Action:
    """Owned by nobody of the cast; other things point to it from all sides. Late, so that it falls due."""
    council = world.council
    owner = make.MembershipFactory(user=make.UserFactory(), council=council, role="officer").user
    seen = Action.objects.get(council=council, ref="1.1")
    action = make.ActionFactory(
        council=council, objective=seen.objective, ref=REF, title=f"{CANARY} title", detail=f"{CANARY} detail",
        success_measure=f"{CANARY} measure", owner=owner, delivery="in_progress", confidence="off_track", priority="high",
        due_on=make.TODAY - datetime.timedelta(days=1), original_due_on=make.TODAY - datetime.timedelta(days=1),
        reported_on=make.TODAY, version=2,
    )  # fmt: skip
    of: dict[str, Any] = {"council": council, "action": action}
    requirement = seen.requirements.order_by("pk")[0]
    make.ActionUpdateFactory(
        **of, version=2, confidence="off_track", narrative=f"{CANARY} news", recovery=f"{CANARY} recovery",
        evidence_of_impact=f"{CANARY} impact",
    )  # fmt: skip
    make.MilestoneFactory(**of, title=f"{CANARY} milestone")
    comment = make.CommentFactory(**of, author=owner, text=f"{CANARY} comment")
    for person in world.people.values():  # named before it was restricted
        make.MentionFactory(council=council, comment=comment, person=person)
    make.DateChangeFactory(
        **of, asked_by=owner, reason=f"{CANARY} reason", corrective_action=f"{CANARY} step"
    )
    make.HandoverFactory(**of, to_owner=owner)
    make.ActionRequirementFactory(**of, requirement=requirement)
    make.ActionFindingFactory(**of, finding=seen.findings.get())
    make.ActionPartnerFactory(**of, organisation=seen.partner_agencies.get())
    make.ActionDependencyFactory(council=council, action=seen, waits_for=action)
    make.IndicatorActionFactory(**of, indicator=seen.indicators.get())
    make.AuditRoundActionFactory(**of, audit_round=seen.audit_round_links.get().audit_round)
    evidence = make.EvidenceFactory(**of, title=f"{CANARY} evidence", shows=f"{CANARY} shows")
    file = make.StoredFileFactory(council=council, name=f"{CANARY}.txt", content=f"{CANARY} file".encode())
    make.EvidenceVersionFactory(council=council, evidence=evidence, file=file, note=f"{CANARY} note")
    make.EvidenceRequirementFactory(council=council, evidence=evidence, requirement=requirement)
    make.PlanVersionFactory(
        council=council, plan=seen.plan, summary="With it", state="agreed", decided_on=make.TODAY
    )
    rows = f"Ref,Action\r\n{REF},{CANARY} title\r\n".encode()
    make.PlanImportFactory(
        council=council, plan=seen.plan, number=2, file__name="b.csv", file__content=rows, made_by=owner,
        mapping={"0": "ref", "1": "title"},
    )  # fmt: skip
    Action.objects.filter(pk=action.pk).update(restricted=True)
    action.refresh_from_db()
    return action
