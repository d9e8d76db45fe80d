"""How often a board meets and whose consent a change needs, in many of the ways in which officials say it."""

from __future__ import annotations

import pytest

from notices.reading.board import find_board

LEAD = "The Council must set up the Borchester Improvement Board. "
D = "Department for Education"
S = "Secretary of State"


def terms(text: str) -> tuple[str | None, str | None]:
    board, _ = find_board([LEAD + text])
    assert board is not None
    return board.meets_every, board.change_needs_consent_of


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("The Board must be convened every four weeks.", "P4W"),
        ("The Council must hold meetings of the Board every six weeks.", "P6W"),
        ("Meetings of the Board are to take place at monthly intervals.", "P1M"),
        ("The Board is to meet not less than once every six weeks.", "P6W"),
        ("The Board will meet no less frequently than every five weeks.", "P5W"),
        ("The Board must meet at least ten times a year.", None),
        ("The Board must meet on the first Tuesday of each month.", "P1M"),
        ("The Board must meet in each calendar month.", "P1M"),
        ("The Board must meet monthly for the first six months and every two months after that.", "P1M"),
        ("Initially the Board should meet every four weeks; thereafter it should meet at six-weekly intervals.", "P4W"),
        ("The frequency of meetings will be monthly.", "P1M"),
        ("Board meetings must be held every eight weeks.", "P8W"),
        ("The Board must hold its meetings six-weekly.", "P6W"),
        ("The Board should come together once a month.", "P1M"),
        ("The Board is to sit at least every second month.", "P2M"),
        ("The interval between its meetings must not exceed six weeks.", "P6W"),
        ("No more than six weeks may pass between one meeting of the Board and the next.", "P6W"),
        ("There must be no more than five weeks between meetings of the Board.", "P5W"),
        ("There must be a meeting of the Board every month.", "P1M"),
        ("The Board shall assemble once in every four weeks.", "P4W"),
        ("The Board must meet every 28 days.", "P28D"),
        ("The Board meets twice in each quarter.", None),
        ("The Board should meet bi-monthly (every two months).", "P2M"),
        ("The Board will be held monthly and chaired by an independent person.", "P1M"),
        ("The Board must meet four times in each year.", "P3M"),
        ("The Board must meet once per month, or more often if its chair so decides.", "P1M"),
        ("It shall meet at four week intervals.", "P4W"),
        ("It must meet at intervals of no more than six weeks.", "P6W"),
        ("It must meet at intervals not exceeding six weeks.", "P6W"),
        ("A meeting of the Board must be held in every month.", "P1M"),
        ("The Board's meetings, which are to be monthly, must be minuted.", "P1M"),
        ("The Board is to meet every calendar month until the Notice ends.", "P1M"),
        ("The Board must meet each fortnight.", "P2W"),
        ("The Board must meet once a fortnight.", "P2W"),
        ("The Board must meet every third week.", "P3W"),
        ("The Board must meet twelve times a year.", "P1M"),
        ("The Board is to have a monthly cycle of meetings.", "P1M"),
        ("The Board will run on a six-weekly cycle.", "P6W"),
        ("The Council must convene the Board at least quarterly.", "P3M"),
        ("The Board must meet regularly, and at least once every two months.", "P2M"),
        ("The Board must meet on a monthly basis.", "P1M"),
        ("Meetings will be held four-weekly.", "P4W"),
        ("The Board must sit once in any period of six weeks.", "P6W"),
        ("The Board meets once each half term.", None),
        ("The Board shall meet for the first time by 30 April 2013 and monthly after that.", "P1M"),
        ("The Board must meet for at least two hours every month.", "P1M"),
        ("Board members must receive papers five days before each meeting. The Board meets every six weeks.", "P6W"),
        ("The Board must meet every month during 2013 and every quarter during 2014.", "P1M"),
        ("The Board is required to meet every 4-6 weeks.", "P6W"),
        ("The Board must meet at least once every four to six weeks.", "P6W"),
        ("Monthly meetings of the Board must be attended by the Chief Executive.", "P1M"),
        ("The Board, meeting every four weeks, must oversee the plan.", "P4W"),
        ("The Board must have met by 31 May 2013, and must meet every month from then on.", "P1M"),
    ],
)  # fmt: skip
def test_how_often_a_board_meets(text, every):
    assert terms(text)[0] == every


@pytest.mark.parametrize(
    ("text", "consent"),
    [
        ("The Board must meet every four weeks. The frequency of meetings may be changed only with the prior written agreement of the Department.", D),
        ("The Board must meet monthly. Any reduction in frequency requires the approval of the Secretary of State.", S),
        ("The Board must meet monthly unless the Department for Education agrees otherwise.", D),
        ("The Board must meet monthly, save with the consent of the Department.", D),
        ("The Board must meet monthly, or at such other intervals as the Secretary of State may agree.", S),
        ("The Board must meet every six weeks. Its chair and the frequency of its meetings shall not be altered without the Secretary of State's approval.", S),
        ("The Board must meet every six weeks. No change to its terms of reference or chair may be made until the Department has given its approval in writing.", D),
        ("The Board must meet monthly, subject to any variation approved by the Department for Education.", D),
        ("The Board must meet monthly. The prior agreement of DfE must be obtained before its frequency is varied.", D),
        ("The Board must meet every four weeks. If the Council proposes a different frequency, it must first seek the agreement of the Department.", D),
        ("The Board must meet every four weeks. Meetings may move to every eight weeks with Ministers' agreement.", "Ministers"),
        ("The Board must meet every four weeks. The Council must not move to less frequent meetings without consulting and gaining the agreement of the Commissioner.", "Commissioner"),
        ("The Board must meet every six weeks. Any departure from this must be authorised by the Secretary of State.", S),
        ("The Board must meet every six weeks. It may meet at longer intervals where the Department has so agreed.", D),
        ("The Board must meet every six weeks. Any proposal to replace the chair, or to change the frequency, must be cleared with the Department.", D),
        ("The Board must meet monthly. It shall continue to meet monthly until the Secretary of State is content for it to meet less often.", S),
        ("The Board must meet monthly. You must ask us before you change how often it meets.", D),
        ("The Board must meet monthly. You cannot change this without our permission.", D),
        ("The Board must meet monthly. The Commissioner must agree to any change in the chair or in how often the Board meets.", "Commissioner"),
        ("The Board must meet every four weeks. Only with the written consent of the Department may it meet less often.", D),
        ("The Board must meet every four weeks. The appointment of a new chair requires the prior approval of the Department for Education.", D),
        ("The chair must be independent and acceptable to the Department for Education. The Board must meet monthly.", None),
        ("The appointment of the chair must be agreed with the Department for Education, as must any later change of chair.", D),
        ("The Board must meet monthly. A longer interval needs to be agreed in advance with officials of the Department.", D),
        ("The Board must meet monthly, and the Department's agreement must be sought to any other pattern of meetings.", D),
        ("The Board must meet monthly. This frequency will not be relaxed except by agreement with the Secretary of State.", S),
        ("The Board must meet monthly. Its dissolution or any change to its remit must have the Secretary of State's prior written consent.", S),
        ("The Board must meet monthly. It must not be stood down unless and until the Department so agrees.", D),
        ("The Board must meet every six weeks, and shall not meet less frequently save as the Secretary of State may in writing allow.", S),
        ("The Board must meet every six weeks. Alterations to the Board's membership or timetable are to be notified to and approved by DfE.", D),
        ("The Board must meet every six weeks. The improvement plan must be approved by the Department by 1 May 2013.", None),
        ("The Board must meet every six weeks. The Department will change its adviser if the Council agrees.", None),
        ("The Board must meet monthly. No change in these arrangements is to be made without reference to, and the approval of, the Department.", D),
        ("The Board must meet monthly. The Board's arrangements can only be changed if the Department for Education gives its written agreement.", D),
        ("The Board must meet every four weeks. Frequency may be reviewed after six months by agreement with DfE.", D),
        ("The Board must meet monthly and may be discontinued only when the Secretary of State agrees.", S),
    ],
)  # fmt: skip
def test_whose_consent_a_change_of_the_board_needs(text, consent):
    assert terms(text)[1] == consent
