"""The same instrument in other dress: titles, addressees, headings, named chairs, notes and tables as other writers print them."""

from __future__ import annotations

import pytest

from notices.reading import read_text

from .made_up import COUNCILS, END, clauses, notice

LAW = "\n\nIf the Council does not comply, the Secretary of State may use section 497A of the Education Act 1996.\n\nSigned: Helena Marchbanks MP\n\nDate: 3 June 2013\n"
DUTIES = "1. {0} must publish a plan by 1 July 2013.\n\n2. {0} must train every social worker.\n\n3. {0} must see each child within five days."


@pytest.mark.parametrize(
    ("front", "who"),
    [
        ("Improvement Notice\n\ngiven by the Secretary of State for Education to\n\nBorchester County Council (“Borchester”), County Hall, Borchester BC1 4QT\n\nin respect of poor performance in its adoption service.", "Borchester"),
        ("Borchester County Council: Improvement Notice\n\nIssued to: Borchester County Council\n\nIssued by: Secretary of State for Education\n\nBecause of: poor performance in adoption.", "The Council"),
        ("Borchester County Council – Improvement Notice\n\nServed on Borchester County Council by the Department for Education because of poor performance in adoption.", "The Council"),
        ("Improvement notice\n\nBorchester County Council, County Hall, Borchester BC1 4QT\n\nWe are writing formally to give you this improvement notice. In it, “we” are the Department for Education.", "You"),
        ("Improvement notice\n\nBorchester County Council, County Hall, Borchester BC1 4QT\n\nWe are writing to serve you with this notice. “We” are the Department for Education.", "You"),
    ],
)  # fmt: skip
def test_a_real_instrument_is_not_refused_for_its_title_or_its_first_words(front, who):
    reading = read_text(f"{front}\n\nWhat has to change\n\n{DUTIES.format(who)}{LAW}", councils=COUNCILS)
    assert (reading.document_kind, [c.name for c in reading.councils]) == (
        "improvement_notice",
        ["Borchester County Council"],
    )
    assert [label for label, _ in clauses(reading)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "front",
    [
        "Borchester County Council\n\nWe are writing to tell you that the Department for Education is considering an improvement notice.",
        "Improvement notice\n\nDear Ms Archer\n\nWe are writing to say that the notice of 3 June 2013 is lifted.",
    ],
)
def test_a_letter_about_a_notice_stays_refused(front):
    assert not read_text(f"{front}{LAW}", councils=COUNCILS).importable


@pytest.mark.parametrize("to", ["Given to", "Issued to:", "Served on", "Addressed to:"])
def test_councils_in_a_list_below_the_words_to_whom(to):
    front = f'Improvement Notice: adoption\n\n{to}\n\n- Borchester County Council ("Borchester"); and\n- Felpersham City Council ("Felpersham").\n\nThe Department for Education gives this notice to the two councils ("the Authorities") because of poor performance.'
    reading = read_text(f"{front}\n\nMeasures\n\n{DUTIES.format('The Authorities')}{LAW}", councils=COUNCILS)
    assert [c.name for c in reading.councils] == ["Borchester County Council", "Felpersham City Council"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Overall", "overarching"),
        ("In general", "overarching"),
        ("General measures", "overarching"),
        ("Your two main duties", "overarching"),
        ("What is wanted", "overarching"),
        ("What we expect overall", "overarching"),
        ("What we want to see", "overarching"),
        ("What has to change", "overarching"),
        ("What both Authorities must bring about", "overarching"),
        ("Review of this Notice", "assessment"),
        ("What we want to be told", "reporting"),
    ],
)
def test_a_heading_in_words_of_its_own_says_its_kind(heading, kind):
    body = f"{heading}\n\nA. The Council must treat each child well.\n\nPractice\n\n1. The Council must publish a plan.\n\n2. The Council must train every social worker."
    assert notice(body).requirements[0].kind == kind


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("The Secretary of State will look at this Notice again in the summer of 2014.", "assessment", "department"),
        ("There shall be a review of this Notice by the Secretary of State in May 2014.", "assessment", "department"),
        ("Where the Council has not complied, the Secretary of State may intervene under s.497A of the Education Act 1996.", "consequence", "department"),
        ("Continued failure could result in a direction by the Secretary of State (section 497A, Education Act 1996).", "consequence", "department"),
        ("These requirements shall stand until revoked by the Secretary of State.", "overarching", "other"),
        ("A Safeguarding Improvement Board is to be formed by 26 July 2013. An official of the Department will attend.", "measure", "council"),
        ("The Department for Education must approve any change to the chair or to the frequency of meetings.", "measure", "council"),
        ("Calls from the police must be answered in five minutes.", "measure", "council"),
        ("Group supervision must be offered to health visitors.", "measure", "council"),
        ("From the date of this Notice no assessment may be closed by the person who wrote it.", "measure", "council"),
        ("Both Leaders must attend in person.", "measure", "leader"),
        ("Borsetshire Police is requested to screen notifications each working day.", "measure", "partner"),
        ("The Borchester Clinical Commissioning Group is asked to name an officer.", "measure", "partner"),
    ],
)  # fmt: skip
def test_kind_and_subject_of_a_clause_under_a_theme(text, kind, who):
    reading = notice(f"Measures\n\n1. The Council must publish a plan.\n\n2. {text}")
    clause = next(item for item in reading.requirements if item.text.startswith(text[:20]))
    assert (clause.kind, clause.binds) == (kind, who)


@pytest.mark.parametrize(
    ("named", "later"),
    [
        ("The Council must set up an Improvement Board to be chaired by Sir Lancelot Burdock.", "Sir Lancelot Burdock"),
        ("The Improvement Board will meet monthly under its independent chair, Sir Alban Merriweather.", "Sir Alban"),
        ("The Improvement Board must meet monthly. Dr Anneliese Crowther, who is independent, will chair it.", "Dr Crowther"),
        ("The Improvement Board is to continue, with Dame Harriet Loxley as its independent chair.", "Dame Harriet Loxley"),
    ],
)  # fmt: skip
def test_a_chair_whom_the_notice_names_reports_as_the_chair(named, later):
    reading = notice(
        f"Improvement support\n\n1. {named}\n\nReports\n\n2. {later} must report to the Minister by 30 May 2014."
    )
    assert [(r.from_, r.to, str(r.date)) for r in reading.reports] == [
        ("board chair", "Minister", "2014-05-30")
    ]
    assert reading.requirements[1].binds == "board_chair"


def test_a_rule_under_a_heading_begins_no_footnotes():
    body = "Measures\n--------\n\n1 The Council must publish a plan.\n\nWho will help\n-------------\n\n2 The Council must meet its adviser.\n\nReviews\n-------\n\n3 The Department will review progress in May 2014."
    reading = notice(body)
    assert [label for label, _ in clauses(reading)] == ["1", "2", "3"]
    assert reading.footnotes == []


def test_letters_and_raised_numbers_in_brackets_mark_notes():
    end = END.replace(
        "Date: 3 June 2013", "3 June 2013\n\n(a)  Including brothers and sisters.\n(b)  Regulation 29."
    )
    reading = notice("Measures\n\n1. Publish how many homes it needs(a) and where.\n\n2. Review each carer annually(b), by a panel.", end=end.replace("Signed: ", ""))  # fmt: skip
    assert [text for _, text in clauses(reading)][:2] == [
        "Publish how many homes it needs and where.",
        "Review each carer annually, by a panel.",
    ]
    assert [note.label for note in reading.footnotes] == ["a", "b"]


def test_a_table_of_targets_belongs_to_the_numbered_clause_before_it_whatever_that_says():
    body = """Practice

1. The Council must reach the performance set out beneath, and keep it up.

     Measure                             Where we are    Milestone     Target
                                         (June 2012)     31/12/2013    30/06/2014
     Initial assessments in 10 days           61%           72%          84%
     Core assessments in 35 days              55%           66%          80%

2. The Council must publish a plan."""
    reading = notice(body)
    assert [label for label, _ in clauses(reading)] == ["1", "2"]
    assert [(t.requirement, t.target, t.baseline, str(t.by)) for t in reading.targets] == [
        (1, 72, 61, "2013-12-31"),
        (1, 84, 61, "2014-06-30"),
        (1, 66, 55, "2013-12-31"),
        (1, 80, 55, "2014-06-30"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Paragraph 5 of the 2012 notice (agency staff) now reads: “5. The council must lower its use of agency staff.”",
        "Paragraph 7 is omitted.",
        "In paragraph 8 the date “28 April 2013” is replaced by “27 October 2013”.",
        "Insert after paragraph 10: “10A. All social workers must receive supervision.”",
    ],
)
def test_the_first_change_opens_the_clauses_of_an_instrument_that_amends(text):
    front = "Variation of improvement notice\n\nTo: Borchester County Council\n\nBy this notice the Secretary of State for Education varies the improvement notice issued to Borchester County Council (“the council”) on 18 October 2012 in respect of children’s social care.\n\nThe Department for Education reviewed the notice in February 2013.\n\nPart 1: Changes\n\n"
    reading = read_text(f"{front}1. {text}\n\n2. Paragraph 9 is omitted.{LAW}", councils=COUNCILS)
    assert [item.text for item in reading.requirements][:2] == [text, "Paragraph 9 is omitted."]
    assert reading.revises


@pytest.mark.parametrize("words", ["This amends the Improvement Notice of 3 October 2012.", "This document amends the Improvement Notice of 3 October 2012 (“the Notice”)."])  # fmt: skip
def test_a_numbered_opening_that_says_what_is_amended_is_warned_of(words):
    front = 'Amendment of an Improvement Notice\n\nTo: Borchester County Council ("the Council")\n\n'
    body = f"1. {words}\n\n2. Measure 9 is deleted.\n\n3. The Council must publish a plan.\n\nThe Department for Education"
    reading = read_text(f"{front}{body} will review progress in May 2014.{LAW}", councils=COUNCILS)
    assert reading.revises == words
    assert any("earlier one" in warning.message for warning in reading.warnings)


def test_a_number_word_cut_at_a_lines_end_keeps_its_hyphen():
    reading = notice(
        "Measures\n\n1. The Council must reduce the number of children who wait, which is twenty-\nnine today, to nought."
    )
    assert "twenty-nine today" in reading.requirements[0].text
