"""Servers, one client, and taking turns."""

from __future__ import annotations

import http.client
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from urllib.parse import urlencode

WARM_UP = 20


@contextmanager
def served(application: str, environment: Mapping[str, str]) -> Iterator[int]:
    """`application` under gunicorn as `make run` starts it; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2",
        "--worker-class", "gthread", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=dict(environment))
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"Nothing answers on port {port}.")


class Client:
    """One browser: keeps its connection and its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies: SimpleCookie = SimpleCookie()

    def request(self, method: str, path: str, form: Mapping[str, object] | None = None) -> tuple[int, str]:
        """Status, and the page or (of a redirect) the address it leads to."""
        body = urlencode(form) if form is not None else None
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        headers = {"Cookie": cookies} if cookies else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # idle for too long: the server hung up
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        return answer.status, answer.getheader("Location") or text

    def get(self, path: str) -> str:
        status, text = self.request("GET", path)
        assert status == 200, f"GET {path}: {status} {text[:500]}"
        return text

    def sign_in(self, email: str, password: str) -> None:
        token = hidden(self.get("/sign-in/"), "csrfmiddlewaretoken")
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token}
        status, text = self.request("POST", "/sign-in/", form)
        assert status == 302, f"sign-in: {status} {text[:500]}"


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    for tag in re.findall(r"<input[^>]*>", page):
        if f'name="{name}"' in tag and (value := re.search(r'value="([^"]*)"', tag)):
            return value.group(1)
    raise AssertionError(f"no field {name}")


def in_turns(rounds: int, **sides: Callable[[], object]) -> dict[str, float]:
    """Median milliseconds of each side, called one after the other, `rounds` times after a warm-up."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(WARM_UP + rounds):
        for name, call in sides.items():
            began = time.perf_counter()
            call()
            if number >= WARM_UP:
                taken[name].append(1000 * (time.perf_counter() - began))
    return {name: statistics.median(times) for name, times in taken.items()}
