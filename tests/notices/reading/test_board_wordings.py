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
        ("The Council must arrange for the Board to meet every five weeks.", "P5W"),
        ("The first meeting of the Board must take place by 30 June 2014, and meetings must follow each month.", "P1M"),
        ("The Board must meet as often as is needed, and in any event every six weeks.", "P6W"),
        ("The Board must meet at least every other month.", "P2M"),
        ("Its meetings are monthly.", "P1M"),
        ("It shall meet on a six weekly basis.", "P6W"),
        ("It shall meet on a six-week cycle.", "P6W"),
        ("The Board will convene at quarterly intervals.", "P3M"),
        ("The Board gathers every month.", "P1M"),
        ("It must hold a meeting at least once in each month.", "P1M"),
        ("Meetings must be held not less often than monthly.", "P1M"),
        ("Its meetings must be no more than five weeks apart.", "P5W"),
        ("The Board must meet within four weeks of each previous meeting.", "P4W"),
        ("The Board must not let more than eight weeks go by without meeting.", "P8W"),
        ("The Board must meet on alternate Mondays.", "P2W"),
        ("The Board must meet on the last Friday of every month.", "P1M"),
        ("The Board must meet in the second week of every month.", "P1M"),
        ("The Board must meet in January, April, July and October of each year.", "P3M"),
        ("The Board must meet a minimum of six times per year.", "P2M"),
        ("The Board must meet a minimum of once a month.", "P1M"),
        ("The Board must meet once every calendar month, in public.", "P1M"),
        ("The Board's frequency of meeting is to be every four weeks at first.", "P4W"),
        ("The Board must meet every month and its minutes must be sent to the Department each quarter.", "P1M"),
        ("The Board should ordinarily meet every six weeks.", "P6W"),
        ("The Board shall, at least once in every month, meet to consider progress.", "P1M"),
        ("Every six weeks the Board must meet and consider the plan.", "P6W"),
        ("At least monthly, the Board must meet to test progress against the plan.", "P1M"),
        ("Meeting frequency: every 4 weeks.", "P4W"),
        ("The Board must be called together at least every two months.", "P2M"),
        ("The Board, which will meet 6-weekly, must oversee the plan.", "P6W"),
        ("The Council is to service the Board, which sits on the third Wednesday of the month.", "P1M"),
        ("The Board must receive a performance report every month and must meet every six weeks.", "P6W"),
        ("The chair must meet the Leader every month. The Board must meet every six weeks.", "P6W"),
        ("Board meetings must take place every six weeks for the life of this Notice.", "P6W"),
        ("The Board shall meet eleven times in the year.", None),
        ("The Board must meet every 8 weeks or thereabouts.", "P8W"),
        ("The Council must hold, on the second Friday of each month, a meeting of the Board.", "P1M"),
        ("The Board has an independent chair; its meetings are to be held every seven weeks.", "P7W"),
        ("The Board must tell parents twice a year what it has done, and must convene every five weeks.", "P5W"),
        ("The Board is to sit on alternate months.", "P2M"),
        ("The Board will gather in every half-term.", None),
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
        ("The Board must meet monthly, a frequency which may be altered by agreement between the chair and the Department.", D),
        ("The Board must meet monthly. Should the Council wish to reduce the frequency, it must obtain the Department's consent in advance.", D),
        ("The Board must meet monthly. Before any change is made to the frequency or the chair, the Secretary of State's approval is needed.", S),
        ("The Board must meet monthly. The chair may not be replaced without the Department's written approval.", D),
        ("The Board must meet monthly, and may revert to quarterly meetings once Ministers have confirmed that they are satisfied with progress.", "Ministers"),
        ("The Board must meet monthly, unless otherwise agreed by the Department.", D),
        ("The Board must meet monthly, unless otherwise agreed in writing with DfE officials.", D),
        ("The Board must meet every six weeks, except with the leave of the Secretary of State.", S),
        ("The Board must meet every six weeks. The Council may not depart from this without permission from the Department for Education.", D),
        ("The Board must meet every six weeks. Nothing in this paragraph may be varied save by agreement in writing with the Secretary of State.", S),
        ("The Board must meet every four weeks. Its chair may be changed only after the Department has been consulted and has agreed.", D),
        ("The Board must meet every four weeks. Approval of the Department for Education is a condition of any change to its frequency.", D),
        ("The Board must meet every four weeks. Any alteration is conditional on the agreement of the Department.", D),
        ("The Board must meet every four weeks. A change of frequency takes effect only once it has been endorsed by the Department.", D),
        ("The Board must meet every four weeks. The Department's sign-off is needed before the frequency is changed.", D),
        ("The Board must meet every four weeks. Fewer meetings may be held only where the Department does not object.", D),
        ("The Board must meet every four weeks. The Secretary of State reserves the right to approve any new chair.", S),
        ("The Board must meet every four weeks until the Department for Education agrees in writing that it need not.", D),
        ("The Board must meet every four weeks, with any change being approved by the Department beforehand.", D),
        ("The Board must meet every four weeks. You may not meet less often unless we have agreed in writing.", D),
        ("The Board must meet every four weeks. Written consent from the Department is required if the Board is to meet less often.", D),
        ("The Board must meet every four weeks. The Council must give notice to the Department of any change.", None),
        ("The Board must meet every four weeks. The chair may call further meetings.", None),
        ("The Board must meet every four weeks. Changes to the plan must be agreed by the Board and reported to the Department.", None),
        ("The Board must meet every four weeks. The Secretary of State must be told before its frequency is changed.", None),
        ("The Board must meet every four weeks. With the Commissioner's prior agreement it may meet every two months.", "Commissioner"),
        ("The Board must meet every four weeks. It is for the Department to decide whether the frequency may be reduced.", D),
        ("The Board must meet every four weeks. Any change in the membership of the Board must be agreed by its chair and by the Department.", D),
        ("The Board must meet every four weeks. These arrangements stand unless the Minister directs or agrees otherwise.", "Ministers"),
        ("The Board must meet every four weeks. The frequency may not be lessened but with the Department's assent.", D),
        ("The Board must meet monthly. No new chair may be appointed, and no meeting dropped, unless the Department agrees.", D),
        ("The Board must meet monthly. No meeting is to be cancelled without the consent of the Secretary of State.", S),
        ("The Department will send an observer. Its consent must be obtained for any change in how often the Board meets.", D),
        ("The Department must be consulted on, and must agree to, any reduction in the number of the Board's meetings.", D),
        ("The Commissioner will decide how often the Board meets.", None),
    ],
)  # fmt: skip
def test_whose_consent_a_change_of_the_board_needs(text, consent):
    assert terms(text)[1] == consent


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Council must maintain the Stoke with Hanley Improvement Panel.", "Stoke with Hanley Improvement Panel"),
        ("The Council must set up the Children in Need Improvement Board.", "Children in Need Improvement Board"),
        ("The Council must form an Improvement Board for Young People with Disabilities. The Improvement Board must meet monthly.", "Improvement Board for Young People with Disabilities"),
        ("The authorities must maintain the Care Partnership Executive. It must meet every five weeks.", "Care Partnership Executive"),
        ("The Council must take part in the work of the Borchester Neglect Task Force, which meets every month.", "Borchester Neglect Task Force"),
        ("There will be no improvement board. The Council's Corporate Parenting Committee will oversee compliance with this Notice.", "Corporate Parenting Committee"),
        ("The Corporate Parenting Forum must be told of every move.", None),
    ],
)  # fmt: skip
def test_what_the_board_is_called(text, name):
    board, _ = find_board([text])
    assert (board.name if board else None) == name


@pytest.mark.parametrize(
    "text",
    [
        "It sits under a chair who is neither a councillor nor an officer of the Council.",
        "An independent person, whom the Minister will choose, is to chair it.",
        "Its adviser, who is independent of the Council, will chair the Board.",
        "Dame Ann Other, who is independent of the Council, continues as its chair.",
    ],
)
def test_a_chair_from_outside(text):
    board, _ = find_board([LEAD + text])
    assert board is not None and board.independent_chair is True


@pytest.mark.parametrize(
    ("text", "attends_as"),
    [
        ("An official of the Department will be at each meeting of the Board in the capacity of participant observer.", "participant observer"),
        ("The Department will be represented at its meetings by an official in the role of observer.", "observer"),
        ("A case lead from the Department attends its meetings with the status of participant observer.", "participant observer"),
        ("An officer of the regional office attends the Board as the Department's observer.", "observer"),
        ("An official of the Department shall be admitted to the Board as an observer.", "observer"),
        ("Someone from the Department will be there as an observer.", "observer"),
        ("A civil servant from the Department is to observe meetings of the Board.", "observer"),
        ("Officials of the Department will be members of the Board.", "member"),
        ("The Department's regional lead is to attend the Board as a critical friend.", "critical friend"),
        ("The Department will send an adviser to the Board. He or she will be there as an observer, not as a member.", "observer"),
    ],
)  # fmt: skip
def test_as_what_the_department_attends(text, attends_as):
    board, _ = find_board([LEAD + text])
    assert board is not None and board.department_attends_as == attends_as


def test_another_board_says_nothing_of_this_one():
    other = (
        "The Leader chairs the Youth Safety Board, and must cause that Board to meet four times in each year."
    )
    board, _ = find_board([other, LEAD + "The Board must meet monthly."])
    assert board is not None and board.meets_every == "P1M"


@pytest.mark.parametrize(
    "text",
    [
        'In paragraph 15, for "every four weeks" there is substituted "every six weeks", being the interval at which the Borchester Improvement Board is to meet.',
        'In paragraph 15 (Borchester Improvement Board), "once every four weeks" gives place to "once every six weeks", and at the end "in private" is added.',
        'In paragraph 15, which says how often the Borchester Improvement Board meets, for "monthly" substitute "every six weeks".',
    ],
)
def test_an_amendment_says_how_often_the_board_meets_from_now_on(text):
    board, _ = find_board([text])
    assert board is not None and board.meets_every == "P6W"
