"""The floor of the benchmarks reads and writes the product's own tables, so it must keep up with them."""

from __future__ import annotations

import io
import os
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pytest
from django.core.management import call_command
from django.db import connection

from actions.models import Action, ActionUpdate
from bench import floor
from bench.pages import progress
from councils import scope
from councils.models import AuditEvent


def ask(method: str, path: str, query: str = "", form: dict[str, Any] | None = None) -> str:
    body = urlencode(form or {}).encode()
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    answered: list[str] = []
    page = b"".join(floor.application(environ, lambda status, headers: answered.append(status)))
    assert answered == ["200 OK"]
    return page.decode()


@pytest.fixture
def filled(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    call_command("seed_scale", councils=2, actions=20, updates=2, connections=1, stdout=io.StringIO())
    admin = urlsplit(os.environ["DATABASE_ADMIN_URL"])._replace(path=urlsplit(own_database).path)
    monkeypatch.setenv("FLOOR_URL", urlunsplit(admin))
    yield
    floor.connection().close()
    del floor._local.connection


def test_the_floor_shows_the_same_rows(filled: None) -> None:
    with scope.entered(scope.all_councils()):
        action = Action.objects.filter(delivery="in_progress").order_by("id")[0]
        total = Action.objects.filter(delivery="in_progress", council_id=action.council_id).count()
    page = ask("GET", "/list", str(action.council_id))
    assert f"<h1>{total} actions</h1>" in page and action.title in page
    assert ask("GET", "/dashboard").count("<tr>") == 2


@pytest.mark.parametrize("path", ["/save", "/save-without-triggers"])
def test_the_floor_saves_what_the_product_saves(filled: None, path: str) -> None:
    with scope.entered(scope.all_councils()):
        action = Action.objects.filter(delivery="in_progress", owner__isnull=False).order_by("id")[0]
    form = {**progress(action.version), "action": action.pk, "by": action.owner_id}
    assert ask("POST", path, form=form) == "saved"
    with scope.entered(scope.all_councils()):
        now = Action.objects.get(pk=action.pk)
        assert (now.version, now.confidence) == (action.version + 1, "on_track")
        assert ActionUpdate.objects.get(action=action, version=now.version).narrative == form["narrative"]
        assert AuditEvent.objects.get(verb="reported progress").about == action.ref
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM actions_actionevent WHERE id = %s", [action.pk])
            assert cursor.fetchone() == ((2 if path == "/save" else 1),)
