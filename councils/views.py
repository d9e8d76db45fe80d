"""Where a person lands, which council they are in, and the people of a council."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from . import addresses, services
from .access import get_visible_or_404
from .clock import today
from .exports import Sheet, list_notes, table_response
from .models import Membership
from .people_forms import AddPersonForm
from .permissions import Permission, Role
from .policy import policy
from .refusal import Refused
from .requests import CouncilRequest

OWNERS_OF_ACTIONS = (Role.OFFICER, Role.LEAD, Role.DIRECTOR)


@policy()
def home(request: CouncilRequest) -> HttpResponse:
    """The first page after signing in, by role: what each came for."""
    access = request.user.access
    if access.is_department:
        return redirect("reports:councils")
    if not access.memberships:
        return render(request, "councils/no_role.html")
    if len(access.memberships) > 1:
        return redirect("choose_council")
    (membership,) = access.memberships
    assert membership.council is not None
    return redirect(landing_page(membership), council_slug=membership.council.slug)


def landing_page(membership: Membership) -> str:
    if membership.role == Role.ADMINISTRATOR:
        return "people"
    agency = membership.role == Role.BOARD_MEMBER and membership.organisation_id is not None
    return "actions:mine" if membership.role in OWNERS_OF_ACTIONS or agency else "reports:council"


@policy()
def choose_council(request: CouncilRequest) -> HttpResponse:
    access = request.user.access
    own = [m for m in access.memberships if m.council is not None]
    own.sort(key=lambda m: str(m.council).lower())
    choices = [{"membership": m, "page": landing_page(m)} for m in own]
    return render(
        request, "councils/choose_council.html", {"choices": choices, "department": access.is_department}
    )


@policy(Permission.MANAGE_PEOPLE)
def people(request: CouncilRequest, council_slug: str) -> HttpResponse:
    on = today()
    rows = list(_people(request))
    return render(
        request,
        "councils/people.html",
        {
            "current": [m for m in rows if m.valid_to is None or m.valid_to >= on],
            "ended": [m for m in rows if m.valid_to is not None and m.valid_to < on],
            "bounced": addresses.flagged_of(m.user for m in rows),
            "on": on,
        },
    )


@policy(Permission.MANAGE_PEOPLE)
def people_spreadsheet(request: CouncilRequest, council_slug: str, kind: str) -> HttpResponse:
    on = today()
    columns = ("Name", "Email address", "Role", "Organisation", "From", "Last day")
    rows = (
        (m.user.name, m.user.email, m.get_role_display(), m.organisation or "", m.valid_from, m.valid_to)
        for m in _people(request)
    )
    sheet = Sheet(f"People of {request.council}", columns, rows, list_notes(on=on))
    return table_response(kind, f"{council_slug}-people-{on:%Y-%m-%d}", [sheet])


@policy(Permission.MANAGE_PEOPLE)
def add_person(request: CouncilRequest, council_slug: str) -> HttpResponse:
    form = AddPersonForm(request.POST or None, council=request.council)
    if form.is_valid():
        try:
            membership = services.add_member(
                request.council,
                by=request.user,
                on=today(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, f"{membership.user} was added, and an email is on its way to them")
            return redirect("people", council_slug=council_slug)
    return render(request, "councils/person_add.html", {"form": form})


@policy(Permission.MANAGE_PEOPLE)
def end_membership(request: CouncilRequest, council_slug: str, membership_id: int) -> HttpResponse:
    membership = get_visible_or_404(_people(request), request.user, pk=membership_id)
    if membership.user_id == request.user.pk:
        raise Http404  # nobody ends their own access; the list has no such link
    if request.method == "POST":
        try:
            services.end_membership(membership, by=request.user, on=today())
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, f"The access of {membership.user} has ended")
        return redirect("people", council_slug=council_slug)
    return render(request, "councils/person_end.html", {"membership": membership})


@policy(Permission.MANAGE_PEOPLE)
def clear_address(request: CouncilRequest, council_slug: str, membership_id: int) -> HttpResponse:
    """An address to which nothing is sent, and the button that says that it works again."""
    membership = get_visible_or_404(_people(request), request.user, pk=membership_id)
    if request.method == "POST":
        try:
            addresses.clear(membership, by=request.user, now=timezone.now())
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, f"Email is sent to {membership.user.email} again")
        return redirect("people", council_slug=council_slug)
    bounced = addresses.flagged_of([membership.user]).get(membership.user.email.lower())
    return render(request, "councils/address_clear.html", {"membership": membership, "bounced": bounced})


def _people(request: CouncilRequest) -> Any:
    rows = Membership.objects.all().visible_to(request.user).filter(council=request.council)
    return rows.select_related("user", "organisation").order_by("user__name", "id")
