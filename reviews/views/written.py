"""Pages on which a report to the Department is written, checked, signed, sent, received; and its signed versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from councils.access import get_visible_or_404, name_for, require
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..checklist import lateness_of
from ..forms import SectionForm, StepForm
from ..models import ReportDue, ReportSection, ReportStep, SignedReport, WrittenReport
from ..writing import table, verbs
from ..writing.document import CHAPTERS, document_of
from .find import find_written, may, rows_of


@policy(Permission.WRITE_REPORT)
def start(request: CouncilRequest, council_slug: str, report_due_id: int) -> HttpResponse:
    """What will be begun, and the button that begins it."""
    due: ReportDue = get_visible_or_404(rows_of(request, ReportDue), request.user, pk=report_due_id)
    if request.method != "POST":
        return render(request, "reviews/written_start.html", {"due": due, "on": today()})
    try:
        report = verbs.start(due, by=request.user, on=today())
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("reviews:list", council_slug=council_slug)
    return redirect(report)


@policy(Permission.VIEW_COUNCIL)
def written(request: CouncilRequest, council_slug: str, report_number: int) -> HttpResponse:
    """Where the report stands, what can be done next; for those who write it, its sections."""
    report, user = find_written(request, report_number), request.user
    writes = may(request, Permission.WRITE_REPORT)
    sections = _sections(report, user) if writes else []
    signed = SignedReport.objects.visible_to(user).filter(council=request.council, report=report)
    context = {
        "report": report,
        "state": report.state_for(user),
        "steps": verbs.possible(report, user),
        "waits": _why_not(report, user),
        "chapters": _chapters(sections) if report.is_draft else [],
        "written_sections": sum(section.is_written for section in sections),
        "document": document_of(report, sections) if sections and not report.is_draft else None,
        "writes": writes,
        "signed": list(signed.defer("content").order_by("-version")),
        "happened": _timeline(report, user),
        "late": lateness_of(report.report_due, report, on=today()),
        "on": today(),
    }
    return render(request, "reviews/written.html", context)


@policy(Permission.WRITE_REPORT)
def whole(request: CouncilRequest, council_slug: str, report_number: int) -> HttpResponse:
    """A draft as the document that it will be."""
    report = find_written(request, report_number)
    document = document_of(report, _sections(report, request.user))
    return render(request, "reviews/written_whole.html", {"report": report, "document": document})


@policy(Permission.WRITE_REPORT)
def section(request: CouncilRequest, council_slug: str, report_number: int, place: int) -> HttpResponse:
    """The words of one section beside its figures. “Save and go on” leads to the next one without words."""
    report = find_written(request, report_number)
    found: ReportSection = get_visible_or_404(
        ReportSection, request.user, council=request.council, report=report, place=place
    )
    found.report = report
    if not report.is_draft and request.method != "POST":
        messages.info(request, "This report is not being written at the moment.")
        return redirect(report)
    first = {"text": found.text, "based_on": found.version}
    form = SectionForm(request.POST or None, initial=first)
    page = {"report": report, "section": found, "form": form, "before": _said_before(request, found)}
    if not form.is_valid():
        return render(request, "reviews/written_section.html", page)
    try:
        verbs.write(
            found, by=request.user, text=form.cleaned_data["text"], based_on=form.cleaned_data["based_on"],
            checked=form.checked,
        )  # fmt: skip
    except verbs.Stale as stale:
        data = request.POST.copy()
        data["based_on"] = str(stale.section.version)
        again = {
            "form": SectionForm(data),
            "meanwhile": stale.section,
            "meanwhile_by": name_for(request.user, stale.section.edited_by, report.council_id),
            "page_has_errors": True,
        }
        return render(request, "reviews/written_section.html", {**page, **again}, status=409)
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return render(request, "reviews/written_section.html", page)
    messages.success(request, f"Saved: {found.heading}")
    following = _next(report, after=found.place) if "stay" not in request.POST else None
    return redirect(_address(report, "section", place=following) if following else report.get_absolute_url())


@policy(Permission.WRITE_REPORT)
@require_POST
def figures(request: CouncilRequest, council_slug: str, report_number: int) -> HttpResponse:
    report = find_written(request, report_number)
    try:
        verbs.take_figures(report, by=request.user, on=today())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, "The figures are as at today. What was written is kept.")
    return redirect(report)


@policy(Permission.WRITE_REPORT)
def step(request: CouncilRequest, council_slug: str, report_number: int, report_step: str) -> HttpResponse:
    """A step of the council."""
    return _step(request, report_number, report_step, of_department=False)


@policy(Permission.RECORD_INSTRUMENT)
def answer(
    request: CouncilRequest, council_slug: str, report_number: int, report_answer: str
) -> HttpResponse:
    """A step of the Department."""
    return _step(request, report_number, report_answer, of_department=True)


@policy(Permission.VIEW_COUNCIL)
def signed(
    request: CouncilRequest, council_slug: str, report_number: int, signed_version: int
) -> HttpResponse:
    """A version as it was signed."""
    report = find_written(request, report_number)
    found: SignedReport = get_visible_or_404(
        SignedReport, request.user, council=request.council, report=report, version=signed_version
    )
    context = {"report": report, "signed": found, "document": found.document}
    return render(request, "reviews/signed.html", context)


def _step(request: CouncilRequest, number: int, name: str, *, of_department: bool) -> HttpResponse:
    report, taken = find_written(request, number), table.BY_NAME.get(name)
    if taken is None or (taken.who is table.Who.DEPARTMENT) is not of_department:
        raise Http404
    require(verbs.may_take(report, taken, request.user))
    refusal = verbs.why_not(report, taken, by=request.user)
    if refusal:
        messages.info(request, refusal)
        return redirect(report)
    form = StepForm(request.POST if request.method == "POST" else None, step=taken)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.take(report, name, by=request.user, on=today(), note=form.cleaned_data.get("note", ""))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The report {taken.past}")
            return redirect(report)
    return render(request, "reviews/written_step.html", {"report": report, "step": taken, "form": form})


def _sections(report: WrittenReport, user: Any) -> list[ReportSection]:
    rows = ReportSection.objects.visible_to(user).filter(council_id=report.council_id, report=report)
    found = list(rows.order_by("place"))
    for row in found:
        row.council = report.council
    return found


def _chapters(sections: list[ReportSection]) -> list[dict[str, Any]]:
    """Sections for the task list: the first ones together, then those of targets and of requirements."""
    found: dict[str, list[ReportSection]] = {}
    for row in sections:
        found.setdefault(CHAPTERS.get(row.kind, "As a whole"), []).append(row)  # type: ignore[call-overload]
    return [{"heading": heading, "sections": rows} for heading, rows in found.items()]


def _why_not(report: WrittenReport, user: Any) -> list[str]:
    """Why a step that the person's role takes cannot be taken yet."""
    steps = (s for s in table.STEPS if report.state in s.froms and verbs.may_take(report, s, user))
    found = (verbs.why_not(report, s, by=user) for s in steps)
    return list(dict.fromkeys(why for why in found if why))


def _said_before(request: CouncilRequest, found: ReportSection) -> str:
    """What the report before this one, of the same author, said of the same clause or target."""
    due = found.report.report_due
    rows = ReportSection.objects.visible_to(request.user).filter(
        council=request.council,
        kind=found.kind,
        requirement_id=found.requirement_id,
        target_id=found.target_id,
        report__report_due__notice=due.notice,
        report__report_due__author=due.author,
        report__number__lt=found.report.number,
    )
    before = rows.exclude(text="").order_by("-report__number").first()
    return before.text if before else ""


def _next(report: WrittenReport, *, after: int) -> int | None:
    """The next section without words after this one; then from the beginning."""
    rows = ReportSection.objects.filter(council_id=report.council_id, report=report, text="")
    places = sorted(rows.values_list("place", flat=True))
    return next((place for place in places if place > after), places[0] if places else None)


def _timeline(report: WrittenReport, user: Any) -> list[dict[str, Any]]:
    rows = ReportStep.objects.visible_to(user).filter(council_id=report.council_id, report=report)
    return [
        {
            "title": f"Version {row.version} {row.step.past}",
            "by": name_for(user, row.taken_by, report.council_id),
            "at": row.taken_on,
            "text": row.note,
        }
        for row in rows.select_related("taken_by").order_by("-number")
    ]


def _address(report: WrittenReport, name: str, **more: Any) -> str:
    kwargs = {"council_slug": report.council.slug, "report_number": report.number, **more}
    return reverse(f"reviews:{name}", kwargs=kwargs)
