"""What Noticeboard exports it reads back without a change: as it is, and saved again by another program."""

from __future__ import annotations

import io
import time
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.exports import plan_sheets
from actions.importing import services
from actions.importing.grids import as_text, read_grids
from actions.importing.texts import same, title_and_rest, typed
from actions.models import Action, Plan
from councils.exports import Sheet, table_bytes
from councils.exports.ods import workbook as ods_workbook
from tests import factories

from .conftest import ON
from .workbooks import csv_file

# Each begins like a formula, or would be read as one, or steers a terminal.
HOSTILE = [
    "=1+1", "+1+cmd|' /C calc'!A0", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "\t=1", "  =1+1", "'=1+1",
    "_x0041_", "a\u202eb", "Zoë “quoted”", "two\nlines", "semi;colon, comma", "<b>bold</b>", "\u00a0=1", "{=1}",
]  # fmt: skip
# Our own check of uploads refuses a CSV in which a cell begins like this, apostrophe or not (councils/file_checks).
REFUSED_IN_CSV = ("=", "@", "+1+cmd", "'=", "\t=", "  =", "\u00a0=")


@pytest.fixture
def state() -> str:
    return Plan.State.ACTIVE


@pytest.fixture
def full(plan: Plan, officer: Any) -> Plan:
    """Every state of an action, every kind of owner, hostile texts; 300 actions."""
    council = plan.council
    clause = factories.RequirementFactory(council=council, notice=plan.notice, label="4(a)")
    bare = factories.RequirementFactory(council=council, notice=plan.notice, label="")
    objectives = [
        factories.ObjectiveFactory(council=council, plan=plan, number=n, title=f"Objective of {n}")
        for n in (1, 2)
    ]
    police = council_organisation(council)
    for number, delivery in enumerate(
        ["not_started", "in_progress", "done", "confirmed", "embedded", "paused", "cancelled"] * 43
    ):
        finished = delivery in ("done", "confirmed", "embedded")
        words = HOSTILE[number % len(HOSTILE)]
        worried = (
            ("on_track", "at_risk", "off_track")[number % 3]
            if delivery in ("not_started", "in_progress")
            else "on_track"
        )
        due = ON if number % 4 else None
        action = factories.ActionFactory(
            council=council, objective=objectives[number % 2], ref=f"A{number}", title=f"{words} {number}", detail=words,
            success_measure=words, owner=officer if number % 3 == 0 else None,
            owner_organisation=police if number % 3 == 1 else None, original_due_on=due, due_on=due,
            priority=("high", "normal")[number % 2], delivery=delivery, confidence=worried,
            done_on=ON if finished else None,
        )  # fmt: skip
        if number % 5 == 0:
            factories.ActionRequirementFactory(council=council, action=action, requirement=clause)
            factories.ActionRequirementFactory(council=council, action=action, requirement=bare)
        if delivery != "not_started" or worried != "on_track":
            factories.ActionUpdateFactory(
                council=council, action=action, version=1, delivery=delivery, confidence=worried, narrative=words or "x",
                recovery="More staff" if worried != "on_track" else "", evidence_of_impact=words,
            )  # fmt: skip
    return plan


def council_organisation(council: Any) -> Any:
    from councils.models import Organisation

    return Organisation.objects.get(council=council, name="Police")


def exported(plan: Plan, kind: str) -> bytes:
    actions = Action.objects.filter(council=plan.council, plan=plan)
    return table_bytes(kind, plan_sheets(plan, actions, on=ON, names=True))


def saved_by_excel(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved_as_ods(content: bytes) -> bytes:
    """As LibreOffice does with an XLSX: every sheet, cell by cell."""
    return ods_workbook(
        "Plan",
        [Sheet(g.name, [str(v or "") for v in g.rows[0]], g.rows[1:]) for g in read_grids(content, "xlsx")],
    )


@pytest.mark.parametrize("way", ["xlsx", "ods", "xlsx saved again", "xlsx saved as ods"])
def test_an_exported_plan_of_300_actions_imports_without_a_change(full, look, way) -> None:
    content = exported(full, way.split()[0])
    if way.endswith("again"):
        content = saved_by_excel(content)
    if way.endswith("as ods"):
        content = saved_as_ods(content)
    began = time.monotonic()
    found = look(content, f"plan.{way.split()[-1] if way.endswith('ods') else way.split()[0]}")
    assert [
        (r.where, r.changes, r.problems) for r in found.rows if r.outcome != "unchanged" or r.problems
    ] == []
    assert found.counts == {"added": 0, "changed": 0, "unchanged": 301, "error": 0}
    assert time.monotonic() - began < 60


def test_an_exported_csv_imports_without_a_change(full, look) -> None:
    dangerous = [
        pk for pk, detail in Action.objects.values_list("pk", "detail") if detail.startswith(REFUSED_IN_CSV)
    ]
    harmless = Action.objects.filter(plan=full).exclude(pk__in=dangerous)
    content = table_bytes("csv", plan_sheets(full, harmless, on=ON, names=True))
    found = look(content, "plan.csv")
    assert [
        (r.where, r.changes, r.problems) for r in found.rows if r.outcome != "unchanged" or r.problems
    ] == []
    assert found.counts["unchanged"] == harmless.count() == 150


@settings(max_examples=15, deadline=None)
@given(
    texts=st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=40),
    kind=st.sampled_from(["xlsx", "ods"]),
)
def test_any_words_come_back_from_a_workbook_unchanged(texts: list[str], kind: str) -> None:
    content = table_bytes(kind, [Sheet("Plan", ["Ref", "Detail"], [["A1", text] for text in texts])])
    back = [as_text(row[1]) for row in read_grids(content, kind)[0].rows[3:]]
    back += [""] * (len(texts) - len(back))  # trailing cells without anything
    assert [(a, b) for a, b in zip(texts, back, strict=True) if not same(a, typed(b))] == []
    titles = [
        (" ".join(typed(text).split()), title_and_rest(typed(b))[0])
        for text, b in zip(texts, back, strict=True)
    ]
    assert [(a, b) for a, b in titles if a != b] == []


def test_five_thousand_rows_are_looked_at_and_imported_in_a_minute(begin, lead, plan) -> None:
    rows = [["Ref", "Action", "Lead", "Due", "BRAG", "Progress"]] + [
        [
            f"A{n}",
            f"Check audit number {n}",
            "Olive Officer",
            "31/03/2027",
            ("B", "G", "A")[n % 3],
            f"Word on {n}",
        ]
        for n in range(5000)
    ]
    began = time.monotonic()
    planned = begin(csv_file(rows), "plan.csv")
    services.choose_columns(planned, by=lead, on=ON, mapping=services.mapping_of(planned))
    seen = services.preview(planned, by=lead, on=ON)
    services.apply(planned, by=lead, on=ON, agreed=seen.digest)
    assert (planned.added, planned.refused) == (5000, 0)
    took = time.monotonic() - began
    print(f"5,000 rows: {took:.1f} s")
    assert took < 60
