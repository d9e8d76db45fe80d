"""Who reports to whom, and when, in many of the ways in which officials say it."""

from __future__ import annotations

import pytest

from .made_up import notice

BODY = """The Council must take action to:

1. Publish a plan.

Improvement support

2. The Council must establish a Borchester Improvement Board with an independent chair. The Board must meet monthly.

Reports

3. {}"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The chair must give the Minister a report in October 2022, January 2023 and April 2023.", [("board chair", "Minister", "2022-10-31"), ("board chair", "Minister", "2023-01-31"), ("board chair", "Minister", "2023-04-30")]),
        ("The chair of the Board shall render an account in writing to the Minister of State at the close of every third month, the first to be in the Minister's hands by 28 May 2010.", [("board chair", "Minister of State", "P3M"), ("board chair", "Minister of State", "2010-05-28")]),
        ("The chair is to inform the Minister of State of progress each time the Board has sat.", [("board chair", "Minister of State", "P1M")]),
        ("The Council is to report to the Improvement Board, on each occasion that it sits, the length of every set of proceedings.", [("council", "Improvement Board", "P1M")]),
        ("The Council must lay before the Improvement Board, at every meeting, a statement of each figure in this Notice.", [("council", "Improvement Board", "P1M")]),
        ("The Council must report to the Improvement Board monthly.", [("council", "Improvement Board", "P1M")]),
        ("The chair must report to the Secretary of State on 28 June, 27 September and 20 December 2019, and the last of these reports must state whether the chair would lift this Notice.", [("board chair", "Secretary of State", "2019-06-28"), ("board chair", "Secretary of State", "2019-09-27"), ("board chair", "Secretary of State", "2019-12-20")]),
        ("The Director of Children's Services must report to the Board every seven weeks.", [("council", "Board", "P7W")]),
        ("The chair must write to the Parliamentary Under Secretary of State in January 2014, May 2014 and September 2014.", [("board chair", "Parliamentary Under Secretary of State", "2014-01-31"), ("board chair", "Parliamentary Under Secretary of State", "2014-05-31"), ("board chair", "Parliamentary Under Secretary of State", "2014-09-30")]),
        ("The chair will report to the Minister by 30 November 2011 and half-yearly after that.", [("board chair", "Minister", "2011-11-30"), ("board chair", "Minister", "P6M")]),
        ("The chair of the Board must send the Minister for Children a written report not later than 14 December 2018, 14 June 2019 and 13 December 2019.", [("board chair", "Minister for Children", "2018-12-14"), ("board chair", "Minister for Children", "2019-06-14"), ("board chair", "Minister for Children", "2019-12-13")]),
        ("The chair is to deliver a report to the Secretary of State within five weeks of the date of this Notice, a second by 16 October 2009 and a third by 16 April 2010.", [("board chair", "Secretary of State", "P5W"), ("board chair", "Secretary of State", "2009-10-16"), ("board chair", "Secretary of State", "2010-04-16")]),
        ("The Board's chair must let the Minister have a progress report at the end of each quarter.", [("board chair", "Minister", "P3M")]),
        ("Ministers are to have from the chair, by 1 June 2015 and each quarter after that, a written account of progress.", [("board chair", "Ministers", "2015-06-01"), ("board chair", "Ministers", "P3M")]),
        ("A quarterly letter on progress must go from the chair of the Board to the Minister.", [("board chair", "Minister", "P3M")]),
        ("A progress report must be sent to the Department by 30 November 2012 and every four months thereafter.", [("council", "Department for Education", "2012-11-30"), ("council", "Department for Education", "P4M")]),
        ("The Council must share with the Department its weekly performance dashboard.", [("council", "Department for Education", "P1W")]),
        ("The Council must give an account of progress to the children and young people scrutiny committee each quarter.", [("council", "children and young people scrutiny committee", "P3M")]),
        ("The Council must update the Department in writing on recruitment by 30 November 2012 and 28 February 2013.", [("council", "Department for Education", "2012-11-30"), ("council", "Department for Education", "2013-02-28")]),
        ("The Leader must write to the Minister once in every three months.", [("Leader of the Council", "Minister", "P3M")]),
        ("A monthly return of caseloads is to be made by the Council to the Department for Education.", [("council", "Department for Education", "P1M")]),
        ("The Council must furnish the Department with its performance data in the first week of each month.", [("council", "Department for Education", "P1M")]),
        ("The chair must submit to the Department a report of progress, and must do so every eight weeks.", [("board chair", "Department for Education", "P8W")]),
        ("Progress must be reported by the chair to the Secretary of State in March 2016 and September 2016.", [("board chair", "Secretary of State", "2016-03-31"), ("board chair", "Secretary of State", "2016-09-30")]),
        ("The Council must keep the Department informed of progress by a letter in each month.", [("council", "Department for Education", "P1M")]),
        ("The chair's first report to the Minister is due by 31 March 2017 and the second by 30 September 2017.", [("board chair", "Minister", "2017-03-31"), ("board chair", "Minister", "2017-09-30")]),
        ("The Council must lay its figures before the Board each time that the Board sits.", [("council", "Board", "P1M")]),
        ("The Council is to put before the Borchester Improvement Board, at each meeting, the results under section 2.", [("council", "Borchester Improvement Board", "P1M")]),
        ("The Council must supply the Borchester Improvement Board weekly with the number of children who wait.", [("council", "Borchester Improvement Board", "P1W")]),
        ("The Council must send the Department by the third working day of each month the figures for section 1.", [("council", "Department for Education", "P1M")]),
        ("The Council must give the Board, at every meeting, a digest of data; the chair must give the Minister a fuller account each quarter.", [("council", "Board", "P1M"), ("board chair", "Minister", "P3M")]),
        ("The person who leads the Board must send a report to the Minister two weeks before each review.", [("board chair", "Minister", None)]),
        ("The Council must give the Board a recruitment plan by 28 June 2013, and a report on progress at each meeting.", [("council", "Board", "P1M")]),
        ("The Council must cut caseloads by 31 March 2014 and must report on them to the Board every month.", [("council", "Board", "P1M")]),
        ("The chair must report to the Minister quarterly from 1 October 2013.", [("board chair", "Minister", "P3M")]),
        ("The chair must report to the Minister every four months, starting in September 2013.", [("board chair", "Minister", "P4M")]),
        ("The Council must give each meeting of the Borchester Improvement Board an account of progress.", [("council", "Borchester Improvement Board", "P1M")]),
        ("The Council must report to every meeting of the Borchester Improvement Board on its own measures.", [("council", "Borchester Improvement Board", "P1M")]),
        ("The chair must report to the Minister by 29 November 2013. The chair is to report every four months after that.", [("board chair", "Minister", "2013-11-29"), ("board chair", "Minister", "P4M")]),
        ("Reports from the chair to the Minister are due on 1 November 2013 and 1 May 2014.", [("board chair", "Minister", "2013-11-01"), ("board chair", "Minister", "2014-05-01")]),
        ("The Minister expects a letter from the chair in October 2013.", [("board chair", "Minister", "2013-10-31")]),
        ("The chair will be required to provide written reports to the Minister at three-monthly intervals.", [("board chair", "Minister", "P3M")]),
        ("The Council must share its performance data with the Department monthly.", [("council", "Department for Education", "P1M")]),
        ("The independent chair's assessment of progress is to be sent to the Minister in November 2013.", [("board chair", "Minister", "2013-11-30")]),
        ("The Council must produce a quarterly report on progress for the Department.", [("council", "Department for Education", "P3M")]),
        ("It is for the chair to report to the Minister every six months.", [("board chair", "Minister", "P6M")]),
        ("The chair has to report to the Minister by 31 October 2013.", [("board chair", "Minister", "2013-10-31")]),
        ("The Council must send its attendance figures to the Department each term.", [("council", "Department for Education", None)]),
        ("The lead authority must report to the Secretary of State in May 2014.", [("other authority", "Secretary of State", "2014-05-31")]),
        ("A written account of what has changed shall be placed by the Council before the Board at each sitting.", [("council", "Board", "P1M")]),
        ("The Board's chair owes the Minister a letter every four months.", [("board chair", "Minister", "P4M")]),
        ("Send us a report at the end of every quarter.", [("council", "Department for Education", "P3M")]),
        ("Tell the Board each month, in a short report, how many children wait for a social worker.", [("council", "Board", "P1M")]),
        ("Let the Minister have a statement of progress by 30 June 2023.", [("council", "Minister", "2023-06-30")]),
        ("A report should be made to the Minister by the chair by 28 April 2023, and a second by 27 October 2023.", [("board chair", "Minister", "2023-04-28"), ("board chair", "Minister", "2023-10-27")]),
        ("The chair must put in the Minister's hands a report on progress by 31 March 2023.", [("board chair", "Minister", "2023-03-31")]),
        ("The probation service should send the Board a report on its part in this Notice by 31 January 2023.", [("probation service", "Board", "2023-01-31")]),
        ("The Commissioner is to lay a report before the Secretary of State within twelve weeks of the date of this Notice.", [("Commissioner", "Secretary of State", "P12W")]),
        ("Health partners must give the Board an update every two months.", [("Health partners", "Board", "P2M")]),
        ("The Council's self-evaluation is to be with the Department by 15 December 2022.", [("council", "Department for Education", "2022-12-15")]),
        ("A self-evaluation must be submitted by the Council to the Department by 15 December 2022.", [("council", "Department for Education", "2022-12-15")]),
        ("The chair's letter should reach the Minister no later than 30 November 2022.", [("board chair", "Minister", "2022-11-30")]),
        ("Reports will go from the Council to the Department every month.", [("council", "Department for Education", "P1M")]),
        ("Updates on recruitment are expected from the Council by the Department each month.", [("council", "Department for Education", "P1M")]),
        ("Ministers require a written report from the chair by 31 January 2023.", [("board chair", "Ministers", "2023-01-31")]),
        ("The Secretary of State wishes to receive from the chair, in March 2023 and again in September 2023, a letter on progress.", [("board chair", "Secretary of State", "2023-03-31"), ("board chair", "Secretary of State", "2023-09-30")]),
        ("The Board should receive from the Director of Children's Services a written progress report every month.", [("council", "Board", "P1M")]),
        ("The Council must report in writing, every six weeks, to the Improvement Board and must send the same report to the Department.", [("council", "Improvement Board", "P6W")]),
        ("The Council must prepare a report on sufficiency. The report must go to the Board by 31 March 2023.", [("council", "Board", "2023-03-31")]),
        ("The chair must write to the Minister twice a year. The first letter is due by 31 March 2023.", [("board chair", "Minister", "P6M"), ("board chair", "Minister", "2023-03-31")]),
        ("You must update the Department every fortnight on the action you have taken.", [("council", "Department for Education", "P2W")]),
        ("Have the Safeguarding Partnership report to the Board every quarter.", [("Safeguarding Partnership", "Board", "P3M")]),
        ("See that the Trust reports to the Board every quarter on its contract.", [("Trust", "Board", "P3M")]),
        ("The Council should arrange for the independent auditor to report to the Board by 31 May 2023.", [("independent auditor", "Board", "2023-05-31")]),
        ("Arrange an independent audit by 31 March 2023 and report its findings to the Board by 30 April 2023.", [("council", "Board", "2023-04-30")]),
        ("Commission a peer review of the front door by 31 March 2023 and provide the Department with a report of it by 12 May 2023.", [("council", "Department for Education", "2023-05-12")]),
        ("The Council should submit a weekly report to the Department and a monthly one to the Board.", [("council", "Department for Education", "P1W"), ("council", "Board", "P1M")]),
        ("The Council is responsible for reporting to the Board every month on progress.", [("council", "Board", "P1M")]),
        ("Report to the Board at each meeting on vacancies.", [("council", "Board", "P1M")]),
        ("Reporting to the Department every eight weeks on progress against this Notice.", [("council", "Department for Education", "P8W")]),
        ("To report every month to the Commissioner on the use of agency staff.", [("council", "Commissioner", "P1M")]),
        ("Each quarter the Council will present a report on performance to the scrutiny committee.", [("council", "scrutiny committee", "P3M")]),
        ("There must be a report from the Council to the Board every month.", [("council", "Board", "P1M")]),
        ("There is to be a progress report to the Department by 31 March 2023.", [("council", "Department for Education", "2023-03-31")]),
        ("The Chair and the Leader must send a joint report to the Minister by 31 March 2023.", [("board chair", "Minister", "2023-03-31")]),
        ("An annual report on the Board's work must be sent by the chair to the Minister, the first of them by 30 June 2023.", [("board chair", "Minister", "2023-06-30"), ("board chair", "Minister", "P1Y")]),
        ("The Council shall render to the Secretary of State in the months of March and September 2023 a report in writing.", [("council", "Secretary of State", "2023-03-31"), ("council", "Secretary of State", "2023-09-30")]),
        ("Monthly reports are to be furnished to the Board by the Council, beginning on 31 January 2023.", [("council", "Board", "P1M"), ("council", "Board", "2023-01-31")]),
        ("Until this Notice is lifted the Council must send the Department a position statement every month.", [("council", "Department for Education", "P1M")]),
        ("The Improvement Adviser will provide the Department with a report every six weeks, copied to the Council.", [("Improvement Adviser", "Department for Education", "P6W")]),
        ("In her reports to the Minister, which are due every three months, the chair must cover each of the measures.", [("board chair", "Minister", "P3M")]),
        ("Progress against this Notice is to be set out in a report to the Board on the first Monday of each month.", [("council", "Board", "P1M")]),
        ("The Council must account to the Board every month for its use of agency staff.", [("council", "Board", "P1M")]),
        ("The Council must bring to each meeting of the Board a report on caseloads.", [("council", "Board", "P1M")]),
        ("A report on caseloads must come to every meeting of the Board.", [("council", "Board", "P1M")]),
        ("The Board must be given a report on caseloads every month.", [("council", "Board", "P1M")]),
        ("The Department must be sent a progress report by 31 March 2023.", [("council", "Department for Education", "2023-03-31")]),
        ("The Department should be kept informed of progress by a monthly letter from the Leader.", [("Leader of the Council", "Department for Education", "P1M")]),
        ("The Chief Executive must certify to the Minister, in a statement by 31 March 2023, that every post is filled.", [("council", "Minister", "2023-03-31")]),
        ("Six months after the date of this Notice the chair will submit a full report to the Secretary of State.", [("board chair", "Secretary of State", "P6M")]),
        ("The Council must take stock of its progress and report to the Department by 31 March 2023.", [("council", "Department for Education", "2023-03-31")]),
        ("The first report of the chair to the Minister is to be made by 31 March 2023; later ones are to follow every three months.", [("board chair", "Minister", "2023-03-31"), ("board chair", "Minister", "P3M")]),
        ("The report that the Council makes to the Board every month must also go to the Department.", [("council", "Board", "P1M")]),
        ("The Independent Scrutineer should report to the Board by 31 March 2023.", [("Independent Scrutineer", "Board", "2023-03-31")]),
        ("The chair should give Ministers an honest assessment in January 2023.", [("board chair", "Ministers", "2023-01-31")]),
        ("We ask the chair to write to us every two months.", [("board chair", "Department for Education", "P2M")]),
        ("We want to hear from the chair in February 2023.", [("board chair", "Department for Education", "2023-02-28")]),
        ("It will be for the Leader to report to the Minister every six months.", [("Leader of the Council", "Minister", "P6M")]),
        ("The Council will be held to account by monthly reports to the Board.", [("council", "Board", "P1M")]),
        ("By 31 March 2023, and every six months from that date, a report from the Council must be in the Department's hands.", [("council", "Department for Education", "2023-03-31"), ("council", "Department for Education", "P6M")]),
        ("NHS England must report to the Department every quarter on waiting times.", [("NHS England", "Department for Education", "P3M")]),
        ("The Council and the integrated care board must report jointly to the Department every quarter.", [("Council and integrated care board", "Department for Education", "P3M")]),
        ("Headteachers should not be asked for reports. The Council must report on attendance to the Board each term.", [("council", "Board", None)]),
        ("By 10 January 2014, give the Department an honest assessment of where the workforce stands.", [("council", "Department for Education", "2014-01-10")]),
        ("The DfE-appointed Adviser will report to the Minister by 31 March 2014.", [("Adviser", "Minister", "2014-03-31")]),
        ("The Leader must send the Minister, within two weeks of the end of each quarter, a report on scrutiny.", [("Leader of the Council", "Minister", "P3M")]),
        ("The Council must appoint Jane Attwood as independent chair and require her to report to the Minister every three months.", [("board chair", "Minister", "P3M")]),
    ],
)  # fmt: skip
def test_every_way_of_saying_who_reports_to_whom(words, expected):
    reports = notice(BODY.format(words)).reports
    assert [(r.from_, r.to, str(r.date) if r.date else r.offset or r.every) for r in reports] == expected


@pytest.mark.parametrize(
    "words",
    [
        "The Council must report any death of a child to the Department within a day of it.",
        "The Council must bring a progress report to every meeting of the full Council.",
        "The police should advise the Council on the quality of court reports.",
        "The Council must tell the Commissioner beforehand of any report on its services that is to be published.",
        "The next review will be informed by a peer review that the Council must commission.",
        "The Council must publish the chair's reports within a week of each meeting.",
        "The Council must copy the report to its partners.",
        "Team managers must report to the Assistant Director each week on unallocated cases.",
        "Staff must have a clear line of reporting to the Director of Children's Services.",
        "The Council must act on the report that Ofsted sent to it on 3 March 2022.",
        "Ensure that every report of a missing child is passed to the police within an hour.",
        "The Council must minute each meeting and place the minutes on its website.",
        "Social workers must send their reports to the chair of the conference two days before it.",
        "The Council must show the Department, when asked, any report on a serious case.",
        "Reports to the Board must be written in plain English.",
        "Ofsted will report on its next inspection in due course.",
        "The review will take account of the reports that the chair has sent to the Minister.",
        "The Council must answer the Board's questions about any report within a week.",
        "Ensure that 90% of court reports are filed on time by 31 March 2023.",
        "The Department will send the Council a copy of its report after each review.",
    ],
)
def test_what_is_no_report(words):
    assert notice(BODY.format(words)).reports == []


CLAUSES = """The Council must take action to:

1. Publish a plan.

Improvement support

2. The Council must establish a Borchester Improvement Board with an independent chair. The Board must meet monthly.

Reports

{}"""


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (["The Leader must make a report on scrutiny.", "That report must reach the Minister by 31 March 2014."], [("Leader of the Council", "Minister", "2014-03-31")]),
        (["The chair must write to the Minister about what has changed.", "Letters are due every two months, starting on 31 July 2013."], [("board chair", "Minister", "P2M"), ("board chair", "Minister", "2013-07-31")]),
        (["The Council must prepare a report on placements.", "It should say where each child lives.", "The Board should have the report by 16 August 2013."], [("council", "Board", "2013-08-16")]),
        (["The chair will prepare a report on progress for Ministers.", "The report is required by 27 September 2013 for the first review and by 28 March 2014 for the second."], [("board chair", "Ministers", "2013-09-27"), ("board chair", "Ministers", "2014-03-28")]),
        (["The chair must report to the Minister every three months.", "The Leader must do the same."], [("board chair", "Minister", "P3M"), ("Leader of the Council", "Minister", None)]),
        (["The Council must report to the Minister every quarter.", "The first is due by 30 September 2013."], [("council", "Minister", "P3M"), ("council", "Minister", "2013-09-30")]),
    ],
)  # fmt: skip
def test_what_a_clause_leaves_unsaid_the_one_before_has_said(clauses, expected):
    numbered = "\n\n".join(f"{number}. {words}" for number, words in enumerate(clauses, start=3))
    reports = notice(CLAUSES.format(numbered)).reports
    assert [(r.from_, r.to, str(r.date) if r.date else r.offset or r.every) for r in reports] == expected
