"""Levels said by what they are measured against, and tables that say them in cells of more than a number."""

from __future__ import annotations

import datetime

import pytest

from notices.reading.columns import roles_without_header
from notices.reading.mending import split_cells
from notices.reading.table_targets import targets_of_row
from notices.reading.targets import find_targets

from .made_up import notice

SENTENCES = [
    ("The Council must halve the number of children who wait more than a year, of whom there are 24.", [("<=", 12, 24)]),
    ("The Council must halve, by 31 March 2015, the number of complaints, of which there were 60 last year.", [("<=", 30, 60)]),
    ("The Council must double the number of approved families, which stood at 14.", [(">=", 28, 14)]),
    ("The proportion of care leavers in work, education or training must match that of statistical neighbours (58%).", [(">=", 58, None)]),
    ("Timeliness of reviews should be at or above the England average (91%).", [(">=", 91, None)]),
    ("The Council should aim for a stability rate of 70%.", [(">=", 70, None)]),
    ("The Council must maintain an attendance rate of no less than 95%.", [(">=", 95, None)]),
    ("No more than 15% of child protection plans and 10% of other plans may be older than two years.", [("<=", 15, None), ("<=", 10, None)]),
    ("The backlog of 312 unallocated cases must be reduced to no more than 50.", [("<=", 50, 312)]),
    ("In 2010-11, 54% of reviews were held in time. The Council must achieve 70% by 31 March 2012 and 80% by 31 March 2013.", [(">=", 70, 54), (">=", 80, 54)]),
    ("Initial visits made in time: 80%;", [(">=", 80, None)]),
    ("Outturn in 2012: 80%", []),
    ("The Council halved the number of complaints last year, of which there were 60.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_level_said_by_what_it_is_measured_against(
    text: str, expected: list[tuple[str, float, float | None]]
) -> None:
    assert [(t.comparator, t.target, t.baseline) for t in find_targets(text).targets] == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("85% (outturn 2011-12: 63%)", (">=", 85, 63, "2011-12")),
        ("no more than 180 (was 260 in March 2013)", ("<=", 180, 260, "March 2013")),
        ("no more than one in ten", ("<=", 10, None, None)),
        ("at least a quarter", (">=", 25, None, None)),
        ("90% (Category A)", (">=", 90, None, None)),
    ],
)
def test_a_cell_says_more_than_a_number(
    cell: str, expected: tuple[str, float, float | None, str | None]
) -> None:
    [found] = targets_of_row({"text": "Visits", "target": cell}, {"text": "Measure", "target": "Level"})
    assert (found.comparator, found.target, found.baseline, found.baseline_period) == expected


def test_a_table_without_a_header_says_what_it_is_by_its_cells() -> None:
    rows = [
        ("Core assessments in time", "85%", "31 December 2013"),
        ("Vacant posts", "5% or less", "March 2014"),
    ]
    assert roles_without_header(rows) == ["text", "target", "by"]
    assert roles_without_header([("Lead", "85%", "Head of Service"), ("Board", "90%", "Chair")]) == []


def test_the_second_line_of_a_header_dates_the_columns_above_it() -> None:
    assert split_cells("               (Sept 2013)     (March 2014)") == ("(Sept 2013)", "(March 2014)")
    assert split_cells("               of the Council     (March 2014)") is None
    reading = notice(
        "The Council must take action to:\n\n1. Reach the levels in this table.\n\n"
        "Measure                     Now     Milestone      Final target\n"
        "                                    (Sept 2013)    (March 2014)\n"
        "Plans reviewed on time      71%     80%            92%\n"
        "Audits graded good          33%     45%            60%\n"
    )
    first, last = datetime.date(2013, 9, 30), datetime.date(2014, 3, 31)
    assert [(t.baseline, t.target, t.by) for t in reading.targets] == [
        (71, 80, first),
        (71, 92, last),
        (33, 45, first),
        (33, 60, last),
    ]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Late reviews: a rate no greater than 9% (2012-13: 16.4%).", ["Late reviews"]),
        (
            "On 31 March 2021 the council had 24 short break carers. It must have 33 by 31 March 2022.",
            ["short break carers"],
        ),
    ],
)
def test_what_is_counted_is_named_before(text: str, metrics: list[str]) -> None:
    assert [t.metric for t in find_targets(text).targets] == metrics


def test_an_item_that_is_a_level_takes_the_words_above_it() -> None:
    reading = notice(
        "The Council must take action to:\n\n1. See that looked after children are seen by a dentist:\n\n"
        "(a) for at least 70% of children by 30 September 2013 (the figure in March was 51%);\n\n(b) for at least 90% by 31 March 2014.\n"
    )
    assert [(t.target, "dentist" in t.metric) for t in reading.targets] == [(70, True), (90, True)]
