"""The request of a page inside a council, as ScopeMiddleware hands it to a view: for type checking only."""

from __future__ import annotations

from django.http import HttpRequest

from .models import Council, Membership, User


class CouncilRequest(HttpRequest):
    """A signed-in person, on an address that names a council which they may see."""

    user: User  # type: ignore[assignment]
    council: Council
    memberships: list[Membership]
