"""Where the front ends and the orders begin, and that an instrument is known by what it obliges to."""

from __future__ import annotations

import pytest

from notices.reading import read_text

from .made_up import COUNCILS

END = "\n\nFailure to comply\n\nIf the Council does not comply, the Secretary of State may use section 497A of the Education Act 1996.\n\nSigned: Helena Marchbanks MP\n\nDate: 3 June 2013\n"
FRONT = "Improvement Notice\n\nTo: Borchester County Council\n\nThe Department for Education gives this notice because of poor performance in adoption. It follows Ofsted's report of 4 March 2013.\n\n"


def clauses(text: str) -> list[tuple[str | None, str]]:
    reading = read_text(text, councils=COUNCILS)
    return [(item.label, item.text) for item in reading.requirements if item.kind != "consequence"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Homes\n\n- You must see every care leaver.\n\nHealth\n\n- You must publish a plan.",
            [(None, "You must see every care leaver."), (None, "You must publish a plan.")],
        ),
        (
            "A. Changes\n\n(1) In paragraph 4, for “by June 2012” substitute “by June 2013”.\n\n(2) Paragraph 5 is omitted.",
            [("1", "In paragraph 4, for “by June 2012” substitute “by June 2013”."), ("2", "Paragraph 5 is omitted.")],
        ),
        (
            "Actions\n\n| Ref. | Action | By when |\n| --- | --- | --- |\n| H1 | Appoint a director. | 1 May 2014 |\n| H2 | Publish a plan. | 2 June 2014 |",
            [("H1", "Appoint a director. | 1 May 2014"), ("H2", "Publish a plan. | 2 June 2014")],
        ),
        (
            "WHAT THE COUNCIL MUST DO\n\n2a The Council must publish a plan.\n\n2b The Council must appoint a director.",
            [("2a", "The Council must publish a plan."), ("2b", "The Council must appoint a director.")],
        ),
    ],
)  # fmt: skip
def test_the_orders_begin_at_the_heading_above_the_first_duty(body, expected):
    assert clauses(f"{FRONT}{body}{END}") == expected


def test_a_list_of_evidence_is_no_list_of_measures():
    front = FRONT.replace(
        "It follows Ofsted's report of 4 March 2013.",
        "\n\nThe basis of this notice is evidence contained in:\n\n1. Ofsted's report on safeguarding, 4 March 2013\n\n2. Ofsted's report on fostering, 5 April 2013",
    )
    assert clauses(f"{front}The Council must take action to:\n\n1. Publish a plan.{END}") == [
        ("1", "Publish a plan.")
    ]


def test_a_notice_without_an_addressee_s_line_is_known_by_its_duties():
    title = "IMPROVEMENT NOTICE TO BORCHESTER COUNTY COUNCIL\n\nThe Department for Education has found poor performance in adoption.\n\n"
    duties = "Staff\n\nThe Council is required to fill its posts.\n\nThe Council is required to publish a plan.\n\nThe Council is required to appoint a director."
    assert read_text(f"{title}{duties}{END}", councils=COUNCILS).document_kind == "improvement_notice"
    assert read_text(f"{title}Nothing more is said.", councils=COUNCILS).importable is False


def test_items_that_only_say_a_level_take_the_measure_from_their_lead_in():
    reading = read_text(
        f"{FRONT}The Council must take action to:\n\n1. Raise the share of plans that are issued in time from 12% to:\n\n(a) 45% by 31 December 2013; and\n\n(b) 60% by 31 July 2014.{END}",
        councils=COUNCILS,
    )
    assert [(t.target, str(t.by)) for t in reading.targets] == [(45, "2013-12-31"), (60, "2014-07-31")]
    assert all("plans that are issued in time" in t.metric for t in reading.targets)
