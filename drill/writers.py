"""People who report progress while something is taken away: what they were told, and what they were shown."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from urllib.parse import urlencode

from django.conf import settings
from rest_framework.authtoken.models import Token

from actions.models import Action, ActionUpdate
from councils import scope

from .edits import signed_in

APOLOGY = "Sorry, Noticeboard is not available"  # templates/errors/503.html
NOT_FOR_PEOPLE = ("Traceback (most recent call last)", "DEBUG = True", "OperationalError")
_FORM_TOKEN = "x" * 32


class Writer(threading.Thread):
    """The owner of one action reports on it again and again, by the page and by the API in turn, each time in other words."""

    def __init__(self, port: int, action: Action, *, every: float) -> None:
        super().__init__(daemon=True)
        assert action.owner is not None
        self.port, self.action, self.every = port, action, every
        self.acknowledged: list[str] = []
        self.answers: Counter[int] = Counter()
        self.not_for_people: list[str] = []  # answers that nobody should see
        self.ended = threading.Event()
        self._version = action.version
        self._token = Token.objects.create(user=action.owner).key
        self._session = signed_in(action.owner).cookies[settings.SESSION_COOKIE_NAME].value

    def run(self) -> None:
        number, due = 0, time.monotonic()
        while not self.ended.wait(max(0.0, due - time.monotonic())):
            due = max(due + self.every, time.monotonic())
            number += 1
            self._report(f"{self.action.ref}, report {number}.", by_form=bool(number % 2))

    def _report(self, words: str, *, by_form: bool) -> None:
        said = {"delivery": "in_progress", "confidence": "on_track", "narrative": words}
        status, body = self._send_form(said) if by_form else self._send_json(said)
        self.answers[status] += 1
        if status in (201, 302):
            self.acknowledged.append(words)
            self._version += 1
            return
        if (status >= 500 and not (status == 503 and APOLOGY in body)) or any(
            words in body for words in NOT_FOR_PEOPLE
        ):
            self.not_for_people.append(f"{status} {' '.join(body.split())[:300]}")
        status, body = self._ask("GET", self._api, "")  # nobody knows whether it was saved: look
        self._version = json.loads(body)["version"] if status == 200 else self._version

    @property
    def _api(self) -> str:
        return f"/api/v1/councils/{self.action.council.slug}/actions/{self.action.ref}/"

    def _send_json(self, said: dict[str, str]) -> tuple[int, str]:
        body = json.dumps({**said, "version": self._version})
        return self._ask("POST", f"{self._api}updates/", body, kind="application/json")

    def _send_form(self, said: dict[str, str]) -> tuple[int, str]:
        body = urlencode({**said, "based_on": self._version, "csrfmiddlewaretoken": _FORM_TOKEN})
        page = f"{self.action.get_absolute_url()}update/"
        return self._ask("POST", page, body, kind="application/x-www-form-urlencoded")

    def _ask(self, method: str, path: str, body: str, *, kind: str = "") -> tuple[int, str]:
        cookies = f"{settings.SESSION_COOKIE_NAME}={self._session}; {settings.CSRF_COOKIE_NAME}={_FORM_TOKEN}"
        by_api = path.startswith("/api/")
        who = {"Authorization": f"Token {self._token}"} if by_api else {"Cookie": cookies}
        return ask(self.port, method, path, body, {**who, "Content-Type": kind} if kind else who)


def ask(
    port: int, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Status and text of the answer; 0 when there was none."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request(method, path, body or None, headers or {})
        answer = line.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        line.close()


def of_the_last_actions(port: int, *, number: int, rate: float) -> list[Writer]:
    """So many, together at so many reports a second."""
    with scope.entered(scope.all_councils()):
        actions = list(Action.objects.select_related("owner", "council").order_by("-id")[:number])
    return [Writer(port, action, every=number / rate) for action in actions]


def kept(writers: list[Writer]) -> tuple[int, int, int]:
    """How many reports were acknowledged, how many of those are not there, and how many are there more than once."""
    with scope.entered(scope.all_councils()):
        there = Counter(ActionUpdate.objects.values_list("narrative", flat=True))
    acknowledged = [words for writer in writers for words in writer.acknowledged]
    lost = [words for words in acknowledged if words not in there]
    return len(acknowledged), len(lost), sum(number > 1 for number in there.values())
