"""Who hands e-mail over: a mail server, GOV.UK Notify, or (in development) the console. Chosen by settings.MAIL_PROVIDER.

A provider takes one message, with our reference, and returns what it calls it. It says what went wrong by one of three
exceptions, and can be asked afterwards whether it took a message of a reference: after a crash that is asked first.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from .trouble import ProviderTrouble, PutOff, Refused

__all__ = ["Message", "Provider", "ProviderTrouble", "PutOff", "Refused", "provider"]


@dataclass(frozen=True)
class Message:
    """One e-mail to one person, its text and its HTML in the same words."""

    reference: uuid.UUID  # the same at every try
    to: str
    subject: str
    text: str
    html: str


class Provider(Protocol):
    name: str

    def send(self, message: Message) -> str:
        """Hand it over; what the provider calls it ("" when it has no word for it)."""
        ...

    def find(self, reference: uuid.UUID) -> str:
        """What it calls the message of this reference, if it took one; "" when it did not, or cannot say."""
        ...

    def close(self) -> None: ...


def provider() -> Provider:
    """A new one for each batch: it keeps one connection."""
    from .mail_server import MailServer
    from .notify import Notify

    return Notify() if settings.MAIL_PROVIDER == "notify" else MailServer()
