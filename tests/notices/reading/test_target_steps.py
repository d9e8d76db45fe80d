"""Steps of one measure, lines of a scorecard, parts of a whole, and numbers that only say of whom a level is meant."""

from __future__ import annotations

import pytest

from .test_target_wordings import levels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # steps: the day behind each level, or in front of it
        ("Missing episodes followed by an interview must rise to 60% by May 2019, then to 75% by September 2019 and finally to 90% by January 2020.", [(">=", 60, None, None, "2019-05-31"), (">=", 75, None, None, "2019-09-30"), (">=", 90, None, None, "2020-01-31")]),
        ("By 30 June 2015, 70% of pathway plans must be up to date; by 31 December 2015, 85%.", [(">=", 70, None, None, "2015-06-30"), (">=", 85, None, None, "2015-12-31")]),
        ("The number of open complaints must not exceed 40 on 1 May 2016, 25 on 1 August 2016 and 10 on 1 November 2016.", [("<=", 40, None, None, "2016-05-01"), ("<=", 25, None, None, "2016-08-01"), ("<=", 10, None, None, "2016-11-01")]),
        # what was stands behind "from", or in brackets, and is no step
        ("Bring agency use down to 20% by March 2018 from 41% in March 2017.", [("<=", 20, None, 41, "2018-03-31")]),
        ("Complete 85% of visits in time by 1 June 2014 (52% in the year before).", [(">=", 85, None, 52, "2014-06-01")]),
        # lines of a scorecard
        ("NI 62, 11% by March 2011 (14.8% in 2008-09); NI 68, 70% by March 2011 (61.0% in 2008-09).", [("<=", 11, None, 14.8, "2011-03-31"), (">=", 70, None, 61, "2011-03-31")]),
        ("Reviews held on time: 2009-10 outturn 71%; 2010-11 target 85%; 2011-12 target 95%.", [(">=", 85, None, 71, "2011-03-31"), (">=", 95, None, 71, "2012-03-31")]),
        # parts of a whole
        ("By 30 April 2013 the Council must recruit 24 social workers, of whom at least ten must work in the duty teams.", [(">=", 24, None, None, "2013-04-30"), (">=", 10, None, None, "2013-04-30")]),
        ("Fill 14 of the 19 vacant posts in the front door team by 31 July 2017.", [(">=", 14, None, None, "2017-07-31")]),
        # of whom a level is meant
        ("The proportion of advisers holding more than 25 cases must fall below 8% by May 2020.", [("<=", 8, None, None, "2020-05-31")]),
        ("Reduce from nine to three the number of homes in which fewer than 80% of staff are permanent, by May 2020.", [("<=", 3, None, 9, "2020-05-31")]),
        ("Answer letters within no more than 10 working days in at least 90% of cases by May 2020.", [(">=", 90, None, None, "2020-05-31")]),
        ("Commission an external audit of not fewer than 80 case files by May 2020.", []),
        ("No child under 16 may be placed in lodgings.", []),
        # averages and halves
        ("See that the average wait for a first appointment is 6 weeks by May 2020.", [("<=", 6, None, None, "2020-05-31")]),
        ("The number of open complaints, which was 62 in May 2019, is to be halved by May 2020.", [("<=", 31, None, 62, "2020-05-31")]),
        ("Caseloads must not exceed 16 cases in the duty teams, 18 cases in the long-term teams and 14 cases in the care teams by May 2020.", [("<=", 16, None, None, "2020-05-31"), ("<=", 18, None, None, "2020-05-31"), ("<=", 14, None, None, "2020-05-31")]),
        ("Visits are to be on time for 92% and records up to date for 88% by May 2020, against 70% and 61% respectively in May 2019.", [(">=", 92, None, 70, "2020-05-31"), (">=", 88, None, 61, "2020-05-31")]),
    ],
)  # fmt: skip
def test_each_level_with_its_day_and_its_baseline(text: str, expected: list[tuple]) -> None:
    assert levels(text) == expected
