"""Which column holds what: guessed by heading and by what stands under it, remembered once somebody has said it."""

from __future__ import annotations

import datetime

import pytest

from actions.importing import services
from actions.importing.columns import guess
from actions.importing.grids import read_grids
from actions.importing.headings import find_table

from .conftest import ON
from .workbooks import BRAG, TORBAY, brag, torbay, xlsx


def table_of(rows, **more):
    return find_table(read_grids(xlsx(rows, **more), "xlsx")[0])


def held(rows, **more):
    table = table_of(rows, **more)
    return {table.names[column]: name for column, name in guess(table).items()}


def test_the_torbay_columns_are_all_known() -> None:
    rows, merged = torbay(12)
    wanted = ("ref", "title", "owner", "detail", "due", "success_measure", "status")
    assert held(rows, merge=merged) == dict(zip(TORBAY, wanted, strict=True))


def test_the_brag_columns_are_all_known() -> None:
    wanted = ("ref", "title", "owner", "due", "status", "progress", "evidence", "impact")
    assert held(brag(12)) == dict(zip(BRAG, wanted, strict=True))


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (["Action No.", "Action Required", "Lead Officer(s)", "Target Date", "RAG rating", "Progress update"],
         ["ref", "title", "owner", "due", "status", "progress"]),
        (["Objective", "What will we do?", "By whom", "By when?", "How will we know?"],
         ["objective", "title", "owner", "due", "success_measure"]),
        (["Theme", "Agreed action", "Responsible officer", "Timescales", "BRAG status", "Next steps"],
         ["theme", "title", "owner", "due", "status", "recovery"]),
        (["Item", "Activity", "Person responsible", "Completion date", "Comments", "Impact on children"],
         ["ref", "title", "owner", "due", "progress", "impact"]),
    ],
)  # fmt: skip
def test_other_councils_headings_are_known(headings, wanted) -> None:
    due = datetime.date(2027, 3, 31)
    row = {"ref": "A1", "objective": "1. Safe", "theme": "Front door", "title": "Hold a panel", "owner": "Leo Lead",
           "due": due, "status": "Green", "progress": "Two held", "recovery": "More", "impact": "Seen sooner",
           "success_measure": "90%"}  # fmt: skip
    assert held([headings, *[[row[name] for name in wanted]] * 3]) == dict(zip(headings, wanted, strict=True))


def test_a_status_column_full_of_sentences_is_progress() -> None:
    rows = [
        ["No", "What", "Current status"],
        [1, "Hold a panel", "June: two panels were held."],
        [2, "Train", "Booked for May."],
    ]
    assert held(rows)["Current status"] == "progress"


def test_columns_without_known_headings_are_known_by_what_stands_there() -> None:
    rows = [
        ["Ref", "Action", "x", "y", "z"],
        ["A1", "Hold a panel", datetime.date(2027, 3, 31), "Amber", "leo@example.test"],
        ["A2", "Train", datetime.date(2027, 4, 30), "Green", "ada@example.test"],
    ]
    found = held(rows)
    assert (found["x"], found["y"], found["z"]) == ("due", "status", "owner")


def test_headings_over_two_lines_are_one_heading() -> None:
    rows = [
        ["Plan 2026"],
        ["No", "What", "Who", "Outcome by quarter", "", "Status"],
        ["", "", "", "Q1", "Q2", ""],
        [1, "Hold a panel", "Leo Lead", "Two held", "Four held", "Green"],
    ]
    table = table_of(rows, merge=["D2:E2"])
    assert (table.row, table.lines, table.first) == (2, 2, 3)
    assert list(table.names)[:6] == [
        "No",
        "What",
        "Who",
        "Outcome by quarter: Q1",
        "Outcome by quarter: Q2",
        "Status",
    ]
    assert [guess(table).get(column) for column in (3, 4)] == ["progress", "progress"]


def test_texts_of_several_columns_are_kept_with_their_headings(look, plan) -> None:
    rows = [
        ["No", "What", "Outcome by quarter", "", "Status"],
        ["", "", "Q1", "Q2", ""],
        [1, "Hold a panel", "Two held", "Four held", "Green"],
    ]
    [row] = look(rows, merge=["C1:D1"]).rows
    assert row.report.narrative == "Outcome by quarter: Q1: Two held\nOutcome by quarter: Q2: Four held"


def test_what_a_council_chose_is_remembered_for_the_same_headings(begin, lead) -> None:
    rows = [["Ref", "Action", "Notes"], ["A1", "Hold a panel", "Weekly"]]
    first = begin(rows)
    assert first.mapping == {"0": "ref", "1": "title", "2": "progress"}
    services.choose_columns(first, by=lead, on=ON, mapping={0: "ref", 1: "title", 2: "detail"})
    again = begin([["Title of the plan"], *rows, ["A2", "Train", "May"]])
    assert again.mapping == {"0": "ref", "1": "title", "2": "detail"}
    other = begin([["Ref", "Action", "Notes", "Lead"], ["A1", "Hold a panel", "Weekly", ""]])
    assert other.mapping["2"] == "progress"


def test_worksheets_with_the_same_headings_are_one_plan(look) -> None:
    heads = ["Ref", "Action", "Lead"]
    found = look(
        [heads, ["A1", "Hold a panel", ""]],
        title="Leadership",
        Practice=[heads, ["B1", "Train", "Nobody Known"], ["B1", "Twice", ""]],
        Key=[["B", "Complete"]],
    )
    assert [(row.where, row.ref, row.outcome) for row in found.rows] == [
        ("Leadership, row 2", "A1", "added"),
        ("Practice, row 2", "B1", "added"),
        ("Practice, row 3", "B1", "error"),
    ]
    assert [problem.cell for problem in found.errors] == ["Practice!C2", "Practice!A3"]
    assert [objective.title for objective in found.new_objectives] == ["Leadership", "Practice"]
