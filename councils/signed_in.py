"""The signed-in person with their current memberships and councils, in one statement: every page begins with it.

Through the ORM it was two statements and 1.3 ms of a 6 ms page, most of it spent on writing the same SQL again.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from .clock import today
from .models import Council, Membership, User
from .plain import columns, fields, instance

_ALSO: dict[str, str] = {}


def also_read(name: str, sql: str) -> None:
    """For an app above: what its part of every page needs to know of the person `u`, as an attribute of theirs. `sql` is one
    value of one row, found by an index."""
    _ALSO[name] = sql


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Sign-in by e-mail as allauth does it; the person of a session comes with `memberships_read`."""

    def get_user(self, user_id: Any) -> User | None:
        user = read(user_id, on=today())
        return user if user is not None and self.user_can_authenticate(user) else None


def read(user_id: int, *, on: datetime.date) -> User | None:
    """The person, or None. `user.memberships_read` holds the memberships of the day, with their councils."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), [str(user_id), on, on, user_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    first, second = len(fields(User)), len(fields(User)) + len(fields(Membership))
    third = second + len(fields(Council))
    user = instance(User, rows[0][:first])
    for name, value in zip(_ALSO, rows[0][third:], strict=True):
        setattr(user, name, value)
    user.memberships_read = [  # type: ignore[attr-defined]
        _membership(user, row[first:second], row[second:third]) for row in rows if row[first] is not None
    ]
    return user


def take_memberships(user: User) -> list[Membership]:
    """What `read` found for this request, once; whoever came another way (a token) is read now."""
    found: list[Membership] | None = getattr(user, "memberships_read", None)
    if found is None:
        again = read(user.pk, on=today())
        return again.memberships_read if again and again.is_active else []  # type: ignore[attr-defined, no-any-return]
    del user.memberships_read  # type: ignore[attr-defined]
    return found


def _membership(user: User, row: Sequence[Any], council: Sequence[Any]) -> Membership:
    membership = instance(Membership, row)
    membership.user = user
    membership.council = None if membership.council_id is None else instance(Council, council)
    return membership


@cache
def _sql() -> str:
    """Memberships show themselves to their own person only (row-level security), so the first half says who asks.

    Sent together, the halves are one round trip and, outside a transaction, one transaction.
    """
    also = "".join(f", ({sql})" for sql in _ALSO.values())
    return f"""
        SELECT set_config('noticeboard.user_id', %s, true);
        SELECT {columns("u", User)}, {columns("m", Membership)}, {columns("c", Council)}{also}
        FROM councils_user u
        LEFT JOIN councils_membership m ON m.user_id = u.id
            AND (m.valid_from IS NULL OR m.valid_from <= %s) AND (m.valid_to IS NULL OR m.valid_to >= %s)
        LEFT JOIN councils_council c ON c.id = m.council_id
        WHERE u.id = %s ORDER BY m.id
    """
