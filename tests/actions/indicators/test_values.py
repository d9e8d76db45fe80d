"""The life of a value: draft, submitted, returned or approved by another person, locked; kept by the database itself."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from actions.indicator_entry import Entry
from actions.models import Indicator, Observation
from actions.services import observations as values
from actions.services.indicators import Overtaken, retire_indicator
from councils.models import AuditEvent, User
from councils.refusal import Refused
from tests import factories

ON = factories.TODAY
SEPTEMBER = datetime.date(2026, 9, 1)
D = Decimal


def enter(indicator: Indicator, by: User, value: str = "86", based_on: int = 0, **more: Any) -> Observation:
    row = values.enter_value(
        indicator, period_on=SEPTEMBER, by=by, on=ON, based_on=based_on, entry=Entry(value=D(value), **more)
    )
    row.indicator = indicator
    return row


def submitted(indicator: Indicator, by: User) -> Observation:
    row = enter(indicator, by)
    values.submit_value(row, by=by, on=ON)
    return row


def approved(indicator: Indicator, by: User, other: User) -> Observation:
    row = submitted(indicator, by)
    values.approve_value(row, by=other, on=ON)
    return row


def test_a_value_goes_from_draft_to_locked_and_every_step_is_signed(
    indicator: Indicator, officer: User, director: User
) -> None:
    row = approved(indicator, officer, director)
    values.lock_value(row, by=director)
    values.unlock_value(row, by=director, why="The return was corrected.")
    values.return_value(row, by=director, why="Check the count.")
    row = enter(indicator, officer, "84", based_on=row.version)
    values.submit_value(row, by=officer, on=ON)
    assert (row.state, row.value, row.returned_why, row.approved_by) == (
        "submitted",
        D(84),
        "Check the count.",
        None,
    )
    verbs = list(AuditEvent.objects.order_by("id").values_list("verb", "by"))
    assert verbs == [
        ("entered a value", officer.pk), ("submitted a value", officer.pk), ("approved a value", director.pk),
        ("locked a value", director.pk), ("unlocked a value", director.pk), ("returned a value", director.pk),
        ("changed a value", officer.pk), ("submitted a value", officer.pk),
    ]  # fmt: skip
    states = (
        apps.get_model("actions", "ObservationEvent")
        .objects.order_by("pgh_id")
        .values_list("state", flat=True)
    )
    assert list(states) == [
        "draft", "submitted", "approved", "locked", "approved", "returned", "returned", "submitted",
    ]  # fmt: skip


def test_nobody_approves_what_they_submitted(indicator: Indicator, director: User) -> None:
    row = submitted(indicator, director)
    with pytest.raises(Refused, match="another person has to approve it"):
        values.approve_value(row, by=director, on=ON)
    with pytest.raises(IntegrityError, match="actions_observation_two_people"), transaction.atomic():
        Observation.objects.filter(pk=row.pk).update(state="approved", approved_by=director, approved_on=ON)
    row.refresh_from_db()
    assert row.state == "submitted"


@pytest.mark.parametrize("state", ["submitted", "approved", "locked"])
@pytest.mark.parametrize(
    "change", ["value = 99", "commentary = 'x'", "numerator = 1, denominator = 2", "period_on = '2026-08-01'"]
)
def test_what_was_handed_in_cannot_be_changed_by_plain_sql(
    indicator: Indicator, state: str, change: str
) -> None:
    row = factories.ObservationFactory(council=indicator.council, indicator=indicator, state=state)
    with (
        pytest.raises(InternalError, match="Cannot update"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE actions_observation SET {change} WHERE id = %s", [row.pk])
    row.refresh_from_db()
    assert (row.value, row.commentary, row.period_on) == (82, "", SEPTEMBER)


@pytest.mark.parametrize("state", ["approved", "locked"])
def test_an_approved_value_cannot_be_deleted_by_plain_sql(indicator: Indicator, state: str) -> None:
    row = factories.ObservationFactory(council=indicator.council, indicator=indicator, state=state)
    with (
        pytest.raises(InternalError, match="Cannot delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM actions_observation WHERE id = %s", [row.pk])
    assert Observation.objects.filter(pk=row.pk).exists()


STATES = ["draft", "submitted", "returned", "approved", "locked"]
STEPS = {
    ("draft", "submitted"), ("returned", "submitted"), ("submitted", "draft"), ("submitted", "returned"), ("submitted", "approved"),
    ("approved", "returned"), ("approved", "locked"), ("locked", "approved"),
}  # fmt: skip


@pytest.mark.parametrize("before", STATES)
def test_the_database_knows_the_steps_and_no_others(indicator: Indicator, before: str) -> None:
    row = factories.ObservationFactory(council=indicator.council, indicator=indicator, state=before)
    open_to = set()
    for after in STATES:
        dates = {
            "submitted_on": None if after == "draft" else ON,
            "approved_on": ON if after in ("approved", "locked") else None,
            "returned_why": "Check." if after == "returned" else "",
        }
        sid = transaction.savepoint()
        try:
            with transaction.atomic():
                Observation.objects.filter(pk=row.pk).update(state=after, **dates)
            open_to |= {after} - {before}
        except InternalError:
            pass
        transaction.savepoint_rollback(sid)
    assert {(before, after) for after in open_to} == {step for step in STEPS if step[0] == before}


def test_off_target_beyond_tolerance_needs_why_and_what_will_be_done(
    indicator: Indicator, officer: User
) -> None:
    row = enter(indicator, officer, "79.9")
    with pytest.raises(ValidationError) as refused:
        values.submit_value(row, by=officer, on=ON)
    assert refused.value.message_dict == {
        "commentary": ["Enter why the value is off target"],
        "recovery": ["Enter what will bring it back, who does it and by when"],
    }
    row = enter(indicator, officer, "79.9", row.version, commentary="Two left.", recovery=" ")
    with pytest.raises(ValidationError) as refused:
        values.submit_value(row, by=officer, on=ON)
    assert list(refused.value.message_dict) == ["recovery"]
    row = enter(indicator, officer, "79.9", row.version, commentary="Two left.", recovery="Two start in May.")
    values.submit_value(row, by=officer, on=ON)
    assert row.state == "submitted"


def test_within_tolerance_needs_no_words(indicator: Indicator, officer: User) -> None:
    row = enter(indicator, officer, "80")
    values.submit_value(row, by=officer, on=ON)
    assert row.state == "submitted"


def test_the_trajectory_and_not_the_final_target_says_what_is_off_target(
    indicator: Indicator, officer: User
) -> None:
    factories.TrajectoryPointFactory(council=indicator.council, indicator=indicator, target=60)
    row = enter(indicator, officer, "61")
    values.submit_value(row, by=officer, on=ON)
    assert row.state == "submitted"


def test_the_value_is_worked_out_from_its_parts(ambridge: Any, officer: User) -> None:
    indicator = factories.IndicatorFactory(council=ambridge, from_parts=True)
    row = values.enter_value(
        indicator, period_on=SEPTEMBER, by=officer, on=ON, based_on=0,
        entry=Entry(value=D(99), numerator=D(45), denominator=D(60)),
    )  # fmt: skip
    assert row.value == 75
    for parts, field in (({"numerator": D(1)}, "denominator"), ({"numerator": D(1), "denominator": D(0)}, "denominator"), ({"numerator": D(61), "denominator": D(60)}, "numerator")):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            values.enter_value(
                indicator, period_on=SEPTEMBER, by=officer, on=ON, based_on=1, entry=Entry(**parts)
            )
        assert list(refused.value.message_dict) == [field]


def test_an_indicator_in_words_takes_a_report_and_a_judgement(ambridge: Any, officer: User) -> None:
    indicator = factories.IndicatorFactory(
        council=ambridge, unit="text", baseline=None, target=None, target_words="Families have one worker."
    )

    def tell(**said: Any) -> Observation:
        row = values.enter_value(
            indicator, period_on=SEPTEMBER, by=officer, on=ON, based_on=0, entry=Entry(value=D(5), **said)
        )
        row.indicator = indicator
        return row

    with pytest.raises(ValidationError) as refused:
        tell()
    assert list(refused.value.message_dict) == ["narrative", "judgement"]
    row = tell(narrative="Twelve families were asked.", judgement="off_target")
    assert (row.value, row.narrative) == (None, "Twelve families were asked.")
    assert list(values.missing_words(row)) == ["recovery"]


def test_the_second_of_two_who_started_from_the_same_version_is_told(
    indicator: Indicator, officer: User, lead: User
) -> None:
    enter(indicator, officer, "80")
    with pytest.raises(Overtaken) as overtaken:
        enter(indicator, lead, "81", based_on=0)
    assert isinstance(overtaken.value.now, Observation)
    assert overtaken.value.now.value == 80
    assert enter(indicator, lead, "80", based_on=0).version == 1  # the same again is no change


def test_what_is_decided_is_what_was_seen(indicator: Indicator, officer: User, director: User) -> None:
    seen = submitted(indicator, officer)
    now = Observation.objects.select_related("indicator").get()
    now.indicator = indicator
    values.take_back(now, by=officer)
    now = enter(indicator, officer, "95", based_on=now.version)
    values.submit_value(now, by=officer, on=ON)
    with pytest.raises(Refused, match="changed meanwhile"):
        values.approve_value(seen, by=director, on=ON)
    assert Observation.objects.get().state == "submitted"


def test_approving_twice_approves_once(indicator: Indicator, officer: User, director: User) -> None:
    row = submitted(indicator, officer)
    again = Observation.objects.get()
    again.indicator = indicator
    values.approve_value(row, by=director, on=ON)
    values.approve_value(again, by=director, on=ON)
    assert AuditEvent.objects.filter(verb="approved a value").count() == 1


def test_a_handed_in_value_is_not_changed_before_it_is_handed_back(
    indicator: Indicator, officer: User, director: User
) -> None:
    row = submitted(indicator, officer)
    with pytest.raises(Refused, match=r"awaits approval\. Take it back before you change it"):
        enter(indicator, officer, "70", based_on=row.version)
    values.approve_value(row, by=director, on=ON)
    with pytest.raises(Refused, match=r"is approved\. A lead or the director can return it"):
        enter(indicator, officer, "70", based_on=row.version)


def test_a_running_period_and_a_retired_indicator_take_no_value(
    indicator: Indicator, officer: User, lead: User
) -> None:
    november = datetime.date(2026, 11, 1)
    with pytest.raises(
        Refused, match=r"November 2026 is not over\. Enter its value after 30 November 2026\."
    ):
        values.enter_value(
            indicator, period_on=november, by=officer, on=ON, based_on=0, entry=Entry(value=D(1))
        )
    retire_indicator(indicator, by=lead, on=ON, why="The return ended.")
    indicator.refresh_from_db()
    with pytest.raises(Refused, match="no longer measured"):
        enter(indicator, officer)


def test_a_percentage_over_100_is_a_slip_of_the_pen(indicator: Indicator, officer: User) -> None:
    with pytest.raises(ValidationError) as refused:
        enter(indicator, officer, "862")
    assert refused.value.message_dict == {"value": ["A percentage must be between 0 and 100"]}


def test_a_draft_goes_but_not_with_words_in_it(indicator: Indicator, officer: User) -> None:
    row = enter(indicator, officer, commentary="Two left.")
    with pytest.raises(Refused, match="There is commentary"):
        values.drop_draft(row, by=officer, on=ON, based_on=row.version)
    row = enter(indicator, officer, based_on=row.version)
    values.drop_draft(row, by=officer, on=ON, based_on=row.version)
    assert Observation.objects.count() == 0


def test_periods_are_locked_up_to_a_day_and_only_what_is_approved(
    indicator: Indicator, director: User
) -> None:
    for month, state in ((7, "approved"), (8, "submitted"), (9, "approved"), (10, "approved")):
        factories.ObservationFactory(
            council=indicator.council,
            indicator=indicator,
            period_on=datetime.date(2026, month, 1),
            state=state,
        )
    until = datetime.date(2026, 9, 30)
    assert values.lock_periods(indicator.council, by=director, on=ON, until=until) == 2
    states = Observation.objects.order_by("period_on").values_list("state", flat=True)
    assert list(states) == ["locked", "submitted", "locked", "approved"]
    assert values.lock_periods(indicator.council, by=director, on=ON, until=until) == 0


def test_a_value_of_another_councils_indicator_cannot_be(indicator: Indicator, borchester: Any) -> None:
    with (
        pytest.raises(IntegrityError, match="actions_observation_indicator_same_council"),
        transaction.atomic(),
    ):
        factories.ObservationFactory(council=borchester, indicator=indicator)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_department_reads_what_is_approved_and_no_drafts(
    indicator: Indicator, observer: User, lead: User
) -> None:
    for month, state in enumerate(STATES, start=3):
        factories.ObservationFactory(
            council=indicator.council,
            indicator=indicator,
            period_on=datetime.date(2026, month, 1),
            state=state,
        )
    assert set(Observation.objects.visible_to(observer).values_list("state", flat=True)) == {
        "approved",
        "locked",
    }
    assert Observation.objects.visible_to(lead).count() == 5
