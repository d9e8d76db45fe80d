"""How the pages find a document and what belongs to it; the same for every view here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.permissions import Permission
from councils.requests import CouncilRequest

from ...models import Intake
from ...models.intake import IntakeQuerySet
from ..proposal import Json, find, find_clause
from ..services import newest


def intakes(request: CouncilRequest) -> IntakeQuerySet:
    """This council's documents, without the bytes of their files, which only a download needs."""
    rows: IntakeQuerySet = Intake.objects.visible_to(request.user).filter(council=request.council)
    return rows.select_related("council", "file", "uploaded_by", "notice").defer("file__content")


def find_intake(request: CouncilRequest, number: int) -> Intake:
    found: Intake = get_visible_or_404(intakes(request), request.user, number=number)
    return found


def clause_or_404(proposal: Json, number: int) -> Json:
    item = find_clause(proposal, number)
    if item is None:
        raise Http404
    return item


def entry_or_404(proposal: Json, number: int) -> tuple[str, Json]:
    found = find(proposal, number)
    if found is None:
        raise Http404
    return found


def of_review(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the review gets the document and the newest version of what was read in it; where nothing is to be
    reviewed (any more), it leads to the document's page."""

    @wraps(view)
    def inner(request: CouncilRequest, council_slug: str, intake_number: int, **kwargs: Any) -> HttpResponse:
        found = find_intake(request, intake_number)
        if found.stage != Intake.Outcome.TO_REVIEW:
            return redirect(found)
        return view(request, found, newest(found), **kwargs)

    return inner


def address(intake: Intake, name: str, **kwargs: int) -> str:
    return reverse(
        f"notices:{name}",
        kwargs={"council_slug": intake.council.slug, "intake_number": intake.number, **kwargs},
    )


def back_to(intake: Intake, number: int | str | None = None) -> HttpResponse:
    """The review page, at the entry that was changed."""
    return redirect(f"{intake.get_absolute_url()}{f'#entry-{number}' if number else ''}")


def may(request: CouncilRequest, permission: Permission) -> bool:
    allowed: bool = request.user.access.may(permission, request.council.pk)
    return allowed
