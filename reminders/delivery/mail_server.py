"""A mail server, by Django's e-mail backend: SMTP, and in development the console or the mailbox's folder."""

from __future__ import annotations

import logging
import re
import smtplib
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from ..letters import one_line
from . import Message
from .trouble import ProviderTrouble, PutOff, Refused

log = logging.getLogger(__name__)
# RFC 3463: the mailbox or its domain is not there, the address cannot be, or the mailbox is closed for good.
NO_SUCH_ADDRESS = re.compile(r"\b5\.(1\.(1|2|3|6|10)|2\.1)\b")


class MailServer:
    """One connection, opened when first needed."""

    name = "smtp"

    def __init__(self) -> None:
        self.name = settings.MAIL_PROVIDER
        self.connection: Any = None

    def send(self, message: Message) -> str:
        try:
            if self.connection is None:
                self.connection = get_connection()
                self.connection.open()
            self.connection.send_messages([_mail(message)])
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()), (0, b""))
            raise _by_code(code, words) from None
        except smtplib.SMTPDataError as refused:
            raise _by_code(refused.smtp_code, refused.smtp_error) from None
        except smtplib.SMTPException as trouble:
            self.close()
            raise ProviderTrouble(f"The mail server did not take it ({type(trouble).__name__}).") from None
        except TimeoutError:
            self.close()
            raise ProviderTrouble("The mail server did not answer in time.") from None
        except OSError as trouble:
            self.close()
            raise ProviderTrouble(
                f"The mail server could not be reached ({trouble.strerror or trouble})."
            ) from None
        return ""

    def find(self, reference: uuid.UUID) -> str:
        """A mail server cannot be asked what it took."""
        return ""

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                log.info("The mail server had hung up already")


def _mail(message: Message) -> EmailMultiAlternatives:
    """Both parts, and the reference by which a provider behind the server may know a repeated try."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.BOUNCE_ADDRESS or None,
        to=[message.to],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": f"<{message.reference}@{host}>",
            "X-Reference": str(message.reference),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(message.html, "text/html")
    return mail


def _by_code(code: int, words: bytes | str) -> Exception:
    """RFC 5321: 5xx is for good, 4xx for now; 421 says that the server is closing down."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    said = one_line(f"{code} {text}")  # another's words: they go into our log
    if code == 421:
        return ProviderTrouble(f"The mail server is not available: {said}")
    if 500 <= code < 600:
        return Refused(f"The mail server refused it: {said}", bounced=bool(NO_SUCH_ADDRESS.search(text)))
    return PutOff(f"The mail server put it off: {said}")
