"""Whom a clause binds, however an official builds the sentence."""

from __future__ import annotations

import pytest

from notices.reading.binds import binds
from notices.reading.people import chairs_named


@pytest.mark.parametrize(
    ("kind", "text", "who"),
    [
        # How the board is made and works is for the council to bring about.
        ("support", "No new chair of the Panel may be appointed without the prior agreement of the Department for Education.", "council"),
        ("support", "Neither the chair nor the interval between meetings is to be altered without the Minister's consent.", "council"),
        ("support", "The Secretary of State's approval is needed if the chair is to change, or if the Board is to meet less often.", "council"),
        ("support", "A change in the membership of the Board needs the written consent of the Department for Education.", "council"),
        ("support", "The Borchester Improvement Board may meet every two months in place of every month. An official of the Department will observe it.", "council"),
        ("support", "A Fostering Improvement Group will oversee the work. A civil servant from the Department will attend as an observer.", "council"),
        ("support", "An official of the Department for Education will attend each meeting. Its consent is needed for another chair.", "council"),
        ("support", "A member of the Department's staff is to be invited to each meeting as an observer.", "council"),
        ("measure", "In paragraph 9, the Improvement Board is to meet quarterly, and no longer every month.", "council"),
        ("measure", "Paragraph 9 is varied so that the Board shall meet every two months.", "council"),
        ("measure", 'At the end of paragraph 9 add: "No change of chair may be made except with the agreement of the Department."', "council"),
        # Who stands behind the words.
        ("reporting", "The DfE Adviser must advise the Minister in writing in July and in January.", "other"),
        ("reporting", "The person who leads the Board must submit a report to the Minister every quarter.", "board_chair"),
        ("assessment", "A report is due to the Minister from the chair of the Adoption Board on 31 March 2014.", "board_chair"),
        ("measure", "The Leader of the Council shall receive from the Director a return of unallocated cases each week.", "leader"),
        ("measure", "The Integrated Care Board must ensure that health advice is given within six weeks.", "partner"),
        ("support", "Cafcass is invited to lend a service manager for two days a week.", "partner"),
        ("assessment", "The Chair of the Borchester Safeguarding Children Board should report on what its members have done.", "partner"),
        ("measure", "The company must publish its workforce strategy by the end of November 2024.", "other"),
        ("assessment", "We will review progress every six months.", "department"),
        ("assessment", "NHS England and the Department for Education will together review progress in May 2021.", "department"),
        # Where the subject stands behind words that lead to it without a comma.
        ("measure", "Within a calendar month of receiving this Notice the Council must clear its backlog.", "council"),
        ("support", "Before it makes a change to the plan of the board the authority must tell its partners.", "council"),
        ("reporting", "By 1 May 2014 the Chair of the Board must report to the Minister.", "board_chair"),
        ("measure", "An Improvement Plan, agreed with partners, must be submitted by 27 May 2014.", "council"),
        ("measure", "The Council must commission a review of its service and must share the findings with the Department for Education.", "council"),
        ("support", "With the Board's agreement the Council must finalise a single improvement plan within six weeks.", "council"),
        ("support", "Subject to the Minister's consent the authority is to appoint a new director.", "council"),
        # What somebody must be allowed, somebody else must allow.
        ("support", "The Youth Justice Board's improvement adviser must be allowed to sit in on case discussions.", "council"),
        ("support", "An official from the Department for Education will be entitled to attend each meeting of the Board.", "council"),
        ("measure", "The police must be given access to the register at all hours.", "council"),
        ("support", "The Commissioner is to be shown whatever papers he asks for.", "council"),
        # And what still binds others.
        ("support", "An official of the Department for Education will attend the Board as an observer.", "department"),
        ("reporting", "The chair of the Board must report to the Minister on changes that the Board has agreed.", "board_chair"),
        ("support", "The Commissioner must chair the panel of managers.", "other"),
    ],
)  # fmt: skip
def test_whom_it_binds(kind, text, who):
    assert binds(text, kind=kind, lead_in=None, parent=None) == who


@pytest.mark.parametrize(
    ("named", "later"),
    [
        (
            "Its independent chair, appointed in February 2018, is Canon Osbert Lyle.",
            "Canon Lyle must report to the Minister.",
        ),
        ("The Board is chaired by the Reverend Una Prior.", "The Reverend Prior must write to the Minister."),
        (
            "Its chair, who took office last year, will be Colonel Ivo Dale.",
            "Colonel Dale shall report monthly.",
        ),
    ],
)
def test_a_chair_with_any_title_is_known_again(named, later):
    chair = chairs_named([named])
    assert chair is not None and chair.match(later.removeprefix("The "))
