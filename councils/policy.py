"""Every view says at its top, in one line, who may open it: `@policy(Permission.VIEW_COUNCIL)`.

A view without a policy fails a start-up check (checks.py) and is refused at run time (middleware.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from .permissions import Permission

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Policy:
    permission: Permission | None = None  # None: any signed-in person
    public: bool = False
    writes: Permission | None = None  # needed in addition for POST, PUT, PATCH, DELETE
    token: str = (
        ""  # for a program, which sends the bearer token of this setting; nobody without it, empty: nobody
    )

    def asks(self, method: str | None) -> Permission | None:
        return self.permission if method in SAFE_METHODS else self.writes or self.permission


# Views of libraries, which we cannot decorate, by the module that holds them (a longer name wins).
LIBRARY_POLICIES: dict[str, Policy] = {
    "allauth.account.views": Policy(public=True),
    "drf_spectacular.views": Policy(public=True),  # the schema holds no data
    "django.contrib.staticfiles.views": Policy(public=True),
    "django.views.static": Policy(public=True),
}


def policy(
    permission: Permission | None = None,
    *,
    public: bool = False,
    writes: Permission | None = None,
    token: str = "",
) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.policy = Policy(permission, public, writes, token)  # type: ignore[attr-defined]
        return view

    return declare


def policy_of(view: Any) -> Policy | None:
    """The declared policy of a resolved view: function, class-based view or DRF viewset."""
    for candidate in (
        view,
        getattr(view, "cls", None),
        getattr(view, "view_class", None),
    ):
        found = getattr(candidate, "policy", None)
        if isinstance(found, Policy):
            return found
    owner = getattr(view, "cls", None) or getattr(view, "view_class", None) or view
    return LIBRARY_POLICIES.get(getattr(owner, "__module__", ""))
