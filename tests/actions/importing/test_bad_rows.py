"""Must show 1: each kind of bad row gets a sentence with the address of its cell, and the good rows go in all the same."""

from __future__ import annotations

import datetime
import io
from typing import Any

import openpyxl
import pytest

from actions.importing import services
from actions.importing.bad_rows import WRONG, bad_rows
from actions.models import Action
from councils.refusal import Refused
from tests import factories

from .conftest import ON
from .workbooks import csv_file, xlsx

HEADINGS = [
    "Ref",
    "Action",
    "Detail",
    "Lead",
    "Due",
    "Status",
    "Progress",
    "Priority",
    "Requirements",
    "Done on",
    "Version",
]
PLACES = {name: place for place, name in enumerate(HEADINGS)}
GOOD = {
    "Ref": "G1", "Action": "Hold a panel", "Lead": "Leo Lead", "Due": "31/03/2027", "Status": "Green", "Priority": "High",
}  # fmt: skip


def row(**cells):
    return [{"Ref": "X1", "Action": "Train partners", **cells}.get(name) for name in HEADINGS]


def sheet(**cells):
    """A good row, then the bad one in row 3."""
    return [HEADINGS, row(**GOOD), row(**cells)]


ROWS_LEFT_OUT = {
    "impossible date": ({"Due": "30/02/2027"}, "E3", "“30/02/2027” is not a date"),
    "no date at all": ({"Due": "as agreed with Jo"}, "E3", "“as agreed with Jo” is not a date. Write it like 31/03/2027"),
    "unknown status": ({"Status": "Purple"}, "F3", "“Purple” is not a status that is understood. Understood are: Blue,"),
    "amber without why": ({"Status": "Amber"}, "F3", "This action is at risk, so say why in G3"),
    "red without why": ({"Status": "R"}, "F3", "This action is off track, so say why in G3"),
    "duplicate reference": ({"Ref": "g1"}, "A3", "The reference g1 stands in A2 already. Give each action its own"),
    "impossible reference": ({"Ref": "Ä!§"}, "A3", "“Ä!§” cannot be a reference. Use up to 20 letters and numbers"),
    "no action": ({"Action": None}, "B3", "This row has no action. Write what will be done, or delete the row"),
    "text too long": ({"Detail": "x" * 5001}, "C3", "This cell has 5,001 characters; at most 5,000 can be kept. Shorten it"),
    "done in the future": (
        {"Status": "Done", "Done on": "31/03/2099"}, "J3", "The day on which it was done is in the future",
    ),
}  # fmt: skip
CELLS_LEFT_OUT = {
    "unknown owner": ({"Lead": "Jane Nobody"}, "D3", "Nobody called “Jane Nobody” has an account in this council"),
    "unknown priority": ({"Priority": "Purple"}, "H3", "“Purple” is not a priority. Write High or Normal"),
    "unknown requirement": ({"Requirements": "99(z)"}, "I3", "The notice has no requirement “99(z)”. Write its paragraph"),
    "paused by a spreadsheet": (
        {"Status": "On hold"}, "F3", "Only a decision of the board pauses or cancels an action. Its status stays as it is",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ROWS_LEFT_OUT)
def test_a_bad_row_is_left_out_with_a_sentence_and_the_good_row_goes_in(kind, look, bring, lead) -> None:
    cells, where, sentence = ROWS_LEFT_OUT[kind]
    found = look(sheet(**cells))
    assert found.counts == {"added": 1, "changed": 0, "unchanged": 0, "error": 1}
    [problem] = found.errors
    assert (problem.cell, problem.message[: len(sentence)]) == (where, sentence)
    planned = bring(sheet(**cells))
    assert (planned.added, planned.refused) == (1, 1)
    assert list(Action.objects.values_list("ref", flat=True)) == ["G1"]


@pytest.mark.parametrize("kind", CELLS_LEFT_OUT)
def test_a_cell_that_cannot_be_taken_leaves_the_rest_of_its_row(kind, look) -> None:
    cells, where, sentence = CELLS_LEFT_OUT[kind]
    found = look(sheet(**cells))
    assert found.counts == {"added": 2, "changed": 0, "unchanged": 0, "error": 0}
    [problem] = found.errors
    assert (problem.cell, problem.message[: len(sentence)]) == (where, sentence)


def test_a_formula_that_has_no_value(look) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(sheet(Ref="X1"))))
    page: Any = book.active
    page["B3"] = "=CONCAT(A1)"
    page["G3"] = "#REF!"
    page["G3"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    found = look(out.getvalue())
    assert found.counts["error"] == 1
    assert [(p.cell, p.message) for p in found.errors][:2] == [
        (
            "B3",
            "This cell holds a formula that was never worked out. Open the file, save it again, or type the value",
        ),
        ("G3", "This cell holds a formula that ends in an error (#REF!). Type the value"),
    ]


def test_an_action_over_merged_rows(look) -> None:
    rows = [HEADINGS, row(**GOOD), row(Ref="X1"), row(Ref=None, Action=None, Progress="More")]
    found = look(rows, merge=["B3:B4"])
    assert [(r.where, r.outcome) for r in found.rows] == [("row 2", "added"), ("row 3", "error")]
    [problem] = found.errors
    assert (problem.cell, problem.message[:39]) == ("A3", "B3 to B4 are merged into one cell. Give")


def test_other_merged_cells_hold_for_all_their_rows(look) -> None:
    rows = [["Objective", *HEADINGS], ["1. Safe", *row(**GOOD)], [None, *row(Ref="X1", Lead="Police")]]
    found = look(rows, merge=["A2:A3"])
    assert [(r.outcome, r.objective.number) for r in found.rows] == [("added", 1), ("added", 1)]


@pytest.mark.parametrize("state", ["active"])
def test_an_agreed_date_is_not_moved_and_the_rest_of_the_row_is_taken(look, bring, plan, state) -> None:
    objective = factories.ObjectiveFactory(council=plan.council, plan=plan)
    due = datetime.date(2027, 3, 31)
    factories.ActionFactory(
        council=plan.council,
        objective=objective,
        ref="X1",
        title="Old words",
        due_on=due,
        original_due_on=due,
    )
    found = look(sheet(Due="30/06/2027"))
    [problem] = found.errors
    assert problem.cell == "E3"
    assert problem.message.startswith("The board has agreed 31 March 2027. Ask the board for 30 June 2027")
    assert found.counts == {"added": 1, "changed": 1, "unchanged": 0, "error": 0}
    bring(sheet(Due="30/06/2027"))
    action = Action.objects.get(ref="X1")
    assert (action.title, action.due_on) == ("Train partners", due)


@pytest.mark.parametrize("state", ["active"])
def test_what_the_board_has_decided_is_not_undone_by_a_spreadsheet(look, plan, state) -> None:
    objective = factories.ObjectiveFactory(council=plan.council, plan=plan)
    factories.ActionFactory(
        council=plan.council,
        objective=objective,
        ref="X1",
        title="Train partners",
        delivery="confirmed",
        done_on=ON,
    )
    [good, bad] = look(sheet(Status="In progress", Due=None)).rows
    assert (good.outcome, bad.outcome) == ("added", "unchanged")
    [problem] = bad.errors
    assert problem.message.startswith("The board has confirmed that this action is done.")
    [_, blue] = look(sheet(Status="Blue", Due=None)).rows
    assert (blue.outcome, blue.errors) == ("unchanged", [])


def test_a_reference_of_another_plan(look, plan) -> None:
    other = factories.PlanFactory(council=plan.council)
    factories.ActionFactory(
        council=plan.council, objective=factories.ObjectiveFactory(council=plan.council, plan=other), ref="X1"
    )
    [problem] = look(sheet()).errors
    assert (problem.cell, problem.message) == (
        "A3", "Another plan of this council has the reference X1. Give this action another one",
    )  # fmt: skip


def test_a_file_that_is_older_than_the_plan_does_not_put_old_words_back(look, plan) -> None:
    objective = factories.ObjectiveFactory(council=plan.council, plan=plan)
    factories.ActionFactory(council=plan.council, objective=objective, ref="X1", title="New words", version=4)
    [problem] = look(sheet(Version=3)).errors
    assert problem.cell == "K3"
    assert problem.message.startswith("X1 has changed here since this file was made (version 3, now 4)")


def test_empty_lines_repeated_headings_and_remarks_are_no_actions(look) -> None:
    rows = [
        ["Improvement plan"],
        [],
        HEADINGS,
        row(**GOOD),
        [],
        HEADINGS,
        row(Ref="X1"),
        [],
        ["Key: B is complete"],
    ]
    found = look(rows)
    assert [(r.where, r.outcome) for r in found.rows] == [("row 4", "added"), ("row 7", "added")]
    assert [(p.cell, p.kind) for p in found.left_out] == [("A9", "note")]
    assert found.errors == []


def test_a_file_without_headings_is_said_to_have_none(begin) -> None:
    planned = begin([["Some text"], [1, 2, 3]])
    opened = services.open_file(planned)
    assert services.find_tables(opened.grids) == []


def test_more_rows_than_an_import_takes(begin, lead) -> None:
    rows = [["Ref", "Action"], *[[f"A{number}", "Do it"] for number in range(5001)]]
    planned = begin(csv_file(rows), "plan.csv")
    with pytest.raises(Refused, match="has 5,001 rows of actions; at most 5,000 can be imported at a time"):
        services.preview(planned, by=lead, on=ON)


def test_characters_that_cannot_be_shown_are_left_out_with_a_note(look) -> None:
    [_, found] = look(sheet(Action="Train _x0007_partners")).rows  # how a workbook writes a bell
    assert found.title == "Train partners"
    assert [(p.cell, p.message) for p in found.notes] == [
        ("B3", "This cell held characters that cannot be shown. They were left out.")
    ]


def test_a_long_action_keeps_its_whole_text_under_a_short_title(look) -> None:
    words = "Hold a panel every week with every partner agency and " * 8
    [_, found] = look(sheet(Action=words, Detail="By team 3")).rows
    assert found.outcome == "added"
    assert len(found.title) <= 300
    assert found.fields["detail"] == f"{words.strip()}\n\nBy team 3"
    assert [p.cell for p in found.notes] == ["B3"]


def test_the_name_of_an_owner_without_an_account_is_kept_in_the_text(look, bring) -> None:
    bring(sheet(Lead="Jane Nobody", Detail="By team 3"))
    assert Action.objects.get(ref="X1").detail == "By team 3\n\nOwner: Jane Nobody"
    assert look(sheet(Lead="Jane Nobody", Detail="By team 3")).counts["changed"] == 0


@pytest.mark.parametrize(
    ("words", "owner", "note"),
    [
        ("olive.officer@example.test", "Olive Officer", ""),
        ("OLIVE  OFFICER", "Olive Officer", ""),
        ("Olive Oficer", "Olive Officer", "“Olive Oficer” was taken as Olive Officer."),
        ("Improvement lead", "Leo Lead", "“Improvement lead” was taken as Leo Lead."),
        ("Police", "Police", ""),
        (
            "Leo Lead / Jane Nobody",
            "Leo Lead",
            "An action has one owner: “Leo Lead” was taken, the others were not.",
        ),
    ],
)
def test_owners_are_found_by_email_name_near_name_and_title(look, words, owner, note) -> None:
    [_, found] = look(sheet(Lead=words)).rows
    assert [change.new for change in found.changes if change.label == "Owner"] == [owner]
    assert [problem.message for problem in found.problems] == ([note] if note else [])


def test_the_rows_to_correct_come_as_a_file_that_imports_once_corrected(begin, look, lead, plan) -> None:
    planned = begin(sheet(Due="30/02/2027"))
    services.choose_columns(planned, by=lead, on=ON, mapping=services.mapping_of(planned))
    found = services.preview(planned, by=lead, on=ON)
    made = bad_rows(services.open_file(planned).tables, found, on=ON)
    assert list(made.columns) == [*HEADINGS, WRONG]
    cells: Any = next(iter(made.rows))
    assert cells[-1] == "E3: “30/02/2027” is not a date"
    cells[PLACES["Due"]] = "28/02/2027"
    corrected = look([list(made.columns), list(cells)])
    assert corrected.counts == {"added": 1, "changed": 0, "unchanged": 0, "error": 0}
