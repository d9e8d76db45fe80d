"""Versions of an instrument: which clause changed when and by whose decision, and the clauses as at a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from councils.access import get_visible_or_404
from councils.clock import today
from councils.files import as_download
from councils.forms import DateInputField, FilterForm
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from ..amending.as_at import clauses_as_at, version_at
from ..amending.showing import shown
from ..models import NoticeVersion
from .find import find_notice, may


class AsAtForm(FilterForm):
    as_at = DateInputField(label="As at")


@policy(Permission.VIEW_COUNCIL)
def versions(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    notice, form = find_notice(request, number), AsAtForm(request.GET or None)
    as_at = form.cleaned_data.get("as_at") if form.is_valid() else None
    rows: Any = NoticeVersion.objects.all().visible_to(request.user)
    rows = rows.filter(council=request.council, notice=notice).confirmed().order_by("-number")
    found = [
        (version, shown(version.changes.all()))
        for version in rows.prefetch_related("changes__requirement").select_related("notice__council")
    ]
    context = {
        "notice": notice,
        "versions": found,
        "form": form,
        "as_at": as_at,
        "version_then": version_at(notice, as_at) if as_at else None,
        "clauses": clauses_as_at(notice, as_at) if as_at else [],
        "may_amend": may(request, Permission.RECORD_INSTRUMENT) and notice.is_standing,
        "on": today(),
    }
    return render(request, "notices/amend_versions.html", context)


@policy(Permission.VIEW_COUNCIL)
def version_document(request: CouncilRequest, council_slug: str, number: int, version: int) -> HttpResponse:
    rows: Any = NoticeVersion.objects.select_related("document").exclude(document=None)
    found: NoticeVersion = get_visible_or_404(
        rows, request.user, council=request.council, notice__number=number, number=version
    )
    assert found.document is not None
    return as_download(found.document)
