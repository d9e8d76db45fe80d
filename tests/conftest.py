"""The database of the tests, and the cast: a fixed set of people whom every isolation test borrows.

The tests run as the app role, which owns nothing and cannot pass row-level security; as a superuser they would prove
nothing. The schema is built once, as the owner, into a template; each worker copies it.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from psycopg2.extensions import parse_dsn

from councils import scope
from councils.models import Council, User
from councils.permissions import Role

from . import factories
from . import world as worlds

ROOT = Path(__file__).resolve().parent.parent
# A strong hash takes half a second a person on purpose; the cast is made anew for each test.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def on_the_day(time_machine: Any) -> None:
    """It is noon of the day that the factories call today, whatever the calendar says."""
    time_machine.move_to(f"{factories.TODAY}T12:00:00+00:00")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: Any) -> int:
    """The longest first, so that no worker waits for the other's last test: every page, then what needs no database, then
    what people do in the browser."""
    if item.get_closest_marker("browser"):
        return 0 if "test_every_page" in item.nodeid else 2
    if not item.get_closest_marker("django_db") and "django_db_setup" not in item.fixturenames:
        return 1
    return 3 if item.get_closest_marker("slow") else 4


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _url(variable: str, database: str) -> str:
    return urlunsplit(urlsplit(os.environ[variable])._replace(path=f"/{database}"))


def _admin(sql: str) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(_url("DATABASE_ADMIN_URL", "postgres"))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def _template() -> str:
    """The database that holds the migrated schema; its name tells which migrations (and grants) made it."""
    files = sorted(
        [
            *ROOT.glob("*/migrations/*.py"),
            *ROOT.glob("councils/*.py"),
            *ROOT.glob("councils/data/*.csv"),
        ]
    )
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    name = f"noticeboard_template_{digest}"
    with Path(tempfile.gettempdir(), f"{name}-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _admin(f"SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate"):
            _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            _admin(f'CREATE DATABASE "{name}" OWNER noticeboard_owner')
            _connect(_url("DATABASE_OWNER_URL", name))
            call_command("migrate", verbosity=0)
            connections["default"].close()
            _admin(f'ALTER DATABASE "{name}" WITH is_template true')
    return name


def _connect(url: str) -> None:
    parts = parse_dsn(url)
    connection = connections["default"]
    connection.close()
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    connection.settings_dict.update({key: parts.get(name, "") for key, name in names.items()})


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    name = f"noticeboard_test_{os.getpid()}"
    with django_db_blocker.unblock():
        template = _template()
        _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER noticeboard_owner')
        _connect(_url("DATABASE_URL", name))
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user")
            assert cursor.fetchone() == (settings.APP_ROLE, False)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _fresh_scope(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test starts with no scope: what it makes with factories is what it sees."""
    connection = connections["default"]
    connection.noticeboard_scope = scope.NOTHING  # type: ignore[attr-defined]
    yield
    connection.noticeboard_scope = scope.NOTHING  # type: ignore[attr-defined]


@pytest.fixture
def own_database(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[str]:
    """A database for one test alone, for tests that commit (threads, workers, killed processes). Yields its URL.

    Django's transactional tests flush every table, which the app role rightly may not.
    """
    name = f"own_{abs(hash(request.node.nodeid)) % 10**8}"
    with django_db_blocker.unblock(), _database(name) as url, _connected(url):
        yield url


@contextmanager
def _database(what: str) -> Iterator[str]:
    """A copy of the template, for as long as the block. Yields its URL."""
    name = f"noticeboard_{what}_{os.getpid()}"
    _admin(f'CREATE DATABASE "{name}" TEMPLATE "{_template()}" OWNER noticeboard_owner')
    try:
        yield _url("DATABASE_URL", name)
    finally:
        _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _connected(url: str) -> Iterator[None]:
    connection = connections["default"]
    shared = dict(connection.settings_dict)
    _connect(url)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(shared)


@dataclass(frozen=True)
class _Kept:
    url: str
    world: worlds.World
    scope: scope.Scope
    sessions: dict[str, str]


@pytest.fixture(scope="session")
def _kept_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[_Kept]:
    """The world in a database of its own with everybody signed in, made once a worker."""
    with django_db_blocker.unblock(), _database("world") as url:
        with _connected(url), transaction.atomic():
            world = worlds.build()
            kept = _Kept(url, world, scope.current(), {})
            for name, person in world.people.items():
                client = Client()
                client.force_login(person)
                kept.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield kept


@pytest.fixture
def world(_kept_world: _Kept, django_db_blocker: Any) -> Iterator[worlds.World]:
    """Two councils with one of everything (tests/world.py), as new for each test: the generated tests ask for it a
    thousand times. Instead of `db`, not with it: it is another database."""
    with django_db_blocker.unblock(), _connected(_kept_world.url):
        around = transaction.atomic()
        around._from_testcase = True  # as Django's own TestCase: blocks that must be outermost may be inside
        with around:
            _kept_world.scope.apply(local=False)
            connections["default"].noticeboard_scope = _kept_world.scope  # type: ignore[attr-defined]
            made = _kept_world.world
            yield replace(made, kwargs=dict(made.kwargs))
            transaction.set_rollback(True)


@pytest.fixture
def signed_in(world: worlds.World, _kept_world: _Kept) -> Callable[[str], Client]:
    """A client of each person of the world, by the name that the world gives them; "anonymous" is nobody."""

    def client_of(name: str) -> Client:
        client = Client(raise_request_exception=False)
        if name != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = _kept_world.sessions[name]
        return client

    return client_of


# -- the cast: Ambridge and Borchester are two councils; nobody of one may learn anything of the other


@pytest.fixture
def ambridge(db: None) -> Council:
    return factories.CouncilFactory(name="Ambridge", slug="ambridge")


@pytest.fixture
def borchester(db: None) -> Council:
    return factories.CouncilFactory(name="Borchester", slug="borchester")


def member(council: Council | None, role: Role, **fields: Any) -> User:
    """A person with one role (council None: in the Department)."""
    user = factories.UserFactory(**fields)
    factories.MembershipFactory(user=user, council=council, role=role)
    return user


@pytest.fixture
def officer(ambridge: Council) -> User:
    return member(ambridge, Role.OFFICER, name="Olive Officer")


@pytest.fixture
def lead(ambridge: Council) -> User:
    return member(ambridge, Role.LEAD, name="Leo Lead")


@pytest.fixture
def chair(ambridge: Council) -> User:
    return member(ambridge, Role.CHAIR, name="Clara Chair")


@pytest.fixture
def administrator(ambridge: Council) -> User:
    return member(ambridge, Role.ADMINISTRATOR, name="Ada Administrator")


@pytest.fixture
def outsider(borchester: Council) -> User:
    """An improvement lead, of the other council."""
    return member(borchester, Role.LEAD, name="Otto Outsider")


@pytest.fixture
def observer(db: None) -> User:
    return member(None, Role.OBSERVER, name="Dora Department")


@pytest.fixture
def case_lead(db: None) -> User:
    return member(None, Role.CASE_LEAD, name="Cass Caselead")
