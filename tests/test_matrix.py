"""Every route × every kind of person × every method, generated from the URL resolver (bars B1, B7).

What should happen is worked out from the policy that the view declares, so a new page is covered the day it appears.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern

from councils import scope
from councils.checks import routes
from councils.permissions import DEPARTMENT_ROLES, ROLES_WITH, Permission
from councils.policy import Policy, policy_of

from . import world as worlds

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
READS = re.compile(r"(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|SET|SHOW)\s")  # whatever else it is, it may write
ROUTES = [(path, pattern) for path, pattern in routes()]
# The view itself looks at the object: who holds the permission may still be refused this one action.
REFUSED_BY_OBJECT = {
    ("actions:update", "board_member"),
    ("actions:date_change_ask", "board_member"),
    ("actions:date_change_withdraw", "board_member"),
    ("api-date-changes", "board_member"),
    ("actions:indicator_enter", "board_member"),
    ("actions:indicator_take_back", "board_member"),
    ("actions:evidence_edit", "board_member"),
    ("actions:evidence_readers", "board_member"),
    ("actions:evidence_version_add", "board_member"),
    ("api-evidence-versions", "board_member"),
    ("actions:milestone_met", "board_member"),
    ("api-milestone-met", "board_member"),
    ("api-updates", "board_member"),
    ("api-value", "board_member"),
    ("api-value-submit", "board_member"),
    ("api-value-take-back", "board_member"),
    ("reviews:correspondence_edit", "case_lead"),  # the entry of the world is the council's
    ("reviews:correspondence_follow_up", "case_lead"),
    ("api-correspondence-entry", "case_lead"),
    ("api-correspondence-followed-up", "case_lead"),
}
# A row of the officer's own; for everybody else who might have one, there is none of this number.
OF_THE_OFFICER_ALONE = {"reminders:own_change", "api-own-reminder", "api-own-reminder-done"}


def parameters(path: str) -> list[str]:
    return [first or second for first, second in PARAMETER.findall(path)]


def address(path: str, kwargs: dict[str, Any]) -> str:
    """The path with its parameters filled in; an unknown parameter is an error: say in world.py how to make it."""
    missing = [name for name in parameters(path) if name not in kwargs]
    assert not missing, f"world.py has no value for {missing} of {path}"
    filled = PARAMETER.sub(lambda match: str(kwargs[match.group(1) or match.group(2)]), path)
    return "/" + filled.replace("^", "").replace("$", "").replace("\\", "")


def expected(policy: Policy, method: str, path: str, person: str, world: worlds.World) -> str:
    """What must happen: "open", "sign in", "not found" or "refused"."""
    if policy.token:
        return "refused"  # they are people; a program has the token
    if policy.public:
        return "open"
    if person in ("anonymous", "deactivated"):
        return "sign in"
    role, in_council = world.roles[person], "council_slug" in parameters(path)
    if in_council and role is None:
        return "not found"
    permission = policy.asks(method)
    if permission is None or (permission is Permission.VIEW_COUNCIL and not in_council):
        return "open"
    if role not in ROLES_WITH[permission] or (not in_council and role not in DEPARTMENT_ROLES):
        return "refused"
    return "open"


def happened(response: Any, path: str) -> str:
    status = response.status_code
    if status in (HTTPStatus.UNAUTHORIZED,) or (
        status == HTTPStatus.FOUND and "/sign-in/" in response["Location"]
    ):
        return "sign in"
    if status == HTTPStatus.NOT_FOUND:
        return "not found"
    if status == HTTPStatus.FORBIDDEN:
        return "refused"
    return "open" if status < 500 else f"broken ({status})"


def body(response: Any) -> bytes:
    content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    return content


def name_of(pattern: URLPattern) -> str:
    module = getattr(pattern.callback, "__module__", "").split(".")[0]
    return f"{module}:{pattern.name}" if not str(pattern.name).startswith("api-") else str(pattern.name)


@contextmanager
def statements_that_may_write() -> Iterator[list[str]]:
    """What was said to the database but for plain reading: to count all rows after each of 38,000 requests is slow, and
    where nothing was written there is nothing to count. (No function of ours that a SELECT calls writes.)"""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not READS.match(str(sql)):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def rows_of_everything() -> list[tuple[str, int]]:
    """How many rows of history and audit there are: any write to a council's rows adds to them."""
    with scope.with_setting("noticeboard.user_id", ""), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE tablename LIKE '%event' AND schemaname = 'public' ORDER BY 1"
        )
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{t}', count(*) FROM \"{t}\"" for t in tables) + " ORDER BY 1"
        )
        return cursor.fetchall()


@pytest.fixture
def demonstration_mailbox(settings: Any, tmp_path: Any) -> str:
    """The mailbox is there in demonstration mode only. One letter lies in it."""
    settings.DEMO, settings.MAILBOX_DIR = True, str(tmp_path)
    settings.EMAIL_BACKEND = "reminders.mailbox.FolderBackend"
    mail.EmailMessage("Subject", "Text", to=["somebody@example.test"]).send()
    return next(tmp_path.iterdir()).name


@pytest.mark.parametrize(("path", "pattern"), ROUTES, ids=[path or "/" for path, _ in ROUTES])
def test_route_opens_for_those_whom_its_policy_lets_in_and_nobody_else(
    path: str,
    pattern: URLPattern,
    demonstration_mailbox: str,
    world: worlds.World,
    signed_in: Callable[[str], Client],
) -> None:
    world.kwargs["letter"] = demonstration_mailbox
    policy = policy_of(pattern.callback)
    assert policy is not None
    url, surprises, requests = address(path, world.kwargs), [], 0
    library = policy.public and not getattr(pattern.callback, "policy", None)
    people = ("anonymous", *world.people)
    before = rows_of_everything()
    for person in people:
        client = signed_in(person)
        for method in METHODS:
            wanted = expected(policy, method, path, person, world)
            requests += 1
            with transaction.atomic():
                with statements_that_may_write() as written:
                    response = client.generic(method, url)
                got = happened(response, path)
                if written and person not in (
                    "lead",
                    "director",
                    "officer",
                    "chair",
                    "case_lead",
                    "administrator",
                    "board_member",
                    "lead_member",
                ):
                    assert rows_of_everything() == before, f"{person} changed rows by {method} {url}"
                if person in ("officer", "lead", "chair", "administrator", "left", "nobody"):
                    assert worlds.CANARY.encode() not in body(response), (
                        f"{person} reads another council by {method}"
                    )
                if person != "chair":
                    assert worlds.CHAIR_ONLY.encode() not in body(response), (
                        f"{person} reads the chair’s own notes by {method}"
                    )
                if person != "officer":
                    assert worlds.OWN_ONLY.encode() not in body(response), (
                        f"{person} reads the officer’s own reminders by {method}"
                    )
                transaction.set_rollback(True)
            fine = got == wanted or (library and not got.startswith("broken"))
            fine = fine or (got == "refused" and (name_of(pattern), person) in REFUSED_BY_OBJECT)
            fine = fine or (
                got == "not found" and name_of(pattern) in OF_THE_OFFICER_ALONE and person != "officer"
            )
            if not fine:
                surprises.append(f"{person} {method}: {got}, should be {wanted} ({response.status_code})")
    assert surprises == []
    assert requests == len(METHODS) * len(people) >= 7 * 9


@pytest.mark.parametrize(
    "path", [p for p, _ in ROUTES if "council_slug" in parameters(p) and not p.startswith("api/")]
)
def test_another_councils_page_is_the_same_404_as_one_that_does_not_exist(
    path: str, world: worlds.World, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("outsider")
    foreign = client.get(address(path, world.kwargs))
    missing = client.get(address(path, {**world.kwargs, "council_slug": "nowhere"}))
    assert (foreign.status_code, foreign.content) == (404, missing.content)


def test_the_matrix_walks_every_route_that_the_resolver_knows() -> None:
    assert len(ROUTES) >= 60
    assert {path for path, pattern in ROUTES if policy_of(pattern.callback) is None} == set()
