"""What is not the Department's instrument to an English council is refused, with the reason in plain words."""

from __future__ import annotations

import pytest

from notices.reading import load_register, read_text

from .made_up import notice

REGISTER = load_register()
ASKS = "This Improvement Notice is being issued by the Department for Education due to poor performance in children's services.\n\n"
DUTY = "The Council must take action to:\n\n1. Improve assessments by 31 March 2014.\n"

REFUSED = [
    ("return or answer", "Improvement Notice: monthly return to the Department\n\nThis is the Council's second return under the Improvement Notice.\n\n" + DUTY),
    ("return or answer", "Improvement Notice\n\nKent County Council: quarterly performance return under the Notice\n\n" + ASKS + DUTY),
    ("paper for a committee", "IMPROVEMENT NOTICE\n\nTo: Children and Young People Committee\n\nMeeting Date: 3 June 2014\n\n" + ASKS + DUTY),
    ("paper for a committee", "Children's services: improvement notice\n\nReport of the Director of Children's Services\n\nRecommendation:\n\n" + DUTY),
    ("minutes or agenda", "MINUTES of a meeting of the Improvement Board held on 3 May 2013\n\nPresent: A, B\n\n" + DUTY),
    ("minutes or agenda", "Agenda\n\n1. Apologies\n\n2. Improvement Notice issued by the Department for Education\n"),
    ("letter", "Department for Education\n\nDear Councillor Smith,\n\nImprovement Notice: Kent County Council\n\n" + ASKS + DUTY + "\nYours sincerely\n\nA Minister MP\n"),
    ("letter", "Improvement Notice\n\nTo: Kent County Council\n\nDear Leader\n\n" + ASKS + DUTY + "\nYours sincerely\n"),
    ("terms of reference", "Kent Improvement Board\n\nTerms of Reference\n\n1. The Board answers the Improvement Notice of the Department for Education.\n"),
    ("improvement or action plan", "Kent Children's Services Improvement Plan 2013-15\n\nThis plan answers the Improvement Notice of the Department for Education.\n\n" + DUTY),
    ("press release", "Press release: Improvement notice issued to Kent County Council\n\n" + ASKS + DUTY),
    ("inspection report", "Inspection of safeguarding and looked after children services\n\nKent\n\nInspection dates: 1-12 October 2010\n\n" + DUTY),
    ("template", "Improvement Notice\n\nTo: Name [Name of Council] (\"the Council\")\n\n" + ASKS + DUTY),
    ("template", "Improvement Notice\n\nTo: XXXX Council\n\n" + ASKS + DUTY),
    ("guidance", "Statutory guidance on intervention\n\nThe Department for Education may issue an improvement notice. The Council must act.\n"),
    ("a notice about housing", "Improvement Notice\n\nHousing Act 2004, sections 11 and 12\n\nTo: Mr J Smith\n\nKent County Council (\"the Council\") requires you to:\n\n1. Replace the boiler.\n"),
    ("Health and Safety Executive", "HEALTH AND SAFETY EXECUTIVE\n\nImprovement Notice\n\nTo: Kent County Council\n\nThe Council must remedy it by 1 May 2014.\n"),
    ("Welsh Ministers", "Improvement Notice\n\nTo: Powys County Council\n\nThis Improvement Notice is issued by the Welsh Ministers.\n\n" + DUTY),
    ("outside England", "Improvement Notice\n\nTo: Powys County Council (\"the Council\")\n\n" + ASKS + DUTY),
    ("outside England", "Improvement Notice\n\nTo: The City of Edinburgh Council\n\n" + ASKS + DUTY),
    ("academy trust", "Notice to Improve\n\nTo: The Trustees, Acorn Academy Trust\n\nThis Notice to Improve is issued under the funding agreement by the Secretary of State for Education.\n\n1. Submit a plan.\n"),
    ("not to an English council", "Improvement Notice\n\nTo: The Governors, Hilltop School\n\n" + ASKS + DUTY),
    ("best value", "LOCAL GOVERNMENT ACT 1999\n\nDIRECTION UNDER SECTION 15\n\nTo: London Borough of Tower Hamlets\n\nNOW THEREFORE the Secretary of State for Communities and Local Government directs the Council to:\n\n1. Prepare a strategy.\n"),
    ("does not say that it is", "Safeguarding in Kent\n\nThe Council must take action to:\n\n1. Improve.\n\nDepartment for Education\n"),
    ("does not say that it comes from", "Improvement Notice\n\nTo: Kent County Council\n\nThis Improvement Notice is being issued due to poor performance in roads.\n\n" + DUTY),
    ("a school or a college", "NOTICE TO IMPROVE: FINANCIAL HEALTH\n\nTo: Kent College\n\nThis Notice to Improve is issued by the Skills Funding Agency, a partner of the Department for Education, to the College.\n\n1. The College must prepare a plan.\n"),
    ("a school or a college", "Notice to Improve\n\nTo: the Corporation of Bradford College\n\nThis Notice to Improve is issued by the Department for Education. The FE Commissioner will visit.\n\n1. The College must prepare a plan.\n"),
    ("given by Monitor", "Improvement notice\n\nTo: Essex County Council\n\nMonitor issues this improvement notice. The Department for Education and Ofsted were consulted on children's services.\n\n" + DUTY),
    ("given by Youth Justice Board", "Improvement notice\n\nTo: Leeds City Council\n\nThis improvement notice is issued by the Youth Justice Board to the Council. The Department for Education has been told.\n\n" + DUTY),
    ("given by Environment Agency", "Improvement notice\n\nTo: Leeds City Council\n\nThis notice is issued by the Environment Agency. A school of the Department for Education is affected.\n\n" + DUTY),
    ("given by Director", "Improvement notice\n\nTo: Leeds City Council\n\nThis improvement notice is issued by the Director. The notice of the Department for Education requires it.\n\n" + DUTY),
    ("given by Leeds City Council", "Improvement Notice\n\nThis improvement notice is issued by Leeds City Council (“the Council”) under clause 24 of the contract. The standards of the Department for Education apply.\n\n" + DUTY),
    ("not to an English council", "Improvement notice\n\nTo: University of Kent\n\nThis improvement notice comes from the Department for Education.\n\n" + DUTY),
    ("best value", "Best Value Notice\n\nTo: Leeds City Council\n\nThis notice comes from the Department for Levelling Up. The Department for Education knows of children's services.\n\n" + DUTY),
    ("a report about a council", "Scrutiny report: the improvement notice\n\nTo: Leeds City Council\n\nThe notice of the Department for Education says:\n\n" + DUTY),
    ("does not say that it is", "A note about nothing at all.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text"), REFUSED)
def test_refused_with_the_reason(reason, text):
    reading = read_text(text, councils=REGISTER)
    assert (reading.document_kind, reading.importable, reading.requirements) == ("other", False, [])
    assert len(reading.warnings) == 1
    assert reason in reading.warnings[0].message


def test_a_draft_is_read_and_said():
    text = f'DRAFT\n\nImprovement Notice\n\nTo: Kent County Council ("the Council")\n\n{ASKS}{DUTY}\nSigned:\n\nDate:\n'
    reading = read_text(text, councils=REGISTER)
    assert reading.importable
    assert "The document is marked as a draft." in [warning.message for warning in reading.warnings]


@pytest.mark.parametrize(
    "title",
    ["Improvement Notice", "IMPROVEMENT NOTICE", "REVISED IMPROVEMENT NOTICE", "Second Improvement Notice", "# Improvement Notice", "Improvement notice issued to Kent County Council"],
)  # fmt: skip
def test_titles_of_notices(title):
    reading = read_text(
        f'{title}\n\nTo: Kent County Council ("the Council")\n\n{ASKS}{DUTY}', councils=REGISTER
    )
    assert (reading.document_kind, reading.importable) == ("improvement_notice", True)


@pytest.mark.parametrize(
    "title",
    [
        "STATUTORY DIRECTION TO KENT COUNTY COUNCIL IN RELATION TO CHILDREN'S SERVICES UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996",
        "DIRECTION ISSUED UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996\n\nTO: KENT COUNTY COUNCIL",
        "EDUCATION ACT 1996\n\nDIRECTION UNDER SECTION 497A(4B)\n\nTo: Kent County Council",
        "Direction\n\nTo: Kent County Council",
    ],
)
def test_titles_of_directions(title):
    body = (
        'WHEREAS:\n\n1. The Secretary of State for Education is satisfied that Kent County Council ("the Council") is failing.\n\n'
        "NOW THEREFORE:\n\n2. Pursuant to section 497A(4B) of the Education Act 1996 the Secretary of State directs the Council as follows:\n\n"
        "a. To appoint a chair.\n\nb. To report monthly.\n\n3. This direction will remain in force until it is revoked.\n\nDated this 3rd day of June 2013\n"
    )
    reading = read_text(f"{title}\n\n{body}", councils=REGISTER)
    assert (reading.document_kind, [c.gss_code for c in reading.councils]) == (
        "statutory_direction",
        ["E10000016"],
    )
    assert [(item.label, item.kind) for item in reading.requirements] == [
        ("1", "recital"), ("2", "overarching"), ("2.a", "measure"), ("2.b", "measure"), ("3", "overarching"),
    ]  # fmt: skip


def test_a_wrapped_line_that_begins_with_minutes_is_no_heading_of_minutes():
    body = "The Council must take action to:\n\n1. Answer calls out of hours within ten\nminutes; and write down each of them."
    assert notice(body).importable
