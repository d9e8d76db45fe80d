"""One council on one page: where it stands, what is off plan and why, what has changed, what comes next. Of any day.

Every number leads to the list that it counts (numbers.py). Today's figures by objective come from summaries
(council_counts.py); those of a day of the past from the plan's history (actions/plan_past.py).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Max, OuterRef, Subquery, Value, When

from actions.around import ObjectiveLine
from actions.as_at import ActionAsAt
from actions.models import Action, ActionUpdate, Plan
from actions.plan_list import CHANGED, MISSING
from actions.plan_past import Past, past
from actions.restricted import hidden_refs
from boards.keeping import gap_in_words
from boards.models import Board, Meeting
from councils.access import name_for
from councils.models import Council, User
from notices.models import Notice

from .council_compliance import compliance_lines, compliance_numbers
from .council_counts import Line, Linker, by_objective, by_theme, counts_by_objective, total
from .numbers import Number, of_plan
from .report_dates import ComingDate, coming_dates
from .report_indicators import IndicatorLine, indicators_as_at
from .report_requirements import latest_judgements
from .reportable import board_of, current_notice, plan_of

TOP = 8
DATES = 8
HEADLINES = ("off_track", "overdue", "at_risk", "on_track", "done", "actions")
_WORST_OUTCOME = ("off_target", "within_tolerance", "no_value", "no_target", "on_target")


@dataclass(frozen=True)
class Exceptional:
    """An action off plan, with the words of its owner."""

    ref: str
    title: str
    confidence: str
    due_on: datetime.date | None
    owner: str
    why: str
    recovery: str


@dataclass(frozen=True)
class OfPlan:
    """The figures of a plan. `updated`: open actions updated since the last board, and all open ones."""

    headlines: list[Number]
    objectives: list[Line]
    themes: list[Line]
    deliveries: list[tuple[str, Number]]
    off_plan: Number
    open: int
    complete: int
    updated: int
    not_updated: Number | None
    changes: list[Number]
    missing: list[Number]
    exceptions: list[Exceptional]


@dataclass(frozen=True)
class Overview:
    on: datetime.date
    as_at: datetime.date | None  # `on`, where it is a day of the past
    notice: Notice | None
    plan: Plan | None
    board: Board | None
    last_board: datetime.date | None
    figures: OfPlan | None
    requirements: int
    answered: int
    compliance: list[Number]
    indicators: list[IndicatorLine]
    dates: list[ComingDate]
    board_gap: str  # one sentence where the board meets, or will meet, less often than it has to
    restricted: int  # actions of the plan that the person may not see


def council_overview(
    council: Council, user: User, *, on: datetime.date, as_at: datetime.date | None = None
) -> Overview:
    """`on`: today. `as_at`: a day before it, to see how things stood."""
    notice = current_notice(council)
    if notice and as_at and notice.issued_on and notice.issued_on > as_at:
        notice = None  # nothing was in force yet
    plan = plan_of(notice) if notice else None
    board = board_of(notice) if notice else None
    then = past(plan, as_at=as_at) if plan and as_at else None
    on = as_at or on
    last_board = _last_board(council, on=on)
    if plan and notice:
        plan.notice, plan.council = notice, council
    judged = latest_judgements(notice, as_at=on) if notice else {}
    clauses = compliance_lines(notice, plan, user, on=on, then=then, judged=judged) if notice else []
    return Overview(
        on=on,
        as_at=as_at,
        notice=notice,
        plan=plan,
        board=board,
        last_board=last_board,
        figures=_of_plan(plan, council, user, on=on, since=last_board, then=then) if plan else None,
        requirements=len(clauses),
        answered=sum(bool(line.actions) for line in clauses),
        compliance=compliance_numbers(council, clauses, as_at=as_at),
        indicators=_worst_first(indicators_as_at(council.pk, as_at=on)) if notice else [],
        dates=coming_dates(notice, board, judged, as_at=on)[:DATES] if notice else [],
        board_gap=gap_in_words(board, on=on) if board and not as_at else "",
        restricted=len(hidden_refs(plan)) if plan else 0,
    )


def _last_board(council: Council, *, on: datetime.date) -> datetime.date | None:
    """As boards.services.roll_forward counts it."""
    held = Meeting.objects.filter(council=council, held_on__lt=on).not_cancelled()
    last: datetime.date | None = held.aggregate(last=Max("held_on"))["last"]
    return last


def _of_plan(
    plan: Plan,
    council: Council,
    user: User,
    *,
    on: datetime.date,
    since: datetime.date | None,
    then: Past | None,
) -> OfPlan:
    linker = Linker(plan, council.slug, then.as_at if then else None)
    objectives = then.objectives if then else _objectives(plan)
    counted = counts_by_objective(plan, on=on, since=since, past=then)
    counts = total(counted.values())
    day = {"since": str(since)} if since else {}
    wanted = [
        ("off plan: off track, overdue or at risk", {"confidence": "off_plan"}),
        *((words.lower(), {"missing": name}) for name, (words, *_) in MISSING.items()),
    ]
    if since:
        wanted += [(words.lower(), {**day, "changed": name}) for name, (words, *_) in CHANGED.items()]
        wanted += [("not updated since the board", {**day, "not_updated": "on", "delivery": "open"})]
    off_plan, *others = of_plan(
        plan, wanted, council_slug=council.slug, objectives=objectives, user=user, on=on, since=since, past=then
    )  # fmt: skip
    missing, changes = others[: len(MISSING)], others[len(MISSING) :]
    return OfPlan(
        headlines=[linker.number(counts, name) for name in HEADLINES],
        objectives=by_objective(linker, objectives, counted),
        themes=by_theme(linker, objectives, counted),
        deliveries=linker.deliveries(counts),
        off_plan=off_plan,
        open=counts["open"],
        complete=counts["confirmed"] + counts["embedded"],
        updated=counts["updated"],
        not_updated=changes.pop() if since else None,
        changes=changes,
        missing=missing,
        exceptions=_exceptions_then(then, user) if then else _exceptions(plan, user, on=on),
    )


def _objectives(plan: Plan) -> list[ObjectiveLine]:
    rows = plan.objectives.order_by("number").values_list("id", "number", "title", "theme")
    return [ObjectiveLine(pk, number, title, True, theme) for pk, number, title, theme in rows]


def _exceptions(plan: Plan, user: User, *, on: datetime.date) -> list[Exceptional]:
    """Off track first, then overdue, then at risk; in each the earliest date first. As in the board's report."""
    rank = Case(
        When(confidence="off_track", then=Value(0)),
        When(due_on__lt=on, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    spoken = ActionUpdate.objects.filter(
        council_id=OuterRef("council_id"), action_id=OuterRef("pk"), no_change=False
    ).order_by("-version")
    actions = (
        Action.objects.visible_to(user)
        .filter(council_id=plan.council_id, plan=plan)
        .off_plan(on=on)
        .select_related("owner", "owner_organisation")
        .annotate(
            rank=rank,
            why=Subquery(spoken.values("narrative")[:1]),
            recovery=Subquery(spoken.values("recovery")[:1]),
        )
        .order_by("rank", "due_on", "id")[:TOP]
    )
    return [
        Exceptional(
            ref=action.ref,
            title=action.title,
            confidence=action.confidence,
            due_on=action.due_on,
            owner=name_for(user, action.owner, action.council_id) if action.owner else action.owner_name(),
            why=action.why or "",
            recovery=action.recovery or "",
        )
        for action in actions
    ]


def _exceptions_then(then: Past, user: User) -> list[Exceptional]:
    names = then.plan.council_id in user.access.council_ids

    def rank(action: ActionAsAt) -> tuple[int, datetime.date, int]:
        late = 1 if action.is_overdue(on=then.as_at) else 2
        return 0 if action.confidence == "off_track" else late, action.due_on or datetime.date.max, action.id

    rows = sorted((row for row in then.rows if row.is_off_plan(on=then.as_at)), key=rank)
    return [
        Exceptional(
            ref=row.ref,
            title=row.title,
            confidence=row.confidence,
            due_on=row.due_on,
            owner=row.owner_label(names=names),
            why=row.narrative,
            recovery=row.recovery,
        )
        for row in rows[:TOP]
    ]


def _worst_first(indicators: list[IndicatorLine]) -> list[IndicatorLine]:
    order = {value: place for place, value in enumerate(_WORST_OUTCOME)}
    return sorted(indicators, key=lambda line: order.get(line.outcome, 0))
