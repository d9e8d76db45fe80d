"""What a council's reports are about: its instrument, the plan that answers it, its board."""

from __future__ import annotations

import datetime

from actions.models import Plan
from boards.models import Board
from councils.lateness import long_date
from councils.models import Council
from councils.refusal import Refused
from notices.models import Notice


class NoReport(Refused):
    """Why there can be no report of this council as at this day, in words."""


def current_notice(council: Council) -> Notice | None:
    """The newest instrument that stands; failing that, the last one that did."""
    issued = Notice.objects.filter(council=council).exclude(
        state__in=[Notice.State.DRAFT, Notice.State.WITHDRAWN]
    )
    return issued.current_first().first()


def plan_of(notice: Notice) -> Plan | None:
    return Plan.objects.filter(council_id=notice.council_id, notice=notice).first()


def board_of(notice: Notice) -> Board | None:
    return Board.objects.filter(council_id=notice.council_id, notice=notice).first()


def first_day(council: Council) -> datetime.date | None:
    """The earliest day for which there is a report: the issue of the instrument."""
    notice = current_notice(council)
    return notice.issued_on if notice else None


def require_reportable(council: Council, *, as_at: datetime.date) -> tuple[Notice, Plan]:
    """The instrument and the plan that a report of this day is about. Raises NoReport, in words."""
    notice = current_notice(council)
    if notice is None:
        raise NoReport(f"{council} has no notice in force, so there is nothing to report on.")
    if notice.issued_on and as_at < notice.issued_on:
        raise NoReport(
            f"The notice was issued on {long_date(notice.issued_on)}: choose that day or a later one."
        )
    plan = plan_of(notice)
    if plan is None:
        raise NoReport(f"{council} has no improvement plan yet, so there is nothing to report on.")
    return notice, plan
