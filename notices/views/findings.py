"""Pages of inspections: the register with grades over time, one inspection, one finding, and the forms that record them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.files import as_download
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import findings as verbs
from ..finding_forms import FindingFilter, FindingForm, GradeForm, InspectionForm
from ..models import Finding, Inspection, InspectionJudgement
from .find import may, notices_of

COLUMNS = (
    "Inspection", "Published by", "Kind of inspection", "Published on", "Kind of finding", "Number", "Finding", "Actions",
)  # fmt: skip
GRADE_COLUMNS = ("Area", "Grade", "Inspection", "Published by", "Framework", "Published on", "In short")


@policy(Permission.VIEW_COUNCIL)
def findings(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """The register of inspections, the grades over time, and every finding with the actions that answer it."""
    form = FindingFilter(request.GET)
    context = {
        "inspections": _inspections(request).prefetch_related("judgements", "findings"),
        "areas": verbs.grades_over_time(request.council, user=request.user),
        "form": form,
        "found": list(form.narrow(_findings(request))),
        "may_record": may(request, Permission.RECORD_FINDINGS),
        "may_edit_plan": may(request, Permission.EDIT_PLAN),
        "on": today(),
    }
    return render(request, "notices/finding_list.html", context)


@policy(Permission.VIEW_COUNCIL)
def findings_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on, form = today(), FindingFilter(request.GET)
    rows = [
        (
            f.inspection.title, f.inspection.publisher, f.inspection.get_kind_display(), f.inspection.published_on,
            f.get_kind_display(), f.label, f.text, "; ".join(str(a) for a in f.actions.all()),
        )
        for f in form.narrow(_findings(request))
    ]  # fmt: skip
    areas = verbs.grades_over_time(request.council, user=request.user)
    grades = [
        (
            area.area, g.grade, g.inspection.title, g.inspection.publisher, g.inspection.framework,
            g.inspection.published_on, g.note,
        )
        for area in areas
        for g in area.grades
    ]  # fmt: skip
    notes = list_notes(on=on, form=form, query=request.GET)
    sheets = [Sheet("Findings", COLUMNS, rows, notes), Sheet("Grades", GRADE_COLUMNS, grades)]
    return table_response(kind, f"{council_slug}-findings-{on:%Y-%m-%d}", sheets)


@policy(Permission.VIEW_COUNCIL)
def inspection(request: CouncilRequest, council_slug: str, inspection_id: int) -> HttpResponse:
    found = _inspection(request, inspection_id)
    context = {
        "inspection": found,
        "judgements": InspectionJudgement.objects.visible_to(request.user).filter(
            council=request.council, inspection=found
        ),
        "findings": _findings(request).filter(inspection=found),
        "may_record": may(request, Permission.RECORD_FINDINGS),
        "may_edit_plan": may(request, Permission.EDIT_PLAN),
        "on": today(),
    }
    return render(request, "notices/inspection.html", context)


@policy(Permission.RECORD_FINDINGS)
def inspection_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    notices, files = list(notices_of(request)), request.FILES or None
    form = InspectionForm(request.POST or None, files, notices=notices)
    if form.is_valid():
        try:
            made = verbs.record_inspection(request.council, by=request.user, on=today(), **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The inspection is recorded. Add its grades and findings")
            return redirect(made)
    return _form_page(request, form, "Record an inspection")


@policy(Permission.RECORD_FINDINGS)
def inspection_edit(request: CouncilRequest, council_slug: str, inspection_id: int) -> HttpResponse:
    found = _inspection(request, inspection_id)
    notices, files = list(notices_of(request)), request.FILES or None
    form = InspectionForm(request.POST or None, files, notices=notices, inspection=found)
    if form.is_valid():
        try:
            verbs.edit_inspection(found, by=request.user, on=today(), **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The changes are saved")
            return redirect(found)
    return _form_page(request, form, "Edit the inspection", found)


@policy(Permission.VIEW_COUNCIL)
def inspection_letter(request: CouncilRequest, council_slug: str, inspection_id: int) -> HttpResponse:
    found = _inspection(request, inspection_id)
    if found.letter is None:
        raise Http404
    return as_download(found.letter)


@policy(Permission.RECORD_FINDINGS)
def grade_add(request: CouncilRequest, council_slug: str, inspection_id: int) -> HttpResponse:
    found, form = _inspection(request, inspection_id), GradeForm(request.POST or None)
    if form.is_valid():
        saved = verbs.record_grade(found, by=request.user, **form.cleaned_data)
        messages.success(request, f"Recorded: {saved}")
        return redirect(found)
    return _form_page(request, form, "Record a grade", found)


@policy(Permission.RECORD_FINDINGS)
def finding_add(request: CouncilRequest, council_slug: str, inspection_id: int) -> HttpResponse:
    """Several findings follow each other: “Save and add another” comes back to the empty form."""
    found = _inspection(request, inspection_id)
    form = FindingForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if form.is_valid():
        saved = verbs.record_finding(found, by=request.user, **form.cleaned_data)
        messages.success(request, f"Recorded: {saved.citation}")
        return redirect(f"{request.path}?kind={saved.kind}") if "another" in request.POST else redirect(found)
    another = [{"text": "Save and add another", "name": "another", "value": "1"}]
    return _form_page(request, form, "Record a finding", found, extra=another)


@policy(Permission.VIEW_COUNCIL)
def finding(request: CouncilRequest, council_slug: str, inspection_id: int, finding_id: int) -> HttpResponse:
    found = _finding(request, inspection_id, finding_id)
    context = {
        "finding": found,
        "actions": found.actions.all(),  # type: ignore[attr-defined]  # of the floor above, by name only
        "may_record": may(request, Permission.RECORD_FINDINGS),
        "may_edit_plan": may(request, Permission.EDIT_PLAN),
        "on": today(),
    }
    return render(request, "notices/finding.html", context)


@policy(Permission.RECORD_FINDINGS)
def finding_edit(
    request: CouncilRequest, council_slug: str, inspection_id: int, finding_id: int
) -> HttpResponse:
    found = _finding(request, inspection_id, finding_id)
    first = {"kind": found.kind, "label": found.label, "text": found.text}
    form = FindingForm(request.POST or None, initial=first)
    if form.is_valid():
        verbs.edit_finding(found, by=request.user, **form.cleaned_data)
        messages.success(request, "The changes are saved")
        return redirect(found)
    return _form_page(request, form, "Edit the finding", found.inspection, back=found.get_absolute_url())


def _form_page(
    request: CouncilRequest, form: Any, heading: str, found: Inspection | None = None, **more: Any
) -> HttpResponse:
    context = {"form": form, "heading": heading, "inspection": found, "extra": (), **more}
    return render(request, "notices/inspection_form.html", context)


def _inspections(request: CouncilRequest) -> Any:
    return Inspection.objects.visible_to(request.user).filter(council=request.council).newest_first()


def _findings(request: CouncilRequest) -> Any:
    rows = Finding.objects.visible_to(request.user).filter(council=request.council)
    newest = ("-inspection__published_on", "-inspection_id", "id")
    return rows.select_related("inspection", "council").prefetch_related("actions").order_by(*newest)


def _inspection(request: CouncilRequest, inspection_id: int) -> Inspection:
    rows = Inspection.objects.select_related("council", "notice", "letter").defer("letter__content")
    found: Inspection = get_visible_or_404(rows, request.user, council=request.council, pk=inspection_id)
    return found


def _finding(request: CouncilRequest, inspection_id: int, finding_id: int) -> Finding:
    rows = Finding.objects.select_related("council", "inspection__council").prefetch_related("actions")
    found: Finding = get_visible_or_404(
        rows, request.user, council=request.council, inspection_id=inspection_id, pk=finding_id
    )
    return found
