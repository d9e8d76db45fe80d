"""Who is bound; the board; the Department's reviews; who reports to whom."""

from __future__ import annotations

import pytest

from notices.reading.binds import binds
from notices.reading.board import find_board

from .made_up import notice

MEASURE = "The Council must take action to:\n\n1. Ensure that children are seen.\n\n"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ensure that the partners of the Council agree objectives.", "council"),
        ("The Council must report to the Improvement Board.", "council"),
        ("The Council, working with its partners, must agree a plan.", "council"),
        ("We expect the Council will produce a plan.", "council"),
        ("An improvement plan should be developed with partner agencies.", "council"),
        ("Attention must be paid to the standards for employers.", "council"),
        ("The Board Chair must provide a written report.", "board_chair"),
        ("The Chair of the Safeguarding Improvement Board must report to Ministers.", "board_chair"),
        (
            "Ministers must receive information on progress from the Chair of the Improvement Board.",
            "board_chair",
        ),
        ("The Leader of the Council must report in writing.", "leader"),
        ("The Department for Education will undertake a review of progress.", "department"),
        ("Officials from the Department will review progress.", "department"),
        ("Reviews of progress will be conducted by Department for Education officials.", "department"),
        (
            "The Local Safeguarding Children's Board chair and Health partners should report to the Board.",
            "partner",
        ),
        ("Partner agencies must attend the Board.", "partner"),
        ("The police and health services must share information.", "partner"),
        ("The Improvement Board must meet monthly.", "council"),
        ("This direction will remain in force until it is revoked.", "other"),
        ("Pursuant to section 497A(4B), the Secretary of State directs the Council as follows:", "council"),
    ],
)
def test_whom_a_clause_binds(text, who):
    assert binds(text, kind="measure", lead_in=None, parent=None) == who


def test_a_lead_in_and_a_parent_bind_their_parts():
    assert (
        binds("report to Ministers;", kind="measure", lead_in="The Board Chair must:", parent=None)
        == "board_chair"
    )
    assert binds("to report monthly;", kind="measure", lead_in=None, parent="partner") == "partner"


def test_recitals_bind_nobody_and_consequences_are_the_departments():
    assert binds("The Council failed.", kind="recital", lead_in=None, parent=None) == "other"
    assert (
        binds(
            "Should the Council be unwilling, ministers may act.",
            kind="consequence",
            lead_in=None,
            parent=None,
        )
        == "department"
    )


@pytest.mark.parametrize(
    ("text", "board"),
    [
        (
            "The Council must put in place a Safeguarding Improvement Board with an independent chair. The Board should meet once every "
            "4 weeks initially. If the Board wishes to meet at 6 week intervals this must be agreed with the Department for Education. "
            "An official from the Department will attend as a participant observer.",
            (
                "Safeguarding Improvement Board",
                "P4W",
                True,
                "participant observer",
                "Department for Education",
                None,
            ),
        ),
        (
            "To appoint Claire Burgess (Director, Burgess Ltd) as independent chair of the Cumbria Children's Services Improvement Board "
            "and to ensure that the Board meets on a monthly basis.",
            ("Cumbria Children's Services Improvement Board", "P1M", True, None, None, "Claire Burgess"),
        ),
        (
            "The council will establish an improvement board, chaired by Andrew Ireland, which will meet at least every six weeks.",
            ("Improvement Board", "P6W", None, None, None, "Andrew Ireland"),
        ),
        (
            "Establish an Improvement and Challenge Board chaired by the Chief Executive, meeting fortnightly.",
            ("Improvement and Challenge Board", "P2W", False, None, None, None),
        ),
        (
            "Set up an Improvement Panel. Any change to how often the Panel meets needs the approval of the Secretary of State.",
            ("Improvement Panel", None, None, None, "Secretary of State", None),
        ),
    ],
)
def test_the_board(text, board):
    found, note = find_board([text])
    assert found is not None and note is None
    assert (
        found.name, found.meets_every, found.independent_chair, found.department_attends_as, found.change_needs_consent_of, found.chair_name,
    ) == board  # fmt: skip


def test_the_national_board_is_not_this_councils():
    national = "Work with representatives of the Children's Improvement Board to formalise a package of sector support."
    own = "Put in place an Improvement Board which will meet every 4 weeks."
    board, note = find_board([national, own])
    assert board is not None and (board.name, note) == ("Improvement Board", None)
    board, note = find_board([national])
    assert board is None
    assert (
        note
        == "The Children's Improvement Board is a national body; no board of this council's own was found."
    )


def test_a_council_may_have_a_board_of_that_name():
    board, _ = find_board(["The Council must establish a Children's Improvement Board which meets monthly."])
    assert board is not None and (board.name, board.meets_every) == ("Children's Improvement Board", "P1M")


def assessed(text: str):
    return notice(f"{MEASURE}Improvement against the above measures will be assessed as follows:\n\n{text}")


def test_reviews_with_printed_dates_and_kinds():
    reading = assessed(
        "An initial review of progress will be held with the Department for Education in January 2014, further reviews will be held in "
        "July 2014 with a final review in January 2015."
    )
    assert [(r.by, r.kind, str(r.date), r.precision) for r in reading.reviews] == [
        ("Department for Education", "initial", "2014-01-31", "month"),
        ("Department for Education", "further", "2014-07-31", "month"),
        ("Department for Education", "final", "2015-01-31", "month"),
    ]


def test_reviews_counted_from_the_start():
    reading = assessed(
        "The Department will review progress after 6, 12 and 18 months from the start of this Notice."
    )
    assert [(r.offset, r.anchor) for r in reading.reviews] == [
        ("P6M", "start"),
        ("P12M", "start"),
        ("P18M", "start"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A peer review should be carried out by October 2014.",
        "The plan should be reviewed by the Improvement Board in October 2014.",
        "Serious case reviews must be published by October 2014.",
    ],
)
def test_reviews_that_are_not_the_departments(text):
    assert assessed(text).reviews == []


def test_reports_with_dates_and_reviews_in_one_clause_keep_apart():
    reading = assessed(
        "Ministers must receive information on progress from the Chair of the Improvement Board in October 2013 and April 2014. A review "
        "will be held with the Department for Education in July 2014."
    )
    assert [(r.from_, r.to, str(r.date)) for r in reading.reports] == [
        ("board chair", "Ministers", "2013-10-31"),
        ("board chair", "Ministers", "2014-04-30"),
    ]
    assert [str(r.date) for r in reading.reviews] == ["2014-07-31"]


def test_reports_that_recur_and_an_initial_one():
    reading = assessed(
        "The Board Chair must provide to the Parliamentary Under Secretary of State for Children and Families a written 6 monthly report. "
        "The Board Chair must also provide an initial report 2 months after the commencement of this Notice."
    )
    minister = "Parliamentary Under Secretary of State for Children and Families"
    assert [(r.from_, r.to, r.offset, r.every) for r in reading.reports] == [
        ("board chair", minister, None, "P6M"),
        ("board chair", minister, "P2M", None),
    ]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Council must report monthly to the adviser on progress.", [("council", "adviser")]),
        ("Progress is to be reported to each meeting of the Improvement Board.", [("council", "Improvement Board")]),
        ("The Chair's report will be supplemented by a report on progress from the Leader of the Council.", [("Leader of the Council", None)]),
        ("The Council must send the Department a copy of the Ofsted report.", []),
        ("The Council will write to the Department every month.", [("council", "Department for Education")]),
    ],
)  # fmt: skip
def test_who_reports_to_whom(text, parties):
    assert [(r.from_, r.to) for r in assessed(text).reports] == parties


def test_measures_are_not_reports_unless_of_progress():
    reading = notice(
        f"{MEASURE}2. The Council should report the impact of training to the Improvement Board."
    )
    assert reading.reports == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "The Council must set up an Improvement Board. Its chair must come from outside the Council. It is to sit each month, "
            "and may sit less often once the Department is content.",
            ("Improvement Board", "P1M", True, None, "Department for Education"),
        ),
        (
            "The Council must convene a Recovery Board, presided over by an independent person, which will come together every "
            "five weeks unless officials of the Department agree to another rhythm and its frequency is changed.",
            ("Recovery Board", "P5W", True, None, "Department for Education"),
        ),
        (
            "The Borchester SEND Partnership oversees this Notice. It has an independent chair and meets quarterly. Nothing about "
            "its meetings may change without leave of the Secretary of State.",
            ("Borchester SEND Partnership", "P3M", True, None, "Secretary of State"),
        ),
        (
            "The Council must take part in an Improvement Board whose chair has no connection with the Council. An observer from "
            "the Department will attend. It meets every 6 weeks or at such other interval as the Department may approve.",
            ("Improvement Board", "P6W", True, "observer", "Department for Education"),
        ),
    ],
)
def test_a_board_in_other_words(text, terms):
    board, _ = find_board([text])
    assert board is not None
    assert (
        board.name,
        board.meets_every,
        board.independent_chair,
        board.department_attends_as,
        board.change_needs_consent_of,
    ) == terms


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Officials will take stock of progress in June 2014 and again in December 2014.", ["2014-06-30", "2014-12-31"]),
        ("Progress will be checked by the Department in May 2014.", ["2014-05-31"]),
        ("Ministers will consider in June 2014 whether the Notice should be lifted.", ["2014-06-30"]),
        ("The Department will review progress at month 6 and month 12 of this Notice.", ["P6M", "P12M"]),
        ("Reviews will be led by the Department. The first will be in May 2014 and the next in July 2014.", ["2014-05-31", "2014-07-31"]),
        ("The Department will review progress in January 2014. A further review will follow in July of that year.", ["2014-01-31", "2014-07-31"]),
    ],
)  # fmt: skip
def test_reviews_in_other_words(text, when):
    assert [str(review.date or review.offset) for review in assessed(text).reviews] == when


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("The chair must let the Minister have a written account of progress every two months.", ("board chair", "Minister", "P2M")),
        ("The Minister will hear from the chair of the Board in June 2014.", ("board chair", "Minister", "2014-06-30")),
        ("Ministers must be sent a letter by the chair every quarter.", ("board chair", "Ministers", "P3M")),
        ("The Council is to lay before the Board each month a statement of progress.", ("council", "Board", "P1M")),
        ("A report on progress must be submitted by the Council to the Department by 1 May 2014.", ("council", "Department for Education", "2014-05-01")),
        ("Reports are due from the chair to the Minister in May 2014.", ("board chair", "Minister", "2014-05-31")),
    ],
)  # fmt: skip
def test_reports_in_other_words(text, report):
    assert [(r.from_, r.to, str(r.date or r.offset or r.every)) for r in assessed(text).reports] == [report]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("It is required that the police share what they know.", "partner"),
        ("Papers for the Board must reach its members in time.", "council"),
        ("The Executive Leader of Borchester must see that it is paid.", "leader"),
        ("This Direction will be reviewed by the Secretary of State.", "department"),
        ("Borchester Hospitals NHS Trust and the police are each asked to name a lead.", "partner"),
    ],
)
def test_whom_a_clause_binds_in_other_words(text, who):
    assert binds(text, kind="measure", lead_in=None, parent=None) == who


@pytest.mark.parametrize(
    ("clause", "every"),
    [
        (
            "The Council must send the Department for Education its data in the first week of each month.",
            ["P1M"],
        ),
        ("To supply the Department for Education monthly with the figures in clause 1.", ["P1M"]),
        ("The Council must give the Department any information that it asks for within 5 working days.", []),
        ("The Council must send the Department its data within fifteen days of the end of the term.", []),
    ],
)
def test_figures_that_go_to_the_department_again_and_again_are_reports(clause, every):
    reading = notice(f"The Council must take action to:\n\n1. Publish a plan.\n\n2. {clause}")
    assert [(report.from_, report.every) for report in reading.reports] == [("council", one) for one in every]


@pytest.mark.parametrize(
    ("said", "every"),
    [
        ("It must meet at least six times a year.", "P2M"),
        ("It must meet once in each calendar month.", "P1M"),
        ("It will meet fortnightly.", "P2W"),
        ("It must hold six meetings a year.", "P2M"),
        ("It must hold eight meetings a year.", None),  # no ISO period
    ],
)
def test_how_often_a_board_meets(said, every):
    reading = notice(
        f"The Council must take action to:\n\n1. Set up the Borchester Improvement Board. {said}"
    )
    assert reading.board.meets_every == every
