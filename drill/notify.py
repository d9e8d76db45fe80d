"""A small GOV.UK Notify of our own, for drills and tests: it takes e-mails, tells of them by reference, and can be unwell.

Like the real one it keeps the reference but takes a second message of the same one: whoever does not ask first sends twice.
"""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

from .sink import Arrived, Reminder

SERVICE, SECRET = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
API_KEY = f"drill-{SERVICE}-{SECRET}"
TEMPLATE = "33333333-3333-4333-8333-333333333333"
_REF = re.compile(r"/actions/([^/\s]+)/update/")
WELL, TOO_MANY, BROKEN, SILENT, HANGS_UP, NO_KEY = "well", "429", "500", "timeout", "reset", "403"


class FakeNotify:
    """`health` is how it answers now. `delay`: how long it takes to say yes: the moment in which a worker may die."""

    def __init__(self, *, delay: float = 0.0) -> None:
        self.health, self.delay = WELL, delay
        self.taken: list[dict[str, Any]] = []  # in the order in which they came
        self.bad_addresses: set[str] = set()
        self.asked = 0  # how often somebody asked by reference
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"notify": self}))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def settings(self) -> dict[str, str]:
        return {
            "MAIL_PROVIDER": "notify",
            "NOTIFY_API_KEY": API_KEY,
            "NOTIFY_TEMPLATE_ID": TEMPLATE,
            "NOTIFY_BASE_URL": self.url,
        }

    def __enter__(self) -> FakeNotify:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def count(self) -> int:
        return len(self.taken)

    def take(self, sent: dict[str, Any]) -> str:
        with self._lock:
            number = str(uuid.uuid4())
            self.taken.append({**sent, "id": number})
        time.sleep(self.delay)
        return number

    def found(self, reference: str) -> list[dict[str, str]]:
        self.asked += 1
        with self._lock:
            return [{"id": mail["id"]} for mail in self.taken if mail["reference"] == reference]

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

    def arrived(self, wanted: set[Reminder]) -> Arrived:
        """It honours no reference by itself: `doubled` is what our asking did not prevent."""
        plain = Counter(
            (mail["email_address"], ref)
            for mail in self.taken
            for ref in _REF.findall(mail["personalisation"]["body"])
        )
        doubled = plain.total() - len(plain)
        return Arrived(
            messages=self.count,
            lost=len(wanted - plain.keys()),
            doubled=doubled,
            doubled_by_reference=doubled,
            not_wanted=len(plain.keys() - wanted),
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *request: Any) -> None:
        """A worker that is killed hangs up in the middle: that is what drills are for."""


class _Handler(BaseHTTPRequestHandler):
    notify: FakeNotify
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self._is_well():
            reference = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
            self._answer(200, {"notifications": self.notify.found(reference), "links": {}})

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._is_well():
            return
        if sent["email_address"] in self.notify.bad_addresses:
            words = {"error": "ValidationError", "message": "email_address Not a valid email address"}
            self._answer(400, {"status_code": 400, "errors": [words]})
            return
        self._answer(201, {"id": self.notify.take(sent), "reference": sent["reference"]})

    def _is_well(self) -> bool:
        health, token = self.notify.health, self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            jwt.decode(token, SECRET, algorithms=["HS256"], issuer=SERVICE)
        except jwt.InvalidTokenError:
            health = NO_KEY
        if health == SILENT:
            time.sleep(2)
        if health in (SILENT, HANGS_UP):
            self.close_connection = True
        elif health != WELL:
            error = {"error": "Error", "message": f"Not now ({health})"}
            self._answer(int(health), {"status_code": int(health), "errors": [error]})
        return health == WELL

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
