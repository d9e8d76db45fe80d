"""Footnotes with every mark that drafters use, below the clause, at the end of a page or of the document, and under a table."""

from __future__ import annotations

import pytest

from notices.reading import read_text

from .made_up import COUNCILS, END, FRONT


@pytest.mark.parametrize(
    ("body", "below", "notes", "first"),
    [
        pytest.param("1. Follow the standards for employers¹ of social workers.\n\n2. Publish a plan.\n\n____________\n¹ Published by the Local Government Association in May 2014.", "", [("1", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers of social workers.", id="raised digit at foot of text"),
        pytest.param("1. Follow the standards for employers* of social workers.\n\n2. Publish a plan.\n\n* Published by the Local Government Association in May 2014.", "", [("*", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers of social workers.", id="asterisk"),
        pytest.param("1. Follow the standards for employers† of social workers.\n\n2. Publish a plan.\n\n† Published by the Local Government Association in May 2014.", "", [("†", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers of social workers.", id="dagger"),
        pytest.param("1. Follow the standards for employers [1].\n\n2. Publish a plan.\n\n[1] Published by the Local Government Association in May 2014.", "", [("1", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers.", id="square"),
        pytest.param("1. Follow the standards for employers(1).\n\n2. Publish a plan.\n\n(1) Published by the Local Government Association in May 2014.", "", [("1", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers.", id="round"),
        pytest.param("1. Follow the standards for employers[^1].\n\n2. Publish a plan.\n\n[^1]: Published by the Local Government Association in May 2014.", "", [("1", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers.", id="caret md"),
        pytest.param("1. Follow the standards for employers[^a].\n\n2. Publish a plan.\n\n[^a]: Published in May 2014.", "", [("a", "Published in May 2014.")], "Follow the standards for employers.", id="md letter"),
        pytest.param("1. Follow the standards for employers1 of social workers.\n\n2. Publish a plan.\n\n------------\n1 Published by the Local Government Association in May 2014.", "", [("1", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers of social workers.", id="plain under rule"),
        pytest.param("1. Follow the standards for employers [1].\n\n2. Publish a plan [2].", "\n\nNotes\n\n[1] Published in May 2014.\n[2] As the report asks.\n", [("1", "Published in May 2014."), ("2", "As the report asks.")], "Follow the standards for employers.", id="square at end"),
        pytest.param("1. Follow the standards for employers1.\n\n2. Publish a plan2.", "\n\nNotes\n\n1. Published in May 2014.\n2. As the report asks.\n", [("1", "Published in May 2014."), ("2", "As the report asks.")], "Follow the standards for employers.", id="numbers under head at end"),
        pytest.param("1. Follow the standards for employers*.\n\n2. Publish a plan.", "\n\n* Published in May 2014.\n", [("*", "Published in May 2014.")], "Follow the standards for employers.", id="asterisk at end"),
        pytest.param("1. Follow the standards for employers¹.\n\n2. Publish a plan².", "\n\n¹ Published in May 2014.\n² As the report asks.\n", [("1", "Published in May 2014."), ("2", "As the report asks.")], "Follow the standards for employers.", id="raised at end no head"),
        pytest.param("1. Follow the standards for employers¹ of social workers.\n\n____________\n¹ Published by the Local Government\nAssociation in May 2014.\n\n2. Publish a plan.", "", [("1", "Published by the Local Government Association in May 2014.")], "Follow the standards for employers of social workers.", id="wrapped note"),
        pytest.param("1. Follow the standards for employers¹ and report to the\n\n____________\n¹ Published in May 2014.\n\nBoard every month.\n\n2. Publish a plan.", "", [("1", "Published in May 2014.")], "Follow the standards for employers and report to the Board every month.", id="note cuts a clause"),
        pytest.param("1. Follow the standards for employers (a).\n\n2. Publish a plan (b).", "\n\nNotes\n\n(a) Published in May 2014.\n(b) As the report asks.\n", [("a", "Published in May 2014."), ("b", "As the report asks.")], "Follow the standards for employers.", id="letters at the end"),
        pytest.param("1. Meet these targets:\n\n| Measure | Now | Target |\n| --- | --- | --- |\n| Visits on time* | 60% | 90% |\n\n* Visits under a child protection plan.\n\n2. Publish a plan.", "", [("*", "Visits under a child protection plan.")], None, id="under a table"),
        pytest.param("1. Meet these targets:\n\n| Measure | Now | Target |\n| --- | --- | --- |\n| Visits on time [1] | 60% | 90% |\n\n[1] Visits under a child protection plan.\n\n2. Publish a plan.", "", [("1", "Visits under a child protection plan.")], None, id="note numbered table"),
        pytest.param("1. Follow the standards for employers<sup>1</sup> of social workers.\n\n2. Publish a plan.\n\n<sup>1</sup> Published in May 2014.", "", [("1", "Published in May 2014.")], "Follow the standards for employers of social workers.", id="sup tags"),
        pytest.param("1. Follow the standards† for employers‡ of social workers.\n\n2. Publish a plan.\n\n† Of 2014.\n‡ And of managers.", "", [("†", "Of 2014."), ("‡", "And of managers.")], "Follow the standards for employers of social workers.", id="double dagger"),
        pytest.param("1. Follow the standards for employers [1].\n\n2. Publish a plan.", "\n\nFootnotes:\n\n1  Published in May 2014.\n", [("1", "Published in May 2014.")], "Follow the standards for employers.", id="footnotes head"),
        pytest.param("1. Follow the standards for employers (see footnote 1).\n\n2. Publish a plan.", "\n\nFootnote 1: Published in May 2014.\n", [("1", "Published in May 2014.")], None, id="footnote 1:"),
        pytest.param("1. Follow the standards for employers (note 1).\n\n2. Publish a plan.", "\n\nNote 1: Published in May 2014.\n", [("1", "Published in May 2014.")], None, id="Note 1 at the end"),
        pytest.param("1. Follow the standards for employers§ of social workers.\n\n2. Publish a plan.\n\n§ Published in May 2014.", "", [("§", "Published in May 2014.")], "Follow the standards for employers of social workers.", id="section mark"),
        pytest.param("* Publish a plan.\n\n* Appoint a chair.", "", [], "Publish a plan.", id="no false asterisk bullets"),
        pytest.param("1. Follow the standards for employersᵃ of social workers.\n\n2. Publish a plan.\n\nᵃ Published in May 2014.", "", [("a", "Published in May 2014.")], "Follow the standards for employers of social workers.", id="raised letter"),
        pytest.param("1. Follow the standards for employers[a].\n\n2. Publish a plan[b].\n\n[a] Published in May 2014.\n\n[b] As the report asks.", "", [("a", "Published in May 2014."), ("b", "As the report asks.")], "Follow the standards for employers.", id="square letter"),
        pytest.param("1. Bring vacancies down to 9%², of which half are new.\n\n2. Publish a plan.\n\n² Published in May 2014.", "", [("2", "Published in May 2014.")], "Bring vacancies down to 9%, of which half are new.", id="behind a share"),
        pytest.param("1. Follow the standards for employers (1).\n\n2. Publish a plan.", "\n\n(1) Published in May 2014.\n", [("1", "Published in May 2014.")], "Follow the standards for employers.", id="round, footnote before the end"),
    ],
)  # fmt: skip
def test_a_footnote_is_lifted_out_and_its_mark_taken_off(body, below, notes, first):
    reading = read_text(f"{FRONT}The Council must take action to:\n\n{body}{END}{below}", councils=COUNCILS)
    clauses = [item.text for item in reading.requirements if item.kind != "consequence"]
    assert [(note.label, note.text) for note in reading.footnotes] == notes
    assert len(clauses) == 2
    assert first is None or clauses[0] == first


def test_a_number_in_brackets_inside_a_line_marks_a_note_below_the_signature():
    text = f"{FRONT}The Council must take action to:\n\n1. Give each child a health plan (1) which is reviewed each term.\n\n2. Appoint (1) a nurse and (2) a doctor.{END}\n\n(1) As the guidance of 1989 has it.\n"
    reading = read_text(text, councils=COUNCILS)
    assert reading.requirements[0].text == "Give each child a health plan which is reviewed each term."
    assert [(note.label, note.text) for note in reading.footnotes] == [
        ("1", "As the guidance of 1989 has it.")
    ]
