"""The demonstration's mailbox: a folder with one .eml file an e-mail, instead of a mail server."""

from __future__ import annotations

import datetime
import email
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

_NAME = re.compile(r"\d{8}T\d{12}-[a-z0-9_]{8}\.eml")  # as _file_name makes them; sorts by time
_LINK = re.compile(r"https?://\S+")


class FolderBackend(BaseEmailBackend):
    """Django e-mail backend: each message becomes one file of settings.MAILBOX_DIR, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _keep(message.message().as_bytes())
        return len(email_messages)


def _keep(content: bytes) -> None:
    folder = Path(settings.MAILBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=f"{timezone.now():%Y%m%dT%H%M%S%f}-", suffix=".part", dir=folder)
    with open(handle, "wb") as file:
        file.write(content)
    os.replace(part, part.removesuffix(".part") + ".eml")


@dataclass(frozen=True)
class Letter:
    """One e-mail of the mailbox, as a page shows it."""

    name: str
    sent_at: datetime.datetime
    to: str
    subject: str
    message: ParsedMessage

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""

    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is a link."""
        pieces, end = [], 0
        for link in _LINK.finditer(self.text):
            pieces += [(self.text[end : link.start()], False), (link[0], True)]
            end = link.end()
        return [piece for piece in [*pieces, (self.text[end:], False)] if piece[0]]


def names() -> list[str]:
    """Of all letters, newest first."""
    if not settings.MAILBOX_DIR:
        return []
    files = Path(settings.MAILBOX_DIR).glob("*.eml")
    return sorted((file.name for file in files if _NAME.fullmatch(file.name)), reverse=True)


def find(name: str) -> Letter | None:
    """A letter by its file's name; None when there is none of that name in the mailbox."""
    if not settings.MAILBOX_DIR or not _NAME.fullmatch(name):
        return None
    try:
        content = (Path(settings.MAILBOX_DIR) / name).read_bytes()
    except OSError:
        return None
    message = email.message_from_bytes(content, policy=policy.default)
    moment = datetime.datetime.strptime(name.split("-")[0], "%Y%m%dT%H%M%S%f")
    return Letter(
        name=name,
        sent_at=moment.replace(tzinfo=datetime.UTC),
        to=str(message["To"]),
        subject=str(message["Subject"]).strip(),
        message=message,
    )
