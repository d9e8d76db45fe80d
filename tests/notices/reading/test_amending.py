"""Clauses that amend an earlier instrument ask only for what they put in."""

from __future__ import annotations

import pytest

from notices.reading import load_register, read_text
from notices.reading.amending import without_replaced
from notices.reading.deadlines import find_deadlines


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
