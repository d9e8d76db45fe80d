"""What passes formally between a council and the Department, and is not for everybody of the council."""

from __future__ import annotations

from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.permissions import Permission


class FormalQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> FormalQuerySet:
        """Of the council, those who may read the correspondence."""
        access = user.access
        if access.is_department:
            return self.all()
        councils = [pk for pk in sorted(access.council_ids) if access.may(Permission.VIEW_CORRESPONDENCE, pk)]
        return self.filter(council_id__in=councils)
