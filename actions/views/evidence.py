"""The store of evidence, one piece of it, its files, and the archive of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from councils.access import get_visible_or_404, name_for
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response, word_notes
from councils.files import as_download
from councils.lateness import count
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..evidence_archive import archive, as_response
from ..evidence_history import happenings
from ..evidence_list import HEADER, PAGE, Store, sheet_rows, store
from ..evidence_permissions import may_change, why_not_changeable, why_not_judgeable
from ..models import Evidence, EvidenceVersion
from .find import names_are_shown


def find_evidence(request: CouncilRequest, number: int) -> Evidence:
    """The evidence of the address, if this person may see it; a restricted one is otherwise the same 404 as none."""
    rows = Evidence.objects.with_standing(on=today()).select_related(
        "action__plan", "audit_round", "submitted_by", "judged_by", "replaces"
    )
    found: Evidence = get_visible_or_404(rows, request.user, council=request.council, number=number)
    found.council = request.council
    return found


@policy(Permission.VIEW_COUNCIL)
def evidence_list(request: CouncilRequest, council_slug: str) -> HttpResponse:
    shown = _store(request)
    page = Paginator(shown.rows, PAGE).get_page(request.GET.get("page"))
    access = request.user.access
    may_judge = access.may(Permission.ACCEPT_EVIDENCE, request.council.pk)
    context = {
        "filters": shown.filters,
        "figures": shown.figures,
        "found": count(page.paginator.count, "piece", "pieces") + " of evidence",
        "page": page,
        "rows": _named(request, page.object_list),
        "sort": shown.sort,
        "has_any": shown.has_any,
        "address": request.GET.urlencode(),
        "may_add": access.may(Permission.ADD_EVIDENCE, request.council.pk),
        "waiting": _waiting(request).count() if may_judge else 0,
    }
    return render(request, "actions/evidence_list.html", context)


@policy(Permission.VIEW_COUNCIL)
def evidence_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    """The list with its filters, all pages of it."""
    shown, on = _store(request), today()
    notes = [*list_notes(on=on, form=shown.filters, query=request.GET), *word_notes("evidence")]
    rows = sheet_rows(shown.rows, names=names_are_shown(request))
    sheet = Sheet(f"Evidence on {on:%d.%m.%Y}", HEADER, rows, notes)
    return table_response(kind, f"{council_slug}-evidence-{on:%Y-%m-%d}", [sheet])


@policy(Permission.VIEW_COUNCIL)
def evidence_zip(request: CouncilRequest, council_slug: str) -> HttpResponseBase:
    """The files of what the list shows, with an index."""
    shown, on = _store(request), today()
    title = f"Evidence of {request.council} on {on:%d.%m.%Y}"
    try:
        made = archive(shown.rows, council=request.council, title=title, on=on)
    except Refused as refusal:
        context = {"why_not": str(refusal), "address": request.GET.urlencode()}
        return render(request, "actions/evidence_zip_not.html", context)
    return as_response(made, f"{council_slug}-evidence-{on:%Y-%m-%d}.zip")


@policy(Permission.ACCEPT_EVIDENCE)
def evidence_waiting(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """What this person can accept or return, oldest first."""
    rows = _waiting(request).with_standing(on=today()).select_related("action", "submitted_by")
    page = Paginator(rows.order_by("submitted_on", "number"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _named(request, page.object_list)}
    return render(request, "actions/evidence_waiting.html", context)


@policy(Permission.VIEW_COUNCIL)
def evidence(request: CouncilRequest, council_slug: str, evidence_number: int) -> HttpResponse:
    found, on = find_evidence(request, evidence_number), today()
    viewer, council_id = request.user, request.council.pk
    visible = Evidence.objects.visible_to(viewer).filter(council=request.council)
    why_not = why_not_changeable(found, on=on)
    may_judge = viewer.access.may(Permission.ACCEPT_EVIDENCE, council_id)
    context = {
        "evidence": found,
        "versions": [
            {"version": version, "by": name_for(viewer, version.submitted_by, council_id)}
            for version in _versions(found)
        ],
        "requirements": found.requirements.select_related("notice").order_by("notice_id", "seq"),
        "replaces": visible.filter(pk=found.replaces_id).first() if found.replaces_id else None,
        "replaced_by": visible.filter(replaces=found).first(),
        "submitted_by": name_for(viewer, found.submitted_by, council_id),
        "judged_by": name_for(viewer, found.judged_by, council_id) if found.judged_by else "",
        "readers": [
            name_for(viewer, person.user, council_id) for person in found.people.select_related("user")
        ],
        "history": [
            {
                "title": it.title,
                "by": name_for(viewer, it.by, council_id) if it.by else "Noticeboard",
                "at": it.at,
                "text": it.text,
            }
            for it in happenings(found)
        ],
        "why_not": why_not,
        "may_change": may_change(viewer, found),
        "may_judge": may_judge and not why_not_judgeable(viewer, found),
        "why_not_judge": why_not_judgeable(viewer, found) if may_judge else "",
    }
    return render(request, "actions/evidence.html", context)


@policy(Permission.VIEW_COUNCIL)
def evidence_download(
    request: CouncilRequest, council_slug: str, evidence_number: int, version_number: int
) -> HttpResponse:
    """The file, found through its evidence: whoever may not see that gets the 404 of a file that is not there."""
    found = find_evidence(request, evidence_number)
    version = EvidenceVersion.objects.filter(evidence=found, council=request.council, number=version_number)
    stored = version.select_related("file").first()
    if stored is None or stored.file is None:
        raise Http404
    return as_download(stored.file)


def _store(request: CouncilRequest) -> Store:
    return store(request.user, request.council, request.GET, on=today(), names=names_are_shown(request))


def _waiting(request: CouncilRequest) -> Any:
    rows = Evidence.objects.visible_to(request.user).filter(council=request.council, frozen_on=None)
    return rows.waiting().exclude(submitted_by=request.user)


def _named(request: CouncilRequest, rows: Any) -> list[dict[str, Any]]:
    """Rows with who submitted them, as this viewer may read it."""
    listed = list(rows)
    for row in listed:
        row.council = request.council
    return [
        {"evidence": row, "by": name_for(request.user, row.submitted_by, request.council.pk)}
        for row in listed
    ]


def _versions(found: Evidence) -> list[EvidenceVersion]:
    return list(
        found.versions.select_related("file", "submitted_by").defer("file__content").order_by("-number")
    )
