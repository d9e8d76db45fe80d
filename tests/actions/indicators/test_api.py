"""The API of indicators: the same verbs, the same refusals."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from actions.models import Indicator, Observation
from councils.models import Council, User
from tests import factories

BASE = "/api/v1/councils/ambridge/indicators/"
SEPTEMBER = f"{BASE}I1/values/2026-09-01/"


def signed_in(person: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def send(person: User, address: str, **body: Any) -> Any:
    method = "put" if address == SEPTEMBER else "post"
    return getattr(signed_in(person), method)(address, body, format="json")


def test_a_value_goes_its_whole_way_by_the_api(indicator: Indicator, officer: User, director: User) -> None:
    entered = send(officer, SEPTEMBER, version=0, value="86")
    assert (entered.status_code, entered.data["state"], entered.data["period"]) == (
        200,
        "draft",
        "September 2026",
    )
    for person, step, version, state in (
        (officer, "submit", 1, "submitted"),
        (officer, "take-back", 2, "draft"),
        (officer, "submit", 3, "submitted"),
        (director, "approve", 4, "approved"),
        (director, "lock", 5, "locked"),
    ):
        answer = send(person, f"{SEPTEMBER}{step}/", version=version)
        assert (answer.status_code, answer.data["state"]) == (200, state), step
    for step in ("unlock", "hand-back"):
        assert send(director, f"{SEPTEMBER}{step}/", version=6 if step == "unlock" else 7).status_code == 400
        version = Observation.objects.get().version
        assert (
            send(director, f"{SEPTEMBER}{step}/", version=version, why="Check the count.").status_code == 200
        )
    listed = signed_in(officer).get(f"{BASE}I1/values/").data["results"]
    assert [(row["state"], row["returned_why"]) for row in listed] == [("returned", "Check the count.")]


def test_the_api_refuses_what_the_page_refuses(indicator: Indicator, officer: User, director: User) -> None:
    assert send(officer, SEPTEMBER, version=0, value="862").status_code == 400
    assert send(officer, SEPTEMBER, version=0, value="60").status_code == 200
    off = send(officer, f"{SEPTEMBER}submit/", version=1)
    assert (off.status_code, set(off.data)) == (400, {"commentary", "recovery"})
    assert send(director, SEPTEMBER, version=0, value="61").status_code == 409
    send(director, SEPTEMBER, version=1, value="90")
    send(director, f"{SEPTEMBER}submit/", version=2)
    own = send(director, f"{SEPTEMBER}approve/", version=3)
    assert (own.status_code, str(own.data["detail"])) == (
        409, "You submitted this value, so another person has to approve it.",
    )  # fmt: skip
    assert send(officer, f"{SEPTEMBER}approve/", version=3).status_code == 403


def test_an_indicator_is_defined_and_changed_by_the_api(ambridge: Council, lead: User, officer: User) -> None:
    clause = factories.RequirementFactory(council=ambridge)
    target = factories.TargetFactory(council=ambridge, requirement=clause)
    body = {
        "ref": "I7", "title": "Visits in time", "unit": "percent", "target": "95", "first_period_on": "2026-04-01",
        "owner": officer.email, "notice": clause.notice.number, "requirements": [clause.seq], "watches": [target.pk],
    }  # fmt: skip
    made = signed_in(lead).post(BASE, body, format="json")
    assert (made.status_code, made.data["owner"], made.data["watches"]) == (201, officer.name, [target.pk])
    body = {**body, "target": "90", "version": 1}
    changed = signed_in(lead).put(f"{BASE}I7/", body, format="json")
    assert (changed.status_code, changed.data["target"], changed.data["version"]) == (200, "90.0000", 2)
    assert signed_in(lead).put(f"{BASE}I7/", {**body, "target": "91"}, format="json").status_code == 409
    assert signed_in(officer).post(BASE, body, format="json").status_code == 403
    row = Indicator.objects.get()
    assert (row.owner, list(row.requirements.all())) == (officer, [clause])


def test_rows_of_another_council_are_named_as_not_here(
    ambridge: Council, borchester: Council, lead: User, outsider: User
) -> None:
    theirs = factories.TargetFactory(council=borchester)
    body = {"ref": "I7", "title": "T", "unit": "percent", "first_period_on": "2026-04-01"}
    for foreign in (
        {"watches": [theirs.pk]}, {"owner": outsider.email}, {"actions": ["A1"]}, {"objective": 1},
        {"owner_organisation": "Police"}, {"requirements": [1]},
    ):  # fmt: skip
        answer = signed_in(lead).post(BASE, {**body, **foreign}, format="json")
        assert (answer.status_code, list(answer.data)) == (400, list(foreign)), foreign
    assert Indicator.objects.count() == 0


def test_the_list_says_where_each_stands_and_the_department_reads_what_is_approved(
    indicator: Indicator, officer: User, observer: User
) -> None:
    factories.ObservationFactory(
        council=indicator.council, indicator=indicator, value="72.6", state="approved"
    )
    factories.ObservationFactory(
        council=indicator.council,
        indicator=indicator,
        period_on="2026-10-01",
        value="31.7",
        state="submitted",
    )
    for person in (officer, observer):
        row = signed_in(person).get(BASE).data["results"][0]
        assert dict(row["latest"]) == {
            "period_on": "2026-09-01", "period": "September 2026", "value": "72.6000", "outcome": "off_target",
            "distance": "12.4 points below target", "travel": "unknown",
        }  # fmt: skip
    assert row["owner"] == "Council officer"
    values = signed_in(observer).get(f"{BASE}I1/values/").data["results"]
    assert [value["state"] for value in values] == ["approved"]
    assert signed_in(observer).get(f"{BASE}I1/values/2026-10-01/").status_code == 404
    assert signed_in(officer).get(f"{BASE}I1/values/2026-10-01/").status_code == 200


def test_the_targets_of_a_notice_are_counted(indicator: Indicator, lead: User) -> None:
    target = factories.TargetFactory(council=indicator.council, target=80, comparator=">=")
    factories.IndicatorTargetFactory(council=indicator.council, indicator=indicator, target=target)
    factories.ObservationFactory(council=indicator.council, indicator=indicator, state="approved")
    number = target.requirement.notice.number
    found = signed_in(lead).get(f"/api/v1/councils/ambridge/notices/{number}/targets/").data
    assert (found["met"], found["of"], found["targets"][0]["outcome"], found["targets"][0]["indicator"]) == (
        1,
        1,
        "met",
        "I1",
    )
