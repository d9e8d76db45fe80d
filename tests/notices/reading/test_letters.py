"""A letter that is itself the notice or the direction is read; one that only speaks of it is refused."""

from __future__ import annotations

import datetime

import pytest

from notices.reading import read_text

from .made_up import COUNCILS

HEAD = """Department for Education
Sanctuary Buildings, Great Smith Street, London SW1P 3BT

Anna Thornbury
Chief Executive
Borchester County Council
County Hall, 1 High Street, Borchester BC1 4QT

3 June 2013

Dear Ms Thornbury

IMPROVEMENT NOTICE: BORCHESTER COUNTY COUNCIL

"""
WHY = """ It is because of poor performance in child protection services, which Ofsted's report of 4 March 2013 judged to be inadequate.

"""
DUTIES = """What the Council must do

1. The Council must visit 90% of children within five days by 31 March 2014.

2. The Council must set up an Improvement Board within one month of the date of this letter.

How I shall assess progress

3. The chair of the Board must write to me by 30 September 2013 with an account of progress.

4. My officials will review progress in January 2014.

"""
END = """If the Council does not comply, the Secretary of State may use his powers under section 497A of the Education Act 1996.

I am copying this letter to the Leader of the Council.

Yours sincerely

Helena Marchbanks MP
Parliamentary Under Secretary of State for Children and Families
"""


def letter(says: str, *, duties: str = DUTIES, behind: str = "") -> object:
    return read_text(f"{HEAD}{says}{WHY}{duties}{END}{behind}", councils=COUNCILS)


@pytest.mark.parametrize(
    "says",
    [
        "This letter is an Improvement Notice to the Council.",
        "This letter constitutes an improvement notice.",
        "I am writing to give the Council an improvement notice.",
        "I am today issuing this Improvement Notice to Borchester County Council.",
        "I hereby give the Council formal notice to improve: this letter is that notice.",
        "This letter is issued to Borchester County Council (“the Council”) as an improvement notice.",
        "I write to give Borchester County Council notice that the Secretary of State requires it to do what is set out below.",
    ],
)
def test_a_letter_that_is_the_notice_is_read_like_one(says: str) -> None:
    reading = letter(says)
    assert (reading.document_kind, reading.importable) == ("improvement_notice", True)
    assert [council.gss_code for council in reading.councils] == ["X10000001"]
    assert reading.issue_date.date == datetime.date(2013, 6, 3)
    assert (reading.address.postcode, reading.signatory.name) == ("BC1 4QT", "Helena Marchbanks MP")
    assert [item.label for item in reading.requirements] == ["1", "2", "3", "4", None]
    assert [(d.offset, d.anchor) for d in reading.deadlines if d.kind == "relative"] == [("P1M", "issue")]
    assert [(r.from_, r.to) for r in reading.reports] == [("board chair", reading.signatory.role)]


@pytest.mark.parametrize(
    "says",
    [
        "I am writing to give you an account of where the Improvement Notice stands.",
        "I am writing to confirm what we said about the improvement notice when we met.",
        "I issued an improvement notice to the Council in March, and it is going well.",
        "Nothing in this letter is an improvement notice.",
        "This letter is not an improvement notice. I am minded to issue one.",
    ],
)
def test_a_letter_that_only_speaks_of_a_notice_is_refused(says: str) -> None:
    reading = letter(says)
    assert (reading.document_kind, reading.importable) == ("other", False)


@pytest.mark.parametrize(
    "says",
    [
        "This letter amends the Improvement Notice that was given to the Council on 4 March 2012.",
        "I am writing to vary the Improvement Notice of 4 March 2012.",
        "I am today extending the Improvement Notice that was given to the Council on 4 March 2012.",
    ],
)
def test_a_letter_that_changes_a_notice_is_read(says: str) -> None:
    changes = "1. In paragraph 3, for “31 March 2013” substitute “30 September 2013”.\n\n"
    reading = letter(says, duties=changes)
    assert (reading.document_kind, [d.date for d in reading.deadlines]) == (
        "improvement_notice",
        [datetime.date(2013, 9, 30)],
    )
    assert reading.revises is not None


def test_a_letter_that_comes_with_a_notice_says_what_to_do() -> None:
    behind = "\n\nIMPROVEMENT NOTICE\n\nTo: Borchester County Council\n\n" + "".join(
        f"{n}. The Council must keep record {n}.\n\n" for n in range(1, 14)
    )
    reading = letter("I am today issuing an Improvement Notice, which is attached.", behind=behind)
    assert "save the notice or the direction by itself" in reading.warnings[0].message


def test_what_stands_in_the_annex_behind_the_signature_is_what_must_be_done() -> None:
    annex = "\nANNEX: STEPS REQUIRED OF THE COUNCIL\n\nVisits\n\n" + DUTIES.partition("\n\n")[2]
    reading = letter("This letter is an Improvement Notice.", duties="", behind=annex)
    assert [item.label for item in reading.requirements if item.kind == "measure"] == ["1", "2"]
