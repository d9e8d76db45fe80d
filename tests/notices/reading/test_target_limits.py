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
        ("The Authority shall engage 24 family support workers by 1 May 2014.", [(">=", 24, None, "workers", "2014-05-01")]),
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
        ("The number of open complaints must be no more than half a dozen by 3 May 2018.", [("<=", 6, None, None, "2018-05-03")]),
        ("Fewer than 40 in every 10,000 adolescents must enter care.", [("<=", 40, None, "per 10,000", None)]),
        ("Hold vacancies at or under 9%.", [("<=", 9, None, "%", None)]),
    ],
)  # fmt: skip
def test_shares_and_dozens(text, expected):
    assert levels(text) == expected
