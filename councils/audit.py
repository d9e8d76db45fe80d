"""Every verb in services.py signs with `record` in the same transaction."""

from __future__ import annotations

from typing import Any

from .models import AuditEvent, User


def record(
    verb: str,
    *,
    council_id: int,
    about: object,
    by: User | None,
    link: str = "",
    **detail: Any,
) -> AuditEvent:
    """Note that `by` (None: the system) did `verb` to `about`. `detail` must be JSON: strings, numbers, lists."""
    return AuditEvent.objects.create(
        council_id=council_id,
        verb=verb,
        about=str(about)[:200],
        by=by,
        link=link,
        detail=detail,
    )
