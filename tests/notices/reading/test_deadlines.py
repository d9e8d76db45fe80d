"""What makes a date or a period a deadline, and what keeps it from being one."""

from __future__ import annotations

import datetime

import pytest

from notices.reading.deadlines import FoundDeadline, find_deadlines, with_board_cadence

ISSUED = datetime.date(2013, 2, 7)


def found(text: str) -> list[tuple]:
    return [_short(text, deadline) for deadline in find_deadlines(text, not_before=ISSUED).deadlines]


def _short(text: str, deadline: FoundDeadline) -> tuple:
    when = deadline.date.isoformat() if deadline.date else deadline.offset or deadline.every
    return deadline.kind, text[deadline.start : deadline.end], when


@pytest.mark.parametrize(
    ("text", "kind", "span", "when"),
    [
        ("Publish the plan by 31 March 2013.", "absolute", "by 31 March 2013", "2013-03-31"),
        ("By the end of September 2013, train all staff.", "absolute", "By the end of September 2013", "2013-09-30"),
        ("Agree the remit no later than 1 May 2013.", "absolute", "no later than 1 May 2013", "2013-05-01"),
        ("Appoint a director on or before 1 May 2013.", "absolute", "on or before 1 May 2013", "2013-05-01"),
        ("Finish before 1 May 2013.", "absolute", "before 1 May 2013", "2013-04-30"),
        ("Finish before the end of May 2013.", "absolute", "before the end of May 2013", "2013-05-31"),
        ("Finish before May 2013.", "absolute", "before May 2013", "2013-04-30"),
        ("Raise it to 65% over the period to May 2014.", "absolute", "over the period to May 2014", "2014-05-31"),
        ("An audit must be completed in June 2013.", "absolute", "in June 2013", "2013-06-30"),
        ("The Department will hold a review in October 2013.", "absolute", "in October 2013", "2013-10-31"),
        ("All targets must be met by 2014.", "absolute", "by 2014", "2014-12-31"),
        ("Visit every child between April and June 2013.", "absolute", "June 2013", "2013-06-30"),
        ("Complete it by the week commencing 3 June 2013.", "absolute", "by the week commencing 3 June 2013", "2013-06-09"),
        ("Secure it no later than midnight on 30 September 2013.", "absolute", "no later than midnight on 30 September 2013", "2013-09-30"),
        ("Agree a plan within one month of the issue of this Notice.", "relative", "within one month of the issue of this Notice", "P1M"),
        ("Within six months of the issue of this notice, publish it.", "relative", "Within six months of the issue of this notice", "P6M"),
        ("Immediately on receipt of this notice, stop.", "relative", "Immediately on receipt of this notice", "P0D"),
        ("A peer review should be carried out before the end of this Notice.", "relative", "before the end of this Notice", None),
        ("The Board meets on a monthly basis.", "recurring", "on a monthly basis", "P1M"),
        ("Supervision must take place every four weeks.", "recurring", "every four weeks", "P4W"),
        ("Tell officials immediately if a serious incident occurs.", "event", "immediately if a serious incident occurs", None),
        ("Share reports not less than 24 hours in advance of a conference.", "event", "not less than 24 hours in advance of a conference", None),
        ("Hold a meeting within 5 working days of the referral.", "event", "within 5 working days of the referral", None),
        ("Report sooner if requested by the adviser.", "event", "if requested by the adviser", None),
        ("The rate is not above 10% at any given time.", "standing", "at any given time", None),
        ("This direction will remain in force until it is revoked.", "standing", "remain in force until it is revoked", None),
        ("Work with the adviser until further notice.", "standing", "until further notice", None),
        ("This notice will remain in place until 31 March 2015.", "standing", "remain in place until 31 March 2015", "2015-03-31"),
    ],
)  # fmt: skip
def test_deadlines(text, kind, span, when):
    assert found(text) == [(kind, span, when)]


@pytest.mark.parametrize(
    "text",
    [
        "Carry out assessments which meet the directions made on 1 March 2013 and 13 July 2013.",
        "Consider the Performance Information Framework (published 12 June 2013).",
        "Carry out the recommendations of the inspection report of 19 October 2013.",
        "Respond to the inspection in May 2013.",
        "Audit all cases closed in the last three months.",
        "Follow Working Together to Safeguard Children 2013.",
        "The plans of children who have been subject to a plan for two years must be looked at.",
        "Ensure that social workers with less than two years' experience are supported.",
        "If the Board wishes to meet at 6 week intervals this must be agreed.",
        "Children aged under 5 years must be seen.",
        "Have regard to the letter sent by the Department on 4 June 2013.",
        "The standards agreed by the Council in March 2013 must be kept.",
        "Ensure regular supervision and timely visits.",
    ],
)
def test_dates_and_periods_that_are_no_deadlines(text):
    assert found(text) == []


def test_several_deadlines_in_one_clause_come_in_order():
    text = (
        "Have monthly contact with officials and provide feedback by the end of August 2013. Officials must be notified "
        "immediately if a serious incident occurs."
    )
    assert found(text) == [
        ("recurring", "monthly", "P1M"),
        ("absolute", "by the end of August 2013", "2013-08-31"),
        ("event", "immediately if a serious incident occurs", None),
    ]


def test_a_list_of_dates_is_several_deadlines():
    text = "Ministers must receive information on progress in October 2013, April 2014 and October 2014."
    assert [when for _, _, when in found(text)] == ["2013-10-31", "2014-04-30", "2014-10-31"]


def test_one_period_said_for_three_reviews_is_three_deadlines():
    text = "Reviews will take place after 6, 12 and 18 months from the start of this Notice."
    assert [when for _, _, when in found(text)] == ["P6M", "P12M", "P18M"]
    assert len({span for _, span, _ in found(text)}) == 1


def test_periods_said_in_one_breath_count_from_the_same_moment():
    text = (
        "The Department will carry out reviews six months and twelve months after the start of this Notice."
    )
    assert [when for _, _, when in found(text)] == ["P6M", "P12M"]


def test_what_is_said_twice_recurs_once():
    assert found("Send monthly data by the tenth working day of each month.") == [
        ("recurring", "monthly", "P1M")
    ]


def test_an_annual_report_with_a_date_of_its_own_is_questioned():
    result = find_deadlines(
        "Within six months of the issue of this notice, publish an annual report of complaints."
    )
    assert [deadline.kind for deadline in result.deadlines] == ["relative"]
    assert result.notes == [
        "The clause names something annual and a date of its own: check whether it recurs."
    ]


def test_an_annual_survey_recurs():
    assert found("Hold an annual survey of staff.") == [("recurring", "annual", "P1Y")]


def test_an_impossible_date_is_a_deadline_without_a_date():
    result = find_deadlines("Publish it by 31 June 2014.")
    assert [(d.kind, d.date) for d in result.deadlines] == [("absolute", None)]
    assert result.deadlines[0].problem == "“31 June 2014” is not a date: June 2014 has no day 31."


def test_a_deadline_before_the_document_is_doubted():
    result = find_deadlines("Publish it by 31 January 2013.", not_before=ISSUED)
    assert result.deadlines[0].problem == "The date 31 January 2013 is earlier than the document itself."


def test_a_start_is_said_and_not_taken():
    result = find_deadlines("From 1 April 2013 the Board must hear from parents.", not_before=ISSUED)
    assert result.deadlines == []
    assert result.notes == ["The date 1 April 2013 is when something starts; it was not taken as a deadline."]


def test_a_period_from_nowhere_is_taken_from_the_issue_and_doubted():
    (deadline,) = find_deadlines("Within three months, the Council must publish a strategy.").deadlines
    assert (deadline.kind, deadline.offset, deadline.anchor) == ("relative", "P3M", "issue")
    assert deadline.problem is not None and "does not say from when" in deadline.problem


def test_what_is_due_at_each_meeting_recurs_as_the_board_meets():
    (deadline,) = find_deadlines(
        "Progress is to be reported to each meeting of the Improvement Board."
    ).deadlines
    assert (deadline.kind, deadline.every) == ("recurring", None)
    assert [d.every for d in with_board_cadence([deadline], "P4W")] == ["P4W"]
    assert [d.every for d in with_board_cadence([deadline], None)] == [None]


@pytest.mark.parametrize(
    ("text", "kind", "span", "when"),
    [
        ("The Secretary of State will review this Direction twelve months after it was made.", "relative", "twelve months after it was made", "P12M"),
        ("Send it within 3 weeks of the date on which this Notice was signed.", "relative", "within 3 weeks of the date on which this Notice was signed", "P3W"),
        ("The Direction will be looked at again on its second anniversary.", "relative", "on its second anniversary", "P2Y"),
        ("Choose it in the month after this Notice is issued.", "relative", "in the month after this Notice is issued", "P1M"),
        ("Supply data every Wednesday.", "recurring", "every Wednesday", "P1W"),
        ("Hand over each weekday.", "recurring", "each weekday", "P1D"),
        ("Test it twice yearly.", "recurring", "twice yearly", "P6M"),
        ("Report at the end of each period of three months.", "recurring", "at the end of each period of three months", "P3M"),
        ("Re-issue the plan each January.", "recurring", "each January", "P1Y"),
        ("Be ready at any hour.", "standing", "at any hour", None),
        ("Complete it in the course of May 2013.", "absolute", "in the course of May 2013", "2013-05-31"),
        ("The Department plans to hold a review in June 2013.", "absolute", "in June 2013", "2013-06-30"),
        ("Put it in writing before the new year.", "absolute", "before the new year", "2013-12-31"),
        ("Reduce it by the end of the financial year.", "absolute", "by the end of the financial year", "2013-03-31"),
        ("Agree it with the hospital before his or her discharge.", "event", "before his or her discharge", None),
        ("Meet whenever the adviser changes.", "event", "whenever the adviser changes", None),
        ("Visit on the day of referral.", "event", "on the day of referral", None),
        ("Meet after each monitoring visit by Ofsted.", "event", "after each monitoring visit by Ofsted", None),
        ("Where a placement breaks down, meet within twenty working days.", "event", "within twenty working days", None),
    ],
)  # fmt: skip
def test_deadlines_in_other_words(text, kind, span, when):
    assert found(text) == [(kind, span, when)]


def test_periods_counted_off_by_their_number_are_several_deadlines():
    text = "Reviews will be held at the end of the sixth, twelfth and eighteenth month after the commencement of this Notice."
    assert [(d.offset, d.anchor) for d in find_deadlines(text).deadlines] == [
        ("P6M", "commencement"),
        ("P12M", "commencement"),
        ("P18M", "commencement"),
    ]


def test_a_later_period_counts_from_the_moment_named_before_it():
    text = "Progress will be reviewed 6 and 12 months from the start of this Notice, with a final review at 18 months."
    assert [(d.offset, d.anchor) for d in find_deadlines(text).deadlines] == [
        ("P6M", "start"),
        ("P12M", "start"),
        ("P18M", "start"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Officials will attend each meeting of the Board.",
        "Cases must not be handed over more than once in any period of six months.",
        "The share must rise month on month.",
        "This Direction takes effect on the day on which it is given.",
    ],
)
def test_what_only_sounds_like_a_deadline(text):
    assert [found_ for found_ in found(text) if found_[0] != "standing"] == []
