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
    ],
)
def test_what_is_no_report(words):
    assert notice(BODY.format(words)).reports == []
