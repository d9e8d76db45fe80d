"""The agenda of a meeting and its papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import get_visible_or_404, name_for
from councils.audit import record_nobody_identified
from councils.clock import today
from councils.files import as_download
from councils.lateness import count
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import services
from ..life import PREPARED
from ..meeting_forms import AddItemForm, PaperForm
from ..models import AgendaItem, Meeting, MeetingPaper
from ..showing import subject_links
from .find import find_item, find_meeting, may


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
def agenda(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """Whoever prepares the meeting puts it in order here: build, move, drop, add."""
    meeting = find_meeting(request, number)
    form = AddItemForm(request.POST if "add" in request.POST else None)
    refusal = ""
    if request.method == "POST":
        try:
            said = _changed(request, meeting, form)
        except Refused as refused:
            refusal = str(refused)
        else:
            if said is not None:
                messages.success(request, said)
                return redirect(_back(request, meeting))
    rows = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
    items = list(rows.standing().select_related("carried_from__meeting").order_by("position", "id"))
    papers = (
        MeetingPaper.objects.visible_to(request.user).current().filter(meeting=meeting).exclude(item=None)
    )
    context = {
        "meeting": meeting,
        "items": items,
        "links": subject_links(items, request.user),
        "papers": list(papers.order_by("number")),
        "dropped": list(rows.filter(dropped=True).order_by("position", "id")),
        "form": form,
        "refusal": refusal,
        "may_plan": may(request, Permission.PLAN_MEETINGS) and meeting.state in PREPARED,
    }
    return render(request, "boards/agenda.html", context)


def _changed(request: CouncilRequest, meeting: Meeting, form: AddItemForm) -> str | None:
    """Do what the button says; the words for the person, or None where the form has an error or says nothing."""
    given, by = request.POST, request.user
    if "build" in given:
        new = services.build_agenda(meeting, by=by, on=today())
        return (
            f"{count(len(new), 'item')} added to the agenda." if new else "The agenda holds all that waits."
        )
    if "add" in given:
        if not form.is_valid():
            return None
        services.add_item(meeting, by=by, **form.cleaned_data)
        record_nobody_identified(form.checked, about=meeting, by=by)
        return "The item is added at the end of the agenda."
    if "item" not in given:
        return None
    item = find_item(request, meeting, given["item"])
    if given.get("move") in ("up", "down"):
        services.move_item(item, by=by, place=given["move"])
        return f"“{item.title}” is moved {given['move']}."
    if "drop" in given or "restore" in given:
        services.set_dropped(item, by=by, dropped="drop" in given)
        return f"“{item.title}” is {'dropped from' if 'drop' in given else 'put back on'} the agenda."
    return None


def _back(request: CouncilRequest, meeting: Meeting) -> str:
    """To the item that the form was about."""
    kwargs = {"council_slug": request.council.slug, "number": meeting.number}
    at = request.POST.get("item", "")
    return reverse("boards:agenda", kwargs=kwargs) + (f"#item-{at}" if at.isdecimal() else "")


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
def papers(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, number)
    items = AgendaItem.objects.visible_to(request.user).standing().filter(meeting=meeting)
    adding = request.POST if request.method == "POST" and "withdraw" not in request.POST else None
    form = PaperForm(
        adding,
        request.FILES if adding is not None else None,
        items=list(items.order_by("position", "id")),
        initial={"item": request.GET.get("item", "")},
    )
    rows = MeetingPaper.objects.visible_to(request.user).filter(meeting=meeting)
    refusal = ""
    if request.method == "POST":
        try:
            said = _paper_changed(request, meeting, form)
        except Refused as refused:
            refusal = str(refused)
            if adding is not None:
                form.add_error("upload", refusal)
        else:
            if said is not None:
                messages.success(request, said)
                return redirect("boards:papers", council_slug=council_slug, number=number)
    shown = (
        rows.current().select_related("item", "file", "added_by").defer("file__content").order_by("number")
    )
    context = {
        "meeting": meeting,
        "papers": [
            {"paper": paper, "by": name_for(request.user, paper.added_by, meeting.council_id)}
            for paper in shown
        ],
        "form": form,
        "refusal": refusal if adding is None else "",
        "may_plan": may(request, Permission.PLAN_MEETINGS) and meeting.state in PREPARED,
    }
    return render(request, "boards/papers.html", context)


def _paper_changed(request: CouncilRequest, meeting: Meeting, form: PaperForm) -> str | None:
    if "withdraw" in request.POST:
        typed = request.POST["withdraw"]
        if not typed.isdecimal():
            raise Http404
        paper = find_paper(request, meeting, int(typed[:6]))
        services.withdraw_paper(paper, by=request.user)
        return f"“{paper.title}” is withdrawn."
    if not form.is_valid():
        return None
    paper = services.add_paper(meeting, by=request.user, on=today(), **form.verb_arguments())
    record_nobody_identified(form.checked, about=meeting, by=request.user)
    return f"“{paper.title}” is added."


def find_paper(request: CouncilRequest, meeting: Meeting, number: int) -> MeetingPaper:
    rows = MeetingPaper.objects.current().select_related("meeting__board", "file")
    paper: MeetingPaper = get_visible_or_404(rows, request.user, meeting=meeting, number=number)
    return paper


@policy(Permission.VIEW_COUNCIL)
def paper_download(
    request: CouncilRequest, council_slug: str, number: int, paper_number: int
) -> HttpResponse:
    paper = find_paper(request, find_meeting(request, number), paper_number)
    if paper.file is None:
        raise Http404
    return as_download(paper.file)
