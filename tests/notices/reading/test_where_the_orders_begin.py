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


def kinds(text: str) -> list[tuple[str | None, str, str]]:
    reading = read_text(text, councils=COUNCILS)
    return [(item.label, item.kind, item.binds) for item in reading.requirements]


DIRECTION = "DIRECTION UNDER SECTION 497A(4) OF THE EDUCATION ACT 1996\n\nTo: Borchester County Council\n\n"
GIVEN = "\n\nSigned by authority of the Secretary of State for Education\n\nLeopold Marsh\nDirector\n3 June 2013\n"


@pytest.mark.parametrize(
    "orders",
    [
        "NOW the Secretary of State, in exercise of those powers, DIRECTS that",
        "NOW THEREFORE the Secretary of State hereby directs that",
        "Now, therefore, the Secretary of State directs the Council to",
        "ACCORDINGLY the Secretary of State DIRECTS the Authority that",
        "The Secretary of State hereby directs that:",
    ],
)  # fmt: skip
def test_recitals_end_where_the_secretary_of_state_directs(orders):
    text = (
        f"{DIRECTION}WHEREAS\n\n1. Ofsted reported on 4 March 2013 that services were inadequate; and\n\n2. the Secretary of State is satisfied that the Council is failing,\n\n{orders}\n\n"
        f"3. the Council shall publish a plan within two weeks of this Direction; and\n\n4. the Council shall keep a register of visits.{GIVEN}"
    )
    reading = read_text(text, councils=COUNCILS)
    assert [(i.label, i.kind) for i in reading.requirements] == [
        ("1", "recital"),
        ("2", "recital"),
        ("3", "measure"),
        ("4", "measure"),
    ]
    assert reading.requirements[1].text == "the Secretary of State is satisfied that the Council is failing,"


@pytest.mark.parametrize(
    "first",
    [
        "By 30 June 2014 no child may wait for more than five days.",
        "Fewer than one placement in ten may break down in the year to March 2014.",
        "All files must be audited once a year.",
        "Borchester Hospitals Trust is to name a doctor for these children.",
    ],
)
def test_the_first_number_is_a_clause_whoever_its_subject_is(first):
    text = f"{FRONT}WHAT THE COUNCIL MUST DO\n\nHomes\n\n1. {first}\n\n2. Every home must be visited each month.\n\nOVERSIGHT\n\n3. The Council must convene a panel.{END}"
    assert clauses(text) == [
        ("1", first),
        ("2", "Every home must be visited each month."),
        ("3", "The Council must convene a panel."),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "The Council will be expected to:",
        "The Council is asked to:",
        "Each Council is to:",
        "The Council needs to:",
        "The authority is hereby obliged to:",
        "You are expected to:",
    ],
)
def test_a_lead_in_above_letters_is_their_section(lead):
    reading = read_text(
        f"{FRONT}{lead}\n\na. open a centre in the town by 1 May 2014;\n\nb. publish a plan.{END}",
        councils=COUNCILS,
    )
    assert [(i.label, i.section) for i in reading.requirements[:2]] == [("a", lead), ("b", lead)]


def test_an_article_behind_a_bullet_is_no_label():
    text = f"{FRONT}The Council must make sure that:\n\n- a child who moves is visited;\n- nobody's case is closed too early; and\n- a panel meets weekly.{END}"
    assert clauses(text) == [
        (None, "a child who moves is visited;"),
        (None, "nobody's case is closed too early; and"),
        (None, "a panel meets weekly."),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "binds"),
    [
        ("this Direction shall endure until revoked.", "overarching", "other"),
        ("This direction applies from the day on which it is signed and until the Secretary of State revokes it.", "overarching", "other"),
        ("Unless it is revoked before then, this Direction will stay in force until 1 May 2016.", "overarching", "other"),
        ("Subject to any further direction, it remains in force until 1 May 2016.", "overarching", "other"),
        ("The Secretary of State appoints Dame Una Prior to be Commissioner for Children's Services in Borchester.", "overarching", "other"),
        ("The Commissioner is Dame Una Prior, who will hold office until 1 May 2015.", "overarching", "other"),
        ("Dame Una Prior is appointed as the Children's Services Commissioner.", "overarching", "other"),
        ("The Council shall apply its threshold policy until the Commissioner agrees another.", "measure", "council"),
        ("To work with Dame Una Prior, who is appointed as Commissioner, from the date of this Direction.", "measure", "council"),
    ],
)  # fmt: skip
def test_the_term_of_a_direction_and_whom_it_appoints_bind_nobody(text, kind, binds):
    text = f"{DIRECTION}WHEREAS\n\n1. Ofsted reported on 4 March 2013 that services were inadequate.\n\nNOW THEREFORE the Secretary of State directs the Council as follows:\n\n2. The Council shall publish a plan.\n\n3. {text}{GIVEN}"
    assert kinds(text)[2] == ("3", kind, binds)


@pytest.mark.parametrize(
    "text",
    [
        "A review of this Direction by the Secretary of State will follow that report.",
        "Upon receipt of each report the Secretary of State shall review whether this Direction is still needed.",
        "We will review progress every six months, beginning in November.",
        "At the end of the first year, the Department will review what has been achieved.",
    ],
)
def test_the_departments_review_is_an_assessment_under_any_heading(text):
    document = f"{FRONT}Measures\n\n1. The Council must publish a plan.\n\nReports and oversight\n\n2. The chair must report to the Minister monthly.\n\n3. {text}{END}"
    assert kinds(document)[2] == ("3", "assessment", "department")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A. The Council must take the following steps", "B. Support for improvement"),
        ("A. The Authority is required to:", "B. Oversight"),
        ("I. You must:", "II. Who will help"),
    ],
)
def test_letters_head_numbers_that_run_on_even_where_they_say_who_must(first, second):
    text = f"{FRONT}{first}\n\n1. Secure enough foster homes by 1 May 2014.\n\n2. Visit each child every month.\n\n{second}\n\n3. The Council must convene a panel.\n\n4. The panel must meet monthly.{END}"
    reading = read_text(text, councils=COUNCILS)
    items = [i for i in reading.requirements if i.kind != "consequence"]
    assert [(i.label, i.parent) for i in items] == [("1", None), ("2", None), ("3", None), ("4", None)]
    assert [i.section for i in items[1:3]] == [first.split(". ")[1], second.split(". ")[1]]


def test_a_lettered_annex_of_a_letter_goes_on_with_its_numbers_under_its_own_headings():
    text = (
        "Department for Education\nSanctuary Buildings\nLondon SW1P 3BT\n\nChief Executive\nBorchester County Council\nCounty Hall\nBorchester BC1 4QT\n\n15 March 2024\n\nDear Chief Executive\n\nIMPROVEMENT NOTICE\n\n"
        'Reasons\n\n1. I am writing to issue this Improvement Notice to Borchester County Council ("the Council") because of poor performance in fostering.\n\nEffect of the notice\n\n2. If this notice is not complied with, the Secretary of State may use the powers in section 497A of the Education Act 1996.\n\n'
        "Yours sincerely\n\nRufina Holt\nDeputy Director\n\nANNEX: STEPS REQUIRED OF THE COUNCIL\n\nA. Planning\n\n3. The Council must publish a plan.\n\n4. The Council must visit each home.\n\nB. Health\n\n5. The Council must name a nurse.\n"
    )
    reading = read_text(text, councils=COUNCILS)
    assert [(i.label, i.section) for i in reading.requirements if i.kind == "measure"] == [
        ("3", "Planning"),
        ("4", "Planning"),
        ("5", "Health"),
    ]
    assert str(reading.issue_date.date) == "2024-03-15"
    assert reading.address is not None and reading.address.postcode == "BC1 4QT"


@pytest.mark.parametrize(
    "words",
    [
        "This notice is given to answer what the report published by Ofsted on 4 March 2013 found.",
        "This notice is issued on the strength of evidence from an inspection undertaken by Ofsted in March 2013.",
        "This notice is issued to the Council because of findings made by Ofsted on 4 March 2013.",
    ],
)
def test_by_whom_the_evidence_is_does_not_say_who_gives_the_notice(words):
    text = f"Improvement Notice\n\nTo: Borchester County Council\n\nThe Department for Education\n\n{words}\n\nThe Council must take action to:\n\n1. Publish a plan.{END}"
    assert read_text(text, councils=COUNCILS).importable


def test_prose_that_says_what_is_extended_and_why_is_the_front():
    text = (
        'Extension of an Improvement Notice\n\nTo: Borchester County Council ("the Council")\n\nThe Department for Education gave the Improvement Notice of 4 March 2012, which is extended and amended by this instrument. It was issued because of poor performance in leaving care services.\n\n'
        f"Ofsted's letter of 15 January 2013 shows progress which has yet to reach every team.\n\nExtension\n\n1. The Notice is to run until 31 March 2014.\n\nNew requirements\n\n2. The Council must publish a plan.{END}"
    )
    reading = read_text(text, councils=COUNCILS)
    assert [i.label for i in reading.requirements][:2] == ["1", "2"]
    assert reading.service_area == "leaving care services"
    assert [str(e.date) for e in reading.evidence] == ["2013-01-15"]


def test_whoever_is_to_report_to_the_secretary_of_state_does_so_under_any_heading():
    text = f"{DIRECTION}WHEREAS\n\n1. Ofsted reported on 4 March 2013 that services were inadequate.\n\nNOW THEREFORE the Secretary of State directs the Council as follows:\n\n2. The Council shall publish a plan.\n\n3. The Trust shall report to the Secretary of State every six months.{GIVEN}"
    assert kinds(text)[2][:2] == ("3", "reporting")


def test_two_councils_addressed_jointly():
    text = f"Improvement Notice\n\nThis Improvement Notice is addressed jointly to:\n\nBorchester County Council (“Borchester”); and\n\nFelpersham City Council (“Felpersham”).\n\nThis Improvement Notice is issued by the Department for Education because of poor performance in fostering.\n\nThe Councils must take action to:\n\n1. Publish a plan.{END}"
    assert [c.gss_code for c in read_text(text, councils=COUNCILS).councils] == ["X10000001", "X06000002"]


@pytest.mark.parametrize(
    "lead",
    [
        "To comply with this Notice the Council must carry out the following measures.",
        "In order to comply with the Notice the Council must do what follows.",
        "The Council must do all of the following.",
        "The measures which the Council must take are these.",
        "The following are the measures that are needed.",
        "For compliance with this Notice, the Council must undertake the actions listed below.",
        "Compliance requires the following.",
        "The Department for Education requires the Council to act as follows.",
        "What the Council must do is set out below.",
        "You must take each of the steps that are described below.",
    ],
)
@pytest.mark.parametrize(
    "below",
    [
        "1. Publish a plan.\n\n2. Appoint a director.",
        "## Leadership\n\n1. Publish a plan.\n\n## Workforce\n\n2. Appoint a director.",
        "- Publish a plan.\n\n- Appoint a director.",
    ],
)
def test_a_sentence_that_only_points_to_what_is_below_it_is_no_clause(lead, below):
    found = clauses(f"{FRONT}## Measures\n\n{lead}\n\n{below}{END}")
    assert [text for _, text in found] == ["Publish a plan.", "Appoint a director."]


def test_a_sentence_that_says_something_of_its_own_is_a_clause_though_it_points():
    lead = "The Council must meet the following targets for its workforce."
    found = clauses(f"{FRONT}## Measures\n\n{lead}\n\n1. Publish a plan.\n\n2. Appoint a director.{END}")
    assert [text for _, text in found] == [lead, "Publish a plan.", "Appoint a director."]
