"""Which column of a table holds what."""

from __future__ import annotations

import pytest

from notices.reading.columns import column_roles, upright
from notices.reading.table_targets import targets_of_row
from notices.reading.tables import date_of_head

BODY = [
    ("Visits made on time", "61%", "90%", "March 2015"),
    ("Posts without a holder", "43", "15", "May 2015"),
]


@pytest.mark.parametrize(
    "header",
    [
        ("Standard", "At inspection", "To reach", "Not later than"),
        ("Measure", "2013-14", "To be achieved", "Date"),
        ("Indicator", "Where we are", "Where we must be", "By when"),
        ("Service", "Now", "Required level", "Deadline"),
        ("Item", "Found", "Floor", "From"),
    ],
)
def test_a_baseline_a_target_and_a_date_under_any_header(header):
    assert column_roles(header, BODY)[1:] == ["baseline", "target", "by"]


def test_what_others_do_is_neither_baseline_nor_target():
    header = ("Indicator", "Felpersham 2016/17", "Statistical neighbours", "Target 2017/18", "Target 2018/19")
    rows = [("Visits made on time", "61%", "70%", "80%", "90%")] * 2
    assert column_roles(header, rows) == ["text", "baseline", "other", "target", "target 2"]


def test_dates_at_the_head_of_columns_are_targets():
    header = ("Measure", "When inspected", "By 31 March 2016", "By 31 March 2017")
    assert column_roles(header, [("Visits made on time", "61%", "80%", "90%")]) == ["text", "baseline", "target", "target 2"]  # fmt: skip


def test_numbers_of_rows_are_no_figures():
    header = ("", "Indicator", "Baseline", "Target")
    rows = [("1", "Visits made on time", "61%", "90%"), ("2", "Plans on time", "50%", "80%")]
    assert column_roles(header, rows) == ["", "text", "baseline", "target"]


def test_a_table_of_duties_has_no_figures():
    header = ("Ref", "Duty", "By when")
    rows = [("M1", "Appoint two managers", "May 2015"), ("M2", "Write a plan", "June 2015")]
    assert column_roles(header, rows) == ["label", "text", "by"]


def test_a_row_is_no_header():
    assert column_roles(("M1", "Appoint a manager", "March 2015")) == []
    assert column_roles(("Visits made on time", "61%", "90%")) == []
    assert column_roles(("Average caseload in duty teams", "27", "16 to 20", "30 September 2011")) == []


@pytest.mark.parametrize("corner", [["", "Visits in time", "Caseload"], ["Visits in time", "Caseload"]])
@pytest.mark.parametrize(
    "names", [("Baseline (2012-13)", "Milestone, May 2014", "Target, May 2015"), ("Now", "By May 2014", "By May 2015"), ("Current", "Minimum", "Goal")]
)  # fmt: skip
def test_a_table_with_a_measure_in_each_column_is_turned_round(corner, names):
    rows = [[name, f"{66 + 10 * n}%", str(27 - n)] for n, name in enumerate(names)]
    if not any(word in " ".join(names) for word in ("Target", "Goal")):
        rows.append(["Target", "95%", "18"])
        names = (*names, "Target")
    turned = upright([corner, *rows])
    assert turned[0] == ["Measure", *names]
    assert [row[0] for row in turned[1:]] == ["Visits in time", "Caseload"]
    assert turned[1][1:] == [row[1] for row in rows]


def test_an_upright_table_stays_as_it_is():
    assert upright([("Standard", "At inspection", "Target", "By"), *BODY]) == []


def test_the_measure_may_stand_in_the_last_column():
    header = ("Target by 31 March 2020", "Milestone, 31 March 2019", "2017-18", "Measure")
    rows = [("90% or more", "78%", "61%", "Checks in time"), ("no more than 9%", "12%", "16%", "Moves")]
    assert column_roles(header, rows) == ["target", "target 2", "baseline", "text"]


def test_figures_that_say_how_they_bind_are_targets_wherever_their_column_stands():
    header = ("From", "Expectation", "Figure", "Figure in June 2015")
    rows = [
        ("1 May 2016", "Calls answered in a minute", "≥ 92%", "70%"),
        ("1 June 2016", "Posts unfilled", "max. 6", "21"),
    ]
    assert column_roles(header, rows) == ["by", "text", "target", "baseline"]
    assert column_roles(("Expectation", "Figure", "2014"), [("Calls answered", "at least 92%", "70%")] * 2)[
        1:
    ] == ["target", "baseline"]


def test_none_in_a_cell_is_nought():
    headers = {"text": "What", "baseline": "Today", "target": "Ceiling"}
    row = {"text": "Files that nobody has opened", "baseline": "31", "target": "none"}
    assert [(t.target, t.comparator, t.baseline) for t in targets_of_row(row, headers)] == [(0, "<=", 31)]


def test_a_date_over_the_measures_is_the_day_for_every_row():
    headers = {"text": "By 30 June 2018", "baseline": "Now", "target": "Minimum"}
    row = {"text": "Plans agreed with the family", "baseline": "40%", "target": "75%"}
    assert [str(t.by) for t in targets_of_row(row, headers)] == ["2018-06-30"]


@pytest.mark.parametrize(
    ("head", "day"),
    [("1st half of 2016/17", "2016-09-30"), ("First half of 2016-17", "2016-09-30"), ("Whole of 2016-17", "2017-03-31")],
)  # fmt: skip
def test_halves_of_a_financial_year_at_the_head_of_a_column(head, day):
    found = date_of_head(head)
    assert found is not None and str(found.date) == day
