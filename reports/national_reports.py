"""What happens to national summaries: asked for, made by a worker, issued. They belong to no council, so no council's
audit log tells of them: who asked and who approved stands in the row, which the database keeps."""

from __future__ import annotations

import datetime
import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse

from councils import scope
from councils.lateness import long_date
from councils.models import User
from councils.outbox import OPEN_STATES, begin, claim, finish, park, wake_on_commit
from councils.refusal import Refused

from .models import NationalReport
from .national import NationalSummary, build_national
from .printing import NotPrinted, print_css, print_in_child

LEASE = datetime.timedelta(minutes=8)


@transaction.atomic
def request_national(*, by: User | None, as_at: datetime.date) -> NationalReport:
    """One that is being prepared for the same day is that one; one that failed is tried again by a new one."""
    open_one = NationalReport.objects.filter(as_at=as_at, state__in=OPEN_STATES).first()
    if open_one is not None:
        return open_one
    last = NationalReport.objects.select_for_update().aggregate(last=Max("number"))["last"] or 0
    report = NationalReport.objects.create(number=last + 1, as_at=as_at, author=by)
    wake_on_commit("reports.tasks.print_national", report_id=report.pk)
    return report


def make_national(*, report_id: int, now: datetime.datetime) -> NationalReport | None:
    """Claim it, print it, keep it. None when another worker has it. Opens its own transactions."""
    held = claim(NationalReport.objects.filter(pk=report_id), limit=1, lease=LEASE, now=now)
    if not held or not begin(held[0], lease=LEASE, now=now):
        return None
    report = held[0]
    with scope.entered(scope.all_councils()):
        summary = build_national(as_at=report.as_at)
    try:
        printed = print_in_child(national_html(summary, number=report.number))
    except NotPrinted as problem:
        park(report, str(problem), now=now)
        return report
    finish(
        report, now=now, content=printed.content, sha256=hashlib.sha256(printed.content).hexdigest(),
        pages=printed.pages, size=len(printed.content),
        data=json.loads(json.dumps(summary.as_data(), cls=DjangoJSONEncoder)),
    )  # fmt: skip
    return report


def why_not_issued(report: NationalReport, by: User) -> str:
    if report.status != "ready":
        return "Only a summary that is ready, and not issued yet, can be issued."
    if report.author_id == by.pk:
        return "You have asked for this summary: another case lead has to approve and issue it."
    return ""


@transaction.atomic
def issue_national(report: NationalReport, *, by: User, now: datetime.datetime) -> None:
    """For good. Raises Refused."""
    held = NationalReport.objects.select_for_update().get(pk=report.pk)
    if why_not := why_not_issued(held, by):
        raise Refused(why_not)
    NationalReport.objects.filter(pk=report.pk).update(approved_by=by, issued_at=now)


def national_html(summary: NationalSummary, *, number: int) -> str:
    return render_to_string(
        "reports/national_print.html",
        {
            "css": print_css(),
            "title": f"{summary.title}, as at {long_date(summary.as_at)}",
            "report": summary,
            "sections": sections(summary),
            "number": f"National summary {number}",
            "address": f"{settings.BASE_URL}{reverse('reports:national')}?as_at={summary.as_at}",
        },
    )


def sections(summary: NationalSummary) -> list[dict[str, str]]:
    return [{"id": name, "title": title} for name, title in summary.sections.items()]
