"""The four real instruments and the committee paper, checked against a person's reading of every word.

The documents lie beside the repository where they are at hand; elsewhere these tests are skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from notices.reading import Reading, load_register, read_document

DOCUMENTS = Path(__file__).resolve().parents[4] / "shared" / "documents"
pytestmark = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the real documents are not beside the repository"
)
REGISTER = load_register()

CHESHIRE = "cheshire-west-and-chester-improvement-notice-2011"
CUMBRIA = "cumbria-improvement-notice-2012"
DIRECTION = "cumbria-statutory-direction-2015"
HEREFORDSHIRE = "herefordshire-improvement-notice-2013"
PAPER = "cambridgeshire-committee-paper-2014"


@pytest.fixture(scope="module")
def read():
    cache: dict[str, Reading] = {}

    def _read(name: str) -> Reading:
        if name not in cache:
            cache[name] = read_document(DOCUMENTS / f"{name}.txt", councils=REGISTER)
        return cache[name]

    return _read


def kinds(reading: Reading) -> dict[str, int]:
    return dict(Counter(item.kind for item in reading.requirements))


def deadlines(reading: Reading) -> list[tuple]:
    """Clause, kind, words, and whatever says when."""
    return [
        (d.requirement, d.kind, d.span, d.date.isoformat() if d.date else None, d.offset, d.anchor, d.every)
        for d in reading.deadlines
    ]


def text_of(reading: Reading, seq: int) -> str:
    return reading.requirements[seq - 1].text


# -- Cheshire West and Chester, 2011 -------------------------------------------------------------------------------


def test_cheshire_front_and_end(read):
    reading = read(CHESHIRE).to_json()
    assert reading["document_kind"] == "improvement_notice"
    assert reading["councils"] == [
        {
            "name": "Cheshire West and Chester Council",
            "as_written": "CHESHIRE WEST AND CHESTER COUNCIL",
            "gss_code": "E06000050",
        }
    ]
    assert reading["address"] == {
        "lines": ["HQ Building", "58 Nicholas Street", "Chester"],
        "postcode": "CH1 2NP",
    }
    assert reading["service_area"] == "Children's Services"
    assert reading["issue_date"] == {"date": None, "raw": "7/3/1", "certain": False}
    role = "Parliamentary Under Secretary of State for Children and Families"
    assert reading["signatory"] == {"name": None, "role": role}
    assert reading["legal_basis"] == [{"act": "Education Act 1996", "section": "497A"}]
    assert reading["evidence"] == [
        {
            "publisher": "Ofsted",
            "title": "Report of the inspection of safeguarding and looked after children's services",
            "date": "2010-12-31",
            "judgement": "inadequate",
        }
    ]
    assert reading["revises"] is None
    assert reading["footnotes"] == []


def test_cheshire_clauses(read):
    reading = read(CHESHIRE)
    assert kinds(reading) == {"overarching": 3, "measure": 15, "assessment": 4, "consequence": 1}
    assert [item.label for item in reading.requirements] == ["i", "ii", "iii"] + [None] * 20
    assert {item.parent for item in reading.requirements} == {None}
    assert [item.section for item in reading.requirements] == (
        ["The Council must take action to:"] * 3
        + ["Partnerships and Governance"] * 2
        + ["Social Care Practice"] * 13
        + ["Improvement against the above measures will be assessed as follows:"] * 4
        + ["Failure to comply with this Improvement Notice by the assessment date may lead to:"]
    )
    assert [item.binds for item in reading.requirements[18:]] == [
        "council",
        "council",
        "partner",
        "department",
        "department",
    ]


def test_cheshire_clause_cut_by_a_page_is_whole(read):
    item = read(CHESHIRE).requirements[13]
    assert item.text == (
        "Ensuring regular case file audits are undertaken and that social work practice which falls below the standards "
        "set out in Working Together to Safeguard Children is identified and addressed promptly. Also ensuring "
        "performance monitoring information is accurate, up to date and demonstrates that the quality of front line "
        "practice is improving;"
    )
    assert item.lines == (41, 43)


def test_cheshire_deadlines(read):
    assert deadlines(read(CHESHIRE)) == [
        (5, "absolute", "by May 2011", "2011-05-31", None, None, None),
        (6, "absolute", "By the end of September 2011", "2011-09-30", None, None, None),
        (7, "absolute", "over the period to May 2012", "2012-05-31", None, None, None),
        (9, "recurring", "at intervals of not more than six months", None, None, None, "P6M"),
        (
            10,
            "event",
            "not less than 24 hours in advance of a child protection case conferences",
            None,
            None,
            None,
            None,
        ),
        (10, "event", "not less than five days in advance of case reviews", None, None, None, None),
        (11, "absolute", "by May 2011", "2011-05-31", None, None, None),
        (16, "relative", "Within six months of the issue of this notice", None, "P6M", "issue", None),
        (17, "standing", "at any given time", None, None, None, None),
        (17, "absolute", "by April 2012", "2012-04-30", None, None, None),
        (19, "recurring", "once a month", None, None, None, "P1M"),
        (22, "absolute", "in October 2011", "2011-10-31", None, None, None),
        (22, "absolute", "at the end of April 2012", "2012-04-30", None, None, None),
    ]
    precisions = {d.span: d.precision for d in read(CHESHIRE).deadlines if d.kind == "absolute"}
    assert precisions["by May 2011"] == "month"
    assert precisions["By the end of September 2011"] == "day"


def test_cheshire_targets(read):
    assert [target.to_json() for target in read(CHESHIRE).targets] == [
        {
            "requirement": 7,
            "metric": "percentage of referrals to children's social care which result in initial assessment being undertaken",
            "baseline": 50.8,
            "baseline_period": "2009-10",
            "target": 65,
            "target_high": None,
            "unit": "%",
            "comparator": ">=",
            "by": "2012-05-31",
            "span": "increase from the 2009-10 baseline of 50.8% to 65% over the period to May 2012",
        },
        {
            "requirement": 17,
            "metric": "vacancy rate for qualified social workers",
            "baseline": None,
            "baseline_period": None,
            "target": 10,
            "target_high": None,
            "unit": "%",
            "comparator": "<=",
            "by": None,
            "span": "not above 10%",
        },
        {
            "requirement": 17,
            "metric": "average figure of cases held per Social Worker",
            "baseline": None,
            "baseline_period": None,
            "target": 16,
            "target_high": 18,
            "unit": "cases",
            "comparator": "between",
            "by": "2012-04-30",
            "span": "between 16 -18 cases are held per Social Worker by April 2012",
        },
    ]


def test_cheshire_board_reviews_reports(read):
    reading = read(CHESHIRE).to_json()
    assert reading["board"] == {
        "name": "Improvement Board",
        "meets_every": "P1M",
        "independent_chair": None,
        "department_attends_as": "representative",
        "change_needs_consent_of": None,
    }
    department = "Department for Education"
    assert reading["reviews"] == [
        {"by": department, "kind": None, "date": "2011-10-31", "precision": "month", "offset": None},
        {"by": department, "kind": "final", "date": "2012-04-30", "precision": "day", "offset": None},
    ]
    assert [(r["from"], r["to"]) for r in reading["reports"]] == [
        ("Local Safeguarding Children's Board chair and Health partner representatives", "Improvement Board")
    ]


def test_cheshire_says_what_is_unsure(read):
    assert [(warning.line, warning.message) for warning in read(CHESHIRE).warnings] == [
        (13, "The report is dated December 2010 only; the last day of that month was put down."),
        (19, "This clause has no label in the document; it was taken to be i, from the labels around it."),
        (46, "Item 16: The clause names something annual and a date of its own: check whether it recurs."),
        (66, "The date “7/3/1” is not complete. Type the date of issue."),
    ]


# -- Cumbria, 2012 -------------------------------------------------------------------------------------------------


def test_cumbria_front_and_end(read):
    reading = read(CUMBRIA).to_json()
    assert reading["councils"][0]["gss_code"] == "E10000006"
    assert reading["address"] == {"lines": ["5 Portland Square", "Carlisle"], "postcode": "CA1 1PU"}
    assert reading["service_area"] == "Children's Services"
    assert reading["issue_date"] == {"date": None, "raw": None, "certain": False}
    assert reading["signatory"] == {"name": None, "role": None}
    assert reading["legal_basis"] == [{"act": "Education Act 1996", "section": "497A"}]
    assert (reading["evidence"][0]["date"], reading["evidence"][0]["judgement"]) == (
        "2012-05-29",
        "inadequate",
    )
    assert [note["label"] for note in reading["footnotes"]] == ["1", "2", "3", "4"]
    assert reading["footnotes"][1] == {"label": "2", "text": "under section 17 of the Children Act 1989"}


def test_cumbria_clauses(read):
    reading = read(CUMBRIA)
    assert kinds(reading) == {
        "overarching": 2, "measure": 13, "support": 2, "reporting": 1, "assessment": 1, "consequence": 1,
    }  # fmt: skip
    assert [item.label for item in reading.requirements] == ["i", "ii"] + [None] * 18
    assert [item.section for item in reading.requirements] == (
        ["The Council must take action to:"] * 2
        + ["Quality and effectiveness of safeguarding practice"] * 7
        + ["Improving the effectiveness of partnership and governance."] * 3
        + ["Capacity and Capability"] * 3
        + ["Improvement support measures"] * 2
        + ["Taking account of the measures set out in this Notice:"]
        + ["Improvement against the above measures will be assessed as follows:"]
        + ["Failure to comply with this Improvement Notice by the assessment dates:"]
    )
    assert [item.binds for item in reading.requirements] == ["council"] * 18 + ["board_chair", "department"]


def test_cumbria_clauses_cut_by_pages_and_footnotes_are_whole(read):
    reading = read(CUMBRIA)
    first, thresholds, training, ministers = (reading.requirements[n - 1] for n in (3, 9, 14, 19))
    assert first.lines == (26, 28)
    assert (
        "provide the required feedback from the trial by the end of August 2012. Officials must" in first.text
    )
    assert first.text.endswith("if a serious incident occurs.")
    assert thresholds.text == (
        "Ensure thresholds and criteria for assessment of the child and what to do when children and young people do not "
        "meet the threshold for statutory intervention but require targeted, multi agency, or early help, are "
        "communicated, understood and applied consistently across all partner agencies. Improvements would reflect a "
        "reduction in re-referral rates and positive feedback from partners and staff."
    )
    assert thresholds.lines == (40, 45)
    assert training.lines == (56, 64)
    assert (
        "work with partner agencies to ensure that shared learning opportunities are utilised."
        in training.text
    )
    assert "standards for employers of social workers. The Council" in training.text
    assert ministers.lines == (80, 84)
    assert "in October 2012, April 2013 and October 2013. An initial review" in ministers.text


def test_cumbria_deadlines_and_no_dates_of_past_directions(read):
    assert deadlines(read(CUMBRIA)) == [
        (3, "recurring", "monthly", None, None, None, "P1M"),
        (3, "absolute", "by the end of August 2012", "2012-08-31", None, None, None),
        (3, "event", "immediately if a serious incident occurs", None, None, None, None),
        (16, "recurring", "once every 4 weeks", None, None, None, "P4W"),
        (17, "relative", "within one month of the issue of this Notice", None, "P1M", "issue", None),
        (18, "absolute", "by January 2014", "2014-01-31", None, None, None),
        (19, "absolute", "in October 2012", "2012-10-31", None, None, None),
        (19, "absolute", "April 2013", "2013-04-30", None, None, None),
        (19, "absolute", "October 2013", "2013-10-31", None, None, None),
        (19, "absolute", "in January 2013", "2013-01-31", None, None, None),
        (19, "absolute", "in July 2013", "2013-07-31", None, None, None),
        (19, "absolute", "in January 2014", "2014-01-31", None, None, None),
    ]
    assert read(CUMBRIA).targets == []


def test_cumbria_board_reviews_reports(read):
    reading = read(CUMBRIA).to_json()
    assert reading["board"] == {
        "name": "Safeguarding Improvement Board",
        "meets_every": "P4W",
        "independent_chair": True,
        "department_attends_as": "participant observer",
        "change_needs_consent_of": "Department for Education",
    }
    assert [(r["kind"], r["date"], r["precision"]) for r in reading["reviews"]] == [
        ("initial", "2013-01-31", "month"),
        ("further", "2013-07-31", "month"),
        ("final", "2014-01-31", "month"),
    ]
    assert [(r["from"], r["to"], r["date"]) for r in reading["reports"]] == [
        ("council", "Safeguarding Improvement Board", None),
        ("board chair", "Ministers", "2012-10-31"),
        ("board chair", "Ministers", "2013-04-30"),
        ("board chair", "Ministers", "2013-10-31"),
    ]


def test_cumbria_says_what_is_unsure(read):
    assert [warning.line for warning in read(CUMBRIA).warnings] == [3, 40, 91]
    messages = [warning.message for warning in read(CUMBRIA).warnings]
    assert messages[0] == (
        "Cumbria County Council was abolished on 31 March 2023; its successors are Cumberland Council and "
        "Westmorland and Furness Council."
    )
    assert messages[2] == "The date of issue is blank: type it before the instrument is put in force."


# -- Cumbria's direction, 2015 -------------------------------------------------------------------------------------


def test_direction_front_and_end(read):
    reading = read(DIRECTION).to_json()
    assert reading["document_kind"] == "statutory_direction"
    assert reading["councils"][0]["name"] == "Cumbria County Council"
    assert reading["address"] is None
    assert reading["service_area"] == "Children's Services"
    assert reading["issue_date"] == {"date": "2015-11-09", "raw": "9th day of November 2015", "certain": True}
    role = "A Senior Civil Servant in the Department for Education"
    assert reading["signatory"] == {"name": "SUZANNE LUNN", "role": role}
    assert reading["legal_basis"] == [{"act": "Education Act 1996", "section": "497A(4B)"}]
    assert reading["evidence"] == [
        {"publisher": "Ofsted", "title": "Inspection report", "date": "2015-05-13", "judgement": "inadequate"}
    ]
    assert reading["revises"] is None


def test_direction_recitals_and_lettered_items(read):
    reading = read(DIRECTION)
    assert kinds(reading) == {"recital": 4, "overarching": 2, "measure": 11}
    assert [item.label for item in reading.requirements] == [
        "1", "2", "3", "4", "5", *(f"5.{letter}" for letter in "abcdefghijk"), "6",
    ]  # fmt: skip
    assert [item.parent for item in reading.requirements] == [None] * 5 + [5] * 11 + [None]
    assert [item.section for item in reading.requirements] == ["WHEREAS:"] * 4 + ["NOW THEREFORE:"] * 13
    assert [item.binds for item in reading.requirements] == ["other"] * 4 + ["council"] * 12 + ["other"]
    assert text_of(reading, 8) == (
        "To include in the improvement plan clear and specific actions which reflect the journey of the child and which "
        "are designed to improve: the quality of services for looked after children; permanency planning (including "
        "adoption services); and services for care leavers."
    )
    assert reading.requirements[7].lines == (17, 19)


def test_direction_deadlines_are_not_in_its_recitals(read):
    assert deadlines(read(DIRECTION)) == [
        (6, "recurring", "on a monthly basis", None, None, None, "P1M"),
        (
            7,
            "recurring",
            "to each meeting of the Children's Services Improvement Board",
            None,
            None,
            None,
            "P1M",
        ),
        (9, "absolute", "by 31 December 2015", "2015-12-31", None, None, None),
        (
            17,
            "standing",
            "remain in force until it is revoked by the Secretary of State",
            None,
            None,
            None,
            None,
        ),
    ]


def test_direction_board_and_reports(read):
    reading = read(DIRECTION)
    assert reading.board is not None
    assert reading.board.name == "Cumbria Children's Services Improvement Board"
    assert (reading.board.meets_every, reading.board.independent_chair) == ("P1M", True)
    assert reading.board.chair_name == "Claire Burgess"
    assert reading.reviews == []
    assert [(r.from_, r.to, r.every) for r in reading.reports] == [
        ("council", "Children's Services Improvement Board", "P1M"),
        ("board chair", "Department for Education", None),
        ("Chair of the Local Safeguarding Children Board", "Department for Education", None),
    ]


# -- Herefordshire, 2013 -------------------------------------------------------------------------------------------


def test_herefordshire_front_and_end(read):
    reading = read(HEREFORDSHIRE).to_json()
    assert reading["councils"] == [
        {"name": "Herefordshire Council", "as_written": "Herefordshire Council", "gss_code": "E06000019"}
    ]
    assert reading["address"] == {
        "lines": ["Brockington", "35 Hafod Road", "Hereford"],
        "postcode": "HR1 1SH",
    }
    assert reading["service_area"] == "arrangements for the protection of children"
    assert reading["issue_date"] == {"date": None, "raw": None, "certain": False}
    assert reading["signatory"]["name"] == "Edward Timpson MP"
    assert (reading["evidence"][0]["date"], reading["evidence"][0]["judgement"]) == (
        "2012-10-19",
        "inadequate",
    )
    assert [note["label"] for note in reading["footnotes"]] == [str(n) for n in range(1, 10)]
    assert [(w["line"], w["message"]) for w in reading["warnings"]] == [
        (117, "The date of issue is blank: type it before the instrument is put in force.")
    ]


def test_herefordshire_one_numbering_through_all_sections(read):
    reading = read(HEREFORDSHIRE)
    assert kinds(reading) == {
        "overarching": 2, "measure": 29, "support": 1, "reporting": 2, "assessment": 2, "consequence": 1,
    }  # fmt: skip
    numbers = [str(n) for n in range(1, 35)]
    assert [item.label for item in reading.requirements] == ["i", "ii", *numbers[:25], None, *numbers[25:]]
    unnumbered = reading.requirements[27]
    assert unnumbered.text == "Attention must be paid to the eight standards for employers of social workers."
    sections = {item.label: item.section for item in reading.requirements if item.label}
    assert sections["5"] == "Leadership and Governance"
    assert sections["12"] == "Effectiveness of practice and risk assessment"
    assert sections["13"] == "Assessment quality and timeliness"
    assert sections["19"] == "Care Planning"
    assert sections["28"] == "Workforce, training and workloads"
    assert sections["29"] == "Improvement Support"
    assert sections["30"] == "Taking account of the measures set out in this Notice"
    assert (
        sections["34"]
        == "Failure to comply with this Improvement Notice by the assessment dates may lead to:"
    )
    support = next(item for item in reading.requirements if item.label == "29")
    assert support.lead_in is not None and support.lead_in.endswith("Therefore the Council must:")
    binds = {item.label: item.binds for item in reading.requirements}
    assert (binds["31"], binds["32"], binds["33"], binds["34"]) == (
        "council",
        "board_chair",
        "department",
        "department",
    )


def test_herefordshire_clauses_cut_by_footnotes_are_whole_and_without_marks(read):
    texts = {item.label: item for item in read(HEREFORDSHIRE).requirements}
    assert "following the “Conceptual Framework”. Ensure that all relevant staff" in texts["11"].text
    assert texts["11"].lines == (40, 44)
    assert "effectiveness of management and decision making so that no child" in texts["31"].text
    assert texts["31"].lines == (104, 106)
    assert texts["13"].text.startswith(
        "Ensure all assessments are analytical, timely, comprehensive, regularly updated and are in line with the "
        "statutory guidance ‘Working Together’ and the ‘Framework for the Assessment of Children in Need and Their Families’."
    )
    assert not re.search(r"[¹²³⁴⁵⁶⁷⁸⁹*]|https?://", " ".join(item.text for item in texts.values()))


def test_herefordshire_deadlines(read):
    reading = read(HEREFORDSHIRE)
    labels = {item.seq: item.label for item in reading.requirements}
    found = [(labels[seq], *rest) for seq, *rest in deadlines(reading)]
    months = "after 6, 12 and 18 months from the start of this Notice"
    assert found == [
        ("2", "absolute", "by 31 March 2013", "2013-03-31", None, None, None),
        ("3", "absolute", "by 31 March 2013", "2013-03-31", None, None, None),
        ("20", "relative", "within one month of this Notice", None, "P1M", "issue", None),
        ("30", "recurring", "every 4 weeks", None, None, None, "P4W"),
        ("31", "relative", "by 18 months from the start of this Notice", None, "P18M", "start", None),
        ("32", "recurring", "6 monthly", None, None, None, "P6M"),
        (
            "32",
            "relative",
            "2 months after the commencement of this Notice",
            None,
            "P2M",
            "commencement",
            None,
        ),
        ("32", "relative", "before the end of this Notice", None, None, "end", None),
        ("33", "relative", months, None, "P6M", "start", None),
        ("33", "relative", months, None, "P12M", "start", None),
        ("33", "relative", months, None, "P18M", "start", None),
        ("33", "event", "at the specific request of the Department", None, None, None, None),
    ]
    assert reading.targets == []


def test_herefordshire_board_is_its_own_and_not_the_national_one(read):
    reading = read(HEREFORDSHIRE).to_json()
    assert reading["board"] == {
        "name": "Improvement Board",
        "meets_every": "P4W",
        "independent_chair": True,
        "department_attends_as": "participant observer",
        "change_needs_consent_of": "Department for Education",
    }
    assert [(r["kind"], r["date"], r["offset"]) for r in reading["reviews"]] == [
        (None, None, "P6M"),
        (None, None, "P12M"),
        (None, None, "P18M"),
    ]
    minister = "Parliamentary Under Secretary of State for Children and Families"
    assert [(r["from"], r["to"], r["offset"], r["every"]) for r in reading["reports"]] == [
        ("council", "Improvement Board", None, None),
        ("board chair", minister, None, "P6M"),
        ("board chair", minister, "P2M", None),
        ("Leader of the Council", None, None, None),
    ]


# -- all of them ---------------------------------------------------------------------------------------------------


def test_committee_paper_is_refused(read):
    reading = read(PAPER)
    assert (reading.document_kind, reading.importable, reading.requirements) == ("other", False, [])
    assert [warning.message for warning in reading.warnings] == [
        "It is a paper for a committee, not a notice or a direction of the Department for Education to a council."
    ]


@pytest.mark.parametrize("name", [CHESHIRE, CUMBRIA, DIRECTION, HEREFORDSHIRE])
def test_no_word_of_the_operative_part_is_lost_or_doubled(read, name):
    """Every word from the first lead-in to the signature is in a clause, a section, a lead-in or a footnote."""
    reading = read(name)
    source = reading.source_text
    start = re.search(r"The following measure|WHEREAS", source)
    assert start is not None
    body = source[start.start() : re.search(r"^Signed", source, re.M).start()]  # type: ignore[union-attr]
    sections = {item.section for item in reading.requirements} | {
        item.lead_in for item in reading.requirements
    }
    kept = [item.text for item in reading.requirements] + [text for text in sections if text]
    kept += [note.text for note in reading.footnotes]
    missing = Counter(words(body)) - Counter(words(" ".join(kept)))
    lead_ins = "the following measure measures are s needed for you council to comply with this improvement notice in respect of "
    lead_ins += "above working its their identified partner agencies as by partners council's must demonstrate clear evidence "
    lead_ins += "improvement outcomes"
    labels = {str(n) for n in range(1, 35)} | {"i", "ii", "iii"} | set("abcdefghijk")
    assert set(missing) <= set(lead_ins.split()) | labels | {"2"}
    assert not Counter(words(" ".join(item.text for item in reading.requirements))) - Counter(words(body))


def words(text: str) -> list[str]:
    text = re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹]", " ", text)
    return re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", text.lower())
