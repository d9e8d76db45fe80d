"""Where a person lands, and which council they are in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..permissions import Role
from ..policy import policy

LANDING = {
    Role.OFFICER: "actions:mine",
    Role.BOARD_MEMBER: "actions:mine",
    Role.LEAD: "actions:mine",
    Role.DIRECTOR: "reports:council",
    Role.LEAD_MEMBER: "reports:council",
    Role.CHAIR: "reports:council",
    Role.ADMINISTRATOR: "people",
}


@policy()
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the page that the person came for."""
    access = request.user.access  # type: ignore[union-attr]
    if access.is_department:
        return redirect("reports:councils")
    if not access.memberships:
        return render(request, "councils/no_role.html")
    if len(access.memberships) > 1:
        return redirect("choose_council")
    (only,) = access.memberships
    return redirect(LANDING[Role(only.role)], council_slug=only.council.slug)


@policy()
def choose_council(request: HttpRequest) -> HttpResponse:
    memberships = request.user.access.memberships  # type: ignore[union-attr]
    choices = [
        {"membership": m, "landing": LANDING[Role(m.role)]} for m in memberships if m.council is not None
    ]
    is_department = request.user.access.is_department  # type: ignore[union-attr]
    return render(request, "councils/choose_council.html", {"choices": choices, "is_department": is_department})
