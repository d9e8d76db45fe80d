"""The requirements that bind the council, as they were judged by a day: the list behind the overview's figures."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from actions.models import Action, Plan
from actions.plan_past import Past, past
from councils.models import Council, User
from councils.status import STATUSES
from notices.models import Notice

from .numbers import Look, Looks, Number
from .report_requirements import CoverageLine, Judgements, latest_judgements, requirement_coverage
from .reportable import current_notice, plan_of

LOOKS: Looks[CoverageLine] = Looks(
    *[
        Look(status.value, status.word.lower(), lambda line, value=status.value: line.judgement == value)  # type: ignore[misc]
        for status in STATUSES["compliance"].values()
    ],
    Look("unanswered", "without an action", lambda line: not line.actions),
)


def compliance_lines(
    notice: Notice, plan: Plan | None, user: User, *, on: datetime.date, then: Past | None, judged: Judgements
) -> list[CoverageLine]:
    """In reading order."""
    actions: Sequence[Any] = then.rows if then else []
    if plan and not then:
        actions = list(
            Action.objects.visible_to(user).filter(council_id=plan.council_id, plan=plan).only("id", "ref")
        )
    lines = requirement_coverage(notice, plan, actions, judged, as_at=on)  # type: ignore[arg-type]
    return sorted(lines, key=lambda line: line.seq)


def compliance_of(
    council: Council, user: User, *, on: datetime.date, as_at: datetime.date | None
) -> tuple[Notice | None, list[CoverageLine]]:
    """The current notice and its lines; `as_at`: a day of the past."""
    notice = current_notice(council)
    if notice is None:
        return None, []
    plan = plan_of(notice)
    then = past(plan, as_at=as_at) if plan and as_at else None
    judged = latest_judgements(notice, as_at=as_at or on)
    return notice, compliance_lines(notice, plan, user, on=as_at or on, then=then, judged=judged)


def compliance_numbers(
    council: Council, lines: Sequence[CoverageLine], *, as_at: datetime.date | None
) -> list[Number]:
    address = reverse("reports:compliance", kwargs={"council_slug": council.slug})
    return LOOKS.numbers(lines, address, **({"as_at": str(as_at)} if as_at else {}))
