"""Headings are told by what they say and by how they stand among clauses that end with a stop."""

from __future__ import annotations

import pytest

from notices.reading.openers import kind_of_opener

from .made_up import measures, notice

PLAIN = """What you must achieve

- You must put right what the inspection found.
- You must be able to show that families have noticed.

What you must do

Working with families

1. You must answer each parent who writes to you within ten working days of the letter.

2. You must ask parents what they think of the service, and publish what they say every year.

Help you will get

3. You must work with the adviser whom the Department will send to you in the first month.

How we will check progress

4. The Department for Education will review progress in May 2014 and in November 2014.
"""


def test_short_lines_without_a_stop_are_headings_where_clauses_have_one():
    reading = notice(PLAIN)
    assert [(item.kind, item.section, item.label) for item in reading.requirements][:-1] == [
        ("overarching", "What you must achieve", None),
        ("overarching", "What you must achieve", None),
        ("measure", "Working with families", "1"),
        ("measure", "Working with families", "2"),
        ("support", "Help you will get", "3"),
        ("assessment", "How we will check progress", "4"),
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Support and oversight", "support"),
        ("General duties", "overarching"),
        ("A. Outcomes to be achieved", None),
        ("Outcomes to be achieved", "overarching"),
        ("SECTION FIVE: WHAT MAY FOLLOW", "consequence"),
        ("Part 4 – How we will know", "assessment"),
        ("If the notice is not complied with", "consequence"),
        ("Enforcement", "consequence"),
        ("Who will help", "support"),
        ("What you must report", "reporting"),
        ("Timetable for reviews", "assessment"),
        ("Why you are getting this notice", "recital"),
        ("Leadership and governance", None),
        ("Assessments and plans", None),
        ("Support for young people", None),
    ],
)
def test_what_a_heading_announces(heading, kind):
    assert kind_of_opener(heading) == kind


def test_a_letter_heads_numbers_that_run_on():
    reading = notice(
        "A. Practice\n\n1. The Council must see that children are visited as often as their plans say.\n\n"
        "2. The Council must see that plans are written in words that children understand.\n\n"
        "B. Governance and support\n\n3. The Council must keep up its Improvement Board under the independent chair.\n\n"
        "4. The Council must take up the help that is offered by another council in the region.\n\n"
        "C. How the Department will assess progress\n\n5. The Department for Education will review progress in May 2014."
    )
    assert [(item.label, item.kind) for item in reading.requirements][:-1] == [
        ("1", "measure"), ("2", "measure"), ("3", "support"), ("4", "support"), ("5", "assessment"),
    ]  # fmt: skip


def test_bullets_that_a_typist_made():
    for mark in ("~", "+", "->", "»", "--"):
        reading = measures(f"{mark} Visit each child.", f"{mark} Write each plan.")
        assert [item.text for item in reading.requirements][:2] == ["Visit each child.", "Write each plan."]


def test_bare_letters_and_numerals_are_labels_only_in_a_row():
    reading = notice("The Council must take action to:\n\ni put right what was wrong; and\nii keep it right.")
    assert [item.label for item in reading.requirements][:2] == ["i", "ii"]
    alone = measures("Ensure that each team has\na manager of its own and\na deputy.")
    assert [item.label for item in alone.requirements][:-1] == [None]


def test_a_sentence_that_stands_out_from_a_list_closes_it():
    reading = notice(
        "The Council must take action to:\n\n1. Agree a plan that shows:\n\n    (a) who will do it; and\n\n    (b) when it will be done.\n\n"
        "    The plan must be brought up to date every quarter.\n\n2. Publish it."
    )
    assert [item.text for item in reading.requirements][:5] == [
        "Agree a plan that shows:",
        "who will do it; and",
        "when it will be done.",
        "The plan must be brought up to date every quarter.",
        "Publish it.",
    ]


def test_assessment_before_any_measure_is_a_theme():
    reading = notice(
        "The Council must take action to:\n\n(i) protect children.\n\nAssessment\n\n1. Assess every child anew by May 2014.\n\n"
        "Assessing improvement\n\n2. The Department for Education will review progress in May 2014."
    )
    assert [(item.label, item.kind) for item in reading.requirements][:-1] == [
        ("i", "overarching"), ("1", "measure"), ("2", "assessment"),
    ]  # fmt: skip


def test_bullets_under_what_the_council_must_do_are_its_clauses():
    reading = notice(
        "What the Council must do\n\n• Reduce the number of children who wait by March 2014.\n\n• Fill each vacant post by May 2014.\n\n"
        "Improvement support\n\n• The Council must work with the board."
    )
    assert [(item.kind, item.section) for item in reading.requirements][:3] == [
        ("measure", "What the Council must do"),
        ("measure", "What the Council must do"),
        ("support", "Improvement support"),
    ]
