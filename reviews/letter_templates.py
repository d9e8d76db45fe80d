"""Letters that are written again and again, begun with facts of the council. They are drafts: a person reads and signs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from councils.lateness import lateness, long_date
from councils.models import Council
from notices.models import Notice

from .models import Correspondence, ReportDue, Review, Validation

Direction = Correspondence.Direction


@dataclass(frozen=True)
class Template:
    """`name` is its address. `subject` and `text` have places for the facts of `facts_of`."""

    name: str
    title: str
    direction: str
    subject: str
    text: str


TEMPLATES = (
    Template(
        "chaser", "Chaser: what is overdue", Direction.TO_COUNCIL,
        "Overdue under the {kind}",
        "Dear Director\n\nUnder the {instrument} the following is overdue:\n\n{overdue}\n\n"
        "Please send it, or tell me by return when it will come and why it is late.\n\nYours sincerely",
    ),
    Template(
        "request-for-report", "Request for a report", Direction.TO_COUNCIL,
        "Report under the {kind}",
        "Dear Director\n\nThe {instrument} asks for: {next_report}. The Department’s next review is {next_review}.\n\n"
        "Please make sure that the report comments on every requirement and target.\n\nYours sincerely",
    ),
    Template(
        "ministers-letter", "Letter of the minister", Direction.TO_COUNCIL,
        "Progress of children’s services in {council}",
        "Dear Leader\n\nI write about the {instrument}.\n\n[What the review found.]\n\n"
        "Still to come: {next_report}. The next review is {next_review}.\n\nYours sincerely",
    ),
    Template(
        "covering-letter", "Covering letter to the Department", Direction.FROM_COUNCIL,
        "Report of {council} under the {kind}",
        "Dear case lead\n\nWith this letter {council} sends what the {instrument} asks for: {next_report}.\n\n"
        "The board has seen it.\n\nYours sincerely",
    ),
    Template(
        "more-time", "Request for more time", Direction.FROM_COUNCIL,
        "Request for more time under the {kind}",
        "Dear case lead\n\nThe following is late under the {instrument}:\n\n{overdue}\n\n"
        "[Why it is late, and by when it will come.]\n\nYours sincerely",
    ),
)  # fmt: skip
BY_NAME = {template.name: template for template in TEMPLATES}


def begun(template: Template, council: Council, *, on: datetime.date) -> dict[str, Any]:
    """What the form of a new entry begins with."""
    facts = facts_of(council, on=on)
    return {
        "direction": template.direction,
        "means": Correspondence.Means.LETTER,
        "subject": template.subject.format_map(facts)[:200],
        "text": template.text.format_map(facts),
    }


def facts_of(council: Council, *, on: datetime.date) -> dict[str, str]:
    of_council = {"council": council, "notice__state__in": Notice.STANDING}
    notice = Notice.objects.filter(council=council).standing().current_first().first()
    reports = list(ReportDue.objects.filter(**of_council).waiting().select_related("notice"))
    review = Review.objects.filter(**of_council).waiting().filter(due_on__gte=on).first()
    late: list[ReportDue | Validation] = [row for row in reports if row.due_on < on]
    late += Validation.objects.filter(council=council).overdue(on=on)
    coming = next((row for row in reports if row.due_on >= on), None)
    kind = notice.get_kind_display().lower() if notice else "notice"
    issued = f" of {long_date(notice.issued_on)}" if notice and notice.issued_on else ""
    return {
        "council": council.official_name or str(council),
        "kind": kind,
        "instrument": f"{kind}{issued}",
        "overdue": "\n".join(f"– {_due(row)}, {lateness(row.due_on, on=on)}" for row in late)
        or "[Nothing is recorded as overdue.]",
        "next_report": _due(coming) if coming else "[no report is due]",
        "next_review": f"due on {long_date(review.due_on)}" if review else "[not planned]",
    }


def _due(row: ReportDue | Validation) -> str:
    return f"{row}, due on {long_date(row.due_on)}"
