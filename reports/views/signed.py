"""The PDF of a signed report."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from councils.access import get_visible_or_404
from councils.files import as_attachment
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from reviews.models import SignedReport

from ..models import SignedPaper


@policy(Permission.VIEW_COUNCIL)
def signed_pdf(
    request: CouncilRequest, council_slug: str, report_number: int, signed_version: int
) -> HttpResponse:
    """The file; until it is printed, a page that says so."""
    signed: SignedReport = get_visible_or_404(
        SignedReport.objects.select_related("report"), request.user,
        council=request.council, report__number=report_number, version=signed_version,
    )  # fmt: skip
    signed.council = signed.report.council = request.council
    paper = (
        SignedPaper.objects.visible_to(request.user).filter(council=request.council, signed=signed).first()
    )
    if paper is None or paper.content is None:
        return render(request, "reports/signed_paper.html", {"signed": signed, "paper": paper})
    response = HttpResponse(bytes(paper.content), content_type="application/pdf")
    as_attachment(response, f"{council_slug}-report-{report_number}-version-{signed_version}.pdf")
    response["Content-Length"] = str(paper.size)
    return response
