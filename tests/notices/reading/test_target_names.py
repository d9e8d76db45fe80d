"""The measure of a target as a board would write it in its scorecard, and the unit of what is counted."""

from __future__ import annotations

import re

import pytest

from notices.reading.targets import find_targets

# The clause; then for each number its measure and unit.
NAMED = [
    # the unit of a count is the noun of which the number is given
    ("The number of annual appraisals outstanding must fall from 212 to 40 by 31 March 2015.", [("number of annual appraisals outstanding", "appraisals")]),
    ("Increase the number of Early Help Plans opened by schools from 90 to 210 by July 2018.", [("number of Early Help Plans opened by schools", "plans")]),
    ("The number of the Authority's children's centres rated good must rise from four to nine by 30 June 2012.", [("number of the Authority's children's centres rated good", "centres")]),
    ("Reduce from twelve to five the number of duty teams led by a locum, by 1 May 2017.", [("number of duty teams led by a locum", "teams")]),
    ("The number of young carers waiting for an assessment must come down to no more than 15 by 1 June 2016.", [("number of young carers waiting for an assessment", "carers")]),
    ("Increase the number of trained mentors, currently seven, to 20 by May 2014.", [("number of trained mentors", "mentors")]),
    ("There were 64 locum practitioners on 1 March 2015; this number should come down to 30 by 1 September 2015.", [("locum practitioners", "practitioners")]),
    ("The backlog of unread referrals must be cut to 25 by 31 May 2019.", [("backlog of unread referrals", "referrals")]),
    ("The percentage of panels held on time must rise from 61 to 85 by March 2013.", [("percentage of panels held on time", "%")]),
    # the second of two levels in a sentence
    ("By 1 May 2012 the average caseload of an experienced worker should be no higher than 20 children and that of a trainee no higher than 10.", [("average caseload of an experienced worker", "children"), ("average caseload of a trainee", "children")]),
    ("Ensure that medicals are up to date for 85% of foster children and eye tests for 80%, by March 2014.", [("medicals are up to date for foster children", "%"), ("eye tests", "%")]),
    ("Plans that last three years should be under 5%, and those reopening within a year should be no more than 12%, at 31 March 2016.", [("Plans that last three years", "%"), ("Plans reopening within a year", "%")]),
    ("Recording must improve so that, by 31 May 2018, 80% of records sampled are judged sound or better and 30% are judged strong.", [("records sampled are judged sound or better", "%"), ("records sampled judged strong", "%")]),
    ("Ensure that two thirds of trainees have a named mentor by 1 May 2013 and that nine in ten do so by 1 May 2014.", [("trainees have a named mentor", "%"), ("trainees have a named mentor", "%")]),
    ("To ensure that 70% of apprentices have a written plan, and that 55% have been given a mentor, by July 2015.", [("apprentices have a written plan", "%"), ("apprentices given a mentor", "%")]),
    ("Lift the proportion of chronologies that readers rate as sound from 40% to 70% by May 2016, and the proportion rated strong from 10% to 30% by May 2016.", [("proportion of chronologies that readers rate as sound", "%"), ("proportion of chronologies rated strong", "%")]),
    ("The percentage of panels attended by a nurse and the percentage chaired by a manager must rise to 80% and 95% respectively by May 2019.", [("percentage of panels attended by a nurse", "%"), ("percentage of panels chaired by a manager", "%")]),
    ("Reduce absence among night staff to 8% by June 2010 (currently 15%), and the proportion of shifts covered by locums to 12% by the same date (currently 30%).", [("absence among night staff", "%"), ("proportion of shifts covered by locums", "%")]),
    ("Parents' attendance at meetings will be 70% or higher and the attendance of teachers will be 60% or higher by May 2014.", [("Parents' attendance at meetings", "%"), ("attendance of teachers", "%")]),
    # lead-ins and asides are no part of it
    ("Working with the police, ensure that interviews are recorded in 90% of enquiries by May 2015.", [("interviews are recorded in enquiries", "%")]),
    ("Strengthen the offer to foster carers, so that at least 85% of carers have a yearly review by May 2015.", [("carers have a yearly review", "%")]),
    ("With its partners, the Council must ensure that the proportion of strategy meetings held within a day reaches 95% by May 2015.", [("proportion of strategy meetings held within a day", "%")]),
    ("Having regard to the report of the inspectors, the Council must raise the share of plans with a clear outcome to 75% by May 2015.", [("share of plans with a clear outcome", "%")]),
    ("Repeat calls within a month, which accounted for 40% of all calls last winter, should not exceed 20% by March 2012.", [("Repeat calls within a month", "%")]),
    ("The proportion of posts filled, being 60% in May 2013, must reach 85% by May 2014.", [("proportion of posts filled", "%")]),
    ("In respect of disabled children, the Council shall ensure that the share of transition plans agreed by 14 is no lower than 80 per cent by May 2018.", [("share of transition plans agreed by 14", "%")]),
    ("The percentage of calls answered within a minute, found by the inspectors to be 41 per cent, shall be no lower than 75 per cent by 31 May 2014.", [("percentage of calls answered within a minute", "%")]),
    # figures and dates are none either
    ("The proportion of carers who feel heard shall be no lower than 60 per cent by summer 2020 and no lower than 70 per cent by summer 2021.", [("proportion of carers who feel heard", "%"), ("proportion of carers who feel heard", "%")]),
    ("By Quarter 2 of 2013/14, 70% of panels must be minuted within five days; by Quarter 4 of 2013/14, 80%.", [("panels minuted within five days", "%"), ("panels minuted within five days", "%")]),
    ("Raise the share of exit interviews held, from 22% in 2014-15, to 60% by 31 March 2016.", [("share of exit interviews held", "%")]),
    ("The Council shall, on or before 31 May 2014, reduce from 16 to 8 the number of teams without a clerk.", [("number of teams without a clerk", "teams")]),
    ("Missed appointments, 34 in the last school year, should number no more than 12 by 31 July 2012.", [("Missed appointments", "appointments")]),
    # what the words point back to is named
    ("Visits to care leavers: 55% were on time in May 2014. The Board will expect to see 70% in September 2014 and 85% in December 2014.", [("Visits to care leavers", "%"), ("Visits to care leavers", "%")]),
    ("Only 35% of fathers were invited to conferences in 2012. The Council must raise that figure to 70% by 31 March 2014.", [("fathers were invited to conferences", "%")]),
    ("The punctuality of school transport has fallen to 71%. By the end of May 2019 it must be at 85%.", [("punctuality of school transport", "%")]),
    ("Of the assessments read in May 2018, half were rated sound; the Council should be able to show that three quarters are rated sound by May 2019.", [("assessments read rated sound", "%")]),
    ("Current performance on health passports is 30%; the Council's target of 75% must be met by 31 May 2016.", [("health passports", "%")]),
    ("In May 2016, 21% of tenants in care had lost a tenancy. The Authority must see to it that the figure for May 2018 is not higher than 10%.", [("tenants in care had lost a tenancy", "%")]),
    ("Secure a rise in the proportion of reviews that a nurse attends. Attendance stood at 40% in 2011-12 and should reach 75% by June 2013.", [("proportion of reviews that a nurse attends", "%")]),
    ("Short breaks: maintain performance at or below 6%.", [("Short breaks", "%")]),
    ("Return interviews: offered to every child, with an uptake of at least 65% by 31 May 2016.", [("Return interviews: uptake", "%")]),
    ("Core group meetings: performance against NI 77 must climb from 50 per cent to 70 per cent by March 2012.", [("Core group meetings: NI 77", "%")]),
    # neither cut short nor begun in the middle
    ("Ensure that at least 80% of trainees have an up to date learning plan by May 2012.", [("trainees have an up to date learning plan", "%")]),
    ("Supervision of night staff must take place at least every three weeks in at least 85% of cases by 30 June 2014.", [("Supervision of night staff take place at least every three weeks", "%")]),
    ("The share of sixteen year olds who have a passport must rise to 90% by May 2012.", [("share of sixteen year olds who have a passport", "%")]),
    ("Raise to at least three in four the share of mothers who are seen alone, and do so by 31 May 2011.", [("share of mothers who are seen alone", "%")]),
    ("The Council shall achieve a rate of not less than 85 per cent for first visits made within a week, by May 2017.", [("first visits made within a week", "%")]),
    ("At least 70 per cent, and by May 2014 at least 90 per cent, of foster homes must have a fire plan.", [("foster homes have a fire plan", "%"), ("foster homes have a fire plan", "%")]),
    ("The Council is to keep placement breakdowns below 5%.", [("placement breakdowns", "%")]),
    ("The Council must maintain its performance of 95% or better on panels held on time.", [("panels held on time", "%")]),
    ("By the end of spring 2016, have no more than 9 families awaiting a worker at any weekly count.", [("families awaiting a worker at any weekly count", "families")]),
    ("No more than 20 pupils in care should be suspended in the year to 31 August 2023.", [("pupils in care suspended", "pupils")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), NAMED, ids=[re.sub(r"\W+", "-", text)[:60] for text, _ in NAMED]
)
def test_a_measure_is_what_a_board_would_write(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(t.metric, t.unit) for t in find_targets(text).targets] == expected
