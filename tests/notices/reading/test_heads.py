"""However an instrument is headed and addressed, it is known for what it is; and so is one that changes another."""

from __future__ import annotations

import pytest

from notices.reading import load_register, read_text

REGISTER = load_register()
DIRECTION = """
The Secretary of State for Education has considered Ofsted's report of 7 April 2017 and is satisfied that the Council is failing to perform its children's social care functions to an adequate standard.

The Secretary of State directs the Council, under section 497A(4B) of the Education Act 1996:

1. to co-operate with the Commissioner;

2. to prepare an improvement plan by 31 March 2018; and

3. to report to the Secretary of State every three months.

This direction replaces the direction of 4 March 2016, which is revoked.

Signed on behalf of the Secretary of State for Education

Philippa Osgood

A Senior Civil Servant in the Department for Education

9 January 2018
"""
NOTICE = """
This Improvement Notice is given by the Secretary of State for Education because services for children in need of help were judged inadequate by Ofsted on 7 April 2014. It replaces the Improvement Notice of 4 March 2012.

The Council must:

1. prepare an improvement plan by 31 March 2015;

2. hold a board every month; and

3. report to the Department every three months.

Jane Doe MP
Parliamentary Under Secretary of State for Children and Families
9 January 2015
"""
HEADS_OF_DIRECTIONS = [
    "DIRECTION UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996\n\nTo: The Mayor and Members of the London Borough of Tower Hamlets\n",
    "Direction to the London Borough of Tower Hamlets\n\nTo: The Mayor and Cabinet, London Borough of Tower Hamlets (“the Council”)\n",
    "STATUTORY DIRECTION\n\nAddressee\n\nLondon Borough of Tower Hamlets (“the Council”)\nTown Hall, Mulberry Place\nLondon E14 2BG\n",
    "Department for Education\n\nDirection\n\nRecipient: London Borough of Tower Hamlets (“the Council”), 5 Clove Crescent, London E14 2BG\n",
    "EDUCATION ACT 1996\n\nLONDON BOROUGH OF TOWER HAMLETS\n\nDIRECTION\n",
    "Direction made by the Secretary of State for Education\n\nFor the attention of: the Chief Executive, London Borough of Tower Hamlets\n",
    "DIRECTION\n\nIssued to: London Borough of Tower Hamlets (“the Council”)\nOf: Town Hall, London E14 2BG\n",
    "Direction given to the London Borough of Tower Hamlets in relation to children's social care\n",
    "CHILDREN ACT 2004\n\nSECTION 50\n\nDirection to the London Borough of Tower Hamlets\n",
    "Revocation and replacement of direction\n\nTo: London Borough of Tower Hamlets\n",
    "Direction to the London Borough of Tower Hamlets\n\nThe report of the inspection is at Annex A.\n\nTo: London Borough of Tower Hamlets\n",
    "TO: THE LONDON BOROUGH OF TOWER HAMLETS\n\nDIRECTION ISSUED UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996\n",
    "To the London Borough of Tower Hamlets (“the Council”)\n\nof Town Hall, London E14 2BG\n\nDirection\n",
    "HM Government\n\nSecretary of State's direction: children's services in Tower Hamlets\n\nTo: London Borough of Tower Hamlets\n",
    "Direction: Tower Hamlets children's services\n\nPublished by the Department for Education\n\nTo: London Borough of Tower Hamlets\n",
]  # fmt: skip
HEADS_OF_NOTICES = [
    "IMPROVEMENT NOTICE\n\nTo: The Leader and Members, Hampshire County Council\n",
    "Revised Improvement Notice\n\nHampshire County Council\n",
    "Improvement Notice No. 2\n\nHampshire County Council (“the Council”)\n",
    "Improvement Notice: Hampshire\n\nFor: Hampshire County Council\n",
    "Hampshire County Council\n\nImprovement Notice\n",
    "NOTICE\n\nTo: Hampshire County Council (“the Council”)\n",
    "Second Improvement Notice to Hampshire County Council\n",
    "Formal Improvement Notice\n\nTo: Hampshire County Council\n",
    "Children's services improvement notice\n\nTo: Hampshire County Council\n",
    "Improvement Notice for Hampshire County Council\n",
    "Notice of improvement\n\nTo: Hampshire County Council\n",
    "Department for Education: improvement notice\n\nTo: Hampshire County Council\n",
    "SEND Improvement Notice\n\nTo: Hampshire County Council\n",
    "Non-statutory improvement notice\n\nTo: Hampshire County Council\n",
    "Improvement notice issued to Hampshire County Council\n\nUpdated 9 January 2015\n",
    "Policy paper\n\nImprovement notice: Hampshire County Council\n",
    "IMPROVEMENT NOTICE (AMENDED)\n\nTo: Hampshire County Council\n",
    "Replacement notice\n\nTo: Hampshire County Council\n",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS_OF_DIRECTIONS)
def test_a_direction_under_any_head(head: str) -> None:
    reading = read_text(head + DIRECTION, councils=REGISTER)
    assert (reading.document_kind, [council.gss_code for council in reading.councils]) == (
        "statutory_direction",
        ["E09000030"],
    )
    assert (len(reading.requirements) >= 4, reading.revises) == (
        True,
        "This direction replaces the direction of 4 March 2016, which is revoked.",
    )


@pytest.mark.parametrize("head", HEADS_OF_NOTICES)
def test_a_notice_under_any_head(head: str) -> None:
    reading = read_text(head + NOTICE, councils=REGISTER)
    assert (reading.document_kind, [council.gss_code for council in reading.councils]) == (
        "improvement_notice",
        ["E10000014"],
    )
    assert ([item.label for item in reading.requirements], reading.revises) == (
        ["1", "2", "3"],
        "It replaces the Improvement Notice of 4 March 2012.",
    )


END = "\n\nSigned: A Person MP\n\nParliamentary Under Secretary of State for Children and Families\n\nDate: 3 June 2013\n"
CHANGES = "1. In paragraph 4 (the plan), for “31 March 2013” substitute “30 June 2013”.\n\n2. For paragraph 9 (reports) substitute:\n\n“9. The chair must report to the Minister every quarter.”\n\n3. Paragraph 12 is revoked."
TO = "To: Hampshire County Council (“the Council”)\n\nAddress: The Castle, Winchester SO23 8UJ\n\n"
CHANGING = [
    "AMENDMENT TO IMPROVEMENT NOTICE\n\n" + TO + "The Improvement Notice issued to the Council on 4 March 2012 (“the Notice”) is amended by the Department for Education as follows.\n\n"+ CHANGES,
    "IMPROVEMENT NOTICE: AMENDMENT\n\n" + TO + "The Department for Education has reviewed progress under the Improvement Notice of 4 March 2012 and has decided to amend it.\n\nThe amendments are:\n\n"+ CHANGES,
    "Department for Education\n\nHampshire County Council: amendment of improvement notice\n\nOn 4 March 2012 an improvement notice was issued to Hampshire County Council (“the Council”) because of poor performance in children's services. With effect from today it is amended in the way set out below.\n\n"+ CHANGES,
    "Amendment of the Improvement Notice dated 4 March 2012\n\n" + TO + "1. This amendment takes effect today.\n\n2. The Notice is amended in these respects:\n\n(a) in paragraph 4, for “31 March 2013” substitute “30 June 2013”;\n\n(b) omit paragraph 12.\n\n3. The Department for Education will review progress in May 2014.",
    "Direction under section 497A(4B) of the Education Act 1996 amending an earlier direction\n\nTo: Slough Borough Council (“the Council”)\n\n1. On 4 March 2012 the Secretary of State for Education gave the Council a direction (“the 2012 Direction”).\n\n2. The Secretary of State has reviewed progress.\n\n3. The 2012 Direction is amended as follows:\n\n(a) in paragraph 4 for “monthly” substitute “every two months”;\n\n(b) after paragraph 6 insert “6A. The Commissioner must report by 1 May 2014.”",
    "AMENDING DIRECTION\n\nSlough Borough Council\n\n1. On 4 March 2012 the Secretary of State directed Slough Borough Council (“the Council”) under section 497A(4B) of the Education Act 1996.\n\n2. In exercise of the same powers the Secretary of State now amends that direction as set out in paragraph 3.\n\n3. In the direction of 4 March 2012:\n\n(a) in paragraph 4 for “monthly” substitute “every two months”;\n\n(b) omit paragraph 7.",
    "VARIATION OF DIRECTION\n\nTo: Slough Borough Council\n\nThe direction given by the Secretary of State for Education to the Council on 4 March 2012 under section 497A is varied.\n\n"+ CHANGES,
    "DIRECTION (AMENDMENT)\n\nTo: Slough Borough Council\n\nThe Secretary of State for Education, in exercise of powers under section 497A of the Education Act 1996, amends the direction dated 4 March 2012 as follows.\n\n"+ CHANGES,
    "Changes to the improvement notice for Hampshire County Council\n\nThe Department for Education makes these changes to the improvement notice of 4 March 2012.\n\n"+ CHANGES,
    "NOTICE OF AMENDMENT\n\n" + TO + "The Secretary of State for Education amends the Improvement Notice given to the Council on 4 March 2012 as follows:\n\n"+ CHANGES,
    "Direction to Slough Borough Council: amendment No. 1\n\nThe Secretary of State, having considered a report from the Commissioner, makes the following amendments to the direction given to Slough Borough Council (“the Council”) on 4 March 2012 under section 497A(4B) of the Education Act 1996.\n\n"+ CHANGES,
    "FURTHER DIRECTION TO SLOUGH BOROUGH COUNCIL\n\nWHEREAS\n\n1. the Secretary of State gave a direction on 4 March 2012;\n\nNOW THEREFORE the Secretary of State, under section 497A(4B) of the Education Act 1996, hereby amends that direction as follows:\n\n(a) in paragraph 4 for “monthly” substitute “every two months”;",
]  # fmt: skip


@pytest.mark.parametrize("text", CHANGING)
def test_an_instrument_that_changes_another(text: str) -> None:
    reading = read_text(text + END, councils=REGISTER)
    kind = "statutory_direction" if "direction" in text.lower() else "improvement_notice"
    assert (reading.document_kind, len(reading.councils), len(reading.requirements) >= 2) == (kind, 1, True)
