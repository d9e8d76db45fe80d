"""The reader's figures over the corpus, and proof that the scorer can tell a wrong reading from a right one."""

from __future__ import annotations

import copy
import io
import json

import pytest
from django.core.management import call_command

from .figures import Outcome, by_field, outcomes, overall
from .making import PARTS, make, sources
from .scoring import compare

pytestmark = pytest.mark.xdist_group("corpus")  # a worker that reads it once

# Micro-average over all fields of a part, precision and recall alike (issue 3 asks for 0.97 and 0.93).
LEAST = {"developed": 0.99, "aside": 0.98}
# And no field alone falls below what is reached; a field of few values may have one wrong. Issue 3 asks for 0.97 and 0.93 here
# too: docs/reading.md says which fields are not there yet. For one part this only goes up; a new part has new ones.
LEAST_OF_A_FIELD = {"developed": 0.97, "aside": 0.91}
# Instruments that are refused, and near misses that are read: none of those developed with, and so many of those kept aside.
MISJUDGED = {"developed": 0, "aside": 0}


@pytest.mark.parametrize("part", PARTS)
def test_no_document_crashes_the_reader(part):
    assert sum(bool(outcome.crash) for outcome in outcomes(part)) == 0


@pytest.mark.parametrize("part", PARTS)
def test_every_near_miss_is_refused_and_every_instrument_is_read(part):
    wrong = [outcome.name for outcome in outcomes(part) if misjudged(outcome)]
    if part == "aside":  # how many, and never which
        wrong = ["one of those kept aside"] * len(wrong)
    assert len(wrong) <= MISJUDGED[part], wrong


@pytest.mark.parametrize(
    "name",
    ["minutes-improvement-board-2012", "council-plan-2014", "ofsted-report-2013", "minded-to-letter-2018"],
)
def test_a_near_miss_ends_the_command_with_status_3(name, tmp_path):
    """One of each format: text, Markdown, PDF, Word."""
    printed = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("read_notice", make(sources("developed")[name], tmp_path), stdout=printed)
    reading = json.loads(printed.getvalue())
    assert (ended.value.code, reading["importable"], bool(reading["warnings"])) == (3, False, True)


def misjudged(outcome: Outcome) -> bool:
    return outcome.got is None or outcome.got["importable"] is not outcome.expected["importable"]


@pytest.mark.parametrize("part", PARTS)
def test_precision_and_recall_over_all_fields(part):
    count = overall(point for outcome in outcomes(part) for point in outcome.points)
    assert min(count.precision, count.recall) >= LEAST[part], count


@pytest.mark.parametrize("part", PARTS)
def test_no_field_alone_falls_far_below(part):
    counts = by_field(point for outcome in outcomes(part) for point in outcome.points)
    low = {}
    for field, count in counts.items():
        for share, wrong in ((count.precision, count.invented), (count.recall, count.missed)):
            if share < LEAST_OF_A_FIELD[part] and wrong > 1:
                low[field] = count
    assert not low


def test_the_parts_are_large_enough_and_a_fifth_or_more_is_near_misses():
    for part, least in (("developed", 24), ("aside", 12)):
        documents = len(outcomes(part))
        refused = sum(not outcome.expected["importable"] for outcome in outcomes(part))
        assert documents >= least
        assert 0.18 <= refused / documents <= 0.35


# -- the scorer itself ---------------------------------------------------------------------------------------------


@pytest.fixture
def expected():
    """A document with something in every field."""
    one = next(o.expected for o in outcomes("developed") if o.name == "norfolk-notice-2013")
    return {**copy.deepcopy(one), "warnings": []}


def test_a_reading_that_is_as_expected_has_no_fault(expected):
    count = overall(compare(expected, expected))
    assert (count.missed, count.invented) == (0, 0)
    assert count.right > 250


MISREAD = {
    "requirement": lambda r: r["requirements"][4].update(text=r["requirements"][4]["text"] + " and"),
    "label": lambda r: r["requirements"][4].update(label=None),
    "kind": lambda r: r["requirements"][4].update(kind="support"),
    "section": lambda r: r["requirements"][4].update(section="Quality assurance"),
    "parent": lambda r: r["requirements"][5].update(parent=None),
    "binds": lambda r: r["requirements"][4].update(binds="partner"),
    "lines": lambda r: r["requirements"][4].update(lines=[1, 1]),
    "deadline": lambda r: r["deadlines"][0].update(date="2013-11-01"),
    "target": lambda r: r["targets"][0].update(target=21),
    "target baseline": lambda r: r["targets"][0].update(baseline=None),
    "target by": lambda r: r["targets"][0].update(by=None),
    "target unit": lambda r: r["targets"][0].update(unit="days"),
    "target comparator": lambda r: r["targets"][0].update(comparator=">="),
    "target metric": lambda r: r["targets"][0].update(metric="vacancies in the adoption team"),
    "board name": lambda r: r["board"].update(name="Children's Improvement Board"),
    "board meets_every": lambda r: r["board"].update(meets_every="P4W"),
    "board independent_chair": lambda r: r["board"].update(independent_chair=None),
    "review": lambda r: r["reviews"].pop(),
    "report": lambda r: r["reports"].pop(),
    "council": lambda r: r["councils"][0].update(gss_code="E10000016"),
    "issue_date": lambda r: r["issue_date"].update(date="2013-09-13"),
    "signatory name": lambda r: r["signatory"].update(name=None),
    "signatory role": lambda r: r["signatory"].update(role="Minister of State for Health"),
    "service_area": lambda r: r.update(service_area="Adult social care"),
    "legal_basis": lambda r: r["legal_basis"].pop(),
    "evidence": lambda r: r["evidence"][0].update(date="2013-02-28"),
    "postcode": lambda r: r["address"].update(postcode=None),
    "revises": lambda r: r.update(revises="the Notice of 2012"),
    "document_kind": lambda r: r.update(document_kind="statutory_direction"),
}  # fmt: skip


@pytest.mark.parametrize("field", MISREAD)
def test_a_wrong_reading_lowers_the_figures_of_its_field_and_of_no_other(expected, field):
    reading = copy.deepcopy(expected)
    MISREAD[field](reading)
    faults = {
        point.field
        for point in compare(expected, reading)
        if point.verdict in ("missed", "invented", "wrong")
    }
    assert faults == {field}


def test_a_clause_that_is_missed_lowers_recall_and_shifts_no_other(expected):
    reading = copy.deepcopy(expected)
    dropped = reading["requirements"].pop(6)
    count = by_field(compare(expected, reading))["requirement"]
    assert (count.missed, count.invented) == (1, 0)
    assert dropped["text"] not in [row["text"] for row in reading["requirements"]]


def test_a_clause_that_is_invented_lowers_precision(expected):
    reading = copy.deepcopy(expected)
    reading["requirements"].append(
        {**reading["requirements"][4], "seq": 99, "text": "Nobody ever asked for this at all."}
    )
    count = by_field(compare(expected, reading))["requirement"]
    assert (count.missed, count.invented) == (0, 1)


def test_a_warning_that_is_not_given_is_missed(expected):
    expected["warnings"] = [{"line": 12, "about": "impossible date"}]
    silent = compare(expected, expected | {"warnings": []})
    told = compare(
        expected, expected | {"warnings": [{"line": 12, "message": "31 June 2014 is an impossible date."}]}
    )
    elsewhere = compare(
        expected, expected | {"warnings": [{"line": 40, "message": "31 June 2014 is an impossible date."}]}
    )
    assert [by_field(points)["warning"].right for points in (silent, told, elsewhere)] == [0, 1, 0]


def test_a_clause_in_a_table_may_go_on_with_its_row_and_no_other_may(expected):
    reading = copy.deepcopy(expected)
    reading["requirements"][4]["text"] += " | 31 October 2013"
    assert by_field(compare(expected, reading))["requirement"].missed == 1
    expected["requirements"][4]["table"] = True
    assert by_field(compare(expected, reading))["requirement"].missed == 0


def test_another_wording_counts_only_where_it_is_listed(expected):
    reading = copy.deepcopy(expected)
    reading["requirements"][4]["kind"] = "support"
    reading["service_area"] = "help for families"
    reading["issue_date"]["certain"] = False
    faults = {point.field for point in compare(expected, reading) if point.verdict == "wrong"}
    assert faults == {"kind", "service_area", "issue_date"}
    expected["requirements"][4]["also"] = {"kind": ["support"]}
    expected["also"] = {"service_area": ["help for families"]}
    expected["issue_date"]["certain"] = None
    assert overall(compare(expected, reading)).precision == 1.0


def test_what_is_optional_may_be_read_or_left(expected):
    expected["deadlines"][0]["optional"] = True
    left = copy.deepcopy(expected)
    left["deadlines"].pop(0)
    for reading in (expected, left):
        assert overall(compare(expected, reading)).recall == 1.0
        assert overall(compare(expected, reading)).precision == 1.0
