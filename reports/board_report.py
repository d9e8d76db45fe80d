"""What a report of a council shows, read as it stood at the end of a day (report_data.py says what it is)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence

from actions.as_at import ActionAsAt, actions_as_at
from actions.counted import count, count_in_words
from actions.models import Plan
from actions.restricted import left_out
from boards.models import Board, Meeting
from councils.models import Council
from notices.models import Notice, NoticeStep

from .as_at_rows import rows_as_at
from .models import ReportRun
from .report_data import (
    ActionLine,
    BoardReport,
    Cover,
    ExceptionsReport,
    Figure,
    ObjectiveLine,
    OffPlan,
    OnePage,
)
from .report_dates import coming_dates
from .report_decisions import challenges_since, date_changes, decisions_since, evidence_accepted
from .report_indicators import indicators_as_at
from .report_requirements import latest_judgements, requirement_coverage
from .report_trends import charts
from .report_words import COMPARED, roles_of, wording_of, words_of
from .reportable import board_of, require_reportable

COMPLETE = ("confirmed", "embedded")
KEPT = ("met", "sustained")
NOBODY = "Nobody yet"

# How each kind comes from the whole: the same figures in all of them, whatever they leave out.
OF_PLAN: dict[str, Callable[[BoardReport], OffPlan]] = {
    ReportRun.Kind.BOARD_PROGRESS: lambda report: report,
    ReportRun.Kind.EXCEPTIONS: ExceptionsReport.of,
    ReportRun.Kind.ONE_PAGE: OnePage.of,
}


def build_report(council: Council, kind: str, *, as_at: datetime.date) -> OffPlan:
    """A report of one of these kinds. Raises NoReport."""
    return OF_PLAN[kind](build_board_report(council, as_at=as_at))


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
    held = _meetings(notice, board, as_at)
    ahead = min((day for day in held if day >= as_at), default=None)
    last_board = max((day for day in held if day < as_at), default=None)
    since = last_board or notice.issued_on or as_at
    now = actions_as_at(plan, as_at=as_at)
    before = actions_as_at(plan, as_at=last_board) if last_board else None
    roles = roles_of(council, {action.owner_id for action in now if action.owner_id})
    lines = [_line(action, roles, on=as_at) for action in now]
    objectives = dict(plan.objectives.order_by("number").values_list("number", "title"))
    objectives |= {action.objective_number: action.objective_title for action in now}
    judged = latest_judgements(notice, as_at=as_at)
    exceptions = _exceptions(lines)
    coverage = requirement_coverage(notice, plan, now, judged, as_at=as_at)
    challenges = challenges_since(board, since=since, as_at=as_at)
    evidence = evidence_accepted(council.pk, now, since=since, as_at=as_at)
    numbers = {
        **_numbers(now, before, as_at=as_at, last_board=last_board),
        "exceptions": len(exceptions),
        "requirements": len(coverage),
        "requirements_answered": sum(bool(line.actions) for line in coverage),
        "requirements_met": sum(line.judgement in KEPT for line in coverage),
        "challenges_open": sum(line.state != "closed" for line in challenges),
        "evidence_accepted": len(evidence),
    }
    wording = wording_of(council)
    return BoardReport(
        council=str(council),
        council_slug=council.slug,
        as_at=as_at,
        notice=notice.title,
        notice_kind=notice.get_kind_display(),
        notice_state=_state(notice, as_at),
        issued_on=notice.issued_on,
        plan=plan.title,
        board=board.name if board else "",
        meeting_on=ahead,
        last_board=last_board,
        marking=wording.marking,
        wording=wording.cover,
        legend=wording.legend(),
        words=words_of(council, numbers, as_at=as_at),
        numbers=numbers,
        updated=numbers["updated"],
        figures=_figures(now, before, as_at=as_at, last_board=last_board),
        exceptions=exceptions,
        objectives=[
            _objective(number, title, [line for line in lines if line.objective == number])
            for number, title in sorted(objectives.items())
        ],
        charts=charts(plan, now, as_at=as_at, first=notice.issued_on or as_at),
        coverage=coverage,
        indicators=indicators_as_at(council.pk, as_at=as_at),
        decisions=decisions_since(notice, plan, now, since=since, as_at=as_at),
        challenges=challenges,
        date_changes=date_changes(plan, now, since=since, as_at=as_at),
        evidence=evidence,
        dates=coming_dates(notice, board, judged, as_at=as_at),
        actions=lines,
        restricted=restricted,
    )


def sections(report: Cover) -> list[dict[str, str]]:
    """The table of contents."""
    return [{"id": name, "title": title} for name, title in report.sections.items()]


def _meetings(notice: Notice, board: Board | None, as_at: datetime.date) -> list[datetime.date]:
    """The days of the board's meetings, as they were planned on the day."""
    if board is None:
        return []
    rows = rows_as_at(Meeting, as_at=as_at, came_with=notice, council_id=board.council_id, board_id=board.pk)
    return [row.held_on for row in rows if row.state != Meeting.State.CANCELLED]


def _state(notice: Notice, as_at: datetime.date) -> str:
    steps = NoticeStep.objects.as_at(as_at).filter(council_id=notice.council_id, notice=notice)
    last = steps.order_by("number").values_list("to_state", flat=True).last()
    return last or notice.state


def _numbers(
    now: Sequence[ActionAsAt],
    before: Sequence[ActionAsAt] | None,
    *,
    as_at: datetime.date,
    last_board: datetime.date | None,
) -> dict[str, int]:
    """The figures by name; those of the last board where there was one."""

    def of(actions: Sequence[ActionAsAt], on: datetime.date, since: datetime.date | None) -> dict[str, int]:
        counted = count(actions, on=on, since=since)
        return counted | {"complete": counted["confirmed"] + counted["embedded"]}

    found = of(now, as_at, last_board)
    if before is not None and last_board is not None:
        then = of(before, last_board, None)
        found |= {f"{name}_before": then[name] for name in COMPARED}
    return found


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
