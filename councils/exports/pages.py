"""The page on which a council takes its data with it."""

from __future__ import annotations

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from ..clock import today
from ..permissions import Permission
from ..policy import policy
from ..refusal import Refused
from ..requests import CouncilRequest
from .whole_council import export_council


@policy(Permission.EXPORT_COUNCIL)
def council_export(request: CouncilRequest, council_slug: str) -> HttpResponseBase:
    """A POST, because it is signed in the audit log."""
    if request.method != "POST":
        return render(request, "councils/export.html", {})
    on = today()
    try:
        archive = export_council(request.council, by=request.user, on=on)
    except Refused as refusal:
        context = {"why_not": str(refusal), "page_has_errors": True}
        return render(request, "councils/export.html", context)
    name = f"{council_slug}-everything-{on:%Y-%m-%d}.zip"
    response = FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
