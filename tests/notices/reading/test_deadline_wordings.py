"""When a thing falls due, in many of the ways in which officials say it."""

from __future__ import annotations

import datetime

import pytest

from notices.reading.deadlines import find_deadlines

ISSUED = datetime.date(2018, 5, 14)


def found(text: str) -> list[tuple[str, str | None]]:
    return [
        (d.kind, d.date.isoformat() if d.date else d.offset or d.every)
        for d in find_deadlines(text, not_before=ISSUED).deadlines
    ]


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("The forum must be held in every half-term.", None),
        ("Attendance must be looked into once a half term.", None),
        ("The head must see each plan twice in each school term.", None),
        ("The group is to gather in each half of the school term.", None),
        ("Plans must be renewed each term.", None),
        ("Governors must be told half-termly.", None),
        ("Workers must be observed three times in every academic year.", "P4M"),
        ("Foster carers must be visited twice in any school year.", "P6M"),
        ("The panel must sit on six occasions in each year.", "P2M"),
        ("The group must sit on nine occasions in every year.", None),
        ("The panel must sit in alternate months.", "P2M"),
        ("Returns must be sent on alternate weeks.", "P2W"),
        ("The chair must hear from families not less than once in any eight weeks.", "P8W"),
        ("Files must be sampled four times in each period of twelve months.", "P3M"),
        ("The interval must never be longer than five weeks.", "P5W"),
        ("The intervals between visits are not to exceed six weeks.", "P6W"),
        ("No meeting may be held more than seven weeks after the one before.", "P7W"),
        ("The Director must certify the number upon the first Monday of each calendar month.", "P1M"),
        ("Every child out of school must have 20 hours of tuition a week.", "P1W"),
        ("Managers must have at least four days of training in each year.", "P1Y"),
        ("The handbook must be revised each year, and published not later than 1 June.", "P1Y"),
        ("The chair must write in March and September each year.", "P6M"),
        ("The chair must write each June and December.", "P6M"),
        ("The panel must sit on the first and third Wednesday of each month.", "P2W"),
        ("Social workers must have supervision once a month.", "P1M"),
    ],
)  # fmt: skip
def test_what_recurs(text, every):
    assert found(text) == [("recurring", every)]


@pytest.mark.parametrize(
    "text",
    [
        "Placements whose weekly cost is above £4,000 must be looked at by a panel.",
        "The Council must do better in the next annual rating.",
        "Not more than one child in ten may be one who has moved twice in a year.",
        "A duty manager must be available in each office every working day.",
        "Neither the chair nor the place may be changed until the Department is satisfied that it agrees.",
        "Letters that were sent before the start of 2017 must be written again.",
        "Absence must be brought to within three days of the county's average of 9.",
        "The average length of proceedings must be not more than 182 days from 1 July 2018.",
        "The chair must answer for the report that was due in March.",
        "Levels are to be reached by that date.",
        "The share of plans that are issued within 20 weeks must rise.",
        "Bring down the percentage of children who moved three times in a year from 14.2 to 9.",
        "No family should wait to hear the outcome of an annual review meeting.",
        "Repeat referrals within twelve months of an earlier one: 18% or below.",
        "There were 91 children without a worker on the day on which inspectors came.",
    ],
)
def test_what_falls_due_on_no_day(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("Within five weeks of the date on this Notice the Council must publish a plan.", "P5W"),
        ("The Council must write within a month of the date at the head of this Direction.", "P1M"),
        ("The post must be filled not later than forty-two days from today's date.", "P42D"),
        ("A strategy must be ready within eight weeks of the date of the extension.", "P8W"),
        ("A scheme must be sent before the expiry of thirty days from the making of this Direction.", "P30D"),
        ("The Department will review progress half a year after the issue of this Notice.", "P6M"),
        ("The Department will review progress a year and a half after the date of this Notice.", "P18M"),
        ("The rate must fall to 10% in the nine months which follow the issue of this Notice.", "P9M"),
        ("A review will be held when nine months have passed since the issue of this Notice.", "P9M"),
        ("In nine months from its date the Secretary of State will review this Direction.", "P9M"),
        ("The Department will review progress after the first six months.", "P6M"),
        ("A review will be held on the anniversary of this Notice.", "P1Y"),
        ("The plan must be published before six weeks have elapsed from the date of this Notice.", "P6W"),
        ("The Department will assess progress at the nine-month point.", "P9M"),
        ("The Council must cut the number of agency workers from 40 to 12 in twelve months.", "P12M"),
    ],
)  # fmt: skip
def test_what_counts_from_the_instrument(text, offset):
    assert found(text) == [("relative", offset)]


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("Progress will be reviewed six months from the date of this Notice and again fifteen months from it.", ["P6M", "P15M"]),
        ("We will review progress after four months and, lastly, after ten.", ["P4M", "P10M"]),
    ],
)  # fmt: skip
def test_what_is_said_once_for_two_periods(text, offsets):
    assert found(text) == [("relative", offset) for offset in offsets]


@pytest.mark.parametrize(
    "text",
    [
        "Each use of force must be recorded before the end of the shift in which it happened.",
        "The police must hear of it by noon on the day after it comes to light.",
        "The Department must be told by the close of the working day on which the Council learns of it.",
        "A visit must be made by 9 am on the following day.",
        "A message must be answered before the end of the next working day.",
        "Members must have the papers four days beforehand.",
        "The agenda must reach the chair at least a week in advance.",
        "A new date must be set, not more than five working days later.",
        "Where a child moves at short notice, the form must be filled in within the following 24 hours.",
        "Upon receipt of each letter the Commissioner will decide what to do.",
        "Every young person must have a personal adviser by their seventeenth birthday.",
        "Each child must have a permanence plan by the time of the second statutory review.",
        "A worker must have read the file before doing so.",
        "A discussion must be held as soon as there is reason to suspect harm.",
        "A plan must be made before the child leaves hospital.",
        "Each must have a named colleague on their first day.",
        "Every referral must be seen by a manager on the day it comes in.",
        "Every child must have a plan by their third review.",
        "Each care leaver must be given a passport on turning eighteen.",
        "The Council must notify the Department forthwith of any death of a child in its care.",
        "Should a child be hurt, the parents must be told inside two hours.",
        "The record must be put right in three working days.",
        "Each child must have legal advice before her first substantive interview.",
        "A worker must visit within ten days of the placement, as was done for 30 per cent in 2017.",
    ],
)
def test_what_falls_due_when_something_happens(text):
    assert found(text) == [("event", None)]


@pytest.mark.parametrize(
    "text",
    [
        "This Direction shall continue until revoked.",
        "These requirements stand until they are withdrawn by the Secretary of State.",
        "The Commissioner must decide, for as long as this Direction is in force, who is appointed.",
        "A worker must answer the telephone whenever the office is open.",
        "At no time may there be fewer than three workers on duty.",
    ],
)
def test_what_stands(text):
    assert found(text) == [("standing", None)]


def test_a_term_of_years():
    assert found("This Notice will be in force for two years.") == [("standing", "P2Y")]


def test_another_instrument_that_ends_sets_no_term():
    assert found("The Notice of 2 March 2016 ceases to have effect and this Direction takes its place.") == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The first home must open during summer 2018 and the second in advance of 1 February 2019.", ["2018-08-31", "2019-01-31"]),
        ("Waits must fall to six months by the end of the 2018 to 2019 financial year.", ["2019-03-31"]),
        ("By the term that ends on 19 July 2019, 80% of plans must be on time.", ["2019-07-19"]),
        ("The office must be open by Good Friday 2019.", ["2019-04-19"]),
        ("The office must be open by Easter Monday, 22 April 2019.", ["2019-04-22"]),
        ("A statement must be published before Christmas Eve 2018.", ["2018-12-23"]),
        ("The plan must be ready by Michaelmas 2018.", ["2018-09-29"]),
        ("The post must be filled by the end of August.", ["2018-08-31"]),
        ("The post must be filled no later than 2 April.", ["2019-04-02"]),
        ("The post must be filled no later than Tuesday 2 October.", ["2018-10-02"]),
        ("The post must be filled by the thirtieth of September.", ["2018-09-30"]),
        ("The post must be filled by the end of the next financial year.", ["2020-03-31"]),
        ("The post must be filled before 1 July.", ["2018-06-30"]),
        ("The chair will write to the Minister in July and in November 2018.", ["2018-07-31", "2018-11-30"]),
        ("The chair must write at the end of June, October and December 2018.", ["2018-06-30", "2018-10-31", "2018-12-31"]),
        ("Of those issued in the three months to 30 September 2018, to 31 December 2018 and to 31 March 2019, 40%, 50% and 60% must be on time.", ["2018-09-30", "2018-12-31", "2019-03-31"]),
        ("The Secretary of State shall review the position in March 2019.", ["2019-03-31"]),
        ("The case lead will look again at the notice in January 2019.", ["2019-01-31"]),
        ("The Partnership should consider, at its meetings of 12 July 2018 and 10 January 2019, what has been learned.", ["2018-07-12", "2019-01-10"]),
        ("The gap must be narrower when the results of August 2019 are known.", ["2019-08-31"]),
        ("The Department will undertake a closing review of the Notice in April 2019.", ["2019-04-30"]),
        ("The average is not greater than 14 on 31 March 2019.", ["2019-03-31"]),
        ("Seven in every ten children are in school on 1 February 2019.", ["2019-02-01"]),
        ("The share must rise to 90% (the quarter to March 2019).", ["2019-03-31"]),
        ("The Adviser will say in his report of November 2018 what should follow.", ["2018-11-30"]),
        ("By the end of the spring term 2019 (that is, by 5 April 2019) it must be done.", ["2019-04-05"]),
    ],
)  # fmt: skip
def test_what_is_due_on_a_day(text, dates):
    assert found(text) == [("absolute", date) for date in dates]
