"""Values of indicators from a council's own file: three shapes, three kinds of file, one undo."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client

from actions.importing import services
from actions.importing.preview import Preview
from actions.models import Indicator, Observation, Plan, PlanImport
from councils.models import AuditEvent, User
from councils.refusal import Refused
from tests import factories as make

from .conftest import ON
from .workbooks import csv_file, ods, upload, xlsx

Begin = Callable[..., PlanImport]
WIDE = [
    ["Scorecard of the improvement board"],
    [],
    ["Ref", "Indicator", "Target", "Aug-26", "Sep-26", "Oct-26"],
    ["I1", "Vacancy rate", 10, 31, 34, None],
    ["I2", "Assessments in time", "85%", "62%", "n/a", "66%"],
    ["I9", "Of another council", 1, 1, 2, 3],
]
MAPPING = {0: "indicator", 3: "of_period", 4: "of_period", 5: "of_period"}


@pytest.fixture
def indicators(plan: Plan) -> dict[str, Indicator]:
    council, first = plan.council, datetime.date(2026, 4, 1)
    return {
        "I1": make.IndicatorFactory(council=council, ref="I1", title="Vacancy rate", unit="number", direction="lower", first_period_on=first),
        "I2": make.IndicatorFactory(council=council, ref="I2", title="Assessments in time", unit="percent", first_period_on=first),
        "I3": make.IndicatorFactory(
            council=council, ref="I3", title="Conferences on time", unit="percent", from_parts=True, numerator="On time",
            denominator="All", first_period_on=first,
        ),
    }  # fmt: skip


@pytest.fixture
def begin_values(plan: Plan, lead: User, indicators: dict[str, Indicator]) -> Begin:
    def start(content: bytes, name: str = "scorecard.xlsx") -> PlanImport:
        planned = services.begin(plan, upload(content, name), by=lead, on=ON, holds="values")
        planned.plan.council = plan.council
        return planned

    return start


def held(planned: PlanImport) -> dict[int, str]:
    return {int(column): name for column, name in planned.mapping.items()}


def taken(planned: PlanImport, lead: User) -> Preview:
    """With the columns as guessed."""
    services.choose_columns(planned, by=lead, on=ON, mapping=held(planned))
    found = services.preview(planned, by=lead, on=ON)
    return services.apply(planned, by=lead, on=ON, agreed=found.digest)


def values() -> dict[tuple[str, str], Decimal | None]:
    rows = Observation.objects.order_by("indicator__ref", "period_on")
    return {(row.indicator.ref, f"{row.period_on:%b}"): row.value for row in rows.select_related("indicator")}


@pytest.mark.parametrize(("kind", "made"), [("xlsx", xlsx), ("ods", ods), ("csv", csv_file)])
def test_a_column_for_each_period_in_any_kind_of_file(
    kind: str, made: Callable[..., bytes], begin_values: Begin, lead: User
) -> None:
    planned = begin_values(made(WIDE), f"scorecard.{kind}")
    assert held(planned) == MAPPING
    down = planned.header_row - 3  # our own .ods has lines above its table
    found = services.preview(planned, by=lead, on=ON)
    assert [(row.where, row.outcome, row.title) for row in found.rows] == [
        (f"row {down + 4}", "added", "I1 Vacancy rate"), (f"row {down + 5}", "added", "I2 Assessments in time"), (f"row {down + 6}", "error", ""),
    ]  # fmt: skip
    assert [(c.label, c.old, c.new) for c in found.rows[0].changes] == [
        ("August 2026", "", "31"), ("September 2026", "", "34"),
    ]  # fmt: skip
    assert [(p.cell, p.message) for p in found.rows[2].problems] == [
        (f"A{down + 6}", "“I9” is no indicator whose values you may enter. Use its reference")
    ]
    taken(planned, lead)
    assert values() == {
        ("I1", "Aug"): Decimal(31), ("I1", "Sep"): Decimal(34), ("I2", "Aug"): Decimal(62), ("I2", "Oct"): Decimal(66),
    }  # fmt: skip
    assert set(Observation.objects.values_list("state", "entered_by")) == {("draft", lead.pk)}
    again = services.preview(begin_values(made(WIDE), f"again.{kind}"), by=lead, on=ON)
    assert again.counts == {"added": 0, "changed": 0, "unchanged": 2, "error": 1}


def test_a_column_for_each_indicator(begin_values: Begin, lead: User) -> None:
    rows = [["Month", "I1", "Assessments in time"], ["Aug-26", 31, "62%"], ["Sep-26", 34, "64%"]]
    planned = begin_values(xlsx(rows))
    assert held(planned) == {0: "period", 1: "of_indicator", 2: "of_indicator"}
    found = taken(planned, lead)
    assert [row.title for row in found.rows] == ["August 2026", "September 2026"]
    assert found.rows[0].changes[1].label == "I2 Assessments in time, August 2026"
    assert values()["I2", "Sep"] == Decimal(64)


def test_a_row_for_each_value_with_numerator_and_denominator(begin_values: Begin, lead: User) -> None:
    rows = [
        ["Indicator", "Period", "Value", "Numerator", "Denominator"],
        ["I1", "Aug-26", 31, None, None],
        ["Conferences on time", "Aug-26", None, 45, 60],
        ["I3", "Sep-26", None, 45, 0],
        ["I3", "Aug-26", None, 46, 60],
    ]
    planned = begin_values(xlsx(rows))
    assert held(planned) == {0: "indicator", 1: "period", 2: "value", 3: "numerator", 4: "denominator"}
    found = taken(planned, lead)
    assert [row.outcome for row in found.rows] == ["added", "added", "error", "error"]
    assert [(p.cell, p.message) for row in found.rows[2:] for p in row.problems][1] == (
        "D5", "D3 has a value for the same period",
    )  # fmt: skip
    assert values() == {("I1", "Aug"): Decimal(31), ("I3", "Aug"): Decimal(75)}


def test_a_share_that_the_workbook_shows_as_a_percentage_is_one(begin_values: Begin, lead: User) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (["Ref", "Aug-26", "Sep-26"], ["I2", 0.62, 1], ["I1", 0.5, 2]):
        page.append(row)
    page["B2"].number_format, page["C2"].number_format = "0%", "0.0%"
    out = io.BytesIO()
    book.save(out)
    taken(begin_values(out.getvalue()), lead)
    assert values() == {
        ("I1", "Aug"): Decimal("0.5"), ("I1", "Sep"): Decimal(2), ("I2", "Aug"): Decimal(62), ("I2", "Sep"): Decimal(100),
    }  # fmt: skip


def test_headings_that_are_dates_are_periods(begin_values: Begin, lead: User) -> None:
    rows = [["Ref", datetime.date(2026, 8, 1), datetime.date(2026, 9, 1)], ["I1", 1, 2]]
    taken(begin_values(xlsx(rows)), lead)
    assert values() == {("I1", "Aug"): Decimal(1), ("I1", "Sep"): Decimal(2)}


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("lots", "“lots” is not a number"),
        ("#REF!", "“#REF!” is an error of the spreadsheet. Correct it there, or leave the cell empty"),
        ("120%", "A percentage must be between 0 and 100"),
        ("1,5", "“1,5” has a comma that does not part thousands. Write 1.5 or 1,500"),
    ],
)
def test_a_cell_that_cannot_be_read_says_so_with_its_address_and_the_others_go_in(
    cell: str, says: str, begin_values: Begin, lead: User
) -> None:
    found = taken(begin_values(csv_file([["Ref", "Aug-26", "Sep-26"], ["I2", cell, "64%"]]), "s.csv"), lead)
    assert [(p.cell, p.message, p.kind) for p in found.rows[0].problems] == [("B2", says, "cell")]
    assert values() == {("I2", "Sep"): Decimal(64)}


def test_a_period_that_is_not_over_and_one_of_another_rhythm_are_refused(
    begin_values: Begin, lead: User
) -> None:
    rows = [["Ref", "Aug-26", "Q1 2026/27", "Jan-30"], ["I1", 1, 2, 3]]
    [row] = services.preview(begin_values(xlsx(rows)), by=lead, on=ON).rows
    assert [problem.cell for problem in row.problems] == ["C2", "D2"]
    assert row.problems[0].message == "“Q1 2026/27” is not one period of I1, which is measured every month"
    assert row.problems[1].message.startswith("January 2030 is not over")


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ({0: "indicator"}, "Choose which column holds the period"),
        ({0: "indicator", 1: "period"}, "Choose which column holds the value"),
        ({1: "of_period"}, "Choose which column holds the indicator"),
        ({0: "indicator", 1: "of_period", 2: "of_indicator"}, "Headings name either periods or indicators"),
        ({0: "indicator", 1: "period", 2: "numerator"}, "Choose which column holds the value"),
        ({0: "title", 1: "of_period"}, "A column of such a file cannot hold title"),
    ],
)
def test_columns_that_make_no_table_are_refused_in_words(
    mapping: dict[int, str], why: str, begin_values: Begin, lead: User
) -> None:
    planned = begin_values(xlsx([["Ref", "Aug-26", "Sep-26"], ["I1", 1, 2]]))
    with pytest.raises(Refused, match=why):
        services.choose_columns(planned, by=lead, on=ON, mapping=mapping)


def test_the_councils_next_file_with_these_headings_starts_with_what_was_chosen(
    begin_values: Begin, lead: User, plan: Plan
) -> None:
    rows = [["Ref", "Indicator", "Aug-26", "Sep-26"], ["I1", "Vacancy rate", 1, 2]]
    planned = begin_values(xlsx(rows))
    chosen = {1: "indicator", 3: "of_period"}
    services.choose_columns(planned, by=lead, on=ON, mapping=chosen)
    assert held(begin_values(xlsx(rows))) == chosen
    of_plan = services.begin(plan, upload(xlsx(rows)), by=lead, on=ON)
    assert set(of_plan.mapping.values()) <= {"ref", "title", "due", "detail"}


def test_undoing_puts_every_value_back_and_takes_the_new_ones_away(
    begin_values: Begin, indicators: dict[str, Indicator], lead: User, officer: User, plan: Plan
) -> None:
    make.ObservationFactory(
        council=plan.council,
        indicator=indicators["I1"],
        period_on=datetime.date(2026, 8, 1),
        value=30,
        commentary="Why",
        recovery="How",
        entered_by=officer,
    )
    before = values()
    planned = begin_values(xlsx([["Ref", "Aug-26", "Sep-26"], ["I1", 31, 34]]))
    found = taken(planned, lead)
    assert found.rows[0].outcome == "changed"
    assert values() == {("I1", "Aug"): Decimal(31), ("I1", "Sep"): Decimal(34)}
    services.undo(planned, by=lead, on=ON)
    assert values() == before
    assert Observation.objects.get().commentary == "Why"
    verbs = AuditEvent.objects.filter(about=str(planned)).order_by("id").values_list("verb", flat=True)
    assert list(verbs)[-1] == "undid an import into the plan"


def test_an_import_is_not_undone_once_a_value_was_handed_in(begin_values: Begin, lead: User) -> None:
    planned = begin_values(xlsx([["Ref", "Aug-26", "Sep-26"], ["I1", 31, 34]]))
    taken(planned, lead)
    Observation.objects.filter(period_on=datetime.date(2026, 8, 1)).update(
        state="submitted", submitted_by=lead, submitted_on=ON
    )
    with pytest.raises(
        Refused, match=r"I1 for August 2026 since this import, so it cannot be undone. Change those values"
    ):
        services.undo(planned, by=lead, on=ON)
    assert len(values()) == 2


def test_what_somebody_entered_meanwhile_is_not_written_over(
    begin_values: Begin, indicators: dict[str, Indicator], lead: User, plan: Plan
) -> None:
    planned = begin_values(xlsx([["Ref", "Aug-26"], ["I1", 31], ["I2", 5]]))
    services.choose_columns(planned, by=lead, on=ON, mapping={0: "indicator", 1: "of_period"})
    seen = services.preview(planned, by=lead, on=ON).digest
    make.ObservationFactory(
        council=plan.council, indicator=indicators["I1"], period_on=datetime.date(2026, 8, 1), value=30
    )
    with pytest.raises(Refused, match="Check again"):
        services.apply(planned, by=lead, on=ON, agreed=seen)
    assert values() == {("I1", "Aug"): Decimal(30)}


def test_in_the_browser_from_the_upload_to_the_undo(
    client: Client, plan: Plan, lead: User, indicators: dict[str, Indicator]
) -> None:
    client.force_login(lead)
    of = "/councils/ambridge/plan/imports/"
    assert 'value="values" checked' in client.get(f"{of}?holds=values").content.decode()
    answer = client.post(of, {"document": upload(xlsx(WIDE)), "holds": "values"})
    assert answer["Location"] == f"{of}1/columns/"
    form = client.get(f"{of}1/columns/").content.decode()
    chosen = dict(
        re.findall(r'<select[^>]* name="(column_\d)".*?<option value="(\w+)" selected>', form, re.DOTALL)
    )
    assert chosen["column_0"] == "indicator"
    client.post(f"{of}1/columns/", {f"column_{column}": name for column, name in MAPPING.items()})
    page = client.get(f"{of}1/").content.decode()
    assert "Import 2 rows" in page
    agreed = re.search(r'name="agreed" value="(\w+)"', page)
    assert agreed
    done = client.post(f"{of}1/", {"agreed": agreed[1]}, follow=True).content.decode()
    assert "Imported: 2 rows of values added. 1 row left out" in done
    assert "The values are drafts" in done
    wrong = client.get(f"{of}1/rows-to-correct.csv").content.decode()
    assert "I9" in wrong
    undone = client.post(f"{of}1/undo/", follow=True).content.decode()
    assert "Import 1 was undone: everything is again as it was before" in undone
    assert values() == {}


def test_by_the_api_too(client: Client, plan: Plan, lead: User, indicators: dict[str, Indicator]) -> None:
    client.force_login(lead)
    of = "/api/v1/councils/ambridge/plan-imports/"
    made = client.post(of, {"file": upload(xlsx(WIDE)), "holds": "values"})
    assert (made.status_code, made.json()["holds"]) == (201, "values")
    mapping = {str(column): name for column, name in MAPPING.items()}
    seen = client.post(f"{of}1/columns/", {"mapping": mapping}, content_type="application/json").json()
    assert seen["counts"] == {"added": 2, "changed": 0, "unchanged": 0, "error": 1}
    done = client.post(f"{of}1/apply/", {"agreed": seen["digest"]}, content_type="application/json")
    assert (done.status_code, done.json()["state"], len(values())) == (200, "applied", 4)
    assert client.post(f"{of}1/undo/").json()["state"] == "undone"
    assert values() == {}
