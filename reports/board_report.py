"""The board progress report as data: one dataclass, as at a day. Page, PDF and archive print the same object.

Names of a council's officers are not shown across councils (design §5), so there are two copies of a report: the
council's with names of owners, and the Department's (`for_department`), where an owner is a role.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from actions.as_at import ActionAsAt, actions_as_at
from actions.counted import count_in_words
from actions.models import OPEN, Plan
from actions.restricted import left_out
from boards.models import Meeting
from councils.models import Council, Membership
from notices.models import Notice

from .report_dates import ComingDate, coming_dates
from .report_requirements import CoverageLine, latest_judgements, requirement_coverage
from .report_trends import Chart, charts
from .reportable import board_of, require_reportable

COMPLETE = ("confirmed", "embedded")
NOBODY = "Nobody yet"


@dataclass(frozen=True)
class Figure:
    """A number now, and the same at the last board where there was one."""

    label: str
    now: int
    before: int | None = None

    @property
    def change(self) -> str:
        if self.before is None:
            return ""
        difference = self.now - self.before
        return f"{difference:+d}".replace("-", "−") if difference else "no change"


@dataclass(frozen=True)
class ActionLine:
    ref: str
    title: str
    objective: int
    owner: str
    owner_role: str
    due_on: datetime.date | None
    original_due_on: datetime.date | None
    lateness: str
    overdue: bool
    delivery: str
    confidence: str
    reported_on: datetime.date | None
    why: str
    recovery: str

    @property
    def is_open(self) -> bool:
        return self.delivery in OPEN


@dataclass(frozen=True)
class ObjectiveLine:
    number: int
    title: str
    actions: int
    complete: int
    done: int
    on_track: int
    at_risk: int
    off_track: int
    overdue: int


@dataclass(frozen=True)
class BoardReport:
    council: str
    council_slug: str
    as_at: datetime.date
    notice: str
    notice_kind: str
    notice_state: str
    issued_on: datetime.date | None
    plan: str
    board: str
    meeting_on: datetime.date | None
    last_board: datetime.date | None
    updated: int  # open actions with an update since the last board
    figures: list[Figure]
    exceptions: list[ActionLine]
    objectives: list[ObjectiveLine]
    charts: list[Chart]
    coverage: list[CoverageLine]
    dates: list[ComingDate]
    actions: list[ActionLine] = field(default_factory=list)
    names: bool = True
    restricted: int = 0  # actions that are left out

    title = "Board progress report"

    def actions_of(self, objective: int) -> list[ActionLine]:
        return [line for line in self.actions if line.objective == objective]

    @property
    def open(self) -> int:
        return sum(line.is_open for line in self.actions)

    @property
    def covered(self) -> int:
        return sum(bool(line.actions) for line in self.coverage)

    def for_department(self) -> BoardReport:
        """The copy in which an owner is a role, and nothing holds the name."""

        def unnamed(lines: list[ActionLine]) -> list[ActionLine]:
            return [replace(line, owner=line.owner_role) for line in lines]

        return replace(self, names=False, exceptions=unnamed(self.exceptions), actions=unnamed(self.actions))

    def as_data(self) -> dict[str, Any]:
        """What is kept with the issued file, so that two reports can be compared in figures."""
        data = asdict(self)
        for chart in data["charts"]:
            chart.pop("svg")
        return data


def build_board_report(council: Council, *, as_at: datetime.date) -> BoardReport:
    """Read everything that the report shows, as it stood at the end of `as_at`. Raises NoReport.

    The paper goes to the whole board, so it leaves out what only named people may see, whoever asks for it.
    """
    notice, plan = require_reportable(council, as_at=as_at)
    with left_out(plan) as restricted:
        return _built(council, notice, plan, as_at=as_at, restricted=restricted)


def _built(
    council: Council, notice: Notice, plan: Plan, *, as_at: datetime.date, restricted: int
) -> BoardReport:
    board = board_of(notice)
    meetings = Meeting.objects.filter(council=council, board=board).not_cancelled()
    ahead = meetings.filter(held_on__gte=as_at).order_by("held_on").first()
    last_board = (
        meetings.filter(held_on__lt=as_at).order_by("-held_on").values_list("held_on", flat=True).first()
    )
    now = actions_as_at(plan, as_at=as_at)
    before = actions_as_at(plan, as_at=last_board) if last_board else None
    roles = _roles(council, {action.owner_id for action in now if action.owner_id})
    lines = [_line(action, roles, on=as_at) for action in now]
    objectives = dict(plan.objectives.order_by("number").values_list("number", "title"))
    objectives |= {action.objective_number: action.objective_title for action in now}
    judged = latest_judgements(notice, as_at=as_at)
    return BoardReport(
        council=str(council),
        council_slug=council.slug,
        as_at=as_at,
        notice=notice.title,
        notice_kind=notice.get_kind_display(),
        notice_state=notice.state,
        issued_on=notice.issued_on,
        plan=plan.title,
        board=board.name if board else "",
        meeting_on=ahead.held_on if ahead else None,
        last_board=last_board,
        updated=_updated(now, since=last_board) if last_board else 0,
        figures=_figures(now, before, as_at=as_at, last_board=last_board),
        exceptions=_exceptions(lines),
        objectives=[
            _objective(number, title, [line for line in lines if line.objective == number])
            for number, title in sorted(objectives.items())
        ],
        charts=charts(plan, now, as_at=as_at, first=notice.issued_on or as_at),
        coverage=requirement_coverage(notice, now, judged),
        dates=coming_dates(notice, board, judged, as_at=as_at),
        actions=lines,
        restricted=restricted,
    )


def sections(report: BoardReport) -> list[dict[str, str]]:
    """The table of contents."""
    return [
        {"id": "key-figures", "title": "Key figures"},
        {"id": "exceptions", "title": "Exceptions: what is off plan, and what will bring it back"},
        {"id": "objectives", "title": "Progress by objective"},
        {"id": "trends", "title": "Delivery and confidence in pictures"},
        {"id": "requirements", "title": "What the notice requires, and what answers it"},
        {"id": "dates", "title": "Dates ahead"},
        {"id": "colours", "title": "What the colours mean"},
        {"id": "annex", "title": "Annex: all actions"},
    ]


def _roles(council: Council, user_ids: set[int]) -> dict[int, str]:
    people = Membership.objects.filter(council=council, user_id__in=user_ids)
    return {person.user_id: person.get_role_display() for person in people}


def _line(action: ActionAsAt, roles: dict[int, str], *, on: datetime.date) -> ActionLine:
    role = roles.get(action.owner_id, "Somebody who has left") if action.owner_id else ""
    agency = action.owner_organisation
    return ActionLine(
        ref=action.ref,
        title=action.title,
        objective=action.objective_number,
        owner=action.owner_person or agency or NOBODY,
        owner_role=role or agency or NOBODY,
        due_on=action.due_on,
        original_due_on=action.original_due_on,
        lateness=action.lateness(on=on),
        overdue=action.is_overdue(on=on),
        delivery=action.delivery,
        confidence=action.confidence,
        reported_on=action.reported_on,
        why=action.narrative,
        recovery=action.recovery,
    )


def _exceptions(lines: Sequence[ActionLine]) -> list[ActionLine]:
    """Open actions that are off track, overdue or at risk; in this order, the latest date first to be missed on top."""

    def urgency(line: ActionLine) -> tuple[int, datetime.date, str]:
        rank = 0 if line.confidence == "off_track" else 1 if line.overdue else 2
        return rank, line.due_on or datetime.date.max, line.ref

    off_plan = [line for line in lines if line.is_open and (line.overdue or line.confidence != "on_track")]
    return sorted(off_plan, key=urgency)


def _objective(number: int, title: str, lines: Sequence[ActionLine]) -> ObjectiveLine:
    worry = Counter(line.confidence for line in lines if line.is_open)
    return ObjectiveLine(
        number=number,
        title=title,
        actions=len(lines),
        complete=sum(line.delivery in COMPLETE for line in lines),
        done=sum(line.delivery == "done" for line in lines),
        on_track=worry["on_track"],
        at_risk=worry["at_risk"],
        off_track=worry["off_track"],
        overdue=sum(line.overdue for line in lines),
    )


def _figures(
    now: Sequence[ActionAsAt],
    before: Sequence[ActionAsAt] | None,
    *,
    as_at: datetime.date,
    last_board: datetime.date | None,
) -> list[Figure]:
    earlier = count_in_words(before, on=last_board) if before is not None and last_board else {}
    return [
        Figure(label, number, earlier.get(label)) for label, number in count_in_words(now, on=as_at).items()
    ]


def _updated(actions: Sequence[ActionAsAt], *, since: datetime.date) -> int:
    return sum(a.is_open and a.reported_on is not None and a.reported_on >= since for a in actions)
