"""Alerts: what a person asked to be told of beside what they have to do, in their one e-mail a day.

What there is to be told of belongs to floors above; each registers its own here (in its apps.py). An alert is looked at
when the e-mail is written, as its reader may see it then. Where nothing has changed it says nothing, and when there is
nothing else to say there is no e-mail.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from councils.models import User


@dataclass(frozen=True)
class Alert:
    """One thing that a person follows. `note` says what has changed since they were last told; empty: nothing has."""

    of: int  # its id on its floor
    text: str
    path: str
    note: str = ""
    now: tuple[int, ...] = ()  # what they know once they have been told


@dataclass(frozen=True)
class Followed:
    """One line of the page where people choose their e-mails: its name, its page, and the address that ends it."""

    name: str
    path: str
    end: str


@dataclass(frozen=True)
class Alerts:
    """One kind. `name` in the singular: "view"."""

    name: str
    heading: str
    # SQL: who (user_id) follows something that was not looked at on %(on)s yet
    waiting: str
    # in the reader's scope: each thing that they follow and may see
    look: Callable[[User, datetime.date], list[Alert]]
    # the e-mail was handed over, or there was nothing to say
    looked: Callable[[int, Sequence[Alert], datetime.date], None]
    followed: Callable[[User], list[Followed]]


@dataclass(frozen=True)
class Found:
    """What there is of one kind for one e-mail."""

    kind: Alerts
    alerts: list[Alert]

    @property
    def changed(self) -> list[Alert]:
        return [alert for alert in self.alerts if alert.note]


_KINDS: list[Alerts] = []


def register(kind: Alerts) -> None:
    _KINDS.append(kind)


def waiting_sql() -> str:
    return " UNION ".join(kind.waiting for kind in _KINDS) or "SELECT NULL::bigint AS user_id WHERE false"


def look(user: User, *, on: datetime.date) -> list[Found]:
    return [Found(kind, kind.look(user, on)) for kind in _KINDS]


def looked(user_id: int, found: Sequence[Found], *, on: datetime.date) -> None:
    for one in found:
        one.kind.looked(user_id, one.alerts, on)


def followed(user: User) -> list[tuple[str, list[Followed]]]:
    """By heading, without kinds of which the person follows nothing."""
    every = [(kind.heading, kind.followed(user)) for kind in _KINDS]
    return [(heading, lines) for heading, lines in every if lines]
