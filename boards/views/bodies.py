"""Pages: sub-groups and the bodies beside the board, and who reports to whom."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.asking import ask
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from ..meeting_forms import NoForm
from ..models import GovernanceBody, ReportingLine
from ..services.bodies import add_body, add_line, change_body, end_body, end_line
from ..structure_forms import BodyForm, EndBodyForm, LineForm
from .find import board_or_404, may


@policy(Permission.VIEW_COUNCIL)
def bodies(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Every body with its remit; and as a table who reports to whom, how often, about what."""
    found, on = board_or_404(request), today()
    rows = GovernanceBody.objects.visible_to(request.user).filter(council=request.council, board=found)
    standing = list(rows.standing(on=on).select_related("organisation").order_by("kind", "number"))
    lines = ReportingLine.objects.visible_to(request.user).filter(council=request.council, board=found)
    return render(
        request,
        "boards/bodies.html",
        {
            "board": found,
            "bodies": standing,
            "ended": list(
                rows.exclude(pk__in=[body.pk for body in standing]).order_by("-ended_on", "number")
            ),
            "lines": list(lines.standing().select_related("board", "from_body", "to_body")),
            "may_keep": may(request, Permission.KEEP_BOARD),
        },
    )


@policy(Permission.VIEW_COUNCIL)
def body(request: CouncilRequest, council_slug: str, body_number: int) -> HttpResponse:
    found = _body(request, body_number)
    lines = ReportingLine.objects.visible_to(request.user).filter(council=request.council)
    lines = lines.standing().select_related("board", "from_body", "to_body")
    return render(
        request,
        "boards/body.html",
        {
            "body": found,
            "reports_to": list(lines.filter(from_body=found)),
            "hears_from": list(lines.filter(to_body=found)),
            "may_keep": may(request, Permission.KEEP_BOARD) and found.ended_on is None,
        },
    )


@policy(Permission.KEEP_BOARD)
def body_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found = board_or_404(request)
    form = BodyForm(request.POST or None, council=request.council)
    return ask(
        request,
        form,
        lambda: add_body(found, by=request.user, **form.cleaned_data),
        caption=found.name,
        title="Add a sub-group or another body",
        button="Add body",
        said="The body was added. Now say who reports to whom",
        back=_page("bodies", council_slug),
    )


@policy(Permission.KEEP_BOARD)
def body_edit(request: CouncilRequest, council_slug: str, body_number: int) -> HttpResponse:
    found = _body(request, body_number)
    form = BodyForm(request.POST or None, council=request.council, initial=BodyForm.initial_of(found))
    return ask(
        request,
        form,
        lambda: change_body(found, by=request.user, **form.cleaned_data),
        caption=found.board.name,
        title=f"Change {found.name}",
        button="Save changes",
        said="The body was changed",
        back=found.get_absolute_url(),
    )


@policy(Permission.KEEP_BOARD)
def body_end(request: CouncilRequest, council_slug: str, body_number: int) -> HttpResponse:
    found, on = _body(request, body_number), today()
    form = EndBodyForm(request.POST or None, initial={"ended_on": on})
    return ask(
        request,
        form,
        lambda: end_body(found, by=request.user, on=on, **form.cleaned_data),
        caption=found.board.name,
        title=f"Record that {found.name} has ended",
        button="Record the end",
        said=f"{found.name} was recorded as ended",
        back=_page("bodies", council_slug),
        intro="It stays on record. Nobody reports to it, and it reports to nobody, from that day.",
        warning=True,
    )


@policy(Permission.KEEP_BOARD)
def line_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found = board_or_404(request)
    rows = GovernanceBody.objects.visible_to(request.user).filter(council=request.council, board=found)
    form = LineForm(
        request.POST or None, board=found, bodies=list(rows.standing(on=today()).order_by("number"))
    )
    return ask(
        request,
        form,
        lambda: add_line(found, by=request.user, **form.verb_arguments()),
        caption=found.name,
        title="Record who reports to whom",
        button="Save",
        said="The line of reporting was saved",
        back=_page("bodies", council_slug),
    )


@policy(Permission.KEEP_BOARD)
def line_end(request: CouncilRequest, council_slug: str, line_number: int) -> HttpResponse:
    rows = ReportingLine.objects.select_related("board__council", "from_body", "to_body")
    line: ReportingLine = get_visible_or_404(
        rows, request.user, council=request.council, board=board_or_404(request), number=line_number
    )
    form = NoForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        form,
        lambda: end_line(line, by=request.user, on=today()),
        caption=line.board.name,
        title=f"End the reporting of {line.from_name} to {line.to_name}",
        button="End it",
        said="The line of reporting was ended",
        back=_page("bodies", council_slug),
        intro="It ends today, and is kept in the history.",
        warning=True,
    )


def _body(request: CouncilRequest, number: int) -> GovernanceBody:
    rows = GovernanceBody.objects.select_related("board__council", "council", "organisation")
    found: GovernanceBody = get_visible_or_404(
        rows, request.user, council=request.council, board=board_or_404(request), number=number
    )
    return found


def _page(name: str, council_slug: str) -> str:
    return reverse(f"boards:{name}", kwargs={"council_slug": council_slug})
