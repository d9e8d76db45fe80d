"""GOV.UK Notify, by its own client. One template serves every e-mail: its subject is ((subject)), its message ((body)).

Notify keeps our reference but does not refuse a second message of the same one, so whoever tries again asks `find` first.
Notify writes the HTML itself, from the text.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from ..letters import one_line
from . import Message
from .trouble import ProviderTrouble, PutOff, Refused


class Notify:
    name = "notify"

    def __init__(self) -> None:
        self._client = NotificationsAPIClient(
            settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_BASE_URL, timeout=settings.EMAIL_TIMEOUT
        )

    def send(self, message: Message) -> str:
        answer = _asked(
            self._client.send_email_notification,
            email_address=message.to,
            template_id=settings.NOTIFY_TEMPLATE_ID,
            personalisation={"subject": message.subject, "body": message.text},
            reference=str(message.reference),
        )
        return str(answer["id"])

    def find(self, reference: uuid.UUID) -> str:
        answer = _asked(self._client.get_all_notifications, reference=str(reference))
        return next((str(found["id"]) for found in answer["notifications"]), "")

    def close(self) -> None:
        self._client.request_session.close()


class Backend(BaseEmailBackend):
    """Django's e-mail backend, for what does not go by sending.py. A mail with a reference (councils/at_once.py) may be a
    repeated try: each of its readers has a reference of their own that follows from it, and is asked for first."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        notify = Notify()
        try:
            for mail in email_messages:
                for to in mail.recipients():
                    _send(notify, mail, to)
        finally:
            notify.close()
        return len(email_messages)


def _send(notify: Notify, mail: EmailMessage, to: str) -> None:
    known = mail.extra_headers.get("X-Reference")
    reference = uuid.uuid5(uuid.UUID(known), to) if known else uuid.uuid4()
    if not (known and notify.find(reference)):
        notify.send(Message(reference, to, str(mail.subject), str(mail.body), ""))


def _asked(question: Any, **words: Any) -> Any:
    try:
        return question(**words)
    except HTTPError as problem:
        raise _by_status(problem) from None
    except APIError:
        raise ProviderTrouble("GOV.UK Notify answered something that is not for us.") from None


def _by_status(problem: HTTPError) -> Exception:
    """What Notify's documentation says of each status. A request that got no answer counts as 503."""
    status, said = problem.status_code, _said(problem)
    if status == 400 and "email_address" in said:
        return Refused(f"GOV.UK Notify refused it: {said}", bounced=True)
    if status == 413:
        return Refused("GOV.UK Notify refused it: it is too long.")
    if (
        status == 400
    ):  # a template without our fields, a key for the team only: others may pass, and it can be mended
        return PutOff(f"GOV.UK Notify did not take it: {said}")
    if status == 429:
        return ProviderTrouble(f"GOV.UK Notify takes no more for now: {said}")
    if status in (401, 403, 404):
        return ProviderTrouble(f"GOV.UK Notify does not know our key or our template: {said}")
    if problem.response is None:
        return ProviderTrouble("GOV.UK Notify could not be reached, or did not answer in time.")
    return ProviderTrouble(f"GOV.UK Notify is not available ({status}).")


def _said(problem: HTTPError) -> str:
    """Another's words: they go into our log."""
    errors = problem.message
    words = (
        "; ".join(str(error.get("message", "")) for error in errors if isinstance(error, dict))
        if isinstance(errors, list)
        else str(errors)
    )
    return one_line(words)[:200]
