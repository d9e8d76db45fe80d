"""What kind a clause is: the whole at the head of an instrument, an order under a direction, or how long it lasts."""

from __future__ import annotations

import pytest

from notices.reading import read_text

from .made_up import COUNCILS, notice


@pytest.mark.parametrize(
    "aim",
    [
        "The Council must bring all its children's services up to a standard of good.",
        "The Authority shall put right every failing that Ofsted found.",
        "Improve services for care leavers so that each of them is well prepared for adult life.",
        "The Council is to implement the recommendations of Ofsted's report in full.",
        "The Council must secure rapid and sustained improvement in its safeguarding services.",
        "You must make sure that children with special educational needs get the help that is written in their plans.",
        "The Council must treat its care leavers as a good parent would.",
        "The Council must make the protection of children its first priority.",
        "The Council must respond fully to the concerns raised by the Commissioner.",
        "The Council must ensure that the improvement lasts.",
        "The Council must ensure that its services are no longer inadequate.",
        "The Council shall take all necessary steps to comply with its statutory duties towards children in care.",
    ],
)
def test_what_asks_for_the_whole_at_the_head_is_overarching(aim):
    reading = notice(f"What is required\n\n1. {aim}\n\n2. Publish a plan by 4 May 2014.\n\n3. {aim}")
    assert [i.kind for i in reading.requirements][:3] == ["overarching", "measure", "measure"]


@pytest.mark.parametrize(
    "order",
    [
        "Draw up a plan for improvement.",
        "The Council must improve the quality of supervision of newly qualified social workers.",
        "The Council must ensure that every child in care has an allocated social worker.",
        "The Council must ensure that children who go missing receive a return interview.",
        "The Council must implement a new case recording system.",
        "The Council must give children in care access to an advocate.",
        "The Council must make progress reports available to the Board.",
        "The Council must bring vacancies in its services for children down to 8% by May 2014.",
    ],
)
def test_what_asks_for_one_thing_is_a_measure(order):
    reading = notice(f"What is required\n\n1. {order}\n\n2. Publish a plan by 4 May 2014.")
    assert [i.kind for i in reading.requirements][:2] == ["measure", "measure"]


def test_figures_below_an_aim_are_measures():
    reading = notice(
        "What the Council must achieve\n\n1. The Council must put right its failings.\n\n2. The Council must raise visits on time from 58% to 78%.\n\n"
        "What the Council must do\n\n3. Publish a plan."
    )
    assert [i.kind for i in reading.requirements][:3] == ["overarching", "measure", "measure"]


DIRECTION = """DIRECTION TO BORCHESTER COUNTY COUNCIL UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996

Recitals

1. In its report of 4 May 2012 Ofsted judged the services of Borchester County Council ("the Council") to be 'inadequate'.

Direction

2. {}

3. The Council is to publish a plan.

The Commissioner

4. The Council is to meet the Commissioner every fortnight.

5. The Commissioner is expected to report to the Secretary of State by 31 January 2013.

General

6. {}

Signed on behalf of the Secretary of State for Education

Jane Bloggs
A Senior Civil Servant in the Department for Education

Dated this 3rd day of June 2012
"""


@pytest.mark.parametrize(
    "order",
    [
        "Accordingly, under section 497A(4B) of the Education Act 1996, the Secretary of State directs the Council to comply with paragraphs 3 to 5.",
        "The Secretary of State directs the Council to comply with the following paragraphs.",
        "The Secretary of State accordingly gives this direction to the Council in exercise of powers under section 497A(4B) of the Education Act 1996.",
    ],
)
@pytest.mark.parametrize(
    "lasts",
    [
        "This Direction has effect until it is revoked.",
        "In all other respects the earlier Direction continues in force.",
        "Otherwise, this Direction remains in force until it is revoked.",
        "Nothing in this Direction affects the notice of 6 November 2011.",
        "Nothing less than a further instrument in writing will end this Direction.",
    ],
)
def test_what_follows_the_order_to_comply_is_ordered(order, lasts):
    reading = read_text(DIRECTION.format(order, lasts), councils=COUNCILS)
    assert [(i.label, i.kind) for i in reading.requirements] == [
        ("1", "recital"),
        ("2", "overarching"),
        ("3", "measure"),
        ("4", "measure"),
        ("5", "reporting"),
        ("6", "overarching"),
    ]
    assert [i.binds for i in reading.requirements][3:] == ["council", "other", "other"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Reporting progress", "reporting"),
        ("Reporting on progress", "reporting"),
        ("Regular reporting", "reporting"),
        ("The aim", "overarching"),
        ("Improvement plan", "measure"),
    ],
)
def test_headings_say_the_kind(heading, kind):
    reading = notice(
        f"Measures\n\n1. Publish a plan.\n\n{heading}\n\n2. Tell parents and staff what is being done."
    )
    assert [i.kind for i in reading.requirements][:2] == ["measure", kind]


@pytest.mark.parametrize(
    "review",
    [
        "DfE and NHS England will jointly review progress in November 2014 and in May 2015.",
        "The final review, which was to have been held in May 2014, will now be held by the Department for Education in May 2015.",
    ],
)
def test_a_review_by_the_department_is_assessment_under_any_heading(review):
    reading = notice(f"Measures\n\n1. Publish a plan.\n\nReporting\n\n2. {review}")
    assert [i.kind for i in reading.requirements][:2] == ["measure", "assessment"]
