"""What every API view has in common: sign-in, council scope, paging, errors in plain English."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from councils.middleware import enter_scope
from councils.policy import policy_of


class Pages(LimitOffsetPagination):
    default_limit = 50
    max_limit = 500


class InCouncilScope:
    """Mix-in of every API view: once REST framework knows who it is, the same policy and scope as for pages apply."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        declared = policy_of(type(self))
        assert declared is not None
        enter_scope(request, declared, kwargs.get("council_slug"))


def plain_english_errors(
    exception: Exception, context: dict[str, Any]
) -> Response | None:
    return exception_handler(exception, context)
