"""Counts to be gained, and ceilings in words of their own: each sentence with its levels, baselines, units and dates."""

from __future__ import annotations

import pytest

from notices.reading.targets import find_targets


def levels(text: str) -> list[tuple]:
    return [
        (t.comparator, t.target, t.baseline, t.unit, str(t.by) if t.by else None)
        for t in find_targets(text).targets
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Authority shall engage 24 family support workers by 1 May 2014.", [(">=", 24, None, "support workers", "2014-05-01")]),
        ("It is to register 60 new childminders in 2019-20. In 2018-19 it registered 22.", [(">=", 60, 22, "childminders", "2020-03-31")]),
        ("open 14 breakfast clubs before the end of December 2025; and", [(">=", 14, None, "clubs", "2025-12-31")]),
        ("You must close 30 of your 45 dormant files by 3 July 2020.", []),
        ("The Council must close 30 of its 45 dormant files by 3 July 2020.", [(">=", 30, None, "files", "2020-07-03")]),
        ("The Council must offer 90 nursery places in 2012-13 and 130 in 2013-14.", [(">=", 90, None, "places", "2013-03-31"), (">=", 130, None, "places", "2014-03-31")]),
        ("The Council must appoint two assistant directors by 1 June 2016.", []),
        ("Recruit a head of service by March 2016.", []),
        ("The Council must hold three workshops by March 2016.", []),
        ("There must be a supervisor on duty in no fewer than 9 of the 11 children's homes.", [(">=", 9, None, "homes", None)]),
        ("Not more than 20 of the 75 posts may stand empty after 2 March 2015.", [("<=", 20, None, "posts", None)]),
        ("A quorum is at least three of the seven members.", []),
        ("Give each foster carer no fewer than four days of training a year.", [(">=", 4, None, "days", None)]),
        ("The Council must keep up a duty service of no fewer than twelve practitioners.", [(">=", 12, None, "practitioners", None)]),
    ],
)  # fmt: skip
def test_so_many_to_be_gained(text, expected):
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Limit the span of each team leader to eight practitioners.", [("<=", 8, None, "practitioners", None)]),
        ("Spending on hotels must be capped at 6% of the budget by 1 April 2020.", [("<=", 6, None, "%", "2020-04-01")]),
        ("The Authority is to restrict the lists of its psychologists to 35 pupils.", [("<=", 35, None, "pupils", None)]),
        ("Limit each visit to two hours.", []),
        ("A reply to a complaint must not take longer than 20 working days.", [("<=", 20, None, "working days", None)]),
        ("No search for a home may last longer than six weeks.", [("<=", 6, None, "weeks", None)]),
        ("Enquiries should never run for more than 15 working days.", [("<=", 15, None, "working days", None)]),
        ("No pathway plan is ever to be more than 14 days overdue.", [("<=", 14, None, "days", None)]),
        ("The interval between two meetings may never be longer than ten weeks.", []),
        ("A decision must take no longer than a day, and must do so in nine cases out of ten.", [(">=", 90, None, "%", None)]),
        ("Nobody is to hold more than 17 files.", [("<=", 17, None, "files", None)]),
        ("None may carry more than five court cases.", [("<=", 5, None, "court cases", None)]),
        ("The Council must allow no health visitor to hold more than 300 families.", [("<=", 300, None, "families", None)]),
        ("Each reviewing officer may be given at most 55 children.", [("<=", 55, None, "children", None)]),
        ("A personal adviser should not support more than 24 care leavers.", [("<=", 24, None, "care leavers", None)]),
        ("Every hub must have at least three health visitors.", [(">=", 3, None, "health visitors", None)]),
    ],
)  # fmt: skip
def test_ceilings_in_words_of_their_own(text, expected):
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 9 visits out of 10 the child is to be seen alone.", [(">=", 90, None, "%", None)]),
        ("At least 4 records of home visits in every 5 must be signed by a manager.", [(">=", 80, None, "%", None)]),
        ("Calls must be answered within 30 minutes in three cases out of four by 1 May 2018.", [(">=", 75, None, "%", "2018-05-01")]),
        ("No more than one in each twenty reviews may be late.", [("<=", 5, None, "%", None)]),
        ("The number of open complaints must be no more than half a dozen by 3 May 2018.", [("<=", 6, None, "complaints", "2018-05-03")]),
        ("Fewer than 40 in every 10,000 adolescents must enter care.", [("<=", 40, None, "per 10,000", None)]),
        ("Hold vacancies at or under 9%.", [("<=", 9, None, "%", None)]),
    ],
)  # fmt: skip
def test_shares_and_dozens(text, expected):
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In section 3, “60%” becomes “72%” and “30 June 2019” becomes “30 June 2021” (calls answered on the day).", [(">=", 72, None, "%", "2021-06-30")]),
        ("In paragraph 5 (plans that are late, which must not exceed the level given), for the words “20% by May 2015” there are substituted the words “14% by May 2016”.", [("<=", 14, None, "%", "2016-05-31")]),
        ("In item 7 (length of a search for a home), put “40 days by June 2020 and 30 days by June 2021”.", [("<=", 40, None, "days", "2020-06-30"), ("<=", 30, None, "days", "2021-06-30")]),
    ],
)  # fmt: skip
def test_levels_that_an_amendment_puts_in(text, expected):
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mean time to a first visit was 19 days in May 2012. The Authority must make sure that it is no more than 9 days by 30 May 2013.", [("<=", 9, 19, "days", "2013-05-30")]),
        ("the mean caseload of the night team, which was 31 in May 2016, is 22 or lower.", [("<=", 22, 31, None, None)]),
        ("the mean caseload is brought down from 29 to between 14 and 19 by 1 May 2017; and", [("between", 14, 29, None, "2017-05-01")]),
        ("The number who have waited for more than 200 days must stand at six or fewer, against 30 when the visit began.", [("<=", 6, 30, None, None)]),
        ("It must be 85% of calls by 5 May 2019. Last year this happened for 40% of calls.", [(">=", 85, 40, "%", "2019-05-05")]),
        ("The Authority must hold 92 per cent or more by May 2013. In 2011-12 it held 70 per cent within the required period.", [(">=", 92, 70, "%", "2013-05-31")]),
        ("Complete 75% of reviews in a month by 31 May 2014; in the year to May 2013 the Authority completed 44%.", [(">=", 75, 44, "%", "2014-05-31")]),
        ("Register no fewer than 50 childminders in 2016-17, having registered 21 in 2014-15.", [(">=", 50, 21, "childminders", "2017-03-31")]),
        ("plans issued in time, of which there were 55% in 2012-13, reach the level of the region as a whole, which was 77%, by 31 May 2014;", [(">=", 77, 55, "%", "2014-05-31")]),
        ("Reduce the interval between two visits, which was 16 weeks in 2015, to nine weeks or under by 1 July 2016.", [("<=", 9, 16, "weeks", "2016-07-01")]),
        ("The days between (a) the request and (b) the answer must not be more than the England average, 33 days, by 1 July 2016.", [("<=", 33, None, "days", "2016-07-01")]),
        ("The share that changes over a year, which was 30%, does not exceed 11% by May 2021.", [("<=", 11, 30, "%", "2021-05-31")]),
        ("Raise from a third to two-thirds, by 1 May 2011, the proportion of reports that reach the panel in time.", [(">=", 66.7, 33.3, "%", "2011-05-01")]),
        ("Reduce to nil by 30 May 2014 the number of files without a chronology, of which there were 41 in May 2013.", [("<=", 0, 41, "files", "2014-05-30")]),
        ("Plans are to be agreed in 70% of cases in the calendar year 2018 and 85% in the calendar year 2019.", [(">=", 70, None, "%", "2018-12-31"), (">=", 85, None, "%", "2019-12-31")]),
        ("Lift reports on time to 60%, visits on time to 75%, and reviews on time to 90%, all by 1 May 2012.", [(">=", 60, None, "%", "2012-05-01"), (">=", 75, None, "%", "2012-05-01"), (">=", 90, None, "%", "2012-05-01")]),
        ("No child may be placed in a hostel after the winter. There were 23 in May 2016.", [("<=", 0, 23, None, None)]),
        ("Visits must be made on time in 8 cases out of 10 in every quarter from January 2024.", [(">=", 80, None, "%", None)]),
        ("By the quarter that ends on 30 June 2014, 77% of reviews must be held on time.", [(">=", 77, None, "%", "2014-06-30")]),
        ("Ensure that 77% of reviews are held on time in the year ending 31 May 2014 (2010-11: 60%).", [(">=", 77, 60, "%", "2014-05-31")]),
    ],
)  # fmt: skip
def test_levels_whose_number_measure_or_day_stands_apart(text, expected):
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No less than 70% of reports must be filed on the day and at least 85% of statements within a week by 31 May 2013; the results in 2011-12 were 48% and 51%.", [(">=", 70, 48, "%", "2013-05-31"), (">=", 85, 51, "%", "2013-05-31")]),
        ("Visits in time must rise by 12 percentage points, from 61% to 73%, by 30 May 2013, and must not fall below 73% thereafter.", [(">=", 73, 61, "%", "2013-05-30")]),
        ("late reports fall to 12% or lower, from a position of 40% in 2013-14; and", [("<=", 12, 40, "%", None)]),
        ("To ensure that at least 88% of carers are visited each quarter by 31 May 2019, the current share being 60%.", [(">=", 88, 60, "%", "2019-05-31")]),
        ("Overdue reports must not exceed 12 in the year to 31 May 2021.", [("<=", 12, None, "reports", "2021-05-31")]),
        ("Restraints must be kept to no more than 3 per 100 nights.", [("<=", 3, None, "per 100 nights", None)]),
        ("The Trust will act on behalf of the Council from 1 May 2016.", []),
        ("Quicken the answers to parents so that 80% are sent within a week by 31 May 2015.", [(">=", 80, None, "%", "2015-05-31")]),
        ("Children without a school place must come down: from 60 on 1 May 2020 to 20 by 1 May 2021 and to nil by 1 May 2022.", [("<=", 20, 60, "children", "2021-05-01"), ("<=", 0, 60, "children", "2022-05-01")]),
        ("Reduce absence, from 12 days a head in 2016-17 to 7 days a head in 2017-18.", [("<=", 7, 12, "days", "2018-03-31")]),
        ("Reports sent on time: 90% as a minimum (2010-11: 66%).", [(">=", 90, 66, "%", None)]),
        ("Treble the pool of interpreters, which numbers 5, to 15 by 31 May 2018.", [(">=", 15, 5, "interpreters", "2018-05-31")]),
        ("Give every adviser a caseload of 16 to 20 young people by 31 May 2019.", [("between", 16, None, "young people", "2019-05-31")]),
        ("No adviser may hold more than 25 cases, nor a newly appointed one more than 15.", [("<=", 25, None, "cases", None), ("<=", 15, None, None, None)]),
        ("The share that is answered in time advances from 40% (May 2014) in even steps to 88% (May 2015).", [(">=", 88, 40, "%", "2015-05-31")]),
    ],
)  # fmt: skip
def test_levels_with_what_was_before_in_other_words(text, expected):
    assert levels(text) == expected


def test_a_name_with_commas_is_one_name():
    found = find_targets(
        "At least 60% of education, health and care plans must be issued on time by 1 May 2020."
    ).targets
    assert [t.metric for t in found] == ["education, health and care plans issued on time"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hold at least 65% of first visits within five days by 31 May 2013 and at least 80% by 31 May 2014, against the 2011-12 outturn of 47.5%.", [(">=", 65, 47.5, "%", "2013-05-31"), (">=", 80, 47.5, "%", "2014-05-31")]),
        ("The Authority must settle 70% of complaints by letter by 31 May 2013, and 88% by 31 May 2014. The average over the year to 31 March 2012 was 52%.", [(">=", 70, 52, "%", "2013-05-31"), (">=", 88, 52, "%", "2014-05-31")]),
        ("Locums are to make up no more than 9% of the workforce, in place of the present 21%.", [("<=", 9, 21, "%", None)]),
        ("Settle 70% of complaints by 31 May 2013 and 80% of claims by 31 May 2014. Ofsted will come back in the course of that year and will find out whether, in its view, 52% was right.", [(">=", 70, None, "%", "2013-05-31"), (">=", 80, None, "%", "2014-05-31")]),
    ],
)  # fmt: skip
def test_one_figure_for_two_steps(text, expected):
    assert levels(text) == expected
