"""Promise: each number to be reached has its own day, however the sentence puts days and numbers beside each other."""

from __future__ import annotations

import datetime

import pytest

from notices.reading.deadlines import find_deadlines
from notices.reading.target_days import dated
from notices.reading.targets import find_targets

ISSUED = datetime.date(2013, 2, 7)


def days(text: str, earlier: datetime.date | None = None) -> list[tuple[float, str | None]]:
    """The numbers with their days, as the reader takes them when the document was issued on 7 February 2013."""
    deadlines = find_deadlines(text, not_before=ISSUED).deadlines
    found = dated(find_targets(text).targets, text, deadlines, earlier)
    return sorted((t.target, str(t.by) if t.by else None) for t in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On or before 30 June 2014 the Council shall reduce the number of teams without a manager from 9 to 3.", [(3, "2014-06-30")]),
        ("Before 1 July 2014 the Council shall reduce the number of teams without a manager from 9 to 3.", [(3, "2014-06-30")]),
        ("During 2014-15 the Council must raise the proportion of reviews held on time to 90%.", [(90, "2015-03-31")]),
        ("Over the course of 2014-15, reduce the number of complaints from 40 to no more than 12.", [(12, "2015-03-31")]),
        ("Of the young people leaving care on 31 March 2015, at least 70% should have a pathway plan.", [(70, "2015-03-31")]),
        ("Hold not less than 85% of core group meetings on time at the end of 2014-15.", [(85, "2015-03-31")]),
        ("At least 40% of care leavers should be in work or training in autumn 2014.", [(40, "2014-11-30")]),
        ("For the three-year period ending 31 March 2016 at least 75% of adopted children should be placed within 14 months.", [(75, "2016-03-31")]),
        ("By the end of September at least 80% of referrals must be decided within one working day.", [(80, "2013-09-30")]),
        ("At least 80% of plans must be in date by the end of the school year 2013/14 (18 July 2014).", [(80, "2014-07-18")]),
    ],
)  # fmt: skip
def test_a_day_however_it_is_said(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Quarter 2 of 2013/14, 60% of assessments must be completed on time; by Quarter 4 of 2013/14, 75% of assessments; and by Quarter 2 of 2014/15, 90% of assessments.", [(60, "2013-09-30"), (75, "2014-03-31"), (90, "2014-09-30")]),
        ("By 30 June 2013 at least 70 per cent of placements, and by 31 December 2013 at least 90 per cent of those placements, must have been visited.", [(70, "2013-06-30"), (90, "2013-12-31")]),
        ("By 30 September 2013, at least 80% of children in care should have a health plan and no more than 5% should be without a dentist.", [(5, "2013-09-30"), (80, "2013-09-30")]),
        ("No more than 6% of plans should last two years or more, and fewer than 15% of plans should be repeat plans, at 31 March 2014.", [(6, "2014-03-31"), (15, "2014-03-31")]),
        ("Supervision must take place in at least 90% of cases, and records must be judged good in at least 70% of cases, both levels to be achieved by 30 June 2014.", [(70, "2014-06-30"), (90, "2014-06-30")]),
        ("Reduce vacancies to 10% by June 2013, and raise the proportion of posts filled for a year to 80% by March 2014.", [(10, "2013-06-30"), (80, "2014-03-31")]),
        ("Of plans issued in the quarters to 30 June 2013, to 30 September 2013 and to 31 December 2013, there are to be in time not less than 40%, 55% and 70%.", [(40, "2013-06-30"), (55, "2013-09-30"), (70, "2013-12-31")]),
    ],
)  # fmt: skip
def test_days_before_and_behind_their_numbers(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Visits on time must be at least 60% in June, 75% in October and 90% in December 2013.", [(60, "2013-06-30"), (75, "2013-10-31"), (90, "2013-12-31")]),
        ("Raise visits on time to 60% by 31 October, to 75% by 31 January and to 90% by 30 April 2014.", [(60, "2013-10-31"), (75, "2014-01-31"), (90, "2014-04-30")]),
        ("Raise visits on time to 60% by October 2013 and to 75% by March.", [(60, "2013-10-31"), (75, "2014-03-31")]),
    ],
)  # fmt: skip
def test_a_year_said_once(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reduce vacancies to 10% by June 2013 and the use of agency staff to 15% by the same date.", [(10, "2013-06-30"), (15, "2013-06-30")]),
        ("The share of children placed far away must not exceed 18% at 31 March 2014 and 15% at 31 March 2015, while the share with the Council's own carers rises to 60% by the latter date.", [(15, "2015-03-31"), (18, "2014-03-31"), (60, "2015-03-31")]),
        ("At least 80% of reviews must be on time by 30 June 2013. By that date at least 90% of visits must be on time.", [(80, "2013-06-30"), (90, "2013-06-30")]),
    ],
)  # fmt: skip
def test_a_day_that_is_only_pointed_at(text, expected):
    assert days(text) == expected


def test_the_same_day_as_in_the_clause_before():
    text = "Raise the share of core assessments on time from 66% in 2011-12 to 82% by the same date."
    assert days(text, earlier=datetime.date(2013, 12, 31)) == [(82, "2013-12-31")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At any time at least 94% of young carers must have a named worker, and the share without a plan must be 7% or less by 30 June 2014.", [(7, "2014-06-30"), (94, None)]),
        ("The number of foster carers must not drop under 188 at any point, with growth in approvals by March 2015.", [(188, None)]),
        ("By the close of 2013 the average caseload must be no more than 17.", [(17, "2013-12-31")]),
        ("Raise the number of adopters so that on 31 March 2014 there are at least 45, there having been 22 on 31 December 2012.", [(45, "2014-03-31")]),
        ("Raise to at least 80% the share of plans that are in date, the position at December 2012 being 60%, and do so by 31 July 2013.", [(80, "2013-07-31")]),
        ("Fill the posts by October 2013 and keep the vacancy rate below 8%.", [(8, None)]),
    ],
)  # fmt: skip
def test_a_day_of_something_else_is_not_the_number_s(text, expected):
    assert days(text) == expected
