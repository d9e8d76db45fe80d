"""The report's data: as it stood on its day, the same numbers everywhere, no name in the Department's copy."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action
from councils.models import Council, User
from notices.models import Requirement
from reports.board_report import build_board_report, sections
from reports.report_requirements import shortened
from reports.reportable import NoReport

from .. import factories as make
from ..factories import TODAY
from .story import Story, tell

BEFORE = TODAY - datetime.timedelta(days=21)


def figures(story: Story, as_at: datetime.date = TODAY) -> dict[str, int]:
    return {figure.label: figure.now for figure in build_board_report(story.council, as_at=as_at).figures}


def test_as_at_today_its_figures_are_those_of_the_plan(story: Story) -> None:
    actions = Action.objects.filter(council=story.council)
    assert figures(story) == {
        "Open actions": actions.open().count(),
        "Open and off track": actions.open().filter(confidence="off_track").count(),
        "Open and at risk": actions.open().filter(confidence="at_risk").count(),
        "Open and on track": actions.open().filter(confidence="on_track").count(),
        "Open and overdue": actions.overdue(on=TODAY).count(),
        "Done, awaiting the board": actions.filter(delivery="done").count(),
        "Confirmed by the board or embedded": actions.filter(delivery="confirmed").count(),
        "All actions in the plan": actions.count(),
    }


def test_a_number_equals_the_length_of_the_list_it_counts(story: Story) -> None:
    report = build_board_report(story.council, as_at=TODAY)
    counted = {figure.label: figure.now for figure in report.figures}
    lines = [line for line in report.actions if line.is_open]
    assert (
        counted["All actions in the plan"] == len(report.actions) == sum(o.actions for o in report.objectives)
    )
    assert (
        counted["Open and overdue"]
        == sum(o.overdue for o in report.objectives)
        == sum(x.overdue for x in lines)
    )
    assert counted["Open and off track"] == sum(o.off_track for o in report.objectives)
    assert {x.ref for x in report.exceptions} == {
        a.ref for a in Action.objects.filter(council=story.council).off_plan(on=TODAY)
    }
    for objective in report.objectives:
        assert len(report.actions_of(objective.number)) == objective.actions
    for chart in report.charts[:2]:
        assert sum(int(row[1]) for row in chart.rows) in (len(report.actions), len(lines))


def test_exceptions_come_off_track_first_then_overdue_then_at_risk(story: Story) -> None:
    exceptions = build_board_report(story.council, as_at=TODAY).exceptions
    ranks = [0 if x.confidence == "off_track" else 1 if x.overdue else 2 for x in exceptions]
    assert ranks == sorted(ranks) and set(ranks) == {0, 1, 2}
    first = exceptions[0]
    assert (first.ref, first.lateness) == ("1.1", "20 days overdue")
    assert first.why.startswith("Two of the five posts") and first.recovery.startswith("An agency team")


def test_the_past_is_told_as_it_stood(story: Story) -> None:
    then = build_board_report(story.council, as_at=BEFORE)
    before = then.as_data()
    for action in story.actions[:4]:
        make.ActionUpdateFactory(
            council=story.council, action=action, version=9, delivery="done", reported_on=TODAY
        )
        Action.objects.filter(pk=action.pk).update(
            delivery="done", done_on=TODAY, reported_on=TODAY, version=9, due_on=TODAY
        )
    assert build_board_report(story.council, as_at=BEFORE).as_data() == before
    assert then.figures != build_board_report(story.council, as_at=TODAY).figures


def test_the_change_since_the_last_board_is_counted(story: Story) -> None:
    report = build_board_report(story.council, as_at=TODAY)
    assert report.last_board == TODAY - datetime.timedelta(days=14)
    earlier = figures(story, as_at=report.last_board)
    assert {figure.label: figure.before for figure in report.figures} == earlier
    words = {figure.label: figure.change for figure in report.figures}
    assert words["Open and off track"] == "+1" and words["Open and at risk"].startswith("−")
    assert words["All actions in the plan"] == "no change"


def test_requirements_without_an_action_come_first(story: Story) -> None:
    coverage = build_board_report(story.council, as_at=TODAY).coverage
    bare = [bool(line.actions) for line in coverage]
    assert bare == sorted(bare) and bare.count(False) == 2
    assert len(coverage) == Requirement.objects.filter(council=story.council).binding_council().count()
    assert [line.judgement for line in coverage if line.seq == 1] == ["partly_met"]


def test_a_judgement_made_later_is_not_in_an_earlier_report(story: Story) -> None:
    coverage = build_board_report(story.council, as_at=BEFORE).coverage
    assert {line.judgement for line in coverage} == {"not_assessed"}


def test_dates_ahead_and_what_is_late(story: Story) -> None:
    dates = build_board_report(story.council, as_at=TODAY).dates
    assert dates == sorted(dates, key=lambda date: (date.on, date.what))
    late = [date for date in dates if date.overdue]
    assert [(date.what, date.words) for date in late] == [
        ("Deadline of paragraph 2: by the autumn (nobody has judged it met)", "22 days overdue")
    ]
    assert {"Improvement Board: meeting 4", "Last day for updates before meeting 4"} <= {
        d.what for d in dates
    }


def test_a_deadline_that_was_judged_kept_is_no_longer_ahead(story: Story) -> None:
    from notices.models import ComplianceJudgement

    ComplianceJudgement.objects.create(
        council=story.council, requirement=story.requirements[1], body="board", value="met", why="Seen.",
        judged_on=TODAY, judged_by=story.owner,
    )  # fmt: skip
    assert not any(date.overdue for date in build_board_report(story.council, as_at=TODAY).dates)


def test_every_chart_has_a_finding_with_its_numbers(story: Story) -> None:
    charts = build_board_report(story.council, as_at=TODAY).charts
    assert [chart.id for chart in charts] == ["delivery", "confidence", "confidence-over-time", "updates"]
    assert charts[1].finding == "Of 7 open actions, 1 is off track, 2 at risk and 4 on track."
    assert charts[2].finding == (
        "From 31 July 2026 to 22 November 2026, actions off track rose from 0 to 1 and actions at risk rose from 0 to 2."
    )
    assert charts[3].rows[-1] == ["November 2026 (to the 22nd)", 5]
    for chart in charts:
        assert all(len(row) == len(chart.heads) for row in chart.rows)


def test_the_departments_copy_holds_no_name_of_an_officer(story: Story) -> None:
    report = build_board_report(story.council, as_at=TODAY)
    assert "Olive Officer" in json.dumps(report.as_data(), cls=DjangoJSONEncoder)
    copy = json.dumps(report.for_department().as_data(), cls=DjangoJSONEncoder)
    assert "Olive" not in copy
    assert {line.owner for line in report.for_department().actions} == {
        "Council officer",
        "Borsetshire Police",
    }


def test_another_councils_rows_are_not_in_it(story: Story, borchester: Council, outsider: User) -> None:
    tell(borchester, owner=outsider, mark="Zyzzyva")
    before = build_board_report(story.council, as_at=TODAY).as_data()
    assert "Zyzzyva" not in json.dumps(before, cls=DjangoJSONEncoder)
    assert "Zyzzyva" in json.dumps(
        build_board_report(borchester, as_at=TODAY).as_data(), cls=DjangoJSONEncoder
    )


@pytest.mark.parametrize("days", [-1, 200])
def test_a_day_without_a_report_is_refused_in_words(story: Story, days: int) -> None:
    assert story.notice.issued_on
    day = story.notice.issued_on - datetime.timedelta(days=days)
    if days < 0:
        assert build_board_report(story.council, as_at=day)
    else:
        with pytest.raises(
            NoReport, match="The notice was issued on 25 June 2026: choose that day or a later one"
        ):
            build_board_report(story.council, as_at=day)


def test_a_council_without_notice_or_plan_is_refused_in_words(ambridge: Council) -> None:
    with pytest.raises(NoReport, match="Ambridge Council has no notice in force"):
        build_board_report(ambridge, as_at=TODAY)
    make.NoticeFactory(council=ambridge)
    with pytest.raises(NoReport, match="Ambridge Council has no improvement plan yet"):
        build_board_report(ambridge, as_at=TODAY)


def test_a_plan_that_has_just_begun_has_a_report(ambridge: Council) -> None:
    plan = make.PlanFactory(council=ambridge)
    report = build_board_report(ambridge, as_at=TODAY)
    assert (report.actions, report.exceptions, report.objectives, report.board) == ([], [], [], "")
    assert report.charts[0].finding == "There are no actions yet."
    assert report.charts[1].finding == "There are no open actions."
    assert len(sections(report)) == 13 and plan.notice_id


def test_statements_do_not_grow_with_the_plan(ambridge: Council, officer: User, borchester: Council) -> None:
    def statements(council: Council, actions: int, requirements: int) -> int:
        tell(council, owner=officer, actions=actions, requirements=requirements)
        with CaptureQueriesContext(connection) as captured:
            build_board_report(council, as_at=TODAY)
        return len(captured)

    few = statements(ambridge, actions=3, requirements=3)
    assert statements(borchester, actions=30, requirements=20) == few <= 65


def test_a_clause_is_shortened_at_a_word() -> None:
    assert shortened("one  two\nthree", 20) == "one two three"
    assert shortened("one two, three", 9) == "one two …"
