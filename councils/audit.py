"""Every verb in services.py signs with `record` in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
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


def record_nobody_identified(checked: Iterable[str], *, about: Any, by: User) -> None:
    """Note that `by` was warned of these kinds of clues to a child (councils/child_data.py) in what they wrote of `about`, and
    said that nobody can be identified. The words are not repeated."""
    if kinds := list(checked):
        record(
            "confirmed that nobody can be identified",
            council_id=about.council_id,
            about=about,
            by=by,
            link=about.get_absolute_url(),
            confirmed_that_nobody_can_be_identified=kinds,
        )
