"""Which requirements of a notice are answered by actions, and how they are judged; those without an answer first."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from actions.as_at import ActionAsAt
from actions.models import ActionRequirement, Plan
from notices.amending.as_at import ClauseAsAt, clauses_as_at
from notices.models import ComplianceJudgement, Notice, Requirement

from .as_at_rows import rows_as_at

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
    notice: Notice, plan: Plan, actions: Sequence[ActionAsAt], judged: Judgements, *, as_at: datetime.date
) -> list[CoverageLine]:
    """The clauses, and the actions that answered them, as they stood on the day."""
    refs = {action.id: action.ref for action in actions}
    serving: dict[int, list[str]] = defaultdict(list)
    links = rows_as_at(ActionRequirement, as_at=as_at, came_with=plan, council_id=notice.council_id)
    for link in sorted(links, key=lambda link: link.action_id):
        if link.action_id in refs:
            serving[link.requirement_id].append(refs[link.action_id])
    clauses = [clause for clause in clauses_as_at(notice, as_at) if clause.was_there]
    lines = [_line(clause, serving, judged) for clause in clauses if _asks_the_council(clause.requirement)]
    return sorted(lines, key=lambda line: (bool(line.actions), line.seq))


def _asks_the_council(clause: Requirement) -> bool:
    return clause.binds == Requirement.Binds.COUNCIL and clause.kind not in Requirement.ASKS_NOTHING


def _line(clause: ClauseAsAt, serving: dict[int, list[str]], judged: Judgements) -> CoverageLine:
    requirement = clause.requirement
    judgement = judged.get(requirement.pk)
    return CoverageLine(
        seq=requirement.seq,
        citation=requirement.citation,
        section=requirement.section,
        text=shortened(clause.text),
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
