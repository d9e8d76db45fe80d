"""Clauses that amend an earlier instrument ask only for what they put in."""

from __future__ import annotations

import pytest

from notices.reading import load_register, read_text
from notices.reading.amending import without_replaced
from notices.reading.deadlines import find_deadlines

from .made_up import COUNCILS, END


@pytest.mark.parametrize(
    "text",
    [
        'In paragraph 6, for "by 30 September 2014" substitute "by 30 September 2015".',
        "To read paragraph 5 as if for “by 30 September 2014” there were substituted “by 30 September 2015”.",
        'Replace "by 30 September 2014" with "by 30 September 2015".',
    ],
)
def test_only_the_new_date_counts(text):
    blanked = without_replaced(text)
    assert len(blanked) == len(text)
    assert [str(d.date) for d in find_deadlines(blanked).deadlines] == ["2015-09-30"]


def test_words_left_out_count_no_more():
    assert (
        find_deadlines(without_replaced("The words “and monthly to the Minister” are omitted.")).deadlines
        == []
    )


def test_an_amendment_is_read_and_says_what_it_amends():
    text = (
        'AMENDMENT TO IMPROVEMENT NOTICE\n\nTo: Kent County Council ("the Council")\n\nThis Notice amends and extends the Improvement '
        "Notice issued to the Council on 19 September 2013 by the Department for Education about children's services.\n\n"
        'The 2013 Notice is amended as follows:\n\n1. In paragraph 6, for "by 30 May 2014" substitute "by 30 May 2015".\n\n'
        "2. The 2013 Notice, as amended, continues to have effect until 31 March 2016.\n\nSigned: A Minister MP\n\nDate: 27 March 2015\n"
    )
    reading = read_text(text, councils=load_register())
    assert reading.importable
    assert reading.revises is not None and reading.revises.startswith("This Notice amends and extends")
    assert [(i.label, i.kind) for i in reading.requirements] == [("1", "measure"), ("2", "overarching")]
    assert [(d.kind, str(d.date)) for d in reading.deadlines] == [
        ("absolute", "2015-05-30"),
        ("standing", "2016-03-31"),
    ]
    assert any("earlier one" in warning.message for warning in reading.warnings)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ('In paragraph 3, "30 May 2014" becomes "31 July 2015".', ["2015-07-31"]),
        ("The date “30 May 2014” is replaced by “31 July 2015”.", ["2015-07-31"]),
        ("For the date in paragraph 3 there is substituted 31 July 2015.", ["2015-07-31"]),
        ("Strike out “70% by May 2014” and put “80% by July 2015”.", ["2015-07-31"]),
        (
            'For the dates there given read "31 July 2015" and "29 January 2016".',
            ["2015-07-31", "2016-01-29"],
        ),
        (
            "To paragraph 8, on reports, add “and also in July 2015 and January 2016”.",
            ["2015-07-31", "2016-01-31"],
        ),
        ("The review that was to be held in May 2014 will be held in July 2015 instead.", ["2015-07-31"]),
        ("The final review is put back to July 2015.", ["2015-07-31"]),
        ("Paragraph 7 (appointment of a Director by 1 May 2014), having been met, is omitted.", []),
        ("The Board may meet every two months in place of every month.", ["P2M"]),
        ("The panel is to meet quarterly instead of every four weeks.", ["P3M"]),
        ("The words “every week” are taken out and the words “every fortnight” put in.", ["P2W"]),
        ("The words “every week” become “every fortnight”.", ["P2W"]),
        ("“Fortnightly checks” is substituted for “daily checks”.", []),
        ("For “monthly” in paragraph 9 (the Board) there is to stand “every ten weeks”.", ["P10W"]),
    ],
)
def test_only_what_is_put_in_falls_due(text, when):
    found = find_deadlines(without_replaced(text)).deadlines
    assert [str(d.date) if d.date else d.every for d in found] == when


AMENDED = (
    'Amendment to Improvement Notice\n\nTo: Borchester County Council ("the Council")\n\nThis Notice amends the Improvement Notice issued to the Council on '
    "7 February 2011 due to poor performance in adoption services.\n\n## Amendments\n\n{}1. Paragraph 5 is omitted.\n\n2. For paragraph 7 substitute:\n\n"
    '"7. The Council must appoint a director."\n\n3. After paragraph 9 insert the following:\n\n   "9A. The Council must publish a plan by 4 May 2013."'
)


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "The original Notice is amended in the following respects.\n\n",
        "The Notice is varied as follows.\n\n",
        "The following changes are made to the Notice.\n\n",
        "The amendments are these.\n\n",
    ],
)
def test_new_words_on_lines_of_their_own_belong_to_the_clause_that_puts_them_in(lead):
    reading = read_text(AMENDED.format(lead) + END, councils=COUNCILS)
    assert [(i.label, i.section, i.text) for i in reading.requirements if i.kind != "consequence"] == [
        ("1", "Amendments", "Paragraph 5 is omitted."),
        ("2", "Amendments", 'For paragraph 7 substitute: "7. The Council must appoint a director."'),
        ("3", "Amendments", 'After paragraph 9 insert the following: "9A. The Council must publish a plan by 4 May 2013."'),
    ]  # fmt: skip
