"""The five steps in the browser's own requests: upload, columns, preview, import, undo."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from actions.models import Action, PlanImport
from tests import factories

from .workbooks import torbay, upload, xlsx

ROWS = [
    ["Ref", "Action", "Lead", "Due", "BRAG", "Progress"],
    ["A1", "Hold a panel", "Olive Officer", "31/03/2027", "Green", "Two held"],
    ["A2", "Train <b>partners</b>", "Leo Lead", "30/02/2027", "Blue", ""],
]


def address(name, number=1, **more):
    kwargs = {"council_slug": "ambridge", **({} if name == "imports" else {"import_number": number}), **more}
    return reverse(f"actions:{name}", kwargs=kwargs)


def page(response, status=200):
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def digest(text):
    found = re.search(r'name="agreed" value="(\w+)"', text)
    assert found
    return found[1]


@pytest.fixture
def uploaded(client, plan, lead):
    """The lead has uploaded ROWS and taken the columns as guessed."""
    client.force_login(lead)
    answer = client.post(address("imports"), {"document": upload(xlsx(ROWS))})
    assert answer["Location"] == address("import_columns")
    form = page(client.get(address("import_columns")))
    chosen = dict(re.findall(r'<select[^>]* name="(column_\d)".*?<option value="(\w+)" selected>', form))
    assert list(chosen.values()) == ["ref", "title", "owner", "due", "status", "progress"]
    answer = client.post(address("import_columns"), chosen)
    assert answer["Location"] == address("import_one")
    return client


def test_a_spreadsheet_goes_in_with_a_preview_and_the_bad_row_is_left_out(uploaded, plan) -> None:
    seen = page(uploaded.get(address("import_one")))
    assert "1 row cannot be imported" in seen
    assert "Import 1 row" in seen
    wrong = page(uploaded.get(address("import_one"), {"show": "errors"}))
    assert "<strong>D3</strong>: “30/02/2027” is not a date." in wrong
    assert "Train &lt;b&gt;partners&lt;/b&gt;" in wrong
    done = uploaded.post(address("import_one"), {"agreed": digest(seen)}, follow=True)
    assert "Imported: 1 action added. 1 row left out" in page(done)
    assert Action.objects.get().ref == "A1"


def test_nothing_goes_in_that_was_not_seen(uploaded, plan, lead) -> None:
    seen = digest(page(uploaded.get(address("import_one"))))
    factories.ActionFactory(
        council=plan.council, ref="A1", objective=factories.ObjectiveFactory(council=plan.council, plan=plan)
    )
    again = page(uploaded.post(address("import_one"), {"agreed": seen}), 409)
    assert "changed after you looked" in again
    assert digest(again) != seen
    assert Action.objects.count() == 1
    assert uploaded.post(address("import_one"), {"agreed": digest(again)}).status_code == 302


def test_an_import_is_undone_on_its_page(uploaded, plan) -> None:
    uploaded.post(address("import_one"), {"agreed": digest(page(uploaded.get(address("import_one"))))})
    assert address("import_undo") in page(uploaded.get(address("import_one")))
    assert "1 action that it added" in page(uploaded.get(address("import_undo")))
    done = uploaded.post(address("import_undo"), follow=True)
    assert "Import 1 was undone" in page(done)
    assert Action.objects.count() == 0
    assert "This import was undone already" in page(uploaded.post(address("import_undo")))


def test_why_an_import_cannot_be_undone_is_said_on_its_page(uploaded, plan) -> None:
    uploaded.post(address("import_one"), {"agreed": digest(page(uploaded.get(address("import_one"))))})
    Action.objects.update(version=7)
    assert "Somebody has changed A1 since this import" in page(uploaded.post(address("import_undo")))
    assert Action.objects.count() == 1


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_the_rows_to_correct_are_a_download(uploaded, kind) -> None:
    answer = uploaded.get(address("import_bad_rows", kind=kind))
    assert answer["Content-Disposition"] == f'attachment; filename="ambridge-import-1-rows-to-correct.{kind}"'
    if kind == "csv":
        assert "D3: “30/02/2027” is not a date" in answer.content.decode("utf-8-sig")
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        assert book.get_sheet_by_index(0).to_python()[3][-1] == "D3: “30/02/2027” is not a date"


def test_the_file_comes_back_as_it_was_and_is_never_shown_in_our_pages(uploaded) -> None:
    answer = uploaded.get(address("import_file"))
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''plan.xlsx"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.content.startswith(b"PK")


def test_columns_that_make_no_sense_are_refused_and_stay_chosen(uploaded, plan) -> None:
    PlanImport.objects.update(state="mapped")
    wrong = page(uploaded.post(address("import_columns"), {"column_0": "title", "column_1": "title"}))
    assert "Choose one column only for Action" in wrong
    none = page(uploaded.post(address("import_columns"), {"column_2": "owner"}))
    assert "Choose which column holds the action, or its reference" in none


def test_the_table_may_stand_in_another_row(client, plan, lead) -> None:
    client.force_login(lead)
    rows = [["x"], ["one", "two"], ["A1", "Hold a panel"]]
    client.post(address("imports"), {"document": upload(xlsx(rows))})
    assert "No row of headings was found" in page(client.get(address("import_columns")))
    answer = client.post(address("import_columns"), {"look": "yes", "sheet": "Plan", "header_row": "2"})
    assert answer.status_code == 302
    assert PlanImport.objects.get().header_row == 2
    assert "two" in page(client.get(address("import_columns")))
    wrong = client.post(address("import_columns"), {"look": "yes", "sheet": "Plan", "header_row": "99"})
    assert "Choose a worksheet of the file and one of its rows" in page(wrong)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7", "plan.pdf", "The selected file must be one of these: xlsx, ods, csv."),
        (b"", "plan.xlsx", "The selected file is empty"),
        (b"not a zip", "plan.xlsx", "The selected file"),
        (b"PK\x03\x04broken", "plan.ods", "The selected file"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_at_its_field(
    client, plan, lead, content, name, sentence
) -> None:
    client.force_login(lead)
    assert sentence in page(client.post(address("imports"), {"document": upload(content, name)}))
    assert PlanImport.objects.count() == 0


def test_only_those_who_edit_the_plan_may_import(
    client, plan, lead, officer, chair, outsider, observer
) -> None:
    client.force_login(lead)
    client.post(address("imports"), {"document": upload(xlsx(ROWS))})
    for person, status in ((officer, 403), (chair, 403), (observer, 403), (outsider, 404)):
        client.force_login(person)
        for name in ("imports", "import_one", "import_columns", "import_file", "import_undo"):
            assert client.get(address(name)).status_code == status, (person, name)
            assert client.post(address(name)).status_code == status, (person, name)


def test_a_file_may_be_discarded(uploaded) -> None:
    uploaded.post(address("import_discard"))
    assert PlanImport.objects.get().state == "discarded"
    assert uploaded.post(address("import_one"), {"agreed": ""}).status_code == 200
    assert Action.objects.count() == 0


def test_the_list_of_rows_costs_the_same_with_3_rows_and_with_300(
    client, plan, lead, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client.force_login(lead)
    counts = []
    for number, size in enumerate((3, 300), start=1):
        rows, merged = torbay(size)
        client.post(address("imports"), {"document": upload(xlsx(rows, merge=merged))})
        planned = PlanImport.objects.get(number=number)
        PlanImport.objects.filter(pk=planned.pk).update(state="mapped")
        with django_assert_max_num_queries(40) as queries:
            page(client.get(address("import_one", number)))
        counts.append(len(queries))
    assert counts[0] == counts[1]
