"""What a person may see and do, worked out from their memberships; and the two ways in which a view refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from .permissions import DEPARTMENT_ROLES, ROLES_WITH, Permission, Role

if TYPE_CHECKING:
    from django.db import models

    from .models import Membership, User


class Access:
    """A person's current memberships, asked as questions. Holds no query: the list is read once."""

    def __init__(self, memberships: Sequence[Membership]) -> None:
        self.memberships = list(memberships)
        self.council_ids = frozenset(m.council_id for m in self.memberships if m.council_id is not None)
        self.is_department = any(m.role in DEPARTMENT_ROLES for m in self.memberships)

    def role_in(self, council_id: int | None) -> Role | None:
        """The role in a council; for a Department person, their Department role."""
        for membership in self.memberships:
            if membership.council_id == council_id:
                return Role(membership.role)
        return None if council_id is None else self.role_in(None)

    def membership_in(self, council_id: int) -> Membership | None:
        return next((m for m in self.memberships if m.council_id == council_id), None)

    def may_see(self, council_id: int) -> bool:
        return self.is_department or council_id in self.council_ids

    def may(self, permission: Permission, council_id: int | None = None) -> bool:
        return self.role_in(council_id) in ROLES_WITH[permission]


def get_visible_or_404(model_or_rows: Any, user: User, **lookup: Any) -> Any:
    """The one object, or the same 404 whether it is missing or not theirs to see."""
    rows: models.QuerySet[Any] = getattr(model_or_rows, "objects", model_or_rows)
    try:
        return rows.visible_to(user).get(**lookup)  # type: ignore[attr-defined]
    except rows.model.DoesNotExist:
        raise Http404 from None


def require(allowed: bool) -> None:
    """Refuse with 403: the person may see this, but not do it."""
    if not allowed:
        raise PermissionDenied


def name_for(viewer: User, person: User | None, council_id: int) -> str:
    """A person's name for people of the same council; their role for everybody else (design §5)."""
    if person is None:
        return "Noticeboard"
    if council_id in viewer.access.council_ids or viewer == person:
        return person.name
    return "Council officer"
