"""Programs get what people get: the same rows, the same rules. (Who may call what is tested by the matrix.)"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator

from actions.models import Action, ActionUpdate
from councils.models import AuditEvent, Council, User
from reports.models import ReportRun
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    plan = make.PlanFactory(council=ambridge)
    objective = make.ObjectiveFactory(council=ambridge, plan=plan)
    return make.ActionFactory(council=ambridge, objective=objective, ref="1.1", owner=officer)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def progress(**changes: Any) -> dict[str, Any]:
    return {
        "version": 1,
        "delivery": "in_progress",
        "confidence": "on_track",
        "narrative": "Begun.",
        **changes,
    }


def post(client: Client, path: str, data: dict[str, Any], **headers: str) -> Any:
    return client.post(path, data, content_type="application/json", headers=headers)


UPDATES = "/api/v1/councils/ambridge/actions/1.1/updates/"


def test_a_program_signs_in_by_token_and_reports_progress(action: Action, officer: User) -> None:
    token = post(Client(), "/api/v1/token/", {"email": officer.email, "password": make.PASSWORD}).json()[
        "token"
    ]
    response = post(Client(), UPDATES, progress(), Authorization=f"Token {token}")
    assert response.status_code == 201
    action.refresh_from_db()
    assert (action.delivery, action.version) == ("in_progress", 2)
    assert ActionUpdate.objects.get(action=action).reported_by == officer
    assert AuditEvent.objects.filter(by=officer, verb="reported progress").count() == 1


def test_an_ended_token_is_dead_at_once(action: Action, officer: User) -> None:
    token = post(Client(), "/api/v1/token/", {"email": officer.email, "password": make.PASSWORD}).json()[
        "token"
    ]
    headers = {"Authorization": f"Token {token}"}
    assert Client().delete("/api/v1/token/mine/", headers=headers).status_code == 204
    assert Client().get("/api/v1/me/", headers=headers).status_code == 401


def test_guessing_a_password_for_a_token_is_limited(officer: User) -> None:
    cache.clear()
    guesses = [
        post(Client(), "/api/v1/token/", {"email": officer.email, "password": f"guess {n}"}) for n in range(7)
    ]
    assert [guess.status_code for guess in guesses] == [401] * 5 + [429] * 2
    cache.clear()


def test_who_started_from_an_old_version_is_told_and_nothing_is_saved(action: Action, officer: User) -> None:
    client = signed_in(officer)
    assert post(client, UPDATES, progress()).status_code == 201
    late = post(client, UPDATES, progress(narrative="Something else."))
    assert late.status_code == 409
    assert "Somebody else" in late.json()["detail"]
    assert ActionUpdate.objects.filter(action=action).count() == 1


def test_worry_without_a_reason_is_refused_in_words(action: Action, officer: User) -> None:
    response = post(signed_in(officer), UPDATES, progress(confidence="off_track", narrative=""))
    assert response.status_code == 400
    assert set(response.json()) == {"narrative", "recovery"}


def test_confirming_is_not_the_owners_to_say(action: Action, officer: User) -> None:
    response = post(signed_in(officer), UPDATES, progress(delivery="confirmed"))
    assert response.status_code == 400


def test_the_department_reads_roles_where_the_council_reads_names(
    action: Action, officer: User, observer: User
) -> None:
    path = "/api/v1/councils/ambridge/actions/1.1/"
    assert signed_in(officer).get(path).json()["owner"] == officer.name
    assert officer.name not in signed_in(observer).get(path).content.decode()


def test_lists_filter_by_the_same_words_as_the_pages(action: Action, officer: User) -> None:
    make.ActionFactory(council=action.council, objective=action.objective, due_on=make.TODAY.replace(year=2020),
                       original_due_on=make.TODAY.replace(year=2020), ref="1.2")  # fmt: skip
    client = signed_in(officer)
    rows = client.get("/api/v1/councils/ambridge/actions/?overdue=true").json()
    assert [row["ref"] for row in rows["results"]] == ["1.2"]
    assert client.get("/api/v1/councils/ambridge/actions/").json()["count"] == 2


def test_a_list_costs_the_same_queries_with_one_row_and_with_five(
    action: Action, officer: User, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    client = signed_in(officer)
    with django_assert_max_num_queries(14) as first:
        client.get("/api/v1/councils/ambridge/actions/")
    for number in range(2, 6):
        make.ActionFactory(council=action.council, objective=action.objective, ref=f"1.{number}")
    with django_assert_num_queries(len(first)):
        client.get("/api/v1/councils/ambridge/actions/")


def test_a_chair_asks_for_a_report_and_an_officer_may_not(action: Action, chair: User, officer: User) -> None:
    path = "/api/v1/councils/ambridge/reports/"
    assert post(signed_in(officer), path, {}).status_code == 403
    asked = post(signed_in(chair), path, {})
    assert (asked.status_code, asked.json()["status"]) == (202, "preparing")
    assert ReportRun.objects.count() == 1


def test_no_two_parts_of_the_schema_share_a_name() -> None:
    reset_generator_stats()
    SchemaGenerator().get_schema(request=None, public=True)
    said = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    assert [text for text in said if "identical names" in text] == []


def test_the_schema_describes_every_route_and_the_page_of_it_opens(client: Client) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    assert schema["openapi"].startswith("3.")
    assert len(schema["paths"]) >= 20
    page = client.get("/api/v1/docs/").content.decode()
    assert [path for path in schema["paths"] if path not in page] == []
