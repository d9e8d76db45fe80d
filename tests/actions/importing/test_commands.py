"""export_plan and import_plan, as outside checks call them (design §9)."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from actions.models import Action, PlanImport
from tests import factories

from .workbooks import brag, xlsx


def run(*args: Any) -> tuple[int, Any, str]:
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command(*args, stdout=out, stderr=err)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    text = out.getvalue()
    return status, json.loads(text) if text.startswith("{") else text, err.getvalue().strip()


@pytest.fixture
def file(tmp_path, plan):
    rows = brag(12)
    rows[3][3] = "30/02/2027"
    path = tmp_path / "plan.xlsx"
    path.write_bytes(xlsx(rows))
    return path


def test_import_plan_says_what_would_change_and_changes_nothing(file) -> None:
    status, printed, _ = run("import_plan", "ambridge", str(file))
    assert (status, set(printed)) == (0, {"added", "changed", "unchanged", "errors"})
    assert (printed["added"], printed["changed"], printed["unchanged"]) == (11, 0, 0)
    assert printed["errors"] == [{"cell": "D4", "message": "“30/02/2027” is not a date"}]
    assert (Action.objects.count(), PlanImport.objects.count()) == (0, 0)


def test_import_plan_apply_does_it_and_export_plan_comes_back_without_a_change(file, tmp_path) -> None:
    assert run("import_plan", "ambridge", str(file), "--apply")[1]["added"] == 11
    assert Action.objects.count() == 11
    for kind in ("xlsx", "ods", "csv"):
        out = tmp_path / f"out.{kind}"
        assert run("export_plan", "ambridge", "--out", str(out))[0] == 0
        status, printed, _ = run("import_plan", "ambridge", str(out), "--apply")
        assert (status, printed) == (0, {"added": 0, "changed": 0, "unchanged": 11, "errors": []})


def test_the_exported_workbook_has_the_plan_its_objectives_and_notes(plan, tmp_path) -> None:
    objective = factories.ObjectiveFactory(
        council=plan.council, plan=plan, number=1, title="Children are heard"
    )
    factories.ActionFactory(council=plan.council, objective=objective, ref="A1", title="=HYPERLINK(1)")
    run("export_plan", "ambridge", "--out", str(tmp_path / "plan.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == ["Plan Improvement plan", "Objectives", "Notes"]
    header, row = (book.worksheets[0][n] for n in (3, 4))
    found = dict(zip([c.value for c in header], row, strict=True))
    assert (found["Ref"].value, found["Objective"].value) == ("A1", "Children are heard")
    assert (found["Action"].value, found["Action"].data_type) == ("=HYPERLINK(1)", "s")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("import_plan", "ambridge", "{}/missing.xlsx"), "cannot be opened: No such file or directory."),
        (("import_plan", "ambridge", "{}/broken.xlsx"), "The selected file"),
        (
            ("import_plan", "ambridge", "{}/plan.pdf"),
            "The selected file must be one of these: xlsx, ods, csv.",
        ),
        (("import_plan", "nowhere", "{}/plan.xlsx"), "There is no council “nowhere”."),
        (("import_plan", "borchester", "{}/plan.xlsx"), "Borchester Council has no plan yet."),
        (("export_plan", "nowhere", "--out", "{}/x.xlsx"), "There is no council “nowhere”."),
        (
            ("export_plan", "ambridge", "--out", "{}/x.pdf"),
            "The file must end in one of these: xlsx, ods, csv.",
        ),
        (
            ("export_plan", "ambridge", "--out", "{}/no/x.xlsx"),
            "cannot be written: No such file or directory.",
        ),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_a_sentence(file, borchester, tmp_path, args, sentence) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK broken")
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    status, printed, said = run(*(arg.format(tmp_path) for arg in args))
    assert (status, printed) == (2, "")
    assert sentence in said
