"""A council with a year's worth of everything that a report shows. Sizes are parameters, so that queries can be counted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from actions.models import Action, Objective, Plan
from boards.models import Board
from councils.models import Council, User
from notices.models import ComplianceJudgement, Notice, Requirement
from tests import factories as make

TODAY = make.TODAY
DAYS = datetime.timedelta(days=1)

# delivery, confidence, days from today to the due date, days since the last report (None: never)
PATTERN = (
    ("in_progress", "off_track", -20, 5),
    ("in_progress", "on_track", 40, 3),
    ("in_progress", "at_risk", 12, 30),
    ("not_started", "on_track", 90, None),
    ("in_progress", "on_track", -6, 40),
    ("done", "on_track", -10, 12),
    ("confirmed", "on_track", -60, 45),
    ("in_progress", "on_track", 25, 2),
    ("paused", "on_track", 60, 50),
    ("not_started", "at_risk", 5, 15),
)
WORDS = {
    "off_track": (
        "Two of the five posts are still empty after the second round.",
        "An agency team starts on 1 December.",
    ),
    "at_risk": ("The partner’s data arrive late each month.", "The director writes to the police this week."),
    "on_track": ("Training was held for both teams.", ""),
}


@dataclass
class Story:
    council: Council
    notice: Notice
    requirements: Sequence[Requirement]
    plan: Plan
    objectives: Sequence[Objective]
    actions: list[Action]
    board: Board
    owner: User


def tell(council: Council, *, owner: User, actions: int = 10, requirements: int = 6, mark: str = "") -> Story:
    """`mark` goes into every text that a person writes (a canary, or hostile markup)."""

    def say(text: str) -> str:
        return f"{text} {mark}".strip()

    notice = make.NoticeFactory(council=council, title=say(f"Improvement notice to {council.name}"))
    clauses = [
        make.RequirementFactory(
            council=council, notice=notice, text=say(f"Ensure that service {n} is improved.")
        )
        for n in range(1, requirements + 1)
    ]
    make.DeadlineFactory(council=council, requirement=clauses[0], span=say("by 31 December 2026"))
    make.DeadlineFactory(
        council=council, requirement=clauses[1], span=say("by the autumn"), due_on=TODAY - 22 * DAYS
    )
    plan = make.PlanFactory(council=council, notice=notice, title=say("Improvement plan"))
    agency = make.OrganisationFactory(council=council, name=say("Borsetshire Police"))
    objectives = [
        make.ObjectiveFactory(council=council, plan=plan, number=n, title=say(title))
        for n, title in enumerate(
            ("Children are seen and heard", "Leaders know their service", "A stable workforce"), 1
        )
    ]
    made = [
        _action(council, objectives[n % 3], n, owner=owner, agency=agency, say=say) for n in range(actions)
    ]
    for place, action in enumerate(made):
        make.ActionRequirementFactory(
            council=council, action=action, requirement=clauses[place % max(requirements - 2, 1)]
        )
    board = make.BoardFactory(council=council, notice=notice, name=say("Improvement Board"))
    for number, days in enumerate((-70, -42, -14, 14, 42), 1):
        make.MeetingFactory(council=council, board=board, number=number, held_on=TODAY + days * DAYS)
    make.ReviewFactory(council=council, notice=notice)
    make.ReportDueFactory(council=council, notice=notice, recipient=say("Ministers"))
    ComplianceJudgement.objects.create(
        council=council, requirement=clauses[0], body="board", value="partly_met", why=say("Half of it is there."),
        judged_on=TODAY - 14 * DAYS, judged_by=owner,
    )  # fmt: skip
    return Story(council, notice, clauses, plan, objectives, made, board, owner)


def _action(
    council: Council, objective: Objective, n: int, *, owner: User, agency: object, say: object
) -> Action:
    delivery, confidence, due, reported = PATTERN[n % len(PATTERN)]
    finished = delivery in ("done", "confirmed")
    action = make.ActionFactory(
        council=council,
        objective=objective,
        ref=f"{objective.number}.{n + 1}",
        title=say(f"Improve part {n + 1} of the service, and show what it changed"),  # type: ignore[operator]
        owner=None if n % 4 == 1 else owner,
        owner_organisation=agency if n % 4 == 1 else None,
        original_due_on=TODAY + due * DAYS,
        delivery=delivery,
        confidence=confidence,
        done_on=TODAY - reported * DAYS if finished and reported else None,
        reported_on=TODAY - reported * DAYS if reported else None,
        version=4 if reported else 1,
    )
    if reported:
        for version, (days, then) in enumerate(
            ((reported + 70, "on_track"), (reported + 35, "at_risk"), (reported, confidence)), 2
        ):
            why, recovery = WORDS[then]
            make.ActionUpdateFactory(
                council=council, action=action, version=version, reported_on=TODAY - days * DAYS,
                delivery=delivery if version == 4 else "in_progress", confidence=then,
                narrative=say(why), recovery=say(recovery) if recovery else "",  # type: ignore[operator]
            )  # fmt: skip
    return action
