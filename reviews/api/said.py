"""What a request says, as a serializer checks it."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request


def said(serializer: Any, request: Request) -> dict[str, Any]:
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)
