"""The front of an instrument (addressee, address, service, evidence, law) and its end (date, signatory)."""

from __future__ import annotations

import datetime

import pytest

from notices.reading import Reading, Register, load_register, read_text
from notices.reading.councils import core_words

from .made_up import COUNCILS, END, FRONT, notice

BODY = "The Council must take action to:\n\n1. Ensure that children are seen."
REGISTER = load_register()


def addressed(to: str, *, dated: str = "3 June 2013") -> Reading:
    front = FRONT.replace('To: Borchester County Council ("the Council")', to)
    return read_text(front + BODY + END.replace("3 June 2013", dated), councils=REGISTER)


def codes(reading: Reading) -> list[str | None]:
    return [council.gss_code for council in reading.councils]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("HEREFORDSHIRE COUNCIL", "E06000019"),
        ("County of Herefordshire District Council", "E06000019"),
        ("Bristol City Council", "E06000023"),
        ("Hull City Council", "E06000010"),
        ("Kingston upon Hull City Council", "E06000010"),
        ("Durham County Council", "E06000047"),
        ("London Borough of Camden", "E09000007"),
        ("The Council of the London Borough of Barking and Dagenham", "E09000002"),
        ("Royal Borough of Windsor and Maidenhead", "E06000040"),
        ("Brighton & Hove City Council", "E06000043"),
        ("Telford and Wrekin Council", "E06000020"),
        ("Council of the Isles of Scilly", "E06000053"),
        ("City of London Corporation", "E09000001"),
        ("St Helens Metropolitan Borough Council", "E08000013"),
        ("Stoke-on-Trent City Council", "E06000021"),
        ("Bournemouth, Christchurch and Poole Council", "E06000058"),
        ("Cheshire West and Chester Council", "E06000050"),
    ],
)
def test_names_match_the_register(written, code):
    reading = addressed(f'To: Name {written} ("the Council")')
    assert codes(reading) == [code]
    assert reading.councils[0].as_written == written.removeprefix("The ")


@pytest.mark.parametrize(
    ("written", "dated", "code"),
    [
        ("Dorset County Council", "3 June 2013", "E10000009"),
        ("Dorset Council", "3 June 2020", "E06000059"),
        ("North Yorkshire County Council", "3 June 2013", "E10000023"),
        ("North Yorkshire Council", "3 June 2024", "E06000065"),
        ("Buckinghamshire County Council", "3 June 2014", "E10000002"),
        ("Buckinghamshire Council", "3 June 2021", "E06000060"),
    ],
)
def test_one_name_two_bodies_the_date_decides(written, dated, code):
    assert codes(addressed(f"To: {written}", dated=dated)) == [code]


def test_an_abolished_council_is_said_with_its_successor():
    reading = addressed("To: Dorset County Council")
    assert any(
        warning.message.startswith("Dorset County Council was abolished on 31 March 2019; its successors are")
        for warning in reading.warnings
    )


def test_two_councils_in_one_instrument():
    assert codes(addressed("To: Bournemouth Borough Council and Borough of Poole")) == [
        "E06000028",
        "E06000029",
    ]
    both = addressed(
        "To: Kingston upon Thames Royal Borough Council\n\nand\n\nLondon Borough of Richmond upon Thames"
    )
    assert codes(both) == ["E09000021", "E09000027"]


def test_a_misread_name_is_matched_and_said():
    reading = addressed("To: CALDERDAIE METROPOLITAN BOROUGH COUNCIL")
    assert codes(reading) == ["E08000033"]
    assert any("was read as Calderdale" in warning.message for warning in reading.warnings)


def test_an_unknown_council_is_kept_as_written_and_said():
    reading = addressed("To: Borsetshire County Council")
    assert [(c.name, c.as_written, c.gss_code) for c in reading.councils] == [
        (None, "Borsetshire County Council", None)
    ]
    assert reading.importable
    assert any("is not in the register" in warning.message for warning in reading.warnings)


def test_names_are_compared_without_the_words_for_the_body():
    assert core_words("Herefordshire, County of") == core_words("HEREFORDSHIRE COUNCIL") == ("herefordshire",)
    assert core_words("City of London") == ("city", "london")


def test_every_council_of_the_register_is_found_by_its_official_name():
    register = Register.of(REGISTER)
    for record in REGISTER:
        name = record.official_name or record.name
        on = record.end_date or datetime.date(2026, 1, 1)
        found = register.find(f"To: {name} (the Council)"[4:], on=on, whole=True)
        assert [match.record.gss_code for match in found] == [record.gss_code], name


@pytest.mark.parametrize(
    ("written", "lines", "postcode"),
    [
        ("Address 5 Portland Square, Carlisle, CA1 1PU", ["5 Portland Square", "Carlisle"], "CA1 1PU"),
        (
            "Address: HQ Building, 58 Nicholas Street, Chester CH1 2NP",
            ["HQ Building", "58 Nicholas Street", "Chester"],
            "CH1 2NP",
        ),
        (
            "Of: Shire Hall, Westgate Street,\nGloucester GL1 2TG",
            ["Shire Hall", "Westgate Street", "Gloucester"],
            "GL1 2TG",
        ),
        (
            "Address:\n\nTown Hall\n\nJudd Street\n\nLondon\n\nWC1H 9JE",
            ["Town Hall", "Judd Street", "London"],
            "WC1H 9JE",
        ),
        (
            "Civic Centre\nHigh Street\nUxbridge UB8 1UW",
            ["Civic Centre", "High Street", "Uxbridge"],
            "UB8 1UW",
        ),
    ],
)
def test_addresses(written, lines, postcode):
    reading = notice(
        BODY, front=FRONT.replace("Address: County Hall, 1 High Street, Borchester BC1 4QT", written)
    )
    assert reading.address is not None
    assert (reading.address.lines, reading.address.postcode) == (lines, postcode)


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("This Improvement Notice is being issued due to poor performance in: Adoption services.", "Adoption services"),
        ("This Improvement Notice is being issued due to poor performance in arrangements for the protection of children.", "arrangements for the protection of children"),
        ("This Improvement Notice is being issued due to poor performance in:\n\nChildren's Services in Borchester.", "Children's Services"),
    ],
)  # fmt: skip
def test_service_area(words, area):
    start = FRONT.index("This Improvement Notice")
    front = f"{FRONT[:start]}{words}\n\n{FRONT[FRONT.index('on the basis') :]}"
    assert notice(BODY, front=front).service_area == area


def test_several_pieces_of_evidence():
    start = FRONT.index("the report of the inspection")
    front = (
        f"{FRONT[:start]}1. The report of the inspection of safeguarding services carried out by Ofsted and CQC dated April 2012 "
        "which judged safeguarding to be inadequate;\n\n2. The adoption scorecard published by the Department for Education on 11 May 2012.\n\n"
    )
    reading = notice(BODY, front=front)
    assert [(e.publisher, e.title, str(e.date), e.judgement) for e in reading.evidence] == [
        (
            "Ofsted and Care Quality Commission",
            "Report of the inspection of safeguarding services",
            "2012-04-30",
            "inadequate",
        ),
        ("Department for Education", "Adoption scorecard", "2012-05-11", None),
    ]
    assert [item.label for item in reading.requirements if item.kind == "measure"] == ["1"]


def test_the_law_of_the_instrument_and_not_of_its_duties():
    body = (
        BODY
        + "\n\n2. Follow section 17(10) of the Children Act 1989 and section 7A of the Local Authority Social Services Act 1970."
    )
    assert [(b.act, b.section) for b in notice(body).legal_basis] == [("Education Act 1996", "497A")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("This notice replaces the Improvement Notice issued on 3 August 2012.", True),
        ("It amends the Improvement Notice dated 3 August 2012.", True),
        ("The Council has made progress.", False),
    ],
)
def test_what_it_replaces(said, expected):
    reading = notice(BODY, front=f"{FRONT}{said}\n\n")
    assert reading.revises == (said if expected else None)


@pytest.mark.parametrize(
    ("written", "date", "raw", "certain"),
    [
        ("Date: 3 June 2013", "2013-06-03", "3 June 2013", True),
        ("Dated this 3rd day of June 2013", "2013-06-03", "3rd day of June 2013", True),
        ("Dated: 03/06/2013", "2013-06-03", "03/06/2013", True),
        ("Date of issue: 3 June 2013", "2013-06-03", "3 June 2013", True),
        ("3 June 2013", "2013-06-03", "3 June 2013", True),
        ("Date:", None, None, False),
        ("Date: ..................", None, None, False),
        ("Date: 7/3/1", None, "7/3/1", False),
        ("Date: June 2013", None, "June 2013", False),
        ("Date: 31 June 2013", None, "31 June 2013", False),
        ("Date: 3 June 2O13", "2013-06-03", "3 June 2O13", False),
    ],
)
def test_issue_dates(written, date, raw, certain):
    reading = notice(BODY, end=END.replace("Date: 3 June 2013", written))
    found = reading.issue_date
    assert (str(found.date) if found.date else None, found.raw, found.certain) == (date, raw, certain)
    assert certain or any("date" in warning.message.lower() for warning in reading.warnings)


@pytest.mark.parametrize(
    ("end", "name", "role"),
    [
        ("Signed:\n\nEdward Timpson MP\nParliamentary Under Secretary of State for Children and Families\n\nDate:", "Edward Timpson MP", "Parliamentary Under Secretary of State for Children and Families"),
        ("Signed: Tim Loughton MP, Minister for Children\n\nDate:", "Tim Loughton MP", "Minister for Children"),
        ("Signed on behalf of the Secretary of State for Education\n\nA handwritten signature in black ink.\n\nSUZANNE LUNN\nA Senior Civil Servant in the Department for Education", "SUZANNE LUNN", "A Senior Civil Servant in the Department for Education"),
        ("Signed by authority of the Secretary of State for Education\n\nSophie Langdale\nDirector, Children's Social Care\nDepartment for Education", "Sophie Langdale", "Director, Children's Social Care"),
        ("Signed on the Secretary of State's behalf\n\nRufina Holt, Director for Regions\n\n3 June 2013", "Rufina Holt", "Director for Regions"),
        ("Given under the authority of the Secretary of State for Education\n\nRufina Holt\na member of the Senior Civil Service", "Rufina Holt", "a member of the Senior Civil Service"),
        ("By order of the Secretary of State\n\nRufina Holt\nAn Assistant Secretary", "Rufina Holt", "An Assistant Secretary"),
        ("Signed: Rufina Holt\nDeputy Director\nSchools and Families Unit\n\n3 June 2013", "Rufina Holt", "Deputy Director, Schools and Families Unit"),
        ("Signed:\n\nRufina Holt MP,\nParliamentary Under-Secretary of State for Children,\nYoung People and Families", "Rufina Holt MP", "Parliamentary Under-Secretary of State for Children, Young People and Families"),
        ("Signed for the Secretary of State for Education by Rufina Holt, a senior civil servant in the Department for Education", "Rufina Holt", "a senior civil servant in the Department for Education"),
        ("Signed on behalf of the Department: Rufina Holt MP, Minister of State for Children", "Rufina Holt MP", "Minister of State for Children"),
        ("Rufina Holt\\\nA senior civil servant in the Department for Education\\\non behalf of the Secretary of State\n\n12 July 2021", "Rufina Holt", "A senior civil servant in the Department for Education"),
        ("A senior civil servant in the Department for Education, for and on behalf of the Secretary of State for Education\n\nRufina Holt\n\n12 July 2021", "Rufina Holt", "A senior civil servant in the Department for Education"),
        ("Signed:\t\t\nDate:\t\t", None, None),
        ("Signed:\n\nDate: 3 June 2013\n\nParliamentary Under Secretary of State for Children and Families", None, "Parliamentary Under Secretary of State for Children and Families"),
    ],
)  # fmt: skip
def test_signatories(end, name, role):
    consequence = END[: END.index("Signed:")]
    reading = read_text(f"{FRONT}{BODY}{consequence}{end}", councils=COUNCILS)
    assert (reading.signatory.name, reading.signatory.role) == (name, role)


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (
            "To: Oldham Metropolitan Borough Council, Civic Centre, West Street, Oldham OL1 1UT (\"Oldham\")\n"
            'and: Tameside Metropolitan Borough Council ("Tameside")',
            ["E08000004", "E08000008"],
        ),
        (
            'To:\n\nBedford Borough Council, Borough Hall, Bedford MK42 9AP ("the First Council")\n\n'
            'Central Bedfordshire Council ("the Second Council")',
            ["E06000055", "E06000056"],
        ),
        ('To: THURROCK B0ROUGH COUNCIL ("the Council")', ["E06000034"]),
        ('To: Leicestershire County Council ("the Council"), County Hall, Glenfield, Leicester LE3 8RA', ["E10000018"]),
        (
            'To the Royal Borough of Kingston upon Thames ("Kingston") and the London Borough of Richmond upon Thames ("Richmond")',
            ["E09000021", "E09000027"],
        ),
    ],
)  # fmt: skip
def test_several_councils_and_none_of_the_places_in_the_address(to, expected):
    assert codes(addressed(to)) == expected


def test_a_sentence_after_the_report_says_how_it_was_judged():
    front = FRONT.split("on the basis")[0] + (
        "Ofsted inspected the services of the Council and reported on 4 March 2013. The overall judgement was 'inadequate'.\n\n"
    )
    reading = read_text(front + BODY + END, councils=COUNCILS)
    assert [(e.publisher, str(e.date), e.judgement) for e in reading.evidence] == [
        ("Ofsted", "2013-03-04", "inadequate")
    ]


@pytest.mark.parametrize(
    "to", ["To: Borchester County Council,", "To: Borchester County Council\n\nAddress: County Hall,"]
)
def test_a_postcode_cut_by_the_end_of_a_line(to):
    front = f"Improvement Notice\n\n{to} 1 High Street, Borchester BC1\n4QT\n\n{FRONT[FRONT.index('This Improvement') :]}"
    reading = notice("The Council must take action to:\n\n1. Publish a plan.", front=front)
    assert reading.address.postcode == "BC1 4QT"


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        (
            "It follows the monitoring visit by Ofsted of 3 April 2013 and the peer challenge by the Local Government Association published on 8 March 2013.",
            [("Ofsted", "2013-04-03"), ("Local Government Association", "2013-03-08")],
        ),
        (
            "The annual conversation between Ofsted and the Council of 9 January 2013, and the letter that the Minister wrote on 14 February 2013, are the evidence.",
            [("Ofsted", "2013-01-09"), ("Minister", "2013-02-14")],
        ),
        (
            "It follows:\n\n- the serious case review of Child A, which the Borchester Safeguarding Children Board published on 4 February 2013;\n\n"
            "- the Department's statistical return, dated 30 November 2012; and\n\n- a diagnostic report by the Centre for Good Practice of 7 May 2012.",
            [
                ("Borchester Safeguarding Children Board", "2013-02-04"),
                ("Department for Education", "2012-11-30"),
                ("Centre for Good Practice", "2012-05-07"),
            ],
        ),
        (
            "Evidence on which it rests:\n\n| Source | Date | Finding |\n| --- | --- | --- |\n| Ofsted, inspection of services | 7 May 2013 | Inadequate |\n"
            "| Improvement adviser's letter to the Department | 9 April 2013 | - |",
            [("Ofsted", "2013-05-07"), ("Improvement adviser", "2013-04-09")],
        ),
    ],
)  # fmt: skip
def test_every_kind_of_evidence_with_its_publisher_and_date(said, evidence):
    front = f"Improvement Notice\n\nTo: Borchester County Council\n\nThis Improvement Notice is issued due to poor performance in children's services.\n\n{said}\n\n"
    reading = notice("The Council must take action to:\n\n1. Publish a plan.", front=front)
    assert [(e.publisher, str(e.date)) for e in reading.evidence] == evidence
