"""Which requirements of a notice are answered by actions, and how they are judged; those without an answer first."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from actions.as_at import ActionAsAt
from actions.models import ActionRequirement
from notices.models import ComplianceJudgement, Notice, Requirement

SHORT = 220


@dataclass(frozen=True)
class CoverageLine:
    seq: int
    citation: str
    section: str
    text: str
    actions: list[str]
    judgement: str  # a value of status.py's "compliance"
    judged_by: str
    judged_on: datetime.date | None


Judgements = dict[int, ComplianceJudgement]  # by requirement


def latest_judgements(notice: Notice, *, as_at: datetime.date) -> Judgements:
    """Of each requirement what the board or the Department judged last, up to the day."""
    rows = ComplianceJudgement.objects.filter(
        council_id=notice.council_id, requirement__notice=notice, judged_on__lte=as_at
    )
    return {row.requirement_id: row for row in rows.order_by("judged_on", "id")}


def requirement_coverage(
    notice: Notice, actions: Sequence[ActionAsAt], judged: Judgements
) -> list[CoverageLine]:
    refs = {action.id: action.ref for action in actions}
    serving: dict[int, list[str]] = defaultdict(list)
    links = ActionRequirement.objects.filter(council_id=notice.council_id, requirement__notice=notice)
    for requirement_id, action_id in links.order_by("action_id").values_list("requirement_id", "action_id"):
        if action_id in refs:
            serving[requirement_id].append(refs[action_id])
    requirements = Requirement.objects.filter(council_id=notice.council_id, notice=notice).binding_council()
    lines = [_line(requirement, serving, judged) for requirement in requirements.order_by("seq")]
    return sorted(lines, key=lambda line: (bool(line.actions), line.seq))


def _line(requirement: Requirement, serving: dict[int, list[str]], judged: Judgements) -> CoverageLine:
    judgement = judged.get(requirement.pk)
    return CoverageLine(
        seq=requirement.seq,
        citation=requirement.citation,
        section=requirement.section,
        text=shortened(requirement.text),
        actions=serving.get(requirement.pk, []),
        judgement=judgement.value if judgement else "not_assessed",
        judged_by=judgement.get_body_display() if judgement else "",
        judged_on=judgement.judged_on if judgement else None,
    )


def shortened(text: str, length: int = SHORT) -> str:
    """The beginning of a clause, up to a whole word."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length + 1].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
