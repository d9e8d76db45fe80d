"""Tables of targets: which clause they belong to, how their rows are printed, and which tables are none."""

from __future__ import annotations

import textwrap

import pytest

from notices.reading import Reading, read_document, read_text
from notices.reading.aligned import with_rows
from notices.reading.cells import is_figure
from notices.reading.source_text import from_text

from .made_up import COUNCILS, END, FRONT, clauses, notice
from .word_files import p, write_word

ROWS = [
    ["Measure", "Baseline", "Target", "By"],
    ["Referrals decided in one day", "58%", "95%", "31 March 2014"],
    ["Reviews held on time", "71%", "90%", "30 June 2014"],
]
READ = [("2", 95, 58, "2014-03-31"), ("2", 90, 71, "2014-06-30")]


def markdown(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def annexed(clause: str, *over: str, rows: list[list[str]] = ROWS) -> Reading:
    """A notice with a table behind its signature."""
    body = f"The Council must take action to:\n\n1. Appoint a head of service.\n\n2. {clause}\n\n3. Publish a plan."
    return read_text(f"{FRONT}{body}{END}\n" + "\n\n".join([*over, markdown(rows)]), councils=COUNCILS)


def targets(reading: Reading) -> list[tuple[str | None, float, float | None, str]]:
    labels = {item.seq: item.label for item in reading.requirements}
    return [(labels[t.requirement], t.target, t.baseline, str(t.by)) for t in reading.targets]


@pytest.mark.parametrize(
    ("clause", "over"),
    [
        ("Meet the standards set out in the Annex.", ["## Annex", "Standards of practice (paragraph 2)"]),
        ("Reach what Annex B asks for.", ["ANNEX B: PERFORMANCE"]),
        ("Secure the results listed in Schedule 1.", ["## Schedule 1", "## Results to be secured"]),
        ("Meet the levels in Appendix 1 (Performance required).", ["## Appendix 1 – Performance required"]),
        ("Bring practice up to the Performance Scorecard.", ["## Performance Scorecard"]),
        ("Reach the targets in the table at the end of this Notice.", ["## Targets"]),
        ("Meet the performance standards overleaf.", []),
        ("Meet the targets in Table 1.", ["Table 1: performance to be achieved"]),
        ("Improve the timeliness of its practice.", ["## Annex", "Performance required by clause 2"]),
    ],
)
def test_a_table_behind_the_signature_belongs_to_the_clause_that_refers_to_it(clause, over):
    reading = annexed(clause, *over)
    assert [label for label, _ in clauses(reading)] == ["1", "2", "3"]
    assert targets(reading) == READ


LAYOUTS = {
    "the figures stand beside the last line": """
     Indicator                          2011-12   England   Target   By
     Children looked after, rate
       per 10,000                         94        60       82      31 March 2014
     Placements with the Council's
       own foster carers                  47%       66%      60%     31 December 2013
     Children with three or more
       placements in the year             16%       10%      10%     31 March 2014
""",
    "the figures stand beside the first line": """
     Indicator                        2011-12   England   Target   By
     ------------------------------   -------   -------   ------   --------
     Children looked after, rate         94        60        82    31 March
     per 10,000                                                    2014
     Placements with the Council's      47%       66%       60%    31 December
     own foster carers                                             2013
     Children with three or more        16%       10%       10%    31 March
     placements in the year                                        2014
""",
    "the figures stand in the middle, rows apart": """
     Indicator                        2011-12   England   Target   By

     Children looked after,
     rate per 10,000                     94        60        82    31 March 2014

     Placements with the
     Council's own foster               47%       66%       60%    31 December 2013
     carers

     Children with three or more
     placements in the year             16%       10%       10%    31 March 2014
""",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_cells_that_wrap_in_columns_of_spaces_are_one_row(layout):
    reading = notice(
        f"The Council must take action to:\n\n1. Meet these targets:\n{layout}\n2. Publish a plan."
    )
    assert [label for label, _ in clauses(reading)] == ["1", "2"]
    assert [t.metric for t in reading.targets] == [
        "Children looked after, rate per 10,000",
        "Placements with the Council's own foster carers",
        "Children with three or more placements in the year",
    ]
    assert targets(reading) == [("1", 82, 94, "2014-03-31"), ("1", 60, 47, "2013-12-31"), ("1", 10, 16, "2014-03-31")]  # fmt: skip


def test_a_header_that_wraps_is_one_header():
    table = """
        Standard          Position at    To be       Latest
                          June 2013      reached     date
        Reviews on time   61%            no lower    30 June
                                         than 90%    2014
        Vacant posts      23%            10% or      31 July
                                         less        2014
    """
    rows = [line.cells for line in with_rows(from_text(textwrap.dedent(table)).lines)]
    assert rows == [
        ("Standard", "Position at June 2013", "To be reached", "Latest date"),
        ("Reviews on time", "61%", "no lower than 90%", "30 June 2014"),
        ("Vacant posts", "23%", "10% or less", "31 July 2014"),
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Signed:   A Minister   Date:   3 June 2013",
        "The Council must act.  It must act soon.  It must not wait.\nThe Board must meet.  It must meet often.  It may sit at night.",
        "1.   Appoint a head   of service.\n2.   Publish a plan.\n3.   Tell us.",
    ],
)
def test_wide_spaces_in_prose_are_no_columns(prose):
    assert all(line.cells is None for line in with_rows(from_text(prose).lines))


@pytest.mark.parametrize(
    "cell",
    ["61%", "no higher than 14%", "between 15 and 18", "60 or fewer", "max. 6", "one in five", "nil", "£4,100 or less", "12–18", "≥ 92%", "20 working days", "85% by March 2014"],
)  # fmt: skip
def test_a_figure_may_say_how_it_binds_and_of_what(cell):
    assert is_figure(cell)


@pytest.mark.parametrize(
    "cell",
    ["31 March 2014", "2012-13", "Audit 50 case files", "Q3 2013/14", "Health checks in 20 days", "30 November", "A1", "Green", "Monthly"],
)  # fmt: skip
def test_a_date_a_duty_or_a_name_is_no_figure(cell):
    assert not is_figure(cell)


def read_table(*rows: tuple[str, ...]) -> Reading:
    table = markdown([list(row) for row in rows])
    return notice(
        f"The Council must take action to:\n\n1. Reach what this table says.\n\n{table}\n\n2. Publish a plan."
    )


FIRST = ("Referrals decided in one day", "58%", "95%", "31 March 2014")
LAST = ("Reviews held on time", "71%", "90%", "30 June 2014")
BOTH = [("1", 95, 58, "2014-03-31"), ("1", 90, 71, "2014-06-30")]


@pytest.mark.parametrize(
    "header",
    [
        ("What we will measure", "Where the Council is", "Success looks like", "Timescale"),
        ("Aspect of practice", "Improve from", "Improve to", "Achieved by"),
        ("Service standard", "Level found", "Level required", "Latest date"),
        ("Performance measure", "Most recent figure", "Minimum acceptable", "Target date"),
        ("Issue", "As reported", "Expected performance", "To be met by"),
        ("Criterion", "At present", "Must be", "Month"),
    ],
)
def test_a_table_of_targets_under_headers_of_every_wording(header):
    assert targets(read_table(header, FIRST, LAST)) == BOTH


@pytest.mark.parametrize(
    "rows",
    [
        [ROWS[0], FIRST, ("Children in care", "", "", ""), LAST],
        [("Table 1: what must be achieved", "", "", ""), ROWS[0], FIRST, LAST],
        [("Ref", *ROWS[0], "Lead"), ("A1", *FIRST, "Director"), ("A2", *LAST, "Head of Service")],
        [("", "", "2012-13", "", ""), ("Measure", "Notes", "Baseline", "Target", "By"), (FIRST[0], "–", *FIRST[1:]), (LAST[0], "–", *LAST[1:])],
    ],
)  # fmt: skip
def test_titles_and_other_columns_around_the_figures(rows):
    reading = read_table(*map(tuple, rows))
    assert [label for label, _ in clauses(reading)] == ["1", "2"]
    assert targets(reading) == BOTH


@pytest.mark.parametrize("same", ["Ditto", "As above", "“", "″"])
def test_what_stands_above_holds_below(same):
    rows = [ROWS[0], FIRST, (*LAST[:3], same)]
    assert targets(read_table(*map(tuple, rows))) == [BOTH[0], ("1", 90, 71, "2014-03-31")]


def test_a_day_printed_once_for_several_rows_and_a_measure_once_for_two_targets():
    more = [("Dental checks", "61%", "85%", ""), ("Health checks", "50%", "80%", "")]
    assert [by for *_, by in targets(read_table(tuple(ROWS[0]), FIRST, *more))] == ["2014-03-31"] * 3
    again = read_table(tuple(ROWS[0]), FIRST, ("", "", "99%", "30 September 2014"))
    assert [t.metric for t in again.targets] == [FIRST[0]] * 2
    assert targets(again) == [BOTH[0], ("1", 99, 58, "2014-09-30")]


@pytest.mark.parametrize("nothing", ["–", "n/a", "Not known", "No baseline", "TBC"])
def test_a_dash_for_no_baseline(nothing):
    reading = read_table(tuple(ROWS[0]), (FIRST[0], nothing, *FIRST[2:]), LAST)
    assert targets(reading) == [("1", 95, None, "2014-03-31"), BOTH[1]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Measure", "Unit", "Now", "Target"), ("Time to adoption", "days", "801", "600"), ("Reviews on time", "%", "71", "90"), ("Open cases", "Number", "40", "25")],
         [("<=", 600, "days"), (">=", 90, "%"), ("<=", 25, None)]),
        ([("Measure", "Now (%)", "Target (%)"), ("Reviews on time", "71", "90"), ("Re-referrals", "31", "20")],
         [(">=", 90, "%"), ("<=", 20, "%")]),
        ([("Percentage of:", "May 2013", "May 2014"), ("reviews on time", "71", "90"), ("plans signed", "31", "60")],
         [(">=", 90, "%"), (">=", 60, "%")]),
        ([("Measure", "Actual", "To be reached"), ("Wait for a first visit", "14 weeks", "no longer than 6 weeks"), ("Cases held", "26 cases", "maximum 18 cases")],
         [("<=", 6, "weeks"), ("<=", 18, "cases")]),
        ([("Criterion", "Current range", "Permitted range"), ("Cases held by a worker", "14 – 38", "12 – 18"), ("Cases of a new worker", "9 – 22", "8 – 12")],
         [("between", 12, None), ("between", 8, None)]),
        ([("Team", "Waiting in May 2013", "No more than, December 2013"), ("North", "84", "20"), ("South", "61", "15"), ("Total", "145", "35")],
         [("<=", 20, None), ("<=", 15, None), ("<=", 35, None)]),
    ],
)  # fmt: skip
def test_units_and_bounds_in_headers_columns_and_cells(rows, expected):
    assert [(t.comparator, t.target, t.unit) for t in read_table(*rows).targets] == expected


@pytest.mark.parametrize(
    "rows",
    [
        [("Source", "Document", "When", "Finding"), ("Ofsted", "Inspection of fostering", "4 March 2013", "inadequate"), ("The Council", "Annual report", "May 2013", "")],
        [("Area", "Judgement", "Date of report"), ("Help and protection", "Inadequate", "4 March 2013"), ("Children in care", "Requires improvement", "4 March 2013")],
        [("Name", "Role", "Telephone"), ("Jo Allard", "Case lead", "020 7946 0011"), ("Sam Reeve", "Adviser", "020 7946 0012")],
    ],
)  # fmt: skip
def test_a_table_of_reports_judgements_or_people_orders_nothing(rows):
    reading = read_table(*rows)
    assert ([label for label, _ in clauses(reading)], reading.targets) == (["1", "2"], [])


def test_a_table_of_duties_has_a_clause_a_row():
    rows = [("Ref", "Duty", "Owner", "Deadline"), ("D1", "Appoint a principal social worker", "Director", "31 October 2013"), ("D2", "Train every manager in supervision", "Head of Workforce", "30 November 2013")]  # fmt: skip
    reading = read_table(*rows)
    assert [label for label, _ in clauses(reading)] == ["1", "D1", "D2", "2"]
    assert ([str(d.date) for d in reading.deadlines], reading.targets) == (["2013-10-31", "2013-11-30"], [])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Indicator", "Improvement required", "By"), ("Reviews on time", "From 71% to 90%", "March 2014"), ("Cases held", "26 → 18", "May 2014")],
         [(90, 71, "2014-03-31"), (18, 26, "2014-05-31")]),
        ([("Indicator", "Now", "Requirement", "By"), ("Reviews on time", "71%", "Increase to 90%", "Mar-14"), ("Posts filled by agencies", "22%", "Reduce to 10%", "Jun 14")],
         [(90, 71, "2014-03-31"), (10, 22, "2014-06-30")]),
        ([("Indicator", "Current", "Target"), ("Reviews on time", "71% (2012-13)", "80% by December 2013; 90% by March 2014")],
         [(80, 71, "2013-12-31"), (90, 71, "2014-03-31")]),
        ([("Standard", "Now", "Target", "By end of"), ("Reviews on time", "71%", "90%", "2013-14"), ("Plans signed", "31%", "60%", "2014-15")],
         [(90, 71, "2014-03-31"), (60, 31, "2015-03-31")]),
        ([("Measure", "Starting point", "3 months", "6 months"), ("Reviews on time", "71%", "80%", "90%"), ("Plans signed", "31%", "40%", "60%")],
         [(80, 71, "None"), (90, 71, "None"), (40, 31, "None"), (60, 31, "None")]),
        ([("Measure", "Actual", "Q3 2013/14", "Q4 2013/14"), ("Reviews on time", "71%", "80%", "90%"), ("Plans signed", "31%", "40%", "60%")],
         [(80, 71, "2013-12-31"), (90, 71, "2014-03-31"), (40, 31, "2013-12-31"), (60, 31, "2014-03-31")]),
        ([("Measure", "2012-13", "2013-14", "2014-15"), ("Percentage of reviews on time", "71", "80", "90"), ("Percentage of plans signed", "31", "40", "60")],
         [(80, 71, "2014-03-31"), (90, 71, "2015-03-31"), (40, 31, "2014-03-31"), (60, 31, "2015-03-31")]),
        ([("By", "Measure", "Now", "Then"), ("31 March 2014", "Reviews on time", "71%", "90%"), ("31 May 2014", "Cases held", "26", "18")],
         [(90, 71, "2014-03-31"), (18, 26, "2014-05-31")]),
        ([("Measure", "Council", "England"), ("Reviews on time", "71%", "84%"), ("Plans signed", "31%", "70%")],
         []),
    ],
)  # fmt: skip
def test_figures_and_days_wherever_a_table_puts_them(rows, expected):
    assert [(t.target, t.baseline, str(t.by)) for t in read_table(*rows).targets] == expected


def test_the_day_in_the_clause_is_the_day_of_rows_that_have_none():
    table = markdown([row[:3] for row in ROWS])
    reading = notice(
        f"The Council must take action to:\n\n1. Meet these targets by 30 September 2014.\n\n{table}"
    )
    assert [by for *_, by in targets(reading)] == ["2014-09-30"] * 2


def test_what_an_annex_says_of_its_tables_is_no_clause():
    over = ["## Annex", "The targets below are those to which paragraph 2 refers."]
    reading = annexed("Reach what the Annex asks for.", *over, markdown(ROWS), "## People")
    more = annexed("Reach what the Annex asks for.", *over, markdown(ROWS), "### People")
    for read in (reading, more):
        assert [label for label, _ in clauses(read)] == ["1", "2", "3"]
        assert targets(read) == READ * 2


def test_each_of_two_tables_belongs_to_the_clause_that_names_it():
    body = "The Council must take action to:\n\n1. Meet the targets in Table A.\n\n2. Meet the targets in Table B."
    table = markdown(ROWS)
    over = f"## Annex\n\nTable A: practice\n\n{table}\n\nTable B: people\n\n{table}"
    reading = read_text(f"{FRONT}{body}{END}\n\n{over}\n", councils=COUNCILS)
    assert [label for label, *_ in targets(reading)] == ["1", "1", "2", "2"]


def test_a_name_that_wraps_between_bars_is_one_name():
    rows = [
        *ROWS,
        ["Plans signed by the", "31%", "60%", "30 June 2014"],
        ["child and its parents", "", "", ""],
    ]
    assert read_table(*map(tuple, rows)).targets[-1].metric == "Plans signed by the child and its parents"


def test_a_cell_that_word_merges_with_the_one_above_says_the_same(tmp_path):
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{p(text)}</w:tc>"

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        "".join(map(cell, ROWS[0])),
        "".join(map(cell, ROWS[1][:3])) + cell(ROWS[1][3], begins),
        "".join(map(cell, ROWS[2][:3])) + cell("", goes_on),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    lines = f"{FRONT}The Council must take action to:\n\n1. Meet these targets:"
    path = write_word(
        tmp_path / "notice.docx", *map(p, lines.split("\n\n")), table, *map(p, END.split("\n\n"))
    )
    reading = read_document(path, councils=COUNCILS)
    assert targets(reading) == [("1", 95, 58, "2014-03-31"), ("1", 90, 71, "2014-03-31")]
