"""The PDF of each signed report: printed once by a worker, from the very text that was signed, and kept."""

from __future__ import annotations

import datetime
import hashlib

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from councils import scope
from councils.outbox import begin, claim, fail, finish
from reviews.models import SignedReport

from .models import SignedPaper
from .printing import NotPrinted, print_css, print_in_child

LEASE = datetime.timedelta(minutes=5)


def prepare() -> None:
    """A row for each signed report in scope that has none yet. Safe to repeat, and side by side."""
    there = SignedPaper.objects.filter(council_id=OuterRef("council_id"), signed_id=OuterRef("pk"))
    missing = SignedReport.objects.exclude(Exists(there)).order_by("id").values_list("council_id", "id")
    SignedPaper.objects.bulk_create(
        [SignedPaper(council_id=council_id, signed_id=pk) for council_id, pk in missing],
        ignore_conflicts=True,
    )


def print_paper(*, council_id: int, paper_id: int, now: datetime.datetime) -> SignedPaper | None:
    """Claim one paper, print it, keep it. None when another worker has it. Opens its own transactions."""
    own = scope.for_council(council_id)
    with scope.entered(own):
        rows = SignedPaper.objects.filter(council_id=council_id, pk=paper_id)
        held = claim(rows, limit=1, lease=LEASE, now=now)
        if not held or not begin(held[0], lease=LEASE, now=now):
            return None
        paper = held[0]
        html = html_of(
            SignedReport.objects.select_related("report__report_due", "council").get(pk=paper.signed_id)
        )
    try:
        printed = print_in_child(html)
    except NotPrinted as problem:
        with scope.entered(own):
            fail(paper, str(problem), now=now)
        return paper
    with scope.entered(own):
        finish(
            paper, now=now, content=printed.content, sha256=hashlib.sha256(printed.content).hexdigest(),
            pages=printed.pages, size=len(printed.content),
        )  # fmt: skip
    return paper


def html_of(signed: SignedReport) -> str:
    document = signed.document
    chapters = enumerate(document["chapters"], start=1)
    return render_to_string(
        "reports/signed_report_print.html",
        {
            "css": print_css(),
            "title": f"{document['title']} {document['number']}, version {document['version']}: {document['council']}",
            "document": document,
            "fingerprint": signed.sha256,
            "sections": [{"id": f"chapter-{n}", "title": chapter["heading"]} for n, chapter in chapters],
            "address": f"{settings.BASE_URL}{signed.get_absolute_url()}",
        },
    )
