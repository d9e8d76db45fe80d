"""Indicators on the page: at a glance, one with its trend, defining, entering, approving; by those who may."""

from __future__ import annotations

import csv
import datetime
import io
import re
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Indicator, Observation
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import member

from .conftest import text

LIST = "/councils/ambridge/indicators/"
ONE = f"{LIST}I1/"
SEPTEMBER = f"{ONE}values/2026-09-01/"
date = datetime.date


def value(
    indicator: Indicator, month: int, number: Any = 82, state: str = "approved", **fields: Any
) -> Observation:
    row: Observation = factories.ObservationFactory(
        council=indicator.council,
        indicator=indicator,
        period_on=date(2026, month, 1),
        value=number,
        state=state,
        **fields,
    )
    return row


def refs(response: Any) -> list[str]:
    assert response.status_code == 200
    return re.findall(r"/indicators/([^/]+)/\">\w", response.content.decode().split("<tbody")[-1])


# -- the list


@pytest.fixture
def five(indicator: Indicator, lead: User) -> dict[str, Indicator]:
    """One of each kind that a filter tells apart."""
    council = indicator.council
    make = lambda ref, **fields: factories.IndicatorFactory(council=council, ref=ref, **fields)  # noqa: E731
    rows: dict[str, Indicator] = {
        "I1": indicator,
        "I2": make("I2", owner=lead),
        "I3": make("I3"),
        "I4": make("I4", target=None),
        "I10": make("I10"),
    }
    rows["I5"] = make("I5", state="retired", retired_on=date(2026, 5, 1), retired_why="The return ended.")
    for ref, before, now in (("I1", 60, 70), ("I2", 86, 84), ("I3", 90, 90), ("I4", 1, 2)):
        value(rows[ref], 9, before)
        value(rows[ref], 10, now)
    value(rows["I3"], 8, 10, state="submitted")
    return rows


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["I1", "I2", "I3", "I4", "I10"]),
        ("outcome=off_target", ["I1"]),
        ("outcome=within_tolerance", ["I2"]),
        ("outcome=no_target", ["I4"]),
        ("outcome=no_value", ["I10"]),
        ("worsening=on", ["I2"]),
        ("stale=on", ["I10"]),
        ("owner=me", ["I2"]),
        ("owner=nobody", ["I3", "I4", "I10"]),
        ("retired=on", ["I5"]),
        ("outcome=nonsense&objective=99", ["I1", "I2", "I3", "I4", "I10"]),
    ],
)
def test_the_list_keeps_to_its_filters_and_so_does_its_spreadsheet(
    client: Client, lead: User, five: dict[str, Indicator], query: str, expected: list[str]
) -> None:
    client.force_login(lead)
    assert refs(client.get(f"{LIST}?{query}")) == expected
    sheet = client.get(f"/councils/ambridge/indicators.csv?{query}")
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == expected


def test_a_row_says_value_status_distance_direction_and_what_is_owed(
    client: Client, lead: User, five: dict[str, Indicator]
) -> None:
    client.force_login(lead)
    page = text(client.get(LIST))
    assert "70% October 2026 Off target Improving 15 points below target at least 85%" in page
    assert "84% October 2026 Within tolerance Worsening 1 point below target" in page
    assert "90% October 2026 1 value awaiting approval On target Unchanged" in page
    assert "Out of date: no approved value No value yet" in page


def test_the_list_costs_the_same_with_3_and_with_30_indicators(
    client: Client, lead: User, ambridge: Council
) -> None:
    objective = factories.ObjectiveFactory(council=ambridge)

    def add(number: int) -> None:
        row = factories.IndicatorFactory(council=ambridge, owner=lead, objective=objective)
        factories.TrajectoryPointFactory(council=ambridge, indicator=row)
        for month in (7, 8, 9):
            value(row, month, 50 + number)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(LIST).status_code == 200
        return len(caught)

    client.force_login(lead)
    for number in range(3):
        add(number)
    client.get(LIST)
    three = cost()
    for number in range(27):
        add(number)
    assert len(refs(client.get(LIST))) == 30
    assert cost() == three
    for page in (f"{LIST}grid/?show=all", "/councils/ambridge/indicators.csv"):
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        assert len(caught) <= 12, page


# -- one indicator


def test_the_page_of_an_indicator_says_its_finding_in_words_and_as_the_charts_alternative(
    client: Client, lead: User, indicator: Indicator
) -> None:
    value(indicator, 8, "60.1")
    value(indicator, 9, "72.6", commentary="Two left.", recovery="Two start in May.")
    value(indicator, 10, 99, state="draft")
    client.force_login(lead)
    response = client.get(ONE)
    page = text(response)
    finding = (
        "72.6% in September 2026: 12.4 points below target, off target. Improving from 60.1% in August 2026."
    )
    assert finding in page
    assert f'alt="Chart: {finding}"' in response.content.decode()
    assert "Why: Two left." in page and "What will bring it back: Two start in May." in page
    assert re.search(r"October 2026 99% at least 85% Draft", page)
    assert re.search(r"July 2026 – at least 85% No value", page)


def test_the_department_sees_no_drafts_and_no_names(
    client: Client, observer: User, indicator: Indicator, director: User
) -> None:
    value(indicator, 9, 77, submitted_by=indicator.owner, approved_by=director)
    value(indicator, 10, "31.7", state="submitted", submitted_by=indicator.owner)
    client.force_login(observer)
    for address in (LIST, ONE, SEPTEMBER, f"{ONE}values/2026-10-01/", "/councils/ambridge/indicators.csv"):
        content = client.get(address).content.decode()
        assert "31.7" not in content, address
        assert "Olive" not in content and "Dina" not in content, address
    assert "There is no approved value for this period." in text(client.get(f"{ONE}values/2026-10-01/"))
    assert "Approved" in text(client.get(SEPTEMBER))


def test_words_of_people_are_no_markup_in_page_and_chart(
    client: Client, lead: User, ambridge: Council
) -> None:
    nasty = "<script>alert(1)</script>"
    row = factories.IndicatorFactory(council=ambridge, ref="I1", title=nasty, definition=nasty, source=nasty)
    value(row, 9, 50, commentary=nasty, recovery=nasty)
    client.force_login(lead)
    for address in (LIST, ONE, SEPTEMBER, f"{LIST}grid/", f"{LIST}paste/"):
        assert nasty not in client.get(address).content.decode(), address


# -- defining


def defined(**changes: Any) -> dict[str, Any]:
    return {
        "ref": "I7", "title": "Visits in time", "definition": "", "unit": "percent", "from_parts": "no", "direction": "higher",
        "baseline": "61.5%", "baseline_period": "March 2026", "target": "95", "tolerance": "2", "frequency": "monthly",
        "first_period_on-day": "1", "first_period_on-month": "4", "first_period_on-year": "2026", "owner": "", "source": "",
        "objective": "", "target_by-day": "", "target_by-month": "", "target_by-year": "", **changes,
    }  # fmt: skip


def test_the_lead_defines_an_indicator_and_what_it_serves(
    client: Client, lead: User, officer: User, ambridge: Council
) -> None:
    plan = factories.PlanFactory(council=ambridge)
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan)
    action = factories.ActionFactory(council=ambridge, objective=objective)
    clause = factories.RequirementFactory(council=ambridge, notice=plan.notice)
    target = factories.TargetFactory(council=ambridge, requirement=clause)
    client.force_login(lead)
    assert client.get(f"{LIST}add/").status_code == 200
    serves = {
        "objective": objective.pk,
        "actions": [action.pk],
        "requirements": [clause.pk],
        "watches": [target.pk],
    }
    response = client.post(f"{LIST}add/", defined(owner=f"u{officer.pk}", **serves))
    assert (response.status_code, response["Location"]) == (302, f"{LIST}I7/")
    row = Indicator.objects.get()
    assert (row.baseline, row.target, row.tolerance, row.owner) == (D("61.5"), D(95), D(2), officer)
    assert (row.actions.get(), row.requirements.get(), row.watches.get()) == (action, clause, target)
    assert AuditEvent.objects.get().verb == "added an indicator"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"from_parts": "yes"}, "Enter what the numerator counts"),
        ({"direction": "within"}, "Enter the highest value that is wanted"),
        ({"direction": "within", "target_high": "90"}, "The highest value must not be below the lowest"),
        ({"target": "950"}, "A percentage must be between 0 and 100"),
        ({"target": "high"}, "“high” is not a number"),
        ({"unit": "days", "target": "95%"}, "“95%” is a percentage, and this indicator is not measured in per cent"),
        ({"target_by-day": "1", "target_by-month": "3", "target_by-year": "2026"}, "The target’s date must not be before"),
        ({"ref": "grid"}, "Reference must have only letters"),
        ({"ref": "I1"}, "Another indicator has the reference I1"),
        ({"title": ""}, "Enter what is measured"),
    ],
)  # fmt: skip
def test_what_cannot_be_measured_is_said_at_its_box(
    client: Client, lead: User, indicator: Indicator, changes: dict[str, str], message: str
) -> None:
    client.force_login(lead)
    response = client.post(f"{LIST}add/", defined(**changes))
    assert response.status_code == 200
    page = text(response).replace("&#39;", "’").replace("'", "’")
    assert "There is a problem" in page and message.replace("'", "’") in page
    assert Indicator.objects.count() == 1


def test_an_indicator_in_words_asks_for_no_numbers(client: Client, lead: User, ambridge: Council) -> None:
    client.force_login(lead)
    response = client.post(
        f"{LIST}add/",
        defined(unit="text", target="950", direction="", target_words="One worker for each family."),
    )
    assert response.status_code == 302
    row = Indicator.objects.get()
    assert (row.target, row.baseline, row.target_words) == (None, None, "One worker for each family.")


def test_rows_of_another_council_are_no_choice(
    client: Client, lead: User, ambridge: Council, borchester: Council
) -> None:
    theirs = factories.TargetFactory(council=borchester)
    action = factories.ActionFactory(council=borchester)
    officer = member(borchester, Role.OFFICER)
    factories.ActionFactory(council=ambridge)
    factories.TargetFactory(council=ambridge)
    client.force_login(lead)
    for foreign in (
        {"watches": [theirs.pk]},
        {"actions": [action.pk]},
        {"owner": f"u{officer.pk}"},
        {"objective": "99"},
    ):
        response = client.post(f"{LIST}add/", defined(**foreign))
        assert response.status_code == 200 and "There is a problem" in text(response), foreign
    assert client.get(f"{LIST}add/?target={theirs.pk}").status_code == 404
    assert Indicator.objects.count() == 0


def test_editing_keeps_the_unit_and_the_periods_that_values_have(
    client: Client, lead: User, indicator: Indicator
) -> None:
    value(indicator, 9)
    client.force_login(lead)
    same = defined(
        ref="", title=indicator.title, baseline="55", target="85", tolerance="5", based_on="1",
        **{"first_period_on-month": "1"},
    )  # fmt: skip
    for change, message in (
        ({"unit": "days"}, "Values have been entered in this unit."),
        ({"frequency": "quarterly"}, "Values have been entered for periods that would no longer be there."),
        (
            {"first_period_on-day": "15"},
            "Values have been entered for periods that would no longer be there.",
        ),
    ):
        response = client.post(f"{ONE}edit/", {**same, **change})
        assert response.status_code == 200 and message in text(response), change
    response = client.post(f"{ONE}edit/", {**same, "target": "90", "first_period_on-year": "2025"})
    assert response.status_code == 302
    indicator.refresh_from_db()
    assert (indicator.target, indicator.first_period_on, indicator.version) == (D(90), date(2025, 1, 1), 2)
    assert "Target changed from “85%” to “90%”." in text(client.get(ONE))


def test_two_who_edit_at_once_keep_what_they_typed(client: Client, lead: User, indicator: Indicator) -> None:
    client.force_login(lead)
    first = defined(title="First", based_on="1", **{"first_period_on-month": "1"})
    assert client.post(f"{ONE}edit/", first).status_code == 302
    response = client.post(f"{ONE}edit/", {**first, "title": "Second"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Your changes are not saved yet" in page and "to “First”." in page
    assert 'value="Second"' in page and 'name="based_on" id="id_based_on" value="2"' in page


@pytest.mark.usefixtures("on_the_day")
def test_an_indicator_stops_being_measured_with_a_reason_and_starts_again(
    client: Client, lead: User, indicator: Indicator
) -> None:
    client.force_login(lead)
    assert "Enter" in text(client.post(f"{ONE}retire/", {"why": ""}))
    client.post(f"{ONE}retire/", {"why": "The return ended."})
    indicator.refresh_from_db()
    assert (indicator.state, indicator.retired_on) == ("retired", factories.TODAY)
    assert "No longer measured since 22 November 2026: The return ended." in text(client.get(ONE))
    client.post(f"{ONE}retire/")
    indicator.refresh_from_db()
    assert (indicator.state, indicator.retired_why) == ("active", "")


def test_targets_on_the_way_are_set_period_by_period(
    client: Client, lead: User, indicator: Indicator
) -> None:
    Indicator.objects.update(target_by=date(2026, 4, 30))
    client.force_login(lead)
    assert text(client.get(f"{ONE}trajectory/")).count("April 2026") == 2  # the row and its box
    client.post(f"{ONE}trajectory/", {"target-2026-01-01": "60", "target-2026-03-01": "70%"})
    points = indicator.trajectory.order_by("period_on").values_list("period_on", "target")
    assert list(points) == [(date(2026, 1, 1), D(60)), (date(2026, 3, 1), D(70))]
    client.post(f"{ONE}trajectory/", {"target-2026-01-01": "", "target-2026-03-01": "75"})
    assert list(indicator.trajectory.values_list("target", flat=True)) == [75]
    response = client.post(f"{ONE}trajectory/", {"target-2026-03-01": "=1"})
    assert response.status_code == 200 and "is a formula" in text(response)


# -- entering and deciding


def entered(**changes: Any) -> dict[str, Any]:
    return {
        "based_on": "0",
        "value": "72.6",
        "neighbours": "",
        "england": "81%",
        "commentary": "",
        "recovery": "",
        **changes,
    }


def test_an_off_target_value_is_not_handed_in_without_words_and_nothing_typed_is_lost(
    client: Client, officer: User, indicator: Indicator
) -> None:
    client.force_login(officer)
    response = client.post(f"{SEPTEMBER}enter/", entered(recovery="Two start in May.", submit="1"))
    assert response.status_code == 200
    page = response.content.decode()
    assert "Enter why the value is off target" in page
    assert 'value="72.6"' in page and "Two start in May." in page and 'value="81%"' in page
    assert Observation.objects.count() == 0
    response = client.post(
        f"{SEPTEMBER}enter/", entered(commentary="Two left.", recovery="Two start.", submit="1")
    )
    assert (response.status_code, response["Location"]) == (302, SEPTEMBER)
    row = Observation.objects.get()
    assert (row.state, row.england, row.submitted_by) == ("submitted", D(81), officer)


def test_an_officer_enters_only_what_is_theirs(
    client: Client, ambridge: Council, indicator: Indicator, lead: User
) -> None:
    police = factories.OrganisationFactory(council=ambridge, name="Police")
    factories.IndicatorFactory(council=ambridge, ref="I2", owner=None, owner_organisation=police)
    member_of_police = member(ambridge, Role.BOARD_MEMBER)
    member_of_police.memberships.update(organisation=police)
    other = member(ambridge, Role.OFFICER)
    may = {lead: {"I1", "I2"}, indicator.owner: {"I1"}, member_of_police: {"I2"}, other: set()}
    for person, own in may.items():
        client.force_login(person)  # type: ignore[arg-type]
        for ref in ("I1", "I2"):
            address = f"{LIST}{ref}/values/2026-09-01/enter/"
            wanted = 200 if ref in own else 403
            assert client.get(address).status_code == wanted, (person, ref)
            if wanted == 403:
                assert client.post(address, entered()).status_code == 403
        grid = client.get(f"{LIST}grid/").content.decode()
        assert {ref for ref in ("I1", "I2") if f"indicators/{ref}/" in grid} == own


def test_the_director_returns_with_a_reason_and_approves_the_correction(
    client: Client, officer: User, director: User, indicator: Indicator
) -> None:
    value(indicator, 9, 86, state="submitted", submitted_by=officer)
    client.force_login(director)
    assert "Return it to be corrected" in text(client.get(f"{SEPTEMBER}decide/"))
    response = client.post(f"{SEPTEMBER}decide/", {"based_on": "1", "decision": "return", "why": ""})
    assert response.status_code == 200 and "Enter what has to be corrected" in text(response)
    client.post(f"{SEPTEMBER}decide/", {"based_on": "1", "decision": "return", "why": "Check the count."})
    client.force_login(officer)
    assert "Check the count." in text(client.get(f"{SEPTEMBER}enter/"))
    client.post(f"{SEPTEMBER}enter/", entered(based_on="2", value="87", submit="1"))
    client.force_login(director)
    version = Observation.objects.get().version
    client.post(f"{SEPTEMBER}decide/", {"based_on": version, "decision": "approve", "why": ""})
    row = Observation.objects.get()
    assert (row.state, row.value, row.approved_by) == ("approved", D(87), director)
    history = text(client.get(SEPTEMBER))
    for step in (
        "Approved by Dina Director",
        "Returned to be corrected by Dina Director",
        "Was 86%, now 87%.",
    ):
        assert step in history


def test_the_queue_approves_what_is_ticked_and_never_ones_own(
    client: Client, lead: User, officer: User, indicator: Indicator
) -> None:
    theirs = value(indicator, 8, 86, state="submitted", submitted_by=officer)
    own = value(indicator, 9, 87, state="submitted", submitted_by=lead)
    client.force_login(lead)
    page = client.get(f"{LIST}approve/").content.decode()
    assert f'value="{theirs.pk}-1"' in page and f'value="{own.pk}-1"' not in page
    response = client.post(f"{LIST}approve/", {"value": [f"{theirs.pk}-1", f"{own.pk}-1"]})
    assert "another person has to approve it" in text(response)
    assert set(Observation.objects.values_list("state", flat=True)) == {"submitted"}  # all or none
    assert "Select the values to approve" in text(client.post(f"{LIST}approve/", {}))
    assert "was changed or decided meanwhile" in text(
        client.post(f"{LIST}approve/", {"value": [f"{theirs.pk}-9"]})
    )
    client.post(f"{LIST}approve/", {"value": [f"{theirs.pk}-1"]})
    assert dict(Observation.objects.values_list("pk", "state")) == {
        theirs.pk: "approved",
        own.pk: "submitted",
    }


def test_past_periods_are_locked_on_one_page(client: Client, lead: User, indicator: Indicator) -> None:
    value(indicator, 9)
    value(indicator, 10, state="draft")
    client.force_login(lead)
    page = text(client.get(f"{LIST}lock/"))
    assert "1 approved value is not locked yet." in page and "I1, October 2026 Draft" in page
    future = {"until-day": "1", "until-month": "1", "until-year": "2027"}
    assert "The day must be in the past" in text(client.post(f"{LIST}lock/", future))
    client.post(f"{LIST}lock/", {"until-day": "31", "until-month": "10", "until-year": "2026"})
    assert list(Observation.objects.order_by("period_on").values_list("state", flat=True)) == [
        "locked",
        "draft",
    ]


def test_an_abolished_councils_indicators_are_read_only(
    client: Client, lead: User, indicator: Indicator
) -> None:
    Council.objects.filter(pk=indicator.council_id).update(ended_on=date(2026, 4, 1))
    client.force_login(lead)
    assert client.get(ONE).status_code == 200
    for address in (f"{ONE}edit/", f"{LIST}add/", f"{ONE}retire/", f"{ONE}trajectory/", f"{LIST}lock/"):
        assert client.post(address, {}).status_code == 403, address
    assert "was abolished" in text(client.get(f"{LIST}grid/"))
    client.post(f"{SEPTEMBER}enter/", entered())
    assert Observation.objects.count() == 0


def test_a_period_or_an_indicator_that_is_not_there_is_not_found(
    client: Client, lead: User, indicator: Indicator
) -> None:
    client.force_login(lead)
    for address in (
        f"{LIST}I9/",
        f"{LIST}%00/",
        f"{ONE}values/2026-09-02/",
        f"{ONE}values/never/",
        f"{ONE}values/2025-12-01/",
    ):
        assert client.get(address).status_code == 404, address
    assert "is not over" in text(client.get(f"{ONE}values/2026-11-01/"))
