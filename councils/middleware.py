"""Runs each view inside the council scope that its policy and its address allow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from . import scope
from .access import Access, require
from .models import Council, User
from .permissions import ROLES_WITH, Permission
from .policy import SAFE_METHODS, Policy, policy_of
from .signed_in import take_memberships

Handler = Callable[[HttpRequest], HttpResponse]


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
        is_api = hasattr(view, "cls")  # REST framework signs in by itself (tokens), then calls enter_scope
        if policy.token:
            require(_is_program(request, policy.token))
            return None
        if policy.public and not _has_session(request):
            return None
        if not is_api and not policy.public and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        allowed = scope.NOTHING if is_api else scope_of(request, policy, kwargs.get("council_slug"))
        with scope.entered(allowed):
            response: HttpResponse = view(request, *args, **kwargs)
            if not getattr(response, "is_rendered", True):  # REST framework renders late
                response.render()  # type: ignore[attr-defined]
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response


def enter_scope(request: HttpRequest, policy: Policy, council_slug: str | None) -> None:
    """Refuse what the policy refuses, and open the database scope in the transaction that is running."""
    scope.switch(scope_of(request, policy, council_slug))


def scope_of(request: HttpRequest, policy: Policy, council_slug: str | None) -> scope.Scope:
    """Who is signed in, in which council (`request.memberships`, `request.council`), and what they may read and write.

    Raises Http404 for a council that they may not see, PermissionDenied for what the policy refuses.
    """
    user = request.user
    assert isinstance(user, User) and user.pk is not None
    access = user.access = Access(take_memberships(user))
    request.memberships = access.memberships  # type: ignore[attr-defined]  # first: the page of a 404 shows them
    request.council = council = _council(access, council_slug)  # type: ignore[attr-defined]
    permission = policy.asks(request.method)
    over_own_councils = permission is Permission.VIEW_COUNCIL and council is None
    if permission is not None and not over_own_councils:
        require(access.may(permission, council.pk if council else None))
    return _scope(request, access, council, public=policy.public)


def _council(access: Access, slug: str | None) -> Council | None:
    if slug is None:
        return None
    for membership in access.memberships:
        if membership.council is not None and membership.council.slug == slug:
            return membership.council
    council = Council.objects.filter(slug=slug).first() if access.is_department else None
    if council is None:
        raise Http404
    return council


def _scope(request: HttpRequest, access: Access, council: Council | None, *, public: bool) -> scope.Scope:
    user_id = request.user.pk
    writes = request.method not in SAFE_METHODS
    if council is None:
        # To sign out, end a token or open a link that came by mail is no change to any council.
        if access.is_department and not writes and not public:
            return scope.Scope(user_id=user_id, department=True)
        return scope.Scope(reads=access.council_ids, user_id=user_id)
    one = frozenset({council.pk})
    own = council.pk in access.council_ids
    if not own and not (writes and access.role_in(None) in ROLES_WITH[Permission.RECORD_INSTRUMENT]):
        return scope.Scope(user_id=user_id, department=True)
    return scope.Scope(reads=one, writes=one if writes else frozenset(), user_id=user_id)


def _is_program(request: HttpRequest, setting: str) -> bool:
    """Compared in constant time: how long the answer takes tells nothing of the token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    wanted = getattr(settings, setting)
    return bool(wanted) and scheme.lower() == "bearer" and constant_time_compare(token, wanted)


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def never_cached_when_signed_in(get_response: Handler) -> Handler:
    """Pages of signed-in people stay out of shared and browser caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and getattr(request, "session", None) is not None and request.session.accessed:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware
