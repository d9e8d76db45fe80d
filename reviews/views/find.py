"""What the pages of this app share: finding rows that the person may see, and dates as a notice prints them."""

from __future__ import annotations

import datetime
from typing import Any

from councils.access import get_visible_or_404
from councils.lateness import long_date
from councils.permissions import Permission
from councils.requests import CouncilRequest

from ..models import Review, WrittenReport


def month_or_day(due_on: datetime.date, precision: str) -> str:
    """A month that the notice prints is shown as a month: "January 2013"."""
    return f"{due_on:%B %Y}" if precision == "month" else long_date(due_on)


def rows_of(request: CouncilRequest, model: Any) -> Any:
    rows = model.objects.all().visible_to(request.user).filter(council=request.council)
    return rows.select_related("notice").order_by("due_on", "id")


def may(request: CouncilRequest, permission: Permission) -> bool:
    allowed: bool = request.user.access.may(permission, request.council.pk)
    return allowed


def find_review(request: CouncilRequest, review_id: int) -> Review:
    found: Review = get_visible_or_404(rows_of(request, Review), request.user, pk=review_id)
    found.council = found.notice.council = request.council
    return found


def find_written(request: CouncilRequest, number: int) -> WrittenReport:
    rows = WrittenReport.objects.select_related("report_due__notice")
    found: WrittenReport = get_visible_or_404(rows, request.user, council=request.council, number=number)
    found.council = found.report_due.council = found.report_due.notice.council = request.council
    return found
