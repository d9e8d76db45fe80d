"""Every way in which English officials write a date; an impossible one is said to be impossible, never moved."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.reading.dates import MONTHS, find_dates, find_years, parse_date, with_years_said


@pytest.mark.parametrize(
    ("text", "last", "precision"),
    [
        ("9th day of November 2015", "2015-11-09", "day"),
        ("this Ninth day of November two thousand and fifteen", "2015-11-09", "day"),
        ("the twenty-first day of March 2014", "2014-03-21", "day"),
        ("29th May 2012", "2012-05-29", "day"),
        ("29 th May 2012", "2012-05-29", "day"),
        ("1st of June, 2013", "2013-06-01", "day"),
        ("Tuesday 3 June 2014", "2014-06-03", "day"),
        ("31 Mar 13", "2013-03-31", "day"),
        ("31st March '13", "2013-03-31", "day"),
        ("4 Sept. 2012", "2012-09-04", "day"),
        ("May 29, 2012", "2012-05-29", "day"),
        ("31.03.2013", "2013-03-31", "day"),
        ("31/3/2013", "2013-03-31", "day"),
        ("7/3/11", "2011-03-07", "day"),
        ("07-03-2011", "2011-03-07", "day"),
        ("2013-03-31", "2013-03-31", "day"),
        ("the end of August 2012", "2012-08-31", "day"),
        ("end February 2012", "2012-02-29", "day"),
        ("the last day of June 2013", "2013-06-30", "day"),
        ("the beginning of April 2013", "2013-04-01", "day"),
        ("March 2013", "2013-03-31", "month"),
        ("Sept 2011", "2011-09-30", "month"),
        ("spring 2013", "2013-05-31", "month"),
        ("the autumn of 2013", "2013-11-30", "month"),
        ("winter 2013/14", "2014-02-28", "month"),
        ("the end of the financial year 2013-14", "2014-03-31", "day"),
        ("the end of the 2013/14 financial year", "2014-03-31", "day"),
        ("the end of 2013", "2013-12-31", "day"),
        ("Q2 2013/14", "2013-09-30", "month"),
        ("the fourth quarter of 2013-14", "2014-03-31", "month"),
    ],
)  # fmt: skip
def test_forms_of_dates(text, last, precision):
    found = parse_date(f"It is due by {text}.")
    assert found is not None
    assert (found.date.isoformat() if found.date else None, found.precision, found.certain) == (
        last,
        precision,
        True,
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31 February 2013", "“31 February 2013” is not a date: February 2013 has no day 31."),
        ("31 June 2014", "“31 June 2014” is not a date: June 2014 has no day 31."),
        ("29 February 2013", "“29 February 2013” is not a date: February 2013 has no day 29."),
        ("30.02.2013", "“30.02.2013” is not a date."),
        ("31/13/2013", "“31/13/2013” is not a date."),
        ("7/3/1", "The date “7/3/1” is not complete."),
        ("31 March", "The date “31 March” has no year."),
        ("the end of March", "The date “the end of March” has no year."),
        ("the end of the financial year", "“the end of the financial year” names no year."),
    ],
)
def test_impossible_and_incomplete_dates_have_no_date(text, problem):
    found = parse_date(f"by {text}.")
    assert found is not None
    assert (found.date, found.certain, found.problem) == (None, False, problem)


@pytest.mark.parametrize(
    ("text", "date", "problem"),
    [
        ("3l March 2013", "2013-03-31", "The digits of this date look misread."),
        ("31 March 2O13", "2013-03-31", "The digits of this date look misread."),
        ("March 2O13", "2013-03-31", "The digits of this date look misread."),
        ("Friday 3 June 2014", "2014-06-03", "“Friday 3 June 2014” is a Tuesday."),
        ("mid-May 2012", "2012-05-15", "“mid-May 2012” was taken as the 15th."),
        ("Christmas 2013", "2013-12-25", "“Christmas 2013” was taken as 25 December."),
        ("Easter 2013", "2013-03-31", "“Easter 2013” was taken as 31 March."),
        ("_____ March 2013", "2013-03-31", "The day is blank in “_____ March 2013”."),
    ],
)
def test_doubtful_dates_are_read_and_doubted(text, date, problem):
    found = parse_date(f"by {text}.")
    assert found is not None and found.date is not None
    assert (found.date.isoformat(), found.certain, found.problem) == (date, False, problem)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("in October 2012, April 2013 and October 2013", ["2012-10-31", "2013-04-30", "2013-10-31"]),
        ("in October and December 2012", ["2012-10-31", "2012-12-31"]),
        ("in January, April and July 2014", ["2014-01-31", "2014-04-30", "2014-07-31"]),
        ("on 1 and 15 March 2013", ["2013-03-01", "2013-03-15"]),
        ("made on 1 March 2011, 13 July 2011, 30 November 2011", ["2011-03-01", "2011-07-13", "2011-11-30"]),
    ],
)
def test_lists_share_what_follows(text, dates):
    assert [found.date.isoformat() for found in find_dates(text) if found.date] == dates


@pytest.mark.parametrize(
    "text",
    [
        "Working Together to Safeguard Children 2010",
        "section 17(10) of the Children Act 1989",
        "from the 2009-10 baseline of 50.8%",
        "paragraphs 1.2.3 and 3.1.12",
        "the Council may improve; 16-18 cases",
        "the 2015 Ofsted report",
        "10/12 of the posts",
    ],
)
def test_what_is_no_date(text):
    assert find_dates(text) == []


def test_a_year_alone_is_found_apart():
    text = "All must be done by 2014, as the Act of 1989 and the plan of May 2012 say."
    assert [found.raw for found in find_years(text, find_dates(text))] == ["2014", "1989"]


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2068, 12, 31)), st.integers(0, 5))
def test_every_day_survives_being_written(day, form):
    month = MONTHS[day.month - 1].title()
    written = [
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        day.isoformat(),
        f"{month} {day.day}, {day.year}",
    ][form]
    found = find_dates(f"The plan must be agreed by {written}, and kept.")
    assert [(one.date, one.raw, one.certain) for one in found] == [(day, written, True)]


def test_that_year_is_the_year_named_before():
    text = "A review in January 2014, a further one in July of that year and a last in May of the following year."
    said = with_years_said(text)
    assert len(said) == len(text)
    assert [str(date.date) for date in find_dates(said)] == ["2014-01-31", "2014-07-31", "2015-05-31"]
