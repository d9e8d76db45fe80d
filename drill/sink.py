"""A mail server that keeps what it accepts, and says how often each reminder arrived."""

from __future__ import annotations

import asyncio
import email
import logging
import re
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass
from email import policy
from typing import Any

from aiosmtpd.controller import Controller

Reminder = tuple[str, str]  # address, reference of the action
_REF = re.compile(r"/actions/([^/\s]+)/update/")


@dataclass(frozen=True)
class Accepted:
    """One message that the server said yes to."""

    reference: str
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True)
class Arrived:
    """What arrived of what was wanted. A provider that honours our reference throws away a reference it knows."""

    messages: int
    lost: int
    doubled: int  # at plain SMTP: reminders that arrived again
    doubled_by_reference: int  # at a provider that honours the reference
    not_wanted: int


class Sink:
    """Answers on a port of its own. `delay` is how long it takes to say yes: the moment in which a worker may die."""

    def __init__(self, *, delay: float = 0.004) -> None:
        self.delay = delay
        self._messages: list[bytes] = []
        self._lock = threading.Lock()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    @property
    def settings(self) -> dict[str, str]:
        return {"MAIL_PROVIDER": "smtp", "EMAIL_URL": self.url}

    @property
    def count(self) -> int:
        return len(self._messages)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        with self._lock:
            self._messages.append(envelope.content)
        await asyncio.sleep(self.delay)
        return "250 accepted"

    def __enter__(self) -> Sink:
        logging.getLogger("mail.log").setLevel(
            logging.WARNING
        )  # it would print every line of every conversation
        self._controller.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._controller.stop()

    def accepted(self) -> list[Accepted]:
        return [_read(content) for content in self._messages]

    def arrived(self, wanted: set[Reminder]) -> Arrived:
        messages = self.accepted()
        plain = Counter(reminder for message in messages for reminder in message.reminders)
        first = {message.reference: message for message in reversed(messages)}
        honoured = Counter(reminder for message in first.values() for reminder in message.reminders)
        return Arrived(
            messages=len(messages),
            lost=len(wanted - plain.keys()),
            doubled=plain.total() - len(plain),
            doubled_by_reference=honoured.total() - len(honoured),
            not_wanted=len(plain.keys() - wanted),
        )

    def wait_for(self, count: int, *, patience: float) -> bool:
        """False when nothing came for so many seconds."""
        seen, until = self.count, time.monotonic() + patience
        while self.count < count:
            if self.count > seen:
                seen, until = self.count, time.monotonic() + patience
            if time.monotonic() > until:
                return False
            time.sleep(0.005)
        return True


def _read(content: bytes) -> Accepted:
    message = email.message_from_bytes(content, policy=policy.default)
    body = message.get_body(("plain",))
    refs = _REF.findall(body.get_content() if body else "")
    return Accepted(str(message["X-Reference"]), tuple((str(message["To"]), ref) for ref in refs))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
