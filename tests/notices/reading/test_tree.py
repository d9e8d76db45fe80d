"""The numbered tree: any style, any depth, across headings; labels that were lost; paragraphs without a mark."""

from __future__ import annotations

from notices.reading import Item, Reading

from .made_up import measures, notice


def tree(reading: Reading) -> list[tuple[str | None, str | None, str]]:
    """Label, label of the parent, first words."""
    items = [item for item in reading.requirements if item.kind != "consequence"]
    by_seq = {item.seq: item for item in reading.requirements}
    return [(item.label, by_seq[item.parent].label if item.parent else None, _start(item)) for item in items]


def _start(item: Item) -> str:
    return " ".join(item.text.split()[:2])


def test_letters_and_numerals_nest_and_are_cited_whole():
    reading = measures(
        "1. Agree a plan which will:",
        "(a) answer the report;",
        "(b) support staff, so that:",
        "(i) they are trained; and",
        "(ii) they are heard;",
        "(c) be published.",
        "2. Appoint a director.",
    )
    assert tree(reading) == [
        ("1", None, "Agree a"),
        ("1.a", "1", "answer the"),
        ("1.b", "1", "support staff,"),
        ("1.b.i", "1.b", "they are"),
        ("1.b.ii", "1.b", "they are"),
        ("1.c", "1", "be published."),
        ("2", None, "Appoint a"),
    ]


def test_decimal_numbers_nest_by_themselves():
    reading = measures(
        "1 Improve practice, that is to say:",
        "1.1 Assess well.",
        "1.2 Plan well.",
        "1.2.1 Plan early.",
        "2 Lead well, and:",
        "2.1 Listen.",
    )
    assert [(label, parent) for label, parent, _ in tree(reading)] == [
        ("1", None), ("1.1", "1"), ("1.2", "1"), ("1.2.1", "1.2"), ("2", None), ("2.1", "2"),
    ]  # fmt: skip


def test_numbered_headings_are_sections_and_not_clauses():
    reading = notice(
        "The Council must take action to:\n\n1. Leadership\n\n1.1 Ensure that members are trained.\n\n1.2 Ensure that they listen.\n\n"
        "2. Practice\n\n2.1 Ensure that children are seen."
    )
    assert [(item.label, item.section) for item in reading.requirements[:3]] == [
        ("1.1", "Leadership"),
        ("1.2", "Leadership"),
        ("2.1", "Practice"),
    ]


def test_letters_under_a_numbered_heading_are_cited_with_its_number():
    reading = notice(
        "The Council must take action to:\n\n3. Care planning\n\n(a) Ensure that plans are good.\n\n(b) Ensure that they are kept.\n\n"
        "4. Workforce\n\n(a) Ensure that staff stay."
    )
    assert [(item.label, item.section) for item in reading.requirements[:3]] == [
        ("3.a", "Care planning"),
        ("3.b", "Care planning"),
        ("4.a", "Workforce"),
    ]


def test_one_numbering_runs_through_headings():
    reading = notice(
        "The Council must take action to:\n\nLeadership\n\n1. Ensure that members lead.\n\n2. Ensure that they learn.\n\nPractice\n\n"
        "3. Ensure that children are seen.\n\nImprovement support\n\n4. Work with the adviser."
    )
    assert [(item.label, item.section, item.kind, item.parent) for item in reading.requirements[:4]] == [
        ("1", "Leadership", "measure", None),
        ("2", "Leadership", "measure", None),
        ("3", "Practice", "measure", None),
        ("4", "Improvement support", "support", None),
    ]


def test_i_after_h_is_a_letter_and_before_ii_a_numeral():
    letters = [f"{letter}. Ensure that part {letter} is done." for letter in "abcdefghijklm"]
    assert [label for label, _, _ in tree(measures(*letters))] == list("abcdefghijklm")
    numerals = [
        f"({numeral}) Ensure that {numeral} is done." for numeral in ("i", "ii", "iii", "iv", "v", "vi")
    ]
    assert [label for label, _, _ in tree(measures(*numerals))] == ["i", "ii", "iii", "iv", "v", "vi"]


def test_numbering_that_starts_again_under_each_heading():
    reading = notice(
        "The Council must take action to:\n\nLeadership\n\n1. Ensure one.\n\n2. Ensure two.\n\nPractice\n\n1. Ensure three.\n\n2. Ensure four."
    )
    assert [(item.label, item.parent, item.section) for item in reading.requirements[:4]] == [
        ("1", None, "Leadership"),
        ("2", None, "Leadership"),
        ("1", None, "Practice"),
        ("2", None, "Practice"),
    ]


def test_lists_of_numerals_start_again_under_each_clause():
    reading = measures(
        "1. Plan so that:", "(i) one;", "(ii) two.", "2. Act so that:", "(i) three;", "(ii) four."
    )
    assert [(label, parent) for label, parent, _ in tree(reading)] == [
        ("1", None), ("1.i", "1"), ("1.ii", "1"), ("2", None), ("2.i", "2"), ("2.ii", "2"),
    ]  # fmt: skip


def test_bullets_under_a_clause_that_ends_in_a_colon_are_its_parts():
    reading = measures(
        "1. Ensure that plans:", "• are outcome focused;", "• are kept.", "2. Ensure that visits are made."
    )
    assert [(label, parent) for label, parent, _ in tree(reading)] == [
        ("1", None),
        (None, "1"),
        (None, "1"),
        ("2", None),
    ]


def test_a_list_inside_a_paragraph_is_taken_apart():
    reading = measures(
        "7. The Council must have regard to: (a) the views of children; (b) the law; and (c) its means."
    )
    assert tree(reading) == [
        ("7", None, "The Council"),
        ("7.a", "7", "the views"),
        ("7.b", "7", "the law;"),
        ("7.c", "7", "its means."),
    ]


def test_a_lost_first_label_is_inferred_and_said():
    reading = measures("- improving practice;", "- ii) improving planning; and", "- iii) sustaining both.")
    assert [item.label for item in reading.requirements[:3]] == ["i", "ii", "iii"]
    assert [w.message for w in reading.warnings if "label" in w.message] == [
        "This clause has no label in the document; it was taken to be i, from the labels around it."
    ]


def test_a_lost_label_in_the_middle_is_inferred_and_said():
    reading = measures("1. Ensure one.", "2. Ensure two.", "Ensure three.", "4. Ensure four.")
    assert [item.label for item in reading.requirements[:4]] == ["1", "2", "3", "4"]
    assert any("taken to be 3" in warning.message for warning in reading.warnings)


def test_a_missing_clause_is_said():
    reading = measures("1. Ensure one.", "2. Ensure two.", "4. Ensure four.")
    assert [item.label for item in reading.requirements[:3]] == ["1", "2", "4"]
    assert "No clause 3 was found before this one: check the document's numbering." in [
        w.message for w in reading.warnings
    ]


def test_a_misread_one_is_a_one():
    reading = measures("l. Ensure one.", "2. Ensure two.", "3. Ensure three.")
    assert [item.label for item in reading.requirements[:3]] == ["1", "2", "3"]


def test_the_second_paragraph_of_a_numbered_clause_belongs_to_it():
    reading = measures(
        "1. Ensure that plans are good.",
        "This should include the views of children.",
        "2. Ensure that visits are made.",
    )
    assert [item.text for item in reading.requirements[:2]] == [
        "Ensure that plans are good. This should include the views of children.",
        "Ensure that visits are made.",
    ]


def test_a_bullet_that_was_lost_is_a_clause_and_said():
    reading = measures(
        "• Ensure that plans are good.", "Ensure that visits are made.", "• Ensure that staff stay."
    )
    assert [item.text for item in reading.requirements[:3]] == [
        "Ensure that plans are good.",
        "Ensure that visits are made.",
        "Ensure that staff stay.",
    ]
    assert any("without a bullet" in warning.message for warning in reading.warnings)


def test_prose_under_the_assessment_is_a_clause_a_paragraph():
    reading = notice(
        "The Council must take action to:\n\n1. Ensure one.\n\nImprovement against the above measures will be assessed as follows:\n\n"
        "The Board Chair must report to Ministers in October 2013.\n\nThis will be followed by a review in January 2014 by the Department."
    )
    assert [(item.kind, item.label) for item in reading.requirements[:3]] == [
        ("measure", "1"),
        ("assessment", None),
        ("assessment", None),
    ]


def test_a_heading_with_a_full_stop_is_a_heading():
    reading = notice(
        "The Council must take action to:\n\nPractice\n\n- Ensure one.\n- Ensure two.\n\nImproving the effectiveness of partnership.\n\n- Ensure three."
    )
    assert [item.section for item in reading.requirements[:3]] == [
        "Practice", "Practice", "Improving the effectiveness of partnership.",
    ]  # fmt: skip


def test_a_lead_in_with_a_duty_of_its_own_is_a_clause():
    reading = notice(
        "The Council must take action to:\n\n1. Ensure one.\n\nImprovement support\n\n"
        "The Council must establish a board by 1 May 2014, which will:\n\n• meet monthly;\n• hear from children."
    )
    support = [item for item in reading.requirements if item.kind == "support"]
    assert [(item.text.split()[0], item.parent) for item in support] == [
        ("The", None),
        ("meet", support[0].seq),
        ("hear", support[0].seq),
    ]


def test_numbered_paragraphs_before_the_operative_words_are_recitals():
    reading = notice(
        "1. This improvement notice is given to address the report published by Ofsted on 4 March 2013.\n\n"
        "2. It follows a meeting with the Council.\n\nTo comply with this notice, the council must:\n\n"
        "Improvement adviser\n\n3. Work with the adviser.\n\n4. Act on the adviser's recommendations.",
        front='Improvement Notice\n\nTo: Borchester County Council ("the council")\n\n',
    )
    assert [(item.label, item.kind) for item in reading.requirements[:4]] == [
        ("1", "recital"),
        ("2", "recital"),
        ("3", "support"),
        ("4", "support"),
    ]


def test_the_first_list_is_overarching_only_if_measures_follow():
    alone = measures("(i) Ensure one; and", "(ii) Ensure two.")
    assert [item.kind for item in alone.requirements[:2]] == ["measure", "measure"]
    both = notice(
        "The Council must take action to:\n\n(i) improve; and\n\n(ii) sustain it.\n\nIn respect of the above the Council must demonstrate "
        "evidence of improvement in outcomes by:\n\nPractice\n\n1. Ensure one."
    )
    assert [item.kind for item in both.requirements[:3]] == ["overarching", "overarching", "measure"]


def test_an_amendment_may_put_a_clause_between():
    reading = measures("4. Report to the Department.", "4A. Complete the transfer.", "5. Keep it so.")
    assert [item.label for item in reading.requirements[:3]] == ["4", "4A", "5"]


def test_labels_on_lines_of_their_own():
    reading = measures(
        "1.\nimprove the areas of weakness;",
        "2.\naddress the areas for consideration; and",
        "3.\nsustain it.",
    )
    assert [(item.label, item.text) for item in reading.requirements[:3]] == [
        ("1", "improve the areas of weakness;"),
        ("2", "address the areas for consideration; and"),
        ("3", "sustain it."),
    ]


def test_numbers_run_on_under_lettered_headings_and_are_cited_alone():
    reading = notice(
        "The Council must take action to:\n\nA. GOVERNANCE\n\n1. Ensure one.\n\n2. Ensure two.\n\nB. PRACTICE\n\n3. Ensure three.\n\n"
        "C. REVIEW\n\n4. Ensure four."
    )
    assert [(item.label, item.section) for item in reading.requirements[:4]] == [
        ("1", "GOVERNANCE"), ("2", "GOVERNANCE"), ("3", "PRACTICE"), ("4", "REVIEW"),
    ]  # fmt: skip
    assert not any("not found" in warning.message for warning in reading.warnings)


def test_labels_that_a_scanner_pulled_apart():
    reading = measures(
        "1 . Ensure one, so that:", "(a ) children are seen;", "(b ) plans are kept.", "2 . Ensure two."
    )
    assert [item.label for item in reading.requirements[:4]] == ["1", "1.a", "1.b", "2"]


def test_clauses_without_any_label_or_stop():
    reading = notice(
        "The following measures are needed for the Council to comply with this Notice:\n\nLeadership\n\n"
        "Strengthen the senior team by 30 April 2014\n\nReview the role of scrutiny\n\nPractice\n\nEnsure that children are seen\n\n"
        "How progress will be assessed\n\nOfficials from the Department will review progress in January 2015."
    )
    assert [(item.text, item.section, item.kind) for item in reading.requirements[:4]] == [
        ("Strengthen the senior team by 30 April 2014", "Leadership", "measure"),
        ("Review the role of scrutiny", "Leadership", "measure"),
        ("Ensure that children are seen", "Practice", "measure"),
        (
            "Officials from the Department will review progress in January 2015.",
            "How progress will be assessed",
            "assessment",
        ),
    ]


def test_an_annex_after_the_signature_is_read():
    reading = notice(
        "The Council must take action to:\n\n1. Ensure that the functions in Annex A are performed.",
        end="\n\nSigned: Helena Marchbanks MP\n\nDate: 3 June 2013\n\nANNEX A\n\nThe Commissioner is expected to:\n\n"
        "a. report to the Department for Education every two months; and\n\nb. advise.\n",
    )
    assert [(item.label, item.section, item.binds) for item in reading.requirements] == [
        ("1", "The Council must take action to:", "council"),
        ("a", "ANNEX A", "other"),
        ("b", "ANNEX A", "other"),
    ]
    assert reading.signatory.name == "Helena Marchbanks MP"
