"""Runs each view inside the council scope that its policy and its address allow."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from . import scope
from .access import Access
from .clock import today
from .models import Council, Membership, User
from .permissions import ROLES_WITH, Permission
from .policy import Policy, policy_of

Handler = Callable[[HttpRequest], HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS"}


class ScopeMiddleware:
    """Sign-in, policy, council, row-level security: in this order, before the view's first line.

    The view runs inside one transaction; an error rolls all of it back. The council is read from the address
    (`council_slug`). A council that the person may not see is the same 404 as one that does not exist.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.council = None  # type: ignore[attr-defined]
        request.memberships = []  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        policy = policy_of(view)
        if policy is None:
            raise ImproperlyConfigured(f"{view} has no policy.")
        is_api = hasattr(
            view, "cls"
        )  # REST framework signs in by itself (tokens), then calls enter_scope
        if policy.public and not _has_session(request):
            return None
        if not is_api and not policy.public and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with scope.entered(scope.NOTHING):
            if not is_api and request.user.is_authenticated:
                enter_scope(request, policy, kwargs.get("council_slug"))
            response: HttpResponse = view(request, *args, **kwargs)
            if (
                hasattr(response, "render") and not response.is_rendered
            ):  # REST framework renders late
                response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response


def enter_scope(
    request: HttpRequest,
    policy: Policy,
    council_slug: str | None,
    *,
    on: datetime.date | None = None,
) -> None:
    """Find the signed-in person's memberships, refuse what the policy refuses, and open the database scope."""
    user = request.user
    assert isinstance(user, User) and user.pk is not None
    scope.switch(scope.Scope(user_id=user.pk))
    rows = (
        Membership.objects.filter(user_id=user.pk)
        .current(on=on or today())
        .select_related("council")
    )
    access = user.access = Access(list(rows))
    request.memberships = access.memberships  # type: ignore[attr-defined]  # first: the page of a 404 shows them
    request.council = council = _council(access, council_slug)  # type: ignore[attr-defined]
    scope.switch(_scope(request, access, council))
    if policy.permission is None:
        return
    council_id = council.pk if council else None
    if (
        policy.permission is Permission.VIEW_COUNCIL and council is None
    ):  # a list over one's councils
        return
    if not access.may(policy.permission, council_id):
        raise PermissionDenied


def _council(access: Access, slug: str | None) -> Council | None:
    if slug is None:
        return None
    for membership in access.memberships:
        if membership.council is not None and membership.council.slug == slug:
            return membership.council
    council = (
        Council.objects.filter(slug=slug).first() if access.is_department else None
    )
    if council is None:
        raise Http404
    return council


def _scope(
    request: HttpRequest, access: Access, council: Council | None
) -> scope.Scope:
    user_id = request.user.pk
    if council is None:
        if access.is_department:
            return scope.Scope(user_id=user_id, department=True)
        return scope.Scope(reads=access.council_ids, user_id=user_id)
    one = frozenset({council.pk})
    own = council.pk in access.council_ids
    writes = request.method not in SAFE
    if not own and not (
        writes and access.role_in(None) in ROLES_WITH[Permission.RECORD_INSTRUMENT]
    ):
        return scope.Scope(user_id=user_id, department=True)
    return scope.Scope(
        reads=one, writes=one if writes else frozenset(), user_id=user_id
    )


def _has_session(request: HttpRequest) -> bool:
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        and request.user.is_authenticated
    )


def never_cached_when_signed_in(get_response: Handler) -> Handler:
    """Pages of signed-in people stay out of shared and browser caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        if (
            user is not None
            and getattr(request, "session", None) is not None
            and request.session.accessed
        ):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware
