"""What a scanner misread is read as meant, letter for letter, and the text stays as the document prints it."""

from __future__ import annotations

import pytest

from notices.reading.scanning import as_meant, closed_up, misread_words, without_slips

from .made_up import measures


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("by l5 March 2O13", "by 15 March 2013"),
        ("to 9O % by 3Ist May", "to 90 % by 31st May"),
        ("in 0ctober", "in October"),
        ("chi1dren of the C0UNCIL", "children of the COUNCIL"),
        ("section 47 and clause 1a", "section 47 and clause 1a"),
        ("Ofsted and ICS, A1 and B2", "Ofsted and ICS, A1 and B2"),
    ],
)
def test_digits_and_letters_are_put_right_in_their_places(printed, meant):
    assert as_meant(printed) == meant
    assert len(as_meant(printed)) == len(printed)


def test_the_words_that_were_misread_are_named():
    assert misread_words("to 9O% by March") == [("9O%", "90%")]


def test_the_kind_of_a_document_is_told_through_slips():
    assert without_slips("Irnprovement N0tice") == "Improvement Notice"
    assert without_slips("The internal journey") == "The internal journey"


@pytest.mark.parametrize(
    ("printed", "closed"),
    [
        ("I M P R O V E M E N T   N O T I C E", "IMPROVEMENT NOTICE"),
        ("L E A D E R S H I P A N D P R A C T I C E", "LEADERSHIP AND PRACTICE"),
        ("A B C", "A B C"),
        ("Ensure a b c d e f are done", "Ensure a b c d e f are done"),
    ],
)
def test_letters_that_stand_apart_are_put_together(printed, closed):
    assert closed_up(printed, ()) == closed


def test_a_misread_clause_keeps_its_text_and_is_said():
    reading = measures(
        "1. Increase the proportion of plans on time to 9O% by 3l March 2O14.", "2. Ensure one."
    )
    assert reading.requirements[0].text.endswith("to 9O% by 3l March 2O14.")
    assert [str(d.date) for d in reading.deadlines] == ["2014-03-31"]
    assert [t.target for t in reading.targets] == [90]
    assert any("misread by a scanner: “9O%” as “90%”" in w.message for w in reading.warnings)
