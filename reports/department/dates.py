"""Reviews and reports to the Department that are to come, or late, across councils."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from councils.lateness import lateness
from reviews.models import ReportDue, Review

from ..councils_dashboard import REPORT_TO_COME, REVIEW_TO_COME, CouncilRow
from ..numbers import Look, Looks

# Of the instruments that the councils' rows name. Whatever their number, one statement.
_DATES = f"""
SELECT r.notice_id, 'review', r.id, r.kind, '', r.due_on FROM reviews_review r
WHERE r.notice_id = ANY(%(notices)s) AND ({REVIEW_TO_COME})
UNION ALL
SELECT p.notice_id, 'report', p.id, p.author, p.recipient, p.due_on FROM reviews_reportdue p
WHERE p.notice_id = ANY(%(notices)s) AND ({REPORT_TO_COME})
ORDER BY 6, 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Due:
    """One review, or one report, of one council."""

    slug: str
    council: str
    kind: str
    what: str
    due_on: datetime.date
    days: int  # from the day that is shown: below 0 it is late
    words: str
    href: str


DATES = Looks[Due](
    Look("late_reports", "late reports", lambda due: due.kind == "report" and due.days < 0),
    Look("late_reviews", "late reviews", lambda due: due.kind == "review" and due.days < 0),
    Look("soon", "due in the next 30 days", lambda due: 0 <= due.days <= 30),
    Look("next", "due in the next 90 days", lambda due: 0 <= due.days <= 90),
    Look("reviews", "reviews to come or late", lambda due: due.kind == "review"),
    Look("reports", "reports to come or late", lambda due: due.kind == "report"),
)


def dates_of(councils: Sequence[CouncilRow], *, on: datetime.date) -> list[Due]:
    """By date."""
    of_notice = {row.notice_id: row for row in councils}
    with connection.cursor() as cursor:
        cursor.execute(_DATES, {"notices": list(of_notice), "on": on})
        found = cursor.fetchall()
    return [_due(of_notice[notice_id], *facts, on=on) for notice_id, *facts in found]


def _due(
    row: CouncilRow,
    kind: str,
    pk: int,
    which: str,
    recipient: str,
    due_on: datetime.date,
    *,
    on: datetime.date,
) -> Due:
    if kind == "review":
        what = Review.Kind(which).label
        href = reverse("reviews:review", kwargs={"council_slug": row.slug, "review_id": pk})
    else:
        what = str(ReportDue(author=which, recipient=recipient))
        href = reverse("reviews:list", kwargs={"council_slug": row.slug})
    days = (due_on - on).days
    return Due(row.slug, row.name, kind, what, due_on, days, lateness(due_on, on=on), href)
