"""A real server with the real demonstration and a real browser.

The demonstration is loaded once a day and code state into a template database; each worker serves a copy of it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import ROOT, _admin, _template, _url

CHROMIUM = Path("/usr/bin/chromium")
# Playwright leaves an event loop in its thread; the tests that follow in the same worker use the database from there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# What the browser's tooling says when it lost a page or a connection; an expectation that failed is an AssertionError.
TOOLING = r"^playwright\._impl\._errors\.(Timeout)?Error"


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = not CHROMIUM.exists()
    if missing and os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError("REQUIRE_BROWSER=1, but there is no /usr/bin/chromium.")
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[TOOLING]))
            # Two groups: while one worker looks at every page, the other does what needs no browser.
            every_page = "test_every_page" in item.nodeid
            item.add_marker(pytest.mark.xdist_group("every-page" if every_page else "what-people-do"))
            if missing:
                item.add_marker(
                    pytest.mark.skip(reason="Browser tests need /usr/bin/chromium (apt install chromium).")
                )


@dataclass
class Site:
    url: str
    env: dict[str, str]
    people: list[dict[str, Any]]
    mailbox: Path
    states: dict[str, Any] = field(default_factory=dict)

    def manage(self, *args: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Look straight into the database, past every policy."""
        connection = psycopg2.connect(_url("DATABASE_ADMIN_URL", self.env["DATABASE_NAME"]))
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()
        finally:
            connection.close()

    def person(self, role: str, council: str | None = "borchester") -> dict[str, Any]:
        department = role in ("observer", "case_lead")
        wanted = None if department else council
        return next(p for p in self.people if p["role"] == role and p["council"] == wanted)


def _environment(database: str, folder: Path, *, port: int = 0, broker: int = 0) -> dict[str, str]:
    redis = os.environ["REDIS_URL"].replace("virtual_host=0", f"virtual_host={broker}")
    return {
        **os.environ,
        "DATABASE_URL": _url("DATABASE_URL", database),
        "DATABASE_NAME": database,
        "REDIS_URL": redis,
        "DEMO": "1",
        "DEBUG": "0",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "MAILBOX_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _demonstration() -> str:
    """The template database with the demonstration in it; made once for a state of the code and a day."""
    sources = [
        f
        for pattern in ("*/*.py", "*/*/*.py", "*/*/*.txt")
        for f in ROOT.glob(pattern)
        if ".venv" not in f.parts
    ]
    own = [
        f
        for f in sources
        if f.relative_to(ROOT).parts[0] not in ("tests", "scripts", ".local", "node_modules")
    ]
    digest = hashlib.sha256(
        b"".join(f.read_bytes() for f in sorted(own)) + time.strftime("%F").encode()
    ).hexdigest()[:12]
    name = f"noticeboard_demo_{digest}"
    with Path(tempfile.gettempdir(), f"{name}-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _admin(f"SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate"):
            _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            _admin(f'CREATE DATABASE "{name}" TEMPLATE "{_template()}" OWNER noticeboard_owner')
            with tempfile.TemporaryDirectory() as folder:
                env = _environment(name, Path(folder))
                subprocess.run(
                    [sys.executable, "manage.py", "load_demo", "--no-mail"], cwd=ROOT, env=env, check=True
                )
            _admin(f'ALTER DATABASE "{name}" WITH is_template true')
    return name


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker: Any) -> Iterator[Site]:
    with django_db_blocker.unblock():
        template = _demonstration()
    database, folder = f"noticeboard_browser_{os.getpid()}", tmp_path_factory.mktemp("mailbox")
    _admin(f'CREATE DATABASE "{database}" TEMPLATE "{template}" OWNER noticeboard_owner')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    broker = 2 + int(worker_id[2:] or 0) if worker_id.startswith("gw") else 2
    env = _environment(database, folder, port=port, broker=broker)
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "-b",
        f"127.0.0.1:{port}",
        "--keep-alive",  # longer than any test looks at a page: Playwright asks again over the line that it has
        "600",
        "--threads",
        "4",
        "-k",
        "gthread",
    ]
    worker = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "-P",
        "solo",
        "-Q",
        "mail,reports",
        "-l",
        "warning",
    ]
    log = (tmp_path_factory.mktemp("log") / "server.log").open("w")
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
        for command in (web, worker)
    ]
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/healthz", Path(log.name))
        people = json.loads(
            subprocess.run(
                [sys.executable, "manage.py", "demo_info"], cwd=ROOT, env=env, capture_output=True, check=True
            ).stdout
        )["people"]
        yield Site(url=url, env=env, people=people, mailbox=folder)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            process.kill()
        log.close()
        _admin(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _wait_for(url: str, log: Path) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2)
            return
        time.sleep(0.2)
    raise AssertionError(f"The server did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": str(CHROMIUM), "args": FLAGS, "headless": True}


class Visitor:
    """A signed-in person with a page, who counts what they activate."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site, self.clicks = page, site, 0

    def open(self, path: str) -> Page:
        self.page.goto(self.site.url + path if path.startswith("/") else path)
        return self.page

    def click(self, locator: Any) -> None:
        self.clicks += 1
        locator.click()


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Any]:
    """`visit("officer", width=320, javascript=False)` gives a signed-in Visitor at the site's front page."""
    contexts: list[BrowserContext] = []

    def start(
        role: str, *, council: str = "borchester", width: int = 1280, javascript: bool = True
    ) -> Visitor:
        person = site.person(role, council)
        if person["email"] not in site.states:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{site.url}/sign-in/")
            page.get_by_label("Email address").fill(person["email"])
            page.get_by_label("Password", exact=True).fill(person["password"])
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: "/sign-in/" not in url)
            site.states[person["email"]] = context.storage_state()
            context.close()
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            storage_state=site.states[person["email"]],
            accept_downloads=True,
        )
        contexts.append(context)
        visitor = Visitor(context.new_page(), site)
        visitor.open("/")
        return visitor

    yield start
    for context in contexts:
        context.close()
