"""A program that asks the API gets JSON whatever happens, and is told what to do; people get pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.test import Client

from config.pages import TO_PROGRAMS
from councils.models import User

pytestmark = pytest.mark.django_db
API, PAGE = "/api/v1/me/", "/help/"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def fails(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    """Before any view: where people and programs are still on one way."""

    def broken(*args: Any, **kwargs: Any) -> None:
        raise problem

    monkeypatch.setattr("councils.middleware.policy_of", broken)


def said(response: Any) -> Any:
    assert response["Content-Type"] == "application/json"
    return response.json()


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (OperationalError("the database is gone"), 503),
        (InterfaceError("connection already closed"), 503),
        (RuntimeError("Zyzzyva"), 500),
        (PermissionDenied("Zyzzyva"), 403),
        (SuspiciousOperation("Zyzzyva"), 400),
    ],
)
def test_what_fails_or_is_refused_before_the_view_is_json_for_programs_and_a_page_for_people(
    client: Client, monkeypatch: pytest.MonkeyPatch, problem: Exception, code: int
) -> None:
    fails(monkeypatch, problem)
    for method in ("get", "post", "delete"):
        answer = getattr(client, method)(API)
        assert (answer.status_code, tuple(said(answer).values())) == (code, TO_PROGRAMS[code])
        assert answer.headers.get("Retry-After") == ("30" if code == 503 else None)
    page = client.get(PAGE)
    assert (page.status_code, b"<h1" in page.content, b"Zyzzyva" in page.content) == (code, True, False)


def test_a_database_that_goes_away_inside_a_view_of_the_api_is_said_in_json(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    client.force_login(officer)
    assert client.get(API).status_code == 200
    monkeypatch.setattr("councils.api.Me.get", gone)
    answer = client.get(API)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert said(answer)["detail"] == "Noticeboard is not available just now. What you sent was not saved."


def test_an_address_that_the_api_does_not_have_is_said_in_json(client: Client, officer: User) -> None:
    for path in ("/api/v1/nowhere/", "/api/", "/api/v2/councils/"):
        answer = client.get(path)
        assert (answer.status_code, said(answer)["detail"]) == (404, "Not found."), path
    assert b"<h1" in client.get("/apiary/").content
    client.force_login(officer)
    assert said(client.get("/api/v1/councils/nowhere/actions/"))["detail"] == "Not found."
