"""How the pages of this app find what they show, and ask what the person may do."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from councils.access import get_visible_or_404
from councils.permissions import Permission
from councils.requests import CouncilRequest

from ..models import Notice, Requirement


def notices_of(request: CouncilRequest) -> Any:
    rows: QuerySet[Notice] = Notice.objects.visible_to(request.user)
    return rows.filter(council=request.council)


def find_notice(request: CouncilRequest, number: int) -> Notice:
    found: Notice = get_visible_or_404(
        notices_of(request).select_related("council", "revises__council"), request.user, number=number
    )
    return found


def find_requirement(request: CouncilRequest, number: int, seq: int, *prefetch: str) -> Requirement:
    rows = Requirement.objects.select_related("notice", "council", "parent").prefetch_related(*prefetch)
    found: Requirement = get_visible_or_404(
        rows, request.user, council=request.council, notice__number=number, seq=seq
    )
    return found


def may(request: CouncilRequest, permission: Permission) -> bool:
    allowed: bool = request.user.access.may(permission, request.council.pk)
    return allowed


def is_issued(notice: Notice) -> bool:
    return notice.state not in (Notice.State.DRAFT, Notice.State.WITHDRAWN)
