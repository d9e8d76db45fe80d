"""Pages: the board's terms of reference, and who sits on it."""

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

from ..models import Board, BoardMember, TermsOfReference
from ..services.members import add_member, agree_terms, change_member, end_member
from ..structure_forms import EndMemberForm, MemberForm, TermsForm
from .find import board_or_404, may


@policy(Permission.VIEW_COUNCIL)
def terms(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found = board_or_404(request)
    versions = list(_terms(request, found).order_by("-number"))
    return render(
        request,
        "boards/terms.html",
        {
            "board": found,
            "versions": versions,
            "holds": next((version for version in versions if version.agreed_on <= today()), None),
            "may_keep": may(request, Permission.KEEP_BOARD),
        },
    )


@policy(Permission.KEEP_BOARD)
def terms_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found, on = board_or_404(request), today()
    last = _terms(request, found).order_by("-number").first()
    first = {"text": last.text if last else found.terms_of_reference, "agreed_on": on}
    form = TermsForm(request.POST or None, initial=first, is_first=last is None)
    return ask(
        request,
        form,
        lambda: agree_terms(found, by=request.user, on=on, **form.cleaned_data),
        caption=found.name,
        title="New terms of reference",
        button="Save this version",
        said="The terms of reference are saved as a new version",
        back=_page("terms", council_slug),
        intro="The version before stays as it was.",
    )


@policy(Permission.VIEW_COUNCIL)
def members(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Who sits on the board now, who will, and who did."""
    found, on = board_or_404(request), today()
    rows = list(_members(request, found).select_related("organisation").order_by("valid_from", "id"))
    is_over = [member for member in rows if member.valid_to is not None and member.valid_to < on]
    is_to_come = [member for member in rows if member.valid_from is not None and member.valid_from > on]
    return render(
        request,
        "boards/members.html",
        {
            "board": found,
            "now": [member for member in rows if member not in is_over and member not in is_to_come],
            "to_come": is_to_come,
            "former": is_over,
            "hides_names": request.user.access.is_department,
            "may_keep": may(request, Permission.KEEP_BOARD),
        },
    )


@policy(Permission.KEEP_BOARD)
def member_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found, on = board_or_404(request), today()
    form = MemberForm(
        request.POST or None, board=found, council=request.council, on=on, initial={"valid_from": on}
    )
    return ask(
        request,
        form,
        lambda: add_member(found, by=request.user, seat=form.seat()),
        caption=found.name,
        title="Add a member of the board",
        button="Add member",
        said="The member was added",
        back=_page("members", council_slug),
    )


@policy(Permission.KEEP_BOARD)
def member_edit(request: CouncilRequest, council_slug: str, member_id: int) -> HttpResponse:
    found, on = board_or_404(request), today()
    member = _member(request, found, member_id)
    form = MemberForm(
        request.POST or None,
        board=found,
        council=request.council,
        on=on,
        initial=MemberForm.initial_of(member),
    )
    return ask(
        request,
        form,
        lambda: change_member(member, by=request.user, seat=form.seat()),
        caption=found.name,
        title=f"Change the membership of {member.name}",
        button="Save changes",
        said="The membership was changed",
        back=_page("members", council_slug),
    )


@policy(Permission.KEEP_BOARD)
def member_end(request: CouncilRequest, council_slug: str, member_id: int) -> HttpResponse:
    found = board_or_404(request)
    member = _member(request, found, member_id)
    form = EndMemberForm(request.POST or None, initial={"last_on": today()})
    return ask(
        request,
        form,
        lambda: end_member(member, by=request.user, **form.cleaned_data),
        caption=found.name,
        title=f"End the membership of {member.name}",
        button="End membership",
        said=f"The membership of {member.name} was ended",
        back=_page("members", council_slug),
        intro="They keep their place in the minutes, and in what they asked.",
        warning=True,
    )


def _terms(request: CouncilRequest, board: Board):  # type: ignore[no-untyped-def]
    return TermsOfReference.objects.visible_to(request.user).filter(council=request.council, board=board)


def _members(request: CouncilRequest, board: Board):  # type: ignore[no-untyped-def]
    return BoardMember.objects.visible_to(request.user).filter(council=request.council, board=board)


def _member(request: CouncilRequest, board: Board, member_id: int) -> BoardMember:
    rows = BoardMember.objects.select_related("board__council")
    member: BoardMember = get_visible_or_404(
        rows, request.user, council=request.council, board=board, pk=member_id
    )
    return member


def _page(name: str, council_slug: str) -> str:
    return reverse(f"boards:{name}", kwargs={"council_slug": council_slug})
